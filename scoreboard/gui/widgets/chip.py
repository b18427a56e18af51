"""Small rounded boxes with a few words: chips can be pressed, badges only tell."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import (
    KeyboardFocus,
    elided,
    paint_box,
    paint_focus,
    paint_text,
    smooth_painter,
    text_width,
    wrapped,
)

_LEAST, _LINE = 80, 17


class Chip(QAbstractButton):
    """`Chip(theme, "1 quote", hue="petrol", icon="file-text", accessible_name="")`: a hint that does
    something when clicked.

    Without a hue it is a neutral choice: with `setCheckable(True)` it stays chosen. Signals: `clicked`,
    `toggled(bool)`. Where there is little room its text goes on in up to `lines` lines; what is cut then
    ends in an ellipsis, and its tooltip has all of it.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        hue: str = "",
        icon: str = "",
        accessible_name: str = "",
        lines: int = 1,
    ) -> None:
        super().__init__()
        self._theme, self._hue, self._symbol, self._most = theme, hue, icon, lines
        self._font = theme.font("strong" if hue else "small", 600)
        self._focus = KeyboardFocus(self)
        self.setText(text)
        self.setAccessibleName(accessible_name or text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if lines > 1:
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = round(self._left() + text_width(self.text(), self._font)) + 11
        return QSize(width, self._theme.px(30 if self._hue else 28))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._theme.px(_LEAST)), hint.height())

    def heightForWidth(self, width: int) -> int:
        more = len(self._lines(width)) - 1
        return self.sizeHint().height() + more * self._theme.px(_LINE)

    def _lines(self, width: int) -> list[str]:
        room = width - self._left() - 10
        if self._most == 1:
            return [elided(self.text(), self._font, room)]
        return wrapped(self.text(), self._font, room, self._most)

    def _left(self) -> float:
        return 11.0 + (self._theme.px(21) if self._symbol else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = self.text().endswith(self._lines(self.width())[-1])
        set_tooltip(self, "" if whole else self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        active = self.isDown() or (self.underMouse() and self.isEnabled())
        if self._hue:
            fill, border, color = theme.color(f"soft.{self._hue}"), None, self._hue
            if active:
                fill, border = (
                    theme.mix(f"soft.{self._hue}", self._hue, 0.12),
                    theme.mix("border", self._hue, 0.45),
                )
        elif self.isChecked():
            fill, border, color = (
                theme.color("accent_soft"),
                theme.mix("accent_soft", "accent", 0.22),
                "accent",
            )
        else:
            fill, border, color = (
                theme.color("surface" if active else "sunken"),
                theme.color("border"),
                "text2",
            )
        with smooth_painter(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.45)
            radius = min(box.height(), self.sizeHint().height()) / 2
            paint_box(painter, box, radius, fill, border)
            if self._symbol:
                side = float(theme.px(16))
                icon = QRectF(11, box.center().y() - side / 2, side, side)
                theme.paint_icon(painter, self._symbol, icon, color, 2.1)
            words = box.adjusted(self._left(), 0, -10, 0)
            lines, high = self._lines(self.width()), theme.px(_LINE)
            top = (len(lines) - 1) * high / 2
            for place, line in enumerate(lines):
                paint_text(
                    painter, words.translated(0, place * high - top), line, self._font, theme.color(color)
                )
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box, radius)


class Badge(QWidget):
    """`Badge(theme, "6 in a row", icon="sun", color="won_text", ground="won_soft", border="")`: a fact in a
    pill.

    `set_text(text)`; the text is also what a screen reader says.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        color: str = "text2",
        ground: str = "sunken",
        border: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._color, self._ground, self._border = theme, icon, color, ground, border
        self._font, self._text = theme.font("small", 600), ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Tells something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        icon = self._theme.px(18) if self._icon else 0
        return QSize(round(text_width(self._text, self._font)) + icon + 20, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        with smooth_painter(self) as painter:
            border = theme.color(self._border) if self._border else None
            paint_box(painter, box, box.height() / 2, theme.color(self._ground), border)
            left = 10.0
            if self._icon:
                side = float(theme.px(14))
                icon = QRectF(left - 1, box.center().y() - side / 2, side, side)
                theme.paint_icon(painter, self._icon, icon, self._color, 2.1)
                left += theme.px(18)
            paint_text(painter, box.adjusted(left, 0, 0, 0), self._text, self._font, theme.color(self._color))
