"""What every view shows, read from the scores into one frozen state each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.goals import DayStanding, WeekStanding, ways_to_win
from scoreboard.domain.rules import Activity, Kind, Rulebook
from scoreboard.domain.scoring import DayScore, ScoredEntry, by_activity, unit_points
from scoreboard.errors import StoreProblem
from scoreboard.service.campaigns import Campaigns
from scoreboard.service.journal import Journal
from scoreboard.service.loglines import log_line
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.states import (
    ActivityKey,
    ActivityLine,
    DayMark,
    DayState,
    DeliverableState,
    Digest,
    LogLine,
    Mark,
    MiniGoal,
    OutcomeChoice,
    PastDay,
    TodayState,
)
from scoreboard.service.streaks import Streaks

USED_LATELY = timedelta(days=14)


class Screens:
    """Reads only. A `day` left out is the present one."""

    def __init__(
        self,
        store: Patience,
        scores: Scores,
        journal: Journal,
        campaigns: Campaigns,
        streaks: Streaks,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._scores = scores
        self._journal = journal
        self._campaigns = campaigns
        self._streaks = streaks
        self._now = now
        self._logged: tuple[ScoredEntry, ...] = ()
        self._lines: tuple[LogLine, ...] = ()
        self._lines_book: Rulebook | None = None
        self._marks: tuple[DayMark, ...] = ()
        self._marks_of: tuple[Rulebook, WeekStanding, object] | None = None
        self._keys: dict[str, ActivityKey] = {}
        self._keys_of: tuple[Rulebook, date] | None = None

    def today(self, day: date | None = None) -> TodayState:
        """The Today page for `day`."""
        with self._scores.one_look():
            return self._today(day)

    def _today(self, day: date | None) -> TodayState:
        now = self._now()
        day = day or now.date()
        book = self._scores.book()
        scored = self._scores.day(day)
        week = self.standing(day)
        last_week = self.standing(day - timedelta(weeks=1))
        streak = banner = None
        with suppress(StoreProblem):  # the day itself is remembered, and is shown all the same
            streak, banner = self._streaks.now(), self._campaigns.banner(day)
        covered = streak.covered if streak else ()
        return TodayState(
            now=now,
            live=day == now.date(),
            day=self.day(day),
            week=week,
            keys=tuple(self._known_keys(book, scored)),
            deliverables=self.deliverables(day),
            log=self._log(book, scored),
            marks=(
                self._known_marks(book, last_week, now.date(), covered),
                tuple(marks_of(book, week, now.date(), covered)),
            ),
            names={activity.key: activity for activity in book.activities},
            streak=streak,
            campaign=banner,
        )

    def day(self, day: date | None = None) -> DayState:
        """One day's standing, what wins it, and what it brought."""
        day = day or self._now().date()
        book, scored = self._scores.book(), self._scores.day(day)
        standing = next(one for one in self.standing(day).days if one.day == day)
        done = {key: total.quantity for key, total in scored.totals.items()}
        return DayState(
            standing=standing,
            ways=ways_to_win(book, standing, done),
            activities=tuple(activity_lines(book, [scored])),
            mini_goals=tuple(
                MiniGoal(activity, units, done.get(activity, 0)) for activity, units in book.wanted(day)
            ),
        )

    def digest(self, day: date | None = None) -> Digest:
        """How `day` begins, or for a past one, how it stood at the end of it."""
        today = self._now().date()
        day = day or today
        yesterday = day - timedelta(days=1)
        streak = banner = None
        with suppress(StoreProblem):
            streak = self._streaks.now() if day == today else None
            banner = self._campaigns.banner(day, min(day, today))
        return Digest(
            day=day,
            yesterday=self._past(yesterday),
            last=self._past(self._last_busy(yesterday)),
            week=self._scores.standing_then(day) if day < today else self.standing(day),
            last_week=self.standing(day - timedelta(weeks=1)),
            today=self.day(day),
            streak=streak,
            campaign=banner,
        )

    def _past(self, day: date) -> PastDay:
        standing = next(one for one in self.standing(day).days if one.day == day)
        return PastDay(standing, tuple(activity_lines(self._scores.book(), [self._scores.day(day)])))

    def _last_busy(self, day: date) -> date:
        """The last day up to `day`, of two weeks, that had a goal or points; else `day`."""
        days = [*self.standing(day - timedelta(weeks=1)).days, *self.standing(day).days]
        busy = [one.day for one in days if one.day <= day and (one.points or not one.off)]
        return busy[-1] if busy else day

    def standing(self, day: date | None = None) -> WeekStanding:
        """The week of `day`."""
        today = self._now().date()
        return self._scores.standing(self._scores.book().week_start(day or today), today)

    def deliverables(
        self, day: date | None = None, *, archived: bool = False
    ) -> tuple[DeliverableState, ...]:
        """The running deliverables (all, with `archived`) as they stood at the end of `day`."""
        day = day or self._now().date()
        known = self._scores.book().deliverables
        return tuple(self._scores.deliverable(one.key, day) for one in known if archived or not one.archived)

    def most_used(self, most: int) -> tuple[str, ...]:
        """The counted activities that were logged most of late; of few that were, also the first in order."""
        book, today = self._scores.book(), self._now().date()
        units: Counter[str] = Counter()
        for day in self._scores.days(today - USED_LATELY, today).values():
            units.update({key: total.quantity for key, total in day.totals.items()})
        counted = [one.key for one in book.in_use() if one.kind is Kind.COUNT]
        return tuple(sorted(counted, key=lambda key: -units[key])[:most])

    def _log(self, book: Rulebook, scored: DayScore) -> tuple[LogLine, ...]:
        """The day's lines, newest first; those that were made before under the same rules are taken again."""
        entries = tuple(scored.entries)
        if book is not self._lines_book:
            self._logged, self._lines, self._lines_book = (), (), book
        if entries and entries[:-1] == self._logged:  # one more, as after every click
            last = entries[-1]
            self._lines = (log_line(book, last.entry, last, self._store.path), *self._lines)
        elif entries != self._logged:
            known = {line.uid: line for line in self._lines}
            lines = []
            for one in reversed(entries):
                line = known.get(one.entry.uid)
                if line is None or line.scored is not one:
                    line = log_line(book, one.entry, one, self._store.path)
                lines.append(line)
            self._lines = tuple(lines)
        self._logged = entries
        return self._lines

    def _known_marks(
        self, book: Rulebook, week: WeekStanding, today: date, covered: tuple[date, ...]
    ) -> tuple[DayMark, ...]:
        """The marks of a week that stays as it is from click to click."""
        known, made_of = self._marks_of, (today, covered)
        if known is None or known[0] is not book or known[1] is not week or known[2] != made_of:
            self._marks = tuple(marks_of(book, week, today, covered))
            self._marks_of = book, week, made_of
        return self._marks

    def _known_keys(self, book: Rulebook, scored: DayScore) -> Iterable[ActivityKey]:
        """The keys, of which a click changes one."""
        if self._keys_of is None or self._keys_of[0] is not book or self._keys_of[1] != scored.day:
            self._keys, self._keys_of = {}, (book, scored.day)
        for activity in book.in_use():
            if activity.kind is Kind.PERCENT:
                continue
            total = scored.totals.get(activity.key)
            units = total.quantity if total else 0
            key = self._keys.get(activity.key)
            if key is None or key.done != units:
                key = self._keys[activity.key] = _key(book, activity, scored.day, units)
            yield key


