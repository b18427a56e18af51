"""Looking after the data from the command line: check, backup, backups, restore."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoreboard.__main__ import main
from scoreboard.cli.context import AT_REST
from scoreboard.paths import Paths
from scoreboard.store import safety
from scoreboard.store.backups import APART
from scoreboard.store.lifeboat import BALLAST, lifeboat_of
from tests.cli.conftest import Call, content
from tests.cli.damage import DAMAGES, FOREIGN, alter, entries_page, held, newer, without_header

Ask = Callable[..., Any]
OLD = Path(__file__).parents[1] / "store" / "data" / "schema-1.db"
SPOILERS = {**DAMAGES, **FOREIGN, "newer": newer}
SPOILT: dict[str, Callable[[Path], object]] = {**FOREIGN, "empty": lambda path: path.write_bytes(b"")}


@pytest.fixture
def database(ask: Ask, folder: Path) -> Path:
    """With three entries in two weeks."""
    for day in ("2026-09-07", "2026-09-15", "2026-09-16"):
        ask("log", "quote", "--date", day)
    return folder / "scoreboard.db"


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files below a folder, with their times."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mtime_ns, file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file()
    }


def entries(file: Path) -> int:
    with closing(sqlite3.connect(file)) as raw:
        ((number,),) = raw.execute("SELECT count(*) FROM entry")
    return int(number)


def checked(call: Call, *words: str) -> tuple[Any, list[str]]:
    """The report of a check that found something, and what it said."""
    said = call("check", "--json", *words)
    report = json.loads(said.out)
    assert (said.status, report["ok"]) == (1, False)
    lines = said.err.splitlines()
    assert lines[: len(report["problems"])] == report["problems"]
    assert report["problems"]
    assert call("check", *words).err == said.err
    return report, lines


class TestCheck:
    @pytest.mark.usefixtures("database")
    def test_what_is_sound(self, call: Call, ask: Ask) -> None:
        ask("backup")
        assert ask("check") == {
            "ok": True,
            "entries": 3,
            "weeks": 2,
            "database": "ok",
            "control_sums": "ok",
            "lifeboat": 0,
            "backups": 1,
            "problems": [],
        }
        assert call("check", "--thorough").out == "Everything is sound: 3 entries, 2 weeks.\n"

    @pytest.mark.parametrize("name", SPOILERS)
    def test_it_names_what_is_wrong_and_writes_nothing(self, call: Call, database: Path, name: str) -> None:
        SPOILERS[name](database)
        before = everything(database.parent)
        report, lines = checked(call)
        assert report["database"] == (
            "damaged" if name in DAMAGES else "newer" if name == "newer" else "foreign"
        )
        assert all(line.endswith(".") for line in lines)
        assert everything(database.parent) == before

    def test_a_missing_file(self, call: Call, ask: Ask, database: Path) -> None:
        ask("backup")
        database.unlink()
        report, lines = checked(call)
        assert (report["database"], report["entries"], report["backups"]) == ("missing", 0, 1)
        assert "restore a backup" in lines[0]

    def test_an_empty_folder_stays_one(self, call: Call, tmp_path: Path) -> None:
        new = tmp_path / "new"
        said = call("check", "--json", "--data-dir", str(new))
        assert (said.status, said.err) == (0, "")
        assert json.loads(said.out)["database"] == "missing"
        assert "no data" in call("check", "--data-dir", str(new)).out
        assert not new.exists()

    def test_a_folder_that_is_a_file(self, call: Call, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("here I am")
        checked(call, "--data-dir", str(tmp_path / "file"))

    def test_what_another_program_holds(
        self, call: Call, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held(database, monkeypatch):
            report, _ = checked(call)
        assert (report["database"], report["entries"], report["control_sums"]) == ("busy", None, None)

    def test_entries_that_somebody_changed(self, call: Call, ask: Ask, database: Path) -> None:
        ask("backup")
        alter(database, "UPDATE entry SET quantity = 7 WHERE day = '2026-09-07'")
        alter(database, "DELETE FROM entry WHERE day = '2026-09-16'")
        report, lines = checked(call)
        assert (report["database"], report["control_sums"]) == ("ok", "differ")
        (sentence,) = report["problems"]
        assert "2 weeks" in sentence
        assert "Mon 7 Sep 2026, Mon 14 Sep 2026 (1 entry missing)" in sentence
        assert "recount" in sentence
        assert "scoreboard backups" in lines[-1]

    def test_rules_that_somebody_changed(self, call: Call, database: Path) -> None:
        alter(database, "UPDATE activity SET name = 'Offer' WHERE key = 'quote'")
        (sentence,) = checked(call)[0]["problems"]
        assert sentence.startswith("Your rulebook is not as it was written.")

    def test_pages_that_are_damaged_leave_nothing_to_recount(self, call: Call, database: Path) -> None:
        entries_page(database)
        report, lines = checked(call)
        assert len(report["problems"]) == 3
        assert not any("recount if" in line for line in lines)
        assert all("salvage what can be read" in line for line in report["problems"])

    def test_what_points_to_nothing_is_for_no_recount(self, call: Call, database: Path) -> None:
        with closing(sqlite3.connect(database)) as raw, raw:
            raw.execute("UPDATE entry SET deliverable = 'gone', percent = 20")
            safety.rewrite(raw)
        for more in ([], ["--thorough"]):
            report, lines = checked(call, *more)
            assert report["database"] == "damaged"
            assert "3 lines of your data point to something that is missing" in lines[0]
            assert "recount if" not in lines[0]

    @pytest.mark.parametrize("name", SPOILT)
    def test_what_is_not_ours_any_more_beside_backups_has_a_way_out(
        self, call: Call, ask: Ask, database: Path, name: str
    ) -> None:
        backup = ask("backup")["name"]
        SPOILT[name](database)
        _, lines = checked(call)
        assert lines[-1].startswith("scoreboard backups lists what you can restore")
        assert "an older copy can take its place" in call("week").err
        call("restore", backup)
        assert len(ask("history")) == 3

    def test_a_file_of_an_older_version(self, call: Call, ask: Ask, folder: Path) -> None:
        shutil.copyfile(OLD, folder / "scoreboard.db")
        before = everything(folder)
        report = ask("check")
        assert (report["ok"], report["control_sums"], report["weeks"]) == (True, "none", None)
        assert report["entries"] > 0
        assert "weeks" not in call("check").out
        assert everything(folder) == before

    def test_what_waits_is_told_and_is_no_problem(
        self, call: Call, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with held(database, monkeypatch, "IMMEDIATE"):
            call("log", "quote")
        lifeboat = lifeboat_of(Paths(database.parent))
        with lifeboat.path.open("ab") as file:
            file.write(b"half a li")
        said = call("check")
        assert said.status == 0
        assert "1 entry waits safely in the lifeboat" in said.out
        assert "1 line of the lifeboat cannot be read. Nothing was deleted; it is kept in" in said.out
        assert json.loads(call("check", "--json").out)["lifeboat"] == 1

    def test_a_synchronised_folder_is_told_and_is_no_problem(self, call: Call, tmp_path: Path) -> None:
        place = ["--data-dir", str(tmp_path / "Dropbox" / "scoreboard")]
        call("log", "quote", *place)
        said = call("check", *place)
        assert said.status == 0
        assert "is synchronised by Dropbox" in said.out


class TestBackup:
    def test_a_backup_is_listed(self, call: Call, ask: Ask, database: Path) -> None:
        made = ask("backup")
        assert made["entries"] == 3
        assert Path(made["file"]).parent == database.parent / "backups"
        assert made["size"] == Path(made["file"]).stat().st_size
        assert ask("backups") == [made]
        said = call("backup")
        assert said.out.startswith("Backup made and verified, 3 entries: ")
        first, second = call("backups").out.splitlines()
        assert first.startswith("scoreboard-")
        assert "3 entries" in second

    def test_it_is_made_now_whatever_moment_is_asked_for(self, call: Call, ask: Ask, database: Path) -> None:
        call("backup", as_of="2099-12-31")
        call("backup", as_of="2001-01-01")
        assert database.exists()
        assert len(ask("backups")) == 2
        assert not any("2099" in one["name"] or "2001" in one["name"] for one in ask("backups"))

    def test_there_are_none_at_first(self, call: Call, ask: Ask) -> None:
        assert ask("backups") == []
        assert call("backups").out == "There are no backups yet.\n"

    def test_one_that_cannot_be_used_is_listed_as_such(self, call: Call, ask: Ask, database: Path) -> None:
        newer(Path(ask("backup")["file"]))
        assert database.exists()
        assert ask("backups")[0]["entries"] is None
        assert "cannot be used" in call("backups").out

    def test_a_copy_in_a_file(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert ask("backup", "copy.db")["file"] == str(tmp_path / "copy.db")
        call("log", "quote")
        assert call("backup", "copy.db").out.startswith("Copy written and verified, 4 entries: ")
        assert entries(tmp_path / "copy.db") == 4
        assert ask("backups") == []
        assert database.exists()

    @pytest.mark.parametrize("there", ["text", "another program's", "a newer copy", "the data themselves"])
    def test_a_file_that_is_something_else_stays(
        self, call: Call, database: Path, tmp_path: Path, there: str
    ) -> None:
        file = tmp_path / "copy.db"
        if there == "text":
            file.write_text("my diary")
        elif there == "another program's":
            alter(file, "CREATE TABLE bookmarks (id INTEGER)")
        elif there == "a newer copy":
            shutil.copyfile(database, file)
            newer(file)
        else:
            file = database
        before = file.read_bytes()
        said = call("backup", str(file), "--json")
        assert (said.status, said.out) == (1, "")
        assert (
            said.err
            == f"{file} is there already and holds something else. It was left alone; choose another name.\n"
        )
        assert file.read_bytes() == before
        assert [one.name for one in file.parent.iterdir() if one.suffix == ".tmp"] == []

    @pytest.mark.parametrize("name", ["missing/copy.db", "."])
    def test_a_place_that_cannot_be_written(
        self, call: Call, database: Path, tmp_path: Path, name: str
    ) -> None:
        assert database.exists()
        said = call("backup", str(tmp_path / name))
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
        assert "No backup was made" in said.err

    @pytest.mark.parametrize("file", [[], ["copy.db"]])
    def test_damaged_data_are_not_backed_up(
        self, call: Call, ask: Ask, database: Path, file: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(database.parent)
        ask("backup")
        entries_page(database)
        before = everything(database.parent)
        said = call("backup", *file)
        assert (said.status, said.out) == (1, "")
        assert said.err.startswith(f"No backup was made, because your data file {database} is damaged.")
        assert everything(database.parent) == before

    def test_what_waits_is_in_it(self, call: Call, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with held(database, monkeypatch, "IMMEDIATE"):
            call("log", "quote")
        said = call("backup", "--json")
        assert (said.status, json.loads(said.out)["entries"]) == (0, 4)
        assert said.err == "1 entry that waited in the lifeboat was added.\n"


class TestRestore:
    def test_by_the_name_of_a_backup(self, call: Call, ask: Ask, database: Path) -> None:
        before = content(database.parent)
        name = ask("backup")["name"]
        call("log", "quote")
        said = call("restore", name)
        assert said.status == 0
        first, second = said.out.splitlines()
        assert first.startswith("Restored 3 entries from ")
        assert second.startswith("Before it was 4 entries, kept in ")
        assert content(database.parent) == before

    def test_by_a_path_and_back(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.chdir(tmp_path)
        call("backup", "copy.db")
        call("log", "quote")
        after = content(database.parent)
        done = ask("restore", "copy.db")
        assert done == {
            "file": str(tmp_path / "copy.db"),
            "entries": 3,
            "entries_before": 4,
            "backup": done["backup"],
            "aside": None,
        }
        assert len(ask("history")) == 3
        ask("restore", done["backup"])
        assert content(database.parent) == after

    def test_into_an_empty_folder(self, ask: Ask, database: Path, tmp_path: Path) -> None:
        new = ["--data-dir", str(tmp_path / "new")]
        done = ask("restore", str(database), *new)
        assert (done["entries"], done["entries_before"], done["backup"]) == (3, 0, None)
        assert len(ask("history", *new)) == 3

    def test_of_an_older_version(self, ask: Ask, database: Path) -> None:
        number = entries(OLD)
        done = ask("restore", str(OLD))
        assert (done["entries"], done["entries_before"]) == (number, 3)
        assert ask("check")["control_sums"] == "ok"
        assert entries(database) == number

    @pytest.mark.parametrize("name", [*SPOILERS, "missing", "folder"])
    def test_what_cannot_be_restored_changes_nothing(
        self, call: Call, database: Path, tmp_path: Path, name: str
    ) -> None:
        file = tmp_path / "copy.db"
        if name == "folder":
            file.mkdir()
        elif name != "missing":
            shutil.copyfile(database, file)
            SPOILERS[name](file)
        before = content(database.parent)
        said = call("restore", str(file), "--json")
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
        assert said.err.startswith(str(file))
        assert "Nothing was changed" in said.err
        assert content(database.parent) == before
        assert list((database.parent / "backups").glob("*")) == []

    def test_a_name_that_is_none_is_told_which_there_are(self, call: Call, ask: Ask, database: Path) -> None:
        name = ask("backup")["name"]
        said = call("restore", "scoreboard.old")
        assert database.exists()
        assert (said.status, said.err) == (
            1,
            f"There is no backup “scoreboard.old”. Choose one of: {name}.\n",
        )

    @pytest.mark.parametrize("name", ["all but one page", "the page of the entries", "newer"])
    def test_over_data_that_cannot_be_used(self, call: Call, ask: Ask, database: Path, name: str) -> None:
        backup = ask("backup")["name"]
        call("log", "quote")
        SPOILERS[name](database)
        spoilt = database.read_bytes()
        assert call("log", "quote", "--note", "meanwhile").status == 3
        said = call("restore", backup, "--json")
        assert (said.status, said.err) == (0, "1 entry that waited in the lifeboat was added.\n")
        done = json.loads(said.out)
        assert (done["entries"], done["entries_before"], done["backup"]) == (3, None, None)
        assert Path(done["aside"]).read_bytes() == spoilt
        assert len(ask("history")) == 4
        assert ask("check")["ok"]

    def test_over_what_is_no_file_of_ours_nothing_is_lost(self, call: Call, ask: Ask, database: Path) -> None:
        """Such a file is kept aside, or refused; then `init --force` keeps it aside."""
        backup = ask("backup")["name"]
        without_header(database)
        before = database.read_bytes()
        said = call("restore", backup)
        if said.status:
            assert database.read_bytes() == before
            assert call("init", "--force").status == 0
            assert call("restore", backup).status == 0
        assert len(ask("history")) == 3
        assert before in [file.read_bytes() for file in database.parent.glob("*.db")]

    def test_while_another_program_holds_them(
        self, call: Call, ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backup = ask("backup")["name"]
        call("log", "quote")
        with held(database, monkeypatch):
            said = call("restore", backup)
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
        assert "try again" in said.err
        assert len(ask("history")) == 4


class TestDoubts:
    """Altered data are announced by what shows them, and by nothing else."""

    SHOWING = (
        ("day",), ("day", "2026-09-07"), ("week",), ("week", "2026-09-07"), ("digest",), ("log", "quote"),
    )  # fmt: skip

    @pytest.mark.usefixtures("database")
    @pytest.mark.parametrize("words", SHOWING, ids=" ".join)
    def test_nothing_is_said_of_what_is_as_it_was_written(self, ask: Ask, words: tuple[str, ...]) -> None:
        assert ask(*words)["doubted"] is False

    @pytest.mark.parametrize("words", SHOWING, ids=" ".join)
    @pytest.mark.parametrize("week", ["2026-09-07", "2026-09-14"])
    def test_a_week_that_somebody_changed(
        self, call: Call, database: Path, words: tuple[str, ...], week: str
    ) -> None:
        alter(
            database,
            f"UPDATE entry SET quantity = 500 WHERE day BETWEEN '{week}' AND date('{week}', '+6 days')",
        )
        said = call("--json", *words)
        assert said.status == 0
        shows_it = ("2026-09-07" in words) == (week == "2026-09-07")
        assert json.loads(said.out)["doubted"] is shows_it
        assert ("A week is not as it was written" in said.err) is shows_it
        if "log" not in words:
            assert call(*words).err == said.err

    @pytest.mark.parametrize("words", SHOWING, ids=" ".join)
    def test_rules_that_somebody_changed(self, call: Call, database: Path, words: tuple[str, ...]) -> None:
        alter(database, "UPDATE rule SET points = points + 1 WHERE activity = 'quote'")
        said = call("--json", *words)
        assert (said.status, json.loads(said.out)["doubted"]) == (0, True)
        assert said.err.startswith("Your rulebook is not as it was written.")

    def test_an_entry_that_was_taken_away_and_one_that_moved(self, call: Call, database: Path) -> None:
        alter(database, "UPDATE entry SET day = '2026-09-16' WHERE day = '2026-09-07'")
        assert "Mon 14 Sep 2026 (1 entry too many)" in call("week").err
        assert "Mon 7 Sep 2026 (1 entry missing)" in call("day", "2026-09-09").err

    def test_progress(self, call: Call, ask: Ask, database: Path) -> None:
        ask("deliverable", "add", "December newsletter", "--activity", "newsletter")
        assert ask("progress", "december", "20")["doubted"] is False
        alter(database, "UPDATE entry SET quantity = 500 WHERE day = '2026-09-15'")
        assert json.loads(call("--json", "progress", "december", "40").out)["doubted"] is True


class TestLookingAfter:
    """Who uses the command line alone has what the window sees to: room on a full disk, and backups."""

    @pytest.fixture
    def write(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
        """Runs the program by the system's own clock."""
        assert folder.is_dir()

        def run(*words: str) -> None:
            assert main(words) == 0
            capsys.readouterr()

        return run

    def backups(self, folder: Path) -> list[Path]:
        return sorted(Paths(folder).backups_dir.glob("scoreboard-*.db"))

    def age(self, folder: Path) -> None:
        """Let the newest backup be an hour old."""
        (made,) = self.backups(folder)
        then = datetime.now(UTC) - timedelta(hours=1)
        made.rename(made.with_name(f"scoreboard-{then:%Y%m%d-%H%M%S}.db"))
        os.utime(made.parent, (then.timestamp(), then.timestamp()))

    def test_a_write_keeps_room_and_makes_a_backup_each_half_hour(
        self, write: Callable[..., None], folder: Path
    ) -> None:
        write("week")
        assert self.backups(folder) == []
        assert not lifeboat_of(Paths(folder)).ballast.exists()
        write("log", "quote")
        (made,) = self.backups(folder)
        assert entries(made) == 1
        assert lifeboat_of(Paths(folder)).ballast.stat().st_size == BALLAST
        write("log", "quote")
        assert self.backups(folder) == [made]
        self.age(folder)
        write("week")
        assert len(self.backups(folder)) == 1
        write("target", "45")
        assert len(self.backups(folder)) == 2
        assert APART.total_seconds() == AT_REST

    def test_what_is_altered_gets_no_backup_and_the_entry_is_logged(
        self, folder: Path, capsys: pytest.CaptureFixture[str], write: Callable[..., None]
    ) -> None:
        write("log", "quote")
        self.age(folder)
        alter(folder / "scoreboard.db", "UPDATE entry SET quantity = 500")
        assert main(["log", "quote"]) == 0
        assert "not as it was written" in capsys.readouterr().err
        assert len(self.backups(folder)) == 1
        assert entries(folder / "scoreboard.db") == 2
