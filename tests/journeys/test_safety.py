"""Data in danger, seen from the window: nothing is lost, nothing is hidden, and no click is stopped."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scoreboard.gui.live import TRY_EVERY, LiveBoard
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.paths import Paths
from scoreboard.settings import load
from tests.gui.reach import button, click, texts
from tests.journeys.conftest import OpenWindow


def live_of(window: MainWindow) -> LiveBoard:
    assert window.live is not None
    return window.live


def notices(window: MainWindow) -> list[Notice]:
    assert window.shell is not None
    return [one for one in window.shell.findChildren(Notice) if one.isVisibleTo(window)]


def notice(window: MainWindow) -> Notice:
    (one,) = notices(window)
    return one


def toast(window: MainWindow) -> list[str]:
    assert window.shell is not None
    return texts(window.shell.toast)


def fill_the_disk(live: LiveBoard) -> None:
    """SQLite itself says that there is no room, as it does on a full disk."""
    raw = live.board.store._raw
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count={pages}")


def log_until_kept(live: LiveBoard) -> None:
    before = live.board.lifeboat_count
    for _ in range(40):
        live.do(lambda board: board.journal.log("quote", note="long " * 300))
        if live.board.lifeboat_count > before:
            return
    raise AssertionError("the file took them all")


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()


def test_a_full_disk_is_told_calmly_and_counted(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    live = live_of(window)
    fill_the_disk(live)
    log_until_kept(live)
    assert "Disk full: kept safe (1 log)" in " ".join(toast(window))
    assert any("The disk is full. The entry is kept safe" in text for text in texts(notice(window)))
    log_until_kept(live)
    assert "kept safe (2 logs)" in " ".join(toast(window))
    assert any(text.startswith("2 entries wait safely") for text in texts(notice(window)))
    window.rebuild()
    assert any(text.startswith("2 entries wait safely") for text in texts(notice(window)))
    live.board.store._raw.execute("PRAGMA max_page_count=1000000")
    with qtbot.waitSignal(live.brought_in) as told:
        for _ in range(TRY_EVERY):
            live.tick()
    assert len(told.args[0].added) == 2
    assert live.board.lifeboat_count == 0
    assert notices(window) == []
    assert "Your data can be written again" in toast(window)


def test_undo_takes_back_an_entry_that_waits(open_window: OpenWindow) -> None:
    window = open_window()
    live = live_of(window)
    fill_the_disk(live)
    log_until_kept(live)
    before = live.board.screens.today().day.standing.points
    live.board.store._raw.execute("PRAGMA max_page_count=1000000")
    live.undo()
    assert live.board.screens.today().day.standing.points < before
    live.tick()
    assert notices(window) == []


def test_nothing_is_told_of_sound_data_and_the_check_is_remembered(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    window = open_window()
    live_of(window).do(lambda board: board.journal.log("quote"))
    window.watch_data()
    qtbot.waitUntil(lambda: load(paths.settings_file).checked == "2026-09-16")
    qtbot.waitUntil(lambda: len(list(paths.backups_dir.glob("scoreboard-*.db"))) == 1)
    assert notices(window) == []
    window.finish()
    assert len(list(paths.backups_dir.iterdir())) == 1


def test_a_changed_week_is_told_and_not_shown_as_right(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    window = open_window()
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote"))
    change(paths.database, "UPDATE entry SET quantity = 9")
    live.tick()
    window.watch_data()
    qtbot.waitUntil(lambda: bool(notices(window)))
    assert any("not as it was written" in text for text in texts(notice(window)))
    assert [label.text() for label in window.findChildren(QLabel, "") if "may be wrong" in label.text()]
    assert window.findChild(WeekRing) is not None
    assert not paths.backups_dir.exists() or not list(paths.backups_dir.iterdir())
    live.do(lambda board: board.journal.log("quote"))
    assert any("not as it was written" in text for text in texts(notice(window)))
    click(button(notice(window), "Put right…"))
    assert window.shell is not None
    assert window.shell.current == "settings"
