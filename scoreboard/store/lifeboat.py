"""The lifeboat: entries that the database cannot take wait here, one line each, until they are brought in.

No lock is needed. A writer looks, after writing, whether the file is still at its path and else writes again;
the reader renames the file away before it reads; and an entry that comes twice is known by its uid.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from scoreboard.errors import DiskFull, NoAccess
from scoreboard.paths import Paths
from scoreboard.store.lines import Kept, line, understood
from scoreboard.values import Value

BALLAST = 128 * 1024
"""Bytes that are kept occupied, to be given up when the disk is full: room for some hundred entries."""

MOST_TRIES = 1000
"""For a writer whose file importers take away as it writes; more than one is rare."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

Result = TypeVar("Result")


class Contents(Value):
    """What the lifeboat holds: every entry once, and how many lines cannot be understood."""

    entries: tuple[Kept, ...] = ()
    odd: int = 0


class Taken(Value):
    """Files that were renamed away to be brought in, with what they hold."""

    files: tuple[Path, ...]
    entries: tuple[Kept, ...]
    odd: tuple[bytes, ...]


class Lifeboat:
    """The file at `path`, or the one at `fallback` while the folder of `path` cannot be written.

    The folder of `fallback` must be this user's own and closed to others; it is made so.
    """

    def __init__(self, path: Path, fallback: Path) -> None:
        self.path = path
        self.fallback = fallback
        self.ballast = path.with_suffix(".ballast")
        self.odd_file = path.with_name(f"{path.stem}-odd{path.suffix}")
        self.dropped_file = path.with_name(f"{path.stem}-dropped{path.suffix}")
        self._waiting = re.compile(rf"{re.escape(path.stem)}(-\d+-\d+)?{re.escape(path.suffix)}")

    def keep_room(self) -> None:
        """Make the ballast where there is room for it; never fails."""
        with suppress(OSError):
            if self.ballast.stat().st_size == BALLAST:
                return
        try:
            # Bytes that no file system can press together or leave out.
            _write_new(self.ballast, os.urandom(BALLAST))
        except OSError:
            self.free_room()

    def keep(self, kept: Kept) -> Path:
        """Write an entry down; when this returns it survives a power cut. Answers the file it is in.

        Raises DiskFull or NoAccess when neither the data folder nor the temporary folder takes it.
        """
        failed: OSError | None = None
        for file in (self.path, self.fallback):
            try:
                if file == self.fallback:
                    _private_folder(file.parent)
                self._append(file, line(kept))
            except OSError as error:
                failed = failed or error
            else:
                return file
        assert failed is not None, "both files were tried"
        kind = DiskFull if failed.errno in _FULL else NoAccess
        raise kind(self.path, str(failed)) from failed

    def files(self) -> list[Path]:
        """The files with entries, those of an importer that was killed among them; empty: nothing waits."""
        found = []
        for folder in (self.path.parent, self.fallback.parent):
            with suppress(OSError), os.scandir(folder) as inside:
                found += [folder / one.name for one in inside if self._waiting.fullmatch(one.name)]
        return sorted(found, key=lambda file: (file.name == self.path.name, file.name))

    def elsewhere(self) -> Path | None:
        """The file in the temporary folder, if entries had to go there."""
        return next((file for file in self.files() if file.parent == self.fallback.parent), None)

    def signature(self) -> tuple[tuple[str, int, int], ...]:
        """Something that changes when, and only when, the files do."""
        found = []
        for file in self.files():
            with suppress(OSError):
                about = file.stat()
                found.append((str(file), about.st_size, about.st_mtime_ns))
        return tuple(found)

    def kept(self) -> Contents:
        """What waits, without touching it. Files that cannot be read are left out."""
        entries, odd = _read(self.files())
        with suppress(OSError):
            odd += self.odd_file.read_bytes().splitlines()
        return Contents(entries, len(set(odd)))

    def odd_lines_in(self) -> Path:
        """The file that holds the lines which cannot be understood."""
        return self.odd_file if self.odd_file.exists() else self.path

    def take(self) -> Taken:
        """Rename the files away, so that nothing is written to them any more, and read them.

        Best inside the transaction that is to hold the entries. If that fails, or this process is killed,
        the files stay and are found again. Raises NoAccess when a file cannot be read.
        """
        taken = []
        for number, file in enumerate(self.files()):
            name = f"{self.path.stem}-{time.time_ns() + number}-{os.getpid()}{self.path.suffix}"
            with suppress(OSError):  # gone, held by its writer, or the disk will not have it: the next time
                taken.append(file.rename(file.with_name(name)))
        try:
            entries, odd = _read(taken, careful=True)
        except OSError as error:
            raise NoAccess(self.path, str(error)) from error
        return Taken(tuple(taken), entries, tuple(odd))

    def let_go(self, taken: Taken, left: Iterable[Kept] = ()) -> None:
        """Delete what was taken, after the commit; what is left, and odd lines, stay in files of their own.

        Raises DiskFull or NoAccess when those cannot be written; then nothing is deleted.
        """
        for kept in left:
            self.keep(kept)
        self._put_away(self.odd_file, taken.odd)
        for file in taken.files:
            with suppress(OSError):  # another importer was quicker, or it comes again and is known by then
                file.unlink()
        for folder in {file.parent for file in taken.files}:
            sync_folder(folder)

    def drop(self, uid: str) -> Kept | None:
        """Take an entry out, into a file beside that is kept for good; None when it waits no more.

        Raises DiskFull or NoAccess; it waits on then.
        """
        taken = self.take()
        found = next((kept for kept in taken.entries if kept.entry.uid == uid), None)
        if found:
            self._put_away(self.dropped_file, [line(found)])
        self.let_go(taken, [kept for kept in taken.entries if kept is not found])
        return found

    def _put_away(self, file: Path, lines: Iterable[bytes]) -> None:
        """Add lines that are not in the file yet."""
        try:
            known = _lines(file)
            for text in lines:
                if text not in known:
                    self._append(file, text)
        except OSError as error:
            raise (DiskFull if error.errno in _FULL else NoAccess)(file, str(error)) from error

    def _append(self, file: Path, text: bytes) -> None:
        """Write a line so that it is on the disk and in the file at that path."""
        for _ in range(MOST_TRIES):
            if self._with_room(lambda: _append_line(file, text)):
                return
        raise OSError(errno.EAGAIN, "taken away again and again", str(file))

    def _with_room(self, write: Callable[[], Result]) -> Result:
        try:
            return write()
        except OSError as error:
            if error.errno not in _FULL or not self.free_room():
                raise
        return write()

    def free_room(self) -> bool:
        """Give the ballast up; whether there was any."""
        try:
            self.ballast.unlink()
            sync_folder(self.ballast.parent)
        except OSError:
            return False
        return True


