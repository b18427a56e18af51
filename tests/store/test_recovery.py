"""Out of damage comes all that can be read, counted by where it is from, and nothing is switched unasked."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoreboard.domain.achievements import Claim, FeatRecord, Reward, WonBy
from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import PointRule, Rulebook
from scoreboard.errors import DamagedData, DataBusy
from scoreboard.store import Store
from scoreboard.store.backups import Backups
from scoreboard.store.lifeboat import Lifeboat
from scoreboard.store.lines import Kept
from scoreboard.store.recounting import recount
from scoreboard.store.recovery import Recovery, plan_recovery, switch
from scoreboard.store.safety import check
from scoreboard.store.salvage import salvage
from scoreboard.values import Value, replace
from tests.store.make_data import DATA
from tests.stores import CALL, NOON, call, progress, small_store

MAIL = replace(CALL, key="mail", name="Mail", outcomes=())
LATER = NOON + timedelta(hours=1)


class Case:
    """A store with 300 entries in a backup, 100 newer ones, one edited, one voided, and a newer activity."""

    def __init__(self, folder: Path, *, with_backup: bool = True) -> None:
        with closing(small_store(folder)) as store:
            self.path = store.path
            self.backups = Backups(self.path, folder / "backups")
            self.boat = Lifeboat(folder / "lifeboat.jsonl", folder / "fallback" / "lifeboat.jsonl")
            with store.write() as records:
                records.set_book(first_weekday=0, trial_weeks=4)
                records.add_rule(PointRule("call", None, NOON.date(), Fraction(1)), NOON)
                for n in range(300):
                    day = NOON.date() - timedelta(days=n % 50)
                    records.add(call(f"old {n}", day, note=f"note {n}" * 3, contact="Zoë"))
            if with_backup:
                self.backups.make(NOON)
            with store.write() as records:
                records.add_activity(MAIL)
                for n in range(98):
                    records.add(call(f"new {n}", NOON.date() - timedelta(days=n % 3), note=f"late {n}"))
                records.add(call("mail", activity="mail"))
                records.add(progress("progress", 40))
                records.replace(call("old 1", NOON.date(), quantity=7, note="put right"), LATER)
                records.set_voided("old 2", True, LATER)
            with store.read() as records:
                self.entries = {entry.uid: entry for entry in records.entries(voided=True)}
                self.book = records.rulebook()

    def plan(self) -> Recovery:
        return plan_recovery(self.path, self.backups, self.boat, LATER)

    def page(self, name: str) -> int:
        with closing(sqlite3.connect(self.path)) as raw:
            ((root,),) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
            return int(root)

    def spoil(self, page: int, content: bytes = b"\xa5" * 4096) -> None:
        with self.path.open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(content)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


@pytest.fixture
def alone(tmp_path: Path) -> Case:
    """Without a backup."""
    return Case(tmp_path, with_backup=False)


def content(path: Path) -> tuple[dict[str, LogEntry], Rulebook]:
    with closing(Store.open(path)) as store, store.read() as records:
        return {entry.uid: entry for entry in records.entries(voided=True)}, records.rulebook()


def facts(entry: LogEntry) -> LogEntry:
    """Without its place, which it has anew."""
    return replace(entry, number=0)


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


class TestPlan:
    def test_from_an_index_that_is_gone_everything_comes_back(self, case: Case) -> None:
        case.spoil(case.page("ix_entry_day"))
        assert check(case.path).database == "damaged"
        plan = case.plan()
        assert (plan.from_backup, plan.salvaged, plan.changed) == (300, 100, 2)
        assert (plan.doubtful, plan.unplaced, plan.unreadable, plan.lifeboat) == (0, 0, 0, 0)
        assert (plan.entries, plan.rules) == (400, "file")
        switch(plan)
        entries, book = content(case.path)
        assert {uid: facts(entry) for uid, entry in entries.items()} == {
            uid: facts(entry) for uid, entry in case.entries.items()
        }
        assert book == case.book
        assert check(case.path, thorough=True).problems == ()

    def test_under_another_mark_everything_comes_back(self, alone: Case) -> None:
        alter(alone.path, "PRAGMA application_id = 7")
        plan = alone.plan()
        assert (plan.salvaged, plan.doubtful, plan.unreadable, plan.rules) == (400, 0, 0, "file")
        switch(plan)
        assert content(alone.path)[1] == alone.book

    def test_of_a_file_of_zeros_the_backup_comes_back(self, case: Case) -> None:
        zeros = bytes(case.path.stat().st_size)
        case.path.write_bytes(zeros)
        plan = case.plan()
        assert case.path.read_bytes() == zeros
        assert switch(plan).entries == 300
        assert plan.aside is not None
        assert plan.aside.read_bytes() == zeros

    def test_nothing_is_switched_before_a_yes(self, case: Case) -> None:
        case.spoil(case.page("ix_entry_day"))
        before, backups = case.path.read_bytes(), case.backups.all(LATER)
        plan = case.plan()
        assert case.path.read_bytes() == before
        assert case.backups.all(LATER) == backups
        assert plan.aside
        assert plan.aside.read_bytes() == before
        assert check(plan.candidate).ok
        assert not list(case.path.parent.glob("*.tmp*"))

    def test_a_second_attempt_needs_no_second_copy_aside(self, case: Case) -> None:
        case.spoil(case.page("ix_entry_day"))
        assert case.plan().aside == (first := case.plan()).aside
        case.spoil(case.page("ix_entry_activity"))
        assert case.plan().aside != first.aside

    def test_candidates_do_not_gather(self, case: Case) -> None:
        case.spoil(case.page("ix_entry_day"))
        folder = case.path.parent
        for name in ("recovery-20260915-120000.db", "recovery-20260915-120000-2.tmp-journal"):
            (folder / name).write_bytes(b"of a killed plan")
        (folder / "recovery-20260915-120000-2.tmp").write_bytes(b"of a killed plan")
        (folder / "recovery-notes.db").write_bytes(b"not ours")
        case.plan()
        plan = case.plan()
        assert sorted(folder.glob("recovery-*")) == [plan.candidate, folder / "recovery-notes.db"]
        switch(plan)
        assert [file.name for file in folder.glob("recovery-*")] == ["recovery-notes.db"]

    def test_leaves_of_the_journal_that_cannot_be_read_come_from_the_backup(self, case: Case) -> None:
        leaves = pages_with(case.path, b"note 7")
        assert leaves
        for page in leaves:
            case.spoil(page)
        plan = case.plan()
        assert plan.unreadable > 0
        assert plan.entries >= 300 + plan.salvaged
        switch(plan)
        entries, _ = content(case.path)
        assert {f"old {n}" for n in range(300)} <= entries.keys()
        lost = case.entries.keys() - entries.keys()
        assert len(lost) <= plan.unreadable
        for uid, entry in entries.items():
            if uid not in ("old 1", "old 2"):
                assert facts(entry) == facts(case.entries[uid])

    def test_an_altered_entry_of_the_backup_keeps_the_backups_form(self, case: Case) -> None:
        alter(case.path, "UPDATE entry SET quantity = 17 WHERE uid = 'old 40'")
        plan = case.plan()
        assert plan.doubtful == 1
        switch(plan)
        assert content(case.path)[0]["old 40"].quantity == 1

    def test_an_altered_newer_entry_is_kept_and_said_to_be_doubtful(self, case: Case) -> None:
        alter(case.path, "UPDATE entry SET quantity = 17 WHERE uid = 'new 5'")
        plan = case.plan()
        assert plan.salvaged == 100
        week = case.entries["new 5"].day.isocalendar()[:2]
        same_week = [uid for uid, entry in case.entries.items() if entry.day.isocalendar()[:2] == week]
        newer = [uid for uid in same_week if not uid.startswith("old")]
        changed = [uid for uid in ("old 1", "old 2") if uid in same_week]
        assert plan.doubtful == len(newer) + len(changed)
        assert plan.changed == 2 - len(changed)

    def test_an_altered_rulebook_is_the_backups_with_what_entries_need(self, case: Case) -> None:
        alter(case.path, "UPDATE rule SET points = 900")
        plan = case.plan()
        assert plan.rules == "backup"
        assert plan.unplaced == 0
        switch(plan)
        entries, book = content(case.path)
        assert book.points("call", None, NOON.date()) == 1
        assert book.activity("mail")
        assert entries["mail"].activity == "mail"

    def test_an_entry_of_an_activity_nobody_knows_is_counted(self, case: Case) -> None:
        alter(case.path, "UPDATE entry SET activity = 'mall' WHERE uid = 'mail'")
        plan = case.plan()
        assert plan.unplaced == 1
        assert plan.entries == 399

    def test_the_lifeboat_comes_aboard_once(self, case: Case) -> None:
        for entry in (call("waits"), call("new 3"), call("lost", activity="nobody")):
            case.boat.keep(Kept(entry))
        case.boat.keep(Kept(call("typed", activity="Call"), typed=True))
        case.spoil(case.page("ix_entry_day"))
        plan = case.plan()
        assert plan.lifeboat == 1
        assert len(case.boat.kept().entries) == 4, "it lets nothing go before all is in place"
        switch(plan)
        assert "waits" in content(case.path)[0]

    @pytest.mark.parametrize("damage", ["gone", "header", "empty", "first page", "schema", "cut"])
    def test_where_nothing_can_be_read_the_backup_is_the_answer(self, case: Case, damage: str) -> None:
        match damage:
            case "gone":
                case.path.unlink()
            case "header":
                case.spoil(1, b"\xa5" * 100)
            case "empty":
                case.path.write_bytes(b"")
            case "first page":
                case.spoil(1, bytes(4096))
            case "schema":
                case.spoil(1, case.path.read_bytes()[:100] + b"\xff" * 3996)
            case "cut":
                case.path.write_bytes(case.path.read_bytes()[:4096])
        plan = case.plan()
        assert plan.entries == plan.from_backup == 300
        assert plan.salvaged == 0
        assert (plan.aside is None) == (damage == "gone")
        switch(plan)
        assert len(content(case.path)[0]) == 300
        assert check(case.path, thorough=True).ok

    def test_a_spoiled_newest_backup_is_passed_over(self, case: Case) -> None:
        shutil.copyfile(
            case.backups.all(LATER)[0].path, case.backups.folder / "scoreboard-20260916-103000.db"
        )
        alter(case.backups.all(LATER)[0].path, "UPDATE entry SET quantity = 3")
        case.spoil(case.page("ix_entry_day"))
        assert case.plan().backup == case.backups.all(LATER)[1]

    def test_what_a_killed_writer_left_is_undone(self, case: Case, tmp_path: Path) -> None:
        with closing(sqlite3.connect(case.path, isolation_level=None)) as raw:
            raw.execute("PRAGMA cache_size = 1")
            raw.execute("BEGIN")
            raw.execute("UPDATE entry SET quantity = 99, note = note || 'half'")
            half = case.path.read_bytes()
            journal = case.path.with_name("scoreboard.db-journal").read_bytes()
            raw.execute("ROLLBACK")
        case.path.write_bytes(half)
        case.path.with_name("scoreboard.db-journal").write_bytes(journal)
        found = salvage(case.path, tmp_path / "work.db")
        assert {one.facts[7] for one in found.entries.values()} == {1, 7}
        assert case.path.read_bytes() == half

    @pytest.mark.parametrize("spoiled", ["header", "first page", "gone"])
    def test_its_journal_does_not_get_into_the_recovered_file(self, case: Case, spoiled: str) -> None:
        with closing(sqlite3.connect(case.path, isolation_level=None)) as raw:
            raw.execute("PRAGMA cache_size = 1")
            raw.execute("BEGIN")
            raw.execute("UPDATE entry SET quantity = 99, note = note || 'half'")
            journal = case.path.with_name("scoreboard.db-journal").read_bytes()
            raw.execute("ROLLBACK")
        if spoiled == "gone":
            case.path.unlink()
        else:
            case.spoil(1, b"\xa5" * (100 if spoiled == "header" else 4096))
        case.path.with_name("scoreboard.db-journal").write_bytes(journal)
        plan = case.plan()
        switch(plan)
        assert check(case.path, thorough=True).ok
        assert len(content(case.path)[0]) == plan.entries

    def test_a_journal_of_another_time_does_not_spoil_what_is_there(self, case: Case, tmp_path: Path) -> None:
        case.path.with_name("scoreboard.db-journal").write_bytes(
            b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 4096
        )
        assert len(salvage(case.path, tmp_path / "work.db").entries) == 400


UIDS = ("old 1", "old 2", "newest")


class Played(Value):
    rewards: list[Reward]
    feats: list[FeatRecord]
    claims: dict[str, Claim]
    trails: dict[str, list[LogEntry]]


class TestTheGame:
    """Rewards, feats, claims and older forms: no score is made of them, but they are the seller's."""

    LUNCH = Reward("lunch", "Lunch", WonBy.DAY, since=NOON)

    def play(self, case: Case) -> Played:
        with closing(Store.open(case.path)) as store, store.write() as records:
            records.add_reward(replace(self.LUNCH, key="cake", name="Cake"))
            records.replace_reward(replace(self.LUNCH, price=Money(Decimal(12), "EUR")))
            records.add_feat("week", "2026-09-14", LATER)
            first, second = records.feats(["day", "week"])
            records.remove_claim(first.number)
            records.add_claim(Claim(second.number, "lunch", LATER))
            records.add_claim(Claim(first.number, "cake", LATER, Money(Decimal(3), "EUR"), drawn=True))
        return self.found(case.path)

    def found(self, path: Path) -> Played:
        with closing(Store.open(path)) as store, store.read() as records:
            feats = records.feats(["day", "week"])
            subjects = {feat.number: feat.subject for feat in feats}
            return Played(
                rewards=records.rewards(),
                feats=[replace(feat, number=0) for feat in feats],
                claims={subjects[one.feat]: replace(one, feat=0) for one in records.claims()},
                trails={uid: [facts(form) for form in records.trail(uid)] for uid in UIDS},
            )

    @pytest.fixture
    def played(self, case: Case) -> Played:
        """With a backup that has a reward, a feat and its claim, and what came after that."""
        with closing(Store.open(case.path)) as store, store.write() as records:
            records.add_reward(self.LUNCH)
            records.add_feat("day", "2026-09-15", NOON)
            (feat,) = records.feats(["day"])
            records.add_claim(Claim(feat.number, "lunch", NOON))
            records.replace(call("old 1", NOON.date(), quantity=5), NOON)
        case.backups.make(NOON + timedelta(minutes=30))
        with closing(Store.open(case.path)) as store, store.write() as records:
            records.replace(call("old 1", NOON.date(), quantity=6), LATER)
            records.add(call("newest"))
            records.replace(call("newest", quantity=3), LATER)
            records.set_voided("old 2", False, LATER + timedelta(minutes=1))
            records.set_voided("old 2", True, LATER + timedelta(minutes=2))
        return self.play(case)

    def test_all_of_it_comes_over_the_backup(self, case: Case, played: Played) -> None:
        case.spoil(case.page("week_control"))
        switch(case.plan())
        found = self.found(case.path)
        assert replace(found, trails={}) == replace(played, trails={})
        # No week vouches for the newer forms of old ones: the backup's stay, with their trail.
        assert found.trails["newest"] == played.trails["newest"]
        assert check(case.path, thorough=True).ok

    def test_older_forms_come_with_what_they_became(self, case: Case, played: Played) -> None:
        case.spoil(case.page("ix_entry_day"))
        switch(case.plan())
        assert self.found(case.path) == played

    def test_and_without_a_backup(self, case: Case, played: Played) -> None:
        shutil.rmtree(case.backups.folder)
        case.spoil(case.page("week_control"))
        switch(case.plan())
        assert self.found(case.path) == played

    def test_what_cannot_be_read_is_the_backups(self, case: Case, played: Played) -> None:
        for table in ("reward", "feat", "claim", "entry_trail", "ix_entry_day"):
            case.spoil(case.page(table))
        switch(case.plan())
        found = self.found(case.path)
        assert found.rewards == [self.LUNCH]
        assert list(found.claims) == [feat.subject for feat in found.feats] == ["2026-09-15"]
        assert [form.quantity for form in found.trails["old 1"]] == [
            form.quantity for form in played.trails["old 1"]
        ]
        assert check(case.path, thorough=True).ok

    def test_what_is_no_reward_is_left_out(self, case: Case, played: Played) -> None:
        alter(case.path, "UPDATE reward SET price = 'much' WHERE key = 'lunch'")
        alter(case.path, "UPDATE entry_trail SET day = 'never'")
        case.spoil(case.page("ix_entry_day"))
        switch(case.plan())
        found = self.found(case.path)
        assert {one.key: one.price for one in found.rewards} == {"lunch": None, "cake": None}
        assert found.feats == played.feats
        assert check(case.path, thorough=True).ok


