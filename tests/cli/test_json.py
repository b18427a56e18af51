"""Every command's JSON has the keys that the contract of the command line names."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

# Copied from the contract; a later version adds keys and never renames one.
SHAPES = {
    "init": '{"data_dir","starter","activities":N}',
    "activities": '[{"key","name","kind":"count"|"percent","points","step","stage","color","icon",'
    '"daily_cap","mini_goal","archived","outcomes":[{"key","name","points"}]}]',
    "log": '{"uid","activity","day","quantity","points","day_points","day_goal","week_points","week_target",'
    '"feats":[...]}',
    "progress": '{"name","percent","points","points_total","uid"}',
    "deliverables": '[{"name","activity","percent","points_total","archived"}]',
    "history": '[{"uid","activity","day","time","quantity","outcome","contact","note","amount","source",'
    '"points","voided"}]',
    "amount": '{"value":"1054.00","currency":"EUR"}',
    "day": '{"day","points","goal","won","off",'
    '"wins_the_day":[[{"activity","quantity"}]...],"activities":[...],"mini_goals":[{"activity","wanted","done"}]}',
    "week": '{"week_start","week_end","iso_week","points","target","base_target","reached","expected",'
    '"pace":"ahead"|"on_pace"|"behind"|null,"needed_per_day",'
    '"off":false,"trial":false,"campaign":{"name","points_factor","target_factor"}|null,'
    '"days":[{"day","points","goal","won","off"}x7],'
    '"activities":[{"key","name","quantity","points"}],"deliverables":[{"name","percent","points"}]}',
    "target": '[{"points","from"}]',
    "workweek": '[{"from","mon":1,"tue":1,"wed":1,"thu":1,"fri":1,"sat":0,"sun":0}]',
    "days-off": '[{"from","to","half","reason"}]',
    "campaigns": '[{"name","from","to","points_factor","target_factor","activities":[...]|null,"goal",'
    '"prize","color","ended"}]',
    "campaign result": '{"name","from","to","points","goal","working_days","points_per_day",'
    '"baseline_points_per_day","change_pct"}',
    "streaks": '{"days","best_days","weeks","best_weeks","reserve_left","constancy"}',
    "rewards": '[{"name","for","price","claimed","open"}]',
    "digest": '{"day","yesterday":{"day","points","goal","won","off","activities":[...]},"week":{"points",'
    '"target","pace"},"today":{"wins_the_day"},"streak","reserve_left","campaign"}',
    "backup": '{"name","file","made_at","size","entries"}',
    "backups": '[{"name","file","made_at","size","entries"}]',
    "restore": '{"file","entries","entries_before","backup","aside"}',
    "check": '{"ok":true,"entries","weeks","database":"ok","control_sums":"ok","lifeboat":0,"backups":N,'
    '"problems":[...]}',
    "demo": '{"entries","members"}',
    "self-check": '{"ok":true,"checks":{...}}',
}

Path = tuple[str, ...]
Ask = Callable[..., Any]


def wanted(shape: str) -> set[Path]:
    """The keys of a shape, each with the keys it lies below."""
    found: set[Path] = set()
    above: list[str | None] = []
    last: str | None = None
    in_value = False
    for token in re.findall(r'"[^"]*"|[{}:,|]', shape):
        if token == "{":
            above.append(last)
            in_value = False
        elif token == "}":
            last, in_value = above.pop(), True
        elif token in ":|,":
            in_value = token != ","
        elif not in_value:
            last = token.strip('"')
            found.add((*filter(None, above), last))
    return found


def keys(document: Any, above: Path = ()) -> Iterator[Path]:
    """The keys of a document, each with the keys it lies below; every element of a list must have them."""
    if isinstance(document, list) and document:
        each = [set(keys(element, above)) for element in document]
        yield from set.intersection(*each)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield (*above, key)
            yield from keys(value, (*above, key))


def fits(document: Any, shape: str) -> None:
    found = set(keys(document))
    unknown = {("campaign",)} if isinstance(document, dict) and document.get("campaign", 0) is None else set()
    missing = {path for path in wanted(shape) - found if path[:1] not in unknown or path in unknown}
    assert missing == set()


@pytest.fixture
def busy(ask: Ask) -> Ask:
    """A folder in which something of everything happened."""
    ask("activity", "set", "customer-call", "--mini-goal", "3")
    ask("log", "customer-call", "--outcome", "answered", "--contact", "Ann", "--note", "Rings back")
    ask("log", "contract", "--amount", "1054.00")
    ask("deliverable", "add", "December newsletter", "--activity", "newsletter")
    ask("progress", "december newsletter", "40")
    ask("days-off", "add", "2026-09-18", "--half")
    ask("days-off", "add", "2026-12-24")
    autumn = ("Autumn", "--from", "2026-09-16", "--to", "2026-10-02", "--goal", "90", "--points-factor", "1")
    ask("campaign", "add", *autumn)
    ask("reward", "add", "Coffee", "--for", "day", "--price", "3")
    ask("backup")
    return ask


@pytest.mark.parametrize(
    "words",
    [
        "activities", "deliverables", "history", "day", "week", "target", "workweek", "check", "backups",
        "days-off", "campaigns", "campaign result autumn", "streaks", "rewards", "digest",
    ],
)  # fmt: skip
def test_every_reading_command_has_the_keys_of_the_contract(busy: Ask, words: str) -> None:
    document = busy(*words.split())
    assert document
    shape = SHAPES[words.removesuffix(" autumn")]
    fits([one for one in document if one["outcomes"]] if words == "activities" else document, shape)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        (["log", "quote"], "log"),
        (["progress", "december newsletter", "60"], "progress"),
        (["deliverable", "add", "Case Ann", "--activity", "case"], "deliverables"),
        (["undo"], "history"),
        (["target", "45"], "target"),
        (["workweek", "fri=0.5"], "workweek"),
        (["activity", "add", "Coffee", "--outcome", "good=2"], "activities"),
        (["activity", "set", "customer-call", "--points", "3"], "activities"),
        (["activity", "archive", "customer-call"], "activities"),
        (["days-off", "add", "2026-09-17", "2026-09-20"], "days-off"),
        (["days-off", "remove", "2026-09-18"], "days-off"),
        (["campaign", "add", "Winter", "--from", "2026-12-01", "--to", "2027-01-31"], "campaigns"),
        (["campaign", "end", "autumn"], "campaigns"),
        (["reward", "add", "Dinner", "--for", "campaign"], "rewards"),
        (["backup"], "backup"),
        (["backup", "copy.db"], "backup"),
        (["init", "--force"], "init"),
        (["self-check"], "self-check"),
    ],
)
def test_every_writing_command_has_the_keys_of_the_contract(
    busy: Ask, words: list[str], shape: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fits(busy(*words), SHAPES[shape])


def test_a_restoration_says_where_everything_is(busy: Ask) -> None:
    fits(busy("restore", busy("backups")[0]["name"]), SHAPES["restore"])


def test_a_check_has_no_other_keys(busy: Ask) -> None:
    assert set(keys(busy("check"))) == wanted(SHAPES["check"])


def test_void_and_edit_answer_with_the_entry(busy: Ask) -> None:
    uid = busy("log", "quote")["uid"]
    edited = busy("edit", uid, "--count", "2")
    fits(edited, SHAPES["history"])
    assert (edited["quantity"], edited["points"]) == (2, 6)
    voided = busy("void", uid)
    fits(voided, SHAPES["history"])
    assert (voided["voided"], voided["points"]) == (True, 0)


def test_an_amount_is_text_with_its_currency(busy: Ask) -> None:
    amounts = [entry["amount"] for entry in busy("history") if entry["amount"]]
    fits(amounts, SHAPES["amount"])
    assert amounts == [{"value": "1054.00", "currency": "EUR"}]


def test_the_demo_says_how_much_it_made(ask: Ask, tmp_path: Any) -> None:
    document = ask("--data-dir", str(tmp_path / "demo"), "demo", "--weeks", "2")
    fits(document, SHAPES["demo"])
    assert document["entries"] > 10
    assert document["members"] == 0


def test_the_reader_of_shapes_finds_a_missing_key() -> None:
    assert wanted('[{"a":"x"|null,"b":[{"c"}]}]') == {("a",), ("b",), ("b", "c")}
    with pytest.raises(AssertionError):
        fits({"a": 1, "b": [{"c": 1}, {}]}, '{"a","b":[{"c"}]}')
