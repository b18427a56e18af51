"""What every view shows, read from the scores into one frozen state each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.calendar import week_days
from scoreboard.domain.goals import DayStanding, WeekStanding, day_share, in_trial, ways_to_win
from scoreboard.domain.rules import Activity, CapRule, Kind, MiniGoalRule, PointRule, Rulebook
from scoreboard.domain.scoring import NOTHING, DayScore, ScoredEntry, by_activity, unit_points
from scoreboard.errors import StoreProblem
from scoreboard.service.campaigns import Campaigns
from scoreboard.service.journal import Journal
from scoreboard.service.loglines import log_line
from scoreboard.service.patience import Patience
from scoreboard.service.receipts import receipt
from scoreboard.service.scores import Scores
from scoreboard.service.states import (
    ActivityKey,
    ActivityLine,
    ActivityRules,
    DayMark,
    DayState,
    DeliverableState,
    Digest,
    LogLine,
    Mark,
    MiniGoal,
    OutcomeChoice,
    PastDay,
    Receipt,
    RuleNote,
    RulesState,
    TodayState,
    WeekState,
)
from scoreboard.service.streaks import Streaks

EARLIER_WEEKS = 7
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
                tuple(_marks(book, week, now.date(), covered)),
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
            activities=tuple(_lines(book, [scored])),
            mini_goals=tuple(
                MiniGoal(activity, units, done.get(activity, 0)) for activity, units in book.wanted(day)
            ),
        )

    def digest(self, day: date | None = None) -> Digest:
        """How `day` begins."""
        day = day or self._now().date()
        yesterday = day - timedelta(days=1)
        streak = banner = None
        with suppress(StoreProblem):
            streak, banner = self._streaks.now(), self._campaigns.banner(day)
        return Digest(
            day=day,
            yesterday=self._past(yesterday),
            last=self._past(self._last_busy(yesterday)),
            week=self.standing(day),
            last_week=self.standing(day - timedelta(weeks=1)),
            today=self.day(day),
            streak=streak,
            campaign=banner,
        )

    def _past(self, day: date) -> PastDay:
        standing = next(one for one in self.standing(day).days if one.day == day)
        return PastDay(standing, tuple(_lines(self._scores.book(), [self._scores.day(day)])))

    def _last_busy(self, day: date) -> date:
        """The last day up to `day`, of two weeks, that had a goal or points; else `day`."""
        days = [*self.standing(day - timedelta(weeks=1)).days, *self.standing(day).days]
        busy = [one.day for one in days if one.day <= day and (one.points or not one.off)]
        return busy[-1] if busy else day

    def standing(self, day: date | None = None) -> WeekStanding:
        """The week of `day`."""
        today = self._now().date()
        return self._scores.standing(self._scores.book().week_start(day or today), today)

    def week(self, day: date | None = None) -> WeekState:
        """The Week page for the week of `day`."""
        book, now = self._scores.book(), self._now()
        week = self.standing(day)
        days = list(self._scores.days(week.start, week.end).values())
        entries = [one for day in days for one in day.entries]
        touched = {one.entry.deliverable for one in entries}
        return WeekState(
            week=week,
            today=now.date(),
            marks=tuple(_marks(book, week, now.date(), self._covered())),
            activities=tuple(_lines(book, days)),
            deliverables=tuple(
                self._scores.deliverable(one.key, week.end) for one in book.deliverables if one.key in touched
            ),
            build_up=tuple(_build_up(entries)),
            on_course=_on_course(book, week, now.date()),
            earlier=tuple(self._earlier(week)),
            receipt=receipt(book, entries),
        )

    def rules(self) -> RulesState:
        """The Rules page."""
        book, today = self._scores.book(), self._now().date()
        with self._store.read() as records:
            notes = records.rule_notes()
        return RulesState(
            today=today,
            next_week=book.week_start(today) + timedelta(weeks=1),
            trial=in_trial(book, self._scores.first_entry(), today),
            activities=self.activities(archived=True),
            deliverables=book.deliverables,
            target=book.target(book.week_start(today)),
            coming_targets=tuple(rule for rule in book.targets if rule.start > today),
            weights=book.weights(today),
            coming_weeks=tuple(rule for rule in book.working_weeks if rule.start > today),
            first_weekday=book.first_weekday,
            trial_weeks=book.trial_weeks,
            win_by=book.win_by(today),
            reserve_days=book.reserve_days(today),
            days_off=book.days_off,
            history=tuple(RuleNote(note.number, note.written_at, note.rule) for note in notes),
        )

    def activities(self, *, archived: bool = False) -> tuple[ActivityRules, ...]:
        """The activities in the seller's order, with what is in force and to come; archived ones last."""
        book, today = self._scores.book(), self._now().date()
        with self._store.read() as records:
            counts = records.counts_by_activity()
        kept = [one for one in book.activities if archived or not one.archived]
        return tuple(
            _activity_rules(book, activity, today, counts.get(activity.key, 0))
            for activity in sorted(kept, key=lambda one: one.archived)
        )

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

    def day_receipt(self, day: date) -> Receipt:
        """Why the points of a day."""
        return receipt(self._scores.book(), self._scores.day(day).entries)

    def entry_receipt(self, uid: str) -> Receipt:
        """Why the points of an entry; nothing for a voided one."""
        scored = self._journal.find(uid).scored
        return receipt(self._scores.book(), [scored] if scored else [])

    def _log(self, book: Rulebook, scored: DayScore) -> tuple[LogLine, ...]:
        """The day's lines, newest first; those that were made before under the same rules are taken again."""
        entries = tuple(scored.entries)
        if book is not self._lines_book:
            self._logged, self._lines, self._lines_book = (), (), book
        if entries and entries[:-1] == self._logged:  # one more, as after every click
            last = entries[-1]
            self._lines = (log_line(book, last.entry, last), *self._lines)
        elif entries != self._logged:
            known = {line.uid: line for line in self._lines}
            lines = []
            for one in reversed(entries):
                line = known.get(one.entry.uid)
                lines.append(line if line and line.scored is one else log_line(book, one.entry, one))
            self._lines = tuple(lines)
        self._logged = entries
        return self._lines

    def _known_marks(
        self, book: Rulebook, week: WeekStanding, today: date, covered: tuple[date, ...]
    ) -> tuple[DayMark, ...]:
        """The marks of a week that stays as it is from click to click."""
        known, made_of = self._marks_of, (today, covered)
        if known is None or known[0] is not book or known[1] is not week or known[2] != made_of:
            self._marks = tuple(_marks(book, week, today, covered))
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

    def _covered(self) -> tuple[date, ...]:
        with suppress(StoreProblem):
            streak = self._streaks.now()
            return streak.covered if streak else ()
        return ()

    def _earlier(self, week: WeekStanding) -> Iterable[WeekStanding]:
        first = self._scores.first_entry()
        for weeks in range(EARLIER_WEEKS, 0, -1):
            start = week.start - timedelta(weeks=weeks)
            if first and start + timedelta(days=6) >= first:
                yield self.standing(start)


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


