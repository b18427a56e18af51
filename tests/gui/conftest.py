"""A board on a real file, alive, with a clock that the test moves, for pages built one at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.service import Scoreboard
from scoreboard.settings import Settings
from tests.boards import Clock, open_board, set_up_folder

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt says what it cannot do to windows; that is no fault of theirs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Scoreboard]:
    """The starter rulebook without trial weeks, nothing logged."""
    opened = open_board(set_up_folder(tmp_path), clock)
    yield opened
    opened.store.close()


@pytest.fixture
def live(qapp: QApplication, board: Scoreboard) -> Iterator[LiveBoard]:  # noqa: ARG001 - timers need it
    alive = LiveBoard(board)
    yield alive
    alive.stop()
    alive.deleteLater()


@pytest.fixture
def around(live: LiveBoard) -> Iterator[Surroundings]:
    load_fonts()
    QLocale.setDefault(QLocale("en"))
    yield Surroundings(live, load_theme("light", motion=False), Settings(name="Sanne de Vries"))
    QLocale.setDefault(QLocale.c())
