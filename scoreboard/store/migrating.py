"""Bringing a file to the present schema: in one transaction, so that a kill leaves the old or the new one.

Imported only for a new or an old file, because Alembic takes a tenth of a second.
"""

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from scoreboard.errors import DamagedData
from scoreboard.store.opening import connect, problems, take_write_lock
from scoreboard.store.tables import connection_over

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(path: Path) -> None:
    """Run every migration that the file has not seen yet. Raises StoreProblem; the file is as it was then."""
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with problems(path), closing(connect(path, "rw")) as raw:
        # A table made anew would take its children with it; inside a transaction this cannot be switched.
        raw.execute("PRAGMA foreign_keys=OFF")
        connection = connection_over(raw)
        take_write_lock(raw)
        # SQLAlchemy ends the transaction, so that Alembic sees it and makes none of its own.
        with connection.begin():
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except DBAPIError as error:
                raise (error.orig or error) from error
            lost = raw.execute("PRAGMA foreign_key_check").fetchone()
            if lost:
                raise DamagedData(path, f"{lost[0]} refers to a missing {lost[2]}")
