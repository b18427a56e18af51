"""Reading out of a damaged file what can still be read, row by row, without changing it."""

import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from scoreboard.store import rows as converting
from scoreboard.store.control import (
    BOOK_FACTS,
    ENTRY_FACTS,
    Sum,
    book_sum,
    entry_row,
    entry_sum,
    kept_book,
    kept_weeks,
    week,
)
from scoreboard.store.copies import journal, remove
from scoreboard.store.opening import connect
from scoreboard.store.reading import rows

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that could be read: its facts in the order of ENTRY_FACTS, and as the control sums see them.

    `sound`: its whole week agrees with the control sum that was kept of it.
    """

    facts: Values
    row: bytes
    sound: bool = False


@dataclass(slots=True)
class Salvaged:
    """What could be read: entries by uid in the order of writing, and the rows of the rulebook's tables.

    `unreadable` rows of entries could not be read, or are none; in a badly damaged file it is a guess.
    """

    entries: dict[str, Found] = field(default_factory=dict)
    unreadable: int = 0
    book: dict[str, list[Values]] = field(default_factory=dict)
    book_sound: bool = False


def salvage(damaged: Path, work: Path) -> Salvaged:
    """Read the copy of a damaged file at `damaged`, by way of further copies at `work`, which are removed.

    A journal that a killed writer left would undo its half transaction, but it may be damaged, or of another
    time, as well. So the file is read with it and without, and what gives more is taken. Raises OSError.
    """
    best = Salvaged()
    try:
        for with_journal in (True, False):
            remove(work)
            shutil.copyfile(damaged, work)
            if with_journal:
                if not journal(damaged).exists():
                    continue
                shutil.copyfile(journal(damaged), journal(work))
            found = _salvaged(work)
            if _worth(found) > _worth(best):
                best = found
    finally:
        remove(work)
    return best


def _worth(found: Salvaged) -> tuple[int, int, int]:
    sound = sum(one.sound for one in found.entries.values())
    return len(found.entries), sound, sum(map(len, found.book.values()))


def _salvaged(work: Path) -> Salvaged:
    found = Salvaged()
    try:
        with closing(connect(work, "rw")) as raw:
            _read_entries(raw, found)
            for table, facts in BOOK_FACTS.items():
                found.book[table] = _readable(raw, table, facts)
            found.book_sound = _book_sound(raw)
    except Exception:  # noqa: BLE001, S110  so damaged that it cannot even be opened: what was read is all
        pass
    return found


def _read_entries(raw: sqlite3.Connection, found: Salvaged) -> None:
    there = {name for _, name, *_ in raw.execute("PRAGMA table_info(entry)")}
    # A file of schema 1 has no flag yet.
    facts = ["''" if name == "clock_flag" and name not in there else name for name in ENTRY_FACTS]
    weeks: defaultdict[str, Sum] = defaultdict(Sum)
    for values in rows(raw, f"{', '.join(facts)}, {entry_row(facts)}", "entry"):
        if values is None or not _is_entry(values[:-1]):
            found.unreadable += 1
            continue
        one = Found(values[:-1], values[-1])
        found.entries.setdefault(str(values[0]), one)
        monday = week(values[2])
        weeks[monday] = weeks[monday].plus(entry_sum(values[7], one.row))
    kept = _kept(raw)
    for uid, one in found.entries.items():
        monday = week(one.facts[2])
        if kept.get(monday) == weeks[monday]:
            found.entries[uid] = Found(one.facts, one.row, sound=True)


def _is_entry(facts: Values) -> bool:
    """Whether the facts have the shape of an entry; the constraints of the table come after."""
    try:
        entry = converting.entry(cast("Any", (0, *facts)))
        return bool(entry.uid) and all(isinstance(facts[n], int) for n in (3, 4, 5, 6, 7, 16))
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        return False


def _kept(raw: sqlite3.Connection) -> dict[str, Sum]:
    try:
        return kept_weeks(raw)
    except Exception:  # noqa: BLE001  then no week is sound
        return {}


_OLDER = {("rule", "units"): "cap"}
"""What a column was called before schema 3."""


def _readable(raw: sqlite3.Connection, table: str, facts: tuple[str, ...]) -> list[Values]:
    try:
        there = {name for _, name, *_ in raw.execute(f"PRAGMA table_info({table})")}
        facts = tuple(name if name in there else _OLDER.get((table, name), "NULL") for name in facts)
        return [values for values in rows(raw, ", ".join(facts), table) if values is not None]
    except Exception:  # noqa: BLE001  the table is not there any more
        return []


def _book_sound(raw: sqlite3.Connection) -> bool:
    try:
        kept = kept_book(raw)
        return bool(kept.n) and kept == book_sum(raw)
    except Exception:  # noqa: BLE001
        return False
