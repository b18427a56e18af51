"""Entries that wait in the lifeboat because the database could not take them, and how they get into it."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType

from scoreboard.domain import naming
from scoreboard.domain.entries import LONGEST_NAME, LogEntry, Money
from scoreboard.domain.rules import Activity, Kind, Rulebook
from scoreboard.errors import Refused, StoreProblem, UnknownName, WrongKind
from scoreboard.service import checks
from scoreboard.service.clock import BACK
from scoreboard.service.patience import Patience
from scoreboard.store.lifeboat import Lifeboat
from scoreboard.store.lines import Kept
from scoreboard.values import Value, replace

LAST = 1 << 60
NOTHING: Mapping[str, Kept] = MappingProxyType({})


class Left(Value):
    """An entry that stays in the lifeboat, and why it could not be brought in."""

    kept: Kept
    reason: Refused


class BroughtIn(Value):
    """What came of bringing in: entries `added`, those `known` already, those `left` with their reasons.

    `odd` lines of the lifeboat could not be understood; they are kept in a file beside it.
    """

    added: tuple[LogEntry, ...] = ()
    known: int = 0
    left: tuple[Left, ...] = ()
    odd: int = 0


class Waiting:
    """The entries of the lifeboat, remembered so that scores can count them without reading files.

    `now` is the computer's clock; without one nothing is flagged.
    """

    def __init__(self, lifeboat: Lifeboat, now: Callable[[], dt.datetime] | None = None) -> None:
        self._lifeboat = lifeboat
        self._now = now
        self._signature: object = ()
        self.entries: dict[str, LogEntry] = {}
        """By uid, those whose activity is certain; their numbers are above those of all stored ones."""
        self.count = 0
        """Of all that wait."""
        self.odd = 0

    def look(self) -> bool:
        """Read the files again if they have changed, and say whether they had."""
        signature = self._lifeboat.signature()
        if signature == self._signature:
            return False
        contents = self._lifeboat.kept()
        # An importer may have renamed files in between: then what was read is looked at again the next time.
        self._signature = signature if self._lifeboat.signature() == signature else None
        certain = [kept.entry for kept in contents.entries if not kept.typed]
        self.entries = {one.uid: replace(one, number=LAST + n) for n, one in enumerate(certain)}
        self.count, self.odd = len(contents.entries), contents.odd
        return True

    def keep(self, entry: LogEntry) -> None:
        """Put an entry into the lifeboat. Raises DiskFull or NoAccess when no file takes it."""
        self._lifeboat.keep(Kept(entry))
        self.look()
        if entry.uid not in self.entries:  # it is safe there, though the file cannot be read at the moment
            self.entries[entry.uid] = entry
            self.count += 1

    def bring_in(self, store: Patience, instead: Mapping[str, Kept] = NOTHING) -> BroughtIn:
        """Write what waits into the database in one transaction. Raises StoreProblem: then it still waits.

        `instead` has by uid what takes the place of an entry as it is; that is not left but raises Refused.
        """
        if not self._lifeboat.files():
            return BroughtIn()
        added, left, known = [], [], 0
        with store.write() as records:
            taken = self._lifeboat.take()
            book, latest = records.rulebook(), self._latest(records.newest_moment())
            for kept in taken.entries:
                if records.entry(kept.entry.uid):
                    known += 1
                    continue
                chosen = instead.get(kept.entry.uid)
                try:
                    added.append(records.add(_flagged(matched(chosen or kept, book), latest)))
                except Refused as reason:
                    if chosen:
                        raise
                    left.append(Left(kept, reason))
        with suppress(StoreProblem):  # then the files stay, and what was added is known the next time
            self._lifeboat.let_go(taken, [one.kept for one in left])
        self.look()
        return BroughtIn(tuple(added), known, tuple(left), len(set(taken.odd)))

    def _latest(self, newest: dt.datetime | None) -> dt.datetime | None:
        """The latest moment at which an entry that waits can have been made, if that is certain.

        It is not when the clock is behind the `newest` stored entry: then it is this clock that may be wrong.
        """
        now = self._now() if self._now else None
        if now is None or (newest is not None and now < newest - BACK):
            return None
        return now + BACK


def keep_as_typed(
    lifeboat: Lifeboat,
    now: Callable[[], dt.datetime],
    name: str,
    *,
    percent: int | None = None,
    count: int = 1,
    outcome: str | None = None,
    day: dt.date | None = None,
    time: dt.time | None = None,
    contact: str = "",
    note: str = "",
    amount: Money | None = None,
    uid: str | None = None,
    source: str = "window",
) -> LogEntry:
    """Keep an entry while there is no board, because the database cannot even be read.

    `name` is what was typed for the activity or, with a `percent`, for the deliverable. Names are looked up
    when the entry is brought in; numbers and texts are checked now, and refused as Journal.log would. Raises
    DiskFull or NoAccess when no file takes it.
    """
    moment = now()
    at = checks.moment(day, time, moment)
    typed = checks.name(name)
    entry = LogEntry(
        uid=uid or str(uuid.uuid4()),
        activity=typed if percent is None else "",
        day=at.date(),
        at=at,
        made_at=moment,
        quantity=checks.count(count),
        outcome=checks.text("outcome", outcome, LONGEST_NAME, required=True) if outcome else None,
        deliverable=None if percent is None else typed,
        percent=None if percent is None else checks.percent(percent),
        contact=checks.contact(contact),
        note=checks.note(note),
        amount=checks.money(amount) if amount else None,
        source=source,
    )
    lifeboat.keep(Kept(entry, typed=True))
    return entry


def _flagged(entry: LogEntry, latest: dt.datetime | None) -> LogEntry:
    """The entry, flagged when its clock was ahead.

    That one went back cannot be told: an entry that did not fit may wait for days while others are stored.
    """
    if entry.clock or latest is None or entry.made_at <= latest:
        return entry
    return replace(entry, clock="jump")


def matched(kept: Kept, book: Rulebook) -> LogEntry:
    """The entry with the keys of the rulebook. Raises Refused for what is not in it, or not allowed."""
    entry = kept.entry
    if kept.typed:  # else the clock wrote it, and may have been wrong: it is flagged then
        checks.any_day(entry.day)
    checks.count(entry.quantity)
    if entry.percent is not None:
        checks.percent(entry.percent)
    if entry.deliverable is not None:
        return _matched_progress(kept, book)
    activity = _activity(kept, book)
    if activity.kind is Kind.PERCENT:
        raise WrongKind(activity.name, percent=True)
    outcome = entry.outcome
    if outcome is not None and kept.typed:
        outcome = naming.find("outcome", outcome, activity.outcomes).key
    if outcome is not None and activity.outcome(outcome) is None:
        raise UnknownName("outcome", outcome, tuple(one.key for one in activity.outcomes))
    return replace(entry, activity=activity.key, outcome=outcome, percent=None)


def _activity(kept: Kept, book: Rulebook) -> Activity:
    name = kept.entry.activity
    activity = naming.find("activity", name, book.in_use()) if kept.typed else book.activity(name)
    if activity is None:
        raise UnknownName("activity", name, tuple(one.key for one in book.in_use()))
    return activity


def _matched_progress(kept: Kept, book: Rulebook) -> LogEntry:
    name = kept.entry.deliverable or ""
    in_use = [one for one in book.deliverables if not one.archived]
    deliverable = naming.find("deliverable", name, in_use) if kept.typed else book.deliverable(name)
    if deliverable is None:
        raise UnknownName("deliverable", name, tuple(one.key for one in in_use))
    return replace(kept.entry, activity=deliverable.activity, deliverable=deliverable.key)