def _lines(book: Rulebook, days: Iterable[DayScore]) -> Iterable[ActivityLine]:
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


def _marks(book: Rulebook, week: WeekStanding, today: date, covered: Collection[date]) -> Iterable[DayMark]:
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


def _build_up(entries: Iterable[ScoredEntry]) -> Iterable[tuple[datetime, Fraction]]:
    total = NOTHING
    for one in entries:
        if one.points:
            total += one.points
            yield one.entry.at, total


def _on_course(book: Rulebook, week: WeekStanding, today: date) -> Fraction | None:
    """Points at the week's end if its remaining days bring what its days through today brought."""
    if not week.start <= today <= week.end or not week.target:
        return None
    past = sum((day_share(book, day) for day in week_days(week.start) if day < today), NOTHING)
    if not past:
        return None
    by_yesterday = sum((day.points for day in week.days if day.day < today), NOTHING)
    now = next(day for day in week.days if day.day == today)
    left = sum((day_share(book, day) for day in week_days(week.start) if day > today), NOTHING)
    rate = by_yesterday / past
    return by_yesterday + max(now.points, rate * day_share(book, today)) + rate * left


def _activity_rules(book: Rulebook, activity: Activity, today: date, entries: int) -> ActivityRules:
    coming: list[PointRule | CapRule | MiniGoalRule] = [
        rule
        for rules in (book.point_rules, book.caps, book.mini_goals)
        for rule in rules
        if rule.activity == activity.key and rule.start > today
    ]
    own = {rule.outcome for rule in book.point_rules if rule.activity == activity.key and rule.outcome}
    return ActivityRules(
        activity=activity,
        points=book.points(activity.key, None, today),
        outcome_points=tuple(
            (outcome.key, book.points(activity.key, outcome.key, today))
            for outcome in activity.outcomes
            if outcome.key in own
        ),
        cap=book.cap(activity.key, today),
        mini_goal=book.mini_goal(activity.key, today),
        coming=tuple(sorted(coming, key=lambda rule: rule.start)),
        entries=entries,
    )
