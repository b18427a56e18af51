"""The journal: logging, progress, taking back, putting right, and looking back at entries."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.domain.rules import Kind
from scoreboard.domain.scoring import DayScore, in_order
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    NothingToUndo,
    OnlyKept,
    StoreProblem,
    UnknownName,
    WrongKind,
)
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.clock import ClockWatch
from scoreboard.service.feats import Feats
from scoreboard.service.loglines import log_line
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.states import LogLine
from scoreboard.service.waiting import BroughtIn, Waiting
from scoreboard.values import Value, replace, stepped

if TYPE_CHECKING:
    from scoreboard.service.correcting import EntryChange

SHORTEST_UID = 4


class Logged(Value):
    """An entry after a write, with the standings of its day and week."""

    line: LogLine
    day: DayStanding
    week: WeekStanding


class Journal:
    """Every write is one transaction and answers with a Done that can be taken back.

    A new entry that the store cannot take is kept in the lifeboat, and its Done says why in `kept`; it counts
    at once. Raises OnlyKept when it is kept but its score cannot be told. What is there already can only be
    changed in the store: StoreProblem then.
    """

    def __init__(
        self,
        store: Patience,
        scores: Scores,
        waiting: Waiting,
        watch: ClockWatch,
        now: Callable[[], dt.datetime],
        bring_in: Callable[[], BroughtIn],
        feats: Feats,
    ) -> None:
        """`bring_in` writes what waits in the lifeboat into the store, or raises StoreProblem."""
        self._store = store
        self._scores = scores
        self._waiting = waiting
        self._watch = watch
        self._now = now
        self._bring_in = bring_in
        self._feats = feats

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
        known = checks.activity(self._scores.last_book(), activity)
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
                outcome=checks.outcome(known, outcome) if outcome else None,
                contact=checks.contact(contact),
                note=checks.note(note),
                amount=checks.money(amount) if amount else None,
                source=source,
            ),
            named=uid is not None,
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
        known = checks.deliverable(self._scores.last_book(), deliverable)
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
            ),
            named=uid is not None,
        )

    def void(self, uid: str) -> Done[LogLine]:
        """Take an entry out of the score; it stays in the journal as voided."""
        return self._set_voided(self._stored(uid).uid, voided=True)

    def undo_last(self) -> Done[LogLine]:
        """Void the entry that was written last."""
        if self._waiting.entries:
            self._bring_in()
        return self._set_voided(None, voided=True)

    def edit(self, uid: str, change: "EntryChange") -> Done[Logged]:
        """Put an entry right; its old form stays in the trail. A new day or time is trusted."""
        from scoreboard.service.correcting import edited  # noqa: PLC0415 - clicks and starts need none of it

        def new(entry: LogEntry) -> LogEntry:
            if entry.voided:
                raise AlreadyVoided(entry.uid)
            return edited(self._scores.book(), entry, change, self._now())

        return self._replace(self._stored(uid).uid, new)

    def find(self, uid: str) -> LogLine:
        """The entry with that uid, or with the only uid that begins so (four characters at least)."""
        return self._line(self._entry(uid))

    def trail(self, uid: str) -> list[LogEntry]:
        """The earlier forms of an entry, oldest first."""
        entry = self._entry(uid)
        with self._store.read() as records:
            return records.trail(entry.uid)

    def flagged(self) -> list[LogLine]:
        """The entries that were made while the clock may have been wrong, in the order of writing."""
        with self._store.read() as records:
            found = records.flagged()
        found += [entry for entry in self._scores.waiting().values() if entry.clock]
        days = [self._scores.day(day) for day in {entry.day for entry in found}]
        return self._lines(found, days)

    def trust_clock(self) -> Done[int]:
        """The dates of all flagged entries are right, and so is the clock. Answers how many there were."""
        if self._waiting.entries:
            self._bring_in()
        now = self._now()
        with self._store.write() as records:
            found = records.flagged()
            for entry in found:
                records.replace(replace(entry, clock=""), now)
        self._watch.trust(now)
        self._scores.changed(*found)
        return Done(len(found), Changed.JOURNAL)

    def history(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        *,
        activity: str | None = None,
        voided: bool = False,
    ) -> list[LogLine]:
        """Entries from `first` to `last`, oldest first; `voided` adds those that were taken out."""
        days = self._scores.all_days(first, last)
        with self._store.read() as records:
            entries = records.entries(first, last, activity=activity, voided=voided)
        known = {entry.uid for entry in entries}
        waiting = [
            entry
            for entry in self._scores.waiting(first, last).values()
            if entry.uid not in known and activity in (None, entry.activity)
        ]
        return self._lines(in_order([*entries, *waiting]) if waiting else entries, days.values())

    def _add(self, entry: LogEntry, *, named: bool) -> Done[Logged]:
        """Write a new entry; one whose uid was `named` by the caller may be there already."""
        waits = self._scores.waiting().get(entry.uid)
        if waits:
            return Done(self._logged(waits), Changed(0))
        try:
            with self._scores.one_look():
                before = self._standing(entry.day)
                entry = self._flagged(entry)
            with self._store.write() as records:
                known = records.entry(entry.uid) if named else None
                added = known or records.add(entry)
        except StoreProblem as problem:
            return self._keep(entry, problem)
        if known:
            return Done(self._logged(known), Changed(0))
        self._scores.added(added)
        return self._added(added, before, lambda: self.void(added.uid))

    def _keep(self, entry: LogEntry, problem: StoreProblem) -> Done[Logged]:
        """Put into the lifeboat what the store did not take because of `problem`."""
        entry = self._flagged(entry)
        before = None
        with suppress(StoreProblem):
            before = self._standing(entry.day)
        try:
            self._waiting.keep(entry)
        except StoreProblem as also:
            raise problem from also
        self._scores.kept(entry)
        try:
            done = self._added(entry, before, lambda: self.void(entry.uid))
        except StoreProblem as unknown:
            raise OnlyKept(problem.path, problem.detail, entry.uid, problem) from unknown
        return replace(done, kept=problem)

    def _added(
        self, entry: LogEntry, before: WeekStanding | None, undo: Callable[[], Done[LogLine]]
    ) -> Done[Logged]:
        with self._scores.one_look():
            logged = self._logged(entry)
        achieved = self._feats.achieved(before, logged.week, entry.day) if before else ()
        return Done(logged, Changed.JOURNAL, undo=undo, feats=achieved)

    def _flagged(self, entry: LogEntry) -> LogEntry:
        """The entry, with a flag when the clock may be wrong."""
        if not self._watch.watches:
            return entry
        newest = None
        with suppress(StoreProblem):  # then the clock is judged without the entries
            newest = self._scores.newest_moment()
        return replace(entry, clock=self._watch.flag(entry.made_at, newest))

    def _set_voided(self, uid: str | None, *, voided: bool) -> Done[LogLine]:
        """Of the entry with that uid, or of the one that was written last."""
        with self._scores.writing() as records:
            entry = records.entry(uid) if uid else records.last_entry()
            if entry is None:
                raise UnknownName("entry", uid) if uid else NothingToUndo
            if voided and entry.voided:
                raise AlreadyVoided(entry.uid)
            before = self._standing(entry.day)
            records.set_voided(entry.uid, voided, self._now())
        changed = replace(entry, voided=voided)
        self._scores.changed(changed)
        return Done(
            self._line(changed),
            Changed.JOURNAL,
            undo=lambda: self._set_voided(changed.uid, voided=not voided),
            feats=self._feats.achieved(before, self._standing(entry.day), entry.day),
        )

    def _replace(self, uid: str, change: Callable[[LogEntry], LogEntry]) -> Done[Logged]:
        """Put another form in place of the entry as it is now."""
        with self._scores.writing() as records:
            old = records.entry(uid)
            if old is None:
                raise UnknownName("entry", uid)
            new = change(old)
            before = self._standing(new.day)
            records.replace(new, self._now())
        self._scores.changed(old, new)
        logged = self._logged(new)
        return Done(
            logged,
            Changed.JOURNAL,
            undo=lambda: self._replace(old.uid, lambda now: stepped(now, new, old)),
            feats=self._feats.achieved(before, logged.week, new.day),
        )

    def _entry(self, uid: str) -> LogEntry:
        try:
            return self._found(uid)
        except UnknownName:
            if not self._waiting.look():
                raise
        self._scores.forget_scores()
        return self._found(uid)

    def _found(self, uid: str) -> LogEntry:
        waiting = self._scores.waiting()
        if uid in waiting:
            return waiting[uid]
        with self._store.read() as records:
            entry = records.entry(uid)
            if entry:
                return entry
            fits = {}
            if len(uid) >= SHORTEST_UID:
                fits = dict.fromkeys(one for one in waiting if one.startswith(uid))
                fits |= dict.fromkeys(records.uids_beginning(uid))
            if len(fits) > 1:
                raise AmbiguousName("entry", uid, tuple(fits))
            entry = next((waiting.get(one) or records.entry(one) for one in fits), None)
        if entry is None:
            raise UnknownName("entry", uid)
        return entry

    def _stored(self, uid: str) -> LogEntry:
        """The same, in the store: brought in from the lifeboat if it waits there."""
        entry = self._entry(uid)
        if entry.uid not in self._scores.waiting():
            return entry
        self._bring_in()
        with self._store.read() as records:
            entry_now = records.entry(entry.uid)
        if entry_now is None:
            raise UnknownName("entry", uid)
        return entry_now

    def _standing(self, day: dt.date) -> WeekStanding:
        return self._scores.standing(self._scores.book().week_start(day), self._now().date())

    def _logged(self, entry: LogEntry) -> Logged:
        week = self._standing(entry.day)
        day = next(one for one in week.days if one.day == entry.day)
        return Logged(self._line(entry), day, week)

    def _lines(self, entries: Iterable[LogEntry], days: Iterable[DayScore]) -> list[LogLine]:
        """The entries with the points that they have in the scored `days`."""
        book = self._scores.book()
        scored = {one.entry.uid: one for day in days for one in day.entries}
        return [log_line(book, entry, scored.get(entry.uid), self._store.path) for entry in entries]

    def _line(self, entry: LogEntry) -> LogLine:
        scored = None
        if not entry.voided:
            day = self._scores.day(entry.day)
            scored = next(one for one in reversed(day.entries) if one.entry.uid == entry.uid)
        return log_line(self._scores.book(), entry, scored, self._store.path)
