"""The program as a process of its own: what it loads, and how it ends."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

HEAVY = ("PySide6", "matplotlib", "alembic")
WITH_DEFAULT_SIGNALS = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from scoreboard.__main__ import main; sys.exit(main(sys.argv[1:]))"
)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scoreboard", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_logging_loads_neither_window_nor_charts_nor_migrations(folder: Path) -> None:
    assert folder.is_dir()
    code = (
        "import sys; from scoreboard.__main__ import main; status = main(['log', 'quote', '--json']);"
        f"import gc; sys.exit(status or repr([gc.isenabled(), *sorted(set({HEAVY}) & set(sys.modules))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout)["points"] == 3
    assert done.stderr == "[True]\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [(["log", "quote"], 0), (["log", "visit"], 1), (["log", "quote", "--count", "x"], 2)],
)
def test_the_exit_status_says_what_happened(folder: Path, words: list[str], status: int) -> None:
    assert folder.is_dir()
    done = run(*words)
    assert done.returncode == status
    assert bool(done.stdout) == (status == 0)
    assert bool(done.stderr) == (status != 0)
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_gone_is_no_trouble(folder: Path) -> None:
    assert folder.is_dir()
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "scoreboard", "activities"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("errors", ["full", "closed"])
def test_errors_that_cannot_be_read_change_neither_status_nor_answer(folder: Path, errors: str) -> None:
    away = "2>/dev/full" if errors == "full" else "2>&-"
    program = f'exec "{sys.executable}" -m scoreboard --data-dir "{folder}" --json'

    def ask(words: str) -> tuple[int, str]:
        done = subprocess.run(
            ["/bin/sh", "-c", f"{program} {words} {away}"], stdout=subprocess.PIPE, check=False, timeout=60
        )
        return done.returncode, done.stdout.decode()

    assert ask("log visit") == (1, "")
    with closing(sqlite3.connect(folder / "scoreboard.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, answer = ask("log quote")
    assert status == 3
    assert json.loads(answer)["kept"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_told(folder: Path) -> None:
    assert folder.is_dir()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scoreboard", "activities"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name to stop the program at")
def test_control_c_ends_it_quietly(folder: Path) -> None:
    waits_here = folder / "settings.toml"
    os.mkfifo(waits_here)
    with subprocess.Popen(
        [sys.executable, "-c", WITH_DEFAULT_SIGNALS, "week"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        # Opening waits until the program has opened its end, and is reading.
        pipe = os.open(waits_here, os.O_WRONLY)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        os.close(pipe)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_letters_that_the_output_cannot_show_do_not_end_it(folder: Path) -> None:
    assert folder.is_dir()
    environ = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "scoreboard", "log", "quote", "--contact", "Zoë", "--count", "2"],
        capture_output=True,
        env=environ,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_several_at_once_set_up_an_empty_folder_together(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "scoreboard",
        "--data-dir",
        str(tmp_path / "new"),
        "log",
        "quote",
        "--json",
    ]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    answers = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, answers
    assert max(json.loads(out)["week_points"] for out, _err in answers) == 12
