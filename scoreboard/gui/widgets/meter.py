"""A score in plain numbers over a bar: what ring and sun show, for those who want no game."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from scoreboard.gui.motion import FILL, Glide
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import CENTER, fit, paint_text, smooth_painter
from scoreboard.gui.widgets.progress_bar import paint_bar
from scoreboard.gui.widgets.week_ring import local_number


class Meter(QWidget):
    """`Meter(theme, size=152)`, then `set_values(shown, value, target, pace, caption, summary)`: `shown` is
    the number, `caption` stands under it, and the bar is filled from 0 to the target.
    """

    def __init__(self, theme: Theme, size: int = 152) -> None:
        super().__init__()
        self._theme = theme
        self._text, self._caption = "", ""
        self._pace: float | None = None
        self._share = Glide(self, theme.motion, FILL)
        self._fresh = True
        self.setFixedSize(theme.gentle_px(size), theme.gentle_px(round(size * 0.72)))

    def set_values(
        self,
        shown: float,
        value: float,
        target: float,
        pace: float | None = None,
        caption: str = "",
        summary: str = "",
    ) -> None:
        """Shows another score; the first at once, later ones move."""
        self._text, self._caption = local_number(shown), caption
        self._pace = pace / target if pace is not None and target > 0 else None
        share = min(1.0, value / target) if target > 0 else 0.0
        self._share.jump(share) if self._fresh else self._share.to(share)
        self._fresh = False
        self.setAccessibleName(summary)
        self.update()

    def shown_text(self) -> str:
        """The number."""
        return self._text

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, width, height = self._theme, self.width(), self.height()
        font = theme.font("huge", tabular=True)
        fit(font, self._text, height * 0.46, width * 0.9)
        small = theme.font("small")
        fit(small, self._caption, small.pixelSize(), width * 0.96)
        with smooth_painter(self) as painter:
            box = QRectF(0, 0, width, height * 0.52)
            paint_text(painter, box, self._text, font, theme.color("text"), CENTER)
            box = QRectF(0, height * 0.52, width, height * 0.2)
            paint_text(painter, box, self._caption, small, theme.color("text2"), CENTER)
            bar = QRectF(2, height * 0.8, width - 4, 8)
            paint_bar(painter, theme, bar, self._share.value, self._pace)
