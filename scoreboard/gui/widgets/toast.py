"""A short message at the bottom of the page that goes by itself and never takes the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.announce import announce
from scoreboard.gui.motion import TOAST_IN, TOAST_OUT, Glide
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.icon_tile import IconTile, Keycap
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import FLOATING_MARGIN, Ground, paint_box, paint_floating_shadow

SECONDS = 6.0
_BOTTOM = 14
_SLIDE = 16


class Toast(QWidget):
    """`Toast(theme, host)` lives at the bottom centre of the host.

    `show_message(title, detail="", icon="check", hue="petrol", action="", key_hint="", seconds=6.0,
    spoken="")` replaces what is shown. `hide_message()` takes it away. Signals: `action_triggered` (the
    button; the toast then goes), `gone`. The time stands still while the pointer is over it.
    """

    action_triggered = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._slide = Glide(self, theme.motion, TOAST_IN, moved=self._place)
        self._ground = Ground()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_message)
        self._tile = IconTile(theme, "check")
        self._title = plain_label(theme, role="strong", elide=True)
        self._detail = plain_label(theme, role="small", color="text2", elide=True)
        self._button = push_button(theme, "", "link")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._act)
        self._keycap = Keycap(theme, "")
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        self._row = row = QHBoxLayout(self)
        margin = FLOATING_MARGIN
        row.setContentsMargins(margin + 10, margin + 9, margin + 14, margin + 9)
        row.setSpacing(12)
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addSpacing(6)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._keycap, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def remaining(self) -> int:
        """Milliseconds until it goes."""
        return self._timer.remainingTime()

    def show_message(
        self,
        title: str,
        detail: str = "",
        *,
        icon: str = "check",
        hue: str = "petrol",
        action: str = "",
        key_hint: str = "",
        seconds: float = SECONDS,
        spoken: str = "",
    ) -> None:
        """Shows a message instead of the one before; `spoken` is said by a screen reader in place of its
        words.
        """
        replaced = self.isVisible()
        self._tile.set_icon(icon, hue)
        set_text(self._title, title)
        set_text(self._detail, detail)
        self._button.setText(action.replace("&", "&&"))
        self._button.setAccessibleName(action)
        set_shown(self._button, bool(action))
        self._keycap.set_text(key_hint)
        set_shown(self._keycap, bool(key_hint))
        self._timer.start(round(seconds * 1000))
        self._row.activate()  # or its size would still be that of the words before
        self._slide.jump(0 if replaced else _SLIDE)  # also when the one before is on its way out
        self._place()  # before it shows, or the pointer is over it at a place where it never stands
        self.show()
        self.raise_()
        if not replaced:
            self._slide.set_duration(TOAST_IN)
            self._slide.play(_SLIDE, 0)
        announce(self, spoken or (f"{title}. {detail}" if detail else title))

    def hide_message(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        if self.isVisible():
            self._slide.set_duration(TOAST_OUT)
            self._slide.play(self._slide.value, _SLIDE, self._gone)

    def _gone(self) -> None:
        self.hide()
        self.gone.emit()

    def _act(self) -> None:
        self.hide_message()
        self.action_triggered.emit()

    def _place(self) -> None:
        hint = self.sizeHint()
        width = min(hint.width(), self._host.width() + FLOATING_MARGIN)
        self.resize(width, hint.height())
        x = (self._host.width() - width) // 2
        y = self._host.height() - hint.height() + FLOATING_MARGIN - _BOTTOM
        self.move(QPoint(x, y + round(self._slide.value)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.setInterval(max(1500, self._timer.remainingTime()))
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._ground.paint(event, self, None, self._draw)

    def _draw(self, painter: QPainter) -> None:
        margin = FLOATING_MARGIN
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint_floating_shadow(painter, self._theme, box, 14)
        paint_box(painter, box, 14, self._theme.color("raised"), self._theme.color("border"))
