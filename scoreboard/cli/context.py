"""What every command works with, and what it answers."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from time import time
from typing import TYPE_CHECKING

from scoreboard import settings
from scoreboard.cli import reading
from scoreboard.cli.options import Options
from scoreboard.cli.parser import WrongUsage, understood
from scoreboard.domain.rules import Activity
from scoreboard.errors import DamagedData, NoAccess, NotEmpty, StoreProblem
from scoreboard.i18n import LANGUAGES, _, language, set_language, system_language
from scoreboard.paths import Paths
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.clock import Steady, steady
from scoreboard.service.starters import starter
from scoreboard.settings import Settings
from scoreboard.store import Store
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.opening import look_beside_backups
from scoreboard.values import Value, field
from scoreboard.wording import entries_brought_in

if TYPE_CHECKING:
    from scoreboard.service.data import Data

DONE, REFUSED, WRONG_USAGE, KEPT = 0, 1, 2, 3
"""Exit statuses."""

AT_REST = 30 * 60
"""Seconds in which no backup is due after one was made: what makes them is not even imported then."""

DEFAULT_STARTER = "b2b-services"
DEFAULT_TARGET = Fraction(40)
DEFAULT_TRIAL_WEEKS = 4


class Answer(Value):
    """What a command has to say: as data, as lines for people, and as `notes` on standard error."""

    data: object
    lines: Iterable[str]
    notes: tuple[str, ...] = ()
    status: int = DONE


class NotDone(Exception):
    """Refused by the world, told in a sentence of the command's own."""


class Context(Value, dict=True):
    """One call of the program: its folder, its preferences, its clock, and the board when first asked for."""

    paths: Paths
    settings: Settings
    now: Clock
    steady: Steady | None = None
    """For the system's clock one that nobody can set; None for a made-up clock."""
    opened: ExitStack = field(default_factory=ExitStack)
    """Closes what the call has opened."""
    notes: list[str] = field(default_factory=list)
    """What is told on standard error beside the command's own answer."""

    @cached_property
    def board(self) -> Scoreboard:
        """The seller's data; an empty folder is set up with the defaults. Raises StoreProblem."""
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

    def is_empty(self) -> bool:
        """Whether there is no data file; one that we may not look for counts as there."""
        try:
            self.paths.database.lstat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return False

    def activities(self) -> dict[str, Activity]:
        """All activities by their keys, archived ones too."""
        return {one.activity.key: one.activity for one in self.board.overviews.activities(archived=True)}

    def open_board(self, *, anew: bool = False) -> Scoreboard:
        """The seller's data as they are, in a folder that is made if need be, with what waited for them.

        A folder with backups is not empty: there the data have gone, unless one begins `anew`.
        """
        if not anew:
            look_beside_backups(self.paths.database, self.paths.backups_dir)
        self.make_folder()
        store = Store.open(self.paths.database)
        self.opened.callback(store.close)
        self.opened.callback(self._look_after, store)
        board = Scoreboard(store, self.now, steady=self.steady)
        self.notes.extend(entries_brought_in(board.brought_in))
        return board

    def _look_after(self, store: Store) -> None:
        """After a write do what the window does beside the work: keep room, and back up when that is due.

        Under a made-up clock a script is at work, and looks after its folder itself.
        """
        if self.steady is None or not store.has_written:
            return
        lifeboat_of(self.paths).keep_room()
        with suppress(OSError):
            if abs(time() - self.paths.backups_dir.stat().st_mtime) < AT_REST:
                return
        with suppress(StoreProblem, OSError):  # of what is wrong with the data a check tells
            self.data.back_up(only_if_due=True)

    def make_folder(self) -> None:
        """Make the data folder if it is not there; raises NoAccess."""
        try:
            self.paths.create()
        except OSError as error:
            raise NoAccess(self.paths.data_dir, str(error)) from error

    def damage(self, error: Exception) -> DamagedData | None:
        """Whether `error`, which nobody expected, comes of damaged data rather than of a fault of ours."""
        from scoreboard.store.safety import damage_behind  # noqa: PLC0415  (hardly ever wanted)

        return damage_behind(error, self.paths.database)

    @property
    def data(self) -> "Data":
        """The data as a whole, in whatever state they are; backups are made now, whatever --as-of says."""
        # Only some commands want it, and it takes fifteen milliseconds.
        from scoreboard.service.data import Data  # noqa: PLC0415

        return Data(self.paths.database, clock(None))


def begin(options: Options, environ: Mapping[str, str]) -> Context:
    """Take up the global options; from here on sentences are in the language asked for."""
    paths = Paths.of(options.data_dir, environ)
    preferences = settings.load(paths.settings_file)
    set_language(preferences.language or system_language(environ))
    if options.incomplete:
        raise WrongUsage(_("{option} needs a value").format(option=options.incomplete))
    if options.lang is not None:
        set_language(reading.choice("language", LANGUAGES)(options.lang))
    return Context(paths, preferences, clock(options.as_of), None if options.as_of else steady)


def clock(as_of: str | None) -> Callable[[], datetime]:
    """The system's clock with the local offset, or one that stands still at `as_of`."""
    if as_of is None:
        return lambda: datetime.now(UTC).astimezone()
    fixed = understood("--as-of", reading.moment, as_of)
    return lambda: fixed
