"""R15: many processes that write at once, and one that reads, lose nothing and see nothing half done."""

import time
from contextlib import closing
from functools import partial
from pathlib import Path

from scoreboard.store import Store
from scoreboard.store.control import kept_weeks
from tests.boards import set_up_folder
from tests.reliability import scenes
from tests.reliability.conftest import Tell
from tests.reliability.processes import Child, Say
from tests.reliability.spoiling import spoil
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, entries, faults

pytestmark = posix

WRITERS = 8


def writers(folder: Path, *, count: int, setting: str = "") -> Tally:
    """Let eight processes log so often each, and one read all the time."""
    tally = Tally("R15 writers", "entries", "kept in the lifeboat", "snapshots")
    path, told = set_up_folder(folder / "data"), Told()
    spoil(setting)
    reader = Child(partial(read_on, path))
    children = [Child(partial(log_many, path, name=str(number), count=count)) for number in range(WRITERS)]
    longest = 0.0
    for child in children:
        for line in child.end():
            told.hear(line)
            tally.counts["kept in the lifeboat"] += line.startswith("kept")
            if line.startswith("longest"):
                longest = max(longest, float(line.split()[1]))
        tally.found(f"process {child.pid}", [f"ended with {child.code}"] if child.code else [])
    reader.stop()
    for line in reader.end():
        if line.startswith("seen"):
            tally.counts["snapshots"] += int(line.split()[1])
        else:
            tally.found("reader", [line])
    tally.counts["entries"] = len(entries(path))
    tally.counts["ms at most"] = round(longest * 1000)
    tally.found("at the end", faults(path, told))
    return tally


def log_many(path: Path, say: Say, name: str, count: int) -> None:
    """Log so often, and say how long the longest took; nothing before the end, so as not to be waited for."""
    own = scenes.board(path)
    longest = 0.0
    lines: list[str] = []
    for number in range(count):
        began = time.perf_counter()
        scenes.log(own, lines.append, f"{name}-{number}", 1 + number % 3)
        longest = max(longest, time.perf_counter() - began)
    for line in lines:
        say(line)
    say(f"longest {longest}")


def read_on(path: Path, say: Say) -> None:
    """Read until told to stop. Snapshots agree with their control sums, and none has less than the last."""
    seen = last = 0
    with closing(Store.open(path)) as store:
        while not say.stopped():
            with store.read() as records:
                found = records.count()
                kept = sum(week.n for week in kept_weeks(store._raw).values())
            if found != kept or found < last:
                say(f"{found} entries, {kept} by the control sums, {last} before")
            seen, last = seen + 1, found
    say(f"seen {seen}")


@short_and_long(25, 500)
def test_eight_writers_and_a_reader(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(writers, tmp_path, count=count))
    assert tally.passed()
    assert tally.counts["entries"] == WRITERS * count
    assert tally.counts["kept in the lifeboat"] == 0, "a writer was kept out for too long"
    assert tally.counts["snapshots"] > count
