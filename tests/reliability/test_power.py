"""R2: whenever the power fails, nothing is lost that was told, and nothing is damaged."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoreboard.store import lifeboat, opening
from tests.boards import set_up_folder
from tests.reliability import disk, scenes, traced
from tests.reliability.conftest import Tell
from tests.reliability.disk import Disk, State, Step
from tests.reliability.processes import Say
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, faults

pytestmark = posix

LONGEST_SEARCH = 50
"""How often a state may be one that was seen already, before there are taken to be no more."""


def power_cuts(folder: Path, *, count: int, seed: int, setting: str = "") -> Tally:
    """Record a program, and open what a power cut would leave after each of its steps."""
    tally = Tally("R2 power", "states", "steps")
    database = set_up_folder(folder / "data")
    before = disk.files(database.parent)
    written = list(recorded(database, setting))
    tally.counts["steps"] = len(written)
    chance = random.Random(seed)
    with disk.in_memory() as where:
        seen: set[int] = set()
        tired = 0
        while len(seen) < count and tired < LONGEST_SEARCH * len(written):
            for number, told, state in cuts(before, written, chance):
                key = hash((frozenset(state.items()), frozenset(told.done.items())))
                if key in seen:
                    tired += 1
                    continue
                seen.add(key)
                tally.counts["states"] += 1
                tally.found(f"seed {seed}, step {number}", faults(disk.laid_out(where, state), told))
                if len(seen) == count:
                    break
    return tally


def recorded(database: Path, setting: str) -> Iterator[Step]:
    """The steps of a program that does what the window does, with what `setting` names made wrong."""

    def work(say: Say) -> None:
        spoil(setting)
        say.wait()
        scenes.a_day(database, say)

    copy = disk.files(database.parent)
    calls = traced.record(work, *disk.CALLS)
    for file in database.parent.iterdir():
        file.unlink()
    disk.laid_out(database.parent, copy)
    return disk.steps(calls, database.parent)


def spoil(setting: str) -> None:
    """Make this process one that does not sync as it should."""
    match setting.split():
        case []:
            pass
        case ["lifeboat"]:
            lifeboat.os = Unsynced(lifeboat.os)  # type: ignore[assignment, attr-defined]
        case [journal, synchronous]:
            wrong = {"journal_mode": journal, "synchronous": synchronous}
            pragmas = dict(pragma.split("=") for pragma in opening.PRAGMAS) | wrong
            opening.PRAGMAS = tuple(f"{name}={value}" for name, value in pragmas.items())


class Unsynced:
    """The module os without fsync."""

    def __init__(self, os: object) -> None:
        self._os = os

    def __getattr__(self, name: str) -> object:
        return getattr(self._os, name)

    def fsync(self, descriptor: int) -> None:
        pass


def cuts(before: State, written: list[Step], chance: random.Random) -> Iterator[tuple[int, Told, State]]:
    """For every step a state in which the disk may be after it, with what was told until then."""
    machine, told = Disk.of(before), Told()
    for number, step in enumerate(written):
        if isinstance(step, str):
            told.hear(step)
        else:
            machine.take(step)
        yield number, told, machine.without_power(chance)


@pytest.fixture(autouse=True)
def _can_be_traced() -> None:
    if traced.missing():
        pytest.skip(f"R2 {traced.missing()}")


@short_and_long(1_500, 100_000)
def test_nothing_is_lost_by_power_cuts(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(power_cuts, tmp_path, count=count, seed=2))
    assert tally.counts["states"] == count
    assert tally.passed()
