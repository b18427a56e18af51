"""Changing the rules: every change is dated, acts forward only, and can say beforehand what it will do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from scoreboard.domain import naming
from scoreboard.domain.calendar import WEEK_STARTS, week_days
from scoreboard.domain.goals import in_trial
from scoreboard.domain.rules import (
    Activity,
    AnyRule,
    CapRule,
    Deliverable,
    Kind,
    MiniGoalRule,
    Outcome,
    PointRule,
    ReserveRule,
    TargetRule,
    WinBy,
    WinningRule,
    WorkingWeek,
)
from scoreboard.errors import BadChoice, InUse, NameTaken, ReasonNeeded, TooEarly, UnknownName, WrongKind
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.values import Value, field, replace, stepped

if TYPE_CHECKING:
    from scoreboard.store.records import Records
    from scoreboard.store.snapshot import RuleNoteRow

T = TypeVar("T")
OneRule = TypeVar("OneRule", TargetRule, WorkingWeek, WinningRule, ReserveRule)

DEFAULT_STEP = 10
NEW_ICON = {Kind.COUNT: "circle-check", Kind.PERCENT: "newspaper"}
NEW_COLOR = "petrol"


class ActivityChange(Value):
    """What to change in an activity; None keeps what is there.

    Points, caps and mini-goals are dated: `start` (default: the earliest day allowed) says from when,
    `correct` puts the past right from `start` on and needs a `reason`. The rest holds at once. 0 takes a cap
    or mini-goal away. An outcome that an entry has cannot be removed: InUse.
    """

    name: str | None = None
    icon: str | None = None
    color: str | None = None
    stage: str | None = None
    mini_goal: int | None = None
    records_amount: bool | None = None
    step: int | None = None
    archived: bool | None = None
    points: Fraction | None = None
    outcome_points: Mapping[str, Fraction] = field(default_factory=dict)
    outcome_names: Mapping[str, str] = field(default_factory=dict)
    new_outcomes: Sequence[tuple[str, Fraction | None]] = ()
    removed_outcomes: Sequence[str] = ()
    cap: int | None = None
    start: date | None = None
    correct: bool = False
    reason: str = ""


class RuleEffect(Value):
    """What a dated change does: `old` becomes `new` on `start`, which is `first_allowed` at the earliest.

    `what` is "points", "outcome", "cap", "mini_goal", "target" or "working_week"; `name` the activity or
    outcome meant.
    For a working week `old` and `new` are the sums of its weights.
    """

    what: str
    name: str
    old: Fraction | None
    new: Fraction | None
    start: date
    first_allowed: date


class Rules:
    """The seller's rulebook. Every write is one transaction."""

    def __init__(self, store: Patience, scores: Scores, now: Callable[[], datetime]) -> None:
        self._store = store
        self._scores = scores
        self._now = now

    def find_activity(self, name: str, *, archived: bool = False) -> Activity:
        """The activity in use (or any, with `archived`) that `name` means."""
        book = self._scores.book()
        return naming.find("activity", name, book.activities if archived else book.in_use())

    def find_outcome(self, activity: Activity, name: str) -> Outcome:
        """The outcome of `activity` that `name` means."""
        return naming.find("outcome", name, activity.outcomes)

    def find_deliverable(self, name: str, *, archived: bool = False) -> Deliverable:
        """The running deliverable (or any, with `archived`) that `name` means."""
        known = self._scores.book().deliverables
        return naming.find("deliverable", name, [one for one in known if archived or not one.archived])

    def add_activity(
        self,
        name: str,
        *,
        key: str | None = None,
        kind: Kind = Kind.COUNT,
        points: Fraction = Fraction(1),
        step: int | None = None,
        outcomes: Sequence[tuple[str, Fraction | None]] = (),
        stage: str = "",
        color: str | None = None,
        icon: str | None = None,
        cap: int | None = None,
        mini_goal: int | None = None,
        records_amount: bool = False,
    ) -> Done[Activity]:
        """Add an activity; its first rules hold from today and, being the earliest, for all days before."""
        book = self._scores.book()
        name = _free_name(book.activities, "activity", checks.name(name))
        taken = {activity.key for activity in book.activities}
        if key is not None and checks.key(key) in taken:
            raise NameTaken("activity", key)
        if kind is Kind.COUNT and step is not None:
            raise WrongKind(name, percent=False)
        if kind is Kind.PERCENT and (outcomes or cap):
            raise WrongKind(name, percent=True)
        named = _new_outcomes((), outcomes)
        activity = Activity(
            key=key or naming.new_key(name, taken),
            name=name,
            kind=kind,
            icon=icon or NEW_ICON[kind],
            color=color or NEW_COLOR,
            stage=checks.text("stage", stage, 40),
            step=(checks.step(step) if step is not None else DEFAULT_STEP) if kind is Kind.PERCENT else None,
            records_amount=records_amount,
            outcomes=tuple(outcome for outcome, _ in named),
        )
        today = self._today()
        rules: list[AnyRule] = [PointRule(activity.key, None, today, checks.points(points))]
        rules += [PointRule(activity.key, one.key, today, worth) for one, worth in named if worth is not None]
        rules.append(CapRule(activity.key, today, checks.cap(cap) if cap is not None else None))
        if mini_goal:
            rules.append(MiniGoalRule(activity.key, today, checks.mini_goal(mini_goal)))
        return self._create(activity, rules)

    def set_activity(self, key: str, change: ActivityChange) -> Done[Activity]:
        """Change an activity: its dated rules and everything else in one transaction."""
        with self._scores.writing() as records:
            old = self._activity(key)
            new, added = self._changed(old, change)
            rules = self._dated(new, change)
            today = self._today()
            rules += [PointRule(key, one.key, today, worth) for one, worth in added if worth is not None]
            gone = self._rules_of(records, old, change.removed_outcomes)
            gone = list(dict.fromkeys([*gone, *self._given_up(new, change)]))
            records.replace_activity(new)
            records.withdraw_rules(gone, self._now())
            numbers = self._add_rules(records, rules)
        return self._done(new, lambda: self._step(new, old, numbers, gone))

    def preview(self, key: str, change: ActivityChange) -> tuple[RuleEffect, ...]:
        """What the dated part of `change` will do and from when; raises as `set_activity` would."""
        new, _ = self._changed(self._activity(key), change)
        return tuple(self._effects(new, change))

    def order(self, keys: Sequence[str]) -> Done[None]:
        """Put the activities into the order of `keys`; those not named follow in their old order."""
        with self._scores.writing() as records:
            before = [activity.key for activity in self._scores.book().activities]
            for key in keys:
                self._activity(key)
            records.order_activities([*dict.fromkeys(keys), *(key for key in before if key not in keys)])
        return self._done(None, lambda: self.order(before))

    def set_target(
        self, points: Fraction, *, start: date | None = None, correct: bool = False, reason: str = ""
    ) -> Done[TargetRule]:
        """Aim at `points` per full working week from `start` on (default: the earliest day allowed)."""
        effect = self.preview_target(points, start=start, correct=correct)
        rule = TargetRule(effect.start, checks.target(points), self._reason(reason, correct=correct), correct)
        stays = effect.old == effect.new and start is None and not correct
        return self._write(rule, self._coming(lambda one: isinstance(one, TargetRule)) if stays else [])

    def preview_target(
        self, points: Fraction, *, start: date | None = None, correct: bool = False
    ) -> RuleEffect:
        """What a target of `points` would change and from when."""
        book, new = self._scores.book(), checks.target(points)
        on = start or self._today()
        old = book.target(book.week_start(on))
        begin, first = self._start(start, lowers=new < old, correct=correct)
        return RuleEffect("target", "", old, new, begin, first)

    def set_working_week(
        self,
        weights: Mapping[int, Fraction],
        *,
        start: date | None = None,
        correct: bool = False,
        reason: str = "",
    ) -> Done[WorkingWeek]:
        """Give weekdays (0 = Monday) working weights from `start` on; weekdays not named keep theirs."""
        effect = self.preview_working_week(weights, start=start, correct=correct)
        whole = self._weights(weights, effect.start)
        rule = WorkingWeek(effect.start, whole, self._reason(reason, correct=correct), correct)
        return self._write(rule)

    def preview_working_week(
        self, weights: Mapping[int, Fraction], *, start: date | None = None, correct: bool = False
    ) -> RuleEffect:
        """When the weights would begin to count; `old` and `new` are the sums of the week's weights.

        They share a week's target out among all of its days. So that no day that is over gets another goal,
        and a won one is lost, they begin with a week, like a change that lowers.
        """
        book, today = self._scores.book(), self._today()
        midway = book.week_start(today) < (start or today) <= week_days(book.week_start(today))[-1]
        begin, first = self._start(start, lowers=midway, correct=correct)
        new = sum(self._weights(checks.weights(weights), begin), Fraction(0))
        old = sum(self._weights({}, begin), Fraction(0))
        return RuleEffect("working_week", "", old, new, begin, first)

    def set_win_by(self, win_by: WinBy) -> Done[WinningRule]:
        """From today on, win days in this way; the days before stay as they are."""
        return self._write(WinningRule(self._today(), win_by))

    def set_reserve_days(self, days: int) -> Done[ReserveRule]:
        """From this month on, a month has so many reserve days."""
        return self._write(ReserveRule(self._today(), checks.reserve_days(days)))

    def set_week_start(self, weekday: int) -> Done[int]:
        """Let every week begin on `weekday` (0 = Monday), also past ones.

        Entries and days keep their points; which weeks there are, and which were reached, may change.
        """
        if weekday not in WEEK_STARTS:
            raise BadChoice("week_start", str(weekday), tuple(map(str, WEEK_STARTS)))
        book = self._scores.book()
        with self._store.write() as records:
            records.set_book(first_weekday=weekday, trial_weeks=book.trial_weeks)
        return self._done(weekday, lambda: self.set_week_start(book.first_weekday))

    def withdraw(self, number: int) -> Done[None]:
        """Take back a rule that has not begun yet, by its number in the rulebook's history."""
        with self._store.read() as records:
            notes = records.rule_notes()
        found = next((note for note in notes if note.number == number), None)
        if found is None:
            raise UnknownName("rule", str(number))
        if found.rule.start <= self._today():
            raise TooEarly(found.rule.start, self._today() + timedelta(days=1))
        return self._withdraw([number, *_followers(notes, found)])

    def add_deliverable(self, name: str, activity: str) -> Done[Deliverable]:
        """Begin a piece of work of the percent activity with that key, at 0 percent."""
        book, owner = self._scores.book(), self._activity(activity)
        if owner.kind is Kind.COUNT:
            raise WrongKind(owner.name, percent=False)
        name = _free_name(book.deliverables, "deliverable", checks.name(name))
        taken = {one.key for one in book.deliverables}
        created = Deliverable(naming.new_key(name, taken), name, owner.key, owner.step or DEFAULT_STEP)

        return self._create_deliverable(created)

    def set_deliverable(
        self, key: str, *, name: str | None = None, archived: bool | None = None
    ) -> Done[Deliverable]:
        """Rename a deliverable, put it away, or bring it back."""

        def changed(old: Deliverable) -> Deliverable:
            new = old if name is None else replace(old, name=checks.name(name))
            return new if archived is None else replace(new, archived=archived)

        return self._replace_deliverable(key, changed)

    def _create_deliverable(self, created: Deliverable) -> Done[Deliverable]:
        with self._scores.writing() as records:
            _free("deliverable", created, self._scores.book().deliverables)
            records.add_deliverable(created)
        return self._done(created, lambda: self._remove_deliverable(created.key))

    def _remove_deliverable(self, key: str) -> Done[Deliverable]:
        """Undo a beginning; a deliverable that has entries by now is put away instead."""
        with self._scores.writing() as records:
            old = self._deliverable(key)
            begun = bool(records.deliverable_entries(key))
            if not begun:
                records.remove_deliverable(key)
        if begun:
            return self.set_deliverable(key, archived=True)
        return self._done(old, lambda: self._create_deliverable(old))

    def _replace_deliverable(
        self, key: str, change: Callable[[Deliverable], Deliverable]
    ) -> Done[Deliverable]:
        """Put another form in place of the deliverable as it is now."""
        with self._scores.writing() as records:
            old = self._deliverable(key)
            new = change(old)
            others = [one for one in self._scores.book().deliverables if one.key != key]
            _free_name(others, "deliverable", new.name)
            records.replace_deliverable(new)
        return self._done(new, lambda: self._replace_deliverable(key, lambda now: stepped(now, new, old)))

    def _today(self) -> date:
        return self._now().date()

    def _deliverable(self, key: str) -> Deliverable:
        book = self._scores.book()
        deliverable = book.deliverable(key)
        if deliverable is None:
            raise UnknownName("deliverable", key, tuple(one.key for one in book.deliverables))
        return deliverable

    def _activity(self, key: str) -> Activity:
        book = self._scores.book()
        activity = book.activity(key)
        if activity is None:
            raise UnknownName("activity", key, tuple(one.key for one in book.activities))
        return activity

    def _start(self, start: date | None, *, lowers: bool, correct: bool) -> tuple[date, date]:
        """The day a change begins and the first day allowed: today if it raises, next week if it lowers."""
        book, today = self._scores.book(), self._today()
        first = today
        if lowers and not in_trial(book, self._scores.first_entry(), today):
            first = book.week_start(today) + timedelta(weeks=1)
        if correct:
            return checks.any_day(start or today), first
        if start is not None and checks.any_day(start) < first:
            raise TooEarly(start, first)
        return start or first, first

    def _reason(self, reason: str, *, correct: bool) -> str:
        cleaned = checks.reason(reason)
        if correct and not cleaned:
            raise ReasonNeeded
        return cleaned

    def _weights(self, weights: Mapping[int, Fraction], start: date) -> tuple[Fraction, ...]:
        now = self._scores.book().weights(start)
        return tuple(weights.get(weekday, now[weekday]) for weekday in range(7))

    def _changed(
        self, old: Activity, change: ActivityChange
    ) -> tuple[Activity, list[tuple[Outcome, Fraction | None]]]:
        """The activity with the undated part of the change, and its new outcomes."""
        book = self._scores.book()
        new = old
        if change.name is not None:
            others = [one for one in book.activities if one.key != old.key]
            new = replace(new, name=_free_name(others, "activity", checks.name(change.name)))
        if change.stage is not None:
            new = replace(new, stage=checks.text("stage", change.stage, 40))
        if change.step is not None:
            if old.kind is Kind.COUNT:
                raise WrongKind(old.name, percent=False)
            new = replace(new, step=checks.step(change.step))
        new = replace(
            new,
            icon=change.icon or new.icon,
            color=change.color or new.color,
            records_amount=new.records_amount if change.records_amount is None else change.records_amount,
            archived=new.archived if change.archived is None else change.archived,
        )
        if old.kind is Kind.PERCENT and (change.new_outcomes or change.cap):
            raise WrongKind(old.name, percent=True)
        for key in change.removed_outcomes:
            checks.outcome(old, key)
        stay = tuple(outcome for outcome in old.outcomes if outcome.key not in change.removed_outcomes)
        added = _new_outcomes(stay, change.new_outcomes)
        renamed = [self._renamed(new, outcome, change.outcome_names) for outcome in stay]
        return replace(new, outcomes=(*renamed, *(outcome for outcome, _ in added))), added

    def _renamed(self, activity: Activity, outcome: Outcome, names: Mapping[str, str]) -> Outcome:
        if outcome.key not in names:
            return outcome
        others = [one for one in activity.outcomes if one.key != outcome.key]
        return replace(outcome, name=_free_name(others, "outcome", checks.name(names[outcome.key])))

    def _effects(self, activity: Activity, change: ActivityChange) -> list[RuleEffect]:
        own = {one.outcome for one in self._scores.book().point_rules if one.activity == activity.key}
        found: list[RuleEffect] = []
        first: list[RuleEffect] = []
        if change.points is not None:
            found.append(self._point_effect(activity, None, checks.points(change.points), change))
        for key, worth in change.outcome_points.items():
            outcome = activity.outcome(key)
            if outcome is None:
                raise UnknownName("outcome", key, tuple(one.key for one in activity.outcomes))
            found.append(self._point_effect(activity, outcome, checks.points(worth), change))
            if key not in own:  # worth as much as the activity now, and from now on even when that changes
                first.append(found[-1])
        if change.cap is not None:
            found.append(self._cap_effect(activity, checks.cap(change.cap), change))
        if change.mini_goal is not None:
            found.append(self._mini_goal_effect(activity, checks.mini_goal(change.mini_goal), change))
        elif change.archived and self._scores.book().mini_goal(activity.key, self._today()):
            # What is no longer done is no longer wanted.
            found.append(self._mini_goal_effect(activity, None, change))
        asked = bool(change.correct or change.start)
        return [effect for effect in found if asked or effect.old != effect.new or effect in first]

    def _point_effect(
        self, activity: Activity, outcome: Outcome | None, new: Fraction, change: ActivityChange
    ) -> RuleEffect:
        on = change.start or self._today()
        old = self._scores.book().points(activity.key, outcome.key if outcome else None, on)
        begin, first = self._start(change.start, lowers=new < old, correct=change.correct)
        what, name = ("outcome", outcome.name) if outcome else ("points", activity.name)
        return RuleEffect(what, name, old, new, begin, first)

    def _cap_effect(self, activity: Activity, new: int | None, change: ActivityChange) -> RuleEffect:
        old = self._scores.book().cap(activity.key, change.start or self._today())
        lowers = new is not None and (old is None or new < old)
        begin, first = self._start(change.start, lowers=lowers, correct=change.correct)
        return RuleEffect("cap", activity.name, _fraction(old), _fraction(new), begin, first)

    def _mini_goal_effect(self, activity: Activity, new: int | None, change: ActivityChange) -> RuleEffect:
        """A mini-goal asks for more or for less from today on: it changes no score."""
        old = self._scores.book().mini_goal(activity.key, change.start or self._today())
        begin, first = self._start(change.start, lowers=False, correct=change.correct)
        return RuleEffect("mini_goal", activity.name, _fraction(old), _fraction(new), begin, first)

    def _dated(self, activity: Activity, change: ActivityChange) -> list[AnyRule]:
        """The rules that the effects of a change amount to."""
        reason = self._reason(change.reason, correct=change.correct)
        outcomes = {outcome.name: outcome.key for outcome in activity.outcomes}
        rules: list[AnyRule] = []
        for effect in self._effects(activity, change):
            if effect.what == "cap":
                cap = int(effect.new) if effect.new is not None else None
                rules.append(CapRule(activity.key, effect.start, cap, reason, change.correct))
            elif effect.what == "mini_goal":
                units = int(effect.new) if effect.new is not None else None
                rules.append(MiniGoalRule(activity.key, effect.start, units, reason, change.correct))
            elif effect.new is not None:
                outcome = outcomes[effect.name] if effect.what == "outcome" else None
                if outcome:
                    rules += self._followed(activity, outcome, effect.start)
                rules.append(
                    PointRule(activity.key, outcome, effect.start, effect.new, reason, change.correct)
                )
        return rules

    def _followed(self, activity: Activity, outcome: str, start: date) -> list[PointRule]:
        """Rules for an outcome that had none: before `start` it was worth what its activity was.

        Without them its first rule would hold for all of its past, as the earliest rule of an outcome does.
        """
        known = self._scores.book().point_rules
        if any((one.activity, one.outcome) == (activity.key, outcome) for one in known):
            return []
        return [
            PointRule(activity.key, outcome, one.start, one.points)
            for one in known
            if (one.activity, one.outcome) == (activity.key, None) and one.start < start
        ]

    def _given_up(self, activity: Activity, change: ActivityChange) -> list[int]:
        """The coming rules of what is to stay what it is today: they were thought better of."""
        if change.start or change.correct:
            return []
        book, today, key = self._scores.book(), self._today(), activity.key
        stays: set[tuple[type[AnyRule], str | None]] = {
            (PointRule, outcome)
            for outcome, worth in [(None, change.points), *change.outcome_points.items()]
            if worth is not None and worth == book.points(key, outcome, today)
        }
        if change.cap is not None and checks.cap(change.cap) == book.cap(key, today):
            stays.add((CapRule, None))
        if change.mini_goal is not None and checks.mini_goal(change.mini_goal) == book.mini_goal(key, today):
            stays.add((MiniGoalRule, None))
        return self._coming(
            lambda one: (
                isinstance(one, PointRule | CapRule | MiniGoalRule)
                and one.activity == key
                and (type(one), getattr(one, "outcome", None)) in stays
            )
        )

    def _coming(self, wanted: Callable[[AnyRule], bool]) -> list[int]:
        """The numbers of such rules that have not begun, with those that only lead up to them."""
        with self._store.read() as records:
            notes = records.rule_notes()
        found = [note for note in notes if note.rule.start > self._today() and wanted(note.rule)]
        return [number for note in found for number in (note.number, *_followers(notes, note))]

    def _create(self, activity: Activity, rules: Sequence[AnyRule]) -> Done[Activity]:
        with self._scores.writing() as records:
            _free("activity", activity, self._scores.book().activities)
            records.add_activity(activity)
            self._add_rules(records, rules)
        return self._done(activity, lambda: self._remove(activity.key, rules))

    def _remove(self, key: str, rules: Sequence[AnyRule]) -> Done[Activity]:
        """Undo a creation; an activity that has entries by now is put away instead."""
        with self._scores.writing() as records:
            old = self._activity(key)
            used = bool(records.entries(activity=key, voided=True))
            if not used:
                records.remove_activity(key)
        if used:
            return self.set_activity(key, ActivityChange(archived=True))
        return self._done(old, lambda: self._create(old, rules))

    def _step(
        self, before: Activity, after: Activity, out: Sequence[int], back: Sequence[int]
    ) -> Done[Activity]:
        """Make the step from `before` to `after` on the activity as it is by now.

        The rules with the numbers `out` go, those that had gone come `back`.
        """
        with self._scores.writing() as records:
            now = self._activity(before.key)
            new = stepped(now, before, after)
            if before.outcomes != after.outcomes:
                new = replace(new, outcomes=_outcomes(now, before, after))
            others = [one for one in self._scores.book().activities if one.key != now.key]
            _free_name(others, "activity", new.name)
            dropped = [one.key for one in now.outcomes if new.outcome(one.key) is None]
            gone = list(dict.fromkeys([*self._rules_of(records, now, dropped), *out]))
            records.replace_activity(new)
            records.withdraw_rules(gone, self._now())
            records.restore_rules(back)
        return self._done(new, lambda: self._step(after, before, back, gone))

    def _rules_of(self, records: "Records", activity: Activity, outcomes: Sequence[str]) -> list[int]:
        """The numbers of the rules of outcomes to be removed. Raises InUse when an entry has one of them."""
        if not outcomes:
            return []
        waiting = list(self._scores.waiting().values())
        for key in outcomes:
            entries = records.count_of_outcome(activity.key, key)
            entries += sum((one.activity, one.outcome) == (activity.key, key) for one in waiting)
            if entries:
                outcome = activity.outcome(key)
                raise InUse("outcome", outcome.name if outcome else key, entries)
        return [
            note.number
            for note in records.rule_notes()
            if isinstance(note.rule, PointRule)
            and note.rule.activity == activity.key
            and note.rule.outcome in outcomes
        ]

    def _write(self, rule: OneRule, gone: Sequence[int] = ()) -> Done[OneRule]:
        """Add a rule in place of those that are `gone`."""
        with self._store.write() as records:
            records.withdraw_rules(gone, self._now())
            numbers = self._add_rules(records, [rule])
        return self._done(rule, lambda: self._withdraw(numbers, gone))

    def _withdraw(self, numbers: Sequence[int], back: Sequence[int] = ()) -> Done[None]:
        """Take rules out, and those that they had replaced in again."""
        with self._store.write() as records:
            records.withdraw_rules(numbers, self._now())
            records.restore_rules(back)
        return self._done(None, lambda: self._withdraw(back, numbers))

    def _add_rules(self, records: "Records", rules: Sequence[AnyRule]) -> list[int]:
        now = self._now()
        return [records.add_rule(rule, now) for rule in rules]

    def _done(self, value: T, undo: Callable[[], Done[Any]]) -> Done[T]:
        self._scores.forget()
        return Done(value, Changed.RULES, undo)


