"""The sentences that window and command line share: what went wrong and what to do, feats, days."""

from collections.abc import Iterable
from datetime import date

from scoreboard.domain.entries import has_control
from scoreboard.domain.goals import Feat
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    BadChoice,
    BadDate,
    BadNumber,
    BadText,
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    NameTaken,
    NewerData,
    NotEmpty,
    NothingToUndo,
    ReasonNeeded,
    Refused,
    ScoreboardError,
    StoreProblem,
    TooEarly,
    UnknownName,
    WrongKind,
)
from scoreboard.i18n import _, n_, number

LONGEST_QUOTE = 60
MOST_NAMES = 15


def problem(error: ScoreboardError) -> str:
    """One line without line ends that says what is wrong and what to do about it."""
    match error:
        case UnknownName() | AmbiguousName() | NameTaken() | BadChoice():
            return _about_name(error)
        case BadText() | BadNumber() | BadDate():
            return _about_value(error)
        case Refused():
            return _about_rules(error)
        case StoreProblem():
            return _about_store(error)
    return str(error)


def _about_name(error: UnknownName | AmbiguousName | NameTaken | BadChoice) -> str:
    match error:
        case UnknownName(what=what, name=name, known=known):
            sentence = _unknown(what).format(name=quoted(name))
            return sentence + (" " + _("Choose one of: {names}.").format(names=_list(known)) if known else "")
        case AmbiguousName(name=name, candidates=candidates):
            text = _("“{name}” fits more than one; write more of it: {names}.")
            return text.format(name=quoted(name), names=_list(candidates))
        case NameTaken(name=name):
            text = _("“{name}” is in use already; choose another name.")
            return text.format(name=quoted(name))
        case BadChoice(field=field, text=value, choices=choices):
            text = _("{field}: “{value}” is not offered; choose one of: {names}.")
            return text.format(field=field_name(field), value=quoted(value), names=_list(choices))


def _unknown(what: str) -> str:
    match what:
        case "activity":
            return _("There is no activity “{name}”.")
        case "outcome":
            return _("There is no outcome “{name}” here.")
        case "deliverable":
            return _("There is no deliverable “{name}”.")
        case "entry":
            return _("There is no entry “{name}”; the history shows the entries there are.")
        case "starter":
            return _("There is no starter rulebook “{name}”.")
    return _("“{name}” is not known.")


def _about_value(error: BadText | BadNumber | BadDate) -> str:
    match error:
        case BadText(field="key"):
            return _("A key is made of small letters a to z, digits, hyphens and underscores, 48 at most.")
        case BadText(field="currency"):
            return _("A currency is written as three capital letters, like EUR.")
        case BadText(field=field, problem="empty"):
            return _("{field}: this is empty; please write something.").format(field=field_name(field))
        case BadText(field=field, problem="long", limit=limit):
            text = _("{field}: this is too long; {limit} characters fit.")
            return text.format(field=field_name(field), limit=number(limit))
        case BadText(field=field):
            text = _("{field}: there are characters in it that cannot be shown; please type it anew.")
            return text.format(field=field_name(field))
        case BadNumber(field=field, low=low, high=high, decimals=decimals):
            text = (
                _("{field}: please give a number from {low} to {high} with at most two decimals.")
                if decimals
                else _("{field}: please give a whole number from {low} to {high}.")
            )
            return text.format(field=field_name(field), low=number(low), high=number(high))
        case BadDate():
            return _about_date(error)


def _about_date(error: BadDate) -> str:
    match error.problem:
        case "early" | "late":
            text = _("“{date}” is out of reach; days from 2000 to 2100 can be used.")
        case "future":
            text = _("“{date}” is still to come; choose today or an earlier day.")
        case _:  # unreadable
            text = _("“{date}” does not exist; write days like 2026-11-23 and times like 14:05.")
    return text.format(date=quoted(error.text))


