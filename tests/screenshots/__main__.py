"""`python -m tests.screenshots [FOLDER] [--only TEXT]`: every page in its themes, languages, sizes, contents.

Each scale is a process of its own, because Qt reads it once.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QWidget

from scoreboard.domain.achievements import WonBy
from scoreboard.domain.entries import Money
from scoreboard.gui.form import qdate
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages.rules import RulesPage
from scoreboard.gui.theme import Appearance
from scoreboard.i18n import set_language
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.service.demo import fill
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.starters import starter
from scoreboard.settings import Settings
from scoreboard.store import Store
from scoreboard.values import Value
from tests.boards import Clock

ROOT = Path(__file__).parent.parent.parent
SIZES = ((1440, 900), (900, 600))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("en", "de")
LONG = "Klanttevredenheidsonderzoek besproken nu"


class Shot(Value):
    """One picture: what is in the folder, which page, how it looks."""

    content: str
    page: str
    theme: Literal["light", "dark"]
    language: str
    size: tuple[int, int]

    @property
    def name(self) -> str:
        """The file's name without its scale."""
        width, height = self.size
        return f"{self.page}-{self.content}-{self.language}-{self.theme}-{width}x{height}"


def shots() -> Iterator[Shot]:
    """Every picture of one scale."""
    for theme, language, size in product(THEMES, LANGUAGES, SIZES):
        for page in ("today", "week", "campaigns", "rewards", "rules", "settings"):
            yield Shot("full", page, theme, language, size)
        if size == SIZES[0]:
            yield Shot("full", "pad", theme, language, size)
        yield Shot("days-off", "rules", theme, language, size)
        yield Shot("holidays", "rules", theme, language, size)
        yield Shot("empty", "today", theme, language, size)
        yield Shot("empty", "week", theme, language, size)
        yield Shot("empty", "campaigns", theme, language, size)
    for size in SIZES:
        yield Shot("long", "today", "light", "en", size)
        yield Shot("plain", "today", "light", "en", size)
        yield Shot("long", "rules", "light", "en", size)
        yield Shot("long", "campaigns", "light", "en", size)
        for language in ("en", "nl", "de", "fr"):
            yield Shot("new", "welcome", "light", language, size)


def take(app: QApplication, shot: Shot, file: Path) -> None:
    """Open the window, let it come to rest and keep its picture."""
    set_language(shot.language)
    appearance = Appearance(app, shot.theme, 100, motion=False, plain=shot.content == "plain")
    play: Literal["full", "plain"] = "plain" if shot.content == "plain" else "full"
    settings = Settings(
        language=shot.language,
        theme=shot.theme,
        name="Sanne de Vries",
        motion="off",
        play=play,
        holidays_country="DE" if shot.language == "de" else "NL",
        holidays_region="BY" if shot.language == "de" else "",
    )
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        with closing(Store.open(paths.database)) as store:
            board = Scoreboard(store, Clock())
            prepare(board, shot)
            window = MainWindow(lambda: board, appearance, paths, settings)
            window.resize(*shot.size)
            window.begin()
            window.show()
            if window.shell is not None:
                window.shell.go(shot.page)
                unfold(window.shell.page, shot)
            if shot.page == "pad":
                window.show_pad()
            QTest.qWait(250)
            pads = [one for one in app.topLevelWidgets() if one.objectName() == "pad" and one.isVisible()]
            (pads[0] if pads else window).grab().save(str(file))
            window.close()
            window.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def unfold(page: QWidget, shot: Shot) -> None:
    """Open what the picture is about."""
    if not isinstance(page, RulesPage) or shot.content not in ("days-off", "holidays"):
        return
    QTest.qWait(50)
    card = page.days_off
    if shot.content == "holidays":
        card.open_offer()
    else:
        card.past.setChecked(True)
        card.open(None)
        for field, day in ((card.form.first, date(2026, 12, 28)), (card.form.last, date(2027, 1, 8))):
            edit = field.widget
            assert isinstance(edit, QDateEdit)
            edit.setDate(qdate(day))
    QTest.qWait(50)
    card.opened.emit()


def prepare(board: Scoreboard, shot: Shot) -> None:
    """Fill the folder: nothing, a rulebook, a seller of twelve weeks, or names as long as they get."""
    if shot.content == "empty":
        board.set_up(starter("b2b-services"), language=shot.language, target=Fraction(40))
    elif shot.content in ("full", "long", "plain", "days-off", "holidays"):
        fill(board, weeks=12, language=shot.language)
        board.rewards.add("A good coffee", WonBy.DAY, Money(Decimal("4.50"), "EUR"))
        board.rewards.add(LONG, WonBy.WEEK)
    if shot.content == "long":
        for number, one in enumerate(board.overviews.activities()):
            board.rules.set_activity(one.activity.key, ActivityChange(name=f"{LONG} {number}"))


def main() -> int:
    """Take all pictures at scale 1 and 2."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--only", default="", help="take only pictures whose name has this in it")
    parser.add_argument("--scale", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder: Path = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if not options.scale:
        command = [sys.executable, "-m", "tests.screenshots", str(folder), "--only", options.only]
        environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        statuses = [
            subprocess.run(
                [*command, "--scale", scale], cwd=ROOT, env=environ | {"QT_SCALE_FACTOR": scale}, check=False
            ).returncode
            for scale in ("1", "2")
        ]
        return max(statuses)
    app = QApplication([])
    for shot in shots():
        if options.only in shot.name:
            take(app, shot, folder / f"{shot.name}@{options.scale}x.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
