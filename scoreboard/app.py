"""The composition root of the window: opens the data, makes the parts and knows them all."""

import gc
import os
import sys
from contextlib import suppress

from scoreboard.errors import NoAccess
from scoreboard.paths import Paths
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.clock import Steady
from scoreboard.settings import Settings
from scoreboard.store import Store
from scoreboard.store.opening import look_beside_backups

ANSWER_AFTER_MS = 700
"""After the start, when the window is painted, other starts are answered."""
BESIDE_AFTER_MS = 900
"""Then the mini pad and the tray come, which no first click is for."""
LOOK_AFTER_MS = 4000
"""The data are looked after when the first clicks, which many a start is for, are done."""


def run_window(paths: Paths, settings: Settings, now: Clock, steady: Steady | None = None) -> int:
    """Open the window and stay until it is closed; answers the exit status. The language is set already.

    `steady` is a clock that nobody can set, to compare `now` with; None when that is made up.
    """
    from scoreboard.gui import preflight  # noqa: PLC0415 - before Qt, which would abort the process

    hindrance = preflight.problem(os.environ)
    if hindrance:
        print(hindrance, file=sys.stderr)
        return 1
    return _run(paths, settings, now, steady)


def open_board(paths: Paths, now: Clock, steady: Steady | None = None) -> Scoreboard:
    """The board of the data at `paths`, or where they were moved to by now. Raises StoreProblem."""
    here = Paths.of(paths.data_dir, {}) if paths.moved_to() else paths
    try:
        here.create()
    except OSError as error:
        raise NoAccess(here.database, str(error)) from error
    look_beside_backups(here.database, here.backups_dir)
    store = Store.open(here.database)
    try:
        return Scoreboard(store, now, steady=steady)
    except BaseException:
        store.close()
        raise


def _run(paths: Paths, settings: Settings, now: Clock, steady: Steady | None) -> int:
    # Imported here, so that what imports this module to ask for less pays for no Qt.
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from scoreboard.gui.application import Application  # noqa: PLC0415
    from scoreboard.gui.main_window import MainWindow  # noqa: PLC0415
    from scoreboard.gui.motion import motion_wanted  # noqa: PLC0415
    from scoreboard.gui.problems import CrashGuard  # noqa: PLC0415
    from scoreboard.gui.single import Single  # noqa: PLC0415
    from scoreboard.gui.theme import Appearance  # noqa: PLC0415

    app = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(app, QApplication), "the process has windows"
    app.setApplicationName("scoreboard")
    app.setApplicationDisplayName("Scoreboard")
    app.setDesktopFileName("scoreboard")
    with suppress(OSError):  # what opens the board tells of it
        paths.create()
    single = Single(paths.data_dir)
    if not single.claim():
        return 0
    motion = motion_wanted(settings.motion)
    appearance = Appearance(app, settings.theme, settings.text_size, motion, plain=settings.plain)
    guard = CrashGuard(paths.log_file, appearance.theme, app)
    guard.install()
    opened: list[Store] = []

    def opening() -> Scoreboard:
        board = open_board(paths, now, steady)
        opened.append(board.store)
        return board

    window = MainWindow(opening, appearance, paths, settings, now)
    guard.window = window
    if isinstance(app, Application):
        app.quitting.connect(window.expect_the_end)

    def moved(to: Paths) -> None:
        guard.file = to.log_file
        single.move(to.data_dir, window.come_forward)

    window.moved.connect(moved)
    appearance.changed.connect(lambda: setattr(guard, "theme", appearance.theme))
    window.begin()
    window.show()

    def started() -> None:
        gc.enable()
        single.answer(window.come_forward)

    QTimer.singleShot(ANSWER_AFTER_MS, window, started)
    QTimer.singleShot(BESIDE_AFTER_MS, window, window.stand_beside)
    QTimer.singleShot(LOOK_AFTER_MS, window, lambda: window.watch_data(thorough=single.unclean))
    try:
        return app.exec()
    finally:
        window.finish()
        for store in opened:
            store.close()
        single.let_go()
