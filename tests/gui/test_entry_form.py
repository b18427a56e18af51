"""The form for an entry: what is typed is logged, what is wrong is told beside its field and stays."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scoreboard.domain.entries import Money
from scoreboard.errors import DataBusy
from scoreboard.gui.entries import edit_entry
from scoreboard.gui.entry_form import EntryForm, Subject, line_subject
from scoreboard.gui.page import Surroundings
from scoreboard.i18n import set_language
from scoreboard.service import Scoreboard
from scoreboard.service.screens import Screens
from tests.gui.held import held
from tests.gui.reach import button, click

TODAY = date(2026, 9, 16)
Open = Callable[..., EntryForm]


@pytest.fixture
def opened(qtbot: QtBot, around: Surroundings, board: Scoreboard) -> Open:
    """Opens the form for an activity, or for its newest entry."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def build(activity: str = "contract", *, edit: bool = False, focus: str = "") -> EntryForm:
        state = next(one for one in board.screens.today().keys if one.key == activity)
        subject = Subject(activity, state.name, state.outcomes, state.records_amount, TODAY)
        if edit:
            subject = line_subject(around.live, board.journal.history()[-1])
        form = EntryForm(around, subject, window, focus)
        form.open()
        return form

    return build


def line(form: EntryForm, key: str) -> QLineEdit:
    field = form.field(key)
    assert isinstance(field, QLineEdit)
    return field


def fill(form: EntryForm, **values: str) -> None:
    for key, text in values.items():
        line(form, key).setText(text)


def test_everything_typed_is_logged(opened: Open, board: Scoreboard) -> None:
    form = opened()
    fill(form, count="2", contact="Fjord Logistics", amount="1,250.50")
    note, day, at = form.field("note"), form.field("day"), form.field("time")
    assert isinstance(note, QPlainTextEdit)
    assert isinstance(day, QDateEdit)
    assert isinstance(at, QTimeEdit)
    note.setPlainText("Signed\nat last")
    day.setDate(QDate(2026, 9, 14))
    at.setTime(QTime(9, 30))
    click(form.save)
    (entry,) = board.journal.history()
    assert (entry.quantity, entry.contact, entry.note) == (2, "Fjord Logistics", "Signed\nat last")
    assert (entry.day, entry.at.time()) == (date(2026, 9, 14), time(9, 30))
    assert entry.amount == Money(Decimal("1250.50"), "EUR")
    assert not form.isVisible()


def test_a_day_can_be_typed(opened: Open, board: Scoreboard) -> None:
    form = opened(focus="day")
    day = form.field("day")
    assert isinstance(day, QDateEdit)
    assert form.focusWidget() is day
    day.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(day, "9")
    click(form.save)
    assert [entry.day for entry in board.journal.history()] == [date(2026, 9, 9)]


def test_the_calendar_begins_its_weeks_as_the_rulebook_does(opened: Open, board: Scoreboard) -> None:
    board.rules.set_week_start(5)
    board.journal.log("contract")
    day = opened(edit=True).field("day")
    assert isinstance(day, QDateEdit)
    assert day.calendarWidget().firstDayOfWeek() == Qt.DayOfWeek.Saturday


def test_the_outcome_begins_with_the_usual_one(opened: Open, board: Scoreboard) -> None:
    form = opened("prospect-call")
    box = form.field("outcome")
    assert isinstance(box, QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["Answered (+2)", "Not answered (+1)"]
    box.setCurrentIndex(1)
    click(form.save)
    assert board.journal.history()[0].outcome == "not-answered"


def test_enter_saves_from_a_field_and_gives_up_on_cancel(
    opened: Open, board: Scoreboard, qtbot: QtBot
) -> None:
    for name, logged in (("Cancel", 0), ("count", 1)):
        form = opened()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        widget = button(form, name) if name == "Cancel" else form.field(name)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        assert not form.isVisible()
        assert len(board.journal.history()) == logged


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("count", "0"),
        ("count", "10001"),
        ("count", "two"),
        ("count", "1.5"),
        ("count", ""),
        ("contact", "x" * 201),
        ("amount", "abc"),
        ("amount", "-1"),
        ("amount", "0.001"),
        ("amount", "1e999"),
        ("amount", "9999999999999999999999999999999999999"),
    ],
)
def test_what_is_wrong_is_told_and_stays(opened: Open, board: Scoreboard, key: str, text: str) -> None:
    form = opened()
    fill(form, contact="Keep me")
    fill(form, **{key: text})
    click(form.save)
    assert form.isVisible()
    assert form.trouble(key)
    assert form.trouble(key) == form.field(key).accessibleDescription()
    assert line(form, key).text() == text
    assert board.journal.history() == []
    fill(form, count="1", contact="", amount="")
    click(form.save)
    assert len(board.journal.history()) == 1


