"""Rows into domain values and back: the one place that knows how a value looks in the file."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import cache
from sqlite3 import Row
from typing import assert_never

from scoreboard.domain.achievements import Claim, FeatRecord, Reward, WonBy
from scoreboard.domain.calendar import DayOff
from scoreboard.domain.campaigns import FinalLine, FinalTable
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import (
    Activity,
    AnyRule,
    Campaign,
    CapRule,
    Deliverable,
    Kind,
    MiniGoalRule,
    Outcome,
    PointRule,
    ReserveNote,
    ReserveRule,
    TargetRule,
    WinBy,
    WinningRule,
    WorkingWeek,
)
from scoreboard.domain.scoring import DaySum

Values = Mapping[str, str | int | None]

ENTRY_COLUMNS = (
    "number", "uid", "activity", "day", "at_ms", "at_offset", "made_ms", "made_offset", "quantity", "outcome",
    "deliverable", "percent", "contact", "note", "amount", "currency", "source", "voided",
    "clock_flag",
)  # fmt: skip
"""What `entry` below takes, in its order."""

_PERCENT_TYPES = _UNITS_TYPES = (int, type(None))

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
        money(amount, currency),
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
    units = row["units"]
    if type(units) not in _UNITS_TYPES:
        raise ValueError(units)
    match row["kind"]:
        case "point":
            return PointRule(row["activity"], row["outcome"], start, Fraction(row["points"], 100), *why)
        case "cap":
            return CapRule(row["activity"], start, units, *why)
        case "mini_goal":
            return MiniGoalRule(row["activity"], start, units, *why)
        case "target":
            return TargetRule(start, Fraction(row["points"], 100), *why)
        case "working_week":
            weights = tuple(Fraction(int(weight), 100) for weight in row["weights"].split())
            return WorkingWeek(start, weights, *why)
        case "winning":
            return WinningRule(start, WinBy(row["win_by"]), *why)
        case "reserve":
            return ReserveRule(start, units, *why)
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
        "units": None,
        "weights": None,
        "win_by": None,
    }
    match rule:
        case PointRule():
            own = {"activity": rule.activity, "outcome": rule.outcome, "points": hundredths(rule.points)}
            return values | {"kind": "point"} | own
        case CapRule():
            return values | {"kind": "cap", "activity": rule.activity, "units": rule.cap}
        case MiniGoalRule():
            return values | {"kind": "mini_goal", "activity": rule.activity, "units": rule.units}
        case TargetRule():
            return values | {"kind": "target", "points": hundredths(rule.points)}
        case WorkingWeek():
            weights = " ".join(str(hundredths(weight)) for weight in rule.weights)
            return values | {"kind": "working_week", "weights": weights}
        case WinningRule():
            return values | {"kind": "winning", "win_by": rule.win_by.value}
        case ReserveRule():
            return values | {"kind": "reserve", "units": rule.days}
        case _:
            assert_never(rule)


def day_off(row: Row) -> DayOff:
    """The days off of a row of the table of that name."""
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return DayOff(first, last, row["half"] == 1, row["reason"])


def day_off_values(off: DayOff) -> Values:
    """The columns of days off except their number."""
    return {
        "first": off.first.isoformat(),
        "last": off.last.isoformat(),
        "half": int(off.half),
        "reason": off.reason,
    }


def reserve_note(row: Row) -> ReserveNote:
    """What was said of a missed day."""
    return ReserveNote(date.fromisoformat(row["day"]), row["declined"] == 1, row["reason"])


def reserve_note_values(note: ReserveNote) -> Values:
    """Its columns."""
    return {"day": note.day.isoformat(), "declined": int(note.declined), "reason": note.reason}


def campaign(row: Row, activities: frozenset[str]) -> Campaign:
    """The campaign of a row of the table of that name; `activities` are those it names."""
    last, planned = date.fromisoformat(row["last"]), date.fromisoformat(row["planned_last"])
    return Campaign(
        name=row["name"],
        first=date.fromisoformat(row["first"]),
        last=last,
        points_factor=Fraction(row["points_factor"], 100),
        target_factor=Fraction(row["target_factor"], 100),
        activities=None if row["everything"] == 1 else activities,
        key=row["key"],
        goal=None if row["goal"] is None else Fraction(row["goal"], 100),
        color=row["color"],
        icon=row["icon"],
        prize=row["prize"],
        planned_last=planned if planned > last else None,
    )


def campaign_values(campaign: Campaign) -> Values:
    """The columns of a campaign; ValueError for factors or a goal finer than hundredths."""
    return {
        "key": campaign.key,
        "name": campaign.name,
        "first": campaign.first.isoformat(),
        "last": campaign.last.isoformat(),
        "planned_last": (campaign.planned_last or campaign.last).isoformat(),
        "points_factor": hundredths(campaign.points_factor),
        "target_factor": hundredths(campaign.target_factor),
        "everything": int(campaign.activities is None),
        "goal": None if campaign.goal is None else hundredths(campaign.goal),
        "color": campaign.color,
        "icon": campaign.icon,
        "prize": campaign.prize,
    }


def final_table(row: Row, lines: Iterable[Row]) -> FinalTable:
    """The final table of a row of `campaign_final` and the rows of `campaign_line` that belong to it."""
    made = (
        FinalLine(line["activity"], line["name"], line["quantity"], Fraction(line["points"]))
        for line in lines
    )
    return FinalTable(
        points=Fraction(row["points"]),
        base_points=Fraction(row["base_points"]),
        working_days=row["working_days"],
        baseline=None if row["baseline_points"] is None else Fraction(row["baseline_points"]),
        lines=tuple(sorted(made, key=lambda line: (-line.points, line.activity))),
        closed_at=moment(row["closed_ms"], row["closed_offset"]),
    )


def final_values(campaign: str, table: FinalTable) -> Values:
    """The columns of a final table except its lines."""
    return {
        "campaign": campaign,
        "points": str(table.points),
        "base_points": str(table.base_points),
        "working_days": table.working_days,
        "baseline_points": None if table.baseline is None else str(table.baseline),
        "closed_ms": milliseconds(table.closed_at),
        "closed_offset": offset(table.closed_at),
    }


def final_line_values(campaign: str, line: FinalLine) -> Values:
    """The columns of a line of a final table."""
    return {
        "campaign": campaign,
        "activity": line.activity,
        "name": line.name,
        "quantity": line.quantity,
        "points": str(line.points),
    }


def day_sum(row: Row) -> DaySum:
    """One group of counted entries."""
    if type(row["quantity"]) is not int:
        raise ValueError(row["quantity"])
    return DaySum(date.fromisoformat(row["day"]), row["activity"], row["outcome"], row["quantity"])


def feat(row: Row) -> FeatRecord:
    """The record of a row of the table of feats."""
    return FeatRecord(row["number"], row["kind"], row["subject"], moment(row["at_ms"], row["at_offset"]))


def reward(row: Row) -> Reward:
    """The reward of a row of the table of that name."""
    return Reward(
        key=row["key"],
        name=row["name"],
        won_by=WonBy(row["won_by"]),
        price=money(row["price"], row["currency"]),
        since=moment(row["since_ms"], 0),
        archived=row["archived"] == 1,
    )


def reward_values(reward: Reward) -> Values:
    """The columns of a reward except its place."""
    return {
        "key": reward.key,
        "name": reward.name,
        "won_by": reward.won_by.value,
        **money_values(reward.price),
        "since_ms": milliseconds(reward.since),
        "archived": int(reward.archived),
    }


def claim(row: Row) -> Claim:
    """The claim of a row of the table of that name."""
    return Claim(
        feat=row["feat"],
        reward=row["reward"],
        price=money(row["price"], row["currency"]),
        drawn=row["drawn"] == 1,
        at=moment(row["claimed_ms"], row["claimed_offset"]),
    )


def claim_values(claim: Claim) -> Values:
    """The columns of a claim."""
    return {
        "feat": claim.feat,
        "reward": claim.reward,
        **money_values(claim.price),
        "drawn": int(claim.drawn),
        "claimed_ms": milliseconds(claim.at),
        "claimed_offset": offset(claim.at),
    }


def money(value: str | None, currency: str | None) -> Money | None:
    """An amount of two columns."""
    return None if value is None or currency is None else Money(Decimal(value), currency)


def money_values(amount: Money | None) -> Values:
    """A price in its two columns."""
    return {
        "price": str(amount.value) if amount else None,
        "currency": amount.currency if amount else None,
    }


def hundredths(number: Fraction) -> int:
    """The number as the file keeps it. ValueError: it is finer."""
    whole = number * 100
    if whole.denominator != 1:
        raise ValueError(f"finer than hundredths: {number}")
    return whole.numerator
