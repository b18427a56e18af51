"""Streaks, reserve days and constancy, every walk walked anew from every day."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.facts import BookFact, DayFact, EntryFact, StreakFact, WeekFact
from tests.oracle.rulebook import first_of_week
from tests.oracle.weeks import week

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


def reserve_days(book: BookFact, day: date) -> int:
    """Of the month of `day`: the newest rule that starts by the month's last day; two without one."""
    last = day
    while (last + ONE_DAY).month == day.month:
        last += ONE_DAY
    days, start = 2, None
    for rule in book["reserves"]:
        if rule["start"] <= last and (start is None or rule["start"] >= start):
            days, start = rule["days"], rule["start"]
    return days


def _walk(
    book: BookFact, days: dict[date, tuple[DayFact, bool]], day: date, first: date
) -> tuple[int, list[date]]:
    """Won days from `day` back, and the missed ones that a reserve day was used for."""
    won = 0
    covered: list[date] = []
    while day >= first:
        fact, trial = days[day]
        if fact["won"]:
            won += 1
        elif fact["goal"] > 0 and not trial:
            used = [other for other in covered if (other.year, other.month) == (day.year, day.month)]
            if day in book["declined"] or len(used) >= reserve_days(book, day):
                break
            covered.append(day)
        day -= ONE_DAY
    return won, covered


def _weeks_in_a_row(weeks: list[WeekFact]) -> int:
    """From the last one back: reached ones, until one was missed; those that are neither are passed over."""
    row = 0
    for one in reversed(weeks):
        if one["reached"] is False:
            break
        if one["reached"] is True:
            row += 1
    return row


def streaks(book: BookFact, entries: Sequence[EntryFact], today: date) -> StreakFact:
    """Everything about streaks, seen from `today`."""
    logged = [entry["day"] for entry in entries if not entry["voided"]]
    if not logged or min(logged) > today:
        left = reserve_days(book, today)
        return {
            "days": 0, "best_days": 0, "weeks": 0, "best_weeks": 0, "covered": [], "reserve_left": left,
            "constancy": None,
        }  # fmt: skip
    first = min(logged)
    weeks: list[WeekFact] = []
    start = first_of_week(first, book["first_weekday"])
    while start <= today:
        weeks.append(week(book, entries, start, today))
        start += ONE_WEEK
    days = {day["day"]: (day, one["trial"]) for one in weeks for day in one["days"]}
    today_won = days[today][0]["won"]

    won, covered = _walk(book, days, today - ONE_DAY, first)
    best = 0
    day = first
    while day < today or (day == today and today_won):
        best = max(best, _walk(book, days, day, first)[0])
        day += ONE_DAY
    used = [other for other in covered if (other.year, other.month) == (today.year, today.month)]

    steady: float | None = None
    for one in weeks:
        if one["days"][6]["day"] >= today or one["target"] == 0 or one["trial"]:
            continue
        share = float(min(Fraction(1), one["points"] / one["target"]))
        keep = 0.5**0.125
        steady = share if steady is None else steady * keep + share * (1 - keep)

    return {
        "days": won + (1 if today_won else 0),
        "best_days": best,
        "weeks": _weeks_in_a_row(weeks),
        "best_weeks": max(_weeks_in_a_row(weeks[: n + 1]) for n in range(len(weeks))),
        "covered": covered,
        "reserve_left": max(0, reserve_days(book, today) - len(used)),
        "constancy": None if steady is None else steady * 100,
    }
