"""The head of the Today page: a greeting, the day, and the calendar to choose another one."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui import dates
from scoreboard.gui.pages.today import words
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.notice import Notice
from scoreboard.i18n import _
from scoreboard.service.states import TodayState


class Header(QWidget):
    """`Header(theme)`, then `display(state, name)`. Signals: `day_chosen(date | None)`, None for today;
    `pad_wanted`.
    """

    day_chosen = Signal(object)
    pad_wanted = Signal()

    def __init__(self, theme: Theme, *, compact: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._day, self._today, self._first_weekday = date.min, date.min, 0
        self._title = plain_label(theme, role="title", elide=True)
        self._subtitle = plain_label(theme, color="text2", elide=True)
        self.button = push_button(theme, "", icon="calendar-days")
        self.button.clicked.connect(self.open_calendar)
        icon = "picture-in-picture-2"
        pad = (
            icon_button(theme, icon, _("Mini pad"))
            if compact
            else push_button(theme, _("Mini pad"), icon=icon)
        )
        pad.clicked.connect(self.pad_wanted)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(titles, 1)
        for button in (self.button, pad):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addLayout(row)
        self._notice: Notice | None = None

    def display(self, state: TodayState, name: str) -> None:
        """Shows the day, and says so calmly when it is not the present one."""
        day = state.day.standing.day
        self._today, self._first_weekday = state.now.date(), state.week.start.weekday()
        week = words.week_line(state.week.start)
        line = words.day_line(day, state.week.start) if state.live else week
        set_text(
            self._title, words.greeting(state.now, name) if state.live else dates.capital(dates.long_day(day))
        )
        set_text(self._subtitle, line)
        if day != self._day:
            self._day = day
            self.button.setText(dates.short_day(day))
            self.button.setAccessibleName(_("Day: {day}. Choose another one").format(day=dates.long_day(day)))
        self._tell_other_day(day, live=state.live)

    def _tell_other_day(self, day: date, *, live: bool) -> None:
        if self._notice is not None:
            self._column.removeWidget(self._notice)
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if live:
            return
        says = _("What you log now counts for {day}.").format(day=dates.long_day(day))
        self._notice = Notice(self._theme, "calm", says, actions=(_("Back to today"),), icon="history")
        self._notice.action_triggered.connect(lambda _index: self.day_chosen.emit(None))
        self._column.addWidget(self._notice)

    def open_calendar(self) -> None:
        """Lets one choose a day up to the present one."""
        from scoreboard.gui.pages.today.day_menu import choose_day  # noqa: PLC0415 - no start needs it

        chosen = self.day_chosen.emit
        choose_day(self._theme, self.button, self._day, self._today, self._first_weekday, chosen)
