"""What may be typed or named: every limit of the program's input, each refused with its own kind of error."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from scoreboard.domain.calendar import FIRST_DAY, LAST_DAY
from scoreboard.domain.entries import (
    LONGEST_CONTACT,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_MONEY,
    MOST_UNITS,
    Money,
    clean_text,
    has_control,
)
from scoreboard.domain.rules import (
    HUES,
    LEAST_FACTOR,
    MOST_CAP,
    MOST_FACTOR,
    MOST_GOAL,
    MOST_POINTS,
    MOST_RESERVE_DAYS,
    MOST_TARGET,
    STEPS,
    Activity,
    Deliverable,
    Rulebook,
)
from scoreboard.errors import BadChoice, BadDate, BadNumber, BadText, UnknownName, WrongOrder

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")


def text(field: str, value: str, limit: int, *, required: bool = False) -> str:
    """`value` cleaned of needless blanks; line ends stay in a note. Raises BadText."""
    lines = [clean_text(line) for line in value.splitlines()] if field == "note" else [clean_text(value)]
    cleaned = "\n".join(lines).strip()
    if has_control(cleaned.replace("\n", "")) or (field != "note" and has_control(value)):
        raise BadText(field, "control", limit)
    if required and not cleaned:
        raise BadText(field, "empty", limit)
    if len(cleaned) > limit:
        raise BadText(field, "long", limit)
    return cleaned


def name(value: str) -> str:
    """A name of an activity, an outcome or a deliverable: 1 to 80 characters."""
    return text("name", value, LONGEST_NAME, required=True)


def contact(value: str) -> str:
    """A contact: at most 200 characters."""
    return text("contact", value, LONGEST_CONTACT)


def note(value: str) -> str:
    """A note: at most 2,000 characters."""
    return text("note", value, LONGEST_NOTE)


def reason(value: str) -> str:
    """The reason of a rule: at most 200 characters."""
    return text("reason", value, LONGEST_CONTACT)


def key(value: str) -> str:
    """A key of the user's own: lower-case letters, digits, hyphens and underscores."""
    if not KEY.fullmatch(value):
        raise BadText("key", "control" if value else "empty", 48)
    return value


