"""Fields of a form: a label, the widget, a hint, and the one sentence that says what is wrong with it."""

from datetime import date
from fractions import Fraction

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QVBoxLayout, QWidget

from scoreboard.domain.calendar import FIRST_DAY, LAST_DAY
from scoreboard.errors import BadNumber
from scoreboard.gui import dates
from scoreboard.gui.announce import mark_invalid
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.fields import popup_edit_menu, style_calendar
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, parse_number, pgettext
from scoreboard.wording import problem


class Refusal(Exception):
    """What was typed into a field cannot be used."""

    def __init__(self, field: "Field", sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class Field(QWidget):
    """`Field(theme, label, widget, hint="")`. `refuse(sentence)` tells what is wrong, "" that nothing is."""

    def __init__(
        self, theme: Theme, label: str, widget: QWidget, hint: str = "", *, show_label: bool = True
    ) -> None:
        super().__init__()
        self.widget = widget
        widget.setAccessibleName(label)
        self._hint = plain_label(theme, hint, "small", "text3", wrap=True)
        self._trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self._hint.setVisible(bool(hint))
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if show_label:
            name = plain_label(theme, label, "strong", wrap=True)
            name.setBuddy(widget)
            column.addWidget(name)
        column.addWidget(widget)
        column.addWidget(self._hint)
        column.addWidget(self._trouble)

    @property
    def sentence(self) -> str:
        """What is wrong, or nothing."""
        return self._trouble.text()

    def set_hint(self, hint: str) -> None:
        """Says something else under the field."""
        set_text(self._hint, hint)

    def refuse(self, sentence: str) -> None:
        """Tells what is wrong with what was typed, which stays."""
        if sentence == self.sentence:
            return
        set_text(self._trouble, sentence)
        mark_invalid(self.widget, sentence)


def line_edit(text: str = "", placeholder: str = "", longest: int = 0) -> QLineEdit:
    """A field for one line of text."""
    edit = QLineEdit(text)
    edit.setPlaceholderText(placeholder)
    if longest:
        # one more than allowed, so that a pasted long text is refused with a sentence instead of cut silently
        edit.setMaxLength(longest + 200)
    return edit


def typed_text(field: Field) -> str:
    """What stands in a field."""
    widget = field.widget
    return widget.text().strip() if isinstance(widget, QLineEdit) else ""


def typed_number(field: Field, name: str, high: Fraction | int, decimals: int = 2) -> Fraction | None:
    """The number in a field, None when it is empty; raises Refusal outside 0 to `high`."""
    text = typed_text(field)
    if not text:
        return None
    error = BadNumber(name, Fraction(0), Fraction(high), decimals)
    try:
        value = parse_number(text)
    except ValueError:
        raise Refusal(field, problem(error)) from None
    if not 0 <= value <= high or (value * 10**decimals).denominator != 1:
        raise Refusal(field, problem(error))
    return value


def needed_number(field: Field, name: str, high: Fraction | int, decimals: int = 2) -> Fraction:
    """The number in a field that must not be empty."""
    value = typed_number(field, name, high, decimals)
    if value is None:
        raise Refusal(field, problem(BadNumber(name, Fraction(0), Fraction(high), decimals)))
    return value


class ComboBox(QComboBox):
    """A choice that scrolling the page does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DateEdit(QDateEdit):
    """A day that scrolling the page does not change, and whose menu lets everything go on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        popup_edit_menu(self, event)


def date_edit(theme: Theme, day: date, first_weekday: int | None = None) -> QDateEdit:
    """A field for a day, with a calendar in the theme's colours; `first_weekday` as of `begin_weeks`."""
    edit = DateEdit(qdate(day))
    edit.setLocale(dates.locale())
    # Without the weekday: behind it Qt takes no number that is typed, because the name would not fit it.
    edit.setDisplayFormat(pgettext("date pattern", "d MMM yyyy"))
    edit.setCalendarPopup(True)
    style_calendar(theme, edit.calendarWidget(), dates.locale())
    edit.setDateRange(qdate(FIRST_DAY), qdate(LAST_DAY))
    if first_weekday is not None:
        begin_weeks(edit, first_weekday)
    return edit


def begin_weeks(edit: QDateEdit, first_weekday: int) -> None:
    """Begins the weeks of its calendar as the rulebook does, 0 for Monday, whatever the language does."""
    edit.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek(first_weekday + 1))


def qdate(day: date) -> QDate:
    """A day for Qt."""
    return QDate(day.year, day.month, day.day)


def chosen_day(edit: QDateEdit) -> date:
    """The day of a date field."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def hue_names() -> dict[str, str]:
    """The words for the hues."""
    return {
        "petrol": _("Petrol"),
        "ocean": _("Ocean"),
        "indigo": _("Indigo"),
        "plum": _("Plum"),
        "rose": _("Rose"),
        "clay": _("Clay"),
        "amber": _("Amber"),
        "moss": _("Moss"),
        "slate": _("Slate"),
    }
