"""Digits on every keyboard: by what is typed, by where the key is, and never twice for one press."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from scoreboard.gui.digits import How, Pressed, digit_of

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PAD = Qt.KeyboardModifier.KeypadModifier


def press(
    key: int, text: str, held: Qt.KeyboardModifier = NONE, scan: int = 0, *, repeated: bool = False
) -> Pressed | None:
    return digit_of(QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, text, repeated))


@pytest.mark.parametrize("digit", "1234567890")
def test_a_digit_logs(digit: str) -> None:
    key = Qt.Key.Key_0 + int(digit)
    assert press(key, digit) == Pressed(digit, How.LOG)
    assert press(key, digit, PAD) == Pressed(digit, How.LOG)
    assert press(key, digit, ALT) == Pressed(digit, How.DETAILS)


@pytest.mark.parametrize(("text", "digit"), list(zip("&é\"'(-è_çà", "1234567890", strict=True)))
def test_the_top_row_of_azerty_counts_without_shift(text: str, digit: str) -> None:
    assert press(ord(text.upper()), text) == Pressed(digit, How.LOG)


@pytest.mark.skipif(sys.platform != "linux", reason="places are the system's")
def test_the_place_of_a_key_decides() -> None:
    assert press(Qt.Key.Key_Ampersand, "&", scan=10) == Pressed("1", How.LOG)
    assert press(Qt.Key.Key_Agrave, "à", scan=19) == Pressed("0", How.LOG)
    assert press(Qt.Key.Key_Minus, "-", scan=20) is None, "the minus of a QWERTY keyboard is no six"
    assert press(Qt.Key.Key_At, "@", SHIFT, scan=11) == Pressed("2", How.ASK)
    assert press(Qt.Key.Key_2, "2", SHIFT, scan=11) == Pressed("2", How.LOG), "AZERTY types digits with Shift"
    assert press(Qt.Key.Key_2, "", CONTROL | SHIFT, scan=11) == Pressed("2", How.ASK)


def test_without_a_place_shift_and_digit_ask() -> None:
    assert press(Qt.Key.Key_2, "2", SHIFT) == Pressed("2", How.ASK)


@pytest.mark.parametrize(
    ("key", "text", "held"),
    [
        (Qt.Key.Key_A, "a", NONE),
        (Qt.Key.Key_1, "1", CONTROL),
        (Qt.Key.Key_Z, "", CONTROL),
        (Qt.Key.Key_F1, "", NONE),
    ],
)
def test_other_keys_are_none(key: int, text: str, held: Qt.KeyboardModifier) -> None:
    assert press(key, text, held) is None


def test_a_key_held_down_counts_once() -> None:
    assert press(Qt.Key.Key_1, "1", repeated=True) is None
