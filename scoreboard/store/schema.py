"""What marks a file as one of ours. Apart from tables.py, because a start reads without SQLAlchemy."""

APPLICATION_ID = 0x53636F72
"""The file's mark in its header: "Scor"."""

SCHEMA = 3
"""The newest schema; the file's `user_version`, and the number of its newest migration."""

TABLES = frozenset(
    {
        "book",
        "activity",
        "outcome",
        "deliverable",
        "rule",
        "day_off",
        "reserve_note",
        "campaign",
        "campaign_activity",
        "campaign_final",
        "campaign_line",
        "feat",
        "reward",
        "claim",
        "entry",
        "entry_trail",
        "week_control",
        "book_control",
    }
)
"""The tables of that schema."""
