"""Commands that write entries and look back at them: log, void, undo, edit, history."""

from argparse import Namespace
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from scoreboard.cli import documents, keeping, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser, WrongUsage
from scoreboard.domain.entries import Money
from scoreboard.errors import StoreProblem
from scoreboard.i18n import _
from scoreboard.service import checks
from scoreboard.service.correcting import EntryChange
from scoreboard.service.states import LogLine
from scoreboard.service.waiting import keep_as_typed


def _log_arguments(parser: Parser) -> None:
    parser.add_argument(
        "activity", metavar="KEY", help=_("key or name of a counted activity, or its beginning")
    )
    parser.add_argument("--uid", metavar="UUID", type=reading.uid, help=_("the same UUID twice is one entry"))
    parser.add_argument("--count", metavar="N", type=reading.whole, default=1, help=_("how many (1)"))
    _outcome(parser.add_argument)
    _facts(parser)
    _amount(parser.add_argument)


def _facts(parser: Parser) -> None:
    """What writing and putting right have in common, as have the next two."""
    when(parser)
    parser.add_argument("--contact", metavar="C", help=_("with whom"))
    parser.add_argument("--note", metavar="N", help=_("a note"))


def _outcome(add: Callable[..., object]) -> None:
    add("--outcome", metavar="O", help=_("how it went: key or name of an outcome"))


def _amount(add: Callable[..., object]) -> None:
    add(
        "--amount",
        metavar="X",
        type=reading.amount,
        help=_("an amount of money, like 1054.00 or 1054.00 USD"),
    )


def when(parser: Parser) -> None:
    """The options that say when something was done."""
    parser.add_argument("--date", metavar="D", type=reading.day, help=_("the day it was done (today)"))
    parser.add_argument("--time", metavar="T", type=reading.clock_time, help=_("the time of day (now)"))


def _log(context: Context, given: Namespace) -> Answer:
    facts = _log_facts(context, given)
    rules = context.board.rules
    activity = rules.find_activity(given.activity)
    outcome = rules.find_outcome(activity, given.outcome).key if given.outcome is not None else None
    return keeping.logged(context, context.board.journal.log(activity.key, outcome=outcome, **facts))


def _keep_log(context: Context, given: Namespace, problem: StoreProblem) -> Answer:
    facts = _log_facts(context, given)
    keep = partial(keep_as_typed, now=context.now, name=given.activity, outcome=given.outcome, **facts)
    return keeping.only_kept(context, given, problem, keep)


def _log_facts(context: Context, given: Namespace) -> dict[str, Any]:
    return {
        "count": given.count,
        "day": given.date,
        "time": given.time,
        "contact": given.contact or "",
        "note": given.note or "",
        "amount": _money(context, given.amount),
        "uid": keeping.uid(given),
        "source": keeping.SOURCE,
    }


def _money(context: Context, amount: tuple[Decimal, str | None] | None) -> Money | None:
    """Without a currency of its own an amount is in that of the settings."""
    if amount is None:
        return None
    value, currency = amount
    return Money(value, currency or context.settings.currency)


def _entry(parser: Parser) -> None:
    parser.add_argument(
        "uid",
        metavar="UID",
        type=reading.uid_or_beginning,
        help=_("the entry's uid, or its first letters (four or more)"),
    )


def _void(context: Context, given: Namespace) -> Answer:
    return _about(context.board.journal.void(given.uid).value)


def _undo(context: Context, _given: Namespace) -> Answer:
    return _about(context.board.journal.undo_last().value)


def _about(line: LogLine) -> Answer:
    return Answer(documents.entry(line), [lines.entry(line)])


def _edit_arguments(parser: Parser) -> None:
    _entry(parser)
    parser.add_argument("--count", metavar="N", type=reading.whole, help=_("how many"))
    parser.add_argument(
        "--percent", metavar="P", type=reading.whole, help=_("how far the deliverable had come")
    )
    outcome = parser.add_mutually_exclusive_group()
    _outcome(outcome.add_argument)
    outcome.add_argument("--no-outcome", action="store_true", help=_("take the outcome away"))
    _facts(parser)
    amount = parser.add_mutually_exclusive_group()
    _amount(amount.add_argument)
    amount.add_argument("--no-amount", action="store_true", help=_("take the amount away"))


def _edit(context: Context, given: Namespace) -> Answer:
    board = context.board
    line = board.journal.find(given.uid)
    outcome = None
    if given.outcome is not None:
        outcome = board.rules.find_outcome(context.activities()[line.activity], given.outcome).key
    change = EntryChange(
        count=given.count,
        percent=given.percent,
        outcome=outcome,
        day=given.date,
        time=given.time,
        contact=given.contact,
        note=given.note,
        amount=_money(context, given.amount),
        clear_outcome=given.no_outcome,
        clear_amount=given.no_amount,
    )
    if change == EntryChange():
        raise WrongUsage(_("Say what to put right, like --count 2."))
    return _about(board.journal.edit(line.uid, change).value.line)


def _history_arguments(parser: Parser) -> None:
    parser.add_argument("--from", dest="first", metavar="D", type=reading.day, help=_("the first day"))
    parser.add_argument("--to", dest="last", metavar="D", type=reading.day, help=_("the last day"))
    parser.add_argument("--activity", metavar="K", help=_("only this activity"))
    parser.add_argument("--all", action="store_true", help=_("also what was taken out of the score"))


def _history(context: Context, given: Namespace) -> Answer:
    board = context.board
    if given.first is not None and given.last is not None:
        checks.stretch(given.first, given.last)
    only = (
        board.rules.find_activity(given.activity, archived=True).key if given.activity is not None else None
    )
    entries = board.journal.history(given.first, given.last, activity=only, voided=given.all)
    return Answer([documents.entry(line) for line in entries], lines.history(entries))


COMMANDS = (
    Command("log", lambda: _("Log an entry."), _log, _log_arguments, _keep_log),
    Command("void", lambda: _("Take an entry out of the score."), _void, _entry),
    Command("undo", lambda: _("Take the last entry out of the score."), _undo),
    Command("edit", lambda: _("Put an entry right; its old form is kept."), _edit, _edit_arguments),
    Command("history", lambda: _("Show the entries."), _history, _history_arguments),
)
