"""A believable invented seller to look around with: weeks of entries, and the game played with them."""

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from scoreboard.domain.achievements import Claim, Feat, Reward, WonBy
from scoreboard.domain.calendar import DayOff, presence, week_start
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import Campaign, Deliverable, MiniGoalRule
from scoreboard.i18n import _, mark
from scoreboard.service import Scoreboard, checks
from scoreboard.service.starters import starter
from scoreboard.values import Value, replace

SEED = 56
MOST_WEEKS = 520
USUAL_TARGET = Fraction(40)

PER_DAY = {
    "inspiration-session": 0.5,
    "quote": 0.45,
    "webinar-promotion": 0.4,
    "webinar-registration": 0.4,
    "newsletter-reader": 0.7,
    "customer-call": 1.2,
    "prospect-call": 1.5,
    "programme": 0.25,
    "contract": 0.04,
}
"""Average entries a day of each activity of the starter: about 40 points a week."""

CONTACTS = (
    "Bakery Vermeer",
    "Dock 9 Studio",
    "Elmwood Dental",
    "Hofer & Sons",
    "Lumen Atelier",
    "Quay Logistics",
)
NOTES = (
    mark("Call again next week"),
    mark("Wants a price for ten seats"),
    mark("Asked for a reference"),
    mark("Met at the fair"),
)


class Piece(Value):
    """A deliverable of the demo: a percent activity's key and the names of its pieces."""

    activity: str
    names: tuple[str, ...]


PIECES = (
    Piece(
        "newsletter",
        (
            mark("Spring newsletter"),
            mark("Summer newsletter"),
            mark("Autumn newsletter"),
            mark("Winter newsletter"),
        ),
    ),
    Piece(
        "case",
        (mark("Case: Bakery Vermeer"), mark("Case: Quay Logistics"), mark("Testimonial: Dock 9 Studio")),
    ),
)

GOOD_WEEKS = 5
MINI_GOALS = {"prospect-call": 2, "newsletter-reader": 1}
FESTIVE = {
    (1, 1): mark("New Year’s Day"),
    (12, 25): mark("Christmas Day"),
    (12, 26): mark("Second day of Christmas"),
}


class Theme(Value):
    """A campaign of the demo: its weeks counted from the present one, and how its goal stands to its points.

    `reach`: the goal is that share of the points there are; None sets one that asks for the usual target.
    """

    key: str
    name: str
    first_week: int
    last_week: int
    activities: frozenset[str]
    color: str
    icon: str
    prize: str
    reach: Fraction | None = None
    factor: Fraction = Fraction(2)


THEMES = (
    Theme(
        *("quotes", mark("Quote weeks"), -7, -6, frozenset({"quote", "programme"}), "amber", "file-text"),
        prize=mark("Concert tickets"),
        reach=Fraction(9, 10),
    ),
    Theme(
        *("calls", mark("Call sprint"), -4, -3, frozenset({"prospect-call", "customer-call"})),
        *("indigo", "phone-outgoing"),
        prize=mark("A day at the sea"),
        reach=Fraction(6, 5),
        factor=Fraction(3, 2),
    ),
    Theme(
        *("finish", mark("Closing weeks"), 0, 1, frozenset({"quote", "programme"}), "rose", "flag"),
        prize=mark("Dinner with the family"),
    ),
)


class Promise(Value):
    """A reward of the demo, promised at the start of a week counted from the present one."""

    key: str
    name: str
    won_by: WonBy
    week: int
    price: Decimal


PROMISES = (
    Promise("coffee", mark("A good coffee in town"), WonBy.DAY, 0, Decimal("4.50")),
    Promise("lunch", mark("Lunch by the water"), WonBy.WEEK, -4, Decimal("25.00")),
    Promise("headphones", mark("New headphones"), WonBy.CAMPAIGN, -8, Decimal("120.00")),
)
CELEBRATED_WEEKS = 8
"""The last weeks, of which feats are remembered."""


def _sample(text: str) -> str:
    """The text in the seller's language, marked as invented."""
    return _("{text} (sample)").format(text=_(text))


