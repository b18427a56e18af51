"""Toasts, notices, receipts, rows and charts: what they say, when they go, and that nothing is cut."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scoreboard.gui.announce import announce
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.bar_chart import Bar, BarChart, BarState, nice_step
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.empty_state import EmptyState
from scoreboard.gui.widgets.labels import ElidingLabel, PlainLabel
from scoreboard.gui.widgets.log_row import LogRow
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.receipt import Receipt, ReceiptRow
from scoreboard.gui.widgets.toast import Toast
from tests.gui.widgets.support import LEFT, PLAIN, Style, amount, click, near, picture, put, tap

# Without a screen Qt says with every window that it cannot raise it or give it a fixed size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget)]


def button(widget: QWidget, name: str) -> QAbstractButton:
    return next(found for found in widget.findChildren(QAbstractButton) if found.accessibleName() == name)


def cut_labels(widget: QWidget) -> list[str]:
    """Texts that do not fit their labels, other than those that show an ellipsis on purpose."""
    cut = []
    for label in widget.findChildren(PlainLabel):
        if isinstance(label, ElidingLabel) or not label.isVisibleTo(widget):
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = QFontMetricsF(label.font()).horizontalAdvance(label.text())
        if label.height() < needed or (not label.wordWrap() and label.width() + 1 < wide):
            cut.append(label.text())
    return cut


def test_the_toast_comes_bottom_centre_and_follows_its_host(host: QWidget, still: Theme) -> None:
    toast = Toast(still, host)
    assert not toast.isVisible()
    toast.show_message("Logged: new newsletter reader", "+1 point", action="Undo", key_hint="Ctrl Z")
    for size in ((800, 600), (600, 300)):
        host.resize(*size)
        assert toast.geometry().center().x() == pytest.approx(host.rect().center().x(), abs=1)
        assert toast.geometry().bottom() - 30 == host.height() - 14 - 1


def test_a_new_toast_replaces_the_old_one(host: QWidget, still: Theme) -> None:
    toast = Toast(still, host)
    toast.show_message("First", "one")
    toast.show_message("Second")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert words(toast) == ["Second"]
    assert toast.remaining > 0


def test_the_toast_goes_by_itself_and_by_its_action(qtbot: QtBot, host: QWidget, still: Theme) -> None:
    toast = Toast(still, host)
    with qtbot.waitSignal(toast.gone):
        toast.show_message("Short", seconds=0.02)
    assert not toast.isVisible()
    toast.show_message("Logged", action="Undo")
    with qtbot.waitSignals([toast.action_triggered, toast.gone]):
        click(button(toast, "Undo"))
    assert not toast.isVisible()


def test_a_toast_that_slides_out_can_be_overtaken(qtbot: QtBot, host: QWidget, moving: Theme) -> None:
    toast = Toast(moving, host)
    toast.show_message("First")
    toast.hide_message()
    toast.show_message("Second")
    gone: list[bool] = []
    toast.gone.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: toast.geometry().bottom() - 30 == host.height() - 15, timeout=2000)
    assert toast.isVisible()
    assert gone == []


def test_a_toast_that_answers_its_own_action_stands_whole(qtbot: QtBot, host: QWidget, moving: Theme) -> None:
    toast = Toast(moving, host)
    toast.action_triggered.connect(lambda: toast.show_message("Taken back", action="Redo"))
    toast.show_message("Logged", action="Undo")
    where = host.height() - 15
    qtbot.waitUntil(lambda: toast.geometry().bottom() - 30 == where, timeout=2000)
    click(button(toast, "Undo"))
    for _ in range(12):
        assert toast.geometry().bottom() - 30 == where
        qtbot.wait(20)
    assert toast.isVisible()


def test_many_toasts_share_one_animation(host: QWidget, moving: Theme) -> None:
    toast = Toast(moving, host)
    for _ in range(20):
        toast.show_message("Logged")
        toast.hide_message()
    assert len(toast.findChildren(QVariantAnimation)) == 1


def test_the_toast_never_takes_the_focus(qtbot: QtBot, host: QWidget, still: Theme) -> None:
    field = QLineEdit(host)
    field.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    field.setFocus()
    toast = Toast(still, host)
    toast.show_message("Logged", action="Undo")
    assert field.hasFocus()
    undo = button(toast, "Undo")
    QTest.mousePress(undo, LEFT, PLAIN, undo.rect().center())
    assert field.hasFocus()
    QTest.mouseRelease(undo, LEFT, PLAIN, undo.rect().center())
    assert field.hasFocus()


def test_time_stands_still_under_the_pointer(host: QWidget, still: Theme) -> None:
    toast = Toast(still, host)
    toast.show_message("Logged")
    QApplication.sendEvent(toast, QEnterEvent(QPointF(50, 50), QPointF(50, 50), QPointF(50, 50)))
    assert toast.remaining == -1
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.remaining > 0


@pytest.mark.parametrize("kind", ["calm", "info", "notice", "danger"])
def test_a_notice_has_its_ground_and_its_actions(qtbot: QtBot, each: Theme, kind: str) -> None:
    notice = Notice(each, kind, "Team file out of reach", "Your points are safe.", ("Try now", "Later"))  # type: ignore[arg-type]
    qtbot.addWidget(notice)
    notice.resize(600, 60)
    ground = {"calm": "sunken", "info": "info_soft", "notice": "notice_soft", "danger": "danger_soft"}[kind]
    assert near(picture(notice).pixelColor(8, 30), each.color(ground))
    with qtbot.waitSignal(notice.action_triggered) as heard:
        click(button(notice, "Later"))
    assert heard.args == [1]
    assert "Your points are safe." in notice.accessibleName()


@pytest.mark.usefixtures("qapp")
def test_a_notice_has_at_most_two_actions(still: Theme) -> None:
    with pytest.raises(ValueError, match="two"):
        Notice(still, "info", "x", "", ("a", "b", "c"))


def test_the_details_of_a_notice_open_and_can_be_copied(host: QWidget, still: Theme) -> None:
    notice = Notice(
        still,
        "danger",
        "Could not save",
        details="OSError: <disk> full",
        details_label="Details",
        copy_label="Copy",
    )
    put(host, notice)
    text = notice.findChildren(QPlainTextEdit)[0]
    assert not text.isVisible()
    click(button(notice, "Details"))
    assert text.isVisible()
    assert text.toPlainText() == "OSError: <disk> full"
    click(button(notice, "Copy"))
    assert QGuiApplication.clipboard().text() == "OSError: <disk> full"


def test_a_long_notice_grows_at_150_percent(styled: Style, host: QWidget, large: Theme) -> None:
    styled("light", 150)
    put(
        host,
        Notice(
            large,
            "danger",
            "Speichern nicht möglich: Der Datenträger ist voll.",
            "Dein letzter Klick bleibt erhalten. Mach etwas Platz frei und versuche es noch einmal.",
            ("Nochmal versuchen",),
        ),
    )
    host.resize(560, 500)
    QApplication.processEvents()
    assert cut_labels(host) == []


ROWS = (
    ReceiptRow(kind="rule"),
    ReceiptRow("Quote sent", "2 × 3", "6"),
    ReceiptRow("Klanttevredenheidsonderzoek besproken, tweemaal", "answered 1 × 2", "2"),
    ReceiptRow("", "not answered 1 × 1", "1"),
    ReceiptRow(kind="rule"),
    ReceiptRow("Week score", points="25", kind="total"),
    ReceiptRow("Campaign extra, quotes ×2", points="+6", kind="extra", hue="rose"),
    ReceiptRow("Points rules of 29 June 2026, version 3.", kind="note"),
)


@pytest.mark.parametrize("width", [300, 336])
def test_a_receipt_shows_every_line_whole(
    qtbot: QtBot, styled: Style, large: Theme, still: Theme, width: int
) -> None:
    for theme in (still, large):
        styled("light", theme.text_size)
        receipt = Receipt(theme, "Why this score", "Every point, and the rule behind it")
        qtbot.addWidget(receipt)
        receipt.set_rows(ROWS)
        receipt.resize(width, 900)
        receipt.show()
        QApplication.processEvents()
        assert cut_labels(receipt) == []
        assert {"25", "+6", "2 × 3", "not answered 1 × 1"} <= set(words(receipt))


def test_a_receipt_can_change(qtbot: QtBot, still: Theme) -> None:
    receipt = Receipt(still)
    qtbot.addWidget(receipt)
    receipt.set_rows(ROWS)
    receipt.set_rows(ROWS[:2])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert words(receipt) == ["Quote sent", "2 × 3", "6"]


def test_a_receipt_has_a_torn_edge(qtbot: QtBot, still: Theme) -> None:
    receipt = Receipt(still)
    qtbot.addWidget(receipt)
    receipt.set_rows(ROWS)
    receipt.resize(300, 400)
    image = picture(receipt)
    line = [image.pixelColor(x, 395).alpha() > 100 for x in range(300)]
    assert sum(before != after for before, after in pairwise(line)) > 10


def row_of(theme: Theme, *, fresh: bool = False) -> LogRow:
    row = LogRow(theme, undo_label="Undo", edit_label="Edit", more_label="More")
    name, detail = "Angebotsbesprechung mit Bestandskunden", "09:40 · <b>Nicht erreicht</b>"
    row.set_line(name, detail, "+1", "phone", "moss", fresh=fresh)
    return row


def test_the_buttons_of_a_row_come_with_the_pointer(host: QWidget, still: Theme) -> None:
    row = row_of(still)
    put(host, row)
    assert not any(each.isVisible() for each in row.findChildren(QAbstractButton))
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(row, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    shown = [button(row, name) for name in ("Undo", "Edit", "More")]
    assert all(each.isVisible() for each in shown)
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert not any(each.isVisible() for each in shown)


class PointsPainted(QObject):
    """Where the points stood when their row was last painted as a whole."""

    def __init__(self, row: LogRow) -> None:
        super().__init__()
        self.row, self.box = row, QRectF()
        row.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and event.rect() == self.row.rect():
            self.box = self.row.points_box()
        return False


def test_the_points_are_painted_anew_when_the_buttons_go_with_the_focus(
    qtbot: QtBot, host: QWidget, still: Theme
) -> None:
    row, other = row_of(still), QLineEdit()
    put(host, row, other)
    host.activateWindow()
    row.setFocus()
    painted = PointsPainted(row)
    row.update()
    qtbot.waitUntil(lambda: painted.box == row.points_box())
    other.setFocus()
    row.repaint()  # a screen may be quicker than the row is to hide its buttons
    qtbot.waitUntil(lambda: not button(row, "Edit").isVisible())
    QApplication.processEvents()
    assert painted.box == row.points_box()


def test_the_buttons_of_a_row_come_with_the_focus(qtbot: QtBot, host: QWidget, still: Theme) -> None:
    row = row_of(still)
    put(host, row)
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert button(row, "Undo").isVisible()
    button(row, "Edit").setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert button(row, "Edit").isVisible()
    with qtbot.waitSignal(row.edit_requested):
        tap(button(row, "Edit"), Qt.Key.Key_Space)


def test_a_fresh_row_is_tinted_and_can_be_undone(qtbot: QtBot, host: QWidget, each: Theme) -> None:
    fresh, old = row_of(each, fresh=True), row_of(each)
    put(host, fresh, old)
    assert button(fresh, "Undo").isVisible()
    assert [each.accessibleName() for each in fresh.findChildren(QAbstractButton)] == ["Undo"]
    assert near(picture(fresh).pixelColor(20, 3), each.color("soft.moss"))
    assert near(picture(old).pixelColor(20, 3), each.color("surface"))
    with qtbot.waitSignal(fresh.undo_requested):
        click(button(fresh, "Undo"))


@pytest.mark.parametrize(("pressed", "signal"), [(Qt.Key.Key_Return, "edit"), (Qt.Key.Key_Delete, "undo")])
def test_a_row_is_worked_by_keys(
    qtbot: QtBot, host: QWidget, still: Theme, pressed: Qt.Key, signal: str
) -> None:
    row = row_of(still)
    put(host, row)
    with qtbot.waitSignal(row.edit_requested if signal == "edit" else row.undo_requested):
        tap(row, pressed)


def test_points_of_all_rows_end_at_the_same_place(host: QWidget, still: Theme) -> None:
    rows = [row_of(still), row_of(still)]
    put(host, *rows)
    assert {row.points_box().right() for row in rows} == {rows[0].width() - 10}


def test_an_empty_state_offers_its_actions(qtbot: QtBot, styled: Style, large: Theme) -> None:
    styled("light", 150)
    empty = EmptyState(
        large,
        "Gemeinsam mit anderen?",
        "Zeig auf einen gemeinsamen Ordner. Geteilt werden nur Summen, nie Notizen oder Kunden.",
        icon="users",
        action="Ordner wählen",
        action_icon="folder-sync",
        second="Allein bleiben",
    )
    qtbot.addWidget(empty)
    for width in (360, 600):
        empty.resize(width, 520)
        empty.show()
        QApplication.processEvents()
        assert cut_labels(empty) == []
    with qtbot.waitSignal(empty.action_triggered):
        click(button(empty, "Ordner wählen"))
    with qtbot.waitSignal(empty.second_triggered):
        click(button(empty, "Allein bleiben"))


def test_a_card_has_a_heading_and_widgets_at_its_end(qtbot: QtBot, each: Theme) -> None:
    card = Card(each)
    qtbot.addWidget(card)
    title = card.add_title("Days won", QPushButton("All"), detail="this year")
    card.add_line()
    card.body.addStretch(1)
    card.resize(400, 200)
    card.show()
    assert title.text() == "Days won"
    assert cut_labels(card) == []
    assert near(picture(card).pixelColor(200, 120), each.color("surface"))
    tinted = Card(each, hue="rose", selected=True)
    qtbot.addWidget(tinted)
    tinted.resize(100, 100)
    assert near(picture(tinted).pixelColor(50, 50), each.color("soft.rose"))
    assert near(picture(tinted).pixelColor(50, 0), each.color("rose"))


BARS = (
    Bar("Mon 14", 9, BarState.WON, summary="Monday"),
    Bar("Tue 15", 4),
    Bar("Wed 16", 5, BarState.NOW, needed=8, text="5 so far"),
    Bar("Thu 17", 0, needed=5, needed_text="5 needed"),
)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_bars_have_the_height_and_colour_of_their_day(qtbot: QtBot, each: Theme, scale: float) -> None:
    chart = BarChart(each, values_inside=False)
    qtbot.addWidget(chart)
    chart.resize(420, 220)
    chart.set_bars(BARS, 8, "Day goal 8", dashed_goal=True, summary="9, 4, 5 of 8")
    image = picture(chart, scale)
    boxes = [chart.bar_box(index) for index in range(len(BARS))]
    heights = [box.height() for box in boxes]
    assert heights[1] / heights[0] == pytest.approx(4 / 9)
    assert heights[3] == 0
    for box, color in zip(boxes, ("won", "quiet_bar", "accent"), strict=False):
        middle = box.center() * scale
        assert near(image.pixelColor(round(middle.x()), round(middle.y())), each.color(color))
    assert amount(picture(chart), each.color("border_strong"), 30) > 40
    assert chart.accessibleName() == "9, 4, 5 of 8"


@pytest.mark.parametrize("own", [True, False])
def test_no_line_of_a_goal_goes_through_words(qtbot: QtBot, still: Theme, own: bool) -> None:
    chart = BarChart(still)
    qtbot.addWidget(chart)
    chart.resize(200, 260)
    pictures = []
    for words in ("41.88", ""):
        bar = Bar(
            "W48", 39, BarState.NOW, goal=45 if own else None, needed=41.88, needed_text=words, text="39"
        )
        chart.set_bars([bar, Bar("W49", 57)], None if own else 45)
        pictures.append(picture(chart))
    line = round(20 + (260 - 42) * (1 - 45 / 57))
    rows = [[one.pixelColor(x, line + up) for x in range(200) for up in (-1, 0, 1)] for one in pictures]
    assert rows[0] == rows[1]
    assert pictures[0] != pictures[1], "the words are there"


def test_an_empty_chart_paints_nothing(qtbot: QtBot, still: Theme) -> None:
    chart = BarChart(still)
    qtbot.addWidget(chart)
    chart.resize(200, 100)
    assert picture(chart).pixelColor(100, 50).alpha() == 0


@pytest.mark.parametrize(("highest", "step"), [(1, 1), (8, 2), (11, 5), (44, 20), (100, 25), (1000, 250)])
def test_grid_lines_stand_at_round_numbers(highest: float, step: float) -> None:
    assert nice_step(highest) == step


def test_announcing_without_a_screen_reader_does_no_harm(host: QWidget) -> None:
    announce(host, "Plus 3. 28 of 40.")
