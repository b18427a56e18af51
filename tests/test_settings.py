"""Settings survive a round trip, and no file, however bad, keeps the program from starting."""

import stat
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoreboard import i18n
from scoreboard.settings import Settings, load, save

all_settings = st.builds(
    Settings,
    language=st.sampled_from([None, *i18n.LANGUAGES]),
    theme=st.sampled_from(["auto", "light", "dark"]),
    name=st.text(),
    motion=st.sampled_from(["system", "on", "off"]),
    currency=st.sampled_from(["EUR", "CHF", "JPY"]),
    text_size=st.integers(90, 150),
    welcomed=st.booleans(),
    window=st.none() | st.text(),
    pad=st.booleans(),
    pad_place=st.text(),
    reminder=st.just("") | st.times().map(lambda time: time.strftime("%H:%M")),
    called_a_day=st.dates().map(str),
    sound=st.booleans(),
)


@given(all_settings)
@example(Settings(name='Zoë "the\\ \x7f\x00\n\t🏆" = #1'))
def test_what_is_saved_is_loaded(settings: Settings) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "settings.toml")
        save(file, settings)
        assert load(file) == settings


@given(st.binary() | st.text().map(str.encode))
@example(b"name = " + b"[" * 10_000)
@example(b"\xff\xfe")
def test_any_file_can_be_loaded(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "settings.toml")
        file.write_bytes(content)
        load(file)


def test_without_a_file_everything_is_at_its_default(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Settings()
    assert load(tmp_path) == Settings()


@pytest.mark.parametrize(
    "line",
    [
        'language = "xx"',
        "language = ['nl']",
        'theme = "pink"',
        "name = 3",
        "motion = true",
        'currency = "euro"',
        "text_size = 89",
        "text_size = 151",
        "text_size = 100.0",
        "text_size = true",
        'welcomed = "yes"',
        "window = 5",
        'pad = "yes"',
        "pad_place = { left = 10 }",
        'reminder = "24:00"',
        'reminder = "9:30"',
        'reminder = "16:00:00"',
        "reminder = 16:00:00",
        "sound = 1",
    ],
)
def test_a_value_that_means_nothing_is_at_its_default_and_spoils_no_other(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.toml"
    other = 'name = "Ann"' if not line.startswith("name") else 'theme = "dark"'
    file.write_text(f"{line}\n{other}\n")
    expected = Settings(name="Ann") if not line.startswith("name") else Settings(theme="dark")
    assert load(file) == expected


def test_every_language_can_be_chosen(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for language in i18n.LANGUAGES:
        file.write_text(f'language = "{language}"\n')
        assert load(file).language == language


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    newer = """
        theme = "dark"
        "tray icon" = true
        sounds = ["day", "week"]
        since = 2027-01-02T03:04:05+01:00
        quiet = 22:00:00
        volume = 0.5
        none = {}
        [board]
        place = { left = 10, top = -3 }
    """
    file.write_text(newer)
    save(file, Settings(theme="light"))
    expected: dict[str, Any] = tomllib.loads(newer)
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    assert found.pop("theme") == "light"
    assert {key: found[key] for key in expected if key != "theme"} == {
        key: value for key, value in expected.items() if key != "theme"
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.touch(mode=0o644)
    save(file, Settings())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_save_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "settings.toml" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match=r"settings\.toml"):
        save(tmp_path / "settings.toml", Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
