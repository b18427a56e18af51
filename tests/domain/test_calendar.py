"""Weeks, their names and days off, on every day there is."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from scoreboard.domain.calendar import (
    FIRST_DAY,
    LAST_DAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    DayOff,
    iso_week,
    presence,
    week_days,
    week_start,
)
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, PointRule, Rulebook
from scoreboard.domain.scoring import score
from tests import oracle

EVERY_DAY = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Pyongyang",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Moscow",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
]


def test_there_are_36890_days_from_2000_to_2100() -> None:
    assert len(EVERY_DAY) == 36_890
    assert EVERY_DAY[-1] == date(2100, 12, 31)


def test_the_name_of_every_monday_week_is_its_iso_week() -> None:
    for day in EVERY_DAY:
        year, week, _ = day.isocalendar()
        assert iso_week(week_start(day)) == f"{year}-W{week:02d}", day


def test_the_53rd_week_exists_in_exactly_the_years_that_begin_or_end_on_a_thursday() -> None:
    long_years = [
        year
        for year in range(2000, 2101)
        if date(year, 1, 1).weekday() == 3 or date(year, 12, 31).weekday() == 3
    ]
    assert len(long_years) == 18
    assert {2004, 2009, 2015, 2020, 2026, 2032, 2037} <= set(long_years)
    named = {iso_week(week_start(day)) for day in EVERY_DAY[7:]}
    assert [int(name[:4]) for name in sorted(named) if name.endswith("W53")] == long_years


def test_the_week_of_28_december_2026_is_the_53rd_through_the_3rd_of_january() -> None:
    names = [iso_week(week_start(date(2026, 12, 26) + timedelta(days=n))) for n in range(11)]
    assert names == ["2026-W52"] * 2 + ["2026-W53"] * 7 + ["2027-W01"] * 2


@pytest.mark.parametrize("first_weekday", range(7))
def test_every_day_is_in_the_one_week_that_starts_on_the_wanted_weekday(first_weekday: int) -> None:
    for day in EVERY_DAY:
        start = week_start(day, first_weekday)
        assert start.weekday() == first_weekday, day
        assert 0 <= (day - start).days <= 6, day


@pytest.mark.parametrize("first_weekday", [MONDAY, SATURDAY, SUNDAY])
def test_a_boundary_day_is_counted_in_one_week_only(first_weekday: int) -> None:
    starts = sorted({week_start(day, first_weekday) for day in EVERY_DAY})
    together = [day for start in starts for day in week_days(start)]
    assert len(together) == len(set(together))
    assert set(EVERY_DAY) <= set(together)
    assert all(after - before == timedelta(days=7) for before, after in pairwise(starts))


@pytest.mark.parametrize("first_weekday", [MONDAY, SATURDAY, SUNDAY])
def test_a_week_has_the_iso_name_of_its_fourth_day(first_weekday: int) -> None:
    for day in EVERY_DAY[::7]:
        start = week_start(day, first_weekday)
        year, week, _ = week_days(start)[3].isocalendar()
        assert iso_week(start) == f"{year}-W{week:02d}", day


def test_around_every_new_year_weeks_are_named_as_the_oracle_names_them() -> None:
    for year in range(2001, 2101):
        for n in range(-9, 10):
            start = date(year, 1, 1) + timedelta(days=n)
            assert iso_week(start) == oracle.iso_name(start), start


def test_weeks_start_on_monday_unless_told_otherwise() -> None:
    sunday = date(2026, 3, 8)
    assert week_start(sunday) == date(2026, 3, 2)
    assert week_start(sunday, SUNDAY) == sunday
    assert week_start(sunday, SATURDAY) == date(2026, 3, 7)
    assert Rulebook(first_weekday=SUNDAY).week_start(sunday) == sunday
    assert Rulebook().week_start(sunday) == date(2026, 3, 2)


def test_a_week_has_seven_days_across_a_leap_day() -> None:
    assert week_days(date(2024, 2, 26)) == (
        date(2024, 2, 26),
        date(2024, 2, 27),
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 3, 2),
        date(2024, 3, 3),
    )


@pytest.mark.parametrize(
    ("away", "left"),
    [
        ([], Fraction(1)),
        ([False], Fraction(0)),
        ([True], Fraction(1, 2)),
        ([True, True], Fraction(0)),
        ([True, False], Fraction(0)),
        ([True, True, True], Fraction(0)),
        ([False, False], Fraction(0)),
    ],
)
def test_halves_add_up_and_nobody_is_less_than_absent(away: list[bool], left: Fraction) -> None:
    day = date(2026, 3, 3)
    assert presence(day, [DayOff(day, day, half) for half in away]) == left


def test_a_day_off_holds_from_its_first_through_its_last_day() -> None:
    off = [DayOff(date(2026, 3, 3), date(2026, 3, 5))]
    left = [presence(date(2026, 3, n), off) for n in range(2, 7)]
    assert left == [1, 0, 0, 0, 1]


def at_rest(day: date, at: datetime) -> dict[date, Fraction]:
    """The days on which one entry of one point scores."""
    book = Rulebook(
        activities=(Activity("a", "A"),), point_rules=(PointRule("a", None, FIRST_DAY, Fraction(1)),)
    )
    return {found: scored.points for found, scored in score(book, [LogEntry("u", "a", day, at, at)]).items()}


@pytest.mark.parametrize("hours", range(-14, 15))
def test_no_offset_moves_an_entry_to_another_day(hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 12, 31), date(2024, 2, 29)):
        for hour, minute in ((0, 0), (12, 0), (23, 59)):
            at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            assert at_rest(day, at) == {day: 1}
            assert at_rest(day, at.astimezone(UTC)) == {day: 1}


@pytest.mark.parametrize("name", ZONES)
def test_no_gap_and_no_fold_of_a_zone_moves_an_entry_to_another_day(name: str) -> None:
    try:
        zone = ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("this computer has no data about the zone")
    moments = [datetime(2011, 1, 1, tzinfo=UTC) + timedelta(hours=6 * n) for n in range(4 * 366)]
    jumps = [
        (before, after)
        for before, after in pairwise(moments)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset()
    ]
    for before, after in [*jumps, (moments[0], moments[1])]:
        for minutes in range(0, int((after - before).total_seconds()) // 60 + 1, 30):
            local = (before + timedelta(minutes=minutes)).astimezone(zone)
            year, week, _ = local.isocalendar()
            assert at_rest(local.date(), local) == {local.date(): 1}
            assert at_rest(local.date(), local.astimezone(UTC)) == {local.date(): 1}
            assert iso_week(week_start(local.date())) == f"{year}-W{week:02d}"


def test_the_day_that_samoa_skipped_leaves_its_week_whole() -> None:
    friday = date(2011, 12, 30)
    assert week_start(friday) == date(2011, 12, 26)
    before = datetime(2011, 12, 29, 23, 59, tzinfo=timezone(timedelta(hours=-10)))
    after = datetime(2011, 12, 31, 0, 0, tzinfo=timezone(timedelta(hours=14)))
    assert after - before == timedelta(minutes=1)
    assert [iso_week(week_start(at.date())) for at in (before, after)] == ["2011-W52"] * 2
    assert at_rest(before.date(), before) == {date(2011, 12, 29): 1}
    assert at_rest(after.date(), after) == {date(2011, 12, 31): 1}
