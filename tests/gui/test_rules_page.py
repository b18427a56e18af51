"""The Rules page on a real board: what it says beforehand is written, and what is refused changes nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scoreboard import i18n
from scoreboard.domain.rules import AnyRule, CapRule, Kind, PointRule, TargetRule, WorkingWeek
from scoreboard.errors import DataBusy
from scoreboard.gui.form import Field, qdate
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.rules import RulesPage
from scoreboard.gui.pages.rules.editor import Editor
from scoreboard.gui.pages.rules.when import CORRECT, LATER
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.service import Scoreboard
from scoreboard.service.overviews import ActivityRules
from scoreboard.service.rulebook import ActivityChange, Rules
from scoreboard.settings import Settings
from tests.boards import Clock, open_board, set_up_folder
from tests.gui.held import held
from tests.gui.reach import button, click, texts

Make = Callable[..., RulesPage]
TODAY, NEXT_MONDAY = date(2026, 9, 16), date(2026, 9, 21)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Scoreboard]:
    board = open_board(set_up_folder(tmp_path), Clock())
    board.journal.log("quote", count=3, day=date(2026, 9, 14))
    yield board
    board.store.close()


@pytest.fixture
def make(qtbot: QtBot, board: Scoreboard) -> Make:
    """A page as wide as in a window of that size."""
    alive: list[QWidget] = []

    def page(width: int = 1440, height: int = 900, *, text_size: int = 100) -> RulesPage:
        load_fonts()
        theme = load_theme("light", motion=False, text_size=text_size)
        host = QWidget()
        qtbot.addWidget(host)
        made = RulesPage(Surroundings(LiveBoard(board), theme, Settings()))
        made.setParent(host)
        made.compose(width, height)
        host.resize(width - (212 if width >= 1100 else 64), height)
        made.resize(host.size())
        made.catch_up()
        host.show()
        alive.extend((host, made))
        return made

    return page


def editor_of(page: RulesPage, key: str | None = None) -> Editor:
    page.edit(key) if key else page.add_activity()
    assert page.editor is not None
    return page.editor


def write(field: Field, text: str) -> None:
    """As if typed."""
    edit = field.widget
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)


def typed(field: Field) -> str:
    assert isinstance(field.widget, QLineEdit)
    return field.widget.text()


def rules_of(board: Scoreboard, key: str) -> ActivityRules:
    return next(one for one in board.overviews.activities(archived=True) if one.activity.key == key)


def newest(board: Scoreboard) -> AnyRule:
    return board.overviews.rules().history[0].rule


def count(board: Scoreboard) -> int:
    return len(board.overviews.rules().history)


def keys(board: Scoreboard) -> list[str]:
    return [one.activity.key for one in board.overviews.activities()]


def choose_day(editor: Editor, how: int, day: date) -> None:
    editor.when.choice.setCurrentIndex(how)
    editor.when.choice.activated.emit(how)
    editor.when.day_edit.setDate(qdate(day))


# points and their dates


def test_higher_points_hold_from_today_as_said(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make(), "quote")
    assert not editor.preview.sentences
    write(editor.facts.points, "4")
    assert editor.preview.sentences == ("From today: 3 → 4 points. Past entries keep theirs.",)
    editor.save()
    rule = newest(board)
    assert isinstance(rule, PointRule)
    assert (rule.start, rule.points) == (TODAY, 4)
    assert board.overviews.week().week.points == 9  # the past keeps its points


def test_lower_points_hold_from_next_week_as_said(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.points, "2,5")
    sentence = "Lower points start on Monday 21 September: 3 → 2.5 points. Until then nothing changes."
    assert editor.preview.sentences == (sentence,)
    editor.save()
    rule = newest(board)
    assert (rule.start, getattr(rule, "points", None)) == (NEXT_MONDAY, Fraction(5, 2))


def test_outcomes_and_caps_are_said_and_written(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make(), "prospect-call")
    write(editor.facts.outcomes.rows[1].points, "1.5")
    write(editor.facts.cap, "20")
    assert editor.preview.sentences == (
        "Not answered: From today: 1 → 1.5 points. Past entries keep theirs.",
        "From Monday 21 September: no daily cap → at most 20 a day. Until then nothing changes.",
    )
    editor.save()
    rules = rules_of(board, "prospect-call")
    assert dict(rules.outcome_points)["not-answered"] == Fraction(3, 2)
    (coming,) = rules.coming
    assert isinstance(coming, CapRule)
    assert (coming.start, coming.cap) == (NEXT_MONDAY, 20)


def test_a_later_day_can_be_chosen(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.points, "5")
    choose_day(editor, LATER, date(2026, 10, 1))
    assert editor.preview.sentences == ("From Thursday 1 October: 3 → 5 points. Until then nothing changes.",)
    editor.save()
    assert newest(board).start == date(2026, 10, 1)


def test_a_day_that_is_too_early_is_told_at_once(make: Make, board: Scoreboard) -> None:
    before = count(board)
    editor = editor_of(make(), "quote")
    write(editor.facts.points, "1")
    choose_day(editor, LATER, date(2026, 9, 18))
    assert "Mon 21 Sep 2026" in editor.when.day.sentence
    editor.save()
    assert "Mon 21 Sep 2026" in editor.when.day.sentence
    assert count(board) == before


def test_a_mistake_is_put_right_with_its_reason(make: Make, board: Scoreboard) -> None:
    page = make()
    before = count(board)
    editor = editor_of(page, "quote")
    write(editor.facts.points, "4")
    choose_day(editor, CORRECT, date(2026, 9, 14))
    assert editor.preview.sentences[0].startswith("Puts right from Monday 14 September on: 3 → 4 points.")
    editor.save()
    assert editor.when.reason_field.sentence
    assert count(board) == before
    write(editor.when.reason_field, "Typed wrongly")
    editor.save()
    rule = newest(board)
    assert count(board) == before + 1
    assert (rule.start, rule.correction, rule.reason) == (date(2026, 9, 14), True, "Typed wrongly")
    assert board.overviews.week().week.points == 12
    said = [label.text() for label in page.history.findChildren(QLabel)]
    assert "Quote sent: 4 points from 14 September 2026" in said
    assert "Because: Typed wrongly" in said


def test_a_correction_cannot_lie_ahead(make: Make) -> None:
    editor = editor_of(make(), "quote")
    choose_day(editor, CORRECT, date(2027, 1, 1))
    assert editor.when.start == TODAY


def test_a_coming_rule_can_be_taken_back(make: Make, board: Scoreboard) -> None:
    page = make()
    page.live.do(lambda board: board.rules.set_activity("quote", ActivityChange(points=Fraction(1))))
    (button,) = page.activities.rows["quote"].coming.findChildren(QPushButton)
    assert button.accessibleName() == "Take back: 1 point from Monday 21 September"
    button.click()
    assert rules_of(board, "quote").coming == ()
    page.live.undo()
    assert len(rules_of(board, "quote").coming) == 1


def test_undo_takes_a_change_back(make: Make, board: Scoreboard) -> None:
    page = make()
    editor = editor_of(page, "quote")
    write(editor.facts.points, "4")
    write(editor.facts.name, "Offer sent")
    editor.save()
    page.live.undo()
    rules = rules_of(board, "quote")
    assert (rules.points, rules.activity.name) == (3, "Quote sent")


def test_saving_without_a_change_writes_no_rule(make: Make, board: Scoreboard) -> None:
    before = count(board)
    editor_of(make(), "prospect-call").save()
    assert count(board) == before


# what is refused


@pytest.mark.parametrize("text", ["", "two", "-1", "10001", "1.234", "1e3", "½", "٣"])
def test_bad_points_are_refused_beside_the_field(make: Make, board: Scoreboard, text: str) -> None:
    page, before = make(), count(board)
    editor = editor_of(page, "quote")
    write(editor.facts.points, text)
    editor.save()
    assert page.editor is editor
    assert "0 to 10,000" in editor.facts.points.sentence
    assert editor.facts.points.widget.accessibleDescription() == editor.facts.points.sentence
    assert typed(editor.facts.points) == text
    assert count(board) == before


@pytest.mark.parametrize("text", ["2.5", "-3", "10001", "many"])
def test_bad_caps_are_refused(make: Make, board: Scoreboard, text: str) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.cap, text)
    editor.save()
    assert editor.facts.cap.sentence
    assert rules_of(board, "quote").cap is None


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Quote\u202esent", "webinar PROMOTION"])
def test_bad_names_are_refused(make: Make, board: Scoreboard, name: str) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.name, name)
    write(editor.facts.points, "7")
    editor.save()
    assert editor.facts.name.sentence
    assert typed(editor.facts.name) == name
    rules = rules_of(board, "quote")
    assert (rules.activity.name, rules.points) == ("Quote sent", 3)


def test_a_name_may_keep_its_letters(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.name, "<b>Offer</b> & more")
    editor.save()
    assert rules_of(board, "quote").activity.name == "<b>Offer</b> & more"


def test_a_long_stage_is_refused(make: Make) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.stage, "x" * 41)
    editor.save()
    assert editor.facts.stage.sentence


@pytest.mark.parametrize(
    ("name", "points", "wrong"),
    [("", "2", "name"), ("Answered", "", "name"), ("x" * 81, "", "name"), ("Busy", "lots", "points")],
)
def test_bad_outcomes_are_refused(make: Make, board: Scoreboard, name: str, points: str, wrong: str) -> None:
    editor = editor_of(make(), "prospect-call")
    editor.facts.outcomes.add.click()
    row = editor.facts.outcomes.rows[-1]
    write(row.name, name)
    write(row.points, points)
    editor.save()
    assert getattr(row, wrong).sentence
    assert len(rules_of(board, "prospect-call").activity.outcomes) == 2


def test_points_of_an_outcome_cannot_be_emptied(make: Make) -> None:
    editor = editor_of(make(), "prospect-call")
    row = editor.facts.outcomes.rows[1]
    write(row.points, "")
    editor.save()
    assert row.points.sentence


def test_a_sentence_goes_when_one_types(make: Make) -> None:
    editor = editor_of(make(), "quote")
    write(editor.facts.points, "two")
    editor.save()
    write(editor.facts.points, "2")
    assert not editor.facts.points.sentence


# activities


def test_an_activity_is_added(make: Make, board: Scoreboard) -> None:
    page = make()
    editor = editor_of(page)
    write(editor.facts.name, "Referral asked")
    write(editor.facts.points, "2")
    write(editor.facts.cap, "5")
    write(editor.facts.stage, "Reach")
    editor.facts.outcomes.add.click()
    write(editor.facts.outcomes.rows[0].name, "Yes")
    editor.facts.outcomes.add.click()
    write(editor.facts.outcomes.rows[1].name, "No")
    write(editor.facts.outcomes.rows[1].points, "1")
    editor.facts.amount.click()
    editor.face.colors.swatch("rose").click()
    editor.face.icons.cell("gift").click()
    editor.save()
    assert page.editor is None
    rules = rules_of(board, "referral-asked")
    activity = rules.activity
    assert (activity.name, activity.stage, activity.color, activity.icon) == (
        "Referral asked", "Reach", "rose", "gift"
    )  # fmt: skip
    assert (rules.points, rules.cap, activity.records_amount) == (2, 5, True)
    assert [(one.name, dict(rules.outcome_points).get(one.key)) for one in activity.outcomes] == [
        ("Yes", None),
        ("No", 1),
    ]
    assert list(page.activities.rows)[-1] == "referral-asked"


def test_a_percent_activity_is_added(make: Make, board: Scoreboard) -> None:
    editor = editor_of(make())
    write(editor.facts.name, "White paper")
    editor.facts.kinds.set_current(1)
    editor.facts.kinds.changed.emit(1)
    assert editor.facts.outcomes.isHidden()
    editor.facts.step_box.setCurrentIndex(editor.facts.step_box.findData(25))
    editor.save()
    activity = rules_of(board, "white-paper").activity
    assert (activity.kind, activity.step) == (Kind.PERCENT, 25)


def test_leaving_the_form_changes_nothing(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    page, before = make(), count(board)
    editor = editor_of(page, "quote")
    write(editor.facts.points, "9")
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    editor.facts.name.widget.setFocus()
    QTest.keyClick(editor.facts.name.widget, Qt.Key.Key_Escape)
    assert page.editor is None
    assert count(board) == before


def test_archived_and_brought_back(make: Make, board: Scoreboard) -> None:
    page = make()
    editor_of(page, "quote").archive.click()
    assert "quote" not in page.activities.rows
    assert "quote" not in keys(board)
    page.activities.more.click()
    (back,) = page.activities.archived["quote"].findChildren(QPushButton)
    back.click()
    assert "quote" in page.activities.rows
    page.live.undo()
    assert "quote" not in page.activities.rows


# order


def test_dragging_puts_in_order(make: Make, board: Scoreboard) -> None:
    page = make()
    before = keys(board)
    rows = page.activities.list
    grip, target = rows.grip(before[0]), rows.grip(before[3])
    distance = target.mapTo(rows, target.rect().center()).y() - grip.mapTo(rows, grip.rect().center()).y()
    middle = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=middle)
    for _step in range(4):
        # the grip moves with its row, so the way left is measured anew
        start = grip.mapTo(rows, grip.rect().center()).y()
        left = rows.grip(before[0]).mapTo(rows, middle).y()
        QTest.mouseMove(grip, QPoint(middle.x(), middle.y() + distance // 3 + 6 + start - left))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=middle)
    after = keys(board)
    assert after != before
    assert [key for key in after if key != before[0]] == before[1:]
    page.live.undo()
    assert keys(board) == before
    assert rows.keys() == before


def test_an_order_that_could_not_be_stored_goes_back(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make()
    before = page.activities.list.keys()
    monkeypatch.setattr(Rules, "order", held)
    row = page.activities.rows[before[0]]
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.activities.list.keys() == before


def test_keys_put_in_order(make: Make, board: Scoreboard) -> None:
    page = make()
    before = keys(board)
    row = page.activities.rows[before[0]]
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(row, Qt.Key.Key_Up, alt)
    assert keys(board) == before
    QTest.keyClick(row, Qt.Key.Key_Down, alt)
    QTest.keyClick(row, Qt.Key.Key_Down, alt)
    assert keys(board) == [before[1], before[2], before[0], *before[3:]]
    assert page.activities.rows[before[0]] is row
    page.live.undo()
    assert page.activities.list.keys() == [before[1], before[0], *before[2:]]


def test_a_click_on_a_row_opens_its_form(make: Make) -> None:
    page = make()
    QTest.mouseClick(page.activities.rows["quote"], Qt.MouseButton.LeftButton)
    assert page.editor is not None
    assert typed(page.editor.facts.name) == "Quote sent"


# target, working days, deliverables


@pytest.mark.parametrize(
    ("text", "said", "start"),
    [
        ("44", "From this week on: 40 → 44 points a week.", TODAY),
        ("34", "A lower target starts on Monday 21 September: 40 → 34 points.", NEXT_MONDAY),
    ],
)
def test_a_target_is_said_and_written(
    make: Make, board: Scoreboard, text: str, said: str, start: date
) -> None:
    card = make().target
    card.open()
    write(card.field, text)
    assert card.preview.sentences[0].startswith(said)
    card.save()
    rule = newest(board)
    assert isinstance(rule, TargetRule)
    assert (rule.start, rule.points) == (start, int(text))
    assert not card.is_open


@pytest.mark.parametrize("text", ["", "lots", "100001", "-4", "1.001"])
def test_bad_targets_are_refused(make: Make, board: Scoreboard, text: str) -> None:
    card, before = make().target, count(board)
    card.open()
    write(card.field, text)
    card.save()
    assert card.field.sentence
    assert typed(card.field) == text
    assert count(board) == before
    assert card.is_open


def test_a_target_is_corrected_with_its_reason(make: Make, board: Scoreboard) -> None:
    card = make().target
    card.open()
    write(card.field, "30")
    card.when.choice.setCurrentIndex(CORRECT)
    card.when.choice.activated.emit(CORRECT)
    card.when.day_edit.setDate(qdate(date(2026, 8, 3)))
    card.save()
    assert card.when.reason_field.sentence
    write(card.when.reason_field, "Copied from the wrong sheet")
    card.save()
    rule = newest(board)
    assert (rule.start, rule.correction, rule.reason) == (
        date(2026, 8, 3), True, "Copied from the wrong sheet"
    )  # fmt: skip


def test_a_half_day_is_said_and_written(make: Make, board: Scoreboard) -> None:
    card = make().working_week
    card.open()
    card.boxes[4].setCurrentIndex(1)
    card.boxes[4].activated.emit(1)
    day = "From Monday 21 September"
    sentence = f"{day} the target is shared out over 4½ days. Until then nothing changes."
    assert card.preview.sentences == (sentence,)
    card.save()
    rule = newest(board)
    assert isinstance(rule, WorkingWeek)
    assert (rule.start, rule.weights[4]) == (NEXT_MONDAY, Fraction(1, 2))


def test_an_odd_weight_stays(make: Make, board: Scoreboard) -> None:
    board.rules.set_working_week({4: Fraction(4, 5)}, start=TODAY, correct=True, reason="Always so")
    card = make().working_week
    card.open()
    assert card.weights()[4] == Fraction(4, 5)
    before = count(board)
    card.save()
    assert count(board) == before


def test_another_first_day_of_the_week_says_what_becomes_of_past_weeks(make: Make, board: Scoreboard) -> None:
    page = make()
    card = page.week_start
    assert "Monday" in texts(card)
    card.open()
    assert not card.preview.sentences
    card.choice.setCurrentIndex(1)
    card.choice.activated.emit(1)
    assert card.preview.sentences[0].startswith("Every week then runs from Sunday to Saturday. Past weeks")
    assert board.screens.standing(TODAY).start == date(2026, 9, 14), "nothing is written yet"
    card.save()
    assert board.screens.standing(TODAY).start == date(2026, 9, 13)
    assert board.screens.day(date(2026, 9, 14)).standing.points == 9
    assert "Sunday" in texts(card)
    assert card.holder.isHidden()
    page.working_week.open()
    QApplication.processEvents()
    boxes = page.working_week.boxes
    assert sorted(boxes, key=lambda weekday: boxes[weekday].y()) == [6, 0, 1, 2, 3, 4, 5]
    page.live.undo()
    assert board.screens.standing(TODAY).start == date(2026, 9, 14)
    assert "Monday" in texts(card)


def test_an_outcome_is_taken_away_after_it_was_said(make: Make, board: Scoreboard) -> None:
    page = make()
    editor = editor_of(page, "customer-call")
    click(button(editor, "Take away: Not answered"))
    assert editor.preview.sentences == ("Taken away: Not answered",)
    assert len(board.rules.find_activity("customer-call").outcomes) == 2
    editor.save()
    assert [one.name for one in board.rules.find_activity("customer-call").outcomes] == ["Answered"]
    page.live.undo()
    assert len(board.rules.find_activity("customer-call").outcomes) == 2


def test_an_outcome_that_entries_have_stays_and_says_why(make: Make, board: Scoreboard) -> None:
    board.journal.log("customer-call", outcome="answered")
    editor = editor_of(make(), "customer-call")
    click(button(editor, "Take away: Answered"))
    editor.save()
    assert editor.trouble.text().startswith("“Answered” stays: 1 entry says so.")
    assert [row.key for row in editor.facts.outcomes.known()] == ["answered", "not-answered"]
    assert button(editor, "Take away: Answered").isVisibleTo(editor)
    assert not editor.preview.sentences
    assert len(board.rules.find_activity("customer-call").outcomes) == 2


def test_a_deliverable_is_renamed_archived_and_brought_back(make: Make, board: Scoreboard) -> None:
    for name in ("September newsletter", "October newsletter"):
        board.rules.add_deliverable(name, "newsletter")
    page = make()
    key = board.rules.find_deliverable("september").key
    row = page.deliverables.rows[key]
    row.rename.click()
    for bad in ("", "x" * 81, "october NEWSLETTER"):
        write(row.field, bad)
        row.save()
        assert row.field.sentence
        assert typed(row.field) == bad
    write(row.field, "Autumn newsletter")
    row.save()
    assert board.rules.find_deliverable("autumn").key == key
    row.put_away.click()
    assert row.isHidden()
    page.deliverables.more.click()
    assert not row.isHidden()
    row.bring_back.click()
    assert not board.rules.find_deliverable("autumn").archived
    page.live.undo()
    assert row.archived


# the page


def test_an_open_form_keeps_what_was_typed_when_rules_change(make: Make) -> None:
    page = make()
    editor = editor_of(page, "quote")
    write(editor.facts.points, "4")
    page.target.open()
    write(page.target.field, "50")
    page.live.do(lambda board: board.rules.set_activity("programme", ActivityChange(name="Plan")))
    assert page.editor is editor
    assert typed(editor.facts.points) == "4"
    assert typed(page.target.field) == "50"


def test_the_whole_history_can_be_shown(make: Make) -> None:
    page = make()
    few = len(page.history.lines)
    page.history.more.click()
    assert len(page.history.lines) > few


@pytest.mark.parametrize("language", ["en", "nl", "de", "fr"])
@pytest.mark.parametrize(("width", "height"), [(900, 600), (1150, 700), (1440, 900)])
def test_long_names_fit(make: Make, board: Scoreboard, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    for number, one in enumerate(board.overviews.activities()):
        name = f"{number} Kundenzufriedenheitsbefragung besprochen"[:40]
        board.rules.set_activity(one.activity.key, ActivityChange(name=name))
    page = make(width, height)
    page.target.open()
    page.working_week.open()
    assert page._area.horizontalScrollBar().maximum() == 0
    editor = editor_of(page, "prospect-call")
    assert editor.area.horizontalScrollBar().maximum() == 0


def test_large_text_fits(make: Make) -> None:
    page = make(1440, 900, text_size=150)
    assert page._area.horizontalScrollBar().maximum() == 0
    assert editor_of(page, "prospect-call").area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(("width", "columns"), [(1200, True), (1130, False)])
def test_with_large_text_the_form_has_two_columns_where_they_fit(
    make: Make, width: int, columns: bool
) -> None:
    editor = editor_of(make(width, text_size=150))
    assert (editor._columns.direction() is QHBoxLayout.Direction.LeftToRight) is columns


def test_every_field_has_a_name_for_screen_readers(make: Make) -> None:
    editor = editor_of(make(), "prospect-call")
    for edit in editor.findChildren(QLineEdit):
        if edit.objectName() != "qt_spinbox_lineedit":
            assert edit.accessibleName(), edit
    for each in editor.findChildren(QPushButton):
        assert each.accessibleName(), each


def test_showing_a_state_emits_nothing(make: Make, qtbot: QtBot) -> None:
    page = make()
    for signal in (page.live.changed, page.live.finished, page.leads_to, page.activities.list.ordered):
        with qtbot.assertNotEmitted(signal):
            page.display(page.load())


def test_what_a_change_does_is_said_when_it_can_be_read_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make()
    editor = editor_of(page, "quote")
    told: list[object] = []
    page.live.failed.connect(told.append)
    with monkeypatch.context() as while_held:
        while_held.setattr(Rules, "preview", held)
        while_held.setattr(Rules, "preview_target", held)
        write(editor.facts.points, "5")
        page.target.open()
        assert [type(error) for error in told] == [DataBusy, DataBusy]
        assert not editor.preview.sentences
        assert not page.target.preview.sentences
    page.live.tick()
    assert editor.preview.sentences
    assert typed(editor.facts.points) == "5"
