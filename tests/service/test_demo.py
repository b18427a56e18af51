"""The invented seller plays the game: believable, marked as invented, and the same each time."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scoreboard.domain.achievements import Feat, WonBy
from scoreboard.service import Scoreboard
from scoreboard.service.demo import fill
from scoreboard.service.states import Phase
from scoreboard.store import Store
from tests.boards import AMSTERDAM, Clock

SAMPLE = "(sample)"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Scoreboard]:
    """Twelve weeks up to Wednesday 16 September 2026."""
    with closing(Store.open(tmp_path / "scoreboard.db")) as store:
        board = Scoreboard(store, Clock())
        fill(board, weeks=12, language="en")
        yield board


def test_two_campaigns_are_over_with_final_tables_and_one_runs(demo: Scoreboard) -> None:
    running, missed, won = demo.campaigns.states()
    assert [one.phase for one in (running, missed, won)] == [Phase.RUNNING, Phase.ENDED, Phase.ENDED]
    for one in (missed, won):
        assert one.final is not None
        assert one.final.points == one.result.points > 0
        assert one.result.baseline is not None
    assert (won.result.won, missed.result.won) == (True, False)
    assert running.final is None
    assert all(one.campaign.prize for one in (running, missed, won))


def test_no_entry_was_made_after_now_so_that_the_next_click_is_not_taken_for_a_clock_set_back(
    demo: Scoreboard,
) -> None:
    assert all(line.entry.made_at == line.at <= demo.now() for line in demo.journal.history())


def test_days_off_were_kept_and_more_are_to_come(demo: Scoreboard) -> None:
    past = [off for off in demo.days_off.all() if off.last < demo.today()]
    assert len(past) >= 3
    assert len(past) < len(demo.days_off.all())
    assert any(off.half for off in past)
    days = {line.day for line in demo.journal.history()}
    assert not any(off.first <= day <= off.last for off in past if not off.half for day in days)


def test_rewards_were_taken_and_some_are_open(demo: Scoreboard) -> None:
    state = demo.rewards.state()
    assert {one.won_by for one in state.rewards} == set(WonBy)
    assert state.taken
    assert state.open
    wanted = next(one for one in state.rewards if one.won_by is state.open[0].won_by)
    assert demo.rewards.claim(wanted.key).value.reward == wanted


def test_what_was_won_is_remembered_and_not_celebrated_again(demo: Scoreboard) -> None:
    week = demo.screens.standing()
    with demo.store.read() as records:
        known = {(feat.kind, feat.subject) for feat in records.feats(Feat)}
    won = {(Feat.DAY_WON.value, one.day.isoformat()) for one in week.days if one.won}
    assert won <= known
    assert any(kind == Feat.WEEK_REACHED for kind, _subject in known)
    assert demo.streaks.record().best_days >= 5


def test_two_activities_have_mini_goals(demo: Scoreboard) -> None:
    assert sum(one.mini_goal is not None for one in demo.overviews.activities()) == 2


def test_everything_that_is_invented_says_so(demo: Scoreboard) -> None:
    names = [one.campaign.name for one in demo.campaigns.states()]
    names += [one.campaign.prize for one in demo.campaigns.states()]
    names += [off.reason for off in demo.days_off.all()]
    names += [one.name for one in demo.rewards.state().rewards]
    assert all(SAMPLE in name for name in names)


def everything(board: Scoreboard) -> list[Any]:
    return [board.campaigns.states(), board.days_off.all(), board.rewards.state(), board.streaks.record()]


@pytest.mark.parametrize("weeks", [1, 3, 8, 30])
@pytest.mark.parametrize("day", [14, 20])
def test_any_number_of_weeks_on_any_day_gives_the_same_sound_data(
    tmp_path: Path, weeks: int, day: int
) -> None:
    found = []
    for name in ("one", "two"):
        with closing(Store.open(tmp_path / f"{name}.db")) as store:
            board = Scoreboard(store, Clock(datetime(2026, 9, day, 14, 5, tzinfo=AMSTERDAM)))
            fill(board, weeks=weeks, language="en")
            assert board.data.check(thorough=True).soundness.ok
            found.append(everything(board))
    assert found[0] == found[1]
