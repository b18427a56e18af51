"""A small key for the mini pad: icon, points and digit; its name is in the tooltip."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import (
    CENTER,
    LEFT,
    RIGHT,
    fit,
    paint_box,
    paint_focus,
    paint_text,
    smooth_painter,
    text_width,
)

_LIP = 2.5
_RADIUS = 11
_SIDE = 7


class PadKey(ActivityKey):
    """Made and worked like an `ActivityKey`; 51 by 62 at the usual text size."""

    opaque = False  # what it stands on shows in its corners

    def __init__(
        self,
        theme: Theme,
        name: str,
        hue: str,
        icon: str,
        points: str,
        *,
        digit: str = "",
        factor: str = "",
        factor_hue: str = "rose",
        count: int = 0,
        accessible_name: str = "",
        accessible_description: str = "",
    ) -> None:
        super().__init__(
            theme,
            name,
            hue,
            icon,
            points,
            digit=digit,
            factor=factor,
            factor_hue=factor_hue,
            count=count,
            accessible_name=accessible_name,
            accessible_description=accessible_description,
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(51), self._theme.px(62))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(50))

    def _tell(self) -> None:
        set_tooltip(self, self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, hue = self._theme, self._hue
        pressed, hover = self.isDown(), self.underMouse()
        heat = 1.0 if pressed else max(self._warmth.value, 0.5 if hover else 0.0)
        box = QRectF(self.rect())
        body = box.adjusted(0, _LIP - 1 if pressed else 0, 0, -1 if pressed else -_LIP)
        with smooth_painter(self) as painter:
            paint_box(painter, box.adjusted(0, _LIP, 0, 0), _RADIUS, theme.mix("edge", hue, 0.5 * heat))
            border = theme.mix(f"soft.{hue}", hue, 0.22 + 0.3 * heat)
            paint_box(painter, body, _RADIUS, theme.mix(f"soft.{hue}", hue, 0.08 * heat), border)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, body.adjusted(2, 2, -2, -2), _RADIUS - 2)
            self._paint_face(painter, body)

    def _paint_face(self, painter: QPainter, body: QRectF) -> None:
        theme, hue = self._theme, self._hue
        side = float(theme.px(22))
        aside = theme.px(3) if self._factor else 0
        icon = QRectF(body.center().x() - side / 2 + aside, body.top() + theme.px(8), side, side)
        theme.paint_icon(painter, self._icon, icon, hue, 2.1)
        if self._count:
            self._paint_count(painter, body)
        if self._factor:
            self._paint_pill(painter, QPointF(body.left() + 2, body.top()), self._factor, self._factor_hue)
        row = body.adjusted(_SIDE, 0, -_SIDE, 0)
        row.setTop(body.bottom() - theme.px(25))
        row.setHeight(theme.px(18))
        digit_font = theme.font("caption", 500)
        paint_text(painter, row, self._digit, digit_font, theme.color("text2"), RIGHT)
        room = row.width() - (text_width(self._digit, digit_font) + 2 if self._digit else 0)
        font = theme.font("strong", 700, tabular=True)
        fit(font, self._points, font.pixelSize(), room)
        paint_text(painter, row, self._points, font, theme.color("text"), LEFT)

    def _paint_count(self, painter: QPainter, body: QRectF) -> None:
        """A dot for once today, the number for more."""
        theme = self._theme
        if self._count > 1:
            corner = QPointF(body.right() - 2, body.top())
            self._paint_pill(painter, corner, str(self._count), self._hue, from_right=True)
            return
        dot = float(theme.px(6.4))
        box = QRectF(body.right() - 6 - dot, body.top() + theme.px(9) - dot / 2, dot, dot)
        paint_box(painter, box, dot, theme.color(self._hue))

    def _paint_pill(
        self, painter: QPainter, corner: QPointF, text: str, hue: str, *, from_right: bool = False
    ) -> None:
        theme = self._theme
        font = theme.font("caption", 700, size=10)
        height = float(theme.px(14))
        width = max(height, text_width(text, font) + theme.px(6))
        pill = QRectF(corner.x() - (width if from_right else 0), corner.y() + theme.px(2), width, height)
        paint_box(painter, pill, height / 2, theme.color(hue))
        paint_text(painter, pill, text, font, theme.color(f"on.{hue}"), CENTER)
