"""What the user of this computer prefers, in one readable TOML file; none of it changes a score."""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from scoreboard.values import Value, asdict


class Settings(Value):
    """The preferences; what the file does not say, or says wrongly, is at its default."""

    language: str | None = None
    """One of i18n.LANGUAGES; None for that of the system."""
    theme: Literal["auto", "light", "dark"] = "auto"
    name: str = ""
    """What the user is called on the screen."""
    motion: Literal["system", "on", "off"] = "system"
    """Whether things on the screen move."""
    currency: str = "EUR"
    """The ISO 4217 code that new amounts begin with."""
    text_size: int = 100
    """In percent, from 90 to 150."""
    welcomed: bool = False
    """Whether the first steps were shown."""
    window: str | None = None
    """Where the window stood: Qt's saveGeometry, in base64."""
    checked: str = ""
    """The day of the last thorough check of the data."""
    place_kept: str = ""
    """The folder that the data stay in although it is no good place for them."""
    play: Literal["full", "calm", "plain"] = "full"
    """How much of a game it is: all of it, without celebrations, or numbers only."""
    streaks: bool = True
    """Whether streaks and reserve days are shown."""
    rewards: Literal["chosen", "drawn"] = "chosen"
    """How a reward is found for what was won."""
    envelope: str = ""
    """Money for a year's rewards, in decimal text and `currency`; empty: no limit."""
    holidays_country: str = ""
    """The country whose public holidays are offered, by its ISO code; empty: that of the system."""
    holidays_region: str = ""
    """The region of that country; empty: what holds in all of it."""
    morning: str = ""
    """The day whose morning card was put away."""
    pad: bool = False
    """Whether the mini pad opens with the window."""
    pad_place: str = ""
    """Where the mini pad stood, for each screen."""
    pad_pinned: bool = True
    """Whether the mini pad stays on top of other windows."""
    keep_in_tray: bool = False
    """Whether closing the window leaves the program in the tray, where there is one."""
    reminder: str = ""
    """When to remind, as HH:MM; empty for never."""
    reminded: str = ""
    """The day of the last reminder."""
    called_a_day: str = ""
    """The day that was called a day: no reminder any more."""
    sound: bool = False
    """Whether a won day is heard."""

    @property
    def plain(self) -> bool:
        """Whether it is numbers only, and no game."""
        return self.play == "plain"

    @property
    def celebrates(self) -> bool:
        """Whether something moves, floats or sounds when a thing is won."""
        return self.play == "full"

    @property
    def shows_streaks(self) -> bool:
        """Whether streaks and reserve days are shown."""
        return self.streaks and not self.plain


_VALID: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in ("en", "nl", "de", "fr"),
    "theme": lambda value: value in ("auto", "light", "dark"),
    "name": lambda value: isinstance(value, str),
    "motion": lambda value: value in ("system", "on", "off"),
    "currency": lambda value: (
        isinstance(value, str) and len(value) == 3 and value.isalpha() and value.isupper()
    ),
    "text_size": lambda value: type(value) is int and 90 <= value <= 150,
    "welcomed": lambda value: isinstance(value, bool),
    "window": lambda value: isinstance(value, str),
    "checked": lambda value: isinstance(value, str),
    "place_kept": lambda value: isinstance(value, str),
    "play": lambda value: value in ("full", "calm", "plain"),
    "streaks": lambda value: isinstance(value, bool),
    "rewards": lambda value: value in ("chosen", "drawn"),
    "envelope": lambda value: (
        isinstance(value, str) and re.fullmatch(r"([0-9]{1,10}(\.[0-9]{1,2})?)?", value) is not None
    ),
    "holidays_country": lambda value: (
        isinstance(value, str) and re.fullmatch(r"([A-Z]{2})?", value) is not None
    ),
    "holidays_region": lambda value: isinstance(value, str),
    "morning": lambda value: isinstance(value, str),
    "pad": lambda value: isinstance(value, bool),
    "pad_place": lambda value: isinstance(value, str),
    "pad_pinned": lambda value: isinstance(value, bool),
    "keep_in_tray": lambda value: isinstance(value, bool),
    "reminder": lambda value: value == "" or _is_hour(value),
    "reminded": lambda value: isinstance(value, str),
    "called_a_day": lambda value: isinstance(value, str),
    "sound": lambda value: isinstance(value, bool),
}


def _is_hour(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII) is not None


def load(path: Path) -> Settings:
    """Read the settings; a file that is missing, damaged or closed to us means the defaults."""
    found = _read(path)
    return Settings(
        **{key: found[key] for key, valid in _VALID.items() if key in found and valid(found[key])}
    )


def save(path: Path, settings: Settings) -> None:
    """Put the settings in place of the file's; keys of a newer version stay as they are. Raises OSError.

    At every moment, also in a power cut, the file is either the old or the new one.
    """
    kept = {key: value for key, value in _read(path).items() if key not in _VALID}
    values = {key: value for key, value in asdict(settings).items() if value is not None}
    text = "".join(
        f"{json.dumps(key) if key in kept else key} = {_toml(value)}\n"
        for key, value in (values | kept).items()
    )
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # only its owner can read it
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # not UTF-8, not TOML, or brackets without end
        return {}


def _toml(value: Any) -> str:
    """Write what tomllib can read."""
    match value:
        case str():
            # JSON and TOML escape alike, but for this one character.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case bool():
            return "true" if value else "false"
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return "{" + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + "}"
        case _:
            return repr(value)
