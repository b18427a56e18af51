"""The JSON of the command line: keys that scripts rely on. Keys are added, never renamed; unknown is null."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from scoreboard.domain.achievements import Feat, Reward
from scoreboard.domain.calendar import DayOff, iso_week
from scoreboard.domain.entries import Money
from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.domain.rules import Campaign, CapRule, MiniGoalRule, PointRule, TargetRule, WorkingWeek
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
    PastDay,
    Phase,
    StreakRecord,
)
from scoreboard.service.waiting import Left
from scoreboard.store.lines import Kept
from scoreboard.wording import problem

if TYPE_CHECKING:
    from scoreboard.service.rewards import RewardsState
    from scoreboard.store.backups import Backup

Document = dict[str, object]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def points(value: Fraction) -> int | float:
    """At most two decimals, rounded half away from zero; whole numbers as such."""
    hundredths = floor(abs(value) * 100 + Fraction(1, 2)) * (1 if value >= 0 else -1)
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def maybe_points(value: Fraction | None) -> int | float | None:
    """The same, or null."""
    return None if value is None else points(value)


def amount(value: Money | None) -> Document | None:
    """Money as text, which no reader rounds."""
    return None if value is None else {"value": f"{value.value:.2f}", "currency": value.currency}


def activity(rules: ActivityRules) -> Document:
    """An activity with what it is worth today and from when that will change."""
    one, own = rules.activity, dict(rules.outcome_points)
    return {
        "key": one.key,
        "name": one.name,
        "kind": one.kind.value,
        "points": points(rules.points),
        "step": one.step,
        "stage": one.stage or None,
        "color": one.color,
        "icon": one.icon,
        "daily_cap": rules.cap,
        "mini_goal": rules.mini_goal,
        "records_amount": one.records_amount,
        "archived": one.archived,
        "outcomes": [
            {"key": outcome.key, "name": outcome.name, "points": points(own.get(outcome.key, rules.points))}
            for outcome in one.outcomes
        ],
        "coming": [{"from": rule.start.isoformat(), **_coming(rule)} for rule in rules.coming],
    }


def _coming(rule: PointRule | CapRule | MiniGoalRule) -> Document:
    match rule:
        case PointRule():
            return {"outcome": rule.outcome, "points": points(rule.points)}
        case CapRule():
            return {"daily_cap": rule.cap}
        case MiniGoalRule():
            return {"mini_goal": rule.units}


def entry(line: LogLine) -> Document:
    """An entry as it stands in the history."""
    return {
        "uid": line.uid,
        "activity": line.activity,
        "day": line.day.isoformat(),
        "time": line.at.isoformat(timespec="seconds"),
        "quantity": line.quantity,
        "outcome": line.outcome,
        "deliverable": line.deliverable_name,
        "percent": line.percent,
        "contact": line.contact or None,
        "note": line.note or None,
        "amount": amount(line.amount),
        "source": line.source,
        "points": points(line.points),
        "voided": line.voided,
    }


def logged(done: Logged, feats: Iterable[Feat], *, kept: bool = False) -> Document:
    """A new entry, and where it takes its day and week; `kept`: it waits in the lifeboat."""
    line = done.line
    return {
        "uid": line.uid,
        "activity": line.activity,
        "day": line.day.isoformat(),
        "quantity": line.quantity,
        "outcome": line.outcome,
        "deliverable": line.deliverable_name,
        "percent": line.percent,
        "points": points(line.points),
        "day_points": points(done.day.points),
        "day_goal": points(done.day.goal),
        "week_points": points(done.week.points),
        "week_target": points(done.week.target),
        "feats": [one.value for one in feats],
        "kept": kept,
    }


def kept(one: Kept) -> Document:
    """The same of an entry in the lifeboat whose score cannot be told now."""
    line = one.entry
    return {
        "uid": line.uid,
        "activity": None if one.typed else line.activity,
        "day": line.day.isoformat(),
        "quantity": line.quantity if line.percent is None else None,
        "outcome": None if one.typed else line.outcome,
        "deliverable": None,
        "percent": line.percent,
        "points": None,
        "day_points": None,
        "day_goal": None,
        "week_points": None,
        "week_target": None,
        "feats": [],
        "kept": True,
        "doubted": None,
    }


def stranded(one: Left) -> Document:
    """An entry that cannot be brought in as it is, with the names as they were kept, and why."""
    line = one.kept.entry
    return {
        "uid": line.uid,
        "activity": line.activity or None,
        "day": line.day.isoformat(),
        "time": line.at.isoformat(timespec="seconds"),
        "quantity": line.quantity if line.percent is None else None,
        "outcome": line.outcome,
        "deliverable": line.deliverable,
        "percent": line.percent,
        "contact": line.contact or None,
        "note": line.note or None,
        "reason": problem(one.reason),
    }


def backup(one: "Backup") -> Document:
    """A backup; entries are null when it cannot be used."""
    return {
        "name": one.path.name,
        "file": str(one.path),
        "made_at": one.made_at.astimezone().isoformat(timespec="seconds"),
        "size": one.size,
        "entries": one.entries,
    }


def deliverable(state: DeliverableState) -> Document:
    """A deliverable as it stands."""
    return {
        "name": state.name,
        "activity": state.activity,
        "percent": state.percent,
        "points_total": points(state.points_total),
        "archived": state.archived,
    }


def day_row(day: DayStanding) -> Document:
    """A day of a week."""
    return {
        "day": day.day.isoformat(),
        "points": points(day.points),
        "goal": points(day.goal),
        "won": day.won,
        "off": day.off,
    }


def activity_row(line: ActivityLine) -> Document:
    """What an activity brought."""
    return {"key": line.key, "name": line.name, "quantity": line.quantity, "points": points(line.points)}


def day(state: DayState) -> Document:
    """One day."""
    return {
        **day_row(state.standing),
        "wins_the_day": [
            [{"activity": action.activity, "quantity": action.quantity} for action in way]
            for way in state.ways
        ],
        "activities": [activity_row(line) for line in state.activities],
        "mini_goals": [
            {"activity": goal.activity, "wanted": goal.wanted, "done": goal.done} for goal in state.mini_goals
        ],
    }


def week(state: WeekState) -> Document:
    """One week; activities without anything done are left out."""
    standing = state.week
    return {
        "week_start": standing.start.isoformat(),
        "week_end": standing.end.isoformat(),
        "iso_week": iso_week(standing.start),
        "points": points(standing.points),
        "target": points(standing.target),
        "base_target": points(standing.base_target),
        "reached": standing.reached,
        "expected": points(standing.expected),
        "pace": standing.pace.value if standing.pace else None,
        "needed_per_day": maybe_points(standing.needed_per_day),
        "off": standing.off,
        "trial": standing.trial,
        "campaign": _campaign(standing),
        "days": [day_row(one) for one in standing.days],
        "activities": [activity_row(line) for line in state.activities],
        "deliverables": [
            {"name": one.name, "percent": one.percent, "points": points(_week_points(state, one.name))}
            for one in state.deliverables
        ],
    }


def _campaign(standing: WeekStanding) -> Document | None:
    runs = standing.campaign
    if runs is None:
        return None
    return {
        "name": runs.name,
        "points_factor": points(runs.points_factor),
        "target_factor": points(runs.target_factor),
    }


def _week_points(state: WeekState, deliverable_name: str) -> Fraction:
    lines = [line for line in state.receipt.lines if line.deliverable_name == deliverable_name]
    return sum((line.total for line in lines), Fraction(0))


def target(rule: TargetRule) -> Document:
    """A weekly target and the day from which it counts."""
    return {"points": points(rule.points), "from": rule.start.isoformat()}


def working_week(rule: WorkingWeek) -> Document:
    """Working weights and the day from which they count."""
    weights: Mapping[str, object] = dict(zip(WEEKDAYS, map(points, rule.weights), strict=True))
    return {"from": rule.start.isoformat(), **weights}


def day_off(off: DayOff) -> Document:
    """Days off, or halves of them."""
    return {
        "from": off.first.isoformat(),
        "to": off.last.isoformat(),
        "half": off.half,
        "reason": off.reason or None,
    }


def holiday(one: Holiday) -> Document:
    """A public holiday as the day off it would be."""
    return day_off(one.day_off) | {"working": one.working, "off": one.off}


def campaign(one: Campaign, phase: Phase) -> Document:
    """A campaign as it was planned; `ended` when it is over or was ended."""
    return {
        "name": one.name,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "points_factor": points(one.points_factor),
        "target_factor": points(one.target_factor),
        "activities": None if one.activities is None else sorted(one.activities),
        "goal": maybe_points(one.goal),
        "prize": one.prize or None,
        "color": one.color,
        "ended": phase is Phase.ENDED,
        "planned_to": (one.planned_last or one.last).isoformat(),
    }


def campaign_result(state: CampaignState) -> Document:
    """What a campaign has brought so far, against as many working days before; null where nothing is known.

    `final` is what it was when it was closed.
    """
    one, found, final = state.campaign, state.result, state.final
    return {
        "name": one.name,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "points": points(found.points),
        "goal": maybe_points(one.goal),
        "working_days": found.working_days,
        "points_per_day": maybe_points(found.points_per_day),
        "baseline_points_per_day": maybe_points(found.baseline_per_day),
        "change_pct": maybe_points(found.change_pct),
        "base_points_per_day": maybe_points(found.base_points_per_day),
        "base_change_pct": maybe_points(found.base_change_pct),
        "won": found.won if one.goal is not None else None,
        "final": None
        if final is None
        else {
            "closed_at": final.closed_at.isoformat(timespec="seconds"),
            "points": points(final.points),
            "working_days": final.working_days,
            "activities": [
                {
                    "key": line.activity,
                    "name": line.name,
                    "quantity": line.quantity,
                    "points": points(line.points),
                }
                for line in final.lines
            ],
        },
    }


def streaks(record: StreakRecord) -> Document:
    """Streaks of days and weeks, reserve days of the month, constancy in percent."""
    steadiness = record.constancy
    return {
        "days": record.now.days,
        "best_days": record.best_days,
        "weeks": record.weeks,
        "best_weeks": record.best_weeks,
        "reserve_left": record.now.reserve_left,
        "constancy": None if steadiness is None else points(Fraction(steadiness)),
        "reserve_days": record.now.reserve_days,
        "covered": [day.isoformat() for day in record.now.covered],
    }


def reward(one: Reward, state: "RewardsState") -> Document:
    """A reward, how often it was taken, and how many things won wait for one like it."""
    return {
        "name": one.name,
        "for": one.won_by.value,
        "price": amount(one.price),
        "claimed": sum(taken.reward.key == one.key for taken in state.taken),
        "open": sum(won.won_by is one.won_by for won in state.open),
    }


def digest(state: Digest) -> Document:
    """How a day begins."""
    return {
        "day": state.day.isoformat(),
        "yesterday": _past(state.yesterday),
        "last_day": _past(state.last),
        "week": {
            "week_start": state.week.start.isoformat(),
            "iso_week": iso_week(state.week.start),
            "points": points(state.week.points),
            "target": points(state.week.target),
            "expected": points(state.week.expected),
            "pace": state.week.pace.value if state.week.pace else None,
            "needed_per_day": maybe_points(state.week.needed_per_day),
            "trial": state.week.trial,
        },
        "today": day(state.today),
        "streak": state.streak.days if state.streak else None,
        "reserve_left": state.streak.reserve_left if state.streak else None,
        "campaign": None
        if state.campaign is None
        else {
            "name": state.campaign.campaign.name,
            "points": points(state.campaign.points),
            "goal": maybe_points(state.campaign.campaign.goal),
            "days_left": state.campaign.days_left,
        },
    }


def _past(past: PastDay) -> Document:
    return {**day_row(past.standing), "activities": [activity_row(line) for line in past.activities]}
