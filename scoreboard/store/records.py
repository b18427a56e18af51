"""Everything that is written to the seller's file, by SQLAlchemy's tables, beside all that can be read."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Insert,
    Integer,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_change
from sqlalchemy.exc import DBAPIError

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, Deliverable
from scoreboard.errors import DamagedData
from scoreboard.store import rows, tables
from scoreboard.store.control import Control
from scoreboard.store.rows import AnyRule, Values
from scoreboard.store.snapshot import Snapshot

Write = Insert | Update | Delete

_ASKED: ColumnElement[Any] = bindparam("asked")
_NO: ColumnElement[int] = literal_column("0")
_YES: ColumnElement[int] = literal_column("1")


class Records(Snapshot):
    """What can be written to the store, and read, inside one of its writing transactions.

    A write to something that is not there is a LookupError, one that breaks a constraint is sqlite3's
    IntegrityError: both are mistakes of the caller. An entry of something that is not there is
    DamagedData.
    """

    def __init__(self, raw: sqlite3.Connection, path: Path, control: Control) -> None:
        """Write through the store's own connection, in its transaction; `control` is told of every write."""
        super().__init__(raw, path)
        self._control = control
        self._connection = tables.connection_over(raw)

    # Writing the rulebook

    def set_book(self, *, first_weekday: int, trial_weeks: int) -> None:
        """Set the rulebook up, or change what it says about weeks; weekday 0 is Monday."""
        self._write(_SET_BOOK, {"first_weekday": first_weekday, "trial_weeks": trial_weeks})

    def add_rule(self, rule: AnyRule, written_at: datetime) -> int:
        """Write a rule down; the answer is its number, unique over all kinds of rules.

        ValueError: points or weights finer than hundredths.
        """
        return int(self._write(_ADD_RULE, rows.rule_values(rule, written_at)).lastrowid)

    def withdraw_rules(self, numbers: Sequence[int], at: datetime) -> None:
        """Leave these rules out from now on; they stay in the file."""
        for number in numbers:
            self._write_one(_MARK_RULE, {"asked": number, "withdrawn": rows.milliseconds(at)})

    def restore_rules(self, numbers: Sequence[int]) -> None:
        """Take withdrawn rules in again, at their old place in the order of writing."""
        for number in numbers:
            self._write_one(_MARK_RULE, {"asked": number, "withdrawn": None})

    def add_activity(self, activity: Activity) -> None:
        """Add an activity with its outcomes at the end of the order."""
        self._write(_ADD_ACTIVITY, rows.activity_values(activity))
        self._add_outcomes(activity)

    def replace_activity(self, activity: Activity) -> None:
        """Write all fields of the activity and its outcomes anew; its place in the order stays."""
        self._write_one(_REPLACE_ACTIVITY, {"asked": activity.key, **rows.activity_values(activity)})
        self._write(_REMOVE_OUTCOMES, {"asked": activity.key})
        self._add_outcomes(activity)

    def order_activities(self, keys: Sequence[str]) -> None:
        """Put these activities first, in this order; those that are not named follow as they stood."""
        others = [activity.key for activity in self._activities() if activity.key not in keys]
        for position, key in enumerate([*keys, *others]):
            self._write_one(_REPLACE_ACTIVITY, {"asked": key, "position": position})

    def remove_activity(self, key: str) -> None:
        """Take out an activity that never had an entry (not even a voided one), with its rules."""
        self._write(_REMOVE_OUTCOMES, {"asked": key})
        self._write(_REMOVE_RULES, {"asked": key})
        self._write_one(_REMOVE_ACTIVITY, {"asked": key})

    def add_deliverable(self, deliverable: Deliverable) -> None:
        """Add a deliverable at the end."""
        self._write(_ADD_DELIVERABLE, rows.deliverable_values(deliverable))

    def replace_deliverable(self, deliverable: Deliverable) -> None:
        """Write all fields of the deliverable anew."""
        self._write_one(
            _REPLACE_DELIVERABLE, {"asked": deliverable.key, **rows.deliverable_values(deliverable)}
        )

    def remove_deliverable(self, key: str) -> None:
        """Take out a deliverable that never had an entry (not even a voided one)."""
        self._write_one(_REMOVE_DELIVERABLE, {"asked": key})

    def _add_outcomes(self, activity: Activity) -> None:
        for position, outcome in enumerate(activity.outcomes):
            own = {"key": outcome.key, "name": outcome.name, "color": outcome.color}
            self._write(_ADD_OUTCOME, {"activity": activity.key, "position": position, **own})

    # Writing entries

    def add(self, entry: LogEntry) -> LogEntry:
        """Write an entry; the answer is what the file now holds: with its number, in whole milliseconds."""
        facts = rows.entry_facts(entry)
        number = self._write(_ADD_ENTRY, {"uid": entry.uid, **facts}).lastrowid
        self._control.after_entry(entry.uid)
        return replace(entry, at=rows.cut(entry.at), made_at=rows.cut(entry.made_at), number=number)

    def replace(self, entry: LogEntry, changed_at: datetime) -> None:
        """Write the entry of that uid anew; its number stays, the old form goes to the trail."""
        self._change(entry.uid, rows.entry_facts(entry), changed_at)

    def set_voided(self, uid: str, voided: bool, changed_at: datetime) -> None:
        """Take an entry out of the score, or in again; the old form goes to the trail."""
        self._change(uid, {"voided": int(voided)}, changed_at)

    def _change(self, uid: str, values: Values, changed_at: datetime) -> None:
        self._control.before_entry(uid)
        self._write_one(_KEEP_FORM, {"asked": uid, "changed": rows.milliseconds(changed_at)})
        self._write_one(_REPLACE_ENTRY, {"asked": uid, **values})
        self._control.after_entry(uid)

    # The connection

    def _write(self, statement: Write, values: Values) -> CursorResult[*tuple[Any, ...]]:
        if statement.table is not tables.entry and statement.table is not tables.entry_trail:
            self._control.before_book()
        try:
            return self._connection.execute(statement, values)
        except DBAPIError as error:
            cause = error.orig or error
            code = getattr(cause, "sqlite_errorcode", 0)
            if statement is _ADD_ENTRY and code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                # Callers look before they refer to something: what they saw is not what the file holds.
                raise DamagedData(self._path, str(cause)) from error
            raise cause from error

    def _write_one(self, statement: Write, values: Values) -> None:
        if self._write(statement, values).rowcount != 1:
            raise LookupError(values["asked"])


