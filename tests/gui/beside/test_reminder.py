"""The reminder: once, at its hour, on a working day that is still open, and never at another time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject

from scoreboard.gui.beside.reminder import GRACE, Reminder, is_time
from scoreboard.gui.live import LiveBoard
from scoreboard.service.screens import Screens
from scoreboard.settings import Settings
from scoreboard.values import replace
from tests.boards import AMSTERDAM, Clock
from tests.gui.held import held

Begin = Callable[..., list[Any]]


@pytest.fixture
def begin(live: LiveBoard) -> Begin:
    """Begins to remind at 16:00 unless told otherwise; answers what is told from then on."""

    def start(**settings: Any) -> list[Any]:
        reminder = Reminder(live, replace(Settings(reminder="16:00"), **settings), live)
        told: list[Any] = []
        reminder.due.connect(told.append)
        return told

    return start


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("clock_says", "due"),
    [((15, 59), False), ((16, 0), True), ((16, 59), True), ((17, 0), False), ((0, 0), False)],
)
def test_it_is_time_for_an_hour(clock_says: tuple[int, int], due: bool) -> None:
    assert is_time(at(9, 16, *clock_says), "16:00") is due


def test_without_an_hour_it_is_never_time() -> None:
    assert not is_time(at(9, 16, 16, 0), "")


def test_late_in_the_evening_it_does_not_reach_into_the_next_day() -> None:
    assert is_time(at(9, 16, 23, 59), "23:30")
    assert not is_time(at(9, 17, 0, 5), "23:30")


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_it_strikes_on_days_when_the_clocks_change(month: int, day: int) -> None:
    assert is_time(at(month, day, 16, 0), "16:00")
    assert not is_time(at(month, day, 15, 59), "16:00")


def test_it_reminds_once_of_what_today_needs(begin: Begin, live: LiveBoard, clock: Clock) -> None:
    told = begin()
    live.tick()
    assert told == []
    clock.at(2026, 9, 16, 16)
    live.tick()
    clock.forward(seconds=1)
    live.tick()
    clock.at(2026, 9, 16, 16, 50)
    live.tick()
    (state,) = told
    assert state.day.standing.goal - state.day.standing.points == 8
    clock.at(2026, 9, 17, 16)
    live.tick()
    assert len(told) == 2


def test_a_day_reminded_in_an_earlier_run_is_left_alone(begin: Begin, live: LiveBoard, clock: Clock) -> None:
    told = begin(reminded="2026-09-16")
    clock.at(2026, 9, 16, 16)
    live.tick()
    assert told == []


def test_a_day_called_a_day_is_left_alone_until_tomorrow(begin: Begin, live: LiveBoard, clock: Clock) -> None:
    told = begin(called_a_day="2026-09-16")
    clock.at(2026, 9, 16, 16)
    live.tick()
    assert told == []
    clock.at(2026, 9, 17, 16)
    live.tick()
    assert len(told) == 1


def test_a_won_day_needs_no_reminder_not_even_when_points_are_taken_back(
    begin: Begin, live: LiveBoard, clock: Clock
) -> None:
    told = begin()
    live.do(lambda board: board.journal.log("quote", count=3))
    clock.at(2026, 9, 16, 16)
    live.tick()
    live.undo()
    clock.forward(minutes=5)
    live.tick()
    assert told == []


def test_a_day_without_a_goal_needs_none(begin: Begin, live: LiveBoard, clock: Clock) -> None:
    told = begin()
    clock.at(2026, 9, 19, 16)
    live.tick()
    assert told == []


def test_a_computer_that_slept_past_the_hour_says_nothing(
    begin: Begin, live: LiveBoard, clock: Clock
) -> None:
    told = begin()
    clock.at(2026, 9, 16, 15, 30)
    live.tick()
    clock.moment = clock.moment.replace(hour=16) + GRACE
    live.tick()
    clock.at(2026, 9, 17, 0, 10)
    live.tick()
    clock.at(2026, 9, 17, 8)
    live.tick()
    assert told == []


def test_a_clock_that_is_set_back_reminds_no_second_time(begin: Begin, live: LiveBoard, clock: Clock) -> None:
    told = begin()
    clock.at(2026, 9, 16, 16, 5)
    live.tick()
    clock.moment -= timedelta(minutes=30)
    live.tick()
    clock.forward(minutes=30)
    live.tick()
    assert len(told) == 1


def test_another_hour_is_heard_on_the_same_day(live: LiveBoard, clock: Clock) -> None:
    owner = QObject()
    reminder = Reminder(live, Settings(reminder="14:00"), owner)
    told: list[Any] = []
    reminder.due.connect(told.append)
    live.do(lambda board: board.journal.log("quote", count=3))
    live.tick()
    live.undo()
    reminder.settings = Settings(reminder="16:00")
    clock.at(2026, 9, 16, 16)
    live.tick()
    assert len(told) == 1
    owner.deleteLater()


def test_a_second_in_which_the_data_are_held_does_not_lose_the_day(
    begin: Begin, live: LiveBoard, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = begin()
    clock.at(2026, 9, 16, 16)
    with monkeypatch.context() as while_held:
        while_held.setattr(Screens, "today", held)
        live.tick()
    assert told == []
    clock.forward(seconds=1)
    live.tick()
    assert len(told) == 1