def lifeboat_of(paths: Paths) -> Lifeboat:
    """The lifeboat of that data folder."""
    return Lifeboat(paths.lifeboat_file, paths.lifeboat_fallback)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut, where a folder can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _append_line(file: Path, text: bytes) -> bool:
    """Append; the answer is whether the file is still at its path. Raises OSError."""
    descriptor = os.open(file, _FLAGS, 0o600)
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "not a file", str(file))
        _write_line(descriptor, text, about.st_size)
        os.fsync(descriptor)
        sync_folder(file.parent)
        # While it is open, its number is given to no other file.
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(descriptor), file.lstat())
        return False
    finally:
        os.close(descriptor)


def _write_line(descriptor: int, text: bytes, size: int) -> None:
    """Write a whole line. A piece, an older one or one of this write, is ended and the line written after it.

    Another process may append meanwhile, so a piece cannot be completed.
    """
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            text = b"\n" + text
    whole = text + b"\n"
    for _ in range(MOST_TRIES):
        if os.write(descriptor, whole) == len(whole):
            return
        whole = b"\n" + text.lstrip(b"\n") + b"\n"
    raise OSError(errno.ENOSPC, "only pieces can be written")


def _write_new(file: Path, content: bytes) -> None:
    with suppress(FileNotFoundError):
        file.unlink()
    descriptor = os.open(file, _FLAGS | os.O_EXCL, 0o600)
    try:
        if os.write(descriptor, content) != len(content):
            raise OSError(errno.ENOSPC, "no room", str(file))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private_folder(folder: Path) -> None:
    """Make a folder that only this user can enter; one that somebody else prepared is refused."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode):
        raise OSError(errno.ENOTDIR, "not a folder", str(folder))
    if os.name == "posix" and (about.st_uid != os.getuid() or about.st_mode & 0o077):
        raise OSError(errno.EACCES, "not a private folder", str(folder))


def _read(files: Sequence[Path], *, careful: bool = False) -> tuple[tuple[Kept, ...], list[bytes]]:
    """Every entry once, the first of each uid, and the lines that cannot be understood.

    The piece of a line that a write left before it wrote the line whole is no loss and is left out. (A piece
    too short to hold a uid may be any line's; it holds nothing either.)
    """
    entries: dict[str, Kept] = {}
    odd, good = [], []
    for file in files:
        try:
            content = _lines(file)
        except OSError:
            if careful:
                raise
            continue
        for text in content:
            found = understood(text)
            if found is None:
                odd.append(text)
            else:
                good.append(text)
                entries.setdefault(found.entry.uid, found)
    return tuple(entries.values()), [text for text in odd if not any(one.startswith(text) for one in good)]


def _lines(file: Path) -> list[bytes]:
    with suppress(FileNotFoundError):
        return [text for text in file.read_bytes().split(b"\n") if text]
    return []
