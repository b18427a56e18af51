"""A board on a real file of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoreboard.service import Scoreboard
from tests.boards import Clock, open_board, set_up_folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Scoreboard]:
    """B2B services, 40 points a week, no trial, rules from 29 June 2026; it is 16 September 2026."""
    board = open_board(set_up_folder(tmp_path), clock)
    yield board
    board.store.close()


@pytest.fixture
def trial_board(tmp_path: Path, clock: Clock) -> Iterator[Scoreboard]:
    """The same with four trial weeks."""
    board = open_board(set_up_folder(tmp_path / "trial", trial_weeks=4), clock)
    yield board
    board.store.close()
