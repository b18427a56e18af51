"""What wins the day: against brute force, and as examples."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from scoreboard.domain.goals import ways_to_close
from scoreboard.domain.rules import Activity, Campaign, CapRule, PointRule, Rulebook
from scoreboard.values import Value, replace
from tests import oracle
from tests.domain.builders import LONG_AGO, MONDAY, book
from tests.domain.plain import book_fact
from tests.domain.strategies import MIDDLES, day_near, rulebooks

Ways = list[list[tuple[str, int]]]


class Gap(Value):
    """What is missing on a day after what was done."""

    book: Rulebook
    day: date
    gap: Fraction
    done: dict[str, int]


@st.composite
def gaps(draw: DrawFn) -> Gap:
    """Gaps that a handful of actions closes exactly, just not, or not at all."""
    middle = draw(st.sampled_from(MIDDLES))
    rules = draw(rulebooks(middle))
    day = draw(day_near(middle))
    keys = [activity.key for activity in rules.activities]
    done = draw(st.dictionaries(st.sampled_from(keys), st.integers(1, 4)))
    values = [rules.points(key, None, day) * rules.points_factor(key, day) for key in keys]
    mix = draw(st.lists(st.sampled_from(values), min_size=1, max_size=6))
    least = min((value for value in values if value), default=Fraction(1))
    nudge = draw(
        st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(-1, 100), Fraction(1), Fraction(-1)])
    )
    return Gap(rules, day, sum(mix, nudge * least), done)


def ways(
    gap: int | Fraction,
    rules: Rulebook | None = None,
    done: Mapping[str, int] | None = None,
    day: date = MONDAY,
) -> Ways:
    found = ways_to_close(rules or book(), day, Fraction(gap), done or {})
    return [[(action.activity, action.quantity) for action in way] for way in found]


@settings(max_examples=250, deadline=None)
@given(gaps())
def test_ways_to_win_are_what_brute_force_says_they_must_be(gap: Gap) -> None:
    found = ways(gap.gap, gap.book, gap.done, gap.day)
    assert oracle.faults(book_fact(gap.book), gap.day, gap.gap, gap.done, found) == []


def test_one_quote_closes_a_gap_of_three_before_anything_longer() -> None:
    found = ways(3)
    assert found[0] == [("quote", 1)]
    assert found[1][0][0] == "call"
    assert sum(quantity for _, quantity in found[1]) == 2
    assert found[2] == [("invite", 3)]


def test_a_gap_of_five_takes_two_actions() -> None:
    assert sum(quantity for _, quantity in ways(5)[0]) == 2


def test_the_gap_may_be_a_fraction() -> None:
    assert sorted(ways(Fraction(1, 100))) == [[("call", 1)], [("invite", 1)], [("quote", 1)]]
    assert sum(quantity for _, quantity in ways(Fraction(301, 100))[0]) == 2


def test_a_day_that_is_won_needs_no_way() -> None:
    assert ways(0) == []
    assert ways(-1) == []


def test_a_cap_that_is_used_up_leaves_the_activity_out() -> None:
    capped = replace(book(), caps=(CapRule("quote", LONG_AGO, 2), CapRule("call", LONG_AGO, 1)))
    assert [way[0][0] for way in ways(3, capped, {"quote": 2})] == ["call", "invite"]
    assert [way[0][0] for way in ways(3, capped, {"quote": 5, "call": 1})] == ["invite"]
    assert [("quote", 1), ("call", 1)] in ways(5, capped, {"quote": 1})


def test_there_is_no_way_when_the_caps_leave_too_little() -> None:
    rules = Rulebook(
        activities=(Activity("a", "A"),),
        point_rules=(PointRule("a", None, LONG_AGO, Fraction(2)),),
        caps=(CapRule("a", LONG_AGO, 3),),
    )
    assert ways(6, rules) == [[("a", 3)]]
    assert ways(7, rules) == []
    assert ways(6, rules, {"a": 1}) == []


def test_nobody_is_told_to_do_one_thing_more_than_99_times_capped_or_not() -> None:
    rules = Rulebook(
        activities=(Activity("a", "A"),), point_rules=(PointRule("a", None, LONG_AGO, Fraction(1)),)
    )
    for asked in (rules, replace(rules, caps=(CapRule("a", LONG_AGO, 500),))):
        assert ways(99, asked) == [[("a", 99)]]
        assert ways(100, asked) == []


def test_a_mix_keeps_to_the_caps_of_all_its_activities() -> None:
    rules = replace(book(), caps=tuple(CapRule(key, LONG_AGO, 1) for key in ("quote", "call", "invite")))
    assert ways(6, rules) == [[("quote", 1), ("call", 1), ("invite", 1)]]
    assert ways(7, rules) == []
    assert ways(5, rules, {"call": 1}) == []
    assert ways(4, rules, {"call": 1}) == [[("quote", 1), ("invite", 1)]]


def test_archived_percent_and_worthless_activities_are_never_suggested() -> None:
    activities = [
        replace(activity, archived=activity.key in {"quote", "call", "invite"})
        for activity in book().activities
    ]
    assert ways(3, book(activities=activities)) == []


def test_a_campaign_makes_ways_shorter() -> None:
    doubled = book(campaigns=[Campaign("Spring", MONDAY, MONDAY, Fraction(2))])
    assert ways(6, doubled)[0] == [("quote", 1)]


def test_an_activity_counts_with_its_usual_outcome() -> None:
    rules = book(
        points=[
            PointRule("call", None, LONG_AGO, Fraction(2)),
            PointRule("call", "yes", LONG_AGO, Fraction(4)),
        ]
    )
    assert ways(4, rules) == [[("call", 1)]]


def test_at_most_three_ways_are_offered_with_the_fewest_actions_first() -> None:
    keys = "abcdef"
    rules = Rulebook(
        activities=tuple(Activity(key, key) for key in keys),
        point_rules=tuple(PointRule(key, None, LONG_AGO, Fraction(n)) for n, key in enumerate(keys, 1)),
    )
    found = ways(6, rules)
    assert found[0] == [("f", 1)]
    assert [sum(quantity for _, quantity in way) for way in found] == [1, 2, 2]
    assert len({way[0][0] for way in found}) == 3
