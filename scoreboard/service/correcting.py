"""An entry put right."""

import datetime as dt

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import Rulebook
from scoreboard.errors import WrongKind
from scoreboard.service import checks
from scoreboard.values import Value, replace


class EntryChange(Value):
    """What to put right in an entry; None keeps what is there."""

    count: int | None = None
    outcome: str | None = None
    day: dt.date | None = None
    time: dt.time | None = None
    contact: str | None = None
    note: str | None = None
    amount: Money | None = None
    percent: int | None = None
    clear_outcome: bool = False
    clear_amount: bool = False


def edited(book: Rulebook, entry: LogEntry, change: EntryChange, now: dt.datetime) -> LogEntry:
    """The entry with the change; its old form stays as it is. Raises Refused."""
    activity = book.activity(entry.activity)
    assert activity is not None, "every entry's activity is in the rulebook"
    if change.count is not None and entry.percent is not None:
        raise WrongKind(activity.name, percent=True)
    if change.percent is not None and entry.percent is None:
        raise WrongKind(activity.name, percent=False)
    new = entry
    if change.day is not None or change.time is not None:
        day = change.day or entry.day
        at = checks.moment(day, change.time or entry.at.time(), now)
        new = replace(new, day=at.date(), at=at, clock="")
    if change.count is not None:
        new = replace(new, quantity=checks.count(change.count))
    if change.percent is not None:
        new = replace(new, percent=checks.percent(change.percent))
    if change.outcome or change.clear_outcome:
        new = replace(new, outcome=checks.outcome(activity, change.outcome) if change.outcome else None)
    if change.contact is not None:
        new = replace(new, contact=checks.contact(change.contact))
    if change.note is not None:
        new = replace(new, note=checks.note(change.note))
    if change.amount or change.clear_amount:
        new = replace(new, amount=checks.money(change.amount) if change.amount else None)
    return new
