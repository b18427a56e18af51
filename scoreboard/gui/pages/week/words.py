"""The Week page's sentences, from its state. A good colleague's voice: short, calm, no exclamation marks."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.gui import campaigns, dates
from scoreboard.i18n import _, n_, number, percent, pgettext
from scoreboard.service.overviews import WeekState
from scoreboard.service.states import DayMark, Mark, StreakRecord
from scoreboard.values import Value, replace
from scoreboard.wording import no_day_left, smaller_win

NOTHING = Fraction(0)


def points(value: Fraction) -> str:
    """3 points."""
    return n_("{n} point", "{n} points", 1 if value == 1 else 2).format(n=number(value))


def gain(value: Fraction) -> str:
    """+3, with a real minus sign."""
    return number(value, signed=True).replace("-", "−")


def week_title(week: WeekStanding) -> str:
    """Week 38."""
    return _("Week {week}").format(week=dates.week_number(week.start))


def week_short(week: WeekStanding) -> str:
    """W38, as it stands under a bar."""
    return pgettext("week number under a bar", "W{week}").format(week=dates.week_number(week.start))


def week_span(week: WeekStanding) -> str:
    """14–20 September 2026, and the campaign that the week has days of."""
    days = dates.span(week.start, week.end)
    return f"{days} · {campaigns.in_short(week.campaign)}" if week.campaign else days


def is_running(state: WeekState) -> bool:
    """Whether today lies in the week."""
    return state.week.start <= state.today <= state.week.end


def is_coming(state: WeekState) -> bool:
    """Whether the week has not begun."""
    return state.today < state.week.start


def is_empty(state: WeekState) -> bool:
    """Whether nothing was logged in the week."""
    return not state.activities


def empty(state: WeekState) -> tuple[str, str]:
    """A line and a sentence for a week without entries."""
    if is_running(state):
        return _("A fresh week"), _(
            "Log the first thing you do. One click is enough, and this page fills itself."
        )
    if is_coming(state):
        return _("Still to come"), _(
            "Nothing to show yet. This week begins with an empty page, like every week."
        )
    return _("A week without entries"), _(
        "Nothing was logged here. It was a break, or it lives in your memory."
    )


class StatWords(Value):
    """A number with its label, its unit, and a second line with an icon."""

    label: str
    value: str
    unit: str = ""
    line: str = ""
    icon: str = ""

    @property
    def summary(self) -> str:
        """What a screen reader says."""
        return " ".join(filter(None, (f"{self.label}:", self.value, self.unit, self.line)))


def shown_days(week: WeekStanding) -> tuple[DayStanding, ...]:
    """The days worth a column: those with a goal or with points; all of them when there is none."""
    return tuple(day for day in week.days if day.goal or day.points) or week.days


def score(week: WeekStanding) -> StatWords:
    """25 of 40 points."""
    if week.off:
        return StatWords(_("Score"), number(week.points), _("points"))
    unit = _("points, {target} is the wish") if week.trial else _("of {target} points")
    return StatWords(_("Score"), number(week.points), unit.format(target=number(week.target)))


def doubted(says: StatWords) -> StatWords:
    """The same of a week whose data are not as they were written."""
    return replace(says, unit=_("may be wrong"))


def no_verdict() -> StatWords:
    """Where such a week leads cannot be told."""
    line = _("Some of its data are not as they were written.")
    return StatWords(_("Week target"), "–", _("may be wrong"), line, "triangle-alert")


def undecided(state: WeekState) -> WeekState:
    """The same without a verdict, for charts of such a week."""
    return replace(state, week=replace(state.week, reached=None), on_course=None)


def may_be_wrong(figures: str) -> str:
    """Thursday: 9 points, may be wrong."""
    return _("{figures}, may be wrong").format(figures=figures)


def days_won(state: WeekState) -> StatWords:
    """2, today still open."""
    won = sum(day.won for day in state.week.days)
    goals = sum(not day.off for day in state.week.days)
    open_today = any(mark.mark is Mark.TODAY for mark in state.marks)
    unit = _("today still open") if open_today else _("of {n}").format(n=number(goals)) if goals else ""
    return StatWords(_("Days won"), number(won), unit)


def outlook(state: WeekState) -> StatWords:
    """Where the week leads, or where it came out; a week is reached or left open."""
    week = state.week
    if week.off:
        return StatWords(_("Week target"), _("None"), line=_("Every point is extra."), icon="sun")
    if week.trial:
        return StatWords(
            _("Still in trial"),
            number(week.target),
            _("is the wish"),
            _("Nothing to fall short of."),
            "compass",
        )
    if week.reached:
        over = week.points - week.target
        line = _("{n} above {target}").format(n=number(over), target=number(week.target)) if over else ""
        return StatWords(_("Week target"), _("Reached"), line=line or _("Exactly the target."), icon="check")
    if is_running(state):
        return _course(state)
    if is_coming(state):
        return StatWords(_("Week target"), number(week.target), _("points"))
    line = _("{n} of {target}, and it stays as it is.")
    return StatWords(
        _("Week target"),
        _("Left open"),
        line=line.format(n=number(week.points), target=number(week.target)),
        icon="history",
    )


def _course(state: WeekState) -> StatWords:
    week = state.week
    last = max((day.day for day in week.days if day.goal), default=week.end)
    until = _("by {weekday}").format(weekday=dates.weekday(last))
    need = week.needed_next
    if need is None:
        unit = n_("point short", "points short", 1 if week.short == 1 else 2)
        return StatWords(_("Week target"), number(week.short), unit, no_day_left(), "history")
    if state.on_course is None:
        return StatWords(_("To reach the target"), number(need), _("points a day"), until)
    line = _("from your pace this week")
    if week.out_of_reach:
        line = smaller_win(week)
    elif state.on_course < week.target:
        line = _("{n} a day gets you there").format(n=number(need))
    return StatWords(_("On course for"), number(state.on_course), until, line, "trending-up")


_MARKS = {
    Mark.WON: lambda: _("day won"),
    Mark.TODAY: lambda: _("today, still open"),
    Mark.OPEN: lambda: _("left open"),
    Mark.RESERVE: lambda: _("reserve day used"),
    Mark.TO_COME: lambda: _("still to come"),
    Mark.OFF: lambda: _("no goal"),
}


def mark_word(mark: Mark) -> str:
    """Day won, left open and so on."""
    return _MARKS[mark]()


def mark(one: DayMark) -> str:
    """Thursday 10 September: day won, 9 of 8 points."""
    return day_summary(one.standing, one.mark)


def mark_of(state: WeekState, day: date) -> Mark:
    """The mark of a day; a day without one has no goal."""
    return next((one.mark for one in state.marks if one.standing.day == day), Mark.OFF)


def day_summary(day: DayStanding, kind: Mark) -> str:
    """The same for any day."""
    if day.off:
        text = _("{day}: {mark}, {points}").format(
            day=dates.long_day(day.day), mark=mark_word(kind), points=points(day.points)
        )
    else:
        text = _("{day}: {mark}, {points} of {goal} points").format(
            day=dates.long_day(day.day),
            mark=mark_word(kind),
            points=number(day.points),
            goal=number(day.goal),
        )
    return dates.capital(text)


def plain_day(day: DayStanding) -> str:
    """Thursday 10 September: 9 points."""
    text = _("{day}: {points}").format(day=dates.long_day(day.day), points=points(day.points))
    return dates.capital(text)


def doubted_week(week: WeekStanding) -> str:
    """Week 37: 35 points, may be wrong."""
    text = _("Week {week}: {points} points, {state}")
    return text.format(
        week=dates.week_number(week.start), points=number(week.points), state=_("may be wrong")
    )


def week_state(week: WeekStanding, today: date) -> str:
    """Reached, left open, in trial, without target, running or to come."""
    if week.off:
        return _("no target")
    if week.trial:
        return _("trial")
    if week.reached:
        return _("reached")
    return _("left open") if today > week.end else _("running") if today >= week.start else _("still to come")


def week_summary(week: WeekStanding, today: date) -> str:
    """Week 37: 35 of 40 points, left open."""
    text = (
        _("Week {week}: {points} points, {state}")
        if week.off
        else _("Week {week}: {points} of {target} points, {state}")
    )
    return text.format(
        week=dates.week_number(week.start),
        points=number(week.points),
        target=number(week.target),
        state=week_state(week, today),
    )


def earlier_caption(state: WeekState, doubts: Callable[[WeekStanding], bool]) -> str:
    """Reached in 2 of 7 weeks; trial weeks, doubted ones and those without a target are not counted."""
    judged = [week for week in state.earlier if week.reached is not None and not doubts(week)]
    reached = sum(week.reached is True for week in judged)
    if not judged:
        return ""
    text = n_(
        "Target reached in {reached} of {n} week", "Target reached in {reached} of {n} weeks", len(judged)
    )
    return text.format(reached=number(reached), n=number(len(judged)))


def constancy(record: StreakRecord) -> str:
    """82 %; a dash before there is a week that counts."""
    return "–" if record.constancy is None else percent(Fraction(record.constancy))


def about_constancy(record: StreakRecord) -> str:
    """What the number is, and how it rises."""
    if record.constancy is None:
        return _("It begins with your first finished week that has a target.")
    return _(
        "How near your finished weeks came to their target; a week weighs half as much after eight more. "
        "Every week that comes nearer to its target than this raises it; it never starts again from nothing."
    )


def streaks(record: StreakRecord) -> tuple[tuple[str, str], tuple[str, str]]:
    """Days and weeks in a row, now and at best."""
    text = _("{now}, at best {best}")
    return (
        (_("Days in a row"), text.format(now=number(record.now.days), best=number(record.best_days))),
        (_("Weeks in a row"), text.format(now=number(record.weeks), best=number(record.best_weeks))),
    )
