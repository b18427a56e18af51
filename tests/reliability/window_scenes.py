"""What is done in the program's window until something kills it; it says what the window shows as counted."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from scoreboard.gui.live import TRY_EVERY, LiveBoard
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages.settings import SettingsPage
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.i18n import _
from scoreboard.store import Store, opening
from tests.boards import WEDNESDAY, Clock
from tests.gui.reach import LEFT
from tests.reliability import windows
from tests.reliability.processes import Say
from tests.reliability.scenes import Voice
from tests.reliability.spoiling import spoil
from tests.reliability.told import entries

SPECIAL = 2
"""So many clicks come before what else is done."""


class Clicker:
    """Clicks a key of the window and takes it back, and says so when the window shows it."""

    def __init__(self, window: MainWindow, say: Voice) -> None:
        self._window, self._say = window, say
        self._clicked = self._undone = ""
        live = live_of(window)
        live.finished.connect(self._finished)
        live.undone.connect(self._taken_back)

    def _finished(self, done: object) -> None:
        self._clicked = done.value.line.uid  # type: ignore[attr-defined]

    def _taken_back(self, done: object) -> None:
        self._undone = done.value.uid  # type: ignore[attr-defined]

    @property
    def _today(self) -> TodayPage:
        assert self._window.shell is not None
        page = self._window.shell.page
        assert isinstance(page, TodayPage)
        return page

    def click(self) -> None:
        """Click the first key."""
        key = self._today.findChildren(ActivityKey)[0]
        before, self._clicked = key.accessibleDescription(), ""
        self._say("clicked")
        QTest.mouseClick(key, LEFT)
        assert self._today.rows.row(self._clicked), "the log does not show the click"
        assert key.accessibleDescription() != before, "the key does not count the click"
        self._say(f"counted {self._clicked}")

    def undo(self) -> None:
        """Take the newest click back."""
        uid, self._undone = self._clicked, ""
        self._say(f"begun {uid} 1 1")
        live_of(self._window).undo()
        assert self._undone == uid, "something else was taken back"
        assert self._today.rows.row(uid) is None, "the log still shows what was taken back"
        self._say(f"done {uid} 1 1")


def live_of(window: MainWindow) -> LiveBoard:
    """The window's open board."""
    assert window.live is not None
    return window.live


def go(window: MainWindow, key: str) -> None:
    """Show a page."""
    assert window.shell is not None
    window.shell.go(key)


def nothing(_window: MainWindow, _clicker: Clicker, _say: Voice) -> Iterator[None]:
    """Click and no more."""
    yield


def look_after(window: MainWindow, _clicker: Clicker, _say: Voice) -> Iterator[None]:
    """Check the data and make a backup, in another thread."""
    window.watch_data()
    yield


def restore(window: MainWindow, clicker: Clicker, say: Voice) -> Iterator[None]:
    """Put the newest backup in place of everything, in the settings."""
    go(window, "settings")
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    name = _("Restore the backup of {moment}").partition("{")[0]

    def button(wanted: Callable[[QPushButton], bool]) -> QPushButton | None:
        return next((one for one in page.data.findChildren(QPushButton) if wanted(one)), None)

    while (wish := button(lambda one: one.accessibleName().startswith(name))) is None:
        yield
    newest = live_of(window).board.data.backups()[0]
    wish.click()
    yes = button(lambda one: one.text() == _("Restore"))
    assert yes is not None
    say(f"replacing {json.dumps(entries(newest.path))}")
    yes.click()
    go(window, "today")
    while live_of(window).replacing:
        clicker.click()
        yield
    say("replaced")
    while live_of(window).board.lifeboat_count:
        live_of(window).tick()
        yield


def bring_in(window: MainWindow, clicker: Clicker, _say: Voice) -> Iterator[None]:
    """Click while another connection holds the database, then bring in what was kept, in another thread."""
    live = live_of(window)
    opening.BUSY_MS = 0
    with closing(Store.open(live.board.store.path)) as other, other.write():
        for _number in range(3):
            clicker.click()
            yield
    assert live.board.lifeboat_count, "the database was not held"
    for _number in range(TRY_EVERY):
        live.tick()
        yield


KINDS = {"clicks": nothing, "start": nothing, "back up": look_after, "restore": restore, "bring in": bring_in}


def work_on(path: Path, say: Say, kind: str, *, number: int, setting: str = "") -> None:
    """Click until something ends the process, and in between do what `kind` says."""
    spoil(setting)
    clock = Clock(WEDNESDAY)
    clock.forward(minutes=40 * number)  # so that a backup is due
    noticed = windows.Noticed()

    def script(window: MainWindow) -> Iterator[None]:
        if kind != "start":
            say.wait()
        clicker = Clicker(window, say)
        for clicks in count():
            if clicks == SPECIAL:
                yield from KINDS[kind](window, clicker, say)
            clicker.click()
            if clicks % 3 == 2:
                yield
                clicker.undo()
            for fault in noticed.take():
                say(f"fault {fault.splitlines()}")
            yield

    windows.run(path.parent, clock, script, noticed)
