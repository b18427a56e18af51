"""A key to press for an activity: what it is, what it earns, how often today, which digit presses it."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from scoreboard.gui.motion import FLOAT_UP, KEY_WARMTH, OUT_QUAD, Glide
from scoreboard.gui.theme import Theme, mix
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import (
    CENTER,
    RIGHT,
    Ground,
    KeyboardFocus,
    keycap_width,
    paint_box,
    paint_focus,
    paint_icon_tile,
    paint_keycap,
    paint_text,
    smooth_painter,
    text_width,
    wrapped,
)
from scoreboard.gui.widgets.tally import paint_tally, tally_width

HOLD_MS = 400
MIN_WIDTH = 187
_LIP = 3.0
_RADIUS = 13


class TopRow(NamedTuple):
    """The boxes of a key's upper row."""

    tile: QRectF
    points: QRectF
    factor: QRectF
    tally: QRectF
    keycap: QRectF


class ActivityKey(QAbstractButton):
    """`ActivityKey(theme, name, hue, icon, points, digit="", factor="", factor_hue="rose", count=0, goal=(),
    has_outcomes=False, paused="", compact=False, accessible_name="", accessible_description="")`; all values
    are texts as shown ("+3", "×2"). `goal` is the mini-goal instead of the tally, the longer text first
    ("3 of 20", "3/20").

    Signals: `clicked` (mouse, Space, Enter or `click()`: the usual outcome) and `details_requested` (the
    chevron, right click, Shift+click, Shift+Enter, the menu key or a press of 400 ms: ask how it went). A
    press that asked for details does not click. `paused` is the reason, shown as tooltip; the key is then
    disabled. After logging call `show_logged("+3")` and `set_count(n)`.
    """

    details_requested = Signal()

    opaque = True
    """Whether it paints all of itself, with its corners."""

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
        goal: tuple[str, ...] = (),
        has_outcomes: bool = False,
        paused: str = "",
        compact: bool = False,
        accessible_name: str = "",
        accessible_description: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._hue, self._icon = theme, hue, icon
        self._digit, self._count, self._has_outcomes = digit, count, has_outcomes
        self._goal = goal
        self._points, self._factor, self._factor_hue = points, factor, factor_hue
        self._compact, self._paused = compact, paused
        self._warmth = Glide(self, theme.motion, KEY_WARMTH)
        self._focus = KeyboardFocus(self)
        self._ground = Ground(theme.color("window"))
        self._asked = False
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self._ask)
        self.setText(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name or f"{name}, {points}")
        self.setAccessibleDescription(accessible_description)
        self.set_paused(paused)

    # what it shows

    def set_count(self, count: int, accessible_description: str = "", goal: tuple[str, ...] = ()) -> None:
        """How often it was logged today, and the mini-goal in words."""
        self._count, self._goal = count, goal
        if accessible_description:
            self.setAccessibleDescription(accessible_description)
        self.update()

    def set_points(self, points: str, factor: str = "", factor_hue: str = "rose") -> None:
        """What the usual outcome earns now ("+3") and the campaign's factor ("×2")."""
        self._points, self._factor, self._factor_hue = points, factor, factor_hue
        self.update()

    def set_paused(self, reason: str) -> None:
        """Pauses the key for a reason, or lets it work again with an empty one."""
        self._paused = reason
        self.setEnabled(not reason)
        self._tell()

    def show_logged(self, points: str) -> None:
        """The warm moment after logging; `points` floats out of the key."""
        if self._theme.motion.on:
            self._warmth.play(1.0, 0.0)
            FloatingPoints.rise(self._theme, self, points, self._hue)

    # size

    def _lines(self) -> int:
        return 3 if self._theme.large_text else 2

    def sizeHint(self) -> QSize:
        room = (26 if self._compact else 32) + self._theme.gentle_px(34)
        return QSize(self._wider(196), room + self._lines() * self._line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wider(MIN_WIDTH), self.sizeHint().height())

    def _wider(self, width: int) -> int:
        # names need most of what larger text takes; with 70 % three keys still stand side by side at 150 %
        return round(width * (1 + max(0, self._theme.text_size - 100) * 0.007))

    def _line_height(self) -> int:
        return self._theme.px(17)

    # how it is worked

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._asked = False
        if event.button() == Qt.MouseButton.LeftButton:
            on_chevron = self._has_outcomes and self._chevron_box().adjusted(-4, -4, 4, 4).contains(
                event.position()
            )
            if on_chevron or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._ask()
                return
            self._hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold.stop()
        if self._asked:
            self._asked = False
            self.setDown(False)
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold.isActive() and not self.rect().contains(event.position().toPoint()):
            self._hold.stop()
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._ask()
            else:
                self.animateClick()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self._ask()

    def _ask(self) -> None:
        self._hold.stop()
        self._asked = True
        self.setDown(False)
        if self.isEnabled():
            self.details_requested.emit()

    # how it is drawn

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Painted to its edges, so that nothing under it need be painted. Fusion takes this from new buttons.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self.opaque)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def name_lines(self) -> list[str]:
        """The name as it is drawn, line by line, the last one elided if there is no room."""
        full = self._body(0).width() - 28
        last = full - 28 if self._has_outcomes else full
        first = last if self._compact else full  # a low key has the chevron beside both lines
        return wrapped(self.text(), self._theme.font("strong"), first, self._lines(), last)

    @property
    def shortened(self) -> bool:
        """True when the name does not fit; the tooltip then has all of it."""
        return any(line.endswith("…") for line in self.name_lines()) and not self.text().endswith("…")

    def _tell(self) -> None:
        set_tooltip(self, self._paused or (self.text() if self.shortened else ""))

    def _body(self, down: float) -> QRectF:
        return QRectF(self.rect()).adjusted(1, down, -1, down - _LIP)

    def _chevron_box(self) -> QRectF:
        body = self._body(0)
        return QRectF(body.right() - 32, body.bottom() - 30, 22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        pressed = self.isDown()
        hover = self.underMouse() and self.isEnabled()
        heat = 1.0 if pressed else self._warmth.value
        body = self._body(_LIP - 1 if pressed else 0)
        focused = self._focus.visible and self.hasFocus()
        row = self.top_row()
        # the count changes with a click, all else is kept as a picture
        look = (heat, hover, focused, self.isEnabled(), self.text(), self._points, self._factor, row.factor)
        self._ground.paint(
            event,
            self,
            look,
            lambda painter: self._draw(painter, row, body, heat, hover=hover, focused=focused),
            lambda painter: self._paint_count(painter, row.tally.translated(body.topLeft())),
        )

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        if not self.isEnabled():
            painter.setOpacity(0.45)
        if self._goal:
            font, color = self._theme.font("small", 600), self._theme.color(self._hue)
            paint_text(painter, box, self.goal_text(box.width()), font, color, RIGHT)
        else:
            paint_tally(painter, self._theme, box, self._count, self._hue)

    def _draw(
        self, painter: QPainter, row: TopRow, body: QRectF, heat: float, *, hover: bool, focused: bool
    ) -> None:
        if not self.isEnabled():
            painter.setOpacity(0.45)
        self._paint_cap(painter, body, heat, hover)
        if focused:
            paint_focus(painter, self._theme, body.adjusted(2, 2, -2, -2), _RADIUS - 2)
        self._paint_top_row(painter, row, body, heat)
        self._paint_name(painter, body)
        if self._has_outcomes:
            box = self._chevron_box().translated(0, body.top())
            fill = "surface" if hover or heat > 0.15 else "sunken"
            paint_box(painter, box, 7, self._theme.color(fill), self._theme.color("border"))
            self._theme.paint_icon(painter, "chevron-down", box.adjusted(4.5, 4.5, -4.5, -4.5), "text2", 2.4)

    def _paint_cap(self, painter: QPainter, body: QRectF, heat: float, hover: bool) -> None:
        theme = self._theme
        tint = 0.45 * max(heat, 1.0 if hover else 0.0)
        paint_box(
            painter, QRectF(self.rect()).adjusted(1, _LIP, -1, 0), _RADIUS, theme.mix("edge", self._hue, tint)
        )
        resting = theme.mix("surface", self._hue, 0.05) if hover else theme.color("surface")
        fill = mix(resting, theme.color(f"soft.{self._hue}"), heat)
        paint_box(painter, body, _RADIUS, fill, theme.mix("border", self._hue, tint))

    def top_row(self) -> TopRow:
        """Where the parts of the upper row stand, in the coordinates of the body."""
        theme, body = self._theme, self._body(0)
        side = float(theme.gentle_px(34))
        tile = QRectF(12, 9 if self._compact else 11, side, side)
        middle, right = tile.center().y(), body.width() - 12
        cap_height = float(theme.gentle_px(20))
        cap_width = keycap_width(theme, self._digit) if self._digit else 0.0
        keycap = QRectF(right - cap_width, middle - cap_height / 2, cap_width, cap_height)
        right -= cap_width + 8 if self._digit else 0
        points = QRectF(
            tile.right() + 9, tile.top(), text_width(self._points, theme.font("points", tabular=True)), side
        )
        factor_width = text_width(self._factor, theme.font("caption", 700)) + 11 if self._factor else 0.0
        room = right - points.right() - 6 - (factor_width + 5 if self._factor else 0)
        width, height = tally_width(theme, self._count), 14.0
        if self._goal:
            width, height = text_width(self.goal_text(room), theme.font("small", 600)), theme.px(16)
        tally = QRectF(right - width, middle - height / 2, width, height)
        right = tally.left() - (4 if width else 0)
        factor = QRectF()
        if self._factor:
            factor = QRectF(points.right() + 5, middle - theme.px(9), factor_width, theme.px(18))
            if factor.right() > right:  # no room in the row: it hangs on the tile's lower edge instead
                factor.moveCenter(QPointF(tile.center().x(), tile.bottom() - 1))
                factor.moveLeft(max(6.0, factor.left()))
        return TopRow(tile, points, factor, tally, keycap)

    def goal_text(self, room: float) -> str:
        """The mini-goal as long as it may be."""
        font = self._theme.font("small", 600)
        return next((text for text in self._goal if text_width(text, font) <= room), self._goal[-1])

    def _paint_top_row(self, painter: QPainter, row: TopRow, body: QRectF, heat: float) -> None:
        theme = self._theme
        painter.save()
        painter.translate(body.topLeft())
        paint_icon_tile(painter, theme, row.tile, self._icon, self._hue, solid=heat > 0.15)
        if self._digit:
            paint_keycap(painter, theme, row.keycap, self._digit)
        font = theme.font("points", tabular=True)
        paint_text(painter, row.points, self._points, font, theme.color("text"))
        if self._factor:
            ground = theme.color(f"soft.{self._factor_hue}")
            paint_box(painter, row.factor, row.factor.height() / 2, ground)
            color = theme.color(self._factor_hue)
            paint_text(painter, row.factor, self._factor, theme.font("caption", 700), color, CENTER)
        painter.restore()

    def _paint_name(self, painter: QPainter, body: QRectF) -> None:
        line_height = self._line_height()
        top = body.bottom() - (6 if self._compact else 10) - self._lines() * line_height
        font, color = self._theme.font("strong"), self._theme.color("text")
        for index, line in enumerate(self.name_lines()):
            box = QRectF(body.left() + 14, top + index * line_height, body.width() - 14, line_height)
            paint_text(painter, box, line, font, color)


class FloatingPoints(QWidget):
    """What was just earned, rising out of a key and fading."""

    _RISE = 34

    def __init__(self, theme: Theme, parent: QWidget, text: str, hue: str) -> None:
        super().__init__(parent)
        self._theme, self._text, self._hue = theme, text, hue
        self._font = theme.font("stat", size=30)
        self._progress = Glide(self, theme.motion, FLOAT_UP, OUT_QUAD)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.resize(round(text_width(text, self._font)) + 24, theme.px(44) + self._RISE)

    @classmethod
    def rise(cls, theme: Theme, key: QWidget, text: str, hue: str) -> None:
        """Starts over the upper edge of the key and goes away by itself."""
        window = key.window()
        for old in window.findChildren(cls, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.hide()  # clicks in quick succession: one number at a time
            old.deleteLater()
        floating = cls(theme, window, text, hue)
        top = key.mapTo(window, QPoint(key.width() * 2 // 3, 0))
        place = QRect(QPoint(0, 0), floating.size())
        place.moveCenter(QPoint(top.x(), top.y() - floating.height() // 2 + floating._RISE))
        floating.setGeometry(place)
        floating.show()
        floating._progress.play(0.0, 1.0, floating.deleteLater)

    def paintEvent(self, _event: QPaintEvent) -> None:
        progress = self._progress.value
        with smooth_painter(self) as painter:
            painter.setOpacity(1.0 if progress < 0.6 else 1 - (progress - 0.6) / 0.4)
            path = QPainterPath()
            baseline = self.height() - 10 - self._RISE * progress
            path.addText(QPointF(12, baseline), self._font, self._text)
            halo = QPen(self._theme.color("surface"), 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(halo)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(self._hue))
            painter.drawPath(path)
