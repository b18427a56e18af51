"""Shapes that several widgets share: rounded boxes, shadows, the sun, key caps, wrapped text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import cos, pi, sin
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from scoreboard.gui.theme import Theme

CENTER = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_FLOATING_LAYERS, _FLOATING_SPREAD, _FLOATING_OFFSET = 18, 20.0, 8.0
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
FLOATING_MARGIN = 30
"""Room a floating widget leaves around itself for its shadow."""


@contextmanager
def smooth_painter(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter with smooth edges that is closed for certain."""
    painter = QPainter(device)
    painter.setRenderHints(_SMOOTH)
    try:
        yield painter
    finally:
        painter.end()


def paint_box(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    border_width: float = 1.0,
) -> None:
    """A rounded rectangle; the border lies inside the box."""
    painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, border_width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    inset = 0.0 if border is None else border_width / 2
    inner = box.adjusted(inset, inset, -inset, -inset)
    radius = min(radius, inner.height() / 2, inner.width() / 2)
    painter.drawRoundedRect(inner, radius, radius)


def paint_focus(painter: QPainter, theme: Theme, box: QRectF, radius: float) -> None:
    """The keyboard focus ring, inside the box."""
    paint_box(painter, box, radius, None, theme.color("accent"), 2)


def paint_text(
    painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor, align: Qt.AlignmentFlag = LEFT
) -> None:
    """One line of text. QPainter never reads mark-up."""
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, align, text)


def text_width(text: str, font: QFont) -> float:
    """Width in logical pixels, rounded up so that the text fits."""
    return float(int(QFontMetricsF(font).horizontalAdvance(text)) + 1)


def fit(font: QFont, text: str, size: float, room: float) -> float:
    """Gives the font this pixel size, or a smaller one with which the text fits into the room; returns it."""
    font.setPixelSize(round(size))
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width > room:
        size = max(8.0, size * room / width)
        font.setPixelSize(int(size))
    return size


