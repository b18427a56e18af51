"""Columns of a chart that can be chosen by mouse and keyboard; they lie over the chart as see-through
buttons.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, paint_focus, smooth_painter

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_RADIUS = 9


class Columns(QWidget):
    """`Columns(theme, chart)` over a chart; `set_names(names)`, then `place(boxes)`. Signal: `chosen(int)`.

    Tab reaches one of them, arrow keys the others, Space and Enter choose.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, chart: QWidget) -> None:
        super().__init__(chart)
        self._theme, self._chart = theme, chart
        self._chosen: int | None = None
        self.buttons: list[QAbstractButton] = []
        self.hide()

    def set_names(self, names: Sequence[str]) -> None:
        """Makes one column for each of the names, which a screen reader says."""
        if len(names) != len(self.buttons):
            for old in self.buttons:
                old.hide()
                old.deleteLater()
            self.buttons = [self._button(index) for index in range(len(names))]
            self._chosen = None
            self.hide()
            self._set_reachable(0)
        for button, name in zip(self.buttons, names, strict=True):
            button.setAccessibleName(name)
            set_tooltip(button, name)

    def place(self, boxes: Sequence[QRect]) -> None:
        """Puts the columns where the chart drew them."""
        self.setGeometry(self._chart.rect())
        for button, box in zip(self.buttons, boxes, strict=False):
            button.setGeometry(box)
        self.setVisible(bool(self.buttons))
        self.raise_()

    def set_chosen(self, index: int | None) -> None:
        """Marks a column."""
        self._chosen = index
        for place, button in enumerate(self.buttons):
            button.setChecked(place == index)
        if index is not None and index < len(self.buttons):
            self._set_reachable(index)

    def _button(self, index: int) -> QAbstractButton:
        button = _Column(self._theme, self)
        button.clicked.connect(lambda: self._choose(index))
        button.moved.connect(self._move)
        return button

    def _choose(self, index: int) -> None:
        self.buttons[index].setChecked(index == self._chosen)
        self.chosen.emit(index)

    def _move(self, steps: int) -> None:
        place = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), 0) + steps
        if 0 <= place < len(self.buttons):
            self._set_reachable(place)
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _set_reachable(self, index: int) -> None:
        for place, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == index else Qt.FocusPolicy.NoFocus)


class _Column(QAbstractButton):
    moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._focus = KeyboardFocus(self)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with smooth_painter(self) as painter:
            if self.isChecked():
                paint_box(
                    painter,
                    box,
                    _RADIUS,
                    self._theme.color("accent", 0.07),
                    self._theme.color("accent", 0.45),
                    1.5,
                )
            elif self.underMouse():
                paint_box(painter, box, _RADIUS, self._theme.color("text", 0.04))
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, self._theme, box, _RADIUS)
