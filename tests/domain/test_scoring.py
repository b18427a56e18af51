"""What entries bring: counted units under their caps, and percent that pays each step once."""

from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from itertools import permutations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import STEPS, Activity, Campaign, CapRule, Deliverable, Kind, PointRule, Rulebook
from scoreboard.domain.scoring import ActivityTotal, DayScore, by_activity, in_order, score, unit_points
from scoreboard.values import replace
from tests.domain.builders import (
    ACTIVITIES,
    LONG_AGO,
    MONDAY,
    NEXT_MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    book,
    did,
    progress,
)
from tests.domain.plain import standing_of, week_fact
from tests.domain.strategies import POINTS, Seller, days_of, log_entries, sellers

PERCENTS = st.lists(st.integers(0, 100), min_size=1, max_size=8)


def points_of(rules: Rulebook, *entries: LogEntry) -> Fraction:
    return sum((day.points for day in score(rules, entries).values()), Fraction(0))


def capped(*caps: CapRule) -> Rulebook:
    return replace(book(), caps=caps)


def test_three_quotes_at_three_points_are_nine() -> None:
    assert points_of(book(), did("quote", quantity=3)) == 9


def test_an_outcome_with_points_of_its_own_scores_those() -> None:
    assert points_of(book(), did("call", outcome="yes")) == 2
    assert points_of(book(), did("call", outcome="no")) == 1
    assert points_of(book(), did("call")) == 2


def test_each_day_scores_by_the_rule_of_that_day() -> None:
    rules = [
        PointRule("quote", None, LONG_AGO, Fraction(3)),
        PointRule("quote", None, WEDNESDAY, Fraction(5)),
    ]
    days = score(book(points=rules), [did("quote", TUESDAY), did("quote", WEDNESDAY)])
    assert {day: scored.points for day, scored in days.items()} == {TUESDAY: 3, WEDNESDAY: 5}


def test_a_campaign_multiplies_the_points_of_its_days() -> None:
    asked = book(campaigns=[Campaign("Spring", WEDNESDAY, THURSDAY, Fraction(3, 2))])
    assert points_of(asked, did("quote", TUESDAY)) == 3
    assert points_of(asked, did("quote", WEDNESDAY, 2)) == 9
    assert points_of(asked, progress(40, THURSDAY)) == 6


def test_points_are_exact_to_the_hundredth_and_beyond() -> None:
    rules = [PointRule("quote", None, LONG_AGO, Fraction(1, 10))]
    asked = book(points=rules, campaigns=[Campaign("Odd", MONDAY, MONDAY, Fraction(33, 100))])
    assert points_of(asked, *(did("quote", number=n) for n in range(10))) == Fraction(33, 100)


def test_days_without_entries_have_no_score() -> None:
    voided = replace(did("quote", TUESDAY), voided=True)
    assert list(score(book(), [did("quote", MONDAY), voided])) == [MONDAY]
    assert score(book(), []) == {}
    assert DayScore(MONDAY).points == 0


def test_units_above_the_cap_are_kept_as_facts_and_score_nothing() -> None:
    (day,) = score(capped(CapRule("quote", LONG_AGO, 3)), [did("quote", quantity=5)]).values()
    (line,) = day.entries
    assert (line.entry.quantity, line.units, line.cap) == (5, 3, 3)
    assert line.points == 9
    assert by_activity([day]) == [ActivityTotal("quote", 5, Fraction(9))]


def test_the_units_that_count_are_the_first_ones_of_the_day() -> None:
    rules = capped(CapRule("call", LONG_AGO, 2))
    morning = did("call", moment=at(MONDAY, 9), outcome="no", number=3)
    noon = did("call", moment=at(MONDAY, 12), outcome="no", number=2)
    evening = did("call", moment=at(MONDAY, 18), outcome="yes", number=1)
    for order in permutations([morning, noon, evening]):
        lines = score(rules, order)[MONDAY].entries
        assert [line.entry for line in lines] == [morning, noon, evening]
        assert [line.units for line in lines] == [1, 1, 0]


