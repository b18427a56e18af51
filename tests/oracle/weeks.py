"""A week against its target, seen from a day; and what a change of it is worth celebrating."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.facts import BookFact, DayFact, EntryFact, WeekFact
from tests.oracle.rulebook import (
    base_target,
    campaign_on,
    days_of_week,
    first_of_week,
    goal,
    iso_name,
    weight_left,
)
from tests.oracle.scores import scored


def is_trial(book: BookFact, entries: Sequence[EntryFact], start: date) -> bool:
    """N weeks from the week of the first entry; without an entry every week, if there are trial weeks."""
    days = [entry["day"] for entry in entries if not entry["voided"]]
    if not days:
        return book["trial_weeks"] > 0
    week = first_of_week(min(days), book["first_weekday"])
    for _ in range(book["trial_weeks"]):
        if week == start:
            return True
        week += timedelta(days=7)
    return False


def is_won(
    book: BookFact,
    day: date,
    by_points: bool,
    units: dict[tuple[date, str], int],
) -> bool:
    """Setting: by points, by all mini-goals, by either; without mini-goals points are all there is."""
    way = "points"
    begun = None
    for rule in book["winning"]:
        if rule["start"] <= day and (begun is None or rule["start"] >= begun):
            way, begun = rule["way"], rule["start"]
    goals = {}
    for activity in {rule["activity"] for rule in book["mini_goals"]}:
        own = [rule for rule in book["mini_goals"] if rule["activity"] == activity and rule["start"] <= day]
        if own:
            newest = max(rule["start"] for rule in own)
            goals[activity] = [rule["units"] for rule in own if rule["start"] == newest][-1]
    wanted = {activity: number for activity, number in goals.items() if number}
    if way == "points" or not wanted:
        return by_points
    by_goals = all(units.get((day, activity), 0) >= number for activity, number in wanted.items())
    return by_goals or (way == "either" and by_points)


def week(book: BookFact, entries: Sequence[EntryFact], start: date, today: date) -> WeekFact:
    """Every figure of the week that begins on `start`."""
    points_by_day: dict[date, Fraction] = {}
    units_by_day: dict[tuple[date, str], int] = {}
    for line in scored(book, entries):
        place = (line["day"], line["activity"])
        units_by_day[place] = units_by_day.get(place, 0) + line["shown"]
        points_by_day[line["day"]] = points_by_day.get(line["day"], Fraction(0)) + line["points"]

    days: list[DayFact] = []
    campaign = None
    for day in days_of_week(start):
        points = points_by_day.get(day, Fraction(0))
        wanted = goal(book, day)
        days.append(
            {
                "day": day,
                "points": points,
                "goal": wanted,
                "off": wanted == 0,
                "won": wanted > 0 and is_won(book, day, points >= wanted, units_by_day),
            }
        )
        running = campaign_on(book, day)
        if campaign is None and running is not None:
            campaign = running["name"]

    points = sum((day["points"] for day in days), Fraction(0))
    target = sum((day["goal"] for day in days), Fraction(0))
    trial = is_trial(book, entries, start)
    last = days[6]["day"]
    by_tonight = sum((day["goal"] for day in days if day["day"] <= today), Fraction(0))
    by_yesterday = sum((day["goal"] for day in days if day["day"] < today), Fraction(0))

    pace = None
    needed = None
    if start <= today <= last:
        if target > 0:
            pace = "behind"
            if points >= by_yesterday:
                pace = "on_pace"
            if points >= by_tonight:
                pace = "ahead"
        left = sum((weight_left(book, day["day"]) for day in days if day["day"] >= today), Fraction(0))
        if left > 0:
            needed = max(Fraction(0), target - points) / left * weight_left(book, today)

    reached: bool | None = points >= target
    if target == 0 or trial or (not reached and today <= last):
        reached = None

    return {
        "start": start,
        "name": iso_name(start),
        "days": days,
        "points": points,
        "target": target,
        "base_target": base_target(book, start),
        "expected": by_tonight,
        "pace": pace,
        "needed_per_day": needed,
        "reached": reached,
        "off": target == 0,
        "trial": trial,
        "campaign": campaign,
    }


def feats(before: WeekFact, after: WeekFact, day: date) -> set[str]:
    """A day that was not won before and is now; a week that was not reached before and is now."""
    result = set()
    for old, new in zip(before["days"], after["days"], strict=True):
        if new["day"] == day and new["won"] and not old["won"]:
            result.add("day_won")
    if after["reached"] is True and before["reached"] is not True:
        result.add("week_reached")
    return result
