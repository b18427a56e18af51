"""The one place where an exception becomes something to read: a notice, or a crash dialog for a bug."""

import platform
import sys
import threading
import traceback
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

from PySide6.QtCore import QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from scoreboard import __version__
from scoreboard.errors import BeingReplaced, ScoreboardError, StoreProblem
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.wording import problem

_LOG_BYTES, _LOG_FILES = 200_000, 3
# Their messages are made of names in the code. Others may quote what the seller wrote: only the kind is kept.
_TELLING = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)


@dataclass(frozen=True)
class Trouble:
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


def versions() -> str:
    """The versions that a report needs."""
    return (
        f"Scoreboard {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}, {QGuiApplication.platformName()}"
    )


def report(error: BaseException) -> str:
    """The traceback without anything that the seller wrote: places in the code, kinds of errors."""
    parts = []
    one: BaseException | None = error
    while one is not None:
        frames = traceback.StackSummary.extract(traceback.walk_tb(one.__traceback__))
        kind = f"{type(one).__name__}: {one}" if isinstance(one, _TELLING) else type(one).__name__
        parts.append(kind + "\n" + "".join(frames.format()))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\nafter\n".join(parts)


def open_folder(folder: Path) -> None:
    """Shows a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class CrashDialog(QDialog):
    """A bug: what happened, that the data is safe, and a report to copy. It blocks nothing."""

    def __init__(self, theme: Theme, text: str, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = text
        says = _("This is a fault in Scoreboard. What you logged before is stored.")
        where = _("The report below holds no notes, contacts or amounts. It is also in {file}.")
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Report"))
        copy = push_button(theme, _("Copy report"), "primary", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        close = push_button(theme, _("Close"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        column.addWidget(plain_label(theme, says, "section", wrap=True))
        column.addWidget(plain_label(theme, where.format(file=log_file), "small", "text2", wrap=True))
        column.addWidget(self._report, 1)
        column.addLayout(buttons)
        self.resize(680, 440)
        copy.setFocus()


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
        text = f"{versions()}\n\n{report(error)}"
        self._write(text)
        self.crashed.emit(text)

    def _show(self, text: str) -> None:
        if self._open:
            return
        self._open = True
        dialog = CrashDialog(self.theme, text, self.file, self.window)
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = False

    def _take_qt(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self._write(f"Qt: {message}")

    def _write(self, text: str) -> None:
        """Adds to the log, or does not if it cannot be written: a log must not stop the program."""
        # imported when there is something to write: a good start needs neither
        import logging  # noqa: PLC0415
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self.file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
            )
        except OSError:
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        with closing(handler):
            handler.handle(logging.LogRecord("scoreboard", logging.ERROR, "", 0, text, None, None))
