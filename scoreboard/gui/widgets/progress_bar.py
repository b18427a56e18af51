"""A bar from nothing to the target, with a tick where the pace is."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scoreboard.gui.motion import FILL, Glide
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import paint_box, smooth_painter

_OVERHANG = 4


def paint_bar(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    share: float,
    pace: float | None = None,
    color: str = "accent",
    track: QColor | None = None,
) -> None:
    """Draws a bar filled to `share` (0 to 1) into the box; the pace tick stands 4 px above and below it."""
    radius = box.height() / 2
    paint_box(painter, box, radius, track or theme.color("track"))
    share = min(1.0, max(0.0, share))
    if share > 0:
        fill = QRectF(box.left(), box.top(), max(box.height(), box.width() * share), box.height())
        paint_box(painter, fill, radius, theme.color(color))
    if pace is not None:
        x = box.left() + box.width() * min(1.0, max(0.0, pace))
        x = min(box.right() - 1.5, max(box.left() + 1.5, x))
        tick = QRectF(x - 1.5, box.top() - _OVERHANG, 3, box.height() + 2 * _OVERHANG)
        paint_box(painter, tick, 1.5, theme.color("text"))


class ProgressBar(QWidget):
    """`ProgressBar(theme, height=8, color="accent", on="")`; color is a token or hue, `on` the ground it
    stands on when that is tinted ("soft.rose", "accent_soft"). Then `set_values(share, pace=None,
    summary="")`, shares from 0 to 1.
    """

    def __init__(self, theme: Theme, height: int = 8, color: str = "accent", on: str = "") -> None:
        super().__init__()
        self._theme, self._height, self._color, self._on = theme, height, color, on
        self._share = Glide(self, theme.motion, FILL)
        self._pace: float | None = None
        self._fresh = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(self, share: float, pace: float | None = None, summary: str = "") -> None:
        """Shows another share; the first at once, later ones move."""
        self._pace = pace
        self._share.jump(share) if self._fresh else self._share.to(share)
        self._fresh = False
        self.setAccessibleName(summary)
        self.update()

    def set_color(self, color: str, on: str = "") -> None:
        """Takes another token or hue, and the ground it stands on."""
        self._color, self._on = color, on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height + 2 * _OVERHANG)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height + 2 * _OVERHANG)

    def paintEvent(self, _event: QPaintEvent) -> None:
        track = self._theme.mix(self._on, self._color, 0.18) if self._on else None
        box = QRectF(0, (self.height() - self._height) / 2, self.width(), self._height)
        with smooth_painter(self) as painter:
            paint_bar(painter, self._theme, box, self._share.value, self._pace, self._color, track)
