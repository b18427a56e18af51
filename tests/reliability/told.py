"""What a program said about its entries, and whether the files hold all of it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from scoreboard.paths import Paths
from scoreboard.store import Store, safety
from scoreboard.store.lifeboat import Lifeboat

Fact = tuple[int, bool]
"""Of an entry: its quantity, and whether it is voided."""

ABSENT: Fact = (0, False)


@dataclass
class Told:
    """For every uid what was done, and what was begun since and may be there or not."""

    done: dict[str, Fact] = field(default_factory=dict)
    begun: dict[str, list[Fact]] = field(default_factory=dict)
    instead: dict[str, Fact] | None = None
    """What was begun to be put in place of everything."""
    unnamed: int = 0
    """Entries of one unit that were begun, and have their uid from the window."""
    backups: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Take in a line; of an entry it has the uid, its quantity, and 1 if it is voided."""
        match line.split():
            case ["begun", uid, quantity, voided]:
                self.begun.setdefault(uid, []).append((int(quantity), voided == "1"))
            case ["clicked"]:
                self.unnamed += 1
            case ["counted", uid]:
                self.done[uid] = (1, False)
                if self.instead is not None:  # what is clicked meanwhile comes into what is put in place
                    self.instead[uid] = (1, False)
                self.unnamed -= 1
            case ["done", uid, quantity, voided]:
                self.done[uid] = (int(quantity), voided == "1")
                self.begun.pop(uid, None)
            case ["backup", name]:
                self.backups.add(name)
            case ["replacing", *_]:
                self.instead = entries_of(line.partition(" ")[2])
            case ["replaced"]:
                assert self.instead is not None
                self.done, self.instead = self.instead, None

    def settle(self, found: dict[str, Fact]) -> None:
        """Go on from what is there: what had begun is done, or was not."""
        self.done, self.begun, self.instead, self.unnamed = dict(found), {}, None, 0

    def faults(self, found: dict[str, Fact]) -> list[str]:
        """Entries that are missing or other than told, and those that nobody logged."""
        wrong = self._against(self.done, found)
        return [] if self.instead is not None and not self._against(self.instead, found) else wrong

    def _against(self, done: dict[str, Fact], found: dict[str, Fact]) -> list[str]:
        wrong = []
        known = done.keys() | self.begun.keys()
        strangers = [uid for uid in found if uid not in known and found[uid] == (1, False)]
        for uid in (known | found.keys()) - set(strangers[: self.unnamed]):
            allowed = [done.get(uid, ABSENT), *self.begun.get(uid, [])]
            there = found.get(uid, ABSENT)
            if there not in allowed:
                wrong.append(f"{uid} is {there}, not {allowed}")
        return sorted(wrong)


def entries_of(text: str) -> dict[str, Fact]:
    """Entries as JSON has them."""
    return {uid: (quantity, voided) for uid, (quantity, voided) in json.loads(text).items()}


def lifeboat(path: Path) -> Lifeboat:
    """That of the database's folder."""
    paths = Paths(path.parent)
    return Lifeboat(paths.lifeboat_file, paths.lifeboat_fallback)


def entries(path: Path) -> dict[str, Fact]:
    """Everything that was logged there, in the database and in its lifeboat. Raises StoreProblem."""
    with closing(Store.open(path, create=False)) as store, store.read() as records:
        stored = records.entries(voided=True)
    assert len({entry.uid for entry in stored}) == len(stored)
    waiting = [kept.entry for kept in lifeboat(path).kept().entries]
    return {entry.uid: (entry.quantity, entry.voided) for entry in [*waiting, *stored]}


def form_faults(path: Path) -> list[str]:
    """What is wrong with the file itself, with its control sums, and with the lines of the lifeboat."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        wrong = [str(line) for (line,) in raw.execute("PRAGMA integrity_check") if line != "ok"]
        wrong += [f"reference of {table}" for table, *_ in raw.execute("PRAGMA foreign_key_check")]
    return wrong + [f"{one.kind} {one.detail}" for one in safety.check(path).problems]


def backup_faults(path: Path, told: set[str]) -> list[str]:
    """Backups that are missing, and those that are not sound."""
    folder = Paths(path.parent).backups_dir
    found = {file.name for file in folder.glob("scoreboard-*.db")} if folder.exists() else set()
    unsound = [name for name in sorted(found) if not safety.check(folder / name, thorough=True).ok]
    return [f"{name} is missing" for name in sorted(told - found)] + [
        f"{name} is not sound" for name in unsound
    ]


def faults(path: Path, told: Told) -> list[str]:
    """Open what a kill, a power cut or an error has left: everything that is wrong with it."""
    try:
        found = entries(path)
        return told.faults(found) + form_faults(path) + backup_faults(path, told.backups)
    except Exception as error:  # noqa: BLE001  whatever keeps the file from being read
        return [repr(error)]
