"""What is refused says so in one line, changes nothing, and ends with the right status."""

import os
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoreboard import i18n
from scoreboard.__main__ import main
from scoreboard.cli.command import Command
from scoreboard.cli.context import Answer, Context
from scoreboard.cli.main import COMMANDS
from tests.boards import set_up_folder
from tests.cli.conftest import WEDNESDAY, Call, content

LONG = "n" * 300
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an entry, a deliverable and an archived activity."""
    database = set_up_folder(tmp_path_factory.mktemp("template"))
    for words in (
        ["log", "quote", "--uid", "11111111-2222-4333-8444-555555555555"],
        ["deliverable", "add", "December newsletter", "--activity", "newsletter"],
        ["activity", "archive", "programme"],
    ):
        assert main([*words, "--data-dir", str(database.parent), "--as-of", WEDNESDAY]) == 0
    return database


@pytest.fixture
def filled(template: Path, folder: Path) -> Path:
    """A folder with a copy of that database."""
    shutil.copyfile(template, folder / "scoreboard.db")
    return folder


REFUSED = {
    "unknown activity": (["log", "visit"], "visit"),
    "archived activity": (["log", "programme"], "programme"),
    "ambiguous activity": (["log", "webinar"], "webinar-promotion, webinar-registration"),
    "unknown outcome": (["log", "customer-call", "--outcome", "later"], "answered, not-answered"),
    "unknown deliverable": (["progress", "January", "10"], "January"),
    "unknown entry": (["void", "99999999"], "99999999"),
    "unknown backup": (["restore", "yesterday"], "yesterday"),
    "unknown starter": (["init", "--force", "--starter", "zoo"], "b2b-services"),
    "unknown activity of a deliverable": (["deliverable", "add", "X", "--activity", "visit"], "visit"),
    "unknown activity of the history": (["history", "--activity", "visit"], "visit"),
    "history in the wrong order": (["history", "--from", "2026-09-16", "--to", "2026-09-15"], "swap them"),
    "count of zero": (["log", "quote", "--count", "0"], "1 to 10,000"),
    "negative count": (["log", "quote", "--count", "-1"], "1 to 10,000"),
    "count too large": (["log", "quote", "--count", "10001"], "1 to 10,000"),
    "percentage above 100": (["progress", "december newsletter", "101"], "0 to 100"),
    "percentage below 0": (["progress", "december newsletter", "-1"], "0 to 100"),
    "date before 2000": (["log", "quote", "--date", "1999-12-31"], "1999-12-31"),
    "date after 2100": (["log", "quote", "--date", "2101-01-01"], "2101-01-01"),
    "date in the future": (["log", "quote", "--date", "2026-09-17"], "2026-09-17"),
    "progress in the future": (
        ["progress", "december newsletter", "10", "--date", "2026-09-17"],
        "2026-09-17",
    ),
    "date that does not exist": (["log", "quote", "--date", "2026-02-30"], "2026-02-30"),
    "time that does not exist": (["log", "quote", "--time", "25:00"], "25:00"),
    "week before 2000": (["week", "1999-12-31"], "1999-12-31"),
    "history after 2100": (["history", "--to", "2101-01-01"], "2101-01-01"),
    "empty name": (["activity", "add", "  "], "Name"),
    "name of 300 characters": (["activity", "add", LONG], "80"),
    "name of a deliverable of 300 characters": (["deliverable", "add", LONG, "--activity", "case"], "80"),
    "empty name of an outcome": (["activity", "add", "Coffee", "--outcome", "=2"], "Name"),
    "control characters in a name": (["activity", "add", "Cof\x1bfee"], "Name"),
    "control characters in a note": (["log", "quote", "--note", "a\x00b"], "Note"),
    "overriding direction in a contact": (["log", "quote", "--contact", "a\u202eb"], "Contact"),
    "control characters in an activity": (["log", "qu\nit\x1b[31m"], "qu"),
    "contact too long": (["log", "quote", "--contact", LONG], "200"),
    "note too long": (["log", "quote", "--note", "n" * 2001], "2,000"),
    "name in use": (["activity", "add", "quote SENT"], "quote SENT"),
    "key in use": (["activity", "add", "Other", "--key", "quote"], "quote"),
    "key with blanks": (["activity", "add", "Other", "--key", "A b"], "small letters"),
    "points above 10,000": (["activity", "set", "quote", "--points", "10000.01"], "10,000"),
    "points below zero": (["activity", "add", "Coffee", "--points", "-1"], "10,000"),
    "points with three decimals": (["activity", "set", "quote", "--points", "0.125"], "two decimals"),
    "points of an outcome above 10,000": (
        ["activity", "set", "customer-call", "--outcome", "answered=10001"],
        "10,000",
    ),
    "points of an unknown outcome": (
        ["activity", "set", "customer-call", "--outcome", "later=2"],
        "answered",
    ),
    "unknown colour": (["activity", "set", "quote", "--color", "mauve"], "petrol"),
    "unknown icon": (["activity", "set", "quote", "--icon", "../quote"], "quote"),
    "unknown kind": (["activity", "add", "Coffee", "--kind", "hours"], "count, percent"),
    "unknown step": (["activity", "set", "newsletter", "--step", "7"], "5, 10, 20, 25, 50"),
    "step of a counted activity": (["activity", "set", "quote", "--step", "10"], "Quote sent"),
    "outcome of a percent activity": (
        ["activity", "add", "Book", "--kind", "percent", "--outcome", "a"],
        "Book",
    ),
    "negative cap": (["activity", "set", "quote", "--daily-cap", "-1"], "10,000"),
    "negative mini-goal": (["activity", "set", "quote", "--mini-goal", "-1"], "10,000"),
    "counting what is measured in percent": (["log", "newsletter"], "Newsletter sent"),
    "a deliverable of what is counted": (
        ["deliverable", "add", "Quote X", "--activity", "quote"],
        "Quote sent",
    ),
    "percent of a counted entry": (["edit", "1111", "--percent", "10"], "Quote sent"),
    "lower points too early": (
        ["activity", "set", "quote", "--points", "1", "--from", "2026-09-16"],
        "2026-09-21",
    ),
    "lower target too early": (["target", "30", "--from", "2026-09-17"], "2026-09-21"),
    "higher target in the past": (["target", "50", "--from", "2026-09-15"], "2026-09-16"),
    "correction without a reason": (["target", "30", "--correct", "--from", "2026-09-01"], "reason"),
    "negative target": (["target", "-1"], "100,000"),
    "target too large": (["target", "100001"], "100,000"),
    "weight above one": (["workweek", "fri=2"], "0 to 1"),
    "amount below zero": (["log", "contract", "--amount", "-5"], "Amount"),
    "amount of a thousandth": (["log", "contract", "--amount", "1.005 EUR", "--lang", "en"], "Amount"),
    "set up twice": (["init"], "--force"),
    "demo in a folder with data": (["demo"], "1 entry"),
    "demo of no weeks": (["demo", "--weeks", "0"], "520"),
    "too many trial weeks": (["init", "--force", "--trial-weeks", "53"], "52"),
    "target of a new book": (["init", "--force", "--target", "-1"], "100,000"),
    "unknown first day of the week": (
        ["init", "--force", "--week-start", "friday"],
        "monday, sunday, saturday",
    ),
    "unknown language": (["week", "--lang", "xx"], "en, nl, de, fr"),
}


@pytest.mark.parametrize(("words", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refusal_is_one_line_and_changes_nothing(
    call: Call, filled: Path, words: list[str], told: str
) -> None:
    before = content(filled)
    said = call(*words)
    assert call("--json", *words) == said
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert told in said.err
    assert all(char.isprintable() for char in said.err.rstrip("\n"))
    assert content(filled) == before
    assert [file.name for file in filled.iterdir()] == ["scoreboard.db"]


WRONG = {
    "count that is no number": ["log", "quote", "--count", "abc"],
    "count that is not whole": ["log", "quote", "--count", "1.5"],
    "count of many digits": ["log", "quote", "--count", "9" * 5000],
    "points that are no number": ["activity", "set", "quote", "--points", "many"],
    "points that are not finite": ["activity", "set", "quote", "--points", "nan"],
    "outcome without points": ["activity", "set", "customer-call", "--outcome", "answered"],
    "missing argument": ["log"],
    "missing percentage": ["progress", "december newsletter"],
    "unknown option": ["log", "quote", "--colour", "red"],
    "abbreviated option": ["log", "quote", "--cou", "2"],
    "one word too many": ["undo", "twice"],
    "option without value": ["log", "quote", "--note"],
    "global option without value": ["log", "quote", "--lang"],
    "unknown command": ["fly"],
    "a command that is still to come": ["board"],
    "half a command": ["activity"],
    "unknown second word": ["activity", "fly"],
    "no command": [],
    "date that is none": ["log", "quote", "--date", "yesterday"],
    "time that is none": ["log", "quote", "--time", "noon"],
    "uid that is none": ["log", "quote", "--uid", "first"],
    "amount that is none": ["log", "contract", "--amount", "much"],
    "amount in two currencies": ["log", "contract", "--amount", "EUR 5 USD"],
    "weekday that is none": ["workweek", "day=1"],
    "weight that is none": ["workweek", "mon"],
    "nothing to edit": ["edit", "1111"],
    "nothing to set": ["activity", "set", "quote"],
    "a date without a target": ["target", "--from", "2026-09-21"],
    "a date without a working week": ["workweek", "--from", "2026-09-21"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_understood_ends_with_2(call: Call, filled: Path, words: list[str]) -> None:
    before = content(filled)
    said = call("--json", *words)
    assert (said.status, said.out) == (2, "")
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert content(filled) == before


@pytest.mark.parametrize("as_of", ["soon", "2026-13-01x", "2026-09-16T"])
def test_a_moment_that_is_none_ends_with_2(call: Call, as_of: str) -> None:
    assert call("week", as_of=as_of).status == 2


def test_a_moment_that_does_not_exist_is_refused(call: Call) -> None:
    assert call("week", as_of="2026-02-30").status == 1


def test_a_database_of_another_program_is_left_alone(call: Call, folder: Path) -> None:
    database = folder / "scoreboard.db"
    database.write_bytes(b"not a database, but somebody's text" * 100)
    before = database.read_bytes()
    for words in (["week"], ["undo"], ["init"], ["demo"]):
        said = call(*words)
        assert (said.status, said.out) == (1, "")
        assert str(database) in said.err
        assert said.err.count("\n") == 1
    assert database.read_bytes() == before


def test_a_folder_that_is_a_file_is_refused(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here I am")
    for words in (["week"], ["log", "quote"]):
        said = call("--data-dir", str(tmp_path / "file"), *words)
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)


def test_newer_data_are_not_touched(call: Call, folder: Path) -> None:
    database = folder / "scoreboard.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = database.read_bytes()
    for words in (["undo"], ["week"], ["init"]):
        said = call(*words)
        assert (said.status, said.out) == (1, "")
        assert "newer" in said.err
    assert '"database": "newer"' in call("check", "--json").out
    assert database.read_bytes() == before


def test_a_damaged_file_is_told_and_not_deleted(call: Call, folder: Path) -> None:
    database = folder / "scoreboard.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    for words in (["undo"], ["history"]):
        said = call(*words)
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert '"database": "damaged"' in call("check", "--json").out
    assert len(database.read_bytes()) == len(whole)


def test_a_fault_of_the_program_is_one_line_and_a_log_without_words(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_context: Context, _given: Namespace) -> Answer:
        raise LookupError("a secret")

    monkeypatch.setitem(COMMANDS, "fails", Command("fails", lambda: "", fails))
    said = call("fails")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    file = folder / "scoreboard.log"
    log = file.read_text()
    assert os.name != "posix" or file.stat().st_mode & 0o077 == 0
    assert "LookupError" in log
    assert "in fails" in log
    assert "a secret" not in log.replace('raise LookupError("a secret")', "") + said.err


@pytest.mark.parametrize("words", [("demo", "--weeks", "4"), ("init",)])
def test_a_folder_whose_data_have_gone_is_not_begun_anew(
    folder: Path, call: Call, words: Sequence[str]
) -> None:
    assert call("log", "quote").status == 0
    assert call("backup").status == 0
    (folder / "scoreboard.db").unlink()
    said = call(*words)
    assert said.status == 1
    assert "backup" in said.err
    assert not (folder / "scoreboard.db").exists()
    assert call("init", "--force").status == 0


def test_names_are_found_however_their_blanks_and_accents_are_typed(call: Call, ask: Ask) -> None:
    call("activity", "add", "Café bezoek")
    for name in ("CAFÉ  bezoek", "cafe\N{COMBINING ACUTE ACCENT} bez"):
        assert ask("log", name)["activity"] == "cafe-bezoek"


def test_a_uid_is_found_as_it_was_given(ask: Ask) -> None:
    uid = "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"
    ask("log", "quote", "--uid", uid)
    assert ask("edit", uid, "--count", "2")["quantity"] == 2
    assert ask("edit", f"{{{uid}}}", "--count", "3")["quantity"] == 3
    assert ask("void", uid[:6])["uid"] == uid.lower()


def test_without_a_working_day_the_week_is_told_day_by_day(call: Call) -> None:
    said = call("workweek", "mon=0", "tue=0", "wed=0", "thu=0", "fri=0")
    assert said.status == 0
    assert "Mon 0" in said.out


def test_what_changed_is_rounded_half_away_from_zero_and_never_to_minus_zero() -> None:
    assert i18n.percent(Fraction(25, 2), signed=True) == "+13%"
    assert i18n.percent(Fraction(-1, 3), signed=True) == "0%"
