"""R16: whatever the computer's clock does, every click is kept, and those that may be wrong are flagged."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoreboard.domain.entries import LogEntry
from scoreboard.service import Scoreboard
from scoreboard.store import Store, opening
from scoreboard.values import Value
from tests.boards import Clock, set_up_folder
from tests.reliability import scenes
from tests.reliability.conftest import Tell
from tests.reliability.tally import Tally
from tests.reliability.told import Told, faults

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Jump(Value):
    """What the clock does, the flag of a click after it, and of one when it is right again.

    A jump on that was taken for a long weekend makes the right time one that lies back.
    """

    to: Callable[[datetime], datetime]
    within: str
    between: str
    right_again: str = ""


def by(span: timedelta) -> Callable[[datetime], datetime]:
    return lambda moment: moment + span


JUMPS = {
    "an hour back": Jump(by(-HOUR), "back", "back"),
    "three days back": Jump(by(-3 * DAY), "back", "back"),
    "to 1970": Jump(lambda _: datetime(1970, 1, 1, 0, 5, tzinfo=UTC), "back", "back"),
    "three minutes back": Jump(by(-HOUR / 20), "", ""),
    "ten years on": Jump(by(3653 * DAY), "jump", "jump"),
    "two days on": Jump(by(2 * DAY), "jump", "", right_again="back"),
}
"""Two days on are a jump only where the steady clock knows that they have not passed; else a weekend."""

WAYS = ("within a run", "between runs", "while the database is held")


class Computer:
    """A clock that can be set, and one that cannot."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.seconds = 1000.0

    def pass_by(self, span: timedelta) -> None:
        """Time that really passes."""
        self.clock.moment += span
        self.seconds += span.total_seconds()

    def board(self, path: Path) -> Scoreboard:
        return Scoreboard(Store.open(path), self.clock, steady=lambda: self.seconds)


def one_jump(path: Path, jump: Jump, way: str) -> list[str]:
    """Log before, after, and when the clock is right again; answers the faults."""
    told, computer = Told(), Computer()
    board = computer.board(path)
    for number in range(2):
        scenes.log(board, told.hear, f"before-{number}")
        computer.pass_by(HOUR / 6)
    right = computer.clock.moment
    if way == "between runs":
        board.store.close()
        computer.clock.moment = jump.to(right)
        board = computer.board(path)
    computer.clock.moment = jump.to(right)
    if way == "while the database is held":
        with closing(Store.open(path)) as other, other.write():
            scenes.log(board, told.hear, "after-0")
            scenes.log(board, told.hear, "after-1", 2)
    else:
        scenes.log(board, told.hear, "after-0")
        computer.pass_by(timedelta(minutes=1))
        scenes.log(board, told.hear, "after-1", 2)
    board.store.close()
    computer.clock.moment = right + HOUR
    computer.seconds += 7200
    board = computer.board(path)
    scenes.log(board, told.hear, "right-again")
    wrong = faults(path, told)
    expected = jump.between if way == "between runs" else jump.within
    found = {entry.uid: entry for entry in stored(board)}
    wrong += [f"{uid} is not in the database" for uid in sorted(told.done.keys() - found.keys())]
    for uid, entry in found.items():
        flag = expected if uid.startswith("after") else ""
        if uid == "right-again" and not expected:
            flag = jump.right_again
        if entry.clock != flag:
            wrong.append(f"{uid} is flagged {entry.clock!r}, not {flag!r}")
    flagged = {line.uid for line in board.journal.flagged()}
    if flagged != {uid for uid, entry in found.items() if entry.clock}:
        wrong.append(f"to be looked at are {flagged}")
    board.store.close()
    return wrong


def stored(board: Scoreboard) -> list[LogEntry]:
    """All entries in the database."""
    with board.store.read() as records:
        return records.entries(voided=True)


def test_every_click_is_kept_whatever_the_clock_does(
    tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 0)
    tally = Tally("R16 clocks", "jumps")
    for name, jump in JUMPS.items():
        for way in WAYS:
            path = set_up_folder(tmp_path / f"{name} {way}")
            tally.counts["jumps"] += 1
            tally.found(f"{name} {way}", one_jump(path, jump, way))
    tell(tally)
    assert tally.passed()
    assert tally.counts["jumps"] == len(JUMPS) * len(WAYS)
