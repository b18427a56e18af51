"""R3: whichever call to the system fails, once or from then on, nothing told is lost and nothing is damaged.

The call that fails is moved on by one until a run has met no failure, as SQLite's own tests do.
"""

import random
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from scoreboard.errors import StoreProblem
from tests.reliability import disk, scenes, traced
from tests.reliability.cases import CASES, Scene, prepared
from tests.reliability.conftest import Tell
from tests.reliability.processes import Say
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, faults, lifeboat

pytestmark = posix

WRITES = ("pwrite64", "write", "pwrite64,write", "ftruncate")
SYNCS = ("fdatasync", "fsync", "fdatasync,fsync")
NAMES = ("openat", "unlink", "rename")
READS = ("pread64", "read", "pwrite64,read")
MOST_CALLS = 2_000
"""So many that a loop has no end: a restore reads 503 times."""

# In "update", programs are read, too: no user's disk fails only there.
CALLS = dict.fromkeys(CASES, (*WRITES, *SYNCS, *NAMES, *READS)) | {
    "update": ("pwrite64", "fdatasync", "unlink", "ftruncate", "pread64")
}


def errors(folder: Path, *, count: int, stride: int) -> Tally:
    """Let the calls of every case fail, up to `count` runs.

    With a `stride` only about every so many-th call does, and only in one way: with this error or that one,
    once or from then on.
    """
    tally = Tally("R3 errors", "runs", "loops to their end", "kept", "refused")
    chance = random.Random(3)
    starts = prepared(folder)
    loops = [(case, calls) for case in CASES for calls in CALLS[case]]
    chance.shuffle(loops)
    with disk.in_memory() as where:
        for case, calls in loops:
            # Reading needs no room.
            ways = list(product(("EIO",) if calls in READS else ("EIO", "ENOSPC"), ("", "+")))
            for error, again in ways if stride == 1 else [chance.choice(ways)]:
                number, failed = 0, True
                while failed and tally.counts["runs"] < count:
                    number += chance.randint(1, 2 * stride - 1)
                    assert number < MOST_CALLS
                    path, told = starts[CASES[case].start].laid_out(where)
                    failed = run(tally, case, path, told, (calls, error, f"{number}{again}"))
                tally.counts["loops to their end"] += not failed
    return tally


def run(tally: Tally, case: str, path: Path, told: Told, failure: tuple[str, str, str]) -> bool:
    """One run in which these calls fail with that error then; answers whether it met it."""
    calls, error, when = failure
    options = ("-e", f"trace={calls}", "-e", "signal=none", "-e", f"inject={calls}:error={error}:when={when}")
    lines, code, record = traced.run(partial(guarded, CASES[case].scene, path), *options)
    wrong = [] if code == 0 else [f"ended with {code}: {lines[-1:]}"]
    for line in lines:
        told.hear(line)
        word, _, kind = line.partition(" ")
        if word in {"kept", "refused"}:
            tally.counts[word] += 1
            wrong += [] if kind in kinds(case, calls, error) else [f"{error} was told as {kind}"]
    tally.counts["runs"] += 1
    wrong += faults(path, told)
    if lifeboat(path).files():
        scenes.board(path).store.close()  # brings in
        wrong += [f"brought in: {fault}" for fault in faults(path, told)]
        wrong += [f"{file} is left" for file in lifeboat(path).files()]
    tally.found(f"{case}, {calls}:error={error}:when={when}", wrong)
    return "INJECTED" in record


def kinds(case: str, calls: str, error: str) -> set[str]:
    """What may be told of an error. SQLite tells of a full disk only where a write failed."""
    if case == "update":
        return {"MigrationFailed"} | kinds("", calls, error)
    if error == "ENOSPC":
        return {"DiskFull"} if calls in WRITES[:3] else {"DiskFull", "NoAccess"}
    # To SQLite a page that the disk cannot read is damaged.
    return {"NoAccess", "DamagedData"} if calls in READS else {"NoAccess"}


def guarded(scene: Scene, path: Path, say: Say) -> None:
    """Do what `scene` does, and say which of the world's problems ended it."""
    try:
        scene(path, say)
    except StoreProblem as problem:
        say(f"refused {type(problem).__name__}")


@pytest.fixture(autouse=True)
def _can_be_traced() -> None:
    if traced.missing():
        pytest.skip(f"R3 {traced.missing()}")


@short_and_long(100, 10_000)
def test_nothing_is_lost_by_errors(count: int, tmp_path: Path, tell: Tell) -> None:
    stride = 10 if count < 1000 else 1
    tally = tell(alone(errors, tmp_path, count=count, stride=stride))
    assert tally.passed()
    assert tally.counts["runs"] >= min(count, 3_000)
    assert tally.counts["kept"] > 0, "no click met an error"
