"""A form of one line: a name, one thing beside it, and the sentence that says what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scoreboard.gui.announce import mark_invalid
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _


class InlineForm(QWidget):
    """`InlineForm(theme, beside, send)`, hidden until `begin()`; `send` is the word on its button.

    Signal: `sent(str, str)`, the name and what is beside it, as typed; answer with `end()` or `refuse()`.
    """

    sent = Signal(str, str)

    def __init__(self, theme: Theme, beside: QLineEdit | QComboBox, send: str) -> None:
        super().__init__()
        self.name, self._beside = QLineEdit(), beside
        self.name.returnPressed.connect(self._send)
        if isinstance(beside, QLineEdit):
            beside.returnPressed.connect(self._send)
        sends = push_button(theme, send, "primary")
        sends.clicked.connect(self._send)
        cancel = push_button(theme, _("Cancel"), "quiet")
        cancel.clicked.connect(self.end)
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for widget in (beside, cancel, sends):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.hide()

    def begin(self, name: str = "") -> None:
        """Opens with the cursor in the name."""
        self.name.setText(name)
        self._accept()
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def end(self) -> None:
        """Closes and forgets what was typed."""
        self.hide()
        self.name.clear()
        self._accept()

    def refuse(self, sentence: str, *, beside: bool = False) -> None:
        """Tells what is wrong with the name, or with what stands `beside` it; what was typed stays."""
        wrong = self._beside if beside else self.name
        set_text(self.trouble, sentence)
        mark_invalid(wrong, sentence)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        set_text(self.trouble, "")
        for widget in (self.name, self._beside):
            mark_invalid(widget, "")

    def _send(self) -> None:
        self._accept()
        beside = self._beside
        value = beside.text() if isinstance(beside, QLineEdit) else beside.currentData()
        self.sent.emit(self.name.text(), value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
