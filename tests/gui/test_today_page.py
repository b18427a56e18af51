"""The Today page on a real board: what one does on it is logged, and what it shows is true."""

from collections.abc import Callable, Iterator
from datetime import date, time
from fractions import Fraction

import pytest
from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit
from pytestqt.qtbot import QtBot

from scoreboard.gui.entry_form import EntryForm
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.pages.today.days import _Day as DayButton
from scoreboard.gui.pages.today.log import MOST_ROWS
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.log_row import LogRow
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.outcome_menu import OutcomeMenu
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.service import Scoreboard
from scoreboard.service.changes import EVERYTHING
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.states import LogLine
from scoreboard.store.safety import Finding, Soundness
from tests.boards import Clock
from tests.gui.reach import button, click, press, texts

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

Make = Callable[[int, int], TodayPage]


@pytest.fixture
def make(qtbot: QtBot, around: Surroundings) -> Make:
    def build(width: int, height: int) -> TodayPage:
        page = TodayPage(around)
        page.live.finished.connect(page.celebrate)
        qtbot.addWidget(page)
        page.compose(width, height)
        page.resize(width - 212, height)
        page.show()
        return page

    return build


@pytest.fixture
def page(make: Make) -> TodayPage:
    return make(1440, 900)


def log_of(board: Scoreboard, day: date = date(2026, 9, 16)) -> list[LogLine]:
    return board.journal.history(day, day)


def key(page: TodayPage, activity: str) -> ActivityKey:
    found = page.keys.key(activity)
    assert found is not None
    return found


def chips(page: TodayPage) -> list[Chip]:
    return [one for one in page.hero.findChildren(Chip) if one.isVisible()]


def menu(page: TodayPage) -> OutcomeMenu:
    return page.findChildren(OutcomeMenu)[-1]


@pytest.fixture(autouse=True)
def _no_menu_stays(page: TodayPage) -> Iterator[None]:
    yield
    for one in page.findChildren(OutcomeMenu):
        one.close()


def test_a_click_logs_and_shows_it(page: TodayPage, board: Scoreboard) -> None:
    click(key(page, "quote"))
    assert [(line.activity, line.quantity, line.source) for line in log_of(board)] == [("quote", 1, "window")]
    ring = page.findChildren(WeekRing)[0]
    assert ring.accessibleName().startswith("Week score 3 of 40")
    assert key(page, "quote").accessibleDescription() == "Key 2. Today 1 time."
    assert "3 of 8 points today" in texts(page)
    assert [row.accessibleName() for row in page.findChildren(LogRow)] == ["Quote sent, 14:05, +3"]


def test_a_click_names_the_usual_outcome(page: TodayPage, board: Scoreboard) -> None:
    click(key(page, "prospect-call"))
    assert log_of(board)[0].outcome == "answered"


@pytest.mark.parametrize(
    ("digit", "activity"), [("1", "inspiration-session"), ("2", "quote"), ("9", "contract")]
)
def test_digits_log(page: TodayPage, board: Scoreboard, digit: str, activity: str) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0 + int(digit), Qt.KeyboardModifier.NoModifier, digit)
    assert page.wants_key(event)
    assert log_of(board)[0].activity == activity


def test_a_digit_without_an_activity_is_left_to_others(page: TodayPage) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier, "0")
    assert not page.wants_key(event)


def test_shift_click_asks_how_it_went(page: TodayPage, board: Scoreboard) -> None:
    click(key(page, "prospect-call"), held=SHIFT)
    asked = menu(page)
    assert log_of(board) == []
    next(one for one in asked.actions() if one.text().startswith("Not answered")).trigger()
    assert [(line.outcome, line.points) for line in log_of(board)] == [("not-answered", Fraction(1))]


def test_the_menu_of_a_key_goes_with_the_key(page: TodayPage, live: LiveBoard) -> None:
    page.keys.ask("quote")
    assert menu(page).isVisible()
    live.do(lambda board: board.rules.set_activity("quote", ActivityChange(name="Offer")))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert key(page, "quote").accessibleName().startswith("Offer")
    assert page.findChildren(OutcomeMenu) == []


def test_every_key_offers_details_and_another_day(page: TodayPage, qtbot: QtBot) -> None:
    page.keys.ask("quote")
    asked = menu(page)
    assert [one.text() for one in asked.actions() if not one.isSeparator()] == [
        "With details…",
        "On another day…",
    ]
    next(one for one in asked.actions() if one.text() == "With details…").trigger()
    form = page.window().findChild(EntryForm)
    assert form is not None
    qtbot.addWidget(form)
    assert form.isVisible()


