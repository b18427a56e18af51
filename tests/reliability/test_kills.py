"""R1: a process that is killed at any moment has lost nothing that it said was done."""

import random
import signal
import time
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.boards import Clock, set_up_folder
from tests.reliability import scenes, window_scenes
from tests.reliability.cases import CASES, prepared
from tests.reliability.conftest import Tell
from tests.reliability.processes import READY, Child
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, entries, faults

pytestmark = posix

KILLS_PER_FILE = 50
LONGEST = 0.006
"""Of the random wait before a kill, in seconds: a write takes two to four thousandths."""

LINES = 14
"""Of what a window says, as many at most are heard before its kill: two a click."""
LONGEST_OF_A_WINDOW = 0.03
LONGEST_START = 0.25


def logging(folder: Path, *, count: int, seed: int, hasty: bool = False) -> Tally:
    """Kill processes that log; a `hasty` one says that an entry is there before it is."""
    chance = random.Random(seed)
    tally = Tally("R1 kills", "core", "hot journals", "acknowledged")
    path, told = folder, Told()
    for number in range(count):
        if number % KILLS_PER_FILE == 0:
            path, told = set_up_folder(folder / str(number)), Told()
        acknowledged = len(told.done)
        child = Child(partial(scenes.log_on, path, name=str(number), hasty=hasty))
        for _ in range(2 * chance.randrange(5)):
            told.hear(child.line())
        time.sleep(chance.uniform(0, LONGEST))
        child.kill()
        for line in child.end():
            told.hear(line)
        tally.counts["core"] += 1
        tally.counts["hot journals"] += is_hot(path)
        tally.found(f"seed {seed}, kill {number}", faults(path, told))
        tally.counts["acknowledged"] += len(told.done) - acknowledged
        told.settle(entries(path))
    return tally


def working(folder: Path, *, count: int, seed: int) -> Tally:
    """Kill processes in the midst of every use case that writes."""
    chance = random.Random(seed)
    tally = Tally("R1 kills in use cases", *CASES, "hot journals", "in time")
    starts = prepared(folder)
    usual: dict[str, float] = {}
    where = folder / "data"
    where.mkdir()
    for number, (name, case) in zip(range(count + len(CASES)), cycle(CASES.items()), strict=False):
        path, told = starts[case.start].laid_out(where)
        child = Child(partial(case.scene, path))
        assert child.line() == READY
        began = time.perf_counter()
        child.go()
        if name in usual:
            time.sleep(chance.uniform(0, usual[name]))
            child.kill()
        for line in child.end():
            told.hear(line)
        if name in usual:
            tally.counts[name] += 1
            tally.counts["hot journals"] += is_hot(path)
            tally.counts["in time"] += child.code == -signal.SIGKILL
        usual.setdefault(name, time.perf_counter() - began)
        tally.found(f"seed {seed}, kill {number}: {name}", faults(path, told))
    return tally


def working_windows(folder: Path, *, count: int, seed: int, setting: str = "") -> Tally:
    """Kill windows in which somebody clicks, while they start, look after the data, and bring some back."""
    chance = random.Random(seed)
    tally = Tally("R1 kills of the window", *window_scenes.KINDS, "hot journals", "acknowledged")
    path, told = folder, Told()
    for number, kind in zip(range(count), cycle(window_scenes.KINDS), strict=False):
        within = number % KILLS_PER_FILE
        if within == 0:
            path, told = set_up_folder(folder / str(number)), Told()
            scenes.backups(path).make(Clock()())
        acknowledged = len(told.done)
        child = Child(partial(window_scenes.work_on, path, kind=kind, number=within, setting=setting))
        said = []
        if kind == "start":
            time.sleep(chance.uniform(0, LONGEST_START))
        else:
            assert child.line() == READY
            child.go()
            said = [child.line() for _ in range(chance.randrange(LINES))]
            time.sleep(chance.uniform(0, LONGEST_OF_A_WINDOW))
        child.kill()
        said += child.end()
        for line in said:
            told.hear(line)
        tally.counts[kind] += 1
        tally.counts["hot journals"] += is_hot(path)
        wrong = [line for line in said if line.startswith(("fault", "crashed"))]
        tally.found(f"seed {seed}, kill {number}: {kind}", wrong + faults(path, told))
        tally.counts["acknowledged"] += max(0, len(told.done) - acknowledged)
        told.settle(entries(path))
    return tally


def is_hot(database: Path) -> bool:
    """Whether there is a journal that the next opening has to undo."""
    try:
        with database.with_name(f"{database.name}-journal").open("rb") as journal:
            return any(journal.read(8))
    except FileNotFoundError:
        return False


@short_and_long(300, 10_000)
def test_nothing_is_lost_by_kills(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(logging, tmp_path, count=count, seed=1))
    assert tally.counts["core"] == count
    assert tally.counts["hot journals"] > count // 20, "no kill met a write"
    assert tally.passed()


@short_and_long(100, 4_000)
def test_nothing_is_lost_by_kills_in_use_cases(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(working, tmp_path, count=count, seed=1))
    assert sum(tally.counts[name] for name in CASES) == count
    assert tally.counts["in time"] > count // 2, "they had ended before"
    assert tally.passed()


@short_and_long(40, 1_000)
def test_nothing_is_lost_by_kills_of_the_window(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(working_windows, tmp_path, count=count, seed=1))
    assert tally.passed()
    assert sum(tally.counts[kind] for kind in window_scenes.KINDS) == count
    assert tally.counts["acknowledged"] > count
