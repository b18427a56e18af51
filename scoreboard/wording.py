"""The sentences that window and command line share: what went wrong and what to do, the data, feats, days.

About the data they have one order: what happened, what is safe, what one can do.
"""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from scoreboard.domain.achievements import Feat
from scoreboard.domain.entries import LogEntry, has_control
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    BadChoice,
    BadDate,
    BadNumber,
    BadText,
    BeingReplaced,
    CampaignBegun,
    CampaignOver,
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    HolidaysMissing,
    InUse,
    MigrationFailed,
    NameTaken,
    NewerData,
    NoAccess,
    NotEmpty,
    NothingToUndo,
    NothingWon,
    OnlyKept,
    OverEnvelope,
    Overlap,
    ReasonNeeded,
    Refused,
    ScoreboardError,
    StoreProblem,
    TooEarly,
    UnknownName,
    WrongKind,
    WrongOrder,
)
from scoreboard.i18n import _, money, n_, number, percent

if TYPE_CHECKING:
    from scoreboard.domain.goals import WeekStanding
    from scoreboard.service.waiting import BroughtIn
    from scoreboard.store.backups import Backup, Restored
    from scoreboard.store.recounting import Recounted
    from scoreboard.store.recovery import Recovery
    from scoreboard.store.safety import Finding, Soundness

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
        case "campaign":
            return _("There is no campaign “{name}”.")
        case "reward":
            return _("There is no reward “{name}”.")
        case "country":
            return _("“{name}” is no country whose public holidays are known; write its code, like NL or DE.")
        case "region":
            return _("There is no region “{name}” there.")
        case "day_off":
            return _("No days off begin on {name}.")
        case "outcome":
            return _("There is no outcome “{name}” here.")
        case "deliverable":
            return _("There is no deliverable “{name}”.")
        case "backup":
            return _("There is no backup “{name}”.")
        case "entry":
            return _("There is no entry “{name}”; the history shows the entries there are.")
        case "waiting":
            return _("There is no entry “{name}” in the lifeboat.")
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
        case Overlap() | WrongOrder() | CampaignBegun() | CampaignOver():
            return _about_stretch(error)
        case NothingWon() | OverEnvelope():
            return _about_reward(error)
        case InUse(name=name, entries=entries):
            text = n_(
                "“{name}” stays: {count} entry says so. Rename it, or put it right in that entry first.",
                "“{name}” stays: {count} entries say so. Rename it, or put it right in those entries first.",
                entries,
            )
            return text.format(name=quoted(name), count=number(entries))
        case HolidaysMissing():
            text = _(
                "The public holidays come from the package “{package}”, which is not installed; "
                "install it with “{command}”. Days off can be written without it."
            )
            return text.format(package="holidays", command="pip install holidays")
        case AlreadyVoided():
            return _("This entry is out of the score already; there is nothing to do.")
        case NothingToUndo():
            return _("There is no entry to take back.")
        case NotEmpty(folder=folder, entries=0):
            text = _("{folder} holds a rulebook already; choose an empty folder.")
            return text.format(folder=_path(folder))
        case NotEmpty(folder=folder, entries=entries):
            text = n_(
                "{folder} holds {count} entry already; choose an empty folder.",
                "{folder} holds {count} entries already; choose an empty folder.",
                entries,
            )
            return text.format(folder=_path(folder), count=number(entries))
    return str(error)


def _about_stretch(error: Overlap | WrongOrder | CampaignBegun | CampaignOver) -> str:
    match error:
        case Overlap(name=name, first=first, last=last):
            text = _(
                "“{name}” runs from {first} to {last}; there is one campaign at a time, so choose other days."
            )
            return text.format(name=quoted(name), first=day_words(first), last=day_words(last))
        case WrongOrder(first=first, last=last):
            text = _("The last day, {last}, lies before the first, {first}; please swap them.")
            return text.format(first=day_words(first), last=day_words(last))
        case CampaignBegun(name=name, first=first):
            text = _(
                "“{name}” began on {first}; since then its days, factors and goal are fixed. You can end it."
            )
            return text.format(name=quoted(name), first=day_words(first))
        case CampaignOver(name=name, first=first, last=last):
            text = _(
                "“{name}” runs from {first} to {last}; only a running campaign with days left can be ended."
            )
            return text.format(name=quoted(name), first=day_words(first), last=day_words(last))


