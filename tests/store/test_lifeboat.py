"""An entry in the lifeboat is never lost: by torn lines, full disks, killed processes or importers beside."""

import json
import os
import random
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.errors import DiskFull, NoAccess
from scoreboard.store.lifeboat import BALLAST, Lifeboat, Taken
from scoreboard.store.lines import Kept, line, understood
from scoreboard.values import replace
from tests.stores import NOON, call, progress

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and kills are POSIX's")

WRITERS, WRITES = 4, 60

ODD = [
    call("plain"),
    call("words", contact="Zoë — “ja”", note='line\nbreak "quoted" \\ 電話 📞', outcome="answered"),
    call("money", amount=Money(Decimal("1054.00"), "EUR"), quantity=10_000, source="cli", voided=True),
    call("india", at=NOON.astimezone(timezone(timedelta(hours=5, minutes=30))), clock="jump"),
    replace(call("fine"), made_at=NOON.replace(microsecond=123_456)),
    progress("percent", 65),
]


@pytest.fixture
def boat(tmp_path: Path) -> Lifeboat:
    return lifeboat(tmp_path)


def lifeboat(folder: Path) -> Lifeboat:
    return Lifeboat(folder / "lifeboat.jsonl", folder / "fallback" / "lifeboat.jsonl")


def uids(boat: Lifeboat) -> list[str]:
    return [kept.entry.uid for kept in boat.kept().entries]


def run(program: str, *arguments: object, stdout: int | None = None) -> subprocess.Popen[bytes]:
    start = (
        "import os, sys; from pathlib import Path; from tests.stores import call;"
        "from scoreboard.store.lines import Kept; from tests.store.test_lifeboat import lifeboat;"
        "boat = lifeboat(Path(sys.argv[1]))\n"
    )
    words = [sys.executable, "-c", start + program, *map(str, arguments)]
    return subprocess.Popen(words, stdout=stdout)


class TestLine:
    @pytest.mark.parametrize("entry", ODD, ids=[entry.uid for entry in ODD])
    @pytest.mark.parametrize("typed", [False, True])
    def test_an_entry_comes_out_as_it_went_in(self, entry: LogEntry, typed: bool) -> None:
        text = line(Kept(entry, typed))
        assert b"\n" not in text
        assert text.isascii()
        assert understood(text) == Kept(entry, typed)

    def test_every_single_bit_that_turns_over_shows(self) -> None:
        text = line(Kept(ODD[1]))
        for place in range(len(text)):
            for bit in range(8):
                altered = bytearray(text)
                altered[place] ^= 1 << bit
                found = understood(bytes(altered))
                assert found is None or found == Kept(ODD[1])

    @pytest.mark.parametrize(
        "text",
        [b"", b"{}", b"[]", b"null", b"7", b"\xff", b"[" * 100_000, b'{"check": 0}', line(Kept(ODD[0]))[:-1]],
    )
    def test_what_is_no_entry_is_not_taken_for_one(self, text: bytes) -> None:
        assert understood(text) is None

    def test_a_fact_of_the_wrong_shape_is_not_taken(self) -> None:
        facts = json.loads(line(Kept(ODD[0])))
        for name, value in {"at": "2026-09-16T12:00:00", "day": "2026-13-01", "amount": "much"}.items():
            assert understood(json.dumps(facts | {name: value}).encode()) is None


