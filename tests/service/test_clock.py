"""Entries made while the clock may be wrong are kept and flagged, and the seller has the last word."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoreboard.domain.entries import LogEntry
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.clock import ClockWatch, steady
from scoreboard.service.correcting import EntryChange
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store import Store
from scoreboard.store.lifeboat import lifeboat_of
from tests.boards import WEDNESDAY, Clock, set_up_folder

CALL = "customer-call"


class Time:
    """The wall clock, which anybody can set, and the steady one, which goes on while the computer sleeps."""

    def __init__(self) -> None:
        self.wall = Clock()
        self.seconds = 1000.0

    def steady(self) -> float:
        return self.seconds

    def passes(self, **span: float) -> None:
        self.wall.forward(**span)
        self.seconds += timedelta(**span).total_seconds()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def board(tmp_path: Path, time: Time) -> Iterator[Scoreboard]:
    board = start(set_up_folder(tmp_path), time)
    yield board
    board.store.close()


def start(path: Path, time: Time) -> Scoreboard:
    return Scoreboard(Store.open(path), time.wall, steady=time.steady)


def flag(board: Scoreboard) -> str:
    return board.journal.log(CALL).value.line.entry.clock


class TestTypedWhileClosed:
    """Entries that were kept without a board, which could have asked for the clock."""

    @pytest.fixture
    def typed(self, tmp_path: Path, time: Time) -> Callable[..., LogEntry]:
        def keep(**span: float) -> LogEntry:
            boat = lifeboat_of(Paths(tmp_path))
            return keep_as_typed(boat, lambda: time.wall() + timedelta(**span), "Quote sent")

        return keep

    def brought_in(self, board: Scoreboard, entry: LogEntry) -> str:
        board.bring_in()
        return board.journal.find(entry.uid).entry.clock

    @pytest.mark.parametrize(
        ("span", "expected"),
        [
            ({"days": 3650}, "jump"),
            ({"minutes": 6}, "jump"),
            ({"minutes": 5}, ""),
            ({}, ""),
            ({"days": -3}, ""),
        ],
    )
    def test_a_clock_that_was_ahead_is_flagged(
        self, board: Scoreboard, typed: Callable[..., LogEntry], span: dict[str, float], expected: str
    ) -> None:
        assert flag(board) == ""
        entry = typed(**span)
        assert self.brought_in(board, entry) == expected
        assert [line.uid for line in board.journal.flagged()] == ([entry.uid] if expected else [])
        assert flag(board) == ""

    def test_a_clock_that_is_behind_by_now_proves_nothing(
        self, board: Scoreboard, time: Time, typed: Callable[..., LogEntry]
    ) -> None:
        assert flag(board) == ""
        entry = typed()
        time.wall.forward(days=-3)
        assert self.brought_in(board, entry) == ""

    def test_a_made_up_clock_proves_nothing(
        self, board: Scoreboard, time: Time, typed: Callable[..., LogEntry]
    ) -> None:
        entry = typed(days=1)
        with closing(Store.open(board.store.path)) as store:
            assert len(Scoreboard(store, time.wall).brought_in.added) == 1
        assert board.journal.find(entry.uid).entry.clock == ""


class TestWithinARun:
    @pytest.mark.parametrize("span", [{"minutes": 4}, {"hours": 8}, {"days": 3}, {"days": 399}])
    def test_time_that_passed_is_no_jump(self, board: Scoreboard, time: Time, span: dict[str, float]) -> None:
        assert flag(board) == ""
        time.passes(**span)
        assert flag(board) == ""

    @pytest.mark.parametrize(
        ("span", "wanted"),
        [
            ({"minutes": -4}, ""),
            ({"minutes": -6}, "back"),
            ({"hours": -1}, "back"),
            ({"days": -3}, "back"),
            ({"days": -365 * 56}, "back"),
            ({"hours": 23}, ""),
            ({"hours": 25}, "jump"),
            ({"days": 3650}, "jump"),
        ],
    )
    def test_a_clock_that_was_set(
        self, board: Scoreboard, time: Time, span: dict[str, float], wanted: str
    ) -> None:
        assert flag(board) == ""
        time.wall.forward(**span)
        assert [flag(board), flag(board)] == [wanted] * 2, "the second is as doubtful as the first"
        assert len(board.journal.history()) == 3

    def test_a_clock_that_is_set_right_again_is_trusted(self, board: Scoreboard, time: Time) -> None:
        flag(board)
        time.wall.forward(days=3650)
        assert flag(board) == "jump"
        time.wall.forward(days=-3650)
        time.passes(minutes=1)
        assert flag(board) == ""

    def test_without_entries_a_clock_set_back_by_days_shows_all_the_same(
        self, board: Scoreboard, time: Time
    ) -> None:
        time.wall.forward(days=-2)
        assert flag(board) == "jump"

    def test_progress_is_flagged_too(self, board: Scoreboard, time: Time) -> None:
        key = board.rules.add_deliverable("Autumn", "newsletter").value.key
        time.wall.forward(days=3650)
        assert board.journal.progress(key, 20).value.line.entry.clock == "jump"

    def test_an_entry_in_the_lifeboat_keeps_its_flag(self, board: Scoreboard, time: Time) -> None:
        flag(board)
        time.wall.forward(days=-3)
        board.store._raw.execute("PRAGMA query_only=ON")
        assert flag(board) == "back"
        assert len(board.journal.flagged()) == 1
        board.store._raw.execute("PRAGMA query_only=OFF")
        board.bring_in()
        assert [line.entry.clock for line in board.journal.flagged()] == ["back"]


class TestBetweenRuns:
    @pytest.mark.parametrize(
        ("span", "wanted"),
        [
            ({"minutes": -4}, ""),
            ({"hours": -1}, "back"),
            ({"days": -3}, "back"),
            ({"days": 3}, ""),
            ({"days": 399}, ""),
            ({"days": 401}, "jump"),
            ({"days": 3650}, "jump"),
        ],
    )
    def test_the_newest_entry_is_the_measure(
        self, board: Scoreboard, time: Time, span: dict[str, float], wanted: str
    ) -> None:
        flag(board)
        time.wall.forward(**span)
        time.seconds = 5.0
        after = start(board.store.path, time)
        assert [flag(after), flag(after)] == [wanted] * 2
        after.store.close()

    def test_an_empty_journal_has_no_measure(self, board: Scoreboard) -> None:
        assert flag(board) == ""

    def test_an_entry_made_by_a_wrong_clock_is_no_measure(self, board: Scoreboard, time: Time) -> None:
        flag(board)
        time.wall.forward(days=3650)
        assert flag(board) == "jump"
        time.wall.forward(days=-3649)
        after = start(board.store.path, time)
        assert flag(after) == ""
        after.store.close()


class TestTheLastWord:
    def test_dates_that_are_right_lose_the_flag_and_later_ones_get_none(
        self, board: Scoreboard, time: Time
    ) -> None:
        flag(board)
        time.wall.forward(days=500)
        assert [flag(board), flag(board)] == ["jump", "jump"]
        points = board.screens.today().day.standing.points
        assert board.journal.trust_clock().value == 2
        assert board.journal.flagged() == []
        assert board.screens.today().day.standing.points == points
        assert flag(board) == ""

    def test_an_entry_whose_day_is_put_right_is_trusted(self, board: Scoreboard, time: Time) -> None:
        flag(board)
        time.wall.forward(days=500)
        uid = board.journal.log(CALL).value.line.uid
        board.journal.edit(uid, EntryChange(note="still wrong"))
        assert len(board.journal.flagged()) == 1
        board.journal.edit(uid, EntryChange(day=WEDNESDAY.date()))
        assert board.journal.flagged() == []

    def test_a_voided_entry_needs_no_looking_at(self, board: Scoreboard, time: Time) -> None:
        flag(board)
        time.wall.forward(days=-3)
        board.journal.void(board.journal.log(CALL).value.line.uid)
        assert board.journal.flagged() == []


class TestClocks:
    def test_a_made_up_clock_is_never_wrong(self, tmp_path: Path, time: Time) -> None:
        board = Scoreboard(Store.open(set_up_folder(tmp_path)), time.wall)
        flag(board)
        time.wall.forward(days=-30)
        assert flag(board) == ""
        board.store.close()

    def test_the_steady_clock_of_this_computer_goes_forward_in_seconds(self) -> None:
        before, began = steady(), datetime.now(UTC)
        while steady() == before:
            pass
        assert 0 < steady() - before < 60 + (datetime.now(UTC) - began).total_seconds()

    def test_a_watch_with_this_computers_clocks_finds_nothing(self) -> None:
        watch = ClockWatch(datetime.now(UTC), steady)
        assert watch.flag(datetime.now(UTC), datetime.now(UTC)) == ""