def _about_reward(error: NothingWon | OverEnvelope) -> str:
    match error:
        case NothingWon(name=""):
            return _("You have promised yourself nothing for this yet; add a reward first.")
        case NothingWon(name=name, won_by=won_by):
            text = {
                "day": _("“{name}” is for a won day, and every day won so far has had its reward."),
                "week": _("“{name}” is for a reached week, and every week so far has had its reward."),
            }.get(won_by, _("“{name}” is for a won campaign, and every one so far has had its reward."))
            return text.format(name=quoted(name))
        case OverEnvelope(name=name, left=left, currency=currency):
            text = _("“{name}” costs more than the {left} left in this year's envelope; it stays for later.")
            return text.format(name=quoted(name), left=money(left, currency))


def _about_store(error: StoreProblem) -> str:
    match error:
        case NewerData():
            text = _(
                "Your data were written by a newer version of Scoreboard; please update. Nothing was changed."
            )
        case NoAccess(detail="missing") | DamagedData(detail="missing"):
            text = _("Your data file {path} is not there. Connect the disk it is on, or restore a backup.")
        case DamagedData():
            text = _(
                "Your data file {path} is damaged. Nothing was deleted; an older copy can take its place."
            )
        case ForeignData():
            text = _("{path} is not a file of Scoreboard and was left alone; choose another data folder.")
        case BeingReplaced():
            text = _("Your data are being put in place; please try again in a moment.")
        case DataBusy():
            text = _("Another program has been using your data for too long; please try again in a moment.")
        case DiskFull():
            text = _("The disk is full and nothing was stored; free some space and try again.")
        case MigrationFailed(backup=backup):
            return _update_failed(backup) + " " + _("Please try again.")
        case OnlyKept(cause=cause):
            return entry_kept(cause or error)
        case _:  # NoAccess
            text = _(
                "{path} cannot be read or written; check that the folder is there and that you may use it."
            )
    return text.format(path=_path(error.path))


def entry_kept(cause: StoreProblem, waiting: int = 1) -> str:
    """One calm line for an entry that went to the lifeboat because of `cause`, with `waiting` there now."""
    sentence = _kept_because(cause)
    if waiting < 2:
        return sentence
    text = n_("{count} entry waits now.", "{count} entries wait now.", waiting)
    return sentence + " " + text.format(count=number(waiting))


def _kept_because(cause: StoreProblem) -> str:
    match cause:
        case NewerData():
            text = _(
                "A newer version of Scoreboard wrote your data. The entry is kept safe; "
                "update Scoreboard, and it is added."
            )
        case NoAccess(detail="missing") | DamagedData(detail="missing"):
            text = _(
                "Your data file {path} is not there. The entry is kept safe; "
                "connect the disk it is on or restore a backup, and it is added."
            )
        case DamagedData():
            text = _(
                "Your data file {path} is damaged. Nothing was deleted and the entry is kept safe; "
                "restore a backup, and it is added."
            )
        case ForeignData():
            text = _(
                "{path} is not a file of Scoreboard. It was left alone and the entry is kept safe; "
                "restore your data or choose another data folder."
            )
        case BeingReplaced():
            text = _(
                "Your data are being put in place. The entry is kept safe "
                "and is added by itself as soon as they are."
            )
        case DataBusy():
            text = _(
                "Another program is using your data. The entry is kept safe "
                "and is added by itself as soon as they are free."
            )
        case DiskFull():
            text = _("The disk is full. The entry is kept safe; free some space, and it is added by itself.")
        case MigrationFailed(backup=backup):
            return _update_failed(backup) + " " + _("The entry is kept safe; please try again.")
        case OnlyKept(cause=StoreProblem() as behind):
            return _kept_because(behind)
        case _:  # NoAccess
            text = _(
                "{path} cannot be read or written. The entry is kept safe; "
                "check that the folder is there and that you may use it, and it is added by itself."
            )
    return text.format(path=_path(cause.path))


