"""The live board: one way in for writes, one way out for changes, and the road back."""

import sqlite3
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from scoreboard.errors import AlreadyVoided, BadNumber, BeingReplaced, DataBusy, NoAccess, UnknownName
from scoreboard.gui.live import TRY_EVERY, LiveBoard
from scoreboard.service import Scoreboard
from scoreboard.service.changes import EVERYTHING, Changed, Done
from scoreboard.service.data import Data
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.states import LogLine
from scoreboard.store.safety import Soundness
from scoreboard.wording import problem
from tests.boards import Clock, open_board


def heard(signal: Any) -> list[Any]:
    """What a signal says from here on."""
    told: list[Any] = []
    signal.connect(told.append)
    return told


def points(live: LiveBoard) -> int:
    return int(live.board.screens.standing().points)


def test_a_write_tells_its_change_once_and_then_itself(live: LiveBoard) -> None:
    order: list[str] = []
    live.changed.connect(lambda what: order.append(f"changed {what.name}"))
    live.finished.connect(lambda _done: order.append("finished"))
    done = live.do(lambda board: board.journal.log("quote"))
    assert done is not None
    assert order == ["changed JOURNAL", "finished"]


def test_a_refusal_is_told_and_changes_nothing(live: LiveBoard) -> None:
    failed, changed = heard(live.failed), heard(live.changed)
    assert live.do(lambda board: board.journal.log("nothing")) is None
    assert [type(error) for error in failed] == [UnknownName]
    assert changed == []
    assert not live.can_undo


def test_a_form_gets_the_refusal_itself(live: LiveBoard) -> None:
    failed = heard(live.failed)
    with pytest.raises(BadNumber):
        live.attempt(lambda board: board.journal.log("quote", count=0))
    assert failed == []


def test_undo_and_redo_walk_the_same_road(live: LiveBoard) -> None:
    live.do(lambda board: board.journal.log("quote"))
    live.do(lambda board: board.journal.log("programme"))
    undone, redone = heard(live.undone), heard(live.redone)
    assert points(live) == 5
    live.undo()
    live.undo()
    live.undo()
    assert (points(live), live.can_undo, live.can_redo) == (0, False, True)
    live.redo()
    live.redo()
    live.redo()
    assert (points(live), live.can_undo, live.can_redo) == (5, True, False)
    assert [done.value.activity for done in undone] == ["programme", "quote"]
    assert [done.value.activity for done in redone] == ["quote", "programme"]


def test_a_new_write_ends_the_way_forward(live: LiveBoard) -> None:
    live.do(lambda board: board.journal.log("quote"))
    live.undo()
    live.do(lambda board: board.journal.log("programme"))
    live.redo()
    assert points(live) == 2


def test_an_edit_is_told_apart_and_undone_alike(live: LiveBoard) -> None:
    from scoreboard.service.correcting import EntryChange

    logged = live.attempt(lambda board: board.journal.log("quote"))
    finished, edited = heard(live.finished), heard(live.edited)
    live.edit(lambda board: board.journal.edit(logged.value.line.uid, EntryChange(count=3)))
    assert (len(finished), len(edited), points(live)) == (0, 1, 9)
    live.undo()
    assert points(live) == 3


def test_what_another_process_took_back_cannot_be_taken_back_again(
    live: LiveBoard, tmp_path: Path, clock: Clock
) -> None:
    logged = live.attempt(lambda board: board.journal.log("quote"))
    other = open_board(tmp_path / "scoreboard.db", clock)
    other.journal.void(logged.value.line.uid)
    other.store.close()
    failed = heard(live.failed)
    live.tick()
    live.undo()
    assert points(live) == 0
    assert all(isinstance(error, AlreadyVoided) for error in failed)


def test_another_process_is_heard_of_at_the_next_look(live: LiveBoard, tmp_path: Path, clock: Clock) -> None:
    changed = heard(live.changed)
    live.tick()
    other = open_board(tmp_path / "scoreboard.db", clock)
    other.journal.log("quote", source="cli")
    other.store.close()
    live.tick()
    live.tick()
    assert changed == [EVERYTHING]
    assert points(live) == 3


def test_the_watch_looks_by_itself(qtbot: QtBot, live: LiveBoard, tmp_path: Path, clock: Clock) -> None:
    live.watch()
    other = open_board(tmp_path / "scoreboard.db", clock)
    with qtbot.waitSignal(live.changed, timeout=2000):
        other.journal.log("quote", source="cli")
    other.store.close()


def test_midnight_is_a_change(live: LiveBoard, clock: Clock) -> None:
    changed = heard(live.changed)
    clock.at(2026, 9, 16, 23, 59)
    live.tick()
    changed.clear()
    clock.forward(seconds=61)
    live.tick()
    live.tick()
    assert changed == [Changed.DAY]


def test_waking_up_is_a_change(live: LiveBoard, clock: Clock) -> None:
    changed = heard(live.changed)
    clock.forward(seconds=1)
    live.tick()
    clock.forward(hours=2)
    live.tick()
    assert changed == [Changed.DAY]


