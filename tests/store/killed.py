"""Opens copies of a database in turn, each in a process that is killed one SQL statement later than the last.

`python -m tests.store.killed SOURCE FOLDER MIGRATIONS SCHEMA [careless]` leaves FOLDER/1.db, FOLDER/2.db and
so on, until an opening came to its end, and prints how many there are. "careless" leaves BEGIN out.
"""

import os
import shutil
import sqlite3
import sys
from itertools import count
from pathlib import Path
from typing import Any, cast

import scoreboard.store
import scoreboard.store.migrating
from scoreboard.store import Store

program: Any = scoreboard.store
migrating: Any = (
    scoreboard.store.migrating
)  # imported here, so that the forked processes need not do it again
KILLED = 9


def open_and_die(path: Path, after: int, *, careless: bool) -> None:
    """Open the store; the process ends when its SQLite begins the statement after that many."""
    left = after

    def statement(_text: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(KILLED)

    def traced(*where: Any, **how: Any) -> sqlite3.Connection:
        raw: sqlite3.Connection = connect(*where, **how)
        raw.set_trace_callback(statement)
        return raw

    connect: Any = sqlite3.connect
    cast("Any", sqlite3).connect = traced
    if careless:
        migrating.take_write_lock = lambda _raw: None
    Store.open(path).close()
    os._exit(0)


def main(source: str, folder: str, migrations: str, schema: str, *how: str) -> None:
    migrating.MIGRATIONS = Path(migrations)
    program.SCHEMA = int(schema)
    for after in count(1):
        path = Path(folder) / f"{after}.db"
        if source:
            shutil.copyfile(source, path)
        child = os.fork()
        if not child:
            try:
                open_and_die(path, after, careless="careless" in how)
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != KILLED:
            print(after)
            sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
