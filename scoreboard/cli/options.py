"""The global options, before or after the command, read without anything that takes time to import."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scoreboard.values import Value

AS_OF_VARIABLE = "SCOREBOARD_AS_OF"

WITH_VALUE = ("--data-dir", "--lang", "--as-of")
SWITCHES = ("--json", "--version")
HELP = ("-h", "--help")


class Options(Value):
    """The global options as they were written, and the words that are left.

    `incomplete` names an option that came without its value.
    """

    words: tuple[str, ...] = ()
    data_dir: Path | None = None
    lang: str | None = None
    as_of: str | None = None
    as_json: bool = False
    version: bool = False
    incomplete: str | None = None

    @property
    def wants_window(self) -> bool:
        """Whether nothing was asked for that the command line would answer."""
        return not (self.words or self.version or self.as_json or self.incomplete)


def split(arguments: Sequence[str], environ: Mapping[str, str]) -> Options:
    """Part the global options from the other words; behind `--` every word is left alone.

    Help and version have no use for the environment's moment, and a bad one keeps nobody from them.
    """
    values: dict[str, str] = {}
    words: list[str] = []
    told = False
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            words += [word, *rest]
        elif word in SWITCHES:
            values[word] = word
        elif name in WITH_VALUE:
            values[name] = value if equals else _value(rest)
        else:
            words.append(word)
            told = told or word in HELP
    told = told or "--version" in values
    folder = values.get("--data-dir")
    return Options(
        words=tuple(words),
        data_dir=Path(folder) if folder else None,
        lang=values.get("--lang"),
        as_of=values.get("--as-of") or (None if told else environ.get(AS_OF_VARIABLE)) or None,
        as_json="--json" in values,
        version="--version" in values,
        incomplete=next((name for name, value in values.items() if not value), None),
    )


def _value(rest: Iterator[str]) -> str:
    """The next word, unless it is an option itself."""
    word = next(rest, "")
    return "" if word.startswith("-") else word
