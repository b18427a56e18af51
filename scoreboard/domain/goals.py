"""What points are measured against: day goals, the week's standing, its pace, and what wins the day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

from scoreboard.domain.calendar import week_days
from scoreboard.domain.rules import Campaign, Kind, Rulebook, WinBy
from scoreboard.domain.scoring import NOTHING, unit_points
from scoreboard.values import Value

MOST_WAYS = 3
MOST_ACTIONS = 99
_NOT_A_UNIT: Mapping[date, Mapping[str, int]] = MappingProxyType({})


class Pace(StrEnum):
    """Where the running week stands against the points that should be there by now."""

    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"


class DayStanding(Value):
    """A day's points against its goal. `off` is a day without a goal; it is neither won nor lost.

    `mini_goals_met`: whether all of the day's mini-goals are, None when it has none.
    """

    day: date
    points: Fraction
    goal: Fraction
    win_by: WinBy = WinBy.POINTS
    mini_goals_met: bool | None = None

    @property
    def off(self) -> bool:
        """Whether nothing is asked of the day."""
        return self.goal == 0

    @property
    def won(self) -> bool:
        """By points (exactly equal is won), by all mini-goals, or by either, as the rules of the day have it.

        A day without mini-goals is won by points.
        """
        if self.goal == 0:
            return False
        by_points = self.points >= self.goal
        if self.win_by is WinBy.POINTS or self.mini_goals_met is None:
            return by_points
        return self.mini_goals_met or (by_points and self.win_by is WinBy.EITHER)


class DayPlan(Value):
    """What the rules ask of a day: its share of the base target, that share in points, its mini-goals."""

    day: date
    share: Fraction
    goal: Fraction
    win_by: WinBy = WinBy.POINTS
    wanted: tuple[tuple[str, int], ...] = ()

    def standing(self, points: Fraction, done: Mapping[str, int]) -> DayStanding:
        """What came of it, with those points and units done."""
        met = all(done.get(key, 0) >= units for key, units in self.wanted) if self.wanted else None
        return DayStanding(self.day, points, self.goal, self.win_by, met)


class WeekPlan(Value):
    """What the rules ask of a week, whatever is done in it."""

    days: tuple[DayPlan, ...]
    target: Fraction
    base_target: Fraction
    campaign: Campaign | None


class WeekStanding(Value):
    """A week's points against its target, in the words of the rules.

    `expected` are the points of pace through today; `pace` and `needed_per_day` are None outside the running
    week; `needed_next` is what the next day with a goal needs, today or on a day off a later one, None also
    when none is left; `reached` is None for a week that is off, in trial, or not over and not yet reached.
    """

    start: date
    days: tuple[DayStanding, ...]
    points: Fraction
    target: Fraction
    base_target: Fraction
    expected: Fraction
    pace: Pace | None
    needed_per_day: Fraction | None
    needed_next: Fraction | None
    reached: bool | None
    trial: bool
    campaign: Campaign | None

    @property
    def end(self) -> date:
        """The week's last day."""
        return self.days[-1].day

    @property
    def off(self) -> bool:
        """A week without a target counts in no average."""
        return self.target == 0

    @property
    def short(self) -> Fraction:
        """The points that are not there yet."""
        return max(NOTHING, self.target - self.points)

    @property
    def out_of_reach(self) -> bool:
        """Whether what the next day needs is past the point of reason."""
        return self.needed_next is not None and self.beyond_reason(self.needed_next)

    def beyond_reason(self, need: Fraction) -> bool:
        """Whether that is more than twice what a day of this week usually asks."""
        return need > 2 * max(day.goal for day in self.days)


class Action(Value):
    """Do this activity so many times."""

    activity: str
    quantity: int


def day_share(rulebook: Rulebook, day: date) -> Fraction:
    """The share of the base target that `day` carries: w(day) / W x present(day) x campaign target factor."""
    return _share(rulebook, day, _week_weight(rulebook, rulebook.week_start(day)))


def _week_weight(rulebook: Rulebook, start: date) -> Fraction:
    return sum((rulebook.weight(day) for day in week_days(start)), NOTHING)


