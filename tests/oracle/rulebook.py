"""What is in force on a day, found by looking at every rule in turn."""

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.facts import BookFact, CampaignFact, PointFact, WorkingFact

ONE_DAY = timedelta(days=1)


def first_of_week(day: date, first_weekday: int) -> date:
    """Walk back to the day on which the week starts."""
    while day.weekday() != first_weekday:
        day -= ONE_DAY
    return day


def days_of_week(start: date) -> list[date]:
    """The seven days from `start` on."""
    days = [start]
    while len(days) < 7:
        days.append(days[-1] + ONE_DAY)
    return days


def iso_name(start: date) -> str:
    """The ISO week that holds the fourth day: the n-th week of the year that holds its Thursday."""
    thursday = days_of_week(start)[3]
    while thursday.weekday() != 0:
        thursday -= ONE_DAY
    thursday = days_of_week(thursday)[3]
    number = 0
    day = date(thursday.year, 1, 1)
    while day <= thursday:
        if day.weekday() == 3:
            number += 1
        day += ONE_DAY
    return f"{thursday.year}-W{number:02d}"


def in_force(starts: list[date], day: date) -> int | None:
    """Which of the rules that start so (in order of writing) is in force; before them all the earliest."""
    newest: int | None = None
    earliest: int | None = None
    for place, start in enumerate(starts):
        if start <= day and (newest is None or start >= starts[newest]):
            newest = place
        if earliest is None or start <= starts[earliest]:
            earliest = place
    return earliest if newest is None else newest


def point_rule(book: BookFact, activity: str, outcome: str | None, day: date) -> PointFact | None:
    """The outcome's own rules if it has any, else the activity's."""
    own = [rule for rule in book["points"] if rule["activity"] == activity and rule["outcome"] == outcome]
    if not own:
        own = [rule for rule in book["points"] if rule["activity"] == activity and rule["outcome"] is None]
    place = in_force([rule["start"] for rule in own], day)
    return None if place is None else own[place]


def points_in_force(book: BookFact, activity: str, outcome: str | None, day: date) -> Fraction:
    """Points of one unit, or of one step of percent, without a campaign."""
    rule = point_rule(book, activity, outcome, day)
    return Fraction(0) if rule is None else rule["points"]


def cap_in_force(book: BookFact, activity: str, day: date) -> int | None:
    """Units that count on `day`; None is all."""
    own = [rule for rule in book["caps"] if rule["activity"] == activity]
    place = in_force([rule["start"] for rule in own], day)
    return None if place is None else own[place]["cap"]


def base_target(book: BookFact, start: date) -> Fraction:
    """A target counts for a week if it starts by that week's last day."""
    place = in_force([rule["start"] for rule in book["targets"]], days_of_week(start)[6])
    return Fraction(0) if place is None else book["targets"][place]["points"]


def working_weight(book: BookFact, day: date) -> Fraction:
    """Monday to Friday 1, else 0, unless the book says otherwise."""
    rules: list[WorkingFact] = book["working"]
    place = in_force([rule["start"] for rule in rules], day)
    if place is None:
        return Fraction(1) if day.weekday() < 5 else Fraction(0)
    return rules[place]["weights"][day.weekday()]


def present(book: BookFact, day: date) -> Fraction:
    """1, 0.5 or 0; two half days off make a whole one."""
    left = Fraction(1)
    for off in book["days_off"]:
        if off["first"] <= day <= off["last"]:
            left -= Fraction(1, 2) if off["half"] else Fraction(1)
    return left if left > 0 else Fraction(0)


def campaign_on(book: BookFact, day: date) -> CampaignFact | None:
    """Campaigns do not overlap: at most one runs."""
    for campaign in book["campaigns"]:
        if campaign["first"] <= day <= campaign["last"]:
            return campaign
    return None


def points_factor(book: BookFact, activity: str, day: date) -> Fraction:
    """A campaign may be limited to some activities."""
    campaign = campaign_on(book, day)
    if campaign is None or (campaign["activities"] is not None and activity not in campaign["activities"]):
        return Fraction(1)
    return campaign["points_factor"]


def target_factor(book: BookFact, day: date) -> Fraction:
    """The target rises for all, whatever activities the campaign is about."""
    campaign = campaign_on(book, day)
    return Fraction(1) if campaign is None else campaign["target_factor"]


def weight_left(book: BookFact, day: date) -> Fraction:
    """The day's weight x presence x campaign target factor."""
    return working_weight(book, day) * present(book, day) * target_factor(book, day)


def goal(book: BookFact, day: date) -> Fraction:
    """The day's summand of its week's target."""
    start = first_of_week(day, book["first_weekday"])
    whole = Fraction(0)
    for other in days_of_week(start):
        whole += working_weight(book, other)
    if whole == 0:
        return Fraction(0)
    return base_target(book, start) * weight_left(book, day) / whole
