"""The child processes of the benchmarks: a bare window, the program's window, and clicks in both.

Run as `python -m tests.benchmarks.window KIND FOLDER`. Each prints one JSON document; moments are nanoseconds
of the system's clock, so that the parent can measure from before the process was there.
"""

import json
import os
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

CLICKS = 60
WARM_UP = 10
SIZE = (1440, 900)


def _resident() -> int:
    """Resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _answer(**values: Any) -> None:
    print(json.dumps(values), flush=True)
    os._exit(0)


def _bare(_folder: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            moment = time.time_ns()
            QTimer.singleShot(0, lambda: _answer(painted=moment, resident=_resident()))

    app = QApplication([])
    window = Bare()
    window.resize(*SIZE)
    window.show()
    app.exec()


def _board(folder: Path) -> None:
    """The program's own start, up to the first paint of the ring with the week's score in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from scoreboard.__main__ import main
    from scoreboard.gui.widgets.week_ring import WeekRing

    paint = WeekRing.paintEvent

    def first_paint(ring: WeekRing, event: QPaintEvent) -> None:
        paint(ring, event)
        moment = time.time_ns()
        QTimer.singleShot(
            0, lambda: _answer(painted=moment, resident=_resident(), shown=ring.accessibleName())
        )

    cast("Any", WeekRing).paintEvent = first_paint
    main(["--data-dir", str(folder)])


def _times(work: Callable[[], object]) -> list[float]:
    spent = []
    for number in range(CLICKS + WARM_UP):
        begin = time.perf_counter()
        work()
        if number >= WARM_UP:
            spent.append((time.perf_counter() - begin) * 1000)
    return spent


def _click(folder: Path) -> None:
    """Clicks on a key of the program's window: each is durable and repainted before the next."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])

    def click() -> None:
        from scoreboard.gui.widgets.activity_key import ActivityKey

        window = next(one for one in app.topLevelWidgets() if isinstance(one, QMainWindow))
        window.resize(*SIZE)
        app.processEvents()
        key = window.findChildren(ActivityKey)[1]

        def once() -> None:
            key.click()
            app.processEvents()

        _answer(milliseconds=_times(once))

    QTimer.singleShot(1500, click)
    from scoreboard.__main__ import main

    main(["--data-dir", str(folder)])


def _click_floor(folder: Path) -> None:
    """The same row by raw sqlite3 with the same pragmas, and the repaint of a bare widget of that size."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    widget = QWidget()
    widget.resize(*SIZE)
    widget.show()
    app.processEvents()
    with closing(sqlite3.connect(folder / "scoreboard.db", isolation_level=None)) as raw:
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "temp_store=MEMORY"):
            raw.execute(f"PRAGMA {pragma}")
        columns = [
            name for _, name, *_ in raw.execute("PRAGMA table_info(entry)") if name not in {"number", "uid"}
        ]
        newest = f"SELECT ?, {', '.join(columns)} FROM entry ORDER BY number DESC LIMIT 1"

        def once() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(f"INSERT INTO entry (uid, {', '.join(columns)}) {newest}", (str(uuid.uuid4()),))
            raw.execute("COMMIT")
            widget.update()
            app.processEvents()

        _answer(milliseconds=_times(once))


KINDS = {"bare": _bare, "board": _board, "click": _click, "click-floor": _click_floor}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Path(sys.argv[2]))
