"""Shapes of the plain dicts that the oracle reads and answers."""

from datetime import date, datetime
from fractions import Fraction
from typing import TypedDict


class ActivityFact(TypedDict):
    """`kind` is "count" or "percent"; the first outcome is the usual one."""

    key: str
    kind: str
    archived: bool
    outcomes: list[str]


class DeliverableFact(TypedDict):
    """Pays once for every full `step` percent."""

    key: str
    activity: str
    step: int


class PointFact(TypedDict):
    """What one unit is worth from `start` on."""

    activity: str
    outcome: str | None
    start: date
    points: Fraction


class CapFact(TypedDict):
    """How many units count per day from `start` on; None is all."""

    activity: str
    start: date
    cap: int | None


class TargetFact(TypedDict):
    """Points of a full working week from `start` on."""

    start: date
    points: Fraction


class WorkingFact(TypedDict):
    """Weights of Monday to Sunday from `start` on."""

    start: date
    weights: list[Fraction]


class DayOffFact(TypedDict):
    """Days without a goal, both ends included."""

    first: date
    last: date
    half: bool


class CampaignFact(TypedDict):
    """A themed stretch, both ends included; `activities` None is all."""

    name: str
    first: date
    last: date
    points_factor: Fraction
    target_factor: Fraction
    activities: list[str] | None


class MiniGoalFact(TypedDict):
    """Units of an activity wanted per day from `start` on; None or 0 is none."""

    activity: str
    start: date
    units: int | None


class WinningFact(TypedDict):
    """What wins days from `start` on: "points", "mini_goals" or "either"."""

    start: date
    way: str


class ReserveFact(TypedDict):
    """Reserve days a month, from the month that holds `start` on."""

    start: date
    days: int


class BookFact(TypedDict):
    """One seller's rules; every list of dated rules in the order of writing."""

    activities: list[ActivityFact]
    deliverables: list[DeliverableFact]
    points: list[PointFact]
    caps: list[CapFact]
    targets: list[TargetFact]
    working: list[WorkingFact]
    days_off: list[DayOffFact]
    campaigns: list[CampaignFact]
    mini_goals: list[MiniGoalFact]
    winning: list[WinningFact]
    reserves: list[ReserveFact]
    declined: list[date]
    first_weekday: int
    trial_weeks: int


class EntryFact(TypedDict):
    """One log entry; `number` is its place in the order of writing."""

    uid: str
    number: int
    activity: str
    outcome: str | None
    day: date
    at: datetime
    quantity: int
    deliverable: str | None
    percent: int | None
    voided: bool


class ScoredFact(TypedDict):
    """What an entry brought: the units that count, the percentage before it, the units it shows in totals."""

    uid: str
    activity: str
    day: date
    units: int
    shown: int
    before: int
    points: Fraction


class DayFact(TypedDict):
    """A day against its goal."""

    day: date
    points: Fraction
    goal: Fraction
    off: bool
    won: bool


class StreakFact(TypedDict):
    """Streaks seen from a day; `covered` are missed days with a reserve day, newest first."""

    days: int
    best_days: int
    weeks: int
    best_weeks: int
    covered: list[date]
    reserve_left: int
    constancy: float | None


class WeekFact(TypedDict):
    """A week against its target."""

    start: date
    name: str
    days: list[DayFact]
    points: Fraction
    target: Fraction
    base_target: Fraction
    expected: Fraction
    pace: str | None
    needed_per_day: Fraction | None
    reached: bool | None
    off: bool
    trial: bool
    campaign: str | None
