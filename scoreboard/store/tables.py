"""The tables of the seller's file. Core, no ORM session: a click and a start are quicker without one.

Days are ISO text, readable in any SQLite browser and ordered as they are. Moments are milliseconds since 1970
in UTC, with the offset of their place in minutes beside them. Points are hundredths, money is decimal text.
"""

import sqlite3

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    StaticPool,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _facts() -> list[SchemaItem]:
    """The columns of an entry that can change, the same in `entry` and in `entry_trail`."""
    return [
        Column("activity", Text, ForeignKey("activity.key"), nullable=False),
        Column("day", Text, nullable=False),
        Column("at_ms", Integer, nullable=False),
        Column("at_offset", Integer, nullable=False),
        Column("made_ms", Integer, nullable=False),
        Column("made_offset", Integer, nullable=False),
        Column("quantity", Integer, nullable=False),
        Column("outcome", Text),
        Column("deliverable", Text, ForeignKey("deliverable.key")),
        Column("percent", Integer),
        Column("contact", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("amount", Text),
        Column("currency", Text),
        Column("source", Text, nullable=False),
        Column("voided", Integer, nullable=False),
        Column(
            "clock_flag",
            Text,
            CheckConstraint("clock_flag IN ('', 'back', 'jump')", "clock_flag"),
            nullable=False,
            server_default=text("''"),
        ),
    ]


book = Table(
    "book",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("first_weekday", Integer, nullable=False),
    Column("trial_weeks", Integer, nullable=False),
    Column("created", Text, nullable=False, server_default=text("(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))")),
    CheckConstraint("number = 1", "single"),
    CheckConstraint("first_weekday BETWEEN 0 AND 6", "first_weekday"),
    CheckConstraint("trial_weeks >= 0", "trial_weeks"),
    sqlite_strict=True,
)

activity = Table(
    "activity",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("icon", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("step", Integer),
    Column("records_amount", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    CheckConstraint("kind IN ('count', 'percent')", "kind"),
    CheckConstraint("step BETWEEN 1 AND 100", "step"),
    CheckConstraint("records_amount IN (0, 1)", "records_amount"),
    CheckConstraint("archived IN (0, 1)", "archived"),
    sqlite_strict=True,
)

outcome = Table(
    "outcome",
    metadata,
    Column("activity", Text, ForeignKey("activity.key"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("color", Text),
    Column("position", Integer, nullable=False),
    sqlite_strict=True,
)

deliverable = Table(
    "deliverable",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("activity", Text, ForeignKey("activity.key"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    CheckConstraint("step BETWEEN 1 AND 100", "step"),
    CheckConstraint("archived IN (0, 1)", "archived"),
    sqlite_strict=True,
)

rule = Table(
    "rule",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("activity", Text, ForeignKey("activity.key")),
    Column("outcome", Text),
    Column("start", Text, nullable=False),
    Column("points", Integer),
    Column("units", Integer),
    Column("weights", Text),
    Column("win_by", Text),
    Column("reason", Text, nullable=False),
    Column("correction", Integer, nullable=False),
    Column("written_ms", Integer, nullable=False),
    Column("written_offset", Integer, nullable=False),
    Column("withdrawn_ms", Integer),
    CheckConstraint(
        "kind IN ('point', 'cap', 'mini_goal', 'target', 'working_week', 'winning', 'reserve')", "kind"
    ),
    CheckConstraint("(kind IN ('point', 'cap', 'mini_goal')) = (activity IS NOT NULL)", "activity"),
    CheckConstraint("outcome IS NULL OR kind = 'point'", "outcome"),
    CheckConstraint("start GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'", "start"),
    CheckConstraint("(kind IN ('point', 'target')) = (points IS NOT NULL)", "points"),
    CheckConstraint("units IS NULL OR (kind IN ('cap', 'mini_goal', 'reserve') AND units >= 0)", "units"),
    CheckConstraint("(kind = 'working_week') = (weights IS NOT NULL)", "weights"),
    CheckConstraint("(kind = 'winning') = (win_by IS NOT NULL)", "winning"),
    CheckConstraint("win_by IN ('points', 'mini_goals', 'either')", "win_by"),
    CheckConstraint("correction IN (0, 1)", "correction"),
    CheckConstraint("abs(written_offset) < 1440", "written_offset"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

day_off = Table(
    "day_off",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("half", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("first <= last", "order"),
    CheckConstraint("half IN (0, 1)", "half"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

# What the seller says of a missed day; without a row its reserve day is used without a word.
reserve_note = Table(
    "reserve_note",
    metadata,
    Column("day", Text, primary_key=True),
    Column("declined", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("declined IN (0, 1)", "declined"),
    sqlite_strict=True,
)

# Factors are hundredths like points. `everything`: for all activities, not those of campaign_activity.
campaign = Table(
    "campaign",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("planned_last", Text, nullable=False),
    Column("points_factor", Integer, nullable=False),
    Column("target_factor", Integer, nullable=False),
    Column("everything", Integer, nullable=False),
    Column("goal", Integer),
    Column("color", Text, nullable=False),
    Column("icon", Text, nullable=False),
    Column("prize", Text, nullable=False),
    CheckConstraint("first <= last AND last <= planned_last", "order"),
    CheckConstraint("points_factor BETWEEN 10 AND 1000", "points_factor"),
    CheckConstraint("target_factor BETWEEN 10 AND 1000", "target_factor"),
    CheckConstraint("everything IN (0, 1)", "everything"),
    CheckConstraint("goal > 0", "goal"),
    sqlite_strict=True,
)

campaign_activity = Table(
    "campaign_activity",
    metadata,
    Column("campaign", Text, ForeignKey("campaign.key"), primary_key=True),
    Column("activity", Text, ForeignKey("activity.key"), primary_key=True),
    sqlite_strict=True,
)

# The final table of a finished campaign, as it was when prizes were given: points with the campaign's factor
# and without, as exact fractions in text.
campaign_final = Table(
    "campaign_final",
    metadata,
    Column("campaign", Text, ForeignKey("campaign.key"), primary_key=True),
    Column("points", Text, nullable=False),
    Column("base_points", Text, nullable=False),
    Column("working_days", Integer, nullable=False),
    Column("baseline_points", Text),
    Column("closed_ms", Integer, nullable=False),
    Column("closed_offset", Integer, nullable=False),
    sqlite_strict=True,
)

campaign_line = Table(
    "campaign_line",
    metadata,
    Column("campaign", Text, ForeignKey("campaign_final.campaign"), primary_key=True),
    Column("activity", Text, ForeignKey("activity.key"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("points", Text, nullable=False),
    sqlite_strict=True,
)

# What was celebrated, once. `subject` is the day, the week's first day or the campaign's key.
feat = Table(
    "feat",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("at_offset", Integer, nullable=False),
    UniqueConstraint("kind", "subject"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

reward = Table(
    "reward",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("won_by", Text, nullable=False),
    Column("price", Text),
    Column("currency", Text),
    Column("since_ms", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    CheckConstraint("won_by IN ('day', 'week', 'campaign')", "won_by"),
    CheckConstraint("(price IS NULL) = (currency IS NULL)", "price"),
    CheckConstraint("archived IN (0, 1)", "archived"),
    sqlite_strict=True,
)

claim = Table(
    "claim",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("feat", Integer, ForeignKey("feat.number"), nullable=False, unique=True),
    Column("reward", Text, ForeignKey("reward.key"), nullable=False),
    Column("price", Text),
    Column("currency", Text),
    Column("drawn", Integer, nullable=False),
    Column("claimed_ms", Integer, nullable=False),
    Column("claimed_offset", Integer, nullable=False),
    CheckConstraint("(price IS NULL) = (currency IS NULL)", "price"),
    CheckConstraint("drawn IN (0, 1)", "drawn"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

entry = Table(
    "entry",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    *_facts(),
    CheckConstraint("day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'", "day"),
    CheckConstraint("abs(at_offset) < 1440", "at_offset"),
    CheckConstraint("abs(made_offset) < 1440", "made_offset"),
    CheckConstraint("quantity >= 1", "quantity"),
    CheckConstraint("percent BETWEEN 0 AND 100", "percent"),
    CheckConstraint("(deliverable IS NULL) = (percent IS NULL)", "deliverable"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", "amount"),
    CheckConstraint("length(currency) = 3", "currency"),
    CheckConstraint("voided IN (0, 1)", "voided"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

# Each index ends with the row's number by itself, so that the order of scoring needs no sorting.
Index("ix_entry_day", entry.c.voided, entry.c.day, entry.c.at_ms)
Index("ix_entry_activity", entry.c.activity, entry.c.voided, entry.c.day, entry.c.at_ms)
Index(
    "ix_entry_deliverable",
    entry.c.deliverable,
    entry.c.voided,
    entry.c.day,
    entry.c.at_ms,
    sqlite_where=text("deliverable IS NOT NULL"),
)

entry_trail = Table(
    "entry_trail",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("entry", Integer, ForeignKey("entry.number"), nullable=False, index=True),
    Column("changed_ms", Integer, nullable=False),
    *_facts(),
    sqlite_strict=True,
)

# Control sums; control.py keeps them. A week is named by its Monday, whatever the seller's weeks begin with.
week_control = Table(
    "week_control",
    metadata,
    Column("week", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("crc", Integer, nullable=False),
    sqlite_strict=True,
)

book_control = Table(
    "book_control",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("crc", Integer, nullable=False),
    CheckConstraint("number = 1", "single"),
    sqlite_strict=True,
)


def connection_over(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy's view of a connection that is ours to open and close, its transactions as well.

    To be made outside a transaction: SQLAlchemy rolls back after its first look at a connection.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
    )
    return engine.connect()
