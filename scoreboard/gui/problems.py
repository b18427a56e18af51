"""The one place where an exception becomes something to read: a notice, or a crash dialog for a bug."""

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from scoreboard import log
from scoreboard.errors import BeingReplaced, ScoreboardError, StoreProblem
from scoreboard.gui.theme import Theme
from scoreboard.values import Value
from scoreboard.wording import problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Trouble(Value):
    """What a notice says: its kind, a line, perhaps what is safe, and the technical text behind Details.

    `icon` stands in for that of the kind.
    """

    kind: Literal["calm", "notice", "danger"]
    text: str
    safe: str = ""
    details: str = ""
    icon: str = ""


def trouble(error: ScoreboardError) -> Trouble:
    """What to tell about an error of the seller's world."""
    if isinstance(error, StoreProblem) and not isinstance(error, BeingReplaced):
        details = "\n".join(filter(None, (str(error.path), error.detail)))
        return Trouble("danger", problem(error), details=details)
    return Trouble("notice", problem(error))


class CrashGuard(QObject):
    """Takes every exception that nobody caught: into the log file, and once into a dialog."""

    crashed = Signal(str)

    def __init__(self, log_file: Path, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.window: QWidget | None = None
        self.file = log_file
        self._open = False
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Becomes the process's last resort, for threads too."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._take(args.exc_value or SystemError())
        qInstallMessageHandler(self._take_qt)

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self._take(error)

    def _take(self, error: BaseException) -> None:
        from scoreboard.gui.crash import report, versions  # noqa: PLC0415 - a good start needs neither

        text = f"{versions()}\n\n{report(error)}"
        log.note(self.file, text)
        self.crashed.emit(text)

    def _show(self, text: str) -> None:
        if self._open:
            return
        from scoreboard.gui.crash import CrashDialog  # noqa: PLC0415 - see above

        self._open = True
        dialog = CrashDialog(self.theme, text, self.file, self.window)
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = False

    def _take_qt(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            log.note(self.file, f"Qt: {message}")
