"""Commands about activities: activities, activity add, activity set, activity archive."""

from argparse import BooleanOptionalAction, Namespace
from fractions import Fraction

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser, WrongUsage
from scoreboard.domain.rules import HUES, Activity, Kind
from scoreboard.i18n import _
from scoreboard.resources import resource
from scoreboard.service.rulebook import ActivityChange


def _list(context: Context, _given: Namespace) -> Answer:
    known = context.board.overviews.activities()
    return Answer([documents.activity(one) for one in known], lines.activities(known))


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("what it is called"))
    parser.add_argument("--key", metavar="K", help=_("the word for it in commands (made from the name)"))
    parser.add_argument(
        "--kind",
        metavar="count|percent",
        type=reading.choice("kind", Kind),
        help=_("how it is measured (count)"),
    )
    parser.add_argument(
        "--outcome",
        metavar="NAME[=P]",
        action="append",
        default=[],
        type=reading.named_number,
        help=_("a result it may have, with points of its own if it has any; may be repeated"),
    )
    _fields(parser)
    parser.set_defaults(kind=Kind.COUNT, points=Fraction(1))


def _fields(parser: Parser) -> None:
    """The options that a new and a changed activity have in common."""
    parser.add_argument(
        "--points", metavar="P", type=reading.number, help=_("points for one, or for one step")
    )
    parser.add_argument(
        "--step", metavar="S", type=reading.whole, help=_("percent per step: 5, 10, 20, 25 or 50")
    )
    parser.add_argument("--stage", metavar="S", help=_("the stage of the sale it belongs to"))
    parser.add_argument("--color", metavar="C", type=color, help=_("name of a colour"))
    parser.add_argument("--icon", metavar="I", type=_icon, help=_("name of an icon"))
    parser.add_argument(
        "--daily-cap", metavar="N", type=reading.whole_or_none, help=_("how many count per day, or none")
    )
    parser.add_argument(
        "--mini-goal", metavar="N", type=reading.whole_or_none, help=_("how many are wanted per day, or none")
    )
    parser.add_argument(
        "--records-amount", action=BooleanOptionalAction, help=_("whether an amount of money belongs to it")
    )


def color(text: str) -> str:
    """One of the colours that activities and campaigns choose from. Raises BadChoice."""
    return reading.choice("color", HUES)(text)


def _icon(text: str) -> str:
    return reading.choice("icon", sorted(file.stem for file in resource("icons").glob("*.svg")))(text)


def _add(context: Context, given: Namespace) -> Answer:
    done = context.board.rules.add_activity(
        given.name,
        key=given.key,
        kind=Kind(given.kind),
        points=given.points,
        step=given.step,
        outcomes=given.outcome,
        stage=given.stage or "",
        color=given.color,
        icon=given.icon,
        cap=given.daily_cap,
        mini_goal=given.mini_goal,
        records_amount=bool(given.records_amount),
    )
    return _about(context, done.value)


def _set_arguments(parser: Parser) -> None:
    _activity(parser)
    parser.add_argument("--name", metavar="NAME", help=_("a new name"))
    parser.add_argument(
        "--outcome",
        metavar="NAME=P",
        action="append",
        default=[],
        type=reading.needed_number,
        help=_("points of an outcome; may be repeated"),
    )
    parser.add_argument(
        "--remove-outcome",
        dest="removed",
        metavar="NAME",
        action="append",
        default=[],
        help=_("take an outcome away that no entry has; may be repeated"),
    )
    _fields(parser)
    dated(parser)


def dated(parser: Parser) -> None:
    """The options of every change that counts from a day on."""
    parser.add_argument(
        "--from",
        dest="start",
        metavar="D",
        type=reading.day,
        help=_("from when it counts (as early as allowed)"),
    )
    parser.add_argument(
        "--correct", action="store_true", help=_("put the past right from that day on; needs a reason")
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why, for the rulebook's own history"))


def _activity(parser: Parser) -> None:
    parser.add_argument("activity", metavar="KEY", help=_("key or name of an activity, or its beginning"))


def _set(context: Context, given: Namespace) -> Answer:
    rules = context.board.rules
    activity = rules.find_activity(given.activity, archived=True)
    change = ActivityChange(
        name=given.name,
        icon=given.icon,
        color=given.color,
        stage=given.stage,
        mini_goal=given.mini_goal,
        records_amount=given.records_amount,
        step=given.step,
        points=given.points,
        outcome_points={rules.find_outcome(activity, name).key: worth for name, worth in given.outcome},
        removed_outcomes=tuple(rules.find_outcome(activity, name).key for name in given.removed),
        cap=given.daily_cap,
        start=given.start,
        correct=given.correct,
        reason=given.reason,
    )
    if change == ActivityChange(start=given.start, correct=given.correct, reason=given.reason):
        raise WrongUsage(_("Say what to change, like --points 2."))
    return _about(context, rules.set_activity(activity.key, change).value)


def _archive_arguments(parser: Parser) -> None:
    _activity(parser)
    parser.add_argument("--undo", action="store_true", help=_("bring it back"))


def _archive(context: Context, given: Namespace) -> Answer:
    rules = context.board.rules
    activity = rules.find_activity(given.activity, archived=True)
    return _about(context, rules.set_activity(activity.key, ActivityChange(archived=not given.undo)).value)


def _about(context: Context, activity: Activity) -> Answer:
    known = context.board.overviews.activities(archived=True)
    state = next(one for one in known if one.activity.key == activity.key)
    return Answer(documents.activity(state), lines.activity(state))


COMMANDS = (
    Command("activities", lambda: _("Show the activities in use."), _list),
    Command("activity add", lambda: _("Add an activity."), _add, _add_arguments),
    Command("activity set", lambda: _("Change an activity from a day on."), _set, _set_arguments),
    Command(
        "activity archive", lambda: _("Put an activity away; its entries stay."), _archive, _archive_arguments
    ),
)
