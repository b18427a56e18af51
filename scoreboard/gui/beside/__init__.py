"""What stands beside the window: the mini pad, the tray, the reminder and the sound of a won day.

Nothing of it is imported before the window is painted.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scoreboard.domain.achievements import Feat
from scoreboard.errors import ScoreboardError
from scoreboard.gui.beside import sound, words
from scoreboard.gui.beside.pad import Pad
from scoreboard.gui.beside.reminder import Reminder
from scoreboard.gui.beside.tray import Tray
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.today.words import may_be_wrong
from scoreboard.gui.problems import Trouble, trouble
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import TodayState


class Beside(QObject):
    """`Beside(surroundings, window)`; `begin()` after the first paint, `rebuild()` for another look or
    language, `close()` with the board.

    Signals: `window_wanted`, `quit_wanted`, `told(Trouble)` for a notice in the window, `remember(dict)` with
    values for the settings.
    """

    window_wanted = Signal()
    quit_wanted = Signal()
    told = Signal(object)
    remember = Signal(dict)

    def __init__(self, surroundings: Callable[[], Surroundings], window: QWidget) -> None:
        super().__init__(window)
        self._surroundings, self._window = surroundings, window
        self._around = around = surroundings()
        self.pad: Pad | None = None
        self.tray = Tray(around.live, self)
        self.tray.window_wanted.connect(self.window_wanted)
        self.tray.pad_wanted.connect(self.toggle_pad)
        self.tray.quit_wanted.connect(self.quit_wanted)
        self.tray.take(around.theme)
        self._reminder = Reminder(around.live, around.settings, self)
        self._reminder.due.connect(self._remind)
        around.live.changed.connect(self._on_changed)
        around.live.finished.connect(self._celebrate)
        around.live.failed.connect(self._tell_error)

    def begin(self) -> None:
        """Opens the pad, if that is wanted at the start."""
        if self._around.settings.pad:
            self.show_pad(focus=False)

    def rebuild(self) -> None:
        """Makes everything anew, where it was."""
        self._take_settings()
        self.tray.take(self._around.theme)
        if self.pad is not None:
            old, shown = self.pad, self.pad.isVisible()
            focus = old.isActiveWindow()
            self._make_pad(old.keys.page)
            if shown:
                old.close()
                self.show_pad(focus=focus)
            old.deleteLater()

    def close(self) -> None:
        """Leaves the screen."""
        if self.pad is not None:
            self.pad.close()
            self.pad.deleteLater()
        self.tray.close()
        self.deleteLater()

    @property
    def stays(self) -> bool:
        """Whether the program goes on in the tray when its window is closed."""
        return self._surroundings().settings.keep_in_tray and Tray.available()

    # the pad

    def show_pad(self, *, focus: bool = True) -> None:
        """Shows the pad in front."""
        if self.pad is None:
            self._make_pad(0)
        assert self.pad is not None, "it was just made"
        self.pad.appear(focus=focus)
        self.tray.set_pad_shown(True)

    def toggle_pad(self) -> None:
        """Shows the pad, or puts it away."""
        if self.pad is not None and self.pad.isVisible():
            self.pad.close()
        else:
            self.show_pad()

    def _make_pad(self, page: int) -> None:
        self.pad = Pad(self._around, page)
        self.pad.window_wanted.connect(self.window_wanted)
        self.pad.remember.connect(self.remember)
        self.pad.closed.connect(lambda: self.tray.set_pad_shown(False))

    # what happens

    def _on_changed(self, what: Changed) -> None:
        if what & Changed.SETTINGS:
            self._take_settings()

    def _take_settings(self) -> None:
        self._around = self._surroundings()
        self._reminder.settings = self._around.settings
        if self.pad is not None:
            self.pad.take(self._around.settings)

    def _celebrate(self, done: Done[Any]) -> None:
        logged, chosen = done.value, self._around.settings
        live, wanted = self._around.live, chosen.sound and chosen.celebrates
        if not wanted or not isinstance(logged, Logged) or Feat.DAY_WON not in done.feats:
            return
        today = live.board.today()
        if logged.line.day == today and not live.doubts(today, today):
            sound.play("day-won")

    def _tell_error(self, error: ScoreboardError) -> None:
        if not self._window.isVisible() and Tray.available():
            self.tray.tell("Scoreboard", trouble(error).text, trouble=True)

    def _remind(self, state: TodayState) -> None:
        self.remember.emit({"reminded": state.now.date().isoformat()})
        self._take_settings()
        today = state.now.date()
        doubted = self._around.live.doubts(today, today)
        title = words.day(state, plain=self._around.settings.plain, doubted=doubted)
        title, text = may_be_wrong(title) if doubted else title, words.ways(state)
        if Tray.available():
            self.tray.tell(title, text)
        else:
            self.told.emit(Trouble("calm", title, text, icon="bell"))
