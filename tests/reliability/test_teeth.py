"""R22: the harnesses bite. Each finds what a setting that is known to be bad loses."""

from pathlib import Path

import pytest

from tests.reliability import traced
from tests.reliability.conftest import Tell
from tests.reliability.tally import Tally, alone, posix
from tests.reliability.test_damage import damages
from tests.reliability.test_full_disk import cycles, small_disk
from tests.reliability.test_kills import logging, working_windows
from tests.reliability.test_monkey import monkeys
from tests.reliability.test_power import power_cuts
from tests.reliability.test_soak import ALLOWED, FEWER, soak
from tests.reliability.test_updates import killed_everywhere
from tests.reliability.test_writers import writers

pytestmark = posix

POWER = ("DELETE OFF", "DELETE FULL", "WAL NORMAL", "unsynced-lifeboat")


def bite(tell: Tell, what: str, tally: Tally, number: int) -> None:
    """Say what was found, and fail when it was nothing."""
    found = Tally(f"R22 teeth: {what}", "caught")
    found.counts["caught"] = number
    found.name += f" ({tally.name.split()[0]})"
    tell(found)
    assert number > 0, f"{what} was not noticed: {tally}"


@pytest.mark.parametrize("setting", POWER)
def test_power_cuts_find_what_is_not_synced(setting: str, tmp_path: Path, tell: Tell) -> None:
    if traced.missing():
        pytest.skip(f"R2 {traced.missing()}")
    tally = alone(power_cuts, tmp_path, count=250, seed=22, setting=setting, scene="a day")
    bite(tell, setting, tally, len(tally.faults))


def test_kills_find_what_is_said_too_early(tmp_path: Path, tell: Tell) -> None:
    tally = alone(logging, tmp_path, count=20, seed=22, hasty=True)
    bite(tell, "told before it is done", tally, len(tally.faults))


def test_kills_of_the_window_find_what_it_shows_before_the_commit(tmp_path: Path, tell: Tell) -> None:
    tally = alone(working_windows, tmp_path, count=4, seed=22, setting="late")
    lost = [fault for fault in tally.faults if "is (0, False), not" in fault]
    bite(tell, "shown before it is committed", tally, len(lost))


def test_full_disks_find_lines_that_are_not_checked(tmp_path: Path, tell: Tell) -> None:
    with small_disk(tmp_path / "trial") as disk:
        if disk is None:
            pytest.skip("R22 of R4 needs a small disk, which only root can mount")
    tally = alone(cycles, tmp_path, count=2, setting="unchecked-lifeboat")
    bite(tell, "a write of which nobody asks how much was written", tally, len(tally.faults))


def test_writers_find_a_deferred_begin(tmp_path: Path, tell: Tell) -> None:
    tally = alone(writers, tmp_path, count=25, setting="deferred")
    bite(tell, "deferred BEGIN", tally, tally.counts["kept in the lifeboat"])


def test_updates_find_a_missing_transaction(tmp_path: Path, tell: Tell) -> None:
    tally = killed_everywhere(tmp_path, 1, "careless")
    bite(tell, "an update without its transaction", tally, tally.counts["neither"])


def test_damage_needs_control_sums(tmp_path: Path, tell: Tell) -> None:
    tally = alone(damages, tmp_path, count=45, seed=22, sums=False)
    bite(tell, "no control sums", tally, len(tally.faults))


def test_a_soak_finds_everything_that_is_kept(tmp_path: Path, tell: Tell) -> None:
    tally = alone(soak, tmp_path, count=210, block=30, leaky=True)
    found = [what for what in (*ALLOWED, FEWER) if any(what in fault for fault in tally.faults)]
    bite(tell, "what is not let go of", tally, len(found))
    assert found == [*ALLOWED, FEWER]


PLANTED = ("is waited for", "ZeroDivisionError", "was stale")


def test_the_monkey_finds_what_is_planted(tmp_path: Path, tell: Tell) -> None:
    tally = alone(monkeys, tmp_path, seeds=[22, 23], events=150, spoiled=True)
    found = [fault for fault in PLANTED if any(fault in one for one in tally.faults)]
    bite(tell, "a dialog that is waited for, an exception, a stale page", tally, len(found))
    assert found == [*PLANTED]
