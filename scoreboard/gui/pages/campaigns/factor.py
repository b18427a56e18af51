"""A factor as a number to type, with a smaller and a larger one beside it."""

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from scoreboard.domain.rules import LEAST_FACTOR, MOST_FACTOR
from scoreboard.errors import BadNumber
from scoreboard.gui.form import Field, Refusal, typed_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button
from scoreboard.i18n import _, number, parse_number
from scoreboard.wording import problem

STOPS = tuple(Fraction(one, 100) for one in (10, 25, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 1000))


class FactorField(Field):
    """`FactorField(theme, label, name, value)`; `value()` raises Refusal. Signal: `changed`."""

    changed = Signal()

    def __init__(self, theme: Theme, label: str, name: str, value: Fraction) -> None:
        self.edit = _Edit(number(value))
        super().__init__(theme, label, self.edit)
        self._name = name
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFixedWidth(theme.px(76))
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.edit.stepped.connect(self.step)
        self.less = icon_button(theme, "minus", _("{name}: less").format(name=label))
        self.more = icon_button(theme, "plus", _("{name}: more").format(name=label))
        self.less.clicked.connect(lambda: self.step(-1))
        self.more.clicked.connect(lambda: self.step(1))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        row = QHBoxLayout()
        row.setSpacing(6)
        place = column.indexOf(self.edit)
        for widget in (self.less, self.edit, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        column.insertLayout(place, row)

    def value(self) -> Fraction:
        """The typed factor."""
        error = BadNumber(self._name, LEAST_FACTOR, MOST_FACTOR, 2)
        try:
            value = parse_number(typed_text(self).removeprefix("×"))
        except ValueError:
            raise Refusal(self, problem(error)) from None
        if not LEAST_FACTOR <= value <= MOST_FACTOR or (value * 100).denominator != 1:
            raise Refusal(self, problem(error))
        return value

    def step(self, steps: int) -> None:
        """Goes to the next larger (1) or smaller (-1) stop."""
        try:
            value = self.value()
        except Refusal:
            value = Fraction(1)
        beyond = [stop for stop in STOPS if (stop > value if steps > 0 else stop < value)]
        if beyond:
            self.edit.setText(number(beyond[0] if steps > 0 else beyond[-1]))
            self.changed.emit()


class _Edit(QLineEdit):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(steps)