class TestWithoutBackup:
    def test_everything_comes_from_the_damaged_file(self, alone: Case) -> None:
        alone.spoil(alone.page("ix_entry_day"))
        plan = alone.plan()
        assert (plan.backup, plan.from_backup, plan.salvaged, plan.rules) == (None, 0, 400, "file")
        switch(plan)
        entries, book = content(alone.path)
        assert {uid: facts(entry) for uid, entry in entries.items()} == {
            uid: facts(entry) for uid, entry in alone.entries.items()
        }
        assert book == alone.book

    def test_pieces_of_a_rulebook_are_better_than_none(self, alone: Case) -> None:
        alter(alone.path, "UPDATE activity SET key = 'cxll' WHERE key = 'call'")
        plan = alone.plan()
        assert plan.rules == "pieces"
        assert plan.unplaced == 398
        assert plan.entries == 2
        assert check(plan.candidate, thorough=True).ok

    def test_nothing_at_all_gives_an_empty_store(self, alone: Case) -> None:
        alone.path.write_bytes(b"nothing")
        plan = alone.plan()
        assert (plan.entries, plan.rules) == (0, "pieces")
        switch(plan)
        assert content(alone.path) == ({}, Rulebook())

    def test_a_damaged_file_of_the_first_schema(self, tmp_path: Path) -> None:
        path = tmp_path / "scoreboard.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        found = salvage(path, tmp_path / "work.tmp")
        assert len(found.entries) == check(path).entries
        assert not found.book_sound
        boat = Lifeboat(tmp_path / "lifeboat.jsonl", tmp_path / "fallback" / "lifeboat.jsonl")
        plan = plan_recovery(path, Backups(path, tmp_path / "backups"), boat, NOON)
        assert plan.entries == plan.salvaged == plan.doubtful == check(path).entries


