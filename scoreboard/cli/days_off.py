"""Commands about days without a goal: days-off, days-off add, days-off remove."""

from argparse import Namespace

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser
from scoreboard.domain.calendar import DayOff
from scoreboard.errors import UnknownName
from scoreboard.i18n import _


def stretch(parser: Parser) -> None:
    """The first and the last day."""
    parser.add_argument("first", metavar="FROM", type=reading.day, help=_("the first day off"))
    parser.add_argument("last", metavar="TO", nargs="?", type=reading.day, help=_("the last one (FROM)"))


def _add_arguments(parser: Parser) -> None:
    stretch(parser)
    parser.add_argument("--half", action="store_true", help=_("half of each day is off"))
    parser.add_argument("--reason", metavar="R", default="", help=_("why; it stays on this computer"))


def _add(context: Context, given: Namespace) -> Answer:
    board = context.board
    board.days_off.add(given.first, given.last, half=given.half, reason=given.reason)
    return _all(context)


def _remove(context: Context, given: Namespace) -> Answer:
    board = context.board
    known = board.days_off.all()
    last = given.last or given.first
    meant = next((off for off in known if (off.first, off.last) == (given.first, last)), None)
    if meant is None and given.last is None:
        meant = next((off for off in known if off.first == given.first), None)
    if meant is None:
        begins = tuple(dict.fromkeys(off.first.isoformat() for off in known))
        raise UnknownName("day_off", given.first.isoformat(), begins)
    board.days_off.remove(meant)
    return _all(context)


def _show(context: Context, _given: Namespace) -> Answer:
    return _all(context)


def _all(context: Context) -> Answer:
    return answer(context.board.days_off.all())


def answer(known: tuple[DayOff, ...]) -> Answer:
    """All days off."""
    return Answer([documents.day_off(off) for off in known], lines.days_off(known))


COMMANDS = (
    Command("days-off", lambda: _("Show the days off."), _show),
    Command("days-off add", lambda: _("Take days, or halves of them, off."), _add, _add_arguments),
    Command("days-off remove", lambda: _("Take days off out again."), _remove, stretch),
)
