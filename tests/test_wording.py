"""The sentences that window and command line share, in every language."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from scoreboard import errors, i18n
from scoreboard.domain.goals import Feat
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    BadChoice,
    BadDate,
    BadNumber,
    BadText,
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    MigrationFailed,
    NameTaken,
    NewerData,
    NoAccess,
    NotEmpty,
    NothingToUndo,
    OnlyKept,
    ReasonNeeded,
    Refused,
    ScoreboardError,
    StoreProblem,
    TooEarly,
    UnknownName,
    WrongKind,
)
from scoreboard.wording import day_words, feat, field_name, month_names, problem, quoted, weekday_names

FOLDER = Path("/home/ann/scoreboard")
FILE = FOLDER / "scoreboard.db"
FIELDS = (
    *(
        "amount",
        "color",
        "contact",
        "count",
        "daily_cap",
        "icon",
        "kind",
        "language",
        "mini_goal",
        "name",
        "note",
    ),
    *(
        "percent",
        "points",
        "reason",
        "stage",
        "step",
        "target",
        "trial_weeks",
        "week_start",
        "weeks",
        "weight",
    ),
)

# Each error, and what its sentence must say.
SAID: list[tuple[ScoreboardError, list[str]]] = [
    *(
        (UnknownName(what, "Xyz"), ["Xyz"])
        for what in ("activity", "outcome", "deliverable", "entry", "starter", "rule")
    ),
    (UnknownName("activity", "Xyz", ("quote", "call")), ["Xyz", "quote, call"]),
    (AmbiguousName("activity", "Xyz", ("quote", "call")), ["Xyz", "quote, call"]),
    (NameTaken("activity", "Xyz"), ["Xyz"]),
    (BadText("name", "empty", 80), []),
    (BadText("name", "long", 80), ["80"]),
    (BadText("name", "control", 80), []),
    (BadText("key", "control", 48), ["48"]),
    (BadText("currency", "control", 3), ["EUR"]),
    (BadNumber("count", Fraction(1), Fraction(100)), ["1", "100"]),
    (BadNumber("points", Fraction(0), Fraction(100), 2), ["0", "100"]),
    *((BadDate("2099-12-31", kind), ["2099-12-31"]) for kind in ("early", "future", "unreadable")),
    (BadChoice("step", "7", ("5", "10")), ["7", "5, 10"]),
    (TooEarly(date(2026, 9, 16), date(2026, 9, 21)), ["16", "21", "2026-09-21"]),
    (ReasonNeeded(), []),
    (WrongKind("Xyz", percent=True), ["Xyz"]),
    (WrongKind("Xyz", percent=False), ["Xyz"]),
    (AlreadyVoided("1234"), []),
    (NothingToUndo(), []),
    (NotEmpty(FOLDER, 0), [str(FOLDER)]),
    (NotEmpty(FOLDER, 1), [str(FOLDER), "1"]),
    (NotEmpty(FOLDER, 25), [str(FOLDER), "25"]),
    (NewerData(FILE, "schema 9"), []),
    (DamagedData(FILE), [str(FILE)]),
    (ForeignData(FILE), [str(FILE)]),
    (NoAccess(FILE), [str(FILE)]),
    (DataBusy(FILE), []),
    (DiskFull(FILE), []),
    (MigrationFailed(FILE, "", FOLDER / "before.db"), [str(FOLDER / "before.db")]),
    (MigrationFailed(FILE), []),
    (OnlyKept(FILE, "", "1234", DataBusy(FILE)), []),
]


def kinds(above: type[ScoreboardError] = ScoreboardError) -> Iterator[type[ScoreboardError]]:
    for kind in above.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("error", "told"), SAID, ids=lambda value: type(value).__name__)
def test_every_sentence_is_one_line_and_says_what_it_is_about(
    language: str, error: ScoreboardError, told: list[str]
) -> None:
    i18n.set_language(language)
    sentence = problem(error)
    assert sentence.endswith(".")
    assert not re.search(r"[{}\n]", sentence)
    for word in told:
        assert word in sentence


@pytest.mark.parametrize(("error", "told"), SAID, ids=lambda value: type(value).__name__)
def test_every_language_says_it_its_own_way(error: ScoreboardError, told: list[str]) -> None:
    assert told is not None
    english, *others = map(partial(said_in, error), i18n.LANGUAGES)
    # What a catalogue does not know yet is said in English; the check of words finds that.
    sentences = [sentence for sentence in others if sentence != english]
    assert len(set(sentences)) == len(sentences), sentences


def said_in(error: ScoreboardError, language: str) -> str:
    i18n.set_language(language)
    return problem(error)


def test_every_kind_of_error_has_a_sentence_of_its_own() -> None:
    assert {type(error) for error, _told in SAID} == set(kinds()) - {Refused, StoreProblem}
    sentences = [problem(error) for error, _told in SAID]
    assert len(set(sentences)) == len(sentences)
    names = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ScoreboardError)
    ]
    assert set(names) == {ScoreboardError, *kinds()}


def test_what_was_typed_is_repeated_harmlessly() -> None:
    sentence = problem(UnknownName("activity", "a\nb\x1b[31m\u202e" + "c" * 500))
    assert sentence.isprintable()
    assert len(sentence) < 120
    assert quoted("Zoë’s café – 100 %") == "Zoë’s café – 100 %"


def test_many_names_are_cut() -> None:
    assert problem(UnknownName("activity", "x", tuple(map(str, range(1000))))).endswith("14, ….")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_name(field: str) -> None:
    assert field_name(field) != field
    assert field_name(field)[0].isupper()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_days_have_their_words(language: str) -> None:
    i18n.set_language(language)
    assert len(set(weekday_names())) == 7
    assert len(set(month_names())) == 12
    words = day_words(date(2026, 11, 3))
    names = {name.rstrip(".") for name in (weekday_names()[1], month_names()[10])}
    assert names <= set(re.split(r"[ ,.]+", words))
    assert re.search(r"\b3\b.*\b2026\b", words)


def test_feats_have_different_words() -> None:
    assert len({feat(one) for one in Feat}) == len(Feat)
