"""The rulebook: activities and the dated rules about them, and what of it is in force on a day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from scoreboard.domain.calendar import MONDAY, MONDAY_TO_FRIDAY, DayOff, month_end, presence, week_start
from scoreboard.values import Value

NO_FACTOR = Fraction(1)
PRESENT = Fraction(1)
MOST_POINTS = Fraction(10_000)
MOST_TARGET = Fraction(100_000)
MOST_CAP = 10_000
MOST_FACTOR = Fraction(10)
LEAST_FACTOR = Fraction(1, 10)
MOST_GOAL = Fraction(1_000_000)
RESERVE_DAYS = 2
MOST_RESERVE_DAYS = 31
STEPS = (5, 10, 20, 25, 50)
HUES = ("petrol", "ocean", "indigo", "plum", "rose", "clay", "amber", "moss", "slate")
"""The colours that activities and campaigns choose from."""


class WinBy(StrEnum):
    """What wins a day: its points, all its mini-goals, or either. Without mini-goals points do."""

    POINTS = "points"
    MINI_GOALS = "mini_goals"
    EITHER = "either"


class Kind(StrEnum):
    """How an activity is measured."""

    COUNT = "count"
    PERCENT = "percent"


class Outcome(Value):
    """A result that an entry of an activity may have; the first one of an activity is its usual outcome."""

    key: str
    name: str
    color: str | None = None


class Activity(Value):
    """A kind of action worth points. `step` (percent) holds for new deliverables of a percent activity."""

    key: str
    name: str
    kind: Kind = Kind.COUNT
    icon: str = "circle-check"
    color: str = "petrol"
    stage: str = ""
    step: int | None = None
    records_amount: bool = False
    archived: bool = False
    outcomes: tuple[Outcome, ...] = ()

    def outcome(self, key: str | None) -> Outcome | None:
        """The outcome with that key, or None."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)


class Deliverable(Value):
    """One running piece of work of a percent activity; every full `step` percent newly reached scores."""

    key: str
    name: str
    activity: str
    step: int = 10
    archived: bool = False


class PointRule(Value):
    """From `start` on, one unit of the activity (with that outcome) is worth `points`."""

    activity: str
    outcome: str | None
    start: date
    points: Fraction
    reason: str = ""
    correction: bool = False


class CapRule(Value):
    """From `start` on, at most `cap` units of the activity count per day; None is no cap."""

    activity: str
    start: date
    cap: int | None
    reason: str = ""
    correction: bool = False


class MiniGoalRule(Value):
    """From `start` on, `units` of the activity are wanted per day; None wants none."""

    activity: str
    start: date
    units: int | None
    reason: str = ""
    correction: bool = False


class TargetRule(Value):
    """From the week that holds `start` on, a full working week aims at `points`."""

    start: date
    points: Fraction
    reason: str = ""
    correction: bool = False


class WorkingWeek(Value):
    """From `start` on, the weekdays (Monday first) carry these working weights."""

    start: date
    weights: tuple[Fraction, ...] = MONDAY_TO_FRIDAY
    reason: str = ""
    correction: bool = False


class WinningRule(Value):
    """From `start` on, days are won in this way."""

    start: date
    win_by: WinBy
    reason: str = ""
    correction: bool = False


class ReserveRule(Value):
    """From the month that holds `start` on, a month has so many reserve days."""

    start: date
    days: int
    reason: str = ""
    correction: bool = False


class ReserveNote(Value):
    """What the seller says of a missed day: why, and whether it stays open (`declined`)."""

    day: date
    declined: bool = False
    reason: str = ""


