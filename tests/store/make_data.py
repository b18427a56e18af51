"""Makes `data/schema-N.db`, a small file of the present schema N, kept so that later versions can open it.

Run `python -m tests.store.make_data` once, when a schema is released; a file that is there stays as it is.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.domain.rules import CapRule, PointRule, TargetRule, WorkingWeek
from scoreboard.store import Store
from scoreboard.store.schema import SCHEMA
from scoreboard.values import replace
from tests.stores import CALL, DECEMBER, NEWSLETTER, NOON, call, progress

DATA = Path(__file__).parent / "data"
START = date(2026, 6, 29)
RULES = (
    PointRule("call", None, START, Fraction(1, 4)),
    PointRule("call", "answered", START, Fraction(2), "worth more", correction=True),
    PointRule("newsletter", None, START, Fraction(5)),
    CapRule("call", START, 60),
    TargetRule(START, Fraction(40)),
    WorkingWeek(START, (Fraction(1),) * 4 + (Fraction(1, 2),) + (Fraction(0),) * 2),
)


def entries() -> Iterator[LogEntry]:
    """Odd ones: other alphabets, a half-hour offset, exact money, a voided one, progress that went back."""
    for number, note in enumerate(
        ["", "Zoë — “ja”", "電話 📞", "e\u0301", 'Robert"); DROP TABLE entry;--', " "]
    ):
        yield call(f"note-{number}", note=note, contact=note[::-1], outcome="answered")
    india = datetime(2026, 3, 29, 1, 59, 59, 999_000, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    yield call("india", india.date(), at=india, amount=Money(Decimal("1250.50"), "INR"), source="import")
    yield call("voided", quantity=10_000, voided=True)
    for percent in (20, 65, 40, 100):
        yield progress(f"progress-{percent}", percent, START + timedelta(days=percent))


def fill(store: Store) -> None:
    """Write the book, the rules (one is withdrawn) and the entries (one is changed)."""
    with store.write() as records:
        records.set_book(first_weekday=6, trial_weeks=2)
        records.add_activity(CALL)
        records.add_activity(NEWSLETTER)
        records.add_deliverable(DECEMBER)
        numbers = [records.add_rule(rule, NOON) for rule in (*RULES, TargetRule(START, Fraction(99)))]
        records.withdraw_rules(numbers[-1:], NOON)
        for entry in entries():
            records.add(entry)
        records.replace(replace(call("note-0"), quantity=7), NOON)


def main() -> None:
    path = DATA / f"schema-{SCHEMA}.db"
    if path.exists():
        raise SystemExit(f"{path} is kept as it is")
    with closing(Store.open(path)) as store:
        fill(store)
    path.chmod(0o644)


if __name__ == "__main__":
    main()
