"""Streaks of won days and reached weeks, the reserve days that keep them, and constancy."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from scoreboard.domain.calendar import month_end
from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.values import Value

MEMORY = 0.5 ** (1 / 8)
"""What a week keeps of the constancy before it: a week counts half after eight more."""


class Verdict(StrEnum):
    """What a day or week is to a streak."""

    WON = "won"
    MISSED = "missed"
    SKIPPED = "skipped"


class DayVerdict(Value):
    """What a day is to the streak. `declined`: missed, and no reserve day is to cover it."""

    day: date
    verdict: Verdict
    declined: bool = False


class Walk(Value):
    """A streak of days: how many were won, and the missed days that reserve days covered, newest first.

    `ended`: a missed day ended it; else it may go on before the days that were walked over.
    """

    won: int = 0
    covered: tuple[date, ...] = ()
    ended: bool = False


Reserves = Callable[[date], int]
"""How many reserve days the month of a day has."""


def day_verdict(standing: DayStanding, *, trial: bool) -> Verdict:
    """A day without a goal is skipped, and so is one of the trial that was not won."""
    if standing.won:
        return Verdict.WON
    return Verdict.SKIPPED if standing.off or trial else Verdict.MISSED


def week_verdict(standing: WeekStanding) -> Verdict:
    """A week that is off, in trial, or not over and not yet reached is skipped."""
    if standing.reached is None:
        return Verdict.SKIPPED
    return Verdict.WON if standing.reached else Verdict.MISSED


def walk_back(days: Iterable[DayVerdict], reserves: Reserves) -> Walk:
    """Walk over `days`, newest first, until a missed one finds no reserve day left in its month."""
    won, covered, ended = 0, [], False
    used: Counter[date] = Counter()
    for one in days:
        if one.verdict is Verdict.WON:
            won += 1
        elif one.verdict is Verdict.MISSED:
            month = month_end(one.day)
            if one.declined or used[month] >= reserves(one.day):
                ended = True
                break
            used[month] += 1
            covered.append(one.day)
    return Walk(won, tuple(covered), ended)


def longest_days(days: Sequence[DayVerdict], reserves: Reserves) -> int:
    """The longest streak that any walk back over `days` (oldest first) gives.

    A walk from a day ends at the newest day at which its month, or the seller, allows no reserve day; from a
    later day it ends there or later. So one pass with both ends moving forward finds them all.
    """
    best = won = begin = 0
    used: Counter[date] = Counter()
    for one in days:
        if one.verdict is Verdict.WON:
            won += 1
            best = max(best, won)
        elif one.verdict is Verdict.MISSED:
            month = month_end(one.day)
            used[month] += 1
            while used[month] and (one.declined or used[month] > reserves(one.day)):
                left = days[begin]
                won -= left.verdict is Verdict.WON
                used[month_end(left.day)] -= left.verdict is Verdict.MISSED
                begin += 1
    return best


def weeks_in_a_row(weeks: Iterable[Verdict]) -> int:
    """Reached weeks from the newest back to the first missed one; skipped ones neither count nor end it."""
    won = 0
    for verdict in weeks:
        if verdict is Verdict.MISSED:
            break
        won += verdict is Verdict.WON
    return won


def longest_weeks(weeks: Iterable[Verdict]) -> int:
    """The longest such row there ever was; `weeks` come oldest first."""
    best = won = 0
    for verdict in weeks:
        if verdict is Verdict.MISSED:
            won = 0
        won += verdict is Verdict.WON
        best = max(best, won)
    return best


def constancy(shares: Iterable[Fraction]) -> float | None:
    """0..100 from the shares points / target of finished weeks, oldest first; None without one.

    s = s*m + min(1, share)*(1-m), beginning with the first week's share.
    """
    steadiness: float | None = None
    for share in shares:
        reached = float(min(Fraction(1), share))
        steadiness = reached if steadiness is None else steadiness * MEMORY + reached * (1 - MEMORY)
    return None if steadiness is None else steadiness * 100
