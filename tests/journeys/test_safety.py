"""Data in danger, seen from the window: nothing is lost, nothing is hidden, and no click is stopped."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from scoreboard.errors import DamagedData
from scoreboard.gui.crash import CrashDialog
from scoreboard.gui.entry_form import EntryForm
from scoreboard.gui.live import TRY_EVERY, LiveBoard
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages.settings import SettingsPage
from scoreboard.gui.problems import CrashGuard
from scoreboard.gui.recovery import ClosedPage, DamagedPage, NewerPage
from scoreboard.gui.theme import load_theme
from scoreboard.gui.widgets.log_row import LogRow
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.screens import Screens
from scoreboard.service.waiting import keep_as_typed
from scoreboard.settings import load
from scoreboard.store import Store
from scoreboard.store.lifeboat import BALLAST, lifeboat_of
from scoreboard.store.safety import check
from scoreboard.store.schema import SCHEMA
from tests.boards import Clock, set_up_folder
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


def test_an_entry_that_waits_is_announced_once(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    live = live_of(window)
    window._look_after()
    announced: list[Notice] = []

    def announce(told: Notice) -> None:
        announced.append(told)

    monkeypatch.setattr(Notice, "announce", announce)
    fill_the_disk(live)
    log_until_kept(live)
    assert announced == notices(window)


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


def test_room_is_kept_for_when_the_disk_is_full(open_window: OpenWindow, paths: Paths, qtbot: QtBot) -> None:
    window = open_window()
    kept = lifeboat_of(paths).ballast
    assert not kept.exists()
    window.watch_data()
    qtbot.waitUntil(lambda: kept.exists() and kept.stat().st_size == BALLAST)
    window.finish()


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


def test_lines_of_the_lifeboat_that_cannot_be_read_are_told(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    set_up_folder(paths.data_dir)
    boat = lifeboat_of(paths)
    boat.path.write_bytes(b"torn\n")
    window = open_window()
    window.watch_data()
    qtbot.waitUntil(lambda: load(paths.settings_file).checked == "2026-09-16")
    (said,) = [text for text in texts(notice(window)) if "cannot be read" in text]
    assert said.startswith("1 line of the lifeboat")
    assert boat.odd_file.name in said
    click(button(notice(window), "Close"))
    assert notices(window) == []
    live = live_of(window)
    boat.path.write_bytes(b"another\n")
    with qtbot.waitSignal(live.brought_in):
        live.brought_in.emit(live.board.bring_in())
    assert any(text.startswith("2 lines of the lifeboat") for text in texts(notice(window)))
    window.finish()


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
    assert window.shell is not None
    window.shell.go("week")
    assert "may be wrong" in texts(window.shell.page)
    click(button(notice(window), "Put right…"))
    assert window.shell.current == "settings"


def make_newer(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")


def damage_schema(path: Path) -> None:
    """No table can be found any more."""
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 400)


def damage_index(path: Path) -> None:
    """An index that a start does not read begins with nonsense."""
    with closing(sqlite3.connect(path)) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_entry_activity'"
        ).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0d" + b"\xff" * 600)


def log_and_back_up(open_window: OpenWindow) -> None:
    window = open_window()
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote", note="Fjord Logistics"))
    live.board.data.back_up()
    window.close()
    live.board.store.close()


def test_newer_data_are_left_alone_and_logging_goes_on(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    make_newer(paths.database)
    before = paths.database.read_bytes()
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, NewerPage)
    qtbot.waitUntil(lambda: "newest backup" in page.backup.text())
    click(button(page, "Quote sent"))
    page.keep.typed.setText("Call with prospect")
    click(button(page, "Keep"))
    assert any("2 entries wait safely" in text for text in texts(page))
    assert paths.database.read_bytes() == before
    change(paths.database, f"PRAGMA user_version = {SCHEMA}")
    click(button(page, "Try again"))
    qtbot.waitUntil(lambda: window.shell is not None)
    names = [line.name for line in live_of(window).board.screens.today().log]
    assert sorted(names) == ["Call with prospect", "Quote sent", "Quote sent"]


@pytest.mark.parametrize("how", ["a click", "a change of the rules"])
def test_data_that_are_updated_under_the_open_window_are_left_alone(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot, how: str
) -> None:
    window = open_window()
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote"))
    make_newer(paths.database)
    before = paths.database.read_bytes()
    if how == "a click":
        live.do(lambda board: board.journal.log("quote"))
    else:
        live.do(lambda board: board.rules.set_reserve_days(3))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), NewerPage))
    assert paths.database.read_bytes() == before
    page = window.centralWidget()
    assert page is not None
    assert any("1 entry waits safely" in text for text in texts(page)) == (how == "a click")
    change(paths.database, f"PRAGMA user_version = {SCHEMA}")
    click(button(page, "Try again"))
    qtbot.waitUntil(lambda: window.shell is not None)
    assert len(live_of(window).board.screens.today().log) == (2 if how == "a click" else 1)


def test_a_window_that_is_closed_at_once_keeps_room_and_makes_the_backup(
    open_window: OpenWindow, paths: Paths
) -> None:
    window = open_window()
    live_of(window).do(lambda board: board.journal.log("quote"))
    window.close()
    window.finish()
    assert lifeboat_of(paths).ballast.stat().st_size == BALLAST
    assert len(list(paths.backups_dir.glob("scoreboard-*.db"))) == 1


def test_newer_data_without_a_backup_take_typed_entries(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    set_up_folder(paths.data_dir)
    make_newer(paths.database)
    page = open_window().centralWidget()
    assert isinstance(page, NewerPage)
    qtbot.waitUntil(lambda: "There is no backup" in page.backup.text())
    click(button(page, "Keep"))
    assert "empty" in page.keep.says.text()
    assert not page.keep.says.isHidden()


def test_damaged_data_come_back_after_a_click_alone(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    damage_schema(paths.database)
    before = paths.database.read_bytes()
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, DamagedPage)
    assert "Nothing was deleted." in texts(page)
    qtbot.waitUntil(page.restore.isEnabled)
    assert "1 entry is in the backup" in page.says.text()
    assert page.restore.text().startswith("Restore Wed 16 Sep 2026")
    assert paths.database.read_bytes() == before
    click(button(page, "Details"))
    click(button(page, "Copy"))
    assert "from backup 1" in QGuiApplication.clipboard().text()
    assert "Fjord" not in QGuiApplication.clipboard().text()
    page.keep.keep("Call with prospect")
    click(page.restore)
    qtbot.waitUntil(lambda: window.shell is not None)
    assert len(live_of(window).board.screens.today().log) == 2
    assert [file.read_bytes() for file in paths.data_dir.glob("damaged-*.db")] == [before]


def test_damage_in_the_rules_leads_to_recovery_and_to_no_empty_page(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    change(paths.database, "UPDATE rule SET weights = 'x' WHERE weights IS NOT NULL")
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, DamagedPage)
    qtbot.waitUntil(page.restore.isEnabled)
    click(page.restore)
    qtbot.waitUntil(lambda: window.shell is not None)
    assert len(live_of(window).board.screens.today().log) == 1


def mark_as_anothers(path: Path) -> None:
    change(path, "PRAGMA application_id = 7")


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def lose_a_key(path: Path) -> None:
    change(path, "UPDATE entry SET activity = 'quotd'")


def lose_a_deliverables_activity(path: Path) -> None:
    change(path, "UPDATE deliverable SET activity = 'newslettes'")


@pytest.mark.parametrize(
    "spoil", [mark_as_anothers, fill_with_zeros, empty, Path.unlink, lose_a_key, lose_a_deliverables_activity]
)
def test_every_damage_beside_a_backup_leads_to_recovery(
    open_window: OpenWindow, paths: Paths, clock: Clock, qtbot: QtBot, spoil: Callable[[Path], object]
) -> None:
    with closing(Store.open(set_up_folder(paths.data_dir))) as store:
        Scoreboard(store, clock).rules.add_deliverable("December newsletter", activity="newsletter")
    log_and_back_up(open_window)
    spoil(paths.database)
    before = paths.database.read_bytes() if paths.database.exists() else None
    window = open_window(set_up=False)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), DamagedPage))
    page = window.centralWidget()
    assert isinstance(page, DamagedPage)
    qtbot.waitUntil(page.restore.isEnabled)
    assert before == (paths.database.read_bytes() if paths.database.exists() else None)
    click(page.restore)
    qtbot.waitUntil(lambda: window.shell is not None)
    assert [line.activity for line in live_of(window).board.screens.today().log] == ["quote"]
    assert check(paths.database).ok


def test_an_entry_that_loses_its_activity_while_the_window_is_open_is_told(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    window = open_window()
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote"))
    lose_a_key(paths.database)
    live.tick()
    qtbot.waitUntil(lambda: any("is damaged" in text for text in texts(notice(window))))
    click(button(notice(window), "Put right…"))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), DamagedPage))


@pytest.fixture
def guard(qapp: QApplication, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashGuard]:  # noqa: ARG001
    made = CrashGuard(paths.log_file, load_theme("light", motion=False))
    monkeypatch.setattr(sys, "excepthook", made._hook)
    yield made
    made.crashed.disconnect()  # what is on its way would stand before the windows of other tests
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, CrashDialog):
            dialog.close()


def fail(*_given: object) -> NoReturn:
    raise LookupError


def test_a_fault_of_ours_at_the_start_is_told_in_a_window(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot, guard: CrashGuard
) -> None:
    with qtbot.waitSignal(guard.crashed):
        window = open_window(opening=fail)
    assert window.isVisible()
    assert "LookupError" in paths.log_file.read_text(encoding="utf-8")


def test_a_page_that_fails_at_the_start_leaves_the_others(
    open_window: OpenWindow, qtbot: QtBot, guard: CrashGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screens, "today", fail)
    with qtbot.waitSignal(guard.crashed):
        window = open_window()
    assert window.shell is not None
    assert window.shell.isVisible()
    assert isinstance(window.shell.page, SettingsPage)


def test_damage_that_a_check_finds_leads_to_recovery(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    damage_index(paths.database)
    window = open_window()
    window.watch_data()
    qtbot.waitUntil(lambda: bool(notices(window)))
    click(button(notice(window), "Put right…"))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), DamagedPage))
    page = window.centralWidget()
    assert isinstance(page, DamagedPage)
    qtbot.waitUntil(page.restore.isEnabled)
    click(page.restore)
    qtbot.waitUntil(lambda: window.shell is not None)
    assert len(live_of(window).board.screens.today().log) == 1
    qtbot.waitUntil(lambda: notices(window) == [])


def test_the_settings_show_a_backup_that_was_made_meanwhile(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.shell is not None
    window.shell.go("settings")
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: "No backup yet" in page.data.last.text())
    window.watch_data()
    qtbot.waitUntil(lambda: page.data.last.text().startswith("Last backup"))


def test_another_file_is_left_alone(open_window: OpenWindow, paths: Paths) -> None:
    paths.create()
    change(paths.database, "CREATE TABLE song (name TEXT)")
    before = paths.database.read_bytes()
    page = open_window().centralWidget()
    assert isinstance(page, ClosedPage)
    assert any("is not a file of Scoreboard" in text for text in texts(page))
    assert str(paths.database) in texts(page)
    assert paths.database.read_bytes() == before


def test_what_does_not_fit_is_told_and_leads_to_a_decision(
    open_window: OpenWindow, paths: Paths, clock: Clock
) -> None:
    set_up_folder(paths.data_dir)
    keep_as_typed(lifeboat_of(paths), clock, "Cold call")
    window = open_window()
    live_of(window).tick()
    window.watch_data()
    assert "1 entry is kept safe but does not fit your rules." in texts(notice(window))
    click(button(notice(window), "Decide…"))
    assert window.shell is not None
    assert window.shell.current == "settings"
    click(button(window.shell.page, "Drop Cold call"))
    assert "Dropped: Cold call" in toast(window)
    assert notices(window) == []


class _Watch:
    """Seconds that pass as the clock of the test does, until that is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_clock_that_went_back_is_told_and_the_entry_can_be_put_right(
    open_window: OpenWindow, clock: Clock, paths: Paths
) -> None:
    set_up_folder(paths.data_dir)
    with closing(Store.open(paths.database)) as store:
        Scoreboard(store, clock).journal.log("quote")
    clock.forward(days=-2)
    with closing(Store.open(paths.database)) as store:
        Scoreboard(store, clock, steady=_Watch()).journal.log("quote")
    window = open_window()
    window.watch_data()
    assert any("clock went back" in text for text in texts(notice(window)))
    (row,) = window.findChildren(LogRow)
    assert "check its date" in row.accessibleName()
    click(button(notice(window), "Check"))
    (form,) = window.findChildren(EntryForm)
    form.close()
    click(button(notice(window), "Date is right"))
    assert notices(window) == []
    assert live_of(window).board.journal.flagged() == []
    rows = [one for one in window.findChildren(LogRow) if one.isVisibleTo(window)]
    assert not any("check its date" in row.accessibleName() for row in rows)


