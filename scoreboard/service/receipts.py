"""Receipts: the entries behind a figure, grouped by the reason for which they scored."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from scoreboard.domain.rules import Kind, PointRule, Rulebook
from scoreboard.domain.scoring import NOTHING, ScoredEntry
from scoreboard.service.loglines import activity_of
from scoreboard.values import Value


class ReceiptLine(Value):
    """Entries that scored for one reason: `units` x `points` x `factor` = `total`.

    `uncounted` units lie above a cap; `rule` says since when the points hold.
    """

    activity: str
    name: str
    outcome_name: str | None
    deliverable_name: str | None
    kind: Kind
    units: int
    uncounted: int
    points: Fraction
    factor: Fraction
    total: Fraction
    rule: PointRule | None
    from_percent: int
    to_percent: int


class Receipt(Value):
    """Why these points: every line and the sum, which is the figure it explains."""

    lines: tuple[ReceiptLine, ...]
    total: Fraction


Reason = tuple[str, str | None, str | None, PointRule | None, Fraction]


def receipt(book: Rulebook, entries: Iterable[ScoredEntry], path: Path) -> Receipt:
    """One line per activity, outcome, deliverable, rule and factor; most points first.

    `path` only names the file in an error.
    """
    groups: dict[Reason, list[ScoredEntry]] = {}
    for one in entries:
        reason = (one.entry.activity, one.entry.outcome, one.entry.deliverable, one.rule, one.factor)
        groups.setdefault(reason, []).append(one)
    lines = [_line(book, group, path) for group in groups.values()]
    lines.sort(key=lambda line: (-line.total, line.name))
    return Receipt(tuple(lines), sum((line.total for line in lines), NOTHING))


def _line(book: Rulebook, group: list[ScoredEntry], path: Path) -> ReceiptLine:
    first = group[0]
    activity = activity_of(book, first.entry, path)
    outcome = activity.outcome(first.entry.outcome)
    deliverable = book.deliverable(first.entry.deliverable) if first.entry.deliverable else None
    percent = activity.kind is Kind.PERCENT
    return ReceiptLine(
        activity=activity.key,
        name=activity.name,
        outcome_name=outcome.name if outcome else None,
        deliverable_name=deliverable.name if deliverable else None,
        kind=activity.kind,
        units=sum(one.units for one in group),
        uncounted=0 if percent else sum(one.entry.quantity - one.units for one in group),
        points=first.rule.points if first.rule else NOTHING,
        factor=first.factor,
        total=sum((one.points for one in group), NOTHING),
        rule=first.rule,
        from_percent=first.before,
        to_percent=max(one.entry.percent or 0 for one in group),
    )
