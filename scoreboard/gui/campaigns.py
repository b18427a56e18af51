"""What every part of the window says of a campaign, and the one colour that it may lend."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from scoreboard.domain.rules import NO_FACTOR, Activity, Campaign
from scoreboard.gui import dates
from scoreboard.i18n import _, n_, number
from scoreboard.settings import Settings

NEUTRAL = "slate"
MOST_NAMED = 2
"""Activities that are named one by one; more are counted."""


def hue_of(campaign: Campaign, settings: Settings) -> str:
    """The hue that stands for the campaign; a neutral one where the seller wants numbers only."""
    return NEUTRAL if settings.plain else campaign.color


def times(factor: Fraction) -> str:
    """×2."""
    return f"×{number(factor)}"


def in_short(campaign: Campaign) -> str:
    """Doublesales September ×2; the target's factor where the points have none."""
    if campaign.points_factor != NO_FACTOR:
        return f"{campaign.name} {times(campaign.points_factor)}"
    if campaign.target_factor != NO_FACTOR:
        factor = times(campaign.target_factor)
        return _("{name}, target {factor}").format(name=campaign.name, factor=factor)
    return campaign.name


def lifted(campaign: Campaign, activities: Mapping[str, Activity]) -> list[Activity]:
    """The activities that the campaign names, in the seller's order; none when it is for all of them."""
    return [one for one in activities.values() if campaign.activities and one.key in campaign.activities]


def effect(campaign: Campaign, activities: Mapping[str, Activity]) -> str:
    """Quote sent and Call with a prospect count ×2, weekly target ×1.2."""
    parts = []
    if campaign.points_factor != NO_FACTOR:
        parts.append(_points(campaign, lifted(campaign, activities)))
    if campaign.target_factor != NO_FACTOR:
        text = _("weekly target {factor}") if parts else _("Weekly target {factor}")
        parts.append(text.format(factor=times(campaign.target_factor)))
    return ", ".join(parts) or _("Points and target as usual")


def _points(campaign: Campaign, named: list[Activity]) -> str:
    factor = times(campaign.points_factor)
    if campaign.activities is None:
        return _("Everything counts {factor}").format(factor=factor)
    if len(named) == 1:
        return _("{activity} counts {factor}").format(activity=named[0].name, factor=factor)
    if len(named) == MOST_NAMED:
        text = _("{first} and {second} count {factor}")
        return text.format(first=named[0].name, second=named[1].name, factor=factor)
    text = n_("{n} activity counts {factor}", "{n} activities count {factor}", len(named))
    return text.format(n=number(len(named)), factor=factor)


def countdown(campaign: Campaign, days_left: int, today: date, *, ended: bool = False) -> str:
    """10 working days left, begins in 3 days, ended on 30 September."""
    if today < campaign.first:
        return _begins((campaign.first - today).days)
    if ended or today > campaign.last:
        if campaign.last == today:
            return _("Ends with this day")
        text = _("Ended early on {day}") if campaign.ended_early else _("Ended on {day}")
        return text.format(day=dates.month_day(campaign.last))
    if today == campaign.last:
        return _("Last day")
    if not days_left:
        return _("No working days left")
    return n_("{n} working day left", "{n} working days left", days_left).format(n=number(days_left))


def _begins(days: int) -> str:
    if days == 1:
        return _("Begins tomorrow")
    return n_("Begins in {n} day", "Begins in {n} days", days).format(n=number(days))
