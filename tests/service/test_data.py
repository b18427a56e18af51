"""The data as a whole: what a check says, backups and their return under an open board, recovery, moving."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from threading import Thread

import pytest

from scoreboard.errors import DamagedData, DataBusy, ForeignData, NotEmpty, StoreProblem
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard, data
from scoreboard.service.changes import EVERYTHING
from scoreboard.service.data import Data
from scoreboard.service.place import where_it_lies
from scoreboard.store import Store, backups
from scoreboard.store.copies import put_in_place
from scoreboard.store.holding import holding
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.lines import Kept
from scoreboard.store.safety import Soundness, check
from tests.boards import WEDNESDAY, Clock, open_board

CALL = "customer-call"


def alter(board: Scoreboard, statement: str) -> None:
    with closing(sqlite3.connect(board.store.path)) as raw, raw:
        raw.execute(statement)


def spoil(path: Path, name: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        ((root,),) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)


def points(board: Scoreboard) -> Fraction:
    return board.screens.day(WEDNESDAY.date()).standing.points


class TestChecking:
    def test_a_sound_board(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        board.data.back_up()
        health = board.data.check(thorough=True)
        assert health.ok
        assert (health.soundness.entries, health.soundness.weeks) == (1, 1)
        assert (health.lifeboat, health.odd, health.backups, health.place) == (0, 0, 1, None)

    def test_what_waits_is_no_fault_and_is_told(self, board: Scoreboard) -> None:
        boat = lifeboat_of(Paths(board.store.path.parent))
        boat.keep(Kept(board.journal.log(CALL).value.line.entry))
        with boat.path.open("ab") as file:
            file.write(b"odd\n")
        health = board.data.check()
        assert (health.ok, health.lifeboat, health.odd) == (True, 1, 1)

    def test_altered_data_are_found_out_and_not_backed_up(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        alter(board, "UPDATE entry SET quantity = 50")
        assert not board.data.check().ok
        with pytest.raises(DamagedData):
            board.data.back_up()

    @pytest.mark.parametrize("damage", [None, "UPDATE entry SET quantity = 50", "ix_entry_day"])
    def test_large_data_are_looked_through_on_a_copy_while_others_write(
        self, board: Scoreboard, monkeypatch: pytest.MonkeyPatch, damage: str | None
    ) -> None:
        board.journal.log(CALL)
        if damage and " " in damage:
            alter(board, damage)
        elif damage:
            spoil(board.store.path, damage)
        right = board.data.check()
        looked_at = []

        def beside(path: Path, *, thorough: bool) -> Soundness:
            looked_at.append(path)
            with closing(sqlite3.connect(board.store.path, timeout=0)) as raw, raw:
                raw.execute("UPDATE book SET trial_weeks = trial_weeks")
            return check(path, thorough=thorough)

        monkeypatch.setattr(data, "LARGE", 0)
        monkeypatch.setattr(data, "check", beside)
        assert board.data.check() == right
        assert board.store.path not in looked_at
        assert list(board.store.path.parent.glob("checking-*")) == []

    def test_it_may_run_in_another_thread(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        answers: list[object] = []
        work = Thread(target=lambda: answers.extend([board.data.check(), board.data.back_up()]))
        work.start()
        work.join()
        assert len(answers) == 2


class TestBackups:
    def test_restored_under_an_open_board(self, board: Scoreboard, clock: Clock) -> None:
        board.journal.log(CALL)
        before = points(board)
        made = board.data.back_up()
        assert made
        board.journal.log(CALL, count=5)
        board.rules.set_target(Fraction(90))
        assert points(board) != before
        done = board.data.restore(made.path)
        assert done.changed == EVERYTHING
        assert (done.value.before, done.value.after) == (2, 1)
        assert points(board) == before
        assert board.overviews.rules().target == 40
        board.journal.log(CALL)
        assert points(board) == 2 * before
        assert len(board.data.backups()) == 2
        again = open_board(board.store.path, clock)
        assert points(again) == 2 * before
        again.store.close()

    def test_a_click_while_another_process_restores_is_kept_and_counts_afterwards(
        self, board: Scoreboard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        board.journal.log(CALL, count=5)
        backup = board.data.back_up()
        assert backup is not None
        board.journal.undo_last()

        def click_first(candidate: Path, path: Path) -> None:
            done = board.journal.log(CALL, count=2)
            assert isinstance(done.kept, DataBusy)
            put_in_place(candidate, path)

        monkeypatch.setattr(backups, "put_in_place", click_first)
        Data(board.store.path, board.now).restore(backup.path)
        board.refresh()
        assert points(board) == 7
        with closing(Store.open(board.store.path)) as store:
            again = Scoreboard(store, board.now)
            assert len(again.brought_in.added) == 1
            assert points(again) == 7

    def test_a_restoration_that_was_killed_holds_nobody_for_ever(self, board: Scoreboard) -> None:
        flag = board.store.path.with_name("replacing")
        flag.touch()  # which nobody holds any more
        assert board.journal.log(CALL).kept is None
        assert not flag.exists()

    def test_two_restorations_at_once_are_one_too_many(self, board: Scoreboard) -> None:
        backup = board.data.back_up()
        assert backup is not None
        with holding(board.store.path), pytest.raises(DataBusy):
            Data(board.store.path, board.now).restore(backup.path)
        Data(board.store.path, board.now).restore(backup.path)

    def test_a_refused_one_changes_nothing_and_the_board_works_on(
        self, board: Scoreboard, tmp_path: Path
    ) -> None:
        board.journal.log(CALL)
        before = points(board)
        file = tmp_path / "diary.db"
        file.write_text("dear diary " * 500)
        with pytest.raises(ForeignData):
            board.data.restore(file)
        assert points(board) == before
        board.journal.log(CALL)
        assert points(board) == 2 * before

    def test_due_is_asked_with_the_boards_clock(self, board: Scoreboard, clock: Clock) -> None:
        assert board.data.back_up(only_if_due=True)
        board.journal.log(CALL)
        assert board.data.back_up(only_if_due=True) is None
        clock.forward(minutes=30)
        made = board.data.back_up(only_if_due=True)
        assert made
        assert made.made_at == WEDNESDAY + timedelta(minutes=30)

    def test_a_copy_of_the_users_choice(self, board: Scoreboard, tmp_path: Path) -> None:
        board.journal.log(CALL)
        copy = board.data.save_copy(tmp_path / "mine.db")
        assert (copy.entries, board.data.backups()) == (1, [])

    def test_what_waits_comes_into_the_restored_data(self, board: Scoreboard) -> None:
        made = board.data.back_up()
        assert made
        board.store._raw.execute("PRAGMA query_only=ON")
        board.journal.log(CALL)
        board.store._raw.execute("PRAGMA query_only=OFF")
        before = points(board)
        board.data.restore(made.path)
        assert (points(board), board.lifeboat_count) == (before, 1)
        board.bring_in()
        assert (points(board), board.lifeboat_count) == (before, 0)


class TestRecovery:
    def test_under_an_open_board(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        board.data.back_up()
        board.journal.log(CALL, count=3)
        before = points(board)
        spoil(board.store.path, "ix_entry_deliverable")
        assert board.data.check().soundness.database == "damaged"
        plan = board.data.plan_recovery()
        assert (plan.from_backup, plan.salvaged) == (1, 1)
        assert board.data.recover(plan).value.ok
        assert points(board) == before
        board.journal.log(CALL)
        assert board.data.check(thorough=True).ok

    def test_of_a_file_that_no_store_opens(self, board: Scoreboard, clock: Clock) -> None:
        board.journal.log(CALL)
        board.data.back_up()
        board.store.close()
        path = board.store.path
        path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
        with pytest.raises(StoreProblem):
            Store.open(path)
        data = Data(path, clock)
        assert not data.check().ok
        data.recover(data.plan_recovery())
        after = open_board(path, clock)
        assert after.screens.standing().points > 0
        after.store.close()

    def test_of_a_file_that_is_gone_under_an_open_board(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        board.data.back_up()
        before = points(board)
        board.store.path.unlink()
        plan = board.data.plan_recovery()
        board.data.recover(plan)
        assert points(board) == before
        board.journal.log(CALL)
        assert points(board) == 2 * before
        assert check(board.store.path).entries == 2

    def test_recounting_takes_the_rows_for_right(self, board: Scoreboard) -> None:
        board.journal.log(CALL)
        before = points(board)
        alter(board, "UPDATE entry SET quantity = 50")
        assert board.data.recount().value.weeks == 1
        assert points(board) == 50 * before
        assert board.data.check().ok


class TestMoving:
    def test_everything_goes_along_and_is_found_from_the_old_folder(
        self, board: Scoreboard, clock: Clock, tmp_path: Path
    ) -> None:
        old = Paths(board.store.path.parent)
        old.settings_file.write_text('name = "Zoë"\n', encoding="utf-8")
        board.journal.log(CALL)
        board.data.back_up()
        board.store._raw.execute("PRAGMA query_only=ON")
        board.journal.log(CALL)
        before = points(board)
        new = board.data.move_to(tmp_path / "elsewhere" / "scores")
        assert Paths.of(old.data_dir, {}) == new
        new.create()
        after = open_board(new.database, clock)
        assert points(after) == before
        assert after.lifeboat_count == 0
        assert new.settings_file.read_text(encoding="utf-8") == 'name = "Zoë"\n'
        assert len(after.data.backups()) == 1
        assert after.data.check(thorough=True).ok
        after.store.close()
        assert not old.database.exists()
        assert lifeboat_of(old).files() == []
        assert [check(file).ok for file in old.data_dir.glob("moved-*.db")] == [True]

    @pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
    @pytest.mark.parametrize(("inside", "after"), [((), 0o700), (("thesis.odt",), 0o755)])
    def test_an_empty_folder_is_closed_to_others(
        self, board: Scoreboard, tmp_path: Path, inside: tuple[str, ...], after: int
    ) -> None:
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        for name in inside:
            (folder / name).touch()
        folder.chmod(0o755)
        board.data.back_up()
        new = board.data.move_to(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == after
        ours = [new.database, *new.backups_dir.iterdir()]
        assert {stat.S_IMODE(file.stat().st_mode) for file in ours} == {0o600}

    def test_and_back_again(self, board: Scoreboard, clock: Clock, tmp_path: Path) -> None:
        old = Paths(board.store.path.parent)
        board.journal.log(CALL)
        new = board.data.move_to(tmp_path / "elsewhere")
        there = open_board(new.database, clock)
        back = there.data.move_to(old.data_dir)
        assert back.data_dir == old.data_dir
        assert Paths.of(old.data_dir, {}).data_dir == old.data_dir
        assert Paths.of(new.data_dir, {}).data_dir == old.data_dir
        assert check(old.database).entries == 1

    def test_a_folder_with_data_is_refused_and_the_board_works_on(
        self, board: Scoreboard, trial_board: Scoreboard
    ) -> None:
        board.journal.log(CALL)
        trial_board.journal.log(CALL)
        with pytest.raises(NotEmpty):
            board.data.move_to(trial_board.store.path.parent)
        assert board.journal.log(CALL).value.day.points > 0
        assert check(trial_board.store.path).entries == 1

    @pytest.mark.parametrize("hindrance", ["altered", "locked", "a file"])
    def test_what_goes_wrong_leaves_everything_as_it_was(
        self, board: Scoreboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hindrance: str
    ) -> None:
        board.journal.log(CALL)
        target, kind = tmp_path / "elsewhere", StoreProblem
        with closing(sqlite3.connect(board.store.path, isolation_level=None)) as other:
            if hindrance == "altered":
                other.execute("UPDATE entry SET quantity = 50")
                kind = DamagedData
            elif hindrance == "locked":
                monkeypatch.setattr("scoreboard.store.opening.BUSY_MS", 0)
                other.execute("BEGIN IMMEDIATE")
                kind = DataBusy
            else:
                target.write_text("in the way")
            with pytest.raises(kind):
                board.data.move_to(target)
            if hindrance == "locked":
                other.execute("ROLLBACK")
        assert Paths.of(board.store.path.parent, {}).database == board.store.path
        assert target.is_file() or list(target.iterdir()) == []
        assert board.journal.history()

    def test_a_missing_disk_is_no_new_beginning(self, board: Scoreboard, tmp_path: Path) -> None:
        old = board.store.path.parent
        new = board.data.move_to(tmp_path / "stick")
        new.database.unlink()
        paths = Paths.of(old, {})
        assert paths.data_dir == tmp_path / "stick"
        with pytest.raises(FileNotFoundError):
            paths.create()

    def test_pointers_in_a_circle_end(self, tmp_path: Path) -> None:
        for here, there in (("a", "b"), ("b", "a")):
            (tmp_path / here).mkdir()
            (tmp_path / here / "moved-to.txt").write_text(str(tmp_path / there))
        assert Paths.of(tmp_path / "a", {}).moved


class TestPlace:
    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ("/home/zoe/.local/share/scoreboard", None),
            ("/home/zoe/Dropbox/scoreboard", "dropbox"),
            ("/home/zoe/Dropbox (Acme)/a/b", "dropbox"),
            ("/home/zoe/dropbox-api/data", None),
            ("/home/zoe/OneDrive - Acme/data", "onedrive"),
            ("/Users/zoe/Library/Mobile Documents/com~apple~CloudDocs/x", "icloud"),
            ("/Users/zoe/Library/CloudStorage/OneDrive-Acme/x", "onedrive"),
            ("/Users/zoe/Library/CloudStorage/GoogleDrive-z@a.nl/My Drive", "googledrive"),
            ("/Users/zoe/Library/CloudStorage/Dropbox/x", "dropbox"),
            ("/home/zoe/Nextcloud/x", "nextcloud"),
        ],
    )
    def test_folders_of_known_names(self, path: str, place: str | None) -> None:
        assert where_it_lies(Path(path), {}, "") == place

    @pytest.mark.parametrize(
        ("mark", "place"),
        [
            (".dropbox", "dropbox"),
            (".stfolder", "syncthing"),
            (".sync", "resilio"),
            ("._sync_1a2b.db", "nextcloud"),
        ],
    )
    def test_what_these_programs_leave_in_their_folders(self, tmp_path: Path, mark: str, place: str) -> None:
        inside = tmp_path / "shared" / "deep" / "data"
        assert where_it_lies(inside, {}, "") is None
        inside.mkdir(parents=True)
        (tmp_path / "shared" / mark).mkdir()
        assert where_it_lies(inside, {}, "") == place
        assert where_it_lies(tmp_path, {}, "") is None

    def test_the_variable_of_onedrive(self, tmp_path: Path) -> None:
        environ = {"OneDriveCommercial": str(tmp_path / "work")}
        assert where_it_lies(tmp_path / "work" / "data", environ, "") == "onedrive"
        assert where_it_lies(tmp_path / "home" / "data", environ, "") is None

    @pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
    def test_a_link_into_a_synchronised_folder(self, tmp_path: Path) -> None:
        (tmp_path / "Dropbox").mkdir()
        (tmp_path / "data").symlink_to(tmp_path / "Dropbox")
        assert where_it_lies(tmp_path / "data", {}, "") == "dropbox"

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ("/mnt/our share/data", "network"),
            ("/mnt/our share/local/data", None),
            ("/home/zoe/data", None),
            ("/mnt/sshfs", "network"),
        ],
    )
    @pytest.mark.skipif(os.name != "posix", reason="mounts are POSIX's")
    def test_mounts_of_other_computers(self, path: str, place: str | None) -> None:
        mounts = (
            "/dev/sda1 / ext4 rw 0 0\n"
            "//nas/share /mnt/our\\040share cifs rw 0 0\n"
            "/dev/sdb1 /mnt/our\\040share/local ext4 rw 0 0\n"
            "zoe@host: /mnt/sshfs fuse.sshfs rw 0 0\n"
            "broken\n"
        )
        assert where_it_lies(Path(path), {}, mounts) == place

    def test_the_folder_of_this_test_is_a_good_place(self, tmp_path: Path) -> None:
        assert where_it_lies(tmp_path, {}) is None
