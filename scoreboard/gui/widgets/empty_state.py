"""What a page shows before there is something to show: one picture, one line, one sentence, at most one main
action.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import plain_label

_TEXT_WIDTH = 300


class EmptyState(QWidget):
    """`EmptyState(theme, title, text="", icon="", picture=None, action="", action_icon="", second="")`;
    picture is a widget instead of the icon, second an equal choice without emphasis. Signals:
    `action_triggered`, `second_triggered`.
    """

    action_triggered = Signal()
    second_triggered = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        picture: QWidget | None = None,
        action: str = "",
        action_icon: str = "",
        second: str = "",
    ) -> None:
        super().__init__()
        center = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 26, 28, 26)
        column.setSpacing(0)
        column.addStretch(1)
        if picture is None and icon:
            picture = IconTile(theme, icon, "petrol", 52)
        if picture is not None:
            column.addWidget(picture, 0, center)
            column.addSpacing(14)
        heading = plain_label(theme, title, "statement", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        heading.setFont(theme.font("statement", size=17))
        column.addWidget(heading)
        if text:
            column.addSpacing(5)
            words = plain_label(theme, text, "body", "text2", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
            words.setMaximumWidth(theme.px(_TEXT_WIDTH))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(words, 1000)
            row.addStretch(1)
            column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addStretch(1)
        if action:
            main = push_button(theme, action, "primary", icon=action_icon)
            main.clicked.connect(self.action_triggered)
            buttons.addWidget(main)
        if second:
            other = push_button(theme, second, "quiet")
            other.clicked.connect(self.second_triggered)
            buttons.addWidget(other)
        buttons.addStretch(1)
        if action or second:
            column.addSpacing(16)
            column.addLayout(buttons)
        column.addStretch(1)
        self.setAccessibleName(f"{title}. {text}")
