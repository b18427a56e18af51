"""Buttons of which one is chosen, worked with Tab and arrow keys like a group of radio buttons."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from scoreboard.gui.widgets.labels import set_tooltip


class ChoiceGroup(QObject):
    """`ChoiceGroup(parent, columns)`; `add(key, button, name)`. Signal: `picked(str)`, by the user."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, columns: int) -> None:
        super().__init__(parent)
        self._columns = columns
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}

    def add(self, key: str, button: QAbstractButton, name: str) -> None:
        """Takes a button into the group."""
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setAttribute(Qt.WidgetAttribute.WA_Hover)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tooltip(button, name)
        self._group.addButton(button)
        self._buttons[key] = button
        button.clicked.connect(lambda _checked=False: self._pick(key))
        button.installEventFilter(self)

    def button(self, key: str) -> QAbstractButton:
        """The button of a key."""
        return self._buttons[key]

    def current(self) -> str:
        """The chosen key, or an empty text."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Chooses without a signal; an unknown key leaves the choice as it is."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
        reachable = self.current() or next(iter(self._buttons), "")
        for name, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == reachable else Qt.FocusPolicy.NoFocus)
            button.update()

    def _pick(self, key: str) -> None:
        self.set_current(key)
        self.picked.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()))
        if steps is None:
            return False
        keys = list(self._buttons)
        index = next(place for place, key in enumerate(keys) if self._buttons[key] is watched) + steps
        if 0 <= index < len(keys):
            self._pick(keys[index])
            self._buttons[keys[index]].setFocus(Qt.FocusReason.TabFocusReason)
        return True
