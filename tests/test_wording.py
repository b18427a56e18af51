"""The sentences that window and command line share, in every language."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from scoreboard import errors, i18n
from scoreboard.domain.achievements import Feat
from scoreboard.errors import (
    AlreadyVoided,
    AmbiguousName,
    BadChoice,
    BadDate,
    BadNumber,
    BadText,
    BeingReplaced,
    CampaignBegun,
    CampaignOver,
    DamagedData,
    DataBusy,
    DiskFull,
    ForeignData,
    HolidaysMissing,
    InUse,
    MigrationFailed,
    NameTaken,
    NewerData,
    NoAccess,
    NotEmpty,
    NothingToUndo,
    NothingWon,
    OnlyKept,
    OverEnvelope,
    Overlap,
    ReasonNeeded,
    Refused,
    ScoreboardError,
    StoreProblem,
    TooEarly,
    UnknownName,
    WrongKind,
    WrongOrder,
)
from scoreboard.service.waiting import BroughtIn, Left
from scoreboard.store.backups import Backup, Restored
from scoreboard.store.lines import Kept
from scoreboard.store.recounting import Recounted
from scoreboard.store.recovery import Recovery
from scoreboard.store.safety import Finding, Soundness
from scoreboard.values import replace
from scoreboard.wording import (
    backup_done,
    backup_problem,
    check_findings,
    clock_warning,
    copy_done,
    copy_problem,
    day_words,
    entries_brought_in,
    entries_waiting,
    entry_kept,
    feat,
    field_name,
    kept_elsewhere,
    moment_words,
    month_names,
    odd_lines,
    place_warning,
    problem,
    quoted,
    recount_done,
    recovery_done,
    recovery_plan,
    restore_done,
    restore_problem,
    weekday_names,
)
from tests.stores import call

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

DAY, LATER = date(2026, 9, 16), date(2026, 9, 30)

# Each error, and what its sentence must say.
SAID: list[tuple[ScoreboardError, list[str]]] = [
    *(
        (UnknownName(what, "Xyz"), ["Xyz"])
        for what in ("activity", "outcome", "deliverable", "entry", "waiting", "starter", "rule")
    ),
    (UnknownName("activity", "Xyz", ("quote", "call")), ["Xyz", "quote, call"]),
    (AmbiguousName("activity", "Xyz", ("quote", "call")), ["Xyz", "quote, call"]),
    (NameTaken("activity", "Xyz"), ["Xyz"]),
    (InUse("outcome", "Xyz", 12), ["Xyz", "12"]),
    (BadText("name", "empty", 80), []),
    (BadText("name", "long", 80), ["80"]),
    (BadText("name", "control", 80), []),
    (BadText("key", "control", 48), ["48"]),
    (BadText("currency", "control", 3), ["EUR"]),
    (BadNumber("count", Fraction(1), Fraction(100)), ["1", "100"]),
    (BadNumber("points", Fraction(0), Fraction(100), 2), ["0", "100"]),
    *((BadDate("2099-12-31", kind), ["2099-12-31"]) for kind in ("early", "future", "unreadable")),
    (BadChoice("step", "7", ("5", "10")), ["7", "5, 10"]),
    (Overlap("Autumn", DAY, LATER), ["Autumn", "16", "30"]),
    (WrongOrder(LATER, DAY), ["16", "30"]),
    (CampaignBegun("Autumn", DAY), ["Autumn", "16"]),
    (CampaignOver("Autumn", DAY, LATER), ["Autumn", "16", "30"]),
    (NothingWon("Coffee", "day"), ["Coffee"]),
    (NothingWon("Dinner", "week"), ["Dinner"]),
    (NothingWon("Trip", "campaign"), ["Trip"]),
    (NothingWon("", "week"), []),
    (OverEnvelope("Dinner", Decimal("12.5"), "EUR"), ["Dinner", "12"]),
    (UnknownName("campaign", "Sprng"), ["Sprng"]),
    (UnknownName("reward", "Tee"), ["Tee"]),
    (UnknownName("day_off", "2026-09-16"), ["2026-09-16"]),
    (TooEarly(date(2026, 9, 16), date(2026, 9, 21)), ["16", "21", "2026-09-21"]),
    (ReasonNeeded(), []),
    (HolidaysMissing(), ["pip install"]),
    *((UnknownName(what, "Xyz"), ["Xyz"]) for what in ("country", "region")),
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
    (NoAccess(FILE, "missing"), [str(FILE)]),
    (DataBusy(FILE), []),
    (BeingReplaced(FILE), []),
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


BACKUP = Backup(FOLDER / "backups" / "one.db", datetime(2026, 11, 3, 18, 2, tzinfo=UTC), 98304, 312, 2)
CAUSES = [error for error, _told in SAID if isinstance(error, StoreProblem)]
FINDINGS = (
    *(Finding("database", f"line {n}") for n in range(3)),
    Finding("unreadable", number=2),
    Finding("week", "2026-11-02", -2),
    Finding("week", "2026-11-09", 1),
    Finding("week", "2026-11-16"),
    Finding("week", "no day"),
    Finding("rules"),
    Finding("references", "entry activity"),
)
PLAN = Recovery(
    path=FILE,
    aside=FOLDER / "damaged.db",
    candidate=FOLDER / "candidate.db",
    backup=BACKUP,
    entries=326,
    from_backup=312,
    salvaged=14,
    changed=3,
    doubtful=4,
    unplaced=5,
    unreadable=6,
    lifeboat=7,
    rules="backup",
)

# Sentences about the data, and what each must say.
ABOUT_DATA: dict[str, tuple[Callable[[], str], list[str]]] = {
    **{f"kept {n}": (partial(entry_kept, cause), []) for n, cause in enumerate(CAUSES)},
    "kept, one of three": (partial(entry_kept, DataBusy(FILE), 3), ["3"]),
    "kept elsewhere": (partial(kept_elsewhere, FILE), [str(FILE)]),
    "one waits": (partial(entries_waiting, 1), ["1"]),
    "many wait": (partial(entries_waiting, 1234), []),
    "odd lines": (partial(odd_lines, 2, FILE), ["2", str(FILE)]),
    "clock back": (partial(clock_warning, "back"), []),
    "clock jump": (partial(clock_warning, "jump"), []),
    **{
        f"place {kind}": (partial(place_warning, kind, FOLDER), [str(FOLDER)])
        for kind in ("dropbox", "onedrive", "googledrive", "icloud", "nextcloud", "syncthing", "resilio")
    },
    "place network": (partial(place_warning, "network", FOLDER), [str(FOLDER)]),
    "backup": (partial(backup_done, BACKUP), ["312", str(BACKUP.path)]),
    "copy": (partial(copy_done, BACKUP), ["312", str(BACKUP.path)]),
    "no backup of damaged data": (partial(backup_problem, DamagedData(FOLDER / "x"), FILE), [str(FILE)]),
    "no backup": (partial(backup_problem, DiskFull(FOLDER), FILE), []),
    "no copy over another file": (partial(copy_problem, ForeignData(FOLDER), FOLDER, FILE), [str(FOLDER)]),
    "no copy": (partial(copy_problem, DamagedData(FILE), FOLDER, FILE), [str(FILE)]),
    **{
        f"not restored {kind.__name__}": (partial(restore_problem, kind(FOLDER), FOLDER, FILE), [str(FOLDER)])
        for kind in (NewerData, DamagedData, ForeignData, NoAccess)
    },
    "not restored": (partial(restore_problem, DataBusy(FILE), FOLDER, FILE), []),
    "recovered": (partial(recovery_done, Soundness(entries=326)), ["326"]),
    "moment": (partial(moment_words, BACKUP.made_at), ["2026", ":02"]),
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", ABOUT_DATA)
def test_every_sentence_about_the_data_is_whole(language: str, name: str) -> None:
    i18n.set_language(language)
    say, told = ABOUT_DATA[name]
    sentence = say()
    assert not re.search(r"[{}\n]", sentence)
    for word in told:
        assert word in sentence


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: type(cause).__name__)
def test_a_kept_entry_is_said_to_be_safe_before_what_to_do(language: str, cause: StoreProblem) -> None:
    i18n.set_language(language)
    assert entry_kept(cause).endswith(".")
    if language == "en":
        happened, safe = entry_kept(cause).split("kept safe", 1)
        assert happened
        assert safe


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_kind_of_finding_has_one_sentence(language: str) -> None:
    i18n.set_language(language)
    sentences = check_findings(Soundness(database="damaged", problems=FINDINGS), FILE)
    assert len(sentences) == len({one.kind for one in FINDINGS})
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") and not re.search(r"[{}\n]", sentence) for sentence in sentences)
    assert str(FILE) in sentences[0]
    for day in ("2026-11-02", "2026-11-09", "2026-11-16"):
        assert day_words(date.fromisoformat(day)) in sentences[2]
    assert "no day" in sentences[2]
    assert check_findings(Soundness(), FILE) == []


def test_only_what_can_be_read_can_be_recounted() -> None:
    week = Finding("week", "2026-11-02", -2)
    assert "recount" in check_findings(Soundness(problems=(week,)), FILE)[0]
    torn = check_findings(Soundness(problems=(Finding("database"), week)), FILE)
    assert not any("recount" in sentence for sentence in torn)


@pytest.mark.parametrize("kind", [NewerData, ForeignData, NoAccess, DataBusy, DiskFull])
def test_what_keeps_a_file_closed_is_said_as_always(kind: type[StoreProblem]) -> None:
    found = Soundness(database=kind.__name__, problems=(Finding(kind.__name__),))
    assert check_findings(found, FILE) == [problem(kind(FILE))]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_came_of_the_lifeboat_is_told(language: str) -> None:
    i18n.set_language(language)
    left = Left(Kept(call("1", activity="coffee"), typed=True), UnknownName("activity", "coffee"))
    lines = entries_brought_in(BroughtIn((call("2"), call("3")), 1, (left,), 1))
    assert len(lines) == 2
    assert "2" in lines[0]
    assert "coffee" in lines[1]
    assert problem(left.reason) in lines[1]
    assert entries_brought_in(BroughtIn(known=3)) == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_recovery_counts_everything(language: str) -> None:
    i18n.set_language(language)
    lines = recovery_plan(PLAN)
    assert not any(re.search(r"[{}\n]", line) for line in lines)
    together = "\n".join(lines)
    for count in (326, 312, 14, 3, 4, 5, 6, 7):
        assert re.search(rf"\b{count}\b", together), count
    assert moment_words(BACKUP.made_at) in together
    assert str(PLAN.aside) in together
    bare = replace(
        PLAN, aside=None, backup=None, salvaged=0, changed=0, doubtful=0, unplaced=0, unreadable=0, lifeboat=0
    )
    assert len(recovery_plan(replace(bare, rules="file"))) == 1
    assert len(recovery_plan(replace(bare, rules="pieces"))) == 2


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_was_replaced_is_told_with_its_place(language: str) -> None:
    i18n.set_language(language)
    restored = Restored(BACKUP.path, 312, 298, backup=BACKUP)
    assert ["298" in restore_done(restored)[0], "312" in restore_done(restored)[1]] == [True, True]
    aside = restore_done(replace(restored, before=None, backup=None, aside=FILE))
    assert str(FILE) in aside[1]
    assert len(restore_done(replace(restored, before=0, backup=None))) == 1
    done = recount_done(Recounted(FILE, FOLDER / "report.json", 2, Soundness()))
    assert str(FILE) in done[1]
    assert str(FOLDER / "report.json") in done[1]


def test_a_clock_that_is_trusted_needs_no_words() -> None:
    assert clock_warning("") == ""
