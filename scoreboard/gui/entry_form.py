"""The small form for everything about an entry that one click does not say; also puts an entry right.

What is refused is told beside its field in one sentence; nothing was changed then, and what was typed stays.
"""

from datetime import date, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from scoreboard.domain.entries import MOST_MONEY, MOST_UNITS, Money
from scoreboard.errors import BadDate, BadNumber, BadText, Refused, StoreProblem, UnknownName
from scoreboard.gui import dates
from scoreboard.gui.form import Field, Refusal, chosen_day, date_edit
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.quiet import set_text
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.fields import time_field
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number, parse_number
from scoreboard.service.correcting import EntryChange
from scoreboard.service.states import LogLine, OutcomeChoice
from scoreboard.values import Value
from scoreboard.wording import problem


class Subject(Value):
    """What the form is about: an activity to log, or the `line` of an entry to put right."""

    key: str
    name: str
    outcomes: tuple[OutcomeChoice, ...]
    records_amount: bool
    day: date
    line: LogLine | None = None
    first_weekday: int | None = None


class EntryForm(QDialog):
    """`EntryForm(around, subject, parent, focus="note")`, then `open()`. It closes when all is stored."""

    def __init__(self, around: Surroundings, subject: Subject, parent: QWidget, focus: str = "") -> None:
        super().__init__(parent)
        self._theme, self._live, self._subject = around.theme, around.live, subject
        self._currency = around.settings.currency
        self._fields: dict[str, Field] = {}
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self._form.setHorizontalSpacing(14)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Edit entry") if subject.line else _("Log with details"))
        self._add_fields()
        self._trouble = plain_label(around.theme, role="small", color="danger", wrap=True)
        self._trouble.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(plain_label(around.theme, subject.name, "section", wrap=True))
        column.addLayout(self._form)
        column.addWidget(self._trouble)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(around.theme.px(420))
        _focus(self._fields.get(focus, next(iter(self._fields.values()))))

    def _add_fields(self) -> None:
        line = self._subject.line
        if line is None or line.percent is None:
            self._add("count", _("Count"), self._line_edit(number(line.entry.quantity) if line else "1"))
        else:
            self._add("percent", _("Percentage"), self._line_edit(number(line.percent)))
        if self._subject.outcomes:
            self._add("outcome", _("Outcome"), self._outcome_box())
        self._add("day", _("Day"), date_edit(self._theme, self._subject.day, self._subject.first_weekday))
        self._add("time", _("Time"), self._time_edit())
        if line is None or line.percent is None:
            self._add("contact", _("Contact"), self._line_edit(line.contact if line else ""))
        self._add("note", _("Note"), self._note_edit(line.note if line else ""))
        if self._subject.records_amount or (line and line.amount):
            self._add("amount", self._amount_label(), self._line_edit(self._amount_text()))

    def _add(self, key: str, label: str, widget: QWidget) -> None:
        field = Field(self._theme, label, widget, show_label=False)
        self._fields[key] = field
        name = plain_label(self._theme, label, "strong")
        name.setBuddy(widget)
        self._form.addRow(name, field)

    @staticmethod
    def _line_edit(text: str) -> QLineEdit:
        return QLineEdit(text)

    def _note_edit(self, text: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(text)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(self._theme.px(76))
        return edit

    def _outcome_box(self) -> QComboBox:
        box = QComboBox()
        line = self._subject.line
        if line is not None:
            box.addItem(_("None"), None)
        for outcome in self._subject.outcomes:
            points = number(outcome.points, signed=True)
            box.addItem(_("{outcome} ({points})").format(outcome=outcome.name, points=points), outcome.key)
        box.setCurrentIndex(max(0, box.findData(line.outcome if line else self._subject.outcomes[0].key)))
        return box

    def _time_edit(self) -> QTimeEdit:
        line = self._subject.line
        at = line.at.time() if line else self._live.board.now().time()
        return time_field(QTime(at.hour, at.minute), dates.locale(), dates.time_pattern())

    def _amount_label(self) -> str:
        line = self._subject.line
        if line and line.amount:
            self._currency = line.amount.currency
        return _("Amount ({currency})").format(currency=self._currency)

    def _amount_text(self) -> str:
        line = self._subject.line
        return number(line.amount.value) if line and line.amount else ""

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = push_button(self._theme, _("Cancel"), "quiet")
        cancel.clicked.connect(self.close)
        self.save = push_button(self._theme, _("Save") if self._subject.line else _("Log"), "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        row.addWidget(cancel)
        row.addWidget(self.save)
        return row

    def field(self, key: str) -> QWidget:
        """The widget of a field."""
        return self._fields[key].widget

    def trouble(self, key: str) -> str:
        """The sentence beside a field."""
        return self._fields[key].sentence

    def _save(self) -> None:
        for field in self._fields.values():
            field.refuse("")
        set_text(self._trouble, "")
        try:
            if self._subject.line:
                self._edit(self._subject.line)
            else:
                self._log()
        except Refusal as refusal:
            refusal.field.refuse(refusal.sentence)
            _focus(refusal.field)
        except Refused as error:
            self._tell(error)
        except StoreProblem as error:
            set_text(self._trouble, problem(error))
        else:
            self.close()
            return
        self._grow()

    def _grow(self) -> None:
        """Makes room for the sentences below what there was, at once: the next paint would cut the fields.

        `adjustSize()` would choose another width, and a layout alone asks for no more than one line of each.
        """
        self._column.activate()
        height = self._column.totalHeightForWidth(self.width())
        self.setMinimumHeight(height)
        self.resize(self.width(), max(height, self.height()))

    def _log(self) -> None:
        count, outcome, amount = self._count("count"), self._outcome(), self._amount()
        day, at = self._day(), self._time()
        contact, note = self._text("contact"), self._text("note")
        self._live.attempt(
            lambda board: board.journal.log(
                self._subject.key,
                count=count,
                outcome=outcome,
                day=day,
                time=at,
                contact=contact,
                note=note,
                amount=amount,
            )
        )

    def _edit(self, line: LogLine) -> None:
        day, at, outcome, amount = self._day(), self._time(), self._outcome(), self._amount()
        moved = day != line.day or (at.hour, at.minute) != (line.at.hour, line.at.minute)
        change = EntryChange(
            count=None if line.percent is not None else self._count("count"),
            percent=None if line.percent is None else self._count("percent"),
            outcome=outcome,
            clear_outcome="outcome" in self._fields and outcome is None,
            day=day if moved else None,
            time=at if moved else None,
            contact=self._text("contact") if "contact" in self._fields else None,
            note=self._text("note"),
            amount=amount,
            clear_amount="amount" in self._fields and amount is None,
        )
        self._live.edit(lambda board: board.journal.edit(line.uid, change))

    def _tell(self, error: Refused) -> None:
        """The sentence beside the field that it is about, or under the form."""
        key = ""
        if isinstance(error, BadNumber | BadText):
            key = "amount" if error.field == "currency" else error.field
        elif isinstance(error, BadDate):
            key = "day"
        elif isinstance(error, UnknownName) and error.what == "outcome":
            key = "outcome"
        if key in self._fields:
            self._fields[key].refuse(problem(error))
            _focus(self._fields[key])
        else:
            set_text(self._trouble, problem(error))

    def _count(self, key: str) -> int:
        low, high = (0, 100) if key == "percent" else (1, MOST_UNITS)
        value = self._number(key, low, high, 0)
        if value is None or value.denominator != 1:
            raise Refusal(self._fields[key], problem(BadNumber(key, Fraction(low), Fraction(high))))
        return int(value)

    def _amount(self) -> Money | None:
        if "amount" not in self._fields:
            return None
        value = self._number("amount", 0, int(MOST_MONEY), 2)
        if value is None:
            return None
        try:
            exact = Decimal(value.numerator) / Decimal(value.denominator)
        except InvalidOperation:
            exact = MOST_MONEY + 1
        return Money(exact, self._currency)

    def _number(self, key: str, low: int, high: int, decimals: int) -> Fraction | None:
        text = self._text(key).strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except ValueError:
            error = BadNumber(key, Fraction(low), Fraction(high), decimals)
            raise Refusal(self._fields[key], problem(error)) from None

    def _text(self, key: str) -> str:
        widget = self._fields[key].widget
        return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else _line(widget).text()

    def _outcome(self) -> str | None:
        if "outcome" not in self._fields:
            return None
        box = self._fields["outcome"].widget
        chosen = box.currentData() if isinstance(box, QComboBox) else None
        return str(chosen) if chosen else None

    def _day(self) -> date:
        edit = self._fields["day"].widget
        assert isinstance(edit, QDateEdit), "it was made as one"
        return chosen_day(edit)

    def _time(self) -> time:
        edit = self._fields["time"].widget
        chosen = edit.time() if isinstance(edit, QTimeEdit) else QTime.currentTime()
        return time(chosen.hour(), chosen.minute())


def _line(widget: QWidget) -> QLineEdit:
    assert isinstance(widget, QLineEdit), "every text but the note is a line"
    return widget


def _focus(field: Field) -> None:
    """Puts the cursor into it, with what is there selected."""
    field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(field.widget, QLineEdit):
        field.widget.selectAll()


def line_subject(live: LiveBoard, line: LogLine) -> Subject:
    """The subject for putting right the entry of a line."""
    state = live.board.screens.today(line.day)
    key = next((one for one in state.keys if one.key == line.activity), None)
    activity = state.names.get(line.activity)
    outcomes = key.outcomes if key else ()
    records = bool(activity and activity.records_amount)
    name = line.deliverable_name or line.name
    return Subject(line.activity, name, outcomes, records, line.day, line, state.week.start.weekday())
