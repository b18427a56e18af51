"""Commands that show where the seller stands: day, week."""

from argparse import Namespace

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.doubts import doubts
from scoreboard.cli.parser import Parser
from scoreboard.i18n import _


def _date(parser: Parser) -> None:
    parser.add_argument("date", metavar="DATE", nargs="?", type=reading.day, help=_("a day (today)"))


def _day(context: Context, given: Namespace) -> Answer:
    state = context.board.screens.day(given.date)
    notes = doubts(context, state.standing.day, state.standing.day)
    data = {**documents.day(state), "doubted": bool(notes)}
    return Answer(data, lines.day(state, context.activities()), notes)


def _week(context: Context, given: Namespace) -> Answer:
    state = context.board.overviews.week(given.date)
    notes = doubts(context, state.week.start, state.week.end)
    return Answer({**documents.week(state), "doubted": bool(notes)}, lines.week(state), notes)


COMMANDS = (
    Command("day", lambda: _("Show one day."), _day, _date),
    Command("week", lambda: _("Show the week of a day."), _week, _date),
)
