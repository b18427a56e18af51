"""Campaigns: which may be, how one stands, and what came of it against the days before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.rules import Campaign, Rulebook
from scoreboard.domain.scoring import NOTHING, DayTotal, by_activity

ONE_DAY = timedelta(days=1)
LONGEST_BASELINE = timedelta(days=3 * 366)
"""How far back the working days before a campaign are looked for."""


@dataclass(frozen=True, slots=True)
class FinalLine:
    """What one activity brought to a campaign."""

    activity: str
    name: str
    quantity: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class FinalTable:
    """A finished campaign as it was when it was closed, because prizes were given on it."""

    points: Fraction
    base_points: Fraction
    working_days: int
    baseline: Fraction | None
    lines: tuple[FinalLine, ...]
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """What a campaign has brought through `last` (today while it runs), against as many working days before.

    `base_points` are its points without its factor. `baseline` are the points from `baseline_first` to the
    day before the campaign, None when nothing was logged before it. `baseline_whole`: the log reaches back
    over all of those days.
    """

    campaign: Campaign
    last: date
    points: Fraction
    base_points: Fraction
    working_days: int
    all_working_days: int
    baseline: Fraction | None
    baseline_first: date | None
    baseline_whole: bool

    @property
    def points_per_day(self) -> Fraction | None:
        """Points per working day, None before one has begun."""
        return self.points / self.working_days if self.working_days else None

    @property
    def base_points_per_day(self) -> Fraction | None:
        """The same without the factor."""
        return self.base_points / self.working_days if self.working_days else None

    @property
    def baseline_per_day(self) -> Fraction | None:
        """Points per working day before the campaign."""
        if self.baseline is None or not self.working_days:
            return None
        return self.baseline / self.working_days

    @property
    def change_pct(self) -> Fraction | None:
        """By how many percent the points per working day are above those before."""
        return _change(self.points_per_day, self.baseline_per_day)

    @property
    def base_change_pct(self) -> Fraction | None:
        """The same without the factor: what was done more, not what was worth more."""
        return _change(self.base_points_per_day, self.baseline_per_day)

    @property
    def won(self) -> bool:
        """Whether its goal is reached; one without a goal cannot be won."""
        return self.campaign.goal is not None and self.points >= self.campaign.goal


def _change(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return (now / before - 1) * 100 if now is not None and before else None


def overlapping(campaigns: Iterable[Campaign], first: date, last: date) -> Campaign | None:
    """One of the `campaigns` that has a day from `first` to `last`, both included."""
    return next((one for one in campaigns if one.first <= last and first <= one.last), None)


def working_days(rulebook: Rulebook, first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which some work is to be done."""
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return [day for day in days if is_working_day(rulebook, day)]


def is_working_day(rulebook: Rulebook, day: date) -> bool:
    """Whether the working week has the day and no day off takes all of it."""
    return rulebook.weight(day) > 0 and rulebook.presence(day) > 0


def baseline_first(rulebook: Rulebook, first: date, number: int) -> date | None:
    """The first of the `number` working days before `first`; None: there are not so many."""
    day, found = first, 0
    while found < number:
        day -= ONE_DAY
        if first - day > LONGEST_BASELINE:
            return None
        found += is_working_day(rulebook, day)
    return day


def elapsed(rulebook: Rulebook, campaign: Campaign, today: date) -> Fraction:
    """The share (0..1) of the campaign's working weight that lies in its days through `today`."""
    weights = [
        (day, rulebook.weight(day) * rulebook.presence(day))
        for day in map(date.fromordinal, range(campaign.first.toordinal(), campaign.last.toordinal() + 1))
    ]
    whole = sum((weight for _, weight in weights), NOTHING)
    return sum((weight for day, weight in weights if day <= today), NOTHING) / whole if whole else NOTHING


def base_points(campaign: Campaign, totals: Iterable[DayTotal]) -> Fraction:
    """The points of days of the campaign without its factor."""
    return sum(
        (
            one.points / campaign.points_factor if campaign.lifts(one.activity) else one.points
            for one in by_activity(totals)
        ),
        NOTHING,
    )


def result(
    rulebook: Rulebook,
    campaign: Campaign,
    totals: Mapping[date, DayTotal],
    today: date,
    first_entry: date | None,
) -> CampaignResult:
    """What came of the campaign by `today`; `totals` reach from `baseline_first` of it to its last day."""
    last = min(campaign.last, today)
    days = len(working_days(rulebook, campaign.first, last)) if last >= campaign.first else 0
    within = [total for day, total in totals.items() if campaign.first <= day <= last]
    begin = baseline_first(rulebook, campaign.first, days) if days else None
    baseline = None
    if begin is not None and first_entry is not None and first_entry < campaign.first:
        baseline = sum(
            (total.points for day, total in totals.items() if begin <= day < campaign.first), NOTHING
        )
    return CampaignResult(
        campaign=campaign,
        last=last,
        points=sum((total.points for total in within), NOTHING),
        base_points=base_points(campaign, within),
        working_days=days,
        all_working_days=len(working_days(rulebook, campaign.first, campaign.last)),
        baseline=baseline,
        baseline_first=begin if baseline is not None else None,
        baseline_whole=bool(begin and first_entry and first_entry <= begin),
    )
