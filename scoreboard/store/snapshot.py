"""Every reading of the seller's file, in SQL as SQLite takes it. Domain values come out; no row leaves.

SQLAlchemy is not imported here: that alone takes twice as long as a bare window takes to open, and a start
reads today's numbers before anything else.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from scoreboard.domain.achievements import Claim, FeatRecord, Reward
from scoreboard.domain.campaigns import FinalTable
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import (
    Activity,
    AnyRule,
    Campaign,
    CapRule,
    MiniGoalRule,
    Outcome,
    PointRule,
    ReserveRule,
    Rulebook,
    TargetRule,
    WinningRule,
    WorkingWeek,
)
from scoreboard.domain.scoring import DaySum
from scoreboard.errors import DamagedData
from scoreboard.store import rows
from scoreboard.store.rows import Values
from scoreboard.values import Value, replace

MOST_FITS = 5

Made = TypeVar("Made")

_FACTS = ", ".join(rows.ENTRY_COLUMNS)
_ENTRIES = f"SELECT {_FACTS} FROM entry"  # noqa: S608 (the columns are constants, here and below)
_IN_ORDER = "ORDER BY day, at_ms, number"
"""The order of domain.scoring.in_order."""
_OF_OUTCOME = (
    "SELECT count(*) FROM (SELECT number FROM entry WHERE activity = :activity AND outcome = :outcome "
    "UNION SELECT entry FROM entry_trail WHERE activity = :activity AND outcome = :outcome)"
)
_OLD_FORMS = (
    f"SELECT entry.number, entry.uid, {', '.join('form.' + name for name in rows.ENTRY_COLUMNS[2:])} "  # noqa: S608
    "FROM entry_trail AS form JOIN entry ON form.entry = entry.number "
    "WHERE entry.uid = :uid ORDER BY form.number"
)
# The index over days knows which rows count; the rest of what is summed lies in the rows.
_DAY_SUMS = (
    "SELECT day, activity, outcome, sum(quantity) AS quantity FROM entry "
    "WHERE voided = 0 AND day BETWEEN :first AND :last AND percent IS NULL "
    "GROUP BY day, activity, outcome"
)
_COUNTS = (
    "SELECT key, (SELECT count(*) FROM entry WHERE entry.activity = activity.key AND entry.voided = 0) "
    "FROM activity"
)


class RuleNoteRow(Value):
    """A rule that holds, its number, and when it was written."""

    number: int
    written_at: datetime
    rule: AnyRule


class Snapshot:
    """What can be asked of the store inside one of its transactions.

    A row that this program cannot have written is DamagedData.
    """

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        """`path` only names the file in errors."""
        self._raw = raw
        self._path = path

    # The rulebook

    def has_book(self) -> bool:
        """Whether a rulebook was set up."""
        return bool(self._all("SELECT number FROM book"))

    def rulebook(self) -> Rulebook:
        """All rules in the order of writing, withdrawn ones left out; before set-up an empty rulebook."""
        written = [note.rule for note in self._notes()]
        book = Rulebook(
            activities=self._activities(),
            deliverables=tuple(
                self._made(rows.deliverable, self._all("SELECT * FROM deliverable ORDER BY position"))
            ),
            point_rules=tuple(rule for rule in written if isinstance(rule, PointRule)),
            caps=tuple(rule for rule in written if isinstance(rule, CapRule)),
            targets=tuple(rule for rule in written if isinstance(rule, TargetRule)),
            mini_goals=tuple(rule for rule in written if isinstance(rule, MiniGoalRule)),
            working_weeks=tuple(rule for rule in written if isinstance(rule, WorkingWeek)),
            winning=tuple(rule for rule in written if isinstance(rule, WinningRule)),
            reserves=tuple(rule for rule in written if isinstance(rule, ReserveRule)),
            reserve_notes=tuple(
                self._made(rows.reserve_note, self._all("SELECT * FROM reserve_note ORDER BY day"))
            ),
            days_off=tuple(
                self._made(rows.day_off, self._all("SELECT * FROM day_off ORDER BY first, last, number"))
            ),
            campaigns=self._campaigns(),
        )
        for weekday, weeks in self._all("SELECT first_weekday, trial_weeks FROM book"):
            if weekday not in range(7) or type(weeks) is not int:
                raise DamagedData(self._path, f"weeks begin on {weekday!r}, trial of {weeks!r}")
            book = replace(book, first_weekday=weekday, trial_weeks=weeks)
        return book

    def rule_notes(self) -> list[RuleNoteRow]:
        """The rules that hold, newest first, withdrawn ones left out."""
        return self._notes()[::-1]

    def _activities(self) -> tuple[Activity, ...]:
        outcomes: defaultdict[str, list[Outcome]] = defaultdict(list)
        for row in self._all("SELECT activity, key, name, color FROM outcome ORDER BY position"):
            outcomes[row["activity"]].append(Outcome(row["key"], row["name"], row["color"]))
        found = self._all("SELECT * FROM activity ORDER BY position")
        return tuple(self._made(lambda row: rows.activity(row, tuple(outcomes[row["key"]])), found))

    def _campaigns(self) -> tuple[Campaign, ...]:
        named: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._all("SELECT campaign, activity FROM campaign_activity"):
            named[row["campaign"]].add(row["activity"])
        found = self._all("SELECT * FROM campaign ORDER BY first, key")
        return tuple(self._made(lambda row: rows.campaign(row, frozenset(named[row["key"]])), found))

    def final_tables(self) -> dict[str, FinalTable]:
        """The final tables of finished campaigns, by the campaigns' keys."""
        lines: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in self._all("SELECT * FROM campaign_line"):
            lines[row["campaign"]].append(row)
        found = self._all("SELECT * FROM campaign_final")
        made = self._made(lambda row: rows.final_table(row, lines[row["campaign"]]), found)
        return {row["campaign"]: table for row, table in zip(found, made, strict=True)}

    def _notes(self) -> list[RuleNoteRow]:
        return self._made(
            lambda row: RuleNoteRow(
                row["number"], rows.moment(row["written_ms"], row["written_offset"]), rows.rule(row)
            ),
            self._all("SELECT * FROM rule WHERE withdrawn_ms IS NULL ORDER BY number"),
        )

    # Entries

    def entries(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        activity: str | None = None,
        voided: bool = False,
    ) -> list[LogEntry]:
        """Entries from `first` to `last` in the order of scoring; `voided` adds those that do not count."""
        wanted = ["voided IN (0, 1)" if voided else "voided = 0", "day BETWEEN :first AND :last"]
        if activity is not None:
            wanted.append("activity = :activity")
        asked = {
            "first": (first or date.min).isoformat(),
            "last": (last or date.max).isoformat(),
            "activity": activity,
        }
        return self._entries(f"WHERE {' AND '.join(wanted)} {_IN_ORDER}", asked)

    def deliverable_entries(self, deliverable: str) -> list[LogEntry]:
        """All entries of the deliverable that count, in the order of scoring."""
        where = f"WHERE deliverable = :deliverable AND voided = 0 {_IN_ORDER}"
        return self._entries(where, {"deliverable": deliverable})

    def entry(self, uid: str) -> LogEntry | None:
        """The entry with exactly that uid, voided or not."""
        return _only(self._entries("WHERE uid = :uid", {"uid": uid}))

    def uids_beginning(self, text: str) -> list[str]:
        """At most five uids that begin with `text`, in order, those of voided entries too."""
        found = self._all(
            "SELECT uid FROM entry WHERE uid >= :low AND uid < :high ORDER BY uid LIMIT :most",
            {"low": text, "high": text + "\U0010ffff", "most": MOST_FITS},
        )
        return [row["uid"] for row in found]

    def last_entry(self) -> LogEntry | None:
        """The entry that was written last of those that count."""
        # With "+" SQLite walks back from the last number, instead of sorting all that an index says count.
        return _only(self._entries("WHERE +voided = 0 ORDER BY number DESC LIMIT 1"))

    def newest_moment(self) -> datetime | None:
        """When the entry that was written last was made, of those made while the clock was trusted."""
        found = self._all(
            "SELECT made_ms, made_offset FROM entry WHERE clock_flag = '' ORDER BY number DESC LIMIT 1"
        )
        return _only(self._made(lambda row: rows.moment(*row), found))

    def flagged(self) -> list[LogEntry]:
        """The entries that count and were made while the clock may have been wrong, in order of writing."""
        return self._entries("WHERE clock_flag != '' AND voided = 0 ORDER BY number")

    def first_day(self) -> date | None:
        """The earliest day with an entry that counts."""
        found = self._all("SELECT day FROM entry WHERE voided = 0 ORDER BY day LIMIT 1")
        return _only(self._made(lambda row: date.fromisoformat(row["day"]), found))

    def day_sums(self, first: date, last: date) -> list[DaySum]:
        """Units of the counted entries from `first` to `last`, by day, activity and outcome."""
        found = self._all(_DAY_SUMS, {"first": first.isoformat(), "last": last.isoformat()})
        return self._made(rows.day_sum, found)

    def percent_entries(self, first: date, last: date) -> list[LogEntry]:
        """The entries of deliverables from `first` to `last` that count, in the order of scoring."""
        where = f"WHERE deliverable IS NOT NULL AND voided = 0 AND day BETWEEN :first AND :last {_IN_ORDER}"
        return self._entries(where, {"first": first.isoformat(), "last": last.isoformat()})

    def count(self) -> int:
        """How many entries count."""
        return sum(self.counts_by_activity().values())

    def counts_by_activity(self) -> dict[str, int]:
        """How many entries count per activity; an activity without one is left out."""
        return {key: number for key, number in self._all(_COUNTS) if number}

    def count_of_outcome(self, activity: str, outcome: str) -> int:
        """How many entries, voided ones too, have or had that outcome of the activity."""
        ((number,),) = self._all(_OF_OUTCOME, {"activity": activity, "outcome": outcome})
        return int(number)

    def trail(self, uid: str) -> list[LogEntry]:
        """The earlier forms of an entry, oldest first."""
        return self._made(rows.entry, self._all(_OLD_FORMS, {"uid": uid}))

    def _entries(self, where: str, asked: Values | None = None) -> list[LogEntry]:
        return self._made(rows.entry, self._all(f"{_ENTRIES} {where}", asked))

    # The game

    def feats(self, kinds: Iterable[str]) -> list[FeatRecord]:
        """What was celebrated of those kinds, in order of time."""
        found = [
            one
            for kind in kinds
            for one in self._all("SELECT * FROM feat WHERE kind = :kind", {"kind": kind})
        ]
        return self._made(rows.feat, sorted(found, key=lambda row: row["number"]))

    def rewards(self) -> list[Reward]:
        """All rewards in the seller's order, archived ones too."""
        return self._made(rows.reward, self._all("SELECT * FROM reward ORDER BY position"))

    def claims(self) -> list[Claim]:
        """What was claimed, in order of time."""
        return self._made(rows.claim, self._all("SELECT * FROM claim ORDER BY number"))

    # The connection

    def _all(self, statement: str, asked: Values | None = None) -> list[sqlite3.Row]:
        cursor = self._raw.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(statement, asked or {}).fetchall()

    def _made(self, make: Callable[[sqlite3.Row], Made], found: Iterable[sqlite3.Row]) -> list[Made]:
        try:
            return [make(row) for row in found]
        except (ValueError, ArithmeticError, TypeError, AttributeError, LookupError) as error:
            raise DamagedData(self._path, str(error)) from error


def _only(found: list[Made]) -> Made | None:
    return found[0] if found else None
