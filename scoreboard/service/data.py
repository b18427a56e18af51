"""The data as a whole: are they sound, their backups, bringing them back, and where they lie."""

import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import time

from scoreboard.errors import StoreProblem
from scoreboard.paths import Paths
from scoreboard.service.changes import EVERYTHING, Done
from scoreboard.service.place import where_it_lies
from scoreboard.store import Store
from scoreboard.store.backups import Backup, Backups, Restored
from scoreboard.store.copies import copy, remove
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.moving import move
from scoreboard.store.recounting import Recounted, recount
from scoreboard.store.recovery import Recovery, plan_recovery, switch
from scoreboard.store.safety import Soundness, check
from scoreboard.values import Value

LARGE = 16 << 20
"""Bytes from which on SQLite's own check takes so long that a click beside it would notice."""
STALE = 3600.0
"""Seconds after which nobody works any more on a copy that was to be looked through."""


class Health(Value):
    """The answer of a check: of the file, entries and odd lines in the lifeboat, backups, and the place.

    `place` is what where_it_lies says. Neither that nor what waits in the lifeboat is a fault of the file.
    """

    soundness: Soundness
    lifeboat: int
    odd: int
    backups: int
    place: str | None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with the file."""
        return self.soundness.ok


class Data:
    """What can be done with the file at `database`, also when no store can be opened on it.

    `store` is the one that is open on it, if any, and `replaced` is called when other data came in its place.
    What only looks or copies (`check`, `backups`, `back_up`, `save_copy`, `plan_recovery`) opens connections
    of its own and may run in another thread.
    """

    def __init__(
        self,
        database: Path,
        now: Callable[[], datetime],
        *,
        store: Store | None = None,
        lifeboat: Lifeboat | None = None,
        replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._paths = Paths(database.parent)
        self._database = database
        self._now = now
        self._store = store
        self._lifeboat = lifeboat or lifeboat_of(self._paths)
        self._replaced = replaced
        self._backups = Backups(database, self._paths.backups_dir)

    def check(self, *, thorough: bool = False) -> Health:
        """Look whether all is sound; ten years take some seconds, in which others write on."""
        contents = self._lifeboat.kept()
        return Health(
            soundness=self._looked_through(thorough=thorough),
            lifeboat=len(contents.entries),
            odd=contents.odd,
            backups=len(self._backups.all(self._now())),
            place=self.where_it_lies(),
        )

    def _looked_through(self, *, thorough: bool) -> Soundness:
        """What a check says of the file, or of a copy where SQLite's check would keep a click waiting."""
        beside = self._paths.data_dir / f"checking-{uuid.uuid4()}.db"
        try:
            large = self._database.stat().st_size > LARGE
            if large:
                for left in self._paths.data_dir.glob("checking-*.db"):
                    if time() - left.stat().st_mtime > STALE:  # of a process that was killed
                        remove(left)
                copy(self._database, beside)
                return check(beside, thorough=thorough)
        except (OSError, StoreProblem):
            pass  # what cannot be copied is looked at where it is
        finally:
            remove(beside)
        return check(self._database, thorough=thorough)

    def backups(self) -> list[Backup]:
        """The backups there are, newest first; last those of a moment that is still to come."""
        return self._backups.all(self._now())

    def back_up(self, *, only_if_due: bool = False) -> Backup | None:
        """Make a backup; None when it was not due. Raises StoreProblem, DamagedData for data that are."""
        now = self._now()
        return self._backups.make_if_due(now) if only_if_due else self._backups.make(now)

    def save_copy(self, to: Path) -> Backup:
        """Write a verified copy to a file of the user's choice.

        Replaces an older copy and no other file: that is ForeignData. Raises StoreProblem.
        """
        return self._backups.save_copy(to)

    def restore(self, file: Path) -> Done[Restored]:
        """Put the data of a backup in place of the present ones, which are kept. Only after a yes.

        Raises StoreProblem for a backup that is none, newer or damaged; nothing has changed then.
        """
        try:
            restored = self._backups.restore(file, self._now())
        finally:
            self._take_up()
        return Done(restored, EVERYTHING)

    def recount(self) -> Done[Recounted]:
        """Take the rows as they are for right, where the control sums do not agree. Only after a yes.

        Raises DamagedData when the file itself is damaged.
        """
        done = recount(self._database, self._now())
        self._replaced()
        return Done(done, EVERYTHING)

    def plan_recovery(self) -> Recovery:
        """Salvage what can be read into a file beside; nothing is switched. Takes a minute at most.

        The store must not be in use meanwhile. Raises NoAccess or DiskFull.
        """
        return plan_recovery(self._database, self._backups, self._lifeboat, self._now())

    def recover(self, recovery: Recovery) -> Done[Soundness]:
        """Put the planned file in place of the damaged one. Only after a yes.

        Raises DataBusy when the damaged one was written meanwhile: plan anew then.
        """
        try:
            sound = switch(recovery)
        finally:
            self._take_up()
        return Done(sound, EVERYTHING)

    def where_it_lies(self) -> str | None:
        """What may tear the database where it is; None for a good place."""
        return where_it_lies(self._paths.data_dir)

    def move_to(self, folder: Path) -> Paths:
        """Move everything to another folder; answers where it is. The store is closed: open a new board.

        Raises NotEmpty when there are data, or StoreProblem; then the old place is as it was, and the board.
        """
        if self._store:
            self._store.close()
        try:
            return move(self._paths, folder, self._now())
        except BaseException:
            self._take_up()
            raise

    def _take_up(self) -> None:
        """Other data may be in place: what was remembered of the old ones is wrong."""
        if self._store:
            self._store.reopen()
        self._replaced()
