"""Control sums: what each week's entries and the rulebook come to, kept in the transaction that changes them.

SQLite's own checks see the form of a file. A changed bit that makes another valid number is seen only here.

The sum of some rows is their number, their quantity, and the sum of a CRC-32 of each row with all its facts,
in SQLite's JSON. It does not depend on order and moves with a row that comes or goes. Damage therefore stays
visible: a damaged row that is changed later takes its damage out of the rows, but not out of the sum.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

ENTRY_FACTS = (
    "uid", "activity", "day", "at_ms", "at_offset", "made_ms", "made_offset", "quantity", "outcome",
    "deliverable", "percent", "contact", "note", "amount", "currency", "source", "voided", "clock_flag",
)  # fmt: skip
BOOK_FACTS = {
    "book": ("number", "first_weekday", "trial_weeks"),
    "activity": (
        "key", "name", "kind", "icon", "color", "stage", "step", "records_amount", "archived", "position",
    ),
    "outcome": ("activity", "key", "name", "color", "position"),
    "deliverable": ("key", "name", "activity", "step", "archived", "position"),
    "rule": (
        "number", "kind", "activity", "outcome", "start", "points", "units", "weights", "win_by", "reason",
        "correction", "written_ms", "written_offset", "withdrawn_ms",
    ),
    "day_off": ("number", "first", "last", "half", "reason"),
    "reserve_note": ("day", "declined", "reason"),
    "campaign": (
        "key", "name", "first", "last", "planned_last", "points_factor", "target_factor", "everything",
        "goal", "color", "icon", "prize",
    ),
    "campaign_activity": ("campaign", "activity"),
    "campaign_final": (
        "campaign", "points", "base_points", "working_days", "baseline_points", "closed_ms", "closed_offset",
    ),
    "campaign_line": ("campaign", "activity", "name", "quantity", "points"),
}  # fmt: skip
"""The columns that the sums are made of, in the order in which they are. A migration may add to them only
together with all sums written anew."""

SCHEMA_2_BOOK_FACTS = {
    "book": BOOK_FACTS["book"],
    "activity": (
        "key", "name", "kind", "icon", "color", "stage", "step", "mini_goal", "records_amount", "archived",
        "position",
    ),
    "outcome": BOOK_FACTS["outcome"],
    "deliverable": BOOK_FACTS["deliverable"],
    "rule": (
        "number", "kind", "activity", "outcome", "start", "points", "cap", "weights", "reason", "correction",
        "written_ms", "written_offset", "withdrawn_ms",
    ),
}  # fmt: skip
"""The same of schema 2: a backup of such a file is looked through before it is migrated."""

OTHER_FACTS = {
    "entry": ("number",),
    "entry_trail": ("number", "entry", "changed_ms", *ENTRY_FACTS[1:]),
    "feat": ("number", "kind", "subject", "at_ms", "at_offset"),
    "reward": ("key", "name", "won_by", "price", "currency", "since_ms", "archived", "position"),
    "claim": ("number", "feat", "reward", "price", "currency", "drawn", "claimed_ms", "claimed_offset"),
}
"""The columns that no sum is made of: no score follows from them."""


class Sum(NamedTuple):
    """Of some rows: how many, their quantity, and their control numbers added up."""

    n: int = 0
    quantity: int = 0
    crc: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """The sum of both."""
        return Sum(self.n + other.n, self.quantity + other.quantity, self.crc + other.crc)

    def minus(self, other: "Sum") -> "Sum":
        """What is left without the other."""
        return Sum(self.n - other.n, self.quantity - other.quantity, self.crc - other.crc)


NOTHING = Sum()


def entry_row(facts: Iterable[str]) -> str:
    """The SQL of a row with these facts; a blob, because damaged text cannot be read as text."""
    return f"CAST(json_array({', '.join(facts)}) AS BLOB)"


ENTRY_ROW = f"day, quantity, {entry_row(ENTRY_FACTS)}"
"""What `entry_sum` takes, to be selected from `entry`."""

_ENTRY = f"SELECT {ENTRY_ROW} FROM entry WHERE uid = ?"  # noqa: S608
_BOOK, _SCHEMA_2_BOOK = (
    " UNION ALL ".join(
        f"SELECT CAST(json_array('{table}', {', '.join(facts)}) AS BLOB) FROM {table}"  # noqa: S608
        for table, facts in tables.items()
    )
    for tables in (BOOK_FACTS, SCHEMA_2_BOOK_FACTS)
)
_MOVE_WEEK = """
    INSERT INTO week_control (week, n, quantity, crc) VALUES (?, ?, ?, ?)
    ON CONFLICT (week) DO UPDATE
    SET n = n + excluded.n, quantity = quantity + excluded.quantity, crc = crc + excluded.crc
