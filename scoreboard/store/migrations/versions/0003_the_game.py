"""Campaigns, days off, feats, rewards; dated rules for mini-goals, what wins a day, and reserve days."""

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BOOK = {
    "book": "number, first_weekday, trial_weeks",
    "activity": "key, name, kind, icon, color, stage, step, records_amount, archived, position",
    "outcome": "activity, key, name, color, position",
    "deliverable": "key, name, activity, step, archived, position",
    "rule": (
        "number, kind, activity, outcome, start, points, units, weights, win_by, reason, correction, "
        "written_ms, written_offset, withdrawn_ms"
    ),
    "day_off": "number, first, last, half, reason",
    "reserve_note": "day, declined, reason",
    "campaign": (
        "key, name, first, last, planned_last, points_factor, target_factor, everything, goal, color, icon, "
        "prize"
    ),
    "campaign_activity": "campaign, activity",
    "campaign_final": (
        "campaign, points, base_points, working_days, baseline_points, closed_ms, closed_offset"
    ),
    "campaign_line": "campaign, activity, name, quantity, points",
}


def upgrade() -> None:
    """Make the tables anew whose checks change, then those that are new, and add the rulebook up again."""
    # What refers to a table goes on referring to its name.
    op.execute("PRAGMA legacy_alter_table = ON")
    _make_rules_anew()
    _make_activities_anew()
    op.execute("PRAGMA legacy_alter_table = OFF")
    _make_rules_of_the_game()
    _make_feats_and_rewards()
    _add_up_book()
    op.execute("PRAGMA user_version = 3")


