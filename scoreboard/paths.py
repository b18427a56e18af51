"""Where everything the program writes lives; nothing else in the program asks the system for a folder."""

import errno
import os
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import platformdirs

from scoreboard.values import Value

VARIABLE = "SCOREBOARD_DATA_DIR"
MOST_MOVES = 8
_OURS = re.compile(
    r"(scoreboard|lifeboat|settings|checking)[.-].*|(moved|damaged|newer|recovery|recount)-\d{8}-\d{6}.*"
    r"|backups|replacing|window\.lock|moved-to\.txt|moving\.tmp"
)
"""The files of a data folder."""


class Paths(Value):
    """The files of one seller, all below one folder."""

    data_dir: Path
    moved: bool = False
    """Whether the data were moved here, so that a missing database is no beginning but a missing disk."""

    @classmethod
    def of(cls, data_dir: Path | None, environ: Mapping[str, str]) -> "Paths":
        """Take the folder that was asked for, else that of SCOREBOARD_DATA_DIR, else the user's usual one.

        If the data were moved away from there, take the folder that they were moved to.
        """
        chosen = (
            data_dir or environ.get(VARIABLE) or platformdirs.user_data_dir("scoreboard", appauthor=False)
        )
        paths = cls(Path(chosen).expanduser().absolute())
        for _ in range(MOST_MOVES):
            target = paths.moved_to()
            if target is None:
                break
            paths = cls(target, moved=True)
        return paths

    def moved_to(self) -> Path | None:
        """The folder that the data were moved to from here."""
        try:
            target = Path(self.pointer_file.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None
        return target if target.is_absolute() and not self.database.exists() else None

    @property
    def pointer_file(self) -> Path:
        """Says, in a folder that the data were moved away from, where they are now."""
        return self.data_dir / "moved-to.txt"

    @property
    def database(self) -> Path:
        """The seller's own SQLite file."""
        return self.data_dir / "scoreboard.db"

    @property
    def settings_file(self) -> Path:
        """Preferences of this computer, readable TOML."""
        return self.data_dir / "settings.toml"

    @property
    def backups_dir(self) -> Path:
        """Copies of the database, made by the program."""
        return self.data_dir / "backups"

    @property
    def lifeboat_file(self) -> Path:
        """Entries that could not be stored in the database and wait to be brought in."""
        return self.data_dir / "lifeboat.jsonl"

    @property
    def lifeboat_fallback(self) -> Path:
        """The same while the data folder cannot be written: in a folder of the user's own for it alone."""
        # Not tempfile.gettempdir, which tries to write there and has another answer when the disk is full.
        usual = next((os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)), "/tmp")  # noqa: S108
        user = os.getuid() if hasattr(os, "getuid") else "user"
        mark = zlib.crc32(os.fsencode(self.data_dir))
        return Path(usual) / f"scoreboard-{user}-{mark:08x}" / self.lifeboat_file.name

    @property
    def log_file(self) -> Path:
        """What the program noticed, for support."""
        return self.data_dir / "scoreboard.log"

    def create(self) -> None:
        """Make the data folder, closed to other users where it is ours to close; raises OSError.

        A folder that data were moved to is not made anew: if they are gone, a disk is missing.
        """
        if self.moved and not self.database.exists():
            raise FileNotFoundError(
                errno.ENOENT, "the data were moved here and are not there", str(self.database)
            )
        self.make_private()

    def make_private(self) -> None:
        """Make the folder, or take away what others may do in one that is there; raises OSError if it is not.

        One in which there is anything but our files, such as a home, stays as it is; those are closed each.
        """
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):
            mode = self.data_dir.stat().st_mode
            if os.name == "posix" and mode & 0o077 and all(map(_is_ours, self.data_dir.iterdir())):
                self.data_dir.chmod(mode & 0o700)  # what the owner took from themselves stays taken


def _is_ours(file: Path) -> bool:
    return bool(_OURS.fullmatch(file.name))