def test_a_board_that_cannot_be_read_is_told_once(live: LiveBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = heard(live.failed)

    def gone(_board: Scoreboard) -> bool:
        raise NoAccess(Path("/gone"))

    with monkeypatch.context() as patch:
        patch.setattr(Scoreboard, "refresh", gone)
        live.tick()
        live.tick()
    assert [type(error) for error in failed] == [NoAccess]
    live.tick()
    monkeypatch.setattr(Scoreboard, "refresh", gone)
    live.tick()
    assert len(failed) == 2


class TestReplacing:
    @pytest.fixture
    def backup(self, live: LiveBoard) -> Path:
        """With one entry; there is another one by now."""
        live.do(lambda board: board.journal.log("quote", uid="old"))
        made = live.board.data.back_up()
        assert made is not None
        live.do(lambda board: board.journal.log("quote", uid="newer"))
        return made.path

    def test_what_is_logged_meanwhile_counts_and_is_in_the_new_data(
        self, live: LiveBoard, backup: Path, qtbot: QtBot
    ) -> None:
        path, now = live.board.store.path, live.board.now
        may_go, told = Event(), []

        def work() -> tuple[list[str], Soundness]:
            assert may_go.wait(20)
            return ["done"], Data(path, now).restore(backup).value.sound

        live.replacement_told.connect(lambda *what: told.append(what))
        live.replace(work, problem)
        assert live.replacing
        done = live.do(lambda board: board.journal.log("quote", uid="meanwhile"))
        assert done is not None
        assert isinstance(done.kept, BeingReplaced)
        assert done.value.day.points == 9
        for _ in range(2 * TRY_EVERY):
            live.tick()
        assert live.board.lifeboat_count == 1
        refused = heard(live.failed)
        live.do(lambda board: board.rules.set_target(Fraction(50)))
        assert [type(error) for error in refused] == [BeingReplaced]
        with qtbot.waitSignal(live.brought_in):
            may_go.set()
        assert [(text, sound.entries, sound.ok) for text, sound in told] == [("done", 1, True)]
        assert [line.uid for line in live.board.journal.history()] == ["old", "meanwhile"]
        assert (live.board.lifeboat_count, live.replacing, live.can_undo) == (0, False, False)

    def test_what_fails_leaves_everything_as_it_was(
        self, live: LiveBoard, backup: Path, qtbot: QtBot
    ) -> None:
        backup.write_bytes(b"no backup any more" * 100)
        path, now = live.board.store.path, live.board.now
        brought_in = heard(live.brought_in)
        with qtbot.waitSignal(live.replacement_told) as told:
            live.replace(lambda: ([], Data(path, now).restore(backup).value.sound), problem)
            live.do(lambda board: board.journal.log("quote", uid="meanwhile"))
        assert told.args[1] is None
        assert "is not a file of Scoreboard" in told.args[0]
        qtbot.waitUntil(lambda: bool(brought_in))
        assert [line.uid for line in live.board.journal.history()] == ["old", "newer", "meanwhile"]

    def test_one_at_a_time(self, live: LiveBoard, qtbot: QtBot) -> None:
        done: list[str] = []

        def work(name: str) -> tuple[list[str], Soundness]:
            done.append(name)
            return done, Soundness()

        with qtbot.waitSignal(live.replacement_told):
            live.replace(lambda: work("first"), problem)
            live.replace(lambda: work("second"), problem)
        assert done == ["first"]


def test_reading_answers_none_and_tells_why(live: LiveBoard) -> None:
    failed = heard(live.failed)

    def load() -> Done[LogLine]:
        raise NoAccess(Path("/gone"))

    assert live.read(load) is None
    assert len(failed) == 1


def test_what_was_busy_when_it_was_read_is_read_again(live: LiveBoard) -> None:
    def busy() -> Done[LogLine]:
        raise DataBusy(Path("/held"))

    changed = heard(live.changed)
    assert live.read(busy) is None
    live.tick()
    live.tick()
    assert changed == [EVERYTHING]


def test_a_kept_click_is_brought_in_although_another_entry_was_hopeless(
    live: LiveBoard, board: Scoreboard, qtbot: QtBot
) -> None:
    live.hopeless = 1  # it could not be added, and was dropped since
    live.tick()
    with closing(sqlite3.connect(board.store.path, isolation_level=None)) as other, board.store.in_a_hurry():
        other.execute("BEGIN IMMEDIATE")
        done = live.do(lambda board: board.journal.log("quote"))
        assert done is not None
        assert done.kept is not None
        other.execute("ROLLBACK")
    live.tick()

    def brought_in() -> bool:
        live.tick()
        return board.lifeboat_count == 0

    qtbot.waitUntil(brought_in)
    assert points(live) == 3


def test_steps_about_rules_end_with_their_day_and_those_about_entries_stay(
    live: LiveBoard, clock: Clock
) -> None:
    live.do(lambda board: board.journal.log("quote"))
    live.do(lambda board: board.rules.set_activity("quote", ActivityChange(points=Fraction(9))))
    assert points(live) == 9
    clock.forward(days=1)
    live.tick()
    live.undo()
    assert points(live) == 0
    assert not live.can_undo
