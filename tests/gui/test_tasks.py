"""Slow work runs elsewhere and comes back on the window's thread, or nowhere when nobody waits."""

from threading import Event, Thread, current_thread, main_thread

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from pytestqt.qtbot import QtBot

from scoreboard.gui import tasks


def test_the_result_comes_back_here(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[int] = []
    threads: list[Thread] = []

    def work() -> int:
        threads.append(current_thread())
        return 42

    def done(result: int) -> None:
        threads.append(current_thread())
        told.append(result)

    tasks.run(work, owner, done)
    qtbot.waitUntil(lambda: told == [42])
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_an_error_comes_back_as_itself(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[object] = []

    def work() -> int:
        raise ValueError

    tasks.run(work, owner, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ValueError)


def test_without_anybody_to_tell_an_error_is_raised_here(qtbot: QtBot) -> None:
    owner = QObject()

    def work() -> int:
        raise ValueError

    with qtbot.captureExceptions() as raised:
        tasks.run(work, owner, lambda _result: None)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ValueError


def test_nothing_is_left_of_work_that_is_told(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[object] = []

    def fail() -> int:
        raise ValueError

    for _ in range(20):
        tasks.run(lambda: 1, owner, told.append)
        tasks.run(fail, owner, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 40)
    qtbot.waitUntil(lambda: owner.children() == [])


def test_nobody_is_told_after_the_owner_is_gone(qtbot: QtBot) -> None:
    owner, go = QObject(), Event()
    told: list[int] = []

    def work() -> int:
        go.wait(5)
        return 1

    tasks.run(work, owner, told.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    go.set()
    assert QThreadPool.globalInstance().waitForDone(5000)
    qtbot.wait(1)
    assert told == []
