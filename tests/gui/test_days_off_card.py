"""Days off, public holidays, what wins a day and reserve days on the Rules page."""

import sys
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from scoreboard import i18n
from scoreboard.domain.calendar import DayOff
from scoreboard.domain.rules import WinBy
from scoreboard.errors import DataBusy
from scoreboard.gui.form import Field, qdate
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.rules import RulesPage
from scoreboard.gui.pages.rules.days_off import DaysOffCard, Form
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.service import Scoreboard
from scoreboard.service.days_off import DaysOff
from scoreboard.service.holidays import Holidays
from scoreboard.service.rulebook import ActivityChange, Rules
from scoreboard.settings import Settings
from tests.gui.held import held
from tests.gui.test_rules_page import editor_of, rules_of, typed, write

CHRISTMAS = date(2026, 12, 25)


Make = Callable[..., RulesPage]


@pytest.fixture
def make(qtbot: QtBot, live: LiveBoard) -> Make:
    """A page as wide as in a window of that size."""
    alive: list[QWidget] = []

    def page(settings: Settings | None = None, width: int = 1440, text_size: int = 100) -> RulesPage:
        load_fonts()
        host = QWidget()
        qtbot.addWidget(host)
        theme = load_theme("light", motion=False, text_size=text_size)
        made = RulesPage(Surroundings(live, theme, settings or Settings(holidays_country="NL")))
        made.setParent(host)
        made.compose(width, 900)
        host.resize(width - (212 if width >= 1100 else 64), 900)
        made.resize(host.size())
        made.catch_up()
        host.show()
        alive.extend((host, made))
        return made

    return page


@pytest.fixture
def page(make: Make) -> RulesPage:
    return make()


def pick(field: Field, day: date) -> None:
    assert isinstance(field.widget, QDateEdit)
    field.widget.setDate(qdate(day))


def fill(page: RulesPage, first: date, last: date | None = None, reason: str = "") -> Form:
    page.days_off.open(None)
    form = page.days_off.form
    pick(form.first, first)
    if last:
        pick(form.last, last)
    write(form.reason, reason)
    return form


def rows(card: DaysOffCard) -> list[DayOff]:
    return [key[0] for key, row in card.rows.items() if not row.isHidden()]


# days off


def test_a_day_off_says_what_it_does_and_does_it(page: RulesPage, board: Scoreboard) -> None:
    page.days_off.add.click()
    form = page.days_off.form
    pick(form.first, date(2026, 12, 31))
    assert form.preview.sentences == ("Week 53 (Mon 28 Dec): target 32 instead of 40.",)
    write(form.reason, "Family")
    form.save_button.click()
    assert board.days_off.all() == (DayOff(date(2026, 12, 31), date(2026, 12, 31), reason="Family"),)
    assert form.isHidden()
    assert rows(page.days_off) == list(board.days_off.all())
    page.live.undo()
    assert board.days_off.all() == ()
    assert rows(page.days_off) == []


def test_a_stretch_of_half_days_says_every_week(page: RulesPage, board: Scoreboard) -> None:
    form = fill(page, date(2026, 10, 1), date(2026, 10, 6))
    form.whole.set_current(1)
    form.whole.changed.emit(1)
    assert form.preview.sentences == (
        "Week 40 (Mon 28 Sep): target 32 instead of 40.",
        "Week 41 (Mon 5 Oct): target 32 instead of 40.",
    )
    form.save()
    assert board.days_off.all() == (DayOff(date(2026, 10, 1), date(2026, 10, 6), half=True),)


def test_a_long_stretch_is_told_in_short_and_a_week_without_a_day_is_off(page: RulesPage) -> None:
    said = fill(page, date(2026, 10, 5), date(2026, 11, 27)).preview.sentences
    assert said[0] == "Week 41 (Mon 5 Oct): no target instead of 40, the week is off."
    assert said[-1] == "And 5 more weeks."
    assert len(said) == 4


def test_past_weeks_are_told_to_count_anew(page: RulesPage) -> None:
    said = fill(page, date(2026, 9, 8)).preview.sentences
    assert said[-1] == "Past weeks count anew: won days, streaks and constancy follow."


