"""Words follow the language at once; numbers look as Babel, with the Unicode locale data, writes them."""

import re
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import example, given
from hypothesis import strategies as st

from scoreboard import i18n

languages = st.sampled_from(i18n.LANGUAGES)
values = st.decimals(-(10**12), 10**12, places=4) | st.integers(-(10**12), 10**12)


def rounded(value: Decimal | int, step: str) -> Decimal:
    """Round as people do at school; adding 0 turns -0 into 0."""
    return Decimal(value).quantize(Decimal(step), ROUND_HALF_UP) + 0


@given(languages, values)
@example("en", Decimal("-0.0049"))
@example("en", Decimal("0.005"))
@example("nl", Decimal("-1234567.895"))
@example("fr", 1234)
def test_numbers(language: str, value: Decimal | int) -> None:
    i18n.set_language(language)
    assert i18n.number(value) == format_decimal(rounded(value, "0.01"), "#,##0.##", locale=language)


@given(languages, values)
@example("de", Decimal("-0.4"))
def test_percentages(language: str, value: Decimal | int) -> None:
    i18n.set_language(language)
    assert i18n.percent(value) == format_percent(rounded(value, "1") / 100, locale=language)


@given(languages, values.map(Decimal))
@example("nl", Decimal(-13500))
def test_money(language: str, value: Decimal) -> None:
    i18n.set_language(language)
    assert i18n.money(value, "EUR") == format_currency(rounded(value, "0.01"), "EUR", locale=language)


def test_a_currency_without_a_sign_keeps_its_distance() -> None:
    assert i18n.money(Decimal("-1054.5"), "CHF") == "-CHF\N{NO-BREAK SPACE}1,054.50"
    i18n.set_language("de")
    assert i18n.money(Decimal("-1054.5"), "CHF") == "-1.054,50\N{NO-BREAK SPACE}CHF"


def test_fractions_are_rounded_exactly() -> None:
    assert i18n.number(Fraction(1, 3)) == "0.33"
    assert i18n.number(Fraction(-2, 3)) == "-0.67"
    # One part in 10^30 below the half: a float could not tell them apart.
    assert i18n.number(Fraction(1, 200) - Fraction(1, 10**30)) == "0"
    assert i18n.number(Fraction(1, 200)) == "0.01"


@pytest.mark.parametrize(
    ("value", "text"), [(3, "+3"), (Decimal("-3.50"), "-3.5"), (0, "0"), (Fraction(1, 999), "0")]
)
def test_a_signed_number_shows_its_plus(value: i18n.Number, text: str) -> None:
    assert i18n.number(value, signed=True) == text


def test_a_signed_percentage_shows_its_plus() -> None:
    assert i18n.percent(12, signed=True) == "+12%"


@given(languages, values)
def test_what_is_written_can_be_read(language: str, value: Decimal | int) -> None:
    i18n.set_language(language)
    assert i18n.parse_number(i18n.number(value)) == Fraction(rounded(value, "0.01"))


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1.5", "1.5"),
        ("en", "1,5", "1.5"),
        ("nl", "1.5", "1.5"),
        ("nl", "1,5", "1.5"),
        ("en", "1,234", "1234"),
        ("en", "1.234", "1.234"),
        ("nl", "1.234", "1234"),
        ("nl", "1,234", "1.234"),
        ("fr", "1.234", "1.234"),
        ("fr", "1 234,5", "1234.5"),
        ("en", "1.234,5", "1234.5"),
        ("de", "1,234.5", "1234.5"),
        ("en", "1.234.567", "1234567"),
        ("de", "0.125", "0.125"),
        ("de", "1.234.567,89", "1234567.89"),
        ("en", "1'000", "1000"),
        ("en", ".5", "0.5"),
        ("en", "5.", "5"),
        ("en", " +007 ", "7"),
        ("en", "−2", "-2"),
    ],
)
def test_numbers_are_read_as_people_type_them(language: str, text: str, value: str) -> None:
    i18n.set_language(language)
    assert i18n.parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", ",", "abc", "1e3", "1/2", "inf", "nan", "1.2.3", "1,2,3.4", "12,34.5", "1.5,", "--1", "٣"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        i18n.parse_number(text)


@given(languages, st.text(alphabet="0123456789.,'+- \N{NO-BREAK SPACE}") | st.text())
@example("en", "9" * 10_000)
def test_any_text_is_a_number_or_refused(language: str, text: str) -> None:
    i18n.set_language(language)
    try:
        i18n.parse_number(text)
    except ValueError:
        return


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program whose only catalogue is a small Dutch one."""
    catalogue = Catalog(locale="nl")
    catalogue.add("Today", "Vandaag")
    catalogue.add(("{n} point", "{n} points"), ("{n} punt", "{n} punten"))
    catalogue.add("May", "mei", context="month")
    folder = tmp_path / "resources" / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "scoreboard.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


@pytest.mark.usefixtures("dutch")
def test_texts_follow_the_language_at_once() -> None:
    assert i18n._("Today") == "Today"
    i18n.set_language("nl")
    assert i18n.language() == "nl"
    assert i18n._("Today") == "Vandaag"
    assert [i18n.n_("{n} point", "{n} points", n) for n in (0, 1, 2)] == [
        "{n} punten",
        "{n} punt",
        "{n} punten",
    ]
    assert i18n.pgettext("month", "May") == "mei"
    assert i18n.mark("Today") == "Today"
    i18n.set_language("en")
    assert i18n._("Today") == "Today"


@pytest.mark.usefixtures("dutch")
def test_a_missing_catalogue_means_english() -> None:
    i18n.set_language("fr")
    assert i18n._("Today") == "Today"
    assert i18n.n_("{n} point", "{n} points", 2) == "{n} points"
    assert i18n.pgettext("month", "May") == "May"


def test_an_unknown_language_is_refused() -> None:
    i18n.set_language("de")
    with pytest.raises(ValueError, match="tlh"):
        i18n.set_language("tlh")
    assert i18n.language() == "de"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "Dutch_Netherlands.1252"}, "nl"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "nl_NL", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "nl_NL", "LC_MESSAGES": "fr_FR", "LC_ALL": "de_DE"}, "de"),
        ({"LANG": "nl_NL", "LC_ALL": ""}, "nl"),
        ({"LANG": "nl_NL", "LC_ALL": "ja_JP"}, "en"),
        ({"LANG": "nl_NL", "LANGUAGE": "ja:fr_CA:de"}, "fr"),
        ({"LANG": "nl_NL", "LANGUAGE": ""}, "nl"),
    ],
)
def test_the_language_of_the_system(environ: dict[str, str], language: str) -> None:
    assert i18n.system_language(environ) == language


def test_a_system_that_names_no_language_gets_one_of_ours() -> None:
    assert i18n.system_language({}) in i18n.LANGUAGES
