"""The log file stays small, and neither it nor a crash report holds what the seller wrote."""

import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scoreboard import log
from scoreboard.domain.entries import Money
from scoreboard.gui.crash import CrashDialog, versions
from scoreboard.gui.page import Surroundings
from scoreboard.gui.problems import CrashGuard
from scoreboard.gui.tasks import run
from scoreboard.gui.theme import load_fonts, load_theme

NOTE, CONTACT, AMOUNT = "canary note 7731", "Canary Contact 7732", Money(Decimal("7733.77"), "EUR")
CANARIES = ("canary note", "7731", CONTACT, "7732", "7733", "7,733")


@pytest.fixture
def guard(qapp: QApplication, tmp_path: Path) -> Iterator[CrashGuard]:
    hooks = sys.excepthook, threading.excepthook
    load_fonts()
    made = CrashGuard(tmp_path / "log" / "scoreboard.log", load_theme("light", motion=False), qapp)
    made.install()
    yield made
    made.crashed.disconnect()
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(None)
    made.deleteLater()


def logs(guard: CrashGuard) -> list[Path]:
    return sorted(guard.file.parent.glob("scoreboard.log*"))


def test_no_crash_tells_what_the_seller_wrote(
    guard: CrashGuard, around: Surroundings, qtbot: QtBot, tmp_path: Path
) -> None:
    done = around.live.do(lambda board: board.journal.log("quote", note=NOTE, contact=CONTACT, amount=AMOUNT))
    assert done is not None
    line = done.value.line
    assert CONTACT in repr(line)

    def mapping() -> None:
        known: dict[str, int] = {}
        known[repr(line)] += 1

    def value() -> None:
        int(line.note)

    def chained() -> None:
        try:
            value()
        except ValueError as error:
            raise RuntimeError(f"{line.contact} {line.amount}") from error

    def grouped() -> None:
        error = OSError(2, line.note, line.contact)
        error.add_note(line.note)
        raise error

    bugs = (mapping, value, chained, grouped)
    for bug in bugs:
        QTimer.singleShot(0, bug)
        run(bug, around.live, lambda _nothing: None)
    qtbot.waitUntil(
        lambda: bool(logs(guard)) and sum(_crashes(file) for file in logs(guard)) == 2 * len(bugs)
    )
    qtbot.waitUntil(lambda: bool(_dialogs()))
    told = [file.read_text(encoding="utf-8") for file in logs(guard)]
    told += [dialog.text for dialog in _dialogs()]
    for dialog in _dialogs():
        dialog.close()
    for text in told:
        for canary in CANARIES:
            assert canary not in text.replace(str(tmp_path), "")


def _crashes(file: Path) -> int:
    return file.read_text(encoding="utf-8").count(versions())


def _dialogs() -> list[CrashDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]


def test_the_log_turns_over(guard: CrashGuard) -> None:
    for _ in range(60):
        log.note(guard.file, "a line of the log\n" * 1000)
    sizes = [file.stat().st_size for file in logs(guard)]
    assert len(sizes) == 4
    assert max(sizes) <= 200_000
