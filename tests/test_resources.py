"""Files that come with the program are found in all three ways of running it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import scoreboard
from scoreboard.resources import resource

ROOT = Path(__file__).parent.parent


def test_in_a_source_tree() -> None:
    assert resource("icons") == ROOT / "resources" / "icons"
    assert resource("icons").is_dir()


def test_in_an_installed_wheel(tmp_path: Path) -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target = configuration["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]["resources"]
    installed = tmp_path / target
    (installed / "icons").mkdir(parents=True)
    package = Path(scoreboard.__file__).parent
    for module in ("__init__.py", "resources.py"):
        shutil.copy(package / module, tmp_path / "scoreboard")
    code = "from scoreboard.resources import resource; print(resource('icons'))"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()) == (installed / "icons").resolve()


def test_in_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("locale", "nl") == tmp_path / "resources" / "locale" / "nl"
