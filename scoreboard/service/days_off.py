"""Days off: days and half days without a goal, which lower targets, day goals and pace, also of the past."""

from datetime import date

from scoreboard.domain.calendar import DayOff
from scoreboard.errors import UnknownName
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores


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
        # A half twice is a whole; a whole day twice is still that one.
        return self._add((off,) if half or off not in self.all() else ())

    def add_all(self, wanted: list[DayOff]) -> Done[tuple[DayOff, ...]]:
        """Several at once, such as the holidays of a year; those that are there already are left out."""
        known = set(self.all())
        added = tuple(dict.fromkeys(off for off in map(_checked, wanted) if off not in known))
        return self._add(added)

    def remove(self, off: DayOff) -> Done[tuple[DayOff, ...]]:
        """Take these days off out again. Raises UnknownName when there are none that are exactly so."""
        if off not in self.all():
            raise UnknownName(
                "day_off", off.first.isoformat(), tuple(one.first.isoformat() for one in self.all())
            )
        return self._remove((off,))

    def change(self, old: DayOff, new: DayOff) -> Done[tuple[DayOff, ...]]:
        """Put days off right, as one step."""
        new = _checked(new)
        with self._store.write() as records:
            records.remove_day_off(old)
            records.add_day_off(new)
        self._scores.forget()
        return Done((new,), Changed.GOALS, lambda: self.change(new, old))

    def _add(self, added: tuple[DayOff, ...]) -> Done[tuple[DayOff, ...]]:
        with self._store.write() as records:
            for off in added:
                records.add_day_off(off)
        self._scores.forget()
        return Done(added, Changed.GOALS, lambda: self._remove(added))

    def _remove(self, gone: tuple[DayOff, ...]) -> Done[tuple[DayOff, ...]]:
        with self._store.write() as records:
            for off in gone:
                records.remove_day_off(off)
        self._scores.forget()
        return Done(gone, Changed.GOALS, lambda: self._add(gone))


def _checked(off: DayOff) -> DayOff:
    checks.stretch(off.first, off.last)
    return DayOff(off.first, off.last, off.half, checks.reason(off.reason))
