"""Everything that is written to the seller's file, by SQLAlchemy's tables, beside all that can be read."""

import sqlite3
from collections.abc import Sequence
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
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.dialects.sqlite import insert as insert_or_change
from sqlalchemy.exc import DBAPIError

from scoreboard.domain.achievements import Claim, Reward
from scoreboard.domain.calendar import DayOff
from scoreboard.domain.campaigns import FinalTable
from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, AnyRule, Campaign, Deliverable, ReserveNote
from scoreboard.errors import DamagedData
from scoreboard.store import rows, tables
from scoreboard.store.control import Control
from scoreboard.store.rows import Values
from scoreboard.store.snapshot import Snapshot
from scoreboard.values import replace

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

    def add_day_off(self, off: DayOff) -> int:
        """Write days off down; the answer is their number."""
        return int(self._write(_ADD_DAY_OFF, rows.day_off_values(off)).lastrowid)

    def remove_day_off(self, off: DayOff) -> None:
        """Take out days off that are exactly so; of several that are the same only one."""
        self._write_one(_REMOVE_DAY_OFF, {"asked": self._day_off_number(off)})

    def _day_off_number(self, off: DayOff) -> int:
        found = self._all(
            "SELECT number FROM day_off WHERE first = :first AND last = :last AND half = :half "
            "AND reason = :reason ORDER BY number LIMIT 1",
            rows.day_off_values(off),
        )
        if not found:
            raise LookupError(off)
        return int(found[0]["number"])

    def set_reserve_note(self, note: ReserveNote) -> None:
        """Write what is said of a missed day, instead of what was said before."""
        self._write(_SET_RESERVE_NOTE, rows.reserve_note_values(note))

    def add_campaign(self, campaign: Campaign) -> None:
        """Add a campaign."""
        self._write(_ADD_CAMPAIGN, rows.campaign_values(campaign))
        self._add_campaign_activities(campaign)

    def replace_campaign(self, campaign: Campaign) -> None:
        """Write all fields of the campaign of that key anew."""
        self._write_one(_REPLACE_CAMPAIGN, {"asked": campaign.key, **rows.campaign_values(campaign)})
        self._write(_REMOVE_CAMPAIGN_ACTIVITIES, {"asked": campaign.key})
        self._add_campaign_activities(campaign)

    def remove_campaign(self, key: str) -> None:
        """Take out a campaign, with its final table if it has one."""
        self.remove_final_table(key)
        self._write(_REMOVE_CAMPAIGN_ACTIVITIES, {"asked": key})
        self._write_one(_REMOVE_CAMPAIGN, {"asked": key})

    def add_final_table(self, campaign: str, table: FinalTable) -> None:
        """Keep the final table of a finished campaign."""
        self._write(_ADD_FINAL, rows.final_values(campaign, table))
        for line in table.lines:
            self._write(_ADD_FINAL_LINE, rows.final_line_values(campaign, line))

    def remove_final_table(self, campaign: str) -> None:
        """Take the final table out again, if there is one."""
        self._write(_REMOVE_FINAL_LINES, {"asked": campaign})
        self._write(_REMOVE_FINAL, {"asked": campaign})

    def _add_campaign_activities(self, campaign: Campaign) -> None:
        for key in sorted(campaign.activities or ()):
            self._write(_ADD_CAMPAIGN_ACTIVITY, {"campaign": campaign.key, "activity": key})

    # Writing the game's own memory, which no score is made of

    def add_feat(self, kind: str, subject: str, at: datetime) -> bool:
        """Note that a feat was celebrated; False: it was noted before."""
        moment = {"at_ms": rows.milliseconds(at), "at_offset": rows.offset(at)}
        return self._write(_ADD_FEAT, {"kind": kind, "subject": subject, **moment}).rowcount == 1

    def add_reward(self, reward: Reward) -> None:
        """Add a reward at the end of the order."""
        self._write(_ADD_REWARD, rows.reward_values(reward))

    def replace_reward(self, reward: Reward) -> None:
        """Write all fields of the reward anew."""
        self._write_one(_REPLACE_REWARD, {"asked": reward.key, **rows.reward_values(reward)})

    def remove_reward(self, key: str) -> None:
        """Take out a reward that was never claimed."""
        self._write_one(_REMOVE_REWARD, {"asked": key})

    def add_claim(self, claim: Claim) -> None:
        """Note that a reward was taken for a feat."""
        self._write(_ADD_CLAIM, rows.claim_values(claim))

    def remove_claim(self, feat: int) -> None:
        """Take the claim for that feat back."""
        self._write_one(_REMOVE_CLAIM, {"asked": feat})

    def _add_outcomes(self, activity: Activity) -> None:
        for position, outcome in enumerate(activity.outcomes):
            own = {"key": outcome.key, "name": outcome.name, "color": outcome.color}
            self._write(_ADD_OUTCOME, {"activity": activity.key, "position": position, **own})

    # Writing entries

    def add(self, entry: LogEntry) -> LogEntry:
        """Write an entry; the answer is what the file now holds: with its number, in whole milliseconds."""
        facts = rows.entry_facts(entry)
        try:
            number = self._raw.execute(_ADD_ENTRY, {"uid": entry.uid, **facts}).lastrowid or 0
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                raise
            # Callers look before they refer to something: what they saw is not what the file holds.
            raise DamagedData(self._path, str(error)) from error
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
        if statement.table not in _NOT_OF_THE_BOOK:
            self._control.before_book()
        try:
            return self._connection.execute(statement, values)
        except DBAPIError as error:
            raise (error.orig or error) from error

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

