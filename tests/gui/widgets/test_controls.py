"""Sliders, switches, choices, chips, pickers and menus say what the user chose, and only that."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scoreboard.domain.rules import HUES
from scoreboard.gui import dates
from scoreboard.gui.form import date_edit
from scoreboard.gui.theme import WORK_ICONS, Theme
from scoreboard.gui.widgets.chip import Badge, Chip
from scoreboard.gui.widgets.color_picker import ColorPicker
from scoreboard.gui.widgets.fields import rounded_menu, style_calendar, time_field
from scoreboard.gui.widgets.flow_grid import FlowGrid, columns_for
from scoreboard.gui.widgets.icon_picker import IconPicker
from scoreboard.gui.widgets.nav_list import NavEntry, NavList
from scoreboard.gui.widgets.outcome_menu import MenuEntry, OutcomeMenu
from scoreboard.gui.widgets.segmented import Segmented, options_of
from scoreboard.gui.widgets.step_slider import StepSlider
from scoreboard.gui.widgets.switch import Switch
from scoreboard.gui.widgets.tally import tally_width
from tests.gui.widgets.support import LEFT, PLAIN, Style, click, near, picture, tap

# Without a screen Qt says with every window that it cannot raise it or give it a fixed size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Told:
    """Collects what a signal says."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object = None) -> None:
        self.values.append(value)


@pytest.fixture
def slider(qtbot: QtBot, still: Theme) -> StepSlider:
    made = StepSlider(still, value=50, color="rose", accessible_name="September newsletter")
    qtbot.addWidget(made)
    made.resize(222, 26)
    made.show()
    return made


@pytest.mark.parametrize(
    ("pressed", "value"),
    [
        (Qt.Key.Key_Right, 60),
        (Qt.Key.Key_Left, 40),
        (Qt.Key.Key_PageUp, 80),
        (Qt.Key.Key_PageDown, 20),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100),
    ],
)
def test_keys_move_the_slider_in_steps(slider: StepSlider, pressed: Qt.Key, value: int) -> None:
    committed = Told()
    slider.committed.connect(committed)
    tap(slider, pressed)
    assert slider.value() == value
    assert committed.values == [value]


def test_a_held_key_commits_once(slider: StepSlider) -> None:
    committed = Told()
    slider.committed.connect(committed)

    def send(kind: QKeyEvent.Type, *, repeat: bool) -> None:
        event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", repeat)
        QApplication.sendEvent(slider, event)

    send(QKeyEvent.Type.KeyPress, repeat=False)
    for _ in range(2):
        send(QKeyEvent.Type.KeyRelease, repeat=True)
        send(QKeyEvent.Type.KeyPress, repeat=True)
    assert committed.values == []
    send(QKeyEvent.Type.KeyRelease, repeat=False)
    assert committed.values == [80]


def test_dragging_commits_once_and_snaps(slider: StepSlider) -> None:
    moved, committed = Told(), Told()
    slider.valueChanged.connect(moved)
    slider.committed.connect(committed)
    QTest.mousePress(slider, LEFT, PLAIN, QPoint(111, 13))
    for x in range(112, 176, 3):
        QTest.mouseMove(slider, QPoint(x, 13))
    assert committed.values == []
    QTest.mouseRelease(slider, LEFT, PLAIN, QPoint(175, 13))
    assert moved.values == [60, 70, 80]
    assert committed.values == [80]


def test_a_press_that_changes_nothing_commits_nothing(slider: StepSlider) -> None:
    committed = Told()
    slider.committed.connect(committed)
    click(slider, QPoint(111, 13))
    tap(slider, Qt.Key.Key_Right)
    slider.set_quietly(20)
    tap(slider, Qt.Key.Key_Shift)
    assert committed.values == [60]


def test_from_between_two_steps_one_goes_to_the_next(slider: StepSlider) -> None:
    slider.set_quietly(45)
    tap(slider, Qt.Key.Key_Right)
    assert slider.value() == 50
    slider.set_quietly(45)
    tap(slider, Qt.Key.Key_Left)
    assert slider.value() == 40


