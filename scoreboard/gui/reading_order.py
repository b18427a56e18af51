"""Tab goes where the eye goes: Qt's own order is that in which widgets were made, and many are made late."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_reading_order(root: QWidget) -> None:
    """Lets Tab visit what takes the focus inside `root` in the order of its layouts."""
    before = root
    for widget in _inside(root):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, widget)
            before = widget


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """Everything inside a widget, in reading order."""
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _inside(content)
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)
    elif widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for child in sorted(children, key=lambda one: (one.y(), one.x())):
            if not child.isWindow():
                yield child
                yield from _inside(child)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
            yield from _inside(widget)
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
