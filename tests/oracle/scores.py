"""What entries bring: one unit, and one step of percent, at a time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.oracle.facts import BookFact, EntryFact, ScoredFact
from tests.oracle.rulebook import cap_in_force, points_factor, points_in_force


def moment(at: datetime) -> datetime:
    """The same moment on the clock of Greenwich, without a zone."""
    return at.replace(tzinfo=None) - (at.utcoffset() or timedelta(0))


def in_order(entries: Sequence[EntryFact]) -> list[EntryFact]:
    """Day, time, then order of writing."""
    return sorted(entries, key=lambda entry: (entry["day"], moment(entry["at"]), entry["number"]))


def scored(book: BookFact, entries: Sequence[EntryFact]) -> list[ScoredFact]:
    """Every entry that exists, in order of time, with what it brought."""
    steps = {deliverable["key"]: deliverable["step"] for deliverable in book["deliverables"]}
    counted: dict[tuple[str, date], int] = {}
    paid: dict[str, list[int]] = {}
    highest: dict[str, int] = {}
    result: list[ScoredFact] = []
    for entry in in_order(entries):
        if entry["voided"]:
            continue
        day = entry["day"]
        activity = entry["activity"]
        worth = points_in_force(book, activity, entry["outcome"], day) * points_factor(book, activity, day)
        points = Fraction(0)
        units = 0
        shown = 0
        before = 0
        deliverable = entry["deliverable"]
        percent = entry["percent"]
        if deliverable is None or percent is None:
            cap = cap_in_force(book, activity, day)
            for _ in range(entry["quantity"]):
                shown += 1
                so_far = counted.get((activity, day), 0)
                if cap is None or so_far < cap:
                    counted[activity, day] = so_far + 1
                    units += 1
                    points += worth
        else:
            before = highest.get(deliverable, 0)
            mark = steps[deliverable]
            while mark <= percent:
                if mark not in paid.setdefault(deliverable, []):
                    paid[deliverable].append(mark)
                    units += 1
                    shown += 1
                    points += worth
                mark += steps[deliverable]
            highest[deliverable] = max(before, percent)
        result.append(
            {
                "uid": entry["uid"],
                "activity": activity,
                "day": day,
                "units": units,
                "shown": shown,
                "before": before,
                "points": points,
            }
        )
    return result


def points_of_day(book: BookFact, entries: Sequence[EntryFact], day: date) -> Fraction:
    """The sum of what the day's entries brought."""
    points = Fraction(0)
    for entry in scored(book, entries):
        if entry["day"] == day:
            points += entry["points"]
    return points


def totals(lines: Sequence[ScoredFact]) -> dict[str, tuple[int, Fraction]]:
    """Quantity and points of every activity that has a quantity."""
    result: dict[str, tuple[int, Fraction]] = {}
    for line in lines:
        quantity, points = result.get(line["activity"], (0, Fraction(0)))
        result[line["activity"]] = (quantity + line["shown"], points + line["points"])
    return {activity: total for activity, total in result.items() if total[0] > 0}