def test_the_wheel_changes_nothing(slider: StepSlider) -> None:
    event = QWheelEvent(
        QPointF(50, 13),
        QPointF(50, 13),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, event)
    assert slider.value() == 50
    assert not event.isAccepted()


def test_the_ghost_shows_where_it_was(slider: StepSlider, still: Theme) -> None:
    slider.set_ghost(90)
    x = round(11 + 0.9 * 200)
    assert near(picture(slider).pixelColor(x, 6), still.color("text3"), 40)
    slider.set_ghost(None)
    assert picture(slider).pixelColor(x, 6).alpha() == 0


def test_the_segments_choose_by_mouse_and_arrows(qtbot: QtBot, still: Theme) -> None:
    segmented = Segmented(still, ["Points", "% of own target", "R & D"], 1)
    qtbot.addWidget(segmented)
    segmented.show()
    told = Told()
    segmented.changed.connect(told)
    options = options_of(segmented)
    click(options[2])
    tap(options[2], Qt.Key.Key_Left)
    tap(options[1], Qt.Key.Key_Left)
    tap(options[0], Qt.Key.Key_Left)
    segmented.set_current(2)
    assert told.values == [2, 1, 0]
    assert segmented.current() == 2
    policies = [option.focusPolicy() for option in options]
    assert policies == [Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus]


def test_the_segments_fit_their_words_at_150_percent(qtbot: QtBot, large: Theme) -> None:
    segmented = Segmented(large, ["Punkte", "% des eigenen Ziels"])
    qtbot.addWidget(segmented)
    for option, text in zip(options_of(segmented), ("Punkte", "% des eigenen Ziels"), strict=True):
        assert option.sizeHint().width() > QFontMetricsF(large.font("strong")).horizontalAdvance(text) + 20


def test_the_switch_toggles_and_shows_it(qtbot: QtBot, each: Theme) -> None:
    switch = Switch(each, "Show ranking")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    told = Told()
    switch.toggled.connect(told)
    off = picture(switch)
    click(switch)
    tap(switch, Qt.Key.Key_Space)
    click(switch)
    assert told.values == [True, False, True]
    assert near(picture(switch).pixelColor(8, 14), each.color("accent"))
    assert near(off.pixelColor(38, 14), each.color("border_strong"))
    assert switch.accessibleName() == "Show ranking"


def test_a_hint_takes_a_second_line_before_it_is_cut(qtbot: QtBot, still: Theme) -> None:
    hint = Chip(still, "4 × Webinar registration", hue="petrol", icon="file-text", lines=2)
    qtbot.addWidget(hint)
    hint.show()
    full, line = hint.sizeHint().width(), hint.sizeHint().height()
    assert hint.heightForWidth(full) == line
    assert hint.heightForWidth(full - 20) > line
    hint.resize(full - 20, hint.heightForWidth(full - 20))
    assert hint.toolTip() == ""
    hint.resize(80, line)
    assert "Webinar registration" in hint.toolTip()


def test_a_chip_is_pressed_or_chosen(qtbot: QtBot, still: Theme) -> None:
    hint = Chip(still, "1 quote", hue="petrol", icon="file-text")
    choice = Chip(still, "Ill")
    for chip in (hint, choice):
        qtbot.addWidget(chip)
        chip.resize(chip.sizeHint())
        assert chip.height() >= 22
    with qtbot.waitSignal(hint.clicked):
        click(hint)
    with qtbot.waitSignal(hint.clicked):
        tap(hint, Qt.Key.Key_Space)
    choice.setCheckable(True)
    click(choice)
    assert choice.isChecked()


def test_a_badge_grows_with_its_text(qtbot: QtBot, still: Theme) -> None:
    badge = Badge(still, "6", icon="sun")
    qtbot.addWidget(badge)
    before = badge.sizeHint().width()
    badge.set_text("16 in a row")
    assert badge.sizeHint().width() > before
    assert badge.accessibleName() == "16 in a row"


