"""What the toast says about a write: what happened, what it means, and what can be done about it."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from scoreboard.domain.achievements import Reward, Taken
from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.domain.rules import Activity, Campaign, Deliverable, ReserveNote, WinBy
from scoreboard.errors import DataBusy, DiskFull, StoreProblem
from scoreboard.i18n import _, n_, number
from scoreboard.service.changes import Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import LogLine
from scoreboard.store.lines import Kept
from scoreboard.values import Value, replace
from scoreboard.wording import day_words, feat, kept_words

T = TypeVar("T")


class Message(Value):
    """A toast's words; `spoken` is what a screen reader says instead."""

    title: str
    detail: str = ""
    icon: str = "check"
    hue: str = "petrol"
    spoken: str = ""


def saying(done: Done[T], words: Callable[[T], Message]) -> Done[Message]:
    """The write with its own words for the toast, for one whose value does not tell what was done."""
    return Done(words(done.value), done.changed, done.undo, done.feats, done.kept)


def finished(done: Done[Any], *, doubted: bool = False) -> Message:
    """About a new write; of an entry in a `doubted` week no more than what it is worth itself."""
    match done.value:
        case Message() as message:
            return message
        case Logged(line=line) as logged:
            title = _("Logged: {name}")
            if doubted:
                return Message(title.format(name=_name(line)), _gained(line), line.icon, line.color)
            return _logged(done, logged, title)
        case LogLine(voided=False) as line:
            return Message(_("Added: {name}").format(name=_name(line)), icon=line.icon, hue=line.color)
        case LogLine() as line:
            return _line(line)
        case Kept() as dropped:
            return _dropped(dropped)
        case Deliverable(archived=True) as piece:
            return Message(_("Put away: {name}").format(name=piece.name))
        case Deliverable() as piece:
            return Message(_("Saved: {name}").format(name=piece.name))
        case Taken() as taken:
            return Message(_("Yours: {name}").format(name=taken.reward.name), icon="gift", hue="amber")
        case Reward() as reward:
            title = _("Put away: {name}") if reward.archived else _("Saved: {name}")
            return Message(title.format(name=reward.name), icon="gift", hue="amber")
        case ReserveNote(declined=True) as note:
            return Message(
                _("{day} stays open").format(day=day_words(note.day)), icon="umbrella", hue="ocean"
            )
        case ReserveNote() as note:
            return Message(_("Noted: {day}").format(day=day_words(note.day)), icon="umbrella", hue="ocean")
        case Activity() as activity:
            title = _("Put away: {name}") if activity.archived else _("Saved: {name}")
            return Message(title.format(name=activity.name), icon=activity.icon, hue=activity.color)
        case Campaign() as campaign:
            title = _("Saved: {name}").format(name=campaign.name)
            return Message(title, icon=campaign.icon, hue=campaign.color)
    return Message(_("Saved"))


def edited(done: Done[Any]) -> Message:
    """About an entry that was put right."""
    if isinstance(done.value, Logged):
        return _logged(done, done.value, _("Changed: {name}"))
    return Message(_("Saved"))


def undone(done: Done[Any]) -> Message:
    """About a write that was taken back."""
    match done.value:
        case Logged() as logged:
            return _logged(done, logged, _("Changed back: {name}"))
        case LogLine() as line:
            return _line(line)
        case Kept() as waiting:
            return Message(_("Waits again: {name}").format(name=kept_words(waiting.entry)), icon="undo-2")
        case Taken() as taken:
            return Message(_("It waits again: {name}").format(name=taken.reward.name), icon="undo-2")
        case Activity() | Deliverable() | Campaign() | Reward():
            return Message(_("Taken back: {name}").format(name=done.value.name), icon="undo-2")
    return Message(_("Taken back"), icon="undo-2")


def redone(done: Done[Any]) -> Message:
    """About a write that was made again."""
    match done.value:
        case Logged() as logged:
            return _logged(done, logged, _("Changed: {name}"))
        case LogLine() as line:
            return _line(line)
        case Kept() as dropped:
            return _dropped(dropped)
    return Message(_("Done again"), icon="redo-2")


def _dropped(one: Kept) -> Message:
    title = _("Dropped: {name}").format(name=kept_words(one.entry))
    return Message(title, _("Kept in lifeboat-dropped.jsonl beside your data"), icon="trash-2")


def kept(message: Message, cause: StoreProblem, waiting: int) -> Message:
    """The same about an entry that the database did not take: it is safe, and so many wait."""
    match cause:
        case DiskFull():
            text = n_("Disk full: kept safe ({n} log)", "Disk full: kept safe ({n} logs)", waiting)
        case DataBusy():
            text = n_("Data in use: kept safe ({n} log)", "Data in use: kept safe ({n} logs)", waiting)
        case _:
            text = n_("Kept safe for later ({n} log)", "Kept safe for later ({n} logs)", waiting)
    safe = text.format(n=number(waiting))
    return replace(message, detail=safe, spoken=f"{message.spoken} {safe}." if message.spoken else "")


def only_kept(waiting: int) -> Message:
    """About an entry that is safe, but what it scores cannot be told."""
    text = n_("{n} log waits; its points show later.", "{n} logs wait; their points show later.", waiting)
    return Message(_("Kept safe for later"), text.format(n=number(waiting)), icon="shield-check")


def _name(line: LogLine) -> str:
    return line.deliverable_name or line.name


def _logged(done: Done[Any], logged: Logged, title: str) -> Message:
    line = logged.line
    achieved = [feat(one) for one in done.feats]
    parts = [_gained(line), *(achieved or [_left(logged.day)])]
    return Message(
        title.format(name=_name(line)),
        " · ".join(filter(None, parts)),
        line.icon,
        line.color,
        " ".join([_spoken(line.points, logged.week), *(f"{one}." for one in achieved)]),
    )


def _gained(line: LogLine) -> str:
    return n_("{n} point", "{n} points", 1 if line.points == 1 else 2).format(n=_signed(line.points))


def _line(line: LogLine) -> Message:
    title = _("Taken back: {name}") if line.voided else _("Counts again: {name}")
    return Message(title.format(name=_name(line)), icon=line.icon, hue=line.color)


def _signed(value: Fraction) -> str:
    return number(value, signed=True).replace("-", "−")


def _left(day: DayStanding) -> str:
    if day.off or day.won or (day.win_by is WinBy.MINI_GOALS and day.mini_goals_met is not None):
        return ""
    return _("{n} to go").format(n=number(day.goal - day.points))


def _spoken(points: Fraction, week: WeekStanding) -> str:
    """Plus 3. 28 of 40."""
    if week.off:
        return _("Plus {n}. {points} this week.").format(n=number(points), points=number(week.points))
    return _("Plus {n}. {points} of {target}.").format(
        n=number(points), points=number(week.points), target=number(week.target)
    )
