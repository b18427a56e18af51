"""Somebody who does anything at all in the window. Pages, controls and fields are found, not known."""

import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QThread, QTimer, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from scoreboard.errors import StoreProblem
from scoreboard.gui.crash import report
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages import PAGES
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard, patience
from scoreboard.store import Store, opening
from scoreboard.values import replace
from tests.boards import Clock
from tests.reliability import windows
from tests.reliability.processes import Child, Say
from tests.reliability.scenes import ACTIVITY
from tests.reliability.screen import settle, wrong_on_the_screen
from tests.reliability.tally import Tally
from tests.reliability.told import form_faults

LOOK_EVERY = 25
"""Events between two looks at the screen."""
BUSY_MS, REST_MS = 50, 60
"""For so long a database that is held is waited for, and then left in peace."""
BEAT_MS = 100
LEAVES = 0.2
"""How often a dialog or a menu is left rather than worked."""
REMEMBERED = 30
"""Events that are told with a fault, to play them again."""

GARBAGE = (
    "", " ", "0", "-1", "1,5", "1.5", "1e999", "NaN", "99999999999999999999", "١٢٣", "½", "=1+1", "é" * 5000,
    "<b>bold</b>", "a\nb\tc", "\u202eright to left", "\ufffd\u0000", "🧨" * 40, "O'Brien; DROP TABLE entry",
    "Fjord & Co", "2026-02-30", "25:61", "%s {n} {}", "12", "3", "Visit", "EUR", "../../etc/passwd",
)  # fmt: skip
NAMES = (
    *"0123456789ZYDTAV", "Tab", "Backtab", "Return", "Space", "Escape", "Delete", "Backspace", "Left",
    "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown", "F1", "Menu", "Comma", "Question",
)  # fmt: skip
KEYS = [Qt.Key[f"Key_{name}"] for name in NAMES]
HELD = (
    *[Qt.KeyboardModifier.NoModifier] * 6,
    *[Qt.KeyboardModifier.ControlModifier] * 2,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


def log_when_told(folder: Path, say: Say) -> None:
    """Another process: it logs whenever it is let go on."""
    while True:
        say.wait()
        with suppress(StoreProblem), opened(folder) as store:
            Scoreboard(store, Clock()).journal.log(ACTIVITY, source="cli")


def hold_when_told(folder: Path, say: Say) -> None:
    """Another process: it holds the database from one time that it is let go on to the next."""
    while True:
        say.wait()
        with suppress(StoreProblem), opened(folder) as store, store.write():
            say.wait()


def opened(folder: Path) -> closing[Store]:
    """The data, wherever they were moved to."""
    return closing(Store.open(Paths.of(folder, {}).database, create=False))


class Elsewhere(QObject):
    """Where the window sends somebody who wants to see a folder."""

    @Slot(QUrl)
    def open(self, _url: QUrl) -> None:
        """Nothing: the folder is of no interest."""


class Monkey:
    """`play()` does so many events, closes the window now and then and opens it again."""

    def __init__(self, folder: Path, tally: Tally, *, seed: int, events: int) -> None:
        self._folder, self._tally, self._seed, self._left = folder, tally, seed, events
        self._chance = random.Random(seed)
        self._clock = Clock()
        self._noticed = windows.Noticed()
        self._last: deque[str] = deque(maxlen=REMEMBERED)
        self._done = 0
        opening.BUSY_MS, patient.REST = BUSY_MS, REST_MS / 2000  # or nothing but waiting would be done
        self._logger, self._holder = (Child(partial(one, folder / "data")) for one in OTHERS)
        self._held = False
        self._there: list[QWidget] = []
        self._elsewhere = Elsewhere()
        self._acts: list[tuple[int, Callable[[MainWindow], str]]] = [
            (40, self._click), (6, self._click_anywhere), (3, self._drag), (3, self._wheel), (22, self._key),
            (10, self._type), (2, self._resize), (6, self._page), (2, self._look), (2, self._day),
            (3, self._undo), (2, self._time), (2, self._foreign), (2, self._hold), (1, self._look_after),
        ]  # fmt: skip

    def play(self) -> None:
        """Until all events are done."""
        slot: Any = "open"  # told to be bytes, and refused when it is
        QDesktopServices.setUrlHandler("file", self._elsewhere, slot)
        dialogs: Any = QFileDialog
        dialogs.getSaveFileName = lambda *_: (self._some_file(), "")
        dialogs.getExistingDirectory = lambda *_: self._some_file()
        assert all(child.line() for child in (self._logger, self._holder))
        while self._left > 0:
            windows.run(self._folder / "data", self._clock, self._script, self._noticed)
            self._tally.counts["windows"] += 1
        QDesktopServices.unsetUrlHandler("file")
        for child in (self._logger, self._holder):
            child.kill()
            child.end()

    def _some_file(self) -> str:
        number = self._chance.randrange(8)
        return "" if number < 4 else str(self._folder / f"chosen {number}")

    def _script(self, window: MainWindow) -> Iterator[None]:
        beat = QTimer(window, interval=BEAT_MS)
        beat.timeout.connect(self._beat)
        beat.start()
        until = self._left - self._chance.randrange(60, 400)
        while self._left > max(0, until):
            self._left -= 1
            self._done += 1
            weights = [weight for weight, _act in self._acts]
            ((_weight, act),) = self._chance.choices(self._acts, weights)
            if _front(window) is not window and self._chance.random() < LEAVES:
                act = self._escape
            self._last.append(act.__name__[1:])
            try:
                self._last[-1] += f" {act(window)}"
            except Exception as error:  # noqa: BLE001
                self._found([f"{error!r}\n{report(error)}"])
            self._tally.counts["events"] += 1
            yield
            self._found(self._noticed.take())
            if self._done % LOOK_EVERY == 0:
                yield from self._look_at_the_screen(window)
        if self._held:
            self._hold(window)
        for _ in range(10):
            if _front(window) is not window:
                QTest.keyClick(_front(window), Qt.Key.Key_Escape)
                yield
        if _front(window) is not window:
            self._found([f"{_front(window)} cannot be closed"])
        yield from self._look_at_the_screen(window)

    def _beat(self) -> None:
        """End what waits in a loop of its own, as `exec` does: nothing else would go on."""
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None and QThread.currentThread().loopLevel() > 1:
            self._found([f"{_name(waiting)} is waited for"])
            waiting.close()

    def _look_at_the_screen(self, window: MainWindow) -> Iterator[None]:
        """Compare it with the files, when all that goes on in the background is done."""
        QTest.qWait(REST_MS)
        for _ in range(3):
            settle()
            if window.live is not None:
                window.live.tick()
            yield
        if window.live is None:
            self._tally.counts["looks without a board"] += 1
            return
        if window.shell is None:
            return
        self._tally.counts["looks"] += 1
        self._found(wrong_on_the_screen(window, self._clock().date()))
        if not self._held:
            self._found(form_faults(window.live.board.store.path))
        self._found(self._noticed.take())

    def _found(self, faults: list[str]) -> None:
        case = f"seed {self._seed}, event {self._done} after {list(self._last)}"
        self._tally.found(case, faults)

    # what it does

    def _control(self, window: MainWindow) -> QWidget:
        """Something in front that one can work."""
        front = _front(window)
        # Kept, for without its parent Python knows no child any more.
        self._there = [front, *front.findChildren(QWidget)]
        found = [
            one
            for one in self._there[1:]
            if one.isEnabled() and one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        return self._chance.choice(found or [front])

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._chance.randrange(max(1, widget.width())), self._chance.randrange(max(1, widget.height()))
        )

    def _click(self, window: MainWindow) -> str:
        widget = self._control(window)
        told = _name(widget)
        self._click_on(widget, self._place(widget))
        return told

    def _click_anywhere(self, window: MainWindow) -> str:
        front = _front(window)
        place = self._place(front)
        widget = front.childAt(place) or front
        told = _name(widget)
        self._click_on(widget, widget.mapFrom(front, place))
        return told

    def _click_on(self, widget: QWidget, place: QPoint) -> None:
        held = self._chance.choice(HELD)
        if self._chance.random() < 0.1:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
            QApplication.sendEvent(widget, event)
        elif self._chance.random() < 0.05:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, held, place)
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, place)

    def _drag(self, window: MainWindow) -> str:
        widget = self._control(window)
        told = _name(widget)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=self._place(widget))
        for _ in range(3):
            QTest.mouseMove(widget, self._place(widget))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=self._place(widget))
        return told

    def _wheel(self, window: MainWindow) -> str:
        widget = self._control(window)
        place = QPointF(self._place(widget))
        turned = QPoint(0, self._chance.choice((-120, 120)))
        event = QWheelEvent(
            place, widget.mapToGlobal(place), QPoint(), turned, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        return _name(widget)

    def _key(self, window: MainWindow) -> str:
        key, held = self._chance.choice(KEYS), self._chance.choice(HELD)
        front = _front(window)
        focus = QApplication.focusWidget()
        QTest.keyClick(focus if focus and front.isAncestorOf(focus) else front, key, held)
        return f"{key.name} {held.name}"

    def _escape(self, window: MainWindow) -> str:
        front = _front(window)
        told = _name(front)
        QTest.keyClick(front, Qt.Key.Key_Escape)
        return told

    def _type(self, window: MainWindow) -> str:
        """Something into a field, if there is one."""
        fields = [
            one
            for kind in FIELDS
            for one in _front(window).findChildren(kind)
            if one.isVisible() and one.isEnabled()
        ]
        if not fields:
            return "nowhere"
        field, text = self._chance.choice(fields), self._chance.choice(GARBAGE)
        told = f"{_name(field)} {text[:20]!r}"
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._chance.random() < 0.8:
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(field, typed)
        if self._chance.random() < 0.6:
            QTest.keyClick(field, self._chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab)))
        return told

    def _resize(self, window: MainWindow) -> str:
        window.resize(self._chance.randrange(900, 1700), self._chance.randrange(600, 1100))
        return f"{window.width()} {window.height()}"

    def _page(self, window: MainWindow) -> str:
        key = self._chance.choice(PAGES).key
        if window.shell is not None:
            window.shell.go(key)
        return key

    def _look(self, window: MainWindow) -> str:
        look = self._chance.choice(
            (
                {"theme": self._chance.choice(("auto", "light", "dark"))},
                {"language": self._chance.choice(("en", "nl", "de", "fr"))},
                {"text_size": self._chance.choice((90, 100, 125, 150))},
                {"motion": self._chance.choice(("on", "off"))},
                {"play": self._chance.choice(("full", "calm", "plain"))},
            )
        )
        window.apply(replace(window.settings, **look))
        return str(look)

    def _day(self, window: MainWindow) -> str:
        day = self._clock().date() - timedelta(days=self._chance.randrange(-3, 25))
        if window.shell is not None:
            window.shell.page.show_day(day if self._chance.random() < 0.7 else None)
        return str(day)

    def _undo(self, window: MainWindow) -> str:
        back = self._chance.random() < 0.6
        if window.live is not None:
            (window.live.undo if back else window.live.redo)()
        return "back" if back else "again"

    def _time(self, window: MainWindow) -> str:
        minutes = self._chance.choice((1, 20, 90, 600, 1500, 5000, -70))
        self._clock.forward(minutes=minutes)
        if window.live is not None:
            window.live.tick()
        return f"{minutes} minutes"

    def _foreign(self, window: MainWindow) -> str:
        self._logger.go()
        assert self._logger.line()
        if window.live is not None:
            window.live.tick()
        return ""

    def _hold(self, _window: MainWindow) -> str:
        """Let the other process hold the database, or let go of it."""
        self._held = not self._held
        self._holder.go()
        assert self._holder.line()
        return "from now on" if self._held else "no more"

    def _look_after(self, window: MainWindow) -> str:
        window.watch_data()
        return ""


patient: Any = patience
OTHERS = (log_when_told, hold_when_told)


def _front(window: MainWindow) -> QWidget:
    """What takes clicks and keys now."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or window


def _name(widget: QWidget) -> str:
    """Enough to find it again."""
    text = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {text[:30]!r}"
