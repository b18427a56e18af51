"""The first start: four steps, back and forth, nothing written before the end."""

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.gui.welcome import Welcome
from scoreboard.gui.welcome_steps import Draft, PersonStep, StarterStep, TargetStep, TrialStep, good_day
from scoreboard.gui.widgets.segmented import options_of
from scoreboard.service.starters import starter, starters
from scoreboard.settings import Settings
from tests.gui.reach import button, click, press, texts


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    load_fonts()
    made = Welcome(load_theme("light", motion=False), Settings(), date(2026, 9, 16))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def finished(welcome: Welcome) -> list[Draft]:
    told: list[Draft] = []
    welcome.finished.connect(told.append)
    return told


def test_a_skip_takes_the_defaults(welcome: Welcome) -> None:
    told = finished(welcome)
    click(button(welcome, "Skip the rest"))
    assert told == [Draft("en", "", "b2b-services", 40, 4)]


def test_the_keyboard_alone_gets_to_the_end(welcome: Welcome) -> None:
    told = finished(welcome)
    for _ in range(4):
        press(welcome, Qt.Key.Key_Return)
    assert told == [Draft("en", "", "b2b-services", 40, 4)]


def test_every_choice_arrives(welcome: Welcome) -> None:
    told = finished(welcome)
    person, sets, target, trial = welcome.steps
    assert isinstance(person, PersonStep)
    assert isinstance(sets, StarterStep)
    assert isinstance(target, TargetStep)
    assert isinstance(trial, TrialStep)
    person.name.setText("Ada")
    person.name.textEdited.emit("Ada")
    click(welcome.next)
    click(sets.choices.button("telephone-prospecting"))
    click(welcome.next)
    press(target.slider, Qt.Key.Key_Right)
    click(welcome.next)
    assert not welcome.skip.isVisible()
    click(options_of(trial.choice)[1])
    click(button(welcome, "Start logging"))
    assert told == [Draft("en", "Ada", "telephone-prospecting", 45, 2)]


def test_back_keeps_what_was_chosen(welcome: Welcome) -> None:
    click(welcome.next)
    click(welcome.next)
    target = welcome.steps[2]
    assert isinstance(target, TargetStep)
    press(target.slider, Qt.Key.Key_PageUp)
    click(button(welcome, "Back"))
    assert "Pick a starter set" in texts(welcome)
    click(welcome.next)
    assert "55" in texts(welcome)
    assert "11 a day, Monday to Friday" in texts(welcome)


def test_a_language_asks_for_a_new_welcome(welcome: Welcome) -> None:
    told: list[Draft] = []
    welcome.language_chosen.connect(told.append)
    person = welcome.steps[0]
    assert isinstance(person, PersonStep)
    person.name.textEdited.emit("Ada")
    click(person.languages.button("nl"))
    assert told == [Draft("nl", "Ada")]


def test_the_weeks_of_the_trial_are_named(welcome: Welcome) -> None:
    for _ in range(3):
        click(welcome.next)
    assert "From Monday 12 October on the target counts." in texts(welcome)


@pytest.mark.parametrize("goal", [Fraction(2), Fraction(8), Fraction(20), Fraction(5, 2)])
@pytest.mark.parametrize("key", [one.key for one in starters()])
def test_a_good_day_reaches_its_goal(key: str, goal: Fraction) -> None:
    parts = good_day(starter(key), goal)
    total = sum((count * Fraction(activity["points"]) for count, activity in parts), Fraction(0))
    assert (total >= goal) == bool(parts)
