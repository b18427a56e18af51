"""What the pages and commands show: one frozen state per view, numbers and kinds only, no sentence."""

from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from scoreboard.domain.campaigns import CampaignResult, CourseDay, FinalTable, Prospect
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.goals import Action, DayStanding, WeekStanding
from scoreboard.domain.rules import (
    Activity,
    Campaign,
    Kind,
    ReserveNote,
)
from scoreboard.domain.scoring import ScoredEntry
from scoreboard.values import Value


class Mark(StrEnum):
    """How a day looks in a row of day marks."""

    WON = "won"
    TODAY = "today"
    OPEN = "open"
    RESERVE = "reserve"
    TO_COME = "to_come"
    OFF = "off"


class OutcomeChoice(Value):
    """An outcome with what one unit of it scores on the state's day, campaign factor included."""

    key: str
    name: str
    points: Fraction


class ActivityKey(Value):
    """A counted activity as a key to press: `points` are those of its usual outcome, factor included.

    `done` are the day's units; `room` is what the day's cap still counts, None without a cap; `wanted` is the
    day's mini-goal.
    """

    key: str
    name: str
    icon: str
    color: str
    points: Fraction
    factor: Fraction
    done: int
    room: int | None
    wanted: int | None
    records_amount: bool
    outcomes: tuple[OutcomeChoice, ...]


class DeliverableState(Value):
    """A deliverable: where it stands, what it scored in all and on the state's day, and when it last moved.

    `percent` is the newest entry's, `highest` the high-water mark, `step_points` what the next step scores.
    """

    key: str
    name: str
    activity: str
    icon: str
    color: str
    step: int
    percent: int
    highest: int
    points_total: Fraction
    points_today: Fraction
    step_points: Fraction
    last_moved: date | None
    archived: bool


class LogLine(Value):
    """An entry as a line of a log; `factor` and `cap` explain the points, `scored` has the whole reason."""

    uid: str
    activity: str
    name: str
    icon: str
    color: str
    at: datetime
    day: date
    quantity: int
    outcome: str | None
    outcome_name: str | None
    deliverable: str | None
    deliverable_name: str | None
    before: int
    percent: int | None
    contact: str
    note: str
    amount: Money | None
    records_amount: bool
    """Whether an amount belongs to such an activity."""
    source: str
    points: Fraction
    voided: bool
    entry: LogEntry
    scored: ScoredEntry | None


class DayMark(Value):
    """A day in a row of marks, with its standing and the share (0..1) of its goal that is there."""

    standing: DayStanding
    mark: Mark
    share: float


class MiniGoal(Value):
    """How many of an activity were wanted on a day, and done."""

    activity: str
    wanted: int
    done: int


class ActivityLine(Value):
    """What one activity brought in a day or week."""

    key: str
    name: str
    icon: str
    color: str
    kind: Kind
    quantity: int
    points: Fraction


class DayState(Value):
    """One day: its standing, what wins it, what it brought."""

    standing: DayStanding
    ways: tuple[tuple[Action, ...], ...]
    activities: tuple[ActivityLine, ...]
    mini_goals: tuple[MiniGoal, ...]


class StreakState(Value):
    """The running streak of days, and the reserve days of the present month.

    `covered` are the missed days that reserve days keep from ending it, newest first; `open_day` is the last
    working day, if it was missed: then `note` is what the seller said of it.
    """

    days: int
    covered: tuple[date, ...]
    reserve_days: int
    reserve_left: int
    open_day: date | None
    note: ReserveNote | None


class StreakRecord(Value):
    """All streaks there are and were; `constancy` is 0..100, None before the first week that counts."""

    now: StreakState
    best_days: int
    weeks: int
    best_weeks: int
    constancy: float | None


class Phase(StrEnum):
    """Where a campaign is in its life."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


class CampaignState(Value):
    """A campaign seen from today.

    `result` is what it has brought so far, `final` what it had brought when it was closed. `expected` are the
    points of its goal that should be there by now, None without a goal. `days_left` are working days, today
    included while it runs.
    """

    campaign: Campaign
    phase: Phase
    result: CampaignResult
    final: FinalTable | None
    expected: Fraction | None
    days_left: int


class CampaignDetail(Value):
    """A campaign day by day and activity by activity; `prospect` is None unless it runs and can be told."""

    state: CampaignState
    days: tuple[CourseDay, ...]
    activities: tuple[ActivityLine, ...]
    prospect: Prospect | None


class CampaignOutlook(Value):
    """What a campaign that is being planned would be.

    `days_off` are working days that days off take out of it, `usual` the points that the days before today
    would make in it, None when there are too few; `met` is a campaign that runs in the same days.
    """

    working_days: int
    days_off: int
    usual: Fraction | None
    met: Campaign | None


class CampaignBanner(Value):
    """A running campaign in short: its points, those of its goal that should be there, working days left."""

    campaign: Campaign
    points: Fraction
    expected: Fraction | None
    days_left: int


class TodayState(Value):
    """The Today page for `day`; `live` when that is the present local day, `now` the moment it was read."""

    now: datetime
    live: bool
    day: DayState
    week: WeekStanding
    keys: tuple[ActivityKey, ...]
    deliverables: tuple[DeliverableState, ...]
    log: tuple[LogLine, ...]
    """The day's entries that count, newest first."""
    marks: tuple[tuple[DayMark, ...], ...]
    """The week before and the week of the day, working days and days with points only."""
    names: dict[str, Activity]
    """Activities by key, to name the ways to win."""
    streak: StreakState | None
    """None while it cannot be read, or is so long that it was not looked through yet."""
    campaign: CampaignBanner | None
    """The one that runs on the day."""


class PastDay(Value):
    """A day that is over, with what it brought, most points first."""

    standing: DayStanding
    activities: tuple[ActivityLine, ...]


class Digest(Value):
    """How a day begins: the day before (`last` differs from it after days off), the week so far, the day."""

    day: date
    yesterday: PastDay
    last: PastDay
    """The last day before it that had a goal or brought points; the same day when there is none."""
    week: WeekStanding
    last_week: WeekStanding
    today: DayState
    streak: StreakState | None
    campaign: CampaignBanner | None
