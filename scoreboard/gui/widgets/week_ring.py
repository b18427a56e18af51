"""The week's score as a ring: one segment per working day, a tick where the pace is, a second lap past the
target.
"""

from collections.abc import Callable
from fractions import Fraction
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scoreboard.gui.motion import COUNT_UP, DAY_WON, FILL, LINEAR, Glide
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.glow import Glow
from scoreboard.gui.widgets.painting import CENTER, Ground, fit, paint_text
from scoreboard.i18n import number

_HALF_GAP = 2.6


def local_number(value: float) -> str:
    """The number as people here write it, with decimals only where they are needed."""
    return number(Fraction(value))


class WeekRing(QWidget):
    """`WeekRing(theme, size=188, segments=5)`, compact: size 124. Then `set_values(value, target, pace,
    caption, summary)`; the first call shows at once, later ones move.

    target None or 0: no target yet, the ring stays empty. pace None: no tick. caption stands under the number
    ("of 40 points"), summary is what a screen reader says. `format_value` writes the number (default: the
    user's locale). `celebrate(color)` plays the moment of a reached target once, on the card that
    `shine_on(card)` was told; `celebrated` is emitted at its end.
    """

    celebrated = Signal()

    def __init__(
        self,
        theme: Theme,
        size: int = 188,
        segments: int = 5,
        *,
        color: str = "accent",
        format_value: Callable[[float], str] = local_number,
    ) -> None:
        super().__init__()
        self._theme, self._color, self._format = theme, color, format_value
        self._compact = size < 150
        self.segments = max(1, segments)
        self._value, self._target, self._pace, self._caption = 0.0, 0.0, None, ""
        self._shown = Glide(self, theme.motion, COUNT_UP)
        self._turn = Glide(self, theme.motion, FILL)
        self._tick = Glide(self, theme.motion, FILL)
        self._party = Glide(self, theme.motion, DAY_WON, LINEAR)
        self._party.jump(1.0)
        self._glow: Glow | None = None
        self._fresh = True
        self._ground = Ground()
        self.setFixedSize(theme.gentle_px(size), theme.gentle_px(size))

    _pace: float | None

    def shine_on(self, card: QWidget) -> None:
        """Draws the glow of a reached target on this card; the ring must stand inside it."""
        self._glow = Glow(self._theme, self, card, self.width() * 0.52, lambda: self.moment)
        self.destroyed.connect(self._glow.deleteLater)

    def celebrate(self, color: str = "") -> None:
        """Plays the moment of a reached target in the ring's colour or another one."""
        if self._glow is not None:
            self._glow.color = color or self._color
        self._party.play(0.0, 1.0, self.celebrated.emit)

    @property
    def moment(self) -> float:
        """Where the celebration is, 0 to 1; 1 is rest."""
        return self._party.value

    def set_values(
        self,
        value: float,
        target: float | None,
        pace: float | None = None,
        caption: str = "",
        summary: str = "",
    ) -> None:
        """Shows a new score."""
        self._value, self._target, self._pace, self._caption = value, target or 0.0, pace, caption
        self.update()
        turn = value / self._target if self._target > 0 else 0.0
        tick = min(1.0, pace / self._target) if pace is not None and self._target > 0 else 0.0
        for glide, end in ((self._shown, value), (self._turn, turn), (self._tick, tick)):
            if self._fresh:
                glide.jump(end)
            else:
                glide.to(end)
        self._fresh = False
        self.setAccessibleName(summary)

    def shown_text(self) -> str:
        """The number in the middle right now."""
        shown = self._shown.value
        step = 1.0 if float(self._value).is_integer() else 0.5
        return self._format(self._value if not self._shown.running else round(shown / step) * step)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = (min(2.0, self._turn.value), self._tick.value, self._pace is not None and self._target > 0)
        self._ground.paint(event, self, look, self._paint_ring, self._paint_words)

    @property
    def _stroke(self) -> float:
        return self.width() * (11 / 124 if self._compact else 15 / 188)

    def _ring_box(self) -> QRectF:
        inset = self._stroke / 2 + 5
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def _paint_ring(self, painter: QPainter) -> None:
        box = self._ring_box()
        gap = _HALF_GAP / (pi * box.width()) if self.segments > 1 else 0.0
        turn = min(1.0, self._turn.value)
        track, color = self._theme.color("track"), self._theme.color(self._color)
        for segment in range(self.segments):
            start, end = segment / self.segments + gap, (segment + 1) / self.segments - gap
            self._arc(painter, box, start, end, track, self._stroke)
            if turn > start:
                self._arc(painter, box, start, min(turn, end), color, self._stroke)
        lap = min(1.0, self._turn.value - 1)
        if lap > 0:
            won = self._theme.color("won")
            self._arc(painter, box, 0, lap, won, self._stroke * 0.42, Qt.PenCapStyle.RoundCap)
        if self._pace is not None and self._target > 0:
            self._paint_tick(painter, box)

    @staticmethod
    def _arc(
        painter: QPainter,
        box: QRectF,
        start: float,
        end: float,
        color: QColor,
        width: float,
        cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap,
    ) -> None:
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, cap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(box, round((90 - start * 360) * 16), -round((end - start) * 360 * 16))

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        angle = 2 * pi * self._tick.value - pi / 2
        direction, radius, reach = QPointF(cos(angle), sin(angle)), box.width() / 2, self._stroke / 2 + 2.5
        for width, color in ((7.0, "surface"), (3.0, "text")):
            painter.setPen(
                QPen(self._theme.color(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(
                box.center() + direction * (radius - reach), box.center() + direction * (radius + reach)
            )

    def _paint_words(self, painter: QPainter) -> None:
        middle, room = self.height() / 2, self._ring_box().width() - self._stroke
        nominal = self.width() * (40 / 124 if self._compact else 60 / 188)
        text = self.shown_text()
        font = self._theme.font("ring", tabular=True)
        size = fit(font, text, nominal, room * 0.76)
        lift = 0.72 * nominal - (nominal - size) * 0.4 if self._caption else 0.55 * size
        number_box = QRectF(0, middle - lift, self.width(), size * 1.1)
        paint_text(painter, number_box, text, font, self._theme.color("text"), CENTER)
        small = self._theme.font("caption" if self._compact else "small")
        fit(small, self._caption, small.pixelSize(), room * 0.74)
        caption_box = QRectF(0, middle + nominal * 0.36, self.width(), self._theme.px(20))
        paint_text(painter, caption_box, self._caption, small, self._theme.color("text2"), CENTER)
