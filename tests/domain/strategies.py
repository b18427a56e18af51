"""Rulebooks and logs of sellers that could exist, crowded into a few weeks so that everything meets."""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from scoreboard.domain.calendar import MONDAY, SATURDAY, SUNDAY, DayOff
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import (
    STEPS,
    Activity,
    Campaign,
    CapRule,
    Deliverable,
    Kind,
    MiniGoalRule,
    Outcome,
    PointRule,
    ReserveNote,
    ReserveRule,
    Rulebook,
    TargetRule,
    WinBy,
    WinningRule,
    WorkingWeek,
)
from scoreboard.values import Value, replace

MIDDLES = (
    date(2025, 6, 18),  # an ordinary stretch
    date(2026, 12, 31),  # a year of 53 weeks ends
    date(2024, 12, 31),  # a year ends inside its last week
    date(2024, 2, 29),  # leap day
    date(2025, 3, 30),  # clocks go forward in Europe
    date(2025, 10, 26),  # and back
)
REACH = 17
"""Days before and after the middle in which everything happens: five weeks."""

HUNDREDTHS = st.integers(0, 900).map(lambda n: Fraction(n, 100))
POINTS = st.sampled_from([Fraction(n, 2) for n in range(7)]) | HUNDREDTHS
TARGETS = st.sampled_from([Fraction(n) for n in (0, 5, 10, 12, 40)]) | HUNDREDTHS
WEIGHTS = st.one_of(
    st.sampled_from([(Fraction(0),) * 7, (Fraction(1),) * 3 + (Fraction(1, 2),) + (Fraction(0),) * 3]),
    st.tuples(*[st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)])] * 7),
)
FACTORS = st.sampled_from([Fraction(1, 10), Fraction(1), Fraction(3, 2), Fraction(2), Fraction(10)])
PERCENTS = st.integers(0, 10).map(lambda n: 10 * n) | st.integers(0, 100)

# Strategies are built once: building them anew for every draw takes longer than drawing.
_DISTANCE = st.integers(-REACH, REACH)
_POINTS_FROM = st.tuples(_DISTANCE, POINTS)
_CAP_FROM = st.tuples(_DISTANCE, st.none() | st.integers(0, 6))
_TARGETS_FROM = st.lists(st.tuples(_DISTANCE, TARGETS), max_size=3)
_WEIGHTS_FROM = st.lists(st.tuples(_DISTANCE, WEIGHTS), max_size=3)
_DAYS_OFF = st.lists(st.tuples(_DISTANCE, st.sampled_from([0, 0, 1, 6]), st.booleans()), max_size=4)
_CAMPAIGN_EDGES = st.sets(_DISTANCE, max_size=6)
_MINI_GOALS = st.lists(st.tuples(_DISTANCE, st.integers(0, 7), st.none() | st.integers(0, 4)), max_size=3)
_WINNING = st.lists(st.tuples(_DISTANCE, st.sampled_from(WinBy)), max_size=2)
_RESERVES = st.lists(st.tuples(_DISTANCE, st.sampled_from([0, 1, 2, 3, 31])), max_size=2)
_DECLINED = st.sets(_DISTANCE, max_size=2)
_KIND = st.sampled_from([Kind.COUNT, Kind.COUNT, Kind.PERCENT])
_OUTCOMES = st.sampled_from(["", "", "y", "yn"])
_KEYS = st.sampled_from(["a", "ab", "abc", "abcd", "abcde"])
_ACTIVITY_RULES = st.sampled_from([1, 1, 2, 3, 0])
_OUTCOME_RULES = st.sampled_from([0, 0, 1, 2])
_CAPS = st.sampled_from([1, 0, 2, 3])
_FROM_0_TO_3, _FROM_0_TO_7 = st.integers(0, 3), st.integers(0, 7)
_PIECES = st.lists(st.sampled_from(STEPS), min_size=1, max_size=2)
_FIRST_WEEKDAY = st.sampled_from([MONDAY, MONDAY, SUNDAY, SATURDAY])
_MIDDLE = st.sampled_from(MIDDLES)
_EITHER = st.booleans()
_QUANTITY = st.integers(1, 5)
_HOUR = st.sampled_from([0, 9, 10, 23])
_OFFSET = st.sampled_from([timezone(timedelta(minutes=n)) for n in (-720, -210, 0, 60, 120, 345, 840)])


class Seller(Value):
    """One seller's rules and log around a day."""

    book: Rulebook
    entries: list[LogEntry]
    middle: date

    @property
    def days(self) -> list[date]:
        """Every day on which something can happen."""
        return days_around(self.middle)

    @property
    def weeks(self) -> list[date]:
        """The starts of all weeks that hold one of the days."""
        return sorted({self.book.week_start(day) for day in self.days})


def days_around(middle: date) -> list[date]:
    return [middle + timedelta(days=n) for n in range(-REACH, REACH + 1)]


def day_near(middle: date) -> SearchStrategy[date]:
    return _DISTANCE.map(lambda n: middle + timedelta(days=n))


