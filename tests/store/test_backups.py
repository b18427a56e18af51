"""A backup is whole or not there, verified, thinned out with age, and comes back as it was made."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from scoreboard.domain.achievements import Claim, Reward, WonBy
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.errors import (
    DamagedData,
    DataBusy,
    ForeignData,
    MigrationFailed,
    NewerData,
    NoAccess,
    StoreProblem,
)
from scoreboard.store import Store
from scoreboard.store.backups import Backups, to_keep
from scoreboard.store.copies import copy, free_name, put_in_place, set_aside, stamp
from scoreboard.store.safety import check
from scoreboard.store.schema import SCHEMA
from scoreboard.values import replace
from tests.store.make_data import DATA
from tests.stores import CALL, NOON, call

HALF_AN_HOUR = timedelta(minutes=30)
LATER = NOON + timedelta(hours=2)
TEN_YEARS = timedelta(days=3653)


@pytest.fixture
def backups(store: Store) -> Backups:
    add(store, 10)
    return Backups(store.path, store.path.parent / "backups")


def add(store: Store, number: int, prefix: str = "e") -> None:
    with store.write() as records:
        for n in range(number):
            records.add(call(f"{prefix}{n}", NOON.date() - timedelta(days=n), note=f"note {n}"))


def entries(path: Path) -> list[LogEntry]:
    with closing(Store.open(path)) as store, store.read() as records:
        return records.entries(voided=True)


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


def spoil(path: Path, at: int = 8192) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 4096)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


class TestMaking:
    def test_it_holds_what_the_store_holds(self, store: Store, backups: Backups) -> None:
        made = backups.make(NOON)
        assert made.path == backups.folder / "scoreboard-20260916-100000.db"
        assert made.made_at == NOON
        assert (made.entries, made.schema, made.size) == (10, SCHEMA, made.path.stat().st_size)
        assert entries(made.path) == entries(store.path)
        assert names(backups.folder) == [made.path.name]
        assert backups.all(LATER) == [made]

    @pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
    def test_only_the_owner_can_read_it(self, backups: Backups) -> None:
        made = backups.make(NOON)
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700

    def test_two_of_one_second_are_two(self, backups: Backups) -> None:
        assert [backups.make(NOON).path.name for _ in range(3)] == [
            "scoreboard-20260916-100000.db",
            "scoreboard-20260916-100000-2.db",
            "scoreboard-20260916-100000-3.db",
        ]
        assert len(backups.all(LATER)) == 3

    @pytest.mark.parametrize(
        "damage",
        ["UPDATE entry SET quantity = 99 WHERE number = 3", "DELETE FROM week_control", "DELETE FROM rule_"],
    )
    def test_damaged_data_make_none_and_thin_out_none(
        self, store: Store, backups: Backups, damage: str
    ) -> None:
        for days in range(40):
            shutil.copyfile(store.path, backups_file(backups, NOON - timedelta(days=days, hours=-1)))
        for hours in range(5):
            shutil.copyfile(store.path, backups_file(backups, NOON - timedelta(days=30, hours=hours)))
        before = names(backups.folder)
        if damage.endswith("_"):
            spoil(store.path)
        else:
            alter(store.path, damage)
        with pytest.raises(DamagedData):
            backups.make(NOON + timedelta(days=100))
        assert names(backups.folder) == before

    def test_a_writer_beside_goes_on_and_the_backup_is_of_one_moment(
        self, store: Store, backups: Backups
    ) -> None:
        program = (
            "import sys; from pathlib import Path; from scoreboard.store import Store;"
            "from tests.stores import call; store = Store.open(Path(sys.argv[1]));\n"
            "for n in range(300):\n"
            "    with store.write() as records:\n"
            "        records.add(call(f'w{n}', note='x' * 3000))\n"
        )
        writer = subprocess.Popen([sys.executable, "-c", program, store.path])
        made = []
        while writer.poll() is None:
            made.append(backups.make(NOON))
        assert writer.wait() == 0
        assert len({backup.entries for backup in made}) > 1, "the writer was at work"
        for backup in made:
            assert check(backup.path, thorough=True).problems == ()

    def test_what_a_killed_one_left_is_cleaned_up_later(self, backups: Backups) -> None:
        backups.folder.mkdir()
        left = backups.folder / "new-20260916-100000.tmp"
        left.write_bytes(b"half")
        (backups.folder / "mine.tmp").write_bytes(b"not yours")
        now = datetime.now(UTC)
        backups.make(now)
        assert left.exists(), "its maker may be at work"
        os.utime(left, (now.timestamp() - 7200,) * 2)
        backups.make(now)
        assert not left.exists()
        assert (backups.folder / "mine.tmp").exists()

    def test_a_folder_that_cannot_be_made_is_no_access(self, backups: Backups) -> None:
        backups.folder.write_text("in the way")
        with pytest.raises(NoAccess):
            backups.make(NOON)

    @pytest.mark.skipif(os.name != "posix", reason="kills are POSIX's")
    def test_killed_at_any_moment_there_is_no_half_backup(self, store: Store, backups: Backups) -> None:
        add(store, 500, "more")
        program = (
            "import os, sys; from pathlib import Path; from scoreboard.store.backups import Backups;"
            "from tests.stores import NOON; backups = Backups(Path(sys.argv[1]), Path(sys.argv[2]));\n"
            "print('ready', flush=True)\n"
            "while True: backups.make(NOON)\n"
        )
        n = 0
        while n < 8 or (n < 100 and not backups.all(LATER)):
            n += 1
            maker = subprocess.Popen(
                [sys.executable, "-c", program, store.path, backups.folder], stdout=subprocess.PIPE
            )
            assert maker.stdout is not None
            with maker.stdout:
                maker.stdout.readline()
                with pytest.raises(subprocess.TimeoutExpired):
                    maker.wait(0.003 * n)
                maker.send_signal(signal.SIGKILL)
                maker.wait()
        found = backups.all(LATER)
        assert found
        assert all(check(backup.path).ok and backup.entries == 510 for backup in found)
        assert check(store.path).ok


def backups_file(backups: Backups, moment: datetime) -> Path:
    backups.folder.mkdir(exist_ok=True)
    return free_name(backups.folder, f"scoreboard-{stamp(moment)}", ".db")


class TestDue:
    def test_the_first_at_once_then_half_an_hour_after_a_change(self, store: Store, backups: Backups) -> None:
        assert backups.due(NOON)
        assert backups.make_if_due(NOON)
        assert not backups.due(NOON + HALF_AN_HOUR), "nothing has changed"
        add(store, 1, "new")
        assert not backups.due(NOON + HALF_AN_HOUR - timedelta(seconds=1))
        assert backups.due(NOON + HALF_AN_HOUR)
        assert backups.make_if_due(NOON + HALF_AN_HOUR)
        assert backups.make_if_due(NOON + HALF_AN_HOUR) is None

    @pytest.mark.parametrize(
        "what", ["void and back", "rule", "edit", "feat", "reward", "its price", "claim"]
    )
    def test_every_kind_of_change_counts(self, store: Store, backups: Backups, what: str) -> None:
        lunch = Reward("lunch", "Lunch", WonBy.DAY, since=NOON)
        with store.write() as records:
            records.add_reward(lunch)
            records.add_feat("day", "2026-09-15", NOON)
            (feat,) = records.feats(["day"])
        backups.make(NOON)
        with store.write() as records:
            if what == "feat":
                records.add_feat("day", "2026-09-16", NOON)
            elif what == "reward":
                records.add_reward(replace(lunch, key="cake"))
            elif what == "its price":
                records.replace_reward(replace(lunch, price=Money(Decimal(12), "EUR")))
            elif what == "claim":
                records.add_claim(Claim(feat.number, "lunch", NOON))
            elif what == "rule":
                records.replace_activity(CALL)
                records.set_book(first_weekday=6, trial_weeks=0)
            elif what == "edit":
                records.replace(call("e0", quantity=2), NOON)
            else:
                records.set_voided("e0", True, NOON)
                records.set_voided("e0", False, NOON)
        assert backups.due(NOON + HALF_AN_HOUR)

    def test_a_backup_from_the_future_does_not_keep_others_away_for_ever(
        self, store: Store, backups: Backups
    ) -> None:
        backups.make(NOON + TEN_YEARS)
        add(store, 1, "new")
        assert backups.make_if_due(NOON)
        add(store, 1, "more")
        assert not backups.due(NOON + HALF_AN_HOUR - timedelta(seconds=1))
        assert backups.make_if_due(NOON + HALF_AN_HOUR)

    def test_nor_does_it_make_one_due_every_time(self, store: Store, backups: Backups) -> None:
        backups.make(NOON)
        backups.make(NOON + TEN_YEARS)
        add(store, 1, "new")
        assert backups.make_if_due(NOON + HALF_AN_HOUR)
        for hours in range(1, 30):
            assert not backups.due(NOON + timedelta(hours=hours))

    def test_a_spoiled_newest_one_is_no_reason_to_wait(self, backups: Backups) -> None:
        made = backups.make(NOON)
        made.path.write_bytes(b"spoiled" * 1000)
        assert backups.due(NOON + HALF_AN_HOUR)

    def test_without_data_there_is_nothing_to_do(self, tmp_path: Path) -> None:
        assert not Backups(tmp_path / "none.db", tmp_path / "backups").due(NOON)


class TestThinningOut:
    def made(self, every: timedelta, days: int) -> list[datetime]:
        number = timedelta(days=days) // every
        return [NOON.astimezone(UTC) - n * every for n in range(number)]

    def test_all_of_two_days_then_days_weeks_and_months(self) -> None:
        made = self.made(HALF_AN_HOUR, 600)
        kept = sorted(to_keep(made, NOON), reverse=True)
        two_days = [moment for moment in made if NOON - moment <= timedelta(days=2)]
        assert kept[: len(two_days)] == two_days
        rest = kept[len(two_days) :]
        assert len(rest) == 12 + 10 + 9
        assert len({moment.date() for moment in rest[:12]}) == 12
        assert len({moment.isocalendar()[:2] for moment in rest[12:22]}) == 10
        assert len({(moment.year, moment.month) for moment in rest[22:]}) == 9
        assert rest[11] > NOON - timedelta(days=16)
        assert NOON - timedelta(days=95) < rest[21] < NOON - timedelta(days=75)
        assert NOON - timedelta(days=390) < rest[-1] < NOON - timedelta(days=330)

    def test_the_newest_of_each_day_stays(self) -> None:
        made = self.made(HALF_AN_HOUR, 10)
        older = [moment for moment in to_keep(made, NOON) if NOON - moment > timedelta(days=3)]
        assert all((moment.hour, moment.minute) == (23, 30) for moment in older)

    def test_a_large_file_keeps_few(self) -> None:
        kept = to_keep(self.made(HALF_AN_HOUR, 600), NOON, large=True)
        assert len(kept) == 3 + 7 + 4 + 6

    def test_thinning_out_day_by_day_ends_where_thinning_out_at_once_does(self) -> None:
        kept: set[datetime] = set()
        for day in range(500, -1, -1):
            now = NOON.astimezone(UTC) - timedelta(days=day)
            kept = to_keep({*kept, now - timedelta(hours=5), now}, now)
        assert 26 <= len(kept) <= 4 + 12 + 10 + 9 + 2
        assert min(kept) < NOON - timedelta(days=250)

    def test_those_that_lie_ahead_stay(self) -> None:
        ahead = NOON + timedelta(days=400)
        assert ahead in to_keep([ahead, NOON], NOON)

    def test_a_clock_that_is_far_ahead_for_a_while_costs_none(self, store: Store, backups: Backups) -> None:
        for hours in range(10):
            add(store, 1, f"hour {hours}")
            backups.make(NOON + timedelta(hours=hours))
        for hours in range(3):
            add(store, 1, f"ahead {hours}")
            backups.make(NOON + TEN_YEARS + timedelta(hours=hours))
        assert len(names(backups.folder)) == 13
        backups.make(NOON + timedelta(hours=10))
        assert len(names(backups.folder)) == 14

    def test_those_that_lie_ahead_take_no_others_place(self) -> None:
        made = self.made(HALF_AN_HOUR, 600)
        ahead = {NOON + TEN_YEARS - timedelta(days=day) for day in range(50)}
        for large in (False, True):
            assert to_keep([*made, *ahead], NOON, large=large) == to_keep(made, NOON, large=large) | ahead

    def test_who_makes_one_a_week_has_no_two_days_without_end(self) -> None:
        assert len(to_keep(self.made(timedelta(days=7), 2000), NOON)) == 1 + 12 + 10 + 9

    def test_files_that_are_not_ours_stay(self, backups: Backups) -> None:
        for n in range(60):
            backups_file(backups, NOON - timedelta(days=3, minutes=n)).touch()
        for name in ("scoreboard-2026.db", "holiday.jpg", "scoreboard-20260101-000000.db.old", "my.db"):
            (backups.folder / name).touch()
        backups.make(NOON)
        assert len(names(backups.folder)) == 4 + 2

    def test_a_large_file_is_measured(self, backups: Backups, store: Store) -> None:
        for n in range(10):
            backups_file(backups, NOON - timedelta(hours=1, minutes=n)).touch()
        with store.path.open("r+b") as file:
            file.truncate(60_000_000)
        backups.thin_out(NOON)
        assert len(names(backups.folder)) == 3


class TestList:
    def test_odd_files_do_not_disturb(self, backups: Backups) -> None:
        made = backups.make(NOON)
        for n, content in enumerate(
            [b"", b"x", b"SQLite format 3\0" + b"\xff" * 5000, made.path.read_bytes()[:5000]]
        ):
            backups_file(backups, NOON + timedelta(minutes=n + 1)).write_bytes(content)
        backups_file(backups, NOON + timedelta(hours=1)).mkdir()
        (backups.folder / "scoreboard-20269999-999999.db").touch()
        found = backups.all(LATER)
        assert [backup.entries for backup in found] == [None] * 5 + [10]
        assert found[-1] == made
        assert backups.newest_sound(LATER) == made

    def test_an_altered_one_is_not_sound(self, backups: Backups) -> None:
        first, second = backups.make(NOON), backups.make(NOON + HALF_AN_HOUR)
        alter(second.path, "UPDATE entry SET quantity = 99")
        assert backups.newest_sound(LATER) == first
        spoil(first.path)
        assert backups.newest_sound(LATER) is None

    def test_one_from_the_future_comes_last(self, store: Store, backups: Backups) -> None:
        ahead = backups.make(NOON + TEN_YEARS)
        add(store, 3, "since")
        first, second = backups.make(NOON), backups.make(NOON + HALF_AN_HOUR)
        assert backups.all(LATER) == [second, first, ahead]
        assert backups.newest_sound(LATER) == second
        spoil(first.path)
        spoil(second.path)
        assert backups.newest_sound(LATER) == ahead

    def test_without_a_folder_there_are_none(self, backups: Backups) -> None:
        assert backups.all(LATER) == []
        assert backups.newest_sound(LATER) is None


class TestRestoring:
    def test_the_data_are_as_they_were_and_the_present_ones_are_kept(
        self, store: Store, backups: Backups
    ) -> None:
        before = entries(store.path)
        made = backups.make(NOON)
        add(store, 5, "later")
        later = entries(store.path)
        done = backups.restore(made.path, NOON + timedelta(hours=1))
        assert (done.before, done.after, done.aside) == (15, 10, None)
        assert entries(store.path) == before
        assert done.backup
        assert entries(done.backup.path) == later
        backups.restore(done.backup.path, NOON + timedelta(hours=2))
        assert entries(store.path) == later
        assert not [name for name in names(backups.folder) if name.endswith(".tmp")]

    def test_open_stores_see_it_and_can_write(self, store: Store, other: Store, backups: Backups) -> None:
        made = backups.make(NOON)
        add(store, 5, "later")
        version = store.version()
        backups.restore(made.path, NOON)
        assert store.version() != version
        for one in (store, other):
            with one.read() as records:
                assert records.count() == 10
        add(store, 1, "after")
        with other.read() as records:
            assert records.count() == 11
        assert check(store.path, thorough=True).ok

    def test_an_older_one_that_cannot_be_migrated_changes_nothing(
        self, store: Store, backups: Backups, tmp_path: Path
    ) -> None:
        old = Path(shutil.copyfile(DATA / "schema-1.db", tmp_path / "old.db"))
        alter(old, "CREATE TABLE week_control (in_the_way)")
        before = entries(store.path)
        with pytest.raises(MigrationFailed) as caught:
            backups.restore(old, NOON)
        assert caught.value.path == old
        assert entries(store.path) == before

    def test_an_older_schema_is_migrated_beside(self, store: Store, backups: Backups) -> None:
        old = store.path.parent / "old.db"
        shutil.copyfile(DATA / "schema-1.db", old)
        done = backups.restore(old, NOON)
        assert done.after == check(store.path).entries == check(DATA / "schema-1.db").entries
        assert old.read_bytes() == (DATA / "schema-1.db").read_bytes()
        assert check(store.path).control_sums == "ok"

    @pytest.mark.parametrize(
        ("what", "kind"),
        [
            ("missing", NoAccess),
            ("empty", ForeignData),
            ("text", ForeignData),
            ("foreign", ForeignData),
            ("newer", NewerData),
            ("spoiled", DamagedData),
            ("altered", DamagedData),
            ("cut", DamagedData),
        ],
    )
    def test_what_is_no_good_backup_is_refused_and_nothing_changes(
        self, store: Store, backups: Backups, what: str, kind: type[StoreProblem]
    ) -> None:
        file = store.path.parent / "chosen.db"
        shutil.copyfile(store.path, file)
        match what:
            case "missing":
                file.unlink()
            case "empty":
                file.write_bytes(b"")
            case "text":
                file.write_text("dear diary " * 500)
            case "foreign":
                file.unlink()
                alter(file, "CREATE TABLE song (name TEXT)")
            case "newer":
                alter(file, f"PRAGMA user_version = {SCHEMA + 1}")
            case "spoiled":
                spoil(file)
            case "altered":
                alter(file, "UPDATE entry SET quantity = 99 WHERE number = 3")
            case "cut":
                file.write_bytes(file.read_bytes()[:30_000])
        before = store.path.read_bytes()
        with pytest.raises(StoreProblem) as caught:
            backups.restore(file, NOON)
        assert type(caught.value) is kind
        assert store.path.read_bytes() == before
        assert backups.all(LATER) == []

    @pytest.mark.parametrize("damage", ["page", "header", "cut", "gone", "empty", "stale journal", "newer"])
    def test_damaged_data_are_kept_aside_for_ever(self, store: Store, backups: Backups, damage: str) -> None:
        made = backups.make(NOON)
        store.close()
        path = store.path
        match damage:
            case "page":
                spoil(path)
            case "header":
                spoil(path, 0)
            case "cut":
                path.write_bytes(path.read_bytes()[:20_000])
            case "gone":
                path.unlink()
            case "empty":
                path.write_bytes(b"")
            case "stale journal":
                spoil(path)
                path.with_name("scoreboard.db-journal").write_bytes(
                    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 5000
                )
            case "newer":
                alter(path, f"PRAGMA user_version = {SCHEMA + 1}")
        before = path.read_bytes() if path.exists() else b""
        done = backups.restore(made.path, NOON)
        assert done.after == 10
        assert check(path, thorough=True).ok
        assert len(entries(path)) == 10
        if damage in ("gone", "empty"):
            assert done.aside is None
        else:
            assert done.aside
            assert done.aside.read_bytes() == before
            assert done.aside.name.startswith("newer-" if damage == "newer" else "damaged-")

    @pytest.mark.skipif(os.name != "posix", reason="kills are POSIX's")
    def test_killed_at_any_moment_the_data_are_the_old_or_the_restored_ones(
        self, store: Store, backups: Backups
    ) -> None:
        made = backups.make(NOON)
        add(store, 400, "later")
        store.close()
        program = (
            "import os, sys; from pathlib import Path; from scoreboard.store.backups import Backups;"
            "from tests.stores import NOON; backups = Backups(Path(sys.argv[1]), Path(sys.argv[2]));\n"
            "print('ready', flush=True)\n"
            "for n in range(1000): backups.restore(Path(sys.argv[3 + n % 2]), NOON)\n"
        )
        more = backups.make(NOON + HALF_AN_HOUR)
        seen = set()
        for n in range(10):
            maker = subprocess.Popen(
                [sys.executable, "-c", program, store.path, backups.folder, made.path, more.path],
                stdout=subprocess.PIPE,
            )
            assert maker.stdout is not None
            with maker.stdout:
                maker.stdout.readline()
                with pytest.raises(subprocess.TimeoutExpired):
                    maker.wait(0.02 * n)
                maker.send_signal(signal.SIGKILL)
                maker.wait()
            found = check(store.path, thorough=True)
            assert found.problems == ()
            seen.add(found.entries)
        assert seen <= {10, 410}

    def test_a_locked_file_is_busy(
        self, store: Store, backups: Backups, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = backups.make(NOON)
        monkeypatch.setattr("scoreboard.store.opening.BUSY_MS", 0)
        monkeypatch.setattr("scoreboard.store.copies.PATIENCE", 0.1)
        with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
            raw.execute("BEGIN")
            raw.execute("SELECT count(*) FROM entry").fetchone()
            with pytest.raises(DataBusy):
                put_in_place(made.path, store.path)
        assert check(store.path).ok


class TestSavingACopy:
    def test_it_is_a_backup_that_can_be_restored(
        self, store: Store, backups: Backups, tmp_path: Path
    ) -> None:
        to = tmp_path / "stick" / "Kopie März.db"
        to.parent.mkdir()
        saved = backups.save_copy(to)
        assert (saved.path, saved.entries) == (to, 10)
        assert names(to.parent) == [to.name]
        add(store, 3, "more")
        assert backups.save_copy(to).entries == 13
        assert backups.restore(to, NOON).after == 13

    @pytest.mark.parametrize("content", [b"", b"dear diary " * 500])
    def test_a_file_of_somebody_elses_stays(self, backups: Backups, tmp_path: Path, content: bytes) -> None:
        to = tmp_path / "thesis.db"
        to.write_bytes(content)
        with pytest.raises(ForeignData):
            backups.save_copy(to)
        assert to.read_bytes() == content

    def test_the_data_themselves_are_no_place_for_it(self, store: Store, backups: Backups) -> None:
        with pytest.raises(ForeignData):
            backups.save_copy(store.path)
        assert check(store.path).ok

    def test_a_folder_that_is_not_there_is_no_access(self, backups: Backups, tmp_path: Path) -> None:
        with pytest.raises(NoAccess):
            backups.save_copy(tmp_path / "gone" / "copy.db")
        assert not (tmp_path / "gone").exists()

    def test_damaged_data_are_not_copied_as_if_they_were_good(
        self, store: Store, backups: Backups, tmp_path: Path
    ) -> None:
        alter(store.path, "UPDATE entry SET quantity = 99")
        with pytest.raises(DamagedData):
            backups.save_copy(tmp_path / "copy.db")
        assert not [name for name in names(tmp_path) if "copy" in name or name.endswith(".tmp")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
        answer = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("cannot mount a small disk: run as root on Linux")
    if answer.returncode:
        pytest.skip("cannot mount a small disk: run as root on Linux")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


class TestFullDisk:
    def test_a_backup_that_does_not_fit_leaves_nothing_behind(self, store: Store, small_disk: Path) -> None:
        backups = Backups(store.path, small_disk / "backups")
        first = backups.make(NOON)
        add(store, 2000, "x")
        with pytest.raises(StoreProblem):
            backups.make(NOON + HALF_AN_HOUR)
        assert names(backups.folder) == [first.path.name]
        assert check(first.path).ok

    def test_a_restoration_that_does_not_fit_changes_nothing(self, store: Store, small_disk: Path) -> None:
        add(store, 700, "x")
        path = small_disk / "scoreboard.db"
        copy(DATA / "schema-2.db", path)
        backups = Backups(path, small_disk / "backups")
        before = path.read_bytes()
        with pytest.raises(StoreProblem):
            backups.restore(store.path, NOON)
        assert path.read_bytes() == before
        assert check(path).ok


class TestAside:
    def test_a_copy_aside_has_its_journal_and_a_name_of_its_own(self, tmp_path: Path) -> None:
        path = tmp_path / "scoreboard.db"
        path.write_bytes(b"broken")
        path.with_name("scoreboard.db-journal").write_bytes(b"half")
        first, second = set_aside(path, NOON), set_aside(path, NOON)
        assert first.name == "damaged-20260916-100000.db"
        assert second.name == "damaged-20260916-100000-2.db"
        for one in (first, second):
            assert one.read_bytes() == b"broken"
            assert one.with_name(f"{one.name}-journal").read_bytes() == b"half"
