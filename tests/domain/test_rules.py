"""What is in force on a day, and that what starts later leaves the past alone."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoreboard.domain.goals import day_goal
from scoreboard.domain.rules import (
    Activity,
    Campaign,
    CapRule,
    Kind,
    Outcome,
    PointRule,
    Rulebook,
    TargetRule,
    Timeline,
    WorkingWeek,
)
from scoreboard.domain.scoring import DayScore, score
from scoreboard.values import replace
from tests.domain.builders import (
    LONG_AGO,
    MONDAY,
    NEXT_MONDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    did,
)
from tests.domain.strategies import POINTS, TARGETS, WEIGHTS, Seller, day_near, days_around, sellers

DAY = timedelta(days=1)


def points_before(book: Rulebook, seller: Seller, day: date) -> dict[date, Fraction]:
    return {on: scored.points for on, scored in score(book, seller.entries).items() if on < day}


def goals_of_weeks_over_before(book: Rulebook, day: date) -> dict[date, Fraction]:
    """Goals of the days of all weeks that ended before `day`."""
    return {each: day_goal(book, each) for each in days_around(day - 22 * DAY) if each < book.week_start(day)}


def test_the_newest_rule_that_has_begun_is_in_force() -> None:
    rules = (
        PointRule("a", None, WEDNESDAY, Fraction(5)),
        PointRule("a", None, LONG_AGO, Fraction(3)),
        PointRule("a", None, NEXT_MONDAY, Fraction(1)),
    )
    asked = Rulebook(activities=(Activity("a", "A"),), point_rules=rules)
    days = (TUESDAY, WEDNESDAY, SUNDAY, NEXT_MONDAY)
    assert [asked.points("a", None, day) for day in days] == [3, 5, 5, 1]


def test_of_two_rules_with_one_start_the_later_written_wins() -> None:
    both = [PointRule("a", None, MONDAY, Fraction(points)) for points in (3, 4)]
    for rules in (both, both[::-1]):
        asked = Rulebook(activities=(Activity("a", "A"),), point_rules=tuple(rules))
        assert asked.points("a", None, MONDAY) == rules[1].points
        assert asked.points("a", None, LONG_AGO) == rules[1].points


def test_before_the_first_rule_the_earliest_counts() -> None:
    rules = (PointRule("a", None, THURSDAY, Fraction(9)), PointRule("a", None, WEDNESDAY, Fraction(2)))
    asked = Rulebook(
        activities=(Activity("a", "A"),),
        point_rules=rules,
        caps=(CapRule("a", WEDNESDAY, 7), CapRule("a", THURSDAY, None)),
        targets=(TargetRule(NEXT_MONDAY, Fraction(30)),),
        working_weeks=(WorkingWeek(WEDNESDAY, (Fraction(0),) * 6 + (Fraction(1),)),),
    )
    assert asked.points("a", None, LONG_AGO) == 2
    assert asked.cap("a", LONG_AGO) == 7
    assert asked.target(LONG_AGO) == 30
    assert [asked.weight(LONG_AGO + n * DAY) for n in range(7)] == [0, 0, 0, 0, 0, 0, 1]


def test_an_outcome_without_a_rule_of_its_own_is_worth_what_the_activity_is() -> None:
    assert book().points("call", "yes", MONDAY) == 2
    assert book().points("call", "no", MONDAY) == 1
    assert book().points("call", None, MONDAY) == 2


def test_before_an_outcomes_first_rule_its_earliest_counts_not_the_activitys() -> None:
    rules = (
        PointRule("call", None, LONG_AGO, Fraction(2)),
        PointRule("call", "no", THURSDAY, Fraction(1)),
        PointRule("call", "no", WEDNESDAY, Fraction(1, 2)),
    )
    assert book(points=rules).points("call", "no", MONDAY) == Fraction(1, 2)


def test_without_any_rule_nothing_is_worth_points_nothing_is_capped_and_nothing_is_wanted() -> None:
    empty = Rulebook(activities=(Activity("a", "A"),))
    assert empty.point_rule("a", None, MONDAY) is None
    assert empty.points("a", None, MONDAY) == 0
    assert empty.cap("a", MONDAY) is None
    assert empty.target(MONDAY) == 0
    assert [empty.weight(MONDAY + n * DAY) for n in range(7)] == [1, 1, 1, 1, 1, 0, 0]


def test_a_target_counts_for_the_week_in_which_it_starts_even_on_its_last_day() -> None:
    asked = Rulebook(targets=(TargetRule(LONG_AGO, Fraction(40)), TargetRule(SUNDAY, Fraction(30))))
    assert [asked.target(MONDAY + 7 * n * DAY) for n in (-1, 0, 1)] == [40, 30, 30]


def test_a_working_week_is_dated_and_shifts_the_shares_of_the_week_it_starts_in() -> None:
    mornings = (Fraction(1, 2),) * 5 + (Fraction(0),) * 2
    asked = replace(book(), working_weeks=(WorkingWeek(LONG_AGO), WorkingWeek(WEDNESDAY, mornings)))
    assert [asked.weight(MONDAY + n * DAY) for n in range(7)] == [1, 1, *[Fraction(1, 2)] * 3, 0, 0]
    assert day_goal(asked, MONDAY) == Fraction(40) / Fraction(7, 2)
    assert day_goal(asked, MONDAY - 7 * DAY) == 8
    assert day_goal(asked, NEXT_MONDAY) == 8


def test_a_campaign_holds_from_its_first_through_its_last_day_also_across_the_year() -> None:
    campaign = Campaign("Winter", date(2026, 12, 30), date(2027, 1, 2), Fraction(2), Fraction(3, 2))
    asked = book(campaigns=[campaign])
    days = [date(2026, 12, 29) + n * DAY for n in range(6)]
    assert [asked.points_factor("quote", day) for day in days] == [1, 2, 2, 2, 2, 1]
    assert [asked.target_factor(day) for day in days] == [1, *[Fraction(3, 2)] * 4, 1]
    assert [asked.campaign(day) for day in days] == [None, *[campaign] * 4, None]


def test_a_campaign_for_some_activities_raises_the_points_of_those_only_and_the_target_for_all() -> None:
    campaign = Campaign("Calls", MONDAY, MONDAY, Fraction(2), Fraction(3, 2), frozenset({"call"}))
    asked = book(campaigns=[campaign])
    assert asked.points_factor("call", MONDAY) == 2
    assert asked.points_factor("quote", MONDAY) == 1
    assert asked.target_factor(MONDAY) == Fraction(3, 2)


def test_a_campaign_doubles_points_and_leaves_the_target_unless_told_otherwise() -> None:
    campaign = Campaign("Plain", MONDAY, MONDAY)
    assert (campaign.points_factor, campaign.target_factor) == (Fraction(2), Fraction(1))
    assert campaign.activities is None


def test_things_are_found_by_key_and_archived_ones_are_not_in_use() -> None:
    kept = Activity("a", "A", outcomes=(Outcome("y", "Yes"),))
    gone = Activity("b", "B", Kind.PERCENT, archived=True)
    asked = Rulebook(activities=(kept, gone))
    assert asked.activity("a") is kept
    assert asked.activity("b") is gone
    assert asked.activity("c") is None
    assert asked.deliverable("c") is None
    assert asked.in_use() == (kept,)
    assert kept.outcome("y") == Outcome("y", "Yes")
    assert kept.outcome("n") is None
    assert kept.outcome(None) is None


def test_a_timeline_says_what_comes_after_a_day() -> None:
    rules = [TargetRule(start, Fraction(1)) for start in (NEXT_MONDAY, MONDAY, WEDNESDAY)]
    line = Timeline(rules)
    assert [rule.start for rule in line.after(MONDAY)] == [WEDNESDAY, NEXT_MONDAY]
    assert line.after(NEXT_MONDAY) == []
    assert line.on(MONDAY - DAY) is None
    assert Timeline[TargetRule]([]).first() is None


def test_a_rulebook_made_from_another_remembers_nothing_of_it() -> None:
    old = book()
    assert score(old, [did("quote")])[MONDAY].points == 3
    new = replace(old, point_rules=(PointRule("quote", None, LONG_AGO, Fraction(5)),))
    assert score(new, [did("quote")])[MONDAY].points == 5
    assert score(old, [did("quote")])[MONDAY].points == 3


# What starts later never changes an earlier day. The one exception is "before the first, the earliest": it
# can only matter where no rule about the same thing starts before the new one.


@settings(max_examples=60, deadline=None)
@given(sellers(), st.data())
def test_a_point_rule_that_starts_later_changes_no_earlier_day(seller: Seller, data: st.DataObject) -> None:
    assume(seller.book.point_rules)
    old = data.draw(st.sampled_from(seller.book.point_rules))
    start = old.start + data.draw(st.integers(1, 9)) * DAY
    rule = PointRule(old.activity, old.outcome, start, data.draw(POINTS))
    new = replace(seller.book, point_rules=(*seller.book.point_rules, rule))
    assert points_before(new, seller, start) == points_before(seller.book, seller, start)


@settings(max_examples=50, deadline=None)
@given(sellers(), st.data())
def test_the_first_point_rule_of_an_outcome_changes_the_days_on_which_that_outcome_was_logged_only(
    seller: Seller, data: st.DataObject
) -> None:
    pairs = [
        (activity.key, outcome.key) for activity in seller.book.activities for outcome in activity.outcomes
    ]
    assume(pairs)
    activity, outcome = data.draw(st.sampled_from(pairs))
    others = tuple(
        rule for rule in seller.book.point_rules if (rule.activity, rule.outcome) != (activity, outcome)
    )
    rule = PointRule(activity, outcome, data.draw(day_near(seller.middle)), data.draw(POINTS))
    old = replace(seller.book, point_rules=others)
    new = replace(seller.book, point_rules=(*others, rule))
    old_lines = [line for day in score(old, seller.entries).values() for line in day.entries]
    new_lines = {line.entry.uid: line for day in score(new, seller.entries).values() for line in day.entries}
    for line in old_lines:
        found = new_lines[line.entry.uid]
        if (line.entry.activity, line.entry.outcome) == (activity, outcome):
            assert found.points == found.units * rule.points * found.factor
        else:
            assert found == line


@settings(max_examples=50, deadline=None)
@given(sellers(), st.data())
def test_a_cap_that_starts_later_changes_no_earlier_day(seller: Seller, data: st.DataObject) -> None:
    assume(seller.book.caps)
    old = data.draw(st.sampled_from(seller.book.caps))
    start = old.start + data.draw(st.integers(1, 9)) * DAY
    cap = CapRule(old.activity, start, data.draw(st.none() | st.integers(0, 3)))
    new = replace(seller.book, caps=(*seller.book.caps, cap))
    assert points_before(new, seller, start) == points_before(seller.book, seller, start)


@settings(max_examples=50, deadline=None)
@given(sellers(most_entries=0), st.data())
def test_a_target_that_starts_later_changes_no_week_that_is_over_before(
    seller: Seller, data: st.DataObject
) -> None:
    assume(seller.book.targets)
    old = data.draw(st.sampled_from(seller.book.targets))
    start = old.start + data.draw(st.integers(1, 9)) * DAY
    new = replace(seller.book, targets=(*seller.book.targets, TargetRule(start, data.draw(TARGETS))))
    assert goals_of_weeks_over_before(new, start) == goals_of_weeks_over_before(seller.book, start)


@settings(max_examples=50, deadline=None)
@given(sellers(most_entries=0), st.data())
def test_a_working_week_that_starts_later_changes_no_week_that_is_over_before(
    seller: Seller, data: st.DataObject
) -> None:
    assume(seller.book.working_weeks)
    old = data.draw(st.sampled_from(seller.book.working_weeks))
    start = old.start + data.draw(st.integers(1, 9)) * DAY
    rules = (*seller.book.working_weeks, WorkingWeek(start, data.draw(WEIGHTS)))
    new = replace(seller.book, working_weeks=rules)
    assert goals_of_weeks_over_before(new, start) == goals_of_weeks_over_before(seller.book, start)


@settings(max_examples=50, deadline=None)
@given(sellers(), st.data())
def test_a_campaign_changes_no_day_outside_it(seller: Seller, data: st.DataObject) -> None:
    plain = replace(seller.book, campaigns=())
    first = data.draw(day_near(seller.middle))
    campaign = Campaign("one", first, first + data.draw(st.integers(0, 9)) * DAY, Fraction(3), Fraction(3))
    new = replace(plain, campaigns=(campaign,))

    def outside(days: dict[date, DayScore]) -> dict[date, DayScore]:
        return {day: scored for day, scored in days.items() if not campaign.runs_on(day)}

    assert outside(score(new, seller.entries)) == outside(score(plain, seller.entries))
    for day in seller.days:
        factor = 3 if campaign.first <= day <= campaign.last else 1
        assert day_goal(new, day) == factor * day_goal(plain, day)


@pytest.mark.parametrize("start", [MONDAY, WEDNESDAY])
def test_only_an_earliest_rule_reaches_back_before_its_start(start: date) -> None:
    first = book(points=[PointRule("quote", None, start, Fraction(3))])
    later = book(points=[*first.point_rules, PointRule("quote", None, start + DAY, Fraction(7))])
    again = book(points=[*first.point_rules, PointRule("quote", None, start, Fraction(7))])
    early = [did("quote", LONG_AGO)]
    assert score(first, early)[LONG_AGO].points == 3
    assert score(later, early)[LONG_AGO].points == 3
    assert score(again, early)[LONG_AGO].points == 7
