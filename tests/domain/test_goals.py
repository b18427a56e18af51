"""Targets, day goals, pace, won and reached, the trial, and what is celebrated."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoreboard.domain.achievements import Feat, feats
from scoreboard.domain.calendar import DayOff
from scoreboard.domain.goals import (
    Pace,
    WeekStanding,
    day_goal,
    day_share,
    in_trial,
)
from scoreboard.domain.rules import Campaign, Rulebook, TargetRule, WorkingWeek
from scoreboard.values import replace
from tests.domain.builders import (
    FRIDAY,
    LONG_AGO,
    MONDAY,
    NEXT_MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    on,
)
from tests.domain.plain import standing_of, week_standing
from tests.domain.strategies import Seller, sellers

WEEK = timedelta(days=7)


def week(
    rules: Rulebook | None = None,
    points: dict[date, int] | None = None,
    *,
    today: date = WEDNESDAY,
    first: date | None = LONG_AGO,
    start: date = MONDAY,
) -> WeekStanding:
    return week_standing(rules or book(), start, on(points or {}), today, first)


def goals(rules: Rulebook, start: date = MONDAY) -> list[Fraction]:
    return [day_goal(rules, start + timedelta(days=n)) for n in range(7)]


def test_the_next_day_with_a_goal_carries_what_a_day_off_does_not() -> None:
    asked = book(days_off=(DayOff(WEDNESDAY, WEDNESDAY),))
    standing = week(asked, {MONDAY: 12}, today=WEDNESDAY)
    assert (standing.pace, standing.needed_per_day, standing.needed_next) == (Pace.BEHIND, 0, 10)
    assert not standing.out_of_reach
    assert week(today=WEDNESDAY).needed_next == week(today=WEDNESDAY).needed_per_day


def test_a_weekend_has_no_next_day() -> None:
    standing = week(points={MONDAY: 25}, today=SATURDAY)
    assert (standing.pace, standing.needed_next, standing.short) == (Pace.BEHIND, None, 15)
    assert not standing.out_of_reach


def test_more_than_twice_a_days_goal_is_out_of_reach() -> None:
    assert not week(points={MONDAY: 24}, today=FRIDAY).out_of_reach
    assert week(points={MONDAY: 23}, today=FRIDAY).out_of_reach


def test_a_target_of_forty_asks_eight_a_day_from_monday_to_friday() -> None:
    assert goals(book()) == [8, 8, 8, 8, 8, 0, 0]
    assert week().target == 40


def test_one_day_off_of_five_leaves_four_fifths_of_the_target() -> None:
    away = book(days_off=[DayOff(TUESDAY, TUESDAY)])
    assert goals(away) == [8, 0, 8, 8, 8, 0, 0]
    assert week(away).target == Fraction(80, 100) * 40
    assert week(away).base_target == 40


def test_half_a_day_off_leaves_half_of_that_days_goal() -> None:
    assert goals(book(days_off=[DayOff(TUESDAY, WEDNESDAY, half=True)])) == [8, 4, 4, 8, 8, 0, 0]


def test_two_half_days_off_make_a_whole_one() -> None:
    halves = [DayOff(TUESDAY, TUESDAY, half=True), DayOff(MONDAY, TUESDAY, half=True)]
    assert goals(book(days_off=halves)) == [4, 0, 8, 8, 8, 0, 0]


def test_a_day_off_at_the_weekend_lowers_nothing() -> None:
    assert week(book(days_off=[DayOff(SATURDAY, SUNDAY)])).target == 40


def test_a_part_timer_spreads_the_same_target_over_the_own_days() -> None:
    weights = (Fraction(1), Fraction(1), Fraction(1, 2), *[Fraction(0)] * 4)
    assert goals(replace(book(), working_weeks=(WorkingWeek(LONG_AGO, weights),))) == [16, 16, 8, 0, 0, 0, 0]


def test_a_campaign_that_starts_on_wednesday_raises_three_fifths_of_the_target() -> None:
    asked = book(campaigns=[Campaign("Spring", WEDNESDAY, NEXT_MONDAY, target_factor=Fraction(3, 2))])
    assert goals(asked) == [8, 8, 12, 12, 12, 0, 0]
    assert week(asked).target == 40 * (1 + Fraction(3, 5) * Fraction(1, 2))
    assert goals(asked, NEXT_MONDAY) == [12, 8, 8, 8, 8, 0, 0]


def test_the_share_of_a_day_is_its_goal_per_point_of_target() -> None:
    asked = book(days_off=[DayOff(MONDAY, MONDAY, half=True)])
    assert [day_share(asked, day) for day in (MONDAY, TUESDAY, SUNDAY)] == [
        Fraction(1, 10),
        Fraction(1, 5),
        0,
    ]


def test_a_week_without_a_working_day_is_off_and_neither_reached_nor_missed() -> None:
    asked = replace(book(), working_weeks=(WorkingWeek(LONG_AGO, (Fraction(0),) * 7),))
    for today in (MONDAY, NEXT_MONDAY):
        standing = week(asked, {MONDAY: 50}, today=today)
        assert standing.target == 0
        assert (standing.off, standing.reached) == (True, None)
        assert (standing.pace, standing.needed_per_day) == (None, None)
        assert all(day.off and not day.won for day in standing.days)


def test_a_target_of_zero_is_off_and_asks_nothing() -> None:
    standing = week(book(target=0), {MONDAY: 5})
    assert (standing.off, standing.reached, standing.pace) == (True, None, None)
    assert standing.needed_per_day == 0
    assert week(book(target=0), today=NEXT_MONDAY).reached is None


def test_a_whole_week_of_days_off_is_off() -> None:
    standing = week(book(days_off=[DayOff(MONDAY, SUNDAY)]), {MONDAY: 5}, today=NEXT_MONDAY)
    assert (standing.off, standing.reached) == (True, None)
    assert standing.points == 5


def test_a_day_is_won_when_exactly_its_goal_is_scored() -> None:
    days = week(points={MONDAY: 8, TUESDAY: 7, WEDNESDAY: 9, SATURDAY: 3}).days
    assert [day.won for day in days] == [True, False, True, False, False, False, False]
    assert [day.off for day in days] == [False, False, False, False, False, True, True]


@pytest.mark.parametrize(("points", "reached"), [(39, False), (40, True), (41, True)])
def test_a_finished_week_is_reached_when_exactly_its_target_is_scored(points: int, reached: bool) -> None:
    assert week(points={MONDAY: points}, today=NEXT_MONDAY).reached is reached


def test_a_week_is_not_missed_before_its_last_day_is_over() -> None:
    assert week(points={MONDAY: 39}, today=SUNDAY).reached is None
    assert week(points={MONDAY: 40}, today=SUNDAY).reached is True
    assert week(points={MONDAY: 39}, today=MONDAY - WEEK).reached is None


def test_points_on_days_off_count_for_the_week() -> None:
    away = book(days_off=[DayOff(FRIDAY, FRIDAY)])
    assert week(away, {FRIDAY: 20, SATURDAY: 12}, today=NEXT_MONDAY).reached is True


def test_points_of_the_boundary_monday_count_in_the_week_it_begins_only() -> None:
    points = {MONDAY: 3, NEXT_MONDAY: 8}
    assert week(points=points).points == 3
    assert week(points=points, start=NEXT_MONDAY).points == 8
    assert week(points=points, start=MONDAY - WEEK).points == 0


@pytest.mark.parametrize(
    ("points", "pace"),
    [(24, Pace.AHEAD), (23, Pace.ON_PACE), (16, Pace.ON_PACE), (15, Pace.BEHIND), (0, Pace.BEHIND)],
)
def test_on_wednesday_24_of_40_is_ahead_and_16_is_on_pace(points: int, pace: Pace) -> None:
    assert week(points={MONDAY: points}).pace is pace


def test_on_the_first_day_nobody_is_behind() -> None:
    assert week(today=MONDAY).pace is Pace.ON_PACE


def test_pace_is_for_the_running_week_only() -> None:
    for today in (MONDAY - timedelta(days=1), NEXT_MONDAY):
        standing = week(today=today)
        assert (standing.pace, standing.needed_per_day) == (None, None)
    for today in (MONDAY, SUNDAY):
        assert week(today=today).pace is not None


def test_points_expected_are_the_goals_through_today() -> None:
    days = [MONDAY - timedelta(days=1), MONDAY, WEDNESDAY, FRIDAY, SUNDAY, NEXT_MONDAY]
    assert [week(today=day).expected for day in days] == [0, 8, 24, 40, 40, 40]


def test_what_is_missing_is_spread_over_the_days_left_today_included() -> None:
    assert week(points={MONDAY: 10}, today=WEDNESDAY).needed_per_day == 10
    assert week(points={MONDAY: 10}, today=FRIDAY).needed_per_day == 30
    assert week(points={MONDAY: 41}, today=FRIDAY).needed_per_day == 0


def test_a_half_day_needs_half_as_much_as_a_whole_one() -> None:
    asked = book(days_off=[DayOff(WEDNESDAY, WEDNESDAY, half=True)])
    assert week(asked, {MONDAY: 11}, today=WEDNESDAY).needed_per_day == 5
    assert week(asked, {MONDAY: 11, WEDNESDAY: 5}, today=THURSDAY).needed_per_day == 10


def test_a_campaign_day_needs_its_factor_more() -> None:
    asked = book(campaigns=[Campaign("Friday", FRIDAY, FRIDAY, target_factor=Fraction(3))])
    assert week(asked, {MONDAY: 40}, today=THURSDAY).needed_per_day == 4
    assert week(asked, {MONDAY: 40}, today=FRIDAY).needed_per_day == 16


def test_nothing_is_needed_on_a_day_off_and_nothing_can_be_when_no_working_day_is_left() -> None:
    asked = book(days_off=[DayOff(WEDNESDAY, WEDNESDAY)])
    assert week(asked, today=WEDNESDAY).needed_per_day == 0
    assert week(asked, today=SATURDAY).needed_per_day is None


def test_the_first_of_two_campaigns_names_the_week_and_both_act_on_their_days() -> None:
    late = Campaign("Late", FRIDAY, FRIDAY, target_factor=Fraction(3))
    early = Campaign("Early", TUESDAY, TUESDAY, target_factor=Fraction(2))
    standing = week(book(campaigns=[late, early]))
    assert standing.campaign is early
    assert [day.goal for day in standing.days] == [8, 16, 8, 8, 24, 0, 0]
    assert week().campaign is None


def test_the_week_of_a_standing_ends_on_its_seventh_day() -> None:
    assert week().end == SUNDAY


def test_the_trial_is_counted_in_weeks_from_the_week_of_the_first_entry() -> None:
    asked = book(trial_weeks=2)
    found = [in_trial(asked, THURSDAY, MONDAY + n * WEEK) for n in (-1, 0, 1, 2)]
    assert found == [False, True, True, False]
    assert in_trial(asked, THURSDAY, SUNDAY + WEEK)
    assert not in_trial(book(trial_weeks=0), THURSDAY, MONDAY)


def test_before_the_first_entry_every_week_is_trial_if_there_is_a_trial() -> None:
    assert in_trial(book(trial_weeks=1), None, MONDAY + 50 * WEEK)
    assert not in_trial(book(trial_weeks=0), None, MONDAY)


@pytest.mark.parametrize("points", [0, 39, 40])
def test_a_week_in_trial_is_neither_reached_nor_missed_but_its_days_can_be_won(points: int) -> None:
    standing = week(book(trial_weeks=4), {MONDAY: points}, first=MONDAY, today=NEXT_MONDAY)
    assert (standing.trial, standing.reached) == (True, None)
    assert standing.target == 40
    assert standing.days[0].won == (points >= 8)


def test_a_trial_week_shows_its_pace() -> None:
    standing = week(book(trial_weeks=4), {MONDAY: 24}, first=MONDAY)
    assert (standing.pace, standing.needed_per_day) == (Pace.AHEAD, Fraction(16, 3))


def test_winning_the_day_and_reaching_the_week_are_celebrated_once() -> None:
    start, won, reached, more = (week(points={WEDNESDAY: points}) for points in (7, 8, 40, 41))
    assert feats(start, won, WEDNESDAY) == (Feat.DAY_WON,)
    assert feats(start, reached, WEDNESDAY) == (Feat.DAY_WON, Feat.WEEK_REACHED)
    assert feats(won, reached, WEDNESDAY) == (Feat.WEEK_REACHED,)
    assert feats(reached, more, WEDNESDAY) == ()


def test_only_the_day_of_the_change_is_celebrated() -> None:
    start, won = week(), week(points={WEDNESDAY: 8})
    assert feats(start, won, TUESDAY) == ()


def test_losing_what_was_won_is_not_celebrated() -> None:
    assert feats(week(points={WEDNESDAY: 40}), week(points={WEDNESDAY: 4}), WEDNESDAY) == ()


def test_a_week_that_was_missed_and_is_reached_by_a_late_entry_is_celebrated() -> None:
    missed, reached = (week(points={MONDAY: points}, today=NEXT_MONDAY) for points in (39, 40))
    assert missed.reached is False
    assert feats(missed, reached, MONDAY) == (Feat.WEEK_REACHED,)


def test_no_week_is_celebrated_in_trial_but_a_day_is() -> None:
    trial = book(trial_weeks=4)
    before, after = (week(trial, {MONDAY: points}, first=MONDAY, today=MONDAY) for points in (0, 40))
    assert feats(before, after, MONDAY) == (Feat.DAY_WON,)


@settings(max_examples=60, deadline=None)
@given(sellers(), st.data())
def test_the_goals_of_the_days_sum_to_the_target(seller: Seller, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(seller.weeks))
    standing = standing_of(seller.book, seller.entries, start, data.draw(st.sampled_from(seller.days)))
    assert sum((day.goal for day in standing.days), Fraction(0)) == standing.target
    assert sum((day.points for day in standing.days), Fraction(0)) == standing.points
    assert standing.off == (standing.target == 0)
    assert all(day.goal >= 0 for day in standing.days)


@settings(max_examples=60, deadline=None)
@given(sellers(most_entries=0), st.data())
def test_a_full_week_without_a_campaign_has_exactly_the_base_target(
    seller: Seller, data: st.DataObject
) -> None:
    start = data.draw(st.sampled_from(seller.weeks))
    asked = replace(seller.book, days_off=(), campaigns=())
    assume(any(asked.weight(start + timedelta(days=n)) for n in range(7)))
    standing = standing_of(asked, [], start, start)
    assert standing.target == standing.base_target == asked.target(start)


@settings(max_examples=60, deadline=None)
@given(sellers(most_entries=0), st.data())
def test_a_day_off_changes_the_goals_of_its_own_days_only(seller: Seller, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(seller.days))
    new = replace(seller.book, days_off=(*seller.book.days_off, DayOff(day, day)))
    for other in seller.days:
        assert day_goal(new, other) == (0 if other == day else day_goal(seller.book, other))


@settings(max_examples=60, deadline=None)
@given(sellers(most_entries=0), st.integers(0, 5), st.data())
def test_who_scores_what_is_needed_every_day_reaches_the_week_exactly(
    seller: Seller, early: int, data: st.DataObject
) -> None:
    rules = replace(seller.book, trial_weeks=0)
    start = data.draw(st.sampled_from(seller.weeks))
    points = on({start: early})
    for n in range(7):
        today = start + timedelta(days=n)
        needed = week_standing(rules, start, points, today, start).needed_per_day
        points[today] = points.get(today, Fraction(0)) + (needed or 0)
    standing = week_standing(rules, start, points, start + timedelta(days=6), start)
    assert standing.points == max(standing.target, Fraction(early))
    assert standing.reached is (True if standing.target else None)


def test_a_target_that_starts_on_sunday_counts_for_the_whole_week() -> None:
    asked = replace(book(), targets=(TargetRule(LONG_AGO, Fraction(40)), TargetRule(SUNDAY, Fraction(20))))
    assert goals(asked) == [4, 4, 4, 4, 4, 0, 0]
    assert goals(asked, MONDAY - WEEK) == [8, 8, 8, 8, 8, 0, 0]