def test_of_entries_at_one_time_the_one_written_first_counts() -> None:
    rules = capped(CapRule("call", LONG_AGO, 1))
    first, second = did("call", outcome="yes", number=1), did("call", outcome="no", number=2)
    for order in ([first, second], [second, first]):
        assert [line.points for line in score(rules, order)[MONDAY].entries] == [2, 0]


def test_a_cap_is_shared_by_all_outcomes_and_starts_anew_every_day() -> None:
    rules = capped(CapRule("call", LONG_AGO, 2))
    monday = [did("call", outcome="yes", quantity=2, number=1), did("call", outcome="no", number=2)]
    assert points_of(rules, *monday) == 4
    assert points_of(rules, *monday, did("call", TUESDAY, 2)) == 8


def test_a_cap_of_one_activity_leaves_the_others_alone() -> None:
    rules = capped(CapRule("call", LONG_AGO, 0))
    assert points_of(rules, did("call", quantity=4), did("quote", quantity=4)) == 12


def test_a_cap_is_dated() -> None:
    rules = capped(CapRule("quote", LONG_AGO, None), CapRule("quote", WEDNESDAY, 1))
    assert points_of(rules, did("quote", TUESDAY, 4)) == 12
    assert points_of(rules, did("quote", WEDNESDAY, 4)) == 3


def test_a_cap_does_not_hold_back_percent() -> None:
    assert points_of(capped(CapRule("news", LONG_AGO, 1)), progress(50)) == 5


def test_on_the_night_the_clocks_go_back_the_order_of_time_holds() -> None:
    rules = capped(CapRule("call", LONG_AGO, 1))
    night = date(2026, 10, 25)
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    winter = datetime(2026, 10, 25, 2, 10, tzinfo=timezone(timedelta(hours=1)))
    before = did("call", night, outcome="yes", moment=summer, number=2)
    after = did("call", night, outcome="no", moment=winter, number=1)
    assert [line.points for line in score(rules, [after, before])[night].entries] == [2, 0]


def test_the_order_of_time_holds_within_a_zone_that_repeats_the_hour() -> None:
    try:
        zone = ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:
        pytest.skip("this computer has no data about the zone")
    rules = capped(CapRule("call", LONG_AGO, 1))
    night = date(2026, 10, 25)
    first = did("call", night, outcome="yes", moment=datetime(2026, 10, 25, 2, 30, tzinfo=zone), number=2)
    second = did(
        "call", night, outcome="no", moment=datetime(2026, 10, 25, 2, 10, tzinfo=zone, fold=1), number=1
    )
    assert [line.points for line in score(rules, [second, first])[night].entries] == [2, 0]


def test_sixty_percent_at_one_point_per_ten_percent_is_six_points() -> None:
    assert points_of(book(), progress(60)) == 6


@pytest.mark.parametrize(
    "updates", [[60], [10, 20, 30, 40, 50, 60], [7, 13, 29, 60], [60, 60], [60, 20, 55, 60]]
)
def test_sixty_percent_is_six_points_however_often_it_was_updated(updates: list[int]) -> None:
    entries = [progress(percent, number=n, hour=n) for n, percent in enumerate(updates, 1)]
    assert points_of(book(), *entries) == 6


def test_a_step_that_is_not_full_scores_nothing_yet() -> None:
    lines = score(book(), [progress(9, hour=9), progress(19, hour=10), progress(20, hour=11)])[MONDAY].entries
    assert [line.units for line in lines] == [0, 1, 1]
    assert [line.before for line in lines] == [0, 9, 19]


@pytest.mark.parametrize(("step", "points"), [(5, 12), (10, 6), (20, 3), (25, 2), (50, 1)])
def test_the_step_of_the_deliverable_decides_how_many_times_it_pays(step: int, points: int) -> None:
    rules = replace(book(), deliverables=(Deliverable("december", "Newsletter", "news", step),))
    assert points_of(rules, progress(60)) == points


