"""The board as the window sees it: every write goes in here, every change comes out here once.

A click is one call of `do`. The undo and redo stacks live here, because a write answers with the write that
takes it back.
"""

from collections import deque
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from scoreboard.errors import Refused, ScoreboardError, StoreProblem
from scoreboard.service import Scoreboard
from scoreboard.service.changes import EVERYTHING, Changed, Done

T = TypeVar("T")
Undo = Callable[[], Done[Any]]

POLL_MS = 1000
MOST_UNDONE = 200
SLEPT = timedelta(seconds=60)


class LiveBoard(QObject):
    """One Scoreboard with signals: what changed, what was done, what went wrong."""

    changed = Signal(object)
    """Changed, once per write, after the commit; EVERYTHING when another process wrote; DAY on a new day."""
    finished = Signal(object)
    """The Done of every new write, made through `do` or `attempt`."""
    edited = Signal(object)
    """The Done of a write that put an entry right, made through `edit`."""
    undone = Signal(object)
    """The Done of a write that was taken back."""
    redone = Signal(object)
    """The Done of a write that was made again."""
    failed = Signal(object)
    """The ScoreboardError of a write or a reading that could not be."""

    def __init__(self, board: Scoreboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._undo: deque[Undo] = deque(maxlen=MOST_UNDONE)
        self._redo: deque[Undo] = deque(maxlen=MOST_UNDONE)
        self._today: date = board.today()
        self._ticked: datetime = board.now()
        self._reported = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.tick)

    def watch(self) -> None:
        """Begins to look, once a second, for what other processes wrote and for the next day."""
        self._timer.start()

    def stop(self) -> None:
        """Looks no more, because the board is about to be closed."""
        self._timer.stop()

    def do(self, write: Callable[[Scoreboard], Done[T]]) -> Done[T] | None:
        """Makes a write. What goes wrong is told by `failed`, and the answer is None then."""
        try:
            return self.attempt(write)
        except Refused as error:
            self.failed.emit(error)
        except StoreProblem:
            pass  # told already
        return None

    def attempt(self, write: Callable[[Scoreboard], Done[T]]) -> Done[T]:
        """Makes a write and lets Refused through, for forms that show it beside the field.

        A StoreProblem is told by `failed` as well, because no form can mend it.
        """
        done = self._write(write)
        self.finished.emit(done)
        return done

    def edit(self, write: Callable[[Scoreboard], Done[T]]) -> Done[T]:
        """Like `attempt`, for a write that puts right what is there already."""
        done = self._write(write)
        self.edited.emit(done)
        return done

    @property
    def can_undo(self) -> bool:
        """Whether there is a write of this window to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a write to make again."""
        return bool(self._redo)

    def undo(self) -> None:
        """Takes the newest write back; does nothing when there is none."""
        self._back(self._undo, self._redo, self.undone)

    def redo(self) -> None:
        """Makes again what was taken back last."""
        self._back(self._redo, self._undo, self.redone)

    def read(self, load: Callable[[], T]) -> T | None:
        """What `load` reads, or None after `failed` told why it could not be read."""
        try:
            return load()
        except ScoreboardError as error:
            self.failed.emit(error)
            return None

    def tick(self) -> None:
        """Looks once. A board that cannot be read is told once, not every second."""
        self._look_at_clock()
        try:
            foreign = self.board.refresh()
        except StoreProblem as error:
            if not self._reported:
                self.failed.emit(error)
            self._reported = True
            return
        self._reported = False
        if foreign:
            self.changed.emit(EVERYTHING)

    def _write(self, write: Callable[[Scoreboard], Done[T]]) -> Done[T]:
        try:
            done = write(self.board)
        except StoreProblem as error:
            self.failed.emit(error)
            raise
        if done.undo is not None:
            self._undo.append(done.undo)
            self._redo.clear()
        self._tell(done)
        return done

    def _look_at_clock(self) -> None:
        now, today = self.board.now(), self.board.today()
        slept = abs(now - self._ticked) > SLEPT
        self._ticked = now
        if slept or today != self._today:
            self._today = today
            self.changed.emit(Changed.DAY)

    def _back(self, source: deque[Undo], target: deque[Undo], told: Any) -> None:
        if not source:
            return
        step = source.pop()
        try:
            done = step()
        except StoreProblem as error:
            source.append(step)
            self.failed.emit(error)
            return
        except Refused as error:
            # another process took it back already: the step is of no use any more
            self.failed.emit(error)
            return
        if done.undo is not None:
            target.append(done.undo)
        self._tell(done)
        told.emit(done)

    def _tell(self, done: Done[Any]) -> None:
        if done.changed:
            self.changed.emit(done.changed)
