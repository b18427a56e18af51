"""The working days: how much of each weekday is worked, what is coming, and the form to change it."""

from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from scoreboard.gui import dates
from scoreboard.gui.form import ComboBox
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import words
from scoreboard.gui.pages.rules.dated import DatedCard
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, percent
from scoreboard.service.overviews import RulesState

FREE, HALF, WHOLE = Fraction(0), Fraction(1, 2), Fraction(1)


class WorkingWeekCard(DatedCard):
    """`WorkingWeekCard(theme, live)`, then `display(state)`."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme, live, _("Working days"))
        self._days = plain_label(theme, wrap=True)
        hint = _("The weekly target is shared out over them. Half days get half a share.")
        self.body.addWidget(self._days)
        self.body.addWidget(plain_label(theme, hint, "small", "text3", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.boxes: dict[int, ComboBox] = {}
        self._names: dict[int, QWidget] = {}
        self._sorted_for = 0
        self._fractions: dict[ComboBox, list[Fraction]] = {}
        for weekday in range(7):
            self._add_box(weekday)
        self.form.addLayout(self._grid)
        self.finish_form()

    def _add_box(self, weekday: int) -> None:
        name = dates.locale().standaloneDayName(weekday + 1, QLocale.FormatType.LongFormat)
        box = ComboBox()
        box.setAccessibleName(dates.capital(name))
        box.setMinimumWidth(self._theme.px(130))
        box.activated.connect(lambda _place: self.look())
        label = plain_label(self._theme, dates.capital(name))
        label.setBuddy(box)
        self.boxes[weekday], self._names[weekday] = box, label
        self._grid.addWidget(label, weekday, 0)
        self._grid.addWidget(box, weekday, 1)

    def display(self, state: RulesState) -> None:
        """Shows the working week; an open form keeps what was chosen."""
        self.state = state
        text = _("{days}: {names}").format(
            days=words.days(state.weights), names=words.weekdays(state.weights)
        )
        set_text(self._days, text)
        self.coming.set_lines(
            [(words.coming_week(rule), words.number_of(state, rule)) for rule in state.coming_weeks]
        )
        if state.first_weekday != self._sorted_for:
            self._sort(state.first_weekday)

    def _sort(self, first_weekday: int) -> None:
        """The days in the order of the seller's week."""
        self._sorted_for = first_weekday
        for weekday, box in self.boxes.items():
            place = (weekday - first_weekday) % 7
            for column, widget in enumerate((self._names[weekday], box)):
                self._grid.removeWidget(widget)
                self._grid.addWidget(widget, place, column)
        ordered = sorted(self.boxes, key=lambda weekday: (weekday - first_weekday) % 7)
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(self.boxes[before], self.boxes[after])

    def reset(self) -> None:
        """Begins with the present week."""
        assert self.state is not None
        for weekday, box in self.boxes.items():
            self._offer(box, self.state.weights[weekday])
        first = self.boxes[self.state.first_weekday]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, box: ComboBox, weight: Fraction) -> None:
        choices = [(_("Whole day"), WHOLE), (_("Half a day"), HALF), (_("Free"), FREE)]
        if weight not in {WHOLE, HALF, FREE}:
            choices.insert(1, (percent(weight * 100), weight))
        box.clear()
        self._fractions[box] = [value for _name, value in choices]
        for name, _value in choices:
            box.addItem(name)
        box.setCurrentIndex(self._fractions[box].index(weight))

    def weights(self) -> dict[int, Fraction]:
        """What was chosen for each weekday."""
        return {day: self._fractions[box][box.currentIndex()] for day, box in self.boxes.items()}

    def _differs(self) -> bool:
        assert self.state is not None
        return self.when.correct or tuple(self.weights().values()) != self.state.weights

    def look_ahead(self) -> str:
        """Over how many days, and from when."""
        assert self.state is not None
        start, correct = self.when.start, self.when.correct
        if not self._differs():
            return ""
        effect = self.live.board.rules.preview_working_week(self.weights(), start=start, correct=correct)
        return words.effect(effect, self.state.today, correct=correct)

    def write(self) -> None:
        """Writes the new week; the same as before is no change."""
        if not self._differs():
            return
        weights = self.weights()
        start, correct, reason = self.when.start, self.when.correct, self.when.reason
        self.live.attempt(
            lambda board: board.rules.set_working_week(weights, start=start, correct=correct, reason=reason)
        )
