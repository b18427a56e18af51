"""A check answers for every damage, raises nothing, and does not keep others from writing."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from scoreboard.store import Store
from scoreboard.store.reading import CHUNK, rows
from scoreboard.store.safety import Finding, Soundness, check
from scoreboard.store.schema import SCHEMA
from tests.stores import NOON, call, small_store, store_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with three weeks of entries."""
    with closing(small_store(tmp_path)) as store:
        fill(store, 300)
        return store.path


def fill(store: Store, number: int) -> None:
    with store.write() as records:
        for n in range(number):
            records.add(call(f"{n:06}", NOON.date() - timedelta(days=n % 21), note=f"note {n}"))


def page_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        ((root,),) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
        return int(root)


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


class TestSound:
    def test_it_counts_what_there_is(self, path: Path) -> None:
        for thorough in (False, True):
            assert check(path, thorough=thorough) == Soundness(entries=300, weeks=4)
        assert check(path).ok

    def test_an_empty_store_is_sound(self, tmp_path: Path) -> None:
        assert check(store_file(tmp_path)) == Soundness()

    def test_nothing_is_written(self, path: Path) -> None:
        before = path.read_bytes(), path.stat().st_mtime_ns
        check(path, thorough=True)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert list(path.parent.iterdir()) == [path]