_ADD_DAY_OFF = insert(tables.day_off)
_REMOVE_DAY_OFF = delete(tables.day_off).where(tables.day_off.c.number == _ASKED)
_change_note = insert_or_change(tables.reserve_note)
_SET_RESERVE_NOTE = _change_note.on_conflict_do_update(
    index_elements=[tables.reserve_note.c.day],
    set_={name: _change_note.excluded[name] for name in ("declined", "reason")},
)
_ADD_CAMPAIGN = insert(tables.campaign)
_REPLACE_CAMPAIGN = update(tables.campaign).where(tables.campaign.c.key == _ASKED)
_REMOVE_CAMPAIGN = delete(tables.campaign).where(tables.campaign.c.key == _ASKED)
_ADD_CAMPAIGN_ACTIVITY = insert(tables.campaign_activity)
_REMOVE_CAMPAIGN_ACTIVITIES = delete(tables.campaign_activity).where(
    tables.campaign_activity.c.campaign == _ASKED
)
_ADD_FINAL = insert(tables.campaign_final)
_REMOVE_FINAL = delete(tables.campaign_final).where(tables.campaign_final.c.campaign == _ASKED)
_ADD_FINAL_LINE = insert(tables.campaign_line)
_REMOVE_FINAL_LINES = delete(tables.campaign_line).where(tables.campaign_line.c.campaign == _ASKED)
_ADD_FEAT = insert_or_change(tables.feat).on_conflict_do_nothing()
_ADD_REWARD = _at_end(tables.reward)
_REPLACE_REWARD = update(tables.reward).where(tables.reward.c.key == _ASKED)
_REMOVE_REWARD = delete(tables.reward).where(tables.reward.c.key == _ASKED)
_ADD_CLAIM = insert(tables.claim)
_REMOVE_CLAIM = delete(tables.claim).where(tables.claim.c.feat == _ASKED)

_NOT_OF_THE_BOOK = frozenset({tables.entry, tables.entry_trail, tables.feat, tables.reward, tables.claim})
"""A change of these does not touch the control sum of the rulebook."""

# Every click writes one, so this one's SQL is made only once; the raw connection takes it.
_ADD_ENTRY = str(
    insert(tables.entry).compile(dialect=dialect(paramstyle="named"), column_keys=rows.ENTRY_COLUMNS[1:])
)
_REPLACE_ENTRY = update(tables.entry).where(_entry.uid == _ASKED)
_KEEP_FORM = insert(tables.entry_trail).from_select(
    ["entry", "changed_ms", *_kept_columns],
    select(
        _entry.number, bindparam("changed", type_=Integer), *(_entry[name] for name in _kept_columns)
    ).where(_entry.uid == _ASKED),
)
