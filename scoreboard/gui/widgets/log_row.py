"""One thing that was logged, with buttons to take it back or change it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import RIGHT, paint_box, paint_focus, smooth_painter

FRESH_MS = 6000


class LogRow(QWidget):
    """`LogRow(theme, name, detail, points, icon, hue, fresh=False, undo_label="", edit_label="",
    more_label="")`.

    detail is the second line ("09:40 · Not answered"). Each given label adds a button with that name; the
    buttons come up on hover and when Tab reaches the row, the undo button of a fresh row is there for the 6 s
    it stays tinted. Signals: `undo_requested`, `edit_requested`, `more_requested`. Enter edits, Delete takes
    back.
    """

    undo_requested = Signal()
    edit_requested = Signal()
    more_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        detail: str,
        points: str,
        icon: str,
        hue: str,
        *,
        fresh: bool = False,
        undo_label: str = "",
        edit_label: str = "",
        more_label: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._hue, self.fresh = theme, hue, fresh
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(Icon(theme, icon, 18, hue), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(theme, name, "strong", elide=True))
        self._detail = plain_label(theme, detail, "small", "text2" if fresh else "text3", elide=True)
        words.addWidget(self._detail)
        row.addLayout(words, 1)
        row.addWidget(plain_label(theme, points, "section", align=RIGHT), 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        self._undo: QPushButton | None = None
        self._others: list[QPushButton] = []
        for symbol, label, signal in (
            ("undo-2", undo_label, self.undo_requested),
            ("pencil", edit_label, self.edit_requested),
            ("ellipsis", more_label, self.more_requested),
        ):
            if not label:
                continue
            button = icon_button(theme, symbol, label, small=True)
            button.clicked.connect(signal)
            button.installEventFilter(self)
            buttons.addWidget(button)
            if symbol == "undo-2":
                self._undo = button
            else:
                self._others.append(button)
        row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(46))
        self.setAccessibleName(f"{name}, {detail}, {points}")
        self._cool = QTimer(self)
        self._cool.setSingleShot(True)
        self._cool.timeout.connect(self._settle)
        if fresh:
            self._cool.start(FRESH_MS)
        self._show_buttons()

    def _settle(self) -> None:
        self.fresh = False
        self._detail.set_color("text3")
        self._show_buttons()
        self.update()

    def _active(self) -> bool:
        buttons = [*self._others, *([self._undo] if self._undo is not None else [])]
        return self.underMouse() or self.hasFocus() or any(button.hasFocus() for button in buttons)

    def _show_buttons(self) -> None:
        active = self._active()
        for button in self._others:
            button.setVisible(active)
        undo = self._undo is not None and (active or self.fresh)
        if self._undo is not None:
            self._undo.setVisible(undo)
        self._buttons.setVisible(undo or (active and bool(self._others)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self._show_buttons)
        return False

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn):
            self._show_buttons()
            self.update()
        elif kind == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._show_buttons)  # the focus may just have moved to one of the buttons
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.undo_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        with smooth_painter(self) as painter:
            if self.fresh:
                paint_box(painter, box, 10, self._theme.color(f"soft.{self._hue}"))
            elif self.underMouse():
                paint_box(painter, box, 10, self._theme.color("sunken"))
            if self.hasFocus():
                paint_focus(painter, self._theme, box, 10)
