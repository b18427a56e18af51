"""Files to start from, and what the program does with them while it is killed or refused."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scoreboard.values import Value
from tests.boards import set_up_folder
from tests.reliability import disk, scenes
from tests.reliability.disk import State
from tests.reliability.processes import Child, Say
from tests.reliability.told import Fact, Told, entries
from tests.store.make_data import DATA
from tests.stores import call

Scene = Callable[[Path, Say], None]


class Case(Value):
    """The name of the files it starts from, and what is done."""

    start: str
    scene: Scene


CASES = {
    "clicks": Case("plain", scenes.clicks),
    "change": Case("plain", scenes.change),
    "start": Case("plain", scenes.start),
    "bring in": Case("waiting", scenes.start),
    "undo a half": Case("hot", scenes.start),
    "update": Case("old", scenes.update),
    "back up": Case("plain", scenes.back_up),
    "restore": Case("backed up", scenes.restore),
}


class Start(Value):
    """Files of a data folder, and the entries in them."""

    state: State
    done: dict[str, Fact]

    def laid_out(self, folder: Path) -> tuple[Path, Told]:
        """Make the folder hold these files; answers the database's path, and what there is to be held to."""
        return disk.laid_out(folder, self.state), Told(dict(self.done))


def prepared(folder: Path) -> dict[str, Start]:
    """Made by the program itself, in processes of their own."""

    def made(name: str, *parts: Scene) -> Start:
        path, told = set_up_folder(folder / name), Told()
        for scene in parts:
            for line in Child(partial(scene, path)).end():
                told.hear(line)
        return Start(disk.files(path.parent), dict(told.done))

    some = partial(scenes.log_some, uids=("old-0", "old-1", "old-2"))
    more = partial(scenes.log_some, uids=("newer-0", "newer-1"))
    held = partial(scenes.log_while_held, uids=("kept-0", "kept-1"))
    return {
        "plain": made("plain", some),
        "waiting": made("waiting", some, held),
        "hot": made("hot", some, half_a_transaction),
        "backed up": made("backed up", some, scenes.back_up, more),
        "old": of_an_earlier_version(folder / "old"),
    }


def half_a_transaction(path: Path, _say: Say) -> None:
    """Leave a journal and half of a big transaction, as a killed process does."""
    store = scenes.board(path).store
    store._raw.execute("PRAGMA cache_size = 1")
    with store.write() as records:
        for number in range(200):
            records.add(call(f"half-{number}", activity=scenes.ACTIVITY, note="x" * 500))
        os._exit(0)


def of_an_earlier_version(folder: Path) -> Start:
    """The stored file of the first schema."""
    folder.mkdir(exist_ok=True)
    path = folder / "scoreboard.db"
    shutil.copyfile(DATA / "schema-1.db", path)
    state = disk.files(folder)
    return Start(state, entries(path))
