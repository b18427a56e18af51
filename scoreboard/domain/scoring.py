"""Entries and rules in, points out: what every entry scores and why, and totals of days and activities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import NO_FACTOR, Activity, PointRule, Rulebook
from scoreboard.values import Value, field

NOTHING = Fraction(0)


class ScoredEntry(Value):
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


class ActivityTotal(Value):
    """What one activity brought: the units done (for percent: the steps reached) and the points."""

    activity: str
    quantity: int
    points: Fraction


class DaySum(Value):
    """All counted units of one activity and outcome on one day."""

    day: date
    activity: str
    outcome: str | None
    quantity: int


class DayTotal(Value):
    """What a day brought, without its entries: by activity, and in all."""

    totals: Mapping[str, ActivityTotal] = field(default_factory=dict)
    points: Fraction = NOTHING

    @property
    def done(self) -> dict[str, int]:
        """Units by activity; of percent activities the steps reached."""
        return {key: total.quantity for key, total in self.totals.items()}


class DayScore(Value):
    """One day's scored entries in order of time, with their sums: by activity, and in all."""

    day: date
    entries: tuple[ScoredEntry, ...] = ()
    totals: Mapping[str, ActivityTotal] = field(default_factory=dict)
    points: Fraction = NOTHING

    @property
    def total(self) -> DayTotal:
        """The day without its entries."""
        return DayTotal(self.totals, self.points)

    def comes_last(self, entry: LogEntry) -> bool:
        """Whether the entry would stand behind all others."""
        return not self.entries or _place(self.entries[-1].entry) <= _place(entry)

    def with_next(self, rulebook: Rulebook, entry: LogEntry) -> "DayScore":
        """The day with one more counted entry, which comes last: the score grows by adding."""
        before = self.totals.get(entry.activity)
        scored = _score_count(rulebook, entry, before.quantity if before else 0)
        return DayScore(
            self.day,
            (*self.entries, scored),
            {**self.totals, entry.activity: _more(before, scored)},
            self.points + scored.points,
        )


def in_order(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Entries in the order in which they are scored: day, time, then order of writing."""
    return sorted(entries, key=_place)


def _place(entry: LogEntry) -> tuple[date, float, int, str]:
    return entry.day, entry.at.timestamp(), entry.number, entry.uid


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
    return {day: _day_score(day, scored) for day, scored in days.items()}


def _day_score(day: date, scored: list[ScoredEntry]) -> DayScore:
    totals = _totals(scored)
    points = sum((total.points for total in totals.values()), NOTHING)
    return DayScore(day, tuple(scored), totals, points)


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
    points = units * rule.points if rule else NOTHING
    if factor != NO_FACTOR:
        points *= factor
    return ScoredEntry(entry, points, units, rule, factor, cap, before)


def day_totals(
    rulebook: Rulebook, sums: Iterable[DaySum], progress: Iterable[LogEntry], reached: Mapping[str, int]
) -> tuple[dict[date, DayTotal], set[date]]:
    """Totals of days from `sums`, which all of a day's units are in, and the entries of deliverables.

    The same as `score` without its entries and their number. `reached` is each deliverable's highest
    percentage before them. The second answer are days that have to be scored entry by entry: a cap cut off
    units of different worth, so that their order counts.
    """
    days: defaultdict[date, dict[str, ActivityTotal]] = defaultdict(dict)
    by_place: defaultdict[tuple[date, str], list[DaySum]] = defaultdict(list)
    for one in sums:
        by_place[one.day, one.activity].append(one)
    unclear: set[date] = set()
    for (day, activity), group in by_place.items():
        quantity = sum(one.quantity for one in group)
        cap = rulebook.cap(activity, day)
        if cap is None or quantity <= cap:
            worth = sum(
                (one.quantity * rulebook.points(activity, one.outcome, day) for one in group), NOTHING
            )
        elif len({rulebook.points(activity, one.outcome, day) for one in group}) == 1:
            worth = cap * rulebook.points(activity, group[0].outcome, day)
        else:
            unclear.add(day)
            continue
        days[day][activity] = ActivityTotal(activity, quantity, worth * rulebook.points_factor(activity, day))
    for day, scored in score(rulebook, progress, reached).items():
        # A percent activity has no counted units.
        days[day].update(scored.totals)
    totals = {
        day: DayTotal(totals, sum((total.points for total in totals.values()), NOTHING))
        for day, totals in days.items()
        if day not in unclear
    }
    return totals, unclear


def by_activity(days: Iterable[DayScore | DayTotal]) -> list[ActivityTotal]:
    """Totals per activity, most points first, then by key; activities without a quantity are left out."""
    sums: dict[str, ActivityTotal] = {}
    for day in days:
        for key, total in day.totals.items():
            known = sums.get(key, ActivityTotal(key, 0, NOTHING))
            sums[key] = ActivityTotal(key, known.quantity + total.quantity, known.points + total.points)
    found = [total for total in sums.values() if total.quantity]
    return sorted(found, key=lambda total: (-total.points, total.activity))


def _totals(scored: Iterable[ScoredEntry]) -> dict[str, ActivityTotal]:
    totals: dict[str, ActivityTotal] = {}
    for one in scored:
        totals[one.entry.activity] = _more(totals.get(one.entry.activity), one)
    return totals


def _more(total: ActivityTotal | None, one: ScoredEntry) -> ActivityTotal:
    quantity = one.units if one.entry.percent is not None else one.entry.quantity
    if total is None:
        return ActivityTotal(one.entry.activity, quantity, one.points)
    return ActivityTotal(total.activity, total.quantity + quantity, total.points + one.points)


def unit_points(rulebook: Rulebook, activity: Activity, outcome: str | None, day: date) -> Fraction:
    """What one unit, or one step of percent, scores on `day`, a campaign's factor included."""
    points, factor = rulebook.points(activity.key, outcome, day), rulebook.points_factor(activity.key, day)
    return points if factor == NO_FACTOR else points * factor
