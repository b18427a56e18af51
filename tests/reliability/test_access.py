"""R5: where files and folders cannot be written, or are not what they should be, a click is kept."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial
from io import StringIO
from pathlib import Path

from scoreboard.__main__ import main
from scoreboard.errors import StoreProblem
from scoreboard.service.waiting import keep_as_typed
from scoreboard.values import Value
from tests.boards import Clock
from tests.reliability import disk, scenes
from tests.reliability.cases import Start, prepared
from tests.reliability.conftest import Tell
from tests.reliability.processes import Child, Say
from tests.reliability.tally import Tally, alone, posix
from tests.reliability.told import entries, entries_of, lifeboat

pytestmark = posix

NOBODY = 65534
"""The user as whom the click is made if the tests run as root, whom no permission stops."""


class Case(Value):
    """What is done to the database's path, what a click comes to, and whether what is there must stay."""

    spoil: Callable[[Path], object]
    click: str
    untouched: bool = True


def mode(bits: int) -> Callable[[Path], object]:
    return lambda path: path.chmod(bits)


def folder_mode(bits: int) -> Callable[[Path], object]:
    return lambda path: path.parent.chmod(bits)


def both_read_only(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)


def content(text: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text)


def beside(text: bytes) -> Callable[[Path], object]:
    return lambda path: journal(path).write_bytes(text)


