"""Nothing on any page stays English: every text is marked by the translation, or it was forgotten."""

import gettext
import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from scoreboard import i18n
from scoreboard.gui.entry_form import EntryForm
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.widgets.outcome_menu import OutcomeMenu
from tests.journeys.conftest import OpenWindow

WORD = re.compile(r"[^\W\d_]{2,}")
# Data of the seller (the starter's names), names that are no words, days that Qt writes, keys and units.
OTHERS = re.compile(
    r"Scoreboard|Sanne|EUR|SV|Ctrl|Shift|Alt|Deutsch|English|Français|Nederlands|/[\w/.-]+"
    r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day)?\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)


class Marked(gettext.NullTranslations):
    """Answers every text in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return message if context.endswith("pattern") else f"⟦{message}⟧"


@pytest.fixture(autouse=True)
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = Marked()
    monkeypatch.setattr(i18n, "_catalogue", lambda _code: marked)


def seen(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says to the eye or to a screen reader."""
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield re.sub(r"<[^>]+>", "", widget.toolTip())
    yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    yield from (action.text() for action in widget.actions())


def names_of(window: MainWindow) -> set[str]:
    assert window.live is not None
    screens, overviews = window.live.board.screens, window.live.board.overviews
    names = {one.activity.name for one in overviews.activities(archived=True)}
    names |= {outcome.name for one in overviews.activities() for outcome in one.activity.outcomes}
    return (
        names
        | {one.name for one in screens.deliverables()}
        | {one.activity.stage for one in overviews.activities()}
    )


def forgotten(window: MainWindow, root: QWidget) -> set[str]:
    names = sorted(names_of(window) - {""}, key=len, reverse=True)
    left = set()
    for widget in (root, *root.findChildren(QWidget)):
        if widget.objectName().startswith("qt_") or type(widget).__module__.startswith(
            "PySide6.QtWidgets.QCal"
        ):
            continue
        for text in seen(widget):
            plain = text.replace("&&", "&")
            for name in names:
                plain = plain.replace(name, "")
            plain = OTHERS.sub("", re.sub(r"⟦[^⟦⟧]*⟧", "", re.sub(r"⟦[^⟦⟧]*⟧", "", plain)))
            if WORD.search(plain):
                left.add(f"{type(widget).__name__}: {text}")
    return left


def test_no_text_of_any_page_is_forgotten(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.live is not None
    assert window.shell is not None
    window.live.do(lambda board: board.rules.add_deliverable("Newsletter December", "newsletter"))
    window.live.do(lambda board: board.journal.progress("newsletter-december", 60))
    window.live.do(lambda board: board.journal.log("prospect-call", outcome="answered"))
    for key in ("today", "week", "rules", "settings"):
        window.shell.go(key)
        qtbot.waitUntil(window.shell.page.isVisible)
        assert forgotten(window, window) == set(), key


def test_no_text_of_menus_and_forms_is_forgotten(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, TodayPage)
    page.keys.ask("prospect-call")
    (menu,) = window.findChildren(OutcomeMenu)
    assert forgotten(window, menu) == set()
    menu.close()
    page._ask_details("contract", other_day=False)
    form = window.findChild(EntryForm)
    assert form is not None
    assert forgotten(window, form) == set()
    window.show_keys()
    for dialog in window.findChildren(QDialog):
        assert forgotten(window, dialog) == set()


def test_no_text_of_the_welcome_is_forgotten(open_window: OpenWindow) -> None:
    window = open_window(set_up=False)
    welcome = window.centralWidget()
    assert welcome is not None
    assert {text for text in forgotten(window, welcome) if not text.startswith("Tile: ")} == set()
