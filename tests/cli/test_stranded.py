"""What stays in the lifeboat because it does not fit, on the command line."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scoreboard.paths import Paths
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from tests.boards import Clock
from tests.cli.conftest import Call
from tests.cli.test_json import fits

Ask = Callable[..., Any]
SHAPE = (
    '[{"uid","activity","day","time","quantity","outcome","deliverable","percent","contact","note","reason"}]'
)
UID = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def boat(folder: Path) -> Lifeboat:
    """With an entry of an activity that nobody knows."""
    found = lifeboat_of(Paths(folder))
    keep_as_typed(found, Clock(), "Cold call", count=3, contact="Ann", uid=UID)
    return found


@pytest.mark.usefixtures("boat")
def test_it_is_listed_with_what_it_says_and_why(call: Call) -> None:
    said = call("lifeboat")
    assert said.status == 0
    first, second = said.out.splitlines()
    assert first == "11111111  Wed 16 Sep 2026 14:05  Cold call × 3"
    assert second.startswith("  There is no activity “Cold call”.")
    assert said.err == ""
    document = json.loads(call("--json", "lifeboat").out)
    fits(document, SHAPE)
    assert document[0]["reason"] == second.strip()
    assert datetime.fromisoformat(document[0]["time"]).isoformat() == Clock().moment.isoformat()
    assert (document[0]["contact"], document[0]["note"]) == ("Ann", None)
    assert "scoreboard lifeboat shows" in call("check").out


def test_it_is_added_as_another(call: Call, boat: Lifeboat) -> None:
    said = call("lifeboat", UID[:8], "--as", "call with pro")
    assert (said.status, said.out) == (0, "Wed 16 Sep 2026  Call with prospect × 3  +6\n")
    assert boat.files() == []
    assert call("lifeboat").out == "Nothing in the lifeboat needs a decision.\n"


def test_it_is_dropped_and_kept(call: Call, boat: Lifeboat) -> None:
    said = call("lifeboat", UID, "--drop")
    assert said.status == 0
    assert f"it is kept in {boat.dropped_file}." in said.out
    assert UID.encode() in boat.dropped_file.read_bytes()
    assert boat.files() == []


@pytest.mark.parametrize("words", [["nobody", "--drop"], [UID, "--as", "Coffee"]])
def test_what_is_not_known_changes_nothing(call: Call, boat: Lifeboat, words: list[str]) -> None:
    said = call("lifeboat", *words)
    assert (said.status, said.out) == (1, "")
    assert "There is no" in said.err
    assert [kept.entry.uid for kept in boat.kept().entries] == [UID]


@pytest.mark.parametrize("words", [["--drop"], [UID], ["--as", "quote"]])
def test_an_entry_and_what_to_do_belong_together(call: Call, words: list[str]) -> None:
    assert call("lifeboat", *words).status == 2