def whole(field: str, value: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    if not low <= value <= high:
        raise BadNumber(field, Fraction(low), Fraction(high))
    return value


def count(value: int) -> int:
    """Units of one entry: 1 to 10,000."""
    return whole("count", value, 1, MOST_UNITS)


def percent(value: int) -> int:
    """A percentage of a deliverable: 0 to 100."""
    return whole("percent", value, 0, 100)


def cap(value: int) -> int | None:
    """Units that count per day: 1 to 10,000, or 0 for no cap, which is None."""
    return whole("daily_cap", value, 0, MOST_CAP) or None


def mini_goal(value: int) -> int | None:
    """Units wanted per day: 1 to 10,000, or 0 for none, which is None."""
    return whole("mini_goal", value, 0, MOST_CAP) or None


def step(value: int) -> int:
    """Percent per point of a deliverable: 5, 10, 20, 25 or 50."""
    if value not in STEPS:
        raise BadChoice("step", str(value), tuple(map(str, STEPS)))
    return value


def _hundredths(field: str, value: Fraction, high: Fraction) -> Fraction:
    if not 0 <= value <= high or (value * 100).denominator != 1:
        raise BadNumber(field, Fraction(0), high, 2)
    return value


def points(value: Fraction) -> Fraction:
    """Points of a rule: 0 to 10,000 with at most two decimals."""
    return _hundredths("points", value, MOST_POINTS)


def target(value: Fraction) -> Fraction:
    """A weekly target: 0 to 100,000 with at most two decimals."""
    return _hundredths("target", value, MOST_TARGET)


def factor(field: str, value: Fraction) -> Fraction:
    """A campaign's factor: 0.10 to 10 with at most two decimals."""
    if not LEAST_FACTOR <= value <= MOST_FACTOR or (value * 100).denominator != 1:
        raise BadNumber(field, LEAST_FACTOR, MOST_FACTOR, 2)
    return value


def goal(value: Fraction) -> Fraction:
    """A campaign's goal: above 0, at most 1,000,000, with at most two decimals."""
    if value <= 0:
        raise BadNumber("goal", Fraction(1, 100), MOST_GOAL, 2)
    return _hundredths("goal", value, MOST_GOAL)


def reserve_days(value: int) -> int:
    """Reserve days of a month: 0 to 31."""
    return whole("reserve_days", value, 0, MOST_RESERVE_DAYS)


def stretch(first: date, last: date) -> None:
    """Two days of 2000 to 2100 in their order."""
    any_day(first)
    any_day(last)
    if last < first:
        raise WrongOrder(first, last)


def color(value: str) -> str:
    """One of the hues that things on the screen may have."""
    if value not in HUES:
        raise BadChoice("color", value, HUES)
    return value


def weights(values: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    """Working weights of weekdays (0 = Monday): each 0 to 1 with at most two decimals."""
    for value in values.values():
        _hundredths("weight", value, Fraction(1))
    return values


def money(amount: Money, field: str = "amount") -> Money:
    """An amount from 0 to 1,000,000,000 with at most two decimals and a currency of three letters."""
    if (
        not amount.value.is_finite()
        or not 0 <= amount.value <= MOST_MONEY
        or amount.value != round(amount.value, 2)
    ):
        raise BadNumber(field, Fraction(0), Fraction(MOST_MONEY), 2)
    if not re.fullmatch("[A-Z]{3}", amount.currency):
        raise BadText("currency", "control", 3)
    return Money(amount.value.quantize(Decimal("0.01")), amount.currency)


def any_day(day: date) -> date:
    """A day of 2000 to 2100."""
    if day < FIRST_DAY:
        raise BadDate(day.isoformat(), "early")
    if day > LAST_DAY:
        raise BadDate(day.isoformat(), "late")
    return day


def past_day(day: date, today: date) -> date:
    """A day of 2000 to 2100 that is not after today."""
    if any_day(day) > today:
        raise BadDate(day.isoformat(), "future")
    return day


def moment(day: date | None, clock_time: time | None, now: datetime) -> datetime:
    """When an entry counts: now, or the given day and time in the seller's own zone.

    A day without a time takes the present time of day. A clock with a fixed offset stands for the system's
    zone, whose offset on another day may differ.
    """
    if day is None and clock_time is None:
        return now
    wanted = past_day(day or now.date(), now.date())
    local = datetime.combine(wanted, clock_time or now.time().replace(tzinfo=None))
    if not isinstance(now.tzinfo, timezone):
        return local.replace(tzinfo=now.tzinfo)
    elsewhere = now.astimezone().utcoffset() != now.utcoffset()
    return local.replace(tzinfo=now.tzinfo) if elsewhere and wanted == now.date() else here(local)


def here(local: datetime) -> datetime:
    """A local time in the system's zone; one that its clocks skipped has the offset of before."""
    found = local.astimezone()
    if found.replace(tzinfo=None) == local:
        return found
    ahead = (local - timedelta(days=1)).astimezone().utcoffset()  # versions of Python differ about the gap
    assert ahead is not None, "astimezone makes it aware"
    return local.replace(tzinfo=timezone(ahead))


def activity(book: Rulebook, key: str) -> Activity:
    """The activity in use with that key. Raises UnknownName."""
    found = book.activity(key)
    if found is None or found.archived:
        raise UnknownName("activity", key, tuple(one.key for one in book.in_use()))
    return found


def deliverable(book: Rulebook, key: str) -> Deliverable:
    """The running deliverable with that key. Raises UnknownName."""
    found = book.deliverable(key)
    if found is None or found.archived:
        known = tuple(one.key for one in book.deliverables if not one.archived)
        raise UnknownName("deliverable", key, known)
    return found


def outcome(of: Activity, key: str) -> str:
    """The key, if the activity has such an outcome. Raises UnknownName."""
    if of.outcome(key) is None:
        raise UnknownName("outcome", key, tuple(one.key for one in of.outcomes))
    return key