def _followers(notes: Iterable["RuleNoteRow"], first: "RuleNoteRow") -> list[int]:
    """The rules that only say what an outcome was worth before `first`, its own; see `_followed`."""
    rule = first.rule
    if not isinstance(rule, PointRule) or rule.outcome is None:
        return []
    others = [
        note
        for note in notes
        if isinstance(note.rule, PointRule)
        and (note.rule.activity, note.rule.outcome) == (rule.activity, rule.outcome)
        and note.number != first.number
    ]
    alone = all(note.written_at == first.written_at for note in others)
    return [note.number for note in others] if alone else []


def _fraction(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _free_name(things: Iterable[naming.Named], what: str, name: str) -> str:
    """`name`, unless one of the `things` is called so already."""
    if any(thing.name.casefold() == name.casefold() for thing in things):
        raise NameTaken(what, name)
    return name


def _free(what: str, created: naming.Named, known: Iterable[naming.Named]) -> None:
    """Raises NameTaken: another process may have used the name or the key since they were chosen."""
    for one in known:
        if one.key == created.key or one.name.casefold() == created.name.casefold():
            raise NameTaken(what, created.name)


def _outcomes(now: Activity, before: Activity, after: Activity) -> tuple[Outcome, ...]:
    """The outcomes of `now` with those taken out, put in and renamed that are so from `before` to `after`."""
    stay = []
    for one in now.outcomes:
        was, wanted = before.outcome(one.key), after.outcome(one.key)
        if wanted is not None:
            stay.append(wanted if was != wanted else one)
        elif was is None:
            stay.append(one)
    known = {one.key for one in now.outcomes}
    stay += [one for one in after.outcomes if one.key not in known and not before.outcome(one.key)]
    places = {one.key: place for place, one in enumerate(after.outcomes)}
    return tuple(sorted(stay, key=lambda one: places.get(one.key, len(places))))


def _new_outcomes(
    known: Sequence[Outcome], wanted: Sequence[tuple[str, Fraction | None]]
) -> list[tuple[Outcome, Fraction | None]]:
    """Outcomes for the `wanted` names and points, with keys of their own beside the `known` ones."""
    found: list[tuple[Outcome, Fraction | None]] = []
    for text, worth in wanted:
        others = [*known, *(outcome for outcome, _ in found)]
        name = _free_name(others, "outcome", checks.name(text))
        outcome = Outcome(naming.new_key(name, {one.key for one in others}), name)
        found.append((outcome, None if worth is None else checks.points(worth)))
    return found
