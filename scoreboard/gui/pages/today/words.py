"""The Today page's sentences, from its state. A good colleague's voice: short, calm, no exclamation marks."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.goals import Action, DayStanding, Pace, WeekStanding
from scoreboard.domain.rules import Activity, WinBy
from scoreboard.gui import dates
from scoreboard.i18n import _, n_, number, percent
from scoreboard.service.states import (
    ActivityKey,
    DayMark,
    DayState,
    DeliverableState,
    LogLine,
    Mark,
    StreakState,
    TodayState,
)
from scoreboard.values import Value
from scoreboard.wording import no_day_left, points_short, smaller_win


def greeting(now: datetime, name: str) -> str:
    """Good morning, Sanne."""
    if 5 <= now.hour < 12:
        return _("Good morning, {name}").format(name=name) if name else _("Good morning")
    if 12 <= now.hour < 18:
        return _("Good afternoon, {name}").format(name=name) if name else _("Good afternoon")
    return _("Good evening, {name}").format(name=name) if name else _("Good evening")


def day_line(day: date, week_start: date) -> str:
    """Wednesday 16 September · week 38."""
    text = _("{day} · week {week}").format(day=dates.long_day(day), week=dates.week_number(week_start))
    return dates.capital(text)


def week_line(start: date) -> str:
    """Week 38."""
    return _("Week {week}").format(week=dates.week_number(start))


def points(value: Fraction) -> str:
    """3 points."""
    return n_("{n} point", "{n} points", _plural(value)).format(n=number(value))


def gain(value: Fraction) -> str:
    """+3, with a real minus sign."""
    return number(value, signed=True).replace("-", "−") if value else "0"


def times(count: int) -> str:
    """How often, for a screen reader."""
    return n_("Today {n} time.", "Today {n} times.", count).format(n=number(count))


def _plural(value: Fraction) -> int:
    """The count that chooses between singular and plural: only exactly 1 is one."""
    return 1 if value == 1 else 2


class WeekWords(Value):
    """What stands beside the ring."""

    label: str
    statement: str
    rest: str
    pace: str = ""
    need: str = ""
    caption: str = ""
    short_caption: str = ""
    summary: str = ""


def week_words(week: WeekStanding, today: date) -> WeekWords:
    """The week in a statement, a second line, the pace and what a day needs."""
    label = _week_label(week, today)
    if week.off:
        statement, rest = _("No target this week"), _("Every point is extra.")
    elif week.trial:
        statement, rest = _("Still in trial"), _("No target yet, so nothing to fall short of.")
    elif week.reached:
        statement, rest = _("Week target reached"), _("Stop or keep going, both fine.")
    elif week.pace is None:
        statement, rest = _closed(week, today)
    else:
        statement, rest = _running(week, today)
    caption = _("of {n} points").format(n=number(week.target)) if week.target else _("points")
    summary = _("Week score {points} of {target}, {statement}").format(
        points=number(week.points), target=number(week.target), statement=statement
    )
    short = _("of {n}").format(n=number(week.target)) if week.target else _("points")
    return WeekWords(label, statement, rest, *_pace(week), caption, short, summary)


def doubted(says: WeekWords) -> WeekWords:
    """The same for a week whose data are not as they were written: no verdict, and no figure without that."""
    may = _("may be wrong")
    text = _("Some of its data are not as they were written.")
    summary = may_be_wrong(says.summary)
    return WeekWords(says.label, _("This score may be wrong"), text, "", "", may, may, summary)


def may_be_wrong(figures: str) -> str:
    """12 of 8 points today, may be wrong."""
    return _("{figures}, may be wrong").format(figures=figures)


def _week_label(week: WeekStanding, today: date) -> str:
    if week.start <= today <= week.end:
        return _("This week")
    return week_line(week.start)


def _closed(week: WeekStanding, today: date) -> tuple[str, str]:
    if week.start > today:
        return _("A fresh week"), _("{points} to reach.").format(points=points(week.target))
    return _("This week is over"), _("It stays as it is.")


def _running(week: WeekStanding, today: date) -> tuple[str, str]:
    if week.needed_next is None:
        return points_short(week.short), no_day_left()
    return _course(week, week.needed_next), _to_go(week, today)


def _course(week: WeekStanding, need: Fraction) -> str:
    if week.pace is Pace.AHEAD and week.points > week.expected:
        return _("{n} ahead of pace").format(n=number(week.points - week.expected))
    if week.pace is not Pace.BEHIND:
        return _("On pace")
    if week.out_of_reach:
        return smaller_win(week)
    return _("{n} a day gets you there").format(n=number(need))


def _to_go(week: WeekStanding, today: date) -> str:
    left = _days_left(week, today)
    return n_("{points} to go, {n} day left.", "{points} to go, {n} days left.", _plural(left)).format(
        points=points(week.short), n=number(left).replace(".5", "½").replace(",5", "½")
    )


def _days_left(week: WeekStanding, today: date) -> Fraction:
    """Working days left, today included, in halves."""
    whole = max(day.goal for day in week.days)
    days = sum((day.goal for day in week.days if day.day >= today), Fraction(0)) / whole
    return Fraction(round(days * 2), 2)


def _pace(week: WeekStanding) -> tuple[str, str]:
    """The tick's legend, and what each day left needs."""
    if week.pace is None or week.trial:
        return "", ""
    tick = _("Pace tonight: {points}").format(points=points(week.expected))
    need = week.needed_next
    if not need or week.reached or week.pace is Pace.BEHIND:
        return tick, ""
    return tick, _("{n} a day gets you there").format(n=number(need))


