"""What the pages for the week and the rules show, and the receipts behind their figures.

Imported when one of them is asked for.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.calendar import DayOff, week_days
from scoreboard.domain.goals import WeekStanding, day_share, in_trial
from scoreboard.domain.rules import (
    Activity,
    AnyRule,
    CapRule,
    Deliverable,
    MiniGoalRule,
    PointRule,
    Rulebook,
    TargetRule,
    WinBy,
    WorkingWeek,
)
from scoreboard.domain.scoring import NOTHING, ScoredEntry
from scoreboard.errors import StoreProblem
from scoreboard.service.patience import Patience
from scoreboard.service.receipts import Receipt, receipt
from scoreboard.service.scores import Scores
from scoreboard.service.screens import Screens, activity_lines, marks_of
from scoreboard.service.states import ActivityLine, DayMark, DeliverableState
from scoreboard.service.streaks import Streaks
from scoreboard.values import Value

EARLIER_WEEKS = 7


class WeekState(Value):
    """The Week page: the week's standing, its activities, its deliverables, and the weeks before it."""

    week: WeekStanding
    today: date
    marks: tuple[DayMark, ...]
    activities: tuple[ActivityLine, ...]
    deliverables: tuple[DeliverableState, ...]
    build_up: tuple[tuple[datetime, Fraction], ...]
    """Every scoring moment of the week with the points reached by then."""
    on_course: Fraction | None
    """Points at the week's end at the present rate; None before a whole working day has passed."""
    earlier: tuple[WeekStanding, ...]
    """The seven weeks before, oldest first, none from before the first entry."""
    receipt: Receipt


class RuleNote(Value):
    """One line of the rulebook's own history: a rule, when it was written, and the number it has."""

    number: int
    written_at: datetime
    rule: AnyRule


class ActivityRules(Value):
    """An activity on the Rules page: worth today, and what is already decided for later."""

    activity: Activity
    points: Fraction
    outcome_points: tuple[tuple[str, Fraction], ...]
    """Outcome keys with points of their own in force."""
    cap: int | None
    mini_goal: int | None
    coming: tuple[PointRule | CapRule | MiniGoalRule, ...]
    entries: int


class RulesState(Value):
    """The Rules page: all activities (archived last), target, working week, trial, the written history."""

    today: date
    trial: bool
    activities: tuple[ActivityRules, ...]
    deliverables: tuple[Deliverable, ...]
    target: Fraction
    coming_targets: tuple[TargetRule, ...]
    weights: tuple[Fraction, ...]
    coming_weeks: tuple[WorkingWeek, ...]
    first_weekday: int
    trial_weeks: int
    win_by: WinBy
    reserve_days: int
    days_off: tuple[DayOff, ...]
    history: tuple[RuleNote, ...]
    """Newest first."""


class Overviews:
    """Reads only. A `day` left out is the present one."""

    def __init__(
        self,
        store: Patience,
        scores: Scores,
        screens: Screens,
        streaks: Streaks,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._scores = scores
        self._screens = screens
        self._streaks = streaks
        self._now = now

    def week(self, day: date | None = None) -> WeekState:
        """The Week page for the week of `day`."""
        book, now = self._scores.book(), self._now()
        week = self._screens.standing(day)
        days = list(self._scores.days(week.start, week.end).values())
        entries = [one for day in days for one in day.entries]
        touched = {one.entry.deliverable for one in entries}
        return WeekState(
            week=week,
            today=now.date(),
            marks=tuple(marks_of(book, week, now.date(), self._covered())),
            activities=tuple(activity_lines(book, days)),
            deliverables=tuple(
                self._scores.deliverable(one.key, week.end) for one in book.deliverables if one.key in touched
            ),
            build_up=tuple(_build_up(entries)),
            on_course=_on_course(book, week, now.date()),
            earlier=tuple(self._earlier(week)),
            receipt=receipt(book, entries, self._store.path),
        )

    def rules(self) -> RulesState:
        """The Rules page."""
        book, today = self._scores.book(), self._now().date()
        with self._store.read() as records:
            notes = records.rule_notes()
        return RulesState(
            today=today,
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

    def day_receipt(self, day: date) -> Receipt:
        """Why the points of a day."""
        return receipt(self._scores.book(), self._scores.day(day).entries, self._store.path)

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
                yield self._screens.standing(start)


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
