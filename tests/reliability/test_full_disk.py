"""R4: a disk that fills up loses nothing, and when there is room again everything is where it belongs."""

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scoreboard.errors import DiskFull, MigrationFailed
from scoreboard.store import Store
from tests.boards import Clock, set_up_folder
from tests.reliability import scenes
from tests.reliability.cases import of_an_earlier_version
from tests.reliability.conftest import Tell
from tests.reliability.spoiling import spoil
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.told import Told, faults, lifeboat

pytestmark = posix

MOST_LOGS = 3_000
BLOCK = 4096
LONG_NOTE = "x" * 1_500
LIMITED = "max_page_count, because only root can mount a small disk"


def cycles(folder: Path, *, count: int, setting: str = "") -> Tally:
    """Fill the disk, log until nothing takes it any more, make room, and go on."""
    tally = Tally("R4 full disk", "cycles", "logged", "kept in the lifeboat", "refused", "backups refused")
    chance = random.Random(4)
    spoil(setting)
    for number in range(count):
        with small_disk(folder / f"disk {number}") as disk:
            tally.name += f" ({LIMITED})" if disk is None and not number else ""
            where = disk or folder / f"limited {number}"
            os.environ["TMPDIR"] = str(where / "tmp")  # the other place for the lifeboat is as full
            path = set_up_folder(where / "data")
            if number % 4 == 3 and disk:
                update(tally, path, chance)
            try:
                wrong = cycle(tally, path, disk, chance)
            except Exception as error:  # noqa: BLE001
                wrong = [f"ended with {error!r}"]
            tally.counts["cycles"] += 1
            tally.found(f"cycle {number}", wrong)
    return tally


def cycle(tally: Tally, path: Path, disk: Path | None, chance: random.Random) -> list[str]:
    """One of them; answers the faults."""
    wrong, told = [], Told()
    board = scenes.board(path)
    boat = lifeboat(path)
    boat.keep_room()
    for number in range(3):
        scenes.log(board, told.hear, f"before-{number}")
    filler = fill(disk, leave=chance.randrange(16) * BLOCK) if disk else None
    if not disk:
        limit(board.store, chance.randrange(3))
    said: list[str] = []

    def say(line: str) -> None:
        told.hear(line)
        said.append(line)

    for number in range(MOST_LOGS if disk else 20):
        try:
            scenes.log(board, say, f"full-{number}", 1 + number % 3, LONG_NOTE)
        except DiskFull:
            tally.counts["refused"] += 1
            break
    kept = [line for line in said if line.startswith("kept")]
    wrong += [f"told as {line}" for line in set(kept) - {"kept DiskFull"}]
    tally.counts["kept in the lifeboat"] += len(kept)
    tally.counts["logged"] += len(told.done) - len(kept)
    if disk:
        try:
            scenes.backups(path).make(Clock()())
        except DiskFull:
            tally.counts["backups refused"] += 1
        wrong += faults(path, told)  # while it is still full
    if filler:
        filler.unlink()
    limit(board.store, 10_000)
    board.bring_in()
    scenes.log(board, told.hear, "after")
    wrong += faults(path, told)
    wrong += [f"{file} is left" for file in boat.files()]
    board.store.close()
    for file in path.parent.iterdir():
        if file.is_file():
            file.unlink()
    return wrong


def update(tally: Tally, path: Path, chance: random.Random) -> None:
    """An update of the data without room for it leaves them as they were."""
    path.unlink()
    old = of_an_earlier_version(path.parent)
    filler = fill(path.parents[1], leave=chance.randrange(60) * BLOCK)
    with suppress(DiskFull, MigrationFailed):
        Store.open(path).close()
    filler.unlink()
    tally.found("update", faults(path, Told(dict(old.done))))
    set_up_folder(path.parent)


def fill(disk: Path, *, leave: int) -> Path:
    """Write until nothing more fits, and free so many bytes again."""
    file = disk / "filler"
    with file.open("wb", buffering=0) as writing:
        with suppress(OSError):
            while writing.write(bytes(BLOCK)):
                pass
        writing.truncate(max(0, file.stat().st_size - leave))
    return file


def limit(store: Store, more: int) -> None:
    """Let the database grow by no more than so many pages."""
    ((pages,),) = store._raw.execute("PRAGMA page_count")
    store._raw.execute(f"PRAGMA max_page_count = {pages + more}")


@contextmanager
def small_disk(at: Path) -> Iterator[Path | None]:
    """A disk of one megabyte, or None where it cannot be mounted."""
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(at)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield at if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", at], check=True)


@short_and_long(20, 200)
def test_nothing_is_lost_on_a_full_disk(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(cycles, tmp_path, count=count))
    assert tally.passed()
    assert tally.counts["cycles"] == count
    assert tally.counts["kept in the lifeboat"] >= count
