"""The day as a sun: one ray per point of the day's goal, what is left in the middle, a check when the day is
won.
"""

from math import ceil, pi, sin

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from scoreboard.gui.motion import DAY_WON, LINEAR, RAY, Glide
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.glow import Glow
from scoreboard.gui.widgets.painting import CENTER, fit, paint_sun, paint_text, smooth_painter
from scoreboard.gui.widgets.week_ring import local_number

_MOST_RAYS = 12
_SWELL = 0.07
_SWELL_ROOM = 1 + _SWELL
_TINY = 90
"""Below this size there is room for the number alone, and it may be larger."""


class DaySun(QWidget):
    """`DaySun(theme, size=152)`, compact: size 104. Then `set_values(points, goal, won, caption, summary)`.

    caption stands under the number that is left ("to go"). `celebrate()` plays the moment the day is won once
    and ends in the resting state; `celebrated` is emitted then. Give `shine_on(card)` to let the glow and the
    long rays fill a card. goal None or 0: no goal, the sun shows the points.
    """

    celebrated = Signal()

    def __init__(self, theme: Theme, size: int = 152) -> None:
        super().__init__()
        self._theme = theme
        self._points, self._goal, self._caption = 0.0, 0.0, ""
        self.won = False
        self._rays = Glide(self, theme.motion, RAY, LINEAR)
        self._party = Glide(self, theme.motion, DAY_WON, LINEAR)
        self._party.jump(1.0)
        self._party_from = 0.0
        self._fresh = True
        self._glow: Glow | None = None
        self.side = theme.gentle_px(size)
        room = round(self.side * _SWELL_ROOM)
        self.setFixedSize(room, room)

    def shine_on(self, card: QWidget) -> None:
        """Draws the glow of a won day on this card, behind what it holds; the sun must stand inside it."""
        self._glow = Glow(
            self._theme, self, card, self.side * 0.56, lambda: self.moment, rests=lambda: self.won
        )

    def set_values(
        self, points: float, goal: float | None, won: bool | None = None, caption: str = "", summary: str = ""
    ) -> None:
        """Shows the day; new rays light one after the other. `won` is taken from the points when it is not
        given.
        """
        before, shown = self._lit(), self._drawn()
        self._points, self._goal, self._caption = points, goal or 0.0, caption
        self.won = (self._goal > 0 and points >= self._goal) if won is None else won
        if self._fresh:
            self._rays.jump(self._lit())
        else:
            self._party_from = before
            self._rays.set_duration(max(1, round(abs(self._lit() - before))) * RAY)
            self._rays.to(self._lit())
        self._fresh = False
        self.setAccessibleName(summary)
        if self._drawn() != shown:
            self.update()
            self._repaint_glow()

    def _drawn(self) -> tuple[object, ...]:
        """What the picture at rest is made of; of a won day the points are no part of it."""
        left = None if self.won else self._left(self._lit())
        return self.rays, self.won, self._lit(), left, self._caption

    def celebrate(self) -> None:
        """Plays the won day: rays, glow, long rays, a slightly larger sun, rest. Only the last of these
        without motion.
        """
        self._rays.jump(self._lit())
        self._party.play(0.0, 1.0, self._party_ended)

    @property
    def moment(self) -> float:
        """Where the celebration is, 0 to 1; 1 is rest."""
        return self._party.value

    @property
    def rays(self) -> int:
        """How many rays the sun has: one per point, at most twelve, eight without a goal."""
        if self._goal <= 0:
            return 8
        whole = max(1, round(self._goal + 0.49))
        return min(whole, _MOST_RAYS)

    def _lit(self) -> float:
        if self.won:
            return float(self.rays)
        return min(1.0, max(0.0, self._points) / self._goal) * self.rays if self._goal > 0 else 0.0

    def _party_ended(self) -> None:
        self._repaint_glow()
        self.celebrated.emit()

    def _repaint_glow(self) -> None:
        if self._glow is not None:
            self._glow.update()

    def set_festive(self, festive: bool) -> None:
        """Whether there is a glow at all."""
        if self._glow is not None and self._glow.isHidden() == festive:
            self._glow.setVisible(festive)

    def paintEvent(self, _event: QPaintEvent) -> None:
        moment = self.moment
        side = float(self.side)
        swell = 1 + _SWELL * sin(min(1.0, moment / 0.4) * pi) if moment < 1 else 1.0
        lit, full = self._rays.value, self.won and self._rays.value >= self.rays
        if moment < 0.2:  # the last rays come one by one before the disc fills
            lit = self._party_from + (self.rays - self._party_from) * min(1.0, moment / 0.18)
            full = False
        elif moment < 1:
            full = True
        with smooth_painter(self) as painter:
            center = QPointF(self.width() / 2, self.height() / 2)
            radius = (side / 2 - 2) * swell
            paint_sun(
                painter, self._theme, center, radius, lit=lit, rays=self.rays, full=full, width=side * 0.058
            )
            if full:
                half = side * 0.19 * swell
                box = QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half)
                self._theme.paint_icon(painter, "check", box, "on_won", 2.6)
            else:
                self._paint_words(painter, center, lit)

    def _left(self, lit: float) -> float:
        """What the middle says: the points to go, counted down while the last rays light."""
        if self._goal <= 0:
            return self._points
        if self.moment < 1:
            return float(ceil(self._goal * (1 - lit / self.rays) - 0.01))
        return max(0.0, self._goal - self._points)

    def _paint_words(self, painter: QPainter, center: QPointF, lit: float) -> None:
        disc = (self.side / 2 - 2) * 0.56 * 2
        nominal = self.side * (0.29 if self.side >= _TINY else 0.38)
        text = local_number(self._left(lit))
        font = self._theme.font("huge", tabular=True)
        size = fit(font, text, nominal, disc * 0.8)
        color = self._theme.color("won_text")
        lift = nominal * 0.78 - (nominal - size) * 0.5 if self._caption else size * 0.55
        number_box = QRectF(0, center.y() - lift, self.width(), size * 1.1)
        paint_text(painter, number_box, text, font, color, CENTER)
        small = self._theme.font("small" if self.side > 120 else "caption", 500)
        fit(small, self._caption, small.pixelSize(), disc * 0.92)
        caption_box = QRectF(0, center.y() + nominal * 0.28, self.width(), small.pixelSize() * 1.4)
        paint_text(painter, caption_box, self._caption, small, color, CENTER)
