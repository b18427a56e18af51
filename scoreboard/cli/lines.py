"""The text of the command line for people: short aligned lines in the language of the seller."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from scoreboard.domain.achievements import Feat
from scoreboard.domain.calendar import iso_week
from scoreboard.domain.goals import Action, DayStanding, Pace, WeekStanding
from scoreboard.domain.rules import Activity, CapRule, Kind, MiniGoalRule, PointRule, TargetRule, WorkingWeek
from scoreboard.i18n import _, money, n_, number, percent
from scoreboard.service.journal import Logged
from scoreboard.service.states import (
    ActivityLine,
    ActivityRules,
    DayState,
    DeliverableState,
    LogLine,
    WeekState,
)
from scoreboard.wording import day_words, feat, moment_words, weekday_names

if TYPE_CHECKING:
    from scoreboard.store.backups import Backup

SHORT_UID = 8


def table(rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """The rows with their columns aligned, those numbered in `right` to the right."""
    cells = [[" ".join(cell.split("\n")) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]


def gain(points: Fraction) -> str:
    """Points that were won, with their plus."""
    return number(points, signed=True)


def activities(known: Iterable[ActivityRules]) -> list[str]:
    """One line per activity: key, name, points."""
    return table((one.activity.key, one.activity.name, _worth(one)) for one in known)


def activity(rules: ActivityRules) -> list[str]:
    """One activity, and below it what is decided for later."""
    one = rules.activity
    put_away = " · " + _("archived") if one.archived else ""
    return [
        f"{one.name} ({one.key}): {_worth(rules)}{put_away}",
        *(_coming(one, rule) for rule in rules.coming),
    ]


def _worth(rules: ActivityRules) -> str:
    one, own = rules.activity, dict(rules.outcome_points)
    points = number(rules.points)
    parts = [points]
    if one.kind is Kind.PERCENT and one.step:
        parts = [_("{points} per {step}").format(points=points, step=percent(one.step))]
    parts += [f"{outcome.name} {number(own.get(outcome.key, rules.points))}" for outcome in one.outcomes]
    if rules.cap is not None:
        parts.append(_("at most {count} a day").format(count=number(rules.cap)))
    if rules.mini_goal is not None:
        parts.append(_("{count} a day wanted").format(count=number(rules.mini_goal)))
    return ", ".join(parts)


def _coming(one: Activity, rule: PointRule | CapRule | MiniGoalRule) -> str:
    day = day_words(rule.start)
    if isinstance(rule, PointRule):
        outcome = one.outcome(rule.outcome)
        return _("From {day}: {name} {points}").format(
            day=day, name=outcome.name if outcome else one.name, points=number(rule.points)
        )
    if isinstance(rule, MiniGoalRule):
        if not rule.units:
            return _("From {day}: no mini-goal").format(day=day)
        return _("From {day}: {count} a day wanted").format(day=day, count=number(rule.units))
    if rule.cap is None:
        return _("From {day}: no daily cap").format(day=day)
    return _("From {day}: at most {count} a day").format(day=day, count=number(rule.cap))


def what(line: LogLine) -> str:
    """What an entry says was done."""
    if line.percent is not None:
        return f"{line.deliverable_name}: {percent(line.percent)}"
    times = f" × {number(line.quantity)}" if line.quantity != 1 else ""
    return f"{line.name}{times}" + (f", {line.outcome_name}" if line.outcome_name else "")


def logged(done: Logged, feats: Iterable[Feat], *, known: bool = False, kept: bool = False) -> list[str]:
    """An entry that was written (or was `known`, or is `kept`), and the standings it led to."""
    head = _("Logged: {entry}")
    if known or kept:
        head = _("Kept safe: {entry}") if kept else _("Logged before: {entry}")
    day, week = done.day, done.week
    return [
        f"{gain(done.line.points)}  " + head.format(entry=what(done.line)),
        f"{day_words(day.day)}: {_of(day.points, day.goal)} · "
        + _("week: {standing}").format(standing=_of(week.points, week.target)),
        *map(feat, feats),
    ]


def _of(points: Fraction, goal: Fraction) -> str:
    if not goal:
        return number(points)
    return _("{points} of {goal}").format(points=number(points), goal=number(goal))


def entry(line: LogLine) -> str:
    """One entry with its day, and whether it counts."""
    state = " · " + _("taken out of the score") if line.voided else "  " + gain(line.points)
    return f"{day_words(line.day)}  {what(line)}{state}"


def history(entries: Iterable[LogLine]) -> list[str]:
    """One line per entry; the first letters of its uid are enough to name it."""
    return table((_history_row(line) for line in entries), right=(2,)) or [_("There are no entries.")]


def _history_row(line: LogLine) -> tuple[str, ...]:
    said = [line.contact, money(line.amount.value, line.amount.currency) if line.amount else "", line.note]
    points = _("taken out") if line.voided else gain(line.points)
    when = f"{day_words(line.day)} {line.at:%H:%M}"
    return line.uid[:SHORT_UID], when, points, what(line), " · ".join(filter(None, said))


def deliverables(known: Iterable[DeliverableState]) -> list[str]:
    """One line per deliverable."""
    rows = ((one.name, percent(one.percent), gain(one.points_total), one.activity) for one in known)
    return table(rows, right=(1, 2)) or [_("There are no deliverables.")]


def day(state: DayState, names: Mapping[str, Activity]) -> list[str]:
    """One day: points, what brought them, what wins it, its mini-goals."""
    standing = state.standing
    found = [f"{day_words(standing.day)}: {_of(standing.points, standing.goal)}{_mark(standing)}"]
    found += _brought(state.activities)
    if state.ways:
        ways = [", ".join(_action(action, names) for action in way) for way in state.ways]
        found.append(_("Wins the day: {ways}").format(ways=" / ".join(ways)))
    for goal in state.mini_goals:
        name = names[goal.activity].name
        text = _("Mini-goal {name}: {done} of {wanted}")
        found.append(text.format(name=name, done=number(goal.done), wanted=number(goal.wanted)))
    return found


def _action(action: Action, names: Mapping[str, Activity]) -> str:
    return f"{number(action.quantity)} × {names[action.activity].name}"


def _brought(activities: Iterable[ActivityLine]) -> list[str]:
    return table(
        ((f"  {gain(one.points)}", f"{number(one.quantity)} ×", one.name) for one in activities), (0, 1)
    )


def _mark(standing: DayStanding) -> str:
    if standing.won:
        return " · " + _("won")
    return " · " + _("off") if standing.off else ""


def week(state: WeekState) -> list[str]:
    """One week: its standing, its days, what brought the points."""
    standing = state.week
    head = f"{iso_week(standing.start)}: {day_words(standing.start)} – {day_words(standing.end)}"
    rows = (
        (f"  {weekday_names()[one.day.weekday()]}", _of(one.points, one.goal) + _mark(one))
        for one in standing.days
        if one.points or one.goal
    )
    found = [head, f"{_of(standing.points, standing.target)} · {_where(standing)}", *table(rows)]
    found += _brought(state.activities)
    found += [f"  {one.name}: {percent(one.percent)}" for one in state.deliverables]
    return found


def _where(standing: WeekStanding) -> str:
    """The standing of a week in words."""
    if standing.off:
        return _("a week off")
    if standing.trial:
        return _("still in trial: the target is a wish")
    if standing.reached:
        return _("week target reached")
    if standing.pace is None:
        return _("left open") if standing.reached is False else _("still to come")
    if standing.pace is Pace.AHEAD:
        return _("{points} ahead of pace").format(points=number(standing.points - standing.expected))
    if standing.pace is Pace.ON_PACE or standing.needed_per_day is None:
        return _("on pace")
    return _("{points} today gets you there").format(points=number(standing.needed_per_day))


def targets(rules: Iterable[TargetRule]) -> list[str]:
    """One line per weekly target."""
    return table(((number(rule.points), _from(rule)) for rule in rules), right=(0,))


def working_weeks(rules: Iterable[WorkingWeek]) -> list[str]:
    """One line per working week."""
    return [
        f"{_from(rule)}: "
        + ", ".join(
            f"{name} {number(weight)}"
            for name, weight in zip(weekday_names(), rule.weights, strict=True)
            if weight
        )
        for rule in rules
    ]


def _from(rule: TargetRule | WorkingWeek) -> str:
    return _("from {day}").format(day=day_words(rule.start))


def backups(known: "Iterable[Backup]") -> list[str]:
    """One line per backup; its name is enough to restore it."""
    return table(map(_backup_row, known), right=(2, 3)) or [_("There are no backups yet.")]


def _backup_row(one: "Backup") -> tuple[str, ...]:
    size = _("{number} MB").format(number=number(Fraction(one.size, 1_000_000)))
    if one.entries is None:
        entries = _("cannot be used")
    else:
        entries = n_("{count} entry", "{count} entries", one.entries).format(count=number(one.entries))
    return one.path.name, moment_words(one.made_at), entries, size
