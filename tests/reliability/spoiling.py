"""Settings that are known to be bad, to see that the harnesses notice them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import scoreboard.store
from scoreboard.store import lifeboat, opening

program: Any = opening
rescue: Any = lifeboat
store: Any = scoreboard.store


def spoil(setting: str) -> None:
    """Make this process one that does something wrong: what, is named by one of these words."""
    match setting.split():
        case []:
            pass
        case ["unsynced-lifeboat"]:
            rescue.os = Unsynced()
        case ["unchecked-lifeboat"]:
            rescue._write_line = write_what_fits
        case ["deferred"]:
            program.take_write_lock = begin_later
        case ["late"]:
            store.transaction = commit_with_the_next
        case [journal, synchronous]:
            wrong = {"journal_mode": journal, "synchronous": synchronous}
            pragmas = dict(pragma.split("=") for pragma in opening.PRAGMAS) | wrong
            program.PRAGMAS = tuple(f"{name}={value}" for name, value in pragmas.items())
        case _:
            raise ValueError(setting)


class Unsynced:
    """The module os, with an fsync that does nothing."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def fsync(self, descriptor: int) -> None:
        pass


def write_what_fits(descriptor: int, text: bytes, _size: int) -> None:
    """Write a line without asking how much of it was written."""
    os.write(descriptor, text + b"\n")


def begin_later(raw: sqlite3.Connection, *, wait: bool = True) -> None:  # noqa: ARG001
    """Begin without the write lock, which is then taken with the first write."""
    raw.execute("BEGIN")


@contextmanager
def commit_with_the_next(
    raw: sqlite3.Connection, *, writes: bool = False, wait: bool = True
) -> Iterator[None]:
    """Leave what was written in an open transaction, and commit it before the next one begins."""
    if not writes:
        with opening.transaction(raw, wait=wait):
            yield
        return
    if raw.in_transaction:
        raw.execute("COMMIT")
    raw.execute("BEGIN IMMEDIATE")
    yield
