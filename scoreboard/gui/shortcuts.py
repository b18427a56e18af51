"""The keys of the window, in one table that makes the shortcuts and the list that F1 shows."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from scoreboard.values import Value

_AZERTY = "&é\"'(-è_çà"


class Shortcut(Value):
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