def test_free_days_change_nothing_and_it_says_so(page: RulesPage) -> None:
    said = fill(page, date(2026, 9, 19), date(2026, 9, 20)).preview.sentences
    assert said == ("No weekly target changes: these days are free already.",)


def test_the_wrong_order_is_told_and_what_was_typed_stays(page: RulesPage, board: Scoreboard) -> None:
    form = fill(page, date(2026, 12, 24), date(2026, 12, 20), "Christmas")
    assert "swap" in form.last.sentence
    form.save()
    assert "swap" in form.last.sentence
    assert board.days_off.all() == ()
    assert (typed(form.reason), form.isHidden()) == ("Christmas", False)
    assert form.typed == DayOff(date(2026, 12, 24), date(2026, 12, 20), reason="Christmas")
    pick(form.last, date(2026, 12, 28))
    assert not form.last.sentence
    form.save()
    assert len(board.days_off.all()) == 1


def test_a_reason_that_is_too_long_is_told_beside_it(page: RulesPage, board: Scoreboard) -> None:
    form = fill(page, CHRISTMAS, reason="x" * 201)
    assert form.preview.sentences  # what it does is said all the same
    form.save()
    page.refresh()  # as a click of another process makes it do
    assert "200" in form.reason.sentence
    assert board.days_off.all() == ()


def test_the_last_day_moves_along_until_it_was_chosen(page: RulesPage) -> None:
    form = fill(page, date(2026, 10, 1))
    assert form.typed.last == date(2026, 10, 1)
    pick(form.last, date(2026, 10, 9))
    pick(form.first, date(2026, 10, 5))
    assert form.typed.last == date(2026, 10, 9)
    pick(form.first, date(2026, 10, 12))
    assert form.typed.last == date(2026, 10, 12)


def test_a_day_is_typed_and_saved_by_keyboard_alone(page: RulesPage, board: Scoreboard) -> None:
    page.days_off.open(None)
    form = page.days_off.form
    edit = form.first.widget
    assert isinstance(edit, QDateEdit)
    edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, "28")
    reason = form.reason.widget
    QTest.keyClicks(reason, "Ski")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert board.days_off.all() == (DayOff(date(2026, 9, 28), date(2026, 9, 28), reason="Ski"),)


