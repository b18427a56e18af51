"""Every query of the seller's file. Domain dataclasses go in and come out; no row leaves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Executable,
    Insert,
    Integer,
    ScalarSelect,
    Select,
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

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import (
    Activity,
    CapRule,
    Deliverable,
    Outcome,
    PointRule,
    Rulebook,
    TargetRule,
    WorkingWeek,
)
from scoreboard.errors import DamagedData
from scoreboard.store import rows, tables
from scoreboard.store.control import Control
from scoreboard.store.rows import AnyRow, AnyRule, Values

MOST_FITS = 5

Made = TypeVar("Made")
Write = Insert | Update | Delete

_ASKED: ColumnElement[Any] = bindparam("asked")
_NO: ColumnElement[int] = literal_column("0")
_YES: ColumnElement[int] = literal_column("1")


@dataclass(frozen=True, slots=True)
class RuleNoteRow:
    """A rule that holds, its number, and when it was written."""

    number: int
    written_at: datetime
    rule: AnyRule


class Records:
    """What can be asked of the store and written to it, inside one of its transactions.

    A write to something that is not there is a LookupError, one that breaks a constraint is SQLAlchemy's
    IntegrityError: both are mistakes of the caller. A row that this program cannot have written is
    DamagedData.
    """

    def __init__(self, connection: Connection, path: Path, control: Control) -> None:
        """`path` only names the file in errors; `control` is told of every write."""
        self._connection = connection
        self._path = path
        self._control = control

    # Reading the rulebook

    def has_book(self) -> bool:
        """Whether a rulebook was set up."""
        return bool(self._all(_BOOK))

    def rulebook(self) -> Rulebook:
        """All rules in the order of writing, withdrawn ones left out; before set-up an empty rulebook."""
        written = [note.rule for note in self._notes()]
        book = Rulebook(
            activities=self._activities(),
            deliverables=tuple(self._made(rows.deliverable, self._all(_DELIVERABLES))),
            point_rules=tuple(rule for rule in written if isinstance(rule, PointRule)),
            caps=tuple(rule for rule in written if isinstance(rule, CapRule)),
            targets=tuple(rule for rule in written if isinstance(rule, TargetRule)),
            working_weeks=tuple(rule for rule in written if isinstance(rule, WorkingWeek)),
        )
        for head in self._all(_BOOK):
            book = replace(book, first_weekday=head.first_weekday, trial_weeks=head.trial_weeks)
        return book

    def rule_notes(self) -> list[RuleNoteRow]:
        """The rules that hold, newest first, withdrawn ones left out."""
        return self._notes()[::-1]

    def _activities(self) -> tuple[Activity, ...]:
        outcomes: defaultdict[str, list[Outcome]] = defaultdict(list)
        for row in self._all(_OUTCOMES):
            outcomes[row.activity].append(Outcome(row.key, row.name, row.color))
        return tuple(
            self._made(lambda row: rows.activity(row, tuple(outcomes[row.key])), self._all(_ACTIVITIES))
        )

    def _notes(self) -> list[RuleNoteRow]:
        return self._made(
            lambda row: RuleNoteRow(
                row.number, rows.moment(row.written_ms, row.written_offset), rows.rule(row)
            ),
            self._all(_RULES),
        )

    # Reading entries

    def entries(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        activity: str | None = None,
        voided: bool = False,
    ) -> list[LogEntry]:
        """Entries from `first` to `last` in the order of scoring; `voided` adds those that do not count."""
        asked = {
            "first": (first or date.min).isoformat(),
            "last": (last or date.max).isoformat(),
            "asked": activity,
        }
        return self._made(rows.entry, self._all(_ENTRIES[activity is not None, voided], asked))

    def deliverable_entries(self, deliverable: str) -> list[LogEntry]:
        """All entries of the deliverable that count, in the order of scoring."""
        return self._made(rows.entry, self._all(_DELIVERABLE_ENTRIES, {"asked": deliverable}))

    def entry(self, uid: str) -> LogEntry | None:
        """The entry with exactly that uid, voided or not."""
        return _only(self._made(rows.entry, self._all(_ENTRY, {"asked": uid})))

    def uids_beginning(self, text: str) -> list[str]:
        """At most five uids that begin with `text`, in order, those of voided entries too."""
        return [row.uid for row in self._all(_UIDS, {"low": text, "high": text + "\U0010ffff"})]

    def last_entry(self) -> LogEntry | None:
        """The entry that was written last of those that count."""
        return _only(self._made(rows.entry, self._all(_LAST_ENTRY)))

    def newest_moment(self) -> datetime | None:
        """When the entry that was written last was made, of those made while the clock was trusted."""
        return _only(
            self._made(lambda row: rows.moment(row.made_ms, row.made_offset), self._all(_NEWEST_MOMENT))
        )

    def flagged(self) -> list[LogEntry]:
        """The entries that count and were made while the clock may have been wrong, in order of writing."""
        return self._made(rows.entry, self._all(_FLAGGED))

    def first_day(self) -> date | None:
        """The earliest day with an entry that counts."""
        return _only(self._made(lambda row: date.fromisoformat(row.day), self._all(_FIRST_DAY)))

    def count(self) -> int:
        """How many entries count."""
        return sum(self.counts_by_activity().values())

    def counts_by_activity(self) -> dict[str, int]:
        """How many entries count per activity; an activity without one is left out."""
        return {key: number for key, number in self._all(_COUNTS) if number}

    def reached_before(self, day: date) -> dict[str, int]:
        """The highest percentage per deliverable on the days before `day`, of entries that count."""
        found = self._all(_REACHED_BEFORE, {"day": day.isoformat()})
        return {key: percent for key, percent in found if percent is not None}

    def standing_percent(self) -> dict[str, tuple[int, int, date]]:
        """Per deliverable: the newest percentage (in the order of scoring), the highest, the newest's day."""
        made = self._made(
            lambda row: (row[0], (row[1], row[2], date.fromisoformat(row[3]))), self._all(_STANDING)
        )
        return dict(made)

    def trail(self, uid: str) -> list[LogEntry]:
        """The earlier forms of an entry, oldest first."""
        return self._made(rows.entry, self._all(_TRAIL, {"asked": uid}))

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
        others = [row.key for row in self._all(_ACTIVITIES) if row.key not in keys]
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

    def _all(self, statement: Executable, asked: Values | None = None) -> Sequence[AnyRow]:
        return self._connection.execute(statement, asked).all()

    def _made(self, make: Callable[[AnyRow], Made], found: Iterable[AnyRow]) -> list[Made]:
        try:
            return [make(row) for row in found]
        except (ValueError, ArithmeticError, TypeError, AttributeError) as error:
            raise DamagedData(self._path, str(error)) from error

    def _write(self, statement: Write, values: Values) -> CursorResult[*tuple[Any, ...]]:
        if statement.table is not tables.entry and statement.table is not tables.entry_trail:
            self._control.before_book()
        return self._connection.execute(statement, values)

    def _write_one(self, statement: Write, values: Values) -> None:
        if self._write(statement, values).rowcount != 1:
            raise LookupError(values["asked"])


