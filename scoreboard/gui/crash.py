"""What a bug becomes: a report without anything that the seller wrote, and the dialog that shows it.

Imported when there is one.
"""

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from scoreboard import __version__
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _

# Their messages are made of names in the code. Others may quote what the seller wrote: only the kind is kept.
_TELLING = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)


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
