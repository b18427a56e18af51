"""Entries that the data cannot take: kept in the lifeboat, told calmly, and added once when that can be."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from scoreboard.__main__ import main
from scoreboard.cli.main import COMMANDS
from scoreboard.store import Store, lifeboat
from tests.boards import set_up_folder
from tests.cli.conftest import WEDNESDAY, Call, Said
from tests.cli.damage import DAMAGES, FOREIGN, alter, at_random, entries_page, full, held, newer
from tests.cli.test_json import SHAPES, fits

Ask = Callable[..., Any]
UID = "11111111-2222-4333-8444-555555555555"
ROOT = Path(__file__).parents[2]
NOBODY = 65534
LONG = "n" * 2000

SPOILERS = {**DAMAGES, **FOREIGN, "newer": newer}
CLOSED = set(SPOILERS) - {"the page of the entries"}
"""Where not even the activities can be read, so that names are kept as they were typed."""

KEEPING = ("log", "progress")
ARGUMENTS = {
    "init": [],
    "demo": [],
    "activity add": ["Coffee"],
    "activity set": ["quote", "--points", "4"],
    "activity archive": ["quote"],
    "void": [UID],
    "undo": [],
    "edit": [UID, "--count", "2"],
    "deliverable add": ["Case Ann", "--activity", "case"],
    "target": ["45"],
    "workweek": ["fri=0.5"],
    "days-off add": ["2026-09-18"],
    "days-off remove": ["2026-09-18"],
    "campaign add": ["Autumn", "--from", "2026-09-16", "--to", "2026-09-30"],
    "campaign end": ["Autumn"],
    "campaign remove": ["Autumn"],
    "winning": ["either"],
    "reserve-days": ["3"],
    "reward add": ["Coffee", "--for", "day"],
    "reward claim": ["Coffee"],
    "reward draw": ["day"],
    "reward remove": ["Coffee"],
    "backup": [],
}
"""Of every other command that writes."""


@pytest.fixture(autouse=True)
def _temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))


@pytest.fixture
def database(ask: Ask, folder: Path) -> Path:
    """With an entry and a deliverable in it."""
    ask("log", "quote", "--uid", UID)
    ask("deliverable", "add", "December newsletter", "--activity", "newsletter")
    return folder / "scoreboard.db"


@pytest.fixture
def whole(database: Path, tmp_path: Path) -> Path:
    """A copy of the database as it was."""
    return Path(shutil.copyfile(database, tmp_path / "whole.db"))


def is_calm(said: Said) -> bool:
    """One line that says that the entry is safe, and nothing of a fault."""
    return said.err.count("\n") == 1 and "kept safe" in said.err and "fault" not in said.err


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_an_entry_is_kept_whatever_is_wrong_and_added_once(
    call: Call, ask: Ask, database: Path, whole: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(database)
    before = database.read_bytes()
    for _time in range(2):
        said = call("log", "quo", "--count", "3", "--uid", UID.replace("1", "2"), "--note", "Ann, “later”")
        assert said.status == 3
        assert is_calm(said)
    assert database.read_bytes() == before
    shutil.copyfile(whole, database)
    said = call("history", "--json")
    entries = json.loads(said.out)
    assert (said.status, said.err) == (0, "1 entry that waited in the lifeboat was added.\n")
    assert [(one["quantity"], one["note"]) for one in entries] == [(1, None), (3, "Ann, “later”")]
    assert ask("history") == entries


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_progress_is_kept_too(
    call: Call, ask: Ask, database: Path, whole: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(database)
    said = call("progress", "december newsletter", "60", "--json")
    assert said.status == 3
    assert is_calm(said)
    fits(json.loads(said.out), SHAPES["progress"])
    shutil.copyfile(whole, database)
    assert "1 entry" in call("week").err
    assert [one["percent"] for one in ask("deliverables")] == [60]


@pytest.mark.parametrize("name", SPOILERS)
def test_what_cannot_be_told_is_null(call: Call, database: Path, name: str) -> None:
    SPOILERS[name](database)
    document = json.loads(call("log", "quote", "--json", "--uid", UID.replace("1", "2")).out)
    fits(document, SHAPES["log"])
    unknown = {"points", "day_points", "day_goal", "week_points", "week_target"}
    assert {document[key] for key in unknown} == {None}
    assert (document["kept"], document["day"], document["quantity"]) == (True, "2026-09-16", 1)
    assert document["uid"] == UID.replace("1", "2")
    assert document["activity"] == (None if name in CLOSED else "quote")


@pytest.mark.parametrize("words", ARGUMENTS)
@pytest.mark.parametrize("name", ["newer", "all but one page", "text"])
def test_other_writing_is_refused(call: Call, database: Path, words: str, name: str) -> None:
    SPOILERS[name](database)
    before = {file: file.read_bytes() for file in database.parent.rglob("*") if file.is_file()}
    said = call("--json", *words.split(), *ARGUMENTS[words])
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "fault" not in said.err
    assert {file: file.read_bytes() for file in database.parent.rglob("*") if file.is_file()} == before


def test_every_writing_command_is_among_these() -> None:
    reading = {
        *("activities", "backups", "campaign result", "campaigns", "check", "day", "deliverables", "digest"),
        *("days-off", "days-off holidays", "history", "lifeboat", "rewards", "self-check", "streaks", "week"),
    }
    assert set(COMMANDS) == reading | set(ARGUMENTS) | set(KEEPING) | {"restore"}
    assert {words for words, command in COMMANDS.items() if command.keep} == set(KEEPING)


class TestHeldByAnotherProgram:
    def test_for_reading_too(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held(database, monkeypatch):
            said = call("log", "quote", "--json")
            assert (said.status, json.loads(said.out)["points"]) == (3, None)
            assert is_calm(said)
            assert call("undo").status == 1
        assert "1 entry" in call("week").err
        assert len(ask("history")) == 2

    def test_for_writing_only(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held(database, monkeypatch, "IMMEDIATE"):
            first, second = call("log", "quote", "--json"), call("log", "quote")
            assert (first.status, second.status) == (3, 3)
            document = json.loads(first.out)
            assert (document["points"], document["day_points"], document["kept"]) == (3, 6, True)
            assert second.out.startswith("+3  Kept safe: Quote sent\nWed 16 Sep 2026: 9 of 8")
            assert "2 entries wait now" in second.err
            assert call("undo").status == 1
        said = call("history", "--json")
        assert [one["points"] for one in json.loads(said.out)] == [3, 3, 3]
        assert said.err.startswith("2 entries that waited")
        assert ask("day")["points"] == 9

    def test_the_same_uid_twice_is_one_entry(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held(database, monkeypatch, "IMMEDIATE"):
            for _time in range(2):
                said = call("log", "quote", "--json", "--uid", UID.replace("1", "2"))
                assert (said.status, said.err.count("\n"), json.loads(said.out)["kept"]) == (3, 1, True)
        call("week")
        assert len(ask("history")) == 2
        assert ask("log", "quote", "--uid", UID.replace("1", "2"))["kept"] is False
        assert len(ask("history")) == 2


def test_a_full_disk(call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with full(database, monkeypatch):
        said = [call("log", "quote", "--note", LONG) for _time in range(40)]
        assert {one.status for one in said} == {0, 3}
        assert all(is_calm(one) and "disk is full" in one.err for one in said if one.status)
        assert call("activity", "set", "quote", "--name", "x" * 80).status in (0, 1)
    assert "waited in the lifeboat were added" in call("week").err
    assert len(ask("history")) == 41


def test_when_nothing_takes_it_the_call_is_refused(
    call: Call, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(database)

    def full_up(*_facts: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lifeboat, "_append_line", full_up)
    said = call("log", "quote", "--json")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "kept" not in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["log", "quote", "--count", "0"], "1 to 10,000"),
        (["log", "quote", "--date", "2026-09-17"], "2026-09-17"),
        (["log", "quote", "--note", "a\x00b"], "Note"),
        (["log", " "], "Name"),
        (["progress", "december", "101"], "0 to 100"),
    ],
)
def test_what_is_not_allowed_is_not_kept_either(
    call: Call, database: Path, words: list[str], told: str
) -> None:
    newer(database)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert told in said.err
    assert [file.name for file in database.parent.iterdir()] == [database.name]


def test_a_name_that_is_unknown_waits_and_is_told(call: Call, ask: Ask, database: Path, whole: Path) -> None:
    newer(database)
    assert call("log", "coffee chat").status == 3
    shutil.copyfile(whole, database)
    said = call("week")
    assert said.status == 0
    assert "“coffee chat” of Wed 16 Sep 2026 waits in the lifeboat: There is no activity" in said.err
    assert json.loads(call("check", "--json").out)["lifeboat"] == 1
    call("activity", "add", "Coffee chat")
    assert "1 entry" in call("week").err
    assert [one["activity"] for one in ask("history")] == ["quote", "coffee-chat"]


def test_a_file_that_has_gone_from_beside_its_backups_is_not_begun_anew(
    call: Call, ask: Ask, database: Path
) -> None:
    name = ask("backup")["name"]
    database.unlink()
    assert call("log", "quote").status == 3
    assert "restore a backup" in call("week").err
    assert not database.exists()
    assert call("restore", name).err == "1 entry that waited in the lifeboat was added.\n"
    assert len(ask("history")) == 2
    database.unlink()
    assert call("init").status == 1
    assert call("init", "--force").status == 0


def test_a_file_that_was_emptied_beside_its_backups_is_not_begun_anew(
    call: Call, ask: Ask, database: Path
) -> None:
    name = ask("backup")["name"]
    database.write_bytes(b"")
    assert call("log", "quote").status == 3
    said = call("week")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "an older copy can take its place" in said.err
    assert database.read_bytes() == b""
    assert call("restore", name).err == "1 entry that waited in the lifeboat was added.\n"
    assert len(ask("history")) == 2


def test_an_entry_of_no_activity_is_told_as_damage(call: Call, database: Path) -> None:
    alter(database, "UPDATE entry SET activity = 'quotd'")
    said = call("history")
    assert (said.status, said.out) == (1, "")
    assert "is damaged" in said.err


def test_an_update_that_fails_keeps_the_entry(call: Call, folder: Path) -> None:
    old = ROOT / "tests" / "store" / "data" / "schema-1.db"
    shutil.copyfile(old, folder / "scoreboard.db")
    alter(folder / "scoreboard.db", "CREATE TABLE week_control (in_the_way INTEGER)")
    for words, status in ((["log", "call"], 3), (["week"], 1)):
        said = call(*words)
        assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
        assert "did not finish" in said.err
        assert str(next(folder.glob("backups/*.db")).parent) in said.err


def test_a_clock_that_went_back_is_told(call: Call, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    call("log", "quote", as_of="2099-12-31")
    assert main(["log", "quote", "--json"]) == 0
    written = capsys.readouterr()
    assert json.loads(written.out)["points"] == 3
    assert written.err == "Your computer's clock went back. The entry is kept; check its date.\n"


@pytest.mark.parametrize("seed", range(40))
def test_no_random_damage_loses_an_entry(
    call: Call, ask: Ask, database: Path, whole: Path, seed: int
) -> None:
    at_random(database, seed)
    for words in (["check"], ["check", "--thorough"], ["week"], ["history"], ["backup"]):
        said = call(*words)
        assert (said.status in (0, 1), "fault" in said.err) == (True, False)
    said = call("log", "quote", "--json")
    assert said.status in (0, 3)
    assert json.loads(said.out)["kept"] is (said.status == 3)
    if said.status == 3:
        shutil.copyfile(whole, database)
        call("week")
        assert len(ask("history")) == 2


def test_an_open_store_that_fails_in_the_middle_keeps_the_entry_once(
    call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is stored, and then it cannot be read what it scores."""
    write = Store.write

    @contextmanager
    def spoiling(store: Store) -> Iterator[Any]:
        with write(store) as records:
            yield records
        whole = database.read_bytes()
        entries_page(database)
        (database.parent / "whole.db").write_bytes(whole)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", spoiling)
        said = call("log", "quote", "--json", "--date", "2026-09-15")
    assert said.status in (0, 3)
    (database.parent / "whole.db").replace(database)
    call("week")
    assert [one["day"] for one in ask("history")] == ["2026-09-15", "2026-09-16"]
    assert ask("check")["lifeboat"] == 0


