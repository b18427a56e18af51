"""Reminds once a day, at the hour the seller chose, while a working day is not won yet."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, Signal

from scoreboard.errors import StoreProblem
from scoreboard.gui.live import LiveBoard
from scoreboard.settings import Settings

GRACE = timedelta(hours=1)
"""Later than this the hour is past: a computer that wakes in the evening says nothing of the afternoon."""


def is_time(now: datetime, chosen: str) -> bool:
    """Whether the chosen hour ("16:00") of this day has struck a short while ago."""
    if not chosen:
        return False
    struck = datetime.combine(now.date(), time.fromisoformat(chosen), now.tzinfo)
    return struck <= now < struck + GRACE


class Reminder(QObject):
    """`Reminder(live, settings, owner)`. Signal: `due(TodayState)`, at most once a day."""

    due = Signal(object)

    def __init__(self, live: LiveBoard, settings: Settings, owner: QObject) -> None:
        super().__init__(owner)
        self.settings = settings
        self._live = live
        self._looked: tuple[date, str] | None = None
        live.ticked.connect(self._look)

    def _look(self, now: datetime) -> None:
        kept = self.settings
        this = (now.date(), kept.reminder)
        if self._looked == this or not is_time(now, kept.reminder):
            return
        today = now.date().isoformat()
        if today in (kept.reminded, kept.called_a_day):
            return
        try:
            state = self._live.board.screens.today()
        except StoreProblem:  # told where it matters, and asked again in a second
            return
        self._looked = this  # a day that is won by now asks for nothing later either
        if not state.day.standing.off and not state.day.standing.won:
            self.due.emit(state)
