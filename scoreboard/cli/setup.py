"""Commands that fill an empty data folder: init, demo."""

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from scoreboard import i18n
from scoreboard.cli import reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import DEFAULT_STARTER, DEFAULT_TARGET, DEFAULT_TRIAL_WEEKS, Answer, Context
from scoreboard.cli.parser import Parser
from scoreboard.domain.calendar import MONDAY, SATURDAY, SUNDAY
from scoreboard.errors import NotEmpty, StoreProblem
from scoreboard.i18n import _, n_, number
from scoreboard.service import checks, demo
from scoreboard.service.starters import MOST_TRIAL_WEEKS, starter, starters

WEEK_STARTS = {"monday": MONDAY, "sunday": SUNDAY, "saturday": SATURDAY}
DEMO_WEEKS = 26


def _init_arguments(parser: Parser) -> None:
    offered = ", ".join(one.key for one in starters())
    parser.add_argument(
        "--starter",
        metavar="NAME",
        default=DEFAULT_STARTER,
        help=_("the rulebook to begin with: {names}").format(names=offered),
    )
    parser.add_argument(
        "--target", metavar="N", type=reading.number, default=DEFAULT_TARGET, help=_("points per week (40)")
    )
    parser.add_argument(
        "--trial-weeks",
        metavar="N",
        type=reading.whole,
        default=DEFAULT_TRIAL_WEEKS,
        help=_("weeks in which the target is a wish (4)"),
    )
    parser.add_argument(
        "--week-start",
        metavar="monday|sunday|saturday",
        type=reading.choice("week_start", WEEK_STARTS),
        default="monday",
        help=_("the first day of the week (monday)"),
    )
    parser.add_argument(
        "--force", action="store_true", help=_("begin anew: data that are there are set aside, not deleted")
    )


def _init(context: Context, given: Namespace) -> Answer:
    chosen = starter(given.starter)
    target = checks.target(given.target)
    trial_weeks = checks.whole("trial_weeks", given.trial_weeks, 0, MOST_TRIAL_WEEKS)
    aside = _set_aside(context) if given.force else None
    try:
        done = context.open_board(anew=given.force).set_up(
            chosen,
            language=i18n.language(),
            target=target,
            trial_weeks=trial_weeks,
            first_weekday=WEEK_STARTS[given.week_start],
        )
    except NotEmpty as error:
        error.add_note(_("With --force what is there is set aside first."))
        raise
    data = {
        "data_dir": str(context.paths.data_dir),
        "starter": chosen.key,
        "activities": done.value,
        "set_aside": str(aside) if aside else None,
    }
    text = n_(
        "{folder} is ready: {starter}, {count} activity.",
        "{folder} is ready: {starter}, {count} activities.",
        done.value,
    )
    name = chosen.names[i18n.language()]
    lines = [text.format(folder=context.paths.data_dir, starter=name, count=number(done.value))]
    if aside:
        lines.append(_("What was there before is kept in {file}.").format(file=aside))
    return Answer(data, lines)


def _set_aside(context: Context) -> Path | None:
    """Keep what is there, with what waited for it, as a file beside; answers its path."""
    from scoreboard.store.anew import begin_anew, is_database  # noqa: PLC0415 - every command would pay for it
    from scoreboard.store.copies import free_name  # noqa: PLC0415

    database = context.paths.database
    if context.is_empty():
        return None
    if is_database(database):
        with suppress(StoreProblem):
            context.open_board()
    aside = free_name(database.parent, f"scoreboard-{context.now():%Y%m%d-%H%M%S}", database.suffix)
    begin_anew(database, aside)
    return aside


def _demo_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--weeks",
        metavar="N",
        type=reading.whole,
        default=DEMO_WEEKS,
        help=_("how many weeks, up to now (26)"),
    )


def _demo(context: Context, given: Namespace) -> Answer:
    entries = demo.fill(context.open_board(), weeks=given.weeks, language=i18n.language())
    text = n_("An invented seller with {count} entry.", "An invented seller with {count} entries.", entries)
    return Answer({"entries": entries, "members": 0}, [text.format(count=number(entries))])


COMMANDS = (
    Command("init", lambda: _("Set up the data folder."), _init, _init_arguments),
    Command("demo", lambda: _("Fill an empty data folder with an invented seller."), _demo, _demo_arguments),
)
