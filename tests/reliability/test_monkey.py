"""R14: whatever one does in the window, nothing raises, nothing hangs, and the score is that of the data."""

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QDialog

from scoreboard.gui.pages.today import TodayPage
from scoreboard.service.changes import Changed
from tests.boards import set_up_folder
from tests.reliability.conftest import Tell
from tests.reliability.monkey import Monkey
from tests.reliability.tally import AN_HOUR, Tally, alone, part_of, posix

pytestmark = posix

SEEDS = (1, 2, 3, 4, 5)
EVENTS, MANY_EVENTS = 150, 20_000
MANY_SEEDS = 50


def spoil(setting: str) -> None:
    """Make the window of this process one that does something wrong."""
    page, dialog = cast("Any", TodayPage), cast("Any", QDialog)
    match setting:
        case "a page that does not hear of entries":
            page.watches = Changed.DAY
        case "a dialog that is waited for":
            dialog.open = QDialog.exec
        case "a form that raises":
            page._ask_details = lambda *_, **__: 1 / 0


def monkeys(folder: Path, *, seeds: list[int], count: int, setting: str = "") -> Tally:
    """Let one after the other do so many events."""
    tally = Tally("R14 monkey", "events", "looks", "looks without a board", "windows")
    spoil(setting)
    for seed in seeds:
        here = folder / f"seed {seed}"
        set_up_folder(here / "data", trial_weeks=seed % 2)
        Monkey(here, tally, seed=seed, events=count).play()
    tally.name += f" ({', '.join(map(str, seeds))})"
    return tally


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.timeout(600)
def test_nothing_one_does_is_wrong(seed: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(monkeys, tmp_path, seeds=[seed], count=EVENTS))
    assert tally.passed()
    assert tally.counts["events"] == EVENTS
    assert tally.counts["looks"] > 0


@pytest.mark.long
@pytest.mark.timeout(10 * AN_HOUR)
@pytest.mark.parametrize("seed", range(10, 10 + MANY_SEEDS))
def test_nothing_one_does_for_long_is_wrong(seed: int, tmp_path: Path, tell: Tell) -> None:
    count = part_of(MANY_EVENTS)
    tally = tell(alone(monkeys, tmp_path, seeds=[seed], count=count))
    assert tally.passed()
    assert tally.counts["events"] == count
