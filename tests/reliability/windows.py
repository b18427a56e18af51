"""The program's own window in this process, without a screen, and a script that works it."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

import scoreboard.gui.main_window
import scoreboard.gui.single
import scoreboard.store.records  # noqa: F401  all of it imported here, so that forked processes need not
from scoreboard.app import run_window
from scoreboard.gui.crash import report
from scoreboard.gui.main_window import MainWindow
from scoreboard.i18n import set_language
from scoreboard.paths import Paths
from scoreboard.settings import Settings, load, save
from tests.boards import Clock

Script = Callable[[MainWindow], Iterator[object]]
"""Works the window up to its next `yield`, and goes on when nothing else is left to do there."""

UNMEANT = ("This plugin does not support", "propagateSizeHints")
"""What Qt says whenever there is no screen."""


class Noticed:
    """What must never be: exceptions that nobody caught, and Qt's warnings."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def listen(self) -> None:
        """Hear them instead of the program, which keeps them for the seller to report."""
        sys.excepthook = self._raised
        threading.excepthook = lambda args: self._note(args.exc_value)
        sys.unraisablehook = lambda args: self._note(args.exc_value)
        qInstallMessageHandler(self._warned)

    @staticmethod
    def stop() -> None:
        """Hear no more: what is raised from here on is the test's own."""
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def take(self) -> list[str]:
        """Those since the last time."""
        found, self.faults = self.faults, []
        return found

    def _raised(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self._note(error)

    def _note(self, error: BaseException | None) -> None:
        self.faults.append(f"{error!r}\n{report(error)}" if error else "an exception without a value")

    def _warned(self, kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(UNMEANT):
            self.faults.append(f"Qt: {message}")


def application() -> QApplication:
    """The one of this process, without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication.instance() or QApplication(["scoreboard"])  # type: ignore[return-value]


def run(folder: Path, now: Clock, script: Script, noticed: Noticed | None = None) -> None:
    """Open the window as the program does and work it until the script ends or somebody closes it.

    What the script raises is raised here.
    """
    app = application()
    steps: list[Iterator[object]] = []
    raised: list[BaseException] = []

    def turn() -> None:
        window = next(one for one in app.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        try:
            if not steps:
                if noticed is not None:
                    noticed.listen()
                steps.append(script(window))
            next(steps[0])
        except StopIteration:
            window.close()
        except BaseException as error:  # noqa: BLE001  raised below; here the program itself would take it
            raised.append(error)
            window.close()
        else:
            hands.start()

    hands = QTimer(interval=0, singleShot=True)
    hands.timeout.connect(turn)
    hands.start()
    paths = Paths.of(folder, {})
    if not paths.settings_file.exists():
        save(paths.settings_file, Settings(language="en", name="Sanne de Vries", welcomed=True, motion="off"))
    kept = load(paths.settings_file)
    set_language(kept.language or "en")
    run_window(paths, kept, now)
    hands.stop()
    for one in app.topLevelWidgets():  # in the program the process ends here, and they with it
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    Noticed.stop()
    if raised:
        raise raised[0]
