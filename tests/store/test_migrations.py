"""A migration makes what the tables say, is whole or did not happen, and loses nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import scoreboard.store
from scoreboard.errors import DataBusy, MigrationFailed, NoAccess
from scoreboard.store import Store, migrating
from scoreboard.store.migrating import MIGRATIONS
from scoreboard.store.schema import SCHEMA
from scoreboard.store.tables import metadata
from tests.store.make_data import DATA, RULES, fill
from tests.stores import store_file, template

NEXT = SCHEMA + 1

NEXT_MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT:04}"
down_revision = "{SCHEMA:04}"


def upgrade() -> None:
    with op.batch_alter_table("activity") as batch:
        batch.add_column(sa.Column("extra", sa.Integer(), nullable=False, server_default="7"))
    op.execute("UPDATE activity SET extra = 8")
    op.execute("PRAGMA user_version = {NEXT}")
"""
"""Makes the table anew that most others refer to, which is how SQLite changes a table."""

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: run on Linux or macOS")


@pytest.fixture
def next_migrations(tmp_path: Path) -> Path:
    """The migrations and one more, as a later version of the program has."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT:04}_next.py").write_text(NEXT_MIGRATION)
    return folder


@pytest.fixture
def later(next_migrations: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be that later version."""
    template()  # made once for all tests, and by the present version
    monkeypatch.setattr(migrating, "MIGRATIONS", next_migrations)
    monkeypatch.setattr(scoreboard.store, "SCHEMA", NEXT)
    return next_migrations


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the schemas so far, and each table's own columns only."""
    found = {}
    with closing(sqlite3.connect(path)) as raw:
        for table in metadata.tables.values():
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            found[table.name] = raw.execute(f"SELECT {columns} FROM {table.name} ORDER BY 1, 2").fetchall()
    return found


def state(path: Path) -> tuple[int, frozenset[str]]:
    """The schema the file says it has, and all its definitions; undoes what a killed process had begun."""
    with closing(sqlite3.connect(path)) as raw:
        ((schema,),) = raw.execute("PRAGMA user_version")
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return schema, frozenset(sql for (sql,) in raw.execute("SELECT sql FROM sqlite_schema") if sql)


def parts(sql: str) -> tuple[str, ...]:
    """What a definition says, in an order of its own: its columns and checks, and what is around them."""
    sql = " ".join(sql.split())
    found, depth = [""], 0
    for char in sql:
        depth += (char == "(") - (char == ")")
        if (char == "," and depth == 1) or (char in "()" and depth == (char == "(")):
            found.append("")
        else:
            found[-1] += char
    return tuple(sorted(part.strip() for part in found))


class TestSchema:
    def test_its_number_is_that_of_the_newest_migration(self) -> None:
        config = Config()
        config.set_main_option("path_separator", "os")
        config.set_main_option("script_location", str(MIGRATIONS))
        assert ScriptDirectory.from_config(config).get_current_head() == f"{SCHEMA:04}"

    def test_alembic_sees_no_difference_to_the_tables(self, path: Path) -> None:
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, metadata) == []
        engine.dispose()

    def test_every_definition_is_the_tables_own(self, path: Path, tmp_path: Path) -> None:
        """Alembic does not compare checks, STRICT and AUTOINCREMENT; the order of checks may differ."""

        def definitions(path: Path) -> set[tuple[str, ...]]:
            return {parts(sql) for sql in state(path)[1] if "alembic_version" not in sql}

        other = tmp_path / "tables.db"
        engine = create_engine(f"sqlite:///{other}")
        metadata.create_all(engine)
        engine.dispose()
        assert definitions(path) == definitions(other)

    def test_every_table_is_strict_and_every_reference_holds(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            tables = {name: strict for _, name, kind, _, _, strict in raw.execute("PRAGMA table_list")}
        assert {name for name in metadata.tables if not tables[name]} == set()

    def test_migrations_import_nothing_of_the_program(self) -> None:
        files = list(MIGRATIONS.rglob("*.py"))
        assert len(files) > 1
        assert [file for file in files if "scoreboard" in file.read_text()] == []


class TestStoredFiles:
    @pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
    def test_a_file_of_every_earlier_schema_opens_with_all_it_holds(
        self, tmp_path: Path, schema: int
    ) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / f"schema-{schema}.db", path)
        with closing(Store.open(path)) as old, closing(Store.open(tmp_path / "new.db")) as new:
            fill(new)
            with old.read() as found, new.read() as wanted:
                assert found.rulebook() == wanted.rulebook()
                assert found.rule_notes() == wanted.rule_notes()
                assert found.entries(voided=True) == wanted.entries(voided=True)
                assert found.trail("note-0") == wanted.trail("note-0") != []
                assert len(found.rule_notes()) == len(RULES)
        assert state(path)[0] == SCHEMA


