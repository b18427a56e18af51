"""Calls of the program inside the test's process, on a set-up folder of the test's own."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scoreboard.__main__ import main
from scoreboard.values import Value
from tests.boards import set_up_folder

WEDNESDAY = "2026-09-16T14:05"


class Said(Value):
    """What a call answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on standard output."""
        assert self.status == 0, self.err
        assert self.err == ""
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder: B2B services, 40 points a week, no trial, rules from 29 June 2026."""
    return set_up_folder(tmp_path / "data").parent


@pytest.fixture
def call(folder: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the program on Wednesday 16 September 2026 at 14:05 local time."""
    assert folder.is_dir()

    def run(*words: str, as_of: str = WEDNESDAY) -> Said:
        status = main([*words, "--as-of", as_of])
        written = capsys.readouterr()
        return Said(status, written.out, written.err)

    return run


@pytest.fixture
def ask(call: Call) -> Callable[..., Any]:
    """Runs the program with --json and answers its document."""

    def run(*words: str, as_of: str = WEDNESDAY) -> Any:
        return call("--json", *words, as_of=as_of).data

    return run


def content(folder: Path) -> str:
    """Everything that the database says."""
    with closing(sqlite3.connect(folder / "scoreboard.db")) as connection:
        return "\n".join(connection.iterdump())