def test_a_chip_logs_its_first_action(page: TodayPage, board: Scoreboard) -> None:
    assert chips(page)[0].text() == "3 × Quote sent"
    click(chips(page)[0])
    assert [line.activity for line in log_of(board)] == ["quote"]
    assert chips(page)[0].text() == "2 × Quote sent"


def test_a_slider_logs_progress_where_it_is_let_go(page: TodayPage, board: Scoreboard) -> None:
    page.live.do(lambda board: board.rules.add_deliverable("September newsletter", "newsletter"))
    (piece,) = board.screens.deliverables()
    slider = page.deliverables.row(piece.key).slider
    for _ in range(3):
        press(slider, Qt.Key.Key_Right)
    assert [(line.percent, line.points) for line in log_of(board)] == [(10, 1), (20, 1), (30, 1)]
    assert slider.accessibleName() == "September newsletter, 30%, 3 points"
    assert "Moved today" in texts(page)


def test_a_finished_deliverable_can_be_put_away_and_comes_back(page: TodayPage, board: Scoreboard) -> None:
    page.live.do(lambda board: board.rules.add_deliverable("Case", "case"))
    (piece,) = board.screens.deliverables()
    page.live.do(lambda board: board.journal.progress(piece.key, 100))
    click(button(page, "Finished: put it away"))
    assert board.screens.deliverables() == ()
    page.live.undo()
    assert [one.name for one in board.screens.deliverables()] == ["Case"]


def test_a_deliverable_is_added_on_the_page(page: TodayPage, board: Scoreboard) -> None:
    click(button(page, "Add a deliverable"))
    form = page.deliverables.form
    form.activity.setCurrentIndex(1)
    form.name.setText("Case: Bakery")
    press(form.name, Qt.Key.Key_Return)
    assert [(one.name, one.activity) for one in board.screens.deliverables()] == [("Case: Bakery", "case")]
    assert form.isHidden()


