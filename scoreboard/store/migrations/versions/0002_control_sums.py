"""Control sums of weeks and rulebook, filled from what is there; a flag for entries made by a wrong clock."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ENTRY = (
    "uid, activity, day, at_ms, at_offset, made_ms, made_offset, quantity, outcome, deliverable, percent, "
    "contact, note, amount, currency, source, voided, clock_flag"
)
BOOK = {
    "book": "number, first_weekday, trial_weeks",
    "activity": ("key, name, kind, icon, color, stage, step, mini_goal, records_amount, archived, position"),
    "outcome": "activity, key, name, color, position",
    "deliverable": "key, name, activity, step, archived, position",
    "rule": (
        "number, kind, activity, outcome, start, points, cap, weights, reason, correction, written_ms, "
        "written_offset, withdrawn_ms"
    ),
}


def upgrade() -> None:
    """Make the tables of the sums and the column, and add up every row."""
    for table in ("entry", "entry_trail"):
        # SQLAlchemy's own would need the whole table made anew.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN clock_flag TEXT DEFAULT '' NOT NULL "
            f"CONSTRAINT ck_{table}_clock_flag CHECK (clock_flag IN ('', 'back', 'jump'))"
        )
    op.create_table(
        "week_control",
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", name="pk_week_control"),
        sqlite_strict=True,
    )
    op.create_table(
        "book_control",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=False),
        sa.CheckConstraint("number = 1", name="ck_book_control_single"),
        sa.PrimaryKeyConstraint("number", name="pk_book_control"),
        sqlite_strict=True,
    )
    _add_up_weeks()
    _add_up_book()
    op.execute("PRAGMA user_version = 2")


def _add_up_weeks() -> None:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    rows = op.get_bind().exec_driver_sql(
        f"SELECT day, quantity, CAST(json_array({ENTRY}) AS BLOB) FROM entry"  # noqa: S608
    )
    for day, quantity, row in rows:
        week = sums[_monday(day)]
        week[0] += 1
        week[1] += quantity
        week[2] += crc32(row)
    for monday, numbers in sorted(sums.items()):
        op.get_bind().exec_driver_sql("INSERT INTO week_control VALUES (?, ?, ?, ?)", (monday, *numbers))


@cache
def _monday(day: str) -> str:
    moment = date.fromisoformat(day)
    return (moment - timedelta(days=moment.weekday())).isoformat()


def _add_up_book() -> None:
    found = [
        crc32(row)
        for table, facts in BOOK.items()
        for (row,) in op.get_bind().exec_driver_sql(
            f"SELECT CAST(json_array('{table}', {facts}) AS BLOB) FROM {table}"  # noqa: S608
        )
    ]
    op.get_bind().exec_driver_sql("INSERT INTO book_control VALUES (1, ?, ?)", (len(found), sum(found)))
