"""Days off: days and half days without a goal, which lower targets, day goals and pace, also of the past."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from scoreboard.domain.calendar import DayOff
from scoreboard.domain.goals import week_plan
from scoreboard.errors import UnknownName
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.values import Value, replace


class WeekEffect(Value):
    """The week that begins on `start` would have the target `new` instead of `old`."""

    start: date
    old: Fraction
    new: Fraction


class DaysOff:
    """The seller's days off. Every write is one transaction."""

    def __init__(self, store: Patience, scores: Scores) -> None:
        self._store = store
        self._scores = scores

    def all(self) -> tuple[DayOff, ...]:
        """In order of their first days."""
        return self._scores.book().days_off

    def add(
        self, first: date, last: date | None = None, *, half: bool = False, reason: str = ""
    ) -> Done[tuple[DayOff, ...]]:
        """The days from `first` to `last` (both included; that one day without it) are off, or half off."""
        off = _checked(DayOff(first, last or first, half, reason))
        return self._add((off,))

    def add_all(self, wanted: list[DayOff]) -> Done[tuple[DayOff, ...]]:
        """Several at once, such as the holidays of a year; those that are there already are left out."""
        known = set(self.all())
        return self._add(tuple(off for off in map(_checked, wanted) if off not in known))

    def preview(self, added: Iterable[DayOff], removed: Iterable[DayOff] = ()) -> tuple[WeekEffect, ...]:
        """The weeks whose targets would change, oldest first; raises as the writes would."""
        book, wanted, gone = self._scores.book(), list(map(_checked, added)), tuple(removed)
        self._expect(gone)
        then_off = [*book.days_off, *wanted]
        for off in gone:
            then_off.remove(off)
        then = replace(book, days_off=tuple(then_off))
        starts = set()
        for off in (*wanted, *gone):
            start = book.week_start(off.first)
            while start <= off.last:
                starts.add(start)
                start += timedelta(weeks=1)
        effects = [
            WeekEffect(start, week_plan(book, start).target, week_plan(then, start).target)
            for start in sorted(starts)
        ]
        return tuple(one for one in effects if one.old != one.new)

    def remove(self, off: DayOff) -> Done[tuple[DayOff, ...]]:
        """Take these days off out again. Raises UnknownName when there are none that are exactly so."""
        return self._remove((off,))

    def change(self, old: DayOff, new: DayOff) -> Done[tuple[DayOff, ...]]:
        """Put days off right, as one step. Raises UnknownName when `old` are none any more."""
        new = _checked(new)
        with self._scores.writing() as records:
            self._expect((old,))
            records.remove_day_off(old)
            records.add_day_off(new)
        self._scores.forget()
        return Done((new,), Changed.GOALS, lambda: self.change(new, old))

    def _add(self, wanted: tuple[DayOff, ...]) -> Done[tuple[DayOff, ...]]:
        """A half twice is a whole; a whole day twice is still that one."""
        with self._scores.writing() as records:
            known = set(self.all())
            added = tuple(dict.fromkeys(off for off in wanted if off.half or off not in known))
            for off in added:
                records.add_day_off(off)
        self._scores.forget()
        return Done(added, Changed.GOALS, lambda: self._remove(added))

    def _expect(self, wanted: tuple[DayOff, ...]) -> None:
        """Another process may have taken them out."""
        known = self.all()
        for off in wanted:
            if off not in known:
                days = tuple(one.first.isoformat() for one in known)
                raise UnknownName("day_off", off.first.isoformat(), days)

    def _remove(self, gone: tuple[DayOff, ...]) -> Done[tuple[DayOff, ...]]:
        with self._scores.writing() as records:
            self._expect(gone)
            for off in gone:
                records.remove_day_off(off)
        self._scores.forget()
        return Done(gone, Changed.GOALS, lambda: self._add(gone))


def _checked(off: DayOff) -> DayOff:
    checks.stretch(off.first, off.last)
    return DayOff(off.first, off.last, off.half, checks.reason(off.reason))
