"""R12: an update that is killed after any statement leaves the old data or the new, and nothing lost."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scoreboard.store.migrating import MIGRATIONS
from scoreboard.store.schema import SCHEMA
from tests.reliability.conftest import Tell
from tests.reliability.tally import ROOT, Tally, posix
from tests.reliability.told import Told, entries, faults
from tests.store.make_data import DATA

pytestmark = posix

STORED = range(1, SCHEMA)
"""The schemas of which a file is kept, without the present one."""


def killed_everywhere(folder: Path, schema: int, *how: str) -> Tally:
    """Open the stored file of that schema, killed one statement later each time, and look at what is left."""
    tally = Tally(f"R12 updates from schema {schema}", "kills", "old", "new")
    source = DATA / f"schema-{schema}.db"
    (folder / "killed").mkdir()
    program = [sys.executable, "-W", "error", "-m", "tests.store.killed"]
    answer = subprocess.run(
        [*program, source, folder / "killed", MIGRATIONS, str(SCHEMA), *how],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = int(answer.stdout)
    whole = folder / "scoreboard.db"
    shutil.copyfile(source, whole)
    told = Told(entries(whole))
    # The last one came to its end.
    states = {"old": definitions(source), "new": definitions(whole)}
    for number in range(1, last):
        path = folder / "killed" / f"{number}.db"
        found = definitions(path)
        kind = next((name for name, wanted in states.items() if wanted == found), "")
        tally.counts["kills"] += 1
        tally.counts[kind or "neither"] += 1
        wrong = faults(path, told) if number == last - 1 else quick_faults(path, told)
        tally.found(f"statement {number}", wrong if kind else ["neither old nor new", *wrong])
    return tally


def definitions(path: Path) -> frozenset[str]:
    """What the file says of its tables; undoes what a killed process had begun."""
    with closing(sqlite3.connect(path)) as raw:
        return frozenset(sql for (sql,) in raw.execute("SELECT sql FROM sqlite_schema") if sql)


def quick_faults(path: Path, told: Told) -> list[str]:
    """What is wrong with the entries; the backups are the same for all."""
    try:
        return told.faults(entries(path))
    except Exception as error:  # noqa: BLE001
        return [repr(error)]


@pytest.mark.parametrize("schema", STORED)
def test_a_killed_update_can_be_repeated(schema: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(killed_everywhere(tmp_path, schema))
    assert tally.passed()
    assert tally.counts["old"] > 10, "no kill met the update"
