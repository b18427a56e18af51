"""Days off on a real board: what they do to targets, and to what was won before they were entered."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from scoreboard.domain.calendar import DayOff
from scoreboard.domain.goals import WeekStanding
from scoreboard.domain.rules import Campaign
from scoreboard.errors import BadText, UnknownName, WrongOrder
from scoreboard.service import Scoreboard
from scoreboard.service.days_off import WeekEffect
from tests.boards import Clock

MONDAY, WEDNESDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 18)


def week(board: Scoreboard, day: date = MONDAY) -> WeekStanding:
    return board.screens.standing(day)


def goals(board: Scoreboard, day: date = MONDAY) -> list[Fraction]:
    return [one.goal for one in week(board, day).days]


def test_a_week_without_a_working_day_is_off(board: Scoreboard) -> None:
    board.days_off.add(MONDAY, FRIDAY)
    found = week(board)
    assert (found.target, found.off, found.reached, found.pace) == (0, True, None, None)
    assert found.needed_per_day is None
    assert board.screens.today().day.ways == ()
    board.journal.log("quote", count=20)
    assert week(board).reached is None


def test_half_a_day_off_halves_the_goal_and_two_halves_take_it(board: Scoreboard) -> None:
    board.days_off.add(WEDNESDAY, half=True, reason="Doctor")
    assert goals(board)[:5] == [8, 8, 4, 8, 8]
    board.days_off.add(WEDNESDAY, half=True, reason="School")
    assert goals(board)[:5] == [8, 8, 0, 8, 8]
    assert week(board).target == 32


def test_a_part_timers_half_friday_off_costs_a_ninth(board: Scoreboard) -> None:
    board.rules.set_working_week({4: Fraction(1, 2)}, start=MONDAY, correct=True, reason="Always so")
    board.days_off.add(FRIDAY)
    assert week(board).target == Fraction(40) * 4 / Fraction(9, 2)
    board.days_off.add(WEDNESDAY, half=True)
    assert week(board).target == Fraction(40) * Fraction(7, 2) / Fraction(9, 2)


def test_a_day_off_entered_late_wins_what_was_missed(board: Scoreboard, clock: Clock) -> None:
    for day in range(7, 11):  # Monday to Thursday of the week before: 9 points each
        board.journal.log("quote", count=3, day=date(2026, 9, day))
    last_week = date(2026, 9, 7)
    before, record = week(board, last_week), board.streaks.record()
    assert (before.points, before.target, before.reached) == (36, 40, False)
    assert (record.weeks, record.constancy) == (0, pytest.approx(90))
    assert record.now.covered == (date(2026, 9, 15), date(2026, 9, 14))  # no reserve is left for the Friday

    board.days_off.add(date(2026, 9, 11), reason="Ill")

    after, record = week(board, last_week), board.streaks.record()
    assert (after.points, after.target, after.reached) == (36, 32, True)
    assert (record.weeks, record.constancy) == (1, pytest.approx(100))
    assert record.now.days == 4
    clock.forward(days=7)
    assert board.streaks.record().best_weeks == 1


def test_the_goal_of_a_past_day_follows_and_comes_back(board: Scoreboard) -> None:
    board.journal.log("quote", count=2, day=MONDAY)  # 6 of 8
    done = board.days_off.add(MONDAY, half=True)
    assert next(one for one in week(board).days if one.day == MONDAY).won
    assert done.undo is not None
    done.undo()
    assert goals(board)[0] == 8


def test_points_on_a_day_off_count_for_the_week(board: Scoreboard) -> None:
    board.days_off.add(MONDAY)
    board.journal.log("quote", count=1, day=MONDAY)
    assert week(board).points == 3
    assert not week(board).days[0].won


def test_a_campaign_across_days_off_asks_only_for_the_days_that_are_there(board: Scoreboard) -> None:
    last = date(2026, 9, 25)
    board.campaigns.add(
        Campaign("Quotes", WEDNESDAY, last, target_factor=Fraction(2), goal=Fraction(100), key="")
    )
    assert goals(board)[:5] == [8, 8, 16, 16, 16]
    board.days_off.add(FRIDAY, date(2026, 9, 21))
    board.days_off.add(date(2026, 9, 22), half=True)
    assert goals(board)[:5] == [8, 8, 16, 16, 0]
    assert goals(board, last)[:5] == [0, 8, 16, 16, 16]
    (state,) = board.campaigns.states()
    assert (state.days_left, state.result.all_working_days) == (6, 6)
    assert state.expected == 100 * Fraction(1) / Fraction(11, 2)


def test_the_preview_says_what_the_write_does(board: Scoreboard) -> None:
    off = DayOff(date(2026, 12, 24), date(2027, 1, 4))
    said = board.days_off.preview([off])
    assert said == (
        WeekEffect(date(2026, 12, 21), Fraction(40), Fraction(24)),
        WeekEffect(date(2026, 12, 28), Fraction(40), Fraction(0)),
        WeekEffect(date(2027, 1, 4), Fraction(40), Fraction(32)),
    )
    before = board.days_off.all()
    assert before == ()
    board.days_off.add(off.first, off.last)
    assert [week(board, one.start).target for one in said] == [one.new for one in said]


def test_the_preview_of_a_change_counts_both_weeks(board: Scoreboard) -> None:
    board.days_off.add(FRIDAY, half=True)
    board.days_off.add(FRIDAY, half=True)
    old = DayOff(FRIDAY, FRIDAY, half=True)
    later = FRIDAY + timedelta(weeks=1)
    assert board.days_off.preview([DayOff(later, later)], [old]) == (
        WeekEffect(MONDAY, Fraction(32), Fraction(36)),
        WeekEffect(date(2026, 9, 21), Fraction(40), Fraction(32)),
    )
    assert board.days_off.preview([DayOff(FRIDAY, FRIDAY)]) == ()  # it is free already
    assert board.days_off.preview([DayOff(date(2026, 9, 19), date(2026, 9, 20))]) == ()


def test_what_cannot_be_is_refused_and_changes_nothing(board: Scoreboard) -> None:
    with pytest.raises(WrongOrder):
        board.days_off.preview([DayOff(FRIDAY, MONDAY)])
    with pytest.raises(WrongOrder):
        board.days_off.add(FRIDAY, MONDAY)
    with pytest.raises(BadText):
        board.days_off.add(FRIDAY, reason="x" * 201)
    assert board.days_off.all() == ()


def test_what_another_process_took_out_is_refused_not_a_fault(board: Scoreboard) -> None:
    done = board.days_off.add(FRIDAY)
    (off,) = board.days_off.all()
    board.days_off.remove(off)
    assert done.undo is not None
    for write in (
        done.undo,
        lambda: board.days_off.change(off, DayOff(MONDAY, MONDAY)),
        lambda: board.days_off.preview([], [off]),
    ):
        with pytest.raises(UnknownName):
            write()