def test_a_hue_is_picked_by_mouse_and_keyboard(qtbot: QtBot, still: Theme) -> None:
    picker = ColorPicker(still, {"ocean": "Ocean"}, "ocean")
    qtbot.addWidget(picker)
    picker.show()
    told = Told()
    picker.picked.connect(told)
    assert picker.swatch("ocean").accessibleName() == "Ocean"
    click(picker.swatch("slate"))
    tap(picker.swatch("slate"), Qt.Key.Key_Left)
    tap(picker.swatch("moss"), Qt.Key.Key_Right)
    tap(picker.swatch("slate"), Qt.Key.Key_Right)
    picker.set_current("rose")
    assert told.values == ["slate", "moss", "slate"]
    assert picker.current() == "rose"
    tab = [hue for hue in HUES if picker.swatch(hue).focusPolicy() == Qt.FocusPolicy.TabFocus]
    assert tab == ["rose"]


def test_an_icon_is_picked_by_mouse_and_keyboard(qtbot: QtBot, still: Theme) -> None:
    picker = IconPicker(still, "", names={"phone": "Phone"}, columns=10)
    qtbot.addWidget(picker)
    picker.show()
    told = Told()
    picker.picked.connect(told)
    assert picker.current() == ""
    click(picker.cell(WORK_ICONS[3]))
    tap(picker.cell(WORK_ICONS[3]), Qt.Key.Key_Down)
    assert told.values == [WORK_ICONS[3], WORK_ICONS[13]]
    assert picker.cell("phone").accessibleName() == "Phone"
    assert near(picture(picker.cell(WORK_ICONS[13])).pixelColor(18, 4), still.color("petrol"))
    picker.set_hue("rose")
    assert near(picture(picker.cell(WORK_ICONS[13])).pixelColor(18, 4), still.color("rose"))


OUTCOMES = (MenuEntry("yes", "Answered", "+2", "check"), MenuEntry("no", "Not answered", "+1", "minus"))
EXTRAS = (MenuEntry("note", "With a note…", icon="pencil"), MenuEntry("day", "On another day…"))


@pytest.fixture
def menu(qtbot: QtBot, still: Theme) -> OutcomeMenu:
    made = OutcomeMenu(still, "How did it go?", OUTCOMES, EXTRAS, hue="plum")
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.popup(QPoint(10, 10))
    return made


@pytest.mark.parametrize(("letter", "key"), [("a", "yes"), ("N", "no"), ("w", "note"), ("o", "day")])
def test_a_letter_chooses_an_outcome(qtbot: QtBot, menu: OutcomeMenu, letter: str, key: str) -> None:
    with qtbot.waitSignal(menu.chosen) as heard:
        QTest.keyClicks(menu, letter)
    assert heard.args == [key]
    assert not menu.isVisible()


def test_arrows_and_enter_choose_an_outcome(qtbot: QtBot, menu: OutcomeMenu) -> None:
    with qtbot.waitSignal(menu.chosen) as heard:
        tap(menu, Qt.Key.Key_Down)
        tap(menu, Qt.Key.Key_Return)
    assert heard.args == ["no"]


def test_enter_at_once_takes_the_usual_outcome(qtbot: QtBot, menu: OutcomeMenu) -> None:
    with qtbot.waitSignal(menu.chosen) as heard:
        tap(menu, Qt.Key.Key_Return)
    assert heard.args == ["yes"]


def test_a_click_on_a_row_chooses_it(qtbot: QtBot, menu: OutcomeMenu) -> None:
    row = menu.actionGeometry(menu.actions()[3])
    with qtbot.waitSignal(menu.chosen) as heard:
        click(menu, row.center())
    assert heard.args == ["note"]


