"""Streaks, reserve days and constancy, read from no more days than the answer needs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import islice

from scoreboard.domain.goals import WeekStanding
from scoreboard.domain.rules import ReserveNote, Rulebook
from scoreboard.domain.streaks import (
    DayVerdict,
    Verdict,
    Walk,
    constancy,
    day_verdict,
    longest_days,
    longest_weeks,
    walk_back,
    week_verdict,
    weeks_in_a_row,
)
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.states import StreakRecord, StreakState

AT_ONCE = 8
"""Weeks that are read together on the way back."""
LOOKS = 3
"""So many times eight weeks are looked at within a click that won the day: no milestone lies further back."""
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(slots=True)
class _Back:
    """The days before today that were looked at, newest first, and the start of the next week to look at."""

    days: list[DayVerdict]
    next: date
    walk: Walk | None = None


class Streaks:
    """Reads, and the seller's word about a missed day."""

    def __init__(self, store: Patience, scores: Scores, now: Callable[[], datetime]) -> None:
        self._store = store
        self._scores = scores
        self._now = now

    def now(self) -> StreakState | None:
        """The running streak: from yesterday back, and today once it is won.

        None: it is longer than eight weeks, and `look_back` has not yet come to its beginning.
        """
        today, book = self._now().date(), self._scores.book()
        walk = self._walk(today)
        if walk is None:
            return None
        won_today = next(
            one.won for one in self._scores.standing(book.week_start(today), today).days if one.day == today
        )
        used = sum((one.year, one.month) == (today.year, today.month) for one in walk.covered)
        month = book.reserve_days(today)
        missed = self._last_missed(book, today)
        return StreakState(
            days=walk.won + won_today,
            covered=walk.covered,
            reserve_days=month,
            reserve_left=max(0, month - used),
            open_day=missed,
            note=book.reserve_note(missed) if missed else None,
        )

    def look_back(self) -> bool:
        """Look at eight more weeks for the running streak; whether `now` knows it then."""
        return self._walk(self._now().date(), further=True) is not None

    def whole(self) -> StreakState:
        """The running streak, however far back it begins."""
        while (found := self.now()) is None:
            self.look_back()
        return found

    def record(self) -> StreakRecord:
        """Everything; the first time it reads all days there are."""
        today = self._now().date()
        first = self._scores.first_entry()
        now = self.whole()
        if first is None or first > today:
            return StreakRecord(now, 0, 0, 0, None)
        book = self._scores.book()
        whole = self._scores.span(("record", today), first, today, lambda: self._record(book, first, today))
        return StreakRecord(now, *whole)

    def _record(self, book: Rulebook, first: date, today: date) -> tuple[int, int, int, float | None]:
        weeks = self._scores.standings(book.week_start(first), book.week_start(today), today)
        days = [one for one in self._verdicts(book, weeks) if first <= one.day <= today]
        if days and days[-1].day == today and days[-1].verdict is not Verdict.WON:
            days.pop()  # an unfinished day breaks nothing
        verdicts = [week_verdict(week) for week in weeks]
        finished = [week for week in weeks if week.end < today and week.target and not week.trial]
        shares = [Fraction(week.points) / week.target for week in finished]
        return (
            longest_days(days, book.reserve_days),
            weeks_in_a_row(reversed(verdicts)),
            longest_weeks(verdicts),
            constancy(shares),
        )

    def days_before(self, today: date) -> int | None:
        """Won days in a row through the day before; None: more than half a year of them."""
        for _ in range(LOOKS):
            walk = self._walk(today)
            if walk is not None:
                return walk.won
            self._walk(today, further=True)
        return None

    def weeks_through(self, start: date, today: date) -> int:
        """Reached weeks in a row through the one that begins on `start`."""
        book, first = self._scores.book(), self._scores.first_entry()
        if first is None:
            return 0
        return weeks_in_a_row(week_verdict(week) for week in self._back(book.week_start(first), start, today))

    def set_note(self, day: date, *, declined: bool, reason: str = "") -> Done[ReserveNote]:
        """Say why a past day was missed, or that it stays open: then no reserve day covers it."""
        before = self._scores.book().reserve_note(checks.past_day(day, self._now().date()))
        note = ReserveNote(day, declined, checks.reason(reason))
        with self._store.write() as records:
            records.set_reserve_note(note)
        self._scores.forget()
        back = lambda: self.set_note(day, declined=before.declined, reason=before.reason)  # noqa: E731
        return Done(note, Changed.GOALS, back)

    def _walk(self, today: date, *, further: bool = False) -> Walk | None:
        """The walk back from yesterday; None while the days that were looked at do not tell its end."""
        first, book = self._scores.first_entry(), self._scores.book()
        if first is None or first >= today:
            return Walk()
        begin, yesterday = book.week_start(first), today - ONE_DAY
        back = self._scores.span(
            ("back", today), first, yesterday, lambda: _Back([], book.week_start(yesterday))
        )
        if back.walk is None and (further or not back.days):
            for week in islice(self._back(begin, back.next, today), AT_ONCE):
                days = [one for one in self._verdicts(book, [week]) if first <= one.day < today]
                back.days.extend(reversed(days))
                back.next = week.start - ONE_WEEK
            walk = walk_back(back.days, book.reserve_days)
            if walk.ended or back.next < begin:
                back.walk = walk
        return back.walk

    def _back(self, first: date, last: date, today: date) -> Iterator[WeekStanding]:
        """The weeks that begin from `first` to `last`, newest first."""
        while last >= first:
            begin = max(first, last - (AT_ONCE - 1) * ONE_WEEK)
            yield from reversed(self._scores.standings(begin, last, today))
            last = begin - ONE_WEEK

    def _verdicts(self, book: Rulebook, weeks: Iterable[WeekStanding]) -> Iterator[DayVerdict]:
        for week in weeks:
            for day in week.days:
                verdict = day_verdict(day, trial=week.trial)
                yield DayVerdict(day.day, verdict, book.reserve_note(day.day).declined)

    def _last_missed(self, book: Rulebook, today: date) -> date | None:
        """The last day before today that had a goal, if it was missed."""
        first = self._scores.first_entry()
        if first is None:
            return None
        begin = max(book.week_start(first), book.week_start(today) - ONE_WEEK)

        def look() -> date | None:
            weeks = self._scores.standings(begin, book.week_start(today), today)
            days = [one for one in self._verdicts(book, weeks) if first <= one.day < today]
            last = next((one for one in reversed(days) if one.verdict is not Verdict.SKIPPED), None)
            return last.day if last and last.verdict is Verdict.MISSED else None

        return self._scores.span(("missed", today), begin, today - ONE_DAY, look)
