"""The days of last and this week as marks; a click on one shows that day."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from scoreboard.gui import dates
from scoreboard.gui.pages.today import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.day_mark import DayState, paint_day_mark
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, paint_focus, smooth_painter
from scoreboard.i18n import _
from scoreboard.service.states import DayMark, Mark, StreakState, TodayState

_MANY = 6
_STATES = {
    Mark.WON: DayState.WON,
    Mark.TODAY: DayState.TODAY,
    Mark.OPEN: DayState.OPEN,
    Mark.RESERVE: DayState.RESERVE,
    Mark.TO_COME: DayState.FUTURE,
    Mark.OFF: DayState.OFF,
}


class DaysWon(Card):
    """`DaysWon(theme)`, then `display(state)`.

    Signals: `day_chosen(date)`; `open_day_chosen(date)` to say something about the day that stayed open;
    `rewards_wanted`.
    """

    day_chosen = Signal(object)
    open_day_chosen = Signal(object)
    rewards_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, on="window")
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._count = (
            Badge(theme, "")
            if theme.plain
            else Badge(theme, "", icon="sun", color="won_text", ground="won_soft")
        )
        self._count.hide()
        self._doubt = Doubt(theme)
        self.add_title(_("Day goals") if theme.plain else _("Days won"), self._doubt, self._count)
        self._place: QWidget | None = None
        self._reserve = _Reserve(theme)
        self._reserve.hide()
        self._reserve.change.clicked.connect(self._choose_open_day)
        self._open_day: date | None = None
        self.body.addWidget(self._reserve)
        self._rewards = _Waiting(theme)
        self._rewards.hide()
        self._rewards.link.clicked.connect(self.rewards_wanted)
        self.body.addWidget(self._rewards)
        self._buttons: list[_Day] = []

    def display(self, state: TodayState, *, doubted: bool = False) -> None:
        """Shows the weeks' marks; `doubted` when the data of one of them may not be right."""
        self._doubt.display(doubted)
        day, today = state.day.standing.day, state.now.date()
        shown = (state.marks, day, today, doubted, state.streak)
        if shown == self._shown:
            return
        last = self._shown
        self._shown = shown
        self._count_up(state, today, doubted=doubted)
        self._tell_reserve(state, today)
        marks = {mark.standing.day: mark for week in state.marks for mark in week}
        if last and last[2] == today and self._days_of(state) == [button.day for button in self._buttons]:
            for button in self._buttons:
                button.set_mark(marks[button.day], current=button.day == day and not state.live)
            return
        self._build(state, today)

    def _count_up(self, state: TodayState, today: date, *, doubted: bool) -> None:
        """The streak in a chip; without one the days won of the week."""
        text = ""
        if state.week.start <= today <= state.week.end and not doubted:
            text = words.in_a_row(state.streak) if state.streak else words.won_count(state.marks[-1])
        set_shown(self._count, bool(text))
        if text:
            self._count.set_text(text)

    def _tell_reserve(self, state: TodayState, today: date) -> None:
        streak = state.streak
        told = streak is not None and streak.reserve_days > 0 and not state.week.trial and state.live
        set_shown(self._reserve, told)
        if told and streak is not None:
            self._open_day = words.open_day(streak)
            self._reserve.display(streak, today, changeable=self._open_day is not None)

    def tell_rewards(self, waiting: int) -> None:
        """Says in one line how many rewards wait."""
        set_shown(self._rewards, waiting > 0)
        if waiting:
            self._rewards.display(waiting)

    def _choose_open_day(self) -> None:
        if self._open_day is not None:
            self.open_day_chosen.emit(self._open_day)

    @staticmethod
    def _days_of(state: TodayState) -> list[date]:
        weeks = [week for week in state.marks[:-1] if any(mark.standing.points for mark in week)]
        return [mark.standing.day for week in (*weeks, state.marks[-1]) for mark in week]

    def _build(self, state: TodayState, today: date) -> None:
        if self._place is not None:
            self.body.removeWidget(self._place)
            self._place.hide()
            self._place.deleteLater()
        self._place = QWidget()
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._buttons = []
        columns = _columns(state)
        for column, weekday in enumerate(columns, start=1):
            bold = weekday == today.weekday() and state.week.start <= today <= state.week.end
            letter = plain_label(
                self._theme,
                dates.weekday_letter(weekday),
                "caption",
                "text" if bold else "text3",
                weight=700 if bold else 500,
                align=Qt.AlignmentFlag.AlignCenter,
            )
            grid.addWidget(letter, 0, column)
        for row, week in enumerate(state.marks, start=1):
            if row < len(state.marks) and not any(mark.standing.points for mark in week):
                continue  # a week without a point tells nothing, least of all to somebody new
            name = plain_label(self._theme, self._week_name(state, row), "small", "text2", wrap=True)
            grid.addWidget(name, row, 0)
            for mark in week:
                current = mark.standing.day == state.day.standing.day and not state.live
                button = _Day(self._theme, mark, current=current, large=len(columns) < _MANY)
                button.set_reachable(mark.standing.day <= today)
                button.chosen.connect(self.day_chosen)
                self._buttons.append(button)
                column = columns.index(mark.standing.day.weekday()) + 1
                grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignCenter)
        self.body.insertWidget(1, self._place)
        self._place.show()

    @staticmethod
    def _week_name(state: TodayState, row: int) -> str:
        today = state.now.date()
        if state.week.start <= today <= state.week.end:
            return _("Last week") if row == 1 else _("This week")
        marks = state.marks[row - 1]
        number = dates.week_number(marks[0].standing.day if marks else state.week.start)
        return _("Week {week}").format(week=number)


