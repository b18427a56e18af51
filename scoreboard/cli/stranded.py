"""The command about what stays in the lifeboat because the data cannot take it as it is."""

from argparse import Namespace

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser, WrongUsage
from scoreboard.i18n import _
from scoreboard.values import replace
from scoreboard.wording import entries_brought_in, entry_dropped


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "uid",
        metavar="UID",
        nargs="?",
        type=reading.uid_or_beginning,
        help=_("the entry's uid, or its first letters (four or more)"),
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--as", dest="name", metavar="NAME", help=_("add it as one of this activity or deliverable")
    )
    what.add_argument("--drop", action="store_true", help=_("take it out; it is kept in a file beside"))


def _lifeboat(context: Context, given: Namespace) -> Answer:
    stranded = context.board.stranded
    # What could not be brought in is what this command tells about.
    context.notes[:] = entries_brought_in(replace(context.board.brought_in, left=()))
    acts = given.drop or given.name is not None
    if acts != (given.uid is not None):
        raise WrongUsage(_("Name an entry and say --as NAME or --drop; without either they are listed."))
    if given.name is not None:
        line = stranded.add_as(given.uid, given.name).value
        return Answer(documents.entry(line), [lines.entry(line)])
    if given.drop:
        kept = stranded.drop(given.uid).value
        sentence = entry_dropped(kept.entry, stranded.dropped_file)
        return Answer({"uid": kept.entry.uid, "file": str(stranded.dropped_file)}, [sentence])
    found = stranded.all()
    return Answer([documents.stranded(one) for one in found], lines.stranded(found))


COMMANDS = (
    Command(
        "lifeboat",
        lambda: _("Show what cannot be added as it is; add it as another, or drop it."),
        _lifeboat,
        _arguments,
    ),
)
