"""R23: the database is gone, the newest backup comes back, and every total is what it was then."""

import random
import time
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from scoreboard.errors import ForeignData, StoreProblem
from scoreboard.service import Scoreboard
from scoreboard.service.data import Data
from scoreboard.store import Store
from tests.boards import Clock, set_up_folder
from tests.domain.plain import book_fact
from tests.oracle import EntryFact, week
from tests.reliability.conftest import Tell
from tests.reliability.tally import Tally, short_and_long

LOSSES = ("deleted", "emptied", "text", "half of it")
WEEKS = 4
SLOWEST = 30.0
"""Seconds within which a restoration has to be done."""

Totals = dict[date, Fraction]


def drill(tally: Tally, path: Path, chance: random.Random, loss: str) -> list[str]:
    """Log, back up now and then, lose the database, restore; answers the faults."""
    clock = Clock()
    board = Scoreboard(Store.open(path), clock)
    with board.store.read() as records:
        book = book_fact(records.rulebook())
    counted = [activity["key"] for activity in book["activities"] if activity["kind"] == "count"]
    entries: list[EntryFact] = []
    monday = clock().date() - timedelta(days=clock().weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    then: Totals = {}
    for number in range(chance.randint(5, 25)):
        day = clock().date() - timedelta(days=chance.randrange(20))
        key, count = chance.choice(counted), chance.randint(1, 5)
        logged = board.journal.log(key, count=count, day=day, uid=str(number)).value.line
        entries.append(
            {
                "uid": logged.uid, "number": number, "activity": key, "outcome": None, "day": day,
                "at": logged.at, "quantity": count, "deliverable": None, "percent": None, "voided": False,
            }
        )  # fmt: skip
        clock.forward(minutes=1)
        if number == 0 or chance.random() < 0.2:
            board.data.back_up()
            tally.counts["backups"] += 1
            then = {start: week(book, entries, start, clock().date())["points"] for start in weeks}
    board.store.close()
    lose(path, loss)
    began = time.perf_counter()
    data = Data(path, clock)
    try:
        data.restore(data.backups()[0].path)
    except ForeignData:
        data.recover(data.plan_recovery())
        tally.counts["recovered"] += 1
    took = time.perf_counter() - began
    with suppress(StoreProblem):
        board = Scoreboard(Store.open(path, create=False), clock)
        found = {start: board.screens.standing(start).points for start in weeks}
        board.store.close()
        wrong = [] if found == then else [f"{found}, not {then}"]
        wrong += [f"{problem}" for problem in data.check(thorough=True).soundness.problems]
        return wrong + ([] if took < SLOWEST else [f"took {took:.0f} s"])
    return ["cannot be opened"]


def lose(path: Path, loss: str) -> None:
    """What happens to the database."""
    content = path.read_bytes()
    match loss:
        case "deleted":
            path.unlink()
        case "emptied":
            path.write_bytes(b"")
        case "text":
            path.write_text("overwritten by another program\n" * 500)
        case _:
            path.write_bytes(content[: len(content) // 2])


@short_and_long(20, 500)
def test_a_lost_database_comes_back(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = Tally("R23 drills", "drills", "backups")
    chance = random.Random(23)
    for number in range(count):
        loss = LOSSES[number % len(LOSSES)]
        path = set_up_folder(tmp_path / str(number))
        tally.counts["drills"] += 1
        tally.found(f"drill {number}, {loss}", drill(tally, path, chance, loss))
    tell(tally)
    assert tally.passed()
    assert tally.counts["drills"] == count
