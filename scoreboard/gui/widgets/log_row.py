"""One thing that was logged, with buttons to take it back or change it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import IconButton, icon_button
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import (
    RIGHT,
    elided,
    paint_box,
    paint_focus,
    paint_text,
    smooth_painter,
    text_width,
)

FRESH_MS = 6000
_SIDE, _GAP, _ICON = 10.0, 12.0, 18


class LogRow(QWidget):
    """`LogRow(theme, undo_label="", edit_label="", more_label="")`, then `set_line(name, detail, points,
    icon, hue, fresh=False, doubtful=False)`, also for another line.

    detail is the second line ("09:40 · Not answered"), which stands out in a `doubtful` row. Each given label
    adds a button with that name; the buttons come up on hover and when Tab reaches the row, the undo button
    of a fresh row is there for the 6 s it stays tinted. Signals: `undo_requested`, `edit_requested`,
    `more_requested`. Enter edits, Delete takes back. The words are painted and the buttons made when first
    wanted: a log may have hundreds of rows. `uid` is for its owner.
    """

    undo_requested = Signal()
    edit_requested = Signal()
    more_requested = Signal()

    def __init__(
        self, theme: Theme, *, undo_label: str = "", edit_label: str = "", more_label: str = ""
    ) -> None:
        super().__init__()
        self._theme, self.fresh, self._doubtful, self.uid = theme, False, False, ""
        self._name = self._detail = self._points = self._icon = self._hue = ""
        self._wanted = (
            ("undo-2", undo_label, self.undo_requested),
            ("pencil", edit_label, self.edit_requested),
            ("ellipsis", more_label, self.more_requested),
        )
        self._undo: IconButton | None = None
        self._others: list[IconButton] | None = None
        self._row: QHBoxLayout | None = None
        self._settling = QTimer(self, interval=FRESH_MS, singleShot=True)
        self._settling.timeout.connect(self.settle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Painted to its edges, so that what lies under it need not be painted.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_line(
        self,
        name: str,
        detail: str,
        points: str,
        icon: str,
        hue: str,
        *,
        fresh: bool = False,
        doubtful: bool = False,
    ) -> None:
        """Shows a line; `fresh` for one that was just written."""
        self._name, self._detail, self._points, self._icon, self._hue = name, detail, points, icon, hue
        self._doubtful, self.fresh = doubtful, fresh
        self.setAccessibleName(f"{name}, {detail}, {points}")
        if fresh:
            self._settling.start()
        self._show_buttons()
        self.update()

    @staticmethod
    def height_in(theme: Theme) -> int:
        """The height of every row."""
        return theme.px(46)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height_in(self._theme))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.px(46))

    def settle(self) -> None:
        """Be a row like the others from now on."""
        self._settling.stop()
        if self.fresh:
            self.fresh = False
            self._show_buttons()
            self.update()

    def _button(self, symbol: str, label: str, signal: object) -> IconButton:
        if self._row is None:
            self._row = QHBoxLayout(self)
            self._row.setContentsMargins(0, 4, round(_SIDE), 4)
            self._row.setSpacing(4)
            self._row.addStretch(1)
        button = icon_button(self._theme, symbol, label, small=True)
        button.clicked.connect(signal)
        button.installEventFilter(self)
        return button

    @property
    def active(self) -> bool:
        """Whether pointer or focus are on it."""
        return self.underMouse() or self.hasFocus() or any(button.hasFocus() for button in self._buttons())

    def _buttons(self) -> list[IconButton]:
        """Those that were made so far."""
        return [*(self._others or []), *([self._undo] if self._undo is not None else [])]

    def _shown(self) -> int:
        return sum(not button.isHidden() for button in self._buttons())

    def _show_buttons(self) -> None:
        before = self._shown()
        self._show_wanted(active=self.active)
        if self._shown() != before:
            self.update()  # the points move, also when the focus went a while ago

    def _show_wanted(self, *, active: bool) -> None:
        if (active or self.fresh) and self._undo is None and self._wanted[0][1]:
            self._undo = self._button(*self._wanted[0])
            assert self._row is not None, "made with its first button"
            self._row.insertWidget(1, self._undo, 0, Qt.AlignmentFlag.AlignVCenter)
            self.setTabOrder(self, self._undo)
        if active and self._others is None:
            self._others = [self._button(*wanted) for wanted in self._wanted[1:] if wanted[1]]
            before: QWidget = self._undo or self
            for button in self._others:
                assert self._row is not None, "made with its first button"
                self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
                self.setTabOrder(before, button)
                before = button
        for button in self._others or []:
            button.setVisible(active)
        if self._undo is not None:
            self._undo.setVisible(active or self.fresh)
        if active:
            self._tell()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._show_buttons)
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_buttons()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_buttons()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_buttons()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._show_buttons)  # the focus may just have moved to a button
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.undo_requested.emit()
        else:
            super().keyPressEvent(event)

    # how it is drawn

    def points_box(self) -> QRectF:
        """Where the points stand: at the right end, or left of the buttons."""
        room = self._shown() * (self._theme.px(24) + 6)
        right = self.width() - _SIDE - (room + 8 if room else 0)
        width = text_width(self._points, self._theme.font("section", tabular=True))
        return QRectF(right - width, 0, width, self.height())

    def words_width(self, points: QRectF | None = None) -> float:
        """Room for name and detail."""
        return (points or self.points_box()).left() - _GAP - self._words_left()

    def _words_left(self) -> float:
        return _SIDE + self._theme.px(_ICON) + _GAP

    def _tell(self) -> None:
        """What is cut stands in the tooltip."""
        room = self.words_width()
        cut = (
            text_width(self._name, self._theme.font("strong")) > room
            or text_width(self._detail, self._theme.font("small")) > room
        )
        tooltip = f"{self._name}\n{self._detail}" if cut else ""
        if bool(tooltip) != bool(self.toolTip()):
            set_tooltip(self, tooltip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        with smooth_painter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("surface"))
            if self.fresh:
                paint_box(painter, box, 10, self._theme.color(f"soft.{self._hue}"))
            elif self.underMouse():
                paint_box(painter, box, 10, self._theme.color("sunken"))
            self._paint_words(painter)
            if self.hasFocus():
                paint_focus(painter, self._theme, box, 10)

    def _paint_words(self, painter: QPainter) -> None:
        theme, middle = self._theme, self.height() / 2
        side = theme.px(_ICON)
        theme.paint_icon(painter, self._icon, QRectF(_SIDE, middle - side / 2, side, side), self._hue)
        points = self.points_box()
        font = theme.font("section", tabular=True)
        paint_text(painter, points, self._points, font, theme.color("text"), RIGHT)
        left, room = self._words_left(), self.words_width(points)
        strong, small = theme.font("strong"), theme.font("small")
        name = QRectF(left, middle - theme.px(17), room, theme.px(17))
        detail = QRectF(left, middle, room, theme.px(16))
        paint_text(painter, name, elided(self._name, strong, room), strong, theme.color("text"))
        color = theme.color("notice_text" if self._doubtful else "text2" if self.fresh else "text3")
        paint_text(painter, detail, elided(self._detail, small, room), small, color)
