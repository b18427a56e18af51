"""The store, with patience for one wait: a database held for too long is not waited for again at once.

Each wait is five seconds in which the window stands still, and one click asks more than once.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from scoreboard.errors import BeingReplaced, DataBusy
from scoreboard.store import Store
from scoreboard.store.snapshot import Snapshot

if TYPE_CHECKING:
    from scoreboard.store.records import Records

REST = 3.0
"""For how many seconds after a DataBusy the store is asked without waiting."""


class Patience:
    """Reads and writes of a store; raises what the store raises."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._until = 0.0
        self.held = False
        """Whether nothing may be written, because other data are being put in place of these."""

    @property
    def path(self) -> Path:
        """Of the store's file."""
        return self._store.path

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """One snapshot."""
        with self._watched(), self._store.read() as records:
            yield records

    @contextmanager
    def write(self) -> Iterator["Records"]:
        """One transaction. Raises BeingReplaced while it is held."""
        if self.held:
            raise BeingReplaced(self.path)
        with self._watched(), self._store.write() as records:
            yield records

    def version(self) -> int:
        """A number that changes when another connection has written."""
        with self._watched():
            return self._store.version()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        hurry = self.held or monotonic() < self._until
        try:
            with self._store.in_a_hurry() if hurry else nullcontext():
                yield
        except DataBusy:
            self._until = monotonic() + REST
            raise
