"""R1: a process that is killed at any moment has lost nothing that it said was done."""

import random
import time
from functools import partial
from pathlib import Path

from tests.boards import set_up_folder
from tests.reliability import scenes
from tests.reliability.conftest import Tell
from tests.reliability.processes import Child
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, entries, faults

pytestmark = posix

KILLS_PER_FILE = 50
LONGEST = 0.006
"""Of the random wait before a kill, in seconds: a write takes two to four thousandths."""


def logging(folder: Path, *, count: int, seed: int) -> Tally:
    """Kill processes that log."""
    chance = random.Random(seed)
    tally = Tally("R1 kills", "core", "hot journals", "acknowledged")
    path, told = folder, Told()
    for number in range(count):
        if number % KILLS_PER_FILE == 0:
            path, told = set_up_folder(folder / str(number)), Told()
        acknowledged = len(told.done)
        child = Child(partial(scenes.log_on, path, name=str(number)))
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
