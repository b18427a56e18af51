"""What the program does while it is killed, cut off or refused: real use cases on a real file.

Each says before and after every write what it writes ("begun" and "done"), to be held to that.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import scoreboard.store.migrating
import scoreboard.store.records  # noqa: F401  imported here, so that forked processes need not do it again
from scoreboard.errors import OnlyKept
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.store import Store, opening
from scoreboard.store.backups import Backups
from tests.boards import Clock
from tests.reliability.processes import Say
from tests.reliability.told import entries

ACTIVITY = "customer-call"

Voice = Callable[[str], None]


def backups(path: Path) -> Backups:
    """The backups beside the database."""
    return Backups(path, Paths(path.parent).backups_dir)


def board(path: Path) -> Scoreboard:
    """A board that is ready to write: nothing has to be imported any more."""
    opened = Scoreboard(Store.open(path), Clock())
    opened.store.get_ready()
    return opened


def log(board: Scoreboard, say: Voice, uid: str, quantity: int = 1, note: str = "") -> None:
    """Log one entry."""
    say(f"begun {uid} {quantity} 0")
    try:
        done = board.journal.log(ACTIVITY, count=quantity, uid=uid, note=note)
        kept = done.kept
    except OnlyKept as only:
        kept = only.cause
    say(f"done {uid} {quantity} 0")
    if kept:
        say(f"kept {type(kept).__name__}")


def edit(board: Scoreboard, say: Voice, uid: str, quantity: int) -> None:
    """Put an entry right."""
    say(f"begun {uid} {quantity} 0")
    board.journal.edit(uid, EntryChange(count=quantity))
    say(f"done {uid} {quantity} 0")


def void(board: Scoreboard, say: Voice, uid: str, quantity: int) -> None:
    """Take an entry out."""
    say(f"begun {uid} {quantity} 1")
    board.journal.void(uid)
    say(f"done {uid} {quantity} 1")


def log_some(path: Path, say: Say, uids: Iterable[str]) -> None:
    """Log these entries."""
    own = board(path)
    for uid in uids:
        log(own, say, uid)
    own.store.close()


def log_on(path: Path, say: Say, name: str, *, hasty: bool = False) -> None:
    """Log until something ends the process; `hasty`: say that it is done before it is."""
    own = board(path)
    for number in count():
        if hasty:
            say(f"done {name}-{number} {1 + number % 3} 0")
        log(own, say, f"{name}-{number}", 1 + number % 3)


def clicks(path: Path, say: Say) -> None:
    """Two clicks in a window that is open already."""
    own = board(path)
    own.screens.today()
    say.wait()
    log(own, say, "new-0")
    log(own, say, "new-1")
    own.store.close()


def start(path: Path, say: Say) -> None:
    """Start, and click once. That brings in what waits, and undoes what a killed process had begun."""
    say.wait()
    log_some(path, say, ["new-0"])


def change(path: Path, say: Say) -> None:
    """Put one entry right and take another out."""
    own = board(path)
    say.wait()
    edit(own, say, "old-0", 5)
    void(own, say, "old-1", 1)
    own.store.close()


def update(path: Path, say: Say) -> None:
    """Bring a file to the present schema."""
    say.wait()
    Store.open(path).close()


def back_up(path: Path, say: Say) -> None:
    """Make a backup."""
    say.wait()
    made = backups(path).make(Clock()())
    say(f"backup {made.path.name}")


def restore(path: Path, say: Say) -> None:
    """Go back to the newest backup."""
    newest = backups(path).newest_sound(Clock()())
    assert newest
    say.wait()
    say(f"replacing {json.dumps(entries(newest.path))}")
    answer = backups(path).restore(newest.path, Clock()())
    say("replaced")
    if answer.backup:
        say(f"backup {answer.backup.path.name}")
    else:  # a page that could not be read was taken for damage
        assert answer.aside
        assert answer.aside.exists()


def log_while_held(path: Path, say: Say, uids: Sequence[str]) -> None:
    """Log while another connection holds the database, so that all of it goes to the lifeboat."""
    opening.BUSY_MS = 0
    own = board(path)
    with closing(own.store), closing(Store.open(path)) as other, other.write():
        for uid in uids:
            log(own, say, uid)
        assert own.lifeboat_count == len(uids)


def a_day(path: Path, say: Say) -> None:
    """Of everything that clicks write to the data folder, some."""
    say.wait()
    first = board(path)
    with closing(first.store):
        for number in range(4):
            log(first, say, f"early-{number}", 1 + number)
        edit(first, say, "early-1", 7)
        void(first, say, "early-2", 3)
    log_while_held(path, say, ["kept-0", "kept-1", "kept-2"])
    last = board(path)  # brings in what was kept
    with closing(last.store):
        assert last.lifeboat_count == 0
        for number in range(2):
            log(last, say, f"late-{number}")
