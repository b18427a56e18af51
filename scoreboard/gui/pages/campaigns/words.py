"""The Campaigns page's sentences, from its states. Calm, short, and never sure of more than there is."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from scoreboard.domain.campaigns import CampaignResult
from scoreboard.domain.rules import NO_FACTOR, Activity, Campaign
from scoreboard.gui import campaigns, dates
from scoreboard.i18n import _, n_, number, percent
from scoreboard.service.states import CampaignDetail, CampaignOutlook, CampaignState, Phase
from scoreboard.values import Value, replace

NOTHING = Fraction(0)
MOST_CHIPS = 3
"""Activities that have a chip of their own."""


class StatWords(Value):
    """A number with its label, its unit and a line below it; `hued` when it is the campaign's own."""

    label: str
    value: str
    unit: str = ""
    line: str = ""
    hued: bool = False

    @property
    def summary(self) -> str:
        """What a screen reader says."""
        return " ".join(filter(None, (f"{self.label}:", self.value, self.unit, self.line)))


def points(value: Fraction) -> str:
    """3 points."""
    return n_("{n} point", "{n} points", 1 if value == 1 else 2).format(n=number(value))


def change(value: Fraction) -> str:
    """+15 %, with a real minus sign."""
    return percent(value, signed=True).replace("-", "−")


def told(state: CampaignState) -> CampaignResult:
    """What came of it: as it was when it was closed, else as it stands."""
    final = state.final
    if final is None:
        return state.result
    return replace(
        state.result,
        points=final.points,
        base_points=final.base_points,
        working_days=final.working_days,
        baseline=final.baseline,
    )


def phase(state: CampaignState) -> str:
    """Running, planned, ended."""
    if state.phase is Phase.ENDED:
        return _("Ended early") if state.campaign.ended_early else _("Ended")
    return _("Running") if state.phase is Phase.RUNNING else _("Planned")


def card_line(state: CampaignState, today: date) -> str:
    """What the list says of it: its points, when it begins, what came of it."""
    result, goal = told(state), state.campaign.goal
    if state.phase is Phase.PLANNED:
        return campaigns.countdown(state.campaign, state.days_left, today)
    if state.phase is Phase.ENDED and result.won:
        return _("Goal reached, {points}").format(points=points(result.points))
    if goal is not None:
        return _("{points} of {goal} points").format(points=number(result.points), goal=number(goal))
    return points(result.points)


def where(state: CampaignState) -> str:
    """1–30 September 2026 · working day 12 of 22."""
    days, result = dates.span(state.campaign.first, state.campaign.last), state.result
    if state.phase is Phase.RUNNING and result.working_days:
        text = _("working day {n} of {all}")
        place = text.format(n=number(result.working_days), all=number(result.all_working_days))
    else:
        text = n_("{n} working day", "{n} working days", result.all_working_days)
        place = text.format(n=number(result.all_working_days))
    return f"{days} · {place}"


def chips(campaign: Campaign, activities: Mapping[str, Activity]) -> list[tuple[str, str]]:
    """What it does, in a few words each, with an icon."""
    found, factor = [], campaigns.times(campaign.points_factor)
    named = campaigns.lifted(campaign, activities)
    if campaign.points_factor != NO_FACTOR:
        if campaign.activities is None:
            found.append(("list-checks", _("All activities {factor}").format(factor=factor)))
        elif len(named) <= MOST_CHIPS:
            found += [(one.icon, f"{one.name} {factor}") for one in named]
        else:
            text = n_("{n} activity {factor}", "{n} activities {factor}", len(named))
            found.append(("list-checks", text.format(n=number(len(named)), factor=factor)))
    if campaign.target_factor != NO_FACTOR:
        text = _("Weekly target {factor}")
        found.append(("target", text.format(factor=campaigns.times(campaign.target_factor))))
    if campaign.prize:
        found.append(("gift", _("Prize: {prize}").format(prize=campaign.prize)))
    return found