class TestSwitch:
    def test_a_file_that_was_written_meanwhile_is_not_overwritten(self, case: Case) -> None:
        alter(case.path, "UPDATE rule SET points = 900")
        plan = case.plan()
        with closing(Store.open(case.path)) as store, store.write() as records:
            records.add(call("meanwhile"))
        with pytest.raises(DataBusy, match="changed"):
            switch(plan)
        assert "meanwhile" in content(case.path)[0]
        plan = case.plan()
        switch(plan)
        assert "meanwhile" in content(case.path)[0]

    def test_an_open_store_sees_the_recovered_data(self, case: Case) -> None:
        alter(case.path, "UPDATE rule SET points = 900")
        with closing(Store.open(case.path)) as store:
            switch(case.plan())
            with store.read() as records:
                assert records.rulebook().points("call", None, NOON.date()) == 1
            with store.write() as records:
                records.add(call("after"))
        assert check(case.path).ok

    def test_a_candidate_that_was_spoiled_is_not_put_in_place(self, case: Case) -> None:
        case.spoil(case.page("ix_entry_day"))
        plan, before = case.plan(), case.path.read_bytes()
        alter(plan.candidate, "UPDATE entry SET quantity = 3")
        with pytest.raises(DamagedData):
            switch(plan)
        assert case.path.read_bytes() == before


