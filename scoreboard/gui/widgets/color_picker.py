"""Choosing one of the nine hues."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from scoreboard.domain.rules import HUES
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.choices import ChoiceGroup
from scoreboard.gui.widgets.painting import KeyboardFocus, smooth_painter


class ColorPicker(QWidget):
    """`ColorPicker(theme, names, current="petrol", accessible_name="")`; names gives each hue its word
    ("Ocean"). Signal: `picked(str)`, the hue. Tab reaches the chosen one, arrow keys choose.
    """

    picked = Signal(str)

    def __init__(
        self, theme: Theme, names: Mapping[str, str], current: str = "petrol", *, accessible_name: str = ""
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = ChoiceGroup(self, columns=len(HUES))
        for hue in HUES:
            swatch = _Swatch(theme, hue)
            self._group.add(hue, swatch, names.get(hue, hue))
            row.addWidget(swatch)
        self._group.set_current(current)
        self._group.picked.connect(self.picked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)

    def current(self) -> str:
        """The chosen hue."""
        return self._group.current()

    def set_current(self, hue: str) -> None:
        """Chooses without a signal."""
        self._group.set_current(hue)

    def swatch(self, hue: str) -> QAbstractButton:
        """The button of a hue."""
        return self._group.button(hue)


class _Swatch(QAbstractButton):
    def __init__(self, theme: Theme, hue: str) -> None:
        super().__init__()
        self._theme, self._hue = theme, hue
        self._focus = KeyboardFocus(self)
        self.setFixedSize(36, 36)

    def sizeHint(self) -> QSize:
        return QSize(36, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, center = self._theme, QPointF(18, 18)
        with smooth_painter(self) as painter:
            if self.isChecked() or self.underMouse():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                color = theme.color(self._hue if self.isChecked() else "border_strong")
                painter.setPen(QPen(color, 2 if self.isChecked() else 1))
                painter.drawEllipse(center, 15.5, 15.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._hue))
            painter.drawEllipse(center, 12, 12)
            if self.isChecked():
                theme.paint_icon(painter, "check", QRectF(11, 11, 14, 14), f"on.{self._hue}", 3)
            if self._focus.visible and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("text"), 2))
                painter.drawEllipse(center, 17, 17)