def test_escape_closes_the_form(page: RulesPage, board: Scoreboard) -> None:
    form = fill(page, CHRISTMAS)
    QTest.keyClick(form.reason.widget, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert board.days_off.all() == ()


def test_days_off_are_changed_and_taken_out(page: RulesPage, board: Scoreboard) -> None:
    page.live.do(lambda board: board.days_off.add(CHRISTMAS, half=True, reason="Family"))
    (row,) = page.days_off.rows.values()
    assert row.edit.accessibleName() == "Change: Fri 25 Dec"
    row.edit.click()
    form = page.days_off.form
    assert (form.whole.current(), typed(form.reason)) == (1, "Family")
    assert not form.preview.sentences  # nothing is changed yet
    form.whole.set_current(0)
    form.whole.changed.emit(0)
    assert form.preview.sentences == ("Week 52 (Mon 21 Dec): target 32 instead of 36.",)
    form.save()
    assert board.days_off.all() == (DayOff(CHRISTMAS, CHRISTMAS, reason="Family"),)
    page.live.undo()
    assert board.days_off.all()[0].half
    (row,) = page.days_off.rows.values()
    row.remove.click()
    assert board.days_off.all() == ()
    page.live.undo()
    assert len(board.days_off.all()) == 1


def test_a_whole_day_is_not_added_twice_but_two_halves_are(page: RulesPage, board: Scoreboard) -> None:
    fill(page, CHRISTMAS, reason="Christmas").save()
    form = fill(page, CHRISTMAS, reason="Christmas")
    form.save()
    page.refresh()
    assert form.trouble.text() == "These days are in the list already."
    assert len(board.days_off.all()) == 1
    form.cancel.click()
    for _time in range(2):
        halves = fill(page, date(2026, 12, 22))
        halves.whole.set_current(1)
        halves.save()
    assert len(board.days_off.all()) == 3
    assert len(rows(page.days_off)) == 3


def test_past_ones_are_folded_and_many_to_come_too(page: RulesPage, board: Scoreboard) -> None:
    for day in range(1, 11):
        board.days_off.add(date(2026, 9, day))
        board.days_off.add(date(2026, 11, day))
    page.refresh()
    card = page.days_off
    assert rows(card) == [DayOff(date(2026, 11, day), date(2026, 11, day)) for day in range(1, 7)]
    assert (card.more.text(), card.past.text()) == ("Show all 10", "10 past")
    card.more.click()
    assert len(rows(card)) == 10
    card.past.click()
    assert len(rows(card)) == 20


def test_the_form_opens_where_one_sees_it(make: Make, board: Scoreboard) -> None:
    for month in range(1, 13):
        board.days_off.add(date(2027, month, 4))
    page = make(width=900)
    page.days_off.more.click()
    QTest.qWait(20)
    bar = page._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    list(page.days_off.rows.values())[-1].edit.click()
    form = page.days_off.form
    assert form.typed.first == date(2027, 12, 4)
    top = form.mapTo(page._area.viewport(), form.rect().topLeft()).y()
    assert 0 <= top < page._area.viewport().height() // 2


def test_an_open_form_keeps_what_was_typed_when_the_rules_change(page: RulesPage) -> None:
    form = fill(page, CHRISTMAS, reason="Half typ")
    page.live.do(lambda board: board.days_off.add(date(2026, 12, 24)))
    assert (form.typed.first, typed(form.reason)) == (CHRISTMAS, "Half typ")
    assert form.preview.sentences == ("Week 52 (Mon 21 Dec): target 24 instead of 32.",)


# public holidays


def test_holidays_are_ticked_where_one_would_take_them_and_added_at_once(
    page: RulesPage, board: Scoreboard
) -> None:
    page.days_off.offer.click()
    form = page.days_off.holidays
    assert form.country.currentText() == "Netherlands"
    assert form.region_field.isHidden()
    ticked = [one.day for one in form.wanted()]
    assert CHRISTMAS in ticked
    assert date(2026, 12, 26) not in ticked  # a Saturday
    assert date(2026, 4, 27) not in ticked  # is over
    assert form.save_button.text() == f"Add {len(ticked)} days off"
    assert form.preview.sentences[0] == "Week 52 (Mon 21 Dec): target 32 instead of 40."
    form.save_button.click()
    assert [off.first for off in board.days_off.all()] == ticked
    assert board.days_off.all()[0].reason == "Christmas Day"
    assert form.isHidden()
    page.live.undo()
    assert board.days_off.all() == ()


def test_a_holiday_is_ticked_by_the_left_button_let_go_on_it(page: RulesPage) -> None:
    page.days_off.open_offer()
    tick = page.days_off.holidays.ticks[-1]
    before, place = tick.box.isChecked(), tick.rect().center()
    QTest.mouseClick(tick, Qt.MouseButton.RightButton, pos=place)
    assert tick.box.isChecked() is before
    QTest.mousePress(tick, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(tick, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), -40))
    assert tick.box.isChecked() is before
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=place)
    assert tick.box.isChecked() is not before


def test_what_is_off_is_not_offered_and_said(page: RulesPage, board: Scoreboard) -> None:
    board.days_off.add(CHRISTMAS)
    page.refresh()
    page.days_off.open_offer()
    form = page.days_off.holidays
    assert CHRISTMAS not in [tick.holiday.day for tick in form.ticks]
    for tick in form.ticks:
        tick.box.setChecked(False)
    assert not form.save_button.isEnabled()
    form.ticks[-1].box.setChecked(True)
    assert form.save_button.text() == "Add 1 day off"


