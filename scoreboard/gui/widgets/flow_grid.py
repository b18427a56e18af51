"""Widgets of equal width in as many columns as fit; arrow keys move between them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

MIN_CELL = 187


def columns_for(width: int, min_cell: int = MIN_CELL, spacing: int = 12, *, wide: bool = False) -> int:
    """How many columns a grid of this width has: four from 784 px, five only on a wide page, three or fewer
    below.
    """
    fit = max(1, (width + spacing) // (min_cell + spacing))
    return int(min(fit, 5 if wide else 4))


class FlowGrid(QWidget):
    """`FlowGrid(min_cell=187, spacing=12, wide=False)`, then `set_widgets(widgets)`; `wide` (a window of more
    than 1600 px) allows a fifth column. `columns` says how many there are. Arrow keys, Home and End move the
    focus.
    """

    def __init__(self, min_cell: int = MIN_CELL, spacing: int = 12, *, wide: bool = False) -> None:
        super().__init__()
        self._min_cell, self._spacing, self._wide = min_cell, spacing, wide
        self._widgets: list[QWidget] = []
        self.columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Shows these instead; the old ones are deleted."""
        for old in self._widgets:
            if old not in widgets:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
        for new in widgets:
            if new not in self._widgets:
                new.installEventFilter(self)
        self._widgets = list(widgets)
        self.columns = 0
        self._arrange()

    def _cell(self) -> int:
        """The least width of a column; larger text needs more."""
        return max([self._min_cell, *(widget.minimumSizeHint().width() for widget in self._widgets)])

    def _arrange(self) -> None:
        columns = columns_for(self.width(), self._cell(), self._spacing, wide=self._wide)
        if columns == self.columns:
            return
        for column in range(max(self.columns, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.columns = columns
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, index // columns, index % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a button would take the arrow keys for itself
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
            Qt.Key.Key_Home: -len(self._widgets),
            Qt.Key.Key_End: len(self._widgets),
        }
        key = Qt.Key(event.key())
        index = next((place for place, widget in enumerate(self._widgets) if widget is watched), None)
        if key not in steps or index is None:
            return False
        target = index + steps[key]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            target = min(max(target, 0), len(self._widgets) - 1)
        if 0 <= target < len(self._widgets):
            self._widgets[target].setFocus(Qt.FocusReason.TabFocusReason)
        return True
