"""The Settings page tells what was chosen, at once, and shows where the data are."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.settings import SettingsPage
from scoreboard.gui.widgets.segmented import Segmented, options_of
from scoreboard.service.changes import Changed
from scoreboard.settings import Settings
from scoreboard.wording import moment_words
from tests.boards import Clock
from tests.gui.reach import click, press


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> SettingsPage:
    made = SettingsPage(around)
    qtbot.addWidget(made)
    made.compose(1280, 800)
    made.show()
    return made


def chosen(page: SettingsPage) -> list[Settings]:
    told: list[Settings] = []
    page.chosen.connect(told.append)
    return told


@pytest.mark.parametrize(
    ("control", "place", "field", "value"),
    [
        ("look", 2, "theme", "dark"),
        ("text_size", 4, "text_size", 150),
        ("motion", 2, "motion", "off"),
        ("play", 1, "play", "calm"),
        ("play", 2, "play", "plain"),
    ],
)
def test_a_choice_is_told_at_once(
    page: SettingsPage, control: str, place: int, field: str, value: Any
) -> None:
    told = chosen(page)
    segments = getattr(page, control)
    assert isinstance(segments, Segmented)
    click(options_of(segments)[place])
    assert [getattr(one, field) for one in told] == [value]


def test_streaks_can_be_hidden(page: SettingsPage) -> None:
    told = chosen(page)
    click(page.streaks)
    assert [one.streaks for one in told] == [False]


def test_without_a_game_there_are_no_streaks_to_hide(page: SettingsPage) -> None:
    page.settings = Settings(play="plain")
    page.refresh()
    assert not page.streaks.isEnabled()


def test_a_language_is_told(page: SettingsPage) -> None:
    told = chosen(page)
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(page.language.currentIndex())
    assert [one.language for one in told] == ["fr"]


def test_a_name_is_told_when_it_is_done(page: SettingsPage) -> None:
    told = chosen(page)
    page.name.setText("  Ada   Lovelace ")
    press(page.name, Qt.Key.Key_Return)
    assert [one.name for one in told] == ["Ada Lovelace"]


def test_a_currency_has_three_letters(page: SettingsPage) -> None:
    told = chosen(page)
    page.currency.setText("E1")
    press(page.currency, Qt.Key.Key_Return)
    assert told == []
    assert not page.currency_trouble.isHidden()
    assert page.currency.text() == "E1"
    page.currency.setText("chf")
    press(page.currency, Qt.Key.Key_Return)
    assert [one.currency for one in told] == ["CHF"]
    assert page.currency_trouble.isHidden()


def test_what_stays_is_not_told(page: SettingsPage) -> None:
    told = chosen(page)
    press(page.name, Qt.Key.Key_Return)
    click(options_of(page.look)[0])
    assert told == []


def test_it_shows_settings_and_folder(page: SettingsPage, tmp_path: Path) -> None:
    assert page.name.text() == "Sanne de Vries"
    assert str(tmp_path) in [label.text() for label in page.findChildren(QLabel)]
    page.settings = Settings(theme="dark", currency="USD", text_size=115)
    page.live.changed.emit(Changed.SETTINGS)
    assert (page.look.current(), page.currency.text(), page.text_size.current()) == (2, "USD", 2)


@pytest.mark.parametrize("key", ["pad", "sound"])
def test_a_switch_is_told_at_once(page: SettingsPage, key: str) -> None:
    told = chosen(page)
    click(getattr(page, key))
    assert [getattr(one, key) for one in told] == [True]


def test_the_reminder_is_off_and_has_an_hour_when_it_is_on(page: SettingsPage) -> None:
    told = chosen(page)
    assert not page.remind_at.isEnabled()
    click(page.reminds)
    assert told[-1].reminder == "16:00"
    assert page.remind_at.text() == "16:00", "as every time is written"
    page.settings = told[-1]
    page.live.changed.emit(Changed.SETTINGS)
    assert page.remind_at.isEnabled()
    page.remind_at.setTime(QTime(15, 30))
    press(page.remind_at, Qt.Key.Key_Return)
    assert told[-1].reminder == "15:30"
    page.settings = told[-1]
    click(page.reminds)
    assert told[-1].reminder == ""


def test_the_tray_is_offered_only_where_there_is_one(
    page: SettingsPage, around: Surroundings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.keep_in_tray.isVisibleTo(page)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    other = SettingsPage(around)
    qtbot.addWidget(other)
    told = chosen(other)
    other.show()
    click(other.keep_in_tray)
    assert [one.keep_in_tray for one in told] == [True]


def test_the_last_backup_is_the_last_one_by_the_present_clock(
    page: SettingsPage, around: Surroundings, clock: Clock, qtbot: QtBot
) -> None:
    board, made = around.live.board, []
    for hours in (0, -5):  # the clock was wrong, and is set right
        clock.forward(hours=hours)
        made.append(board.data.back_up())
    later, sooner = (moment_words(one.made_at) for one in made if one)
    page.refresh()
    qtbot.waitUntil(lambda: sooner in page.data.last.text())
    clock.forward(hours=6)
    around.live.tick()
    qtbot.waitUntil(lambda: later in page.data.last.text())
