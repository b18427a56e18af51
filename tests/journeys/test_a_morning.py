"""One morning after a day that stayed open, through the whole window: read, decide, win, take the reward."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scoreboard import settings
from scoreboard.domain.achievements import WonBy
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.page import Page
from scoreboard.gui.pages.rewards import RewardsPage
from scoreboard.gui.pages.settings import SettingsPage
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.segmented import options_of
from scoreboard.paths import Paths
from tests.boards import Clock, open_board, set_up_folder
from tests.gui.reach import button, click, texts
from tests.journeys.conftest import OpenWindow
from tests.journeys.test_journeys import toast, type_keys

CONTROL = Qt.KeyboardModifier.ControlModifier


def prepare(folder: Path, clock: Clock) -> None:
    """Monday to Wednesday won, Thursday left open, a reward promised for a won day; it is Friday, 8:40."""
    clock.at(2026, 9, 11, 8, 40)
    board = open_board(set_up_folder(folder), clock)
    for day in (7, 8, 9):
        board.journal.log("newsletter-reader", count=8, day=date(2026, 9, day))
    board.journal.log("quote", day=date(2026, 9, 10))
    clock.forward(minutes=1)
    board.rewards.add("Good coffee", WonBy.DAY)
    board.store.close()


def page(window: MainWindow, key: str) -> Page:
    assert window.shell is not None
    return window.shell.pages[key]


def today(window: MainWindow) -> TodayPage:
    found = page(window, "today")
    assert isinstance(found, TodayPage)
    return found


def test_a_morning_after_an_open_day(
    open_window: OpenWindow, paths: Paths, clock: Clock, qtbot: QtBot
) -> None:
    prepare(paths.data_dir, clock)
    window = open_window()
    morning = today(window).morning
    assert "Thursday stayed open" in texts(morning)
    click(next(one for one in morning.findChildren(Chip) if one.text() == "Ill"))
    assert toast(window)[0] == "Noted: Thu 10 Sep 2026"
    click(button(morning, "Put this away"))
    assert not today(window).morning.isVisible()
    assert settings.load(paths.settings_file).morning == "2026-09-11"
    # three quotes win the day, with keys alone
    for _ in range(3):
        type_keys(window, Qt.Key.Key_2)
    assert toast(window) == ["Logged: Quote sent", "+3 points · Day won"]
    assert "9 of 8 points today, 4 days in a row" in texts(today(window).hero)
    qtbot.waitUntil(lambda: "A reward is waiting for you." in texts(today(window).days))
    click(button(today(window).days, "Look at the rewards"))
    rewards = page(window, "rewards")
    assert isinstance(rewards, RewardsPage)
    click(button(rewards, "Take: Good coffee"))
    assert toast(window)[0] == "Yours: Good coffee"
    type_keys(window, Qt.Key.Key_Z, CONTROL)
    assert toast(window)[0] == "It waits again: Good coffee"
    # the next start of that day is without the card
    window.close()
    again = open_window()
    assert not today(again).morning.isVisible()


def test_the_game_can_be_turned_off_and_on(
    open_window: OpenWindow, paths: Paths, clock: Clock, qtbot: QtBot
) -> None:
    prepare(paths.data_dir, clock)
    window = open_window()
    assert window.shell is not None
    window.shell.go("settings")
    chooser = page(window, "settings")
    assert isinstance(chooser, SettingsPage)
    click(options_of(chooser.play)[2])
    qtbot.waitUntil(lambda: page(window, "settings") is not chooser)
    window.shell.go("rewards")
    assert window.shell.current == "settings"
    window.shell.go("today")
    assert today(window).findChildren(DaySun) == []
    for _ in range(3):
        type_keys(window, Qt.Key.Key_2)
    assert toast(window) == ["Logged: Quote sent", "+3 points"]
    assert "Day goal reached" in texts(today(window).hero)
    type_keys(window, Qt.Key.Key_4, CONTROL)
    assert window.shell.current == "rules"
    window.shell.go("settings")
    plain = page(window, "settings")
    assert isinstance(plain, SettingsPage)
    click(options_of(plain.play)[0])
    qtbot.waitUntil(lambda: page(window, "settings") is not plain)
    window.shell.go("today")
    assert len(today(window).findChildren(DaySun)) == 1
    window.activateWindow()  # the offscreen platform takes that away with a page that goes
    qtbot.waitUntil(window.isActiveWindow)
    type_keys(window, Qt.Key.Key_4, CONTROL)
    assert window.shell.current == "rewards"


def test_nothing_is_celebrated_while_something_is_wrong(
    open_window: OpenWindow, paths: Paths, clock: Clock, qtbot: QtBot
) -> None:
    from scoreboard.gui.widgets.notice import Notice

    prepare(paths.data_dir, clock)
    window = open_window()
    assert window.shell is not None
    celebrated: list[bool] = []
    sun = today(window).hero.sun
    assert isinstance(sun, DaySun)
    sun.celebrated.connect(lambda: celebrated.append(True))
    window.shell.stand(Notice(today(window).theme, "danger", "Your data file is damaged"))
    for _ in range(3):
        type_keys(window, Qt.Key.Key_2)
    qtbot.wait(1)
    assert toast(window) == ["Logged: Quote sent", "+3 points · Day won"]
    assert celebrated == []
