"""Backups: made by SQLite beside running writers, verified before they count, thinned out with age."""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from scoreboard.errors import DamagedData, ForeignData, MigrationFailed, NewerData, NoAccess, StoreProblem
from scoreboard.store.control import OTHER_FACTS, kept_book, kept_weeks
from scoreboard.store.copies import (
    copy,
    count,
    free_name,
    put_in_place,
    remove,
    set_aside,
    stamp,
    verified,
)
from scoreboard.store.holding import holding
from scoreboard.store.lifeboat import sync_folder
from scoreboard.store.opening import NO_SCHEMA, connect, file_problem, probe, problems
from scoreboard.store.safety import FIRST_WITH_SUMS, Soundness, check
from scoreboard.store.schema import SCHEMA
from scoreboard.values import Value, field

APART = timedelta(minutes=30)
ALL_OF = timedelta(days=2)
DAILY_WEEKLY_MONTHLY = (12, 10, 9)
LARGE = 50_000_000
"""Bytes of the live file above which fewer backups are kept: no more of the last two days than NEWEST."""
LARGE_DAILY_WEEKLY_MONTHLY = (7, 4, 6)
NEWEST = 3
ABSENCE = timedelta(days=30)
"""Without a backup for longer than this, nobody was there or the clock was wrong: no backup ages by that."""
LEFTOVER = 3600
"""Seconds after which an unfinished copy has no maker any more."""

_GAME = tuple(
    f"SELECT {', '.join(OTHER_FACTS[table])} FROM {table} ORDER BY 1"  # noqa: S608
    for table in ("feat", "reward", "claim")
)
"""What no control sum is made of is compared itself: there is little of it."""

_NAME = re.compile(r"scoreboard-(\d{8}-\d{6})(?:-\d+)?\.db")
_TEMPORARY = re.compile(r"(new|restore)-\d{8}-\d{6}(?:-\d+)?\.tmp(-journal)?")


class Backup(Value):
    """A backup file, made at a moment in UTC, of so many bytes.

    `entries` are all rows, voided ones too; None, as `schema` then is, when the file cannot be used.
    """

    path: Path
    made_at: datetime
    size: int
    entries: int | None
    schema: int | None


class Restored(Value):
    """What a restoration did: entries there were (None: not to be told) and are now.

    What was there before is kept in `backup`, or `aside` when it was damaged.
    """

    file: Path
    before: int | None
    after: int
    backup: Backup | None = None
    aside: Path | None = None
    sound: Soundness = field(default_factory=Soundness)


