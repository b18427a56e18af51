"""A click that the database cannot take is kept, counts at once, and is brought in once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from time import monotonic

import pytest

import scoreboard.store.opening
from scoreboard.errors import (
    AmbiguousName,
    BadNumber,
    DataBusy,
    DiskFull,
    NoAccess,
    OnlyKept,
    StoreProblem,
    UnknownName,
    WrongKind,
)
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Changed
from scoreboard.service.correcting import EntryChange
from scoreboard.service.waiting import Waiting, keep_as_typed
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.lines import Kept
from tests.boards import WEDNESDAY, Clock, open_board

CALL = "customer-call"


@pytest.fixture(autouse=True)
def _temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))


@pytest.fixture
def beside(board: Scoreboard, clock: Clock) -> Iterator[Scoreboard]:
    """A second board on the same file, as the command line beside the window."""
    beside = open_board(board.store.path, clock)
    yield beside
    beside.store.close()


@contextmanager
def refusing(board: Scoreboard) -> Iterator[None]:
    """SQLite refuses writes of this board and answers readings, as on a read-only medium."""
    board.store._raw.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        board.store._raw.execute("PRAGMA query_only=OFF")


@contextmanager
def locked(board: Scoreboard, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program holds the whole file, and nobody waits for it."""
    board.store._raw.execute("PRAGMA busy_timeout=0")
    monkeypatch.setattr(scoreboard.store.opening, "BUSY_MS", 0)
    with closing(sqlite3.connect(board.store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def points(board: Scoreboard) -> Fraction:
    """The day's points, once from the day's page and once from the week's."""
    day = WEDNESDAY.date()
    of_week = next(one for one in board.screens.standing(day).days if one.day == day)
    assert of_week.points == board.screens.day(day).standing.points
    return of_week.points


def stored(board: Scoreboard) -> list[str]:
    with board.store.read() as records:
        return [entry.uid for entry in records.entries(voided=True)]


class TestKeeping:
    def test_a_refused_click_is_kept_and_counts_at_once(self, board: Scoreboard) -> None:
        one = board.journal.log(CALL).value.line.points
        with refusing(board):
            done = board.journal.log(CALL, count=2)
            assert isinstance(done.kept, NoAccess)
            assert done.changed == Changed.JOURNAL
            assert done.value.line.points == 2 * one
            assert done.value.day.points == 3 * one == points(board)
            assert done.value.week.points == 3 * one
            assert board.lifeboat_count == 1
            assert len(board.journal.history()) == 2
            assert board.journal.find(done.value.line.uid).quantity == 2
        assert len(stored(board)) == 1

    def test_a_stored_click_says_nothing_of_a_lifeboat(self, board: Scoreboard) -> None:
        assert board.journal.log(CALL).kept is None
        assert board.lifeboat_count == 0
        assert lifeboat_of(Paths(board.store.path.parent)).files() == []

    def test_a_full_disk_says_so(self, board: Scoreboard) -> None:
        ((pages,),) = board.store._raw.execute("PRAGMA page_count")
        board.store._raw.execute(f"PRAGMA max_page_count = {pages}")
        kinds = {type(board.journal.log(CALL, note="x" * 2000).kept) for _ in range(40)}
        assert kinds == {type(None), DiskFull}
        assert points(board) == sum(line.points for line in board.journal.history()) > 0
        assert len(board.journal.history()) == 40

    def test_a_feat_is_a_feat_in_the_lifeboat_too(self, board: Scoreboard) -> None:
        with refusing(board):
            done = board.journal.log(CALL, count=50)
        assert done.kept
        assert done.feats

    def test_progress_is_paid_once(self, board: Scoreboard) -> None:
        key = board.rules.add_deliverable("Autumn", "newsletter").value.key
        board.journal.progress(key, 20)
        before = points(board)
        with refusing(board):
            done = board.journal.progress(key, 40)
            assert done.kept
            gained = done.value.line.points
            assert gained > 0
            assert points(board) == before + gained
            assert board.journal.progress(key, 40).value.line.points == 0
            assert board.screens.deliverables()[-1].percent == 40
        assert board.bring_in().added
        assert points(board) == before + gained
        assert board.screens.deliverables()[-1].percent == 40

    def test_the_same_uid_twice_is_one_entry(self, board: Scoreboard) -> None:
        with refusing(board):
            first = board.journal.log(CALL, uid="once")
            again = board.journal.log(CALL, uid="once")
        assert again.changed == Changed(0)
        assert again.value.day.points == first.value.day.points
        assert board.journal.log(CALL, uid="once").changed == Changed(0)
        board.bring_in()
        assert board.journal.log(CALL, uid="once").changed == Changed(0)
        assert stored(board) == ["once"]

    def test_a_locked_database_is_not_needed_to_count(
        self, board: Scoreboard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        key = board.rules.add_deliverable("Autumn", "newsletter").value.key
        board.journal.progress(key, 10, day=WEDNESDAY.date() - timedelta(days=1))
        board.journal.progress(key, 20)
        one = board.journal.log(CALL).value.line.points
        board.screens.today()
        before = points(board)
        with locked(board, monkeypatch):
            done = board.journal.log(CALL)
            assert isinstance(done.kept, DataBusy)
            assert done.value.day.points == before + one
            more = board.journal.progress(key, 40)
            assert isinstance(more.kept, DataBusy)
            assert more.value.line.points > 0
            assert board.screens.today().day.standing.points == before + one + more.value.line.points

    def test_when_nothing_can_be_read_the_entry_is_kept_all_the_same(
        self, board: Scoreboard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        board.journal.log(CALL)
        board.forget()
        with locked(board, monkeypatch):
            with pytest.raises(OnlyKept) as caught:
                board.journal.log(CALL, uid="kept")
            assert caught.value.uid == "kept"
            assert isinstance(caught.value.cause, DataBusy)
            assert board.lifeboat_count == 1

    @pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
    def test_a_busy_database_is_waited_for_once(
        self, board: Scoreboard, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        board.journal.log(CALL)
        monkeypatch.setattr(scoreboard.store.opening, "BUSY_MS", 300)
        board.store.reopen()
        with closing(sqlite3.connect(board.store.path, isolation_level=None)) as other:
            other.execute(f"BEGIN {how}")
            began = monotonic()
            for _ in range(4):
                assert isinstance(board.journal.log(CALL).kept, DataBusy)
                board.refresh()
            assert 0.3 <= monotonic() - began < 0.6
        assert board.journal.log(CALL).kept is None
        assert board.bring_in().added
        assert len(stored(board)) == 6

    def test_a_start_with_a_busy_database_waits_once(
        self, board: Scoreboard, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with refusing(board):
            board.journal.log(CALL)
        monkeypatch.setattr(scoreboard.store.opening, "BUSY_MS", 300)
        with closing(sqlite3.connect(board.store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            began = monotonic()
            late = open_board(board.store.path, clock)
            done = late.journal.log(CALL)
            assert 0.3 <= monotonic() - began < 0.6
        assert isinstance(done.kept, DataBusy)
        assert (late.lifeboat_count, done.value.day.points) == (2, 2), "what waits counts"
        late.store.close()

    def test_when_no_file_takes_it_the_first_problem_is_told(self, board: Scoreboard, tmp_path: Path) -> None:
        in_the_way = tmp_path / "file"
        in_the_way.touch()
        nowhere = Lifeboat(in_the_way / "a.jsonl", in_the_way / "fallback" / "a.jsonl")
        board = Scoreboard(board.store, Clock(), lifeboat=nowhere)
        with refusing(board), pytest.raises(NoAccess, match="readonly"):
            board.journal.log(CALL)
        assert (board.lifeboat_count, points(board)) == (0, 0)

    def test_what_is_stored_is_not_changed_in_the_lifeboat(self, board: Scoreboard) -> None:
        uid = board.journal.log(CALL).value.line.uid
        before = points(board)
        with refusing(board):
            with pytest.raises(StoreProblem):
                board.journal.void(uid)
            with pytest.raises(StoreProblem):
                board.journal.edit(uid, EntryChange(count=3))
            with pytest.raises(StoreProblem):
                board.journal.undo_last()
        assert board.lifeboat_count == 0
        assert points(board) == before


class TestTakingBack:
    def test_not_as_long_as_the_store_refuses(self, board: Scoreboard) -> None:
        with refusing(board):
            done = board.journal.log(CALL)
            assert done.undo
            with pytest.raises(StoreProblem):
                done.undo()
            assert board.lifeboat_count == 1
        assert points(board) == done.value.line.points
        back = done.undo()
        assert points(board) == 0
        assert board.lifeboat_count == 0
        assert back.undo
        back.undo()
        assert points(board) == done.value.line.points

    def test_the_last_entry_is_the_one_that_waits(self, board: Scoreboard) -> None:
        board.journal.log(CALL, uid="stored")
        with refusing(board):
            board.journal.log(CALL, uid="waiting")
        assert board.journal.undo_last().value.uid == "waiting"

    def test_an_entry_that_waits_is_brought_in_to_be_put_right(self, board: Scoreboard) -> None:
        with refusing(board):
            board.journal.log(CALL, uid="waiting")
        assert board.journal.edit("wait", EntryChange(count=4)).value.line.quantity == 4
        assert board.lifeboat_count == 0


class TestBringingIn:
    def test_the_next_board_begins_with_it(self, board: Scoreboard, clock: Clock) -> None:
        with refusing(board):
            done = board.journal.log(CALL, contact="Acme", note="two\nlines", outcome=None)
            board.journal.log(CALL, day=WEDNESDAY.date() - timedelta(days=1))
        board.store.close()
        after = open_board(board.store.path, clock)
        assert len(after.brought_in.added) == 2
        assert after.lifeboat_count == 0
        assert points(after) == done.value.line.points
        assert after.journal.find(done.value.line.uid).note == "two\nlines"
        after.store.close()
        assert lifeboat_of(Paths(board.store.path.parent)).files() == []

    def test_what_cannot_be_written_yet_counts_in_the_next_board_too(
        self, board: Scoreboard, clock: Clock
    ) -> None:
        with refusing(board):
            one = board.journal.log(CALL).value.line.points
        board.store._raw.execute("BEGIN IMMEDIATE")
        board_after = open_board(board.store.path, clock)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scoreboard.store.opening, "BUSY_MS", 0)
            after = Scoreboard(board_after.store, clock)
        assert after.lifeboat_count == 1
        assert points(after) == one
        board.store._raw.execute("ROLLBACK")
        assert len(after.bring_in().added) == 1
        assert points(after) == one
        board_after.store.close()

    def test_brought_in_by_another_process_it_counts_once(
        self, board: Scoreboard, beside: Scoreboard
    ) -> None:
        with refusing(board):
            one = board.journal.log(CALL).value.line.points
        assert len(beside.bring_in().added) == 1
        assert points(board) == one
        assert board.refresh()
        assert board.lifeboat_count == 0
        assert points(board) == one
        assert len(board.journal.history()) == 1

    def test_brought_in_and_voided_by_another_process_it_counts_no_more(
        self, board: Scoreboard, beside: Scoreboard
    ) -> None:
        with refusing(board):
            uid = board.journal.log(CALL).value.line.uid
        beside.journal.void(uid)
        assert points(board) == 0
        assert board.journal.history() == []

    def test_what_another_process_keeps_shows(self, board: Scoreboard, beside: Scoreboard) -> None:
        assert points(board) == 0
        assert not board.refresh()
        with refusing(beside):
            one = beside.journal.log(CALL).value.line.points
        assert board.refresh()
        assert board.lifeboat_count == 1
        assert points(board) == one
        assert not board.refresh()

    def test_files_that_are_renamed_while_they_are_looked_at_are_looked_at_again(
        self, board: Scoreboard, clock: Clock
    ) -> None:
        usual = lifeboat_of(Paths(board.store.path.parent))
        keep_as_typed(usual, clock, CALL)

        class Listed(Lifeboat):
            """Once, an importer renames the file between its listing and the look at it."""

            race = False

            def signature(self) -> tuple[tuple[str, int, int], ...]:
                found = () if self.race else super().signature()
                self.race = False
                return found

        listed = Listed(usual.path, usual.fallback)
        waiting = Waiting(listed)
        assert waiting.look()
        listed.race = True
        waiting.look()
        assert waiting.count == 1
        usual.let_go(usual.take())
        assert waiting.look()
        assert waiting.count == 0

    def test_nothing_waits_nothing_is_written(self, board: Scoreboard, beside: Scoreboard) -> None:
        before = beside.store.version()
        assert board.bring_in().added == ()
        assert beside.store.version() == before

    def test_a_refused_bringing_in_leaves_everything(self, board: Scoreboard) -> None:
        with refusing(board):
            board.journal.log(CALL)
            before = points(board)
            with pytest.raises(NoAccess):
                board.bring_in()
            assert board.lifeboat_count == 1
            assert points(board) == before

    def test_killed_after_the_commit_nothing_comes_twice(self, board: Scoreboard) -> None:
        with refusing(board):
            one = board.journal.log(CALL, uid="a").value.line.points
        boat = lifeboat_of(Paths(board.store.path.parent))
        taken = boat.take()
        with board.store.write() as records:
            records.add(taken.entries[0].entry)
        board.forget()
        assert points(board) == one
        assert len(board.journal.history()) == 1
        answer = board.bring_in()
        assert (answer.added, answer.known) == ((), 1)
        assert boat.files() == []
        assert stored(board) == ["a"]

    def test_an_activity_that_is_not_known_waits_until_it_is(self, board: Scoreboard) -> None:
        other = open_board(board.store.path, Clock())
        other.rules.add_activity("Visit")
        with refusing(other):
            other.journal.log("visit", uid="waits")
        entry = lifeboat_of(Paths(board.store.path.parent)).kept().entries[0].entry
        with other.store.write() as records:
            records.remove_activity("visit")
        other.store.close()
        answer = board.bring_in()
        assert [(left.kept.entry, type(left.reason)) for left in answer.left] == [(entry, UnknownName)]
        assert board.lifeboat_count == 1
        assert board.journal.history() == [], "it is not counted as something it is not"
        assert board.screens.today().log == ()
        board.rules.add_activity("Visit")
        assert [one.uid for one in board.bring_in().added] == ["waits"]


class TestAsTyped:
    def bring(self, board: Scoreboard, name: str, **facts: object) -> object:
        keep_as_typed(lifeboat_of(Paths(board.store.path.parent)), board.now, name, **facts)  # type: ignore[arg-type]
        answer = board.bring_in()
        assert len(answer.added) + len(answer.left) == 1
        return answer.added[0] if answer.added else answer.left[0].reason

    def test_a_name_is_found_when_it_is_brought_in(self, board: Scoreboard) -> None:
        self.bring(board, "Call with c", count=3, source="cli", note="typed")
        (line,) = board.journal.history()
        assert (line.activity, line.quantity, line.source, line.note) == (CALL, 3, "cli", "typed")
        assert line.day == WEDNESDAY.date()

    def test_an_outcome_and_a_deliverable_too(self, board: Scoreboard) -> None:
        outcome = board.rules.find_activity("quote").outcomes
        board.rules.add_deliverable("Autumn", "newsletter")
        if outcome:
            self.bring(board, "quote", outcome=outcome[0].name)
            assert board.journal.history()[-1].outcome == outcome[0].key
        self.bring(board, "aut", percent=40)
        assert board.journal.history()[-1].percent == 40

    @pytest.mark.parametrize(
        ("name", "facts", "kind"),
        [
            ("nothing like it", {}, UnknownName),
            ("c", {}, AmbiguousName),
            ("newsletter-reader", {"outcome": "nothing like it"}, UnknownName),
            ("Newsletter", {}, WrongKind),
            ("nothing like it", {"percent": 10}, UnknownName),
        ],
    )
    def test_what_does_not_fit_waits_with_its_reason(
        self, board: Scoreboard, name: str, facts: dict[str, object], kind: type
    ) -> None:
        assert type(self.bring(board, name, **facts)) is kind
        assert board.lifeboat_count == 1
        assert board.journal.history() == []

    def test_what_is_not_allowed_is_refused_when_typed(self, board: Scoreboard) -> None:
        with pytest.raises(BadNumber):
            keep_as_typed(lifeboat_of(Paths(board.store.path.parent)), board.now, CALL, count=0)
        assert lifeboat_of(Paths(board.store.path.parent)).files() == []

    def test_a_name_as_typed_is_not_counted_before(self, board: Scoreboard) -> None:
        keep_as_typed(lifeboat_of(Paths(board.store.path.parent)), board.now, CALL)
        assert board.refresh()
        assert (board.lifeboat_count, points(board)) == (1, 0)

    def test_odd_lines_are_counted_and_kept(self, board: Scoreboard) -> None:
        boat = lifeboat_of(Paths(board.store.path.parent))
        boat.keep(Kept(board.journal.log(CALL).value.line.entry))
        with boat.path.open("ab") as file:
            file.write(b"torn")
        assert board.bring_in().odd == 1
        assert boat.odd_file.read_bytes() == b"torn\n"
