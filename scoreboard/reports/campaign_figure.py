"""How the points of a campaign built up, against its pace and its goal."""

from datetime import date
from fractions import Fraction

from scoreboard.domain.campaigns import CourseDay
from scoreboard.i18n import _, number, pgettext
from scoreboard.reports.figures import beside, day_name
from scoreboard.reports.look import Drawing, Look
from scoreboard.reports.plot import Plot, nice_ticks
from scoreboard.service.states import CampaignDetail

HUE = "campaign"
"""The colour of the campaign in the look that its figure is drawn with."""
_LABEL_ROOM = 76
_TOP = 1.16


def campaign_figure(detail: CampaignDetail, look: Look) -> Drawing:
    """The points by the end of each day of work; `look.colors` has HUE."""
    days, goal = detail.days, detail.state.campaign.goal
    done = [one for one in days if one.points is not None]
    course = detail.prospect.points if detail.prospect else Fraction(0)
    reached = done[-1].points or Fraction(0) if done else Fraction(0)
    highest = float(max(reached, course, goal or Fraction(0), Fraction(1))) * _TOP
    left = 16 + 7 * len(number(Fraction(round(highest))))
    over = len(done) == len(days)
    right = 16 + 9 * len(number(reached)) if over else 34
    plot = Plot(look, len(days) + 0.05, highest, (left, right, 10, 28), first=0)
    _axes(plot, days, highest)
    line = ([0.0, *(place + 1.0 for place in range(len(days)))], [0.0, *(_pace(one, goal) for one in days)])
    if goal is not None:
        plot.line(line[0], line[1], "text3", 1.3, "dashed", name="pace")
        plot.line([0, len(days)], [float(goal)] * 2, "text", 1.3, name="goal")
        words = _("Goal {points}").format(points=number(goal))
        place = (0.0, float(goal))
        plot.text(*place, words, weight=600, side="left", shift=(4, 4), ground=True, name="goal words")
    here = _climb(plot, done)
    if here is not None:
        _here_words(plot, here, reached, over=over)
    if detail.prospect is not None:
        _ahead(plot, here, (float(len(days)), float(course)), course, over=goal is None or course >= goal)
    if goal is not None and len(days) > 1:
        above = here is not None and detail.prospect is not None and course < goal
        beside(plot, _("pace"), "text3", line, above=above)
    return Drawing(plot.figure)


def _pace(day: CourseDay, goal: Fraction | None) -> float:
    return float((goal or 0) * day.share)


def _axes(plot: Plot, days: tuple[CourseDay, ...], highest: float) -> None:
    """A day's name under every so many days, the first and the last among them."""
    most = max(2, int(plot.look.width / plot.look.text / _LABEL_ROOM))
    step = max(1, -(-len(days) // most))
    places = list(range(0, len(days), step))
    if places and places[-1] != len(days) - 1:
        if len(days) - 1 - places[-1] < step * 0.7 and len(places) > 1:
            places.pop()
        places.append(len(days) - 1)
    values = {value: number(Fraction(value)) for value in nice_ticks(highest)}
    plot.ticks([place + 1.0 for place in places], [_name(days[place].day) for place in places], values)


def _name(day: date) -> str:
    return day_name(day, pgettext("date pattern", "d MMM"))


def _climb(plot: Plot, done: list[CourseDay]) -> tuple[float, float] | None:
    if not done:
        return None
    across = [float(place) for place in range(len(done) + 1)]
    up = [0.0, *(float(one.points or 0) for one in done)]
    color = plot.look.colors[HUE]
    plot.axes.fill_between(across, up, color=color, alpha=0.13, linewidth=0)
    plot.line(across, up, HUE, 2.4, name="points")
    ring = plot.look.colors["surface"]
    plot.axes.plot(
        [across[-1]], [up[-1]], "o", ms=8, color=color, mec=ring, mew=2, zorder=6, clip_on=False, gid="here"
    )
    return across[-1], up[-1]


def _ahead(
    plot: Plot, here: tuple[float, float] | None, end: tuple[float, float], course: Fraction, *, over: bool
) -> None:
    """Where it leads at this rate; `over` the goal its words stand at the end, clear of the goal's line."""
    if here is None:
        return
    line = ([here[0], end[0]], [here[1], end[1]])
    plot.line(*line, HUE, 1.6, "dotted", name="on course")
    words = _("{points} on course").format(points=number(course))
    if over:
        plot.text(*end, words, HUE, weight=600, side="right", shift=(0, 6), if_clear=True, name=words)
    else:
        beside(plot, words, HUE, line, above=False)


def _here_words(plot: Plot, here: tuple[float, float], points: Fraction, *, over: bool) -> None:
    """The points reached: before the end of the line, or behind it when no day is to come."""
    side, shift = ("left", (8.0, -6.0)) if over else ("right", (-8.0, 6.0))
    words = number(points)
    plot.text(*here, words, HUE, size=14, weight=700, side=side, shift=shift, ground=True, name="points here")
