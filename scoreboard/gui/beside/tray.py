"""The tray: today's score at a glance, and a quick log in its menu, which is the system's own."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from scoreboard.gui.beside import words
from scoreboard.gui.beside.face import digit, newest
from scoreboard.gui.beside.tray_icon import lit_rays, tint_here, tray_icon
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.today.words import line_name, measure
from scoreboard.gui.theme import Theme
from scoreboard.i18n import _
from scoreboard.service.states import ActivityKey, TodayState

MOST_USED = 3
AFTER_CLICK_MS = 150
"""A click is not kept waiting for the picture in the tray."""
_MESSAGE_MS = 10_000


class Tray(QObject):
    """`Tray(live, owner)`, then `take(theme)` for every new look or language; it shows itself where it can.

    Signals: `window_wanted`, `pad_wanted` to show or hide it, `quit_wanted`.
    """

    window_wanted = Signal()
    pad_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, live: LiveBoard, owner: QObject) -> None:
        super().__init__(owner)
        self._live = live
        self._theme: Theme
        self._tint = tint_here()
        self._drawn: tuple[int, bool] | None = None
        self._pad_shown = False
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._refresh)
        self._more = QMenu(self.menu)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.window_wanted)
        self._later = QTimer(self, interval=AFTER_CLICK_MS, singleShot=True)
        self._later.timeout.connect(self._look)
        live.changed.connect(self._on_changed)

    @staticmethod
    def available() -> bool:
        """Whether the system has a tray just now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def take(self, theme: Theme) -> None:
        """Shows itself in this look and the present language."""
        self._theme = theme
        self._look()

    def set_pad_shown(self, shown: bool) -> None:
        """Whether the pad is there to be put away."""
        self._pad_shown = shown
        self._later.start()

    def close(self) -> None:
        """Leaves the tray."""
        self._later.stop()
        self.icon.hide()
        self.menu.deleteLater()

    def tell(self, title: str, text: str, *, trouble: bool = False) -> None:
        """Shows a message of the system."""
        kind = QSystemTrayIcon.MessageIcon.Warning if trouble else QSystemTrayIcon.MessageIcon.NoIcon
        self.icon.showMessage(title, text, kind, _MESSAGE_MS)

    def _on_changed(self, _what: object) -> None:
        self._later.start()

    def _look(self) -> None:
        """Not on every click: to ask for a tray may mean to ask another process."""
        if self.available():
            self._refresh()
            self.icon.show()  # a panel may come later than the program

    def _refresh(self) -> None:
        state = self._live.read(self._live.board.screens.today)
        if state is None:
            return
        doubted = self._live.doubts(state.week.start, state.week.end)
        day = measure(state.day, doubted=doubted)
        drawn = (lit_rays(float(day.value / day.goal) if day.goal else 0.0, won=day.won), day.won)
        if drawn != self._drawn:
            self._drawn = drawn
            self.icon.setIcon(tray_icon(drawn[0], self._tint, won=day.won))
        score = words.score(state, plain=self._theme.plain, doubted=doubted)
        self.icon.setToolTip(_("Scoreboard: {score}").format(score=score))
        if not self.menu.isVisible():
            self._fill(state, score)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.window_wanted.emit()
        elif reason == QSystemTrayIcon.ActivationReason.MiddleClick:
            self.pad_wanted.emit()

    # the menu

    def _fill(self, state: TodayState, score: str) -> None:
        menu, more = self.menu, self._more
        menu.clear()
        more.clear()
        self._add(menu, score, "sun").triggered.connect(self.window_wanted)
        menu.addSeparator()
        used = self._live.read(partial(self._live.board.screens.most_used, MOST_USED)) or ()
        keys = {key.key: (key, digit(place)) for place, key in enumerate(state.keys)}
        for activity in used:
            if activity in keys:
                self._add_key(menu, *keys[activity])
        more.setTitle(_("All activities"))
        more.setIcon(self._theme.icon("ellipsis"))
        menu.addMenu(more)
        for key, pressed in keys.values():
            self._add_key(more, key, pressed)
        menu.addSeparator()
        line = newest(state)
        if line is not None:
            text = _("Undo {entry}").format(entry=line_name(line))
            self._add(menu, text, "undo-2").triggered.connect(partial(self._void, line.uid))
        text = _("Hide mini pad") if self._pad_shown else _("Show mini pad")
        self._add(menu, text, "picture-in-picture-2").triggered.connect(self.pad_wanted)
        menu.addSeparator()
        self._add(menu, _("Open Scoreboard"), "app-window").triggered.connect(self.window_wanted)
        self._add(menu, _("Quit"), "power").triggered.connect(self.quit_wanted)

    def _add(self, menu: QMenu, text: str, icon: str, color: str = "text2") -> QAction:
        return menu.addAction(self._theme.icon(icon, color), text.replace("&", "&&"))

    def _add_key(self, menu: QMenu, key: ActivityKey, pressed: str) -> None:
        action = self._add(menu, key.name, key.icon, key.color)
        if pressed:  # as a mnemonic, so that the digit works in the menu too
            action.setText(f"&{pressed}  {action.text()}")
        action.triggered.connect(partial(self._log, key))

    def _log(self, key: ActivityKey, _checked: bool = False) -> None:
        outcome = key.outcomes[0].key if key.outcomes else None
        self._live.do(lambda board: board.journal.log(key.key, outcome=outcome))

    def _void(self, uid: str, _checked: bool = False) -> None:
        self._live.do(lambda board: board.journal.void(uid))