class Measure(Value):
    """What the sun's rays stand for: points, or units of the mini-goals where they alone win the day."""

    value: Fraction
    goal: Fraction
    won: bool

    @property
    def left(self) -> Fraction:
        """What is still to do."""
        return max(Fraction(0), self.goal - self.value)


def measure(day: DayState, *, doubted: bool = False) -> Measure:
    """What the day's sun counts; of a `doubted` day no share of the goal, and no verdict."""
    standing = day.standing
    value, goal = standing.points, standing.goal
    if by_mini_goals(standing):
        value = Fraction(sum(min(one.done, one.wanted) for one in day.mini_goals))
        goal = Fraction(sum(one.wanted for one in day.mini_goals))
    return Measure(value, Fraction(0), won=False) if doubted else Measure(value, goal, standing.won)


def by_mini_goals(day: DayStanding) -> bool:
    """Whether the day is won by its mini-goals alone."""
    return day.win_by is WinBy.MINI_GOALS and day.mini_goals_met is not None and not day.off


class DayWords(Value):
    """What stands beside the sun."""

    statement: str
    rest: str
    ways: str = ""
    extra: str = ""
    caption: str = ""
    summary: str = ""


def day_words(state: TodayState, *, plain: bool, doubted: bool) -> DayWords:
    """The day in a statement, a second line, and the heading over what wins it; `plain`: as no game,
    `doubted`: data that are not as they were written get no verdict, and no figure without that.
    """
    says = _day_words(state, plain=plain)
    if not doubted:
        return says
    text = may_be_wrong(points(state.day.standing.points))
    return DayWords(_("This day may be wrong"), text, says.ways, "", _("may be wrong"), text)


