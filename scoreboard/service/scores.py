"""Scored days and the rulebook, remembered until something changes, so that a click re-reads one day.

What waits in the lifeboat is scored beside what is stored. Stored entries are remembered as they were read,
so that a new one in the lifeboat is counted without reading the database, which then is what fails.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from scoreboard.domain.calendar import week_days
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.goals import WeekPlan, WeekStanding, in_trial, standing, week_plan
from scoreboard.domain.rules import Rulebook
from scoreboard.domain.scoring import NOTHING, DayScore, DayTotal, day_totals, in_order, score, unit_points
from scoreboard.errors import StoreProblem
from scoreboard.service.patience import Patience
from scoreboard.service.states import DeliverableState
from scoreboard.service.waiting import Waiting

if TYPE_CHECKING:
    from scoreboard.store.records import Records

Found = TypeVar("Found")
NO_TOTAL = DayTotal()


class Scores:
    """Reads through to the store; writers say what they touched, and foreign writes drop everything."""

    def __init__(self, store: Patience, waiting: Waiting) -> None:
        self._store = store
        self._waiting = waiting
        self._version = store.version()
        self._book: Rulebook | None = None
        self._last_book: Rulebook | None = None
        self._stored: dict[date, list[LogEntry]] = {}
        self._stored_progress: dict[str, list[LogEntry]] = {}
        self._days: dict[date, DayScore] = {}
        self._totals: dict[date, DayTotal] = {}
        self._spans: dict[Hashable, tuple[date, date, Any]] = {}
        self._plans: dict[date, WeekPlan] = {}
        self._standings: dict[tuple[date, date], WeekStanding] = {}
        self._deliverables: dict[tuple[str, date], DeliverableState] = {}
        self._first: date | None = None
        self._first_known = False
        self._newest: datetime | None = None
        self._newest_known = False
        self._looked = 0

    def check(self) -> None:
        """Drop everything if another process has written since the last look.

        While the file does not answer, what is remembered stays: it was right the last time it did.
        """
        if not self._looked:
            self._look()

    def _look(self) -> None:
        try:
            version = self._store.version()
        except StoreProblem:
            return
        if version != self._version:
            self._version = version
            self.forget()
            self._waiting.look()

    @contextmanager
    def writing(self) -> Iterator["Records"]:
        """One transaction; what is read inside is as nobody else can change it before its end.

        So what a write depends on is looked at in here: another process may have written since the last look.
        """
        with self._store.write() as records:
            self._look()
            yield records

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """One look for all readings inside, which then belong together; each alone would look again."""
        self.check()
        self._looked += 1
        try:
            yield
        finally:
            self._looked -= 1

    def forget(self) -> None:
        """Drop everything, and look anew from here on: the store may have another connection now."""
        with suppress(StoreProblem):
            self._version = self._store.version()
        self._book = None
        self._plans.clear()
        self._stored.clear()
        self._stored_progress.clear()
        self.forget_scores()
        self._first_known = False
        self._newest_known = False

    def forget_scores(self) -> None:
        """Drop what was worked out, but not what was read: something in the lifeboat has changed."""
        self._totals.clear()
        self._spans.clear()
        self._forget_near()

    def _forget_near(self) -> None:
        """Drop what was worked out from entries, not from sums."""
        self._days.clear()
        self._standings.clear()
        self._deliverables.clear()

    def forget_before(self, day: date) -> None:
        """Drop what is about earlier days: a window that stays open for months must not grow with them."""
        self._stored = {known: entries for known, entries in self._stored.items() if known >= day}
        self._days = {known: scored for known, scored in self._days.items() if known >= day}
        self._plans = {start: plan for start, plan in self._plans.items() if start >= day}
        self._standings = {key: week for key, week in self._standings.items() if min(key) >= day}
        self._deliverables = {key: state for key, state in self._deliverables.items() if key[1] >= day}
        self._totals = {known: total for known, total in self._totals.items() if known >= day}
        self._spans.clear()  # most of them are seen from a day that is over

    def added(self, entry: LogEntry) -> None:
        """A new entry: its day grows by it, without being read again, if it is the day's last."""
        day, stored = self._days.get(entry.day), self._stored.get(entry.day)
        if self._book and day and stored is not None and entry.percent is None and day.comes_last(entry):
            self._forget_day(entry.day)
            stored.append(entry)
            self._days[entry.day] = day.with_next(self._book, entry)
        else:
            self._touched(entry)
        if self._comes_first(entry):
            self._first = entry.day
            self.forget_scores()
        if self._newest_known and not entry.clock:
            self._newest = entry.made_at

    def _comes_first(self, entry: LogEntry) -> bool:
        """Whether trial weeks and streaks begin with this entry from now on, so that all weeks may differ."""
        return self._first_known and (self._first is None or entry.day < self._first)

    def _touched(self, entry: LogEntry) -> None:
        """One day changes, or all later ones where a percentage is paid on from."""
        self._stored.pop(entry.day, None)
        if entry.deliverable is not None:
            moved = self._stored_progress.pop(entry.deliverable, None)
            if moved is None:
                self.forget_scores()
                return
            self._forget_near()
            for day in {entry.day, *(one.day for one in moved)}:
                self._forget_total(day)
        else:
            self._forget_day(entry.day)

    def kept(self, entry: LogEntry) -> None:
        """A new entry in the lifeboat: the same, but nothing that was read has to be read again."""
        self._forget_day(entry.day)
        if self._comes_first(entry):
            self.forget_scores()
        if entry.deliverable is None:
            return
        moved = self._stored_progress.get(entry.deliverable)
        if moved is None:
            self.forget_scores()
            return
        self._forget_near()
        for day in {one.day for one in moved if one.day > entry.day}:
            self._forget_total(day)

    def changed(self, *entries: LogEntry) -> None:
        """Entries that were voided, restored or edited, in their old and new form."""
        for entry in entries:
            self._touched(entry)
        if not self._first_known or any(self._first is None or one.day <= self._first for one in entries):
            self._first_known = False
            self.forget_scores()
        self._newest_known = False

    def _forget_day(self, day: date) -> None:
        self._days.pop(day, None)
        self._forget_total(day)
        for known in [known for known in self._standings if known[0] <= day <= known[0] + timedelta(days=6)]:
            del self._standings[known]

    def _forget_total(self, day: date) -> None:
        self._totals.pop(day, None)
        for what, (first, last, _) in list(self._spans.items()):
            if first <= day <= last:
                del self._spans[what]

    # Each public reading looks once for foreign writes, so that what it is made of belongs together.

    def book(self) -> Rulebook:
        """The rulebook."""
        self.check()
        return self._known_book()

    def _known_book(self) -> Rulebook:
        if self._book is None:
            with self._store.read() as records:
                self._book = self._last_book = records.rulebook()
        return self._book

    def last_book(self) -> Rulebook:
        """The rulebook, or when it cannot be read, the last one that was: enough to know an activity by."""
        self.check()
        return self._known_last_book()

    def _known_last_book(self) -> Rulebook:
        try:
            return self._known_book()
        except StoreProblem:
            if self._last_book is None:
                raise
            return self._last_book

    def first_entry(self) -> date | None:
        """The day of the first entry that counts."""
        self.check()
        return self._first_day()

    def _first_day(self) -> date | None:
        if not self._first_known:
            with self._store.read() as records:
                self._first = records.first_day()
            self._first_known = True
        days = [entry.day for entry in self._waiting_entries().values()]
        return min([*days, self._first] if self._first else days, default=None)

    def newest_moment(self) -> datetime | None:
        """When the newest stored entry was made, of those made while the clock was trusted."""
        self.check()
        if not self._newest_known:
            with self._store.read() as records:
                self._newest = records.newest_moment()
            self._newest_known = True
        return self._newest

    def day(self, day: date) -> DayScore:
        """One scored day."""
        return self.days(day, day)[day]

    def days(self, first: date, last: date) -> dict[date, DayScore]:
        """Every day from `first` to `last`, those without entries included; unknown ones are read at once."""
        self.check()
        return self._known_days(first, last)

    def _known_days(self, first: date, last: date) -> dict[date, DayScore]:
        book = self._known_book()
        wanted = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        missing = [day for day in wanted if day not in self._days]
        if missing:
            entries = self._entries(missing[0], missing[-1])
            scored = score(book, entries, self._reached(entries, missing[0]))
            for day in missing:
                self._days[day] = scored.get(day) or DayScore(day)
        return {day: self._days[day] for day in wanted}

    def all_days(self, first: date | None, last: date | None) -> dict[date, DayScore]:
        """The scored days from `first` to `last` that have entries, read anew and not remembered."""
        book = self.book()
        with self._store.read() as records:
            entries = self._with_waiting(records.entries(first, last), first, last)
        return score(book, entries, self._reached(entries, first) if first else {})

    def standing(self, start: date, today: date) -> WeekStanding:
        """The week that begins on `start`, seen from `today`."""
        self.check()
        if (start, today) not in self._standings:
            totals = self._known_totals(start, week_days(start)[-1])
            self._standings[start, today] = self._standing(start, totals, today)
        return self._standings[start, today]

    def standing_then(self, day: date) -> WeekStanding:
        """The week of `day` as it stood at the end of it."""
        self.check()
        start = self._known_book().week_start(day)
        return self._standing(start, self._known_totals(start, day), day)

    def standings(self, first: date, last: date, today: date) -> list[WeekStanding]:
        """The weeks that begin from `first` to `last`, two days on which weeks begin, oldest first."""
        self.check()
        starts = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1, 7)]
        totals = self._known_totals(first, last + timedelta(days=6)) if starts else {}
        return [self._standing(start, totals, today) for start in starts]

    def _standing(self, start: date, totals: Mapping[date, DayTotal], today: date) -> WeekStanding:
        days = {day: totals[day] for day in week_days(start) if day in totals}
        return standing(
            self._known_plan(start),
            {day: total.points for day, total in days.items()},
            today,
            trial=in_trial(self._known_book(), self._first_day(), start),
            done={day: total.done for day, total in days.items()},
        )

    def _known_plan(self, start: date) -> WeekPlan:
        if start not in self._plans:
            self._plans[start] = week_plan(self._known_book(), start)
        return self._plans[start]

    def totals(self, first: date, last: date) -> dict[date, DayTotal]:
        """What the days from `first` to `last` brought, those without entries included."""
        self.check()
        return self._known_totals(first, last)

    def _known_totals(self, first: date, last: date) -> dict[date, DayTotal]:
        """Read as sums, so that days take no longer than what is different in them."""
        wanted = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        unknown = [day for day in wanted if day not in self._totals and day not in self._days]
        for day in [day for day in unknown if day in self._stored]:
            self._known_days(day, day)
            unknown.remove(day)
        if unknown:
            self._read_totals(unknown[0], unknown[-1])
        return {day: self._days[day].total if day in self._days else self._totals[day] for day in wanted}

    def _read_totals(self, first: date, last: date) -> None:
        book = self._known_book()
        with self._store.read() as records:
            sums, progress = records.day_sums(first, last), records.percent_entries(first, last)
        found, unclear = day_totals(book, sums, progress, self._reached(progress, first))
        waiting = self._waiting_entries(first, last).values()
        unclear |= {entry.day for entry in waiting}
        if any(entry.deliverable for entry in self._waiting_entries().values()):
            unclear |= {entry.day for entry in progress}
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            self._totals[day] = found.get(day, NO_TOTAL)
        for day in unclear:
            self._totals[day] = self._known_days(day, day)[day].total

    def span(self, what: Hashable, first: date, last: date, work: Callable[[], Found]) -> Found:
        """What `work` finds out about the days from `first` to `last`, kept until one of them changes."""
        self.check()
        if what not in self._spans:
            self._spans[what] = (first, last, work())
        found: Found = self._spans[what][2]
        return found

    def deliverable(self, key: str, day: date) -> DeliverableState:
        """A deliverable as it stood at the end of `day`."""
        self.check()
        if (key, day) not in self._deliverables:
            entries = [entry for entry in self._progress(key) if entry.day <= day]
            self._deliverables[key, day] = _deliverable_state(self._known_book(), key, entries, day)
        return self._deliverables[key, day]

    def waiting(self, first: date | None = None, last: date | None = None) -> dict[str, LogEntry]:
        """By uid the entries of the lifeboat for the days from `first` to `last`, as far as they are known.

        One of an activity that the rulebook does not have is not counted before it has.
        """
        self.check()
        return self._waiting_entries(first, last)

    def _waiting_entries(self, first: date | None = None, last: date | None = None) -> dict[str, LogEntry]:
        if not self._waiting.entries:
            return {}
        book = self._known_last_book()
        return {
            uid: entry
            for uid, entry in self._waiting.entries.items()
            if (first is None or first <= entry.day)
            and (last is None or entry.day <= last)
            and book.activity(entry.activity)
            and (entry.deliverable is None or book.deliverable(entry.deliverable))
        }

    def _entries(self, first: date, last: date) -> list[LogEntry]:
        """The entries of the days from `first` to `last`, read where they are not remembered."""
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        unknown = [day for day in days if day not in self._stored]
        if unknown:
            by_day: defaultdict[date, list[LogEntry]] = defaultdict(list)
            with self._store.read() as records:
                for entry in records.entries(unknown[0], unknown[-1]):
                    by_day[entry.day].append(entry)
            for day in days:
                if unknown[0] <= day <= unknown[-1]:
                    self._stored[day] = by_day[day]
        return self._with_waiting([entry for day in days for entry in self._stored[day]], first, last)

    def _progress(self, deliverable: str) -> list[LogEntry]:
        """All entries of a deliverable in the order of scoring."""
        if deliverable not in self._stored_progress:
            with self._store.read() as records:
                self._stored_progress[deliverable] = records.deliverable_entries(deliverable)
        waiting = [entry for entry in self._waiting_entries().values() if entry.deliverable == deliverable]
        stored = self._stored_progress[deliverable]
        return _together(stored, waiting)

    def _reached(self, entries: Iterable[LogEntry], first: date) -> dict[str, int]:
        """The highest percentage before `first` of every deliverable that the entries touch."""
        touched = {entry.deliverable for entry in entries if entry.deliverable}
        return {
            key: max((one.percent or 0 for one in self._progress(key) if one.day < first), default=0)
            for key in touched
        }

    def _with_waiting(self, stored: list[LogEntry], first: date | None, last: date | None) -> list[LogEntry]:
        return _together(stored, list(self._waiting_entries(first, last).values()))


def _together(stored: list[LogEntry], waiting: list[LogEntry]) -> list[LogEntry]:
    """Both in the order of scoring; one that was brought in by now is there once."""
    if not waiting:
        return stored
    known = {entry.uid for entry in stored}
    return in_order([*stored, *(entry for entry in waiting if entry.uid not in known)])


def _deliverable_state(book: Rulebook, key: str, entries: list[LogEntry], day: date) -> DeliverableState:
    deliverable = book.deliverable(key)
    activity = book.activity(deliverable.activity) if deliverable else None
    assert deliverable is not None
    assert activity is not None
    days = score(book, entries)
    newest = entries[-1] if entries else None
    return DeliverableState(
        key=key,
        name=deliverable.name,
        activity=activity.key,
        icon=activity.icon,
        color=activity.color,
        step=deliverable.step,
        percent=newest.percent or 0 if newest else 0,
        highest=max((entry.percent or 0 for entry in entries), default=0),
        points_total=sum((one.points for one in days.values()), NOTHING),
        points_today=days[day].points if day in days else NOTHING,
        step_points=unit_points(book, activity, None, day),
        last_moved=newest.day if newest else None,
        archived=deliverable.archived,
    )