class TestKeeping:
    def test_entries_wait_in_the_order_of_keeping(self, boat: Lifeboat) -> None:
        assert boat.files() == []
        for entry in ODD:
            assert boat.keep(Kept(entry)) == boat.path
        assert [kept.entry for kept in boat.kept().entries] == ODD
        assert boat.kept().odd == 0

    def test_the_same_uid_twice_is_one_entry(self, boat: Lifeboat) -> None:
        for _ in range(2):
            boat.keep(Kept(call("a")))
        assert uids(boat) == ["a"]

    @posix
    def test_only_the_owner_can_read_it(self, boat: Lifeboat) -> None:
        boat.keep(Kept(call("a")))
        boat.keep_room()
        assert stat.S_IMODE(boat.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(boat.ballast.stat().st_mode) == 0o600

    @pytest.mark.parametrize("length", [12, 30, 250, -1])
    def test_after_a_torn_line_the_next_one_is_whole(self, boat: Lifeboat, length: int) -> None:
        boat.keep(Kept(call("before")))
        with boat.path.open("ab") as file:
            file.write(line(Kept(call("torn", note="x" * 300)))[:length])
        boat.keep(Kept(call("after")))
        assert uids(boat) == ["before", "after"]
        assert boat.kept().odd == 1

    def test_the_piece_that_its_own_line_follows_is_no_loss(self, boat: Lifeboat) -> None:
        with boat.path.open("wb") as file:
            file.write(line(Kept(call("a")))[:100])
        boat.keep(Kept(call("a")))
        assert uids(boat) == ["a"]
        assert boat.kept().odd == 0

    def test_a_file_in_place_of_the_data_folder_is_stepped_around(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("in the way")
        boat = Lifeboat(tmp_path / "data" / "lifeboat.jsonl", tmp_path / "other" / "lifeboat.jsonl")
        assert boat.keep(Kept(call("a"))) == boat.fallback
        assert uids(boat) == ["a"]
        assert stat.S_IMODE(boat.fallback.parent.stat().st_mode) == 0o700

    def test_both_files_are_one_lifeboat(self, tmp_path: Path) -> None:
        boat = Lifeboat(tmp_path / "data" / "lifeboat.jsonl", tmp_path / "other" / "lifeboat.jsonl")
        boat.keep(Kept(call("early")))
        boat.path.parent.mkdir()
        assert boat.keep(Kept(call("late"))) == boat.path
        assert sorted(uids(boat)) == ["early", "late"]
        taken = boat.take()
        assert sorted(kept.entry.uid for kept in taken.entries) == ["early", "late"]
        boat.let_go(taken)
        assert boat.files() == []

    @posix
    @pytest.mark.parametrize("trap", ["open to all", "a link", "a file"])
    def test_a_fallback_folder_that_somebody_prepared_is_refused(self, tmp_path: Path, trap: str) -> None:
        folder = tmp_path / "other"
        if trap == "open to all":
            folder.mkdir()
            folder.chmod(0o777)
        elif trap == "a link":
            (tmp_path / "theirs").mkdir(mode=0o700)
            folder.symlink_to(tmp_path / "theirs")
        else:
            folder.write_text("in the way")
        boat = Lifeboat(tmp_path / "missing" / "lifeboat.jsonl", folder / "lifeboat.jsonl")
        with pytest.raises(NoAccess):
            boat.keep(Kept(call("a")))

    @posix
    def test_a_link_or_pipe_in_place_of_the_file_is_not_written_through(self, tmp_path: Path) -> None:
        boat, target = lifeboat(tmp_path), tmp_path / "target"
        target.write_text("theirs")
        boat.path.symlink_to(target)
        assert boat.keep(Kept(call("a"))) == boat.fallback
        assert target.read_text() == "theirs"
        boat.path.unlink()
        os.mkfifo(boat.path)
        assert boat.keep(Kept(call("b"))) == boat.fallback


class TestBringingIn:
    def test_what_was_taken_is_gone_after_it_is_let_go(self, boat: Lifeboat) -> None:
        for name in "abc":
            boat.keep(Kept(call(name)))
        taken = boat.take()
        assert [kept.entry.uid for kept in taken.entries] == ["a", "b", "c"]
        assert not boat.path.exists()
        assert uids(boat) == ["a", "b", "c"], "it waits as long as nobody said that it is stored"
        boat.let_go(taken)
        assert boat.files() == []

    def test_what_cannot_be_placed_waits_on(self, boat: Lifeboat) -> None:
        for name in "ab":
            boat.keep(Kept(call(name), typed=True))
        taken = boat.take()
        boat.let_go(taken, [taken.entries[1]])
        assert boat.kept().entries == (Kept(call("b"), typed=True),)

    def test_lines_that_are_not_understood_go_into_a_file_of_their_own(self, boat: Lifeboat) -> None:
        boat.path.write_bytes(b"what is this\n" + line(Kept(call("a"))) + b"\n\xff\xfe\n")
        taken = boat.take()
        assert len(taken.entries) == 1
        boat.let_go(taken)
        assert boat.odd_file.read_bytes().splitlines() == [b"what is this", b"\xff\xfe"]
        assert boat.kept().odd == 2
        assert boat.files() == []
        boat.path.write_bytes(b"what is this\n")
        boat.let_go(boat.take())
        assert boat.kept().odd == 2

    def test_what_is_dropped_is_kept_in_a_file_of_its_own(self, boat: Lifeboat) -> None:
        for name in "ab":
            boat.keep(Kept(call(name)))
        assert boat.drop("a") == Kept(call("a"))
        assert uids(boat) == ["b"]
        assert boat.drop("a") is None
        boat.keep(Kept(call("a")))
        boat.drop("a")
        assert boat.dropped_file.read_bytes() == line(Kept(call("a"))) + b"\n"
        assert uids(boat) == ["b"]

    def test_what_cannot_be_kept_elsewhere_is_not_dropped(self, boat: Lifeboat) -> None:
        boat.keep(Kept(call("a")))
        boat.dropped_file.mkdir()
        with pytest.raises(NoAccess):
            boat.drop("a")
        assert uids(boat) == ["a"]

    def test_a_killed_importer_leaves_everything_to_the_next(self, boat: Lifeboat) -> None:
        boat.keep(Kept(call("a")))
        assert run("boat.take(); os._exit(9)", boat.path.parent).wait() == 9
        assert not boat.path.exists()
        boat.keep(Kept(call("b")))
        taken = boat.take()
        assert sorted(kept.entry.uid for kept in taken.entries) == ["a", "b"]
        boat.let_go(taken)
        assert boat.files() == []

    def test_the_signature_changes_with_the_files_only(self, boat: Lifeboat) -> None:
        seen = [boat.signature()]
        boat.keep(Kept(call("a")))
        seen.append(boat.signature())
        boat.keep(Kept(call("b")))
        seen.append(boat.signature())
        boat.kept()
        assert boat.signature() == seen[-1]
        boat.let_go(boat.take())
        assert len(set(seen)) == 3
        assert boat.signature() == seen[0] == ()

    def test_a_file_that_cannot_be_read_is_not_let_go(self, boat: Lifeboat) -> None:
        boat.path.mkdir()
        with pytest.raises(NoAccess):
            boat.take()


class TestOthersBeside:
    def test_nothing_is_lost_between_writers_and_an_importer(self, boat: Lifeboat) -> None:
        writers = [
            run(
                "for n in range(int(sys.argv[3])): boat.keep(Kept(call(f'{sys.argv[2]}-{n}')))",
                boat.path.parent,
                writer,
                WRITES,
            )
            for writer in range(WRITERS)
        ]
        stored, taken_files = set(), 0
        while any(writer.poll() is None for writer in writers) or boat.files():
            taken: Taken = boat.take()
            stored |= {kept.entry.uid for kept in taken.entries}
            taken_files += len(taken.files)
            boat.let_go(taken)
        assert [writer.wait() for writer in writers] == [0] * WRITERS
        assert stored == {f"{writer}-{n}" for writer in range(WRITERS) for n in range(WRITES)}
        assert taken_files > 1, "the importer came between them"
        assert boat.kept().odd == 0

    @posix
    def test_what_a_killed_writer_was_told_is_kept(self, boat: Lifeboat) -> None:
        told: list[str] = []
        chance = random.Random(1)
        for round_ in range(8):
            writer = run(
                "for n in range(10_000):\n"
                "    uid = f'{sys.argv[2]}-{n}'; boat.keep(Kept(call(uid, note='x' * 5000)))\n"
                "    print(uid, flush=True)",
                boat.path.parent,
                round_,
                stdout=subprocess.PIPE,
            )
            assert writer.stdout is not None
            told += [writer.stdout.readline().decode().strip() for _ in range(chance.randint(1, 12))]
            writer.send_signal(signal.SIGKILL)
            told += writer.stdout.read().decode().split("\n")[:-1]
            writer.stdout.close()
            assert writer.wait() == -signal.SIGKILL
        found = uids(boat)
        assert set(told) <= set(found)
        assert len(found) <= len(told) + 8, "at most the one that was being written"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        answer = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("cannot mount a small disk: run as root on Linux")
    if answer.returncode:
        pytest.skip("cannot mount a small disk: run as root on Linux")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Write until nothing more fits; `leave` bytes (of whole blocks) are freed again."""
    file = disk / "full"
    with file.open("ab", buffering=0) as writing:
        try:
            while writing.write(b"x" * 4096):
                pass
        except OSError:
            writing.truncate(file.stat().st_size - leave)
    return file


class TestFullDisk:
    def test_the_ballast_makes_room_for_hundreds(self, small_disk: Path) -> None:
        boat = Lifeboat(small_disk / "lifeboat.jsonl", small_disk / "fallback" / "lifeboat.jsonl")
        boat.keep_room()
        assert boat.ballast.stat().st_size == BALLAST
        fill(small_disk)
        kept = 0
        with suppress(DiskFull):
            while kept < 10_000:
                boat.keep(Kept(call(str(kept))))
                kept += 1
        assert 200 < kept < 10_000
        assert not boat.ballast.exists()
        assert uids(boat) == [str(n) for n in range(kept)]

    def test_a_line_of_which_a_piece_fitted_is_written_whole(self, small_disk: Path) -> None:
        boat = Lifeboat(small_disk / "lifeboat.jsonl", small_disk / "fallback" / "lifeboat.jsonl")
        boat.keep_room()
        entry = call("0", note="x" * 500)
        boat.keep(Kept(entry))
        fill(small_disk)
        names = ["0"]
        while boat.ballast.exists():
            names.append(str(len(names)))
            boat.keep(Kept(replace(entry, uid=names[-1])))
        assert boat.path.stat().st_size > 4096
        assert boat.path.read_bytes().count(b"\n") == len(names) + 1, "the piece is ended, its line repeated"
        assert uids(boat) == names
        assert boat.kept().odd == 0

    def test_without_ballast_the_other_file_takes_it(self, small_disk: Path, tmp_path: Path) -> None:
        boat = Lifeboat(small_disk / "lifeboat.jsonl", tmp_path / "fallback" / "lifeboat.jsonl")
        fill(small_disk)
        assert boat.keep(Kept(call("a"))) == boat.fallback
        assert uids(boat) == ["a"]

    def test_room_that_comes_back_is_ballast_again(self, small_disk: Path) -> None:
        boat = Lifeboat(small_disk / "lifeboat.jsonl", small_disk / "fallback" / "lifeboat.jsonl")
        full = fill(small_disk, leave=8192)
        boat.keep_room()
        assert not boat.ballast.exists(), "half a ballast is none, and its room is given back"
        full.unlink()
        boat.keep_room()
        assert boat.ballast.stat().st_size == BALLAST
