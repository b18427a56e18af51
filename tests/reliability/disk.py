"""A disk whose power can fail: what is not synced may be there, or not, or in part, or in another order.

It knows what the program wrote from a record of its calls. A file's bytes are safe once the file is synced,
and the names in a folder once the folder is. Of names that are not safe a beginning is kept, in the order in
which they changed; of bytes that are not safe any part, torn at 512 bytes.
"""

import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scoreboard.values import Value
from tests.reliability.traced import Call

SECTOR = 512
MEMORY = Path("/dev/shm")

CALLS = (
    "openat", "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "mkdir", "close", "sendto",
    # None of these is expected; one that writes would be missed without a word.
    "open", "creat", "truncate", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "fallocate",
    "link", "linkat", "symlink", "symlinkat",
)  # fmt: skip

Names = dict[str, int]
Contents = dict[int, bytes]
State = dict[str, bytes]
"""The files below the data folder, by their path in it."""


class Write(Value):
    """Bytes at a place of a file, or with no bytes its new end."""

    file: int
    offset: int
    content: bytes | None


class Renamed(Value):
    """The name `old` (or a new file) becomes `new`; without `new` it is gone."""

    old: str | None
    new: str | None
    file: int

    def folder(self) -> str:
        """Where it shows."""
        return Path(self.new or self.old or "").parent.as_posix()


class Synced(Value):
    """A file, or with no file a folder."""

    file: int | None
    folder: str = ""


Step = Write | Renamed | Synced | str


def steps(calls: Iterable[Call], folder: Path) -> Iterator[Step]:
    """What the calls do to the files below `folder`, and the lines that were said."""
    names: Names = {name: number for number, name in enumerate(sorted(files(folder)))}
    sizes = {number: (folder / name).stat().st_size for name, number in names.items()}
    opened: dict[int, int] = {}
    places: dict[int, int | None] = {}
    new = len(names)
    folders = {".", *(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_dir())}

    def inside(call: Call, place: int) -> str:
        """The name of the path below the folder; empty when it is elsewhere."""
        path = call.path(place)
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""

    for call in calls:
        match call.name:
            case "sendto":
                yield call.text(1).decode().strip()
            case "mkdir":
                folders.add(inside(call, 0))
            case "openat" if inside(call, 1) and inside(call, 1) not in folders:
                name, flags = inside(call, 1), call.arguments[2]
                if name not in names:
                    assert "O_CREAT" in flags, call
                    names[name], sizes[new] = new, 0
                    yield Renamed(None, name, new)
                    new += 1
                elif "O_TRUNC" in flags:
                    yield Write(names[name], 0, None)
                    sizes[names[name]] = 0
                opened[call.answer] = names[name]
                places[call.answer] = None if "O_APPEND" in flags else 0
            case "lseek" if call.number(0) in opened and places[call.number(0)] is not None:
                places[call.number(0)] = call.answer
            case "write" | "pwrite64" if call.number(0) in opened:
                descriptor, content = call.number(0), call.text(1)[: call.answer]
                file, place = opened[descriptor], places[descriptor]
                if call.name == "pwrite64":
                    offset = call.number(3)
                elif place is None:
                    offset = sizes[file]
                else:
                    offset, places[descriptor] = place, place + len(content)
                sizes[file] = max(sizes[file], offset + len(content))
                yield Write(file, offset, content)
            case "ftruncate" if call.number(0) in opened:
                file, sizes[file] = opened[call.number(0)], call.number(1)
                yield Write(file, call.number(1), None)
            case "fsync" | "fdatasync":
                if call.number(0) in opened:
                    yield Synced(opened[call.number(0)])
                elif inside(call, 0):
                    yield Synced(None, inside(call, 0))
            case "unlink" | "unlinkat" if name := inside(call, int(call.name == "unlinkat")):
                yield Renamed(name, None, names.pop(name))
            case "rename" | "renameat" | "renameat2":
                old, to = (inside(call, place) for place in ((0, 1) if call.name == "rename" else (1, 3)))
                if old or to:
                    assert old, call
                    assert to, call
                    names[to] = names.pop(old)
                    yield Renamed(old, to, names[to])
            case "close":
                opened.pop(call.number(0), None)
            case "openat" | "lseek" | "write" | "pwrite64" | "ftruncate" | "unlink" | "unlinkat":
                pass
            case _:
                raise AssertionError(f"not known how to replay {call}")