def test_escape_and_the_shadow_choose_nothing(menu: OutcomeMenu) -> None:
    told = Told()
    menu.chosen.connect(told)
    click(menu, QPoint(5, 5))
    assert not menu.isVisible()
    menu.popup(QPoint(10, 10))
    tap(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert told.values == []


def test_menus_are_square_where_windows_are_not_see_through(
    qtbot: QtBot, still: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scoreboard.gui.widgets.fields.see_through", lambda: False)
    monkeypatch.setattr("scoreboard.gui.widgets.outcome_menu.see_through", lambda: False)
    plain = rounded_menu()
    qtbot.addWidget(plain)
    assert not plain.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert not plain.property("rounded")
    asks = OutcomeMenu(still, "How did it go?", OUTCOMES, EXTRAS)
    qtbot.addWidget(asks)
    asks.popup(QPoint(0, 0))
    panel = asks._panel().toRect()
    assert asks.mask().boundingRect() == panel
    assert asks.grab(panel).toImage().pixelColor(2, 2) == still.color("raised")
    asks.close()


def test_the_rows_of_the_menu_fit_inside_its_panel(qtbot: QtBot, menu: OutcomeMenu, large: Theme) -> None:
    wide = OutcomeMenu(
        large, "Wie lief es?", (MenuEntry("x", "Nicht erreicht, Nachricht hinterlassen", "+½"),)
    )
    qtbot.addWidget(wide)
    wide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    wide.popup(QPoint(10, 10))
    for shown in (menu, wide):
        for action in shown.actions():
            assert shown.rect().adjusted(30, 30, -30, -30).contains(shown.actionGeometry(action))
    row = wide.actionGeometry(wide.actions()[0])
    words = QFontMetricsF(large.font("strong")).horizontalAdvance("Nicht erreicht, Nachricht hinterlassen+½")
    assert row.width() > words + 10 + large.px(27) + 12


NAV = (
    NavEntry("today", "Today", "sun", shortcut="Ctrl+1"),
    NavEntry("week", "Week", "chart-column", gap=True),
)
TOOLS = (NavEntry("pad", "Mini pad", "picture-in-picture-2", page=False),)


def test_the_navigation_says_where_to_go(qtbot: QtBot, still: Theme) -> None:
    nav = NavList(still, "Scoreboard", NAV, TOOLS, current="today")
    qtbot.addWidget(nav)
    told = Told()
    nav.selected.connect(told)
    for key in ("week", "today", "pad"):
        click(nav.item(key))
    assert told.values == ["week", "today", "pad"]


def test_arrows_go_round_in_the_navigation(qtbot: QtBot, still: Theme) -> None:
    nav = NavList(still, "Scoreboard", NAV, TOOLS)
    qtbot.addWidget(nav)
    nav.show()
    nav.activateWindow()
    qtbot.waitUntil(nav.isActiveWindow)
    nav.item("today").setFocus()
    for pressed, key in ((Qt.Key.Key_Down, "week"), (Qt.Key.Key_Up, "today"), (Qt.Key.Key_Up, "pad")):
        tap(nav.focusWidget(), pressed)
        assert nav.item(key).hasFocus()


def test_only_pages_become_current(qtbot: QtBot, still: Theme) -> None:
    nav = NavList(still, "Scoreboard", NAV, TOOLS, current="today")
    qtbot.addWidget(nav)
    nav.set_current("pad")
    assert not any(nav.item(key).isChecked() for key in ("today", "week", "pad"))
    nav.set_current("week")
    nav.item("week").click()
    assert nav.item("week").isChecked()


def test_the_narrow_navigation_has_tooltips(qtbot: QtBot, still: Theme) -> None:
    nav = NavList(still, "Scoreboard", NAV, TOOLS, footer=QWidget(), compact_footer=QWidget())
    qtbot.addWidget(nav)
    assert (nav.width(), nav.compact) == (212, False)
    nav.set_compact(True)
    assert (nav.width(), nav.compact) == (64, True)
    assert "Today (Ctrl+1)" in nav.item("today").toolTip()
    assert nav.item("today").sizeHint().width() >= 32


@pytest.mark.parametrize(
    ("width", "wide", "columns"),
    [
        (784, False, 4),
        (783, False, 3),
        (584, False, 2),
        (300, False, 1),
        (1320, False, 4),
        (1320, True, 5),
        (50, True, 1),
    ],
)
def test_the_grid_has_as_many_columns_as_fit(width: int, wide: bool, columns: int) -> None:
    assert columns_for(width, wide=wide) == columns


def test_the_grid_rearranges_and_arrows_move_in_it(qtbot: QtBot, still: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = FlowGrid(100, 10)
    QVBoxLayout(window).addWidget(grid)
    chips = [Chip(still, str(number)) for number in range(5)]
    grid.set_widgets(chips)
    window.resize(400, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert grid.columns == 3
    chips[0].setFocus()
    walk = (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 4),
        (Qt.Key.Key_Home, 0),
    )
    for pressed, place in walk:
        tap(window.focusWidget(), pressed)
        assert chips[place].hasFocus()
    window.resize(220, 300)
    qtbot.waitUntil(lambda: chips[1].y() > chips[0].y())
    assert grid.columns == 1


def test_tallies_take_more_room_with_every_stroke(still: Theme) -> None:
    widths = [tally_width(still, count) for count in range(5)]
    assert widths == sorted(widths)
    assert widths[0] == 0


def test_fields_have_names_and_room(qtbot: QtBot, still: Theme) -> None:
    day = date_edit(still, date(2026, 9, 16))
    time = time_field(QTime(9, 5), QLocale("nl_NL"), "HH:mm", accessible_name="At")
    for field in (day, time):
        qtbot.addWidget(field)
    assert time.text() == "09:05"
    assert time.lineEdit().textMargins().left() > 0
    assert time.accessibleName() == "At"
    assert day.calendarWidget().locale() == dates.locale()
    assert day.calendarWidget().firstDayOfWeek() == dates.locale().firstDayOfWeek()
    assert day.text() == "16 Sep 2026"


def test_the_calendar_of_a_day_has_room_for_six_weeks(styled: Style, qtbot: QtBot, still: Theme) -> None:
    styled("light", 100)
    day = date_edit(still, date(2026, 8, 16), 0)
    qtbot.addWidget(day)
    calendar = day.calendarWidget()
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert calendar.sizeHint().height() <= calendar.minimumHeight()
    row = calendar.fontMetrics().height() + 4
    assert calendar.minimumHeight() > still.px(36) + 7 * row


def test_nothing_waits_for_the_months_of_a_calendar(qtbot: QtBot, styled: Style, still: Theme) -> None:
    styled("light", 100)
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    style_calendar(still, calendar, dates.locale())
    calendar.setSelectedDate(QDate(2026, 9, 16))
    calendar.show()
    button = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
    assert isinstance(button, QToolButton)
    click(button)
    months = QApplication.activePopupWidget()
    assert isinstance(months, QMenu)
    assert picture(months).pixelColor(0, 0).alpha() == 0, "with round corners, as other menus"
    months.actions()[2].trigger()
    months.close()
    assert (calendar.yearShown(), calendar.monthShown()) == (2026, 3)


@pytest.mark.parametrize("what", ["a day", "a time"])
def test_nothing_waits_for_the_menu_of(what: str, qtbot: QtBot, still: Theme) -> None:
    at = QTime(9, 5)
    edit = (
        date_edit(still, date(2026, 9, 16))
        if what == "a day"
        else time_field(at, QLocale("en_GB"), dates.time_pattern())
    )
    qtbot.addWidget(edit)
    edit.show()
    place = edit.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, edit.mapToGlobal(place))
    QApplication.sendEvent(edit, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.windowHandle().isVisible()
    menu.actions()[-1].trigger()
    menu.close()
    assert edit.lineEdit().selectedText() == edit.text()


def test_a_rounded_menu_has_clear_corners(qtbot: QtBot, styled: Style) -> None:
    styled("light", 100)
    menu = rounded_menu()
    qtbot.addWidget(menu)
    menu.addAction("Edit")
    menu.popup(QPoint(0, 0))
    image = picture(menu)
    assert image.pixelColor(1, 1).alpha() == 0
    assert image.pixelColor(menu.width() // 2, menu.height() // 2).alpha() == 255


def test_two_outcomes_never_share_a_letter(qtbot: QtBot, still: Theme) -> None:
    menu = OutcomeMenu(still, "", (MenuEntry("one", "Answered"), MenuEntry("two", "Agreed")))
    qtbot.addWidget(menu)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    heard: list[str] = []
    menu.chosen.connect(heard.append)
    for letter in ("a", "g"):
        menu.popup(QPoint(10, 10))
        QTest.keyClicks(menu, letter)
    assert heard == ["one", "two"]
