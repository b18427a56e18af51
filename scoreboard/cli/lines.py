"""The text of the command line for people: short aligned lines in the language of the seller."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from scoreboard.domain.achievements import Feat, Reward, WonBy
from scoreboard.domain.calendar import DayOff, iso_week
from scoreboard.domain.goals import Action, DayStanding, Pace, WeekStanding
from scoreboard.domain.rules import (
    NO_FACTOR,
    Activity,
    Campaign,
    CapRule,
    Kind,
    MiniGoalRule,
    PointRule,
    TargetRule,
    WinBy,
    WorkingWeek,
)
from scoreboard.i18n import _, money, n_, number, percent
from scoreboard.service.holidays import Holiday
from scoreboard.service.journal import Logged
from scoreboard.service.overviews import ActivityRules, WeekState
from scoreboard.service.states import (
    ActivityLine,
    CampaignState,
    DayState,
    DeliverableState,
    Digest,
    LogLine,
    Phase,
    StreakRecord,
    StreakState,
)
from scoreboard.service.waiting import Left
from scoreboard.wording import (
    day_words,
    feat,
    kept_words,
    moment_words,
    problem,
    short_for_good,
    weekday_names,
)

if TYPE_CHECKING:
    from scoreboard.service.rewards import RewardsState
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


def stranded(found: Iterable[Left]) -> list[str]:
    """Two lines per entry that cannot be brought in as it is: what it says, and why."""
    known = list(found)
    entries = [one.kept.entry for one in known]
    told = table(
        (one.uid[:SHORT_UID], f"{day_words(one.day)} {one.at:%H:%M}", kept_words(one)) for one in entries
    )
    rows = zip(told, known, strict=True)
    return [text for line, one in rows for text in (line, f"  {problem(one.reason)}")] or [
        _("Nothing in the lifeboat needs a decision.")
    ]


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
    if standing.pace is Pace.ON_PACE:
        return _("on pace")
    if standing.needed_next is None:
        return short_for_good(standing.short)
    if standing.out_of_reach:
        return _("win today") if standing.needed_per_day else _("win the next working day")
    if not standing.needed_per_day:
        text = _("{points} on the next working day gets you there")
        return text.format(points=number(standing.needed_next))
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
            if weight or not any(rule.weights)
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


def days_off(known: Iterable[DayOff]) -> list[str]:
    """One line per stretch of days off."""
    return table((_stretch(off.first, off.last), _half(off), off.reason) for off in known) or [
        _("There are no days off.")
    ]


def holidays(found: Iterable[Holiday], *, added: bool) -> list[str]:
    """One line per public holiday."""
    none = _("There is nothing to add.") if added else _("There are no public holidays.")
    return table((day_words(one.day), one.name, _holiday_note(one, added=added)) for one in found) or [none]


def _holiday_note(one: Holiday, *, added: bool) -> str:
    if added:
        return _("added")
    if one.off:
        return _("off already")
    return "" if one.working else _("no working day")


def _half(off: DayOff) -> str:
    return _("half") if off.half else _("whole")


def _stretch(first: date, last: date) -> str:
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def campaigns(known: Iterable[tuple[Campaign, Phase]], names: Mapping[str, Activity]) -> list[str]:
    """One line per campaign: what, when, with which factors."""
    return table(_campaign_row(one, phase, names) for one, phase in known) or [_("There are no campaigns.")]


def _campaign_row(one: Campaign, phase: Phase, names: Mapping[str, Activity]) -> tuple[str, ...]:
    meant = sorted(names[key].name for key in one.activities or ())
    what = _("points × {n}").format(n=number(one.points_factor))
    parts = [f"{what} ({', '.join(meant)})" if meant else what]
    if one.target_factor != NO_FACTOR:
        parts.append(_("target × {n}").format(n=number(one.target_factor)))
    if one.goal is not None:
        parts.append(_("goal {n}").format(n=number(one.goal)))
    if one.prize:
        parts.append(_("prize: {name}").format(name=one.prize))
    state = {
        Phase.PLANNED: _("planned"),
        Phase.RUNNING: _("running"),
        Phase.ENDED: _("ended early") if one.ended_early else _("ended"),
    }[phase]
    return one.name, _stretch(one.first, one.last), state, ", ".join(parts)


def campaign_result(state: CampaignState) -> list[str]:
    """A campaign in words: its points, what a working day brought, and the caution."""
    one, found = state.campaign, state.result
    head = f"{one.name}: {_stretch(one.first, one.last)}"
    if state.phase is Phase.PLANNED:
        return [head, _("It has not begun.")]
    said = [head, _("Points: {standing}").format(standing=_of(found.points, one.goal or Fraction(0)))]
    if found.points_per_day is None:
        return [*said, _("No working day of it has begun.")]
    said.append(
        n_(
            "{points} a day over {n} working day", "{points} a day over {n} working days", found.working_days
        ).format(points=number(found.points_per_day), n=number(found.working_days))
    )
    before, change, without = found.baseline_per_day, found.change_pct, found.base_change_pct
    if before is None:
        return [*said, _("Nothing was logged before it, so there is nothing to compare it with.")]
    text = _("{points} a day over as many working days before")
    said.append(text.format(points=number(before)))
    if change is not None and without is not None:
        text = _("{change} in points, {without} with the factor taken out")
        said.append(text.format(change=percent(change, signed=True), without=percent(without, signed=True)))
    if not found.baseline_whole:
        said.append(_("The log begins within those days, which flatters the campaign."))
    return [*said, _("One stretch proves little: other things were different too.")]


def streaks(record: StreakRecord) -> list[str]:
    """Streaks without alarm."""
    now = record.now
    found = [
        (_("Days in a row"), number(now.days), _best(record.best_days)),
        (_("Weeks in a row"), number(record.weeks), _best(record.best_weeks)),
        (_("Reserve days left"), _of(Fraction(now.reserve_left), Fraction(now.reserve_days)), ""),
    ]
    if record.constancy is not None:
        found.append((_("Constancy"), percent(Fraction(record.constancy)), ""))
    return table(found, right=(1,))


def win_by(way: WinBy) -> str:
    """What wins a day."""
    text = {
        WinBy.POINTS: _("A day is won by its points."),
        WinBy.MINI_GOALS: _("A day is won by all its mini-goals; without any, by its points."),
        WinBy.EITHER: _("A day is won by its points or by all its mini-goals."),
    }
    return text[way]


def reserve_days(now: StreakState) -> str:
    """The reserve days of the month."""
    left = _of(Fraction(now.reserve_left), Fraction(now.reserve_days))
    return _("Reserve days left this month: {n}").format(n=left)


def _best(count: int) -> str:
    return _("best {n}").format(n=number(count))


def reward(one: Reward, state: "RewardsState") -> str:
    """A reward and what it is for."""
    price = f" ({money(one.price.value, one.price.currency)})" if one.price else ""
    won = {
        WonBy.DAY: _("for a won day"),
        WonBy.WEEK: _("for a reached week"),
        WonBy.CAMPAIGN: _("for a won campaign"),
    }[one.won_by]
    taken = sum(claimed.reward.key == one.key for claimed in state.taken)
    times = (
        n_("taken once", "taken {n} times", taken).format(n=number(taken)) if taken else _("not taken yet")
    )
    return f"{one.name}{price}: {won}, {times}"


def rewards(state: "RewardsState") -> list[str]:
    """The rewards, and what waits for one."""
    found = [reward(one, state) for one in state.rewards] or [_("You have promised yourself nothing yet.")]
    for won_by, waiting in Counter(one.won_by for one in state.open).items():
        text = {
            WonBy.DAY: n_(
                "{n} won day waits for its reward.", "{n} won days wait for their reward.", waiting
            ),
            WonBy.WEEK: n_(
                "{n} reached week waits for its reward.", "{n} reached weeks wait for their reward.", waiting
            ),
            WonBy.CAMPAIGN: n_(
                "{n} won campaign waits for its reward.", "{n} won campaigns wait for their reward.", waiting
            ),
        }[won_by]
        found.append(text.format(n=number(waiting)))
    return found


def _today(state: DayState) -> str:
    standing = state.standing
    if standing.off:
        return _("Today is off.")
    if standing.won:
        return _("Day won")
    if standing.win_by is WinBy.MINI_GOALS and standing.mini_goals_met is not None:
        left = sum(goal.done < goal.wanted for goal in state.mini_goals)
        return n_("{n} mini-goal to go", "{n} mini-goals to go", left).format(n=number(left))
    return _("Today: {n} to win the day").format(n=number(standing.goal - standing.points))


def digest(state: Digest, names: Mapping[str, Activity]) -> list[str]:
    """Yesterday, the week so far, and what today needs, as text for a mail."""
    found = [f"{day_words(state.day)}", ""]
    past = state.last
    said = _("{day}: {standing}{mark}").format(
        day=day_words(past.standing.day),
        standing=_of(past.standing.points, past.standing.goal),
        mark=_mark(past.standing),
    )
    found += [said, *_brought(past.activities), ""]
    week = _("The week so far: {standing}").format(standing=_of(state.week.points, state.week.target))
    found.append(week)
    today = state.today
    if state.week.needed_per_day and not state.week.out_of_reach:
        text = _("{points} today gets you there")
        found.append(text.format(points=number(state.week.needed_per_day)))
    found.append(_today(today))
    if today.ways:
        ways = [", ".join(_action(action, names) for action in way) for way in today.ways]
        found.append(_("Wins the day: {ways}").format(ways=" / ".join(ways)))
    if state.streak and state.streak.days > 1:
        found.append(_("{n} days in a row").format(n=number(state.streak.days)))
    if state.campaign:
        one = state.campaign
        text = n_(
            "{name}: {standing}, {n} working day left",
            "{name}: {standing}, {n} working days left",
            one.days_left,
        )
        standing = _of(one.points, one.campaign.goal or Fraction(0))
        found.append(text.format(name=one.campaign.name, standing=standing, n=number(one.days_left)))
    return found
