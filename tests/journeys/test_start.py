"""The start: what is not shown is not imported, and the first paint is true."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.boards import set_up_folder

ROOT = Path(__file__).parent.parent.parent

CODE = """
import gc, json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from scoreboard.gui.widgets.week_ring import WeekRing
heavy = ["matplotlib", "numpy", "alembic", "sqlalchemy", "holidays"]
heavy += ["scoreboard.gui." + name for name in ("welcome", "pages.week", "pages.rules", "beside", "crash")]
heavy += ["scoreboard.gui." + name for name in ("inline_form", "widgets.outcome_menu", "widgets.fields")]
heavy += ["scoreboard.service." + name for name in ("overviews", "rulebook", "rewards")]
paint, painted = WeekRing.paintEvent, []

def first(ring, event):
    paint(ring, event)
    if not painted:
        loaded = [name for name in heavy if name in sys.modules]
        painted.extend([ring.accessibleName(), gc.isenabled(), loaded])
        again.start()

def look():
    if gc.isenabled():
        QApplication.quit()
    else:
        again.start()

WeekRing.paintEvent = first
again = QTimer(interval=20, singleShot=True)
again.timeout.connect(look)
from scoreboard.__main__ import main
status = main(["--data-dir", sys.argv[1], "--as-of", "2026-09-16T14:05"])
print(json.dumps([status, *painted]))
"""


def test_the_first_paint_is_true_and_imports_nothing_heavy(tmp_path: Path) -> None:
    set_up_folder(tmp_path)
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environ,
    )
    status, score, collecting, heavy = json.loads(done.stdout)
    assert status == 0
    assert score.startswith("Week score 0 of 40")
    assert not collecting  # again soon after, which ends the program here
    assert heavy == []
