"""What every connection to a database of ours begins with: a look at the file, its settings, its errors."""

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from scoreboard.errors import (
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    NewerData,
    NoAccess,
    StoreProblem,
)
from scoreboard.store.schema import APPLICATION_ID, SCHEMA, TABLES

BUSY_MS = 5000
"""How long to wait for another program's transaction, in milliseconds."""

TRY_AGAIN = 0.002
"""How long to wait before asking for the write lock again, in seconds."""

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


_TOLD_AS_OURS = ("unsupported file format", "no such column", "no such table")
"""What SQLite tells as an error of ours, and a damaged schema is: every statement of ours is tested."""

_OURS_ALONE = {"entry", "week_control"}
"""Tables by which a file is ours whatever its mark says."""


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the world's fault into those of the program."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter: a message about damaged text
        kind = problem_kind(error)
        if kind is None:
            raise
        if kind is NoAccess and _is_full(path.parent):
            kind = DiskFull  # SQLite tells only some of its calls that there was no space
        raise kind(path, str(error)) from error


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free == 0
    except OSError:
        return False


def problem_kind(error: BaseException | None) -> type[StoreProblem] | None:
    """What an error of SQLite, or of Python's sqlite3, says about the world; None for a bug of ours."""
    code = result_code(error)
    if code is None:  # not from SQLite but from Python's sqlite3: text that is no UTF-8
        no_text = isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode")
        return DamagedData if no_text else None
    if str(error).startswith(_TOLD_AS_OURS):
        return DamagedData
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
    try:
        if mode != "ro":
            for pragma in PRAGMAS:
                raw.execute(f"PRAGMA {pragma}")
    except BaseException:
        raw.close()
        raise
    return raw


@contextmanager
def transaction(raw: sqlite3.Connection, *, writes: bool = False, wait: bool = True) -> Iterator[None]:
    """BEGIN (IMMEDIATE if it `writes`) and COMMIT; an exception inside undoes everything."""
    if writes:
        take_write_lock(raw, wait=wait)
    else:
        raw.execute("BEGIN")
    try:
        yield
        raw.execute("COMMIT")
    finally:
        # Also after a COMMIT that failed: SQLite keeps the transaction open.
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def take_write_lock(raw: sqlite3.Connection, *, wait: bool = True) -> None:
    """Begin with the write lock, waiting for it up to BUSY_MS unless told not to.

    SQLite itself would sleep for up to 0.1 s between two looks, too long to get in between busy writers.
    """
    busy_wait(raw, wait=False)
    give_up = monotonic() + (BUSY_MS / 1000 if wait else 0)
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if result_code(error) != sqlite3.SQLITE_BUSY or monotonic() >= give_up:
                    raise
            sleep(TRY_AGAIN)
    finally:
        busy_wait(raw, wait=wait)


def busy_wait(raw: sqlite3.Connection, *, wait: bool) -> None:
    """Let SQLite wait up to BUSY_MS for another program, or not at all."""
    raw.execute(f"PRAGMA busy_timeout={BUSY_MS if wait else 0}")


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


def look_beside_backups(path: Path, backups: Path) -> None:
    """Raise DamagedData where there are `backups` of a file that is missing, empty, or not ours any more.

    That is no beginning, and no other program's file. Raises what `probe` does otherwise.
    """
    there = False
    with suppress(OSError):
        there = any(backups.glob("scoreboard-*.db"))
    if not there:
        return
    try:
        if probe(path) == NO_SCHEMA:
            raise DamagedData(path, "empty" if path.exists() else "missing")
    except ForeignData as error:
        raise DamagedData(path, error.detail) from error


def _look(path: Path, newest: int, mode: str) -> int:
    with closing(connect(path, mode)) as raw:
        ((mark,),) = raw.execute("PRAGMA application_id")
        ((schema,),) = raw.execute("PRAGMA user_version")
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
        if not names and not mark and not schema:
            return NO_SCHEMA
        if mark != APPLICATION_ID:
            kind = DamagedData if names >= _OURS_ALONE else ForeignData
            raise kind(path, f"application {mark:#x}")
        if schema > newest:
            raise NewerData(path, f"schema {schema}")
        ((revision,),) = raw.execute("SELECT version_num FROM alembic_version")
        if revision != f"{schema:04}" or (schema == SCHEMA and not names.issuperset(TABLES)):
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
        mode = path.stat().st_mode
        if os.name == "posix" and mode & 0o077:
            path.chmod(mode & 0o700)  # what the owner took from themselves stays taken
