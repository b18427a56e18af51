"""Boards for tests: a real store set up once and copied, and a clock that stands still until it is moved."""

import shutil
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

from scoreboard.service import Scoreboard
from scoreboard.service.starters import starter
from scoreboard.store import Store

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEDNESDAY = datetime(2026, 9, 16, 14, 5, tzinfo=AMSTERDAM)
"""Week 38 of 2026, in the afternoon: the moment of the design's pictures."""


class Clock:
    """The present moment, as the test wants it."""

    def __init__(self, moment: datetime = WEDNESDAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        """Move on by a timedelta's keywords."""
        self.moment += timedelta(**span)

    def at(self, year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> None:
        """Move to a local moment."""
        self.moment = datetime(year, month, day, hour, minute, tzinfo=self.moment.tzinfo)


@cache
def _template(key: str, trial_weeks: int, target: int, start: datetime) -> Path:
    path = Path(mkdtemp(prefix="scoreboard-template-")) / "scoreboard.db"
    store = Store.open(path)
    board = Scoreboard(store, lambda: start)
    board.set_up(starter(key), language="en", target=Fraction(target), trial_weeks=trial_weeks)
    store.close()
    return path


def set_up_folder(
    folder: Path,
    *,
    key: str = "b2b-services",
    trial_weeks: int = 0,
    target: int = 40,
    start: datetime = datetime(2026, 6, 29, 9, tzinfo=AMSTERDAM),
) -> Path:
    """Copy a set-up database into `folder`; answers its path. Its rules begin on the day of `start`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "scoreboard.db"
    shutil.copyfile(_template(key, trial_weeks, target, start), path)
    return path


def open_board(path: Path, clock: Clock) -> Scoreboard:
    """The board of the database at `path`; close its store when done."""
    return Scoreboard(Store.open(path), clock)
