"""One window for one data folder, and the end of the run before."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from scoreboard.gui.single import Single, server_name
from tests.boards import set_up_folder


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """The program as a user starts it."""
    return subprocess.Popen([sys.executable, "-m", "scoreboard", "--data-dir", str(folder)])


def answers(folder: Path) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    return socket.waitForConnected(200)


def wait_for(qtbot: QtBot, happened: Callable[[], bool]) -> None:
    qtbot.waitUntil(happened, timeout=60_000)


def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    set_up_folder(tmp_path)
    raised: list[bool] = []
    first = Single(tmp_path)
    assert first.claim()
    assert not first.unclean
    first.answer(lambda: raised.append(True))
    second = start(tmp_path)
    wait_for(qtbot, lambda: second.poll() is not None)
    assert second.returncode == 0
    assert raised == [True]
    first.let_go()


def test_each_folder_has_its_own_window(tmp_path: Path) -> None:
    one, other = Single(tmp_path), Single(tmp_path / "other")
    (tmp_path / "other").mkdir()
    assert one.claim()
    assert other.claim()
    assert server_name(tmp_path) != server_name(tmp_path / "other")
    one.let_go()
    other.let_go()


def test_a_clean_end_leaves_nothing(tmp_path: Path) -> None:
    first = Single(tmp_path)
    assert first.claim()
    first.let_go()
    assert list(tmp_path.iterdir()) == []
    again = Single(tmp_path)
    assert again.claim()
    assert not again.unclean
    again.let_go()


@pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal here")
def test_a_killed_window_stands_in_nobodys_way(tmp_path: Path, qtbot: QtBot) -> None:
    set_up_folder(tmp_path)
    killed = start(tmp_path)
    wait_for(qtbot, lambda: answers(tmp_path))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    raised: list[bool] = []
    next_one = Single(tmp_path)
    assert next_one.claim()
    assert next_one.unclean
    next_one.answer(lambda: raised.append(True))
    second = start(tmp_path)
    wait_for(qtbot, lambda: second.poll() is not None)
    assert (second.returncode, raised) == (0, [True])
    next_one.let_go()


def test_a_folder_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    single = Single(tmp_path / "missing")
    assert single.claim()
    single.answer(lambda: None)
    single.let_go()