def _only(found: list[Made]) -> Made | None:
    return found[0] if found else None


# The statements. They are built once, so that SQLAlchemy finds their SQL in its cache.

_entry = tables.entry.c
_counts = _entry.voided == _NO
_scoring_order = (_entry.day, _entry.at_ms, _entry.number)
"""The order of domain.scoring.in_order."""


def _some_entries(*, of_activity: bool, voided: bool) -> Select[*tuple[Any, ...]]:
    wanted = [
        _entry.voided.in_((_NO, _YES)) if voided else _counts,
        _entry.day.between(bindparam("first"), bindparam("last")),
    ]
    if of_activity:
        wanted.append(_entry.activity == _ASKED)
    return _any_entry.where(*wanted).order_by(*_scoring_order)


def _highest(*also: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The highest percentage of the deliverable of the query around it."""
    of_this = (_entry.deliverable == tables.deliverable.c.key, _counts, *also)
    return (
        select(_entry.percent).where(*of_this).order_by(_entry.percent.desc()).limit(_YES).scalar_subquery()
    )


def _standing() -> Select[*tuple[Any, ...]]:
    newest = tables.entry.alias("newest")
    number = (
        select(_entry.number)
        .where(_entry.deliverable == tables.deliverable.c.key, _counts)
        .order_by(*(column.desc() for column in _scoring_order))
        .limit(_YES)
        .scalar_subquery()
    )
    columns = (tables.deliverable.c.key, newest.c.percent, _highest(), newest.c.day)
    return select(*columns).join_from(tables.deliverable, newest, newest.c.number == number)


def _at_end(table: Table) -> Any:
    """Insert with the next free place in the order of the table."""
    place = select(func.coalesce(func.max(table.c.position) + _YES, _NO)).scalar_subquery()
    return insert(table).values(position=place)


def _by_place(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).order_by(table.c.position)


_any_entry = select(*(_entry[name] for name in rows.ENTRY_COLUMNS))
_kept_columns = rows.ENTRY_COLUMNS[2:]

_BOOK = select(tables.book)
_ACTIVITIES = _by_place(tables.activity)
_OUTCOMES = _by_place(tables.outcome)
_DELIVERABLES = _by_place(tables.deliverable)
_RULES = select(tables.rule).where(tables.rule.c.withdrawn_ms.is_(None)).order_by(tables.rule.c.number)

_ENTRIES = {
    (of_activity, voided): _some_entries(of_activity=of_activity, voided=voided)
    for of_activity in (False, True)
    for voided in (False, True)
}
_DELIVERABLE_ENTRIES = _any_entry.where(_entry.deliverable == _ASKED, _counts).order_by(*_scoring_order)
_ENTRY = _any_entry.where(_entry.uid == _ASKED)
_UIDS = (
    select(_entry.uid)
    .where(_entry.uid >= bindparam("low"), _entry.uid < bindparam("high"))
    .order_by(_entry.uid)
    .limit(MOST_FITS)
)
# With "+" SQLite walks back from the last number, instead of sorting all that an index says count.
_LAST_ENTRY = (
    _any_entry.where(literal_column("+entry.voided") == _NO).order_by(_entry.number.desc()).limit(_YES)
)
_trusted = literal_column("entry.clock_flag") == literal_column("''")
_NEWEST_MOMENT = (
    select(_entry.made_ms, _entry.made_offset).where(_trusted).order_by(_entry.number.desc()).limit(_YES)
)
_FLAGGED = _any_entry.where(~_trusted, _counts).order_by(_entry.number)
_FIRST_DAY = select(_entry.day).where(_counts).order_by(_entry.day).limit(_YES)
_COUNTS = select(
    tables.activity.c.key,
    select(func.count()).where(_entry.activity == tables.activity.c.key, _counts).scalar_subquery(),
)
_REACHED_BEFORE = select(tables.deliverable.c.key, _highest(_entry.day < bindparam("day")))
_STANDING = _standing()
_TRAIL = (
    select(_entry.number, _entry.uid, *(tables.entry_trail.c[name] for name in _kept_columns))
    .join_from(tables.entry_trail, tables.entry, tables.entry_trail.c.entry == _entry.number)
    .where(_entry.uid == _ASKED)
    .order_by(tables.entry_trail.c.number)
)

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
