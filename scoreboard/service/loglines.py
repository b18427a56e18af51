"""An entry as a line of a log."""

from pathlib import Path

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, Rulebook
from scoreboard.domain.scoring import NOTHING, ScoredEntry
from scoreboard.errors import DamagedData
from scoreboard.service.states import LogLine


def activity_of(book: Rulebook, entry: LogEntry, path: Path) -> Activity:
    """The entry's activity. One that nobody wrote is DamagedData of the file at `path`."""
    activity = book.activity(entry.activity)
    if activity is None:
        raise DamagedData(path, f"entry {entry.number} without its activity")
    return activity


def log_line(book: Rulebook, entry: LogEntry, scored: ScoredEntry | None, path: Path) -> LogLine:
    """The entry with its names and points; a voided entry is not scored and has no points.

    `path` only names the file in an error.
    """
    activity = activity_of(book, entry, path)
    outcome = activity.outcome(entry.outcome)
    deliverable = book.deliverable(entry.deliverable) if entry.deliverable else None
    percent_steps = scored.units if scored else 0
    return LogLine(
        uid=entry.uid,
        activity=entry.activity,
        name=activity.name,
        icon=activity.icon,
        color=activity.color,
        at=entry.at,
        day=entry.day,
        quantity=entry.quantity if entry.percent is None else percent_steps,
        outcome=entry.outcome,
        outcome_name=outcome.name if outcome else None,
        deliverable=entry.deliverable,
        deliverable_name=deliverable.name if deliverable else None,
        before=scored.before if scored else 0,
        percent=entry.percent,
        contact=entry.contact,
        note=entry.note,
        amount=entry.amount,
        records_amount=activity.records_amount,
        source=entry.source,
        points=scored.points if scored else NOTHING,
        voided=entry.voided,
        entry=entry,
        scored=scored,
    )
