"""Rows into domain dataclasses and back: the one place that knows how a value looks in the file."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import cache
from sqlite3 import Row
from typing import assert_never

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import (
    Activity,
    CapRule,
    Deliverable,
    Kind,
    Outcome,
    PointRule,
    TargetRule,
    WorkingWeek,
)

AnyRule = PointRule | CapRule | TargetRule | WorkingWeek
Values = Mapping[str, str | int | None]

ENTRY_COLUMNS = (
    "number", "uid", "activity", "day", "at_ms", "at_offset", "made_ms", "made_offset", "quantity", "outcome",
    "deliverable", "percent", "contact", "note", "amount", "currency", "source", "voided",
    "clock_flag",
)  # fmt: skip
"""What `entry` below takes, in its order."""

_PERCENT_TYPES = (int, type(None))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds from 1970 in UTC to the aware `moment`, the rest cut off."""
    return (moment - _EPOCH) // _MILLISECOND


def offset(moment: datetime) -> int:
    """The offset of the aware `moment` from UTC in minutes; since 1972 every zone's is whole."""
    ahead = moment.utcoffset()
    assert ahead is not None, "moments of the store are aware"
    return ahead // _MINUTE


def moment(at_ms: int, at_offset: int) -> datetime:
    """The moment with its offset, exact to the millisecond."""
    return _epoch(at_offset) + timedelta(0, 0, 0, at_ms)


@cache
def _epoch(at_offset: int) -> datetime:
    """1970 in UTC as a clock with that offset showed it, kept because to make a zone is slow."""
    return _EPOCH.astimezone(timezone(timedelta(minutes=at_offset)))


def cut(moment_: datetime) -> datetime:
    """The moment as the file keeps it: whole milliseconds."""
    return moment(milliseconds(moment_), offset(moment_))


def entry(row: Row) -> LogEntry:
    """The entry of a row of ENTRY_COLUMNS. ValueError or ArithmeticError: the row is damaged."""
    (
        number, uid, activity, day, at_ms, at_offset, made_ms, made_offset, quantity, outcome,
        deliverable, percent, contact, note, amount, currency, source, voided,
        clock,
    ) = row  # fmt: skip
    if type(quantity) is not int or type(percent) not in _PERCENT_TYPES or type(activity) is not str:
        raise ValueError("a value of another type")
    return LogEntry(
        uid,
        activity,
        date.fromisoformat(day),
        moment(at_ms, at_offset),
        moment(made_ms, made_offset),
        quantity,
        outcome,
        deliverable,
        percent,
        contact,
        note,
        None if amount is None else Money(Decimal(amount), currency),
        source,
        voided == 1,
        number,
        clock,
    )


def entry_facts(entry: LogEntry) -> Values:
    """The columns of an entry that can change."""
    return {
        "activity": entry.activity,
        "day": entry.day.isoformat(),
        "at_ms": milliseconds(entry.at),
        "at_offset": offset(entry.at),
        "made_ms": milliseconds(entry.made_at),
        "made_offset": offset(entry.made_at),
        "quantity": entry.quantity,
        "outcome": entry.outcome,
        "deliverable": entry.deliverable,
        "percent": entry.percent,
        "contact": entry.contact,
        "note": entry.note,
        "amount": str(entry.amount.value) if entry.amount else None,
        "currency": entry.amount.currency if entry.amount else None,
        "source": entry.source,
        "voided": int(entry.voided),
        "clock_flag": entry.clock,
    }


def activity(row: Row, outcomes: tuple[Outcome, ...]) -> Activity:
    """The activity of a row of the table of that name."""
    return Activity(
        key=row["key"],
        name=row["name"],
        kind=Kind(row["kind"]),
        icon=row["icon"],
        color=row["color"],
        stage=row["stage"],
        step=row["step"],
        mini_goal=row["mini_goal"],
        records_amount=row["records_amount"] == 1,
        archived=row["archived"] == 1,
        outcomes=outcomes,
    )


def activity_values(activity: Activity) -> Values:
    """The columns of an activity except its place."""
    return {
        "key": activity.key,
        "name": activity.name,
        "kind": activity.kind.value,
        "icon": activity.icon,
        "color": activity.color,
        "stage": activity.stage,
        "step": activity.step,
        "mini_goal": activity.mini_goal,
        "records_amount": int(activity.records_amount),
        "archived": int(activity.archived),
    }


def deliverable(row: Row) -> Deliverable:
    """The deliverable of a row of the table of that name."""
    return Deliverable(row["key"], row["name"], row["activity"], row["step"], row["archived"] == 1)


def deliverable_values(deliverable: Deliverable) -> Values:
    """The columns of a deliverable except its place."""
    return {
        "key": deliverable.key,
        "name": deliverable.name,
        "activity": deliverable.activity,
        "step": deliverable.step,
        "archived": int(deliverable.archived),
    }


def rule(row: Row) -> AnyRule:
    """The rule of a row of the table of that name. ValueError: the row is damaged."""
    start = date.fromisoformat(row["start"])
    why = (row["reason"], row["correction"] == 1)
    match row["kind"]:
        case "point":
            return PointRule(row["activity"], row["outcome"], start, Fraction(row["points"], 100), *why)
        case "cap":
            if row["cap"] is not None and type(row["cap"]) is not int:
                raise ValueError(row["cap"])
            return CapRule(row["activity"], start, row["cap"], *why)
        case "target":
            return TargetRule(start, Fraction(row["points"], 100), *why)
        case "working_week":
            weights = tuple(Fraction(int(weight), 100) for weight in row["weights"].split())
            return WorkingWeek(start, weights, *why)
        case kind:
            raise ValueError(kind)


def rule_values(rule: AnyRule, written_at: datetime) -> Values:
    """The columns of a rule except its number; ValueError for points or weights finer than hundredths."""
    values: dict[str, str | int | None] = {
        "start": rule.start.isoformat(),
        "reason": rule.reason,
        "correction": int(rule.correction),
        "written_ms": milliseconds(written_at),
        "written_offset": offset(written_at),
        "activity": None,
        "outcome": None,
        "points": None,
        "cap": None,
        "weights": None,
    }
    match rule:
        case PointRule():
            own = {"activity": rule.activity, "outcome": rule.outcome, "points": _hundredths(rule.points)}
            return values | {"kind": "point"} | own
        case CapRule():
            return values | {"kind": "cap", "activity": rule.activity, "cap": rule.cap}
        case TargetRule():
            return values | {"kind": "target", "points": _hundredths(rule.points)}
        case WorkingWeek():
            weights = " ".join(str(_hundredths(weight)) for weight in rule.weights)
            return values | {"kind": "working_week", "weights": weights}
        case _:
            assert_never(rule)


def _hundredths(number: Fraction) -> int:
    whole = number * 100
    if whole.denominator != 1:
        raise ValueError(f"finer than hundredths: {number}")
    return whole.numerator