class TestAnyDamage:
    def test_the_answer_is_always_a_sound_file_with_all_of_the_backup_and_no_wrong_entry_unsaid(
        self, case: Case
    ) -> None:
        chance, whole = random.Random(11), case.path.read_bytes()
        for _ in range(40):
            damaged = bytearray(whole)
            for _ in range(chance.choice([1, 1, 5])):
                place, size = chance.randrange(len(damaged)), chance.choice([1, 64, 512, 4096, 20_000])
                garbage = chance.choice([bytes(size), chance.randbytes(size)])
                damaged[place : place + size] = garbage[: len(damaged) - place]
            case.path.write_bytes(damaged)
            plan = case.plan()
            entries, _ = content(plan.candidate)
            assert {f"old {n}" for n in range(300)} <= entries.keys()
            assert len(entries) == plan.entries == 300 + plan.salvaged
            wrong = [
                uid
                for uid, entry in entries.items()
                if facts(entry) != facts(case.entries.get(uid, entry))
                and not (uid in ("old 1", "old 2") and entry.note.startswith("note"))
            ]
            strange = entries.keys() - case.entries.keys()
            assert len(wrong) + len(strange) <= plan.doubtful
            plan.candidate.unlink()


class TestRecounting:
    def test_the_rows_are_taken_for_right_and_it_is_put_on_record(self, case: Case) -> None:
        alter(case.path, "UPDATE entry SET quantity = 17 WHERE uid = 'old 40'")
        alter(case.path, "UPDATE rule SET points = 900")
        before = check(case.path)
        assert len(before.problems) == 2
        done = recount(case.path, NOON)
        assert (done.weeks, done.after.problems) == (1, ())
        assert check(case.path, thorough=True).ok
        assert content(case.path)[0]["old 40"].quantity == 17
        assert check(done.aside).problems == before.problems
        report = done.report.read_text()
        assert '"quantity": 17' not in report
        assert before.bad_weeks[0].isoformat() in report

    def test_a_sound_file_stays_as_it_is(self, case: Case) -> None:
        assert recount(case.path, NOON).weeks == 0
        assert check(case.path).ok

    def test_a_file_that_is_damaged_itself_is_not_for_counting(self, case: Case) -> None:
        case.spoil(case.page("entry"))
        before = case.path.read_bytes()
        with pytest.raises(DamagedData):
            recount(case.path, NOON)
        assert case.path.read_bytes() == before
        assert not list(case.path.parent.glob("recount*"))

    def test_what_points_to_nothing_is_not_taken_for_right(self, case: Case) -> None:
        alter(case.path, "UPDATE entry SET activity = 'cal' WHERE uid = 'new 40'")
        before = case.path.read_bytes()
        with pytest.raises(DamagedData):
            recount(case.path, NOON)
        assert case.path.read_bytes() == before
        assert not list(case.path.parent.glob("recount*"))


def pages_with(path: Path, text: bytes) -> list[int]:
    """The leaves of the table of entries on which the text is."""
    whole = path.read_bytes()
    pages = range(1, len(whole) // 4096)
    return [
        page + 1
        for page in pages
        if whole[page * 4096] == 13 and text in whole[page * 4096 : (page + 1) * 4096]
    ]