def stats(detail: CampaignDetail, outlook: CampaignOutlook) -> list[StatWords]:
    """The figures of a campaign at this point of its life."""
    state = detail.state
    if state.phase is Phase.PLANNED:
        return _planned(state, outlook)
    second = _course(detail) if state.phase is Phase.RUNNING else _a_day(state)
    return [score(detail), *([second] if second else []), _against(told(state))]


def _planned(state: CampaignState, outlook: CampaignOutlook) -> list[StatWords]:
    days = StatWords(_("Working days"), number(outlook.working_days), line=days_off(outlook))
    goal = state.campaign.goal
    found = [days]
    if goal is not None:
        found.append(StatWords(_("Goal"), number(goal), _("points"), hued=True))
    if outlook.usual is not None:
        found.append(StatWords(_("Your usual"), number(_about(outlook.usual)), _("points, about")))
    return found


def score(detail: CampaignDetail) -> StatWords:
    """138 of 240 points, 7 ahead of pace."""
    state, result = detail.state, told(detail.state)
    goal = state.campaign.goal
    if goal is None:
        return StatWords(_("Score"), number(result.points), _("points"), hued=True)
    unit = _("of {goal}").format(goal=number(goal))
    return StatWords(_("Score"), number(result.points), unit, _standing(detail), hued=True)


def _standing(detail: CampaignDetail) -> str:
    """Where the points are against the goal and the pace."""
    state, result = detail.state, told(detail.state)
    goal = state.campaign.goal or NOTHING
    if result.points > goal:
        return _("{n} above the goal").format(n=number(result.points - goal))
    if result.points == goal:
        return _("Exactly the goal")
    if state.phase is Phase.ENDED:
        return _("{n} below the goal, and it stays as it is").format(n=number(goal - result.points))
    ahead = result.points - (state.expected or NOTHING)
    if ahead > 0:
        return _("{n} ahead of pace").format(n=number(ahead))
    by_yesterday = max((one.share for one in detail.days if one.day < result.last), default=NOTHING)
    if result.points >= goal * by_yesterday:
        return _("on pace")
    if not state.days_left:
        return _("{n} to go").format(n=number(goal - result.points))
    text = _("{n} a working day gets you there")
    return text.format(n=number((goal - result.points) / state.days_left))


def _course(detail: CampaignDetail) -> StatWords | None:
    ahead = detail.prospect
    if ahead is None:
        return None
    line = _("at your pace so far")
    goal = detail.state.campaign.goal
    if ahead.reached_on is not None and goal is not None and detail.state.result.points < goal:
        line = _("goal reached around {day}").format(day=dates.month_day(ahead.reached_on))
    return StatWords(_("On course for"), number(ahead.points), _("points"), line)


def _a_day(state: CampaignState) -> StatWords | None:
    result = told(state)
    if result.points_per_day is None:
        return None
    text = n_("in {n} working day", "in {n} working days", result.working_days)
    line = text.format(n=number(result.working_days))
    return StatWords(_("Each working day"), number(result.points_per_day), _("points"), line)


def _against(result: CampaignResult) -> StatWords:
    label = _("Against baseline")
    if result.base_change_pct is None:
        return StatWords(label, "–", line=_("nothing to compare with yet"))
    value = change(result.base_change_pct)
    if not lifts(result):
        return StatWords(label, value, line=_("points a working day"))
    line = _("factor taken out; {pct} with it").format(pct=change(result.change_pct or NOTHING))
    return StatWords(label, value, line=line)


def lifts(result: CampaignResult) -> bool:
    """Whether its factor made a difference."""
    return result.points != result.base_points


def verdict(result: CampaignResult) -> list[str]:
    """What the comparison says, and how little that proves."""
    if result.base_change_pct is None or result.baseline_per_day is None:
        return [_("Nothing was logged before it, so there is nothing to compare it with.")]
    said = [_compared(result)]
    if lifts(result) and result.points_per_day is not None and result.change_pct is not None:
        text = _("With the factor it is {n} a day, {pct}.")
        said.append(text.format(n=number(result.points_per_day), pct=change(result.change_pct)))
    if not result.baseline_whole:
        said.append(_("The log begins within those days, which flatters the campaign."))
    said.append(_("One stretch proves little: other things were different too."))
    return said