class Backups:
    """The backups in `folder` of the store's file at `database`. Each call opens connections of its own."""

    def __init__(self, database: Path, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def due(self, now: datetime) -> bool:
        """Whether the newest backup is 30 minutes old and the data are not as they were in it.

        Raises StoreProblem when the data cannot be read.
        """
        newest = next(iter(self._sorted(now)), None)
        if newest is None or newest[0] > now:
            return probe(self.database) != NO_SCHEMA
        made_at, file = newest
        if now - made_at < APART:
            return False
        content = _content(self.database)
        try:
            return content != _content(file)
        except StoreProblem:  # no backup any more
            return True

    def make(self, now: datetime) -> Backup:
        """Make a backup, due or not, verify it, and thin out older ones.

        Raises DamagedData when the data are damaged: no backup is made then, and none is thinned out.
        """
        self._clean()
        temporary = free_name(self.folder, f"new-{stamp(now)}", ".tmp")
        try:
            entries = _entries(self.database)
            copy(self.database, temporary)
            found = verified(temporary, at_least=entries)
            file = free_name(self.folder, f"scoreboard-{stamp(now)}", ".db")
            temporary.rename(file)
        except OSError as error:
            raise file_problem(self.folder, error) from error
        finally:
            remove(temporary)
        sync_folder(self.folder)
        self.thin_out(now)
        return Backup(file, _made_at(file), file.stat().st_size, found.entries, probe(file))

    def make_if_due(self, now: datetime) -> Backup | None:
        """Make a backup if one is due. Raises StoreProblem."""
        return self.make(now) if self.due(now) else None

    def all(self, now: datetime) -> list[Backup]:
        """All backups, newest first, and after them those of a moment that is still to come.

        These were made while the clock was ahead: what is in them may be older than what is in any other.
        Files with other names are left out.
        """
        return [self._look(made_at, file) for made_at, file in self._sorted(now)]

    def newest_sound(self, now: datetime) -> Backup | None:
        """The first of them that is in order and can be opened by this version."""
        for backup in self.all(now):
            if backup.entries is not None and check(backup.path).ok:
                return backup
        return None

    def thin_out(self, now: datetime) -> list[Path]:
        """Delete the backups that are too many for their age; answers which. Only files of ours go."""
        found = sorted(self._files(), reverse=True)
        with suppress(OSError):
            large = self.database.stat().st_size > LARGE
            kept = to_keep((made_at for made_at, _ in found), now, large=large)
            gone = [file for made_at, file in found if made_at not in kept]
            for file in gone:
                remove(file)
            return gone
        return []

    def save_copy(self, to: Path) -> Backup:
        """Write a verified copy of the data to a file of the user's choice.

        A sound copy that is there is replaced; any other file stays, as ForeignData or what is wrong with it.
        """
        to = to.absolute()
        temporary = free_name(to.parent, f"new-{os.getpid()}", ".tmp")
        try:
            if not to.parent.is_dir():
                raise NoAccess(to, "missing folder")
            if to.exists() and (probe(to) == NO_SCHEMA or to.samefile(self.database)):
                raise ForeignData(to, "in use")
            entries = _entries(self.database)
            copy(self.database, temporary)
            verified(temporary, at_least=entries)
            temporary.replace(to)
            sync_folder(to.parent)
            return self._look(datetime.fromtimestamp(to.stat().st_mtime, UTC), to)
        except OSError as error:
            raise file_problem(to, error) from error
        finally:
            remove(temporary)

    def restore(self, file: Path, now: datetime) -> Restored:
        """Put the data of a backup in place of the present ones, which are kept in a backup of their own.

        Refused as NoAccess, ForeignData, NewerData or DamagedData, and nothing is changed then. An older
        schema is migrated beside, before. The store's own connection sees the restored data; what was
        remembered of the old ones must be forgotten.
        """
        temporary = free_name(self.folder, f"restore-{stamp(now)}", ".tmp")
        self._clean()
        try:
            bring_beside(file, temporary)
            found = verified(temporary, thorough=True)
            with holding(self.database):
                before, backup, aside = self._keep_present(now)
                put_in_place(temporary, self.database)
        except OSError as error:
            raise file_problem(self.folder, error) from error
        finally:
            remove(temporary)
        after = verified(self.database, at_least=found.entries)
        return Restored(file, before, after.entries, backup, aside, after)

    def _keep_present(self, now: datetime) -> tuple[int | None, Backup | None, Path | None]:
        """Entries of the present file, and where it is kept: as a backup, or aside if it cannot be one."""
        try:
            if probe(self.database) == NO_SCHEMA:
                return 0, None, None
            backup = self.make(now)
        except NewerData:
            return None, None, set_aside(self.database, now, "newer")
        except (DamagedData, ForeignData):
            return None, None, set_aside(self.database, now)
        else:
            return backup.entries, backup, None

    def _files(self) -> Iterable[tuple[datetime, Path]]:
        with suppress(OSError):
            for file in self.folder.iterdir():
                with suppress(ValueError):
                    yield _made_at(file), file

    def _sorted(self, now: datetime) -> list[tuple[datetime, Path]]:
        """The files in the order of `all`."""
        newest_first = sorted(self._files(), reverse=True)
        return sorted(newest_first, key=lambda found: found[0] > now)

    def _look(self, made_at: datetime, file: Path) -> Backup:
        try:
            size = file.stat().st_size
        except OSError:
            size = 0
        try:
            schema = probe(file)
            if schema == NO_SCHEMA:
                raise NoAccess(file, "empty")
            return Backup(file, made_at, size, _entries(file), schema)
        except (StoreProblem, ValueError):
            return Backup(file, made_at, size, None, None)

    def _clean(self) -> None:
        """Make the folder, and remove what killed processes left of copies that were not finished."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in self.folder.iterdir():
                if _TEMPORARY.fullmatch(file.name) and abs(time() - file.stat().st_mtime) > LEFTOVER:
                    file.unlink(missing_ok=True)
        except OSError as error:
            raise file_problem(self.folder, error) from error


def bring_beside(file: Path, to: Path) -> None:
    """Make a new file `to` with the data of the backup `file` in the present schema. Raises StoreProblem."""
    if probe(file) == NO_SCHEMA:
        kind = ForeignData if file.exists() else NoAccess
        raise kind(file, "empty" if file.exists() else "missing")
    copy(file, to)
    if probe(to) < SCHEMA:
        verified(to)
        # SQLAlchemy and Alembic take a third of a second to import.
        from scoreboard.store.migrating import migrate  # noqa: PLC0415

        try:
            migrate(to)
        except StoreProblem:
            raise
        except Exception as error:
            raise MigrationFailed(file, str(error)) from error


def to_keep(made: Iterable[datetime], now: datetime, *, large: bool = False) -> set[datetime]:
    """Which of the moments at which backups were made stay: all of two days, then fewer the older they are.

    12 days, 10 weeks and 9 months, the newest of each, with a backup in them; for a large file the 3 newest,
    then 7 + 4 + 6. So that a clock that is far ahead costs none, those of a moment still to come stay and
    count for nothing, and an ABSENCE makes none older.
    """
    every = set(made)
    moments = sorted((moment for moment in every if moment <= now), reverse=True)
    recent = moments[:NEWEST] if large else moments[: _of_two_days(moments, now)]
    kept = {*recent, *every.difference(moments)}
    last = min(recent, default=None)
    older = moments[len(recent) :]
    periods: tuple[Callable[[datetime], object], ...] = (
        lambda moment: moment.date(),
        lambda moment: moment.isocalendar()[:2],
        lambda moment: (moment.year, moment.month),
    )
    for period, number in zip(
        periods, LARGE_DAILY_WEEKLY_MONTHLY if large else DAILY_WEEKLY_MONTHLY, strict=True
    ):
        left = number
        while left and older:
            moment = older.pop(0)
            if last is None or period(moment) != period(last):
                kept.add(moment)
                last, left = moment, left - 1
    return kept


def _of_two_days(moments: Iterable[datetime], now: datetime) -> int:
    """How many of the moments, newest first, lie within ALL_OF, absences left out."""
    number, later, age = 0, now, timedelta()
    for moment in moments:
        gap, later = later - moment, moment
        age += gap if gap <= ABSENCE else timedelta()
        if age > ALL_OF:
            break
        number += 1
    return number


def _made_at(file: Path) -> datetime:
    """The moment in the name of a backup; ValueError for another file."""
    found = _NAME.fullmatch(file.name)
    if not found:
        raise ValueError(file.name)
    return datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)


def _entries(path: Path) -> int:
    """Rows of entries: by the control sums, which is quick, or counted where there are none."""
    if probe(path) < FIRST_WITH_SUMS:
        return count(path)
    with problems(path), closing(connect(path)) as raw:
        return sum(week.n for week in kept_weeks(raw).values())


def _content(path: Path) -> object:
    """Something that differs when the data do."""
    schema = probe(path)
    if schema < FIRST_WITH_SUMS:
        return None
    with problems(path), closing(connect(path)) as raw:
        changes = raw.execute("SELECT max(number) FROM entry_trail").fetchone()
        game = [raw.execute(facts).fetchall() for facts in _GAME] if schema == SCHEMA else None
        return {week: one for week, one in kept_weeks(raw).items() if one.n}, kept_book(raw), changes, game