def days_of(seller: Seller) -> SearchStrategy[date]:
    return day_near(seller.middle)


def _activity(draw: DrawFn, key: str) -> Activity:
    kind = draw(_KIND)
    outcomes = draw(_OUTCOMES) if kind is Kind.COUNT else ""
    return Activity(
        key,
        key.upper(),
        kind,
        step=10 if kind is Kind.PERCENT else None,
        archived=draw(_FROM_0_TO_7) == 7,
        outcomes=tuple(Outcome(name, name) for name in outcomes),
    )


def _campaigns(draw: DrawFn, keys: list[str], middle: date) -> list[Campaign]:
    """At most four that do not overlap, in any order of writing."""
    edges = sorted(draw(_CAMPAIGN_EDGES))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        spans.append((edges[-1], edges[-1]))
    if len(spans) > 1 and draw(_EITHER):
        spans.reverse()
    return [
        Campaign(
            f"campaign {first}",
            middle + timedelta(days=first),
            middle + timedelta(days=last),
            draw(FACTORS),
            draw(FACTORS),
            # One of two campaigns is about every other activity only.
            None if draw(_EITHER) else frozenset(keys[::2]),
        )
        for first, last in spans
    ]


@st.composite
def rulebooks(draw: DrawFn, middle: date) -> Rulebook:
    def day(distance: int) -> date:
        return middle + timedelta(days=distance)

    activities = [_activity(draw, key) for key in draw(_KEYS)]
    points = []
    caps = []
    for activity in activities:
        for outcome in (None, *(outcome.key for outcome in activity.outcomes)):
            for _ in range(draw(_ACTIVITY_RULES if outcome is None else _OUTCOME_RULES)):
                start, worth = draw(_POINTS_FROM)
                points.append(PointRule(activity.key, outcome, day(start), worth))
        for _ in range(draw(_CAPS)):
            start, cap = draw(_CAP_FROM)
            caps.append(CapRule(activity.key, day(start), cap))
    return Rulebook(
        activities=tuple(activities),
        deliverables=tuple(
            Deliverable(f"{activity.key}{step} {n}", "piece", activity.key, step)
            for activity in activities
            if activity.kind is Kind.PERCENT
            for n, step in enumerate(draw(_PIECES))
        ),
        point_rules=tuple(points),
        caps=tuple(caps),
        targets=tuple(TargetRule(day(start), worth) for start, worth in draw(_TARGETS_FROM)),
        working_weeks=tuple(WorkingWeek(day(start), weights) for start, weights in draw(_WEIGHTS_FROM)),
        mini_goals=tuple(
            MiniGoalRule(activities[place % len(activities)].key, day(start), units)
            for start, place, units in draw(_MINI_GOALS)
        ),
        winning=tuple(WinningRule(day(start), way) for start, way in draw(_WINNING)),
        reserves=tuple(ReserveRule(day(start), days) for start, days in draw(_RESERVES)),
        reserve_notes=tuple(ReserveNote(day(n), declined=True) for n in sorted(draw(_DECLINED))),
        days_off=tuple(DayOff(day(n), day(n + length), half) for n, length, half in draw(_DAYS_OFF)),
        campaigns=tuple(_campaigns(draw, [activity.key for activity in activities], middle)),
        first_weekday=draw(_FIRST_WEEKDAY),
        trial_weeks=draw(_FROM_0_TO_3),
    )


@st.composite
def log_entries(draw: DrawFn, book: Rulebook, middle: date, number: int) -> LogEntry:
    return _entry(draw, book, middle, number)


def _entry(draw: DrawFn, book: Rulebook, middle: date, number: int) -> LogEntry:
    """One entry; hours are few, so that many are made at the same time, and written in any order of days."""
    activity = book.activities[draw(_FROM_0_TO_7) % len(book.activities)]
    day = middle if draw(_EITHER) else middle + timedelta(days=draw(_DISTANCE))
    at = datetime(day.year, day.month, day.day, draw(_HOUR), tzinfo=draw(_OFFSET))
    voided = draw(_FROM_0_TO_7) == 7
    entry = LogEntry(f"uid{number}", activity.key, day, at, at, voided=voided, number=number)
    pieces = [piece.key for piece in book.deliverables if piece.activity == activity.key]
    if pieces:
        piece = pieces[draw(_FROM_0_TO_7) % len(pieces)]
        return replace(entry, deliverable=piece, percent=draw(PERCENTS))
    outcomes = [None, *(outcome.key for outcome in activity.outcomes)]
    outcome = outcomes[draw(_FROM_0_TO_7) % len(outcomes)] if len(outcomes) > 1 else None
    return replace(entry, quantity=draw(_QUANTITY), outcome=outcome)


@st.composite
def sellers(draw: DrawFn, most_entries: int = 14) -> Seller:
    middle = draw(_MIDDLE)
    book = draw(rulebooks(middle))
    count = draw(st.integers(0, most_entries)) if most_entries else 0
    return Seller(book, [_entry(draw, book, middle, number) for number in range(1, count + 1)], middle)
