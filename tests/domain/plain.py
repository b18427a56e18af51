"""Domain objects as the oracle's plain dicts, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from scoreboard.domain.calendar import iso_week
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.goals import WeekStanding, in_trial, standing, week_plan
from scoreboard.domain.rules import Rulebook
from scoreboard.domain.scoring import score
from tests.oracle import BookFact, EntryFact, WeekFact


def book_fact(book: Rulebook) -> BookFact:
    return {
        "activities": [
            {
                "key": activity.key,
                "kind": activity.kind.value,
                "archived": activity.archived,
                "outcomes": [outcome.key for outcome in activity.outcomes],
            }
            for activity in book.activities
        ],
        "deliverables": [
            {"key": piece.key, "activity": piece.activity, "step": piece.step} for piece in book.deliverables
        ],
        "points": [
            {"activity": rule.activity, "outcome": rule.outcome, "start": rule.start, "points": rule.points}
            for rule in book.point_rules
        ],
        "caps": [{"activity": rule.activity, "start": rule.start, "cap": rule.cap} for rule in book.caps],
        "targets": [{"start": rule.start, "points": rule.points} for rule in book.targets],
        "working": [{"start": rule.start, "weights": list(rule.weights)} for rule in book.working_weeks],
        "days_off": [{"first": off.first, "last": off.last, "half": off.half} for off in book.days_off],
        "campaigns": [
            {
                "name": campaign.name,
                "first": campaign.first,
                "last": campaign.last,
                "points_factor": campaign.points_factor,
                "target_factor": campaign.target_factor,
                "activities": None if campaign.activities is None else sorted(campaign.activities),
            }
            for campaign in book.campaigns
        ],
        "mini_goals": [
            {"activity": rule.activity, "start": rule.start, "units": rule.units} for rule in book.mini_goals
        ],
        "winning": [{"start": rule.start, "way": rule.win_by.value} for rule in book.winning],
        "reserves": [{"start": rule.start, "days": rule.days} for rule in book.reserves],
        "declined": [note.day for note in book.reserve_notes if note.declined],
        "first_weekday": book.first_weekday,
        "trial_weeks": book.trial_weeks,
    }


def entry_facts(entries: Iterable[LogEntry]) -> list[EntryFact]:
    return [
        {
            "uid": entry.uid,
            "number": entry.number,
            "activity": entry.activity,
            "outcome": entry.outcome,
            "day": entry.day,
            "at": entry.at,
            "quantity": entry.quantity,
            "deliverable": entry.deliverable,
            "percent": entry.percent,
            "voided": entry.voided,
        }
        for entry in entries
    ]


def week_fact(standing: WeekStanding) -> WeekFact:
    return {
        "start": standing.start,
        "name": iso_week(standing.start),
        "days": [
            {"day": day.day, "points": day.points, "goal": day.goal, "off": day.off, "won": day.won}
            for day in standing.days
        ],
        "points": standing.points,
        "target": standing.target,
        "base_target": standing.base_target,
        "expected": standing.expected,
        "pace": None if standing.pace is None else standing.pace.value,
        "needed_per_day": standing.needed_per_day,
        "reached": standing.reached,
        "off": standing.off,
        "trial": standing.trial,
        "campaign": None if standing.campaign is None else standing.campaign.name,
    }


def standing_of(book: Rulebook, entries: Sequence[LogEntry], start: date, today: date) -> WeekStanding:
    """The week's standing as the program finds it from facts and rules."""
    days = score(book, entries)
    points = {day: scored.points for day, scored in days.items()}
    done = {day: scored.total.done for day, scored in days.items()}
    first = min((entry.day for entry in entries if not entry.voided), default=None)
    return week_standing(book, start, points, today, first, done)


def week_standing(
    book: Rulebook,
    start: date,
    points: Mapping[date, Fraction],
    today: date,
    first: date | None,
    done: Mapping[date, Mapping[str, int]] | None = None,
) -> WeekStanding:
    """That of the week that begins on `start`; `points` and `done` are those of its days."""
    trial = in_trial(book, first, start)
    return standing(week_plan(book, start), points, today, trial=trial, done=done or {})
