"""What happens to data files in the world, for the tests of the command line."""

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import scoreboard.store.opening

PAGE = 4096


def alter(database: Path, *statements: str) -> None:
    """Change the data past the program."""
    with closing(sqlite3.connect(database)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def page_of(database: Path, table: str) -> int:
    """Where in the file the first page of a table begins."""
    with closing(sqlite3.connect(database)) as raw:
        ((page,),) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
    return int((page - 1) * PAGE)


def overwrite(database: Path, at: int, content: bytes) -> None:
    with database.open("r+b") as file:
        file.seek(at)
        file.write(content)


def newer(database: Path) -> None:
    alter(database, "PRAGMA user_version = 999")


def another_programs(database: Path) -> None:
    database.unlink()
    alter(database, "CREATE TABLE bookmarks (id INTEGER)")


def text(database: Path) -> None:
    database.write_bytes(b"not a database, but somebody's text" * 1000)


def without_header(database: Path) -> None:
    overwrite(database, 0, bytes(100))


def all_but_one_page(database: Path) -> None:
    overwrite(database, PAGE, bytes(database.stat().st_size - PAGE))


def entries_page(database: Path) -> None:
    overwrite(database, page_of(database, "entry"), b"\xa5" * PAGE)


def rules_page(database: Path) -> None:
    overwrite(database, page_of(database, "activity"), b"\xa5" * PAGE)


def undecodable(database: Path) -> None:
    """Letters that are no UTF-8 where the schema is kept, which not even opening survives."""
    content, at = database.read_bytes(), -1
    # A migration may have left an older copy of it on another page.
    while (at := content.find(b"CREATE TABLE entry_trail", at + 1)) >= 0:
        overwrite(database, at, b"\xff\xfe\xfd")


def cut_off(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2 // PAGE * PAGE)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "all but one page": all_but_one_page,
    "the page of the entries": entries_page,
    "the page of the activities": rules_page,
    "letters of the schema": undecodable,
    "cut off": cut_off,
}

FOREIGN: dict[str, Callable[[Path], None]] = {
    "text": text,
    "of another program": another_programs,
    "without its header": without_header,
}


def at_random(database: Path, seed: int) -> None:
    """What torn writes and dying disks may leave: other bytes, other pages, pages in each other's place."""
    chance, content = random.Random(seed), bytearray(database.read_bytes())
    pages = range(0, len(content), PAGE)
    for _time in range(chance.randint(1, 6)):
        one, other = chance.choice(pages), chance.choice(pages)
        match seed % 4:
            case 0:
                content[one + chance.randrange(100)] = chance.randrange(256)
            case 1:
                content[one : one + PAGE] = chance.randbytes(PAGE)
            case 2:
                content[one : one + PAGE] = bytes(PAGE)
            case _:
                content[one : one + PAGE], content[other : other + PAGE] = (
                    content[other : other + PAGE],
                    content[one : one + PAGE],
                )
    database.write_bytes(content)


@contextmanager
def held(database: Path, patch: pytest.MonkeyPatch, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program holds the file; nobody waits the five seconds for it."""
    with patch.context() as quick, closing(sqlite3.connect(database, isolation_level=None)) as other:
        quick.setattr(scoreboard.store.opening, "BUSY_MS", 20)
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(database: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file cannot grow any more: SQLite says what it says of a full disk."""
    with closing(sqlite3.connect(database)) as raw:
        ((pages,),) = raw.execute("PRAGMA page_count")
    with patch.context() as small:
        opening = scoreboard.store.opening
        small.setattr(opening, "PRAGMAS", (*opening.PRAGMAS, f"max_page_count={pages}"))
        yield
