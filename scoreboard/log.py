"""The log file: what went wrong, for support. It stays small, and only its owner can read it."""

import os
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from time import strftime

BYTES = 200_000
OLDER = 3
"""So many files that were full stay, as scoreboard.log.1 and so on."""


def note(file: Path, text: str) -> None:
    """Add to the log, or do not if it cannot be written: a log must not stop the program."""
    line = f"{strftime('%Y-%m-%d %H:%M:%S')} {text}\n".encode(errors="backslashreplace")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size + len(line) > BYTES:
            _turn_over(file)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as log:
            with suppress(OSError):
                file.chmod(0o600)
            log.write(line)


def _turn_over(file: Path) -> None:
    files = [file, *(file.with_name(f"{file.name}.{number + 1}") for number in range(OLDER))]
    for newer, older in reversed(list(pairwise(files))):
        with suppress(FileNotFoundError):
            newer.replace(older)
