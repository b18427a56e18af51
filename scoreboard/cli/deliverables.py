"""Commands about work that is measured in percent: deliverables, deliverable add, progress."""

from argparse import Namespace
from functools import partial
from typing import Any

from scoreboard.cli import documents, keeping, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.journal import when
from scoreboard.cli.parser import Parser
from scoreboard.errors import StoreProblem
from scoreboard.i18n import _
from scoreboard.service.states import DeliverableState
from scoreboard.service.waiting import keep_as_typed


def _list(context: Context, _given: Namespace) -> Answer:
    known = context.board.screens.deliverables(archived=True)
    return Answer([documents.deliverable(one) for one in known], lines.deliverables(known))


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("what it is called"))
    parser.add_argument("--activity", metavar="KEY", required=True, help=_("an activity measured in percent"))


def _add(context: Context, given: Namespace) -> Answer:
    rules = context.board.rules
    done = rules.add_deliverable(given.name, rules.find_activity(given.activity).key)
    state = _state(context, done.value.key)
    return Answer(documents.deliverable(state) | {"points": 0}, lines.deliverables([state]))


def _progress_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("key or name of a deliverable, or its beginning"))
    parser.add_argument(
        "percent", metavar="PERCENT", type=reading.whole, help=_("how far it has come, 0 to 100")
    )
    when(parser)
    parser.add_argument("--note", metavar="N", help=_("a note"))
    parser.add_argument("--uid", metavar="UUID", type=reading.uid, help=_("the same UUID twice is one entry"))


def _progress(context: Context, given: Namespace) -> Answer:
    facts = _progress_facts(given)
    key = context.board.rules.find_deliverable(given.name).key
    done = context.board.journal.progress(key, **facts)
    return keeping.logged(context, done, _standing(_state(context, key)))


def _keep_progress(context: Context, given: Namespace, problem: StoreProblem) -> Answer:
    keep = partial(keep_as_typed, now=context.now, name=given.name, **_progress_facts(given))
    return keeping.only_kept(context, given, problem, keep, _standing(None))


def _progress_facts(given: Namespace) -> dict[str, Any]:
    return {
        "percent": given.percent,
        "day": given.date,
        "time": given.time,
        "note": given.note or "",
        "uid": keeping.uid(given),
        "source": keeping.SOURCE,
    }


def _standing(state: DeliverableState | None) -> documents.Document:
    if state is None:
        return {"name": None, "points_total": None}
    return {"name": state.name, "points_total": documents.points(state.points_total)}


def _state(context: Context, key: str) -> DeliverableState:
    return next(one for one in context.board.screens.deliverables() if one.key == key)


COMMANDS = (
    Command("deliverables", lambda: _("Show what is measured in percent."), _list),
    Command("deliverable add", lambda: _("Begin a piece of work at 0 percent."), _add, _add_arguments),
    Command(
        "progress",
        lambda: _("Log how far a piece of work has come."),
        _progress,
        _progress_arguments,
        _keep_progress,
    ),
)
