"""The keys of the window, in one table that makes the shortcuts and the list that F1 shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.icon_tile import Keycap
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _

_AZERTY = "&é\"'(-è_çà"


@dataclass(frozen=True)
class Shortcut:
    """Keys (any of them), what they do in words, and the doing itself; without `act` a widget takes them."""

    keys: tuple[str, ...]
    does: str
    act: Callable[[], None] | None = None


def page_keys(number: int) -> tuple[str, ...]:
    """Ctrl with the digit of a page, also on keyboards whose digits need Shift."""
    return f"Ctrl+{number}", f"Ctrl+{_AZERTY[number - 1]}"


def install(window: QWidget, shortcuts: Sequence[Shortcut]) -> list[QShortcut]:
    """Makes the shortcuts of the window; text fields still have the first say about undo and the like."""
    made = []
    for shortcut in shortcuts:
        if shortcut.act is None:
            continue
        keys = QShortcut(window)
        keys.setKeys([QKeySequence(text) for text in shortcut.keys])
        keys.activated.connect(shortcut.act)
        made.append(keys)
    return made


def shown(keys: str) -> str:
    """A shortcut as this system writes it."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("+", " ") if len(native) > 1 else keys


class KeyList(QDialog):
    """Every key and what it does."""

    def __init__(self, theme: Theme, shortcuts: Sequence[Shortcut], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, shortcut in enumerate(shortcuts):
            text = shown(shortcut.keys[0]) if shortcut.act else shortcut.keys[0]
            does = plain_label(theme, shortcut.does, wrap=True)
            does.setAccessibleName(f"{text}: {shortcut.does}")
            does.setMinimumWidth(theme.px(260))
            grid.addWidget(
                Keycap(theme, text), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(does, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 24)
        column.setSpacing(16)
        column.addWidget(plain_label(theme, _("Keys"), "title"))
        column.addLayout(grid)
        self.setAccessibleName(_("Keys"))
