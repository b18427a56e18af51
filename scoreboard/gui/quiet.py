"""Setters that touch a widget only when something changes: a click repaints what it changed, no more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_SAID = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


def set_text(label: QLabel, text: str) -> None:
    """Shows the text; an empty one hides the label, so that it takes no room."""
    if label.text() != text:
        label.setText(text)
    elif text:
        return
    set_shown(label, bool(text))


def set_shown(widget: QWidget, shown: bool) -> None:
    """Shows or hides a widget that stands in another one."""
    if widget.isHidden() == shown or not widget.testAttribute(_SAID):
        widget.setVisible(shown)
