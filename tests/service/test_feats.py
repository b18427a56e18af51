"""Feats: what is celebrated, that each is celebrated once, and what is not."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction

import pytest

from scoreboard.domain.achievements import Feat
from scoreboard.domain.rules import Campaign, WinBy
from scoreboard.service import Scoreboard
from tests.service.test_streaks import TODAY, Day, board, clock

__all__ = ["board", "clock"]


def test_a_day_won_again_after_undo_and_redo_is_celebrated_once(board: Scoreboard) -> None:
    done = board.journal.log("call", count=8)
    assert done.feats == (Feat.DAY_WON,)
    assert done.undo is not None
    undone = done.undo()
    assert undone.undo is not None
    assert undone.undo().feats == ()
    board.journal.undo_last()
    assert board.journal.log("call", count=9).feats == ()


def test_what_another_process_celebrated_is_not_celebrated_again(board: Scoreboard) -> None:
    board.journal.log("call", count=8)
    board.journal.undo_last()
    assert Scoreboard(board.store, board.now).journal.log("call", count=8).feats == ()


def test_a_passed_day_is_not_won_by_later_work(board: Scoreboard, clock: Day) -> None:
    board.journal.log("call", count=7)
    clock.day += timedelta(days=1)
    assert board.journal.log("call", count=30).feats == (Feat.DAY_WON,)
    assert not board.screens.day(TODAY).standing.won


def test_a_day_won_by_a_mini_goal_that_is_worth_nothing_is_celebrated(board: Scoreboard) -> None:
    signed = board.rules.add_activity("Contract signed", points=Fraction(0), mini_goal=1).value
    board.rules.set_win_by(WinBy.MINI_GOALS)
    assert board.journal.log(signed.key).feats == (Feat.DAY_WON,)


def test_five_days_in_a_row_and_only_on_the_day_itself(board: Scoreboard, clock: Day) -> None:
    for n in range(4):
        clock.day = date(2026, 9, 14) + timedelta(days=n)
        assert board.journal.log("call", count=8).feats == (Feat.DAY_WON,)
    clock.day = date(2026, 9, 18)
    assert board.journal.log("call", count=8).feats == (Feat.DAY_WON, Feat.WEEK_REACHED, Feat.STREAK_5)
    clock.day = date(2026, 9, 22)
    late = board.journal.log("call", count=8, day=date(2026, 9, 21))
    assert late.feats == (Feat.DAY_WON,)


def test_a_week_reached_after_a_missed_one_is_a_comeback(board: Scoreboard) -> None:
    board.journal.log("call", day=date(2026, 9, 8))
    assert Feat.COMEBACK_WEEK in board.journal.log("call", count=40).feats


def test_a_week_reached_after_a_week_off_and_a_reached_one_is_none(board: Scoreboard) -> None:
    board.journal.log("call", count=40, day=date(2026, 9, 1))
    board.days_off.add(date(2026, 9, 7), date(2026, 9, 11))
    assert Feat.COMEBACK_WEEK not in board.journal.log("call", count=40).feats


@pytest.mark.parametrize(("worth", "won"), [(39, False), (40, True), (41, True)])
def test_a_campaign_is_won_by_exactly_its_goal(board: Scoreboard, worth: int, won: bool) -> None:
    board.campaigns.add(
        Campaign("Autumn", TODAY, TODAY + timedelta(days=9), points_factor=Fraction(1), goal=Fraction(40))
    )
    board.journal.log("call")
    assert (Feat.CAMPAIGN_WON in board.journal.log("call", count=worth - 1).feats) is won


class TestPersonalBest:
    @pytest.fixture(autouse=True)
    def past(self, board: Scoreboard) -> None:
        """Twelve working days of four points, and one of six, over four weeks."""
        for week in range(4):
            for weekday in range(3):
                board.journal.log("call", count=4, day=date(2026, 8, 10) + timedelta(days=7 * week + weekday))
        board.journal.log("call", count=6, day=date(2026, 8, 21))

    def test_a_day_above_all_earlier_ones_is_the_best_once(self, board: Scoreboard) -> None:
        assert Feat.BEST_DAY not in board.journal.log("call", count=6).feats
        assert Feat.BEST_DAY in board.journal.log("call").feats
        assert Feat.BEST_DAY not in board.journal.log("call").feats

    def test_it_is_compared_with_what_counts_now(self, board: Scoreboard) -> None:
        best = board.journal.log("call", count=50, day=date(2026, 9, 1))
        assert Feat.BEST_DAY in best.feats
        assert Feat.BEST_DAY not in board.journal.log("call", count=7).feats
        board.journal.void(best.value.line.uid)
        assert Feat.BEST_DAY in board.journal.log("call").feats

    def test_a_week_above_all_earlier_ones_is_the_best_once(self, board: Scoreboard) -> None:
        assert Feat.BEST_WEEK not in board.journal.log("call", count=18).feats
        assert Feat.BEST_WEEK in board.journal.log("call").feats
        assert Feat.BEST_WEEK not in board.journal.log("call").feats

    def test_the_next_process_knows_it_too(self, board: Scoreboard) -> None:
        board.journal.log("call", count=7)
        again = Scoreboard(board.store, board.now)
        assert Feat.BEST_DAY not in again.journal.log("call").feats


def test_the_first_days_are_not_all_the_best(board: Scoreboard, clock: Day) -> None:
    feats: set[Feat] = set()
    for n in range(9):
        clock.day = TODAY + timedelta(days=n)
        feats.update(board.journal.log("call", count=n + 1).feats)
    assert Feat.BEST_DAY not in feats


def test_a_log_of_years_waits_until_its_best_were_looked_for(board: Scoreboard, clock: Day) -> None:
    for n in range(40):
        board.journal.log("call", count=5 + n % 3, day=date(2025, 9, 1) + timedelta(weeks=n, days=n % 5))
    again = Scoreboard(board.store, clock)
    with board.store.write() as records:
        noted = records.feats([Feat.BEST_DAY, Feat.BEST_WEEK])
    assert len({one.kind for one in noted}) == 2, "found while the log was short"
    with closing(sqlite3.connect(board.store.path)) as raw, raw:
        raw.execute("DELETE FROM feat")
    board.forget()
    assert Feat.BEST_DAY not in board.journal.log("call", count=8).feats
    again.feats.remember_bests()
    board.forget()
    board.journal.undo_last()
    assert {Feat.BEST_DAY, Feat.BEST_WEEK} <= set(board.journal.log("call", count=9).feats)
