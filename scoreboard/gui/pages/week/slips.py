"""The explanation of any figure of the week as a receipt: its lines, their sum, and the rules behind them."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from scoreboard.domain.goals import DayStanding
from scoreboard.domain.rules import NO_FACTOR, Kind
from scoreboard.gui import dates
from scoreboard.gui.pages.week import words
from scoreboard.gui.widgets.receipt import ReceiptRow
from scoreboard.i18n import _, n_, number, percent
from scoreboard.service.overviews import WeekState
from scoreboard.service.receipts import Receipt, ReceiptLine
from scoreboard.service.states import ActivityLine
from scoreboard.values import Value, replace

RULE = ReceiptRow(kind="rule")


class Figure(StrEnum):
    """What can be explained."""

    WEEK = "week"
    DAY = "day"
    ACTIVITY = "activity"
    EARLIER = "earlier"
    DAYS_WON = "days_won"
    OUTLOOK = "outlook"


class Pick(Value):
    """The figure that was chosen: a day's or an earlier week's by date, an activity's by key."""

    figure: Figure = Figure.WEEK
    day: date | None = None
    activity: str = ""


class Slip(Value):
    """A receipt ready to be shown or copied. `total` is the figure that it explains."""

    title: str
    subtitle: str
    rows: tuple[ReceiptRow, ...]
    total: Fraction

    def text(self) -> str:
        """The receipt as plain text."""
        lines = [self.title, self.subtitle]
        for row in self.rows:
            if row.kind == "rule":
                lines.append("-" * 24)
            else:
                lines.append("  ".join(part for part in (row.label, row.how, row.points) if part))
        return "\n".join(lines)


def doubted(slip: Slip) -> Slip:
    """The same for data that are not as they were written."""
    note = ReceiptRow(_("Some of its data are not as they were written."), kind="note")
    rows = [
        replace(row, label=words.may_be_wrong(row.label)) if row.kind == "total" else row for row in slip.rows
    ]
    return replace(slip, rows=(*rows, note))


def of_week(state: WeekState) -> Slip:
    """Why the week's score."""
    return _slip(
        _("Why this score"), _("Every point, and the rule behind it"), state.receipt, _("Week score")
    )


def of_earlier(state: WeekState) -> Slip:
    """Why the score of another week."""
    slip = _slip(words.week_title(state.week), words.week_span(state.week), state.receipt, _("Week score"))
    verdict = dates.capital(words.week_summary(state.week, state.today))
    return Slip(slip.title, slip.subtitle, (*slip.rows, ReceiptRow(verdict, kind="note")), slip.total)


def of_day(state: WeekState, day: DayStanding, receipt: Receipt) -> Slip:
    """Why a day's points."""
    title = dates.capital(dates.long_day(day.day))
    kind = words.mark_word(words.mark_of(state, day.day))
    if day.off:
        subtitle = dates.capital(kind)
    else:
        subtitle = _("{mark}: {points} of {goal} points").format(
            mark=dates.capital(kind), points=number(day.points), goal=number(day.goal)
        )
    return _slip(title, subtitle, receipt, _("Day score"))


def of_activity(line: ActivityLine, receipt: Receipt) -> Slip:
    """Why an activity's points of the week."""
    lines = tuple(one for one in receipt.lines if one.activity == line.key)
    own = Receipt(lines, sum((one.total for one in lines), Fraction(0)))
    return _slip(line.name, _("Its points this week, and the rules behind them"), own, _("Together"))


def of_days_won(state: WeekState) -> Slip:
    """Which days were won, and with what."""
    rows = [RULE]
    for one in state.marks:
        day = one.standing
        sum_ = number(day.points) if day.off else _of(day.points, day.goal)
        rows.append(ReceiptRow(dates.capital(dates.short_day(day.day)), sum_, words.mark_word(one.mark)))
    won = sum(day.won for day in state.week.days)
    rows += [RULE, ReceiptRow(_("Days won"), points=number(won), kind="total")]
    rows.append(
        ReceiptRow(_("A day is won when its points reach its goal. Exactly equal is won."), kind="note")
    )
    return Slip(_("Days won"), words.week_span(state.week), tuple(rows), Fraction(won))


def of_outlook(state: WeekState) -> Slip:
    """How the course is worked out, else what the target is made of."""
    week = state.week
    judged = not (week.reached or week.trial or week.off)
    running = words.is_running(state) and judged and week.needed_next is not None
    if running and state.on_course is not None:
        return _course(state, state.on_course)
    if running:
        return _need(state)
    return _target(state)


