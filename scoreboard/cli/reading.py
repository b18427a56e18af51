"""Reads what was typed: not understood is wrong usage, understood but not allowed is refused."""

import re
import uuid
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from scoreboard.errors import BadChoice, BadDate
from scoreboard.i18n import _, parse_number
from scoreboard.service.checks import any_day, here
from scoreboard.wording import quoted

NONE = "none"
LONGEST_NUMBER = 40
NOON = time(12)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
_AMOUNT = re.compile(r"(?P<before>[A-Za-z]{3})?\s*(?P<value>[^A-Za-z]+?)\s*(?P<behind>[A-Za-z]{3})?")


def whole(text: str) -> int:
    """A whole number."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(r"[+-]?[0-9]+", text.strip()):
        raise ArgumentTypeError(_("“{text}” is not a whole number").format(text=quoted(text)))
    return int(text)


def number(text: str) -> Fraction:
    """A number with a decimal point or comma."""
    try:
        if len(text) > LONGEST_NUMBER:
            raise ValueError(text)
        return parse_number(text)
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not a number").format(text=quoted(text))) from None


def whole_or_none(text: str) -> int:
    """A whole number, or the word for none, which is 0."""
    return 0 if text.casefold() == NONE else whole(text)


def day(text: str) -> date:
    """A day of 2000 to 2100, like 2026-11-23. Raises BadDate."""
    if not _DAY.fullmatch(text):
        raise ArgumentTypeError(_("“{text}” is not a date like 2026-11-23").format(text=quoted(text)))
    try:
        return any_day(date.fromisoformat(text))
    except ValueError:
        raise BadDate(text, "unreadable") from None


def clock_time(text: str) -> time:
    """A time of day, like 14:05. Raises BadDate."""
    if not _TIME.fullmatch(text):
        raise ArgumentTypeError(_("“{text}” is not a time like 14:05").format(text=quoted(text)))
    try:
        return time.fromisoformat(text.zfill(5) if len(text) < 6 else text.zfill(8))
    except ValueError:
        raise BadDate(text, "unreadable") from None


def moment(text: str) -> datetime:
    """A local moment, like 2026-11-23T14:05; a day alone means its noon. Raises BadDate."""
    on, has_time, at = text.partition("T")
    local = datetime.combine(day(on), clock_time(at) if has_time else NOON)
    return here(local)


def uid(text: str) -> str:
    """A UUID of the caller's own, in its usual form."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not a UUID").format(text=quoted(text))) from None


def uid_or_beginning(text: str) -> str:
    """The uid of an entry in its usual form, or its first letters."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return text.strip().lower()


def amount(text: str) -> tuple[Decimal, str | None]:
    """An amount like 1054, 1054.50 USD or EUR 1.054,50, and its currency if there is one."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or (found["before"] and found["behind"]):
        said = _("“{text}” is not an amount like 1054.00 or 1054.00 EUR")
        raise ArgumentTypeError(said.format(text=quoted(text)))
    value = number(found["value"])
    currency = found["before"] or found["behind"]
    return Decimal(value.numerator) / value.denominator, currency and currency.upper()


def named_number(text: str) -> tuple[str, Fraction | None]:
    """NAME, or NAME=NUMBER."""
    name, equals, value = text.rpartition("=")
    return (name, number(value)) if equals else (text, None)


def needed_number(text: str) -> tuple[str, Fraction]:
    """NAME=NUMBER."""
    name, value = named_number(text)
    if value is None:
        raise ArgumentTypeError(_("“{text}” is not like NAME=NUMBER").format(text=quoted(text)))
    return name, value


def choice(field: str, choices: Iterable[str]) -> Callable[[str], str]:
    """Reads one of the `choices`. Raises BadChoice."""
    offered = tuple(choices)

    def chosen(text: str) -> str:
        if text not in offered:
            raise BadChoice(field, text, offered)
        return text

    return chosen