def test_going_back_takes_nothing_away_and_does_not_pay_again_on_the_way_up() -> None:
    entries = [progress(60, MONDAY), progress(30, TUESDAY), progress(60, WEDNESDAY), progress(70, THURSDAY)]
    days = score(book(), entries)
    assert [days[day].points for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)] == [6, 0, 0, 1]


def test_voiding_a_mistake_derives_the_later_entries_anew() -> None:
    mistake, right = progress(90, MONDAY), progress(60, TUESDAY)
    assert score(book(), [mistake, right])[TUESDAY].points == 0
    assert score(book(), [replace(mistake, voided=True), right])[TUESDAY].points == 6


def test_a_backdated_percentage_is_inserted_at_its_day_and_later_ones_are_derived_anew() -> None:
    now, late = progress(60, WEDNESDAY, number=1), progress(40, MONDAY, number=2)
    days = score(book(), [now, late])
    assert [days[day].points for day in (MONDAY, WEDNESDAY)] == [4, 2]


def test_each_step_scores_the_points_of_the_day_on_which_it_is_reached() -> None:
    rules = [PointRule("news", None, LONG_AGO, Fraction(1)), PointRule("news", None, WEDNESDAY, Fraction(2))]
    assert points_of(book(points=rules), progress(40, TUESDAY), progress(60, WEDNESDAY)) == 8


def test_deliverables_of_one_activity_are_paid_apart() -> None:
    entries = [progress(50, deliverable="may"), progress(50, deliverable="june")]
    assert points_of(book(), *entries) == 10
    assert by_activity([score(book(), entries)[MONDAY]]) == [ActivityTotal("news", 10, Fraction(10))]


def test_what_was_reached_earlier_is_not_paid_again() -> None:
    assert points_of(book(), progress(60)) == 6
    lines = score(book(), [progress(60)], {"december": 45, "other": 90})[MONDAY].entries
    assert [(line.before, line.units) for line in lines] == [(45, 2)]
    assert score(book(), [progress(60)], {"december": 80})[MONDAY].points == 0


def test_totals_put_the_highest_points_first_then_the_key() -> None:
    entries = [did("invite", quantity=3), did("quote"), did("call", quantity=4), did("signed"), progress(5)]
    assert by_activity([score(book(), entries)[MONDAY]]) == [
        ActivityTotal("call", 4, Fraction(8)),
        ActivityTotal("invite", 3, Fraction(3)),
        ActivityTotal("quote", 1, Fraction(3)),
        ActivityTotal("signed", 1, Fraction(0)),
    ]


def test_one_unit_scores_its_points_times_the_campaign() -> None:
    asked = book(campaigns=[Campaign("Calls", MONDAY, MONDAY, Fraction(2), activities=frozenset({"call"}))])
    quote, call = ACTIVITIES[:2]
    assert unit_points(asked, call, "yes", MONDAY) == 4
    assert unit_points(asked, call, "no", MONDAY) == 2
    assert unit_points(asked, call, "no", NEXT_MONDAY) == 1
    assert unit_points(asked, quote, None, MONDAY) == 3


@settings(max_examples=60, deadline=None)
@given(sellers(), st.data())
def test_the_order_in_which_entries_are_given_does_not_matter(seller: Seller, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(seller.entries))
    assert score(seller.book, shuffled) == score(seller.book, seller.entries)


@settings(max_examples=60, deadline=None)
@given(sellers(), st.data())
def test_an_entry_added_and_voided_leaves_every_figure_as_it_was(seller: Seller, data: st.DataObject) -> None:
    added = data.draw(log_entries(seller.book, seller.middle, len(seller.entries) + 1))
    place = data.draw(st.integers(0, len(seller.entries)))
    after = [*seller.entries[:place], replace(added, voided=True), *seller.entries[place:]]
    assert score(seller.book, after) == score(seller.book, seller.entries)
    today = data.draw(days_of(seller))
    for start in (seller.book.week_start(added.day), seller.book.week_start(seller.middle)):
        assert week_fact(standing_of(seller.book, after, start, today)) == week_fact(
            standing_of(seller.book, seller.entries, start, today)
        )