class TestUpgrade:
    @pytest.mark.usefixtures("later")
    def test_a_file_of_the_last_version_keeps_every_row(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / f"schema-{SCHEMA}.db", path)
        before = content(path)
        Store.open(path).close()
        assert content(path) == before
        assert state(path)[0] == NEXT
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("SELECT DISTINCT extra FROM activity").fetchall() == [(8,)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []

    def test_one_that_loses_references_is_undone(self, tmp_path: Path, later: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / f"schema-{SCHEMA}.db", path)
        before = path.read_bytes()
        migration = later / "versions" / f"{NEXT:04}_next.py"
        migration.write_text(NEXT_MIGRATION.replace("UPDATE activity SET extra = 8", "DELETE FROM activity"))
        with pytest.raises(MigrationFailed, match="refers to a missing activity") as caught:
            Store.open(path)
        assert path.read_bytes() == before
        assert caught.value.backup
        assert content(caught.value.backup) == content(path)

    def test_one_that_fails_is_undone_and_can_be_repeated(self, tmp_path: Path, later: Path) -> None:
        path = store_file(tmp_path)
        migration = later / "versions" / f"{NEXT:04}_next.py"
        migration.write_text(NEXT_MIGRATION.replace("extra = 8", "extra = 1 / (SELECT 1 FROM no_table)"))
        with pytest.raises(MigrationFailed, match="no such table: no_table"):
            Store.open(path)
        assert path.read_bytes() == template()
        migration.write_text(NEXT_MIGRATION)
        Store.open(path).close()
        assert state(path)[0] == NEXT

    def test_a_backup_of_the_old_file_is_made_before(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        Store.open(path).close()
        Store.open(path).close()
        (backup,) = (tmp_path / "backups").iterdir()
        assert state(backup) == state(DATA / "schema-1.db")

    def test_without_a_backup_nothing_is_migrated(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        (tmp_path / "backups").write_text("in the way")
        before = path.read_bytes()
        with pytest.raises(NoAccess):
            Store.open(path)
        assert path.read_bytes() == before

    def test_a_file_that_another_program_holds_is_busy_and_not_failed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        monkeypatch.setattr("scoreboard.store.opening.BUSY_MS", 0)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            with pytest.raises(DataBusy):
                Store.open(path)

    @pytest.mark.usefixtures("later")
    def test_an_older_version_leaves_the_new_file_alone(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Store.open(path).close()
        monkeypatch.undo()
        with pytest.raises(scoreboard.errors.NewerData):
            Store.open(path)

    def test_two_that_begin_at_once_do_not_meet(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "a.db"
        program = (
            "import sys; from pathlib import Path; from scoreboard.store import Store;"
            "Store.open(Path(sys.argv[1])).close()"
        )
        starts = [subprocess.Popen([sys.executable, "-c", program, path]) for _ in range(2)]
        assert [start.wait() for start in starts] == [0, 0]
        assert state(path)[0] == SCHEMA


@forking
class TestKilled:
    """A process that dies after any statement of a migration leaves the old schema or the new one."""

    def kill_everywhere(
        self, source: Path | str, folder: Path, migrations: Path, schema: int, *how: str
    ) -> int:
        program = [sys.executable, "-W", "error", "-m", "tests.store.killed"]
        answer = subprocess.run(
            [*program, source, folder, migrations, str(schema), *how],
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        return int(answer.stdout)

    def test_while_making_a_new_file(self, tmp_path: Path, path: Path) -> None:
        folder = tmp_path / "killed"
        times = self.kill_everywhere("", folder, MIGRATIONS, SCHEMA)
        states = [state(folder / f"{n}.db") for n in range(1, times + 1)]
        assert set(states) == {(0, frozenset()), state(path)}
        for n in range(1, times + 1):
            Store.open(folder / f"{n}.db").close()
            assert state(folder / f"{n}.db") == state(path)

    @pytest.mark.usefixtures("later")
    def test_while_migrating_a_file(self, tmp_path: Path, next_migrations: Path) -> None:
        folder = tmp_path / "killed"
        folder.mkdir()
        source = DATA / f"schema-{SCHEMA}.db"
        times = self.kill_everywhere(source, folder, next_migrations, NEXT)
        states = [state(folder / f"{n}.db") for n in range(1, times + 1)]
        assert [schema for schema, _ in states] == sorted(schema for schema, _ in states)
        assert set(states) == {state(source), states[-1]}
        for n in range(1, times + 1):
            Store.open(folder / f"{n}.db").close()
            assert state(folder / f"{n}.db") == states[-1]
            assert content(folder / f"{n}.db") == content(source)

    def test_the_test_would_see_a_migration_without_a_transaction(
        self, tmp_path: Path, next_migrations: Path
    ) -> None:
        folder = tmp_path / "killed"
        folder.mkdir()
        source = DATA / f"schema-{SCHEMA}.db"
        times = self.kill_everywhere(source, folder, next_migrations, NEXT, "careless")
        states = {state(folder / f"{n}.db") for n in range(1, times + 1)}
        assert len(states) > 2
