"""A day as one small mark. Six shapes, told apart without colour."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import paint_sun, smooth_painter


class DayState(StrEnum):
    """What a day is to its seller."""

    WON = "won"
    TODAY = "today"
    RESERVE = "reserve"
    OPEN = "open"
    FUTURE = "future"
    OFF = "off"


def paint_day_mark(painter: QPainter, theme: Theme, box: QRectF, state: DayState, share: float = 0.0) -> None:
    """Draws the mark into a square; `share` (0 to 1) of the rays are lit on TODAY."""
    center, radius = box.center(), box.width() / 2
    if theme.plain and state in (DayState.WON, DayState.TODAY):
        _paint_plain(painter, theme, center, radius, 1.0 if state is DayState.WON else share)
        return
    ray = max(1.8, radius * 0.15)
    if state is DayState.WON:
        paint_sun(painter, theme, center, radius, lit=8, full=True, width=ray, inner=0.72, core=0.52)
    elif state is DayState.TODAY:
        paint_sun(painter, theme, center, radius, lit=round(share * 8), width=ray, inner=0.72, core=0.52)
        _ring(painter, theme, center, radius * 0.5, "won_deep", 1.6)
    elif state is DayState.RESERVE:
        _disc(painter, theme, center, radius * 0.86, "reserve_soft")
        side = radius * 1.02
        icon = QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
        theme.paint_icon(painter, "umbrella", icon, "reserve_text", 2.2)
    elif state is DayState.OPEN:
        _ring(painter, theme, center, radius * 0.34, "border_strong", 1.5)
    elif state is DayState.FUTURE:
        _disc(painter, theme, center, radius * 0.34, "track")
    else:
        painter.setPen(
            QPen(theme.color("border_strong"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        half = QPointF(radius * 0.2, 0)
        painter.drawLine(center - half, center + half)


def _paint_plain(painter: QPainter, theme: Theme, center: QPointF, radius: float, share: float) -> None:
    """What the sun is to others: a check, or as much of a ring as is there."""
    if share >= 1:
        _disc(painter, theme, center, radius * 0.7, "accent")
        side = radius * 0.86
        icon = QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
        theme.paint_icon(painter, "check", icon, "on_accent", 2.6)
        return
    _ring(painter, theme, center, radius * 0.6, "track", 3)
    box = QRectF(center.x() - radius * 0.6, center.y() - radius * 0.6, radius * 1.2, radius * 1.2)
    painter.setPen(QPen(theme.color("accent"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(box, 90 * 16, -round(share * 360 * 16))


def _ring(painter: QPainter, theme: Theme, center: QPointF, radius: float, color: str, width: float) -> None:
    painter.setPen(QPen(theme.color(color), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, radius, radius)


def _disc(painter: QPainter, theme: Theme, center: QPointF, radius: float, color: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(color))
    painter.drawEllipse(center, radius, radius)


class DayMark(QWidget):
    """`DayMark(theme, state, share=0.0, size=32, summary="")`; summary is tooltip and spoken text ("Thursday
    10 September, reserve day used").
    """

    def __init__(
        self, theme: Theme, state: DayState, share: float = 0.0, size: int = 32, summary: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(size, size)
        self.set_day(state, share, summary)

    def set_day(self, state: DayState, share: float = 0.0, summary: str = "") -> None:
        """Shows another day."""
        self._state, self._share = state, share
        self.setAccessibleName(summary)
        set_tooltip(self, summary)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            paint_day_mark(painter, self._theme, QRectF(self.rect()), self._state, self._share)
