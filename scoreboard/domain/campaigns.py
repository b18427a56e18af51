"""Campaigns: which may be, how one stands, and what came of it against the days before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.rules import Campaign, Rulebook
from scoreboard.domain.scoring import NOTHING, DayTotal, by_activity
from scoreboard.values import Value

ONE_DAY = timedelta(days=1)
LONGEST_BASELINE = timedelta(days=3 * 366)
"""How far back the working days before a campaign are looked for."""
LEAST_USUAL, ENOUGH_USUAL = 5, 20
"""Working days from which on something can be called usual, and how many are looked at if there are those."""


class FinalLine(Value):
    """What one activity brought to a campaign."""

    activity: str
    name: str
    quantity: int
    points: Fraction


class FinalTable(Value):
    """A finished campaign as it was when it was closed, because prizes were given on it."""

    points: Fraction
    base_points: Fraction
    working_days: int
    baseline: Fraction | None
    lines: tuple[FinalLine, ...]
    closed_at: datetime


class CampaignResult(Value):
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


class CourseDay(Value):
    """A day of a campaign that is worked or brought points.

    `points` are those of the campaign by its end, None while it is to come; `share` (0..1) is the part of the
    campaign's working weight that lies in the days through it.
    """

    day: date
    points: Fraction | None
    share: Fraction


class Prospect(Value):
    """Points at the end of a running campaign at its present rate, and the day its goal is there by then."""

    points: Fraction
    reached_on: date | None


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


def _weight(rulebook: Rulebook, day: date) -> Fraction:
    return rulebook.weight(day) * rulebook.presence(day)


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
        (day, _weight(rulebook, day))
        for day in map(date.fromordinal, range(campaign.first.toordinal(), campaign.last.toordinal() + 1))
    ]
    whole = sum((weight for _, weight in weights), NOTHING)
    return sum((weight for day, weight in weights if day <= today), NOTHING) / whole if whole else NOTHING


def course(
    rulebook: Rulebook, campaign: Campaign, totals: Mapping[date, DayTotal], today: date
) -> tuple[CourseDay, ...]:
    """How the points of a campaign came, day by day."""
    days = [date.fromordinal(n) for n in range(campaign.first.toordinal(), campaign.last.toordinal() + 1)]
    whole = sum((_weight(rulebook, day) for day in days), NOTHING)
    found, points, weight = [], NOTHING, NOTHING
    for day in days:
        brought = totals[day].points if day in totals and day <= today else NOTHING
        points, weight = points + brought, weight + _weight(rulebook, day)
        if brought or is_working_day(rulebook, day):
            share = weight / whole if whole else NOTHING
            found.append(CourseDay(day, points if day <= today else None, share))
    return tuple(found)


def prospect(days: Sequence[CourseDay], goal: Fraction | None, today: date) -> Prospect | None:
    """Where a running campaign leads if its remaining days bring what those through today brought.

    None before a whole working day has passed, and when no working day is left.
    """
    past = [one for one in days if one.day < today]
    if not past or not past[-1].share or days[-1].day <= today:
        return None
    by_yesterday, passed = past[-1].points or NOTHING, past[-1].share
    rate = by_yesterday / passed
    extra = NOTHING
    if days[len(past)].day == today:  # a good day is not taken back
        now = days[len(past)]
        extra = max(NOTHING, (now.points or NOTHING) - by_yesterday - rate * (now.share - passed))

    def points(one: CourseDay) -> Fraction:
        return by_yesterday + rate * (one.share - passed) + extra

    there = (one.day for one in days if one.day >= today and goal is not None and points(one) >= goal)
    return Prospect(points(days[-1]), next(there, None))


def usual(rulebook: Rulebook, campaign: Campaign, totals: Mapping[date, DayTotal]) -> Fraction | None:
    """What days like those of `totals` would bring in the working days of the campaign, with its factor.

    The factors of earlier campaigns are taken out. None when the days are too few to call them usual.
    """
    days = sum(is_working_day(rulebook, day) for day in totals)
    if days < LEAST_USUAL:
        return None
    points = sum(
        (
            one.points
            / rulebook.points_factor(one.activity, day)
            * (campaign.points_factor if campaign.lifts(one.activity) else 1)
            for day, total in totals.items()
            for one in total.totals.values()
        ),
        NOTHING,
    )
    return points / days * len(working_days(rulebook, campaign.first, campaign.last))


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
