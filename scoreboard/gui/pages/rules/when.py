"""From when a change holds: as soon as the rules allow, later, or in the past to put a mistake right."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scoreboard.domain.entries import LONGEST_CONTACT
from scoreboard.errors import BadDate, BadText, ReasonNeeded, Refused, TooEarly
from scoreboard.gui.form import (
    ComboBox,
    Field,
    begin_weeks,
    chosen_day,
    date_edit,
    line_edit,
    qdate,
    typed_text,
)
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.i18n import _
from scoreboard.wording import problem

SOON, LATER, CORRECT = range(3)


class When(QWidget):
    """`When(theme)`, then `reset(today, first_weekday)`. Signal: `changed`.

    `start`, `correct` and `reason` were chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._today = date.min
        self.choice = ComboBox()
        self.choice.addItems([_("As soon as possible"), _("From a day I choose"), _("Correct a mistake")])
        self.choice.activated.connect(self._choose)
        self.when = Field(theme, _("Starts"), self.choice)
        self.day_edit = date_edit(theme, date(2026, 1, 1))
        self.day_edit.dateChanged.connect(lambda _day: self.changed.emit())
        self.day = Field(theme, _("From"), self.day_edit)
        self.reason_edit = line_edit(longest=LONGEST_CONTACT)
        self.reason_field = Field(theme, _("Reason"), self.reason_edit)
        self.reason_edit.textEdited.connect(lambda _text: self.reason_field.refuse(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for field in (self.when, self.day, self.reason_field):
            column.addWidget(field)
        self._show()

    def reset(self, today: date, first_weekday: int) -> None:
        """Begins anew, without a signal."""
        self._today = today
        begin_weeks(self.day_edit, first_weekday)
        self.choice.setCurrentIndex(SOON)
        self.day_edit.blockSignals(True)
        self.day_edit.setMaximumDate(qdate(date(2100, 12, 31)))
        self.day_edit.setDate(qdate(today))
        self.day_edit.blockSignals(False)
        self.reason_edit.clear()
        self.accept()
        self._show()

    @property
    def correct(self) -> bool:
        """Whether the past is put right."""
        return self.choice.currentIndex() == CORRECT

    @property
    def start(self) -> date | None:
        """The chosen day; None for the earliest one."""
        return None if self.choice.currentIndex() == SOON else chosen_day(self.day_edit)

    @property
    def reason(self) -> str:
        """Why, for the history."""
        return typed_text(self.reason_field)

    def accept(self) -> None:
        """Nothing is wrong any more."""
        self.when.refuse("")
        self.day.refuse("")
        self.reason_field.refuse("")

    def refuse(self, error: Refused) -> bool:
        """Tells an error beside its field; answers whether it was about one of these."""
        if isinstance(error, TooEarly | BadDate):
            field = self.when if self.start is None else self.day
            field.refuse(problem(error))
            return True
        if isinstance(error, ReasonNeeded) or (isinstance(error, BadText) and error.field == "reason"):
            self.reason_field.refuse(problem(error))
            return True
        return False

    @property
    def refused(self) -> Field | None:
        """The field that was refused."""
        fields = (self.when, self.day, self.reason_field)
        return next((field for field in fields if field.sentence), None)

    def _choose(self, _index: int) -> None:
        self.day_edit.setMaximumDate(qdate(self._today if self.correct else date(2100, 12, 31)))
        self.accept()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        set_shown(self.day, self.choice.currentIndex() != SOON)
        hint = _("Needed. It is written in the history.") if self.correct else _("Optional, for the history.")
        self.reason_field.set_hint(hint)
