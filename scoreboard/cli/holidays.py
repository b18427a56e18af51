"""Public holidays as days off: days-off holidays."""

from argparse import Namespace

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser, WrongUsage
from scoreboard.i18n import _, language


def _arguments(parser: Parser) -> None:
    parser.add_argument("place", metavar="COUNTRY", nargs="?", help=_("like NL, or DE-BY with a region"))
    parser.add_argument("year", metavar="YEAR", nargs="?", type=reading.whole, help=_("that year alone"))
    parser.add_argument("--add", action="store_true", help=_("take those off that are to come"))


def _holidays(context: Context, given: Namespace) -> Answer:
    kept = f"{context.settings.holidays_country}-{context.settings.holidays_region}".strip("-")
    country, _hyphen, region = (given.place or kept).upper().partition("-")
    if not country:
        raise WrongUsage(_("Which country? Give its code, like NL, or DE-BY with a region."))
    board = context.board
    found = board.holidays.offer(country, region, language=language(), year=given.year)
    if given.add:
        found = tuple(one for one in found if one.wanted)
        board.days_off.add_all([one.day_off for one in found])
    return Answer([documents.holiday(one) for one in found], lines.holidays(found, added=given.add))


COMMANDS = (
    Command(
        "days-off holidays",
        lambda: _("Show the public holidays of a country, or take them off."),
        _holidays,
        _arguments,
    ),
)
