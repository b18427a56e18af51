"""What may be written into an entry's texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.domain.entries import clean_text, has_control


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Anna   Berg ", "Anna Berg"),
        ("Anna\t\nBerg", "Anna Berg"),
        ("Cafe\u0301", "Café"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_blanks_become_one_ends_are_trimmed_and_letters_composed(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\u202egnp.exe", "\u2066x", "\ud800", "a\u200fb"])
def test_what_no_keyboard_writes_is_noticed(text: str) -> None:
    assert has_control(text)


@pytest.mark.parametrize("text", ["", "Anna Berg", "Ørsted & Söhne – 50 %", "日本", "😀", "👩‍👩‍👧"])
def test_ordinary_text_has_no_control(text: str) -> None:
    assert not has_control(text)