def fill(board: Scoreboard, *, weeks: int, language: str) -> int:
    """Set up an empty store and fill it with `weeks` weeks up to now; answers the number of entries.

    The same clock gives the same data. Contacts and notes are marked as samples. Raises NotEmpty.
    """
    checks.whole("weeks", weeks, 1, MOST_WEEKS)
    now = board.now()
    begin = week_start(now.date()) - timedelta(weeks=weeks - 1)
    board.set_up(
        starter("b2b-services"),
        language=language,
        target=USUAL_TARGET,
        trial_weeks=min(4, weeks // 3),
        start=begin,
    )
    chance = random.Random(SEED)  # noqa: S311 (believable, not secret)
    days_off, campaigns = list(_days_off(begin, now.date())), list(_campaigns(begin, now.date()))
    entries = sorted(_entries(chance, begin, now, days_off), key=lambda entry: entry.at)
    with board.store.write() as records:
        for deliverable in _deliverables():
            records.add_deliverable(deliverable)
        for activity, units in MINI_GOALS.items():
            records.add_rule(MiniGoalRule(activity, begin, units), now)
        for off in days_off:
            records.add_day_off(off)
        for campaign in campaigns:
            records.add_campaign(campaign)
        for entry in entries:
            records.add(entry)
    board.forget()
    _play(board, begin, campaigns)
    return len(entries)


def _days_off(begin: date, today: date) -> Iterator[DayOff]:
    """A day, a half one and a week that were; days to come; the feast days that fall on the same date."""
    this_week = week_start(today)
    for weeks, first, days, half, reason in (
        (-10, 0, 5, False, mark("Family holiday")),
        (-5, 2, 1, True, mark("Doctor")),
        (-2, 4, 1, False, mark("Moving house")),
        (3, 3, 2, False, mark("Long weekend")),
    ):
        day = this_week + timedelta(weeks=weeks, days=first)
        if day >= begin:
            yield DayOff(day, day + timedelta(days=days - 1), half, _sample(reason))
    for year in range(begin.year, today.year + 2):
        for (month, number), name in FESTIVE.items():
            day = date(year, month, number)
            if day >= begin and day.weekday() < 5:
                yield DayOff(day, day, reason=_sample(name))


def _campaigns(begin: date, today: date) -> Iterator[Campaign]:
    this_week = week_start(today)
    for theme in THEMES:
        first = this_week + timedelta(weeks=theme.first_week)
        if first >= begin:
            yield Campaign(
                _sample(theme.name),
                first,
                this_week + timedelta(weeks=theme.last_week, days=6),
                points_factor=theme.factor,
                activities=theme.activities,
                key=theme.key,
                color=theme.color,
                icon=theme.icon,
                prize=_sample(theme.prize),
            )


def _play(board: Scoreboard, begin: date, campaigns: Iterable[Campaign]) -> None:
    """Set goals that were reached and missed, remember what was won, promise rewards and take one."""
    reach = {theme.key: theme.reach for theme in THEMES}
    with_goals = [replace(one, goal=_goal(board, one, reach[one.key])) for one in campaigns]
    with board.store.write() as records:
        for campaign in with_goals:
            records.replace_campaign(campaign)
    board.forget()
    feats = sorted(_feats(board, begin, with_goals), key=lambda feat: (feat[2], feat[0]))
    with board.store.write() as records:
        for kind, subject, at in feats:
            records.add_feat(kind, subject, at)
        for reward in _rewards(begin, board.now()):
            records.add_reward(reward)
            won = [one for one in records.feats([reward.won_by.feat]) if one.at >= reward.since]
            # One of several is taken, so that something is left to take.
            if len(won) > 1 or (won and reward.won_by is WonBy.CAMPAIGN):
                records.add_claim(Claim(won[0].number, reward.key, won[0].at, reward.price))
    board.forget()
    board.campaigns.close_finished()


def _goal(board: Scoreboard, campaign: Campaign, reach: Fraction | None) -> Fraction:
    """In whole tens: so much of what was scored, or as much as the usual targets ask for."""
    weeks = ((campaign.last - campaign.first).days + 1) // 7
    wanted = USUAL_TARGET * weeks if reach is None else board.campaigns.points(campaign) * reach
    return Fraction(max(1, round(wanted / 10)) * 10)


def _feats(
    board: Scoreboard, begin: date, campaigns: Iterable[Campaign]
) -> Iterator[tuple[Feat, str, datetime]]:
    """The days, weeks and campaigns that were won lately."""
    today = board.today()
    for back in range(CELEBRATED_WEEKS):
        week = board.screens.standing(today - timedelta(weeks=back))
        if week.start < begin:
            return
        won = [day.day for day in week.days if day.won and day.day <= today]
        for day in won:
            yield Feat.DAY_WON, day.isoformat(), _evening(day, board.now())
        if week.reached:
            scored = [day.day for day in week.days if day.points and day.day <= today]
            yield Feat.WEEK_REACHED, week.start.isoformat(), _evening(scored[-1], board.now())
    for campaign in campaigns:
        if campaign.goal is not None and board.campaigns.points(campaign) >= campaign.goal:
            yield Feat.CAMPAIGN_WON, campaign.key, _evening(min(campaign.last, today), board.now())


def _rewards(begin: date, now: datetime) -> Iterator[Reward]:
    for promise in PROMISES:
        since = max(begin, week_start(now.date()) + timedelta(weeks=promise.week))
        moment = checks.moment(since, time(0, 0), now)
        yield Reward(promise.key, _sample(promise.name), promise.won_by, moment, Money(promise.price, "EUR"))


def _evening(day: date, now: datetime) -> datetime:
    return now if day == now.date() else checks.moment(day, time(17, 30), now)


def _deliverables() -> Iterator[Deliverable]:
    for piece in PIECES:
        for number, name in enumerate(piece.names):
            done = number < len(piece.names) - 1
            yield Deliverable(f"{piece.activity}-{number}", _sample(name), piece.activity, archived=done)


def _entries(
    chance: random.Random, begin: date, now: datetime, days_off: Iterable[DayOff]
) -> Iterator[LogEntry]:
    days = (now.date() - begin).days + 1
    for number in range(days):
        day = begin + timedelta(days=number)
        there = presence(day, days_off)
        if day.weekday() < 5 and there:
            # The seller has got into it lately.
            lately = 1.1 if days - number <= 7 * GOOD_WEEKS else 1.0
            energy = chance.choice((0.6, 0.9, 1.0, 1.0, 1.1, 1.3)) * lately * float(there)
            for entry in _day(chance, day, now, energy):
                if entry.at <= now:
                    yield entry
    yield from (entry for entry in _progress(chance, begin, now) if presence(entry.day, days_off))


def _day(chance: random.Random, day: date, now: datetime, energy: float) -> Iterator[LogEntry]:
    for activity, usual in PER_DAY.items():
        for _step in range(_about(chance, usual * energy)):
            outcome = None
            if activity in {"customer-call", "prospect-call"}:
                outcome = "answered" if chance.random() < 0.6 else "not-answered"
            at = _moment(chance, day, now)
            yield LogEntry(
                uid=_uid(chance),
                activity=activity,
                day=day,
                at=at,
                made_at=at,
                outcome=outcome,
                contact=_sample(chance.choice(CONTACTS)) if chance.random() < 0.4 else "",
                note=_sample(chance.choice(NOTES)) if chance.random() < 0.15 else "",
                amount=_amount(chance) if activity == "contract" else None,
                source="demo",
            )


def _progress(chance: random.Random, begin: date, now: datetime) -> Iterator[LogEntry]:
    """Each piece of work moves ten to thirty percent at a time, one after the other; the last runs on."""
    for piece in PIECES:
        span = (now.date() - begin).days / len(piece.names)
        for number in range(len(piece.names)):
            first = begin + timedelta(days=int(span * number))
            days = (first + timedelta(days=chance.randrange(max(1, int(span)))) for _ in range(8))
            moments = sorted(_moment(chance, day, now) for day in days if day.weekday() < 5)
            end = 100 if number < len(piece.names) - 1 else 60 + 10 * (piece.activity == "newsletter")
            percent = 0
            for at in moments:
                percent = min(end, percent + chance.choice((10, 10, 20, 30)))
                if at <= now:
                    yield LogEntry(
                        uid=_uid(chance),
                        activity=piece.activity,
                        day=at.date(),
                        at=at,
                        made_at=at,
                        deliverable=f"{piece.activity}-{number}",
                        percent=percent,
                        source="demo",
                    )


def _about(chance: random.Random, mean: float) -> int:
    """A whole number that is `mean` on average."""
    return int(mean) + (chance.random() < mean % 1)


def _moment(chance: random.Random, day: date, now: datetime) -> datetime:
    wanted = time(chance.randrange(8, 18), chance.randrange(60))
    if day < now.date():
        return checks.moment(day, wanted, now)
    return datetime.combine(day, wanted, tzinfo=now.tzinfo)


def _amount(chance: random.Random) -> Money:
    return Money(Decimal(chance.randrange(8, 60) * 500).quantize(Decimal("0.01")), "EUR")


def _uid(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
