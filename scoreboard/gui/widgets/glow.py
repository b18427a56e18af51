"""The warmth on a card around what was just won."""

from collections.abc import Callable
from math import pi, sin

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import smooth_painter

_REST_WARMTH = 0.55


def _never() -> bool:
    return False


class Glow(QWidget):
    """`Glow(theme, source, card, reach, moment, rests)`: lies behind what the card holds, with sixteen long
    rays that begin `reach` from the middle of `source` while it is celebrated.

    `moment` says where the celebration is, 0 to 1; at its end a faint warmth stays when `rests` says so.
    """

    def __init__(
        self,
        theme: Theme,
        source: QWidget,
        card: QWidget,
        reach: float,
        moment: Callable[[], float],
        rests: Callable[[], bool] = _never,
    ) -> None:
        super().__init__(card)
        self._theme, self._source, self._card = theme, source, card
        self._reach, self._moment, self._rests = reach, moment, rests
        self.color = "won"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(card.rect())
        self.lower()
        self.show()
        card.installEventFilter(self)
        source.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._card and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._card.rect())
        elif (
            watched is self._source
            and event.type() in (QEvent.Type.Paint, QEvent.Type.Move)
            and self._moment() < 1
        ):
            self.update()
        return False

    def warmth(self) -> float:
        """0 to 1: nothing while nothing is won, full in the middle of the celebration, faint at rest."""
        moment, rest = self._moment(), _REST_WARMTH if self._rests() and self._theme.motion.on else 0.0
        if moment >= 1:
            return rest
        return min(1.0, moment / 0.35) * (1.0 if moment < 0.6 else 1 - (moment - 0.6) / 0.4 * (1 - rest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        warmth = self.warmth()
        if warmth <= 0:
            return
        from PySide6.QtGui import QRadialGradient  # noqa: PLC0415 - with the names of 170 ready ones

        with smooth_painter(self) as painter:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -2.5)
            clip = QPainterPath()
            clip.addRoundedRect(box, 13, 13)
            painter.setClipPath(clip)
            center = QPointF(self._source.mapTo(self._card, self._source.rect().center()))
            strength = (0.26 if self._theme.dark else 0.34) * warmth
            glow = QRadialGradient(center, 270)
            glow.setColorAt(0, self._theme.color(self.color, strength))
            glow.setColorAt(0.55, self._theme.color(self.color, strength * 0.36))
            glow.setColorAt(1, self._theme.color(self.color, 0))
            painter.fillRect(box, glow)
            self._paint_long_rays(painter, center)

    def _paint_long_rays(self, painter: QPainter, center: QPointF) -> None:
        moment = self._moment()
        run, fade = min(1.0, (moment - 0.12) / 0.6), 1 - max(0.0, (moment - 0.45) / 0.55)
        if run <= 0 or fade <= 0:
            return
        start = self._reach + run * 6
        for ray in range(16):
            angle = -pi / 2 + 2 * pi * (ray + 0.5) / 16
            # longer up and down than sideways, so that the words beside the middle stay clear
            length = (6 + (22 if ray % 2 else 44) * abs(sin(angle)) ** 1.5) * run
            if length < 5:
                continue
            direction = QPointF(sin(angle + pi / 2), sin(angle))
            pen = QPen(self._theme.color(self.color, 0.62 * fade), 3.4 if ray % 2 else 4.4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(center + direction * start, center + direction * (start + length))
