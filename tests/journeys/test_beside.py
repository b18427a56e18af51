"""What stands beside the window, with the whole window: pad, reminder, sound, and who closes whom."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from scoreboard import settings
from scoreboard.errors import NoAccess
from scoreboard.gui.beside.pad import Pad
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.widgets.notice import Notice
from scoreboard.paths import Paths
from scoreboard.settings import Settings
from scoreboard.values import replace
from tests.boards import Clock, set_up_folder
from tests.gui.beside.test_sound import FILE, put_program
from tests.gui.reach import button, click, press, texts
from tests.journeys.conftest import OpenWindow, write_settings

ROOT = Path(__file__).parent.parent.parent
QUIT = """
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
QSystemTrayIcon.isSystemTrayAvailable = staticmethod(lambda: True)
from scoreboard import app
from scoreboard.settings import Settings, save
folder = Path(sys.argv[1])
save(folder / "settings.toml", Settings(keep_in_tray=True))
app.BESIDE_AFTER_MS = 0

def close():
    (window,) = [one for one in QApplication.topLevelWidgets() if one.inherits("QMainWindow")]
    window.windowHandle().close()
    print("stays", "hidden" if window.isHidden() else "", flush=True)
    QTimer.singleShot(0, QApplication.quit)

QTimer.singleShot(3000, lambda: QApplication.exit(3))
run = QApplication.exec
QApplication.exec = lambda *_: (QTimer.singleShot(500, close), run())[1]
from scoreboard.__main__ import main
print(main(["--data-dir", str(folder), "--as-of", "2026-09-16T14:05"]))
"""
believing = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")
"""For a tray that is only made believe."""

CONTROL = Qt.KeyboardModifier.ControlModifier


def pads() -> list[Pad]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, Pad) and one.isVisible()]


def the_pad() -> Pad:
    (pad,) = pads()
    return pad


def kept(paths: Paths) -> Settings:
    return settings.load(paths.settings_file)


def notices(window: MainWindow) -> list[str]:
    return [text for one in window.findChildren(Notice) if one.isVisible() for text in texts(one)]


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system with a tray."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))


def test_three_ways_open_the_pad(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.shell is not None
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    the_pad().close()
    for way in (button(window.shell.page, "Mini pad"), window.shell.nav.item("pad")):
        click(way)
        qtbot.waitUntil(lambda: len(pads()) == 1)
        the_pad().close()
        assert pads() == []
    assert window.shell.current == "today"


def test_pad_and_window_show_the_same(open_window: OpenWindow) -> None:
    window = open_window()
    window.show_pad()
    pad = the_pad()
    press(pad, Qt.Key.Key_2, "2")
    assert "3 of 8 points today" in texts(window)
    assert window.shell is not None
    assert texts(window.shell.toast) == ["Logged: Quote sent", "+3 points · 5 to go"]
    assert "5 to win the day" in texts(pad)
    QTest.keyClick(window, Qt.Key.Key_8)
    assert "3 to win the day" in texts(pad)


def test_escape_in_the_pad_returns_to_the_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.show_pad()
    pad = the_pad()
    qtbot.waitUntil(pad.isActiveWindow)
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)


def test_another_look_and_language_make_the_pad_anew_where_it_was(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    write_settings(paths, name="Ada")
    window = open_window()
    window.show_pad()
    pad = the_pad()
    pad.move(50, 40)
    qtbot.waitUntil(lambda: bool(kept(paths).pad_place))
    press(pad, Qt.Key.Key_PageDown)
    window.apply(replace(window.settings, theme="dark", language="de"))
    qtbot.waitUntil(lambda: bool(pads()) and the_pad() is not pad)
    again = the_pad()
    assert "Noch 8 heute" in texts(again)
    assert again.pos() == pad.pos()
    assert again.keys.page == 1
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press(again, Qt.Key.Key_2, "2")
    assert "Noch 5 heute" in texts(again)


def test_the_pad_opens_at_the_start_where_it_is_wanted(open_window: OpenWindow, paths: Paths) -> None:
    write_settings(paths, pad=True)
    window = open_window()
    assert pads() == []
    window.stand_beside()
    the_pad()
    assert window.isActiveWindow()


def test_without_the_wish_it_does_not(open_window: OpenWindow) -> None:
    window = open_window()
    window.stand_beside()
    assert pads() == []


def test_closing_the_window_closes_the_pad_too(open_window: OpenWindow, paths: Paths) -> None:
    write_settings(paths, keep_in_tray=True)  # of no effect without a tray
    window = open_window()
    window.show_pad()
    assert window.windowHandle().close()
    assert not window.isVisible()
    assert pads() == []


@believing
@pytest.mark.usefixtures("tray")
def test_in_the_tray_it_goes_on(open_window: OpenWindow, paths: Paths, qtbot: QtBot, clock: Clock) -> None:
    write_settings(paths, keep_in_tray=True)
    window = open_window()
    window.stand_beside()
    window.show_pad()
    window.close()
    assert not window.isVisible()
    assert kept(paths).window
    clock.at(2026, 9, 17, 9)
    qtbot.waitUntil(lambda: "8 to win the day" in texts(the_pad()), timeout=3000)
    press(the_pad(), Qt.Key.Key_2, "2")
    assert "5 to win the day" in texts(the_pad())
    press(the_pad(), Qt.Key.Key_Escape)
    click(button(the_pad(), "Open Scoreboard"))
    qtbot.waitUntil(window.isVisible)
    assert "3 of 8 points today" in texts(window)
    window.expect_the_end()
    window.close()
    assert pads() == []


@believing
@pytest.mark.usefixtures("tray")
def test_without_the_wish_closing_ends_also_where_there_is_a_tray(open_window: OpenWindow) -> None:
    window = open_window()
    window.stand_beside()
    assert window.close()


def test_the_system_may_end_the_program_in_the_tray(tmp_path: Path) -> None:
    """In a process of its own, because a process has one application."""
    done = subprocess.run(
        [sys.executable, "-c", QUIT, str(set_up_folder(tmp_path).parent)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ,
    )
    assert done.stdout.split() == ["stays", "hidden", "0"]


def test_the_reminder_is_one_calm_notice(open_window: OpenWindow, paths: Paths, clock: Clock) -> None:
    write_settings(paths, reminder="16:00")
    window = open_window()
    window.stand_beside()
    assert window.live is not None
    clock.at(2026, 9, 16, 16)
    window.live.tick()
    assert notices(window) == ["8 to win the day", "3 × Quote sent, or 4 × Webinar registration"]
    assert kept(paths).reminded == "2026-09-16"
    press(window, Qt.Key.Key_2, "2")
    assert notices(window) == []
    clock.forward(seconds=1)
    window.live.tick()
    assert notices(window) == []


def test_the_reminder_waits_behind_danger(open_window: OpenWindow, paths: Paths, clock: Clock) -> None:
    write_settings(paths, reminder="16:00")
    window = open_window()
    window.stand_beside()
    assert window.live is not None
    window.live.failed.emit(NoAccess(paths.database, "disk I/O error"))
    before = notices(window)
    clock.at(2026, 9, 16, 16)
    window.live.tick()
    assert notices(window) == before


@believing
@pytest.mark.usefixtures("tray")
def test_where_there_is_a_tray_the_reminder_is_its_message(
    open_window: OpenWindow, paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, *words: told.append(words[:2]))
    write_settings(paths, reminder="16:00")
    window = open_window()
    window.stand_beside()
    assert window.live is not None
    clock.at(2026, 9, 16, 16)
    window.live.tick()
    assert told == [("8 to win the day", "3 × Quote sent, or 4 × Webinar registration")]
    assert notices(window) == []


def test_calling_it_a_day(open_window: OpenWindow, paths: Paths, clock: Clock) -> None:
    write_settings(paths, reminder="16:00")
    window = open_window()
    window.stand_beside()
    assert window.shell is not None
    assert window.live is not None
    for _ in range(3):
        press(window, Qt.Key.Key_2, "2")
    call = button(window.shell.page, "Call it a day")
    click(call)
    QApplication.processEvents()
    assert call.isHidden()
    assert kept(paths).called_a_day == "2026-09-16"
    assert texts(window.shell.toast)[0] == "That was the day"
    window.live.undo()
    clock.at(2026, 9, 16, 16)
    window.live.tick()
    assert notices(window) == []
    window.apply(replace(window.shell.page.settings, name="Ada"))
    assert kept(paths).called_a_day == "2026-09-16"


def test_a_day_that_is_open_or_past_cannot_be_called(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.shell is not None
    assert not [one for one in texts(window) if one == "Call it a day"]
    page: Any = window.shell.page
    yesterday = date(2026, 9, 15)
    page.live.do(lambda board: board.journal.log("quote", count=3, day=yesterday))
    page.show_day(yesterday)
    assert "Day won" in texts(window)
    assert page.hero._call.isHidden()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")
@pytest.mark.parametrize("wanted", [True, False])
def test_a_won_day_is_heard_once_where_that_is_wanted(
    open_window: OpenWindow,
    paths: Paths,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wanted: bool,
) -> None:
    heard = tmp_path / "heard"
    put_program(tmp_path / "bin", "pw-play" if sys.platform != "darwin" else "afplay", heard)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    write_settings(paths, sound=wanted)
    window = open_window()
    window.stand_beside()
    for _ in range(2):
        press(window, Qt.Key.Key_2, "2")
    QTest.qWait(200)
    assert not heard.exists()
    press(window, Qt.Key.Key_2, "2")
    if wanted:
        qtbot.waitUntil(heard.exists)
        assert heard.read_text().strip() == str(FILE)
        heard.unlink()
        press(window, Qt.Key.Key_2, "2")
    QTest.qWait(200)
    assert not heard.exists()
