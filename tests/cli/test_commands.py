"""What the commands do, seen from outside."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scoreboard.cli.main import COMMANDS
from tests.boards import Clock, open_board
from tests.cli.conftest import Call, content

Ask = Callable[..., Any]
UID = "11111111-2222-4333-8444-555555555555"


def test_a_first_command_sets_up_an_empty_folder(ask: Ask, tmp_path: Path) -> None:
    new = str(tmp_path / "new" / "folder")
    assert ask("--data-dir", new, "log", "quote")["week_target"] == 40
    assert len(ask("--data-dir", new, "activities")) == 11
    assert ask("--data-dir", new, "week")["trial"] is True


def test_a_first_command_names_the_activities_in_its_language(ask: Ask, tmp_path: Path) -> None:
    names = {
        one["key"]: one["name"]
        for one in ask("--data-dir", str(tmp_path / "new"), "--lang", "nl", "activities")
    }
    assert names["quote"] == "Offerte verstuurd"


def test_init_takes_what_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    new = ["--data-dir", str(tmp_path / "new")]
    options = [
        "--starter",
        "telephone-prospecting",
        "--target",
        "62.5",
        "--trial-weeks",
        "0",
        "--week-start",
        "sunday",
    ]
    assert ask(*new, "init", *options) == {
        "data_dir": str(tmp_path / "new"),
        "starter": "telephone-prospecting",
        "activities": 5,
        "set_aside": None,
    }
    week = ask(*new, "week")
    assert (week["target"], week["trial"], week["week_start"]) == (62.5, False, "2026-09-13")


def test_init_by_force_sets_the_old_data_aside(ask: Ask, folder: Path) -> None:
    ask("log", "quote", "--uid", UID)
    before = content(folder)
    for _time in range(2):
        aside = Path(ask("init", "--force")["set_aside"])
        assert re.fullmatch(r"scoreboard-20260916-140500(-2)?\.db", aside.name)
        assert ask("history") == []
    assert len(list(folder.glob("scoreboard-*.db"))) == 2
    old = folder / "scoreboard-20260916-140500.db"
    old.replace(folder / "scoreboard.db")
    assert content(folder) == before


def test_init_by_force_is_noticed_by_who_has_the_data_open(ask: Ask, folder: Path) -> None:
    ask("log", "quote")
    board = open_board(folder / "scoreboard.db", Clock())
    assert board.screens.standing().points == 3
    aside = Path(ask("init", "--force")["set_aside"])
    assert board.refresh()
    assert board.screens.standing().points == 0
    done = board.journal.log("programme")
    assert done.kept is None
    board.store.close()
    assert [one["activity"] for one in ask("history")] == ["programme"]
    aside.replace(folder / "scoreboard.db")
    assert [one["activity"] for one in ask("history")] == ["quote"]


def test_what_waits_goes_into_the_data_that_it_was_for(ask: Ask, call: Call, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "scoreboard.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert call("log", "quote").status == 3
    said = call("init", "--force")
    assert (said.status, said.err) == (0, "1 entry that waited in the lifeboat was added.\n")
    assert ask("history") == []
    next(folder.glob("scoreboard-*.db")).replace(folder / "scoreboard.db")
    assert len(ask("history")) == 1


def test_init_by_force_sets_a_damaged_file_aside_with_its_journal(ask: Ask, folder: Path) -> None:
    (folder / "scoreboard.db").write_bytes(b"rubbish" * 1000)
    (folder / "scoreboard.db-journal").write_bytes(b"half a transaction")
    aside = Path(ask("init", "--force")["set_aside"])
    assert aside.read_bytes() == b"rubbish" * 1000
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"half a transaction"
    assert ask("check")["ok"] is True


def test_log_answers_with_the_standing(ask: Ask) -> None:
    first = ask("log", "quote", "--count", "2")
    assert (first["quantity"], first["points"], first["day_points"], first["day_goal"]) == (2, 6, 6, 8)
    assert first["feats"] == []
    second = ask("log", "quo")
    assert (second["week_points"], second["week_target"], second["feats"]) == (9, 40, ["day_won"])


def test_points_have_at_most_two_decimals_and_are_whole_where_they_can_be(ask: Ask, call: Call) -> None:
    assert ask("log", "customer-call", "--outcome", "not")["points"] == 0.5
    assert '"points": 3,' in call("--json", "log", "quote").out
    ask("workweek", "mon=0.33")
    assert ask("day", "2026-09-21")["goal"] == 3.05


def test_an_entry_keeps_everything_that_was_said(ask: Ask) -> None:
    ask(
        *[
            "log",
            "contract",
            "--date",
            "2026-09-14",
            "--time",
            "9:30",
            "--contact",
            " Ann  Smith ",
            "--note",
            "Signed",
        ],
        *["--amount", "USD 1,054.5", "--uid", UID.upper()],
    )
    (entry,) = ask("history")
    time = entry.pop("time")
    assert time.startswith("2026-09-14T09:30:00")
    assert re.search(r"[+-]\d\d:\d\d$", time)
    assert entry == {
        "uid": UID,
        "activity": "contract",
        "day": "2026-09-14",
        "quantity": 1,
        "outcome": None,
        "deliverable": None,
        "percent": None,
        "contact": "Ann Smith",
        "note": "Signed",
        "amount": {"value": "1054.50", "currency": "USD"},
        "source": "cli",
        "points": 0,
        "voided": False,
    }


@pytest.mark.parametrize(
    ("language", "text", "value", "currency"),
    [
        ("en", "1054", "1054.00", "EUR"),
        ("en", "1,054.5", "1054.50", "EUR"),
        ("de", "1.054,50 usd", "1054.50", "USD"),
        ("nl", "EUR 1054,50", "1054.50", "EUR"),
        ("fr", "chf1054.00", "1054.00", "CHF"),
    ],
)
def test_an_amount_is_read_as_people_write_it(
    ask: Ask, language: str, text: str, value: str, currency: str
) -> None:
    ask("--lang", language, "log", "contract", "--amount", text)
    assert ask("history")[0]["amount"] == {"value": value, "currency": currency}


def test_the_currency_is_that_of_the_settings(ask: Ask, folder: Path) -> None:
    (folder / "settings.toml").write_text('currency = "GBP"\n')
    ask("log", "contract", "--amount", "5")
    assert ask("history")[0]["amount"] == {"value": "5.00", "currency": "GBP"}


def test_the_same_uid_twice_is_one_entry(ask: Ask, call: Call) -> None:
    first = ask("log", "quote", "--uid", UID)
    assert ask("log", "quote", "--uid", UID) == first
    assert "before" in call("log", "quote", "--uid", UID).out
    assert len(ask("history")) == 1


def test_percent_is_paid_by_newly_reached_steps(ask: Ask) -> None:
    ask("deliverable", "add", "December newsletter", "--activity", "newsletter")
    steps = [ask("progress", "dec", percent) for percent in ("35", "20", "40")]
    assert [one["quantity"] for one in steps] == [3, 0, 1]
    assert [one["points"] for one in steps] == [3, 0, 1]
    assert steps[-1]["points_total"] == 4
    assert ask("deliverables") == [
        {
            "name": "December newsletter",
            "activity": "newsletter",
            "percent": 40,
            "points_total": 4,
            "archived": False,
        }
    ]
    assert [(one["percent"], one["deliverable"]) for one in ask("history")] == [
        (percent, "December newsletter") for percent in (35, 20, 40)
    ]
    assert ask("week")["deliverables"] == [{"name": "December newsletter", "percent": 40, "points": 4}]


def test_the_week_counts_what_its_deliverables_brought_in_it(ask: Ask) -> None:
    ask("deliverable", "add", "Case Ann", "--activity", "case")
    ask("progress", "Case Ann", "30", "--date", "2026-09-09")
    ask("progress", "Case Ann", "50")
    assert ask("week")["deliverables"] == [{"name": "Case Ann", "percent": 50, "points": 2}]


def test_undo_and_void_take_out_and_all_shows_it(ask: Ask, call: Call) -> None:
    uids = [ask("log", "quote")["uid"] for _time in range(2)]
    assert ask("undo")["uid"] == uids[1]
    assert ask("void", uids[0][:8])["voided"] is True
    assert ask("history") == []
    assert [(one["voided"], one["points"]) for one in ask("history", "--all")] == [(True, 0)] * 2
    assert call("undo").status == 1
    assert call("void", uids[0]).status == 1


def test_edit_puts_right_and_takes_away(ask: Ask) -> None:
    uid = ask("log", "customer-call", "--outcome", "answered", "--amount", "5", "--contact", "Ann")["uid"]
    edited = ask(
        "edit", uid[:8], "--outcome", "not", "--date", "2026-09-15", "--contact", "", "--amount", "6"
    )
    assert (edited["outcome"], edited["day"], edited["contact"]) == ("not-answered", "2026-09-15", None)
    assert (edited["amount"]["value"], edited["points"]) == ("6.00", 0.5)
    emptied = ask("edit", uid, "--no-outcome", "--no-amount")
    assert (emptied["outcome"], emptied["amount"], emptied["points"]) == (None, None, 1)


@pytest.mark.parametrize(
    "words",
    [["--outcome", "answered", "--no-outcome"], ["--no-amount", "--amount", "5"]],
)
def test_to_set_and_to_take_away_do_not_go_together(call: Call, ask: Ask, words: list[str]) -> None:
    uid = ask("log", "customer-call", "--outcome", "not-answered")["uid"]
    before = ask("history")
    assert call("edit", uid, *words).status == 2
    assert ask("history") == before


def test_history_has_its_limits(ask: Ask) -> None:
    for day in ("2026-09-14", "2026-09-15", "2026-09-16"):
        ask("log", "quote", "--date", day)
    ask("log", "contract", "--date", "2026-09-15")
    found = ask("history", "--from", "2026-09-15", "--to", "2026-09-15", "--activity", "quote")
    assert [(one["day"], one["activity"]) for one in found] == [("2026-09-15", "quote")]


def test_an_activity_is_added_with_all_it_has(ask: Ask) -> None:
    added = ask(
        *["activity", "add", "Coffee chat", "--key", "coffee", "--points", "2,5", "--outcome", "A=b=3"],
        *["--outcome", "none", "--stage", "lead", "--color", "plum", "--icon", "coffee", "--daily-cap", "4"],
        *["--mini-goal", "2", "--records-amount"],
    )
    assert added == {
        "key": "coffee",
        "name": "Coffee chat",
        "kind": "count",
        "points": 2.5,
        "step": None,
        "stage": "lead",
        "color": "plum",
        "icon": "coffee",
        "daily_cap": 4,
        "mini_goal": 2,
        "records_amount": True,
        "archived": False,
        "outcomes": [
            {"key": "a-b", "name": "A=b", "points": 3},
            {"key": "none", "name": "none", "points": 2.5},
        ],
        "coming": [],
    }
    assert ask("activities")[-1] == added


def test_an_activity_is_changed_from_a_day_on(ask: Ask) -> None:
    raised = ask("activity", "set", "quote", "--points", "4", "--daily-cap", "5")
    assert (raised["points"], raised["daily_cap"]) == (4, None)
    assert raised["coming"] == [{"from": "2026-09-21", "daily_cap": 5}]
    lowered = ask("activity", "set", "customer-call", "--outcome", "answered=0.75", "--from", "2026-10-01")
    assert lowered["coming"] == [{"from": "2026-10-01", "outcome": "answered", "points": 0.75}]
    changed = ask("activity", "set", "quote", "--name", "Offer", "--mini-goal", "3", "--no-records-amount")
    assert (changed["name"], changed["mini_goal"], changed["records_amount"]) == ("Offer", 3, False)
    assert ask("activity", "set", "quote", "--mini-goal", "none")["mini_goal"] is None


def test_a_cap_is_taken_away(ask: Ask) -> None:
    ask("activity", "set", "quote", "--daily-cap", "5", "--from", "2026-09-21")
    later = "2026-09-22"
    assert ask("activity", "set", "quote", "--daily-cap", "none", as_of=later)["daily_cap"] is None
    assert ask("activities", as_of=later)[1]["coming"] == []


def test_a_correction_acts_on_the_past_and_needs_its_reason(ask: Ask, call: Call) -> None:
    ask("log", "quote", "--date", "2026-09-15")
    correction = ["activity", "set", "quote", "--points", "5", "--correct", "--from", "2026-09-15"]
    assert call(*correction).status == 1
    ask(*correction, "--reason", "Typing error")
    assert ask("day", "2026-09-15")["points"] == 5


def test_archive_puts_away_and_brings_back(ask: Ask) -> None:
    assert ask("activity", "archive", "quote")["archived"] is True
    assert "quote" not in [one["key"] for one in ask("activities")]
    assert ask("activity", "archive", "quote", "--undo")["archived"] is False
    assert "quote" in [one["key"] for one in ask("activities")]


def test_day_says_what_wins_it_and_its_mini_goals(ask: Ask) -> None:
    ask("activity", "set", "quote", "--mini-goal", "2")
    ask("log", "quote")
    day = ask("day")
    assert (day["points"], day["goal"], day["won"], day["off"]) == (3, 8, False, False)
    assert day["mini_goals"] == [{"activity": "quote", "wanted": 2, "done": 1}]
    worth = {one["key"]: one["points"] for one in ask("activities")}
    for way in day["wins_the_day"]:
        assert sum(action["quantity"] * worth[action["activity"]] for action in way) >= 5
    assert 1 <= len(day["wins_the_day"]) <= 3
    assert ask("day", "2026-09-19")["off"] is True


def test_week_has_its_days_its_pace_and_its_order(ask: Ask) -> None:
    for words in (["quote"], ["customer-call"], ["newsletter-reader"], ["contract"]):
        ask("log", *words)
    week = ask("week")
    assert (week["week_start"], week["week_end"], week["iso_week"]) == (
        "2026-09-14",
        "2026-09-20",
        "2026-W38",
    )
    assert (week["points"], week["target"], week["expected"], week["pace"]) == (5, 40, 24, "behind")
    assert (week["needed_per_day"], week["reached"], week["campaign"]) == (11.67, None, None)
    assert len(week["days"]) == 7
    assert [one["key"] for one in week["activities"]] == [
        "quote",
        "customer-call",
        "newsletter-reader",
        "contract",
    ]
    past = ask("week", "2026-09-09")
    assert (past["pace"], past["needed_per_day"], past["activities"]) == (None, None, [])


def test_targets_are_listed_by_their_start(ask: Ask) -> None:
    assert ask("target") == [{"points": 40, "from": "2026-06-29"}]
    assert ask("target", "30") == {"points": 30, "from": "2026-09-21"}
    assert ask("target", "45,5") == {"points": 45.5, "from": "2026-09-16"}
    assert ask("target", "35", "--from", "2026-09-21") == {"points": 35, "from": "2026-09-21"}
    assert [one["points"] for one in ask("target")] == [40, 45.5, 35]


def test_working_weeks_keep_the_days_that_are_not_named(ask: Ask) -> None:
    listed = ask("workweek", "fri=0.5", "sat=1", "--from", "2026-09-21")
    assert listed[-1] == {
        "from": "2026-09-21", "mon": 1, "tue": 1, "wed": 1, "thu": 1, "fri": 0.5, "sat": 1, "sun": 0
    }  # fmt: skip
    assert ask("workweek") == listed
    assert len(listed) == 2


def test_check_counts_entries_and_weeks(ask: Ask) -> None:
    for day in ("2026-09-06", "2026-09-07", "2026-09-13", "2026-09-14"):
        ask("log", "quote", "--date", day)
    ask("undo")
    assert ask("check") == {
        "ok": True,
        "entries": 4,
        "weeks": 3,
        "database": "ok",
        "control_sums": "ok",
        "lifeboat": 0,
        "backups": 0,
        "problems": [],
    }


def test_check_reports_what_is_wrong(call: Call, folder: Path) -> None:
    (folder / "scoreboard.db").write_bytes(b"another program's text" * 100)
    said = call("check", "--json")
    document = json.loads(said.out)
    assert said.status == 1
    assert (document["ok"], document["database"], document["entries"]) == (False, "foreign", None)
    assert document["problems"] == [said.err.strip()]


def test_the_demo_is_the_same_for_the_same_moment(ask: Ask, tmp_path: Path) -> None:
    made = [
        (
            ask("--data-dir", str(tmp_path / name), "demo", "--weeks", "3"),
            ask("--data-dir", str(tmp_path / name), "week"),
        )
        for name in ("one", "two")
    ]
    assert made[0] == made[1]


def test_version_and_help(call: Call) -> None:
    assert re.fullmatch(r"Scoreboard \d+\.\d+\.\d+\n", call("--version").out)
    help_text = call("--help")
    assert help_text.status == 0
    assert all(f"  {words} " in help_text.out for words in COMMANDS)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_its_help(call: Call, words: str) -> None:
    said = call(*words.split(), "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"usage: scoreboard {words} ")


TEXTS = [
    ["activities"],
    ["activity", "set", "quote", "--points", "1", "--daily-cap", "3"],
    ["log", "quote", "--count", "3", "--note", "two\nlines"],
    ["log", "customer-call", "--outcome", "answered"],
    ["log", "contract", "--amount", "5"],
    ["deliverables"],
    ["deliverable", "add", "December newsletter", "--activity", "newsletter"],
    ["progress", "december", "40"],
    ["history"],
    ["day"],
    ["week"],
    ["week", "2026-09-26"],
    ["week", "2026-09-12"],
    ["target", "50"],
    ["target"],
    ["workweek", "fri=0.5"],
    ["undo"],
    ["check"],
    ["activity", "archive", "quote"],
    ["init", "--force"],
    ["week"],
    ["history"],
    ["--help"],
]


@pytest.mark.parametrize("language", ["en", "nl", "de", "fr"])
def test_texts_for_people_have_no_gaps(call: Call, language: str) -> None:
    for words in TEXTS:
        said = call(*words, "--lang", language)
        assert (said.status, said.err) == (0, ""), words
        assert said.out.endswith("\n")
        assert not re.search(r"[{}]|\bNone\b|%\(", said.out), words


def test_columns_are_aligned(call: Call) -> None:
    call("log", "quote", "--contact", "Ann")
    call("log", "customer-call", "--contact", "Ben", "--date", "2026-09-10")
    ben, ann = call("history").out.splitlines()
    assert ben.index("Ben") == ann.index("Ann")


def test_an_outcome_that_no_entry_has_can_be_taken_away(call: Call, ask: Callable[..., Any]) -> None:
    ask("log", "customer-call", "--outcome", "answered")
    said = call("activity", "set", "customer-call", "--remove-outcome", "answered")
    assert (said.status, said.out) == (1, "")
    assert "“Answered” stays: 1 entry says so." in said.err
    left = ask("activity", "set", "customer-call", "--remove-outcome", "not answered")
    assert [one["key"] for one in left["outcomes"]] == ["answered"]
