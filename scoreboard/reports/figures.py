"""The charts of a week. Bars and lines carry names (gid) by which tests and readers find them."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale

from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.i18n import _, language, number, pgettext
from scoreboard.reports.look import Drawing, Look
from scoreboard.reports.plot import Plot, nice_ticks
from scoreboard.service.overviews import WeekState

_LETTER = 6.2
_FIRST_HOUR, _LAST_HOUR = 7, 20


def shown_days(week: WeekStanding) -> tuple[DayStanding, ...]:
    """The days worth a column: those with a goal or with points; all of them when there is none."""
    return tuple(day for day in week.days if day.goal or day.points) or week.days


def needed(week: WeekStanding, today: date) -> dict[date, Fraction]:
    """What each day from today on would have to bring to reach the target, shared out as the goals are."""
    left = [day for day in week.days if day.day >= today and day.goal]
    goals = sum((day.goal for day in left), Fraction(0))
    gap = max(Fraction(0), week.target - week.points)
    return {day.day: gap * day.goal / goals for day in left}


def day_name(day: date, pattern: str) -> str:
    """A day in the words of the current language."""
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), pattern)


def days_figure(state: WeekState, look: Look, *, doubted: bool = False) -> Drawing:
    """Points per day as bars, the day goals across them, and what is still needed as dashed outlines.

    Of a `doubted` week no day is won, and nothing is needed.
    """
    week, days = state.week, shown_days(state.week)
    goals = {day.goal for day in days if day.goal}
    varied = len(goals) > 1
    goal_words = _goal_words(week, next(iter(goals))) if len(goals) == 1 else ""
    ahead = {} if doubted or week.trial or state.today < week.start else needed(week, state.today)
    tops = [max(day.points, day.goal, ahead.get(day.day, Fraction(0))) for day in days]
    highest = float(max([*tops, Fraction(1)])) * 1.22
    right = 14 + round(len(goal_words) * _LETTER)
    slot = (look.width - (right + 30) * look.text) / len(days)
    names = _day_names(days, slot / look.text, varied=varied)
    plot = Plot(look, len(days), highest, (30, right, 12, 13 + 15 * (1 + names[0].count("\n"))))
    plot.ticks(range(len(days)), names, _values(highest))
    for place, day in enumerate(days):
        won = day.won and not doubted
        _day_bar(plot, place, day, state.today, ahead.get(day.day), slot, won=won)
    _goal_line(plot, days, goal_words)
    edges = (plot.share_of_width(place - 0.5) for place in range(len(days) + 1))
    return Drawing(plot.figure, _pairs(list(edges)))


def _goal_words(week: WeekStanding, goal: Fraction) -> str:
    words = _("Wish {points}") if week.trial else _("Goal {points}")
    return words.format(points=number(goal))


def _day_names(days: Sequence[DayStanding], slot: float, *, varied: bool) -> list[str]:
    """Mon 14, in two lines where there is little room; below it the goal where the days differ in it."""
    names = [day_name(day.day, pgettext("date pattern", "ddd d")) for day in days]
    if max(map(len, names)) * _LETTER > slot:
        names = [name.replace(" ", "\n", 1) for name in names]
    if not varied:
        return names
    goals = [_("of {points}").format(points=number(day.goal)) if day.goal else "" for day in days]
    return [f"{name}\n{goal}" for name, goal in zip(names, goals, strict=True)]


def _values(highest: float) -> dict[float, str]:
    return {value: number(Fraction(value)) for value in nice_ticks(highest)}


def _pairs(edges: Sequence[float]) -> tuple[tuple[float, float], ...]:
    return tuple(pairwise(edges))


def _day_bar(
    plot: Plot,
    place: int,
    day: DayStanding,
    today: date,
    ahead: Fraction | None,
    slot: float,
    *,
    won: bool,
) -> None:
    name, points = day.day.isoformat(), float(day.points)
    color = "won" if won else "accent" if day.day == today else "quiet_bar"
    plot.bar(place, points, 0.46, color, name=f"bar {name}")
    outline = 0.0
    if day.day == today and not won and ahead is not None:
        outline = float(day.goal)
    elif day.day > today and ahead and ahead > day.points:
        outline = float(ahead)
    plot.bar(place, outline, 0.46, None, dashed=True, name=f"needed {name}")
    if day.day > today and not day.points:
        _needed_words(plot, place, outline, ahead, slot, name)
    elif day.day <= today or day.points:
        words = number(day.points)
        so_far = _("{points} so far").format(points=words)
        if day.day == today and not won and len(so_far) * _LETTER * plot.look.text < slot:
            words = so_far
        top = max(points, outline)
        plot.text(
            place, top, words, "text", size=12, weight=600, shift=(0, 5), ground=True, name=f"points {name}"
        )


def _needed_words(plot: Plot, place: int, top: float, ahead: Fraction | None, slot: float, name: str) -> None:
    if not ahead:
        return
    words = _("{points} needed").format(points=number(ahead))
    if len(words) * _LETTER * plot.look.text > slot:
        words = number(ahead)
    plot.text(place, top, words, "text3", shift=(0, 5), ground=True, name=f"words {name}")


def _goal_line(plot: Plot, days: Sequence[DayStanding], words: str) -> None:
    if words:
        goal = float(next(day.goal for day in days if day.goal))
        plot.line([-0.5, len(days) - 0.5], [goal, goal], "text", 1.3, "fine", name="goal")
        plot.text(
            len(days) - 0.5, goal, words, "text2", side="left", up="center", shift=(6, 0), name="goal words"
        )
        return
    for place, day in enumerate(days):
        if day.goal:
            goal = float(day.goal)
            plot.line([place - 0.42, place + 0.42], [goal, goal], "text", 1.3, "fine", name=f"goal {day.day}")


def build_up_figure(state: WeekState, look: Look) -> Drawing:
    """The week's points as they came, against the pace, and where they lead at this rate."""
    week, days = state.week, shown_days(state.week)
    course = float(state.on_course) if state.on_course is not None else 0.0
    highest = max(float(week.points), float(week.target), course, 1.0) * 1.16
    right = 14 + 8 * len(number(week.points)) if state.today > week.end else 14
    plot = Plot(look, len(days) + 0.05, highest, (30, right, 10, 28), first=0)
    plot.ticks([place + 0.5 for place in range(len(days))], _short_names(days, look), _values(highest))
    for border in range(1, len(days)):
        plot.axes.axvline(border, color=look.colors["border"], linewidth=0.8)
    pace = _pace_line(days)
    if week.target:
        plot.line(range(len(days) + 1), pace, "text3", 1.4, "dashed", name="pace")
    here = _climb(plot, state, days)
    if here and state.on_course is not None:
        plot.line([here[0], len(days)], [here[1], course], "accent", 1.6, "dotted", name="on course")
    _line_words(plot, state, here, pace)
    return Drawing(plot.figure)


