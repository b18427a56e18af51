"""Reading out of a damaged file what can still be read, row by row, without changing it."""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from scoreboard.store import rows as converting
from scoreboard.store.control import (
    BOOK_FACTS,
    ENTRY_FACTS,
    OTHER_FACTS,
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
from scoreboard.values import Value

Values = tuple[Any, ...]


class Found(Value):
    """An entry that could be read: its facts in the order of ENTRY_FACTS, and as the control sums see them.

    `sound`: its whole week agrees with the control sum that was kept of it.
    """

    facts: Values
    row: bytes
    sound: bool = False


@dataclass(slots=True)
class Game:
    """What could be read of rewards and feats, as rows of OTHER_FACTS. No control sum vouches for them."""

    rewards: list[Values] = field(default_factory=list)
    feats: list[Values] = field(default_factory=list)
    claims: list[Values] = field(default_factory=list)


@dataclass(slots=True)
class Salvaged:
    """What could be read: entries by uid in the order of writing, and the rows of the rulebook's tables.

    `unreadable` rows of entries could not be read, or are none; in a badly damaged file it is a guess.
    `trail` has the older forms of an entry by its uid: when it was changed, and the facts but the uid.
    """

    entries: dict[str, Found] = field(default_factory=dict)
    unreadable: int = 0
    trail: dict[str, list[Values]] = field(default_factory=dict)
    book: dict[str, list[Values]] = field(default_factory=dict)
    book_sound: bool = False
    game: Game = field(default_factory=Game)


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


def _worth(found: Salvaged) -> tuple[int, ...]:
    sound = sum(one.sound for one in found.entries.values())
    game = found.game
    others = (*found.trail.values(), game.rewards, game.feats, game.claims)
    return len(found.entries), sound, sum(map(len, found.book.values())), sum(map(len, others))


def _salvaged(work: Path) -> Salvaged:
    found = Salvaged()
    try:
        with closing(connect(work, "rw")) as raw:
            uids = _read_entries(raw, found)
            for table, facts in BOOK_FACTS.items():
                found.book[table] = _readable(raw, table, facts)
            found.book_sound = _book_sound(raw)
            found.trail = _read_trail(raw, uids)
            found.game = _read_game(raw)
    except Exception:  # noqa: BLE001, S110  so damaged that it cannot even be opened: what was read is all
        pass
    return found


def _read_entries(raw: sqlite3.Connection, found: Salvaged) -> dict[int, str]:
    """Answers the uid of each number, by which others refer to an entry."""
    there = {name for _, name, *_ in raw.execute("PRAGMA table_info(entry)")}
    # A file of schema 1 has no flag yet.
    facts = ["''" if name == "clock_flag" and name not in there else name for name in ENTRY_FACTS]
    weeks: defaultdict[str, Sum] = defaultdict(Sum)
    uids: dict[int, str] = {}
    for values in rows(raw, f"number, {', '.join(facts)}, {entry_row(facts)}", "entry"):
        if values is None or not _is_entry(values[1:-1]):
            found.unreadable += 1
            continue
        number, *read, row = values
        one = Found(tuple(read), row)
        uids[number] = str(read[0])
        found.entries.setdefault(str(read[0]), one)
        monday = week(read[2])
        weeks[monday] = weeks[monday].plus(entry_sum(read[7], one.row))
    kept = _kept(raw)
    for uid, one in found.entries.items():
        monday = week(one.facts[2])
        if kept.get(monday) == weeks[monday]:
            found.entries[uid] = Found(one.facts, one.row, sound=True)
    return uids


def _is_entry(facts: Values) -> bool:
    """Whether the facts have the shape of an entry; the constraints of the table come after."""
    try:
        entry = converting.entry(cast("Any", (0, *facts)))
        return bool(entry.uid) and all(isinstance(facts[n], int) for n in (3, 4, 5, 6, 7, 16))
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        return False


def _read_trail(raw: sqlite3.Connection, uids: dict[int, str]) -> dict[str, list[Values]]:
    found: defaultdict[str, list[Values]] = defaultdict(list)
    for _, number, changed, *form in _readable(raw, "entry_trail", OTHER_FACTS["entry_trail"]):
        uid = uids.get(number)
        if uid and isinstance(changed, int) and _is_entry((uid, *form)):
            found[uid].append((changed, *form))
    return dict(found)


def _read_game(raw: sqlite3.Connection) -> Game:
    rewards, feats, claims = (
        [values for values in _readable(raw, table, OTHER_FACTS[table]) if _is_made(make, table, values)]
        for table, make in (
            ("reward", converting.reward),
            ("feat", converting.feat),
            ("claim", converting.claim),
        )
    )
    return Game(rewards, feats, claims)


def _is_made(make: Callable[[Any], object], table: str, values: Values) -> bool:
    """Whether the program can make something of the row."""
    try:
        make(dict(zip(OTHER_FACTS[table], values, strict=True)))
    except (ValueError, ArithmeticError, TypeError, AttributeError, LookupError):
        return False
    return True


def _kept(raw: sqlite3.Connection) -> dict[str, Sum]:
    try:
        return kept_weeks(raw)
    except Exception:  # noqa: BLE001  then no week is sound
        return {}


_OLDER = {("rule", "units"): "cap", ("entry_trail", "clock_flag"): "''"}
"""What a column was called before schema 3, or stands for it in schema 1."""


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
