"""R6: whatever damages the file, no wrong score is shown unannounced, and what there was comes back."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path

from scoreboard.domain.entries import LogEntry
from scoreboard.errors import StoreProblem
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.store import Store, safety
from scoreboard.store.recovery import plan_recovery, switch
from scoreboard.values import replace
from tests.boards import AMSTERDAM, Clock, set_up_folder
from tests.reliability import disk, scenes
from tests.reliability.cases import half_a_transaction
from tests.reliability.conftest import Tell
from tests.reliability.processes import Child
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import lifeboat

pytestmark = posix

PAGE, SECTOR, GARBAGE = 4096, 512, 64
FIRST = datetime(2026, 8, 3, 9, tzinfo=AMSTERDAM)
WEEKS = 6
RECOVERED = 8
"""One damaged file in so many is recovered as well."""

Totals = dict[date, Fraction]


def damages(folder: Path, *, count: int, seed: int, sums: bool = True) -> Tally:
    """Damage one file again and again, and show its scores; without `sums`, as if there were none."""
    tally = Tally(
        "R6 damage", "files", "refused", "wrong scores", "of them by control sums alone", "recovered"
    )
    chance = random.Random(seed)
    path, stale = a_season(folder)
    good, truth, entries = disk.files(path.parent), totals(path), facts(path)
    backed_up = len(facts(scenes.backups(path).all(Clock()())[0].path))
    with disk.in_memory() as where:
        for number in range(count):
            name = list(DAMAGES)[number % len(DAMAGES)]
            copy = disk.laid_out(where, good)
            DAMAGES[name](copy, chance, stale)
            case = f"seed {seed}, damage {number}: {name}"
            tally.counts["files"] += 1
            tally.found(case, shown(tally, copy, truth, sums=sums))
            if chance.random() < 1 / RECOVERED:
                disk.laid_out(where, good)
                DAMAGES[name](copy, chance, stale)
                tally.counts["recovered"] += 1
                tally.found(case, recovered(copy, entries, backed_up))
    return tally


def shown(tally: Tally, path: Path, truth: Totals, *, sums: bool) -> list[str]:
    """Whether the scores of a damaged file are right, refused, or announced as wrong; answers the faults."""
    try:
        found = totals(path)
    except StoreProblem:
        tally.counts["refused"] += 1
        found = truth
    except Exception as error:  # noqa: BLE001
        return [f"showing the scores ended with {error!r}"]
    try:
        sound = safety.check(path)
    except Exception as error:  # noqa: BLE001
        return [f"the check ended with {error!r}"]
    if found == truth:
        return []
    tally.counts["wrong scores"] += 1
    tally.counts["of them by control sums alone"] += sound.database == "ok"
    announced = not sound.ok if sums else sound.database != "ok"
    return [] if announced else ["a wrong score and no word of it"]


def recovered(path: Path, before: dict[str, LogEntry], backed_up: int) -> list[str]:
    """Salvage and switch, then go back to the backup; answers the faults."""
    wrong = []
    try:
        plan = plan_recovery(path, scenes.backups(path), lifeboat(path), Clock()())
        switch(plan)
        after = facts(path)
        wrong += [f"{problem} after recovery" for problem in safety.check(path, thorough=True).problems]
        wrong += [f"{len(after)} entries of {backed_up} in the backup"] if len(after) < backed_up else []
        altered = sum(before.get(uid) != entry for uid, entry in after.items())
        # An older form from the backup, and one of a week that does not agree, are counted for the user.
        allowed = plan.doubtful + sum(replaced_later(uid) for uid in after)
        wrong += [f"{altered} entries are altered, {plan.doubtful} told"] if altered > allowed else []
        scenes.backups(path).restore(scenes.backups(path).all(Clock()())[-1].path, Clock()())
        wrong += [f"{problem} after restoring" for problem in safety.check(path, thorough=True).problems]
        wrong += [] if len(facts(path)) == backed_up else ["the backup is not what it was"]
    except Exception as error:  # noqa: BLE001
        wrong.append(f"recovery ended with {error!r}")
    return wrong


def replaced_later(uid: str) -> bool:
    """Whether the entry was changed after the backup was made."""
    return uid.startswith("changed")


def totals(path: Path) -> Totals:
    """The points of every week, as a window would show them."""
    with closing(Store.open(path, create=False)) as store:
        board = Scoreboard(store, Clock(FIRST + timedelta(weeks=WEEKS)))
        weeks = [(FIRST + timedelta(weeks=week)).date() for week in range(WEEKS)]
        return {week: board.screens.standing(week).points for week in weeks}


def facts(path: Path) -> dict[str, LogEntry]:
    """Every entry, without its place in the file."""
    with closing(Store.open(path, create=False)) as store, store.read() as records:
        return {entry.uid: replace(entry, number=0) for entry in records.entries(voided=True)}


def a_season(folder: Path) -> tuple[Path, bytes]:
    """A database with six weeks of entries and a backup; and a journal that is of no use any more."""
    path = set_up_folder(folder / "season")
    clock = Clock(FIRST)
    board = Scoreboard(Store.open(path), clock)
    keys = [activity.activity.key for activity in board.overviews.activities() if not activity.activity.step]
    deliverable = board.rules.add_deliverable("December", "newsletter").value.key
    chance = random.Random(6)
    for number in range(WEEKS * 30):
        clock.moment = FIRST + timedelta(hours=number * WEEKS * 7 * 24 / (WEEKS * 30))
        uid = f"changed-{number}" if number % 15 == 0 else f"entry-{number}"
        board.journal.log(chance.choice(keys), count=chance.randint(1, 4), uid=uid, note=f"note {number}")
        if number % 20 == 0:
            board.journal.progress(deliverable, number // 2, uid=f"percent-{number}")
        if number == WEEKS * 25:
            scenes.backups(path).make(clock())
    for number in range(0, WEEKS * 25, 15):
        board.journal.edit(f"changed-{number}", EntryChange(count=5))
    board.journal.void("changed-15")
    board.store.close()
    good = path.read_bytes()
    Child(partial(half_a_transaction, path)).end()
    stale = path.with_name(f"{path.name}-journal")
    content = stale.read_bytes()
    stale.unlink()
    path.write_bytes(good)
    last = Scoreboard(Store.open(path), clock)
    for number in range(20):
        last.journal.log(keys[0], uid=f"last-{number}")
    last.store.close()
    return path, content


Damage = Callable[[Path, random.Random, bytes], None]


def a_bit(path: Path, chance: random.Random, _stale: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def overwritten(content: Callable[[random.Random, int], bytes], size: int) -> Damage:
    """So many bytes replaced, at a place that is a multiple of their number."""

    def damage(path: Path, chance: random.Random, _stale: bytes) -> None:
        place = chance.randrange(path.stat().st_size // size) * size
        with path.open("r+b") as file:
            file.seek(place)
            file.write(content(chance, size))

    return damage


def cut(path: Path, chance: random.Random, _stale: bytes) -> None:
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def swapped_pages(path: Path, chance: random.Random, _stale: bytes) -> None:
    content = bytearray(path.read_bytes())
    one, other = (
        slice(page * PAGE, (page + 1) * PAGE) for page in chance.sample(range(len(content) // PAGE), 2)
    )
    content[one], content[other] = content[other], content[one]
    path.write_bytes(content)


def another_number(path: Path, chance: random.Random, _stale: bytes) -> None:
    """What bits that turn over in a row come to when they make another number: nothing else is wrong."""
    with closing(sqlite3.connect(path)) as raw, raw:
        numbers = [number for (number,) in raw.execute("SELECT number FROM entry WHERE voided = 0")]
        raw.execute("UPDATE entry SET quantity = quantity + 1 WHERE number = ?", [chance.choice(numbers)])


def stale_journal(path: Path, chance: random.Random, stale: bytes) -> None:
    """That of an earlier time, whole or cut off; SQLite takes it for one of this time."""
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(stale[: chance.choice([len(stale), chance.randrange(SECTOR, len(stale))])])


def _zeros(_chance: random.Random, size: int) -> bytes:
    return bytes(size)


def _noise(chance: random.Random, size: int) -> bytes:
    return chance.randbytes(size)


DAMAGES: dict[str, Damage] = {
    "a bit": a_bit,
    "another bit": a_bit,
    "64 bytes of noise": overwritten(_noise, GARBAGE),
    "a sector of zeros": overwritten(_zeros, SECTOR),
    "a page of zeros": overwritten(_zeros, PAGE),
    "cut off": cut,
    "swapped pages": swapped_pages,
    "a stale journal": stale_journal,
    "another number": another_number,
}


@short_and_long(320, 20_000)
def test_no_wrong_score_is_shown_unannounced(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(damages, tmp_path, count=count, seed=6))
    assert tally.passed()
    assert tally.counts["files"] == count
    assert tally.counts["of them by control sums alone"] > 0, "the control sums had nothing to do"
