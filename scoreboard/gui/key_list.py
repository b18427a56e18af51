"""The list of all keys, which F1 shows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from scoreboard.gui.shortcuts import Shortcut, shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.icon_tile import Keycap
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _


class KeyList(QDialog):
    """Every key and what it does."""

    def __init__(self, theme: Theme, shortcuts: Sequence[Shortcut], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, shortcut in enumerate(shortcuts):
            text = shown(shortcut.keys[0]) if shortcut.act else shortcut.keys[0]
            does = plain_label(theme, shortcut.does, wrap=True)
            does.setAccessibleName(f"{text}: {shortcut.does}")
            does.setMinimumWidth(theme.px(260))
            grid.addWidget(
                Keycap(theme, text), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(does, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 24)
        column.setSpacing(16)
        column.addWidget(plain_label(theme, _("Keys"), "title"))
        column.addLayout(grid)
        self.setAccessibleName(_("Keys"))
