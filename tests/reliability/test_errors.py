"""R3: whichever call to the system fails, once or from then on, nothing told is lost and nothing is damaged.

The call that fails is moved on by one until a run has met no failure, as SQLite's own tests do.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from scoreboard.errors import StoreProblem
from scoreboard.service import lifeboat_of
from tests.boards import set_up_folder
from tests.reliability import disk, scenes, traced
from tests.reliability.conftest import Tell
from tests.reliability.disk import State
from tests.reliability.processes import Child, Say
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Fact, Told, entries, faults
from tests.store.make_data import DATA
from tests.stores import call

pytestmark = posix

WRITES = ("pwrite64", "write", "pwrite64,write", "ftruncate")
SYNCS = ("fdatasync", "fsync", "fdatasync,fsync")
NAMES = ("openat", "unlink", "rename")
READS = ("pread64",)
MOST_CALLS = 500

Scene = Callable[[Path, Say], None]


@dataclass(frozen=True)
class Case:
    """From which files a program starts, what it does, and which of its calls may fail."""

    name: str
    files: str
    scene: Scene
    calls: tuple[str, ...] = (*WRITES, *SYNCS, *NAMES, *READS)


CASES = (
    Case("clicks", "plain", scenes.clicks),
    Case("start", "plain", scenes.start),
    Case("start that brings in", "waiting", scenes.start),
    Case("start that undoes", "hot", scenes.start),
    Case("change", "plain", scenes.change),
    Case("update", "old", scenes.update, ("pwrite64", "fdatasync", "unlink", "ftruncate", "pread64")),
)


def errors(folder: Path, *, count: int, stride: int) -> Tally:
    """Let the calls of every case fail, up to `count` runs.

    With a `stride` only about every so many-th call does, and only in one way: with this error or that one,
    once or from then on.
    """
    tally = Tally("R3 errors", "runs", "loops to their end", "kept", "refused")
    chance = random.Random(3)
    starts = dict(prepared(folder))
    loops = [(case, calls) for case in CASES for calls in case.calls]
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
                    before, done = starts[case.files]
                    path, told = disk.laid_out(where, before), Told(dict(done))
                    failed = run(tally, case, path, told, (calls, error, f"{number}{again}"))
                tally.counts["loops to their end"] += not failed
    return tally


def run(tally: Tally, case: Case, path: Path, told: Told, failure: tuple[str, str, str]) -> bool:
    """One run in which these calls fail with that error then; answers whether it met it."""
    calls, error, when = failure
    options = ("-e", f"trace={calls}", "-e", "signal=none", "-e", f"inject={calls}:error={error}:when={when}")
    lines, code, record = traced.run(partial(guarded, case.scene, path), *options)
    wrong = [] if code == 0 else [f"ended with {code}: {lines[-1:]}"]
    for line in lines:
        told.hear(line)
        word, _, kind = line.partition(" ")
        if word in {"kept", "refused"}:
            tally.counts[word] += 1
            wrong += [] if kind in kinds(calls, error) else [f"{error} was told as {kind}"]
    tally.counts["runs"] += 1
    wrong += faults(path, told)
    if lifeboat_of(path).files():
        scenes.board(path).store.close()  # brings in
        wrong += [f"brought in: {fault}" for fault in faults(path, told)]
        wrong += [f"{file} is left" for file in lifeboat_of(path).files()]
    tally.found(f"{case.name}, {calls}:error={error}:when={when}", wrong)
    return "INJECTED" in record


def kinds(calls: str, error: str) -> set[str]:
    """What may be told of an error. SQLite tells of a full disk only where a write failed."""
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


def prepared(folder: Path) -> Iterator[tuple[str, tuple[State, dict[str, Fact]]]]:
    """Files to start from, with the entries that are in them."""
    path, told = set_up_folder(folder / "data"), Told()

    def done(scene: Callable[[Say], None]) -> tuple[State, dict[str, Fact]]:
        for line in Child(scene).end():
            told.hear(line)
        return disk.files(path.parent), dict(told.done)

    yield "plain", done(partial(scenes.log_some, path, uids=("old-0", "old-1", "old-2")))
    yield "waiting", done(partial(scenes.log_while_held, path, uids=("kept-0", "kept-1")))
    lifeboat_of(path).path.unlink()
    told.settle(entries(path))
    yield "hot", done(partial(half_a_transaction, path))
    shutil.copyfile(DATA / "schema-1.db", path)
    path.with_name(f"{path.name}-journal").unlink()
    old = disk.files(path.parent)
    yield "old", (old, entries(path))


def half_a_transaction(path: Path, _say: Say) -> None:
    """Leave a journal and half of a big transaction, as a killed process does."""
    store = scenes.board(path).store
    store._raw.execute("PRAGMA cache_size = 1")
    with store.write() as records:
        for number in range(200):
            records.add(call(f"half-{number}", activity=scenes.ACTIVITY, note="x" * 500))
        os._exit(0)


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
