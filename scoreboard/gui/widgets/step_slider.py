"""A slider that moves in whole steps and says when a value is meant, not every pixel on the way."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, smooth_painter

_MARGIN = 11.0
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -3,
    Qt.Key.Key_PageUp: 3,
}


class StepSlider(QAbstractSlider):
    """`StepSlider(theme, minimum=0, maximum=100, step=10, color="accent", dots=True, ghost=None,
    accessible_name="")`.

    `set_quietly(value)` shows a value without a signal, `set_ghost(value)` the grey mark where it was.
    Signals: `valueChanged(int)` while it moves, `committed(int)` once when the mouse or key lets go of a
    changed value. ← → move one step, PgUp PgDn three, Home and End to the ends; clicking the groove goes
    there.
    """

    committed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        minimum: int = 0,
        maximum: int = 100,
        step: int = 10,
        *,
        value: int | None = None,
        color: str = "accent",
        dots: bool = True,
        ghost: int | None = None,
        accessible_name: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._color, self._dots, self._ghost = theme, color, dots, ghost
        self._focus = KeyboardFocus(self)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.setPageStep(3 * step)
        self.setValue(minimum if value is None else value)
        self._committed = self.value()
        self.valueChanged.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)

    def set_quietly(self, value: int) -> None:
        """Shows a value that came from elsewhere: no signal."""
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self._committed = self.value()
        self.update()

    def set_ghost(self, value: int | None) -> None:
        """Marks where the value was, or nothing."""
        self._ghost = value
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 26)

    # how it is worked

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.setValue(self._stepped(_STEPS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.setValue(self.minimum() if key == Qt.Key.Key_Home else self.maximum())
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._commit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._commit()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must never change a value under the pointer

    def _stepped(self, steps: int) -> int:
        """The value `steps` whole steps further; from between two steps the first one goes to the nearer of
        them.
        """
        size = self.singleStep()
        offset = self.value() - self.minimum()
        whole = offset // size if steps > 0 else -(-offset // size)
        return self.minimum() + (whole + steps) * size

    def _move_to(self, x: float) -> None:
        share = (x - _MARGIN) / max(1.0, self.width() - 2 * _MARGIN)
        steps = round(share * (self.maximum() - self.minimum()) / self.singleStep())
        self.setValue(self.minimum() + steps * self.singleStep())

    def _commit(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit(self._committed)

    # how it is drawn

    def _x(self, value: int) -> float:
        share = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, middle = self._theme, self.height() / 2
        color = self._color if self.isEnabled() else "border_strong"
        handle = QPointF(self._x(self.value()), middle)
        with smooth_painter(self) as painter:
            groove = QRectF(_MARGIN, middle - 3, self.width() - 2 * _MARGIN, 6)
            paint_box(painter, groove, 3, theme.color("track"))
            if self._ghost is not None:
                x = self._x(self._ghost)
                paint_box(painter, QRectF(x - 1.5, middle - 8, 3, 16), 1.5, theme.color("text3"))
            if self.value() > self.minimum():
                done = QRectF(groove.left(), groove.top(), handle.x() - groove.left(), 6)
                paint_box(painter, done, 3, theme.color(color))
            painter.setPen(Qt.PenStyle.NoPen)
            if self._dots:
                for value in range(self.minimum() + self.singleStep(), self.maximum(), self.singleStep()):
                    below = value <= self.value()
                    painter.setBrush(
                        theme.color("surface" if below else "border_strong", 0.75 if below else 0.55)
                    )
                    painter.drawEllipse(QPointF(self._x(value), middle), 1.2, 1.2)
            painter.setBrush(theme.color("shadow", 0.14))
            painter.drawEllipse(handle + QPointF(0, 1.2), 9.6, 9.6)
            painter.setPen(QPen(theme.color(color), 2))
            painter.setBrush(theme.color("knob"))
            painter.drawEllipse(handle, 8, 8)
            if self._focus.visible and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawEllipse(handle, 11.5, 11.5)
