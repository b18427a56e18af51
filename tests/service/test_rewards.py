"""What is open for a reward follows from the standings since it was promised, whatever made them so."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from scoreboard.domain.achievements import Feat, WonBy
from scoreboard.domain.rules import Campaign
from scoreboard.errors import NothingWon
from scoreboard.service import Scoreboard
from scoreboard.service.rulebook import ActivityChange
from tests.boards import Clock, open_board, set_up_folder

TUESDAY, WEDNESDAY = date(2026, 9, 15), date(2026, 9, 16)


def waiting(board: Scoreboard) -> list[date | str]:
    return [one.day or one.campaign for one in board.rewards.state().open]


def test_a_day_won_by_a_day_off_earns_its_reward_without_a_celebration(board: Scoreboard) -> None:
    board.rewards.add("Tea", WonBy.DAY)
    assert board.journal.log("quote", count=2).feats == ()
    board.days_off.add(WEDNESDAY, WEDNESDAY, half=True)
    assert waiting(board) == [WEDNESDAY]
    assert board.rewards.claim("tea").value.open.day == WEDNESDAY
    assert waiting(board) == []
    assert board.journal.log("quote").feats == ()
    with pytest.raises(NothingWon):
        board.rewards.claim("tea")


def test_a_week_reached_by_days_off_earns_its_reward(board: Scoreboard, clock: Clock) -> None:
    board.rewards.add("Dinner", WonBy.WEEK)
    board.journal.log("newsletter-reader", count=32)
    assert waiting(board) == []
    clock.at(2026, 9, 23)
    board.days_off.add(TUESDAY, TUESDAY)
    assert waiting(board) == [date(2026, 9, 14)]


def test_a_campaign_won_by_a_change_of_rules_earns_its_reward(board: Scoreboard) -> None:
    board.rewards.add("A weekend away", WonBy.CAMPAIGN)
    board.campaigns.add(
        Campaign("Autumn", WEDNESDAY, date(2026, 9, 30), points_factor=Fraction(1), goal=Fraction(8))
    )
    board.journal.log("quote", count=2)
    assert waiting(board) == []
    board.rules.set_activity("quote", ActivityChange(points=Fraction(4)))
    assert waiting(board) == ["Autumn"]


def test_days_before_the_promise_and_those_celebrated_before_it_stay_without(
    board: Scoreboard, clock: Clock
) -> None:
    board.journal.log("newsletter-reader", count=7, day=TUESDAY)
    assert Feat.DAY_WON in board.journal.log("newsletter-reader", count=8).feats
    clock.forward(minutes=1)
    board.rewards.add("Tea", WonBy.DAY)
    board.days_off.add(TUESDAY, TUESDAY, half=True)
    assert waiting(board) == []


def test_a_day_that_is_won_no_more_is_not_open(board: Scoreboard) -> None:
    board.rewards.add("Tea", WonBy.DAY)
    board.journal.log("quote", count=2)
    off = board.days_off.add(WEDNESDAY, WEDNESDAY, half=True)
    assert waiting(board) == [WEDNESDAY]
    assert off.undo is not None
    off.undo()
    assert waiting(board) == []


def test_to_look_again_writes_nothing(board: Scoreboard) -> None:
    board.rewards.add("Tea", WonBy.DAY)
    board.journal.log("quote", count=2)
    board.days_off.add(WEDNESDAY, WEDNESDAY, half=True)
    assert waiting(board) == [WEDNESDAY]
    with closing(sqlite3.connect(board.store.path)) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        assert waiting(board) == [WEDNESDAY]
        assert other.execute("PRAGMA data_version").fetchone() == before


def test_what_was_won_long_ago_is_found_when_the_past_is_forgotten(board: Scoreboard, clock: Clock) -> None:
    board.rewards.add("Tea", WonBy.DAY)
    board.journal.log("quote", count=2)
    clock.at(2027, 3, 15)
    board.forget_the_past()
    assert waiting(board) == []
    board.days_off.add(WEDNESDAY, WEDNESDAY, half=True)
    assert waiting(board) == [WEDNESDAY]


@pytest.mark.parametrize("offset", ["-08:00", "+01:00"])
def test_a_day_is_won_since_the_promise_in_every_zone(tmp_path: Path, offset: str) -> None:
    clock = Clock(datetime.fromisoformat(f"2026-09-16T17:30{offset}"))
    board = open_board(set_up_folder(tmp_path), clock)
    board.rewards.add("Tea", WonBy.DAY)
    board.journal.log("quote", count=2)
    board.days_off.add(WEDNESDAY, WEDNESDAY, half=True)
    assert waiting(board) == [WEDNESDAY]
    board.store.close()


def test_a_reached_week_earns_one_reward_whatever_day_weeks_begin_on(board: Scoreboard) -> None:
    board.rewards.add("Dinner", WonBy.WEEK)
    board.journal.log("quote", count=20, day=TUESDAY)
    assert len(waiting(board)) == 1
    for weekday in (6, 5, 0):
        board.rules.set_week_start(weekday)
        assert len(waiting(board)) == 1
