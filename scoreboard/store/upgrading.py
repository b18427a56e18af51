"""An older file on the way to the present schema: first a backup, then the migration, whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

from scoreboard.errors import DataBusy, MigrationFailed
from scoreboard.paths import Paths
from scoreboard.store.backups import Backups
from scoreboard.store.migrating import migrate


def upgrade(path: Path) -> None:
    """Bring the older file at `path` to the present schema.

    Raises StoreProblem when no backup can be made, DataBusy when another program holds the file, and else
    MigrationFailed, with the backup. The file is as it was then.
    """
    # The clock only names the backup.
    backup = Backups(path, Paths(path.parent).backups_dir).make(datetime.now(UTC))
    try:
        migrate(path)
    except DataBusy:
        raise
    except Exception as error:
        raise MigrationFailed(path, getattr(error, "detail", str(error)), backup.path) from error
