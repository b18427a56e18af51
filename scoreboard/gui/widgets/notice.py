"""A strip that tells what happened, what is safe and what one can do."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.gui.announce import announce
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import paint_box, smooth_painter

Kind = Literal["calm", "info", "notice", "danger"]
_GROUND = {"calm": "sunken", "info": "info_soft", "notice": "notice_soft", "danger": "danger_soft"}
_COLOR = {"calm": "text2", "info": "info", "notice": "notice_text", "danger": "danger"}
_ICON = {"calm": "cloud-off", "info": "info", "notice": "triangle-alert", "danger": "circle-alert"}
MOST_ACTIONS = 2


class Notice(QWidget):
    """`Notice(theme, kind, title, text="", actions=(), icon="", details="", details_label="",
    copy_label="")`.

    kind: calm (works offline), info (a change ahead), notice (please look), danger (the program failed).
    Signal: `action_triggered(int)`, the index in `actions` (at most two). details is technical text behind a
    button `details_label`, copied by `copy_label`.
    """

    action_triggered = Signal(int)

    def __init__(
        self,
        theme: Theme,
        kind: Kind,
        title: str,
        text: str = "",
        actions: Sequence[str] = (),
        *,
        icon: str = "",
        details: str = "",
        details_label: str = "",
        copy_label: str = "",
    ) -> None:
        super().__init__()
        if len(actions) > MOST_ACTIONS:
            raise ValueError("a notice has at most two actions")
        self._theme, self._kind, self._words = theme, kind, f"{title} {text}".strip()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 7, 14, 7)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon(theme, icon or _ICON[kind], 20, _COLOR[kind]), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(plain_label(theme, title, "strong", wrap=True))
        if text:
            words.addWidget(plain_label(theme, text, "small", "text2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        for index, action in enumerate(actions):
            button = push_button(theme, action, "link")
            button.setProperty("tone", "danger" if kind == "danger" else "")
            button.clicked.connect(lambda _checked=False, index=index: self.action_triggered.emit(index))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        if details:
            self._add_details(row, column, details, details_label, copy_label)
        self.setMinimumHeight(theme.px(52))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._words)

    @property
    def kind(self) -> Kind:
        """How serious it is."""
        return self._kind

    def announce(self) -> None:
        """Lets a screen reader say it; call it when the notice comes up."""
        announce(self, self._words)

    def _add_details(
        self, row: QHBoxLayout, column: QVBoxLayout, details: str, details_label: str, copy_label: str
    ) -> None:
        box = QWidget()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(32, 0, 0, 4)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName(details_label)
        text.setTabChangesFocus(True)
        text.setFixedHeight(self._theme.px(110))
        copy = push_button(self._theme, copy_label, "link", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        inner.addWidget(text)
        inner.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        box.hide()
        toggle = push_button(self._theme, details_label, "link")
        toggle.setCheckable(True)
        toggle.toggled.connect(box.setVisible)
        row.insertWidget(2, toggle, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, color = _GROUND[self._kind], _COLOR[self._kind]
        with smooth_painter(self) as painter:
            border = self._theme.mix(ground, color, 0.22)
            paint_box(painter, QRectF(self.rect()), 12, self._theme.color(ground), border)
