"""Is everything sound: SQLite's own check of the file, and the control sums counted again."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from scoreboard.errors import DamagedData, DataBusy, NoAccess, StoreProblem
from scoreboard.store.control import (
    ENTRY_ROW,
    NOTHING,
    OTHER_FACTS,
    Sum,
    book_sum,
    entry_sum,
    kept_book,
    kept_weeks,
    week,
)
from scoreboard.store.opening import NO_SCHEMA, connect, probe, problem_kind
from scoreboard.store.reading import rows
from scoreboard.store.schema import SCHEMA
from scoreboard.values import Value, replace

FIRST_WITH_SUMS = 2
"""The first schema that keeps control sums."""

MOST_WEEKS = 20
MOST_LINES = 10
THOROUGH_LINES = 100


class Finding(Value):
    """Something that is wrong: its kind, SQLite's words or names, and how many.

    "database": SQLite's check found it. "references": rows point to missing ones. "unreadable": so many rows
    could not be read. "week": the entries of that week are not what was written. "rules": the same of the
    rulebook. Else it is the name of the StoreProblem that keeps the file closed, such as "NewerData".
    """

    kind: str
    detail: str = ""
    number: int = 0


class Soundness(Value):
    """The answer of a check.

    `database` is "ok", "damaged", or the name of the StoreProblem that keeps the file closed. `control_sums`
    is "ok", "differ", "none" for a file of before they were kept, or "unknown". `entries` are all rows, the
    voided ones too, in `weeks` calendar weeks.
    """

    entries: int = 0
    weeks: int = 0
    database: str = "ok"
    control_sums: str = "ok"
    bad_weeks: tuple[date, ...] = ()
    bad_rules: bool = False
    problems: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(path: Path, *, thorough: bool = False) -> Soundness:
    """Look whether the file at `path` is sound. It is not changed, and no error is raised for what is wrong.

    Opens a connection of its own, so it can run in any thread. `thorough` goes on after the first faults.
    Others can write meanwhile, but for the moments of SQLite's check (2 s for 730,000 entries).
    """
    try:
        schema = probe(path)
        if schema == NO_SCHEMA:
            raise DamagedData(path, "empty") if path.exists() else NoAccess(path, "missing")
        with closing(connect(path)) as raw:
            return _checked(raw, schema, thorough=thorough)
    except StoreProblem as problem:
        kind, detail = type(problem), problem.detail
    except (sqlite3.Error, ValueError) as error:
        kind, detail = problem_kind(error) or DamagedData, str(error)
    name = "damaged" if kind is DamagedData else kind.__name__
    found = Finding("database" if kind is DamagedData else name, detail)
    return Soundness(database=name, control_sums="unknown", problems=(found,))


def altered(raw: sqlite3.Connection, first: date, last: date) -> tuple[Finding, ...]:
    """What is not as it was written in the weeks of those days, or in the rulebook, and in no other week.

    Inside a transaction of the caller's; a week of a thousand entries takes some milliseconds.
    """
    found = []
    kept = _kept_weeks(raw)
    for day in range(first.toordinal() - first.weekday(), last.toordinal() + 1, 7):
        monday = date.fromordinal(day).isoformat()
        before, now = kept.get(monday, NOTHING), _count_week(raw, monday)
        if before != now:
            found.append(Finding("week", monday, now.n - before.n))
    if kept_book(raw) != book_sum(raw):
        found.append(Finding("rules"))
    return tuple(found)


def damage_behind(error: Exception, path: Path) -> DamagedData | None:
    """Whether `error`, which nobody expected, comes of damaged data rather than of a fault of ours."""
    found = check(path)
    damaged = found.database == "damaged" or found.control_sums == "differ"
    return DamagedData(path, type(error).__name__) if damaged else None  # its words may be the seller's


def _checked(raw: sqlite3.Connection, schema: int, *, thorough: bool) -> Soundness:
    problems = _form(raw, schema, thorough=thorough)
    database = "damaged" if problems else "ok"
    if schema < FIRST_WITH_SUMS:
        entries = sum(row is not None for row in rows(raw, "number", "entry"))
        return Soundness(entries, 0, database, "none", problems=tuple(problems))
    found = sums(raw)
    answer = replace(found, database=database, problems=(*problems, *found.problems))
    return replace(answer, control_sums="ok" if found.ok else "differ")


def _form(raw: sqlite3.Connection, schema: int, *, thorough: bool) -> list[Finding]:
    """What SQLite says of the file. That references lead somewhere takes little of the time."""
    found, most = [], THOROUGH_LINES if thorough else MOST_LINES
    try:
        # Not quick_check: scores are read by indexes, and only this one compares them with their tables.
        said = [str(line) for (line,) in raw.execute(f"PRAGMA integrity_check({most})")]
        found += [Finding("database", line) for line in said if line != "ok"]
        if schema == SCHEMA:
            for table, columns in OTHER_FACTS.items():  # a damaged definition is found by nothing else
                raw.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")  # noqa: S608
        if not found:  # on a damaged page much is lost
            lost = raw.execute("PRAGMA foreign_key_check").fetchmany(most)
            found += [Finding("references", f"{table} {target}") for table, _, target, _ in lost]
    except Exception as error:  # noqa: BLE001  even SQLite's check can stumble over damaged text
        _unless_busy(error)
        found.append(Finding("database", str(error)))
    return found


def sums(raw: sqlite3.Connection) -> Soundness:
    """Count the control sums again and compare them with the kept ones."""
    problems: list[Finding] = []
    before = raw.execute("PRAGMA data_version").fetchone()
    kept = _kept_weeks(raw)
    counted, unreadable = count_weeks(raw)
    bad = _different(kept, counted)
    if bad and raw.execute("PRAGMA data_version").fetchone() != before:
        # Somebody has written while we counted: look at these weeks alone, at one moment.
        kept, counted, bad = _at_one_moment(raw, bad, counted)
    if unreadable:
        problems.append(Finding("unreadable", number=unreadable))
    problems += [
        Finding("week", monday, counted.get(monday, NOTHING).n - kept.get(monday, NOTHING).n)
        for monday in sorted(bad)
    ]
    bad_rules = _bad_rules(raw)
    if bad_rules:
        problems.append(Finding("rules"))
    return Soundness(
        entries=sum(one.n for one in counted.values()),
        weeks=sum(bool(one.n) for one in counted.values()),
        bad_weeks=tuple(_dates(bad)),
        bad_rules=bad_rules,
        problems=tuple(problems),
    )


def count_weeks(raw: sqlite3.Connection) -> tuple[dict[str, Sum], int]:
    """The sum of every week as its rows are, and how many rows could not be read."""
    days: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    unreadable = 0
    for row in rows(raw, ENTRY_ROW, "entry"):
        if row is None:
            unreadable += 1
            continue
        day, quantity, facts = row
        one = entry_sum(quantity if isinstance(quantity, int) else 0, facts)
        of_day = days[str(day)]
        of_day[0] += one.n
        of_day[1] += one.quantity
        of_day[2] += one.crc
    weeks: defaultdict[str, Sum] = defaultdict(Sum)
    for day, numbers in days.items():
        monday = _week(day)
        weeks[monday] = weeks[monday].plus(Sum(*numbers))
    return dict(weeks), unreadable


def rewrite(raw: sqlite3.Connection) -> None:
    """Write all control sums anew from the rows as they are. Inside a transaction of the caller's."""
    counted, _ = count_weeks(raw)
    raw.execute("DELETE FROM week_control")
    raw.executemany(
        "INSERT INTO week_control (week, n, quantity, crc) VALUES (?, ?, ?, ?)",
        ((monday, *one) for monday, one in sorted(counted.items())),
    )
    book = book_sum(raw)
    raw.execute("DELETE FROM book_control")
    raw.execute("INSERT INTO book_control (number, n, crc) VALUES (1, ?, ?)", (book.n, book.crc))


