"""Your data in the settings: backups seen and brought back, copies, checks, recounting."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from scoreboard.gui import data_card
from scoreboard.gui.data_card import DataCard, size
from scoreboard.gui.page import Surroundings
from scoreboard.paths import Paths
from scoreboard.service.changes import EVERYTHING, Changed
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.safety import Soundness, check
from tests.boards import Clock
from tests.gui.reach import button, click, texts


@pytest.fixture
def card(qtbot: QtBot, around: Surroundings) -> DataCard:
    made = DataCard(around.theme, around.live)
    qtbot.addWidget(made)
    return made


def show(card: DataCard, qtbot: QtBot) -> None:
    card.resize(700, 500)
    card.show()
    qtbot.waitUntil(lambda: not card.last.isHidden())


def points(card: DataCard) -> int:
    return int(card._live.board.screens.today().day.standing.points)


def choose(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> None:
    """The answer of the system's own dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(file or ""), ""))


def test_without_a_backup_it_says_so(card: DataCard, qtbot: QtBot) -> None:
    show(card, qtbot)
    assert "No backup yet" in card.last.text()


def test_a_backup_comes_back_after_one_question(card: DataCard, qtbot: QtBot) -> None:
    board = card._live.board
    card._live.do(lambda one: one.journal.log("quote"))
    board.data.back_up()
    card._live.do(lambda one: one.journal.log("quote"))
    show(card, qtbot)
    assert card.last.text().startswith("Last backup: Wed 16 Sep 2026")
    assert "1 entry" in texts(card)
    click(button(card, _restore_name(card)))
    assert any("are kept as a backup of their own" in text for text in texts(card))
    click(button(card, "Keep as it is"))
    assert points(card) == 6
    click(button(card, _restore_name(card)))
    changes: list[Changed] = []
    card._live.changed.connect(changes.append)
    click(button(card, "Restore"))
    qtbot.waitUntil(lambda: "Restored 1 entry" in card.says.text())
    assert EVERYTHING in changes
    assert points(card) == 3
    assert "Before it was 2 entries" in card.says.text()
    assert not card._live.can_undo
    qtbot.waitUntil(lambda: len(board.data.backups()) == 2)


@pytest.mark.parametrize("ask", ["restore", "recount"])
def test_a_question_has_the_focus_and_is_announced(
    card: DataCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ask: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(data_card, "announce", lambda _widget, text: said.append(text))
    card._live.board.data.back_up()
    card._live.doubt = Soundness(control_sums="differ")
    show(card, qtbot)
    with qtbot.waitActive(card):
        card.activateWindow()
    card.display()
    click(button(card, _restore_name(card) if ask == "restore" else "Recount…"))
    assert button(card, "Keep as it is").hasFocus()
    assert said[0] in texts(card)


def _restore_name(card: DataCard) -> str:
    names = [one.accessibleName() for one in card.findChildren(QPushButton) if one.isVisibleTo(card)]
    return next(name for name in names if name.startswith("Restore the backup of"))


def test_a_backup_that_is_none_changes_nothing(card: DataCard, qtbot: QtBot) -> None:
    card._live.do(lambda one: one.journal.log("quote"))
    made = card._live.board.data.back_up()
    assert made is not None
    show(card, qtbot)
    made.path.write_bytes(b"no backup any more" * 100)
    click(button(card, _restore_name(card)))
    click(button(card, "Restore"))
    qtbot.waitUntil(lambda: "Nothing was changed" in card.says.text())
    assert points(card) == 3
    card._live.do(lambda one: one.journal.log("quote"))
    assert points(card) == 6
    assert card._live.board.lifeboat_count == 0


def test_many_backups_are_shown_when_asked(card: DataCard, clock: Clock, qtbot: QtBot) -> None:
    for _ in range(7):
        card._live.board.data.back_up()
        clock.forward(minutes=40)
    show(card, qtbot)
    assert texts(card).count("0 entries") == 5
    click(button(card, "2 more"))
    assert texts(card).count("0 entries") == 7


def test_a_thorough_check_says_what_it_found(card: DataCard, qtbot: QtBot) -> None:
    card._live.do(lambda one: one.journal.log("quote"))
    show(card, qtbot)
    click(button(card, "Check my data"))
    qtbot.waitUntil(lambda: "in order" in card.says.text())
    assert card.says.text() == "Everything is in order: 1 entry, 0 backups."


def test_a_check_says_what_waits_in_the_lifeboat_and_cannot_be_read(card: DataCard, qtbot: QtBot) -> None:
    live = card._live
    boat = lifeboat_of(Paths(live.board.store.path.parent))
    keep_as_typed(boat, live.board.now, "Nothing of the kind")
    with boat.path.open("ab") as file:
        file.write(b"torn\n")
    show(card, qtbot)
    click(button(card, "Check my data"))
    qtbot.waitUntil(lambda: "in order" in card.says.text())
    file_of_it, waits, odd = card.says.text().splitlines()
    assert file_of_it == "The data file is in order: 0 entries, 0 backups."
    assert waits.startswith("1 entry waits safely in the lifeboat")
    assert odd.startswith("1 line of the lifeboat cannot be read.")
    assert str(boat.path) in odd


def test_a_changed_week_is_recounted_after_one_question(card: DataCard, qtbot: QtBot) -> None:
    live = card._live
    live.do(lambda one: one.journal.log("quote"))
    with closing(sqlite3.connect(live.board.store.path)) as raw:
        raw.execute("UPDATE entry SET quantity = 2")
        raw.commit()
    card.found.connect(lambda found: setattr(live, "doubt", None if found.ok else found))
    show(card, qtbot)
    click(button(card, "Check my data"))
    qtbot.waitUntil(lambda: any("not as it was written" in text for text in texts(card)))
    reports: list[str] = []
    card.report_wanted.connect(reports.append)
    click(button(card, "Save a report…"))
    assert "control sums differ" in reports[0]
    click(button(card, "Recount…"))
    click(button(card, "Recount"))
    assert not any("not as it was written" in text for text in texts(card))
    qtbot.waitUntil(lambda: "1 week was recounted" in card.says.text())
    assert check(live.board.store.path).ok
    assert points(card) == 6


def test_a_copy_goes_where_one_likes(
    card: DataCard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(card, qtbot)
    choose(monkeypatch, None)
    click(button(card, "Save a copy elsewhere…"))
    assert card.says.isHidden()
    copy = tmp_path / "stick" / "copy.db"
    choose(monkeypatch, copy)
    click(button(card, "Save a copy elsewhere…"))
    qtbot.waitUntil(lambda: "No backup was made" in card.says.text())
    copy.parent.mkdir()
    click(button(card, "Save a copy elsewhere…"))
    qtbot.waitUntil(lambda: "Copy written and verified" in card.says.text())
    assert check(copy).ok


def test_sizes_are_short() -> None:
    assert [size(one) for one in (0, 98_304, 12_400_000)] == ["1 KB", "98 KB", "12 MB"]