def _day_words(state: TodayState, *, plain: bool) -> DayWords:
    day = state.day.standing
    score = _score(state)
    left = measure(state.day).left
    caption = _("to go")
    if day.off:
        extra = _("Points still count for the week.")
        words = DayWords(
            _("No goal today") if state.live else _("No goal that day"), points(day.points), "", extra
        )
        return _with(words, caption=_("points"), summary=f"{words.statement}, {words.rest}")
    if day.won:
        if state.live and state.streak is not None and state.streak.days > 1:
            text = _("{score}, {n} days in a row")
            score = text.format(score=score, n=number(state.streak.days))
        extra = _("Everything from here is extra.") if state.live and not plain else ""
        words = DayWords(_("Day goal reached") if plain else _("Day won"), score, "", extra)
        return _with(words, caption="", summary=f"{score}, {words.statement}")
    summary = _("{score}, {n} to go").format(score=score, n=number(left))
    if state.live:
        one = len(state.day.ways) == 1
        if plain:
            ways = _("This reaches the goal") if one else _("Each of these reaches the goal")
        else:
            ways = _("This wins the day") if one else _("Each of these wins the day")
        words = DayWords(_("Day goal") if plain else _("Win the day"), score, ways)
    else:
        words = DayWords(_("Left open"), score, _("What would reach it") if plain else _("What would win it"))
    return _with(words, caption=caption, summary=summary)


def _score(state: TodayState) -> str:
    """5 of 8 points today; with mini-goals also how many of them are met, as far as they win the day."""
    day, minis = state.day.standing, state.day.mini_goals
    text = _("{points} of {goal} points")
    if state.live:
        text = _("{points} of {goal} points today")
    score = text.format(points=number(day.points), goal=number(day.goal))
    if day.win_by is WinBy.POINTS or day.mini_goals_met is None:
        return score
    met = sum(one.done >= one.wanted for one in minis)
    text = n_("{n} of {all} mini-goal", "{n} of {all} mini-goals", len(minis))
    goals = text.format(n=number(met), all=number(len(minis)))
    if day.win_by is WinBy.MINI_GOALS:
        return _("{goals}, {points}").format(goals=goals, points=points(day.points))
    return _("{score}, {goals}").format(score=score, goals=goals)


def _with(words: DayWords, *, caption: str, summary: str) -> DayWords:
    return DayWords(words.statement, words.rest, words.ways, words.extra, caption, summary)


def way(actions: tuple[Action, ...], names: dict[str, Activity]) -> str:
    """1 × Quote sent + 2 × Newsletter reader."""
    parts = [
        _("{n} × {activity}").format(n=number(action.quantity), activity=names[action.activity].name)
        for action in actions
    ]
    return " + ".join(parts)


def key_name(key: ActivityKey) -> str:
    """Quote sent, 3 points, counts double: what a screen reader says of a key."""
    text = _("{activity}, {points}").format(activity=key.name, points=points(key.points))
    if key.factor != 1:
        text = _("{key}, times {factor}").format(key=text, factor=number(key.factor))
    return text


def key_description(key: ActivityKey, digit: str) -> str:
    """Key 2. Today 1 time. 20 are wanted."""
    parts = [_("Key {digit}.").format(digit=digit)] if digit else []
    wanted = []
    if key.wanted:
        text = n_("{n} is wanted.", "{n} are wanted.", key.wanted)
        wanted = [text.format(n=number(key.wanted))]
    return " ".join([*parts, times(key.done), *wanted])


def mini_goal(key: ActivityKey) -> tuple[str, ...]:
    """3 of 20, and the same where there is less room; nothing without a mini-goal."""
    if not key.wanted:
        return ()
    done, wanted = number(key.done), number(key.wanted)
    return _("{n} of {wanted}").format(n=done, wanted=wanted), f"{done}/{wanted}"


def moved(state: DeliverableState, day: date) -> str:
    """When the piece of work last moved."""
    if state.last_moved is None:
        return _("Not started yet")
    if state.last_moved == day:
        return _("Moved today")
    if state.last_moved == day - timedelta(days=1):
        return _("Last moved yesterday")
    if day - timedelta(days=7) < state.last_moved < day:
        return _("Last moved on {weekday}").format(weekday=dates.weekday(state.last_moved))
    return _("Last moved on {day}").format(day=dates.day_and_month(state.last_moved))


def slider_name(state: DeliverableState) -> str:
    """September newsletter, 60 percent, 6 points."""
    return _("{name}, {percent}, {points}").format(
        name=state.name, percent=percent(state.percent), points=points(state.points_total)
    )