def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def sql(statement: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(statement)

    return change


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def another_programs(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE moz_places (id INTEGER)")(path)


CASES = {
    "file read-only": Case(mode(0o400), "kept NoAccess"),
    "file read-only for all": Case(mode(0o444), "kept NoAccess"),
    "folder read-only": Case(folder_mode(0o500), "kept NoAccess"),
    "both read-only": Case(both_read_only, "kept NoAccess"),
    "file without permissions": Case(mode(0), "typed NoAccess"),
    "folder without permissions": Case(folder_mode(0), "typed NoAccess"),
    "folder that cannot be entered": Case(folder_mode(0o600), "typed NoAccess"),
    "journal in the way": Case(lambda path: journal(path).mkdir(), "typed NoAccess"),
    "foreign journal": Case(beside(b"This is no journal of SQLite's.\n" * 400), "logged", untouched=False),
    "journal of zeros": Case(beside(bytes(8192)), "logged", untouched=False),
    "empty journal": Case(beside(b""), "logged", untouched=False),
    "folder instead of the file": Case(folder_instead, "typed NoAccess"),
    "text instead of a database": Case(content(b"Dear diary,\n" * 1000), "typed ForeignData"),
    "half a header": Case(content(b"SQLite format 3\0"), "typed ForeignData"),
    "another program's database": Case(another_programs, "typed ForeignData"),
    "newer database": Case(sql("PRAGMA user_version = 99"), "typed NewerData"),
}


def clicks(folder: Path) -> Tally:
    """Try one click in every case, then make it good again, and look for everything."""
    tally = Tally("R5 access", "cases", "logged", "kept", "typed", "commands")
    start = prepared(folder)["plain"]
    warm_up(folder / "warm")
    for name, case in CASES.items():
        with lent_folder() as where:
            path, _ = start.laid_out(where / "data")
            case.spoil(path)
            tally.found(name, one_click(tally, path, case, start))
    with lent_folder() as where, mounted(where / "data") as disk_there:
        if disk_there:
            path, _ = start.laid_out(where / "data")
            remount(path.parent, "ro")
            tally.found("disk read-only", one_click(tally, path, Case(Path.exists, "kept NoAccess"), start))
        else:
            tally.name += " (a disk that is read-only left out: only root can mount it)"
    for name, prepare in HOMES.items():
        with lent_folder() as where:
            said = as_nobody(partial(command, prepare(where)), where)
            tally.counts["commands"] += 1
            tally.found(name, [] if is_refusal(said) else said)
    return tally


def one_click(tally: Tally, path: Path, case: Case, start: Start) -> list[str]:
    """Click, make it good again, and look for everything; answers the faults."""
    where = path.parents[1]
    own(where)
    before = content_of(path)
    (came_to,) = as_nobody(partial(click, path), where)
    tally.counts["cases"] += 1
    tally.counts[came_to.split()[0]] += 1
    wrong = [] if came_to == case.click else [f"{came_to}, not {case.click}"]
    if case.untouched and content_of(path) != before:
        wrong.append("the file was changed")
    if came_to != "logged":
        make_good(path, start)
    own(where)
    (found,) = as_nobody(partial(look, path), where)
    there, expected = entries_of(found), start.done | {"new": (1, False)}
    return wrong if there == expected else [*wrong, f"{there}, not {expected}"]


def click(path: Path, say: Say) -> None:
    """One click, by way of the lifeboat if need be, and what came of it."""
    said: list[str] = []
    try:
        scenes.log(scenes.board(path), said.append, "new")
        say(next((line for line in said if line.startswith("kept")), "logged"))
    except StoreProblem as problem:
        keep_as_typed(lifeboat(path), Clock(), scenes.ACTIVITY, uid="new")
        say(f"typed {type(problem).__name__}")


def look(path: Path, say: Say) -> None:
    """Bring in what waits, and say what is there."""
    scenes.board(path).store.close()
    assert not lifeboat(path).files()
    say(json.dumps(entries(path)))


def command(environ: dict[str, str], say: Say) -> None:
    """A command of the program, and what it says."""
    os.environ.pop("SCOREBOARD_DATA_DIR", None)
    os.environ.pop("HOME", None)
    os.environ.update(environ)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        status = main(["log", scenes.ACTIVITY])
    say(f"{status} {said.getvalue().strip()}")


def is_refusal(said: list[str]) -> bool:
    """One sentence, and not that of a fault of the program."""
    return len(said) == 1 and said[0].startswith("1 ") and "fault" not in said[0]


def home_missing(_where: Path) -> dict[str, str]:
    return {}


def home_is_gone(_where: Path) -> dict[str, str]:
    return {"HOME": "/nowhere/at/all"}


def home_on_a_file(where: Path) -> dict[str, str]:
    (where / "file").write_text("not a folder")
    return {"HOME": str(where / "file")}


def home_read_only(where: Path) -> dict[str, str]:
    (where / "home").mkdir(mode=0o555)
    return {"HOME": str(where / "home")}


HOMES = {
    "no HOME": home_missing,
    "HOME that is gone": home_is_gone,
    "HOME on a file": home_on_a_file,
    "HOME read-only": home_read_only,
}


def warm_up(folder: Path) -> None:
    """Import everything now: the user nobody may not be allowed to read the program."""
    environ = dict(os.environ)
    for line in Child(partial(command, {"SCOREBOARD_DATA_DIR": str(folder)})).end():
        assert line.startswith("0"), line
    Child(partial(command, {})).end()
    with redirect_stdout(StringIO()):
        main(["--data-dir", str(folder), "log", scenes.ACTIVITY])
    os.environ.update(environ)


def as_nobody(work: Callable[[Say], None], where: Path) -> list[str]:
    """Do it in a process without root's powers; answers what it said."""

    def lowered(say: Say) -> None:
        os.environ["TMPDIR"] = str(where / "tmp")
        os.environ["HOME"] = str(where / "home")
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work(say)

    return Child(lowered).end()


def own(where: Path) -> None:
    """Give the files to the user as whom the click is made; what cannot be, is not."""
    if os.getuid() == 0:
        for file in (where, *where.rglob("*")):
            with suppress(OSError):
                os.chown(file, NOBODY, NOBODY)


def make_good(path: Path, start: Start) -> None:
    """Put the database that was there in its place again; what waits stays."""
    remount(path.parent, "rw")
    path.parent.chmod(0o700)
    for file in (path, journal(path)):
        if file.is_dir():
            file.rmdir()
        file.unlink(missing_ok=True)
    path.write_bytes(start.state[path.name])


def content_of(path: Path) -> bytes | None:
    """Its bytes, as root or its owner reads them."""
    if path.parent.stat().st_mode & 0o100 == 0 or path.is_dir() or not os.access(path, os.R_OK):
        return None
    return path.read_bytes()


@contextmanager
def lent_folder() -> Iterator[Path]:
    """A folder that others can reach, with one for data and one for temporary files in it."""
    with disk.in_memory() as where:
        for name in ("data", "tmp"):
            (where / name).mkdir(mode=0o700)
        try:
            yield where
        finally:
            for folder in (where / "data", where / "home"):
                if folder.exists():
                    folder.chmod(0o700)


@contextmanager
def mounted(at: Path) -> Iterator[bool]:
    """A disk of its own, or False where it cannot be mounted."""
    done = run_quietly("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(at))
    try:
        yield done
    finally:
        if done:
            run_quietly("umount", "--lazy", str(at))


def remount(at: Path, how: str) -> None:
    """Make a disk "ro" or "rw", where there is one."""
    if os.path.ismount(at):
        assert run_quietly("mount", "-o", f"remount,{how}", str(at))


def run_quietly(*words: str) -> bool:
    """Whether it went well."""
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_click_is_kept_where_it_cannot_be_written(tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(clicks, tmp_path))
    assert tally.passed()
    assert tally.counts["cases"] + tally.counts["commands"] >= len(CASES) + len(HOMES)
