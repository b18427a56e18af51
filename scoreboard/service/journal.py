"""The journal: logging, progress, taking back, putting right, and looking back at entries."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.goals import DayStanding, WeekStanding, feats
from scoreboard.domain.rules import Activity, Deliverable, Kind, Rulebook
from scoreboard.domain.scoring import NOTHING, ScoredEntry
from scoreboard.errors import AlreadyVoided, AmbiguousName, NothingToUndo, UnknownName, WrongKind
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.scores import Scores, scored_days
from scoreboard.service.states import LogLine
from scoreboard.store import Store

SHORTEST_UID = 4


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry after a write, with the standings of its day and week."""

    line: LogLine
    day: DayStanding
    week: WeekStanding


@dataclass(frozen=True, slots=True)
class EntryChange:
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


class Journal:
    """Every write is one transaction and answers with a Done that can be taken back."""

    def __init__(self, store: Store, scores: Scores, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._scores = scores
        self._now = now

    def log(
        self,
        activity: str,
        *,
        count: int = 1,
        outcome: str | None = None,
        day: dt.date | None = None,
        time: dt.time | None = None,
        contact: str = "",
        note: str = "",
        amount: Money | None = None,
        uid: str | None = None,
        source: str = "window",
    ) -> Done[Logged]:
        """Write one entry of the counted activity with that key.

        Without an `outcome` none is noted and the activity's own points count; the window's click names the
        usual one. The same `uid` twice is one entry: the second time nothing is written.
        """
        known = _activity(self._scores.book(), activity)
        if known.kind is Kind.PERCENT:
            raise WrongKind(known.name, percent=True)
        now = self._now()
        at = checks.moment(day, time, now)
        return self._add(
            LogEntry(
                uid=uid or str(uuid.uuid4()),
                activity=known.key,
                day=at.date(),
                at=at,
                made_at=now,
                quantity=checks.count(count),
                outcome=_outcome(known, outcome) if outcome else None,
                contact=checks.contact(contact),
                note=checks.note(note),
                amount=checks.money(amount) if amount else None,
                source=source,
            )
        )

    def progress(
        self,
        deliverable: str,
        percent: int,
        *,
        day: dt.date | None = None,
        time: dt.time | None = None,
        note: str = "",
        uid: str | None = None,
        source: str = "window",
    ) -> Done[Logged]:
        """Write how far the deliverable with that key has come, 0 to 100 percent."""
        known = _deliverable(self._scores.book(), deliverable)
        now = self._now()
        at = checks.moment(day, time, now)
        return self._add(
            LogEntry(
                uid=uid or str(uuid.uuid4()),
                activity=known.activity,
                day=at.date(),
                at=at,
                made_at=now,
                deliverable=known.key,
                percent=checks.percent(percent),
                note=checks.note(note),
                source=source,
            )
        )

    def void(self, uid: str) -> Done[LogLine]:
        """Take an entry out of the score; it stays in the journal as voided."""
        entry = self._entry(uid)
        if entry.voided:
            raise AlreadyVoided(entry.uid)
        return self._set_voided(entry, voided=True)

    def undo_last(self) -> Done[LogLine]:
        """Void the entry that was written last."""
        with self._store.read() as records:
            last = records.last_entry()
        if last is None:
            raise NothingToUndo
        return self._set_voided(last, voided=True)

    def edit(self, uid: str, change: EntryChange) -> Done[Logged]:
        """Put an entry right; its old form stays in the trail."""
        entry = self._entry(uid)
        if entry.voided:
            raise AlreadyVoided(entry.uid)
        return self._replace(entry, self._edited(entry, change))

    def find(self, uid: str) -> LogLine:
        """The entry with that uid, or with the only uid that begins so (four characters at least)."""
        return self._line(self._entry(uid))

    def trail(self, uid: str) -> list[LogEntry]:
        """The earlier forms of an entry, oldest first."""
        with self._store.read() as records:
            return records.trail(self._entry(uid).uid)

    def history(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        *,
        activity: str | None = None,
        voided: bool = False,
    ) -> list[LogLine]:
        """Entries from `first` to `last`, oldest first; `voided` adds those that were taken out."""
        book = self._scores.book()
        with self._store.read() as records:
            days = scored_days(records, book, first, last)
            entries = records.entries(first, last, activity=activity, voided=voided)
        scored = {one.entry.uid: one for day in days.values() for one in day.entries}
        return [log_line(book, entry, scored.get(entry.uid)) for entry in entries]

    def _add(self, entry: LogEntry) -> Done[Logged]:
        before = self._standing(entry.day)
        with self._store.write() as records:
            known = records.entry(entry.uid)
            added = known or records.add(entry)
        if known:
            return Done(self._logged(known), Changed(0))
        self._scores.added(added)
        logged = self._logged(added)
        return Done(
            logged,
            Changed.JOURNAL,
            undo=lambda: self._set_voided(added, voided=True),
            feats=feats(before, logged.week, added.day),
        )

    def _set_voided(self, entry: LogEntry, *, voided: bool) -> Done[LogLine]:
        changed = replace(entry, voided=voided)
        before = self._standing(entry.day)
        with self._store.write() as records:
            records.set_voided(entry.uid, voided, self._now())
        self._scores.changed(changed)
        return Done(
            self._line(changed),
            Changed.JOURNAL,
            undo=lambda: self._set_voided(changed, voided=not voided),
            feats=() if voided else feats(before, self._standing(entry.day), entry.day),
        )

    def _replace(self, old: LogEntry, new: LogEntry) -> Done[Logged]:
        before = self._standing(new.day)
        with self._store.write() as records:
            records.replace(new, self._now())
        self._scores.changed(old, new)
        logged = self._logged(new)
        return Done(
            logged,
            Changed.JOURNAL,
            undo=lambda: self._replace(new, old),
            feats=feats(before, logged.week, new.day),
        )

    def _edited(self, entry: LogEntry, change: EntryChange) -> LogEntry:
        book = self._scores.book()
        activity = book.activity(entry.activity)
        assert activity is not None, "every entry's activity is in the rulebook"
        if change.count is not None and entry.percent is not None:
            raise WrongKind(activity.name, percent=True)
        if change.percent is not None and entry.percent is None:
            raise WrongKind(activity.name, percent=False)
        edited = entry
        if change.day is not None or change.time is not None:
            day = change.day or entry.day
            at = checks.moment(day, change.time or entry.at.time(), self._now())
            edited = replace(edited, day=at.date(), at=at)
        if change.count is not None:
            edited = replace(edited, quantity=checks.count(change.count))
        if change.percent is not None:
            edited = replace(edited, percent=checks.percent(change.percent))
        if change.outcome or change.clear_outcome:
            edited = replace(edited, outcome=_outcome(activity, change.outcome) if change.outcome else None)
        if change.contact is not None:
            edited = replace(edited, contact=checks.contact(change.contact))
        if change.note is not None:
            edited = replace(edited, note=checks.note(change.note))
        if change.amount or change.clear_amount:
            edited = replace(edited, amount=checks.money(change.amount) if change.amount else None)
        return edited

    def _entry(self, uid: str) -> LogEntry:
        with self._store.read() as records:
            entry = records.entry(uid)
            if entry:
                return entry
            fits = records.uids_beginning(uid) if len(uid) >= SHORTEST_UID else []
            if len(fits) > 1:
                raise AmbiguousName("entry", uid, tuple(fits))
            entry = records.entry(fits[0]) if fits else None
        if entry is None:
            raise UnknownName("entry", uid)
        return entry

    def _standing(self, day: dt.date) -> WeekStanding:
        return self._scores.standing(self._scores.book().week_start(day), self._now().date())

    def _logged(self, entry: LogEntry) -> Logged:
        week = self._standing(entry.day)
        day = next(one for one in week.days if one.day == entry.day)
        return Logged(self._line(entry), day, week)

    def _line(self, entry: LogEntry) -> LogLine:
        scored = None
        if not entry.voided:
            day = self._scores.day(entry.day)
            scored = next(one for one in day.entries if one.entry.uid == entry.uid)
        return log_line(self._scores.book(), entry, scored)


def log_line(book: Rulebook, entry: LogEntry, scored: ScoredEntry | None) -> LogLine:
    """The entry with its names and points; a voided entry is not scored and has no points."""
    activity = book.activity(entry.activity)
    assert activity is not None, "every entry's activity is in the rulebook"
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
        source=entry.source,
        points=scored.points if scored else NOTHING,
        voided=entry.voided,
        entry=entry,
        scored=scored,
    )


def _activity(book: Rulebook, key: str) -> Activity:
    activity = book.activity(key)
    if activity is None or activity.archived:
        raise UnknownName("activity", key, tuple(one.key for one in book.in_use()))
    return activity


def _deliverable(book: Rulebook, key: str) -> Deliverable:
    deliverable = book.deliverable(key)
    if deliverable is None or deliverable.archived:
        known = tuple(one.key for one in book.deliverables if not one.archived)
        raise UnknownName("deliverable", key, known)
    return deliverable


def _outcome(activity: Activity, key: str) -> str:
    if activity.outcome(key) is None:
        raise UnknownName("outcome", key, tuple(one.key for one in activity.outcomes))
    return key
