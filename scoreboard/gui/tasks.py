"""Slow work away from the window's thread; its result or its error comes back on that thread."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

T = TypeVar("T")


class Task(QObject):
    """Work under way; gone when it is told. Drop the signals' receivers (close the page) and the result goes
    nowhere.
    """

    done = Signal(object)
    """The result."""
    failed = Signal(object)
    """The exception."""

    def __init__(self, work: Callable[[], Any], owner: QObject) -> None:
        super().__init__(owner)
        self.telling = Lock()
        self._work = _Work(work, self)

    def begin(self) -> None:
        """Hands the work to the pool; whoever is connected by now hears of it before this object goes."""
        self.done.connect(self._end)
        self.failed.connect(self._end)
        QThreadPool.globalInstance().start(self._work)

    def _end(self, _told: object) -> None:
        with self.telling:  # the other thread may not be out of the signal yet
            self.deleteLater()


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any], task: Task) -> None:
        super().__init__()
        self._work, self._task = work, task

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told on the window's thread
            _tell(self._task, self._task.failed, error)
        else:
            _tell(self._task, self._task.done, result)


def _tell(task: Task, signal: Any, value: object) -> None:
    try:
        with task.telling:
            signal.emit(value)
    except RuntimeError:
        # the owner was closed in the meantime: nobody waits for this any more
        return


def run(
    work: Callable[[], T],
    owner: QObject,
    done: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> Task:
    """Runs `work` in another thread and then `done` or `failed` in this one, unless `owner` is gone by then.

    `work` opens its own Store: one store is one connection and belongs to one thread. Without `failed` an
    error is raised again here, where the window's handler meets it.
    """
    task = Task(work, owner)
    task.done.connect(done)
    task.failed.connect(failed or _raise)
    task.begin()
    return task


def _raise(error: Exception) -> None:
    raise error
