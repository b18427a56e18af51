"""Scored days and the rulebook, remembered until something changes, so that a click re-reads one day."""

from datetime import date, timedelta

from scoreboard.domain.calendar import week_days
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.goals import WeekStanding, week_standing
from scoreboard.domain.rules import Rulebook
from scoreboard.domain.scoring import NOTHING, DayScore, score, unit_points
from scoreboard.service.states import DeliverableState
from scoreboard.store import Store
from scoreboard.store.records import Records


class Scores:
    """Reads through to the store; writers say what they touched, and foreign writes drop everything."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = store.version()
        self._book: Rulebook | None = None
        self._days: dict[date, DayScore] = {}
        self._standings: dict[tuple[date, date], WeekStanding] = {}
        self._deliverables: dict[tuple[str, date], DeliverableState] = {}
        self._first: date | None = None
        self._first_known = False

    def check(self) -> None:
        """Drop everything if another process has written since the last look."""
        version = self._store.version()
        if version != self._version:
            self._version = version
            self.forget()

    def forget(self) -> None:
        """Drop everything."""
        self._book = None
        self._days.clear()
        self._standings.clear()
        self._deliverables.clear()
        self._first_known = False

    def added(self, entry: LogEntry) -> None:
        """A new entry: one day changes, or all later ones where a percentage is paid on from."""
        if entry.percent is not None:
            self._days.clear()
            self._standings.clear()
            self._deliverables.clear()
        else:
            self._forget_day(entry.day)
        if self._first_known:
            self._first = min(self._first or entry.day, entry.day)

    def changed(self, *entries: LogEntry) -> None:
        """Entries that were voided, restored or edited, in their old and new form."""
        for entry in entries:
            self.added(entry)
        self._first_known = False
        self._standings.clear()

    def _forget_day(self, day: date) -> None:
        self._days.pop(day, None)
        for known in [known for known in self._standings if known[0] <= day <= known[0] + timedelta(days=6)]:
            del self._standings[known]

    def book(self) -> Rulebook:
        """The rulebook."""
        self.check()
        if self._book is None:
            with self._store.read() as records:
                self._book = records.rulebook()
        return self._book

    def first_entry(self) -> date | None:
        """The day of the first entry that counts."""
        self.check()
        if not self._first_known:
            with self._store.read() as records:
                self._first = records.first_day()
            self._first_known = True
        return self._first

    def day(self, day: date) -> DayScore:
        """One scored day."""
        return self.days(day, day)[day]

    def days(self, first: date, last: date) -> dict[date, DayScore]:
        """Every day from `first` to `last`, those without entries included; unknown ones are read at once."""
        book = self.book()
        wanted = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        missing = [day for day in wanted if day not in self._days]
        if missing:
            with self._store.read() as records:
                scored = scored_days(records, book, missing[0], missing[-1])
            for day in missing:
                self._days[day] = scored.get(day) or DayScore(day)
        return {day: self._days[day] for day in wanted}

    def standing(self, start: date, today: date) -> WeekStanding:
        """The week that begins on `start`, seen from `today`."""
        self.check()
        if (start, today) not in self._standings:
            scored = self.days(start, week_days(start)[-1])
            points = {day: one.points for day, one in scored.items()}
            self._standings[start, today] = week_standing(
                self.book(), start, points, today, self.first_entry()
            )
        return self._standings[start, today]

    def deliverable(self, key: str, day: date) -> DeliverableState:
        """A deliverable as it stood at the end of `day`."""
        self.check()
        if (key, day) not in self._deliverables:
            with self._store.read() as records:
                entries = [entry for entry in records.deliverable_entries(key) if entry.day <= day]
            self._deliverables[key, day] = _deliverable_state(self.book(), key, entries, day)
        return self._deliverables[key, day]


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


def scored_days(
    records: Records, book: Rulebook, first: date | None, last: date | None
) -> dict[date, DayScore]:
    """Score the entries from `first` to `last`, with what their deliverables had reached before."""
    entries = records.entries(first, last)
    touched = {entry.deliverable for entry in entries if entry.deliverable}
    reached: dict[str, int] = {}
    if first:
        for key in touched:
            earlier = [one.percent or 0 for one in records.deliverable_entries(key) if one.day < first]
            reached[key] = max(earlier, default=0)
    return score(book, entries, reached)
