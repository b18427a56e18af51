"""R2: whenever the power fails, nothing is lost that was told, and nothing is damaged."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability import disk, scenes, traced
from tests.reliability.cases import CASES, Case, Scene, Start, prepared
from tests.reliability.conftest import Tell
from tests.reliability.disk import Disk, State, Step
from tests.reliability.processes import Say
from tests.reliability.spoiling import spoil
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, faults

pytestmark = posix

RECORDED = {"a day": Case("plain", scenes.a_day)} | {
    name: CASES[name] for name in ("back up", "restore", "update")
}
LONGEST_SEARCH = 50
"""How often a state may be one that was seen already, before there are taken to be no more."""
SO_MANY = 5_000
"""Different ones there are at least."""


def power_cuts(folder: Path, *, count: int, seed: int, setting: str = "", scene: str = "") -> Tally:
    """Record what programs write, and open what a power cut would leave after each of their steps."""
    tally = Tally("R2 power", "states", "steps")
    chance = random.Random(seed)
    starts = prepared(folder)
    records = {
        name: recorded(starts[case.start], case.scene, folder / f"recorded {name}", setting)
        for name, case in RECORDED.items()
        if scene in {name, ""}
    }
    tally.counts["steps"] = sum(map(len, records.values()))
    seen: set[int] = set()
    tired = 0
    with disk.in_memory() as where:
        while len(seen) < count and tired < LONGEST_SEARCH * tally.counts["steps"]:
            for name, number, told, state in cuts(starts, records, chance):
                key = hash((frozenset(state.items()), frozenset(told.done.items())))
                tired += key in seen
                if key in seen or len(seen) == count:
                    continue
                seen.add(key)
                tally.counts["states"] += 1
                wrong = faults(disk.laid_out(where, state), told)
                tally.found(f"seed {seed}, {name}, step {number}", wrong)
    return tally


def recorded(start: Start, scene: Scene, folder: Path, setting: str) -> list[Step]:
    """The steps of a program, with what `setting` names made wrong."""
    folder.mkdir()
    path, _ = start.laid_out(folder)

    def work(say: Say) -> None:
        spoil(setting)
        scene(path, say)

    calls = traced.record(work, *disk.CALLS)
    start.laid_out(folder)
    return list(disk.steps(calls, folder))


def cuts(
    starts: dict[str, Start], records: dict[str, list[Step]], chance: random.Random
) -> Iterator[tuple[str, int, Told, State]]:
    """For every step of every record a state in which the disk may be after it, and what was told by then."""
    for name, written in records.items():
        start = starts[RECORDED[name].start]
        machine, told = Disk.of(start.state), Told(dict(start.done))
        for number, step in enumerate(written):
            if isinstance(step, str):
                told.hear(step)
            else:
                machine.take(step)
            yield name, number, told, machine.without_power(chance)


@pytest.fixture(autouse=True)
def _can_be_traced() -> None:
    if traced.missing():
        pytest.skip(f"R2 {traced.missing()}")


@short_and_long(1_500, 100_000)
def test_nothing_is_lost_by_power_cuts(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(power_cuts, tmp_path, count=count, seed=2))
    assert tally.counts["states"] >= min(count, SO_MANY)
    assert tally.passed()
