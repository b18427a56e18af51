"""Finds what a user would: buttons by their names, texts that are on the screen."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def button(parent: QWidget, name: str) -> QAbstractButton:
    """The visible button that a screen reader calls so."""
    found = [
        one
        for one in parent.findChildren(QAbstractButton)
        if name in (one.accessibleName(), one.text()) and one.isVisibleTo(parent)
    ]
    assert len(found) == 1, f"{len(found)} buttons {name!r}"
    return found[0]


def click(widget: QWidget, place: QPoint | None = None, held: Qt.KeyboardModifier = PLAIN) -> None:
    """A click of the left mouse button, in the middle unless told."""
    QTest.mouseClick(widget, LEFT, held, place or widget.rect().center())


def press(widget: QWidget, key: int, text: str = "", held: Qt.KeyboardModifier = PLAIN) -> None:
    """A key down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))


def texts(parent: QWidget) -> list[str]:
    """The labels one can see."""
    return [one.text() for one in parent.findChildren(QLabel) if one.isVisibleTo(parent) and one.text()]
