"""A person as initials on a soft hue."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import CENTER, paint_text, smooth_painter


class Avatar(QWidget):
    """`Avatar(theme, "SV", hue="petrol", size=36, on_tint=False)`; on_tint draws it on white, for tinted
    rows. Decoration: the name stands beside it.
    """

    def __init__(
        self, theme: Theme, initials: str, hue: str = "petrol", size: int = 36, *, on_tint: bool = False
    ) -> None:
        super().__init__()
        self._theme, self._initials, self._hue, self._on_tint = theme, initials[:2], hue, on_tint
        side = theme.gentle_px(size)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        with smooth_painter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("surface" if self._on_tint else f"soft.{self._hue}"))
            painter.drawEllipse(box)
            font = self._theme.font("caption", 700)
            font.setPixelSize(max(9, round(box.width() * 0.36)))
            paint_text(painter, box, self._initials, font, self._theme.color(self._hue), CENTER)
