"""The only place that makes labels: text is always shown as it is, never read as mark-up."""

import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from scoreboard.gui.theme import Role, Theme
from scoreboard.gui.widgets.painting import elided, paint_text

_ENDLESS = 10_000
_LITERAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_NUMBER = re.compile(r"[\d\s.,+\-−–×/:%€½]*\d[\d\s.,+\-−–×/:%€½]*")


def is_number(text: str) -> bool:
    """True for text of digits and signs only, which may use figures of equal width."""
    return _NUMBER.fullmatch(text) is not None


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows the text as it is and wraps long lines; Qt would read a tooltip as mark-up when it
    looks like it.
    """
    widget.setToolTip(f'<p style="margin:0">{text.translate(_LITERAL)}</p>' if text else "")


class PlainLabel(QLabel):
    """A label of plain text. Made by `plain_label`; `setText` and `text` work as usual."""

    def __init__(self, theme: Theme, role: Role, color: str, weight: int | None) -> None:
        super().__init__()
        self._theme, self._role, self._weight, self._tabular = theme, role, weight, False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role, weight))
        self.set_color(color)

    def set_color(self, color: str) -> None:
        """Takes a colour name of the theme."""
        self._color = self._theme.color(color)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._color)
        self.setPalette(palette)

    def setText(self, text: str) -> None:  # noqa: N802
        tabular = is_number(text)
        if tabular != self._tabular:
            self._tabular = tabular
            self.setFont(self._theme.font(self._role, self._weight, tabular=tabular))
        super().setText(text)


class SteadyLabel(PlainLabel):
    """A text that changes with every click. While another one fits where the last one stands, nothing around
    it is laid out anew; QLabel asks for that at any change, and the whole window answers.
    """

    _SLACK = 24

    def __init__(self, theme: Theme, role: Role, color: str, weight: int | None) -> None:
        super().__init__(theme, role, color, weight)
        self._text = ""
        self._flags: int | None = None

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802
        before, self._text = self._text, text
        same_font = is_number(text) == self._tabular
        if before and text and same_font and self._room(text) == self._room(before) != 0:
            self.setAccessibleName(text)
            self.update()
        else:
            self.setAccessibleName("")
            super().setText(text)

    def _room(self, text: str) -> float:
        """What the text needs where the label stands; 0 when that is another place."""
        metrics, box = QFontMetricsF(self.font()), self.contentsRect()
        free = box.width() - metrics.horizontalAdvance(text)
        if free >= 0:
            return metrics.height() if self.wordWrap() or free < self._SLACK else 0
        if not self.wordWrap():
            return 0
        wide = QRectF(0, 0, box.width(), _ENDLESS)
        return metrics.boundingRect(wide, Qt.TextFlag.TextWordWrap, text).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._color)
        if self._flags is None:
            wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag(0)
            self._flags = self.alignment().value | wrap.value
        painter.drawText(self.contentsRect(), self._flags, self._text)
        painter.end()


class ElidingLabel(PlainLabel):
    """One line that ends in an ellipsis when there is no room; the tooltip then has the whole text."""

    def __init__(self, theme: Theme, role: Role, color: str, weight: int | None) -> None:
        super().__init__(theme, role, color, weight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        least = min(self.sizeHint().width(), round(QFontMetricsF(self.font()).horizontalAdvance("MMM…")))
        return QSize(least, self.sizeHint().height())

    def setText(self, text: str) -> None:  # noqa: N802
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tell()

    @property
    def shortened(self) -> bool:
        """True when the text does not fit."""
        return QFontMetricsF(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width() + 0.5

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.contentsRect())
        color = self.palette().color(QPalette.ColorRole.WindowText)
        paint_text(
            painter,
            box,
            elided(self.text(), self.font(), box.width() + 0.5),
            self.font(),
            color,
            self.alignment(),
        )
        painter.end()

    def _tell(self) -> None:
        set_tooltip(self, self.text() if self.shortened else "")


def plain_label(
    theme: Theme,
    text: str = "",
    role: Role = "body",
    color: str = "text",
    *,
    weight: int | None = None,
    wrap: bool = False,
    elide: bool = False,
    steady: bool = False,
    align: Qt.AlignmentFlag | None = None,
    selectable: bool = False,
) -> PlainLabel:
    """A label for any text, also from other people's files: `wrap` for several lines, `elide` for one that
    may be cut, `steady` for one that changes often in a place of its own.
    """
    kind = SteadyLabel if steady else ElidingLabel if elide else PlainLabel
    label = kind(theme, role, color, weight)
    label.setWordWrap(wrap)
    if align is not None:
        label.setAlignment(align)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    label.setText(text)
    return label