def kept_elsewhere(file: Path) -> str:
    """What to add when the lifeboat is in the temporary folder, because the data folder takes nothing."""
    text = _("Until then it waits in {file}; please do not restart the computer before.")
    return text.format(file=_path(file))


def _update_failed(backup: Path | None) -> str:
    sentence = _("The update of your data did not finish; they are as before.")
    if backup:
        sentence += " " + _("A copy from just before is {file}.").format(file=_path(backup))
    return sentence


def entries_waiting(count: int) -> str:
    """How many entries are in the lifeboat, and what becomes of them."""
    text = n_(
        "{count} entry waits safely in the lifeboat and is added as soon as your data can take it.",
        "{count} entries wait safely in the lifeboat and are added as soon as your data can take them.",
        count,
    )
    return text.format(count=number(count))


def entries_brought_in(answer: "BroughtIn") -> list[str]:
    """What came of bringing in what waited: how many were added, and each that cannot be, with its reason.

    Lines of the lifeboat that cannot be read are not told: that is for `odd_lines`.
    """
    found = []
    if answer.added:
        text = n_(
            "{count} entry that waited in the lifeboat was added.",
            "{count} entries that waited in the lifeboat were added.",
            len(answer.added),
        )
        found.append(text.format(count=number(len(answer.added))))
    for left in answer.left:
        entry = left.kept.entry
        text = _("“{name}” of {day} waits in the lifeboat: {reason}")
        name = quoted(entry.deliverable or entry.activity)
        found.append(text.format(name=name, day=day_words(entry.day), reason=problem(left.reason)))
    return found


def kept_words(entry: LogEntry) -> str:
    """What an entry of the lifeboat says was done, with the names as they were kept."""
    said = quoted(entry.deliverable or entry.activity)
    if entry.percent is not None:
        return f"{said}: {percent(entry.percent)}"
    times = f" × {number(entry.quantity)}" if entry.quantity != 1 else ""
    return said + times + (f", {quoted(entry.outcome)}" if entry.outcome else "")


def entry_dropped(entry: LogEntry, file: Path) -> str:
    """An entry was taken out of the lifeboat, and where it is kept."""
    text = _("“{name}” of {day} was dropped; it is kept in {file}.")
    name = quoted(entry.deliverable or entry.activity)
    return text.format(name=name, day=day_words(entry.day), file=_path(file))


def odd_lines(count: int, file: Path) -> str:
    """How many lines of the lifeboat cannot be read, and the file that keeps them."""
    text = n_(
        "{count} line of the lifeboat cannot be read. Nothing was deleted; it is kept in {file}.",
        "{count} lines of the lifeboat cannot be read. Nothing was deleted; they are kept in {file}.",
        count,
    )
    return text.format(count=number(count), file=_path(file))


def clock_warning(flag: str) -> str:
    """What to say about an entry whose `clock` is flagged; empty for one whose clock was trusted."""
    match flag:
        case "":
            return ""
        case "back":
            return _("Your computer's clock went back. The entry is kept; check its date.")
    return _("Your computer's clock has jumped. The entry is kept; check its date.")


def place_warning(kind: str, folder: Path) -> str:
    """Why the data should not lie in that folder; `kind` is what where_it_lies answers."""
    programs = {
        "dropbox": "Dropbox",
        "googledrive": "Google Drive",
        "icloud": "iCloud",
        "nextcloud": "Nextcloud",
        "onedrive": "OneDrive",
        "resilio": "Resilio Sync",
        "syncthing": "Syncthing",
    }
    if kind == "network":
        text = _(
            "{folder} is on another computer, and a connection that breaks can damage your data there. "
            "They are fine so far; better move them to this computer."
        )
    else:
        text = _(
            "{folder} is synchronised by {program}, which can damage your data there. "
            "They are fine so far; better move them to another folder."
        )
    return text.format(folder=_path(folder), program=programs.get(kind, kind))


