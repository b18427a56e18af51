"""Beginning anew: data that are there are kept beside, and empty ones take their place."""

from pathlib import Path

from scoreboard.errors import DamagedData, ForeignData, NewerData
from scoreboard.store.copies import copy, free_name, journal, put_in_place
from scoreboard.store.holding import holding
from scoreboard.store.opening import file_problem, make_file

_HEADER = b"SQLite format 3\0"


def begin_anew(database: Path, aside: Path) -> None:
    """Keep the data as `aside`, and make them empty where they are, so that who has them open notices.

    What SQLite cannot copy is renamed, with the journal that a killed writer may have left: together they are
    whole. Raises NoAccess, DiskFull or DataBusy.
    """
    if not is_database(database):
        _rename(database, aside)
        return
    try:
        with holding(database):
            copy(database, aside)
            _make_empty(database)
    except (DamagedData, ForeignData, NewerData):
        _rename(database, aside)


def is_database(path: Path) -> bool:
    """Whether SQLite would take the file for its own; what is beside another one it might take away."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError as error:
        raise file_problem(path, error) from error


def _make_empty(database: Path) -> None:
    from scoreboard.store.migrating import migrate  # noqa: PLC0415 - Alembic takes a tenth of a second

    empty = free_name(database.parent, "checking-anew", database.suffix)
    make_file(empty)
    migrate(empty)
    put_in_place(empty, database)


def _rename(database: Path, aside: Path) -> None:
    aside.unlink(missing_ok=True)  # what was copied so far
    try:
        if journal(database).exists():
            journal(database).rename(journal(aside))
        database.rename(aside)
    except OSError as error:
        raise file_problem(database, error) from error