@pytest.mark.parametrize(("key", "text"), [("count", "99999999999"), ("amount", "abc")])
def test_a_sentence_makes_the_form_higher_and_no_wider(opened: Open, key: str, text: str) -> None:
    form = opened()
    QApplication.processEvents()
    before = form.size()
    fill(form, **{key: text})
    form.save.click()
    assert form.width() == before.width()
    assert form.height() == form._column.totalHeightForWidth(form.width()) > before.height()
    assert form.minimumHeight() == form.height()
    note = form.field("note")
    assert note.visibleRegion().boundingRect() == note.rect()


def test_a_note_that_is_too_long_is_told(opened: Open, board: Scoreboard) -> None:
    form = opened()
    note = form.field("note")
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("x" * 2001)
    click(form.save)
    assert "2,000" in form.trouble("note")
    assert board.journal.history() == []


def test_a_day_to_come_is_told(opened: Open) -> None:
    form = opened()
    day = form.field("day")
    assert isinstance(day, QDateEdit)
    day.setDate(QDate(2026, 9, 17))
    click(form.save)
    assert "still to come" in form.trouble("day")
    assert form.isVisible()


def test_numbers_are_read_as_the_language_writes_them(opened: Open, board: Scoreboard) -> None:
    set_language("de")
    form = opened()
    fill(form, amount="1.250,5")
    click(form.save)
    assert board.journal.history()[0].amount == Money(Decimal("1250.50"), "EUR")


def test_an_entry_is_put_right(opened: Open, board: Scoreboard, around: Surroundings) -> None:
    board.journal.log("prospect-call", outcome="answered", contact="Wrong name", note="keep")
    form = opened(edit=True)
    assert line(form, "contact").text() == "Wrong name"
    fill(form, contact="Right name", count="3")
    box = form.field("outcome")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(0)
    click(form.save)
    (entry,) = board.journal.history()
    assert (entry.contact, entry.quantity, entry.outcome, entry.note) == ("Right name", 3, None, "keep")
    around.live.undo()
    (entry,) = board.journal.history()
    assert (entry.contact, entry.quantity, entry.outcome) == ("Wrong name", 1, "answered")


def test_putting_right_without_a_change_keeps_the_moment(opened: Open, board: Scoreboard) -> None:
    board.journal.log("contract", amount=Money(Decimal("12.34"), "CHF"))
    before = board.journal.history()[0]
    click(opened(edit=True).save)
    after = board.journal.history()[0]
    assert (after.at, after.amount, after.day) == (before.at, before.amount, before.day)


def test_an_amount_can_be_taken_out(opened: Open, board: Scoreboard) -> None:
    board.journal.log("contract", amount=Money(Decimal("12.34"), "CHF"))
    form = opened(edit=True, focus="amount")
    assert form.field("amount").accessibleName() == "Amount (CHF)"
    fill(form, amount="")
    click(form.save)
    assert board.journal.history()[0].amount is None


def test_progress_is_put_right_in_percent(opened: Open, board: Scoreboard) -> None:
    piece = board.rules.add_deliverable("Newsletter", "newsletter").value
    board.journal.progress(piece.key, 60)
    form = opened(edit=True)
    fill(form, percent="101")
    click(form.save)
    assert "100" in form.trouble("percent")
    fill(form, percent="40")
    click(form.save)
    assert board.journal.history()[0].percent == 40


def test_it_leaves_an_entry_alone_that_was_voided_meanwhile(opened: Open, board: Scoreboard) -> None:
    board.journal.log("quote")
    form = opened("quote", edit=True)
    board.journal.undo_last()
    fill(form, contact="Late")
    click(form.save)
    assert form.isVisible()
    assert line(form, "contact").text() == "Late"


def test_an_entry_that_cannot_be_read_for_now_is_told_and_opens_no_form(
    around: Surroundings, board: Scoreboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    board.journal.log("quote")
    entry = board.journal.history()[-1]
    told: list[object] = []
    around.live.failed.connect(told.append)
    with monkeypatch.context() as while_held:
        while_held.setattr(Screens, "today", held)
        edit_entry(around, entry, window)
        assert [type(error) for error in told] == [DataBusy]
        assert window.findChildren(EntryForm) == []
    edit_entry(around, entry, window)
    assert window.findChildren(EntryForm)
