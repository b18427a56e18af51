"""How a campaign stands day by day, where it leads, and what days like the usual ones would bring it."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from scoreboard.domain.calendar import DayOff, month_end, next_month, quarter_end
from scoreboard.domain.campaigns import course, elapsed, prospect, usual, working_days
from scoreboard.domain.rules import Campaign, Rulebook, WorkingWeek
from scoreboard.domain.scoring import ActivityTotal, DayTotal
from tests.domain.builders import FRIDAY, LONG_AGO, MONDAY, NEXT_MONDAY, SUNDAY, TUESDAY, WEDNESDAY, book

NO_WORK = (Fraction(0),) * 7


def days_of(campaign: Campaign) -> list[date]:
    span = (campaign.last - campaign.first).days + 1
    return [campaign.first + timedelta(days=n) for n in range(span)]


def brought(points: Mapping[date, int], activity: str = "quote") -> dict[date, DayTotal]:
    return {
        day: DayTotal({activity: ActivityTotal(activity, 1, Fraction(value))}, Fraction(value))
        for day, value in points.items()
    }


def test_the_course_has_days_of_work_and_days_with_points() -> None:
    campaign = Campaign("Sprint", MONDAY, SUNDAY)
    totals = brought({MONDAY: 4, SUNDAY - timedelta(days=1): 2})
    found = course(book(), campaign, totals, SUNDAY)
    assert [one.day.weekday() for one in found] == [0, 1, 2, 3, 4, 5]
    assert [one.points for one in found] == [4, 4, 4, 4, 4, 6]
    assert [one.share for one in found] == [Fraction(n, 5) for n in (1, 2, 3, 4, 5, 5)]


def test_days_to_come_have_no_points() -> None:
    campaign = Campaign("Sprint", MONDAY, FRIDAY)
    found = course(book(), campaign, brought({MONDAY: 4}), TUESDAY)
    assert [one.points for one in found] == [4, 4, None, None, None]


def test_half_a_day_off_weighs_half() -> None:
    half = DayOff(TUESDAY, TUESDAY, half=True)
    found = course(book(days_off=[half]), Campaign("Two days", MONDAY, TUESDAY), {}, MONDAY)
    assert [one.share for one in found] == [Fraction(2, 3), 1]


def test_a_week_without_a_working_day_has_a_course_only_where_points_came() -> None:
    rules = Rulebook(working_weeks=(WorkingWeek(LONG_AGO, NO_WORK),))
    campaign = Campaign("Holidays", MONDAY, SUNDAY, goal=Fraction(10))
    assert course(rules, campaign, {}, SUNDAY) == ()
    (only,) = course(rules, campaign, brought({WEDNESDAY: 3}), SUNDAY)
    assert (only.day, only.points, only.share) == (WEDNESDAY, 3, 0)
    assert elapsed(rules, campaign, SUNDAY) == 0
    assert prospect([only], campaign.goal, WEDNESDAY) is None


def test_a_campaign_across_the_years_end_counts_every_day_once() -> None:
    campaign = Campaign("Turn of the year", date(2026, 12, 28), date(2027, 1, 8))
    found = course(book(), campaign, brought(dict.fromkeys(days_of(campaign), 1)), campaign.last)
    assert found[-1].points == 12
    assert len(working_days(book(), campaign.first, campaign.last)) == 10
    assert found[-1].share == 1


def test_the_prospect_goes_on_as_the_days_before_today() -> None:
    campaign = Campaign("Sprint", MONDAY, FRIDAY, goal=Fraction(20))
    found = course(book(), campaign, brought({MONDAY: 4, TUESDAY: 6}), WEDNESDAY)
    ahead = prospect(found, campaign.goal, WEDNESDAY)
    assert ahead is not None
    assert (ahead.points, ahead.reached_on) == (25, MONDAY + timedelta(days=3))


def test_a_good_day_lifts_the_prospect_and_a_slow_morning_does_not_lower_it() -> None:
    campaign = Campaign("Sprint", MONDAY, FRIDAY)

    def ahead(today: int) -> Fraction | None:
        found = course(book(), campaign, brought({MONDAY: 5, TUESDAY: today}), TUESDAY)
        told = prospect(found, None, TUESDAY)
        return told.points if told else None

    assert [ahead(points) for points in (0, 5, 8)] == [25, 25, 28]


def test_there_is_no_prospect_on_the_first_day_nor_on_the_last() -> None:
    campaign = Campaign("Sprint", MONDAY, FRIDAY)
    for day in (MONDAY, FRIDAY):
        assert prospect(course(book(), campaign, brought({MONDAY: 5}), day), None, day) is None


def test_the_usual_takes_earlier_factors_out_and_puts_its_own_in() -> None:
    before = Campaign("Before", MONDAY, FRIDAY, activities=frozenset({"quote"}))
    planned = Campaign("Next", NEXT_MONDAY, NEXT_MONDAY + timedelta(days=4), points_factor=Fraction(3))
    totals = brought({MONDAY + timedelta(days=n): 12 if n < 5 else 0 for n in range(7)})
    assert usual(book(campaigns=[before]), planned, totals) == 90  # 5 days of 12 / 2 × 3


def test_few_days_are_not_usual() -> None:
    planned = Campaign("Next", NEXT_MONDAY, NEXT_MONDAY)
    four = {MONDAY + timedelta(days=n): 5 for n in range(4)}
    assert usual(book(), planned, brought(four)) is None
    assert usual(book(), planned, brought({**four, FRIDAY: 5})) == 10


def test_months_and_quarters_end_where_they_do() -> None:
    assert next_month(date(2026, 12, 15)) == date(2027, 1, 1)
    assert quarter_end(date(2026, 1, 1)) == quarter_end(date(2026, 3, 31)) == date(2026, 3, 31)
    assert quarter_end(date(2026, 11, 27)) == date(2026, 12, 31)
    assert month_end(next_month(date(2028, 1, 31))) == date(2028, 2, 29)
