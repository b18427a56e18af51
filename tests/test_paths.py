"""The folder is the one that was asked for, and nobody else can look into it."""

import os
import stat
import sys
from pathlib import Path

import pytest

from scoreboard.paths import Paths


def test_the_argument_wins_over_the_variable(tmp_path: Path) -> None:
    assert Paths.of(tmp_path, {"SCOREBOARD_DATA_DIR": "/elsewhere"}).data_dir == tmp_path


def test_the_variable_wins_over_the_usual_folder(tmp_path: Path) -> None:
    assert Paths.of(None, {"SCOREBOARD_DATA_DIR": str(tmp_path)}).data_dir == tmp_path


def test_an_empty_variable_means_the_usual_folder() -> None:
    usual = Paths.of(None, {}).data_dir
    assert usual.name == "scoreboard"
    assert Paths.of(None, {"SCOREBOARD_DATA_DIR": ""}).data_dir == usual


def test_a_relative_folder_stays_the_same_when_the_current_one_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = Paths.of(Path("mine"), {})
    monkeypatch.chdir("/")
    assert found.data_dir == tmp_path / "mine"


def test_a_tilde_is_the_home() -> None:
    assert Paths.of(Path("~/points"), {}).data_dir == Path.home() / "points"


def test_every_file_lies_in_the_folder(tmp_path: Path) -> None:
    found = Paths.of(tmp_path, {})
    files = [found.database, found.settings_file, found.backups_dir, found.lifeboat_file, found.log_file]
    assert [file.parent for file in files] == [tmp_path] * 5
    assert len(set(files)) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_can_look_in(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        Paths.of(tmp_path / "new" / "data", {}).create()
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new" / "data").stat().st_mode) == 0o700


def test_creating_twice_keeps_what_is_there(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "data", {})
    paths.create()
    paths.database.write_bytes(b"mine")
    paths.create()
    assert paths.database.read_bytes() == b"mine"


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize(
    ("names", "before", "after"),
    [
        ((), 0o755, 0o700),
        (("scoreboard.db", "settings.toml", "backups", "damaged-20260916-100000.db"), 0o775, 0o700),
        (("scoreboard.db", "scoreboard.log.1", "lifeboat.ballast", "moved-to.txt"), 0o555, 0o500),
        (("scoreboard.db", "thesis.odt"), 0o755, 0o755),
        ((".bashrc",), 0o755, 0o755),
    ],
)
def test_a_folder_that_is_there_is_closed_where_it_is_ours_alone(
    tmp_path: Path, names: tuple[str, ...], before: int, after: int
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    folder.chmod(before)
    Paths(folder).create()
    assert mode(folder) == after
    folder.chmod(0o700)
