"""Data that cannot be opened or written when the window opens: it opens all the same, and takes clicks."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

import scoreboard.gui.recovery
import scoreboard.store.opening
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.recovery import ClosedPage
from scoreboard.paths import Paths
from scoreboard.service.data import Data
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.safety import Soundness, check
from scoreboard.wording import problem, restore_done
from tests.boards import set_up_folder
from tests.gui.reach import button, click, texts
from tests.journeys.conftest import OpenWindow
from tests.journeys.test_safety import live_of, log_and_back_up, notice, notices, toast

ROOT = Path(__file__).parents[2]
SCHEMA_1 = ROOT / "tests" / "store" / "data" / "schema-1.db"


def closed_page(open_window: OpenWindow) -> ClosedPage:
    page = open_window().centralWidget()
    assert isinstance(page, ClosedPage)
    return page


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for others, and the page looks again at once."""
    monkeypatch.setattr(scoreboard.store.opening, "BUSY_MS", 100)
    monkeypatch.setattr(scoreboard.gui.recovery, "TRY_MS", 50)


@pytest.mark.usefixtures("quick")
def test_data_that_another_program_holds_are_told_and_clicks_come_in_when_they_are_free(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    log_and_back_up(open_window)
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        window = open_window()
        page = window.centralWidget()
        assert isinstance(page, ClosedPage)
        assert any("Another program has been using your data" in text for text in texts(page))
        qtbot.waitUntil(lambda: bool(page.keep.keys.findChildren(type(button(page, "Keep")))))
        click(button(page, "Quote sent"))
        page.keep.typed.setText("Call with prospect")
        click(button(page, "Keep"))
        assert any("2 entries wait safely" in text for text in texts(page))
        qtbot.wait(400)
        assert window.centralWidget() is page, "what is being typed stays"
    qtbot.waitUntil(lambda: window.shell is not None)
    names = [line.name for line in live_of(window).board.screens.today().log]
    assert sorted(names) == ["Call with prospect", "Quote sent", "Quote sent"]


@pytest.mark.usefixtures("quick")
def test_data_that_another_program_writes_open_and_take_clicks_into_the_lifeboat(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    set_up_folder(paths.data_dir)
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        window = open_window()
        live = live_of(window)
        live.do(lambda board: board.journal.log("quote"))
        assert any("Data in use: kept safe (1 log)" in text for text in toast(window))
        assert live.board.screens.today().day.standing.points == 3
    with qtbot.waitSignal(live.brought_in):
        for _ in range(5):
            live.tick()
    assert live.board.lifeboat_count == 0


def test_an_update_that_fails_is_told_with_its_backup_and_the_data_stay(
    open_window: OpenWindow, paths: Paths
) -> None:
    paths.create()
    shutil.copyfile(SCHEMA_1, paths.database)
    with closing(sqlite3.connect(paths.database)) as raw:
        raw.execute("CREATE TABLE week_control (in_the_way)")
        raw.commit()
    before = paths.database.read_bytes()
    page = closed_page(open_window)
    (backup,) = paths.backups_dir.glob("scoreboard-*.db")
    told = next(text for text in texts(page) if "did not finish" in text)
    assert told.startswith("The update of your data did not finish; they are as before.")
    assert str(backup) in told
    assert paths.database.read_bytes() == before
    page.keep.keep("Call")
    assert len(lifeboat_of(paths).kept().entries) == 1
    assert paths.database.read_bytes() == before


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A disk of one megabyte; answers a file that fills it when it is written."""
    at.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(at)]
    with suppress(OSError):
        if subprocess.run(words, capture_output=True, check=False).returncode == 0:
            try:
                yield at / "film.mkv"
            finally:
                subprocess.run(["umount", "--lazy", str(at)], check=True)
            return
    pytest.skip("only root can mount a disk")


def fill(file: Path) -> None:
    with suppress(OSError), file.open("wb", buffering=0) as film:
        while True:
            film.write(bytes(512))


def test_a_disk_that_is_full_from_the_start_takes_clicks(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    with small_disk(paths.data_dir) as film:
        set_up_folder(paths.data_dir)
        fill(film)
        window = open_window()
        live = live_of(window)
        live.do(lambda board: board.journal.log("quote"))
        assert any("Disk full: kept safe (1 log)" in text for text in toast(window))
        assert live.board.screens.today().day.standing.points == 3
        film.unlink()
        with qtbot.waitSignal(live.brought_in):
            for _ in range(5):
                live.tick()
        assert (live.board.lifeboat_count, len(live.board.screens.today().log)) == (0, 1)
        window.close()
        live.board.store.close()


@pytest.mark.usefixtures("quick")
def test_a_first_start_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    with small_disk(paths.data_dir) as film:
        fill(film)
        window = open_window(set_up=False)
        page = window.centralWidget()
        assert isinstance(page, ClosedPage)
        assert any(text.startswith("The disk is full") for text in texts(page))
        page.keep.keep("Call")
        assert any("please do not restart the computer" in text for text in texts(page))
        film.unlink()
        qtbot.waitUntil(lambda: window.live is not None)
        assert live_of(window).board.lifeboat_count == 1
        window.close()
        live_of(window).board.store.close()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of this kind are POSIX's")
def test_a_folder_that_cannot_be_written_opens_and_keeps_clicks_elsewhere() -> None:
    if not all(folder.stat().st_mode & 0o005 == 0o005 for folder in (ROOT, *ROOT.parents)):
        pytest.skip("others may not read the program here")
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        where.chmod(0o755)
        (where / "tmp").mkdir()
        (where / "tmp").chmod(0o777)
        database = set_up_folder(where / "data")
        database.chmod(0o444)
        (where / "data").chmod(0o555)
        before = database.read_bytes()
        program = [sys.executable, "-m", "tests.journeys.read_only_window", str(where / "data")]
        environ = os.environ | {"TMPDIR": str(where / "tmp"), "HOME": str(where / "tmp")}
        ran = subprocess.run(program, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
        (where / "data").chmod(0o755)
        told = json.loads(ran.stdout)
        assert (told["kept"], told["points"]) == ("NoAccess", 3)
        assert any("Kept safe for later (1 log)" in text for text in told["toast"])
        assert any("cannot be read or written. The entry is kept safe" in text for text in told["notice"])
        assert any("please do not restart the computer" in text for text in told["notice"])
        assert told["elsewhere"].startswith(str(where / "tmp"))
        assert len(Path(told["elsewhere"]).read_text(encoding="utf-8").splitlines()) == 1
        assert database.read_bytes() == before
        assert "Traceback" not in ran.stderr


@pytest.fixture
def replacing(open_window: OpenWindow, paths: Paths, qtbot: QtBot) -> Iterator[tuple[MainWindow, Event]]:
    """A window in which a restore of one entry begins when the event is set; there are two entries."""
    set_up_folder(paths.data_dir)
    window, may_go = open_window(), Event()
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote"))
    made = live.board.data.back_up()
    assert made is not None
    live.do(lambda board: board.journal.log("quote"))
    data = Data(paths.database, live.board.now)

    def work() -> tuple[list[str], Soundness]:
        assert may_go.wait(20)
        done = data.restore(made.path).value
        return restore_done(done), done.sound

    live.replace(work, problem)
    yield window, may_go
    may_go.set()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)


def test_a_restore_is_told_on_every_page_and_takes_clicks(
    replacing: tuple[MainWindow, Event], qtbot: QtBot
) -> None:
    window, may_go = replacing
    live = live_of(window)
    assert "Putting your data in place…" in texts(notice(window))
    window.rebuild()
    assert "Putting your data in place…" in texts(notice(window))
    live.do(lambda board: board.journal.log("quote"))
    assert live.board.screens.today().day.standing.points == 9
    may_go.set()
    qtbot.waitUntil(lambda: len(live.board.screens.today().log) == 2 and not live.board.lifeboat_count)
    qtbot.waitUntil(lambda: notices(window) == [])
    assert live.board.screens.today().day.standing.points == 6


def test_a_window_that_is_closed_meanwhile_lets_the_restore_end(
    replacing: tuple[MainWindow, Event], open_window: OpenWindow, paths: Paths
) -> None:
    window, may_go = replacing
    live = live_of(window)
    live.do(lambda board: board.journal.log("quote"))
    window.close()
    Timer(0.3, may_go.set).start()
    window.finish()
    live.board.store.close()
    assert check(paths.database).entries == 1
    assert len(live_of(open_window()).board.screens.today().log) == 2
