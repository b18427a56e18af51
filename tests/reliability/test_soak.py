"""R13: a window in which one clicks for months does not grow, and keeps no file, thread or object."""

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel

from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages import PAGES
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.values import replace
from tests.boards import Clock, set_up_folder
from tests.reliability import windows
from tests.reliability.conftest import Tell
from tests.reliability.tally import Tally, alone, posix, short_and_long
from tests.reliability.window_scenes import go, live_of

pytestmark = posix

DAY, BUSY_DAY = 5, 100
"""Clicks of a day. Those of a long soak are busy: it would last for eleven years else, which take 20 MB."""
MANY = 1_000
BLOCK = 100
"""Clicks between two measures: in every block everything is done once."""

WARM_UP, BUSY_WARM_UP = 3, 60
"""So many blocks at least, sixty days, are not measured: what pages and weeks keep in mind fills up."""

LOOKS: tuple[dict[str, Any], ...] = (
    {"theme": "dark", "language": "de", "text_size": 125},
    {"theme": "light", "language": "en", "text_size": 100},
)

MEGABYTE = 1 << 20

ALLOWED = {"bytes": MEGABYTE / 10_000, "objects": 0.5, "QObjects": 0.02, "files": 0.002, "threads": 0.002}
"""How much more there may be for each click."""

SLACK = {"bytes": 12.0 * MEGABYTE, "objects": 400.0, "QObjects": 30.0, "files": 1.0, "threads": 1.0}
"""How much more there may be in all, after the shortest warm-up."""

FEWER = "None's references"
"""They may become more, but not fewer: a binding that drops one at every call ends the process at last."""

Measure = dict[str, float]


def soak(folder: Path, *, count: int, block: int = BLOCK, leaky: bool = False) -> Tally:
    """Click day after day, take back, show all pages and looks, and measure after every block of clicks."""
    tally = Tally("R13 soak", "clicks", "taken back", "days", "pages", "looks")
    day, least = (DAY, WARM_UP) if count < MANY else (BUSY_DAY, BUSY_WARM_UP)
    clock = Clock()
    noticed = windows.Noticed()
    measures: list[Measure] = []
    leaks = Leaks() if leaky else None

    def script(window: MainWindow) -> Iterator[None]:
        live = live_of(window)
        for number in range(1, count + 1):
            keys = window.findChildren(ActivityKey)
            keys[number % len(keys)].click()
            tally.counts["clicks"] += 1
            clock.forward(seconds=50)
            yield
            if number % 7 == 0:
                live.undo()
                live.redo()
                live.undo()
                tally.counts["taken back"] += 1
            if leaks:
                leaks.leak()
            if number % block == 0:
                yield from around(window, tally)
            if number % day == 0:
                clock.forward(hours=24)
                live.tick()
                tally.counts["days"] += 1
                yield
            if number % block == 0:
                measures.append(measure())
                tally.found(f"click {number}", noticed.take())

    windows.run(set_up_folder(folder / "data").parent, clock, script, noticed)
    warm_up = max(least, len(measures) // 10)
    found = measures[warm_up:]
    slack = {what: most * WARM_UP / warm_up for what, most in SLACK.items()}
    tally.counts["KB more in 10,000 clicks"] = round(rise(found, "bytes") / block * 10_000 / 1024)
    tally.found("at the end", growth(found, block, slack))
    return tally


def around(window: MainWindow, tally: Tally) -> Iterator[None]:
    """Show every page and every look, and come back to the first ones."""
    for entry in PAGES:
        go(window, entry.key)
        tally.counts["pages"] += 1
        yield
    go(window, PAGES[0].key)
    for look in LOOKS:
        window.apply(replace(window.settings, **look))
        tally.counts["looks"] += 1
        yield
        yield


def measure() -> Measure:
    """What the process holds now, without what is only waiting to be deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return {
        "bytes": pages * os.sysconf("SC_PAGE_SIZE"),
        "objects": len(gc.get_objects()),
        "QObjects": sum(1 + len(one.findChildren(QObject)) for one in QApplication.topLevelWidgets()),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        FEWER: sys.getrefcount(None),
    }


def rise(measures: list[Measure], what: str) -> float:
    """From one block to the next: the median over all pairs, of which a few odd ones are no matter."""
    every = max(1, len(measures) // 100)
    pairs = combinations(list(enumerate(measures))[::every], 2)
    return median(
        (later[what] - sooner[what]) / (second - first) for (first, sooner), (second, later) in pairs
    )


def growth(measures: list[Measure], block: int, slack: Measure) -> list[str]:
    """What became more than it may."""
    blocks = len(measures) - 1
    wrong = []
    for what, allowed in ALLOWED.items():
        more = rise(measures, what) * blocks
        if more > allowed * block * blocks + slack[what]:
            wrong.append(f"{more:.0f} {what} more after {blocks * block} clicks")
    if (less := rise(measures, FEWER)) < 0:
        wrong.append(f"{-less / block:.1f} of {FEWER} gone at every click")
    return wrong


class Leaks:
    """Everything that a program can forget to let go of."""

    def __init__(self) -> None:
        many = [None] * 10_000_000  # enough of them to go on when some are dropped, also at the end
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(many))
        self._kept: list[object] = []
        self._number = 0

    def leak(self) -> None:
        """A window, a file, some memory, references to None, and now and then a thread."""
        self._number += 1
        self._kept += [QLabel("left"), os.urandom(MEGABYTE), os.open(os.devnull, os.O_RDONLY)]
        self._kept += [[number] for number in range(20)]
        for _ in range(3000):
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))
        if self._number % 10 == 0:
            threading.Thread(target=threading.Event().wait, daemon=True).start()


@short_and_long(600, 100_000)
def test_a_window_does_not_grow(count: int, tmp_path: Path, tell: Tell) -> None:
    tally = tell(alone(soak, tmp_path, count=count))
    assert tally.passed()
    assert tally.counts["clicks"] == count