def _compared(result: CampaignResult) -> str:
    text = (
        _("Without the factor {n} points a working day, {base} in as many days before: {pct}.")
        if lifts(result)
        else _("{n} points a working day, {base} in as many days before: {pct}.")
    )
    return text.format(
        n=number(result.base_points_per_day or NOTHING),
        base=number(result.baseline_per_day or NOTHING),
        pct=change(result.base_change_pct or NOTHING),
    )


def before(working_days: int) -> str:
    """12 working days before."""
    text = n_("{n} working day before", "{n} working days before", working_days)
    return text.format(n=number(working_days))


def recounted(state: CampaignState) -> str:
    """That the log has changed since the table was closed; empty when it says the same."""
    if state.final is None or state.final.points == state.result.points:
        return ""
    text = _("Counted again today it is {points}. The table stays as it was, because prizes follow it.")
    return text.format(points=points(state.result.points))


def closed(state: CampaignState) -> str:
    """As of 1 October."""
    return _("as of {day}").format(day=dates.month_day(state.final.closed_at.date())) if state.final else ""


def days_off(outlook: CampaignOutlook) -> str:
    """2 days off inside."""
    if not outlook.working_days:
        return _("no working day inside")
    if not outlook.days_off:
        return _("no days off inside")
    text = n_("{n} day off inside", "{n} days off inside", outlook.days_off)
    return text.format(n=number(outlook.days_off))


def _about(value: Fraction) -> Fraction:
    """A guess is told in whole points."""
    return Fraction(round(value))


def goal_hint(outlook: CampaignOutlook | None, goal: Fraction | None) -> str:
    """Your usual stretch would give about 188. 220 is 17 % more."""
    if outlook is None or not outlook.usual or outlook.usual < 1:
        return _("May stay empty. It counts from the first day to the last.")
    usual = _about(outlook.usual)
    hint = _("Your usual stretch would give about {n}.").format(n=number(usual))
    if goal is None or goal == usual:
        return hint
    text = _("{goal} is {pct} more.") if goal > usual else _("{goal} is {pct} less.")
    pct = percent(abs(goal / usual - 1) * 100)
    return f"{hint} {text.format(goal=number(goal), pct=pct)}"


def target_hint(target: Fraction, factor: Fraction) -> str:
    """A full week: 40 becomes 48 points."""
    if factor == NO_FACTOR:
        return _("The weekly target stays as it is.")
    text = _("A full week: {before} becomes {after} points.")
    return text.format(before=number(target), after=number(target * factor))


def worth(base: Fraction, factor: Fraction) -> str:
    """2 becomes 4."""
    if factor == NO_FACTOR:
        return number(base)
    return _("{before} becomes {after}").format(before=number(base), after=number(base * factor))


def beforehand(campaign: Campaign, today: date, *, begun: bool) -> tuple[str, str]:
    """What saving does: a line and a sentence."""
    if begun:
        return _("Points stay as they are"), _("Days, factors, activities and goal are fixed since it began.")
    if campaign.first > today:
        day = dates.month_day(campaign.first)
        return _("Nothing changes until {day}").format(day=day), _("Until then you can change everything.")
    if campaign.points_factor == NO_FACTOR:
        return _("It begins today"), _("From then on its days, factors, activities and goal are fixed.")
    return (
        _("It begins today, and today counts whole"),
        _("What you logged today gets the factor too. From then on its rules are fixed."),
    )


def how_often(quantity: int, *, steps: bool) -> str:
    """6 times, or 6 steps of a piece of work that grows: six times would be six pieces."""
    text = n_("{n} step", "{n} steps", quantity) if steps else n_("{n} time", "{n} times", quantity)
    return text.format(n=number(quantity))
