"""The exact rules once more, as slowly and plainly as they can be said, to check the program against.

Written from the words of the rules (points, caps, percent steps, targets, day goals, pace, what
wins the day, streaks), and from nothing else. It must stay independent of the functions of scoreboard.domain,
import nothing of them, and follow the words, not the code, whenever the two part. Plain dicts and lists,
every rule looked at in turn, every day walked one by one.
"""

from tests.oracle.facts import (
    ActivityFact,
    BookFact,
    CampaignFact,
    CapFact,
    DayFact,
    DayOffFact,
    DeliverableFact,
    EntryFact,
    PointFact,
    ScoredFact,
    StreakFact,
    TargetFact,
    WeekFact,
    WorkingFact,
)
from tests.oracle.rulebook import (
    base_target,
    campaign_on,
    cap_in_force,
    days_of_week,
    first_of_week,
    goal,
    iso_name,
    point_rule,
    points_factor,
    points_in_force,
    present,
    target_factor,
    working_weight,
)
from tests.oracle.scores import in_order, points_of_day, scored, totals
from tests.oracle.streaks import reserve_days, streaks
from tests.oracle.ways import can_be_closed, faults, fewest
from tests.oracle.weeks import feats, is_trial, week

__all__ = [
    "ActivityFact",
    "BookFact",
    "CampaignFact",
    "CapFact",
    "DayFact",
    "DayOffFact",
    "DeliverableFact",
    "EntryFact",
    "PointFact",
    "ScoredFact",
    "StreakFact",
    "TargetFact",
    "WeekFact",
    "WorkingFact",
    "base_target",
    "campaign_on",
    "can_be_closed",
    "cap_in_force",
    "days_of_week",
    "faults",
    "feats",
    "fewest",
    "first_of_week",
    "goal",
    "in_order",
    "is_trial",
    "iso_name",
    "point_rule",
    "points_factor",
    "points_in_force",
    "points_of_day",
    "present",
    "reserve_days",
    "scored",
    "streaks",
    "target_factor",
    "totals",
    "week",
    "working_weight",
]
