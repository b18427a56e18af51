"""What the store promises about its file: opened with care, written whole or not at all, private."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scoreboard.errors import (
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    NewerData,
    NoAccess,
    StoreProblem,
)
from scoreboard.store import Store, opening
from scoreboard.store.schema import SCHEMA
from tests.stores import NOON, call, small_store, store_file, template

WRITERS, WRITES = 8, 250

owner_only = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's: run on Linux or macOS")


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(statement)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def count(store: Store) -> int:
    with store.read() as records:
        return records.count()


class TestOpening:
    @pytest.mark.parametrize("name", ["a.db", "Böb's #1 ?100%&mode=ro.db", "日本.db"])
    def test_a_missing_file_is_made_with_its_folder(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / "new" / "folder" / name
        Store.open(path).close()
        assert list(path.parent.iterdir()) == [path]
        with closing(Store.open(path, create=False)) as store:
            assert store.path == path
            assert count(store) == 0

    def test_an_empty_file_is_filled(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        path.touch()
        with closing(Store.open(path)) as store:
            assert count(store) == 0

    @pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
    def test_nothing_is_made_unless_wanted(self, tmp_path: Path, empty: bool) -> None:
        path = tmp_path / "folder" / "a.db"
        if empty:
            path.parent.mkdir()
            path.touch()
        with pytest.raises(NoAccess, match="missing"):
            Store.open(path, create=False)
        assert path.exists() == empty
        assert path.parent.exists() == empty

    def test_a_relative_path_stays_the_same_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with closing(Store.open(Path("a.db"))) as store:
            assert store.path == tmp_path / "a.db"

    def test_an_open_of_a_present_file_needs_no_migration(self, path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from scoreboard.store import Store;"
            "Store.open(Path(sys.argv[1])).close();"
            "print([name for name in ('alembic', 'sqlalchemy.orm') if name in sys.modules])"
        )
        answer = subprocess.run(
            [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == "[]"


class TestRefusing:
    """A file that is not ours to change is left as it is, to the byte."""

    def refuse(self, path: Path, kind: type[StoreProblem]) -> StoreProblem:
        before = path.read_bytes()
        with pytest.raises(StoreProblem) as caught:
            Store.open(path)
        assert type(caught.value) is kind
        assert caught.value.path == path
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]
        return caught.value

    def test_a_newer_schema(self, path: Path) -> None:
        run(path, f"PRAGMA user_version = {SCHEMA + 1}")
        assert str(SCHEMA + 1) in self.refuse(path, NewerData).detail

    def test_another_programs_database(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        run(path, "CREATE TABLE entry (a)")
        run(path, "PRAGMA application_id = 7")
        self.refuse(path, ForeignData)

    def test_our_tables_under_another_mark(self, path: Path) -> None:
        run(path, "PRAGMA application_id = 7")
        self.refuse(path, DamagedData)

    def test_a_database_without_a_mark(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        run(path, "CREATE TABLE something (a)")
        self.refuse(path, ForeignData)

    @pytest.mark.parametrize("content", [b"xy", b"hello world" * 100, b"\0" * 5000, bytes(range(256)) * 64])
    def test_something_else(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "a.db"
        path.write_bytes(content)
        self.refuse(path, ForeignData)

    @pytest.mark.parametrize("size", [100, 511, 512, 4096, 4097, 40_000])
    def test_a_truncated_file(self, tmp_path: Path, size: int) -> None:
        path = tmp_path / "a.db"
        path.write_bytes(template()[:size])
        self.refuse(path, DamagedData)

    def test_pages_of_garbage(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        whole = template()
        path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
        self.refuse(path, DamagedData)

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE alembic_version SET version_num = '0000'",
            "DELETE FROM alembic_version",
            "DROP TABLE alembic_version",
            "DROP TABLE entry_trail",
            "UPDATE alembic_version SET version_num = CAST(x'ff' AS TEXT)",
        ],
    )
    def test_a_schema_that_is_not_what_its_number_says(self, path: Path, damage: str) -> None:
        run(path, damage)
        self.refuse(path, DamagedData)

    def test_a_table_name_that_is_no_text(self, path: Path) -> None:
        path.write_bytes(template().replace(b"CREATE TABLE entry_trail", b"CREATE TABLE entry_tr\xffil"))
        self.refuse(path, DamagedData)

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(NoAccess):
            Store.open(tmp_path)

    def test_a_name_that_is_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(NoAccess):
            Store.open(tmp_path / ("x" * 300))

    def test_a_file_in_place_of_its_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(NoAccess):
            Store.open(tmp_path / "file" / "a.db")

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0,
        reason="root may write anywhere: run the tests as another user",
    )
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        path = store_file(tmp_path)
        tmp_path.chmod(0o500)
        try:
            with pytest.raises(NoAccess):
                Store.open(tmp_path / "new.db")
            with closing(Store.open(path)) as store:
                assert count(store) == 0
                with pytest.raises(NoAccess), store.write() as records:
                    records.set_book(first_weekday=0, trial_weeks=4)
        finally:
            tmp_path.chmod(0o700)

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0,
        reason="root may read anything: run the tests as another user",
    )
    def test_a_file_that_cannot_be_read(self, path: Path) -> None:
        path.chmod(0)
        with pytest.raises(NoAccess):
            Store.open(path)


@owner_only
class TestModes:
    @pytest.fixture(autouse=True)
    def careless_umask(self) -> object:
        before = os.umask(0)
        yield
        os.umask(before)

    def test_folder_file_and_journal_are_the_owners_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "data" / "a.db"
        with closing(Store.open(path)) as store, store.write() as records:
            records.set_book(first_weekday=0, trial_weeks=4)
            files = {each.name: mode(each) for each in path.parent.iterdir()}
        assert files == {"a.db": 0o600, "a.db-journal": 0o600}
        assert mode(path.parent) == 0o700

    def test_a_file_that_others_could_read_is_closed_to_them(self, path: Path) -> None:
        path.chmod(0o644)
        Store.open(path).close()
        assert mode(path) == 0o600

    def test_the_mode_of_a_refused_file_is_left(self, path: Path) -> None:
        run(path, "PRAGMA application_id = 7")
        path.chmod(0o644)
        with pytest.raises(DamagedData):
            Store.open(path)
        assert mode(path) == 0o644


class TestConnection:
    def test_every_connection_has_its_settings(self, store: Store, other: Store) -> None:
        wanted = {
            "journal_mode": "delete",
            "synchronous": 3,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "mmap_size": 0,
            "temp_store": 2,
            "application_id": 0x53636F72,
            "user_version": SCHEMA,
            "fullfsync": int(sys.platform == "darwin"),
        }
        for each in (store, other):
            found = {name: each._raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
            assert found == wanted

    def test_a_file_in_wal_mode_is_taken_out_of_it(self, path: Path) -> None:
        run(path, "PRAGMA journal_mode=WAL")
        with closing(Store.open(path)) as store:
            assert store._raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    def test_closing_lets_go_of_the_file(self, store: Store) -> None:
        store.close()
        with pytest.raises(sqlite3.ProgrammingError):
            store._raw.execute("SELECT 1")

    def test_its_version_changes_only_for_the_writes_of_others(self, store: Store, other: Store) -> None:
        seen = store.version()
        with store.write() as records:
            records.add(call("own"))
        assert store.version() == seen
        assert count(other) == 1
        assert store.version() == seen
        with pytest.raises(ZeroDivisionError), other.write() as records:
            records.add(call(str(1 / 0)))
        assert store.version() == seen
        with other.write() as records:
            records.add(call("others"))
        assert store.version() != seen
        assert count(store) == 2


class TestTransactions:
    def test_an_exception_inside_undoes_everything(self, store: Store) -> None:
        with store.write() as records:
            records.add(call("kept"))
        with pytest.raises(ZeroDivisionError), store.write() as records:
            records.set_voided(records.add(call("lost")).uid, bool(1 / 0), NOON)
        with store.read() as records:
            assert [entry.uid for entry in records.entries(voided=True)] == ["kept"]

    def test_a_snapshot_does_not_move(self, store: Store, other: Store) -> None:
        with store.read() as records:
            assert records.count() == 0
            with store.read() as same:
                assert same.count() == 0
            assert not other._raw.in_transaction
            assert records.count() == 0

    def test_reading_inside_a_write_sees_what_was_written(self, store: Store) -> None:
        with store.write() as records:
            records.add(call("a"))
            assert count(store) == 1

    def test_another_thread_needs_its_own_store(self, store: Store) -> None:
        program = (
            "import sys, threading; from pathlib import Path; from scoreboard.store import Store;"
            "store = Store.open(Path(sys.argv[1])); caught = [];"
            "threading.excepthook = lambda hook: caught.append(hook.exc_type.__name__);"
            "thread = threading.Thread(target=store.version); thread.start(); thread.join();"
            "print(*caught)"
        )
        answer = subprocess.run(
            [sys.executable, "-c", program, store.path], capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == "ProgrammingError"


class TestProblems:
    @pytest.fixture
    def impatient(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
        """Two stores on one file that do not wait for each other."""
        monkeypatch.setattr(opening, "BUSY_MS", 0)
        one = small_store(tmp_path)
        other = Store.open(one.path)
        yield one, other
        one.close()
        other.close()

    def test_a_second_writer_is_stopped_before_it_has_read_anything(
        self, impatient: tuple[Store, Store]
    ) -> None:
        one, other = impatient
        begun = False
        with one.write() as records:
            with pytest.raises(DataBusy), other.write():
                begun = True
            assert not other._raw.in_transaction
            records.add(call("a"))
        assert not begun
        assert count(other) == 1

    def test_a_commit_that_a_reader_holds_up_is_undone_and_can_be_repeated(
        self, impatient: tuple[Store, Store]
    ) -> None:
        one, other = impatient
        with other.read() as theirs:
            assert theirs.count() == 0
            with pytest.raises(DataBusy), one.write() as records:
                records.add(call("a"))
            assert theirs.count() == 0
        assert count(one) == 0
        with one.write() as records:
            records.add(call("a"))
        assert count(other) == 1

    def test_no_space(self, store: Store) -> None:
        ((pages,),) = store._raw.execute("PRAGMA page_count")
        store._raw.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull), store.write() as records:
            records.add(call("a", note="x" * 100_000))
        assert count(store) == 0
        with store.write() as records:
            records.add(call("small"))
        assert count(store) == 1

    def test_a_file_that_a_newer_program_has_updated_meanwhile(self, store: Store) -> None:
        run(store.path, f"PRAGMA user_version = {SCHEMA + 1}")
        before = store.path.read_bytes()
        with pytest.raises(NewerData, match=str(SCHEMA + 1)), store.write() as records:
            records.add(call("a"))
        assert store.path.read_bytes() == before
        run(store.path, f"PRAGMA user_version = {SCHEMA}")
        with store.write() as records:
            records.add(call("a"))

    def test_no_permission_to_write(self, store: Store) -> None:
        store._raw.execute("PRAGMA query_only = ON")
        with pytest.raises(NoAccess), store.write() as records:
            records.add(call("a"))
        store._raw.execute("PRAGMA query_only = OFF")
        assert count(store) == 0

    def test_damage_that_shows_later(self, store: Store) -> None:
        ((root,),) = store._raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'")
        store.close()
        with store.path.open("r+b") as file:
            file.seek((root - 1) * 4096)
            file.write(b"\xa5" * 4096)
        with closing(Store.open(store.path)) as damaged:
            with pytest.raises(DamagedData), damaged.read() as records:
                records.last_entry()
            with pytest.raises(DamagedData), damaged.write() as records:
                records.add(call("a"))

    def test_a_name_in_the_schema_that_is_another_now(self, store: Store) -> None:
        store.close()
        store.path.write_bytes(store.path.read_bytes().replace(b"records_amount", b"records_amomnt"))
        with (
            closing(Store.open(store.path)) as damaged,
            pytest.raises(DamagedData),
            damaged.read() as records,
        ):
            records.rulebook()

    def test_our_own_mistakes_are_not_the_worlds(self, store: Store) -> None:
        with pytest.raises(sqlite3.OperationalError), store.read():
            store._raw.execute("SELECT FROM WHERE")


class TestOthersBeside:
    def test_a_killed_writer_leaves_the_state_before(self, store: Store) -> None:
        with store.write() as records:
            records.add(call("kept"))
        store.close()
        program = (
            "import os, sys; from pathlib import Path; from scoreboard.store import Store;"
            "from tests.stores import call; store = Store.open(Path(sys.argv[1]));"
            "store._raw.execute('PRAGMA cache_size = 1'); transaction = store.write();"
            "records = transaction.__enter__();"
            "[records.add(call(str(n), note='x' * 1000)) for n in range(200)]; os._exit(9)"
        )
        assert subprocess.run([sys.executable, "-c", program, store.path], check=False).returncode == 9
        assert store.path.with_name("scoreboard.db-journal").stat().st_size > 0, "the journal is hot"
        with closing(Store.open(store.path, create=False)) as after, after.read() as records:
            assert [entry.uid for entry in records.entries()] == ["kept"]

    def test_a_writer_gets_in_as_soon_as_the_other_is_done(
        self, store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        others = other.write()
        others.__enter__().add(call("others"))
        monkeypatch.setattr(opening, "sleep", lambda _seconds: others.__exit__(None, None, None))
        with store.write() as records:
            assert records.count() == 1
            records.add(call("own"))
        assert count(other) == 2

    def test_eight_writers_at_once_lose_nothing(self, store: Store) -> None:
        program = (
            "import sys; from pathlib import Path; from scoreboard.store import Store;"
            "from tests.stores import call; store = Store.open(Path(sys.argv[1]));\n"
            "for n in range(int(sys.argv[3])):\n"
            "    with store.write() as records:\n"
            "        records.add(call(f'{sys.argv[2]}-{n}', quantity=records.count() + 1))\n"
        )
        writers = [
            subprocess.Popen([sys.executable, "-c", program, store.path, str(n), str(WRITES)])
            for n in range(WRITERS)
        ]
        assert [writer.wait() for writer in writers] == [0] * WRITERS
        with store.read() as records:
            entries = sorted(records.entries(), key=lambda entry: entry.number)
        # Each read the count and wrote it in one go, so that none can have read the same.
        assert [entry.quantity for entry in entries] == list(range(1, WRITERS * WRITES + 1))
        assert store._raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