def _short_names(days: Sequence[DayStanding], look: Look) -> list[str]:
    room = (look.width - 44) / len(days) / look.text
    names = [day_name(day.day, "ddd") for day in days]
    return names if max(map(len, names)) * _LETTER + 6 < room else [name[:2] for name in names]


def _pace_line(days: Sequence[DayStanding]) -> list[float]:
    line = [Fraction(0)]
    for day in days:
        line.append(line[-1] + day.goal)
    return [float(value) for value in line]


def _moment(at: datetime, days: Sequence[DayStanding]) -> float:
    """Where a moment stands: its day's column, and within it by the hour, the night squeezed to the edges."""
    place = next((n for n, day in enumerate(days) if day.day >= at.date()), len(days) - 1)
    hours = at.hour + at.minute / 60 - _FIRST_HOUR
    return place + min(0.97, max(0.03, hours / (_LAST_HOUR - _FIRST_HOUR)))


def _climb(plot: Plot, state: WeekState, days: Sequence[DayStanding]) -> tuple[float, float] | None:
    """The stepped line of points; answers where it ends: at its last moment, or at the end of a past week."""
    if not state.build_up or state.today < state.week.start:
        return None
    across = [0.0, *(_moment(at, days) for at, _points in state.build_up)]
    up = [0.0, *(float(points) for _at, points in state.build_up)]
    over = state.today > state.week.end
    across.append(float(len(days)) if over else max(across[-1], _end_of_past(state.today, days)))
    up.append(up[-1])
    color = plot.look.colors["accent"]
    plot.axes.fill_between(across, up, step="post", color=color, alpha=0.13, linewidth=0)
    plot.axes.step(across, up, where="post", color=color, linewidth=2.2, solid_capstyle="round", gid="points")
    ring = plot.look.colors["surface"]
    plot.axes.plot(
        [across[-1]], [up[-1]], "o", ms=7, color=color, mec=ring, mew=2, zorder=6, clip_on=False, gid="here"
    )
    return across[-1], up[-1]


