"""The seller's SQLite file: opened with care, read in snapshots, written in short transactions that last."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from scoreboard.errors import DamagedData, NoAccess
from scoreboard.store.control import Control
from scoreboard.store.opening import (
    BUSY_MS,
    NO_SCHEMA,
    PRAGMAS,
    keep_private,
    make_file,
    probe,
    problems,
    result_code,
)
from scoreboard.store.records import Records
from scoreboard.store.tables import SCHEMA

TRY_AGAIN = 0.002
"""How long to wait before asking for the write lock again, in seconds."""

MIGRATIONS = Path(__file__).parent / "migrations"

Begin = Callable[[sqlite3.Connection], None]


class Store:
    """One connection to one file. Each thread opens its own."""

    path: Path

    def __init__(self, path: Path) -> None:
        """Connect to a file that `open` has found good."""
        self.path = path
        self._begin: Begin = _begin_read
        self._engine = _engine(path, self._start, foreign_keys=True)
        with problems(path):
            self._connection = self._engine.connect()
        self._raw = _raw(self._connection)
        self._control = Control(self._raw)
        self._records = Records(self._connection, path, self._control)

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> "Store":
        """The store in the file at `path`, migrated to the present schema.

        A file that is missing or empty is made, unless `create` is False: NoAccess then. Newer, foreign and
        damaged files are refused as NewerData, ForeignData and DamagedData, and left as they are.
        """
        path = path.absolute()
        schema = probe(path, SCHEMA)
        if schema == NO_SCHEMA and not create:
            raise NoAccess(path, "missing")
        if schema == NO_SCHEMA:
            make_file(path)
        keep_private(path)
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
            self._control.begin()
            yield self._records
            self._control.settle()

    def version(self) -> int:
        """A number that changes when, and only when, another connection has written."""
        with problems(self.path):
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
        with problems(self.path):
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
                if result_code(error) != sqlite3.SQLITE_BUSY or monotonic() >= give_up:
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
        for pragma in (*PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        begin(_raw(connection))

    return engine


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


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
        with problems(path), engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if lost:
                raise DamagedData(path, f"{lost[0]} refers to a missing {lost[2]}")
    finally:
        engine.dispose()