class _Reserve(QWidget):
    """How many reserve days the month has left, and what the last one was for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._left = plain_label(theme, role="strong", wrap=True)
        self._use = plain_label(theme, role="small", color="text2", wrap=True)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self._left)
        lines.addWidget(self._use)
        row = QHBoxLayout()
        row.setSpacing(11)
        row.addWidget(Icon(theme, "umbrella", 19, "reserve_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(lines, 1)
        self.change = push_button(theme, _("Change"), "link")
        self.change.setAccessibleName(_("Say something about the day that stayed open"))
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 11, 0, 0)
        column.setSpacing(11)
        column.addWidget(Line(theme))
        column.addLayout(row)

    def display(self, streak: StreakState, today: date, *, changeable: bool) -> None:
        """Shows the stock; `changeable` while something can be said of the last one."""
        set_shown(self.change, changeable)
        set_text(self._left, words.reserve_left(streak))
        set_text(self._use, words.reserve_use(streak, today))


class _Waiting(QWidget):
    """That a reward waits, with the way to it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = plain_label(theme, role="small", color="text2", wrap=True)
        self.link = push_button(theme, _("See them"), "link")
        self.link.setAccessibleName(_("Look at the rewards"))
        row = QHBoxLayout()
        row.setSpacing(11)
        row.addWidget(Icon(theme, "gift", 19, "won_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 0)
        column.setSpacing(5)
        column.addWidget(Line(theme))
        column.addLayout(row)

    def display(self, waiting: int) -> None:
        """Shows how many."""
        set_text(self._words, words.rewards_waiting(waiting))


def _columns(state: TodayState) -> list[int]:
    """The weekdays that either week shows, in the order of the week."""
    shown = {mark.standing.day.weekday() for week in state.marks for mark in week}
    first = state.week.start.weekday()
    return sorted(shown, key=lambda weekday: (weekday - first) % 7)


class _Day(QAbstractButton):
    """A day's mark to click."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, mark: DayMark, *, current: bool, large: bool) -> None:
        super().__init__()
        self._theme, self._large = theme, large
        self._focus = KeyboardFocus(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._mark, self._current = mark, current
        self._tell()
        self.clicked.connect(lambda: self.chosen.emit(self.day))

    def set_mark(self, mark: DayMark, *, current: bool) -> None:
        """Shows the day as it is now."""
        if (mark, current) == (self._mark, self._current):
            return
        if (mark.mark, mark.share, current) != (self._mark.mark, self._mark.share, self._current):
            self.update()
        self._mark, self._current = mark, current
        self._tell()

    @property
    def day(self) -> date:
        """The day that the mark is for."""
        return self._mark.standing.day

    def _tell(self) -> None:
        text = words.mark(self._mark)
        self.setAccessibleName(text)
        set_tooltip(self, text)

    def set_reachable(self, reachable: bool) -> None:
        """Days to come cannot be shown yet."""
        self.setEnabled(reachable)

    def sizeHint(self) -> QSize:
        return QSize(39, 38) if self._large else QSize(32, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        with smooth_painter(self) as painter:
            if self._current:
                paint_box(painter, box, 10, self._theme.color("accent_soft"))
            elif self.underMouse() and self.isEnabled():
                paint_box(painter, box, 10, self._theme.color("sunken"))
            half = 16 if self._large else 14
            mark = QRectF(box.center().x() - half, box.center().y() - half, 2 * half, 2 * half)
            paint_day_mark(painter, self._theme, mark, _STATES[self._mark.mark], self._mark.share)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, self._theme, box, 10)