def _end_of_past(today: date, days: Sequence[DayStanding]) -> float:
    """The end of the last column that lies before today."""
    return float(sum(day.day < today for day in days))


def _line_words(
    plot: Plot, state: WeekState, here: tuple[float, float] | None, pace: Sequence[float]
) -> None:
    columns, target = len(pace) - 1, float(state.week.target)
    line = (list(map(float, range(columns + 1))), list(pace))
    end = here[1] if here else 0.0
    course = state.on_course if here else None
    if course is None or end != float(course):
        _here_words(plot, state, here, line)  # first, because others give way to it
    if here and course is not None:
        end = float(course)
        words = _("{points} on course").format(points=number(course))
        beside(plot, words, "accent", ([here[0], columns], [here[1], end]), above=end >= target)
    if state.week.target:
        words = _("wish") if state.week.trial else _("pace")
        beside(plot, words, "text3", line, above=bool(here) and end < target)


def _here_words(
    plot: Plot,
    state: WeekState,
    here: tuple[float, float] | None,
    pace: tuple[list[float], list[float]],
) -> None:
    """The points reached, on the side of the line where the pace is not."""
    if here is None:
        return
    if state.today > state.week.end:
        side, up, shift = "left", "center", (9.0, 0.0)
    elif state.week.target and here[1] < _on(pace, here[0]):
        side, up, shift = "left", "top", (5.0, -6.0)
    else:
        side, up, shift = "right", "bottom", (-7.0, 4.0)
    words = number(state.week.points)
    plot.text(*here, words, "accent", size=13, weight=700, side=side, up=up, shift=shift, name="points here")


def beside(plot: Plot, words: str, color: str, line: tuple[list[float], list[float]], *, above: bool) -> None:
    """Words beside a rising line: above it, ending on it, or below it, beginning on it; never across it.

    They are left out where others stand already, and below a line that is too short for them.
    """
    begin, end = line[0][0], line[0][-1]
    if above:
        x, side, up, shift = begin + (end - begin) * 0.75, "right", "bottom", (-6, 3)
    else:
        width, _up = plot.span(len(words) * _LETTER * plot.look.text + 8)
        if end - begin < width:
            return
        x, side, up, shift = min(begin + (end - begin) * 0.62, end - width), "left", "top", (5, -5)
    plot.text(
        x, _on(line, x), words, color,
        weight=600, side=side, up=up, shift=shift, ground=above, if_clear=True, name=words,
    )  # fmt: skip


def _on(line: tuple[list[float], list[float]], x: float) -> float:
    """The height of a line of straight pieces at `x`."""
    pieces = zip(line[0], line[1], line[0][1:], line[1][1:], strict=False)
    for left, low, right, high in pieces:
        if x <= right and right > left:
            return low + (high - low) * max(0.0, (x - left) / (right - left))
    return line[1][-1]
