"""The seller's SQLite file: opened with care, read in snapshots, written in short transactions that last."""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
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
from scoreboard.store.records import Records
from scoreboard.store.tables import APPLICATION_ID, SCHEMA, metadata

BUSY_MS = 5000
"""How long to wait for another program's transaction, in milliseconds."""

TRY_AGAIN = 0.002
"""How long to wait before asking for the write lock again, in seconds."""

NO_SCHEMA = 0

MIGRATIONS = Path(__file__).parent / "migrations"

Begin = Callable[[sqlite3.Connection], None]

_PRAGMAS = (
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


class Store:
    """One connection to one file. Each thread opens its own."""

    path: Path

    def __init__(self, path: Path) -> None:
        """Connect to a file that `open` has found good."""
        self.path = path
        self._begin: Begin = _begin_read
        self._engine = _engine(path, self._start, foreign_keys=True)
        with _problems(path):
            self._connection = self._engine.connect()
        self._raw = _raw(self._connection)
        self._records = Records(self._connection, path)

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> "Store":
        """The store in the file at `path`, migrated to the present schema.

        A file that is missing or empty is made, unless `create` is False: NoAccess then. Newer, foreign and
        damaged files are refused as NewerData, ForeignData and DamagedData, and left as they are.
        """
        path = path.absolute()
        schema = _probe(path)
        if schema == NO_SCHEMA and not create:
            raise NoAccess(path, "missing")
        if schema == NO_SCHEMA:
            _make_file(path)
        _keep_private(path)
        if schema < SCHEMA:
            _migrate(path)
        return cls(path)

    @contextmanager
    def read(self) -> Iterator[Records]:
        """One snapshot; inside another transaction of this store, that one. Nothing can be written."""
        if self._connection.in_transaction():
            yield self._records
            return
        before = self._raw.total_changes
        with self._transaction(_begin_read):
            yield self._records
            if self._raw.total_changes != before:
                raise RuntimeError("a write inside read() was undone")

    @contextmanager
    def write(self) -> Iterator[Records]:
        """One transaction: durable when the block has ended, undone by an exception inside.

        Raises NoAccess, DataBusy, DiskFull or DamagedData when the file cannot take it.
        """
        with self._transaction(_begin_write):
            yield self._records

    def version(self) -> int:
        """A number that changes when, and only when, another connection has written."""
        with _problems(self.path):
            (number,) = self._raw.execute("PRAGMA data_version").fetchone()
        return int(number)

    def close(self) -> None:
        """Let go of the file. The store cannot be used any more."""
        self._connection.close()
        self._engine.dispose()

    def _start(self, raw: sqlite3.Connection) -> None:
        self._begin(raw)

    @contextmanager
    def _transaction(self, begin: Begin) -> Iterator[None]:
        self._begin = begin
        with _problems(self.path):
            try:
                with self._connection.begin():
                    yield
            finally:
                # When a COMMIT fails, SQLAlchemy lets the transaction go but SQLite keeps it open.
                if self._raw.in_transaction:
                    self._raw.rollback()


def _begin_read(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN")


def _begin_write(raw: sqlite3.Connection) -> None:
    """Take the write lock, waiting for it up to BUSY_MS.

    SQLite itself would sleep for up to 0.1 s between two looks, too long to get in between busy writers.
    """
    raw.execute("PRAGMA busy_timeout=0")
    give_up = monotonic() + BUSY_MS / 1000
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or monotonic() >= give_up:
                    raise
            sleep(TRY_AGAIN)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _engine(path: Path, begin: Begin, *, foreign_keys: bool) -> Engine:
    """An engine of exactly one connection, whose transactions are started by `begin`."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        # Without an isolation level sqlite3 starts no transaction of its own accord.
        connect_args={"isolation_level": None, "check_same_thread": True},
    )

    @event.listens_for(engine, "connect")
    def set_up(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        for pragma in (*_PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        begin(_raw(connection))

    return engine


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the world's fault into those of the program."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        kind = _kind(cause)
        if kind is None:
            raise
        raise kind(path, str(cause)) from error


def _kind(error: BaseException | None) -> type[StoreProblem] | None:
    code = _code(error)
    if code is None:  # not from SQLite but from Python's sqlite3: text that is no UTF-8
        return DamagedData if str(error).startswith("Could not decode") else None
    return _PROBLEMS.get(code)


def _code(error: BaseException | None) -> int | None:
    """SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _probe(path: Path) -> int:
    """The schema of the file at `path`, NO_SCHEMA when it is missing or empty, read without changing it."""
    try:
        if not path.exists():
            return NO_SCHEMA
        try:
            return _look(path, "ro")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_READONLY:
                raise
            # A killed writer left its journal: whoever opens the file next has to undo the half transaction.
            return _look(path, "rw")
    except OSError as error:
        raise NoAccess(path, str(error)) from error
    except (sqlite3.Error, ValueError) as error:  # a ValueError: text that is no UTF-8, too few or many rows
        if _code(error) == sqlite3.SQLITE_NOTADB:
            raise ForeignData(path, str(error)) from error
        raise (_kind(error) or DamagedData)(path, str(error)) from error


def _look(path: Path, mode: str) -> int:
    address = quote(os.fsencode(path.as_posix()))
    slash = "" if address.startswith("/") else "/"
    uri = f"file://{slash}{address}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000)) as raw:
        ((mark,),) = raw.execute("PRAGMA application_id")
        ((schema,),) = raw.execute("PRAGMA user_version")
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
        if not names and not mark and not schema:
            return NO_SCHEMA
        if mark != APPLICATION_ID:
            raise ForeignData(path, f"application {mark:#x}")
        if schema > SCHEMA:
            raise NewerData(path, f"schema {schema}")
        ((revision,),) = raw.execute("SELECT version_num FROM alembic_version")
        if revision != f"{schema:04}" or (schema == SCHEMA and not names.issuperset(metadata.tables)):
            raise DamagedData(path, f"schema {schema}, revision {revision}")
        return int(schema)


def _make_file(path: Path) -> None:
    """An empty file that only its owner can read, in such a folder; SQLite's journal takes the same mode.

    SQLite makes it and not we: to close a file drops the locks that SQLite holds on it in this process.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _problems(path), closing(sqlite3.connect(path)):
            path.chmod(0o600)
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else NoAccess
        raise kind(path, str(error)) from error


def _keep_private(path: Path) -> None:
    """Take away what others may do with the file, where that is ours to say."""
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _migrate(path: Path) -> None:
    """Bring the file to the present schema in one transaction: killed at any moment it is old or new."""
    # Alembic takes a tenth of a second to import, and only a new or an old file needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    # A table that is made anew would take its children with it; inside a transaction this cannot be switched.
    engine = _engine(path, _begin_write, foreign_keys=False)
    try:
        with _problems(path), engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if lost:
                raise DamagedData(path, f"{lost[0]} refers to a missing {lost[2]}")
    finally:
        engine.dispose()