def check_findings(found: "Soundness", path: Path) -> list[str]:
    """What a check of the file at `path` found, a sentence for each kind of problem; empty: all is sound."""
    by_kind: dict[str, list[Finding]] = {}
    for one in found.problems:
        by_kind.setdefault(one.kind, []).append(one)
    # What cannot be read cannot be recounted either.
    way_out = (
        _("Nothing was deleted; salvage what can be read, or restore a backup.")
        if by_kind.keys() & {"database", "unreadable", "references"}
        else _("Nothing was deleted; recount if all of it is right, else restore a backup.")
    )
    return [_finding(kind, ones, path, way_out) for kind, ones in by_kind.items()]


def _finding(kind: str, found: "list[Finding]", path: Path, way_out: str) -> str:
    match kind:
        case "database":
            happened = _("Your data file {path} is damaged.").format(path=_path(path))
        case "week":
            happened = _weeks_differ(found)
        case "rules":
            happened = _("Your rulebook is not as it was written.")
        case "unreadable" | "references":
            happened = _rows_damaged(kind, found)
        case _:
            return problem(_CLOSED.get(kind, NoAccess)(path, found[0].detail))
    return happened + " " + way_out


_CLOSED = {kind.__name__: kind for kind in (NewerData, ForeignData, NoAccess, DataBusy, DiskFull)}


def _weeks_differ(found: "list[Finding]") -> str:
    weeks = _list(_week_differs(one) for one in found)
    text = n_(
        "A week is not as it was written: {weeks}.",
        "{count} weeks are not as they were written: {weeks}.",
        len(found),
    )
    return text.format(count=number(len(found)), weeks=weeks)


def _week_differs(found: "Finding") -> str:
    """The first day of a week and, where it is known, how many entries too few or too many it has."""
    try:
        day = day_words(date.fromisoformat(found.detail))
    except ValueError:  # a damaged day
        day = found.detail
    if not found.number:
        return day
    text = (
        n_("{day} ({count} entry missing)", "{day} ({count} entries missing)", -found.number)
        if found.number < 0
        else n_("{day} ({count} entry too many)", "{day} ({count} entries too many)", found.number)
    )
    return text.format(day=day, count=number(abs(found.number)))


def _rows_damaged(kind: str, found: "list[Finding]") -> str:
    if kind == "unreadable":
        count = sum(one.number for one in found)
        text = n_(
            "{count} entry cannot be read.",
            "{count} entries cannot be read.",
            count,
        )
    else:
        count = len(found)
        text = n_(
            "{count} line of your data points to something that is missing.",
            "{count} lines of your data point to something that is missing.",
            count,
        )
    return text.format(count=number(count))


def backup_done(backup: "Backup") -> str:
    """A backup was made and found in order."""
    count = backup.entries or 0
    text = n_(
        "Backup made and verified, {count} entry: {file}",
        "Backup made and verified, {count} entries: {file}",
        count,
    )
    return text.format(count=number(count), file=_path(backup.path))


def copy_done(copy: "Backup") -> str:
    """A copy was written to a file of the user's choice and found in order."""
    count = copy.entries or 0
    text = n_(
        "Copy written and verified, {count} entry: {file}",
        "Copy written and verified, {count} entries: {file}",
        count,
    )
    return text.format(count=number(count), file=_path(copy.path))


def backup_problem(error: StoreProblem, database: Path) -> str:
    """Why no backup of the file at `database` was made."""
    if isinstance(error, DamagedData):
        text = _(
            "No backup was made, because your data file {path} is damaged. Nothing was deleted; "
            "salvage what can be read, or restore an earlier backup."
        )
        return text.format(path=_path(database))
    return _("No backup was made. {reason}").format(reason=problem(error))


def copy_problem(error: StoreProblem, file: Path, database: Path) -> str:
    """Why no copy of the file at `database` was written to `file`."""
    if isinstance(error, ForeignData | NewerData | DamagedData) and error.path == file.absolute():
        text = _("{file} is there already and holds something else. It was left alone; choose another name.")
        return text.format(file=_path(file))
    return backup_problem(error, database)


