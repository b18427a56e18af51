"""Data folders of a wanted size: ten years of a very busy seller, or a thousand entries."""

import itertools
import random
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scoreboard.settings import Settings, save
from scoreboard.store.safety import rewrite
from tests.boards import set_up_folder

COLUMNS = (
    "uid, activity, day, at_ms, at_offset, made_ms, made_offset, quantity, outcome, deliverable, percent, "
    "contact, note, amount, currency, source, voided"
)
ACTIVITIES = (
    "quote",
    "prospect-call",
    "customer-call",
    "newsletter-reader",
    "programme",
    "webinar-promotion",
)
PER_WORKING_DAY = 280
"""730,000 entries in ten years of working days."""


def make_folder(folder: Path, entries: int, now: datetime) -> Path:
    """A data folder with that many entries up to `now`, as many on every working day back from today.

    Without motion, so that the paint after a click is the last one that it causes.
    """
    database = set_up_folder(folder, start=now - timedelta(days=3660))
    save(folder / "settings.toml", Settings(language="en", name="Sanne", welcomed=True, motion="off"))
    chance = random.Random(entries)
    rows = list(itertools.islice(_rows(chance, now), entries))
    with closing(sqlite3.connect(database)) as raw, raw:
        marks = ", ".join("?" * len(COLUMNS.split(", ")))
        raw.executemany(f"INSERT INTO entry ({COLUMNS}) VALUES ({marks})", reversed(rows))
        rewrite(raw)
    return folder


def _rows(chance: random.Random, now: datetime) -> Iterator[tuple[str | int | None, ...]]:
    day = now
    while True:
        if day.weekday() < 5:
            midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
            span = 86_400 if day.date() != now.date() else max(1, int((now - midnight).total_seconds()))
            for second in sorted((chance.randrange(span) for _ in range(PER_WORKING_DAY)), reverse=True):
                at = midnight + timedelta(seconds=second)
                moment, offset = int(at.astimezone(UTC).timestamp() * 1000), int(_offset(at))
                activity = chance.choice(ACTIVITIES)
                outcome = chance.choice(("answered", "not-answered")) if activity.endswith("call") else None
                yield (
                    str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                    activity,
                    at.date().isoformat(),
                    moment,
                    offset,
                    moment,
                    offset,
                    1,
                    outcome,
                    None,
                    None,
                    "",
                    "",
                    None,
                    None,
                    "window",
                    0,
                )
        day -= timedelta(days=1)


def _offset(at: datetime) -> float:
    offset = at.utcoffset()
    assert offset is not None
    return offset.total_seconds() / 60
