"""Logging and taking back, on a real file."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoreboard.domain.achievements import Feat
from scoreboard.domain.entries import Money
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    BadDate,
    BadNumber,
    BadText,
    NothingToUndo,
    UnknownName,
    WrongKind,
)
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Changed
from scoreboard.service.correcting import EntryChange
from tests.boards import Clock, open_board

TODAY = date(2026, 9, 16)


def points_today(board: Scoreboard) -> Fraction:
    return board.screens.day().standing.points


def test_a_click_scores_its_points_and_says_what_changed(board: Scoreboard) -> None:
    done = board.journal.log("quote")
    assert done.value.line.points == 3
    assert done.value.line.day == TODAY
    assert done.value.day.points == 3
    assert done.value.week.points == 3
    assert done.changed == Changed.JOURNAL


def test_an_outcome_scores_its_own_points_and_none_the_activitys(board: Scoreboard) -> None:
    assert board.journal.log("prospect-call", outcome="not-answered").value.line.points == 1
    plain = board.journal.log("prospect-call").value.line
    assert (plain.points, plain.outcome) == (2, None)


def test_the_same_uid_twice_is_one_entry(board: Scoreboard) -> None:
    first = board.journal.log("quote", uid="a-uid-of-a-script")
    again = board.journal.log("programme", uid="a-uid-of-a-script", count=7)
    assert again.value.line == first.value.line
    assert again.changed == Changed(0)
    assert again.undo is None
    assert points_today(board) == 3


def test_a_repeated_uid_stays_voided(board: Scoreboard) -> None:
    board.journal.log("quote", uid="a-uid-of-a-script")
    board.journal.void("a-uid-of-a-script")
    assert board.journal.log("quote", uid="a-uid-of-a-script").value.line.voided
    assert points_today(board) == 0


def test_undo_takes_the_points_back_and_redo_brings_them(board: Scoreboard) -> None:
    done = board.journal.log("quote")
    assert done.undo is not None
    undone = done.undo()
    assert points_today(board) == 0
    assert undone.undo is not None
    undone.undo()
    assert points_today(board) == 3


def test_the_day_is_won_once_by_the_entry_that_reaches_the_goal(board: Scoreboard) -> None:
    assert board.journal.log("quote", count=2).feats == ()
    assert board.journal.log("programme").feats == (Feat.DAY_WON,)
    assert board.journal.log("quote").feats == ()


def test_the_week_is_reached_by_exactly_its_target(board: Scoreboard) -> None:
    board.journal.log("newsletter-reader", count=39)
    assert board.screens.standing().reached is None
    done = board.journal.log("newsletter-reader")
    assert done.feats == (Feat.WEEK_REACHED,)
    assert done.value.week.reached is True


def test_a_backdated_entry_counts_on_its_day(board: Scoreboard) -> None:
    done = board.journal.log("quote", day=date(2026, 9, 14), time=time(9, 30))
    assert done.value.line.at.isoformat() == "2026-09-14T09:30:00+02:00"
    assert points_today(board) == 0
    assert board.screens.standing().days[0].points == 3


def test_an_entry_before_midnight_stays_on_its_day_for_ever(board: Scoreboard, clock: Clock) -> None:
    clock.at(2026, 10, 25, 23, 59)
    uid = board.journal.log("quote").value.line.uid
    clock.forward(minutes=2)
    assert board.journal.find(uid).day == date(2026, 10, 25)


def test_progress_pays_each_step_once(board: Scoreboard) -> None:
    key = board.rules.add_deliverable("September newsletter", "newsletter").value.key
    assert board.journal.progress(key, 50).value.line.points == 5
    assert board.journal.progress(key, 30).value.line.points == 0
    assert board.journal.progress(key, 60).value.line.points == 1
    state = board.screens.deliverables()[0]
    assert (state.percent, state.highest, state.points_total) == (60, 60, 6)


def test_voiding_a_percentage_derives_the_later_ones_again(board: Scoreboard) -> None:
    key = board.rules.add_deliverable("September newsletter", "newsletter").value.key
    mistake = board.journal.progress(key, 90).value.line.uid
    later = board.journal.progress(key, 20).value.line.uid
    board.journal.void(mistake)
    assert board.journal.find(later).points == 2


def test_a_backdated_percentage_takes_its_points_from_the_later_entry(board: Scoreboard) -> None:
    key = board.rules.add_deliverable("September newsletter", "newsletter").value.key
    later = board.journal.progress(key, 60).value.line.uid
    board.journal.progress(key, 40, day=date(2026, 9, 15))
    assert board.journal.find(later).points == 2
    assert board.screens.standing().points == 6


def test_undo_takes_an_entry_from_the_day_that_it_was_moved_to_since(board: Scoreboard) -> None:
    done = board.journal.log("quote", day=date(2026, 9, 3))
    board.journal.edit(done.value.line.uid, EntryChange(day=TODAY))
    assert points_today(board) == 3
    assert done.undo is not None
    again = done.undo().undo
    assert points_today(board) == 0
    assert again is not None
    again()
    assert points_today(board) == 3


def test_what_another_took_back_cannot_be_undone_again(board: Scoreboard) -> None:
    done = board.journal.log("quote")
    board.journal.void(done.value.line.uid)
    assert done.undo is not None
    with pytest.raises(AlreadyVoided):
        done.undo()


def test_undoing_an_edit_leaves_out_what_was_voided_since(board: Scoreboard) -> None:
    uid = board.journal.log("quote").value.line.uid
    edit = board.journal.edit(uid, EntryChange(count=2))
    board.journal.void(uid)
    assert edit.undo is not None
    edit.undo()
    assert points_today(board) == 0
    found = board.journal.find(uid)
    assert (found.quantity, found.voided) == (1, True)


def test_undo_last_takes_the_entry_that_was_written_last(board: Scoreboard) -> None:
    board.journal.log("quote")
    written_last = board.journal.log("programme", day=date(2026, 9, 1)).value.line.uid
    assert board.journal.undo_last().value.uid == written_last
    assert board.journal.undo_last().value.activity == "quote"
    with pytest.raises(NothingToUndo):
        board.journal.undo_last()


def test_voided_entries_stay_in_the_journal(board: Scoreboard) -> None:
    uid = board.journal.log("quote", note="kept").value.line.uid
    board.journal.void(uid)
    assert board.journal.history() == []
    (line,) = board.journal.history(voided=True)
    assert (line.uid, line.voided, line.points, line.note) == (uid, True, 0, "kept")
    with pytest.raises(AlreadyVoided):
        board.journal.void(uid)
    with pytest.raises(AlreadyVoided):
        board.journal.edit(uid, EntryChange(count=2))


def test_an_edit_keeps_the_old_form_in_the_trail(board: Scoreboard) -> None:
    uid = board.journal.log("quote", note="first").value.line.uid
    done = board.journal.edit(uid, EntryChange(count=2, note="second", day=date(2026, 9, 15)))
    assert done.value.line.points == 6
    assert done.value.line.day == date(2026, 9, 15)
    (old,) = board.journal.trail(uid)
    assert (old.quantity, old.note, old.day) == (1, "first", TODAY)
    assert points_today(board) == 0
    assert done.undo is not None
    done.undo()
    assert points_today(board) == 3
    assert board.journal.find(uid).note == "first"


def test_an_edit_changes_only_what_it_names(board: Scoreboard) -> None:
    amount = Money(Decimal(1054), "EUR")
    uid = board.journal.log(
        "prospect-call", outcome="answered", contact="Dock 9", amount=amount
    ).value.line.uid
    line = board.journal.edit(uid, EntryChange(clear_outcome=True, time=time(9))).value.line
    assert (line.outcome, line.contact, line.amount) == (None, "Dock 9", Money(Decimal("1054.00"), "EUR"))
    assert line.at.hour == 9
    assert board.journal.edit(uid, EntryChange(clear_amount=True)).value.line.amount is None


def test_an_entry_is_found_by_the_beginning_of_its_uid(board: Scoreboard) -> None:
    board.journal.log("quote", uid="aaaa-1")
    board.journal.log("quote", uid="aaaa-2")
    assert board.journal.find("aaaa-1").uid == "aaaa-1"
    with pytest.raises(AmbiguousName):
        board.journal.find("aaaa")
    with pytest.raises(UnknownName):
        board.journal.find("aaa")
    with pytest.raises(UnknownName):
        board.journal.find("zzzzz")


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_a_count_that_is_not_allowed_is_refused(board: Scoreboard, count: int) -> None:
    with pytest.raises(BadNumber):
        board.journal.log("quote", count=count)
    assert board.journal.history(voided=True) == []


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_outside_its_range_is_refused(board: Scoreboard, percent: int) -> None:
    key = board.rules.add_deliverable("Case", "case").value.key
    with pytest.raises(BadNumber):
        board.journal.progress(key, percent)


@pytest.mark.parametrize(
    ("day", "problem"),
    [(date(1999, 12, 31), "early"), (date(2101, 1, 1), "late"), (date(2026, 9, 17), "future")],
)
def test_a_day_that_cannot_be_is_refused(board: Scoreboard, day: date, problem: str) -> None:
    with pytest.raises(BadDate) as caught:
        board.journal.log("quote", day=day)
    assert caught.value.problem == problem


def test_a_later_hour_of_today_is_not_the_future(board: Scoreboard) -> None:
    assert board.journal.log("quote", time=time(23, 30)).value.line.at.hour == 23


def test_kinds_are_not_mixed_up(board: Scoreboard) -> None:
    key = board.rules.add_deliverable("Case", "case").value.key
    uid = board.journal.progress(key, 10).value.line.uid
    with pytest.raises(WrongKind):
        board.journal.log("newsletter")
    with pytest.raises(WrongKind):
        board.journal.edit(uid, EntryChange(count=2))
    with pytest.raises(WrongKind):
        board.journal.edit(board.journal.log("quote").value.line.uid, EntryChange(percent=20))


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "x" * 201, "\ud800"])
def test_a_contact_with_odd_characters_is_refused(board: Scoreboard, text: str) -> None:
    with pytest.raises(BadText):
        board.journal.log("quote", contact=text)
    assert board.journal.history(voided=True) == []


def test_a_note_keeps_its_lines(board: Scoreboard) -> None:
    line = board.journal.log("quote", note="  first \n\n second\tline ").value.line
    assert line.note == "first\n\nsecond line"


@pytest.mark.parametrize("value", ["-1", "0.001", "1000000001", "NaN", "Infinity"])
def test_an_amount_that_is_not_money_is_refused(board: Scoreboard, value: str) -> None:
    with pytest.raises(BadNumber):
        board.journal.log("contract", amount=Money(Decimal(value), "EUR"))


def test_what_another_process_logs_is_seen(board: Scoreboard, clock: Clock, tmp_path: Path) -> None:
    assert points_today(board) == 0
    assert board.refresh() is False
    other = open_board(tmp_path / "scoreboard.db", clock)
    other.journal.log("quote")
    other.store.close()
    assert points_today(board) == 3
    assert board.refresh() is True
    assert board.refresh() is False


def test_an_own_write_is_not_taken_for_another_processs(board: Scoreboard) -> None:
    board.journal.log("quote")
    assert board.refresh() is False
