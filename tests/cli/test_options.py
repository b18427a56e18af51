"""The global options stand anywhere, and nothing but them opens the window."""

import argparse
import inspect
from pathlib import Path

import pytest

from scoreboard import i18n
from scoreboard.__main__ import main
from scoreboard.cli.options import Options, split
from scoreboard.cli.parser import Parser, words_of_argparse


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data-dir", "there", "--lang", "de", "--as-of", "2026-09-16", "--json", "log", "quote"],
        ["log", "--json", "quote", "--lang=de", "--as-of=2026-09-16", "--data-dir=there"],
        ["log", "quote", "--as-of", "2026-09-16", "--data-dir", "there", "--json", "--lang", "de"],
    ],
)
def test_global_options_stand_before_and_after_the_command(arguments: list[str]) -> None:
    assert split(arguments, {}) == Options(
        words=("log", "quote"), data_dir=Path("there"), lang="de", as_of="2026-09-16", as_json=True
    )


@pytest.mark.parametrize("arguments", [[], ["--lang", "nl"], ["--data-dir=x", "--as-of", "2026-09-16"]])
def test_without_a_command_the_window_is_wanted(arguments: list[str]) -> None:
    assert split(arguments, {}).wants_window


@pytest.mark.parametrize(
    "arguments", [["week"], ["--json"], ["--version"], ["--lang"], ["--what"], ["--", "x"]]
)
def test_anything_else_is_for_the_command_line(arguments: list[str]) -> None:
    assert not split(arguments, {}).wants_window


def test_words_behind_two_dashes_are_left_alone() -> None:
    assert split(["log", "--", "--json"], {}) == Options(words=("log", "--", "--json"))


def test_the_environment_gives_a_moment_unless_an_option_does() -> None:
    environ = {"SCOREBOARD_AS_OF": "2026-01-01"}
    assert split(["week"], environ).as_of == "2026-01-01"
    assert split(["week", "--as-of", "2026-02-02"], environ).as_of == "2026-02-02"


@pytest.mark.parametrize("arguments", [["--help"], ["week", "--help"], ["week", "-h"], ["--version"]])
def test_a_bad_moment_in_the_environment_keeps_nobody_from_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("SCOREBOARD_AS_OF", "soon")
    assert main(arguments) == 0
    assert capsys.readouterr().err == ""
    assert split(["log", "--", "--help"], {"SCOREBOARD_AS_OF": "soon"}).as_of == "soon"


def test_an_option_without_its_value_is_named() -> None:
    assert split(["week", "--data-dir"], {}).incomplete == "--data-dir"
    assert split(["--lang=", "week"], {}).incomplete == "--lang"
    assert split(["week", "--lang", "--json"], {}).incomplete == "--lang"


@pytest.mark.parametrize(
    ("arguments", "status"), [(["--lang", "xx"], 1), (["--as-of", "soon"], 2), (["--as-of", "1999-01-01"], 1)]
)
def test_a_bad_global_option_opens_no_window(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    assert main(arguments) == status
    written = capsys.readouterr()
    assert (written.out, written.err.count("\n")) == ("", 1)


def test_the_texts_of_argparse_are_in_our_catalogues() -> None:
    source = inspect.getsource(argparse)
    assert [text for text in words_of_argparse() if repr(text)[1:-1] not in source] == []
    Parser("week", "")
    assert vars(argparse)["_"] is i18n._
