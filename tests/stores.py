"""Stores for tests: real files, copied from a template that is migrated once."""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, Deliverable, Kind, Outcome
from scoreboard.store import Store

NOON = datetime(2026, 9, 16, 12, tzinfo=timezone(timedelta(hours=2)))
CALL = Activity(
    "call", "Call", outcomes=(Outcome("answered", "Answered", "green"), Outcome("missed", "Missed"))
)
NEWSLETTER = Activity("newsletter", "Newsletter", Kind.PERCENT, step=20)
TODAY = NOON.date()
DECEMBER = Deliverable("december", "Newsletter December", "newsletter", 20)


@cache
def template() -> bytes:
    """A migrated database without a row."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scoreboard.db"
        Store.open(path).close()
        return path.read_bytes()


def store_file(folder: Path) -> Path:
    """A migrated database without a row, as a new file in `folder`."""
    path = folder / "scoreboard.db"
    path.write_bytes(template())
    return path


def template_store(folder: Path) -> Store:
    """An open store on a migrated database without a row; close it when done."""
    return Store.open(store_file(folder))


def small_store(folder: Path) -> Store:
    """An open store that knows a counted activity, a percent activity and a deliverable."""
    store = template_store(folder)
    with store.write() as records:
        records.add_activity(CALL)
        records.add_activity(NEWSLETTER)
        records.add_deliverable(DECEMBER)
    return store


def call(uid: str, day: date = TODAY, **facts: Any) -> LogEntry:
    """One call at noon."""
    at = datetime.combine(day, NOON.timetz())
    return LogEntry(**{"uid": uid, "activity": "call", "day": day, "at": at, "made_at": at, **facts})


def progress(uid: str, percent: int, day: date = TODAY, **facts: Any) -> LogEntry:
    """The deliverable's progress at noon."""
    return call(uid, day, activity="newsletter", deliverable="december", percent=percent, **facts)
