"""The tray's picture and menu on a real board. Without a screen there is no tray: they are asked directly."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from scoreboard.gui.beside.tray import Tray
from scoreboard.gui.beside.tray_icon import RAYS, SIDES, Tint, lit_rays, tint_here, tray_icon
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.service import Scoreboard
from scoreboard.service.data import Data
from scoreboard.service.rulebook import ActivityChange
from scoreboard.values import replace
from tests.boards import Clock

LIT, UNLIT = QColor(255, 0, 0), QColor(0, 0, 255)
TINT = Tint(LIT, UNLIT)


@pytest.fixture
def tray(around: Surroundings, live: LiveBoard) -> Iterator[Tray]:
    owner = QObject()
    made = Tray(live, owner)
    made.take(around.theme)
    yield made
    made.close()
    owner.deleteLater()


def opened(tray: Tray) -> list[str]:
    """The menu's lines as they are when it opens; a line of dashes parts them."""
    tray.menu.aboutToShow.emit()
    return [action.text() or "-" for action in tray.menu.actions()]


def choose(tray: Tray, text: str) -> None:
    opened(tray)
    found = [action for action in tray.menu.findChildren(QAction) if action.text() == text]
    found += [action for menu in tray.menu.findChildren(QMenu) for action in menu.actions()]
    next(action for action in found if action.text() == text).trigger()


def test_the_menu_has_the_score_the_most_used_and_everything(tray: Tray, board: Scoreboard) -> None:
    board.journal.log("prospect-call", count=3, day=date(2026, 9, 10))
    board.journal.log("programme")
    assert opened(tray) == [
        "2 of 40 · 6 to win the day",
        "-",
        "&7  Call with prospect",
        "&8  Programme offered",
        "&1  Inspiration session offered",
        "All activities",
        "-",
        "Undo Programme offered",
        "Show mini pad",
        "-",
        "Open Scoreboard",
        "Quit",
    ]
    (everything,) = tray.menu.findChildren(QMenu)
    assert len(everything.actions()) == 9


def test_nothing_to_undo_is_not_offered(tray: Tray) -> None:
    assert not any(text.startswith("Undo") for text in opened(tray))


def test_an_ampersand_in_a_name_is_shown(tray: Tray, board: Scoreboard) -> None:
    board.rules.set_activity("inspiration-session", ActivityChange(name="Q&A"))
    assert "&1  Q&&A" in opened(tray)


def test_it_logs_and_takes_back(tray: Tray, board: Scoreboard) -> None:
    choose(tray, "&7  Call with prospect")
    (line,) = board.screens.today().log
    assert (line.activity, line.outcome) == ("prospect-call", "answered")
    choose(tray, "Undo Call with prospect")
    assert board.screens.today().log == ()


def test_what_else_is_wanted_is_told(tray: Tray, qtbot: QtBot) -> None:
    for text, signal in (
        ("0 of 40 · 8 to win the day", tray.window_wanted),
        ("Open Scoreboard", tray.window_wanted),
        ("Show mini pad", tray.pad_wanted),
        ("Quit", tray.quit_wanted),
    ):
        with qtbot.waitSignal(signal):
            choose(tray, text)
    with qtbot.waitSignal(tray.window_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.waitSignal(tray.pad_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.MiddleClick)
    tray.set_pad_shown(True)
    assert "Hide mini pad" in opened(tray)


def test_the_tooltip_says_the_score(tray: Tray, board: Scoreboard, clock: Clock) -> None:
    opened(tray)
    assert tray.icon.toolTip() == "Scoreboard: 0 of 40 · 8 to win the day"
    board.journal.log("quote", count=3)
    opened(tray)
    assert tray.icon.toolTip() == "Scoreboard: 9 of 40 · Day won"
    clock.at(2026, 9, 19)
    opened(tray)
    assert tray.icon.toolTip() == "Scoreboard: 9 of 40 · No goal today"


@pytest.mark.parametrize(
    ("share", "won", "rays"),
    [(0, False, 0), (0.05, False, 0), (0.5, False, 4), (5 / 8, False, 5), (0.99, False, 7), (1.4, True, 8)],
)
def test_rays_light_by_eighths_and_all_only_when_won(share: float, won: bool, rays: int) -> None:
    assert lit_rays(share, won=won) == rays


def drawn(lit: int, side: int, *, won: bool, scale: float = 1.0) -> QImage:
    pixmap = tray_icon(lit, TINT, won=won).pixmap(QSize(side, side), scale)
    assert pixmap.width() == side * scale
    return pixmap.toImage()


def middle(image: QImage) -> QColor:
    return image.pixelColor(image.width() // 2, image.height() // 2)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_disc_is_filled_only_when_won(side: int, scale: float) -> None:
    assert middle(drawn(RAYS, side, won=True, scale=scale)) == LIT
    assert middle(drawn(5, side, won=False, scale=scale)).alpha() == 0


def test_more_points_light_more() -> None:
    def lit(image: QImage) -> int:
        pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(pixel.red() > pixel.blue() and pixel.alpha() > 100 for pixel in pixels)

    shares = [lit(drawn(rays, 32, won=False)) for rays in range(RAYS)]
    assert shares == sorted(set(shares))


def test_a_mac_gets_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    tint = tint_here()
    assert tint.mask
    assert tray_icon(3, tint, won=False).isMask()


def test_gnome_has_a_dark_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    bright = tint_here().lit
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    assert bright.lightness() > tint_here().lit.lightness()


def test_doubtful_data_are_not_judged(tray: Tray, live: LiveBoard, board: Scoreboard) -> None:
    board.journal.log("quote", count=3)
    sound = Data(board.store.path, board.now).check().soundness
    live.doubt = replace(sound, control_sums="differ", bad_weeks=(date(2026, 9, 14),))
    assert opened(tray)[0] == "9 of 40 · 9 points, may be wrong"
