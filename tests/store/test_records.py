"""What goes into the store comes out the same, and every query agrees with plain Python."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import (
    Activity,
    CapRule,
    Deliverable,
    Kind,
    Outcome,
    PointRule,
    Rulebook,
    TargetRule,
    WorkingWeek,
)
from scoreboard.domain.scoring import in_order
from scoreboard.errors import DamagedData
from scoreboard.store import Store
from scoreboard.values import replace
from tests.stores import CALL, DECEMBER, NEWSLETTER, NOON, call, progress, small_store, template_store

MONDAY = date(2026, 9, 14)
numbers = count()
own_entries = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Examples share a store and have uids of their own."""

DAYS = [MONDAY + timedelta(days=n) for n in range(4)]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1970, 1, 3), datetime(2100, 12, 31), timezones=zones)  # noqa: DTZ001
amounts = st.builds(
    Money, st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(["EUR", "USD", "JPY"])
)
facts = st.fixed_dictionaries(
    {
        "day": st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "at": moments,
        "made_at": moments,
        "quantity": st.integers(1, 10_000),
        "contact": texts,
        "note": texts,
        "amount": st.none() | amounts,
        "source": texts,
        "voided": st.booleans(),
    }
)
counted = st.builds(lambda facts, outcome: call("x", **facts, outcome=outcome), facts, st.none() | texts)
measured = st.builds(lambda facts, percent: progress("x", percent, **facts), facts, st.integers(0, 100))
on_few_days = st.lists(
    st.builds(
        lambda day, minute, zone, percent, activity, voided: (
            progress("x", percent, day, voided=voided)
            if activity == "newsletter"
            else call("x", day, activity=activity, voided=voided, at=_at(day, minute, zone))
        ),
        st.sampled_from(DAYS),
        st.sampled_from([0, 1, 600]),
        st.sampled_from([0, 120]),
        st.sampled_from([0, 20, 55, 100]),
        st.sampled_from(["call", "mail", "newsletter"]),
        st.booleans(),
    ),
    max_size=12,
)


def _at(day: date, minute: int, offset: int) -> datetime:
    zone = timezone(timedelta(minutes=offset))
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)


