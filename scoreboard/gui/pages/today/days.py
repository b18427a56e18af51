"""The days of last and this week as marks; a click on one shows that day."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from scoreboard.gui import dates
from scoreboard.gui.pages.today import words
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.day_mark import DayState, paint_day_mark
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, paint_focus, smooth_painter
from scoreboard.i18n import _
from scoreboard.service.states import DayMark, Mark, TodayState

_STATES = {
    Mark.WON: DayState.WON,
    Mark.TODAY: DayState.TODAY,
    Mark.OPEN: DayState.OPEN,
    Mark.TO_COME: DayState.FUTURE,
    Mark.OFF: DayState.OFF,
}


class DaysWon(Card):
    """`DaysWon(theme)`, then `display(state)`. Signal: `day_chosen(date)`."""

    day_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._count = Badge(theme, "", icon="sun", color="won_text", ground="won_soft")
        self._count.hide()
        self.add_title(_("Days won"), self._count)
        self._place: QWidget | None = None
        self._buttons: list[_Day] = []

    def display(self, state: TodayState) -> None:
        """Shows the weeks' marks."""
        day, today = state.day.standing.day, state.now.date()
        shown = (state.marks, day, today)
        if shown == self._shown:
            return
        last = self._shown
        self._shown = shown
        text = words.won_count(state.marks[-1]) if state.week.start <= today <= state.week.end else ""
        set_shown(self._count, bool(text))
        if text:
            self._count.set_text(text)
        marks = [mark for week in state.marks for mark in week]
        if last and [one.day for one in self._buttons] == [mark.standing.day for mark in marks]:
            for button, mark in zip(self._buttons, marks, strict=True):
                button.set_mark(mark, current=mark.standing.day == day and not state.live)
            return
        self._build(state, today)

    def _build(self, state: TodayState, today: date) -> None:
        if self._place is not None:
            self.body.removeWidget(self._place)
            self._place.hide()
            self._place.deleteLater()
        self._place = QWidget()
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(2)
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
            grid.addWidget(plain_label(self._theme, self._week_name(state, row), "small", "text2"), row, 0)
            for mark in week:
                button = _Day(self._theme, mark, current=mark.standing.day == state.day.standing.day and not state.live)
                button.set_reachable(mark.standing.day <= today)
                button.chosen.connect(self.day_chosen)
                self._buttons.append(button)
                column = columns.index(mark.standing.day.weekday()) + 1
                grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._place)

    @staticmethod
    def _week_name(state: TodayState, row: int) -> str:
        today = state.now.date()
        if state.week.start <= today <= state.week.end:
            return _("Last week") if row == 1 else _("This week")
        marks = state.marks[row - 1]
        number = dates.week_number(marks[0].standing.day if marks else state.week.start)
        return _("Week {week}").format(week=number)


def _columns(state: TodayState) -> list[int]:
    """The weekdays that either week shows, in the order of the week."""
    shown = {mark.standing.day.weekday() for week in state.marks for mark in week}
    first = state.week.start.weekday()
    return sorted(shown, key=lambda weekday: (weekday - first) % 7)


class _Day(QAbstractButton):
    """A day's mark to click."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, mark: DayMark, *, current: bool) -> None:
        super().__init__()
        self._theme = theme
        self._focus = KeyboardFocus(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark, current=current)
        self.clicked.connect(lambda: self.chosen.emit(self.day))

    def set_mark(self, mark: DayMark, *, current: bool) -> None:
        """Shows the day as it is now."""
        self.day = mark.standing.day
        self._mark, self._current = mark, current
        text = words.mark(mark)
        if text != self.accessibleName():
            self.setAccessibleName(text)
            set_tooltip(self, text)
        self.update()

    def set_reachable(self, reachable: bool) -> None:
        """Days to come cannot be shown yet."""
        self.setEnabled(reachable)

    def sizeHint(self) -> QSize:
        return QSize(40, 38)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        with smooth_painter(self) as painter:
            if self._current:
                paint_box(painter, box, 10, self._theme.color("accent_soft"))
            elif self.underMouse() and self.isEnabled():
                paint_box(painter, box, 10, self._theme.color("sunken"))
            mark = QRectF(box.center().x() - 16, box.center().y() - 16, 32, 32)
            paint_day_mark(painter, self._theme, mark, _STATES[self._mark.mark], self._mark.share)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, self._theme, box, 10)
