"""While other data take the place of the present ones nobody writes to them: it would be in neither.

A file beside the data says so, as long as its maker keeps it locked; a killed process lets go of the lock.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import sleep

from scoreboard.errors import DamagedData, DataBusy, ForeignData, NoAccess
from scoreboard.store.opening import connect, file_problem, problems, take_write_lock

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


NAME = "replacing"
TRIES, REST = 100, 0.002
"""Writers that look hold the lock for a moment, too."""


def held(database: Path) -> bool:
    """Whether the data are being replaced. Asked with the write lock, a no stays true until it is let go."""
    flag = database.with_name(NAME)
    try:
        descriptor = os.open(flag, os.O_RDWR)
    except OSError:
        return False
    try:
        _lock(descriptor)
    except OSError:
        return True
    else:
        with suppress(OSError):
            flag.unlink()  # whoever made it was killed
        return False
    finally:
        os.close(descriptor)


@contextmanager
def holding(database: Path) -> Iterator[None]:
    """Inside, writers of every process are told that the data are busy; who was writing has ended.

    Raises DataBusy when somebody else does the same or does not end, NoAccess or DiskFull.
    """
    flag = database.with_name(NAME)
    descriptor = _taken(flag)
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
        os.close(descriptor)


def _taken(flag: Path) -> int:
    """The file, made and locked. One that a writer took for left behind meanwhile is made anew."""
    for _ in range(TRIES):
        try:
            descriptor = os.open(flag, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise file_problem(flag, error) from error
        try:
            _lock(descriptor)
            if flag.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except OSError:
            pass
        os.close(descriptor)
        sleep(REST)
    raise DataBusy(flag, "replaced")