def _week(day: str) -> str:
    try:
        return week(day)
    except ValueError:  # a damaged day: it is in no week that was kept, and so shows
        return day


def _kept_weeks(raw: sqlite3.Connection) -> dict[str, Sum]:
    try:
        return kept_weeks(raw)
    except Exception as error:  # noqa: BLE001  then nothing agrees, and every week shows
        _unless_busy(error)
        return {}


def _different(kept: dict[str, Sum], counted: dict[str, Sum]) -> set[str]:
    return {
        monday
        for monday in kept.keys() | counted.keys()
        if kept.get(monday, NOTHING) != counted.get(monday, NOTHING)
    }


def _at_one_moment(
    raw: sqlite3.Connection, bad: set[str], counted: dict[str, Sum]
) -> tuple[dict[str, Sum], dict[str, Sum], set[str]]:
    """Kept and counted sums and what differs, for the bad weeks in one snapshot; if many, for all."""
    few = len(bad) <= MOST_WEEKS and len(tuple(_dates(bad))) == len(bad)
    raw.execute("BEGIN")
    try:
        kept = _kept_weeks(raw)
        if not few:
            counted, _ = count_weeks(raw)
            return kept, counted, _different(kept, counted)
        counted = counted | {monday: _count_week(raw, monday) for monday in bad}
        return kept, counted, _different(kept, counted) & bad
    finally:
        raw.execute("COMMIT")


def _count_week(raw: sqlite3.Connection, monday: str) -> Sum:
    """One week by the index of days."""
    found = NOTHING
    with suppress(Exception):
        for _, quantity, facts in raw.execute(
            f"SELECT {ENTRY_ROW} FROM entry WHERE voided IN (0, 1) AND day BETWEEN ? AND date(?, '+6 days')",  # noqa: S608
            (monday, monday),
        ):
            found = found.plus(entry_sum(quantity, facts))
    return found


def _bad_rules(raw: sqlite3.Connection) -> bool:
    raw.execute("BEGIN")
    try:
        return kept_book(raw) != book_sum(raw)
    except Exception as error:  # noqa: BLE001
        _unless_busy(error)
        return True
    finally:
        raw.execute("COMMIT")


def _dates(weeks: Iterable[str]) -> Iterable[date]:
    for monday in sorted(weeks):
        with suppress(ValueError):
            yield date.fromisoformat(monday)


def _unless_busy(error: Exception) -> None:
    """A file that another program holds is not a damaged one."""
    if problem_kind(error) is DataBusy:
        raise error
