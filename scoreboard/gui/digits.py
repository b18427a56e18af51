"""Which digit a key press means, on keyboards whose top row has its digits with and without Shift."""

import sys
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from scoreboard.values import Value

_AZERTY = "&é\"'(-è_çà"
_DIGITS = "1234567890"
# The system's codes of the top row: evdev + 8 on X11 and Wayland, set 1 on Windows, ANSI on a Mac.
_TOP_ROW = {
    "linux": {10 + place: digit for place, digit in enumerate(_DIGITS)},
    "win32": {2 + place: digit for place, digit in enumerate(_DIGITS)},
    "darwin": dict(zip((18, 19, 20, 21, 23, 22, 26, 28, 25, 29), _DIGITS, strict=True)),
}


class How(Enum):
    """What a digit asks for."""

    LOG = auto()
    ASK = auto()
    DETAILS = auto()


class Pressed(Value):
    """A digit of the top row or the number pad, and what is meant by it."""

    digit: str
    how: How


def digit_of(event: QKeyEvent) -> Pressed | None:
    """The digit that the key stands for, or None. A key held down counts once."""
    if event.isAutoRepeat():
        return None
    place = _top_row(event)
    typed = event.text() if event.text() in _DIGITS and event.text() else ""
    digit = place or typed or _by_key(event)
    if not digit:
        return None
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.NoModifier:
        return Pressed(digit, How.LOG)
    if held == Qt.KeyboardModifier.ShiftModifier:
        # where the digits themselves need Shift, a digit that is typed is meant as one
        return Pressed(digit, How.LOG if place and typed else How.ASK)
    if held == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier:
        return Pressed(digit, How.ASK)
    if held == Qt.KeyboardModifier.AltModifier:
        return Pressed(digit, How.DETAILS)
    return None


def _top_row(event: QKeyEvent) -> str:
    """The digit at the key's place in the top row; nothing when the system does not tell the place."""
    code = event.nativeVirtualKey() if sys.platform == "darwin" else event.nativeScanCode()
    if not event.nativeScanCode() and not event.nativeVirtualKey():
        return ""
    return _TOP_ROW.get(sys.platform, {}).get(code, "")


def _by_key(event: QKeyEvent) -> str:
    """Without a place: what Qt calls the key, or the sign of an AZERTY top row typed without Shift."""
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
    if bare and event.text() and event.text() in _AZERTY and not event.nativeScanCode():
        return _DIGITS[_AZERTY.index(event.text())]
    return ""