def files(folder: Path) -> State:
    """The files of a folder, and of those in it, with their content."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder that is quick to write and to sync."""
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="scoreboard-") as folder:
        yield Path(folder)


def laid_out(folder: Path, state: State) -> Path:
    """Make the folder hold these files; answers the database's path."""
    for file in folder.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name not in state:
            file.unlink()
    for name, content in state.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / "scoreboard.db"


@dataclass
class Disk:
    """What is safe, and what has been written since."""

    names: Names
    contents: Contents
    new_names: list[Renamed] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    @classmethod
    def of(cls, state: State) -> "Disk":
        """All of it safe; numbered as in `steps`."""
        numbers = {name: number for number, name in enumerate(sorted(state))}
        return cls(numbers, {numbers[name]: content for name, content in state.items()})

    def take(self, step: Write | Renamed | Synced) -> None:
        """Do the next step."""
        match step:
            case Write():
                self.writes.append(step)
            case Renamed():
                self.new_names.append(step)
            case Synced(file=None, folder=folder):
                safe = [change for change in self.new_names if change.folder() == folder]
                self.names = _renamed(self.names, safe)
                self.new_names = [change for change in self.new_names if change not in safe]
            case Synced(file=file):
                assert file is not None
                self.contents = _written(
                    self.contents, [write for write in self.writes if write.file == file]
                )
                self.writes = [write for write in self.writes if write.file != file]

    def without_power(self, chance: random.Random) -> State:
        """One of the states in which the power may leave the disk."""
        kept = chance.choice([0, len(self.new_names), chance.randint(0, len(self.new_names))])
        how = chance.choice([_none, _all, _beginning, _beginning, _any, _any, _any_sectors])
        contents = _written(self.contents, how(self.writes, chance))
        names = _renamed(self.names, self.new_names[:kept])
        return {name: contents.get(file, b"") for name, file in names.items()}


def _renamed(names: Names, changes: Iterable[Renamed]) -> Names:
    names = dict(names)
    for change in changes:
        if change.old:
            names.pop(change.old, None)
        if change.new:
            names[change.new] = change.file
    return names


def _written(contents: Contents, writes: Iterable[Write]) -> Contents:
    changed: dict[int, bytearray] = {}
    for write in writes:
        content = changed.setdefault(write.file, bytearray(contents.get(write.file, b"")))
        content.extend(bytes(max(0, write.offset - len(content))))  # what is left out reads as zeros
        if write.content is None:
            del content[write.offset :]
        else:
            content[write.offset : write.offset + len(write.content)] = write.content
    return contents | {file: bytes(content) for file, content in changed.items()}


def _none(_writes: list[Write], _chance: random.Random) -> list[Write]:
    return []


def _all(writes: list[Write], _chance: random.Random) -> list[Write]:
    return writes


def _beginning(writes: list[Write], chance: random.Random) -> list[Write]:
    """In order, the last one torn."""
    if not writes:
        return []
    last = chance.randrange(len(writes))
    return [*writes[:last], *_torn(writes[last], chance)]


def _any(writes: list[Write], chance: random.Random) -> list[Write]:
    """A later one may be there without an earlier one; one of them is torn."""
    kept = [write for write in writes if chance.random() < chance.choice([0.2, 0.5, 0.9])]
    if not kept:
        return []
    torn = chance.randrange(len(kept))
    return [*kept[:torn], *_torn(kept[torn], chance), *kept[torn + 1 :]]


def _any_sectors(writes: list[Write], chance: random.Random) -> list[Write]:
    """Every sector by itself."""
    return [piece for write in writes for piece in _sectors(write) if chance.random() < 0.5]


def _torn(write: Write, chance: random.Random) -> list[Write]:
    pieces = _sectors(write)
    cut = chance.randint(0, len(pieces))
    return pieces[:cut] if chance.random() < 0.5 else pieces[cut:]


def _sectors(write: Write) -> list[Write]:
    """The write in pieces that end where sectors of the disk end."""
    if write.content is None:
        return [write]
    pieces, offset, content = [], write.offset, write.content
    while content:
        room = SECTOR - offset % SECTOR
        pieces.append(Write(write.file, offset, content[:room]))
        offset, content = offset + room, content[room:]
    return pieces
