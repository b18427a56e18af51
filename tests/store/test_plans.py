"""What is asked at every click, start or page is answered from an index, however long the journal is."""

from collections.abc import Callable
from datetime import date

import pytest

from scoreboard.store import Store
from scoreboard.store.snapshot import Snapshot

DAY = date(2026, 9, 16)

PLANS: dict[str, tuple[Callable[[Snapshot], object], list[str]]] = {
    "a week": (
        lambda records: records.entries(DAY, DAY),
        ["SEARCH entry USING INDEX ix_entry_day (voided=? AND day>? AND day<?)"],
    ),
    "an activity's week": (
        lambda records: records.entries(DAY, DAY, activity="call"),
        ["SEARCH entry USING INDEX ix_entry_activity (activity=? AND voided=? AND day>? AND day<?)"],
    ),
    "a week with what was voided": (
        lambda records: records.entries(DAY, DAY, voided=True),
        [
            "SEARCH entry USING INDEX ix_entry_day (voided=? AND day>? AND day<?)",
            "USE TEMP B-TREE FOR ORDER BY",
        ],
    ),
    "a deliverable": (
        lambda records: records.deliverable_entries("december"),
        ["SEARCH entry USING INDEX ix_entry_deliverable (deliverable=? AND voided=?)"],
    ),
    "an entry": (
        lambda records: records.entry("a"),
        ["SEARCH entry USING INDEX sqlite_autoindex_entry_1 (uid=?)"],
    ),
    "a beginning": (
        lambda records: records.uids_beginning("abcd"),
        ["SEARCH entry USING COVERING INDEX sqlite_autoindex_entry_1 (uid>? AND uid<?)"],
    ),
    # Backwards from the last number, as far as the first entry that counts.
    "the last entry": (lambda records: records.last_entry(), ["SCAN entry"]),
    "the first day": (
        lambda records: records.first_day(),
        ["SEARCH entry USING COVERING INDEX ix_entry_day (voided=?)"],
    ),
    "all counts": (
        lambda records: records.count(),
        [
            "SCAN activity USING COVERING INDEX sqlite_autoindex_activity_1",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH entry USING COVERING INDEX ix_entry_activity (activity=? AND voided=?)",
        ],
    ),
    "earlier forms": (
        lambda records: records.trail("a"),
        [
            "SEARCH entry USING COVERING INDEX sqlite_autoindex_entry_1 (uid=?)",
            "SEARCH form USING INDEX ix_entry_trail_entry (entry=?)",
        ],
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_the_plan_of(store: Store, name: str) -> None:
    ask, plan = PLANS[name]
    asked: list[str] = []
    store._raw.set_trace_callback(asked.append)
    with store.read() as records:
        ask(records)
    store._raw.set_trace_callback(None)
    (statement,) = (text for text in asked if text.startswith("SELECT"))
    rows = store._raw.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert [detail for *_, detail in rows] == plan


@pytest.mark.parametrize("column", ["activity", "deliverable"])
def test_a_reference_is_checked_by_an_index(store: Store, column: str) -> None:
    rows = store._raw.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM entry WHERE {column} = 'x'").fetchall()
    assert [detail.split(" ix_")[0] for *_, detail in rows] == ["SEARCH entry USING COVERING INDEX"]
