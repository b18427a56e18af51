"""Control sums move with every write, in its transaction, and not with what was altered behind their back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoreboard.domain.achievements import Claim, Reward, WonBy
from scoreboard.domain.calendar import DayOff
from scoreboard.domain.campaigns import FinalLine, FinalTable
from scoreboard.domain.entries import Money
from scoreboard.domain.rules import Campaign, CapRule, Outcome, PointRule, ReserveNote, TargetRule
from scoreboard.store import Store
from scoreboard.store.control import BOOK_FACTS, ENTRY_FACTS, OTHER_FACTS, kept_weeks
from scoreboard.store.records import Records
from scoreboard.store.safety import check
from scoreboard.store.tables import metadata
from scoreboard.values import replace
from tests.store.make_data import DATA, START
from tests.stores import CALL, DECEMBER, NOON, TODAY, call, progress, small_store

Step = Callable[[Records], object]
OFF = DayOff(START, START + timedelta(days=3), half=True)
CAMPAIGN = Campaign("March", START, START + timedelta(days=9), activities=frozenset({"call"}), key="march")
FINAL = FinalTable(
    Fraction(30), Fraction(15), 8, Fraction(12), (FinalLine("call", "Call", 15, Fraction(30)),), NOON
)
REWARD = Reward("coffee", "Coffee", WonBy.DAY, NOON)

WRITES: dict[str, list[Step]] = {
    "set_book": [lambda records: records.set_book(first_weekday=6, trial_weeks=2)],
    "add_rule": [lambda records: records.add_rule(TargetRule(START, Fraction(40)), NOON)],
    "withdraw": [lambda records: records.withdraw_rules([1], NOON)],
    "restore": [
        lambda records: records.withdraw_rules([1], NOON),
        lambda records: records.restore_rules([1]),
    ],
    "add_activity": [lambda records: records.add_activity(replace(CALL, key="mail", name="Mail"))],
    "replace_activity": [
        lambda records: records.replace_activity(
            replace(CALL, name="Ring", outcomes=(Outcome("answered", "Spoken"),))
        )
    ],
    "order": [lambda records: records.order_activities(["newsletter", "call"])],
    "remove_activity": [lambda records: records.remove_activity("empty")],
    "add_deliverable": [lambda records: records.add_deliverable(replace(DECEMBER, key="may", name="May"))],
    "replace_deliverable": [lambda records: records.replace_deliverable(replace(DECEMBER, archived=True))],
    "remove_deliverable": [lambda records: records.remove_deliverable("empty")],
    "add": [lambda records: records.add(call("new", clock="back"))],
    "add_progress": [lambda records: records.add(progress("new", 40))],
    "replace": [
        lambda records: records.replace(call("a", NOON.date() - timedelta(days=30), quantity=9), NOON)
    ],
    "void": [lambda records: records.set_voided("a", True, NOON)],
    "void_and_back": [
        lambda records: records.set_voided("a", True, NOON),
        lambda records: records.set_voided("a", False, NOON),
    ],
    "add_day_off": [lambda records: records.add_day_off(DayOff(START, START, reason="Family"))],
    "remove_day_off": [lambda records: records.remove_day_off(OFF)],
    "set_reserve_note": [
        lambda records: records.set_reserve_note(ReserveNote(START, declined=True)),
        lambda records: records.set_reserve_note(ReserveNote(START, reason="Ill")),
    ],
    "add_campaign": [lambda records: records.add_campaign(replace(CAMPAIGN, key="may", activities=None))],
    "replace_campaign": [
        lambda records: records.replace_campaign(
            replace(CAMPAIGN, name="Other", activities=frozenset({"newsletter"}))
        )
    ],
    "remove_campaign": [lambda records: records.remove_campaign("march")],
    "add_final_table": [
        lambda records: records.remove_final_table("march"),
        lambda records: records.add_final_table("march", replace(FINAL, points=Fraction(1, 3))),
    ],
    "add_feat": [lambda records: records.add_feat("day_won", "2026-09-17", NOON)],
    "add_reward": [lambda records: records.add_reward(replace(REWARD, key="tea", name="Tea"))],
    "replace_reward": [lambda records: records.replace_reward(replace(REWARD, archived=True))],
    "remove_reward": [
        lambda records: records.remove_claim(1),
        lambda records: records.remove_reward("coffee"),
    ],
    "add_claim": [
        lambda records: records.remove_claim(1),
        lambda records: records.add_claim(Claim(1, "coffee", NOON, Money(Decimal("2.50"), "EUR"), True)),
    ],
    "the_same_twice": [
        lambda records: records.replace(call("a", quantity=3), NOON),
        lambda records: records.replace(call("a", quantity=4), NOON),
    ],
}


def write(store: Store, name: str, *, and_fail: bool = False) -> None:
    with store.write() as records:
        for step in WRITES[name]:
            step(records)
        if and_fail:
            raise ZeroDivisionError


def weeks(store: Store) -> dict[str, tuple[int, int]]:
    return {week: (one.n, one.quantity) for week, one in kept_weeks(store._raw).items()}


@pytest.fixture
def filled(store: Store) -> Store:
    """Two entries, a rule, a bit of the game, and an activity and a deliverable that are not used."""
    with store.write() as records:
        records.add_activity(replace(CALL, key="empty", name="Empty"))
        records.add_deliverable(replace(DECEMBER, key="empty", name="Empty"))
        records.add_rule(CapRule("call", START, 60), NOON)
        records.add_rule(PointRule("empty", None, START, Fraction(1)), NOON)
        records.add(call("a"))
        records.add(call("b", quantity=2))
        records.add_day_off(OFF)
        records.set_reserve_note(ReserveNote(TODAY, reason="Family"))
        records.add_campaign(CAMPAIGN)
        records.add_final_table("march", FINAL)
        records.add_feat("day_won", "2026-09-16", NOON)
        records.add_reward(REWARD)
        records.add_claim(Claim(1, "coffee", NOON))
    return store


class TestEveryWrite:
    def test_every_write_of_the_store_is_among_these(self) -> None:
        verbs = ("set_", "add", "withdraw", "restore", "replace", "order", "remove")
        writes = {name for name in vars(Records) if name.startswith(verbs)}
        used = {name for steps in WRITES.values() for step in steps for name in step.__code__.co_names}
        assert writes - used == set()

    @pytest.mark.parametrize("name", WRITES)
    def test_it_keeps_the_sums(self, filled: Store, name: str) -> None:
        write(filled, name)
        assert check(filled.path).problems == ()

    @pytest.mark.parametrize("name", WRITES)
    def test_undone_it_leaves_them(self, filled: Store, name: str) -> None:
        before = list(filled._raw.iterdump())
        with pytest.raises(ZeroDivisionError):
            write(filled, name, and_fail=True)
        assert list(filled._raw.iterdump()) == before
        with filled.write() as records:
            records.add(call("after"))
        assert check(filled.path).problems == ()

    def test_a_reading_moves_nothing(self, filled: Store) -> None:
        with filled.read() as records:
            records.entries()
            records.rulebook()
        assert check(filled.path).problems == ()


class TestWeeks:
    def test_a_week_counts_rows_and_quantity_voided_ones_too(self, store: Store) -> None:
        sunday, monday = NOON.date() - timedelta(days=3), NOON.date() - timedelta(days=2)
        with store.write() as records:
            records.add(call("sunday", sunday, quantity=5))
            records.add(call("monday", monday, quantity=2))
            records.add(call("voided", voided=True, quantity=4))
        assert weeks(store) == {"2026-09-07": (1, 5), "2026-09-14": (2, 6)}

    def test_an_entry_that_moves_takes_its_sum_along(self, store: Store) -> None:
        with store.write() as records:
            records.add(call("a", quantity=5))
        with store.write() as records:
            records.replace(call("a", NOON.date() - timedelta(days=7), quantity=6), NOON)
        assert weeks(store) == {"2026-09-07": (1, 6), "2026-09-14": (0, 0)}

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 5),
                st.sampled_from(["add", "replace", "void"]),
                st.integers(0, 20),
                st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
            ),
            max_size=15,
        )
    )
    def test_after_any_writes_they_are_what_a_recount_finds(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, int, str]]
    ) -> None:
        with closing(small_store(tmp_path_factory.mktemp("store"))) as store:
            for number, what, days, note in steps:
                entry = call(f"{number}", NOON.date() - timedelta(days=days), note=note)
                with store.write() as records:
                    known = records.entry(entry.uid)
                    if known is None:
                        records.add(entry)
                    elif what == "void":
                        records.set_voided(entry.uid, not known.voided, NOON)
                    else:
                        records.replace(entry, NOON)
            found = check(store.path, thorough=True)
            assert found.problems == ()
            assert found.entries == len({number for number, *_ in steps})


class TestFacts:
    def test_every_column_is_in_a_sum(self) -> None:
        """But for the number of an entry, which is its place, and the moment a book was made."""
        tables = metadata.tables
        assert {column.name for column in tables["entry"].columns} - set(ENTRY_FACTS) == {"number"}
        for name, facts in BOOK_FACTS.items():
            assert {column.name for column in tables[name].columns} - set(facts) <= {"created"}
        for name, facts in OTHER_FACTS.items():
            summed = ENTRY_FACTS if name == "entry" else ()
            assert {column.name for column in tables[name].columns} == {*facts, *summed}
        rest = set(tables) - set(BOOK_FACTS) - set(OTHER_FACTS)
        assert rest == {"week_control", "book_control"}

    @pytest.mark.parametrize("column", ENTRY_FACTS)
    def test_a_changed_fact_of_an_entry_shows(self, store: Store, column: str) -> None:
        with store.write() as records:
            records.add_activity(replace(CALL, key="mail", name="Mail"))
            records.add_deliverable(replace(DECEMBER, key="may", name="May"))
            records.add(progress("a", 40))
        other = {
            "activity": "'mail'", "deliverable": "'may'", "day": "'2026-09-17'", "clock_flag": "'back'",
            "currency": "'EUR', amount = '1'", "amount": "'1', currency = 'EUR'", "voided": "1",
        }.get(column)  # fmt: skip
        numbers = ("at_ms", "at_offset", "made_ms", "made_offset", "quantity", "percent")
        other = other or (f"{column} + 1" if column in numbers else "'other'")
        with closing(sqlite3.connect(store.path)) as raw, raw:
            raw.execute(f"UPDATE entry SET {column} = {other}")
        found = check(store.path)
        assert found.database == "ok"
        assert found.control_sums == "differ"
        assert [day.isoformat() for day in found.bad_weeks] == ["2026-09-14"]
        assert not found.bad_rules

    @pytest.mark.parametrize(
        ("table", "column"), [(table, column) for table, facts in BOOK_FACTS.items() for column in facts]
    )
    def test_a_changed_fact_of_the_rulebook_shows(self, filled: Store, table: str, column: str) -> None:
        with filled.write() as records:
            records.set_book(first_weekday=0, trial_weeks=4)
        with closing(sqlite3.connect(filled.path)) as raw:
            raw.execute("PRAGMA ignore_check_constraints=ON")
            ((kind,),) = raw.execute(f"SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'")
            one = f"rowid = (SELECT max(rowid) FROM {table})"
            new = f"'7{column}'" if kind == "TEXT" else f"coalesce({column}, 0) + 100"
            raw.execute(f"UPDATE {table} SET {column} = {new} WHERE {one}")
            raw.commit()
        found = check(filled.path)
        assert found.bad_rules
        assert found.control_sums == "differ"
        assert found.bad_weeks == ()


class TestDamageStays:
    def test_when_the_altered_entry_is_changed_later(self, filled: Store) -> None:
        with closing(sqlite3.connect(filled.path)) as raw, raw:
            raw.execute("UPDATE entry SET quantity = 17 WHERE uid = 'a'")
        with filled.write() as records:
            records.replace(call("a", quantity=1), NOON)
            records.add(call("c"))
        assert check(filled.path).bad_weeks != ()

    def test_when_the_altered_rulebook_is_changed_later(self, filled: Store) -> None:
        with closing(sqlite3.connect(filled.path)) as raw, raw:
            raw.execute("UPDATE rule SET points = 9900 WHERE kind = 'point'")
        with filled.write() as records:
            records.add_rule(TargetRule(START, Fraction(50)), NOON)
        assert check(filled.path).bad_rules

    def test_when_a_row_is_gone_or_comes_twice(self, filled: Store) -> None:
        rest = ", ".join(ENTRY_FACTS[1:])
        twice = f"INSERT INTO entry (uid, {rest}) SELECT 'c', {rest} FROM entry WHERE uid = 'b'"
        for statement in ("DELETE FROM entry WHERE uid = 'a'", twice):
            with closing(sqlite3.connect(filled.path)) as raw, raw:
                raw.execute(statement)
            assert [found.kind for found in check(filled.path).problems] == ["week"]
        assert [found.number for found in check(filled.path).problems] == [0], "one went and one came"

    def test_when_the_sums_themselves_are_altered(self, filled: Store) -> None:
        for statement in (
            "UPDATE week_control SET crc = crc + 1",
            "DELETE FROM week_control",
            "UPDATE book_control SET crc = 5",
            "DELETE FROM book_control",
        ):
            with closing(sqlite3.connect(filled.path)) as raw, raw:
                raw.execute(statement)
            assert check(filled.path).control_sums == "differ"


class TestMigrated:
    def test_a_file_of_before_gets_sums_of_all_it_holds(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        before = check(path)
        assert (before.database, before.control_sums, before.ok) == ("ok", "none", True)
        Store.open(path).close()
        after = check(path, thorough=True)
        assert after.problems == ()
        assert after.entries == before.entries > 0
        assert after.weeks > 1

    def test_its_writes_go_on_from_there(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        shutil.copyfile(DATA / "schema-1.db", path)
        with closing(Store.open(path)) as store, store.write() as records:
            records.set_voided("india", True, NOON)
            records.add_rule(TargetRule(START, Fraction(1)), NOON)
        assert check(path).problems == ()