def _share(rulebook: Rulebook, day: date, week_weight: Fraction) -> Fraction:
    if not week_weight:
        return NOTHING
    return rulebook.weight(day) / week_weight * rulebook.presence(day) * rulebook.target_factor(day)


def day_goal(rulebook: Rulebook, day: date) -> Fraction:
    """The day's summand of its week's target."""
    return rulebook.target(rulebook.week_start(day)) * day_share(rulebook, day)


def in_trial(rulebook: Rulebook, first_entry: date | None, day: date) -> bool:
    """Whether the week of `day` is one of the trial weeks, counted from the week of the first entry.

    Before there is an entry the trial has not begun, and every week is taken to be its first.
    """
    if first_entry is None:
        return rulebook.trial_weeks > 0
    begin = rulebook.week_start(first_entry)
    return begin <= rulebook.week_start(day) < begin + timedelta(weeks=rulebook.trial_weeks)


def week_plan(rulebook: Rulebook, start: date) -> WeekPlan:
    """What the rules ask of the week that begins on `start`."""
    base, weight = rulebook.target(start), _week_weight(rulebook, start)
    days = tuple(_day_plan(rulebook, day, base, _share(rulebook, day, weight)) for day in week_days(start))
    return WeekPlan(
        days=days,
        target=sum((day.goal for day in days), NOTHING),
        base_target=base,
        campaign=next(filter(None, (rulebook.campaign(day.day) for day in days)), None),
    )


def _day_plan(rulebook: Rulebook, day: date, base: Fraction, share: Fraction) -> DayPlan:
    return DayPlan(day, share, base * share, rulebook.win_by(day), rulebook.wanted(day))


def standing(
    plan: WeekPlan,
    points: Mapping[date, Fraction],
    today: date,
    *,
    trial: bool,
    done: Mapping[date, Mapping[str, int]] = _NOT_A_UNIT,
) -> WeekStanding:
    """How the week of `plan` stands, seen from `today`: `points` and units `done` per day that has any."""
    days = tuple(day.standing(points.get(day.day, NOTHING), done.get(day.day, {})) for day in plan.days)
    total = sum((day.points for day in days), NOTHING)
    target, running = plan.target, days[0].day <= today <= days[-1].day
    expected = _expected(days, today)
    by_yesterday = _expected(days, today - timedelta(days=1))
    return WeekStanding(
        start=days[0].day,
        days=days,
        points=total,
        target=target,
        base_target=plan.base_target,
        expected=expected,
        pace=_pace(total, expected, by_yesterday) if running and target else None,
        needed_per_day=_needed(plan, target - total, today) if running else None,
        needed_next=needed_from(days, target - total, today) if running else None,
        reached=_reached(total, target, trial, over=today > days[-1].day),
        trial=trial,
        campaign=plan.campaign,
    )


def _expected(days: Iterable[DayStanding], through: date) -> Fraction:
    return sum((day.goal for day in days if day.day <= through), NOTHING)


def _pace(points: Fraction, by_tonight: Fraction, by_yesterday: Fraction) -> Pace:
    if points >= by_tonight:
        return Pace.AHEAD
    return Pace.ON_PACE if points >= by_yesterday else Pace.BEHIND


def _needed(plan: WeekPlan, gap: Fraction, today: date) -> Fraction | None:
    left = sum((day.share for day in plan.days if day.day >= today), NOTHING)
    share = next(day.share for day in plan.days if day.day == today)
    return max(NOTHING, gap) / left * share if left else None


def needed_from(days: Iterable[DayStanding], gap: Fraction, today: date) -> Fraction | None:
    """What of the `gap` falls to the next day with a goal from `today` on; None when there is none left."""
    left = [day.goal for day in days if day.day >= today and day.goal]
    return max(NOTHING, gap) / sum(left) * left[0] if left else None


def _reached(points: Fraction, target: Fraction, trial: bool, *, over: bool) -> bool | None:
    if not target or trial:
        return None
    if points >= target:
        return True
    return False if over else None


