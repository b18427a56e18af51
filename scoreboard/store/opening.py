"""What every connection to a database of ours begins with: a look at the file, its settings, its errors."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from scoreboard.errors import (
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    NewerData,
    NoAccess,
    StoreProblem,
)
from scoreboard.store.tables import APPLICATION_ID, SCHEMA, metadata

BUSY_MS = 5000
"""How long to wait for another program's transaction, in milliseconds."""

NO_SCHEMA = 0

PRAGMAS = (
    "journal_mode=DELETE",  # before SQLite 3.51.3, WAL with two processes can corrupt the file
    "synchronous=EXTRA",  # a click survives a power cut, the removal of the journal included
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    *(["fullfsync=ON"] if sys.platform == "darwin" else []),
)

_PROBLEMS: dict[int, type[StoreProblem]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: DataBusy,
    sqlite3.SQLITE_LOCKED: DataBusy,
    sqlite3.SQLITE_PERM: NoAccess,
    sqlite3.SQLITE_READONLY: NoAccess,
    sqlite3.SQLITE_CANTOPEN: NoAccess,
    sqlite3.SQLITE_IOERR: NoAccess,
    sqlite3.SQLITE_CORRUPT: DamagedData,
    sqlite3.SQLITE_NOTADB: DamagedData,
}
"""SQLite's primary result codes that are the world's fault; every other one is a bug of ours."""


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the world's fault into those of the program."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        kind = problem_kind(cause)
        if kind is None:
            raise
        raise kind(path, str(cause)) from error


def problem_kind(error: BaseException | None) -> type[StoreProblem] | None:
    """What an error of SQLite, or of Python's sqlite3, says about the world; None for a bug of ours."""
    code = result_code(error)
    if code is None:  # not from SQLite but from Python's sqlite3: text that is no UTF-8
        return DamagedData if str(error).startswith("Could not decode") else None
    return _PROBLEMS.get(code)


def result_code(error: BaseException | None) -> int | None:
    """SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def file_problem(path: Path, error: OSError) -> StoreProblem:
    """What an error of the file system says about the world."""
    kind = DiskFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else NoAccess
    return kind(path, str(error))


def connect(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A plain connection of this thread without transactions of its own; `mode` is "ro", "rw" or "rwc"."""
    address = quote(os.fsencode(path.absolute().as_posix()))
    slash = "" if address.startswith("/") else "/"
    uri = f"file://{slash}{address}?mode={mode}"
    raw = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)
    if mode != "ro":
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
    return raw


def probe(path: Path, newest: int = SCHEMA) -> int:
    """The schema of the file at `path`, NO_SCHEMA when it is missing or empty, read without changing it.

    Raises ForeignData, NewerData (for a schema above `newest`), DamagedData, NoAccess or DataBusy.
    """
    try:
        if not path.exists():
            return NO_SCHEMA
        try:
            return _look(path, newest, "ro")
        except sqlite3.OperationalError as error:
            if result_code(error) != sqlite3.SQLITE_READONLY:
                raise
            # A killed writer left its journal: whoever opens the file next has to undo the half transaction.
            return _look(path, newest, "rw")
    except OSError as error:
        raise NoAccess(path, str(error)) from error
    except (sqlite3.Error, ValueError) as error:  # a ValueError: text that is no UTF-8, too few or many rows
        if result_code(error) == sqlite3.SQLITE_NOTADB:
            raise ForeignData(path, str(error)) from error
        raise (problem_kind(error) or DamagedData)(path, str(error)) from error


def _look(path: Path, newest: int, mode: str) -> int:
    with closing(connect(path, mode)) as raw:
        ((mark,),) = raw.execute("PRAGMA application_id")
        ((schema,),) = raw.execute("PRAGMA user_version")
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
        if not names and not mark and not schema:
            return NO_SCHEMA
        if mark != APPLICATION_ID:
            raise ForeignData(path, f"application {mark:#x}")
        if schema > newest:
            raise NewerData(path, f"schema {schema}")
        ((revision,),) = raw.execute("SELECT version_num FROM alembic_version")
        if revision != f"{schema:04}" or (schema == SCHEMA and not names.issuperset(metadata.tables)):
            raise DamagedData(path, f"schema {schema}, revision {revision}")
        return int(schema)


def make_file(path: Path) -> None:
    """An empty file that only its owner can read, in such a folder; SQLite's journal takes the same mode.

    SQLite makes it and not we: to close a file drops the locks that SQLite holds on it in this process.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with problems(path), closing(sqlite3.connect(path)):
            path.chmod(0o600)
    except OSError as error:
        raise file_problem(path, error) from error


def keep_private(path: Path) -> None:
    """Take away what others may do with the file, where that is ours to say."""
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