def test_a_bad_name_is_told_beside_it_and_stays(page: TodayPage, board: Scoreboard) -> None:
    click(button(page, "Add a deliverable"))
    form = page.deliverables.form
    form.name.setText("x" * 81)
    press(form.name, Qt.Key.Key_Return)
    assert "80" in form.trouble.text()
    assert form.name.text() == "x" * 81
    assert board.screens.deliverables() == ()
    press(form, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert form.name.text() == ""


def test_rows_take_back_and_stay_where_they_are(page: TodayPage, board: Scoreboard) -> None:
    for activity in ("quote", "programme", "contract"):
        page.log(activity)
    rows = {row.accessibleName(): row for row in page.rows.findChildren(LogRow)}
    press(rows["Programme offered, 14:05, +2"], Qt.Key.Key_Delete)
    assert [line.activity for line in log_of(board)] == ["quote", "contract"]
    left = {row.accessibleName(): row for row in page.rows.findChildren(LogRow) if not row.isHidden()}
    assert left == {name: row for name, row in rows.items() if name in left}
    assert len(left) == 2


def test_an_entry_that_was_put_right_keeps_the_focus(
    page: TodayPage, board: Scoreboard, qtbot: QtBot
) -> None:
    for activity in ("quote", "programme", "contract"):
        page.log(activity)
    page.activateWindow()
    edited = log_of(board)[1].uid
    row = page.rows.row(edited)
    assert row is not None
    row.setFocus(Qt.FocusReason.TabFocusReason)
    press(row, Qt.Key.Key_Return)
    (form,) = page.window().findChildren(EntryForm)
    count = form.field("count")
    assert isinstance(count, QLineEdit)
    count.setText("2")
    click(form.save)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    focused = page.focusWidget()
    assert isinstance(focused, LogRow)
    assert focused.uid == edited
    assert "2 × Programme offered" in focused.accessibleName()


def test_undo_last_takes_back_what_the_window_did(page: TodayPage, board: Scoreboard) -> None:
    undo = button(page, "Undo last")
    assert not undo.isEnabled()
    page.log("quote")
    assert undo.isEnabled()
    click(undo)
    assert log_of(board) == []
    assert not undo.isEnabled()


def test_another_day_is_shown_and_logged_to(page: TodayPage, board: Scoreboard) -> None:
    yesterday = date(2026, 9, 15)
    page.show_day(yesterday)
    assert page.shown_day() == yesterday
    assert "Tuesday 15 September" in texts(page)
    notice = page.findChild(Notice)
    assert notice is not None
    page.log("quote")
    assert [line.at.time() for line in log_of(board, yesterday)] == [time(14, 5)]
    assert log_of(board) == []
    click(button(notice, "Back to today"))
    assert page.shown_day() is None
    assert "Good afternoon, Sanne" in texts(page)


def test_a_day_to_come_is_today(page: TodayPage) -> None:
    page.show_day(date(2026, 9, 17))
    assert page.shown_day() is None


def test_a_mark_shows_its_day(page: TodayPage) -> None:
    marks = page.findChildren(DayButton)
    assert [mark.isEnabled() for mark in marks] == [True, True, True, False, False]
    assert marks[0].accessibleName() == "Monday 14 September: left open, 0 of 8 points"
    click(marks[0])
    assert page.shown_day() == date(2026, 9, 14)


def test_the_calendar_chooses_a_day(page: TodayPage, qtbot: QtBot) -> None:
    page.pick_day()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.maximumDate() == QDate(2026, 9, 16)
    calendar.activated.emit(QDate(2026, 9, 1))
    qtbot.waitUntil(lambda: page.shown_day() == date(2026, 9, 1))


def sun(page: TodayPage) -> DaySun:
    assert isinstance(page.hero.sun, DaySun)
    return page.hero.sun


def test_winning_the_live_day_is_celebrated_once(page: TodayPage, qtbot: QtBot) -> None:
    celebrated: list[bool] = []
    sun(page).celebrated.connect(lambda: celebrated.append(True))
    for _ in range(4):
        page.log("quote")
    qtbot.wait(1)
    assert celebrated == [True]
    assert "Day won" in texts(page)
    page.live.undo()
    page.live.undo()
    assert "Win the day" in texts(page)


def test_a_day_of_the_past_is_won_quietly(page: TodayPage, qtbot: QtBot) -> None:
    celebrated: list[bool] = []
    sun(page).celebrated.connect(lambda: celebrated.append(True))
    page.show_day(date(2026, 9, 15))
    for _ in range(3):
        page.log("quote")
    qtbot.wait(1)
    assert "Day won" in texts(page)
    assert celebrated == []


def test_midnight_begins_a_new_day(page: TodayPage, clock: Clock) -> None:
    page.log("quote")
    clock.at(2026, 9, 17, 0, 1)
    page.live.tick()
    assert "Thursday 17 September · week 38" in texts(page)
    assert "0 of 8 points today" in texts(page)


@pytest.mark.parametrize(
    ("width", "height"), [(1440, 900), (1280, 800), (1100, 700), (900, 600), (1800, 1000)]
)
def test_it_fits_every_size(make: Make, width: int, height: int) -> None:
    page = make(width, height)
    page.log("quote")
    assert page.hero.width() + 20 <= page.width()
    assert "3 of 8 points today" in texts(page)


def test_another_arrangement_keeps_what_is_shown(page: TodayPage) -> None:
    page.log("quote")
    page.compose(900, 600)
    assert page.log_box.findChildren(QLineEdit) == []
    assert "3 of 8 points today" in texts(page)
    click(button(page, "Today's log, 3 points"))
    assert [row.isVisible() for row in page.rows.findChildren(LogRow)] == [True]


def test_edit_leads_to_the_rules(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.leads_to) as led:
        click(button(page, "Edit the activities"))
    assert led.args == ["rules"]


def test_a_hidden_page_reads_when_it_is_shown(page: TodayPage) -> None:
    page.hide()
    page.live.do(lambda board: board.journal.log("quote"))
    assert "0 of 8 points today" in texts(page)
    page.show()
    assert "3 of 8 points today" in texts(page)


def test_only_the_newest_row_is_tinted(page: TodayPage) -> None:
    for activity in ("quote", "programme", "newsletter-reader"):
        click(key(page, activity))
    fresh = [row for row in page.rows.findChildren(LogRow) if row.fresh]
    assert [row.accessibleName() for row in fresh] == ["New newsletter reader, 14:05, +1"]


def places(page: TodayPage) -> list[tuple[str, int]]:
    rows = [row for row in page.rows.findChildren(LogRow) if not row.isHidden()]
    return [
        (row.accessibleName().split(",")[0], row.y() // row.height())
        for row in sorted(rows, key=lambda one: one.y())
    ]


@pytest.mark.parametrize("size", [(1440, 900), (900, 600)])
def test_rows_stand_below_each_other_also_when_they_were_not_shown(make: Make, size: tuple[int, int]) -> None:
    small = make(*size)  # its log is closed at the smaller size
    for activity in ("quote", "programme", "newsletter-reader"):
        small.log(activity)
    assert places(small) == [("New newsletter reader", 0), ("Programme offered", 1), ("Quote sent", 2)]


def test_a_row_that_falls_out_of_a_long_log_shows_the_newest_line(page: TodayPage, board: Scoreboard) -> None:
    for _ in range(MOST_ROWS):
        board.journal.log("programme")
    page.refresh()
    page.log("quote")
    page.log("newsletter-reader")
    assert places(page)[:3] == [("New newsletter reader", 0), ("Quote sent", 1), ("Programme offered", 2)]
    assert [place for _name, place in places(page)] == list(range(MOST_ROWS))


class Painted(QObject):
    """Notes which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append(watched)
        return False


def test_a_click_paints_what_it_changes_and_nothing_else(page: TodayPage, qapp: QApplication) -> None:
    for _ in range(20):
        page.log("quote")
    for _ in range(3):
        qapp.processEvents()  # the layouts come to rest: the day was won, so its ways went
    painted = Painted()
    qapp.installEventFilter(painted)
    page.log("quote")
    qapp.processEvents()
    qapp.removeEventFilter(painted)
    assert [one for one in painted.seen if isinstance(one, ActivityKey)] == [key(page, "quote")]
    assert len([one for one in painted.seen if isinstance(one, LogRow)]) == 2  # the new one, the last one
    assert page not in painted.seen


def test_a_long_log_shows_its_newest_first_and_all_on_demand(page: TodayPage, board: Scoreboard) -> None:
    for _ in range(MOST_ROWS + 5):
        board.journal.log("programme")
    page.refresh()
    assert len(page.rows.findChildren(LogRow)) == MOST_ROWS
    click(button(page, "5 more"))
    assert len([row for row in page.rows.findChildren(LogRow) if not row.isHidden()]) == MOST_ROWS + 5


def test_tab_goes_in_reading_order(page: TodayPage, qtbot: QtBot) -> None:
    page.log("quote")
    page.log("programme")
    expected = [
        "Day: Wednesday 16 September. Choose another one",
        "1 × Quote sent. Logs Quote sent once.",
        "Edit the activities",
        "Inspiration session offered, 1 point",
        "Contract signed, 0 points",
        "Add a deliverable",
        "Monday 14 September: left open, 0 of 8 points",
        "Programme offered, 14:05, +2",
        "Take back",
        "Quote sent, 14:05, +3",
    ]

    def visited() -> list[str]:
        names, widget = [], page.nextInFocusChain()
        while widget is not None and widget is not page:
            names.append(widget.accessibleName())
            widget = widget.nextInFocusChain()
        return [name for name in names if name in expected]

    qtbot.waitUntil(lambda: list(dict.fromkeys(visited())) == expected)


def test_a_doubted_week_wins_nothing_and_says_why(page: TodayPage, board: Scoreboard) -> None:
    live = page.live
    live.do(lambda one: one.journal.log("quote", count=2))
    found = Soundness(
        control_sums="differ", bad_weeks=(date(2026, 9, 14),), problems=(Finding("week", "2026-09-14"),)
    )
    live.doubt = found
    live.changed.emit(EVERYTHING)
    page.log("quote")
    assert board.screens.today().day.standing.won
    assert isinstance(page.hero.sun, DaySun)
    assert not page.hero.sun.won
    assert page.hero.sun.moment == 1, "nothing is celebrated"
    said = texts(page)
    assert "This day may be wrong" in said
    assert "9 points, may be wrong" in said
    assert "Day won" not in said
    assert any(one.isVisibleTo(page) for one in page.days.findChildren(Doubt))
    ring = page.hero.findChild(WeekRing)
    assert ring is not None
    assert "may be wrong" in ring.accessibleName()
    live.doubt = None
    live.changed.emit(EVERYTHING)
    assert "Day won" in texts(page)


def test_a_weekend_behind_asks_nothing(make: Make, board: Scoreboard, clock: Clock) -> None:
    board.journal.log("newsletter-reader", count=25, day=date(2026, 9, 14))
    clock.at(2026, 9, 19)
    said = texts(make(1440, 900).hero)
    assert "15 points short" in said
    assert "No working day is left this week." in said
    assert not any("0 a day" in text or "0 days left" in text for text in said)


def test_a_day_off_behind_tells_of_the_next_day(make: Make, board: Scoreboard) -> None:
    board.journal.log("newsletter-reader", count=8, day=date(2026, 9, 14))
    board.days_off.add(date(2026, 9, 16), date(2026, 9, 16))
    assert "12 a day gets you there" in texts(make(1440, 900).hero)