def ways_to_win(
    rulebook: Rulebook, day: DayStanding, done: Mapping[str, int]
) -> tuple[tuple[Action, ...], ...]:
    """The shortest ways to win the `day` that is not won yet: at most three, fewest actions first.

    `done` are the day's units so far. Where mini-goals win the day, what is left of them is a way.
    """
    if day.off or day.won:
        return ()
    by_points = (
        ()
        if day.win_by is WinBy.MINI_GOALS and day.mini_goals_met is not None
        else ways_to_close(rulebook, day.day, day.goal - day.points, done)
    )
    left = tuple(
        Action(key, units - done.get(key, 0))
        for key, units in rulebook.wanted(day.day)
        if units > done.get(key, 0)
    )
    if day.win_by is WinBy.POINTS or not left:
        return by_points
    return tuple(sorted({left: None, **dict.fromkeys(by_points)}, key=_actions)[:MOST_WAYS])


def _actions(way: tuple[Action, ...]) -> int:
    return sum(action.quantity for action in way)


def ways_to_close(
    rulebook: Rulebook, day: date, gap: Fraction, done: Mapping[str, int]
) -> tuple[tuple[Action, ...], ...]:
    """The shortest ways to close the `gap` to the day's goal in points.

    The first way has the fewest actions that can do it at all; the others mix at most two activities and each
    begins with another activity, so that there is a choice. No way has an action that could be left out.
    `done` are the day's units so far, against the caps.
    """
    if gap <= 0:
        return ()
    values: dict[str, Fraction] = {}
    room: dict[str, int] = {}
    for activity in rulebook.in_use():
        usual = activity.outcomes[0].key if activity.outcomes else None
        value = unit_points(rulebook, activity, usual, day)
        cap = rulebook.cap(activity.key, day)
        left = MOST_ACTIONS if cap is None else min(MOST_ACTIONS, cap - done.get(activity.key, 0))
        if activity.kind is Kind.COUNT and value > 0 and left > 0:
            values[activity.key], room[activity.key] = value, left
    ranked = sorted(values, key=lambda key: -values[key])
    ways = {_greedy(ranked, values, room, gap)}
    ways.update(_alone(key, values, room, gap) for key in ranked)
    ways.update(_pair(key, other, values, room, gap) for key, other in combinations(ranked, 2))
    return _different(sorted(filter(None, ways), key=lambda way: _rank(way, ranked, values)))


def _ceil_div(gap: Fraction, value: Fraction) -> int:
    return -(-gap // value)


def _greedy(
    ranked: list[str], values: Mapping[str, Fraction], room: Mapping[str, int], gap: Fraction
) -> tuple[Action, ...]:
    """Most valuable first, as far as the caps allow: no way has fewer actions."""
    way = []
    for key in ranked:
        count = min(room[key], _ceil_div(gap, values[key]))
        gap -= count * values[key]
        way.append(Action(key, count))
        if gap <= 0:
            return tuple(way)
    return ()


def _alone(
    key: str, values: Mapping[str, Fraction], room: Mapping[str, int], gap: Fraction
) -> tuple[Action, ...]:
    count = _ceil_div(gap, values[key])
    return (Action(key, count),) if count <= room[key] else ()


def _pair(
    key: str, other: str, values: Mapping[str, Fraction], room: Mapping[str, int], gap: Fraction
) -> tuple[Action, ...]:
    """As many of the more valuable one as fit below the gap, the rest of the other."""
    count = min(room[key], _ceil_div(gap, values[key]) - 1)
    if count < 1:
        return ()
    rest = _ceil_div(gap - count * values[key], values[other])
    return (Action(key, count), Action(other, rest)) if rest <= room[other] else ()


def _rank(
    way: tuple[Action, ...], ranked: list[str], values: Mapping[str, Fraction]
) -> tuple[int, int, Fraction, list[int]]:
    worth = sum((action.quantity * values[action.activity] for action in way), NOTHING)
    return _actions(way), len(way), worth, [ranked.index(action.activity) for action in way]


def _different(ways: Iterable[tuple[Action, ...]]) -> tuple[tuple[Action, ...], ...]:
    leaders: set[str] = set()
    chosen = []
    for way in ways:
        if way[0].activity not in leaders:
            leaders.add(way[0].activity)
            chosen.append(way)
    return tuple(chosen[:MOST_WAYS])