def restore_done(restored: "Restored") -> list[str]:
    """What was restored, and where that is kept which was there before."""
    text = n_(
        "Restored {count} entry from {file}.",
        "Restored {count} entries from {file}.",
        restored.after,
    )
    found = [text.format(count=number(restored.after), file=_path(restored.file))]
    if restored.backup and restored.before is not None:
        text = n_(
            "Before it was {count} entry, kept in {file}.",
            "Before it was {count} entries, kept in {file}.",
            restored.before,
        )
        found.append(text.format(count=number(restored.before), file=_path(restored.backup.path)))
    elif restored.aside:
        text = _("What was there before could not be used; it is kept in {file}.")
        found.append(text.format(file=_path(restored.aside)))
    return found


def restore_problem(error: StoreProblem, file: Path, database: Path) -> str:
    """Why the backup `file` was not put in place of the file at `database`."""
    if error.path == database:
        return problem(error)
    match error:
        case NewerData():
            text = _(
                "{file} was made by a newer version of Scoreboard. Nothing was changed; "
                "update Scoreboard and restore it then."
            )
        case DamagedData() | MigrationFailed():
            text = _("{file} is damaged and was not restored. Nothing was changed; choose another backup.")
        case ForeignData():
            text = _("{file} is not a backup of Scoreboard. Nothing was changed; choose another file.")
        case NoAccess() if error.path == file.absolute():
            text = _(
                "{file} cannot be read. Nothing was changed; check that it is there and that you may read it."
            )
        case _:
            return problem(error)
    return text.format(file=_path(file))


def recount_done(done: "Recounted") -> list[str]:
    """What was recounted, and where that is kept which was there before."""
    text = n_(
        "{count} week was recounted; its entries count as they are.",
        "{count} weeks were recounted; their entries count as they are.",
        done.weeks,
    )
    kept = _("A copy of your data from just before is {file}, a report of what differed {report}.")
    return [
        text.format(count=number(done.weeks)),
        kept.format(file=_path(done.aside), report=_path(done.report)),
    ]


def recovery_plan(plan: "Recovery") -> list[str]:
    """What a recovery would bring back and from where, and what is kept; to be read before the yes."""
    found = [_recovered_in_all(plan.entries)]
    if plan.backup:
        text = n_(
            "{count} entry is in the backup of {moment}.",
            "{count} entries are in the backup of {moment}.",
            plan.from_backup,
        )
        made = moment_words(plan.backup.made_at)
        found.append(text.format(count=number(plan.from_backup), moment=made))
    counts = (*_brought_back(plan), *_to_look_at(plan))
    found += [text.format(count=number(count)) for count, text in counts if count]
    if plan.rules != "file":
        found.append(
            _("The rules come from the backup.")
            if plan.rules == "backup"
            else _("The rules are what could be read of them; please look through them.")
        )
    if plan.aside:
        kept = _("The damaged file is kept for good as {file}.")
        found.append(kept.format(file=_path(plan.aside)))
    return found


def _recovered_in_all(count: int) -> str:
    text = n_("{count} entry can be brought back.", "{count} entries can be brought back.", count)
    return text.format(count=number(count))


def _brought_back(plan: "Recovery") -> Iterable[tuple[int, str]]:
    yield (
        plan.salvaged,
        n_(
            "{count} more was salvaged from the damaged file.",
            "{count} more were salvaged from the damaged file.",
            plan.salvaged,
        ),
    )
    yield (
        plan.changed,
        n_(
            "{count} is taken from the damaged file, where it is newer.",
            "{count} are taken from the damaged file, where they are newer.",
            plan.changed,
        ),
    )
    yield (
        plan.lifeboat,
        n_(
            "{count} waited in the lifeboat.",
            "{count} waited in the lifeboat.",
            plan.lifeboat,
        ),
    )


