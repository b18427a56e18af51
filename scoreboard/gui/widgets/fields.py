"""Standard fields and menus that need more than the style sheet can say."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QMenu,
    QSpinBox,
    QStyledItemDelegate,
    QTimeEdit,
    QWidget,
)

from scoreboard.gui.theme import Theme

_LEFT_ROOM = 10  # a spin box ignores the left padding of its style sheet


def text_field(text: str = "", *, placeholder: str = "", accessible_name: str = "") -> QLineEdit:
    """A line to type in."""
    field = QLineEdit(text)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(accessible_name)
    return field


def number_field(
    minimum: int, maximum: int, value: int, *, suffix: str = "", accessible_name: str = ""
) -> QSpinBox:
    """A whole number; the wheel changes it only while it has the focus."""
    field = QSpinBox()
    field.setRange(minimum, maximum)
    field.setValue(value)
    field.setSuffix(suffix)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setAccessibleName(accessible_name)
    field.lineEdit().setTextMargins(_LEFT_ROOM, 0, 0, 0)
    return field


def choice_field(options: Sequence[str], current: int = 0, *, accessible_name: str = "") -> QComboBox:
    """One of several words."""
    field = QComboBox()
    field.setItemDelegate(QStyledItemDelegate(field))  # the default one ignores the style sheet
    field.addItems(list(options))
    field.setCurrentIndex(current)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setAccessibleName(accessible_name)
    return field


def date_field(theme: Theme, date: QDate, locale: QLocale, *, accessible_name: str = "") -> QDateEdit:
    """A date with a calendar to pick from, written and ordered as the locale does."""
    field = QDateEdit(date)
    field.setLocale(locale)
    field.setCalendarPopup(True)
    field.setDisplayFormat(locale.dateFormat(QLocale.FormatType.ShortFormat))
    field.setAccessibleName(accessible_name)
    style_calendar(theme, field.calendarWidget(), locale)
    return field


def time_field(time: QTime, locale: QLocale, *, accessible_name: str = "") -> QTimeEdit:
    """A time of day, written as the locale does."""
    field = QTimeEdit(time)
    field.setLocale(locale)
    field.setDisplayFormat(locale.timeFormat(QLocale.FormatType.ShortFormat))
    field.setAccessibleName(accessible_name)
    field.lineEdit().setTextMargins(_LEFT_ROOM, 0, 0, 0)
    return field


def rounded_menu(parent: QWidget | None = None) -> QMenu:
    """A menu with round corners; a plain QMenu has square ones, because its window is not see-through."""
    menu = QMenu(parent)
    menu.setProperty("rounded", True)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return menu


def style_calendar(theme: Theme, calendar: QCalendarWidget, locale: QLocale) -> None:
    """Gives a calendar the theme's colours where the style sheet cannot reach; weekends are not red."""
    calendar.setLocale(locale)
    calendar.setFirstDayOfWeek(locale.firstDayOfWeek())
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    head = QTextCharFormat()
    head.setForeground(theme.color("text3"))
    head.setBackground(theme.color("raised"))
    calendar.setHeaderTextFormat(head)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        weekend = QTextCharFormat()
        weekend.setForeground(theme.color("text2"))
        calendar.setWeekdayTextFormat(day, weekend)
