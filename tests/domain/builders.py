"""Small rulebooks and entries for examples."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.calendar import DayOff
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, Campaign, Kind, Outcome, PointRule, Rulebook, TargetRule

LONG_AGO = date(2020, 1, 6)
MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in range(1, 7))
NEXT_MONDAY = MONDAY + timedelta(days=7)

ACTIVITIES = (
    Activity("quote", "Quote sent"),
    Activity(
        "call", "Call with a prospect", outcomes=(Outcome("yes", "answered"), Outcome("no", "not answered"))
    ),
    Activity("invite", "Inspiration session offered"),
    Activity("signed", "Contract signed", records_amount=True),
    Activity("news", "Newsletter sent", Kind.PERCENT, step=10),
)
POINTS = (
    PointRule("quote", None, LONG_AGO, Fraction(3)),
    PointRule("call", None, LONG_AGO, Fraction(2)),
    PointRule("call", "no", LONG_AGO, Fraction(1)),
    PointRule("invite", None, LONG_AGO, Fraction(1)),
    PointRule("signed", None, LONG_AGO, Fraction(0)),
    PointRule("news", None, LONG_AGO, Fraction(1)),
)


def book(
    *,
    target: int | Fraction = 40,
    activities: Iterable[Activity] = ACTIVITIES,
    points: Iterable[PointRule] = POINTS,
    days_off: Iterable[DayOff] = (),
    campaigns: Iterable[Campaign] = (),
    trial_weeks: int = 0,
) -> Rulebook:
    """The starter's rules in short, without a trial."""
    return Rulebook(
        activities=tuple(activities),
        point_rules=tuple(points),
        targets=(TargetRule(LONG_AGO, Fraction(target)),),
        days_off=tuple(days_off),
        campaigns=tuple(campaigns),
        trial_weeks=trial_weeks,
    )


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def did(
    activity: str,
    day: date = MONDAY,
    quantity: int = 1,
    *,
    outcome: str | None = None,
    moment: datetime | None = None,
    number: int = 0,
) -> LogEntry:
    """A counted entry."""
    when = moment or at(day)
    return LogEntry(f"{activity}-{day}-{number}", activity, day, when, when, quantity, outcome, number=number)


def progress(
    percent: int, day: date = MONDAY, *, deliverable: str = "december", number: int = 0, hour: int = 12
) -> LogEntry:
    """An entry of a newsletter's progress."""
    uid = f"{deliverable}-{percent}-{day}-{number}"
    when = at(day, hour)
    return LogEntry(uid, "news", day, when, when, deliverable=deliverable, percent=percent, number=number)


def on(points: Mapping[date, int]) -> dict[date, Fraction]:
    """Points of days."""
    return {day: Fraction(value) for day, value in points.items()}
