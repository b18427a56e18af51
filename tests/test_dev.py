"""The one command starts at once when all is in place, and never takes half an installation for a whole."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Python")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with nothing installed."""
    folder = tmp_path / "my project"
    (folder / "scoreboard" / "gui").mkdir(parents=True)
    needed = ["__init__.py", "resources.py", "i18n.py", "gui/__init__.py", "gui/preflight.py"]
    for file in [
        "dev.py",
        "requirements.lock",
        "requirements-dev.lock",
        *(f"scoreboard/{name}" for name in needed),
    ]:
        shutil.copy(ROOT / file, folder / file)
    return folder


@pytest.fixture
def ready(project: Path) -> Path:
    """The same with an environment that is ready to run, in which Python says what it was asked."""
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "<%s>" "$@"\nexit 7\n')
    python.chmod(0o755)
    code = "import dev; print(dev.fingerprint())"
    key = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True
    )
    (project / ".venv" / "ready").write_text(f"{key.stdout.strip()} run test")
    return project


def dev(project: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "dev.py"), *arguments]
    return subprocess.run(command, cwd=cwd or project, capture_output=True, text=True, check=False)


def test_an_old_python_can_read_it_far_enough_to_say_no() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_it_needs_nothing_but_python(project: Path) -> None:
    command = [sys.executable, "-IS", "dev.py", "--help"]
    found = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert "dev.py run" in found.stdout


@pytest.mark.parametrize("arguments", [["dance"], ["--dance"]])
def test_an_unknown_command_is_a_wrong_usage(project: Path, arguments: list[str]) -> None:
    assert dev(project, *arguments).returncode == 2


@posix
def test_run_passes_everything_through(ready: Path, tmp_path: Path) -> None:
    found = dev(ready, "run", "log", "call", "--note", "two words", "--json", cwd=tmp_path)
    assert found.stdout == "<-P><-m><scoreboard><log><call><--note><two words><--json>"
    assert found.stderr == ""
    assert found.returncode == 7


@posix
def test_test_passes_everything_through(ready: Path) -> None:
    assert dev(ready, "test", "-k", "score").stdout == "<-m><pytest><-k><score>"
    assert dev(ready, "test", "--long", "-x").stdout == "<-m><pytest><-m><><-x>"


@posix
def test_lint_names_all_that_found_something(ready: Path) -> None:
    linter = ready / ".venv" / "bin" / "lint-imports"
    linter.write_text("#!/bin/sh\n")
    linter.chmod(0o755)
    found = dev(ready, "lint")
    assert found.stderr.splitlines()[-1] == "Found something: format, style, types, words"
    assert found.returncode == 1


@pytest.mark.long
def test_an_installation_that_failed_starts_again(project: Path) -> None:
    lock = project / "requirements.lock"
    whole = lock.read_text(encoding="utf-8")
    lock.write_text("scoreboard-is-on-no-index==1 --hash=sha256:" + "0" * 64, encoding="utf-8")
    found = dev(project, "run", "--version")
    assert found.returncode == 1
    assert "Installing failed" in found.stderr
    assert not (project / ".venv" / "ready").exists()
    leftover = project / ".venv" / "leftover"
    leftover.touch()
    lock.write_text(whole, encoding="utf-8")
    dev(project, "run", "--version")
    assert (project / ".venv" / "ready").read_text().split()[1:] == ["run"]
    assert not leftover.exists()
