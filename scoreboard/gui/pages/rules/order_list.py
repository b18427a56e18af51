"""Rows that can be put into another order: dragged by their grip, or with Alt+↑ and Alt+↓."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from scoreboard.gui.announce import announce
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.i18n import _, number


class OrderList(QWidget):
    """`OrderList(theme)`, then `set_rows([(key, name, widget), ...])`.

    Signal: `ordered(list)`, the keys, when a row got another place. The widget of a row takes the focus.
    """

    ordered = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_Row] = []
        self._before: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_rows(self, rows: Sequence[tuple[str, str, QWidget]]) -> None:
        """Shows these rows in this order; a widget that is shown already keeps its row."""
        known = {row.inner: row for row in self._rows}
        wanted = [
            known.pop(widget) if widget in known else self._row(key, widget) for key, _name, widget in rows
        ]
        for old in known.values():
            old.hide()
            old.deleteLater()
        self._rows = wanted
        for place, (row, (key, name, _widget)) in enumerate(zip(wanted, rows, strict=True)):
            row.name_it(key, name)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._chain_focus()

    def keys(self) -> list[str]:
        """The keys in their present order."""
        return [row.key for row in self._rows]

    def grip(self, key: str) -> QWidget:
        """What a row is dragged by."""
        return next(row.grip for row in self._rows if row.key == key)

    def shift(self, key: str, steps: int) -> None:
        """Moves a row up (-1) or down (1) and tells the new order."""
        before = self.keys()
        place = before.index(key)
        target = max(0, min(len(before) - 1, place + steps))
        if target == place:
            return
        self._put(self._rows[place], target)
        row = self._rows[target]
        row.inner.setFocus(Qt.FocusReason.TabFocusReason)
        place_words = _("{name}: place {place} of {n}")
        announce(row, place_words.format(name=row.name, place=number(target + 1), n=number(len(before))))
        self.ordered.emit(self.keys())

    def _row(self, key: str, widget: QWidget) -> "_Row":
        row = _Row(self._theme, key, widget)
        row.grip.taken.connect(self._take)
        row.grip.dragged.connect(lambda y: self._drag(row, y))
        row.grip.let_go.connect(lambda: self._let_go(row))
        widget.installEventFilter(self)
        return row

    def _take(self) -> None:
        self._before = self.keys()

    def _drag(self, row: "_Row", global_y: int) -> None:
        y = self.mapFromGlobal(row.grip.mapToGlobal(row.grip.rect().center())).y()
        y += global_y - row.grip.mapToGlobal(row.grip.rect().center()).y()
        row.set_lifted(True)
        place = self._rows.index(row)
        target = sum(other.geometry().center().y() < y for other in self._rows if other is not row)
        if target != place:
            self._put(row, target)
        area = self._area()
        if area is not None:
            area.ensureWidgetVisible(row, 0, 30)

    def _let_go(self, row: "_Row") -> None:
        row.set_lifted(False)
        if self.keys() != self._before:
            self.ordered.emit(self.keys())

    def _put(self, row: "_Row", place: int) -> None:
        self._rows.remove(row)
        self._rows.insert(place, row)
        self._column.removeWidget(row)
        self._column.insertWidget(place, row)
        self._column.activate()
        self._chain_focus()

    def _chain_focus(self) -> None:
        inner = [row.inner for row in self._rows]
        for one, other in pairwise(inner):
            QWidget.setTabOrder(one, other)

    def _area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        row = next((one for one in self._rows if one.inner is watched), None)
        if steps is None or row is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(row.key, steps)
        else:
            place = self._rows.index(row) + steps
            if 0 <= place < len(self._rows):
                self._rows[place].inner.setFocus(Qt.FocusReason.TabFocusReason)
        return True


class _Row(QWidget):
    def __init__(self, theme: Theme, key: str, inner: QWidget) -> None:
        super().__init__()
        self._theme, self.key, self.name, self.inner = theme, key, "", inner
        self._lifted = False
        self.grip = _Grip(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.grip)
        row.addWidget(inner, 1)

    def name_it(self, key: str, name: str) -> None:
        """Says whose row it is."""
        self.key, self.name = key, name

    def set_lifted(self, lifted: bool) -> None:
        """Shows that the row is on its way."""
        self._lifted = lifted
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._lifted:
            with smooth_painter(self) as painter:
                box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                paint_box(
                    painter, box, 10, self._theme.color("accent_soft"), self._theme.color("accent"), 1.5
                )


class _Grip(QWidget):
    taken = Signal()
    dragged = Signal(int)
    let_go = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(theme.px(24))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        set_tooltip(self, _("Drag to another place, or press Alt+↑ and Alt+↓ on the row"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.taken.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.let_go.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = float(self._theme.px(16))
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        with smooth_painter(self) as painter:
            self._theme.paint_icon(painter, "grip", box, "text3")
