"""Standard fields and menus that need more than the style sheet can say."""

from functools import partial

from PySide6.QtCore import QLocale, QPoint, Qt, QTime
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QMenu,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from scoreboard.gui.compositing import see_through
from scoreboard.gui.theme import Theme

_LEFT_ROOM = 12  # a spin box ignores the left padding of its style sheet


class TimeEdit(QTimeEdit):
    """A time whose menu lets everything go on."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        popup_edit_menu(self, event)


def popup_edit_menu(edit: QAbstractSpinBox, event: QContextMenuEvent) -> None:
    """Opens the menu to copy and paste as a line of text does: that of a spin box waits for a choice."""
    menu = edit.lineEdit().createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


def time_field(time: QTime, locale: QLocale, pattern: str, *, accessible_name: str = "") -> QTimeEdit:
    """A time of day, written by the pattern."""
    field = TimeEdit(time)
    field.setLocale(locale)
    field.setDisplayFormat(pattern)
    field.setAccessibleName(accessible_name)
    field.lineEdit().setTextMargins(_LEFT_ROOM, 0, 0, 0)
    return field


def rounded_menu(parent: QWidget | None = None) -> QMenu:
    """A menu with round corners where windows can be see-through; elsewhere it would be black around them."""
    menu = QMenu(parent)
    _round(menu)
    return menu


def _round(menu: QMenu) -> None:
    if not see_through():
        return
    menu.setProperty("rounded", True)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def style_calendar(theme: Theme, calendar: QCalendarWidget, locale: QLocale) -> None:
    """Gives a calendar the theme's colours where the style sheet cannot reach; weekends are not red.

    Its menu of months opens as any other: Qt's own waits for a choice, and all that called it waits with it.
    """
    months = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
    if months is not None and (menu := months.menu()) is not None:
        _round(menu)
        months.setMenu(None)  # type: ignore[arg-type]  # Qt takes it
        months.clicked.connect(partial(_popup_below, months, menu))
    calendar.setMinimumSize(theme.px(320), theme.px(260))  # its own hint has no room for a sixth week
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


def _popup_below(button: QToolButton, menu: QMenu, _checked: bool = False) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
