"""A short message at the bottom of the page that goes by itself and never takes the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.announce import announce
from scoreboard.gui.motion import TOAST_IN, TOAST_OUT
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
        self._inner: QWidget | None = None
        self._offset = 0.0
        self._ground = Ground()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_message)
        self._layout = QVBoxLayout(self)
        margin = FLOATING_MARGIN
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)

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
        if self._inner is not None:
            self._layout.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = self._content(title, detail, icon, hue, action, key_hint)
        self._layout.addWidget(self._inner)
        self._inner.show()
        self._timer.start(round(seconds * 1000))
        self._place()  # before it shows, or the pointer is over it at a place where it never stands
        self.show()
        self.raise_()
        if replaced:
            self._slide(0.0)
        else:
            self._theme.motion.animate(self, self._slide, _SLIDE, 0, TOAST_IN)
        announce(self, spoken or (f"{title}. {detail}" if detail else title))

    def hide_message(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        if self.isVisible():
            self._theme.motion.animate(self, self._slide, 0, _SLIDE, TOAST_OUT, done=self._gone)

    def _gone(self) -> None:
        if not self._timer.isActive():  # a new message may have come while the old one went
            self.hide()
            self.gone.emit()

    def _act(self) -> None:
        self.hide_message()
        self.action_triggered.emit()

    def _content(self, title: str, detail: str, icon: str, hue: str, action: str, key_hint: str) -> QWidget:
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(10, 9, 14, 9)
        row.setSpacing(12)
        row.addWidget(IconTile(self._theme, icon, hue), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(self._theme, title, "strong", elide=True))
        if detail:
            words.addWidget(plain_label(self._theme, detail, "small", "text2", elide=True))
        row.addLayout(words, 1)
        if action:
            button = push_button(self._theme, action, "link")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._act)
            row.addSpacing(12)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if key_hint:
            row.addWidget(Keycap(self._theme, key_hint), 0, Qt.AlignmentFlag.AlignVCenter)
        return inner

    def _slide(self, offset: float) -> None:
        self._offset = offset
        self._place()

    def _place(self) -> None:
        hint = self.sizeHint()
        width = min(hint.width(), self._host.width() + FLOATING_MARGIN)
        self.resize(width, hint.height())
        x = (self._host.width() - width) // 2
        y = self._host.height() - hint.height() + FLOATING_MARGIN - _BOTTOM
        self.move(QPoint(x, y + round(self._offset)))

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
