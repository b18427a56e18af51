"""Cards group what belongs together; lines part it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.painting import Ground, paint_box, paint_card_shadow

RADIUS = 14


class Card(QWidget):
    """`Card(theme, padding=(20, 18, 20, 18), hue="", flat=False, selected=False)`: a rounded card with a
    vertical layout `body`; `add_title("Days won", badge)` adds a heading with widgets at its right end,
    `add_line()` a hairline.

    With a hue it is tinted, as a campaign is. `flat` leaves out the shadow, `selected` outlines it. `on` is
    the plain colour it stands on ("window"): it fills its corners with it, and nothing under the card need be
    painted when something in it changes.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        padding: tuple[int, int, int, int] = (20, 18, 20, 18),
        hue: str = "",
        flat: bool = False,
        selected: bool = False,
        on: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._hue, self._flat, self._selected = theme, hue, flat or bool(hue), selected
        self._ground = Ground(theme.color(on) if on else None)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(on))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*padding)
        self.body.setSpacing(0)

    def add_title(self, text: str, *right: QWidget, detail: str = "") -> PlainLabel:
        """Adds a heading, a quiet detail after it and widgets at the right; returns the heading's label."""
        row = QHBoxLayout()
        row.setSpacing(10)
        title = plain_label(self._theme, text, "section", wrap=not right and not detail)
        row.addWidget(title)
        if detail:
            row.addWidget(plain_label(self._theme, detail, "small", "text3", elide=True), 1)
        row.addStretch(0 if detail else 1)
        for widget in right:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        return title

    def add_line(self, space: int = 12) -> None:
        """Adds a hairline with room above and below."""
        self.body.addSpacing(space)
        self.body.addWidget(Line(self._theme))
        self.body.addSpacing(space)

    def set_selected(self, selected: bool) -> None:
        """Outlines the card or not."""
        self._selected = selected
        self.update()

    def _border(self) -> QColor:
        if self._selected:
            return self._theme.color(self._hue or "accent")
        return self._theme.color(f"border.{self._hue}" if self._hue else "border")

    def paintEvent(self, event: QPaintEvent) -> None:
        self._ground.paint(event, self, self._selected, self._draw)

    def _draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        if not self._flat:
            box = paint_card_shadow(painter, self._theme, box, RADIUS)
        fill = self._theme.color(f"soft.{self._hue}" if self._hue else "surface")
        paint_box(painter, box, RADIUS, fill, self._border(), 2 if self._selected else 1)


class Line(QWidget):
    """`Line(theme, vertical=False, dashed=False)`: a hairline."""

    def __init__(self, theme: Theme, *, vertical: bool = False, dashed: bool = False) -> None:
        super().__init__()
        self._theme, self._vertical, self._dashed = theme, vertical, dashed
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(self._theme.color("border_strong" if self._dashed else "border"), 1)
        if self._dashed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        end = QPointF(0.5, self.height()) if self._vertical else QPointF(self.width(), 0.5)
        painter.drawLine(QPointF(0.5, 0) if self._vertical else QPointF(0, 0.5), end)
        painter.end()
