"""A believable invented seller to look around with: weeks of entries in an empty data folder."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from scoreboard.domain.calendar import week_start
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import Deliverable
from scoreboard.i18n import _, mark
from scoreboard.service import Scoreboard, checks
from scoreboard.service.starters import starter

SEED = 38
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


@dataclass(frozen=True, slots=True)
class Piece:
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
    entries = sorted(_entries(chance, begin, now), key=lambda entry: entry.at)
    with board.store.write() as records:
        for deliverable in _deliverables():
            records.add_deliverable(deliverable)
        for entry in entries:
            records.add(entry)
    board.forget()
    return len(entries)


def _deliverables() -> Iterator[Deliverable]:
    for piece in PIECES:
        for number, name in enumerate(piece.names):
            done = number < len(piece.names) - 1
            yield Deliverable(f"{piece.activity}-{number}", _sample(name), piece.activity, archived=done)


def _entries(chance: random.Random, begin: date, now: datetime) -> Iterator[LogEntry]:
    days = (now.date() - begin).days + 1
    for number in range(days):
        day = begin + timedelta(days=number)
        if day.weekday() < 5:
            energy = chance.choice((0.6, 0.9, 1.0, 1.0, 1.1, 1.3))
            for entry in _day(chance, day, now, energy):
                if entry.at <= now:
                    yield entry
    yield from _progress(chance, begin, now)


def _day(chance: random.Random, day: date, now: datetime, energy: float) -> Iterator[LogEntry]:
    for activity, usual in PER_DAY.items():
        for _step in range(_about(chance, usual * energy)):
            outcome = None
            if activity in {"customer-call", "prospect-call"}:
                outcome = "answered" if chance.random() < 0.6 else "not-answered"
            yield LogEntry(
                uid=_uid(chance),
                activity=activity,
                day=day,
                at=_moment(chance, day, now),
                made_at=_moment(chance, day, now),
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
