"""Ways to work a widget and to look at what it paints."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

Style = Callable[[Literal["light", "dark"], int], None]


LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def click(widget: QWidget, at: QPoint | None = None, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Presses and releases the left button, in the middle if nothing else is said."""
    QTest.mouseClick(widget, LEFT, modifiers, at or widget.rect().center())


def tap(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Presses and releases a key."""
    QTest.keyClick(widget, key, modifiers)


def put(host: QWidget, *widgets: QWidget) -> None:
    """Stacks the widgets in the host and shows it."""
    column = QVBoxLayout(host)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    host.show()
    QApplication.processEvents()


def picture(widget: QWidget, scale: float = 1.0) -> QImage:
    """What the widget paints, on transparent ground."""
    size = QSize(round(widget.width() * scale), round(widget.height() * scale))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(0)
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def near(first: QColor, second: QColor, within: int = 14) -> bool:
    """True when two colours are the same but for smoothing."""
    gaps = (first.red() - second.red(), first.green() - second.green(), first.blue() - second.blue())
    return all(abs(gap) <= within for gap in gaps)


def amount(image: QImage, color: QColor, within: int = 14) -> int:
    """How many pixels have this colour."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(pixel.alpha() > 200 and near(pixel, color, within) for pixel in pixels)
