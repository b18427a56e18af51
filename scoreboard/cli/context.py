"""What every command works with, and what it answers."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property

from scoreboard import settings
from scoreboard.cli import reading
from scoreboard.cli.options import Options
from scoreboard.cli.parser import WrongUsage, understood
from scoreboard.domain.rules import Activity
from scoreboard.errors import NoAccess, NotEmpty
from scoreboard.i18n import LANGUAGES, _, language, set_language, system_language
from scoreboard.paths import Paths
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.starters import starter
from scoreboard.settings import Settings
from scoreboard.store import Store

DEFAULT_STARTER = "b2b-services"
DEFAULT_TARGET = Fraction(40)
DEFAULT_TRIAL_WEEKS = 4


@dataclass(frozen=True)
class Answer:
    """What a command has to say: as data, and as lines for people.

    `problems` are told on standard error; with any of them the exit status is 1.
    """

    data: object
    lines: Iterable[str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """One call of the program: its folder, its preferences, its clock, and the board when first asked for."""

    paths: Paths
    settings: Settings
    now: Clock
    opened: ExitStack = field(default_factory=ExitStack)
    """Closes what the call has opened."""

    @cached_property
    def board(self) -> Scoreboard:
        """The seller's data; an empty folder is set up with the defaults."""
        board = self.open_board()
        if not board.is_set_up():
            # Another process may be a moment faster; then its set-up is as good as ours.
            with suppress(NotEmpty):
                board.set_up(
                    starter(DEFAULT_STARTER),
                    language=language(),
                    target=DEFAULT_TARGET,
                    trial_weeks=DEFAULT_TRIAL_WEEKS,
                )
        return board

    def activities(self) -> dict[str, Activity]:
        """All activities by their keys, archived ones too."""
        return {one.activity.key: one.activity for one in self.board.screens.activities(archived=True)}

    def open_board(self) -> Scoreboard:
        """The seller's data as they are, in a folder that is made if need be."""
        try:
            self.paths.create()
        except OSError as error:
            raise NoAccess(self.paths.data_dir, str(error)) from error
        store = Store.open(self.paths.database)
        self.opened.callback(store.close)
        return Scoreboard(store, self.now)


def begin(options: Options, environ: Mapping[str, str]) -> Context:
    """Take up the global options; from here on sentences are in the language asked for."""
    paths = Paths.of(options.data_dir, environ)
    preferences = settings.load(paths.settings_file)
    set_language(preferences.language or system_language(environ))
    if options.incomplete:
        raise WrongUsage(_("{option} needs a value").format(option=options.incomplete))
    if options.lang is not None:
        set_language(reading.choice("language", LANGUAGES)(options.lang))
    return Context(paths, preferences, clock(options.as_of))


def clock(as_of: str | None) -> Callable[[], datetime]:
    """The system's clock with the local offset, or one that stands still at `as_of`."""
    if as_of is None:
        return lambda: datetime.now(UTC).astimezone()
    fixed = understood("--as-of", reading.moment, as_of)
    return lambda: fixed