# The statements. They are built once, so that SQLAlchemy finds their SQL in its cache.

_entry = tables.entry.c
_kept_columns = rows.ENTRY_COLUMNS[2:]


def _at_end(table: Table) -> Any:
    """Insert with the next free place in the order of the table."""
    place = select(func.coalesce(func.max(table.c.position) + _YES, _NO)).scalar_subquery()
    return insert(table).values(position=place)


_change_book = insert_or_change(tables.book).values(number=1)
_SET_BOOK = _change_book.on_conflict_do_update(
    index_elements=[tables.book.c.number],
    set_={name: _change_book.excluded[name] for name in ("first_weekday", "trial_weeks")},
)
_ADD_RULE = insert(tables.rule)
_MARK_RULE = (
    update(tables.rule).where(tables.rule.c.number == _ASKED).values(withdrawn_ms=bindparam("withdrawn"))
)
_REMOVE_RULES = delete(tables.rule).where(tables.rule.c.activity == _ASKED)
_ADD_ACTIVITY = _at_end(tables.activity)
_REPLACE_ACTIVITY = update(tables.activity).where(tables.activity.c.key == _ASKED)
_REMOVE_ACTIVITY = delete(tables.activity).where(tables.activity.c.key == _ASKED)
_ADD_OUTCOME = insert(tables.outcome)
_REMOVE_OUTCOMES = delete(tables.outcome).where(tables.outcome.c.activity == _ASKED)
_ADD_DELIVERABLE = _at_end(tables.deliverable)
_REPLACE_DELIVERABLE = update(tables.deliverable).where(tables.deliverable.c.key == _ASKED)
_REMOVE_DELIVERABLE = delete(tables.deliverable).where(tables.deliverable.c.key == _ASKED)

_ADD_ENTRY = insert(tables.entry)
_REPLACE_ENTRY = update(tables.entry).where(_entry.uid == _ASKED)
_KEEP_FORM = insert(tables.entry_trail).from_select(
    ["entry", "changed_ms", *_kept_columns],
    select(
        _entry.number, bindparam("changed", type_=Integer), *(_entry[name] for name in _kept_columns)
    ).where(_entry.uid == _ASKED),
)
