"""What waits in the lifeboat and does not fit, in the settings: seen, added as another, or dropped."""

import datetime as dt

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from scoreboard.errors import DataBusy
from scoreboard.gui import dates
from scoreboard.gui.live import TRY_EVERY
from scoreboard.gui.page import Surroundings
from scoreboard.gui.stranded_list import StrandedList
from scoreboard.paths import Paths
from scoreboard.service.overviews import Overviews
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.lines import Kept
from scoreboard.values import replace
from tests.boards import Clock
from tests.gui.held import held
from tests.gui.reach import button, click, texts


@pytest.fixture
def boat(around: Surroundings) -> Lifeboat:
    return lifeboat_of(Paths(around.live.board.store.path.parent))


@pytest.fixture
def shown(qtbot: QtBot, around: Surroundings, boat: Lifeboat, clock: Clock) -> StrandedList:
    """With an entry of an activity that nobody knows."""
    keep_as_typed(boat, clock, "Cold call", count=3, contact="Ann", note="In spring")
    around.live.tick()
    made = StrandedList(around.theme, around.live)
    qtbot.addWidget(made)
    made.display()
    return made


def choices(shown: StrandedList) -> dict[str, QAction]:
    menu = shown.menu(shown._shown[0], shown)
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


def test_it_says_what_waits_and_why(shown: StrandedList) -> None:
    assert "Cold call × 3" in texts(shown)
    assert "Wed 16 Sep 2026 14:05 · Ann · In spring" in texts(shown)
    assert "There is no activity “Cold call”." in texts(shown)
    assert not shown.isHidden()


def test_it_is_added_as_what_it_was_and_taken_back(shown: StrandedList, around: Surroundings) -> None:
    board = around.live.board
    offered = choices(shown)
    assert "Newsletter sent" not in offered
    offered["Call with prospect"].trigger()
    assert shown.isHidden()
    assert [(line.name, line.quantity) for line in board.screens.today().log] == [("Call with prospect", 3)]
    around.live.undo()
    assert board.screens.today().day.standing.points == 0


def test_it_is_dropped_and_waits_again_after_undo(
    shown: StrandedList, around: Surroundings, boat: Lifeboat
) -> None:
    click(button(shown, "Drop Cold call × 3"))
    assert shown.isHidden()
    assert boat.dropped_file.exists()
    around.live.undo()
    assert not shown.isHidden()
    around.live.redo()
    assert shown.isHidden()


def test_what_fits_nowhere_can_only_be_dropped(
    shown: StrandedList, around: Surroundings, boat: Lifeboat
) -> None:
    (kept,) = boat.kept().entries
    boat.drop(kept.entry.uid)
    boat.keep(Kept(replace(kept.entry, day=dt.date(1999, 12, 31)), typed=True))
    around.live.tick()
    assert any("out of reach" in text for text in texts(shown))
    with pytest.raises(AssertionError, match="0 buttons"):
        button(shown, "Add Cold call × 3 as…")


def test_what_was_missing_is_made_and_it_is_added_by_itself(
    shown: StrandedList, around: Surroundings, qtbot: QtBot
) -> None:
    live = around.live
    live.hopeless = 1
    live.do(lambda board: board.rules.add_activity("Cold call"))
    with qtbot.waitSignal(live.brought_in) as told:
        for _ in range(TRY_EVERY):
            live.tick()
    assert len(told.args[0].added) == 1
    assert shown.isHidden()


def test_while_the_data_are_held_nothing_is_offered_and_it_is_told(
    shown: StrandedList, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    around.live.failed.connect(told.append)
    with monkeypatch.context() as while_held:
        while_held.setattr(Overviews, "activities", held)
        click(button(shown, "Add Cold call × 3 as…"))
        assert [type(error) for error in told] == [DataBusy]
        again = StrandedList(around.theme, around.live)
        again.display()
        assert again.isHidden()
    again.display()
    assert "Cold call × 3" in texts(again)
    again.deleteLater()


def test_the_time_is_written_as_elsewhere(shown: StrandedList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "time_pattern", lambda: "h:mm AP")
    again = StrandedList(shown._theme, shown._live)
    again.display()
    assert "Wed 16 Sep 2026 2:05 PM · Ann · In spring" in texts(again)
    again.deleteLater()