def test_a_form_goes_with_the_board_that_it_would_write_to(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    live_of(window).do(lambda board: board.journal.log("quote"))
    window._edit_date(live_of(window).board.journal.history()[-1])
    report = CrashDialog(load_theme("light"), "a fault", tmp_path / "log", window)
    report.open()
    (form,) = window.findChildren(EntryForm)
    assert form.isVisible()
    window.recover()
    assert not form.isVisible()
    assert report.isVisible()
    report.close()


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The answer of the system's own dialog."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(folder))


@pytest.fixture
def synced(paths: Paths) -> None:
    """A program that synchronises folders has marked this one as its own."""
    set_up_folder(paths.data_dir)
    (paths.data_dir / ".stfolder").mkdir()


@pytest.mark.usefixtures("synced")
def test_data_in_a_synced_folder_move_and_the_window_goes_on_there(
    open_window: OpenWindow,
    paths: Paths,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    live_of(window).do(lambda board: board.journal.log("quote"))
    window.watch_data()
    qtbot.waitUntil(lambda: bool(notices(window)))
    assert any("synchronised by Syncthing" in text for text in texts(notice(window)))
    qtbot.waitUntil(lifeboat_of(paths).ballast.exists)
    safe = tmp_path / "safe"
    safe.mkdir()
    (safe / "letter.txt").touch()
    choose_folder(monkeypatch, safe)
    click(button(notice(window), "Move…"))
    moved = Paths(safe / "Scoreboard")
    qtbot.waitUntil(moved.database.exists)
    qtbot.waitUntil(lambda: not lifeboat_of(paths).ballast.exists())
    live_of(window).do(lambda board: board.journal.log("quote"))
    assert live_of(window).board.store.path == moved.database
    assert len(live_of(window).board.screens.today().log) == 2
    assert not paths.database.exists()
    assert Paths.of(paths.data_dir, {}).database == moved.database
    qtbot.waitUntil(lambda: notices(window) == [])


@pytest.mark.usefixtures("synced")
def test_data_do_not_move_onto_others(
    open_window: OpenWindow, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    set_up_folder(tmp_path / "taken" / "Scoreboard")
    window = open_window()
    choose_folder(monkeypatch, tmp_path / "taken")
    window.watch_data()
    qtbot.waitUntil(lambda: bool(notices(window)))
    click(button(notice(window), "Move…"))
    qtbot.waitUntil(lambda: any("choose an empty folder" in text for text in texts(notice(window))))
    live_of(window).do(lambda board: board.journal.log("quote"))
    assert live_of(window).board.store.path == paths.database
    assert len(live_of(window).board.screens.today().log) == 1


@pytest.mark.usefixtures("synced")
def test_a_place_that_is_kept_is_warned_of_once(open_window: OpenWindow, paths: Paths, qtbot: QtBot) -> None:
    window = open_window()
    window.watch_data()
    qtbot.waitUntil(lambda: bool(notices(window)))
    click(button(notice(window), "Keep it here"))
    assert load(paths.settings_file).place_kept == str(paths.data_dir)
    window.watch_data()
    window.finish()
    qtbot.waitUntil(lambda: load(paths.settings_file).checked != "")
    assert notices(window) == []


def test_a_file_that_is_gone_comes_back_from_its_backup(
    open_window: OpenWindow, paths: Paths, clock: Clock, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    paths.database.unlink()
    page = DamagedPage(load_theme("dark"), DamagedData(paths.database, "missing"), clock)
    qtbot.addWidget(page)
    assert "Your data file is missing" in texts(page)
    qtbot.waitUntil(page.restore.isEnabled)
    with qtbot.waitSignal(page.again):
        click(page.restore)
    assert check(paths.database).entries == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="a small disk of its own is mounted, which only root may do",
)
def test_a_disk_that_is_really_full(open_window: OpenWindow, paths: Paths, qtbot: QtBot) -> None:
    paths.data_dir.mkdir(parents=True)
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", paths.data_dir], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        window = open_window()
        live = live_of(window)
        live.do(lambda board: board.journal.log("quote"))
        ballast = paths.data_dir / "film.mkv"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(512))
        for _ in range(3):
            live.do(lambda board: board.journal.log("quote"))
        assert live.board.lifeboat_count == 3
        assert any("Disk full: kept safe (3 logs)" in text for text in toast(window))
        assert live.board.screens.today().day.standing.points == 12
        window.watch_data()
        window.finish()
        assert live.board.lifeboat_count == 3
        ballast.unlink()
        with qtbot.waitSignal(live.brought_in):
            for _ in range(TRY_EVERY):
                live.tick()
        assert (live.board.lifeboat_count, len(live.board.screens.today().log)) == (0, 4)
        window.close()
        live.board.store.close()
    finally:
        subprocess.run(["umount", "--lazy", paths.data_dir], check=True)
