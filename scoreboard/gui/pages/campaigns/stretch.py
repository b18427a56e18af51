"""From when to when: a month or a quarter in one click, or any days."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.calendar import month_end, next_month, quarter_end
from scoreboard.domain.campaigns import overlapping
from scoreboard.domain.rules import Campaign
from scoreboard.errors import BadDate, Overlap, Refused, TooEarly, WrongOrder
from scoreboard.gui import dates
from scoreboard.gui.announce import mark_invalid
from scoreboard.gui.form import Field, chosen_day, date_edit, qdate
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.flow_row import FlowRow
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number
from scoreboard.service.states import CampaignOutlook
from scoreboard.values import Value
from scoreboard.wording import problem


class Offer(Value):
    """A stretch for one click."""

    name: str
    first: date
    last: date


def offers(today: date) -> tuple[Offer, ...]:
    """This and the next month and quarter; one that runs begins today, because no campaign begins earlier."""
    month, quarter = next_month(today), next_month(quarter_end(today))
    return (
        Offer(_("This month"), today, month_end(today)),
        Offer(_("Next month"), month, month_end(month)),
        Offer(_("This quarter"), today, quarter_end(today)),
        Offer(_("Next quarter"), quarter, quarter_end(quarter)),
    )


def free(today: date, campaigns: Iterable[Campaign]) -> tuple[date, date]:
    """The days that a new one begins with: what others leave of the next month, or of a later one."""
    known, first = tuple(campaigns), next_month(today)
    while met := overlapping(known, first, month_end(first)):
        first = met.last + timedelta(days=1)
    return first, month_end(first)


class Stretch(QWidget):
    """`Stretch(theme, today, first, last, first_weekday)`, the days to begin with. Signal: `changed`."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date, first: date, last: date, first_weekday: int) -> None:
        super().__init__()
        self._offers = offers(today)
        self.chips = [Chip(theme, one.name) for one in self._offers]
        holder = QWidget()
        row = FlowRow(holder)
        for chip, offer in zip(self.chips, self._offers, strict=True):
            chip.setCheckable(True)
            chip.setAccessibleDescription(dates.span(offer.first, offer.last))
            chip.clicked.connect(lambda _on=False, offer=offer: self.take(offer.first, offer.last))
            row.addWidget(chip)
        self.from_edit = date_edit(theme, first, first_weekday)
        self.to_edit = date_edit(theme, last, first_weekday)
        for edit in (self.from_edit, self.to_edit):
            edit.dateChanged.connect(self._tell)
        self.from_edit.setMinimumDate(qdate(min(today, first)))
        self._trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self._trouble.hide()
        self._days = plain_label(theme, role="points")
        self._off = plain_label(theme, role="small", color="text3", wrap=True)
        days = QVBoxLayout()
        days.setSpacing(4)
        days.addWidget(plain_label(theme, _("Working days"), "strong"))
        counted = QHBoxLayout()
        counted.setSpacing(8)
        counted.addWidget(self._days)
        counted.addWidget(self._off, 1)
        days.addSpacing(4)
        days.addLayout(counted)
        days.addStretch(1)
        self.fields = QHBoxLayout()
        self.fields.setSpacing(16)
        for name, edit in ((_("From"), self.from_edit), (_("To"), self.to_edit)):
            self.fields.addWidget(Field(theme, name, edit), 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(days, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(theme, _("When"), "strong"))
        column.addWidget(holder)
        column.addLayout(self.fields)
        column.addWidget(self._trouble)
        self._mark()

    @property
    def first(self) -> date:
        """Its first day."""
        return chosen_day(self.from_edit)

    @property
    def last(self) -> date:
        """Its last day."""
        return chosen_day(self.to_edit)

    @property
    def working_days(self) -> str:
        """How many working days it has, as it is shown."""
        return self._days.text()

    def take(self, first: date, last: date) -> None:
        """Chooses these days."""
        for edit, day in ((self.from_edit, first), (self.to_edit, last)):
            edit.blockSignals(True)
            edit.setDate(qdate(day))
            edit.blockSignals(False)
        self._tell()

    def show_outlook(self, outlook: CampaignOutlook | None) -> None:
        """Says how many working days there are, and what is wrong with them; None: they are out of order."""
        set_text(self._days, number(outlook.working_days) if outlook else "–")
        set_text(self._off, words.days_off(outlook) if outlook else "")
        met = outlook.met if outlook else None
        if outlook is None:
            self.refuse(WrongOrder(self.first, self.last))
        elif met is not None:
            self.refuse(Overlap(met.name, met.first, met.last))
        else:
            self._say("", self.from_edit, self.to_edit)

    def refuse(self, error: Refused) -> QWidget | None:
        """Tells an error about the days; answers the field to mend, None when it is about something else."""
        if isinstance(error, Overlap | TooEarly):
            wrong = self.from_edit
        elif isinstance(error, WrongOrder | BadDate):
            wrong = self.to_edit
        else:
            return None
        self._say(problem(error), wrong)
        return wrong

    @property
    def sentence(self) -> str:
        """What is wrong with the days, or nothing."""
        return self._trouble.text()

    def _say(self, sentence: str, *edits: QWidget) -> None:
        if sentence == self.sentence:
            return
        set_text(self._trouble, sentence)
        for edit in (self.from_edit, self.to_edit):
            mark_invalid(edit, sentence if edit in edits else "")

    def _tell(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for chip, offer in zip(self.chips, self._offers, strict=True):
            chip.setChecked((offer.first, offer.last) == (self.first, self.last))