def test_the_chosen_country_and_region_are_told_for_the_settings(make: Make) -> None:
    page = make()
    heard: list[Settings] = []
    page.chosen.connect(heard.append)
    page.days_off.open_offer()
    form = page.days_off.holidays
    form.country.setCurrentIndex(form.country.findData("DE"))
    form.country.activated.emit(form.country.currentIndex())
    form.region.setCurrentIndex(form.region.findData("BY"))
    form.region.activated.emit(form.region.currentIndex())
    assert [(one.holidays_country, one.holidays_region) for one in heard] == [("DE", ""), ("DE", "BY")]
    assert date(2027, 1, 6) in [one.day for one in form.wanted()]
    again = make(Settings(holidays_country="DE", holidays_region="BY"))
    again.days_off.open_offer()
    assert again.days_off.holidays.region.currentText() == "Bayern"


def test_without_a_choice_there_is_a_country_to_begin_with(make: Make) -> None:
    i18n.set_language("de")
    page = make(Settings(holidays_country="ZZ"))
    page.days_off.open_offer()
    assert page.days_off.holidays.country.currentText() == "Deutschland"
    assert "Erster Weihnachtstag" in [one.name for one in page.days_off.holidays.wanted()]


def test_without_the_package_it_says_what_to_do(page: RulesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    page.days_off.open_offer()
    form = page.days_off.holidays
    assert "pip install holidays" in form.trouble.text()
    assert form.choices.isHidden()
    assert not form.save_button.isEnabled()
    form.cancel.click()
    assert form.isHidden()


# winning a day


def test_what_wins_the_day_is_chosen_from_today_and_undone(page: RulesPage, board: Scoreboard) -> None:
    card = page.winning
    card.ways.setCurrentIndex(1)
    card.ways.activated.emit(1)
    assert board.overviews.rules().win_by is WinBy.MINI_GOALS
    assert "No activity has a mini-goal yet, so points decide." in texts(card)
    page.live.do(lambda board: board.rules.set_activity("quote", ActivityChange(mini_goal=1)))
    assert "A day is won by all its mini-goals; without any, by its points." in texts(card)
    page.live.undo()
    page.live.undo()
    assert board.overviews.rules().win_by is WinBy.POINTS
    assert card.ways.currentIndex() == 0


def test_a_choice_that_could_not_be_stored_goes_back(
    page: RulesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rules, "set_win_by", held)
    monkeypatch.setattr(Rules, "set_reserve_days", held)
    card = page.winning
    before = card.reserve.currentIndex()
    for box, place in ((card.ways, 1), (card.reserve, 5)):
        box.setCurrentIndex(place)
        box.activated.emit(place)
    assert card.ways.currentIndex() == 0
    assert card.reserve.currentIndex() == before


def test_the_same_choice_again_writes_nothing(page: RulesPage, board: Scoreboard) -> None:
    before = len(board.overviews.rules().history)
    page.winning.ways.activated.emit(0)
    page.winning.reserve.activated.emit(2)
    assert len(board.overviews.rules().history) == before


def test_reserve_days_are_chosen_and_undone(page: RulesPage, board: Scoreboard) -> None:
    card = page.winning
    assert (card.reserve.currentText(), card.reserve.count()) == ("2 a month", 32)
    card.reserve.activated.emit(31)
    assert board.streaks.whole().reserve_days == 31
    assert card.reserve.currentText() == "31 a month"
    page.live.undo()
    assert card.reserve.currentText() == "2 a month"


@pytest.mark.parametrize("settings", [Settings(play="plain"), Settings(streaks=False)])
def test_who_wants_no_streaks_is_not_asked_about_reserve_days(make: Make, settings: Settings) -> None:
    assert make(settings).winning.holder.isHidden()


def texts(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


# mini-goals


def test_a_mini_goal_holds_from_today_as_said(page: RulesPage, board: Scoreboard) -> None:
    editor = editor_of(page, "quote")
    write(editor.facts.mini_goal, "2")
    assert editor.preview.sentences == (
        "From today: 2 a day wanted (was: no mini-goal). Past days stay as they are.",
    )
    editor.save()
    assert rules_of(board, "quote").mini_goal == 2
    assert "2 a day wanted" in page.activities.rows["quote"].accessibleDescription()
    editor = editor_of(page, "quote")
    assert typed(editor.facts.mini_goal) == "2"
    write(editor.facts.mini_goal, "")
    editor.save()
    assert rules_of(board, "quote").mini_goal is None


def test_a_bad_mini_goal_is_told_beside_it(page: RulesPage, board: Scoreboard) -> None:
    for text in ("1.5", "10001", "many", "-1"):
        editor = editor_of(page, "quote")
        write(editor.facts.mini_goal, text)
        editor.save()
        assert editor.facts.mini_goal.sentence
        assert rules_of(board, "quote").mini_goal is None


def test_a_new_activity_can_begin_with_a_mini_goal(page: RulesPage, board: Scoreboard) -> None:
    editor = editor_of(page)
    write(editor.facts.name, "Coffee with a lead")
    write(editor.facts.mini_goal, "1")
    editor.save()
    assert rules_of(board, "coffee-with-a-lead").mini_goal == 1


def test_a_correction_of_points_leaves_the_mini_goal_alone(page: RulesPage, board: Scoreboard) -> None:
    board.rules.set_activity("quote", ActivityChange(mini_goal=2))
    page.refresh()
    before = len(board.overviews.rules().history)
    editor = editor_of(page, "quote")
    write(editor.facts.points, "4")
    editor.when.choice.setCurrentIndex(2)
    editor.when.choice.activated.emit(2)
    editor.when.day_edit.setDate(qdate(date(2026, 9, 16)))
    write(editor.when.reason_field, "Typed wrongly")
    editor.save()
    assert len(board.overviews.rules().history) == before + 1
    assert rules_of(board, "quote").mini_goal == 2


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("width", "text_size"), [(1440, 100), (900, 150)])
def test_nothing_is_wider_than_the_page(
    make: Make, board: Scoreboard, language: str, width: int, text_size: int
) -> None:
    i18n.set_language(language)
    board.days_off.add(date(2026, 10, 1), date(2027, 2, 1), half=True, reason="Klanttevredenheid " * 10)
    page = make(width=width, text_size=text_size)
    page.days_off.open(None)
    assert no_wider(page)
    page.days_off.form.closed.emit()
    page.days_off.open_offer()
    assert no_wider(page)


def no_wider(page: RulesPage) -> bool:
    QTest.qWait(20)
    area = page._area
    inside = area.widget()
    assert inside is not None
    return inside.minimumSizeHint().width() <= area.viewport().width()


def test_the_form_is_told_to_a_screen_reader(page: RulesPage) -> None:
    form = fill(page, CHRISTMAS)
    named = [form.first.widget, form.last.widget, form.reason.widget, form.whole]
    assert all(widget.accessibleName() for widget in named)
    assert isinstance(form.reason.widget, QLineEdit)
    assert page.days_off.add.accessibleName() == "Add days off"


def test_days_off_that_cannot_be_weighed_for_now_are_told_and_stay_typed(
    page: RulesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    page.live.failed.connect(told.append)
    monkeypatch.setattr(DaysOff, "preview", held)
    form = fill(page, date(2026, 12, 31), reason="Family")
    assert {type(error) for error in told} == {DataBusy}
    assert form.preview.sentences == ()
    assert form.typed.first == date(2026, 12, 31)


def test_holidays_that_cannot_be_read_for_now_are_offered_when_they_can(
    page: RulesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    page.live.failed.connect(told.append)
    form = page.days_off.holidays
    with monkeypatch.context() as while_held:
        while_held.setattr(Holidays, "offer", held)
        page.days_off.open_offer()
        assert [type(error) for error in told] == [DataBusy]
        assert form.ticks == []
        assert not form.save_button.isEnabled()
    page.live.tick()
    ticked = form.wanted()
    assert ticked
    with monkeypatch.context() as while_held:
        while_held.setattr(DaysOff, "preview", held)
        form.ticks[-1].box.toggle()
        assert form.preview.sentences == ()
        while_held.setattr(Holidays, "offer", held)
        page.refresh()
        assert form.wanted() != ticked
