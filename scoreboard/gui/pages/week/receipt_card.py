"""The receipt of the chosen figure, with its two buttons below the torn edge."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.announce import announce
from scoreboard.gui.pages.week.slips import Slip
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.receipt import Receipt
from scoreboard.i18n import _


class ReceiptCard(QWidget):
    """`ReceiptCard(theme)`, then `display(slip)`. Signals: `copied(str)`, the text; `rules_wanted`."""

    copied = Signal(str)
    rules_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.slip: Slip | None = None
        self.paper: Receipt | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.copy = push_button(theme, _("Copy receipt"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.rules = push_button(theme, _("Change a rule"), "quiet", icon="sliders-horizontal")
        self.rules.clicked.connect(self.rules_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.rules)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self._column.addStretch(1)

    def display(self, slip: Slip) -> None:
        """Shows another receipt."""
        if slip == self.slip:
            return
        self.slip = slip
        paper = Receipt(self._theme, slip.title, slip.subtitle)
        paper.set_rows(slip.rows)
        paper.setAccessibleName(slip.text())
        self._column.insertWidget(0, paper)
        if self.paper is not None:
            self._column.removeWidget(self.paper)
            self.paper.hide()
            self.paper.deleteLater()
        self.paper = paper

    def _copy(self) -> None:
        if self.slip is not None:
            self.copied.emit(self.slip.text())

    def announce(self) -> None:
        """Lets a screen reader say what it explains."""
        if self.slip is not None:
            total = next((row for row in self.slip.rows if row.kind == "total"), None)
            announce(self, f"{self.slip.title}. {total.label}: {total.points}" if total else self.slip.title)
