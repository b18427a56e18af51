"""The large choices and the small weeks of the first start."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import (
    KeyboardFocus,
    elided,
    paint_box,
    paint_focus,
    paint_icon_tile,
    paint_text,
    smooth_painter,
)
from scoreboard.i18n import _


class Week(QWidget):
    """A week as a box: trial or target, and its first day."""

    def __init__(self, theme: Theme, day: str, *, trial: bool) -> None:
        super().__init__()
        self._theme, self._trial, self._day = theme, trial, day
        self._says = _("trial") if trial else _("target")
        self.setMinimumSize(60, theme.px(66))
        self.setAccessibleName(f"{day}: {self._says}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        box = QRectF(0, 0, self.width(), theme.px(44))
        ground, color = ("reserve_soft", "reserve_text") if self._trial else ("surface", "text")
        with smooth_painter(self) as painter:
            paint_box(painter, box, 9, theme.color(ground), None if self._trial else theme.color("border"))
            center = Qt.AlignmentFlag.AlignCenter
            paint_text(painter, box, self._says, theme.font("small", 600), theme.color(color), center)
            below = QRectF(0, box.bottom() + 4, self.width(), theme.px(16))
            paint_text(painter, below, self._day, theme.font("caption"), theme.color("text2"), center)


class Tile(QAbstractButton):
    """A large choice: a name, perhaps a line about it and an amount, and a round mark."""

    def __init__(
        self, theme: Theme, name: str, about: str = "", amount: str = "", icon: str = "", hue: str = "petrol"
    ) -> None:
        super().__init__()
        self._theme, self._about, self._amount, self._symbol, self._hue = theme, about, amount, icon, hue
        self._focus = KeyboardFocus(self)
        self.setText(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, self._theme.px(58 if self._about else 46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box, on = self._theme, QRectF(self.rect()), self.isChecked()
        with smooth_painter(self) as painter:
            ground = "accent_soft" if on else "sunken" if self.underMouse() else "surface"
            border = theme.color("accent" if on else "border")
            paint_box(painter, box, 11, theme.color(ground), border, 2 if on else 1)
            left = 14.0
            if self._symbol:
                side = float(theme.px(36))
                tile = QRectF(left, box.center().y() - side / 2, side, side)
                paint_icon_tile(painter, theme, tile, self._symbol, self._hue)
                left = tile.right() + 14
            mark = QRectF(box.right() - 34, box.center().y() - 9, 18, 18)
            if on:
                paint_box(painter, mark, 9, theme.color("accent"))
                theme.paint_icon(painter, "check", mark.adjusted(3, 3, -3, -3), "on_accent", 3)
            else:
                painter.setPen(QPen(theme.color("border_strong"), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(mark)
            words = QRectF(left, box.top(), mark.left() - 14 - left, box.height())
            self._paint_words(painter, words)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box.adjusted(3, 3, -3, -3), 8)

    def _paint_words(self, painter: QPainter, words: QRectF) -> None:
        theme = self._theme
        small = theme.font("small")
        if self._amount:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint_text(painter, words, self._amount, theme.font("small", 500), theme.color("text2"), right)
        name = QRectF(words)
        if self._about:
            middle = words.center().y()
            name = QRectF(words.left(), middle - theme.px(19), words.width() - 90, theme.px(19))
            below = QRectF(words.left(), middle, words.width() - 90, theme.px(18))
            paint_text(painter, below, elided(self._about, small, below.width()), small, theme.color("text2"))
        font = theme.font("section", 600 if self._about or self.isChecked() else 500)
        paint_text(painter, name, elided(self.text(), font, name.width()), font, theme.color("text"))