class TestClosed:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        found = check(tmp_path / "a.db")
        assert (found.database, found.control_sums) == ("NoAccess", "unknown")
        assert found.problems == (Finding("NoAccess", "missing"),)

    def test_an_empty_file_is_a_damaged_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.db").touch()
        assert check(tmp_path / "a.db").problems == (Finding("database", "empty"),)

    def test_a_foreign_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.db").write_text("something else " * 1000)
        assert check(tmp_path / "a.db").database == "ForeignData"

    def test_a_newer_file(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
        assert check(path).database == "NewerData"

    def test_a_locked_file_is_not_a_damaged_one(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("scoreboard.store.opening.BUSY_MS", 0)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("BEGIN EXCLUSIVE")
            assert check(path).database == "DataBusy"


class TestDamaged:
    def test_a_page_of_garbage(self, path: Path) -> None:
        overwrite(path, (page_of(path, "entry") - 1) * 4096, b"\xa5" * 4096)
        found = check(path)
        assert found.database == "damaged"
        assert found.control_sums == "differ"
        assert len(found.bad_weeks) == 4

    def test_text_that_is_no_text(self, path: Path) -> None:
        place = path.read_bytes().index(b"note 77") + 2
        overwrite(path, place, b"\xff")
        found = check(path)
        assert found.control_sums == "differ"
        assert len(found.bad_weeks) == 1

    def test_a_number_that_is_another(self, path: Path) -> None:
        content = path.read_bytes()
        place = content.index(b"answered") if b"answered" in content else content.index(b"note 12")
        overwrite(path, place + 6, b"7")
        found = check(path)
        assert not found.ok

    def test_a_day_that_is_none(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE entry SET day = '2026-19-39' WHERE uid = '000005'")
        found = check(path)
        assert [one.detail for one in found.problems] == ["2026-09-07", "2026-19-39"]
        assert [one.number for one in found.problems] == [-1, 1]
        assert len(found.bad_weeks) == 1

    def test_a_row_of_another_type(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("PRAGMA writable_schema=ON")
            raw.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'entry'")
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("PRAGMA ignore_check_constraints=ON")
            raw.execute("UPDATE entry SET quantity = x'01', note = x'ff' WHERE uid = '000005'")
        found = check(path)
        assert found.control_sums == "differ"
        assert Finding("unreadable", number=1) in found.problems

    def test_a_reference_to_nothing_shows(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE entry_trail SET activity = 'gone'")
            raw.execute(
                "INSERT INTO entry_trail SELECT 1, number, 0, 'gone', day, at_ms, at_offset, made_ms,"
                "made_offset, quantity, outcome, deliverable, percent, contact, note, amount, currency,"
                "source, voided, clock_flag FROM entry LIMIT 1"
            )
        found = check(path)
        assert found.database == "damaged"
        assert found.problems == (Finding("references", "entry_trail activity"),)

    def test_a_thorough_look_goes_on_after_the_first_faults(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE entry SET activity = 'cal' WHERE number <= 30")
        lost = [
            sum(one.kind == "references" for one in check(path, thorough=thorough).problems)
            for thorough in (False, True)
        ]
        assert lost == [10, 30]

    def test_an_index_that_disagrees_shows_when_thorough(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("PRAGMA writable_schema=ON")
            raw.execute(
                "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
                " WHERE name = 'ix_entry_trail_entry') WHERE name = 'ix_entry_day'"
            )
        assert not check(path, thorough=True).ok

    def test_no_damage_whatever_raises_or_passes_for_sound_while_the_rows_differ(
        self, path: Path, tmp_path: Path
    ) -> None:
        chance, whole = random.Random(7), path.read_bytes()
        with closing(sqlite3.connect(path)) as raw:
            right = raw.execute("SELECT * FROM entry ORDER BY number").fetchall()
        damaged, hidden, seen = tmp_path / "damaged.db", 0, 0
        for _ in range(150):
            content = bytearray(whole)
            place = chance.randrange(100, len(content))
            kind = chance.choice(["bit", "garbage", "zero", "cut"])
            if kind == "bit":
                content[place] ^= 1 << chance.randrange(8)
            elif kind == "garbage":
                content[place : place + 64] = chance.randbytes(64)
            elif kind == "zero":
                content[place : place + 512] = bytes(512)
            else:
                del content[place:]
            damaged.write_bytes(content[: max(len(whole), place)])
            damaged.with_name("damaged.db-journal").unlink(missing_ok=True)
            found = check(damaged)
            seen += not found.ok
            if not found.ok:
                continue
            try:
                with closing(sqlite3.connect(damaged)) as raw:
                    hidden += raw.execute("SELECT * FROM entry ORDER BY number").fetchall() != right
            except (sqlite3.Error, ValueError):
                hidden += 1
        assert hidden == 0
        assert seen > 50


class TestOthersBeside:
    @pytest.fixture(autouse=True)
    def _in_small_pieces(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("scoreboard.store.reading.CHUNK", 10)

    def answers(self, path: Path) -> list[Soundness]:
        """Of checks while another process writes."""
        program = (
            "import sys; from pathlib import Path; from scoreboard.store import Store;"
            "from tests.stores import NOON, call; store = Store.open(Path(sys.argv[1]));\n"
            "for n in range(300):\n"
            "    with store.write() as records:\n"
            "        records.replace(call(f'{n % 200 + 100:06}', quantity=n + 1), NOON)\n"
            "        records.add(call(f'new {n}'))\n"
        )
        writer = subprocess.Popen([sys.executable, "-c", program, path])
        answers = []
        while writer.poll() is None:
            answers.append(check(path))
        assert writer.wait() == 0
        assert len({answer.entries for answer in answers}) > 1, "the writer was at work"
        return answers

    def test_a_writer_beside_is_not_taken_for_damage(self, path: Path) -> None:
        assert {answer.problems for answer in self.answers(path)} == {()}

    def test_a_writer_beside_does_not_hide_damage(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE entry SET quantity = 99 WHERE uid = '000008'")
            raw.execute("UPDATE entry SET day = '2026-19-39' WHERE uid = '000005'")
        wanted = {found.detail for found in check(path).problems}
        assert len(wanted) == 2
        for answer in self.answers(path):
            assert {found.detail for found in answer.problems} == wanted


class TestReading:
    def test_rows_come_in_order_over_all_chunks(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE entry SET number = number + ? WHERE number > 100", (CHUNK,))
            raw.execute("UPDATE entry SET number = number + ? WHERE number > 200", (CHUNK,))
            numbers = [row[0] for row in rows(raw, "number", "entry") if row]
            assert numbers == [number for (number,) in raw.execute("SELECT number FROM entry ORDER BY 1")]
            assert len(numbers) == 300

    def test_rows_that_cannot_be_read_are_stepped_around(self, path: Path) -> None:
        place = path.read_bytes().index(b"note 77") + 2
        overwrite(path, place, b"\xff")
        with closing(sqlite3.connect(path)) as raw:
            found = list(rows(raw, "number, note", "entry"))
        assert found.count(None) == 1
        assert len(found) == 300
        assert (79, "note 78") in found
