"""The calendar that drops down from the head of the Today page."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QWidgetAction

from scoreboard.domain.calendar import FIRST_DAY
from scoreboard.gui import dates
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.fields import rounded_menu, style_calendar
from scoreboard.i18n import _


def choose_day(
    theme: Theme,
    below: QPushButton,
    shown: date,
    today: date,
    first_weekday: int,
    chosen: Callable[[date | None], None],
) -> None:
    """Calls `chosen` with a day up to `today`, or with None to go back to it; not at all if none is chosen.

    `shown` is the day that is chosen now, `first_weekday` is 0 for weeks that begin on a Monday.
    """
    menu = rounded_menu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget()
    style_calendar(theme, calendar, dates.locale())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek(first_weekday + 1))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setMinimumDate(_qdate(FIRST_DAY))
    calendar.setMaximumDate(_qdate(today))
    calendar.setSelectedDate(_qdate(shown))
    calendar.setAccessibleName(_("Choose a day"))
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    menu.addAction(_("Back to today")).triggered.connect(lambda: chosen(None))

    def choose(day: QDate) -> None:
        menu.close()
        chosen(date(day.year(), day.month(), day.day()))

    calendar.clicked.connect(choose)
    calendar.activated.connect(choose)
    corner = below.mapToGlobal(QPoint(below.width(), below.height() + 4))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
    calendar.setFocus(Qt.FocusReason.PopupFocusReason)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
