"""The Rules page's sentences: what holds, what a change will do and from when, what was written."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QDate, QLocale

from scoreboard.domain.rules import (
    Activity,
    AnyRule,
    CapRule,
    Kind,
    MiniGoalRule,
    PointRule,
    ReserveRule,
    TargetRule,
    WinBy,
    WinningRule,
    WorkingWeek,
)
from scoreboard.gui import dates
from scoreboard.i18n import _, n_, number, percent, pgettext
from scoreboard.service.overviews import ActivityRules, RuleNote, RulesState
from scoreboard.service.rulebook import RuleEffect

HALF = Fraction(1, 2)


def points(value: Fraction) -> str:
    """3 points."""
    return n_("{n} point", "{n} points", 1 if value == 1 else 2).format(n=number(value))


def entries(count: int) -> str:
    """12 entries."""
    return n_("{n} entry", "{n} entries", count).format(n=number(count))


def days(weights: Sequence[Fraction]) -> str:
    """4½ days."""
    total = sum(weights, Fraction(0))
    return n_("{n} day", "{n} days", 1 if total == 1 else 2).format(n=halves(total))


def halves(value: Fraction) -> str:
    """4½ rather than 4.5."""
    if value.denominator == 2:
        whole = value - HALF
        return f"{number(whole)}½" if whole else "½"
    return number(value)


def measured(activity: Activity, step: int | None = None) -> str:
    """Counted, or measured in steps of 10 %."""
    if activity.kind is Kind.COUNT:
        return _("counted")
    return _("in steps of {percent}").format(percent=percent(step or activity.step or 10))


def details(rules: ActivityRules) -> str:
    """Not answered 1 · at most 5 a day · customers · 12 entries."""
    activity = rules.activity
    own = dict(rules.outcome_points)
    parts = [
        _("{outcome} {points}").format(
            outcome=outcome.name, points=number(own.get(outcome.key, rules.points))
        )
        for outcome in activity.outcomes
    ]
    if activity.kind is Kind.PERCENT:
        parts.append(measured(activity))
    if rules.cap is not None:
        parts.append(cap(rules.cap))
    if rules.mini_goal is not None:
        parts.append(mini_goal(rules.mini_goal))
    if activity.stage:
        parts.append(activity.stage)
    if activity.records_amount:
        parts.append(_("with its amount"))
    return " · ".join([*parts, entries(rules.entries)])


def cap(most: int | None) -> str:
    """At most 5 a day."""
    return _("no daily cap") if most is None else _("at most {n} a day").format(n=number(most))


def mini_goal(units: int | None) -> str:
    """20 a day wanted."""
    return _("no mini-goal") if not units else _("{n} a day wanted").format(n=number(units))


def coming(activity: Activity, rule: PointRule | CapRule | MiniGoalRule) -> str:
    """2 points from Monday 30 November."""
    if isinstance(rule, CapRule):
        what = cap(rule.cap)
    elif isinstance(rule, MiniGoalRule):
        what = mini_goal(rule.units)
    else:
        outcome = activity.outcome(rule.outcome)
        what = points(rule.points)
        if outcome:
            what = _("{outcome}: {points}").format(outcome=outcome.name, points=what)
    return _("{what} from {day}").format(what=what, day=dates.long_day(rule.start))


def win_by(way: WinBy) -> str:
    """What wins a day."""
    return {
        WinBy.POINTS: _("points"),
        WinBy.MINI_GOALS: _("all mini-goals"),
        WinBy.EITHER: _("points or all mini-goals"),
    }[way]


def win_by_name(way: WinBy) -> str:
    """The same, as something to choose."""
    return {
        WinBy.POINTS: _("Points"),
        WinBy.MINI_GOALS: _("All mini-goals"),
        WinBy.EITHER: _("Points or all mini-goals"),
    }[way]


def win_by_means(way: WinBy, *, wanted: bool) -> str:
    """What it comes to; `wanted`: whether an activity has a mini-goal."""
    if way is WinBy.POINTS:
        return _("A day is won once its points reach the day's goal.")
    if not wanted:
        return _("No activity has a mini-goal yet, so points decide.")
    if way is WinBy.MINI_GOALS:
        return _("A day is won by all its mini-goals; without any, by its points.")
    return _("A day is won by its points or by all its mini-goals.")


def reserve_days(days: int) -> str:
    """2 a month."""
    return _("{n} a month").format(n=number(days))


def coming_target(rule: TargetRule) -> str:
    """34 points from Monday 30 November."""
    return _("{what} from {day}").format(what=points(rule.points), day=dates.long_day(rule.start))


def coming_week(rule: WorkingWeek) -> str:
    """4½ days from Monday 30 November."""
    return _("{what} from {day}").format(what=days(rule.weights), day=dates.long_day(rule.start))


_LIMITS = ("cap", "mini_goal")
"""Effects on numbers of units, not on points."""


def effect(one: RuleEffect, today: date, *, correct: bool = False) -> str:
    """What a change will do and from when, to be read before it is made; nothing when it changes nothing."""
    if one.old == one.new and one.what != "working_week":
        return ""
    if one.what == "working_week":
        return _working_effect(one, today, correct=correct)
    old, new = _worth(one.what, one.old), _worth(one.what, one.new)
    if one.what not in _LIMITS and one.old is not None:
        old = number(one.old)
    if correct:
        text = _("Puts right from {day} on: {old} → {new}. Scores since then change with it.")
    elif one.start <= today:
        text = _now_text(one.what)
    elif one.what not in _LIMITS and one.start == one.first_allowed:
        text = {
            "target": _("A lower target starts on {day}: {old} → {new}. Until then nothing changes.")
        }.get(one.what, _("Lower points start on {day}: {old} → {new}. Until then nothing changes."))
    else:
        text = _("From {day}: {old} → {new}. Until then nothing changes.")
    sentence = text.format(day=dates.long_day(one.start), old=old, new=new)
    if one.what == "outcome":
        return _("{outcome}: {sentence}").format(outcome=one.name, sentence=sentence)
    return sentence


def _now_text(what: str) -> str:
    if what == "target":
        return _("From this week on: {old} → {new} a week. Past weeks stay as they are.")
    if what in _LIMITS:
        return _("From today: {new} (was: {old}). Past days stay as they are.")
    return _("From today: {old} → {new}. Past entries keep theirs.")


def _worth(what: str, value: Fraction | None) -> str:
    if what == "cap":
        return cap(None if value is None else int(value))
    if what == "mini_goal":
        return mini_goal(None if value is None else int(value))
    return points(value) if value is not None else _("none")


def _working_effect(one: RuleEffect, today: date, *, correct: bool) -> str:
    total = days([one.new or Fraction(0)])
    if correct:
        text = _(
            "Puts right from {day} on: the target is shared out over {days}. Day goals since then change."
        )
    elif one.start <= today:
        text = _("From this week on the target is shared out over {days}. Past weeks keep their goals.")
    else:
        text = _("From {day} the target is shared out over {days}. Until then nothing changes.")
    return text.format(day=dates.long_day(one.start), days=total)


def weekdays(weights: Sequence[Fraction]) -> str:
    """Mon, Tue, Wed, Thu, Fri ½."""
    named = [
        (dates.locale().standaloneDayName(number_ + 1, QLocale.FormatType.ShortFormat), weight)
        for number_, weight in enumerate(weights)
        if weight
    ]
    return ", ".join(name if weight == 1 else f"{name} {halves(weight)}" for name, weight in named) or _(
        "none"
    )


def note(rule: AnyRule, activities: Mapping[str, Activity]) -> str:
    """One rule of the history."""
    if isinstance(rule, TargetRule):
        name, what = _("Weekly target"), points(rule.points)
    elif isinstance(rule, WorkingWeek):
        name, what = _("Working days"), weekdays(rule.weights)
    elif isinstance(rule, WinningRule):
        name, what = _("What wins the day"), win_by(rule.win_by)
    elif isinstance(rule, ReserveRule):
        name, what = _("Reserve days"), reserve_days(rule.days)
    else:
        activity = activities.get(rule.activity)
        name = activity.name if activity else rule.activity
        if isinstance(rule, CapRule):
            what = cap(rule.cap)
        elif isinstance(rule, MiniGoalRule):
            what = mini_goal(rule.units)
        else:
            outcome = activity.outcome(rule.outcome) if activity else None
            if outcome:
                name = _("{activity} · {outcome}").format(activity=name, outcome=outcome.name)
            what = points(rule.points)
    return _("{name}: {what} from {day}").format(name=name, what=what, day=_day(rule.start))


def _day(day: date) -> str:
    pattern = pgettext("date pattern", "d MMMM yyyy")
    return dates.locale().toString(QDate(day.year, day.month, day.day), pattern)


def telling_notes(notes: Sequence[RuleNote]) -> list[RuleNote]:
    """The history without the rules that say nothing: the first "no cap" of an activity."""
    capped: set[str] = set()
    kept = []
    for one in reversed(notes):
        if isinstance(one.rule, CapRule):
            silent = one.rule.cap is None and one.rule.activity not in capped
            capped.add(one.rule.activity)
            if silent:
                continue
        kept.append(one)
    return kept[::-1]


def written(one: RuleNote) -> str:
    """Monday 29 June 2026, 09:00."""
    day = dates.capital(dates.full_day(one.written_at.date()))
    return _("{day}, {time}").format(day=day, time=dates.clock(one.written_at))


def number_of(state: RulesState, rule: AnyRule) -> int | None:
    """The number in the history by which a rule is taken back: the newest one that reads so."""
    return next((one.number for one in state.history if one.rule == rule), None)