def elided(text: str, font: QFont, width: float) -> str:
    """The text or as much of it as fits, with an ellipsis."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped(text: str, font: QFont, width: float, lines: int, last_width: float | None = None) -> list[str]:
    """The text in at most `lines` lines, the last of them in `last_width` and elided if it must be.

    A word too long for a line is broken only when that saves the text from being cut.
    """
    last_width = width if last_width is None else last_width
    whole_words = _wrapped(text, font, width, lines, last_width, QTextOption.WrapMode.WordWrap)
    if not any(part.endswith("…") for part in whole_words):
        return whole_words
    anywhere = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    broken = _wrapped(text, font, width, lines, last_width, anywhere)
    return broken if not broken[-1].endswith("…") or whole_words[0].endswith("…") else whole_words


def _wrapped(
    text: str, font: QFont, width: float, lines: int, last_width: float, mode: QTextOption.WrapMode
) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(mode)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(last_width if len(starts) >= lines - 1 else width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    if len(starts) > lines:
        starts, ends = starts[:lines], [*ends[: lines - 1], len(text)]
    parts = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    widths = [last_width if index == lines - 1 else width for index in range(len(parts))]
    return [elided(part, font, room + 0.5) for part, room in zip(parts, widths, strict=True)]


def paint_card_shadow(painter: QPainter, theme: Theme, box: QRectF, radius: float) -> QRectF:
    """The hairline of depth under a card, inside the box; returns what is left for the card."""
    paint_box(painter, box.adjusted(0, 1, 0, 0), radius, theme.color("shadow", theme.card_shadow))
    return box.adjusted(0, 0, 0, -1.5)


def paint_floating_shadow(painter: QPainter, theme: Theme, box: QRectF, radius: float) -> None:
    """The soft shadow of things that float: stacked rounded rectangles, cheaper than a graphics effect."""
    for layer in range(_FLOATING_LAYERS):
        grow = _FLOATING_SPREAD * (1 - layer / _FLOATING_LAYERS)
        alpha = 0.0109 * theme.floating_shadow * ((layer + 0.5) / _FLOATING_LAYERS) ** 1.2
        stacked = box.adjusted(-grow, -grow + _FLOATING_OFFSET, grow, grow + _FLOATING_OFFSET)
        paint_box(painter, stacked, radius + grow, theme.color("shadow", alpha))


TOO_LARGE = 8192
"""Logical pixels of a side from which on no picture is kept."""


class Ground:
    """What a widget draws behind its content, kept as a picture: large rounded boxes are dear to draw, and
    each change of something inside asks for them again. `fill` is what it stands on, when it fills its box.
    """

    def __init__(self, fill: QColor | None = None) -> None:
        self._fill = Qt.GlobalColor.transparent if fill is None else fill
        self._picture = QPixmap()
        self._made_for: object = None

    def paint(
        self,
        event: QPaintEvent,
        widget: QWidget,
        look: object,
        draw: Callable[[QPainter], None],
        over: Callable[[QPainter], None] | None = None,
    ) -> None:
        """Draws the picture where the event asks for it; `draw` makes it when size or `look` are new.

        `over` draws what is not kept.
        """
        if max(widget.width(), widget.height()) > TOO_LARGE:
            self._paint_large(event, widget, draw, over)
            return
        made_for = (widget.size(), widget.devicePixelRatioF(), look)
        if made_for != self._made_for:
            self._made_for = made_for
            self._picture = QPixmap(widget.size() * widget.devicePixelRatioF())
            self._picture.setDevicePixelRatio(widget.devicePixelRatioF())
            self._picture.fill(self._fill)
            with smooth_painter(self._picture) as painter:
                draw(painter)
        painter = QPainter(widget)
        ratio = widget.devicePixelRatioF()
        region: Any = event.region()  # its rectangles, not its bounds: what changed may lie far apart
        for asked in region:
            box = QRectF(asked)
            source = QRectF(box.topLeft() * ratio, box.size() * ratio)
            painter.drawPixmap(box, self._picture, source)
        if over is not None:
            painter.setRenderHints(_SMOOTH)
            over(painter)
        painter.end()

    def _paint_large(
        self,
        event: QPaintEvent,
        widget: QWidget,
        draw: Callable[[QPainter], None],
        over: Callable[[QPainter], None] | None,
    ) -> None:
        """Draws without a picture, which would take more memory than drawing takes time."""
        self._picture, self._made_for = QPixmap(), None
        with smooth_painter(widget) as painter:
            painter.setClipRegion(event.region())
            painter.fillRect(event.rect(), self._fill)
            draw(painter)
            if over is not None:
                over(painter)


def paint_icon_tile(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    icon: str,
    hue: str,
    *,
    radius: float = 9,
    icon_size: float | None = None,
    solid: bool = False,
) -> None:
    """An icon on its soft hue, or reversed on the full hue."""
    paint_box(painter, box, radius, theme.color(hue if solid else f"soft.{hue}"))
    size = box.width() * 0.55 if icon_size is None else icon_size
    inner = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
    theme.paint_icon(painter, icon, inner, f"on.{hue}" if solid else hue)


def keycap_width(theme: Theme, text: str) -> float:
    """Width of a key cap with this text, at least a square."""
    return max(float(theme.gentle_px(20)), text_width(text, theme.font("caption", 600)) + 12)


def paint_keycap(painter: QPainter, theme: Theme, box: QRectF, text: str) -> None:
    """The key to press, as on a keyboard."""
    paint_box(painter, box, 5, theme.color("sunken"), theme.color("border"))
    paint_text(painter, box, text, theme.font("caption", 600), theme.color("text3"), CENTER)


def paint_sun(
    painter: QPainter,
    theme: Theme,
    center: QPointF,
    radius: float,
    *,
    lit: float = 1.0,
    rays: int = 8,
    full: bool = False,
    width: float | None = None,
    inner: float = 0.70,
    core: float = 0.56,
) -> None:
    """The sun: `lit` rays (a fraction draws a part of one ray's colour) of `rays`, from `inner` to the full
    radius, and the disc, filled when the day is won.
    """
    width = max(1.6, radius * 0.116) if width is None else width
    for ray in range(rays):
        angle = -pi / 2 + 2 * pi * ray / rays
        share = min(1.0, max(0.0, lit - ray))
        color = theme.mix("track", "won", share)
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        near, far = radius * inner + width / 2, radius - width / 2
        direction = QPointF(cos(angle), sin(angle))
        painter.drawLine(center + direction * near, center + direction * far)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("won" if full else "won_soft"))
    painter.drawEllipse(center, radius * core, radius * core)


def paint_app_mark(painter: QPainter, theme: Theme, box: QRectF) -> None:
    """The program's mark: a sun with six of eight rays lit on a petrol square."""
    side = box.width()
    paint_box(painter, box, side * 0.28, theme.color("mark_tile"))
    center, mark = box.center(), theme.color("mark")
    for ray in range(8):
        direction = QPointF(cos(-pi / 2 + pi * ray / 4), sin(-pi / 2 + pi * ray / 4))
        color = mark if ray < 6 else QColor(255, 255, 255, 80)
        painter.setPen(QPen(color, side * 0.075, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(center + direction * (side * 0.2664), center + direction * (side * 0.36))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    painter.drawEllipse(center, side * 0.15, side * 0.15)


class KeyboardFocus(QObject):
    """Knows whether its widget shows a focus ring: when the keyboard brought the focus or is used there."""

    _BY_KEYBOARD = (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    )

    _NO_CHANGE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.visible = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QFocusEvent) and event.reason() not in self._NO_CHANGE:
            self._show(event.gotFocus() and event.reason() in self._BY_KEYBOARD)
        elif kind == QEvent.Type.MouseButtonPress:
            self._show(False)
        elif kind == QEvent.Type.KeyPress:
            self._show(self._widget.hasFocus())
        return False

    def _show(self, visible: bool) -> None:
        if visible != self.visible:
            self.visible = visible
            self._widget.update()
