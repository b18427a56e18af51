"""The start: what is not shown is not imported, and the first paint is true."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.boards import set_up_folder

ROOT = Path(__file__).parent.parent.parent

CODE = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from scoreboard.gui.widgets.week_ring import WeekRing
paint, painted = WeekRing.paintEvent, []

def first(ring, event):
    paint(ring, event)
    if not painted:
        painted.append(ring.accessibleName())
        QTimer.singleShot(0, QApplication.quit)

WeekRing.paintEvent = first
from scoreboard.__main__ import main
status = main(["--data-dir", sys.argv[1], "--as-of", "2026-09-16T14:05"])
heavy = ["matplotlib", "numpy", "alembic", "sqlalchemy", "holidays"]
heavy += ["scoreboard.gui.welcome", "scoreboard.gui.pages.week", "scoreboard.gui.pages.rules"]
heavy += ["scoreboard.gui.beside", "scoreboard.gui.widgets.pad_key"]
print(json.dumps([status, painted, [name for name in heavy if name in sys.modules]]))
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
    status, painted, heavy = json.loads(done.stdout)
    assert status == 0
    assert painted[0].startswith("Week score 0 of 40")
    assert heavy == []