posix = pytest.mark.skipif(os.name != "posix", reason="has no permission bits; run it on Linux or macOS")


LOWERED = f"""
import contextlib, io, os, sys
from scoreboard.__main__ import main
folder, *words = sys.argv[1:]
if os.geteuid() == 0:
    # What the command imports is imported as root: others may not be allowed to read the program.
    with contextlib.redirect_stdout(io.StringIO()):
        for call in (["log", "quote"], words):
            main(["--data-dir", folder + "/of-root", *call])
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(main(["--data-dir", folder + "/data", *words]))
"""


@pytest.fixture
def lent() -> Iterator[Path]:
    """A folder of a user whom permissions stop: of this one, or if that is root, of nobody."""
    with TemporaryDirectory(prefix="scoreboard-lent-") as name:
        folder = Path(name)
        database = set_up_folder(folder / "data")
        set_up_folder(folder / "of-root")
        (folder / "temporary").mkdir(mode=0o700)
        if os.geteuid() == 0:
            for one in (folder, folder / "data", folder / "temporary", database):
                os.chown(one, NOBODY, NOBODY)
        yield folder
        (folder / "data").chmod(0o700)


def as_user(folder: Path, *words: str) -> Said:
    """A call in a process without root's powers."""
    done = subprocess.run(
        [sys.executable, "-c", LOWERED, str(folder), "--as-of", WEDNESDAY, *words],
        env=os.environ | {"TMPDIR": str(folder / "temporary")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def permissions(folder: Path, of_folder: int, of_file: int) -> None:
    (folder / "data" / "scoreboard.db").chmod(of_file)
    (folder / "data").chmod(of_folder)


@posix
@pytest.mark.parametrize(
    ("of_folder", "of_file", "points"),
    [(0o700, 0o400, 3), (0o500, 0o400, 3), (0o500, 0o600, 3), (0o700, 0, None), (0, 0o600, None)],
)
def test_without_permission(lent: Path, of_folder: int, of_file: int, points: int | None) -> None:
    permissions(lent, of_folder, of_file)
    said = as_user(lent, "log", "quote", "--json")
    elsewhere = not of_folder & 0o200
    assert (said.status, json.loads(said.out)["points"]) == (3, points)
    assert is_calm(said)
    assert ("do not restart the computer" in said.err) == elsewhere
    refused = as_user(lent, "undo")
    assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert as_user(lent, "backup").status == (0 if points and not elsewhere else 1)
    assert as_user(lent, "week").status == (0 if points else 1)
    assert as_user(lent, "check").status == (0 if points else 1)
    permissions(lent, 0o700, 0o600)
    said = as_user(lent, "history", "--json")
    assert (said.err, len(json.loads(said.out))) == ("1 entry that waited in the lifeboat was added.\n", 1)
    assert len(json.loads(as_user(lent, "history", "--json").out)) == 1
