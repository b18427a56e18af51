"""A field of a form with the sentence that tells what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import PlainLabel, plain_label


class Field(QWidget):
    """A widget to fill in and the sentence under it."""

    def __init__(self, theme: Theme, widget: QWidget, label: str) -> None:
        super().__init__()
        self.widget = widget
        widget.setAccessibleName(label)
        self._label: PlainLabel = plain_label(theme, role="small", color="danger", wrap=True)
        self._label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(widget)
        column.addWidget(self._label)

    @property
    def sentence(self) -> str:
        """What is wrong, or nothing."""
        return self._label.text()

    def refuse(self, sentence: str) -> None:
        """Tells what is wrong, or that nothing is any more."""
        if sentence == self._label.text():
            return
        set_text(self._label, sentence)
        self.widget.setAccessibleDescription(sentence)
        self.widget.setProperty("invalid", bool(sentence))
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)
        if sentence:
            self.focus()

    def focus(self) -> None:
        """Puts the cursor into it, with what is there selected."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.widget, QLineEdit):
            self.widget.selectAll()