def _key(book: Rulebook, activity: Activity, day: date, units: int) -> ActivityKey:
    usual = activity.outcomes[0].key if activity.outcomes else None
    cap = book.cap(activity.key, day)
    return ActivityKey(
        key=activity.key,
        name=activity.name,
        icon=activity.icon,
        color=activity.color,
        points=unit_points(book, activity, usual, day),
        factor=book.points_factor(activity.key, day),
        done=units,
        room=None if cap is None else max(0, cap - units),
        wanted=book.mini_goal(activity.key, day),
        records_amount=activity.records_amount,
        outcomes=tuple(
            OutcomeChoice(one.key, one.name, unit_points(book, activity, one.key, day))
            for one in activity.outcomes
        ),
    )


def activity_lines(book: Rulebook, days: Iterable[DayScore]) -> Iterable[ActivityLine]:
    """What each activity brought in the days, most points first."""
    for total in by_activity(days):
        activity = book.activity(total.activity)
        if activity:
            yield ActivityLine(
                activity.key,
                activity.name,
                activity.icon,
                activity.color,
                activity.kind,
                total.quantity,
                total.points,
            )


def marks_of(book: Rulebook, week: WeekStanding, today: date, covered: Collection[date]) -> Iterable[DayMark]:
    """The week's working days and days with points; `covered` are those that a reserve day keeps."""
    for day in week.days:
        if not day.off or day.points or book.weight(day.day):
            share = float(min(Fraction(1), day.points / day.goal)) if day.goal else 0.0
            mark = Mark.RESERVE if day.day in covered else _mark(day, today)
            yield DayMark(day, mark, share)


def _mark(day: DayStanding, today: date) -> Mark:
    if day.won:
        return Mark.WON
    if day.off:
        return Mark.OFF
    if day.day == today:
        return Mark.TODAY
    return Mark.OPEN if day.day < today else Mark.TO_COME
