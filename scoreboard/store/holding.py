"""While other data take the place of the present ones nobody writes to them: it would be in neither."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import time

from scoreboard.errors import DamagedData, ForeignData, NoAccess
from scoreboard.store.opening import connect, file_problem, problems, take_write_lock

NAME = "replacing"
LONGEST = 1800.0
"""Seconds after which a process that replaces data is taken for dead."""


def held(database: Path) -> bool:
    """Whether the data are being replaced. Asked with the write lock, a no stays true until it is let go."""
    try:
        return time() - database.with_name(NAME).stat().st_mtime < LONGEST
    except OSError:
        return False


@contextmanager
def holding(database: Path) -> Iterator[None]:
    """Inside, writers of every process are told that the data are busy; who was writing has ended.

    Raises DataBusy when somebody does not end, NoAccess or DiskFull.
    """
    flag = database.with_name(NAME)
    try:
        flag.touch(mode=0o600)
    except OSError as error:
        raise file_problem(flag, error) from error
    try:
        # Nobody writes to what cannot be opened.
        with (
            suppress(NoAccess, DamagedData, ForeignData),
            problems(database),
            closing(connect(database, "rw")) as raw,
        ):
            take_write_lock(raw)
            raw.execute("ROLLBACK")
        yield
    finally:
        with suppress(OSError):
            flag.unlink()
