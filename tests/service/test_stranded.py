"""What stays in the lifeboat because it does not fit: seen with its reason, added as another, or dropped."""

import datetime as dt

import pytest

from scoreboard.errors import AmbiguousName, BadDate, NoAccess, UnknownName
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.stranded import can_be_added
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.lines import Kept
from scoreboard.values import replace
from tests.boards import Clock


@pytest.fixture
def boat(board: Scoreboard) -> Lifeboat:
    return lifeboat_of(Paths(board.store.path.parent))


def test_all_are_seen_with_their_reasons_and_those_that_fit_are_not(
    board: Scoreboard, boat: Lifeboat, clock: Clock
) -> None:
    keep_as_typed(boat, clock, "Cold call", count=3)
    keep_as_typed(boat, clock, "quote")
    keep_as_typed(boat, clock, "Autumn letter", percent=40)
    (call, letter) = board.stranded.all()
    assert (call.kept.entry.activity, call.kept.entry.quantity) == ("Cold call", 3)
    assert isinstance(call.reason, UnknownName)
    assert letter.kept.entry.deliverable == "Autumn letter"
    assert all(can_be_added(one) for one in (call, letter))
    assert len(board.bring_in().left) == 2


def test_an_entry_is_added_as_another_activity_with_all_it_says(
    board: Scoreboard, boat: Lifeboat, clock: Clock
) -> None:
    entry = keep_as_typed(boat, clock, "Cold call", count=3, outcome="Maybe", contact="Ann", note="Later")
    done = board.stranded.add_as(entry.uid[:8], "prospect")
    line = done.value
    assert (line.activity, line.quantity, line.contact, line.day) == ("prospect-call", 3, "Ann", entry.day)
    assert (line.outcome, line.note) == (None, "Later\nMaybe")
    assert board.lifeboat_count == 0
    assert board.screens.today().day.standing.points == 6
    assert done.undo is not None
    done.undo()
    assert board.screens.today().day.standing.points == 0


def test_an_outcome_that_fits_stays_one(board: Scoreboard, boat: Lifeboat, clock: Clock) -> None:
    entry = keep_as_typed(boat, clock, "Phone", outcome="not answered")
    line = board.stranded.add_as(entry.uid, "customer-call").value
    assert (line.outcome_name, line.note) == ("Not answered", "")


def test_progress_is_added_to_another_deliverable(board: Scoreboard, boat: Lifeboat, clock: Clock) -> None:
    entry = keep_as_typed(boat, clock, "Atumn letter", percent=40)
    with pytest.raises(UnknownName):
        board.stranded.add_as(entry.uid, "Autumn")
    board.rules.add_deliverable("Autumn letter", "newsletter")
    assert board.stranded.add_as(entry.uid, "Autumn").value.percent == 40
    assert board.stranded.all() == []


def test_what_fits_nowhere_can_only_be_dropped(board: Scoreboard, boat: Lifeboat, clock: Clock) -> None:
    entry = keep_as_typed(boat, clock, "quote")
    boat.drop(entry.uid)
    boat.keep(Kept(replace(entry, day=dt.date(1999, 12, 31)), typed=True))
    (left,) = board.stranded.all()
    assert not can_be_added(left)
    with pytest.raises(BadDate):
        board.stranded.add_as(entry.uid, "quote")
    assert [one.kept for one in board.stranded.all()] == [left.kept]


def test_a_dropped_entry_is_kept_and_waits_again_after_undo(
    board: Scoreboard, boat: Lifeboat, clock: Clock
) -> None:
    entry = keep_as_typed(boat, clock, "Cold call")
    keep_as_typed(boat, clock, "Coffee")
    board.refresh()
    assert board.lifeboat_count == 2
    done = board.stranded.drop(entry.uid)
    assert [one.kept.entry.activity for one in board.stranded.all()] == ["Coffee"]
    assert entry.uid.encode() in board.stranded.dropped_file.read_bytes()
    assert board.lifeboat_count == 1
    assert done.undo is not None
    again = done.undo()
    assert board.lifeboat_count == 2
    assert again.undo is not None
    again.undo()
    assert board.lifeboat_count == 1
    assert len(board.stranded.dropped_file.read_bytes().splitlines()) == 1


def test_what_cannot_be_kept_elsewhere_waits_on(board: Scoreboard, boat: Lifeboat, clock: Clock) -> None:
    entry = keep_as_typed(boat, clock, "Cold call")
    board.stranded.dropped_file.mkdir()
    with pytest.raises(NoAccess):
        board.stranded.drop(entry.uid)
    assert [one.kept.entry for one in board.stranded.all()] == [entry]


def test_an_entry_is_named_by_its_first_letters(board: Scoreboard, boat: Lifeboat, clock: Clock) -> None:
    for uid in ("abcd-1", "abcd-2"):
        keep_as_typed(boat, clock, "Cold call", uid=uid)
    with pytest.raises(AmbiguousName):
        board.stranded.find("abcd")
    assert board.stranded.find("abcd-1").entry.uid == "abcd-1"
    for unknown in ("abc", "xyz-1"):
        with pytest.raises(UnknownName):
            board.stranded.find(unknown)