class Campaign(Value):
    """A themed stretch from `first` to `last`, both included; `activities` None means all of them.

    `goal` are points wanted from its first to its last day. `planned_last` lies after `last` when it was
    ended early; None: it ends as planned.
    """

    name: str
    first: date
    last: date
    points_factor: Fraction = Fraction(2)
    target_factor: Fraction = NO_FACTOR
    activities: frozenset[str] | None = None
    key: str = ""
    goal: Fraction | None = None
    color: str = "rose"
    icon: str = "flag"
    prize: str = ""
    planned_last: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether `day` lies inside the campaign."""
        return self.first <= day <= self.last

    def lifts(self, activity: str) -> bool:
        """Whether the points factor is for that activity."""
        return self.activities is None or activity in self.activities

    @property
    def ended_early(self) -> bool:
        """Whether it was to go on for longer."""
        return self.planned_last is not None and self.planned_last > self.last


AnyRule = PointRule | CapRule | MiniGoalRule | TargetRule | WorkingWeek | WinningRule | ReserveRule
"""A dated rule of any kind."""


class Dated(Protocol):
    """A rule that counts from a day on."""

    @property
    def start(self) -> date:
        """The first day of the rule."""
        ...


Rule = TypeVar("Rule", bound=Dated)


class Timeline(Generic[Rule]):
    """Rules of one thing in order of their start; of two with one start the later written wins."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """`rules` come in the order in which they were written."""
        self._rules = sorted(rules, key=lambda rule: rule.start)
        self._starts = [rule.start for rule in self._rules]

    def on(self, day: date) -> Rule | None:
        """The newest rule that starts on or before `day`, or None."""
        place = bisect_right(self._starts, day)
        return self._rules[place - 1] if place else None

    def first(self) -> Rule | None:
        """The earliest rule (of several with that start the later written), or None."""
        return self.on(self._starts[0]) if self._starts else None

    def after(self, day: date) -> list[Rule]:
        """The rules that start after `day`."""
        return self._rules[bisect_right(self._starts, day) :]


class Rulebook(Value, dict=True):
    """All rules of one seller. Each tuple of dated rules is in the order of writing."""

    activities: tuple[Activity, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    point_rules: tuple[PointRule, ...] = ()
    caps: tuple[CapRule, ...] = ()
    mini_goals: tuple[MiniGoalRule, ...] = ()
    targets: tuple[TargetRule, ...] = ()
    working_weeks: tuple[WorkingWeek, ...] = ()
    winning: tuple[WinningRule, ...] = ()
    reserves: tuple[ReserveRule, ...] = ()
    reserve_notes: tuple[ReserveNote, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    first_weekday: int = MONDAY
    trial_weeks: int = 4

    def activity(self, key: str) -> Activity | None:
        """The activity with that key, archived or not."""
        return self._activities.get(key)

    def deliverable(self, key: str) -> Deliverable | None:
        """The deliverable with that key, archived or not."""
        return self._deliverables.get(key)

    def in_use(self) -> tuple[Activity, ...]:
        """The activities that are not archived, in the seller's order."""
        return tuple(activity for activity in self.activities if not activity.archived)

    def week_start(self, day: date) -> date:
        """The first day of the week of `day`."""
        return week_start(day, self.first_weekday)

    def point_rule(self, activity: str, outcome: str | None, day: date) -> PointRule | None:
        """The rule in force: the outcome's newest by `day`, else the activity's, else the earliest there is.

        An outcome with rules of its own uses its earliest one before they begin.
        """
        asked = (activity, outcome, day)
        if asked not in self._memo:
            own = self._point_rules.get((activity, outcome)) if outcome else None
            rules = own or self._point_rules.get((activity, None))
            self._memo[asked] = (rules.on(day) or rules.first()) if rules else None
        return self._memo[asked]

    def points(self, activity: str, outcome: str | None, day: date) -> Fraction:
        """Points in force for one unit (or one step of percent) on `day`, without a campaign's factor."""
        rule = self.point_rule(activity, outcome, day)
        return rule.points if rule else Fraction(0)

    def cap(self, activity: str, day: date) -> int | None:
        """Units of the activity that count on `day`, or None for all."""
        caps = self._caps.get(activity)
        rule = caps and (caps.on(day) or caps.first())
        return rule.cap if rule else None

    def mini_goal(self, activity: str, day: date) -> int | None:
        """Units of the activity wanted on `day`, or None. Before the first such rule none are."""
        goals = self._mini_goals.get(activity)
        rule = goals and goals.on(day)
        return rule.units or None if rule else None

    def wanted(self, day: date) -> tuple[tuple[str, int], ...]:
        """The mini-goals of `day`: activities with the units wanted, in the seller's order."""
        if not self._mini_goals:
            return ()
        found = ((one.key, self.mini_goal(one.key, day)) for one in self.activities)
        return tuple((key, units) for key, units in found if units)

    def win_by(self, day: date) -> WinBy:
        """What wins `day`; before the first such rule points do."""
        rule = self._winning.on(day)
        return rule.win_by if rule else WinBy.POINTS

    def reserve_days(self, day: date) -> int:
        """The reserve days that the month of `day` has: by the newest rule that starts within it or before.

        As with targets and weeks; without a rule there are two.
        """
        rule = self._reserves.on(month_end(day))
        return rule.days if rule else RESERVE_DAYS

    def reserve_note(self, day: date) -> ReserveNote:
        """What the seller says of that day."""
        return self._reserve_notes.get(day) or ReserveNote(day)

    def target(self, start: date) -> Fraction:
        """The base target of the full working week that begins on `start`.

        The newest target that starts by the week's last day; before the first one, the earliest.
        """
        rule = self._targets.on(date.fromordinal(start.toordinal() + 6)) or self._targets.first()
        return rule.points if rule else Fraction(0)

    def weights(self, day: date) -> tuple[Fraction, ...]:
        """The working weights (Monday first) in force on `day`."""
        rule = self._working_weeks.on(day) or self._working_weeks.first()
        return rule.weights if rule else MONDAY_TO_FRIDAY

    def weight(self, day: date) -> Fraction:
        """The working weight of that day's weekday in the working week in force on `day`."""
        return self.weights(day)[day.weekday()]

    def campaign(self, day: date) -> Campaign | None:
        """The campaign that runs on `day`; there is at most one."""
        begun, starts = self._campaigns
        place = bisect_right(starts, day)
        return begun[place - 1] if place and begun[place - 1].runs_on(day) else None

    def presence(self, day: date) -> Fraction:
        """1, 1/2 or 0: how much of `day` the days off leave."""
        return self._presence.get(day, PRESENT)

    def points_factor(self, activity: str, day: date) -> Fraction:
        """What a campaign multiplies the activity's points by on `day`."""
        campaign = self.campaign(day)
        return campaign.points_factor if campaign and campaign.lifts(activity) else NO_FACTOR

    def target_factor(self, day: date) -> Fraction:
        """What a campaign multiplies the goal of `day` by."""
        campaign = self.campaign(day)
        return campaign.target_factor if campaign else NO_FACTOR

    @cached_property
    def _campaigns(self) -> tuple[list[Campaign], list[date]]:
        """In order of their first days, and those days. They do not overlap."""
        begun = sorted(self.campaigns, key=lambda campaign: campaign.first)
        return begun, [campaign.first for campaign in begun]

    @cached_property
    def _presence(self) -> dict[date, Fraction]:
        """Of every day that is off in part or in whole."""
        touched = {
            date.fromordinal(number)
            for off in self.days_off
            for number in range(off.first.toordinal(), off.last.toordinal() + 1)
        }
        return {day: presence(day, self.days_off) for day in touched}

    @cached_property
    def _memo(self) -> dict[tuple[str, str | None, date], PointRule | None]:
        """What `point_rule` found."""
        return {}

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {activity.key: activity for activity in self.activities}

    @cached_property
    def _deliverables(self) -> dict[str, Deliverable]:
        return {deliverable.key: deliverable for deliverable in self.deliverables}

    @cached_property
    def _point_rules(self) -> dict[tuple[str, str | None], Timeline[PointRule]]:
        groups: defaultdict[tuple[str, str | None], list[PointRule]] = defaultdict(list)
        for rule in self.point_rules:
            groups[rule.activity, rule.outcome].append(rule)
        return {thing: Timeline(rules) for thing, rules in groups.items()}

    @cached_property
    def _caps(self) -> dict[str, Timeline[CapRule]]:
        groups: defaultdict[str, list[CapRule]] = defaultdict(list)
        for rule in self.caps:
            groups[rule.activity].append(rule)
        return {thing: Timeline(rules) for thing, rules in groups.items()}

    @cached_property
    def _mini_goals(self) -> dict[str, Timeline[MiniGoalRule]]:
        groups: defaultdict[str, list[MiniGoalRule]] = defaultdict(list)
        for rule in self.mini_goals:
            groups[rule.activity].append(rule)
        return {thing: Timeline(rules) for thing, rules in groups.items()}

    @cached_property
    def _winning(self) -> Timeline[WinningRule]:
        return Timeline(self.winning)

    @cached_property
    def _reserves(self) -> Timeline[ReserveRule]:
        return Timeline(self.reserves)

    @cached_property
    def _reserve_notes(self) -> dict[date, ReserveNote]:
        return {note.day: note for note in self.reserve_notes}

    @cached_property
    def _targets(self) -> Timeline[TargetRule]:
        return Timeline(self.targets)

    @cached_property
    def _working_weeks(self) -> Timeline[WorkingWeek]:
        return Timeline(self.working_weeks)
