"""The mini pad on a real board: it logs like the Today page, shows what that shows, and knows its place."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scoreboard.domain.rules import Campaign, WinBy
from scoreboard.errors import NoAccess, OnlyKept
from scoreboard.gui.beside.pad import MARGIN, Grip, Pad
from scoreboard.gui.campaigns import NEUTRAL
from scoreboard.gui.compositing import see_through
from scoreboard.gui.entry_form import EntryForm
from scoreboard.gui.page import Surroundings
from scoreboard.gui.theme import load_theme
from scoreboard.gui.widgets.activity_key import HOLD_MS
from scoreboard.gui.widgets.outcome_menu import OutcomeMenu
from scoreboard.gui.widgets.pad_key import PadKey
from scoreboard.service import Scoreboard
from scoreboard.service.changes import EVERYTHING, Changed
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.states import LogLine
from scoreboard.settings import Settings
from scoreboard.values import replace
from tests.boards import Clock, open_board
from tests.gui.reach import button, click, press, texts

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ON_TOP = Qt.WindowType.WindowStaysOnTopHint


def pad_of(qtbot: QtBot, around: Surroundings, **settings: Any) -> Pad:
    pad = Pad(replace(around, settings=replace(around.settings, **settings)))
    qtbot.addWidget(pad)
    pad.appear()
    return pad


@pytest.fixture
def pad(qtbot: QtBot, around: Surroundings) -> Iterator[Pad]:
    made = pad_of(qtbot, around)
    yield made
    for one in made.findChildren(OutcomeMenu):
        one.close()


def log_of(board: Scoreboard, day: date = date(2026, 9, 16)) -> list[LogLine]:
    return board.journal.history(day, day)


def key(pad: Pad, activity: str) -> PadKey:
    found = pad.keys.key(activity)
    assert found is not None
    return found


def menu(pad: Pad) -> OutcomeMenu:
    return pad.findChildren(OutcomeMenu)[-1]


def shown_keys(pad: Pad) -> list[str]:
    return [one.text() for one in pad.keys.findChildren(PadKey) if one.isVisible()]


def test_a_click_logs_and_shows_it_at_once(pad: Pad, board: Scoreboard) -> None:
    assert texts(pad) == ["8 to win the day", "13.33 a day", "Press 1–9, or click"]
    click(key(pad, "quote"))
    assert [(line.activity, line.points, line.source) for line in log_of(board)] == [("quote", 3, "window")]
    assert texts(pad) == ["5 to win the day", "12.33 a day", "Quote sent", "+3"]
    assert pad.score.accessibleName().startswith("Week score 3 of 40")
    assert pad.sun.accessibleName() == "3 of 8 points today, 5 to go"
    assert key(pad, "quote").accessibleDescription() == "Key 2. Today 1 time."


def test_a_click_names_the_usual_outcome(pad: Pad, board: Scoreboard) -> None:
    click(key(pad, "prospect-call"))
    assert log_of(board)[0].outcome == "answered"


def test_it_shows_what_the_window_and_others_log(pad: Pad, board: Scoreboard, clock: Clock) -> None:
    pad._live.do(lambda board: board.journal.log("programme"))
    assert "6 to win the day" in texts(pad)
    other = open_board(board.store.path, clock)
    other.journal.log("quote")
    other.store.close()
    pad._live.tick()
    assert "3 to win the day" in texts(pad)


def test_digits_log_also_those_of_the_other_page(pad: Pad, board: Scoreboard) -> None:
    press(pad, Qt.Key.Key_2, "2")
    press(pad, Qt.Key.Key_9, "9")
    press(pad, Qt.Key.Key_0, "0")
    assert [line.activity for line in log_of(board)] == ["quote", "contract"]


@pytest.mark.parametrize("how", ["shift and click", "right click", "hold", "shift and digit"])
def test_every_way_to_ask_how_it_went(pad: Pad, board: Scoreboard, how: str) -> None:
    one = key(pad, "prospect-call")
    match how:
        case "shift and click":
            click(one, held=SHIFT)
        case "right click":
            middle = one.rect().center()
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, one.mapToGlobal(middle))
            QApplication.sendEvent(one, event)
        case "hold":
            QTest.mousePress(one, Qt.MouseButton.LeftButton)
            QTest.qWait(HOLD_MS + 100)
            QTest.mouseRelease(one, Qt.MouseButton.LeftButton)
        case "shift and digit":
            press(pad, Qt.Key.Key_7, "7", SHIFT)
    assert log_of(board) == []
    asked = menu(pad)
    next(one for one in asked.actions() if one.text().startswith("Not answered")).trigger()
    assert [(line.outcome, line.points) for line in log_of(board)] == [("not-answered", 1)]


def test_details_open_the_form(pad: Pad, qtbot: QtBot) -> None:
    press(pad, Qt.Key.Key_2, "2", ALT)
    form = pad.findChild(EntryForm)
    assert form is not None
    qtbot.addWidget(form)
    assert form.isVisible()


def test_the_other_activities_are_behind_another_page(pad: Pad) -> None:
    assert len(shown_keys(pad)) == 8
    click(button(pad, "More activities, page 1 of 2"))
    assert shown_keys(pad) == ["Contract signed"]
    press(pad, Qt.Key.Key_PageDown)
    assert len(shown_keys(pad)) == 8
    for turn in (-120, 120):
        here = QPointF(20, 20)
        wheel = QWheelEvent(
            here,
            pad.keys.mapToGlobal(here),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pad.keys, wheel)
    assert len(shown_keys(pad)) == 8


def test_asking_for_a_key_of_the_other_page_turns_to_it(pad: Pad) -> None:
    press(pad, Qt.Key.Key_9, "9", SHIFT)
    assert shown_keys(pad) == ["Contract signed"]
    assert menu(pad).isVisible()


def test_few_activities_need_no_pages(pad: Pad) -> None:
    pad._live.do(lambda board: board.rules.set_activity("contract", ActivityChange(archived=True)))
    assert not pad.more.isVisible()


def test_the_newest_entry_is_taken_back(pad: Pad, board: Scoreboard, clock: Clock) -> None:
    click(key(pad, "quote"))
    clock.forward(minutes=1)
    click(key(pad, "programme"))
    click(button(pad, "Undo Programme offered +2"))
    assert [line.activity for line in log_of(board)] == ["quote"]
    assert texts(pad)[-2:] == ["Quote sent", "+3"]
    pad._live.undo()
    assert texts(pad)[-2:] == ["Programme offered", "+2"]


def test_the_day_is_won_and_celebrated_once(pad: Pad) -> None:
    celebrated: list[bool] = []
    pad.sun.celebrated.connect(lambda: celebrated.append(True))
    for _ in range(4):
        click(key(pad, "quote"))
    assert celebrated == [True]
    assert texts(pad)[0] == "Day won"


def test_midnight_begins_a_new_day(pad: Pad, clock: Clock) -> None:
    click(key(pad, "quote"))
    clock.at(2026, 9, 17, 0, 1)
    pad._live.tick()
    assert texts(pad) == ["8 to win the day", "Press 1–9, or click"]


def test_a_day_without_a_goal_says_so(pad: Pad, clock: Clock) -> None:
    clock.at(2026, 9, 19)
    pad._live.tick()
    assert texts(pad)[0] == "No goal today"


def test_an_entry_that_is_only_kept_is_not_called_a_failure(pad: Pad, board: Scoreboard) -> None:
    path = board.store.path
    pad._live.failed.emit(OnlyKept(path, "", "1234", NoAccess(path)))
    assert texts(pad)[-1] == "Kept safe for later"
    assert button(pad, "Details").isVisible()


def test_what_could_not_be_done_leads_to_the_window(pad: Pad, qtbot: QtBot, board: Scoreboard) -> None:
    pad._live.failed.emit(NoAccess(board.store.path, "disk I/O error"))
    assert texts(pad)[-1] == "That did not work"
    with qtbot.waitSignal(pad.window_wanted):
        click(button(pad, "Details"))
    press(pad, Qt.Key.Key_2, "2")
    assert texts(pad)[-2:] == ["Quote sent", "+3"]


def test_doubtful_data_are_not_judged(pad: Pad, board: Scoreboard) -> None:
    from scoreboard.service.data import Data

    click(key(pad, "quote"))
    sound = Data(board.store.path, board.now).check().soundness
    pad._live.doubt = replace(sound, control_sums="differ", bad_weeks=(date(2026, 9, 14),))
    press(pad, Qt.Key.Key_2, "2")
    assert texts(pad)[:2] == ["6 points", "may be wrong"]
    press(pad, Qt.Key.Key_2, "2")
    assert texts(pad)[:2] == ["9 points", "may be wrong"]
    assert not pad.sun.won
    assert pad.sun.accessibleName() == "9 points, may be wrong"


def test_the_sun_counts_the_mini_goals_where_they_alone_win_the_day(pad: Pad) -> None:
    wanted = ActivityChange(mini_goal=2)
    pad._live.do(lambda board: board.rules.set_activity("quote", wanted))
    pad._live.do(lambda board: board.rules.set_win_by(WinBy.MINI_GOALS))
    assert pad.sun.rays == 2
    assert not pad.sun.won


def test_keys_of_the_pad(pad: Pad, board: Scoreboard, qtbot: QtBot) -> None:
    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    QTest.keyClick(pad, Qt.Key.Key_2)
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert log_of(board) == []
    with qtbot.waitSignal(pad.window_wanted):
        QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert pad.isVisible()
    with qtbot.waitSignal(pad.closed):
        QTest.keyClick(pad, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert not pad.isVisible()


def test_digits_mark_nothing_as_focused(pad: Pad, qtbot: QtBot) -> None:
    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or pad, Qt.Key.Key_2)
    assert QApplication.focusWidget() is pad
    QTest.keyClick(pad, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), Grip)


def test_it_is_read_anew_when_it_is_shown_again(pad: Pad) -> None:
    pad.close()
    pad._live.do(lambda board: board.journal.log("quote"))
    assert "8 to win the day" in texts(pad)
    pad.appear()
    assert "5 to win the day" in texts(pad)


def test_the_pin_keeps_it_on_top(pad: Pad) -> None:
    told: list[dict[str, Any]] = []
    pad.remember.connect(told.append)
    assert pad.windowFlags() & ON_TOP
    before = pad.pos()
    click(button(pad, "Stay on top of other windows"))
    assert not pad.windowFlags() & ON_TOP
    assert pad.isVisible()
    assert pad.pos() == before
    assert {"pad_pinned": False} in told


def test_an_unpinned_pad_begins_unpinned(qtbot: QtBot, around: Surroundings) -> None:
    assert not pad_of(qtbot, around, pad_pinned=False).windowFlags() & ON_TOP


def panel(pad: Pad) -> QRect:
    return QRect(pad.pos(), pad.size()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


def test_it_first_stands_in_the_lower_right_corner(pad: Pad) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(panel(pad))
    assert (room.right() - panel(pad).right(), room.bottom() - panel(pad).bottom()) == (16, 16)


def test_it_remembers_its_place(qtbot: QtBot, around: Surroundings, pad: Pad) -> None:
    with qtbot.waitSignal(pad.remember) as told:
        pad.move(40, 30)
    (values,) = told.args or []
    again = pad_of(qtbot, around, pad_place=values["pad_place"])
    assert again.pos() == QPoint(40, 30)


def test_a_place_off_the_screen_is_not_used(qtbot: QtBot, around: Surroundings) -> None:
    name = QGuiApplication.primaryScreen().name()
    pad = pad_of(qtbot, around, pad_place=f'{{"{name}": [-900, 90000], "gone": [5, 5]}}')
    assert QGuiApplication.primaryScreen().availableGeometry().contains(panel(pad))
    pad_of(qtbot, around, pad_place="nonsense")


def test_arrow_keys_move_it_by_the_grip(pad: Pad) -> None:
    grip = pad.findChild(Grip)
    assert grip is not None
    before = pad.pos()
    press(grip, Qt.Key.Key_Left)
    press(grip, Qt.Key.Key_Up)
    press(grip, Qt.Key.Key_Right)
    assert pad.pos() == before - QPoint(0, 16)


def test_the_mouse_drags_it_by_the_grip(pad: Pad) -> None:
    grip = pad.findChild(Grip)
    assert grip is not None
    before, at = pad.pos(), QPoint(30, 10)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(grip, at - QPoint(50, 40))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert pad.pos() == before - QPoint(50, 40)


def test_shown_at_the_start_it_leaves_the_focus_alone(qtbot: QtBot, around: Surroundings) -> None:
    pad = Pad(around)
    qtbot.addWidget(pad)
    pad.appear(focus=False)
    assert pad.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert pad.isVisible()


@pytest.mark.parametrize("text_size", [90, 100, 150])
def test_it_grows_with_the_text(qtbot: QtBot, around: Surroundings, text_size: int) -> None:
    theme = load_theme("dark", text_size=text_size, motion=False)
    pad = Pad(replace(around, theme=theme, settings=Settings()))
    qtbot.addWidget(pad)
    pad.appear()
    assert pad.width() - 2 * MARGIN == round(260 * text_size / 100)
    assert key(pad, "quote").height() >= round(60 * text_size / 100)


def test_turning_the_page_keeps_the_focus_among_the_keys(pad: Pad, qtbot: QtBot) -> None:
    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    key(pad, "quote").setFocus()
    press(pad, Qt.Key.Key_PageDown)
    assert QApplication.focusWidget() is key(pad, "contract")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.focusWidget() is key(pad, "contract")


def test_where_windows_are_not_see_through_it_does_without_its_shadow(pad: Pad) -> None:
    assert see_through()  # without a screen nobody can tell
    assert pad.mask().isEmpty()
    pad._cut_out()
    assert pad.mask().boundingRect() == QRect(QPoint(MARGIN, MARGIN), panel(pad).size())


def test_a_campaign_colours_the_pad_and_says_its_factor(pad: Pad, clock: Clock) -> None:
    surface, soft = pad._theme.color("surface"), pad._theme.color("soft.plum")
    corner = QPoint(MARGIN + 120, MARGIN + 4)
    assert pad.grab().toImage().pixelColor(corner) == surface
    campaign = Campaign(
        "Doublesales", date(2026, 9, 16), date(2026, 9, 30), activities=frozenset({"quote"}), color="plum"
    )
    pad._live.do(lambda board: board.campaigns.add(campaign))
    assert "Doublesales" in texts(pad)
    assert pad.grab().toImage().pixelColor(corner) == soft
    assert key(pad, "quote").accessibleName() == "Quote sent, 6 points, times 2"
    clock.at(2026, 10, 1)
    pad._live.tick()
    assert "Doublesales" not in texts(pad)
    assert pad.grab().toImage().pixelColor(corner) == surface


def test_a_won_day_tells_how_many_in_a_row(pad: Pad, board: Scoreboard) -> None:
    for day in (14, 15, 16):
        board.journal.log("quote", count=3, day=date(2026, 9, day))
    pad._live.changed.emit(EVERYTHING)
    assert texts(pad)[:2] == ["Day won", "3 in a row"]
    pad.take(replace(pad._around.settings, streaks=False))
    pad._live.changed.emit(Changed.SETTINGS)
    assert texts(pad)[:2] == ["Day won", "3 ahead"]


def test_a_day_won_by_mini_goals_counts_those(pad: Pad) -> None:
    wanted = ActivityChange(mini_goal=1)
    pad._live.do(lambda board: board.rules.set_activity("quote", wanted))
    pad._live.do(lambda board: board.rules.set_activity("programme", wanted))
    pad._live.do(lambda board: board.rules.set_win_by(WinBy.MINI_GOALS))
    assert texts(pad)[0] == "2 mini-goals to go"
    click(key(pad, "quote"))
    assert texts(pad)[0] == "1 mini-goal to go"
    click(key(pad, "programme"))
    assert texts(pad)[0] == "Day won"


@pytest.mark.parametrize(
    ("play", "sun", "party", "says"),
    [
        ("full", True, True, "Day won"),
        ("calm", True, False, "Day won"),
        ("plain", False, False, "Day goal reached"),
    ],
)
def test_how_much_of_a_game_it_is(
    qtbot: QtBot, around: Surroundings, play: str, sun: bool, party: bool, says: str
) -> None:
    pad = pad_of(qtbot, around, play=play)
    celebrated: list[bool] = []
    pad.sun.celebrated.connect(lambda: celebrated.append(True))
    for _ in range(3):
        click(key(pad, "quote"))
    assert pad.sun.isVisible() is sun
    assert celebrated == [True] * party
    assert texts(pad)[0] == says


def test_numbers_only_lend_no_colour(qtbot: QtBot, around: Surroundings, board: Scoreboard) -> None:
    board.campaigns.add(Campaign("Now", date(2026, 9, 16), date(2026, 9, 20), color="rose"))
    assert pad_of(qtbot, around)._hue == "rose"
    assert pad_of(qtbot, around, play="plain")._hue == NEUTRAL


def test_the_ground_shows_in_the_corners_of_its_keys(pad: Pad) -> None:
    """A key that claims to paint all of itself has black corners on a real screen."""
    shown = [one for one in pad.keys.findChildren(PadKey) if one.isVisible()]
    assert shown
    for one in shown:
        assert not one.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
