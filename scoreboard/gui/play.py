"""How much of the game is shown; Settings say how much is wanted."""

from collections.abc import Iterable
from decimal import Decimal

from scoreboard.domain.achievements import Feat
from scoreboard.domain.entries import Money
from scoreboard.service.states import DayMark, Mark, TodayState
from scoreboard.settings import Settings
from scoreboard.values import replace


def today_shown(state: TodayState, settings: Settings) -> TodayState:
    """The state without streaks and reserve days when they are not wanted."""
    if settings.shows_streaks:
        return state
    return replace(state, streak=None, marks=tuple(marks_shown(week, settings) for week in state.marks))


def marks_shown(marks: tuple[DayMark, ...], settings: Settings) -> tuple[DayMark, ...]:
    """The same of a week's marks."""
    if settings.shows_streaks:
        return marks
    return tuple(replace(one, mark=Mark.OPEN) if one.mark is Mark.RESERVE else one for one in marks)


def feats_shown(feats: Iterable[Feat], settings: Settings) -> tuple[Feat, ...]:
    """The feats that are told."""
    if settings.plain:
        return ()
    return tuple(one for one in feats if settings.shows_streaks or "streak" not in one)


def envelope_of(settings: Settings) -> Money | None:
    """The money for a year's rewards, None without a limit."""
    return Money(Decimal(settings.envelope), settings.currency) if settings.envelope else None
