"""Moving the data to another folder: copied, verified, and only then is the old file taken away."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from scoreboard.errors import NotEmpty, StoreProblem
from scoreboard.paths import Paths
from scoreboard.store.backups import Backups
from scoreboard.store.copies import copy, count, free_name, remove, stamp, verified
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of, sync_folder
from scoreboard.store.opening import connect, file_problem, problems, transaction


def move(old: Paths, folder: Path, now: datetime) -> Paths:
    """Move database, settings, backups and lifeboat to `folder`; the answer is where they are now.

    The old database stays as `moved-<time>.db`, with a pointer that Paths.of follows; until it has that name
    it is the one that counts. Stores of this process must be closed. Raises NotEmpty when there are data,
    DamagedData when they are not sound, DataBusy, NoAccess or DiskFull; nothing has changed then.
    """
    new = Paths(folder.absolute(), moved=True)
    if new.database.exists():
        raise NotEmpty(new.data_dir, count(new.database))
    temporary = new.data_dir / "moving.tmp"
    made: list[Path] = []
    try:
        new.make_private()
        made += _copy_files(old, new, now)
        # Others wait meanwhile, so that nothing is written to the old file any more.
        with (
            problems(old.database),
            closing(connect(old.database, "rw")) as raw,
            transaction(raw, writes=True),
        ):
            copy(old.database, temporary)
            verified(temporary, at_least=count(old.database), thorough=True)
            for kept in lifeboat_of(old).kept().entries:
                lifeboat_of(new).keep(kept)
            temporary.rename(new.database)
            made.append(new.database)
            sync_folder(new.data_dir)
            _point(old, new)
            if os.name == "posix":
                _put_away(old, now)
        if os.name != "posix":  # there a file that is open cannot be renamed
            _put_away(old, now)
    except OSError as error:
        _undo(old, made)
        raise file_problem(new.data_dir, error) from error
    except BaseException:
        _undo(old, made)
        raise
    finally:
        remove(temporary)
    _empty(lifeboat_of(old), lifeboat_of(new))
    return new


def _copy_files(old: Paths, new: Paths, now: datetime) -> Iterator[Path]:
    files = [backup.path for backup in Backups(old.database, old.backups_dir).all(now)]
    files += [file for file in (old.settings_file,) if file.exists()]
    for file in files:
        target = new.data_dir / file.relative_to(old.data_dir)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if not target.exists():
            yield target
            shutil.copyfile(file, target)
            target.chmod(0o600)


def _point(old: Paths, new: Paths) -> None:
    with old.pointer_file.open("w", encoding="utf-8") as file:
        file.write(f"{new.data_dir}\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(old.data_dir)


def _put_away(old: Paths, now: datetime) -> None:
    """The moment from which the new file counts."""
    old.database.rename(free_name(old.data_dir, f"moved-{stamp(now)}", ".db"))
    sync_folder(old.data_dir)


def _undo(old: Paths, made: list[Path]) -> None:
    if old.database.exists():
        for file in (*made, old.pointer_file):
            with suppress(OSError):
                file.unlink()


def _empty(old: Lifeboat, new: Lifeboat) -> None:
    """Also what was kept while we moved goes along; if it cannot, it stays where it is."""
    with suppress(StoreProblem):
        taken = old.take()
        for kept in taken.entries:
            new.keep(kept)
        old.let_go(taken)
    old.free_room()
