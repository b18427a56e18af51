"""The day on which a week begins: for all weeks, also past ones, and so said before it is saved."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.calendar import WEEK_STARTS
from scoreboard.gui import dates
from scoreboard.gui.form import ComboBox
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules.preview import Preview
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service.overviews import RulesState


class WeekStartCard(Card):
    """`WeekStartCard(theme, live)`, then `display(state)`."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme)
        self._live = live
        self._first: int | None = None
        title = _("First day of the week")
        self.change = push_button(theme, _("Change"), "quiet", icon="pencil", small=True)
        self.change.setAccessibleName(_("Change: {name}").format(name=title))
        self.change.clicked.connect(self.open)
        self.add_title(title, self.change)
        self.body.setSpacing(6)
        self._day = plain_label(theme, wrap=True)
        self.body.addWidget(self._day)
        self.choice = ComboBox()
        self.choice.setAccessibleName(title)
        for weekday in WEEK_STARTS:
            self.choice.addItem(dates.capital(_name(weekday)))
        self.choice.activated.connect(lambda _place: self._look())
        self.preview = Preview(theme)
        self.holder = QWidget()
        form = QVBoxLayout(self.holder)
        form.setContentsMargins(0, 8, 0, 0)
        form.setSpacing(10)
        form.addWidget(self.choice)
        form.addWidget(self.preview)
        cancel = push_button(theme, _("Cancel"), "quiet", small=True)
        cancel.clicked.connect(self.shut)
        save = push_button(theme, _("Save"), "primary", small=True)
        save.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        form.addLayout(row)
        self.holder.hide()
        self.body.addWidget(self.holder)

    def display(self, state: RulesState) -> None:
        """Shows the day; an open form keeps what was chosen."""
        self._first = state.first_weekday
        set_text(self._day, dates.capital(_name(state.first_weekday)))

    def open(self) -> None:
        """Opens the form with what holds."""
        if self._first is None:
            return
        self.choice.setCurrentIndex(WEEK_STARTS.index(self._first))
        self._look()
        set_shown(self.holder, True)
        set_shown(self.change, False)
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Closes the form; what was chosen is forgotten."""
        set_shown(self.holder, False)
        set_shown(self.change, True)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> int:
        return WEEK_STARTS[self.choice.currentIndex()]

    def _look(self) -> None:
        """Says what the change would do: it is the one rule that also acts on the past."""
        chosen = self._chosen()
        if chosen == self._first:
            self.preview.tell(())
            return
        weeks = _("Every week then runs from {first} to {last}. Past weeks too get other days and names.")
        self.preview.tell(
            (
                weeks.format(first=_name(chosen), last=_name((chosen + 6) % 7)),
                _("No entry and no day changes its points, but which weeks reached their target may change."),
            )
        )

    def save(self) -> None:
        """Saves and closes; the same day as before is no change."""
        chosen = self._chosen()
        if chosen == self._first or self._live.do(lambda board: board.rules.set_week_start(chosen)):
            self.shut()


def _name(weekday: int) -> str:
    return dates.locale().standaloneDayName(weekday + 1, QLocale.FormatType.LongFormat)
