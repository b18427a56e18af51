"""The two charts of the week: points per day, and how the points built up against the pace."""

from datetime import date

from PySide6.QtCore import Signal

from scoreboard.gui import dates
from scoreboard.gui.chart_card import ChartCard, Legend
from scoreboard.gui.pages.week import words
from scoreboard.gui.pages.week.slips import Figure, Pick
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.chart import ChartContent, chart_words
from scoreboard.i18n import _, language, number
from scoreboard.reports.look import Drawing, Look
from scoreboard.service.overviews import WeekState


class DaysCard(ChartCard):
    """`DaysCard(theme)`, then `display(state)`. Signal: `chosen(Pick)`, the day of a bar."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        self._won = Legend(theme, "won", _("Day won"))
        self._today = Legend(theme, "accent", _("Today"))
        super().__init__(theme, _("Points per day"), self._won, self._today)
        self._days: tuple[date, ...] = ()
        self.chart.chosen.connect(self._choose)

    def display(self, state: WeekState, *, doubted: bool = False) -> None:
        """Shows the days; `doubted` when the week's data may not be right."""
        self._days = tuple(day.day for day in words.shown_days(state.week))
        set_shown(self._won, not doubted)
        set_shown(self._today, words.is_running(state) and not doubted)
        self.doubt.display(doubted)
        self.chart.set_content(days_content(state, doubted=doubted))

    def set_chosen(self, day: date | None) -> None:
        """Marks the day that is explained."""
        self.chart.set_chosen(self._days.index(day) if day in self._days else None)

    def _choose(self, index: int) -> None:
        self.chosen.emit(Pick(Figure.DAY, self._days[index]))


class BuildUpCard(ChartCard):
    """`BuildUpCard(theme)`, then `display(state)`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Build-up against pace"))

    def display(self, state: WeekState, *, doubted: bool = False) -> None:
        """Shows how the points came; `doubted` when the week's data may not be right."""
        self.doubt.display(doubted)
        self.chart.set_content(build_up_content(state, doubted=doubted))


def days_content(state: WeekState, *, doubted: bool = False) -> ChartContent:
    """Points per day as a figure, as words and as a table."""
    state = words.undecided(state) if doubted else state
    days = words.shown_days(state.week)
    names = tuple(words.day_summary(day, words.mark_of(state, day.day)) for day in days)
    if doubted:
        names = tuple(words.may_be_wrong(words.plain_day(day)) for day in days)

    def draw(look: Look) -> Drawing:
        from scoreboard.reports.figures import days_figure  # noqa: PLC0415 - imports matplotlib

        return days_figure(state, look, doubted=doubted)

    return ChartContent(
        key=("days", state.week, state.today, language(), doubted),
        draw=draw,
        summary=chart_words([_("Points per day"), *names]),
        header=(_("Day"), _("Points"), _("Goal"), _("State")),
        rows=tuple(
            (
                dates.capital(dates.short_day(day.day)),
                number(day.points),
                number(day.goal) if day.goal else "–",
                _("may be wrong") if doubted else words.mark_word(words.mark_of(state, day.day)),
            )
            for day in days
        ),
        columns=names,
    )


def build_up_content(state: WeekState, *, doubted: bool = False) -> ChartContent:
    """The build-up as a figure, as words and as a table."""
    state = words.undecided(state) if doubted else state
    week = state.week

    def draw(look: Look) -> Drawing:
        from scoreboard.reports.figures import build_up_figure  # noqa: PLC0415 - imports matplotlib

        return build_up_figure(state, look)

    rows, points, pace = [], words.NOTHING, words.NOTHING
    for day in words.shown_days(week):
        points, pace = points + day.points, pace + day.goal
        there = number(points) if day.day <= state.today else "–"
        rows.append((dates.capital(dates.short_day(day.day)), there, number(pace)))
    verdict = words.doubted_week(week) if doubted else words.week_summary(week, state.today)
    summary = [_("Build-up against pace"), dates.capital(verdict)]
    if words.is_running(state):
        summary.append(_("Pace tonight: {points}").format(points=number(week.expected)))
    if state.on_course is not None:
        summary.append(_("On course for {points}").format(points=number(state.on_course)))
    return ChartContent(
        key=("build-up", week, state.build_up, state.on_course, state.today, language(), doubted),
        draw=draw,
        summary=chart_words(summary),
        header=(_("Day"), _("Points by then"), _("Wish") if week.trial else _("Pace")),
        rows=tuple(rows),
    )
