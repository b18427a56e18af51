"""Starter rulebooks: read from resources/rulebooks, written into an empty store as the seller's own data."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scoreboard.domain.calendar import MONDAY_TO_FRIDAY
from scoreboard.domain.rules import Activity, CapRule, Kind, Outcome, PointRule, TargetRule, WorkingWeek
from scoreboard.errors import UnknownName
from scoreboard.resources import resource
from scoreboard.service import checks
from scoreboard.values import Value

if TYPE_CHECKING:
    from scoreboard.store.records import Records

MOST_TRIAL_WEEKS = 52


class Starter(Value):
    """A rulebook to begin with: names by language, and the activities as the file has them."""

    key: str
    icon: str
    names: Mapping[str, str]
    about: Mapping[str, str]
    activities: tuple[Mapping[str, Any], ...]


def starters() -> tuple[Starter, ...]:
    """The starters in the order in which they are offered; the first one is the default."""
    files = sorted(resource("rulebooks").glob("*.toml"))
    found = [_starter(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(found, key=lambda one: (not one.activities, one.key)))


def starter(key: str) -> Starter:
    """The starter with that key. Raises UnknownName."""
    known = starters()
    for one in known:
        if one.key == key:
            return one
    raise UnknownName("starter", key, tuple(one.key for one in known))


def _starter(content: Mapping[str, Any]) -> Starter:
    return Starter(
        content["key"], content["icon"], content["name"], content["about"], tuple(content.get("activity", ()))
    )


def write_starter(
    records: "Records",
    chosen: Starter,
    *,
    language: str,
    target: Fraction,
    trial_weeks: int,
    first_weekday: int,
    start: date,
    now: datetime,
) -> int:
    """Write the book, its activities and first rules; answers the number of activities."""
    records.set_book(
        first_weekday=first_weekday,
        trial_weeks=checks.whole("trial_weeks", trial_weeks, 0, MOST_TRIAL_WEEKS),
    )
    records.add_rule(TargetRule(start, checks.target(target)), now)
    records.add_rule(WorkingWeek(start, MONDAY_TO_FRIDAY), now)
    for content in chosen.activities:
        activity = _activity(content, language)
        records.add_activity(activity)
        records.add_rule(PointRule(activity.key, None, start, _points(content["points"])), now)
        records.add_rule(CapRule(activity.key, start, content.get("cap")), now)
        for outcome in content.get("outcome", ()):
            if "points" in outcome:
                worth = _points(outcome["points"])
                records.add_rule(PointRule(activity.key, outcome["key"], start, worth), now)
    return len(chosen.activities)


def _points(value: str) -> Fraction:
    return checks.points(Fraction(value))


def _activity(content: Mapping[str, Any], language: str) -> Activity:
    kind = Kind(content["kind"])
    return Activity(
        key=content["key"],
        name=content["name"][language],
        kind=kind,
        icon=content["icon"],
        color=content["color"],
        stage=content["stage"][language],
        step=content.get("step", 10) if kind is Kind.PERCENT else None,
        records_amount=content.get("records_amount", False),
        outcomes=tuple(Outcome(one["key"], one["name"][language]) for one in content.get("outcome", ())),
    )