def _about_rules(error: Refused) -> str:
    match error:
        case TooEarly(start=start, first=first):
            text = _("This cannot count from {start} on; the first day that is allowed is {first} ({iso}).")
            return text.format(start=day_words(start), first=day_words(first), iso=first.isoformat())
        case ReasonNeeded():
            return _("A correction of the past is written down with its reason; please give one.")
        case WrongKind(name=name, percent=True):
            text = _("“{name}” is measured in percent; say how far one of its deliverables has come.")
            return text.format(name=quoted(name))
        case WrongKind(name=name):
            text = _("“{name}” is counted; it has no percentages, steps or deliverables.")
            return text.format(name=quoted(name))
        case AlreadyVoided():
            return _("This entry is out of the score already; there is nothing to do.")
        case NothingToUndo():
            return _("There is no entry to take back.")
        case NotEmpty(folder=folder, entries=0):
            text = _("{folder} holds a rulebook already; choose an empty folder.")
            return text.format(folder=quoted(str(folder), limit=None))
        case NotEmpty(folder=folder, entries=entries):
            text = n_(
                "{folder} holds {count} entry already; choose an empty folder.",
                "{folder} holds {count} entries already; choose an empty folder.",
                entries,
            )
            return text.format(folder=quoted(str(folder), limit=None), count=number(entries))
    return str(error)


def _about_store(error: StoreProblem) -> str:
    match error:
        case NewerData():
            text = _(
                "Your data were written by a newer version of Scoreboard; please update. Nothing was changed."
            )
        case DamagedData():
            text = _(
                "Your data file {path} is damaged. Nothing was deleted; an older copy can take its place."
            )
        case ForeignData():
            text = _("{path} is not a file of Scoreboard and was left alone; choose another data folder.")
        case DataBusy():
            text = _("Another program has been using your data for too long; please try again in a moment.")
        case DiskFull():
            text = _("The disk is full and nothing was stored; free some space and try again.")
        case _:  # NoAccess
            text = _(
                "{path} cannot be read or written; check that the folder is there and that you may use it."
            )
    return text.format(path=quoted(str(error.path), limit=None))


def field_name(field: str) -> str:
    """The name of something that can be filled in, as it stands before a colon."""
    names = {
        "amount": _("Amount"),
        "color": _("Colour"),
        "contact": _("Contact"),
        "count": _("Count"),
        "daily_cap": _("Daily cap"),
        "icon": _("Icon"),
        "kind": _("Kind"),
        "language": _("Language"),
        "mini_goal": _("Mini-goal"),
        "name": _("Name"),
        "note": _("Note"),
        "percent": _("Percentage"),
        "points": _("Points"),
        "reason": _("Reason"),
        "stage": _("Stage"),
        "step": _("Step"),
        "target": _("Weekly target"),
        "trial_weeks": _("Trial weeks"),
        "week_start": _("First day of the week"),
        "weeks": _("Weeks"),
        "weight": _("Working weight"),
    }
    return names.get(field, field)


def feat(achieved: Feat) -> str:
    """The short words that go with a celebration."""
    match achieved:
        case Feat.DAY_WON:
            return _("Day won")
        case Feat.WEEK_REACHED:
            return _("Week target reached")


def day_words(day: date) -> str:
    """A day with its weekday, like "Mon 23 Nov 2026"."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_names()[day.weekday()], day=day.day, month=month_names()[day.month - 1], year=day.year
    )


def weekday_names() -> tuple[str, ...]:
    """Short names of the weekdays, Monday first."""
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def month_names() -> tuple[str, ...]:
    """Short names of the months, January first."""
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )


def quoted(text: str, limit: int | None = LONGEST_QUOTE) -> str:
    """What somebody typed, fit to be repeated in a sentence: in one line, harmless and not too long."""
    safe = "".join("\N{REPLACEMENT CHARACTER}" if has_control(char) else char for char in text)
    return safe if limit is None or len(safe) <= limit else safe[: limit - 1] + "…"


def _list(names: Iterable[str]) -> str:
    shown = [quoted(name) for name in names]
    return ", ".join(shown[:MOST_NAMES] + ["…"] * (len(shown) > MOST_NAMES))
