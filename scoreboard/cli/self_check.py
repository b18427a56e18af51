"""The command self-check: the installed program tries its own parts in a folder of its own."""

import gettext
import tomllib
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from scoreboard import i18n
from scoreboard.cli.command import Command
from scoreboard.cli.context import DONE, REFUSED, Answer, Context
from scoreboard.errors import ScoreboardError
from scoreboard.i18n import _
from scoreboard.resources import resource
from scoreboard.service import Scoreboard
from scoreboard.service.starters import starter, starters
from scoreboard.store import Store

TARGET = Fraction(40)
FAULTS = (ArithmeticError, AssertionError, ImportError, LookupError, OSError, ScoreboardError, ValueError)
"""What a part that is missing or broken raises; anything else is a fault of this command."""


def _expect(sound: bool, what: str) -> None:
    if not sound:
        raise ValueError(what)


def _score(folder: Path) -> None:
    """Migrates a new store, logs, and takes back."""
    with closing(Store.open(folder / "scoreboard.db")) as store:
        board = _board(store)
        quote = board.journal.log("quote", count=2).value
        _expect(quote.day.points == quote.line.points == 6, "two quotes are worth 6")
        board.journal.undo_last()
        _expect(board.screens.standing().points == 0, "nothing is left after undo")


def _board(store: Store) -> Scoreboard:
    board = Scoreboard(store, lambda: datetime.now(UTC).astimezone())
    board.set_up(starter("b2b-services"), language="en", target=TARGET, trial_weeks=4)
    return board


def _languages(_folder: Path) -> None:
    for code in i18n.LANGUAGES:
        if code != "en":
            gettext.translation("scoreboard", resource("locale"), languages=[code])
        for one in starters():
            _expect(bool(one.names[code]), f"{one.key} has a name")


def _themes(_folder: Path) -> None:
    themes = [tomllib.loads(file.read_text(encoding="utf-8")) for file in resource("themes").glob("*.toml")]
    _expect(len(themes) > 1, "there are two themes")
    for theme in themes:
        _expect(theme["tokens"].keys() == themes[0]["tokens"].keys(), "themes have the same tokens")


def _icons(_folder: Path) -> None:
    wanted = {one["icon"] for known in starters() for one in known.activities} | {
        one.icon for one in starters()
    }
    files = {file.stem: file for file in resource("icons").glob("*.svg")}
    _expect(wanted <= files.keys(), "every activity has its icon")
    for file in files.values():
        _expect("<svg" in file.read_text(encoding="utf-8"), file.name)


def _figure(folder: Path) -> None:
    # matplotlib takes half a second to import, and every other command does without.
    from scoreboard.reports.figures import days_figure  # noqa: PLC0415
    from scoreboard.reports.look import Look  # noqa: PLC0415
    from scoreboard.reports.plot import pixels  # noqa: PLC0415

    theme = tomllib.loads(resource("themes", "light.toml").read_text(encoding="utf-8"))
    with closing(Store.open(folder / "figure.db")) as store:
        board = _board(store)
        board.journal.log("quote")
        width, height, drawn = pixels(
            days_figure(board.overviews.week(), Look(theme["tokens"], 480, 240)).figure
        )
    _expect(len(drawn) == width * height * 4, "the figure has its size")
    _expect(len(set(drawn)) > 2, "something was drawn")


CHECKS: dict[str, Callable[[Path], None]] = {
    "score": _score,
    "languages": _languages,
    "themes": _themes,
    "icons": _icons,
    "figure": _figure,
}


def _self_check(_context: Context, _given: Namespace) -> Answer:
    results: dict[str, str] = {}
    with TemporaryDirectory(prefix="scoreboard-") as folder:
        for name, check in CHECKS.items():
            try:
                check(Path(folder))
            except FAULTS as error:
                results[name] = f"{type(error).__name__}: {error}"
            else:
                results[name] = "ok"
    faults = tuple(f"{name}: {result}" for name, result in results.items() if result != "ok")
    lines = [_("Every part of the program works.")] if not faults else []
    status = REFUSED if faults else DONE
    return Answer({"ok": not faults, "checks": results}, lines, faults, status)


COMMANDS = (Command("self-check", lambda: _("Try the parts of the program."), _self_check),)
