"""R14: whatever one does in the window, nothing raises, nothing hangs, and the score is that of the data."""

from itertools import count
from pathlib import Path
from typing import Any

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


def spoil() -> None:
    """Make the window of this process one whose keys ask something, then raise, then are not heard of."""
    page: Any = TodayPage
    log, times = TodayPage.log, count(1)

    def logs(today: TodayPage, activity: str, outcome: str | None = None) -> None:
        match next(times):
            case 1:
                QDialog(today).exec()
            case 2:
                raise ZeroDivisionError
            case _:
                log(today, activity, outcome)

    page.log, page.watches = logs, Changed.DAY


def monkeys(folder: Path, *, seeds: list[int], events: int, spoiled: bool = False) -> Tally:
    """Let one after the other do so many events."""
    tally = Tally("R14 monkey", "events", "looks", "looks without a board", "windows")
    if spoiled:
        spoil()
    for seed in seeds:
        here = folder / f"seed {seed}"
        set_up_folder(here / "data", trial_weeks=seed % 2)
        Monkey(here, tally, seed=seed, events=events).play()
    tally.name += f" ({', '.join(map(str, seeds))})"
    return tally


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.timeout(600)
def test_nothing_one_does_is_wrong(seed: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(monkeys, tmp_path, seeds=[seed], events=EVENTS))
    assert tally.passed()
    assert tally.counts["events"] == EVENTS
    assert tally.counts["looks"] > 0


@pytest.mark.long
@pytest.mark.timeout(10 * AN_HOUR)
@pytest.mark.parametrize("seed", range(10, 10 + MANY_SEEDS))
def test_nothing_one_does_for_long_is_wrong(seed: int, tmp_path: Path, tell: Tell) -> None:
    events = part_of(MANY_EVENTS)
    tally = tell(alone(monkeys, tmp_path, seeds=[seed], events=events))
    assert tally.passed()
    assert tally.counts["events"] == events
