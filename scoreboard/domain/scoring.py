"""Entries and rules in, points out: what every entry scores and why, and totals of days and activities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, PointRule, Rulebook

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class ScoredEntry:
    """An entry with its points and their reasons.

    points = `units` x `rule.points` x `factor`. `units` are the units that count: the quantity less what the
    day's `cap` cut off, or the steps of percent newly reached. `before` is the percentage reached earlier.
    """

    entry: LogEntry
    points: Fraction
    units: int
    rule: PointRule | None
    factor: Fraction
    cap: int | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """What one activity brought: the units done (for percent: the steps reached) and the points."""

    activity: str
    quantity: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class DayScore:
    """One day's scored entries in order of time."""

    day: date
    entries: tuple[ScoredEntry, ...] = ()

    @property
    def points(self) -> Fraction:
        """The day's points."""
        return sum((scored.points for scored in self.entries), NOTHING)


def in_order(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Entries in the order in which they are scored: day, time, then order of writing."""
    return sorted(entries, key=lambda entry: (entry.day, entry.at.timestamp(), entry.number, entry.uid))


def score(
    rulebook: Rulebook, entries: Iterable[LogEntry], reached: Mapping[str, int] | None = None
) -> dict[date, DayScore]:
    """Score whole days of entries; `reached` is each deliverable's highest percentage before them.

    Voided entries are left out. Days without entries are not in the answer.
    """
    highest: dict[str, int] = dict(reached or {})
    days: defaultdict[date, list[ScoredEntry]] = defaultdict(list)
    done: defaultdict[tuple[date, str], int] = defaultdict(int)
    for entry in in_order(entry for entry in entries if not entry.voided):
        if entry.percent is None:
            used = done[entry.day, entry.activity]
            done[entry.day, entry.activity] = used + entry.quantity
            days[entry.day].append(_score_count(rulebook, entry, used))
        else:
            before = highest.get(entry.deliverable or "", 0)
            highest[entry.deliverable or ""] = max(before, entry.percent)
            days[entry.day].append(_score_percent(rulebook, entry, before))
    return {day: DayScore(day, tuple(scored)) for day, scored in days.items()}


def _score_count(rulebook: Rulebook, entry: LogEntry, used: int) -> ScoredEntry:
    cap = rulebook.cap(entry.activity, entry.day)
    units = entry.quantity if cap is None else max(0, min(entry.quantity, cap - used))
    return _scored(rulebook, entry, units, cap=cap)


def _score_percent(rulebook: Rulebook, entry: LogEntry, before: int) -> ScoredEntry:
    deliverable = rulebook.deliverable(entry.deliverable or "")
    step = deliverable.step if deliverable else 10
    units = max(0, (entry.percent or 0) // step - before // step)
    return _scored(rulebook, entry, units, before=before)


def _scored(
    rulebook: Rulebook, entry: LogEntry, units: int, cap: int | None = None, before: int = 0
) -> ScoredEntry:
    rule = rulebook.point_rule(entry.activity, entry.outcome, entry.day)
    factor = rulebook.points_factor(entry.activity, entry.day)
    points = units * rule.points * factor if rule else NOTHING
    return ScoredEntry(entry, points, units, rule, factor, cap, before)


def by_activity(scored: Iterable[ScoredEntry]) -> list[ActivityTotal]:
    """Totals per activity, most points first, then by key; activities without a quantity are left out."""
    quantity: defaultdict[str, int] = defaultdict(int)
    points: defaultdict[str, Fraction] = defaultdict(Fraction)
    for one in scored:
        quantity[one.entry.activity] += one.units if one.entry.percent is not None else one.entry.quantity
        points[one.entry.activity] += one.points
    totals = [ActivityTotal(key, quantity[key], points[key]) for key in quantity if quantity[key]]
    return sorted(totals, key=lambda total: (-total.points, total.activity))


def unit_points(rulebook: Rulebook, activity: Activity, outcome: str | None, day: date) -> Fraction:
    """What one unit, or one step of percent, scores on `day`, a campaign's factor included."""
    return rulebook.points(activity.key, outcome, day) * rulebook.points_factor(activity.key, day)
