"""How often something was done today, as tally strokes: crossed at five, a number above."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import RIGHT, paint_text, smooth_painter, text_width

_STEP = 5.2
_MOST_STROKES = 5


def tally_width(theme: Theme, count: int) -> float:
    """Room the tally of `count` takes, in logical pixels."""
    if count <= 0:
        return 0.0
    if count > _MOST_STROKES:
        return text_width(f"×{count}", theme.font("strong"))
    return (4 * _STEP if count == _MOST_STROKES else (count - 1) * _STEP) + 4


def paint_tally(painter: QPainter, theme: Theme, box: QRectF, count: int, color: str) -> None:
    """Draws the tally at the right end of the box."""
    if count > _MOST_STROKES:
        paint_text(painter, box, f"×{count}", theme.font("strong"), theme.color(color), RIGHT)
    if not 0 < count <= _MOST_STROKES:
        return
    painter.setPen(QPen(theme.color(color), 2.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    left = box.right() - tally_width(theme, count) + 2
    crossed = count == _MOST_STROKES
    first = left + (_STEP / 2 if crossed else 0)
    for stroke in range(4 if crossed else count):
        x = first + stroke * _STEP
        painter.drawLine(QPointF(x, box.top() + 1), QPointF(x, box.bottom() - 1))
    if crossed:
        slope = QPointF(left - 2, box.bottom() - 3.5), QPointF(left + 4 * _STEP + 1.5, box.top() + 3.5)
        painter.drawLine(*slope)


class Tally(QWidget):
    """`Tally(theme, count=0, color="accent")`; `set_count(count)`. color is a token or a hue."""

    def __init__(self, theme: Theme, count: int = 0, color: str = "accent") -> None:
        super().__init__()
        self._theme, self._count, self._color = theme, count, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Shows another count."""
        self._count = count
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(tally_width(self._theme, self._count)) + 4, max(15, self._theme.px(18)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            middle = self.height() / 2
            box = QRectF(0, middle - 7.5, self.width() - 2, 15)
            paint_tally(painter, self._theme, box, self._count, self._color)
