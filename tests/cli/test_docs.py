"""The reference for users knows every command and option, and its examples work."""

import re
import shlex
from pathlib import Path

import pytest

from scoreboard.cli.main import COMMANDS
from scoreboard.cli.options import SWITCHES, WITH_VALUE
from tests.cli.conftest import Call

REFERENCE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ scoreboard (.*)$", REFERENCE, re.MULTILINE)


def part(words: str) -> str:
    """What the reference says below the heading of a command; `void` and `undo` share theirs."""
    found = re.search(
        rf"^### (?:void and )?{words}(?: and undo)?\n(.*?)(?=^##|\Z)", REFERENCE, re.MULTILINE | re.DOTALL
    )
    assert found, f"no heading for {words}"
    return found[1]


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_of_every_command_is_described(words: str) -> None:
    described = part(words) + (part("log") if words == "edit" else "")
    options = {
        option
        for action in COMMANDS[words].parser()._actions
        for option in action.option_strings
        if option.startswith("--") and option not in {"--help", "--no-records-amount"}
    }
    assert {option for option in options if not re.search(rf"{option}\b", described)} == set()


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_an_example_or_needs_an_entry(words: str) -> None:
    examples = [example for example in EXAMPLES if f" {words} " in f" {example} "]
    assert examples or words in {
        "edit",
        "void",
        "campaign end",
        "campaign result",
        "reward claim",
        "reward draw",
    }


@pytest.mark.parametrize("option", [*WITH_VALUE, *SWITCHES])
def test_every_global_option_is_described(option: str) -> None:
    assert f"`{option}" in REFERENCE


def test_the_examples_work_one_after_the_other(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "scoreboard.db").unlink()
    for example in EXAMPLES:
        said = call(*shlex.split(example))
        assert (said.status, said.err) == (0, ""), example