@settings(max_examples=60, deadline=None)
@given(sellers())
def test_no_day_counts_more_units_than_the_cap_and_none_fewer_than_it_could(seller: Seller) -> None:
    for day, scored in score(seller.book, seller.entries).items():
        done: defaultdict[str, int] = defaultdict(int)
        counted: defaultdict[str, int] = defaultdict(int)
        for line in scored.entries:
            if line.entry.percent is None:
                done[line.entry.activity] += line.entry.quantity
                counted[line.entry.activity] += line.units
        for key, units in done.items():
            cap = seller.book.cap(key, day)
            assert counted[key] == (units if cap is None else min(units, cap))


@settings(max_examples=60, deadline=None)
@given(sellers())
def test_no_deliverable_pays_more_than_its_full_steps_however_it_moved(seller: Seller) -> None:
    units: defaultdict[str, int] = defaultdict(int)
    highest: defaultdict[str, int] = defaultdict(int)
    for scored in score(seller.book, seller.entries).values():
        for line in scored.entries:
            assert line.units >= 0
            assert line.points >= 0
            if line.entry.percent is not None:
                key = line.entry.deliverable or ""
                units[key] += line.units
                highest[key] = max(highest[key], line.entry.percent)
    for piece in seller.book.deliverables:
        assert units[piece.key] == highest[piece.key] // piece.step


@given(PERCENTS, st.sampled_from(STEPS), POINTS)
def test_over_its_life_a_deliverable_scores_its_highest_percentage_in_steps_times_the_points(
    percents: list[int], step: int, points: Fraction
) -> None:
    rules = Rulebook(
        activities=(Activity("news", "Newsletter", Kind.PERCENT, step=step),),
        deliverables=(Deliverable("december", "December", "news", step),),
        point_rules=(PointRule("news", None, LONG_AGO, points),),
    )
    entries = [progress(percent, MONDAY + timedelta(days=n)) for n, percent in enumerate(percents)]
    assert points_of(rules, *entries) == max(percents) // step * points


@settings(max_examples=60, deadline=None)
@given(sellers(), st.data())
def test_days_score_the_same_alone_as_with_all_that_came_before(seller: Seller, data: st.DataObject) -> None:
    cut = data.draw(days_of(seller))
    reached: dict[str, int] = {}
    for entry in seller.entries:
        if entry.day < cut and not entry.voided and entry.percent is not None:
            key = entry.deliverable or ""
            reached[key] = max(reached.get(key, 0), entry.percent)
    late = [entry for entry in seller.entries if entry.day >= cut]
    whole = score(seller.book, seller.entries)
    assert score(seller.book, late, reached) == {day: whole[day] for day in whole if day >= cut}


@settings(max_examples=50, deadline=None)
@given(sellers(), st.integers(-12, 14))
def test_another_offset_for_the_same_moments_changes_no_figure(seller: Seller, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moved = [replace(entry, at=entry.at.astimezone(zone)) for entry in seller.entries]
    assert score(seller.book, moved) == score(seller.book, seller.entries)


def test_points_on_a_weekend_are_points() -> None:
    assert points_of(book(), did("quote", SATURDAY)) == 3


@settings(max_examples=100, deadline=None)
@given(sellers())
def test_a_score_that_grows_by_adding_is_the_score_of_all(seller: Seller) -> None:
    entries = in_order(entry for entry in seller.entries if entry.percent is None and not entry.voided)
    whole = score(seller.book, entries)
    for day, scored in whole.items():
        grown = DayScore(day)
        for entry in (one.entry for one in scored.entries):
            assert grown.comes_last(entry)
            grown = grown.with_next(seller.book, entry)
        assert grown == scored
