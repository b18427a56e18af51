"""The whole window on a real data folder, with a clock that the test moves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scoreboard import settings
from scoreboard.app import open_board
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.theme import Appearance
from scoreboard.i18n import set_language
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.settings import Settings
from tests.boards import Clock, set_up_folder

if TYPE_CHECKING:
    from scoreboard.store import Store

HERE = Path(__file__).parent
OpenWindow = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt says what it cannot do to windows; that is no fault of theirs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, paths: Paths, clock: Clock) -> Iterator[OpenWindow]:
    """Opens the window as the program does, on an empty folder unless `set_up`, with its settings."""
    stores: list[Store] = []
    windows: list[MainWindow] = []
    palette, font, style = qapp.palette(), qapp.font(), qapp.style().name()

    def opening() -> Scoreboard:
        board = open_board(paths, clock)
        stores.append(board.store)
        return board

    def build(
        *,
        set_up: bool = True,
        width: int = 1440,
        height: int = 900,
        opening: Callable[[], Scoreboard] = opening,
    ) -> MainWindow:
        if set_up and not paths.database.exists():
            set_up_folder(paths.data_dir)
        kept = settings.load(paths.settings_file)
        set_language(kept.language or "en")
        appearance = Appearance(qapp, kept.theme, kept.text_size, motion=False, plain=kept.plain)
        window = MainWindow(opening, appearance, paths, kept, clock)
        qtbot.addWidget(window)
        windows.append(window)
        if kept.window is None:
            window.resize(width, height)
        before = QApplication.activeWindow()
        window.begin()
        window.show()
        window.activateWindow()
        # Keys reach it, or what it tells at once; what another test left open is active until events run.
        qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, before))
        return window

    yield build
    for window in windows:
        if window.live is not None:
            window.live.stop()
        window.close()
    for store in stores:
        store.close()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
    QLocale.setDefault(QLocale.c())


def write_settings(paths: Paths, **values: object) -> None:
    """Keeps settings as an earlier run would have."""
    paths.create()
    settings.save(paths.settings_file, Settings(**values))  # type: ignore[arg-type]
