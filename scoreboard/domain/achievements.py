"""What is worth a small celebration, and the rewards that the seller has promised himself for it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from scoreboard.domain.entries import Money
from scoreboard.domain.goals import WeekStanding
from scoreboard.values import Value

MILESTONES = (5, 10, 20, 50)
"""Streaks that are celebrated."""
LEAST_DAYS, LEAST_WEEKS = 10, 4
"""A personal best stands out from so many earlier days or weeks with points; before that all is new."""


class Feat(StrEnum):
    """Something worth a small celebration, each once for its day, week or campaign."""

    DAY_WON = "day_won"
    WEEK_REACHED = "week_reached"
    CAMPAIGN_WON = "campaign_won"
    BEST_DAY = "best_day"
    BEST_WEEK = "best_week"
    COMEBACK_WEEK = "comeback_week"
    STREAK_5 = "streak_5"
    STREAK_10 = "streak_10"
    STREAK_20 = "streak_20"
    STREAK_50 = "streak_50"
    WEEK_STREAK_5 = "week_streak_5"
    WEEK_STREAK_10 = "week_streak_10"
    WEEK_STREAK_20 = "week_streak_20"
    WEEK_STREAK_50 = "week_streak_50"


class WonBy(StrEnum):
    """What a reward is for."""

    DAY = "day"
    WEEK = "week"
    CAMPAIGN = "campaign"

    @property
    def feat(self) -> Feat:
        """The feat that earns it."""
        return {
            WonBy.DAY: Feat.DAY_WON,
            WonBy.WEEK: Feat.WEEK_REACHED,
            WonBy.CAMPAIGN: Feat.CAMPAIGN_WON,
        }[self]


class FeatRecord(Value):
    """A feat that was celebrated: `subject` is the day, the week's first day, or the campaign's key."""

    number: int
    kind: str
    subject: str
    at: datetime


class Reward(Value):
    """Something the seller promised to himself; it counts for feats from `since` on."""

    key: str
    name: str
    won_by: WonBy
    since: datetime
    price: Money | None = None
    archived: bool = False


class Claim(Value):
    """A reward taken for the feat of that number, at the price it had then; `drawn` by lot or chosen."""

    feat: int
    reward: str
    at: datetime
    price: Money | None = None
    drawn: bool = False


class Open(Value):
    """Something won that no reward was taken for yet: a day, a week's first day, or a campaign's name."""

    won_by: WonBy
    feat: FeatRecord
    day: date | None
    campaign: str


class Taken(Value):
    """A reward that was taken, for what was won."""

    reward: Reward
    claim: Claim
    open: Open


def streak_feat(before: int, now: int) -> Feat | None:
    """The milestone of a streak of days that was passed between the two counts."""
    passed = [one for one in MILESTONES if before < one <= now]
    return Feat(f"streak_{passed[-1]}") if passed else None


def week_streak_feat(before: int, now: int) -> Feat | None:
    """The same of a streak of weeks."""
    passed = [one for one in MILESTONES if before < one <= now]
    return Feat(f"week_streak_{passed[-1]}") if passed else None


def is_comeback(week: WeekStanding, earlier: Sequence[WeekStanding]) -> bool:
    """Whether the reached `week` follows a missed one; `earlier` come newest first."""
    last = next((one.reached for one in earlier if one.reached is not None), None)
    return bool(week.reached) and last is False


def feats(before: WeekStanding, after: WeekStanding, day: date) -> tuple[Feat, ...]:
    """What a change of the week brought about on `day`, one of its days: the day won, the week reached."""
    was = next(one for one in before.days if one.day == day)
    now = next(one for one in after.days if one.day == day)
    found = []
    if now.won and not was.won:
        found.append(Feat.DAY_WON)
    if after.reached and not before.reached:
        found.append(Feat.WEEK_REACHED)
    return tuple(found)
