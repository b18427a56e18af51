"""Opens the window as a user who may read the data folder but not write in it, and clicks.

Run as `python -m tests.journeys.read_only_window FOLDER`; as root it becomes nobody, whom permissions
stop. It prints what the window told.
"""

import json
import os
import sys
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QApplication

from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.theme import Appearance
from scoreboard.gui.widgets.notice import Notice
from scoreboard.paths import Paths
from scoreboard.service import Scoreboard
from scoreboard.settings import Settings
from scoreboard.store import Store
from tests.boards import Clock, set_up_folder
from tests.gui.reach import texts

NOBODY = 65534


def main(folder: Path) -> None:
    """Prints what was told, what counts and where it waits, as JSON."""
    app = QApplication([])
    if os.getuid() == 0:
        # Everything is imported by a first window: nobody may not be allowed to read Python itself.
        clicked(app, set_up_folder(Path(mkdtemp())).parent)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    print(json.dumps(clicked(app, folder)))
    sys.stdout.flush()
    os._exit(0)


def clicked(app: QApplication, folder: Path) -> dict[str, object]:
    """What a window on that folder tells of one click."""
    paths, clock = Paths(folder), Clock()
    window = MainWindow(
        lambda: Scoreboard(Store.open(paths.database), clock),
        Appearance(app, "light", 100, motion=False),
        paths,
        Settings(),
        clock,
    )
    window.begin()
    window.show()
    assert window.live is not None
    assert window.shell is not None
    done = window.live.do(lambda board: board.journal.log("quote"))
    window.watch_data(thorough=True)
    app.processEvents()
    shown = [one for one in window.shell.findChildren(Notice) if one.isVisibleTo(window)]
    told: dict[str, object] = {
        "kept": type(done.kept).__name__ if done else None,
        "toast": texts(window.shell.toast),
        "notice": [text for notice in shown for text in texts(notice)],
        "points": int(window.live.board.screens.today().day.standing.points),
        "elsewhere": str(paths.lifeboat_fallback),
    }
    window.close()
    window.finish()
    window.live.board.store.close()
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]))
