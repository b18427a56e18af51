"""The Rewards page's sentences, from its state."""

from decimal import Decimal
from fractions import Fraction

from scoreboard.domain.achievements import Open, Taken, WonBy
from scoreboard.domain.entries import MOST_MONEY, Money
from scoreboard.errors import BadNumber
from scoreboard.gui import dates
from scoreboard.i18n import _, money, n_, number, parse_number
from scoreboard.service.rewards import RewardsState
from scoreboard.wording import quoted


def title(kind: WonBy) -> str:
    """For a won day."""
    return {
        WonBy.DAY: _("For a won day"),
        WonBy.WEEK: _("For a reached week"),
        WonBy.CAMPAIGN: _("For a won campaign"),
    }[kind]


def hint(kind: WonBy) -> str:
    """What a reward of the kind may be."""
    return {
        WonBy.DAY: _("Something small: a walk in the sun, the good coffee."),
        WonBy.WEEK: _("Something for the weekend: a film, a long breakfast."),
        WonBy.CAMPAIGN: _("Something to look forward to: dinner by the canal."),
    }[kind]


def icon(kind: WonBy) -> tuple[str, str]:
    """The icon of a kind and its hue."""
    return {WonBy.DAY: ("sun", "amber"), WonBy.WEEK: ("target", "petrol"), WonBy.CAMPAIGN: ("flag", "rose")}[
        kind
    ]


def waiting(won: tuple[Open, ...]) -> str:
    """2 waiting."""
    return n_("{n} waiting", "{n} waiting", len(won)).format(n=number(len(won))) if won else ""


def oldest(won: tuple[Open, ...]) -> str:
    """What the next one taken is for."""
    return _("Next: for {what}").format(what=what_for(won[0])) if won else ""


def what_for(won: Open) -> str:
    """Tue 15 Sep, week 38 or the campaign's name."""
    if won.day is None:
        return quoted(won.campaign)
    if won.won_by is WonBy.WEEK:
        return _("week {week}").format(week=dates.week_number(won.day))
    return dates.short_day(won.day)


def price(amount: Money | None) -> str:
    """€4.50."""
    return money(amount.value, amount.currency) if amount else ""


def taken(one: Taken) -> str:
    """Wed 16 Sep · for week 38."""
    return _("{day} · for {what}").format(
        day=dates.short_day(one.claim.at.astimezone().date()), what=what_for(one.open)
    )


def spent(state: RewardsState, envelope: Money | None) -> str:
    """€12.00 of €200.00 taken this year."""
    if envelope is None:
        return ""
    return _("{spent} of {envelope} taken this year").format(
        spent=money(state.spent, envelope.currency), envelope=money(envelope.value, envelope.currency)
    )


def amount(text: str, currency: str, field: str = "amount") -> Money | None:
    """What was typed as an amount in `field`; nothing typed is none. Raises BadNumber."""
    if not text.strip():
        return None
    wrong = BadNumber(field, Fraction(0), Fraction(MOST_MONEY), 2)
    try:
        value = parse_number(text)
    except ValueError:
        raise wrong from None
    if not 0 <= value <= Fraction(MOST_MONEY) or (value * 100).denominator != 1:
        raise wrong
    return Money(Decimal(value.numerator) / Decimal(value.denominator), currency)


def typed(value: Decimal) -> str:
    """An amount as it stands in a field."""
    return number(Fraction(value))
