"""Walks through the whole window: log in every way, take back, change the day, the language and the look."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from scoreboard import settings
from scoreboard.errors import NoAccess
from scoreboard.gui.entry_form import EntryForm
from scoreboard.gui.key_list import KeyList
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages import pages_of
from scoreboard.gui.pages.settings import SettingsPage
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.recovery import ClosedPage
from scoreboard.gui.welcome import Welcome
from scoreboard.gui.welcome_steps import PersonStep
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.segmented import options_of
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.states import LogLine
from scoreboard.values import replace
from tests.boards import Clock
from tests.gui.reach import button, click, texts
from tests.journeys.conftest import OpenWindow, write_settings

ROOT = Path(__file__).parent.parent.parent
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def today(window: MainWindow) -> TodayPage:
    assert window.shell is not None
    page = window.shell.pages["today"]
    assert isinstance(page, TodayPage)
    return page


def board(window: MainWindow) -> Scoreboard:
    assert window.live is not None
    return window.live.board


def log(window: MainWindow, day: date = date(2026, 9, 16)) -> list[LogLine]:
    return board(window).journal.history(day, day)


def key(window: MainWindow, activity: str) -> None:
    found = today(window).keys.key(activity)
    assert found is not None
    click(found)


def toast(window: MainWindow) -> list[str]:
    assert window.shell is not None
    return texts(window.shell.toast) if window.shell.toast.isVisible() else []


def type_keys(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def test_a_day_of_work(open_window: OpenWindow) -> None:
    window = open_window()
    key(window, "quote")
    assert toast(window) == ["Logged: Quote sent", "+3 points · 5 to go"]
    type_keys(window, Qt.Key.Key_8)
    assert toast(window)[0] == "Logged: Programme offered"
    chip = next(one for one in today(window).hero.findChildren(Chip) if one.isVisible())
    assert chip.text() == "1 × Quote sent"
    click(chip)
    assert [line.activity for line in log(window)] == ["quote", "programme", "quote"]
    assert toast(window) == ["Logged: Quote sent", "+3 points · Day won"]
    board(window).rules.add_deliverable("Newsletter", "newsletter")
    today(window).refresh()
    (piece,) = board(window).screens.deliverables()
    slider = today(window).deliverables.row(piece.key).slider
    slider.setFocus()
    type_keys(window, Qt.Key.Key_PageUp)
    assert log(window)[-1].percent == 30
    assert "11 of 8 points today" in texts(window)


def test_undo_and_redo_by_the_keyboard(open_window: OpenWindow) -> None:
    window = open_window()
    type_keys(window, Qt.Key.Key_2)
    type_keys(window, Qt.Key.Key_Z, CONTROL)
    assert log(window) == []
    assert toast(window) == ["Taken back: Quote sent"]
    type_keys(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert [line.activity for line in log(window)] == ["quote"]
    assert window.shell is not None
    click(button(window.shell.toast, "Undo"))
    assert log(window) == []


def test_undo_after_another_look_reaches_no_page_that_is_gone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    key(window, "quote")
    before = today(window)
    window.rebuild()
    qtbot.waitUntil(lambda: not isValid(before))
    type_keys(window, Qt.Key.Key_Z, CONTROL)
    assert log(window) == []


def test_digits_leave_text_fields_alone(open_window: OpenWindow) -> None:
    window = open_window()
    click(button(window, "Add a deliverable"))
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_keys(window, Qt.Key.Key_2)
    assert log(window) == []
    assert today(window).deliverables.form.name.text() == "2"


def test_an_entry_is_edited_from_its_row(open_window: OpenWindow) -> None:
    window = open_window()
    key(window, "quote")
    row = today(window).rows.row(log(window)[0].uid)
    assert row is not None
    row.setFocus()
    type_keys(window, Qt.Key.Key_Return)
    form = window.findChild(EntryForm)
    assert form is not None
    contact = form.field("contact")
    assert isinstance(contact, QLineEdit)
    contact.setText("Fjord Logistics")
    click(form.save)
    assert log(window)[0].contact == "Fjord Logistics"
    assert toast(window)[0] == "Changed: Quote sent"


def test_an_amount_is_asked_for_after_the_log(open_window: OpenWindow) -> None:
    window = open_window()
    key(window, "contract")
    assert len(log(window)) == 1
    assert window.shell is not None
    click(button(window.shell.toast, "Add amount…"))
    form = window.findChild(EntryForm)
    assert form is not None
    amount = form.field("amount")
    assert isinstance(amount, QLineEdit)
    amount.setText("1200")
    click(form.save)
    (line,) = log(window)
    assert line.amount is not None
    assert str(line.amount.value) == "1200.00"


def test_midnight_passes_while_the_window_is_open(
    open_window: OpenWindow, clock: Clock, qtbot: QtBot
) -> None:
    window = open_window()
    key(window, "quote")
    clock.at(2026, 9, 17, 0, 0)
    qtbot.waitUntil(lambda: "Thursday 17 September · week 38" in texts(window), timeout=2500)
    key(window, "programme")
    assert [line.activity for line in log(window, date(2026, 9, 17))] == ["programme"]


def test_the_window_shows_within_two_seconds_what_the_command_line_logs(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    window = open_window()
    command = [sys.executable, "-m", "scoreboard", "--data-dir", str(paths.data_dir)]
    when = ["--as-of", "2026-09-16T14:06"]
    subprocess.run(
        [*command, *when, "log", "quote"], check=True, cwd=ROOT, capture_output=True, env=os.environ
    )
    qtbot.waitUntil(lambda: "3 of 8 points today" in texts(window), timeout=2000)
    assert toast(window) == []


def test_another_day_is_kept_through_language_and_theme(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    window = open_window()
    type_keys(window, Qt.Key.Key_Comma, CONTROL)
    assert window.shell is not None
    assert window.shell.current == "settings"
    today(window).show_day(date(2026, 9, 15))
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    page.language.setCurrentIndex(page.language.findData("nl"))
    page.language.activated.emit(page.language.currentIndex())
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not page)
    assert window.shell.current == "settings"
    assert settings.load(paths.settings_file).language == "nl"
    again = window.shell.page
    assert isinstance(again, SettingsPage)
    click(options_of(again.look)[2])
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not again)
    assert settings.load(paths.settings_file).theme == "dark"
    type_keys(window, Qt.Key.Key_1, CONTROL)
    assert today(window).shown_day() == date(2026, 9, 15)
    assert today(window).theme.dark
    assert "Dinsdag 15 september" in texts(window)
    type_keys(window, Qt.Key.Key_T, CONTROL)
    assert today(window).shown_day() is None


def test_a_language_that_is_left_leaves_nothing_behind(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for language in ("nl", "de", "fr"):
        window.apply(replace(window.settings, language=language))
    qtbot.waitUntil(lambda: len(window.findChildren(QTranslator)) == 1)


def test_a_page_that_belongs_to_the_game_gives_way_with_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.shell is not None
    before = window.shell
    before.go("rewards")
    window.apply(replace(window.settings, play="plain"))
    qtbot.waitUntil(lambda: window.shell is not before)
    assert window.shell.current == "today"
    assert log(window) == []


def test_the_focus_stays_on_the_control_that_changed_the_look(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.shell is not None
    window.shell.go("settings")
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    option = options_of(page.text_size)[1]
    option.setFocus()
    type_keys(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not page)
    again = window.shell.page
    assert isinstance(again, SettingsPage)
    assert again.theme.text_size == 110
    assert again.text_size.isAncestorOf(QApplication.focusWidget() or window)


def test_the_first_start(open_window: OpenWindow, paths: Paths, qtbot: QtBot) -> None:
    window = open_window(set_up=False)
    welcome = window.centralWidget()
    assert isinstance(welcome, Welcome)
    person = welcome.steps[0]
    assert isinstance(person, PersonStep)
    assert QApplication.focusWidget() is person.name
    QTest.keyClicks(person.name, "Ada Lovelace")
    click(person.languages.button("fr"))
    qtbot.waitUntil(lambda: window.centralWidget() is not welcome)
    assert not board(window).is_set_up()
    again = window.centralWidget()
    assert isinstance(again, Welcome)
    assert again is not welcome
    assert again.draft.name == "Ada Lovelace"
    for _ in range(4):
        click(again.next)
    assert board(window).is_set_up()
    assert board(window).overviews.activities()[1].activity.name == "Devis envoyé"
    kept = settings.load(paths.settings_file)
    assert (kept.language, kept.name, kept.welcomed) == ("fr", "Ada Lovelace", True)
    qtbot.waitUntil(today(window).isVisible)
    type_keys(window, Qt.Key.Key_2)
    assert len(log(window)) == 1


def test_a_folder_that_cannot_be_used_is_told_and_tried_again(
    open_window: OpenWindow, paths: Paths, qtbot: QtBot
) -> None:
    paths.create()
    paths.database.write_bytes(b"not a database at all, but a letter to a friend" * 40)
    window = open_window(set_up=False)
    page = window.centralWidget()
    assert isinstance(page, ClosedPage)
    assert str(paths.database) in texts(page)
    assert paths.database.read_bytes().startswith(b"not a database")
    paths.database.unlink()
    click(button(page, "Try again"))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Welcome))


def test_what_the_store_cannot_take_is_told_above_the_page(open_window: OpenWindow, paths: Paths) -> None:
    window = open_window()
    assert window.live is not None
    window.live.failed.emit(NoAccess(paths.database, "disk I/O error"))
    notice = window.findChild(Notice)
    assert notice is not None
    assert any("cannot be read or written" in text for text in texts(notice))
    click(button(notice, "Close"))
    assert window.shell is not None
    assert not window.shell.in_danger


def test_the_window_comes_back_where_it_was(open_window: OpenWindow, paths: Paths) -> None:
    window = open_window(width=900, height=650)
    window.close()
    assert settings.load(paths.settings_file).window
    again = open_window()
    assert (again.width(), again.height()) == (900, 650)


def test_a_window_place_that_is_nonsense_is_ignored(open_window: OpenWindow, paths: Paths) -> None:
    write_settings(paths, window="!!nonsense!!")
    assert open_window().width() >= 900


def test_the_list_of_keys(open_window: OpenWindow) -> None:
    window = open_window()
    type_keys(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys is not None
    said = [label.accessibleName() for label in keys.findChildren(QLabel)]
    assert any(text.startswith("Ctrl Z: ") for text in said)
    keys.close()
    QTest.keyClicks(window, "?")
    (again,) = [keys for keys in window.findChildren(KeyList) if keys.isVisible()]
    again.close()


def test_every_page_opens_and_is_reached_by_its_key(open_window: OpenWindow) -> None:
    window = open_window(width=900, height=600)
    assert window.shell is not None
    pages = [entry.key for entry in pages_of(window.settings) if not entry.low]
    assert pages[:2] == ["today", "week"]
    for number, page in (*enumerate(pages[1:], start=2), (1, "today")):
        type_keys(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        assert window.shell.current == page
        assert window.shell.page.isVisible()
    assert window.windowTitle().startswith("Today")
