"""Text is shown as it is, and nothing but `plain_label` makes labels."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPalette, QRegion
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

import scoreboard.gui
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import ElidingLabel, is_number, plain_label, set_tooltip
from tests.gui.widgets.support import Style, picture

MARKUP = '<b>Acme</b> <img src="file:///etc/hostname">'


def test_markup_is_shown_as_text(qtbot: QtBot, still: Theme) -> None:
    label = plain_label(still, MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= QFontMetricsF(label.font()).horizontalAdvance(MARKUP)


def test_an_eliding_label_draws_markup_as_text_too(qtbot: QtBot, still: Theme) -> None:
    label, same = plain_label(still, MARKUP, elide=True), plain_label(still, MARKUP)
    for widget in (label, same):
        qtbot.addWidget(widget)
        widget.resize(600, 20)
    assert picture(label) == picture(same)


def test_a_steady_label_asks_for_another_place_only_when_its_text_does_not_fit(
    qtbot: QtBot, still: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    label = plain_label(still, "12 points", steady=True)
    row = QHBoxLayout(host)
    row.addWidget(label)
    row.addStretch(1)
    host.resize(400, 40)
    host.show()
    QApplication.processEvents()
    width = label.width()
    label.setText("11 points")
    QApplication.processEvents()
    assert (label.text(), label.accessibleName(), label.width()) == ("11 points", "11 points", width)
    label.setText("A hundred thousand points")
    QApplication.processEvents()
    assert label.width() > width
    assert QLabel.text(label) == label.text()


def test_tooltips_are_escaped(qtbot: QtBot, still: Theme) -> None:
    label = plain_label(still, "x")
    qtbot.addWidget(label)
    set_tooltip(label, MARKUP)
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;Acme&lt;/b&gt;" in label.toolTip()
    set_tooltip(label, "")
    assert label.toolTip() == ""


def test_only_labels_py_makes_labels() -> None:
    makers = []
    for file in Path(scoreboard.gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "QLabel":
                makers.append(f"{file.name}:{node.lineno}")  # noqa: PERF401
    assert makers == []


def test_a_cut_text_is_in_the_tooltip_until_there_is_room(qtbot: QtBot, still: Theme) -> None:
    label = plain_label(still, "Angebotsbesprechung mit Bestandskunden", elide=True)
    qtbot.addWidget(label)
    assert isinstance(label, ElidingLabel)
    label.resize(100, 20)
    label.show()
    assert (label.shortened, "Bestandskunden" in label.toolTip()) == (True, True)
    label.resize(label.sizeHint())
    assert (label.shortened, label.toolTip()) == (False, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25", True),
        ("+3", True),
        ("63 %", True),
        ("−2½", True),
        ("5 of 8", False),
        ("", False),
        ("Build-up", False),
    ],
)
def test_only_numbers_get_figures_of_equal_width(
    qtbot: QtBot, still: Theme, text: str, expected: bool
) -> None:
    label = plain_label(still, text)
    qtbot.addWidget(label)
    assert is_number(text) is expected
    assert label.font().isFeatureSet(QFont.Tag("tnum")) is expected


def test_a_label_takes_its_colour_from_the_theme(qtbot: QtBot, each: Theme) -> None:
    label = plain_label(each, "x", color="won_text")
    qtbot.addWidget(label)
    assert label.palette().color(QPalette.ColorRole.WindowText) == each.color("won_text")


def test_an_ampersand_is_shown_and_read(qtbot: QtBot, still: Theme) -> None:
    button = push_button(still, "Kaas & Co")
    qtbot.addWidget(button)
    assert button.text() == "Kaas && Co"
    assert button.accessibleName() == "Kaas & Co"


def test_a_button_fits_its_text_and_icon_at_150_percent(qtbot: QtBot, styled: Style, large: Theme) -> None:
    styled("light", 150)
    button = push_button(large, "Ab Montag anwenden", "primary", icon="check")
    qtbot.addWidget(button)
    text = QFontMetricsF(large.font("strong")).horizontalAdvance("Ab Montag anwenden")
    assert button.sizeHint().width() >= text + button.iconSize().width() + 2 * 14
    assert button.sizeHint().height() >= 48


@pytest.mark.parametrize("small", [True, False])
def test_an_icon_button_has_a_name_and_is_large_enough(
    qtbot: QtBot, styled: Style, still: Theme, small: bool
) -> None:
    styled("light", 100)
    button = icon_button(still, "undo-2", "Undo", small=small)
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.accessibleName() == "Undo"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 22
    assert not button.findChildren(QLabel)


def test_a_card_of_any_height_paints_without_a_picture_of_all_of_it(qtbot: QtBot, still: Theme) -> None:
    """The picture would take gigabytes."""
    card = Card(still)
    qtbot.addWidget(card)
    card.resize(300, 200)
    kept = card.grab().toImage()
    card.resize(300, 16_000_000)
    part = QImage(300, 100, QImage.Format.Format_ARGB32_Premultiplied)
    part.fill(still.color("window"))
    card.render(part, QPoint(), QRegion(0, 100, 300, 100))
    assert card._ground._picture.isNull()
    assert part.pixelColor(150, 50) == kept.pixelColor(150, 100) == still.color("surface")