def step_price(deliverables: tuple[DeliverableState, ...]) -> str:
    """1 point for every 10 %, when that holds for all of them."""
    prices = {(one.step_points, one.step) for one in deliverables}
    if len(prices) != 1:
        return ""
    ((each, step),) = prices
    return _("{points} for every {percent}").format(points=points(each), percent=percent(step))


def line_name(line: LogLine) -> str:
    """The name of an entry: the deliverable's, else the activity's, with the count when it is not one."""
    name = line.deliverable_name or line.name
    if line.percent is None and line.quantity != 1:
        return _("{n} × {activity}").format(n=number(line.quantity), activity=name)
    return name


def line_details(line: LogLine) -> str:
    """11:30 · 50 → 60 %, or the outcome, contact and note."""
    parts = [dates.clock(line.at), *([_("check its date")] if line.entry.clock else [])]
    if line.percent is not None:
        parts.append(_("{before} → {after}").format(before=number(line.before), after=percent(line.percent)))
    parts += [part for part in (line.outcome_name, line.contact, line.note.replace("\n", " ")) if part]
    return " · ".join(parts)


_MARKS = {
    Mark.WON: lambda: _("day won"),
    Mark.TODAY: lambda: _("today, still open"),
    Mark.OPEN: lambda: _("left open"),
    Mark.RESERVE: lambda: _("reserve day used"),
    Mark.TO_COME: lambda: _("still to come"),
    Mark.OFF: lambda: _("no goal"),
}


def mark(one: DayMark) -> str:
    """Thursday 10 September: day won, 9 of 8 points."""
    standing = one.standing
    text = _("{day}: {mark}, {points} of {goal} points").format(
        day=dates.long_day(standing.day),
        mark=_MARKS[one.mark](),
        points=number(standing.points),
        goal=number(standing.goal),
    )
    return dates.capital(text)


def in_a_row(streak: StreakState) -> str:
    """6 in a row; nothing that is no row yet."""
    return _("{n} in a row").format(n=number(streak.days)) if streak.days > 1 else ""


def reserve_left(streak: StreakState) -> str:
    """2 of 2 reserve days left."""
    text = n_("{n} of {m} reserve day left", "{n} of {m} reserve days left", streak.reserve_days)
    return text.format(n=number(streak.reserve_left), m=number(streak.reserve_days))


def reserve_use(streak: StreakState, today: date) -> str:
    """One covered Thursday. Your streak is safe."""
    if streak.note is not None and streak.note.declined and streak.open_day is not None:
        return dates.capital(_("{day} stays open.").format(day=recent(streak.open_day, today)))
    covered = next((day for day in streak.covered if (today - day).days < _RECENT), None)
    if covered is None:
        return _("A day that stays open uses one by itself.")
    text = _("One covered {day}. Your streak is safe.") if streak.days else _("One covered {day}.")
    return text.format(day=recent(covered, today))


def open_day(streak: StreakState) -> date | None:
    """The last working day if it stayed open and a reserve day covers it, or the seller left it so."""
    day, note = streak.open_day, streak.note
    return day if day in streak.covered or (note is not None and note.declined) else None


_RECENT = 14
"""Days for which it is told that a reserve day was used."""


def recent(day: date, today: date) -> str:
    """Thursday; a day that is more than a week ago with its date."""
    if (today - day).days < 7:
        return dates.weekday(day)
    return dates.long_day(day)


def rewards_waiting(count: int) -> str:
    """2 rewards are waiting for you."""
    text = n_("A reward is waiting for you.", "{n} rewards are waiting for you.", count)
    return text.format(n=number(count))


def won_count(marks: tuple[DayMark, ...]) -> str:
    """2 this week."""
    won = sum(one.mark is Mark.WON for one in marks)
    return n_("{n} this week", "{n} this week", won).format(n=number(won)) if won else ""
