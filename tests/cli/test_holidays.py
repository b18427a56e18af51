"""The command of public holidays, as a script meets it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scoreboard.settings import Settings, save
from tests.cli.conftest import Call

Ask = Callable[..., Any]


def test_holidays_are_listed_as_the_days_off_they_would_be(ask: Ask) -> None:
    found = ask("days-off", "holidays", "NL", "2027")
    assert {one["from"]: one for one in found}["2027-04-27"] == {
        "from": "2027-04-27",
        "to": "2027-04-27",
        "half": False,
        "reason": "King's Day",
        "working": True,
        "off": False,
    }
    assert ask("days-off") == []


def test_those_to_come_on_working_days_are_taken_off_once(ask: Ask) -> None:
    added = ask("days-off", "holidays", "de-by", "--add")
    assert "2027-01-06" in {one["from"] for one in added}
    assert all(one["from"] > "2026-09-16" and one["working"] and not one["off"] for one in added)
    assert [one["from"] for one in ask("days-off")] == [one["from"] for one in added]
    assert ask("days-off", "holidays", "DE-BY", "--add") == []
    listed = {one["from"]: one["off"] for one in ask("days-off", "holidays", "DE-BY")}
    assert (listed["2027-01-06"], listed["2026-10-03"]) == (True, False)


def test_the_place_of_the_settings_is_asked_when_none_is_named(ask: Ask, call: Call, folder: Path) -> None:
    said = call("days-off", "holidays")
    assert (said.status, said.out) == (2, "")
    assert "DE-BY" in said.err
    save(folder / "settings.toml", Settings(holidays_country="DE", holidays_region="BY"))
    assert "2027-01-06" in {one["from"] for one in ask("days-off", "holidays")}


def test_what_is_not_known_is_refused(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, told in ((("XX",), "XX"), (("DE-XX",), "BY"), (("NL", "1850"), "2000")):
        said = call("days-off", "holidays", *words)
        assert (said.status, said.out) == (1, "")
        assert told in said.err
    monkeypatch.setitem(sys.modules, "holidays", None)
    said = call("days-off", "holidays", "NL")
    assert said.status == 1
    assert "pip install holidays" in said.err
