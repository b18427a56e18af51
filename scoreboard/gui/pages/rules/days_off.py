"""Days off: those to come, those that were, the form for one, and the offer of public holidays."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scoreboard.domain.calendar import DayOff
from scoreboard.domain.entries import LONGEST_CONTACT
from scoreboard.errors import BadDate, BadText, Refused, StoreProblem, WrongOrder
from scoreboard.gui import dates
from scoreboard.gui.form import Field, begin_weeks, chosen_day, date_edit, line_edit, qdate, typed_text
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import off_words
from scoreboard.gui.pages.rules.holidays import HolidaysForm
from scoreboard.gui.pages.rules.preview import Preview, foresee
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.segmented import Segmented
from scoreboard.i18n import _, n_, number
from scoreboard.service.overviews import RulesState
from scoreboard.settings import Settings
from scoreboard.values import replace
from scoreboard.wording import problem

FEW = 6


class DaysOffCard(Card):
    """`DaysOffCard(theme, live, settings)`, then `display(state)`.

    Signals: `opened` with the form, and `place_chosen(str, str)`, the country and region whose holidays the
    seller looks at.
    """

    opened = Signal()
    place_chosen = Signal(str, str)

    def __init__(self, theme: Theme, live: LiveBoard, settings: Settings) -> None:
        super().__init__(theme)
        self._theme, self._live = theme, live
        self._state: RulesState | None = None
        self.rows: dict[tuple[DayOff, int], Row] = {}
        """By the days off, and which of several that are the same: two halves make a whole."""
        self.add = push_button(theme, _("Add"), "quiet", icon="plus", small=True)
        self.add.setAccessibleName(_("Add days off"))
        self.add.clicked.connect(lambda: self.open(None))
        self.offer = push_button(theme, _("Public holidays"), "quiet", icon="calendar-plus", small=True)
        self.offer.clicked.connect(self.open_offer)
        self.add_title(_("Days off"), self.offer, self.add)
        self.body.setSpacing(6)
        says = _("They lower the target of their week by their share. The reason is for you alone.")
        self.body.addWidget(plain_label(theme, says, "small", "text3", wrap=True))
        self.form = Form(theme, live)
        self.form.closed.connect(self._closed)
        self.form.hide()
        self.body.addWidget(self.form)
        self.holidays = HolidaysForm(theme, live, settings)
        self.holidays.closed.connect(self._closed)
        self.holidays.place_chosen.connect(self.place_chosen)
        self.holidays.hide()
        self.body.addWidget(self.holidays)
        self._none = plain_label(theme, _("None to come."), color="text2")
        self.body.addWidget(self._none)
        self._coming, self._past = QVBoxLayout(), QVBoxLayout()
        self.more, self.past = self._link(), self._link()
        for part in (self._coming, self.more, self.past, self._past):
            if isinstance(part, QVBoxLayout):
                part.setSpacing(2)
                self.body.addLayout(part)
            else:
                self.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self) -> QPushButton:
        button = push_button(self._theme, "", "link", small=True)
        button.setCheckable(True)
        button.toggled.connect(lambda _on: self._fold())
        button.hide()
        return button

    def display(self, state: RulesState) -> None:
        """Shows the days off; an open form keeps what was typed."""
        self._state = state
        keys = [(off, state.days_off[:place].count(off)) for place, off in enumerate(state.days_off)]
        for key in [key for key in self.rows if key not in keys]:
            old = self.rows.pop(key)
            old.hide()
            old.deleteLater()
        for key in keys:
            row = self.rows.get(key) or self._row(key)
            row.display(state.today)
            # the newest of the past ones first
            if row.off.last < state.today:
                self._past.insertWidget(0, row)
            else:
                self._coming.addWidget(row)
        self._fold()
        self.form.take_state(state)
        self.holidays.take_state(state)

    def _row(self, key: tuple[DayOff, int]) -> "Row":
        off, _place = key
        row = self.rows[key] = Row(self._theme, off)
        row.edit.clicked.connect(lambda: self.open(off))
        row.remove.clicked.connect(lambda: self._remove(off))
        return row

    def _fold(self) -> None:
        """Shows the next few, all of them, and the past ones as the links have it."""
        if self._state is None:
            return
        today = self._state.today
        coming = [key for key in sorted(self.rows, key=_by_day) if key[0].last >= today]
        past = [key for key in self.rows if key[0].last < today]
        shown = coming if self.more.isChecked() or len(coming) <= FEW + 1 else coming[:FEW]
        for key, row in self.rows.items():
            set_shown(row, key in shown or (key in past and self.past.isChecked()))
        set_shown(self._none, not coming)
        set_shown(self.more, len(coming) > FEW + 1)
        text = _("Show less") if self.more.isChecked() else _("Show all {n}")
        self.more.setText(text.format(n=number(len(coming))))
        self.more.setAccessibleName(_("Days off to come: {text}").format(text=self.more.text()))
        set_shown(self.past, bool(past))
        text = n_("{n} past", "{n} past", len(past)).format(n=number(len(past)))
        self.past.setText(text)
        self.past.setAccessibleName(_("Show past days off: {text}").format(text=text))

    def open(self, off: DayOff | None) -> None:
        """Opens the form, to change `off` or for new ones."""
        if self._state is None:
            return
        set_shown(self.holidays, False)
        self.form.begin(self._state, off)
        set_shown(self.form, True)
        self._show_buttons()
        self.opened.emit()
        self.form.first.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_offer(self) -> None:
        """Opens the offer of public holidays."""
        if self._state is None:
            return
        set_shown(self.form, False)
        set_shown(self.holidays, True)
        self._show_buttons()
        self.opened.emit()
        self.holidays.begin(self._state)

    def _closed(self) -> None:
        away = self.holidays if not self.holidays.isHidden() else self.form
        set_shown(away, False)
        self._show_buttons()
        (self.offer if away is self.holidays else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        for button, form in ((self.add, self.form), (self.offer, self.holidays)):
            set_shown(button, form.isHidden())

    def _remove(self, off: DayOff) -> None:
        if self._live.do(lambda board: board.days_off.remove(off)) is not None:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)


def _by_day(key: tuple[DayOff, int]) -> tuple[date, date]:
    off, _place = key
    return off.first, off.last


class Row(QWidget):
    """One stretch of days off with its reason, to be changed or taken out."""

    def __init__(self, theme: Theme, off: DayOff) -> None:
        super().__init__()
        self.off = off
        self._days = plain_label(theme, weight=500, wrap=True)
        about = " · ".join(filter(None, (off_words.amount(off), off.reason)))
        self.edit = icon_button(theme, "pencil", _("Change"), small=True, quiet=True)
        self.remove = icon_button(theme, "trash-2", _("Take out"), small=True, quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(10)
        reason = plain_label(theme, about, color="text2", wrap=True)
        for label, stretch in ((self._days, 2), (reason, 3)):
            label.setContentsMargins(0, 4, 0, 4)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, stretch)
        for button in (self.edit, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def display(self, today: date) -> None:
        """Names the days, with a year when it is not the present one."""
        days = off_words.stretch(self.off, today)
        set_text(self._days, days)
        self.edit.setAccessibleName(_("Change: {name}").format(name=days))
        self.remove.setAccessibleName(_("Take out: {name}").format(name=days))


class Form(QWidget):
    """`Form(theme, live)`, then `begin(state, off)`, `off` None for new ones. Signal: `closed`."""

    closed = Signal()

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__()
        self._live = live
        self._state: RulesState | None = None
        self._old: DayOff | None = None
        self._before = date.min
        self.first = Field(theme, _("First day"), date_edit(theme, date(2026, 1, 1)))
        self.last = Field(theme, _("Last day"), date_edit(theme, date(2026, 1, 1)))
        self.whole = Segmented(
            theme, [_("Whole days"), _("Half days")], accessible_name=_("How much of each day")
        )
        self.reason = Field(theme, _("Reason"), line_edit(longest=LONGEST_CONTACT), _("Optional."))
        self.preview = Preview(theme)
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()
        self._edit(self.first).dateChanged.connect(self._take_first)
        self._edit(self.last).dateChanged.connect(lambda _day: self._changed())
        self.whole.changed.connect(lambda _place: self._changed())
        edit = self._line()
        edit.textEdited.connect(lambda _text: self.reason.refuse(""))
        edit.returnPressed.connect(self.save)
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, field in enumerate((self.first, self.last)):
            grid.addWidget(field, 0, place, top)
            grid.setColumnStretch(place, 1)
        grid.addWidget(Field(theme, _("How much of each day"), self.whole), 1, 0, top)
        grid.addWidget(self.reason, 1, 1, top)
        self.cancel = push_button(theme, _("Cancel"), "quiet", small=True)
        self.cancel.clicked.connect(self.closed)
        self.save_button = push_button(theme, _("Save"), "primary", small=True)
        self.save_button.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addWidget(self.preview)
        column.addWidget(self.trouble)
        column.addLayout(buttons)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, context=inside).activated.connect(self.save)
        QShortcut(QKeySequence("Escape"), self, context=inside).activated.connect(self.closed)

    def begin(self, state: RulesState, off: DayOff | None) -> None:
        """Fills the form."""
        self._state, self._old = state, off
        first, last = (off.first, off.last) if off else (state.today, state.today)
        for field, day in ((self.first, first), (self.last, last)):
            edit = self._edit(field)
            blocked = edit.blockSignals(True)
            edit.setDate(qdate(day))
            edit.blockSignals(blocked)
            begin_weeks(edit, state.first_weekday)
        self._before = first
        self.whole.set_current(int(bool(off and off.half)))
        self._line().setText(off.reason if off else "")
        self._changed()

    def take_state(self, state: RulesState) -> None:
        """The rules changed elsewhere: what was typed stays, what it does is said anew."""
        self._state = state
        if not self.isHidden():
            self.look()

    @property
    def typed(self) -> DayOff:
        """The days off that the form says."""
        first, last = chosen_day(self._edit(self.first)), chosen_day(self._edit(self.last))
        return DayOff(first, last, self.whole.current() == 1, typed_text(self.reason))

    def look(self) -> None:
        """Says what the days off would do to weekly targets; what saving told stays until a change."""
        for field in (self.first, self.last):
            field.refuse("")
        if self._state is None:
            return
        typed = replace(self.typed, reason="")
        for field, day in ((self.first, typed.first), (self.last, typed.last)):
            field.set_hint(dates.capital(dates.weekday(day)))
        if self._old is not None and typed == replace(self._old, reason=""):
            self.preview.tell(())
            return
        try:
            old = (self._old,) if self._old else ()
            found = foresee(self._live, lambda: self._live.board.days_off.preview([typed], old))
        except Refused as error:
            self.preview.tell(())
            self._tell(error)
        else:
            self.preview.tell(() if found is None else off_words.effects(found, self._state.today))

    def save(self) -> None:
        """Saves; what is refused is told beside its field, and the form keeps what was typed."""
        self._accept()
        old, new = self._old, self.typed
        if self._state is not None and new != old and not new.half and new in self._state.days_off:
            set_text(self.trouble, _("These days are in the list already."))
            return
        try:
            if old is None:
                self._live.attempt(
                    lambda board: board.days_off.add(new.first, new.last, half=new.half, reason=new.reason)
                )
            elif old != new:
                self._live.attempt(lambda board: board.days_off.change(old, new))
        except Refused as error:
            self._tell(error, focus=True)
        except StoreProblem as error:
            set_text(self.trouble, problem(error))
        else:
            self.closed.emit()

    def _take_first(self, _day: QDate) -> None:
        """A last day that was the first one, or a stretch, moves along."""
        first, last = chosen_day(self._edit(self.first)), self._edit(self.last)
        if chosen_day(last) == self._before or chosen_day(last) < first:
            blocked = last.blockSignals(True)
            last.setDate(qdate(first))
            last.blockSignals(blocked)
        self._before = first
        self._changed()

    def _changed(self) -> None:
        self._accept()
        self.look()

    def _accept(self) -> None:
        self.reason.refuse("")
        set_text(self.trouble, "")

    def _tell(self, error: Refused, *, focus: bool = False) -> None:
        if isinstance(error, WrongOrder | BadDate):
            field = self.last
        elif isinstance(error, BadText):
            field = self.reason
        else:
            set_text(self.trouble, problem(error))
            return
        field.refuse(problem(error))
        if focus:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _edit(field: Field) -> QDateEdit:
        assert isinstance(field.widget, QDateEdit)
        return field.widget

    def _line(self) -> QLineEdit:
        assert isinstance(self.reason.widget, QLineEdit)
        return self.reason.widget
