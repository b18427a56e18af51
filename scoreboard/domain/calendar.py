"""Weeks, working weights and days off: the only date arithmetic of the program."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from scoreboard.values import Value

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)

MONDAY, SATURDAY, SUNDAY = 0, 5, 6

WEEK_STARTS = (MONDAY, SUNDAY, SATURDAY)
"""Weekdays on which a week may begin."""

MONDAY_TO_FRIDAY = (Fraction(1),) * 5 + (Fraction(0),) * 2
"""Working weights of the default week, Monday first."""


class DayOff(Value):
    """Days `first` to `last`, both included, without a goal; `half` leaves half of each day."""

    first: date
    last: date
    half: bool = False
    reason: str = ""


def week_start(day: date, first_weekday: int = MONDAY) -> date:
    """The first day of the week of `day`, for weeks that begin on `first_weekday` (0 = Monday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def week_days(start: date) -> tuple[date, ...]:
    """The seven days of the week that begins on `start`."""
    return tuple(start + timedelta(days=n) for n in range(7))


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return month_end(day) + timedelta(days=1)


def quarter_end(day: date) -> date:
    """The last day of the quarter of `day`."""
    return month_end(date(day.year, (day.month + 2) // 3 * 3, 1))


def iso_week(start: date) -> str:
    """The ISO name, like "2026-W53", of the week that begins on `start`: that of its fourth day."""
    year, week, _ = (start + timedelta(days=3)).isocalendar()
    return f"{year}-W{week:02}"


def presence(day: date, days_off: Iterable[DayOff]) -> Fraction:
    """1, 1/2 or 0: how much of `day` is left after `days_off`. Two halves make a whole day off."""
    away = sum(
        Fraction(1, 2) if off.half else Fraction(1) for off in days_off if off.first <= day <= off.last
    )
    return max(Fraction(0), 1 - Fraction(away))
