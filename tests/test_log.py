"""The log stays small, is the owner's alone, and never in the way."""

import os
import stat
from pathlib import Path

import pytest

from scoreboard import log


def test_what_is_noted_follows_what_was(tmp_path: Path) -> None:
    file = tmp_path / "data" / "scoreboard.log"
    log.note(file, "one\nof two lines")
    log.note(file, "odd \udcff letters")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line[20:] for line in lines] == ["one", "", "odd \\udcff letters"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_only_the_owner_can_read_any_of_it(tmp_path: Path) -> None:
    file = tmp_path / "data" / "scoreboard.log"
    mask = os.umask(0)
    try:
        for _ in range(60):
            log.note(file, "a line of the log\n" * 1000)
    finally:
        os.umask(mask)
    files = sorted(file.parent.iterdir())
    assert [one.name for one in files] == [file.name, *(f"{file.name}.{number}" for number in (1, 2, 3))]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert max(one.stat().st_size for one in files) <= log.BYTES


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_one_that_others_could_read_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "scoreboard.log"
    file.write_text("before\n")
    file.chmod(0o644)
    log.note(file, "after")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith("before\n")


def test_where_it_cannot_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    log.note(tmp_path / "data" / "scoreboard.log", "lost")
