"""Commands of the game: streaks, winning, reserve-days, rewards and what is done with them, digest."""

from argparse import Namespace
from decimal import Decimal

from scoreboard.cli import documents, lines, reading
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.doubts import doubts
from scoreboard.cli.parser import Parser
from scoreboard.domain.achievements import Reward, WonBy
from scoreboard.domain.entries import Money
from scoreboard.domain.rules import WinBy
from scoreboard.i18n import _

WAYS = {way.value.replace("_", "-"): way for way in WinBy}


def _streaks(context: Context, _given: Namespace) -> Answer:
    record = context.board.streaks.record()
    return Answer(documents.streaks(record), lines.streaks(record))


def _winning_arguments(parser: Parser) -> None:
    parser.add_argument(
        "way",
        metavar="points|mini-goals|either",
        nargs="?",
        type=reading.choice("winning", WAYS),
        help=_("what wins a day from today on"),
    )


def _winning(context: Context, given: Namespace) -> Answer:
    rules = context.board.rules
    if given.way is not None:
        rules.set_win_by(WAYS[given.way])
    way = context.board.overviews.rules().win_by
    return Answer({"win_by": way.value}, [lines.win_by(way)])


def _reserve_arguments(parser: Parser) -> None:
    parser.add_argument(
        "days", metavar="N", nargs="?", type=reading.whole, help=_("so many a month, from this month on")
    )


def _reserve(context: Context, given: Namespace) -> Answer:
    if given.days is not None:
        context.board.rules.set_reserve_days(given.days)
    now = context.board.streaks.whole()
    document = {"reserve_days": now.reserve_days, "reserve_left": now.reserve_left}
    return Answer(document, [lines.reserve_days(now)])


def envelope(context: Context) -> Money | None:
    """The money for a year's rewards, if there is to be a limit."""
    text = context.settings.envelope
    return Money(Decimal(text), context.settings.currency) if text else None


def _rewards(context: Context, _given: Namespace) -> Answer:
    state = context.board.rewards.state(envelope(context))
    return Answer([documents.reward(one, state) for one in state.rewards], lines.rewards(state))


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("what you promise yourself"))
    parser.add_argument(
        "--for",
        dest="won_by",
        metavar="day|week|campaign",
        type=reading.choice("won_by", [one.value for one in WonBy]),
        required=True,
        help=_("what it is won by: day, week or campaign"),
    )
    parser.add_argument(
        "--price", metavar="X", type=reading.amount, help=_("what it costs, like 25 or 25.00 EUR")
    )


def _add(context: Context, given: Namespace) -> Answer:
    price = None
    if given.price is not None:
        value, currency = given.price
        price = Money(value, currency or context.settings.currency)
    done = context.board.rewards.add(given.name, WonBy(given.won_by), price)
    return _one(context, done.value)


def _name(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("name of a reward, or its beginning"))


def _claim(context: Context, given: Namespace) -> Answer:
    rewards, money = context.board.rewards, envelope(context)
    done = rewards.claim(rewards.find(given.name).key, money)
    return _one(context, done.value.reward)


def _draw_arguments(parser: Parser) -> None:
    parser.add_argument(
        "won_by",
        metavar="day|week|campaign",
        type=reading.choice("won_by", [one.value for one in WonBy]),
        help=_("what was won: day, week or campaign"),
    )


def _draw(context: Context, given: Namespace) -> Answer:
    done = context.board.rewards.draw(WonBy(given.won_by), envelope(context))
    return _one(context, done.value.reward)


def _remove(context: Context, given: Namespace) -> Answer:
    rewards = context.board.rewards
    return _one(context, rewards.put_away(rewards.find(given.name).key).value)


def _one(context: Context, reward: Reward) -> Answer:
    state = context.board.rewards.state(envelope(context))
    return Answer(documents.reward(reward, state), [lines.reward(reward, state)])


def _digest_arguments(parser: Parser) -> None:
    parser.add_argument(
        "date", metavar="DATE", nargs="?", type=reading.day, help=_("the day that begins (today)")
    )


def _digest(context: Context, given: Namespace) -> Answer:
    context.board.streaks.whole()  # however long: a mail is read once
    state = context.board.screens.digest(given.date)
    notes = doubts(context, min(state.last.standing.day, state.week.start), state.week.end)
    data = {**documents.digest(state), "doubted": bool(notes)}
    return Answer(data, lines.digest(state, context.activities()), notes)


COMMANDS = (
    Command("streaks", lambda: _("Show streaks, reserve days and constancy."), _streaks),
    Command("winning", lambda: _("Show or set what wins a day."), _winning, _winning_arguments),
    Command(
        "reserve-days", lambda: _("Show or set the reserve days of a month."), _reserve, _reserve_arguments
    ),
    Command("rewards", lambda: _("Show what you promised yourself."), _rewards),
    Command("reward add", lambda: _("Promise yourself something."), _add, _add_arguments),
    Command("reward claim", lambda: _("Take a reward for what was won."), _claim, _name),
    Command("reward draw", lambda: _("Let the lot choose a reward."), _draw, _draw_arguments),
    Command("reward remove", lambda: _("Promise it no more; what was taken stays."), _remove, _name),
    Command(
        "digest", lambda: _("Yesterday and the week so far, as text for a mail."), _digest, _digest_arguments
    ),
)