def _whole(moment: datetime) -> datetime:
    """Cut to milliseconds; never across a second, so it holds for moments before 1970 as well."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _same(found: LogEntry | None, wanted: LogEntry) -> bool:
    """Equal, offsets included: two moments are equal in Python when only the instant is."""
    assert found is not None
    offsets = [(one.at.utcoffset(), one.made_at.utcoffset()) for one in (found, wanted)]
    return found == wanted and offsets[0] == offsets[1]


class TestEntryRoundTrip:
    @own_entries
    @given(entry=counted | measured)
    def test_every_field_comes_back(self, store: Store, entry: LogEntry) -> None:
        entry = replace(entry, uid=f"uid-{next(numbers)}")
        with store.write() as records:
            added = records.add(entry)
        kept = replace(entry, at=_whole(entry.at), made_at=_whole(entry.made_at), number=added.number)
        assert _same(added, kept)
        with store.read() as records:
            assert _same(records.entry(entry.uid), kept)

    @own_entries
    @given(before=counted | measured, after=counted | measured)
    def test_a_changed_entry_leaves_its_old_form(
        self, store: Store, before: LogEntry, after: LogEntry
    ) -> None:
        uid = f"uid-{next(numbers)}"
        with store.write() as records:
            old = records.add(replace(before, uid=uid))
            records.replace(replace(after, uid=uid), NOON)
        kept = replace(after, at=_whole(after.at), made_at=_whole(after.made_at), number=old.number, uid=uid)
        with store.read() as records:
            assert _same(records.entry(uid), kept)
            (trail,) = records.trail(uid)
            assert _same(trail, old)

    def test_a_day_is_kept_when_the_moment_lies_on_another_one_in_utc(self, store: Store) -> None:
        late = datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-11)))
        entry = call("late", late.date(), at=late)
        with store.write() as records:
            records.add(entry)
        with store.read() as records:
            assert records.entries(date(2026, 12, 31), date(2026, 12, 31)) == [replace(entry, number=1)]
            assert records.entries(date(2027, 1, 1)) == []

    def test_amounts_are_exact(self, store: Store) -> None:
        amount = Money(Decimal("1234567890123456789.10"), "EUR")
        with store.write() as records:
            records.add(call("a", amount=amount))
        with store.read() as records:
            found = records.entry("a")
        assert found is not None
        assert str(found.amount and found.amount.value) == "1234567890123456789.10"


class TestEntryQueries:
    @settings(deadline=None)
    @given(entries=on_few_days, first=st.sampled_from(DAYS), last=st.sampled_from(DAYS))
    def test_all_agree_with_plain_python(self, entries: list[LogEntry], first: date, last: date) -> None:
        with TemporaryDirectory() as folder:
            store = small_store(Path(folder))
            with store.write() as records:
                records.add_activity(Activity("mail", "Mail"))
                written = [records.add(replace(entry, uid=f"u{n}")) for n, entry in enumerate(entries)]
            counts = [entry for entry in written if not entry.voided]
            pieces = in_order(entry for entry in counts if entry.deliverable)
            with store.read() as records:
                assert records.entries() == in_order(counts)
                assert records.entries(voided=True) == in_order(written)
                for activity in ("call", "newsletter"):
                    assert records.entries(first, last, activity=activity) == _within(
                        counts, first, last, activity
                    )
                    assert records.entries(first, last, activity=activity, voided=True) == _within(
                        written, first, last, activity
                    )
                assert records.deliverable_entries("december") == pieces
                assert records.last_entry() == max(counts, key=lambda entry: entry.number, default=None)
                assert records.first_day() == min((entry.day for entry in counts), default=None)
                assert records.count() == len(counts)
                assert records.counts_by_activity() == Counter(entry.activity for entry in counts)
            store.close()

    def test_uids_are_found_by_their_beginning(self, store: Store) -> None:
        with store.write() as records:
            for uid in ["abc1", "abc2", "ABC3", "abd", "ab", *(f"q{n}" for n in range(7))]:
                records.add(call(uid))
            records.set_voided("abc2", True, NOON)
        with store.read() as records:
            assert records.uids_beginning("abc") == ["abc1", "abc2"]
            assert records.uids_beginning("abc1") == ["abc1"]
            assert records.uids_beginning("q") == ["q0", "q1", "q2", "q3", "q4"]
            assert records.uids_beginning("a%") == []
            assert records.entry("abc") is None

    def test_voiding_and_taking_back_leaves_both_forms(self, store: Store) -> None:
        with store.write() as records:
            added = records.add(call("a"))
            records.set_voided("a", True, NOON)
            assert records.count() == 0
            records.set_voided("a", False, NOON)
            assert records.entry("a") == added
            assert records.trail("a") == [added, replace(added, voided=True)]
            assert records.trail("b") == []


def _within(entries: Iterable[LogEntry], first: date, last: date, activity: str) -> list[LogEntry]:
    return in_order(e for e in entries if first <= e.day <= last and e.activity == activity)


class TestRulebook:
    def test_an_empty_file_has_an_empty_rulebook(self, tmp_path: Path) -> None:
        store = template_store(tmp_path)
        with store.read() as records:
            assert not records.has_book()
            assert records.rulebook() == Rulebook()
        store.close()

    def test_the_book_can_be_set_up_and_changed(self, store: Store) -> None:
        with store.write() as records:
            records.set_book(first_weekday=0, trial_weeks=4)
            assert records.has_book()
            records.set_book(first_weekday=6, trial_weeks=0)
            book = records.rulebook()
        assert (book.first_weekday, book.trial_weeks) == (6, 0)

    def test_activities_come_back_whole_and_in_order(self, store: Store) -> None:
        full = Activity(
            key="mêlée-✓",
            name="Mêlée\u00a0✓ 日本",
            kind=Kind.PERCENT,
            icon="mail",
            color="amber",
            stage="contact",
            step=25,
            records_amount=True,
            archived=True,
            outcomes=(Outcome("z", "Z", "red"), Outcome("a", "A")),
        )
        with store.write() as records:
            records.add_activity(full)
        with store.read() as records:
            assert records.rulebook().activities == (CALL, NEWSLETTER, full)

    def test_a_replaced_activity_keeps_its_place(self, store: Store) -> None:
        changed = replace(CALL, name="Phone", outcomes=(Outcome("missed", "Not there"),))
        with store.write() as records:
            records.replace_activity(changed)
            assert records.rulebook().activities == (changed, NEWSLETTER)

    def test_activities_not_named_follow_in_the_order_they_had(self, store: Store) -> None:
        with store.write() as records:
            for key in "abc":
                records.add_activity(Activity(key, key))
            records.order_activities(["c", "newsletter"])
            keys = [activity.key for activity in records.rulebook().activities]
        assert keys == ["c", "newsletter", "call", "a", "b"]

    def test_deliverables_come_back_in_the_order_of_making(self, store: Store) -> None:
        first = Deliverable("a", "Another", "newsletter", 5, archived=True)
        with store.write() as records:
            records.add_deliverable(first)
            records.replace_deliverable(replace(DECEMBER, name="Renamed"))
            assert records.rulebook().deliverables == (replace(DECEMBER, name="Renamed"), first)

    def test_every_rule_comes_back_in_the_order_of_writing(self, store: Store) -> None:
        points = (
            PointRule("call", None, date(2026, 1, 5), Fraction(7, 4), "reason", correction=True),
            PointRule("call", "answered", date(2025, 1, 5), Fraction(-1, 100)),
        )
        caps = (
            CapRule("call", MONDAY, 5),
            CapRule("call", MONDAY, None, "no cap"),
            CapRule("call", MONDAY, 0),
        )
        targets = (TargetRule(MONDAY, Fraction(100_000)), TargetRule(MONDAY, Fraction(1, 3) * 3))
        weeks = (WorkingWeek(MONDAY), WorkingWeek(MONDAY, (Fraction(1, 4),) * 7, "short", correction=True))
        rules: list[PointRule | CapRule | TargetRule | WorkingWeek] = [*points, *caps, *targets, *weeks]
        with store.write() as records:
            numbers = [records.add_rule(rule, NOON) for rule in reversed(rules)]
        with store.read() as records:
            book = records.rulebook()
            notes = records.rule_notes()
        assert book.point_rules == points[::-1]
        assert book.caps == caps[::-1]
        assert book.targets == targets[::-1]
        assert book.working_weeks == weeks[::-1]
        assert [note.rule for note in notes] == rules
        assert [note.number for note in notes] == numbers[::-1] == sorted(set(numbers), reverse=True)
        assert all(note.written_at.isoformat() == NOON.isoformat() for note in notes)

    def test_withdrawn_rules_are_left_out_until_restored(self, store: Store) -> None:
        old, new = TargetRule(MONDAY, Fraction(40)), TargetRule(MONDAY, Fraction(50))
        with store.write() as records:
            numbers = [records.add_rule(rule, NOON) for rule in (old, new)]
            records.withdraw_rules(numbers[:1], NOON)
            assert records.rulebook().targets == (new,)
            assert [note.rule for note in records.rule_notes()] == [new]
            records.restore_rules(numbers[:1])
            assert records.rulebook().targets == (old, new)

    def test_what_was_just_made_can_be_taken_out(self, store: Store) -> None:
        with store.write() as records:
            before = records.rulebook()
            records.add_activity(Activity("x", "X", outcomes=(Outcome("o", "O"),)))
            records.add_rule(PointRule("x", None, MONDAY, Fraction(1)), NOON)
            records.add_deliverable(Deliverable("y", "Y", "newsletter"))
            records.remove_activity("x")
            records.remove_deliverable("y")
            assert records.rulebook() == before

    def test_the_number_of_a_removed_rule_is_not_used_again(self, store: Store) -> None:
        with store.write() as records:
            records.add_activity(Activity("x", "X"))
            removed = records.add_rule(CapRule("x", MONDAY, 1), NOON)
            records.remove_activity("x")
            assert records.add_rule(CapRule("call", MONDAY, 1), NOON) > removed


class TestMistakes:
    """What a caller must not do fails loudly and leaves the file as it was."""

    def test_points_finer_than_hundredths(self, store: Store) -> None:
        with pytest.raises(ValueError, match="finer than hundredths"), store.write() as records:
            records.add_rule(TargetRule(MONDAY, Fraction(1, 3)), NOON)

    def test_things_that_are_not_there(self, store: Store) -> None:
        with store.write() as records:
            writes: list[Callable[[], None]] = [
                lambda: records.replace(call("nobody"), NOON),
                lambda: records.set_voided("nobody", True, NOON),
                lambda: records.withdraw_rules([99], NOON),
                lambda: records.restore_rules([99]),
                lambda: records.replace_activity(Activity("nothing", "")),
                lambda: records.replace_deliverable(Deliverable("nothing", "", "newsletter")),
                lambda: records.order_activities(["nothing"]),
                lambda: records.remove_activity("nothing"),
                lambda: records.remove_deliverable("nothing"),
            ]
            for write in writes:
                with pytest.raises(LookupError):
                    write()

    @pytest.mark.parametrize(
        "entry",
        [
            call("a", quantity=0),
            call("a", percent=50),
            progress("a", 101),
            call("a", amount=Money(Decimal(1), "euro")),
            call("taken"),
        ],
        ids=["quantity", "percent alone", "percent", "currency", "uid"],
    )
    def test_entries_that_cannot_be_true(self, store: Store, entry: LogEntry) -> None:
        with store.write() as records:
            records.add(call("taken"))
        with pytest.raises(sqlite3.IntegrityError), store.write() as records:
            records.add(entry)
        with store.read() as records:
            assert records.count() == 1

    def test_an_entry_of_nothing_that_is_there_is_damage(self, store: Store) -> None:
        with pytest.raises(DamagedData), store.write() as records:
            records.add(call("a", activity="unknown"))
        with store.read() as records:
            assert records.count() == 0

    @pytest.mark.parametrize("remove", ["remove_activity", "remove_deliverable"])
    def test_an_activity_or_deliverable_with_a_voided_entry_stays(self, store: Store, remove: str) -> None:
        with store.write() as records:
            records.add(progress("a", 10, voided=True))
        key = "newsletter" if remove == "remove_activity" else "december"
        with pytest.raises(sqlite3.IntegrityError), store.write() as records:
            getattr(records, remove)(key)
        with store.read() as records:
            assert records.rulebook().deliverables == (DECEMBER,)

    def test_a_moment_without_an_offset(self, store: Store) -> None:
        naive = datetime(2026, 9, 16)  # noqa: DTZ001
        with pytest.raises(TypeError), store.write() as records:
            records.add(call("a", at=naive))


class TestDamagedRows:
    @pytest.mark.parametrize(
        "damage",
        [
            "day = '2026-19-39'",
            "amount = 'x', currency = 'EUR'",
            f"at_ms = {2**62}",
            "note = CAST(x'ff41' AS TEXT)",
        ],
    )
    def test_an_entry_that_cannot_be_read_is_damage(self, store: Store, damage: str) -> None:
        with store.write() as records:
            records.add(call("a"))
        store._raw.execute(f"UPDATE entry SET {damage}")
        with pytest.raises(DamagedData) as caught, store.read() as records:
            records.entries()
        assert caught.value.path == store.path

    @pytest.mark.parametrize("damage", ["weights = '100 x'", "weights = NULL", "kind = 'points'"])
    def test_a_rule_that_cannot_be_read_is_damage(self, store: Store, damage: str) -> None:
        with store.write() as records:
            records.add_rule(WorkingWeek(MONDAY), NOON)
        store._raw.execute("PRAGMA ignore_check_constraints = ON")
        store._raw.execute(f"UPDATE rule SET {damage}")
        with pytest.raises(DamagedData), store.read() as records:
            records.rulebook()

    def test_a_moment_before_1970_comes_back(self, store: Store) -> None:
        early = datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
        with store.write() as records:
            records.add(call("a", made_at=early))
        with store.read() as records:
            found = records.entry("a")
        assert found is not None
        assert found.made_at == early
