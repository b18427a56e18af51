"""The key: every way to press it, what it never cuts, and the moment after."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scoreboard.gui.theme import Theme, load_theme
from scoreboard.gui.widgets.activity_key import HOLD_MS, MIN_WIDTH, ActivityKey, FloatingPoints
from tests.gui.widgets.support import LEFT, PLAIN, SHIFT, click, near, picture, tap

NAMES = (
    "Inspiration session offered",
    "Quote sent",
    "Webinar promotion",
    "Webinar registration",
    "New newsletter reader",
    "Call with customer",
    "Call with prospect",
    "Programme offered",
    "Inspiratiesessie aangeboden",
    "Offerte verstuurd",
    "Webinar gepromoot",
    "Aanmelding voor webinar",
    "Nieuwe nieuwsbrieflezer",
    "Gesprek met klant",
    "Gesprek met prospect",
    "Programma aangeboden",
    "Inspirationsworkshop angeboten",
    "Angebot verschickt",
    "Webinar beworben",
    "Webinar-Anmeldung erhalten",
    "Neue Newsletter-Leserin",
    "Angebotsbesprechung mit Bestandskunden",
    "Telefonat mit Interessentin",
    "Programm angeboten",
)
FORTY = ("Angebotsbesprechung mit Bestandskunden 12", "Klanttevredenheidsonderzoek besproken nu")


def key_of(theme: Theme, name: str = "Call with prospect", **more: object) -> ActivityKey:
    options: dict[str, object] = {"digit": "7", "count": 3, "has_outcomes": True, **more}
    return ActivityKey(theme, name, "plum", "phone-outgoing", "+2", **options)  # type: ignore[arg-type]


@pytest.fixture
def key(qtbot: QtBot, still: Theme) -> ActivityKey:
    made = key_of(still)
    qtbot.addWidget(made)
    made.resize(196, made.sizeHint().height())
    made.show()
    return made


class Heard:
    """Counts what a key says."""

    def __init__(self, key: ActivityKey) -> None:
        self.clicks = self.details = 0
        key.clicked.connect(self._click)
        key.details_requested.connect(self._detail)

    def _click(self) -> None:
        self.clicks += 1

    def _detail(self) -> None:
        self.details += 1

    def __call__(self) -> tuple[int, int]:
        return self.clicks, self.details


MIDDLE = QPoint(90, 40)


def test_a_click_logs(key: ActivityKey) -> None:
    heard = Heard(key)
    click(key, MIDDLE)
    assert heard() == (1, 0)


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_keyboard_logs(qtbot: QtBot, key: ActivityKey, pressed: Qt.Key) -> None:
    with qtbot.waitSignal(key.clicked):
        tap(key, pressed)


def test_shift_and_click_asks_how_it_went(key: ActivityKey) -> None:
    heard = Heard(key)
    click(key, MIDDLE, SHIFT)
    tap(key, Qt.Key.Key_Return, SHIFT)
    assert heard() == (0, 2)


def test_the_chevron_asks_how_it_went(qtbot: QtBot, key: ActivityKey, still: Theme) -> None:
    heard = Heard(key)
    corner = QPoint(key.width() - 22, key.height() - 22)
    click(key, corner)
    assert heard() == (0, 1)
    plain = key_of(still, has_outcomes=False)
    qtbot.addWidget(plain)
    plain.resize(key.size())
    heard = Heard(plain)
    click(plain, corner)
    assert heard() == (1, 0)


def test_right_click_and_the_menu_key_ask_how_it_went(key: ActivityKey) -> None:
    heard = Heard(key)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(key, QContextMenuEvent(reason, MIDDLE, key.mapToGlobal(MIDDLE)))
    assert heard() == (0, 2)


def test_a_long_press_asks_and_does_not_log(qtbot: QtBot, key: ActivityKey) -> None:
    heard = Heard(key)
    with qtbot.waitSignal(key.details_requested, timeout=4 * HOLD_MS):
        QTest.mousePress(key, LEFT, PLAIN, MIDDLE)
    QTest.mouseRelease(key, LEFT, PLAIN, MIDDLE)
    assert heard() == (0, 1)
    assert not key.isDown()
    click(key, MIDDLE)
    assert heard() == (1, 1)


def test_leaving_the_key_while_pressed_does_nothing(key: ActivityKey) -> None:
    heard = Heard(key)
    QTest.mousePress(key, LEFT, PLAIN, MIDDLE)
    QTest.mouseMove(key, QPoint(-40, 300))
    QTest.mouseRelease(key, LEFT, PLAIN, QPoint(-40, 300))
    assert heard() == (0, 0)


def test_a_paused_key_says_why_and_does_nothing(qtbot: QtBot, still: Theme) -> None:
    key = key_of(still, paused="Paused until <October>")
    qtbot.addWidget(key)
    heard = Heard(key)
    click(key, MIDDLE)
    QApplication.sendEvent(key, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, MIDDLE, MIDDLE))
    assert heard() == (0, 0)
    assert "Paused until &lt;October&gt;" in key.toolTip()
    key.set_paused("")
    assert key.isEnabled()
    assert key.toolTip() == ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("split", [True, False])
def test_usual_names_are_never_cut_at_the_default_width(
    qtbot: QtBot, still: Theme, name: str, split: bool
) -> None:
    key = key_of(still, name, has_outcomes=split)
    qtbot.addWidget(key)
    key.resize(196, key.sizeHint().height())
    assert not key.shortened
    assert " ".join(key.name_lines()).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize("name", FORTY)
def test_forty_letters_fit_at_150_percent(qtbot: QtBot, large: Theme, name: str) -> None:
    key = key_of(large, name)
    qtbot.addWidget(key)
    key.resize(key.minimumSizeHint())
    font = large.font("strong")
    assert len(key.name_lines()) <= 3
    assert not key.shortened
    for line in key.name_lines():
        assert QFontMetricsF(font).horizontalAdvance(line) <= key.width() - 2 - 28 + 1


def test_no_line_of_a_low_key_runs_into_its_chevron(qtbot: QtBot, still: Theme) -> None:
    key = key_of(still, "Anruf bei Interessenten", compact=True)
    qtbot.addWidget(key)
    key.resize(186, key.sizeHint().height())
    metrics = QFontMetricsF(still.font("strong"))
    assert key.name_lines() == ["Anruf bei", "Interessenten"]
    assert all(15 + metrics.horizontalAdvance(line) < key.width() - 33 for line in key.name_lines())


def test_a_name_that_is_cut_is_in_the_tooltip(qtbot: QtBot, still: Theme) -> None:
    key = key_of(still, "A name that is a good deal longer than two lines of a key can ever hold, " * 2)
    qtbot.addWidget(key)
    key.resize(MIN_WIDTH, key.sizeHint().height())
    key.show()
    assert key.shortened
    assert "longer than two lines" in key.toolTip()


@pytest.mark.parametrize("size", [90, 100, 125, 150])
@pytest.mark.parametrize(
    ("points", "factor", "count"), [("+2", "×2", 5), ("+12", "×1.5", 7), ("+½", "×1.25", 12)]
)
def test_nothing_in_the_upper_row_overlaps_or_leaves_the_key(
    qtbot: QtBot, size: int, points: str, factor: str, count: int
) -> None:
    theme = load_theme("light", text_size=size, motion=False)
    key = ActivityKey(theme, "Quote", "rose", "quote", points, factor=factor, count=count, digit="0")
    qtbot.addWidget(key)
    key.resize(key.minimumSizeHint())
    row = key.top_row()
    whole = QRectF(0, 0, key.width() - 2, key.height())
    assert all(whole.contains(box) for box in row)
    side_by_side = (row.points, row.factor, row.tally, row.keycap)
    for index, box in enumerate(side_by_side):
        assert not any(box.intersects(other) for other in side_by_side[index + 1 :])


def test_the_name_stands_below_the_upper_row_at_every_size(qtbot: QtBot) -> None:
    for size in (90, 100, 115, 130, 150):
        for compact in (True, False):
            theme = load_theme("light", text_size=size)
            key = key_of(theme, compact=compact)
            qtbot.addWidget(key)
            lines = 3 if theme.large_text else 2
            room = key.sizeHint().height() - 3 - key.top_row().tile.bottom()
            assert room >= lines * QFontMetricsF(theme.font("strong")).height() - 2


def test_the_key_is_as_high_as_designed(qtbot: QtBot, still: Theme) -> None:
    roomy, compact = key_of(still), key_of(still, compact=True)
    for key in (roomy, compact):
        qtbot.addWidget(key)
    assert (roomy.sizeHint().height(), compact.sizeHint().height()) == (100, 94)


def test_pressing_moves_the_cap_down_and_fills_the_tile(qtbot: QtBot, each: Theme) -> None:
    key = key_of(each)
    qtbot.addWidget(key)
    key.resize(196, 100)
    tile = QPoint(16, 30)
    assert near(picture(key).pixelColor(tile), each.color("soft.plum"))
    assert picture(key).pixelColor(90, 0).alpha() > 0
    key.setDown(True)
    assert near(picture(key).pixelColor(tile), each.color("plum"))
    assert near(picture(key).pixelColor(90, 0), each.color("window"))


def test_the_focus_ring_shows_for_the_keyboard_only(qtbot: QtBot, key: ActivityKey, still: Theme) -> None:
    accent = still.color("accent")
    inside = QPoint(90, 3)
    click(key, MIDDLE)
    key.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not near(picture(key).pixelColor(inside), accent)
    key.clearFocus()
    key.activateWindow()
    qtbot.waitUntil(key.isActiveWindow)
    key.setFocus(Qt.FocusReason.TabFocusReason)
    assert near(picture(key).pixelColor(inside), accent, 40)


def test_after_logging_points_float_out_and_go(qtbot: QtBot, moving: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(300, 200)
    key = key_of(moving)
    key.setParent(host)
    host.show()
    key.show_logged("+2")
    floating = host.findChildren(FloatingPoints)
    assert len(floating) == 1
    with qtbot.waitSignal(floating[0].destroyed, timeout=3000):
        pass
    assert not host.findChildren(FloatingPoints)


def test_without_motion_nothing_floats(key: ActivityKey) -> None:
    before = picture(key)
    key.show_logged("+2")
    assert not key.findChildren(FloatingPoints)
    assert picture(key) == before


def test_it_has_a_name_and_a_description(qtbot: QtBot, still: Theme) -> None:
    key = key_of(still, accessible_name="Quote sent, 3 points", accessible_description="Key 2. Today 1 time.")
    qtbot.addWidget(key)
    assert key.accessibleName() == "Quote sent, 3 points"
    key.set_count(2, "Key 2. Today 2 times.")
    assert key.accessibleDescription() == "Key 2. Today 2 times."


def test_disabling_repaints(key: ActivityKey) -> None:
    bright = picture(key)
    key.setEnabled(False)
    QApplication.sendEvent(key, QEvent(QEvent.Type.Leave))
    assert picture(key) != bright
