"""How often something was done today, as tally strokes: crossed at five, a number above."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import RIGHT, paint_text, text_width

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
