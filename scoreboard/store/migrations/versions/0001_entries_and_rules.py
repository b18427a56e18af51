"""The first schema: the book, its activities and dated rules, and the entries with their earlier forms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of schema 1, and mark the file as ours."""
    op.create_table(
        "activity",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("mini_goal", sa.Integer(), nullable=True),
        sa.Column("records_amount", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('count', 'percent')", name="ck_activity_kind"),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_activity_archived"),
        sa.CheckConstraint("mini_goal > 0", name="ck_activity_mini_goal"),
        sa.CheckConstraint("records_amount IN (0, 1)", name="ck_activity_records_amount"),
        sa.CheckConstraint("step BETWEEN 1 AND 100", name="ck_activity_step"),
        sa.PrimaryKeyConstraint("key", name="pk_activity"),
        sqlite_strict=True,
    )
    op.create_table(
        "book",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_weekday", sa.Integer(), nullable=False),
        sa.Column("trial_weeks", sa.Integer(), nullable=False),
        sa.Column(
            "created",
            sa.Text(),
            server_default=sa.text("(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"),
            nullable=False,
        ),
        sa.CheckConstraint("first_weekday BETWEEN 0 AND 6", name="ck_book_first_weekday"),
        sa.CheckConstraint("number = 1", name="ck_book_single"),
        sa.CheckConstraint("trial_weeks >= 0", name="ck_book_trial_weeks"),
        sa.PrimaryKeyConstraint("number", name="pk_book"),
        sqlite_strict=True,
    )
    op.create_table(
        "deliverable",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_deliverable_archived"),
        sa.CheckConstraint("step BETWEEN 1 AND 100", name="ck_deliverable_step"),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_deliverable_activity_activity"),
        sa.PrimaryKeyConstraint("key", name="pk_deliverable"),
        sqlite_strict=True,
    )
    op.create_table(
        "outcome",
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_outcome_activity_activity"),
        sa.PrimaryKeyConstraint("activity", "key", name="pk_outcome"),
        sqlite_strict=True,
    )
    op.create_table(
        "rule",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("weights", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("written_ms", sa.Integer(), nullable=False),
        sa.Column("written_offset", sa.Integer(), nullable=False),
        sa.Column("withdrawn_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'working_week') = (weights IS NOT NULL)", name="ck_rule_weights"),
        sa.CheckConstraint("(kind IN ('point', 'cap')) = (activity IS NOT NULL)", name="ck_rule_activity"),
        sa.CheckConstraint("(kind IN ('point', 'target')) = (points IS NOT NULL)", name="ck_rule_points"),
        sa.CheckConstraint("cap IS NULL OR (kind = 'cap' AND cap >= 0)", name="ck_rule_cap"),
        sa.CheckConstraint("kind IN ('point', 'cap', 'target', 'working_week')", name="ck_rule_kind"),
        sa.CheckConstraint("outcome IS NULL OR kind = 'point'", name="ck_rule_outcome"),
        sa.CheckConstraint("start GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'", name="ck_rule_start"),
        sa.CheckConstraint("abs(written_offset) < 1440", name="ck_rule_written_offset"),
        sa.CheckConstraint("correction IN (0, 1)", name="ck_rule_correction"),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_rule_activity_activity"),
        sa.PrimaryKeyConstraint("number", name="pk_rule"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.Column("made_offset", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("deliverable", sa.Text(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=False),
        sa.CheckConstraint("day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'", name="ck_entry_day"),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="ck_entry_amount"),
        sa.CheckConstraint("(deliverable IS NULL) = (percent IS NULL)", name="ck_entry_deliverable"),
        sa.CheckConstraint("abs(at_offset) < 1440", name="ck_entry_at_offset"),
        sa.CheckConstraint("abs(made_offset) < 1440", name="ck_entry_made_offset"),
        sa.CheckConstraint("length(currency) = 3", name="ck_entry_currency"),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="ck_entry_percent"),
        sa.CheckConstraint("quantity >= 1", name="ck_entry_quantity"),
        sa.CheckConstraint("voided IN (0, 1)", name="ck_entry_voided"),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_entry_activity_activity"),
        sa.ForeignKeyConstraint(
            ["deliverable"], ["deliverable.key"], name="fk_entry_deliverable_deliverable"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_entry"),
        sa.UniqueConstraint("uid", name="uq_entry_uid"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_entry_activity", "entry", ["activity", "voided", "day", "at_ms"], unique=False)
    op.create_index("ix_entry_day", "entry", ["voided", "day", "at_ms"], unique=False)
    op.create_index(
        "ix_entry_deliverable",
        "entry",
        ["deliverable", "voided", "day", "at_ms"],
        unique=False,
        sqlite_where=sa.text("deliverable IS NOT NULL"),
    )
    op.create_table(
        "entry_trail",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.Column("made_offset", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("deliverable", sa.Text(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_entry_trail_activity_activity"),
        sa.ForeignKeyConstraint(
            ["deliverable"], ["deliverable.key"], name="fk_entry_trail_deliverable_deliverable"
        ),
        sa.ForeignKeyConstraint(["entry"], ["entry.number"], name="fk_entry_trail_entry_entry"),
        sa.PrimaryKeyConstraint("number", name="pk_entry_trail"),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_trail_entry", "entry_trail", ["entry"], unique=False)
    op.execute("PRAGMA application_id = 1399025522")
    op.execute("PRAGMA user_version = 1")