"""
_MOVE_BOOK = """
    INSERT INTO book_control (number, n, crc) VALUES (1, ?, ?)
    ON CONFLICT (number) DO UPDATE SET n = n + excluded.n, crc = crc + excluded.crc
"""


@lru_cache(maxsize=10_000)
def week(day: str) -> str:
    """The Monday of an ISO day; ValueError for what is no day."""
    moment = date.fromisoformat(day)
    return (moment - timedelta(days=moment.weekday())).isoformat()


def entry_sum(quantity: int, row: bytes) -> Sum:
    """The sum of one row of `entry`."""
    return Sum(1, quantity, crc32(row))


def book_sum(raw: sqlite3.Connection) -> Sum:
    """The sum of all rows of the rulebook as they are."""
    ((schema,),) = raw.execute("PRAGMA user_version")
    rows = [row for (row,) in raw.execute(_SCHEMA_2_BOOK if schema == 2 else _BOOK)]
    return Sum(len(rows), 0, sum(map(crc32, rows)))


def kept_weeks(raw: sqlite3.Connection) -> dict[str, Sum]:
    """The sums of the weeks as they were kept."""
    found = raw.execute("SELECT week, n, quantity, crc FROM week_control")
    return {str(monday): Sum(*map(_whole, numbers)) for monday, *numbers in found}


def _whole(number: object) -> int:
    """A number of a sum; what damage has made of it agrees with nothing."""
    return number if isinstance(number, int) else -1


def kept_book(raw: sqlite3.Connection) -> Sum:
    """The sum of the rulebook as it was kept."""
    found = raw.execute("SELECT n, crc FROM book_control").fetchone()
    return Sum(found[0], 0, found[1]) if found else NOTHING


class Control:
    """Gathers what a transaction does to the sums, and writes it at the transaction's end."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._weeks: defaultdict[str, Sum] = defaultdict(Sum)
        self._book: Sum | None = None

    def begin(self) -> None:
        """Forget what an undone transaction has left."""
        self._weeks.clear()
        self._book = None

    def before_entry(self, uid: str) -> None:
        """The entry of that uid is about to change."""
        for day, quantity, row in self._raw.execute(_ENTRY, (uid,)):
            self._weeks[week(day)] = self._weeks[week(day)].minus(entry_sum(quantity, row))

    def after_entry(self, uid: str) -> None:
        """The entry of that uid was written."""
        for day, quantity, row in self._raw.execute(_ENTRY, (uid,)):
            self._weeks[week(day)] = self._weeks[week(day)].plus(entry_sum(quantity, row))

    def before_book(self) -> None:
        """The rulebook is about to change."""
        if self._book is None:
            self._book = book_sum(self._raw)

    def settle(self) -> None:
        """Move the kept sums by what has changed, and by no more."""
        for monday, moved in self._weeks.items():
            self._raw.execute(_MOVE_WEEK, (monday, *moved))
        if self._book is not None:
            moved = book_sum(self._raw).minus(self._book)
            self._raw.execute(_MOVE_BOOK, (moved.n, moved.crc))
        self.begin()
