"""The seller's SQLite file: opened with care, read in snapshots, written in short transactions that last."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scoreboard.errors import DataBusy, NewerData, NoAccess
from scoreboard.store.control import Control
from scoreboard.store.holding import held
from scoreboard.store.opening import (
    NO_SCHEMA,
    busy_wait,
    connect,
    keep_private,
    make_file,
    probe,
    problems,
    transaction,
)
from scoreboard.store.schema import SCHEMA
from scoreboard.store.snapshot import Snapshot

if TYPE_CHECKING:
    from scoreboard.store.records import Records
    from scoreboard.store.safety import Finding


class Store:
    """One connection to one file. Each thread opens its own."""

    path: Path

    def __init__(self, path: Path) -> None:
        """Connect to a file that `open` has found good."""
        self._connect(path)

    def _connect(self, path: Path) -> None:
        self.path = path
        with problems(path):
            self._raw = connect(path, "rw")
            self._raw.execute("PRAGMA foreign_keys=ON")
        self._control = Control(self._raw)
        self._snapshot = Snapshot(self._raw, path)
        self._records: Records | None = None
        self._waits = True

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> "Store":
        """The store in the file at `path`, migrated to the present schema.

        A file that is missing or empty is made, unless `create` is False: NoAccess then. Newer, foreign and
        damaged files are refused as NewerData, ForeignData and DamagedData, and left as they are. Of an older
        one a backup is made before; MigrationFailed has its path, and the file is as it was.
        """
        path = path.absolute()
        schema = probe(path, SCHEMA)
        if schema == NO_SCHEMA and not create:
            raise NoAccess(path, "missing")
        if schema == NO_SCHEMA:
            make_file(path)
        keep_private(path)
        # Only here is Alembic imported, which takes a tenth of a second.
        if schema == NO_SCHEMA:
            from scoreboard.store.migrating import migrate  # noqa: PLC0415

            migrate(path)
        elif schema < SCHEMA:
            from scoreboard.store.upgrading import upgrade  # noqa: PLC0415

            upgrade(path)
        return cls(path)

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """One snapshot; inside another transaction of this store, that one."""
        if self._raw.in_transaction:
            yield self._snapshot
            return
        with problems(self.path), transaction(self._raw):
            yield self._snapshot

    @contextmanager
    def write(self) -> Iterator["Records"]:
        """One transaction: durable when the block has ended, undone by an exception inside.

        Raises NoAccess, DataBusy, DiskFull or DamagedData when the file cannot take it, and NewerData when a
        newer program has updated it since it was opened.
        """
        records = self.get_ready()
        with problems(self.path), transaction(self._raw, writes=True, wait=self._waits):
            if held(self.path):
                raise DataBusy(self.path, "replaced")
            ((schema,),) = self._raw.execute("PRAGMA user_version")
            if schema > SCHEMA:
                raise NewerData(self.path, f"schema {schema}")
            self._control.begin()
            yield records
            self._control.settle()

    def get_ready(self) -> "Records":
        """Import what writing needs; the window does so when idle, so that its first click is quick."""
        if self._records is None:
            # SQLAlchemy takes a quarter of a second to import.
            from scoreboard.store.records import Records  # noqa: PLC0415

            self._records = Records(self._raw, self.path, self._control)
        return self._records

    def altered(self, first: date, last: date) -> "tuple[Finding, ...]":
        """What is not as it was written in the weeks of those days, or in the rulebook.

        Raises StoreProblem.
        """
        from scoreboard.store.safety import altered  # noqa: PLC0415 - no start asks for it

        with self.read():
            return altered(self._raw, first, last)

    @property
    def has_written(self) -> bool:
        """Whether anything was written here since the file was opened."""
        return self._raw.total_changes > 0

    def version(self) -> int:
        """A number that changes when, and only when, another connection has written."""
        with problems(self.path):
            (number,) = self._raw.execute("PRAGMA data_version").fetchone()
        return int(number)

    @contextmanager
    def in_a_hurry(self) -> Iterator[None]:
        """Inside, a file that another program holds is DataBusy at once instead of after five seconds."""
        if not self._waits:
            yield
            return
        self._waits = False
        busy_wait(self._raw, wait=False)
        try:
            yield
        finally:
            self._waits = True
            busy_wait(self._raw, wait=True)

    def reopen(self) -> None:
        """Connect anew, after another file was put in place of the one that is open. Raises StoreProblem."""
        probe(self.path, SCHEMA)
        self.close()
        self._connect(self.path)

    def close(self) -> None:
        """Let go of the file. The store cannot be used any more."""
        self._raw.close()
