"""The Week page on a real board: every figure explains itself, and the charts come after the rest."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from scoreboard import i18n
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.week import WeekPage
from scoreboard.gui.pages.week.slips import Figure, Pick
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.gui.widgets.bar_chart import BarState
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.i18n import parse_number
from scoreboard.service import Scoreboard
from scoreboard.service.changes import EVERYTHING
from scoreboard.service.rulebook import ActivityChange
from scoreboard.settings import Settings
from scoreboard.store.safety import Finding, Soundness
from scoreboard.values import replace
from tests.boards import Clock, open_board, set_up_folder

Make = Callable[..., WeekPage]
MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 16)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Scoreboard]:
    """A seller in week 38: 9 points on Monday, 3 on Tuesday, 8 so far today, 41 the week before."""
    board = open_board(set_up_folder(tmp_path), clock)
    log = board.journal.log
    log("quote", count=13, day=date(2026, 9, 8))
    log("prospect-call", outcome="answered", day=date(2026, 9, 9))
    log("quote", count=3, day=MONDAY)
    log("quote", day=TUESDAY)
    log("prospect-call", count=2, outcome="answered")
    log("prospect-call", outcome="not-answered")
    log("newsletter-reader")
    piece = board.rules.add_deliverable("September newsletter", "newsletter").value
    board.journal.progress(piece.key, 20)
    yield board
    board.store.close()


@pytest.fixture
def make(qtbot: QtBot, board: Scoreboard) -> Make:
    """A page as wide as in a window of that size."""
    alive: list[QWidget] = []

    def page(width: int = 1440, height: int = 900, *, shown: bool = True, text_size: int = 100) -> WeekPage:
        load_fonts()
        around = Surroundings(
            LiveBoard(board), load_theme("light", motion=False, text_size=text_size), Settings()
        )
        host = QWidget()
        qtbot.addWidget(host)
        made = WeekPage(around)
        made.setParent(host)
        made.compose(width, height)
        host.resize(width - (212 if width >= 1100 else 64), height)
        made.resize(host.size())
        made.catch_up()
        if shown:
            host.show()
        alive.extend((host, made))
        return made

    return page


def slip_sum(page: WeekPage) -> Fraction:
    assert page.receipt.slip is not None
    rows = [row for row in page.receipt.slip.rows if row.kind == "line" and row.points]
    return sum((parse_number(row.points.replace("−", "-")) for row in rows), Fraction(0))


def total(page: WeekPage) -> Fraction:
    assert page.receipt.slip is not None
    (row,) = (row for row in page.receipt.slip.rows if row.kind == "total")
    assert parse_number(row.points) == page.receipt.slip.total
    return page.receipt.slip.total


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def wait_for_charts(qtbot: QtBot, page: WeekPage) -> None:
    qtbot.waitUntil(lambda: page.days.chart.is_drawn and page.build_up.chart.is_drawn, timeout=20_000)


def test_the_week_explains_itself_by_default(make: Make) -> None:
    page = make()
    assert page.stats.score.shown == "20 of 40 points"
    assert total(page) == slip_sum(page) == 20


def test_a_day_bar_explains_its_day(make: Make, qtbot: QtBot) -> None:
    page = make()
    wait_for_charts(qtbot, page)
    for column, points in ((0, 9), (1, 3), (2, 8), (3, 0)):
        QTest.mouseClick(page.days.chart.columns.buttons[column], Qt.MouseButton.LeftButton)
        assert total(page) == slip_sum(page) == points
        assert page.days.chart.columns.buttons[column].isChecked()
    assert page.receipt.slip is not None
    assert page.receipt.slip.title == "Thursday 17 September"


def test_the_same_figure_again_returns_to_the_week(make: Make, qtbot: QtBot) -> None:
    page = make()
    wait_for_charts(qtbot, page)
    button = page.days.chart.columns.buttons[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert total(page) == 20
    assert not button.isChecked()


def test_every_activity_explains_its_points(make: Make, board: Scoreboard) -> None:
    page = make()
    lines = board.overviews.week().activities
    assert [row.key for row in page.activities.rows] == [line.key for line in lines]
    for row, line in zip(page.activities.rows, lines, strict=True):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        assert total(page) == slip_sum(page) == line.points
        assert row.isChecked()


def test_an_earlier_week_explains_its_score(make: Make) -> None:
    page = make()
    column = page.weeks.chart.columns.buttons[0]
    assert column.accessibleName() == "Week 37: 41 of 40 points, reached"
    QTest.mouseClick(column, Qt.MouseButton.LeftButton)
    assert total(page) == slip_sum(page) == 41
    assert column.isChecked()


def test_the_days_won_are_counted_out(make: Make) -> None:
    page = make()
    QTest.mouseClick(page.stats.days, Qt.MouseButton.LeftButton)
    assert page.stats.days.shown.startswith("2")
    assert total(page) == 2
    assert page.receipt.slip is not None
    won = [row for row in page.receipt.slip.rows if row.points == "day won"]
    assert [row.how for row in won] == ["9 of 8", "8 of 8"]


def test_the_course_adds_up(make: Make, board: Scoreboard) -> None:
    page = make()
    QTest.mouseClick(page.stats.outlook, Qt.MouseButton.LeftButton)
    assert total(page) == slip_sum(page) == board.overviews.week().on_course == 32


def test_on_the_first_day_the_target_is_shared_out(make: Make, clock: Clock) -> None:
    clock.at(2026, 9, 21)
    page = make()
    page.live.board.journal.log("quote")
    page.refresh()
    QTest.mouseClick(page.stats.outlook, Qt.MouseButton.LeftButton)
    assert page.stats.outlook.shown == "7.4 points a day"
    assert total(page) == Fraction(37, 5)


def test_keys_choose_a_figure(make: Make, qtbot: QtBot) -> None:
    page = make()
    wait_for_charts(qtbot, page)
    buttons = page.days.chart.columns.buttons
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(buttons[0], Qt.Key.Key_Right)
    QTest.keyClick(buttons[1], Qt.Key.Key_Return)
    assert total(page) == 3
    assert [button.focusPolicy() for button in buttons].count(Qt.FocusPolicy.TabFocus) == 1
    QTest.keyClick(page.activities.rows[0], Qt.Key.Key_Space)
    assert page.activities.rows[0].isChecked()


def test_a_new_entry_reaches_the_open_receipt(make: Make) -> None:
    page = make()
    page.explain(Pick(Figure.DAY, WEDNESDAY))
    page.live.do(lambda board: board.journal.log("quote"))
    assert total(page) == 11
    assert page.stats.score.shown == "23 of 40 points"


def test_a_figure_that_is_gone_gives_way_to_the_week(make: Make) -> None:
    page = make()
    page.explain(Pick(Figure.ACTIVITY, activity="newsletter-reader"))
    entry = page.live.board.journal.history(activity="newsletter-reader")[-1]
    page.live.do(lambda board: board.journal.void(entry.uid))
    assert total(page) == 19


def test_corrections_and_caps_are_told(make: Make, board: Scoreboard) -> None:
    change = ActivityChange(points=Fraction(4), start=MONDAY, correct=True, reason="Was typed wrongly")
    board.rules.set_activity("quote", change)
    board.rules.set_activity(
        "newsletter-reader", ActivityChange(cap=1, start=MONDAY, correct=True, reason="x")
    )
    board.journal.log("newsletter-reader", count=2)
    page = make()
    assert page.receipt.slip is not None
    said = page.receipt.slip.text()
    assert "Corrected from Monday 14 September 2026 on: Was typed wrongly" in said
    assert "2 more above the daily cap" in said
    assert total(page) == slip_sum(page) == 24


def test_weeks_are_turned_by_keys(make: Make, qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.shown_day() == date(2026, 9, 7))
    assert page.stats.score.shown == "41 of 40 points"
    assert page.stats.outlook.shown == "Reached"
    assert not page.header.previous.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.stats.score.shown == "20 of 40 points")
    assert not page.header.following.isEnabled()
    assert not page.header.present.isEnabled()


def test_back_and_forward_again_it_goes_on_to_the_next_week(make: Make, clock: Clock) -> None:
    page = make()
    page.header.previous.click()
    page.header.following.click()
    assert page.shown_day() is None
    clock.at(2026, 9, 21)
    page.live.tick()
    assert page.stats.score.shown == "0 of 40 points"


def test_a_past_week_is_left_open_and_never_scolded(make: Make, clock: Clock) -> None:
    clock.at(2026, 9, 23)
    page = make()
    page.show_day(MONDAY)
    page.catch_up()
    assert page.stats.outlook.shown == "Left open"
    said = " ".join(texts(page)).casefold()
    assert not any(word in said for word in ("missed", "failed", "behind pace"))


def test_in_the_trial_the_target_is_a_wish(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    board = open_board(set_up_folder(tmp_path / "trial", trial_weeks=4), clock)
    board.journal.log("quote", count=5)
    page = WeekPage(Surroundings(LiveBoard(board), load_theme("light", motion=False), Settings()))
    qtbot.addWidget(page)
    page.catch_up()
    assert page.stats.score.shown == "15 points, 40 is the wish"
    assert page.stats.outlook.shown == "40 is the wish"
    page.explain(Pick(Figure.OUTLOOK))
    page.catch_up()
    assert page.receipt.slip is not None
    assert page.receipt.slip.total == slip_sum(page) == 40
    board.store.close()


def test_a_week_without_entries_is_kind(make: Make, clock: Clock, qtbot: QtBot) -> None:
    clock.at(2026, 9, 21)
    page = make()
    assert page.empty.isVisible()
    assert not page.days.isVisible()
    assert "A fresh week" in texts(page)
    (button,) = (one for one in page.empty.findChildren(QAbstractButton) if one.isVisible())
    with qtbot.waitSignal(page.leads_to) as led:
        button.click()
    assert led.args == ["today"]


def test_numbers_as_a_table(make: Make) -> None:
    page = make()
    QTest.mouseClick(page.days.table_button, Qt.MouseButton.LeftButton)
    table = page.days.chart.table
    assert page.days.chart.as_table
    cells = [table.item(row, 1) for row in range(table.rowCount())]
    assert [cell.text() for cell in cells if cell] == ["9", "3", "8", "0", "0"]
    assert page.days.table_button.accessibleName() == "Show as chart"


def test_the_charts_say_in_words_what_they_show(make: Make) -> None:
    page = make()
    assert "Monday 14 September: day won, 9 of 8 points." in page.days.chart.accessibleName()
    assert "On course for 32." in page.build_up.chart.accessibleName()


def test_a_receipt_can_be_copied(make: Make, qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitSignal(page.said):
        page.receipt.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "Week score  20" in copied
    assert "Quote sent  4 × 3  12" in copied


def test_change_a_rule_leads_to_the_rules(make: Make, qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitSignal(page.leads_to) as led:
        page.receipt.rules.click()
    assert led.args == ["rules"]


def test_an_equal_figure_is_not_drawn_again(make: Make, qtbot: QtBot) -> None:
    page = make()
    wait_for_charts(qtbot, page)
    with qtbot.assertNotEmitted(page.days.chart.drawn, wait=150):
        page.refresh()
    with qtbot.waitSignal(page.days.chart.drawn):
        page.live.do(lambda board: board.journal.log("quote"))


def test_matplotlib_waits_for_the_first_chart() -> None:
    code = """
import sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.boards import Clock, open_board, set_up_folder
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.week import WeekPage
from scoreboard.gui.theme import load_theme
from scoreboard.settings import Settings
app = QApplication([])
board = open_board(set_up_folder(Path(tempfile.mkdtemp())), Clock())
board.journal.log("quote")
page = WeekPage(Surroundings(LiveBoard(board), load_theme("light", motion=False), Settings()))
page.catch_up()
assert "matplotlib" not in sys.modules, "built"
page.show()
page.grab()
assert "matplotlib" not in sys.modules, "painted"
while not page.days.chart.is_drawn:
    app.processEvents()
assert "matplotlib" in sys.modules, "drawn"
assert "matplotlib.pyplot" not in sys.modules
"""
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("language", ["en", "nl", "de", "fr"])
@pytest.mark.parametrize(("width", "height"), [(900, 600), (1150, 700), (1440, 900)])
def test_long_names_fit(make: Make, board: Scoreboard, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    for number, one in enumerate(board.overviews.activities()):
        name = f"{number} Kundenzufriedenheitsbefragung besprochen"[:40]
        board.rules.set_activity(one.activity.key, ActivityChange(name=name))
    page = make(width, height)
    assert page._area.horizontalScrollBar().maximum() == 0


def test_large_text_fits(make: Make) -> None:
    page = make(1440, 900, text_size=150)
    assert page._area.horizontalScrollBar().maximum() == 0


def test_showing_a_state_emits_nothing(make: Make, qtbot: QtBot) -> None:
    page = make()
    for signal in (page.live.changed, page.live.finished, page.leads_to, page.said, page.stats.chosen):
        with qtbot.assertNotEmitted(signal):
            page.display(page.load())


def doubts(page: WeekPage) -> int:
    return sum(one.isVisibleTo(page) for one in page.findChildren(Doubt))


def test_a_doubted_week_is_marked_wherever_it_shows_and_gets_no_verdict(make: Make) -> None:
    page = make()
    assert doubts(page) == 0
    live = page.live
    live.doubt = Soundness(control_sums="differ", bad_weeks=(MONDAY,), problems=(Finding("week"),))
    live.changed.emit(EVERYTHING)
    assert doubts(page) == 5, "head, two charts, activities, last weeks"
    for stat in (page.stats.score, page.stats.days, page.stats.outlook):
        assert "may be wrong" in stat.shown
    spoken = [page.days.chart, page.build_up.chart, page.weeks.chart]
    assert all("may be wrong" in one.accessibleName() for one in spoken)
    assert not any("won" in one.accessibleName() for one in spoken[:2])
    assert page.receipt.slip is not None
    assert "Week score, may be wrong" in page.receipt.slip.text()
    page.explain(Pick(Figure.EARLIER, date(2026, 9, 7)))
    assert "may be wrong" not in page.receipt.slip.text()
    page.show_day(date(2026, 9, 8))
    assert doubts(page) == 0, "the week before is as it was written"
    live.doubt = None
    page.show_day(None)
    assert doubts(page) == 0


def test_an_earlier_week_that_is_doubted_is_marked_among_the_last_ones(make: Make) -> None:
    page = make()
    before = date(2026, 9, 7)
    page.live.doubt = Soundness(control_sums="differ", bad_weeks=(before,), problems=(Finding("week"),))
    page.live.changed.emit(EVERYTHING)
    assert doubts(page) == 1
    states = [bar.state for bar in page.weeks.chart._bars]
    assert states == [BarState.DOUBTED, BarState.NOW]
    page.explain(Pick(Figure.EARLIER, before))
    assert page.receipt.slip is not None
    assert "may be wrong" in page.receipt.slip.text()


def test_constancy_comes_after_the_page_and_says_what_it_is(make: Make, qtbot: QtBot) -> None:
    page = make()
    assert not page.constancy.isVisible()
    qtbot.waitUntil(page.constancy.isVisible, timeout=10000)
    said = [one.text() for one in page.constancy.findChildren(QLabel) if one.isVisible()]
    assert "100%" in said
    assert any(text.startswith("How near your finished weeks came") for text in said)
    assert "2, at best 2" in said
    assert "Weeks in a row" in said


def test_constancy_comes_although_the_page_was_left_for_a_moment(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.hide()
    qtbot.waitUntil(lambda: not page._looking.isActive())
    page.show()
    qtbot.waitUntil(page.constancy.isVisible, timeout=10000)


@pytest.mark.parametrize(("values", "shown"), [({"streaks": False}, True), ({"play": "plain"}, False)])
def test_constancy_shows_what_is_wanted(
    make: Make, qtbot: QtBot, values: dict[str, Any], shown: bool
) -> None:
    page = make()
    page.settings = replace(page.settings, **values)
    if shown:
        qtbot.waitUntil(page.constancy.isVisible, timeout=10000)
        said = [one.text() for one in page.constancy.findChildren(QLabel) if one.isVisible()]
        assert "Days in a row" not in said
    else:
        page._look_back()
        assert QThreadPool.globalInstance().waitForDone(5000)
        qtbot.wait(1)
        assert not page.constancy.isVisible()


def test_a_weekend_behind_tells_what_is_short(make: Make, clock: Clock) -> None:
    clock.at(2026, 9, 19)
    page = make()
    assert page.stats.outlook.shown == "20 points short"
    assert "No working day is left this week." in texts(page.stats)
    QTest.mouseClick(page.stats.outlook, Qt.MouseButton.LeftButton)
    assert total(page) == slip_sum(page) == 40


def test_past_the_point_of_reason_it_offers_the_day(make: Make, clock: Clock) -> None:
    clock.at(2026, 9, 18)
    said = texts(make().stats)
    assert "Win today" in said
    assert not any("gets you there" in text for text in said)


def test_on_a_day_off_the_next_day_is_told(make: Make, board: Scoreboard, clock: Clock) -> None:
    clock.at(2026, 9, 17)
    board.days_off.add(date(2026, 9, 17), date(2026, 9, 17))
    assert "12 a day gets you there" in texts(make().stats)