def _to_look_at(plan: "Recovery") -> Iterable[tuple[int, str]]:
    yield (
        plan.doubtful,
        n_(
            "{count} is of a week that is not as it was written; please look through it.",
            "{count} are of weeks that are not as they were written; please look through them.",
            plan.doubtful,
        ),
    )
    yield (
        plan.unplaced,
        n_(
            "{count} could be read but belongs to nothing that is known; it stays in the damaged file.",
            "{count} could be read but belong to nothing that is known; they stay in the damaged file.",
            plan.unplaced,
        ),
    )
    yield (
        plan.unreadable,
        n_(
            "{count} entry could not be read any more.",
            "{count} entries could not be read any more.",
            plan.unreadable,
        ),
    )


def recovery_done(found: "Soundness") -> str:
    """The recovered file is in place."""
    text = n_(
        "Your data are sound again: {count} entry.",
        "Your data are sound again: {count} entries.",
        found.entries,
    )
    return text.format(count=number(found.entries))


def field_name(field: str) -> str:
    """The name of something that can be filled in, as it stands before a colon."""
    names = {
        "amount": _("Amount"),
        "color": _("Colour"),
        "contact": _("Contact"),
        "count": _("Count"),
        "country": _("Country"),
        "daily_cap": _("Daily cap"),
        "goal": _("Goal"),
        "icon": _("Icon"),
        "kind": _("Kind"),
        "language": _("Language"),
        "mini_goal": _("Mini-goal"),
        "name": _("Name"),
        "note": _("Note"),
        "outcome": _("Outcome"),
        "percent": _("Percentage"),
        "points": _("Points"),
        "points_factor": _("Points factor"),
        "price": _("Price"),
        "prize": _("Prize"),
        "reason": _("Reason"),
        "reserve_days": _("Reserve days"),
        "stage": _("Stage"),
        "step": _("Step"),
        "target": _("Weekly target"),
        "target_factor": _("Target factor"),
        "trial_weeks": _("Trial weeks"),
        "week_start": _("First day of the week"),
        "weeks": _("Weeks"),
        "weight": _("Working weight"),
        "winning": _("What wins the day"),
        "won_by": _("What it is for"),
    }
    return names.get(field, field)


def points_short(points: Fraction) -> str:
    """15 points short."""
    return n_("{n} point short", "{n} points short", 1 if points == 1 else 2).format(n=number(points))


def no_day_left() -> str:
    """Why a week that is behind asks for nothing any more."""
    return _("No working day is left this week.")


def short_for_good(points: Fraction) -> str:
    """The same of a week in which no working day is left."""
    return _("{short}, no working day left this week").format(short=points_short(points))


def smaller_win(week: "WeekStanding") -> str:
    """What is offered instead of a target that is out of reach."""
    return _("Win today") if week.needed_per_day else _("Win the next working day")


def feat(achieved: Feat) -> str:
    """The short words that go with a celebration."""
    match achieved:
        case Feat.DAY_WON:
            return _("Day won")
        case Feat.WEEK_REACHED:
            return _("Week target reached")
        case Feat.CAMPAIGN_WON:
            return _("Campaign won")
        case Feat.BEST_DAY:
            return _("Your best day so far")
        case Feat.BEST_WEEK:
            return _("Your best week so far")
        case Feat.COMEBACK_WEEK:
            return _("Back on target")
    kind, _underscore, count = achieved.value.rpartition("_")
    text = _("{n} days in a row") if kind == "streak" else _("{n} weeks in a row")
    return text.format(n=number(int(count)))


def day_words(day: date) -> str:
    """A day with its weekday, like "Mon 23 Nov 2026"."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_names()[day.weekday()], day=day.day, month=month_names()[day.month - 1], year=day.year
    )


def moment_words(moment: datetime) -> str:
    """A moment in local time, like "Mon 23 Nov 2026 18:02"."""
    local = moment.astimezone()
    return _("{day} {time}").format(day=day_words(local.date()), time=f"{local:%H:%M}")


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


def _path(path: Path) -> str:
    return quoted(str(path), limit=None)


def _list(names: Iterable[str]) -> str:
    shown = [quoted(name) for name in names]
    return ", ".join(shown[:MOST_NAMES] + ["…"] * (len(shown) > MOST_NAMES))
