"""Commands about what is aimed at: target, workweek."""

from argparse import ArgumentTypeError, Namespace
from fractions import Fraction
from typing import TypeVar

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.activities import dated
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser, WrongUsage
from scoreboard.domain.rules import TargetRule, WorkingWeek
from scoreboard.i18n import _
from scoreboard.wording import quoted

Rule = TypeVar("Rule", TargetRule, WorkingWeek)


def _target_arguments(parser: Parser) -> None:
    parser.add_argument(
        "points", metavar="N", nargs="?", type=reading.number, help=_("points per full working week")
    )
    dated(parser)


def _target(context: Context, given: Namespace) -> Answer:
    if given.points is not None:
        done = context.board.rules.set_target(
            given.points, start=given.start, correct=given.correct, reason=given.reason
        )
        return Answer(documents.target(done.value), lines.targets([done.value]))
    _expect_change(given)
    rules = _rules(context, TargetRule)
    return Answer([documents.target(rule) for rule in rules], lines.targets(rules))


def _workweek_arguments(parser: Parser) -> None:
    parser.add_argument(
        "weights",
        metavar="DAY=W",
        nargs="*",
        type=_weight,
        help=_("mon to sun, 1 a whole day, 0.5 half, 0 none"),
    )
    dated(parser)


def _weight(text: str) -> tuple[int, Fraction]:
    name, weight = reading.needed_number(text)
    if name not in documents.WEEKDAYS:
        raise ArgumentTypeError(_("“{text}” is not one of mon to sun").format(text=quoted(name)))
    return documents.WEEKDAYS.index(name), weight


def _workweek(context: Context, given: Namespace) -> Answer:
    if given.weights:
        context.board.rules.set_working_week(
            dict(given.weights), start=given.start, correct=given.correct, reason=given.reason
        )
    else:
        _expect_change(given)
    rules = _rules(context, WorkingWeek)
    return Answer([documents.working_week(rule) for rule in rules], lines.working_weeks(rules))


def _expect_change(given: Namespace) -> None:
    if given.start or given.correct or given.reason:
        raise WrongUsage(_("Say what is to count from then on."))


def _rules(context: Context, kind: type[Rule]) -> list[Rule]:
    """The rules of a kind in the order of their start; of two with one start the later written counts."""
    written = [note.rule for note in reversed(context.board.overviews.rules().history)]
    counting = {rule.start: rule for rule in written if isinstance(rule, kind)}
    return [counting[start] for start in sorted(counting)]


COMMANDS = (
    Command("target", lambda: _("Show the weekly targets, or set one."), _target, _target_arguments),
    Command("workweek", lambda: _("Show the working weeks, or set one."), _workweek, _workweek_arguments),
)
