"""What pad, tray and reminder say of the day: the Today page's words, as short as a glance."""

from scoreboard.domain.goals import Pace
from scoreboard.domain.rules import WinBy
from scoreboard.gui.pages.today.words import gain, line_name, may_be_wrong, points, way
from scoreboard.i18n import _, n_, number, pgettext
from scoreboard.service.states import LogLine, TodayState


def day(state: TodayState, *, plain: bool, doubted: bool) -> str:
    """3 to win the day; `plain`: as no game, `doubted`: only the points, and no verdict."""
    standing = state.day.standing
    if doubted:
        return points(standing.points)
    if standing.off:
        return _("No goal today")
    if standing.won:
        return _("Day goal reached") if plain else _("Day won")
    if standing.win_by is WinBy.MINI_GOALS and standing.mini_goals_met is not None:
        left = sum(goal.done < goal.wanted for goal in state.day.mini_goals)
        return n_("{n} mini-goal to go", "{n} mini-goals to go", left).format(n=number(left))
    text = _("{n} to the day goal") if plain else _("{n} to win the day")
    return text.format(n=number(standing.goal - standing.points))


def pace(state: TodayState, *, doubted: bool, streaks: bool) -> str:
    """4 ahead, or 7 in a row on a won day; nothing when there is nothing to say."""
    week, streak = state.week, state.streak
    if doubted:
        return _("may be wrong")
    if state.day.standing.won and streaks and streak is not None and streak.days > 1:
        return _("{n} in a row").format(n=number(streak.days))
    if week.off:
        return ""
    if week.trial:
        return pgettext("short", "trial")
    if week.reached:
        return _("Week reached")
    if week.pace is Pace.AHEAD and week.points > week.expected:
        return _("{n} ahead").format(n=number(week.points - week.expected))
    if week.pace is not Pace.BEHIND:
        return _("On pace")
    if week.needed_next is None or week.out_of_reach:
        return ""
    return _("{n} a day").format(n=number(week.needed_next))


def score(state: TodayState, *, plain: bool, doubted: bool) -> str:
    """25 of 40 · 3 to win the day."""
    week = state.week
    score = number(week.points)
    if week.target:
        score = _("{points} of {target}").format(points=score, target=number(week.target))
    score = f"{score} · {day(state, plain=plain, doubted=doubted)}"
    return may_be_wrong(score) if doubted else score


def entry(line: LogLine) -> str:
    """Newsletter reader +1."""
    return f"{line_name(line)} {gain(line.points)}"


def ways(state: TodayState) -> str:
    """1 × Quote sent, or 3 × Inspiration session offered."""
    found = [way(one, state.names) for one in state.day.ways[:2]]
    return _("{way}, or {other}").format(way=found[0], other=found[1]) if len(found) > 1 else "".join(found)
