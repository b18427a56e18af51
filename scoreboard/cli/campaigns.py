"""Commands about campaigns: campaign add, campaign end, campaign remove, campaign result, campaigns."""

from argparse import Namespace
from contextlib import suppress
from fractions import Fraction

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.activities import color
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser
from scoreboard.domain.rules import NO_FACTOR, Campaign
from scoreboard.errors import StoreProblem
from scoreboard.i18n import _


def _add_arguments(parser: Parser) -> None:
    _name(parser)
    parser.add_argument(
        "--from", dest="first", metavar="D", type=reading.day, required=True, help=_("the first day")
    )
    parser.add_argument(
        "--to", dest="last", metavar="D", type=reading.day, required=True, help=_("the last day")
    )
    parser.add_argument(
        "--points-factor",
        metavar="F",
        type=reading.number,
        default=Fraction(2),
        help=_("what points are multiplied by, 0.10 to 10 (2)"),
    )
    parser.add_argument(
        "--target-factor",
        metavar="F",
        type=reading.number,
        default=NO_FACTOR,
        help=_("what the target is multiplied by, 0.10 to 10 (1)"),
    )
    parser.add_argument(
        "--activity",
        metavar="K",
        action="append",
        default=[],
        help=_("only this activity, and others named like this (all)"),
    )
    parser.add_argument(
        "--goal", metavar="N", type=reading.number, help=_("points wanted from the first to the last day")
    )
    parser.add_argument("--color", metavar="C", type=color, default="rose", help=_("name of a colour"))
    parser.add_argument("--prize", metavar="P", default="", help=_("what is won with the goal"))


def _name(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("name of a campaign, or its beginning"))


def _add(context: Context, given: Namespace) -> Answer:
    rules = context.board.rules
    keys = [rules.find_activity(name).key for name in given.activity]
    wanted = Campaign(
        name=given.name,
        first=given.first,
        last=given.last,
        points_factor=given.points_factor,
        target_factor=given.target_factor,
        activities=frozenset(keys) if keys else None,
        goal=given.goal,
        color=given.color,
        prize=given.prize,
    )
    return _one(context, context.board.campaigns.add(wanted).value)


def _end(context: Context, given: Namespace) -> Answer:
    campaigns = context.board.campaigns
    return _one(context, campaigns.end(campaigns.find(given.name).key).value)


def _remove(context: Context, given: Namespace) -> Answer:
    campaigns = context.board.campaigns
    return _one(context, campaigns.remove(campaigns.find(given.name).key).value)


def _one(context: Context, campaign: Campaign) -> Answer:
    phase = context.board.campaigns.phase(campaign)
    return Answer(
        documents.campaign(campaign, phase), lines.campaigns([(campaign, phase)], context.activities())
    )


def _result(context: Context, given: Namespace) -> Answer:
    campaigns = context.board.campaigns
    with suppress(StoreProblem):  # what cannot be written down can be read all the same
        campaigns.close_finished()
    state = campaigns.state(campaigns.find(given.name).key)
    return Answer(documents.campaign_result(state), lines.campaign_result(state))


def _all(context: Context, _given: Namespace) -> Answer:
    campaigns = context.board.campaigns
    known = [(one, campaigns.phase(one)) for one in campaigns.all()]
    return Answer(
        [documents.campaign(one, phase) for one, phase in known],
        lines.campaigns(known, context.activities()),
    )


COMMANDS = (
    Command("campaigns", lambda: _("Show the campaigns."), _all),
    Command("campaign add", lambda: _("Plan a campaign."), _add, _add_arguments),
    Command("campaign end", lambda: _("End the running campaign today."), _end, _name),
    Command("campaign remove", lambda: _("Take out a campaign that has not begun."), _remove, _name),
    Command("campaign result", lambda: _("Show what a campaign has brought."), _result, _name),
)
