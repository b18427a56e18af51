"""The last weeks side by side; each explains itself when it is chosen."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent

from scoreboard.domain.goals import WeekStanding
from scoreboard.gui import dates
from scoreboard.gui.pages.week import words
from scoreboard.gui.pages.week.slips import Figure, Pick
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.bar_chart import Bar, BarChart, BarState
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.chart import chart_words
from scoreboard.gui.widgets.columns import Columns
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number
from scoreboard.service.overviews import WeekState

HEIGHT = 260


class Weeks(Card):
    """`Weeks(theme)`, then `display(state)`. Signal: `chosen(Pick)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(18, 16, 14, 10))
        self._doubt = Doubt(theme)
        self.add_title(_("Last 8 weeks"), self._doubt)
        self._caption = plain_label(theme, role="small", color="text3", wrap=True)
        self.chart = _WeekBars(theme)
        self.chart.columns.chosen.connect(self._choose)
        self._weeks: tuple[WeekStanding, ...] = ()
        self._present = date.min
        self.body.addSpacing(2)
        self.body.addWidget(self._caption)
        self.body.addSpacing(4)
        self.body.addWidget(self.chart, 1)
        self.body.addStretch(0)

    def display(self, state: WeekState, doubts: Callable[[WeekStanding], bool]) -> None:
        """Shows the week and those before it; `doubts` says of which the data may not be right."""
        self._weeks = (*state.earlier, state.week)
        self._present = state.week.start
        set_text(self._caption, words.earlier_caption(state, doubts))
        targets = {week.target for week in self._weeks if week.target and not week.trial}
        own_goal, doubted = len(targets) > 1, [doubts(week) for week in self._weeks]
        bars = [
            _doubted(week) if doubt else _bar(week, state, own_goal=own_goal)
            for week, doubt in zip(self._weeks, doubted, strict=True)
        ]
        names = [
            words.doubted_week(week) if doubt else words.week_summary(week, state.today)
            for week, doubt in zip(self._weeks, doubted, strict=True)
        ]
        self._doubt.display(any(doubted))
        goal = float(next(iter(targets))) if len(targets) == 1 else None
        self.chart.set_bars(bars, goal, summary=chart_words([_("Last 8 weeks"), *map(dates.capital, names)]))
        self.chart.columns.set_names([dates.capital(name) for name in names])
        self.chart.place()

    def set_chosen(self, start: date | None) -> None:
        """Marks the week that is explained."""
        starts = [week.start for week in self._weeks]
        self.chart.columns.set_chosen(starts.index(start) if start in starts else None)

    def _choose(self, index: int) -> None:
        start = self._weeks[index].start
        self.chosen.emit(Pick(Figure.WEEK) if start == self._present else Pick(Figure.EARLIER, start))


def _bar(week: WeekStanding, state: WeekState, *, own_goal: bool) -> Bar:
    running = week.start == state.week.start and words.is_running(state)
    kind = BarState.WON if week.reached else BarState.NOW if running else BarState.OTHER
    course = state.on_course if running and state.on_course and state.on_course > week.points else None
    return Bar(
        label=words.week_short(week),
        value=float(week.points),
        state=kind,
        goal=float(week.target) if own_goal and week.target and not week.trial else None,
        needed=float(course) if course else None,
        needed_text=number(course) if course else "",
        text=number(week.points),
        summary=dates.capital(words.week_summary(week, state.today)),
    )


def _doubted(week: WeekStanding) -> Bar:
    return Bar(
        label=words.week_short(week),
        value=float(week.points),
        state=BarState.DOUBTED,
        text=number(week.points),
        summary=words.doubted_week(week),
    )


class _WeekBars(BarChart):
    """The kit's bars with columns over them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, height=theme.px(HEIGHT))
        self.columns = Columns(theme, self)

    def place(self) -> None:
        """Puts the columns over the bars."""
        count = len(self.columns.buttons)
        if not count or not self._bars:
            return
        centers = [self.bar_box(index).center().x() for index in range(count)]
        slot = centers[1] - centers[0] if count > 1 else 80.0
        width = min(slot, 72.0)
        self.columns.place([QRect(round(x - width / 2), 0, round(width), self.height()) for x in centers])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()
