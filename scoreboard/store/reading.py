"""Reading tables that may be damaged: what can be read is read, what cannot is stepped around."""

import sqlite3
from collections.abc import Iterator
from typing import Any

CHUNK = 20_000
"""Rows that are read at once: a few hundredths of a second during which nobody else can write."""


def rows(raw: sqlite3.Connection, columns: str, table: str) -> Iterator[tuple[Any, ...] | None]:
    """These columns of every row of a table in the order of writing; None where rows cannot be read."""
    select = f"SELECT {columns} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608
    last = last_number(raw, table)
    for low in range(1, last + 1, CHUNK):
        yield from _between(raw, select, low, min(low + CHUNK - 1, last))


def last_number(raw: sqlite3.Connection, table: str) -> int:
    """The highest row number of the table, as far as the file still says."""
    highest = 0
    for select in (
        f"SELECT max(rowid) FROM {table} NOT INDEXED",  # noqa: S608
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
    ):
        try:
            found = raw.execute(select).fetchone()
        except Exception:  # noqa: BLE001, S112  damaged: the other one may know
            continue
        if found and isinstance(found[0], int):
            highest = max(highest, found[0])
    # A damaged number may be any; there cannot be more rows than bytes.
    ((pages,),), ((size,),) = raw.execute("PRAGMA page_count"), raw.execute("PRAGMA page_size")
    return int(min(highest, pages * size))


def _between(raw: sqlite3.Connection, select: str, low: int, high: int) -> Iterator[tuple[Any, ...] | None]:
    """Halve the range until what is damaged is single rows."""
    try:
        found = raw.execute(select, (low, high)).fetchall()
    except Exception as error:  # damaged text is no error of SQLite's, but a UnicodeDecodeError
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        if low == high:
            yield None
            return
        middle = (low + high) // 2
        yield from _between(raw, select, low, middle)
        yield from _between(raw, select, middle + 1, high)
    else:
        yield from found
