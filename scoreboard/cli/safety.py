"""Commands that look after the data as a whole: check, backup, backups, restore."""

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scoreboard.cli import documents, lines
from scoreboard.cli.command import Command
from scoreboard.cli.context import REFUSED, Answer, Context, NotDone
from scoreboard.cli.parser import Parser
from scoreboard.errors import StoreProblem, UnknownName
from scoreboard.i18n import _, n_, number
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.wording import (
    backup_done,
    backup_problem,
    check_findings,
    copy_done,
    copy_problem,
    entries_waiting,
    odd_lines,
    place_warning,
    restore_done,
    restore_problem,
)

if TYPE_CHECKING:
    from scoreboard.service.data import Health

CONDITIONS = {
    "NewerData": "newer",
    "ForeignData": "foreign",
    "NoAccess": "no_access",
    "DataBusy": "busy",
    "DiskFull": "full",
}
"""What `check` calls the problem that keeps a database closed."""

TO_RESTORE = {"damaged", "missing"}
"""Conditions in which a backup is the way out; control sums that differ are another.

So is "foreign" where there are backups: then ours was there.
"""


def _check_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--thorough", action="store_true", help=_("name up to a hundred faults instead of ten")
    )


def _check(context: Context, given: Namespace) -> Answer:
    health = context.data.check(thorough=given.thorough)
    missing = context.is_empty()
    if missing and not health.backups and not context.paths.moved:
        text = _("There are no data in {folder} yet.").format(folder=context.paths.data_dir)
        return Answer(_report(health, "missing", ()), [text, *_beside(context, health)])
    database = CONDITIONS.get(health.soundness.database, health.soundness.database)
    database = "missing" if missing else database
    problems = tuple(check_findings(health.soundness, context.paths.database))
    data = _report(health, database, problems)
    if not problems:
        return Answer(data, [_sound(health), *_beside(context, health)])
    notes = [*problems]
    ours_was_there = database == "foreign" and health.backups
    if database in TO_RESTORE or ours_was_there or health.soundness.control_sums == "differ":
        notes.append(_way_out(health))
    return Answer(data, _beside(context, health), tuple(notes), REFUSED)


def _way_out(health: "Health") -> str:
    if health.backups:
        return _("scoreboard backups lists what you can restore; the window can salvage and recount.")
    return _("The window of Scoreboard can salvage and recount.")


def _report(health: "Health", database: str, problems: tuple[str, ...]) -> documents.Document:
    found = health.soundness
    sums = found.control_sums
    closed = sums == "unknown" and database != "missing"
    return {
        "ok": not problems,
        "entries": None if closed else found.entries,
        "weeks": None if closed or sums == "none" else found.weeks,
        "database": database,
        "control_sums": None if sums == "unknown" else sums,
        "lifeboat": health.lifeboat,
        "backups": health.backups,
        "problems": list(problems),
    }


def _sound(health: "Health") -> str:
    entries, weeks = health.soundness.entries, health.soundness.weeks
    if health.soundness.control_sums == "none":  # a file of before they were kept has no weeks either
        text = n_("Everything is sound: {count} entry.", "Everything is sound: {count} entries.", entries)
        return text.format(count=number(entries))
    text = n_(
        "Everything is sound: {count} entry, {weeks}.",
        "Everything is sound: {count} entries, {weeks}.",
        entries,
    )
    in_weeks = n_("{count} week", "{count} weeks", weeks).format(count=number(weeks))
    return text.format(count=number(entries), weeks=in_weeks)


def _beside(context: Context, health: "Health") -> list[str]:
    """What is no fault of the file but good to know."""
    found = []
    if health.lifeboat:
        found += [
            entries_waiting(health.lifeboat),
            _("scoreboard lifeboat shows what cannot be added as it is."),
        ]
    if health.odd:
        found.append(odd_lines(health.odd, lifeboat_of(context.paths).odd_lines_in()))
    if health.place:
        found.append(place_warning(health.place, context.paths.data_dir))
    return found


def _backup_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=_("write a copy to this file instead")
    )


def _backup(context: Context, given: Namespace) -> Answer:
    database, file = context.paths.database, given.file
    try:
        context.board  # noqa: B018  (an empty folder is set up, and what waits is brought in)
        if file is not None:
            copy = context.data.save_copy(file.absolute())
            return Answer(documents.backup(copy), [copy_done(copy)])
        made = context.data.back_up()
    except StoreProblem as error:
        sentence = copy_problem(error, file, database) if file else backup_problem(error, database)
        raise NotDone(sentence) from error
    assert made is not None, "it is made whether it is due or not"
    return Answer(documents.backup(made), [backup_done(made)])


def _backups(context: Context, _given: Namespace) -> Answer:
    known = context.data.backups()
    return Answer([documents.backup(one) for one in known], lines.backups(known))


def _restore_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help=_("a file, or the name of a backup as scoreboard backups lists it")
    )


def _restore(context: Context, given: Namespace) -> Answer:
    file = _chosen(context, given.file)
    try:
        context.make_folder()
        done = context.data.restore(file).value
    except StoreProblem as error:
        raise NotDone(restore_problem(error, file, context.paths.database)) from error
    data = {
        "file": str(done.file),
        "entries": done.after,
        "entries_before": done.before,
        "backup": str(done.backup.path) if done.backup else None,
        "aside": str(done.aside) if done.aside else None,
    }
    context.open_board()  # brings in what waits
    return Answer(data, restore_done(done))


def _chosen(context: Context, text: str) -> Path:
    """The backup of that name, or the file at that path. Raises UnknownName for a name that is neither."""
    backups = {one.path.name: one.path for one in context.data.backups()}
    if text in backups:
        return backups[text]
    file = Path(text)
    if file.name == text and not os.path.lexists(file):
        raise UnknownName("backup", text, tuple(backups))
    return file.absolute()


COMMANDS = (
    Command("check", lambda: _("Look whether the data are sound."), _check, _check_arguments),
    Command("backup", lambda: _("Make a backup, or a copy in a file."), _backup, _backup_arguments),
    Command("backups", lambda: _("List the backups."), _backups),
    Command(
        "restore",
        lambda: _("Put a backup in place of the data, which are kept."),
        _restore,
        _restore_arguments,
    ),
)
