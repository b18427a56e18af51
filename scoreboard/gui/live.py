"""The board as the window sees it: every write goes in here, every change comes out here once.

A click is one call of `do`. The undo and redo stacks live here, because a write answers with the write that
takes it back.
"""

from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from scoreboard.errors import DataBusy, OnlyKept, Refused, ScoreboardError, StoreProblem
from scoreboard.gui.tasks import run
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.changes import EVERYTHING, Changed, Done
from scoreboard.service.waiting import BroughtIn
from scoreboard.store import Store

if TYPE_CHECKING:
    from scoreboard.store.safety import Soundness

    Replaced = tuple[list[str], Soundness]

T = TypeVar("T")
Step = tuple[Callable[[], Done[Any]], Changed]
"""What takes a write back, and what that was about."""

POLL_MS = 1000
TRY_EVERY = 5
"""Ticks between two attempts to bring in what waits in the lifeboat."""
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
    waiting_changed = Signal(int)
    """How many entries wait in the lifeboat now."""
    ticked = Signal(object)
    """The moment of a look, once a second."""
    replacing_changed = Signal(bool)
    """Other data begin to take the place of the present ones, or that is over."""
    replacement_told = Signal(str, object)
    """What came of it, in words, and the Soundness of what is in place now; None: nothing was replaced."""
    brought_in = Signal(object)
    """The BroughtIn of an attempt that could write: what was added, and what cannot be."""

    def __init__(self, board: Scoreboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._undo: deque[Step] = deque(maxlen=MOST_UNDONE)
        self._redo: deque[Step] = deque(maxlen=MOST_UNDONE)
        self._today: date = board.today()
        self._ticked: datetime = board.now()
        self._reported = False
        self._unread = False
        self.kept_because: StoreProblem | None = None
        """What keeps the database from taking the entries that wait, as far as this window met it."""
        self.doubt: Soundness | None = None
        """What a check found wrong with the data."""
        self._told_waiting = 0
        self._until_try = TRY_EVERY
        self._trying = False
        self.hopeless = len(board.brought_in.left)
        """So many wait, and none of them can be added as it is and under the present rules."""
        self.replacing = False
        """Whether other data are being put in place; what is logged meanwhile is kept."""
        self._alone = Lock()
        """Nothing may be brought into data that are about to go."""
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
        with self.board.one_look():
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

    def doubts(self, first: date, last: date) -> bool:
        """Whether the entries or the rules of those days may not be as they were written."""
        found = self.doubt
        if found is None:
            return False
        certain = found.control_sums == "differ" and not found.bad_rules and found.bad_weeks
        if found.database != "ok" or not certain:
            return True
        return any(monday <= last and first <= monday + timedelta(days=6) for monday in found.bad_weeks)

    def replaced(self, changed: Changed = EVERYTHING) -> None:
        """Other data are in place: what was done to the old ones cannot be taken back any more."""
        self._undo.clear()
        self._redo.clear()
        self._announce(changed)

    def replace(self, work: Callable[[], "Replaced"], says: Callable[[StoreProblem], str]) -> None:
        """Puts other data in place in another thread; `work` answers what is told, `says` why it failed.

        This object sees to the end of it, because pages may be made anew meanwhile.
        """
        if self.replacing:
            return
        self.board.hold()
        self._set_replacing(replacing=True)
        alone = self._alone

        def alone_at_it() -> "Replaced":
            with alone:
                return work()

        run(
            alone_at_it,
            self,
            lambda found: self._replaced(found, None, says),
            lambda error: self._replaced(None, error, says),
        )

    def _replaced(
        self, found: "Replaced | None", error: Exception | None, says: Callable[[StoreProblem], str]
    ) -> None:
        try:
            self.board.release()
        except StoreProblem as problem:
            error = error or problem
        self._set_replacing(replacing=False)
        self.replaced()
        if isinstance(error, StoreProblem):
            self.replacement_told.emit(says(error), None)
        elif error is not None:
            raise error
        elif found is not None:
            lines, sound = found
            self.replacement_told.emit("\n".join(lines), sound)
        self._until_try = 0
        self.tick()

    def _set_replacing(self, *, replacing: bool) -> None:
        self.replacing = replacing
        self.replacing_changed.emit(replacing)

    def undo(self) -> None:
        """Takes the newest write back; does nothing when there is none."""
        self._back(self._undo, self._redo, self.undone)

    def redo(self) -> None:
        """Makes again what was taken back last."""
        self._back(self._redo, self._undo, self.redone)

    def read(self, load: Callable[[], T]) -> T | None:
        """What `load` reads, or None after `failed` told why it could not be read.

        What was only busy is read again as soon as the board answers; until then the page shows what it did.
        """
        try:
            return load()
        except ScoreboardError as error:
            self._unread = self._unread or isinstance(error, DataBusy)
            self.failed.emit(error)
            return None

    def tick(self) -> None:
        """Looks once. A board that cannot be read is told once, not every second."""
        self._look_at_clock()
        self.ticked.emit(self._ticked)
        self._try_again()
        try:
            foreign = self.board.refresh()
        except StoreProblem as error:
            if not self._reported:
                self.failed.emit(error)
            self._reported = True
            return
        self._reported = False
        self._count_waiting()
        if foreign or self._unread:
            self._unread = False
            self.changed.emit(EVERYTHING)

    def _count_waiting(self) -> None:
        waiting = self.board.lifeboat_count
        self.hopeless = min(self.hopeless, waiting)
        if waiting != self._told_waiting:
            self._told_waiting = waiting
            self.waiting_changed.emit(waiting)

    def _try_again(self) -> None:
        """Brings in what waits, in another thread: a database that is held would stop the window."""
        if self.replacing:
            return
        waiting = self.board.lifeboat_count
        if not waiting or waiting == self.hopeless:
            self._until_try = TRY_EVERY
            return
        self._until_try -= 1
        if self._until_try <= 0 and not self._trying:
            self._trying, self._until_try = True, TRY_EVERY
            path, now, alone = self.board.store.path, self.board.now, self._alone
            run(lambda: _bring_in(path, now, alone), self, self._tried, self._not_yet)

    def _tried(self, answer: BroughtIn) -> None:
        self._trying = False
        self.hopeless = len(answer.left)
        self.tick()
        self.brought_in.emit(answer)

    def _not_yet(self, error: Exception) -> None:
        self._trying = False
        if not isinstance(error, StoreProblem):
            raise error

    def _write(self, write: Callable[[Scoreboard], Done[T]]) -> Done[T]:
        try:
            done = write(self.board)
        except StoreProblem as error:
            self.failed.emit(error)
            if isinstance(error, OnlyKept):
                self.kept_because = error.cause
                self._count_waiting()
            raise
        if done.undo is not None:
            self._undo.append((done.undo, done.changed))
            self._redo.clear()
        self._tell(done)
        if done.kept is not None:
            self.kept_because = done.kept
        self._count_waiting()
        return done

    def _look_at_clock(self) -> None:
        now, today = self.board.now(), self.board.today()
        slept = abs(now - self._ticked) > SLEPT
        self._ticked = now
        if slept or today != self._today:
            if today != self._today:
                self._keep_steps_of_journal()
            self._today = today
            self.board.forget_the_past()
            self.changed.emit(Changed.DAY)

    def _keep_steps_of_journal(self) -> None:
        """A rule that was in force yesterday has made points: without it a day that is over would change."""
        for steps in (self._undo, self._redo):
            kept = [step for step in steps if step[1] == Changed.JOURNAL]
            steps.clear()
            steps.extend(kept)

    def _back(self, source: deque[Step], target: deque[Step], told: Any) -> None:
        if not source:
            return
        step = source.pop()
        try:
            done = step[0]()
        except StoreProblem as error:
            source.append(step)
            self.failed.emit(error)
            return
        except Refused as error:
            # another process took it back already: the step is of no use any more
            self.failed.emit(error)
            return
        if done.undo is not None:
            target.append((done.undo, done.changed))
        self._tell(done)
        told.emit(done)

    def _tell(self, done: Done[Any]) -> None:
        if done.changed:
            self._announce(done.changed)

    def _announce(self, changed: Changed) -> None:
        if changed & Changed.RULES:  # other entries may fit now
            self.hopeless = 0
        self.changed.emit(changed)


def _bring_in(path: Path, now: Clock, alone: Lock) -> BroughtIn:
    """With a store of this thread. Raises StoreProblem while the database does not take it."""
    with alone, closing(Store.open(path, create=False)) as store:
        board = Scoreboard(store, now)  # which tries, and says nothing when it cannot
        return board.bring_in() if board.brought_in == BroughtIn() else board.brought_in