def _course(state: WeekState, course: Fraction) -> Slip:
    days, today = state.week.days, state.today
    before = sum((day.points for day in days if day.day < today), Fraction(0))
    goals = sum((day.goal for day in days if day.day < today), Fraction(0))
    now = next(day for day in days if day.day == today)
    usual = before / goals * now.goal if goals else Fraction(0)
    ahead = course - before - max(now.points, usual)
    today_words = _("Today, already") if now.points >= usual else _("Today, at this rate")
    rate = _("{points} on {goal} points of day goals").format(points=number(before), goal=number(goals))
    rows = [
        RULE,
        ReceiptRow(_("Until yesterday"), points=number(before)),
        ReceiptRow(today_words, points=number(max(now.points, usual))),
        ReceiptRow(_("The days left, at this rate"), points=number(ahead)),
        RULE,
        ReceiptRow(_("On course for"), points=number(course), kind="total"),
        ReceiptRow(_("The rate: {rate}.").format(rate=rate), kind="note"),
        ReceiptRow(_("Where this rate leads. Not a promise, and nothing you owe."), kind="note"),
    ]
    return Slip(_("On course for"), words.week_span(state.week), tuple(rows), course)


def _need(state: WeekState) -> Slip:
    week = state.week
    need = week.needed_next or Fraction(0)
    share = _("Today's share") if week.needed_per_day else _("The next working day's share")
    rows = [
        RULE,
        ReceiptRow(_("Week target"), points=number(week.target)),
        ReceiptRow(_("Points so far"), points=words.gain(-week.points)),
        ReceiptRow(_("Still to go"), points=number(week.short)),
        RULE,
        ReceiptRow(share, points=number(need), kind="total"),
        ReceiptRow(_("What is to go, shared out over the working days left."), kind="note"),
    ]
    return Slip(_("To reach the target"), words.week_span(week), tuple(rows), need)


def _target(state: WeekState) -> Slip:
    week = state.week
    rows = [RULE]
    rows += [
        ReceiptRow(dates.capital(dates.long_day(day.day)), points=number(day.goal))
        for day in week.days
        if day.goal
    ]
    name = _("Wish of the week") if week.trial else _("Week target")
    rows += [RULE, ReceiptRow(name, points=number(week.target), kind="total")]
    if week.target != week.base_target:
        base = _("A full week has {points}; days off and campaigns change it.")
        rows.append(ReceiptRow(base.format(points=words.points(week.base_target)), kind="note"))
    if week.trial:
        rows.append(ReceiptRow(_("In the trial it is a wish: nothing to fall short of."), kind="note"))
    return Slip(name, _("The day goals of this week"), tuple(rows), week.target)


def _slip(title: str, subtitle: str, receipt: Receipt, total: str) -> Slip:
    rows: list[ReceiptRow] = [RULE]
    rows += [row for line in _grouped(receipt.lines) for row in _line_rows(line)]
    if not receipt.lines:
        rows.append(ReceiptRow(_("Nothing logged."), kind="note"))
    rows += [RULE, ReceiptRow(total, points=number(receipt.total), kind="total")]
    notes = [ReceiptRow(note, kind="note") for note in _notes(receipt.lines)]
    return Slip(title, subtitle, tuple(rows + ([RULE, *notes] if notes else [])), receipt.total)


def _grouped(lines: Sequence[ReceiptLine]) -> Iterable[ReceiptLine]:
    """The lines of one activity together, activities in the order of their first line."""
    order = list(dict.fromkeys(line.activity for line in lines))
    return sorted(lines, key=lambda line: order.index(line.activity))


def _line_rows(line: ReceiptLine) -> Iterable[ReceiptRow]:
    name = line.deliverable_name or line.name
    if line.outcome_name:
        name = _("{activity} · {outcome}").format(activity=name, outcome=line.outcome_name)
    yield ReceiptRow(name, how(line), number(line.total))
    if line.uncounted:
        text = n_("{n} more above the daily cap", "{n} more above the daily cap", line.uncounted)
        yield ReceiptRow(text.format(n=number(line.uncounted)), points="0", kind="extra", hue="text3")


def how(line: ReceiptLine) -> str:
    """2 × 3, 0 → 60 % at a point a step, with a campaign's factor behind it."""
    if line.kind is Kind.PERCENT and line.points == 1:
        text = _("{before} → {after}").format(
            before=number(line.from_percent), after=percent(line.to_percent)
        )
    else:
        text = _("{n} × {points}").format(n=number(line.units), points=number(line.points))
    if line.factor != NO_FACTOR:
        text = _("{sum} × {factor}").format(sum=text, factor=number(line.factor))
    return text


def _notes(lines: Sequence[ReceiptLine]) -> Iterable[str]:
    rules = [line.rule for line in lines if line.rule]
    starts = sorted({rule.start for rule in rules})
    if len(starts) == 1:
        yield _("Points by the rules of {day}.").format(day=dates.full_day(starts[0]))
    elif starts:
        text = _("Points by rules of {first} to {last}.")
        yield text.format(first=dates.full_day(starts[0]), last=dates.full_day(starts[-1]))
    if any(line.factor != NO_FACTOR for line in lines):
        yield _("The last number is the campaign's factor.")
    for rule in dict.fromkeys(rule for rule in rules if rule.correction):
        yield _("Corrected from {day} on: {reason}").format(
            day=dates.full_day(rule.start), reason=rule.reason
        )


def _of(part: Fraction, whole: Fraction) -> str:
    return _("{points} of {goal}").format(points=number(part), goal=number(whole))
