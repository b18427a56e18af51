"""What went wrong becomes something to read: sentences for the world, a report without secrets for a bug."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scoreboard.errors import DamagedData, UnknownName
from scoreboard.gui.crash import CrashDialog, report, versions
from scoreboard.gui.problems import CrashGuard, trouble
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.service.journal import Journal
from tests.gui.reach import button, click

SECRET = "Fjord Logistics signs for 90,000"


@pytest.fixture
def guard(qapp: QApplication, tmp_path: Path) -> Iterator[CrashGuard]:  # noqa: ARG001 - a dialog needs it
    load_fonts()
    hooks = sys.excepthook, threading.excepthook
    made = CrashGuard(tmp_path / "logs" / "scoreboard.log", load_theme("light", motion=False))
    yield made
    made.crashed.disconnect()  # what is on its way would stand before the windows of other tests
    for one in QApplication.topLevelWidgets():
        if isinstance(one, CrashDialog):
            one.close()
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(None)


def fail(note: str) -> None:
    try:
        int(note)
    except ValueError as error:
        raise LookupError(note) from error


def caught(note: str = SECRET) -> Exception:
    try:
        fail(note)
    except LookupError as error:
        return error
    raise AssertionError


def test_a_refusal_is_a_notice_and_a_store_problem_a_danger() -> None:
    assert trouble(UnknownName("activity", "x")).kind == "notice"
    told = trouble(DamagedData(Path("/data/scoreboard.db"), "malformed"))
    assert (told.kind, told.details) == ("danger", "/data/scoreboard.db\nmalformed")


def test_a_report_names_places_and_no_words_of_the_seller() -> None:
    text = report(caught())
    assert "ValueError" in text
    assert "LookupError" in text
    assert "in fail" in text
    assert SECRET not in text


def test_a_report_keeps_messages_that_name_only_code() -> None:
    with pytest.raises(AttributeError) as raised:
        _ = Journal.nothing  # type: ignore[attr-defined]
    assert "has no attribute 'nothing'" in report(raised.value)


def test_a_crash_is_logged_and_shown_once(guard: CrashGuard, qtbot: QtBot, tmp_path: Path) -> None:
    guard.install()
    window = QWidget()
    qtbot.addWidget(window)
    guard.window = window
    for _ in range(2):
        error = caught()
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None)
    (dialog,) = window.findChildren(CrashDialog)
    log = (tmp_path / "logs" / "scoreboard.log").read_text(encoding="utf-8")
    assert log.count("LookupError\n") == 2
    assert SECRET not in log
    assert versions() in log
    if os.name == "posix":
        assert S_IMODE(guard.file.stat().st_mode) == 0o600
        assert S_IMODE(guard.file.parent.stat().st_mode) == 0o700
    click(button(dialog, "Copy report"))
    assert QGuiApplication.clipboard().text() == dialog.text
    assert SECRET not in dialog.text
    click(button(dialog, "Close"))
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is None)
    guard.crashed.emit("another one")
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None)


def test_a_thread_that_crashes_is_logged(guard: CrashGuard, qtbot: QtBot) -> None:
    guard.install()
    with qtbot.waitSignal(guard.crashed) as crashed:
        thread = threading.Thread(target=fail, args=(SECRET,))
        thread.start()
        thread.join()
    assert "LookupError" in crashed.args[0]


def test_a_log_that_cannot_be_written_stops_nothing(guard: CrashGuard, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    guard._take(caught())