def _make_rules_anew() -> None:
    op.execute("ALTER TABLE rule RENAME TO old_rule")
    op.create_table(
        "rule",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("weights", sa.Text(), nullable=True),
        sa.Column("win_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("written_ms", sa.Integer(), nullable=False),
        sa.Column("written_offset", sa.Integer(), nullable=False),
        sa.Column("withdrawn_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('point', 'cap', 'mini_goal', 'target', 'working_week', 'winning', 'reserve')",
            name="ck_rule_kind",
        ),
        sa.CheckConstraint(
            "(kind IN ('point', 'cap', 'mini_goal')) = (activity IS NOT NULL)", name="ck_rule_activity"
        ),
        sa.CheckConstraint("outcome IS NULL OR kind = 'point'", name="ck_rule_outcome"),
        sa.CheckConstraint("start GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'", name="ck_rule_start"),
        sa.CheckConstraint("(kind IN ('point', 'target')) = (points IS NOT NULL)", name="ck_rule_points"),
        sa.CheckConstraint(
            "units IS NULL OR (kind IN ('cap', 'mini_goal', 'reserve') AND units >= 0)", name="ck_rule_units"
        ),
        sa.CheckConstraint("(kind = 'working_week') = (weights IS NOT NULL)", name="ck_rule_weights"),
        sa.CheckConstraint("(kind = 'winning') = (win_by IS NOT NULL)", name="ck_rule_winning"),
        sa.CheckConstraint("win_by IN ('points', 'mini_goals', 'either')", name="ck_rule_win_by"),
        sa.CheckConstraint("correction IN (0, 1)", name="ck_rule_correction"),
        sa.CheckConstraint("abs(written_offset) < 1440", name="ck_rule_written_offset"),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_rule_activity_activity"),
        sa.PrimaryKeyConstraint("number", name="pk_rule"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO rule SELECT number, kind, activity, outcome, start, points, cap, weights, NULL, reason, "
        "correction, written_ms, written_offset, withdrawn_ms FROM old_rule ORDER BY number"
    )
    # The numbers go on where they were, also behind rules that are gone.
    op.execute(
        "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'old_rule') "
        "WHERE name = 'rule'"
    )
    op.execute("DROP TABLE old_rule")


def _make_activities_anew() -> None:
    """Without the mini-goal, which from now on has a date: the first day on which the activity has points."""
    op.execute(
        "INSERT INTO rule (kind, activity, start, units, reason, correction, written_ms, written_offset) "
        "SELECT 'mini_goal', key, begun.start, mini_goal, '', 0, begun.written_ms, begun.written_offset "
        "FROM activity JOIN ("
        "SELECT activity, min(start) AS start, written_ms, written_offset FROM rule "
        "WHERE kind = 'point' AND withdrawn_ms IS NULL GROUP BY activity"
        ") AS begun ON begun.activity = activity.key WHERE mini_goal IS NOT NULL ORDER BY position"
    )
    op.execute("ALTER TABLE activity RENAME TO old_activity")
    op.create_table(
        "activity",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("records_amount", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('count', 'percent')", name="ck_activity_kind"),
        sa.CheckConstraint("step BETWEEN 1 AND 100", name="ck_activity_step"),
        sa.CheckConstraint("records_amount IN (0, 1)", name="ck_activity_records_amount"),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_activity_archived"),
        sa.PrimaryKeyConstraint("key", name="pk_activity"),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO activity SELECT key, name, kind, icon, color, stage, step, records_amount, archived, "
        "position FROM old_activity"
    )
    op.execute("DROP TABLE old_activity")


def _make_rules_of_the_game() -> None:
    op.create_table(
        "day_off",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("first <= last", name="ck_day_off_order"),
        sa.CheckConstraint("half IN (0, 1)", name="ck_day_off_half"),
        sa.PrimaryKeyConstraint("number", name="pk_day_off"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "reserve_note",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("declined IN (0, 1)", name="ck_reserve_note_declined"),
        sa.PrimaryKeyConstraint("day", name="pk_reserve_note"),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("planned_last", sa.Text(), nullable=False),
        sa.Column("points_factor", sa.Integer(), nullable=False),
        sa.Column("target_factor", sa.Integer(), nullable=False),
        sa.Column("everything", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=False),
        sa.Column("prize", sa.Text(), nullable=False),
        sa.CheckConstraint("first <= last AND last <= planned_last", name="ck_campaign_order"),
        sa.CheckConstraint("points_factor BETWEEN 10 AND 1000", name="ck_campaign_points_factor"),
        sa.CheckConstraint("target_factor BETWEEN 10 AND 1000", name="ck_campaign_target_factor"),
        sa.CheckConstraint("everything IN (0, 1)", name="ck_campaign_everything"),
        sa.CheckConstraint("goal > 0", name="ck_campaign_goal"),
        sa.PrimaryKeyConstraint("key", name="pk_campaign"),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign_activity",
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.key"], name="fk_campaign_activity_campaign_campaign"
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.key"], name="fk_campaign_activity_activity_activity"
        ),
        sa.PrimaryKeyConstraint("campaign", "activity", name="pk_campaign_activity"),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign_final",
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("base_points", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("baseline_points", sa.Text(), nullable=True),
        sa.Column("closed_ms", sa.Integer(), nullable=False),
        sa.Column("closed_offset", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.key"], name="fk_campaign_final_campaign_campaign"),
        sa.PrimaryKeyConstraint("campaign", name="pk_campaign_final"),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign_line",
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign_final.campaign"], name="fk_campaign_line_campaign_campaign_final"
        ),
        sa.ForeignKeyConstraint(["activity"], ["activity.key"], name="fk_campaign_line_activity_activity"),
        sa.PrimaryKeyConstraint("campaign", "activity", name="pk_campaign_line"),
        sqlite_strict=True,
    )


def _make_feats_and_rewards() -> None:
    op.create_table(
        "feat",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_feat"),
        sa.UniqueConstraint("kind", "subject", name="uq_feat_kind_subject"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "reward",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("won_by", sa.Text(), nullable=False),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("since_ms", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("won_by IN ('day', 'week', 'campaign')", name="ck_reward_won_by"),
        sa.CheckConstraint("(price IS NULL) = (currency IS NULL)", name="ck_reward_price"),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_reward_archived"),
        sa.PrimaryKeyConstraint("key", name="pk_reward"),
        sqlite_strict=True,
    )
    op.create_table(
        "claim",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("feat", sa.Integer(), nullable=False),
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("claimed_ms", sa.Integer(), nullable=False),
        sa.Column("claimed_offset", sa.Integer(), nullable=False),
        sa.CheckConstraint("(price IS NULL) = (currency IS NULL)", name="ck_claim_price"),
        sa.CheckConstraint("drawn IN (0, 1)", name="ck_claim_drawn"),
        sa.ForeignKeyConstraint(["feat"], ["feat.number"], name="fk_claim_feat_feat"),
        sa.ForeignKeyConstraint(["reward"], ["reward.key"], name="fk_claim_reward_reward"),
        sa.PrimaryKeyConstraint("number", name="pk_claim"),
        sa.UniqueConstraint("feat", name="uq_claim_feat"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _add_up_book() -> None:
    found = [
        crc32(row)
        for table, facts in BOOK.items()
        for (row,) in op.get_bind().exec_driver_sql(
            f"SELECT CAST(json_array('{table}', {facts}) AS BLOB) FROM {table}"  # noqa: S608
        )
    ]
    op.get_bind().exec_driver_sql("UPDATE book_control SET n = ?, crc = ?", (len(found), sum(found)))
