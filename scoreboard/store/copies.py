"""Copies of a database: by SQLite's backup while it is sound, byte by byte while it is not."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from scoreboard.errors import DamagedData, DataBusy, DiskFull, NoAccess, StoreProblem
from scoreboard.store.lifeboat import sync_folder
from scoreboard.store.opening import NO_SCHEMA, connect, file_problem, make_file, probe, problems
from scoreboard.store.safety import Soundness, check

STEP = 2048
"""Pages that are copied at once; in between others can write."""

PATIENCE = 5.0
"""Seconds after which a copy that writers disturb is made in one go, and a locked file is given up."""


_NOT_DAMAGED: dict[str, type[StoreProblem]] = {kind.__name__: kind for kind in (NoAccess, DataBusy, DiskFull)}
"""What a check can meet that says nothing of the copy itself."""


class _Disturbed(Exception):
    """Others wrote so often that the copy began again and again."""


def stamp(now: datetime) -> str:
    """A moment in UTC, as the names of files have it: they sort by it, and no hour comes twice."""
    return now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")


def free_name(folder: Path, name: str, suffix: str) -> Path:
    """A file in `folder` that is not there yet: name.suffix, name-2.suffix and so on."""
    file, number = folder / f"{name}{suffix}", 1
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}{suffix}"
    return file


def copy(source: Path, target: Path) -> None:
    """Make `target` the same as `source`, whole or not at all, while others read and write the source.

    A target that is there already keeps its readers; a new one is the owner's alone. When this returns it is
    on the disk. Raises what `probe` does of the source, and DataBusy, DiskFull or NoAccess of the target.
    """
    if probe(source) == NO_SCHEMA:
        raise NoAccess(source, "missing")
    if not target.exists():
        make_file(target)
    _backup(source, target)
    sync_folder(target.parent)


def _backup(source: Path, target: Path) -> None:
    with problems(target), closing(connect(target, "rw")) as into, closing(connect(source)) as out:
        for pages in (STEP, -1):
            with suppress(_Disturbed):
                out.backup(into, pages=pages, progress=_patient(target, pages), sleep=0.02)
                return


def _patient(target: Path, pages: int) -> Callable[[int, int, int], None]:
    """Called after every step with SQLite's result code."""
    began = monotonic()

    def step(code: int, _left: int, _all: int) -> None:
        if monotonic() - began <= PATIENCE:
            return
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DataBusy(target, "locked")
        if pages == STEP:
            raise _Disturbed

    return step


def verified(path: Path, *, at_least: int = 0, thorough: bool = False) -> Soundness:
    """What a copy holds. Raises DamagedData when it is not sound or has fewer than `at_least` entries.

    Raises NoAccess, DataBusy or DiskFull when it cannot be looked at.
    """
    found = check(path, thorough=thorough)
    if not found.ok:
        one = found.problems[0]
        kind = _NOT_DAMAGED.get(found.database, DamagedData)
        raise kind(path, f"{one.kind} {one.detail}".strip())
    if found.entries < at_least:
        raise DamagedData(path, f"{found.entries} of {at_least} entries")
    return found


def count(path: Path) -> int:
    """How many rows of entries there are, voided ones too. Raises StoreProblem."""
    with problems(path), closing(connect(path)) as raw:
        ((number,),) = raw.execute("SELECT count(*) FROM entry NOT INDEXED")
    return int(number)


def remove(path: Path) -> None:
    """A database file of ours and what SQLite left beside it."""
    for file in (path, journal(path)):
        with suppress(OSError):
            file.unlink()


def journal(path: Path) -> Path:
    """The file in which SQLite keeps what a transaction replaces."""
    return path.with_name(f"{path.name}-journal")


def set_aside(path: Path, now: datetime, why: str = "damaged") -> Path:
    """Copy a file that SQLite cannot copy, with its journal, byte by byte, and keep that for ever.

    The copy is `damaged-<time>.db` in the same folder. Nothing of the original is changed. To read a file
    past SQLite drops its locks in this process: no store of it may be in a transaction meanwhile. Raises
    NoAccess or DiskFull.
    """
    aside = free_name(path.parent, f"{why}-{stamp(now)}", path.suffix)
    try:
        _copy_bytes(path, aside)
        if journal(path).exists():
            _copy_bytes(journal(path), journal(aside))
    except OSError as error:
        remove(aside)
        raise file_problem(aside, error) from error
    sync_folder(path.parent)
    return aside


def _copy_bytes(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as into, source.open("rb") as out:
        shutil.copyfileobj(out, into, 1 << 20)
        into.flush()
        os.fsync(into.fileno())
        if into.tell() != source.stat().st_size:
            raise OSError(None, "the file changed while it was copied", str(source))


def put_in_place(candidate: Path, path: Path) -> None:
    """Make the file at `path` the same as `candidate`, whole or not at all; the candidate is used up.

    The content goes into the file that others have open. Only where that cannot be, because what is there is
    no database any more, or nothing, the candidate takes its place; who had it open must open it anew.
    """
    with suppress(DamagedData):
        if path.exists():
            _backup(candidate, path)
            remove(candidate)
            return
    try:
        # First the journal: beside the new file it would be taken for its own.
        journal(path).unlink(missing_ok=True)
        sync_folder(path.parent)
        candidate.replace(path)
    except OSError as error:
        raise file_problem(path, error) from error
    sync_folder(path.parent)
