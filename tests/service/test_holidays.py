"""Public holidays as an offer: the right days, in the seller's words, and only what is not there yet."""

import subprocess
import sys
import tomllib
from datetime import date
from fractions import Fraction

import pytest
from holidays.registry import COUNTRIES

from scoreboard.errors import BadDate, HolidaysMissing, UnknownName
from scoreboard.i18n import LANGUAGES
from scoreboard.resources import resource
from scoreboard.service import Scoreboard
from scoreboard.service.holidays import Holiday

CHRISTMAS = date(2026, 12, 25)


def offer(board: Scoreboard, country: str, region: str = "", language: str = "en") -> dict[date, Holiday]:
    return {one.day: one for one in board.holidays.offer(country, region, language=language)}


def test_this_and_the_next_year_are_offered_with_what_one_would_take(board: Scoreboard) -> None:
    found = offer(board, "NL", language="nl")
    assert {day.year for day in found} == {2026, 2027}
    assert found[CHRISTMAS] == Holiday(CHRISTMAS, "Eerste kerstdag", working=True, off=False, wanted=True)
    assert (found[date(2026, 12, 26)].working, found[date(2026, 12, 26)].wanted) == (False, False)  # Saturday
    assert (found[date(2026, 4, 27)].working, found[date(2026, 4, 27)].wanted) == (True, False)  # is over
    assert found[date(2027, 4, 27)].name == "Koningsdag"


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("DE", "de", "Erster Weihnachtstag"),
        ("BE", "nl", "Kerstmis"),
        ("BE", "fr", "Noël"),
        ("FR", "fr", "Noël"),
        ("GB", "en", "Christmas Day"),
        ("DE", "fr", "Christmas Day"),
    ],
)
def test_names_are_in_the_language_where_it_is_spoken_else_english(
    board: Scoreboard, country: str, language: str, name: str
) -> None:
    assert offer(board, country, language=language)[CHRISTMAS].name == name


def test_a_region_has_days_of_its_own(board: Scoreboard) -> None:
    corpus_christi = date(2027, 5, 27)
    assert corpus_christi in offer(board, "DE", "BY")
    assert corpus_christi in offer(board, "DE", "by")
    assert corpus_christi not in offer(board, "DE", "BE")
    assert corpus_christi not in offer(board, "DE")


def test_regions_are_offered_where_they_differ(board: Scoreboard) -> None:
    german = {one.code: one.name for one in board.holidays.regions("DE")}
    assert german["BY"] == "Bayern"
    assert german["BW"] == "Baden-Württemberg"
    assert board.holidays.regions("NL") == ()  # its regions differ in school holidays only
    assert next(one.name for one in board.holidays.regions("GB")) == "England"


def test_what_is_off_already_is_marked_and_not_wanted(board: Scoreboard) -> None:
    board.days_off.add(date(2026, 12, 24), date(2027, 1, 3), reason="Between the years")
    board.days_off.add(date(2027, 3, 29), half=True)
    found = offer(board, "NL")
    assert (found[CHRISTMAS].off, found[CHRISTMAS].wanted) == (True, False)
    assert (found[date(2027, 3, 29)].off, found[date(2027, 3, 29)].wanted) == (False, True)


def test_a_part_timers_free_day_is_not_wanted(board: Scoreboard) -> None:
    board.rules.set_working_week({4: Fraction(0)})
    assert not offer(board, "NL")[CHRISTMAS].wanted


def test_all_wanted_are_taken_in_one_step_with_their_names(board: Scoreboard) -> None:
    wanted = [one.day_off for one in offer(board, "NL").values() if one.wanted]
    done = board.days_off.add_all(wanted)
    assert {off.reason for off in board.days_off.all()} >= {"Christmas Day", "King's Day"}
    assert not any(one.wanted for one in offer(board, "NL").values())
    assert done.undo is not None
    done.undo()
    assert board.days_off.all() == ()


def test_one_year_can_be_asked_for(board: Scoreboard) -> None:
    assert {one.day.year for one in board.holidays.offer("NL", language="en", year=2030)} == {2030}
    with pytest.raises(BadDate):
        board.holidays.offer("NL", language="en", year=1850)


def test_unknown_places_are_refused(board: Scoreboard) -> None:
    for country in ("XX", "", "HolidayBase", "nl"):
        with pytest.raises(UnknownName) as refused:
            board.holidays.offer(country, language="en")
        assert refused.value.what == "country"
    with pytest.raises(UnknownName) as refused:
        board.holidays.offer("DE", "XX", language="en")
    assert "BY" in refused.value.known


def test_without_the_package_it_says_so(board: Scoreboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    for ask in (
        lambda: board.holidays.countries("en"),
        lambda: board.holidays.regions("NL"),
        lambda: board.holidays.offer("NL", language="en"),
    ):
        with pytest.raises(HolidaysMissing):
            ask()
    board.days_off.add(CHRISTMAS)


def test_every_country_of_the_package_has_a_name_in_every_language(board: Scoreboard) -> None:
    names = tomllib.loads(resource("countries.toml").read_text(encoding="utf-8"))
    assert set(names) == {codes[1] for codes in COUNTRIES.values()}
    assert all(len(row) == len(LANGUAGES) and all(row) for row in names.values())
    german = [one.name for one in board.holidays.countries("de")]
    assert german.index("Ägypten") < german.index("Belgien") < german.index("Österreich")


def test_every_country_can_be_offered(board: Scoreboard) -> None:
    for one in board.holidays.countries("en"):
        assert all(holiday.name for holiday in board.holidays.offer(one.code, language="en")), one


def test_nothing_imports_it_before_it_is_asked_for() -> None:
    code = "import sys, scoreboard.service, scoreboard.cli.main; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
