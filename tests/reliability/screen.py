"""What the screen says, held to what the files hold by the words of the rules, and to a reading made anew."""

from contextlib import closing
from datetime import date
from pathlib import Path

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from scoreboard.errors import StoreProblem
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.page import Page
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.pages.today.log import MOST_ROWS
from scoreboard.gui.widgets.log_row import LogRow
from scoreboard.gui.widgets.meter import Meter
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.i18n import _, n_, number
from scoreboard.store import Store, opening
from tests.domain.plain import book_fact, entry_facts
from tests.oracle import BookFact, EntryFact, first_of_week, in_order, scored, totals, week
from tests.reliability.told import lifeboat

PATIENT_MS = 2000
SOON_MS = 1000
"""What waits for longer is no part of what the page has to say."""
TURN_MS, MOST_TURNS = 10, 200


def wrong_on_the_screen(window: MainWindow, today: date) -> list[str]:
    """Every page that was ever shown, one after the other; the one that is shown stays so."""
    assert window.shell is not None
    assert window.live is not None
    faults: list[str] = []
    shell, shown = window.shell, window.shell.current
    for key, page in list(shell.pages.items()):
        shell.go(key)
        settle()
        if (
            window.shell is not shell
        ):  # what was typed is taken when its page is left, and may be another look
            return faults
        faults += [f"{key}: {fault}" for fault in stale(page)]
        if isinstance(page, TodayPage):
            try:
                faults += wrong_score(page, *facts(window.live.board.store.path), today)
            except StoreProblem as problem:
                faults.append(f"nothing to compare the screen with: {problem!r}")
    shell.go(shown)
    return faults


def settle() -> None:
    """Let all that goes on in the background come to its end, and show."""
    quiet = 0
    for _turn in range(MOST_TURNS):
        QApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        timers = [timer for one in QApplication.topLevelWidgets() for timer in one.findChildren(QTimer)]
        soon = any(one.isSingleShot() and one.isActive() and one.interval() < SOON_MS for one in timers)
        quiet = 0 if soon else quiet + 1
        if quiet == 2:  # the last of the timers may have begun something in another thread
            return
        if soon:
            QTest.qWait(TURN_MS)


def facts(path: Path) -> tuple[BookFact, list[EntryFact]]:
    """Rules and entries as a connection of its own reads them, with those that wait in the lifeboat."""
    usual, opening.BUSY_MS = opening.BUSY_MS, PATIENT_MS
    try:
        with closing(Store.open(path, create=False)) as store, store.read() as records:
            book, entries = records.rulebook(), records.entries()
    finally:
        opening.BUSY_MS = usual
    known = {entry.uid for entry in entries}
    waiting = [kept.entry for kept in lifeboat(path).kept().entries if kept.entry.uid not in known]
    certain = [entry for entry in waiting if book.activity(entry.activity)]
    return book_fact(book), in_order(entry_facts([*entries, *certain]))


def stale(page: Page) -> list[str]:
    """What the page says else when it reads anew."""
    for row in page.findChildren(LogRow):
        row.settle()  # or its seconds of being fresh might end between the two looks
    before = words(page)
    page.refresh()
    settle()
    after = words(page)
    if before == after:
        return []
    gone = [word for word in before if word not in after]
    new = [word for word in after if word not in before]
    return [f"was stale: {gone[:8]} became {new[:8]}"]


def words(page: QWidget) -> list[tuple[str, ...]]:
    """What one can read or hear there, but for what is being typed."""
    found = []
    for one in page.findChildren(QWidget):
        if one.isVisibleTo(page):
            text = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
            said = (type(one).__name__, text, one.accessibleName(), one.accessibleDescription())
            if any(said[1:]):
                found.append(said)
    return sorted(found)


def wrong_score(page: TodayPage, book: BookFact, entries: list[EntryFact], today: date) -> list[str]:
    """What the Today page says otherwise than the words of the rules do."""
    shown = page.shown_day() or today
    standing = week(book, entries, first_of_week(shown, book["first_weekday"]), today)
    day = next(one for one in standing["days"] if one["day"] == shown)
    faults = []
    begin = _("Week score {points} of {target}, {statement}").partition("{statement}")[0]
    wanted = begin.format(points=number(standing["points"]), target=number(standing["target"]))
    scores = [one for one in page.hero.findChildren(QWidget) if isinstance(one, WeekRing | Meter)]
    (ring,) = (one for one in scores if one is not page.hero.sun and one.isVisibleTo(page))
    if not ring.accessibleName().startswith(wanted):
        faults.append(f"the ring says {ring.accessibleName()!r}, not {wanted!r}")
    if not page.theme.motion.on and ring.shown_text() != number(standing["points"]):
        faults.append(f"the ring shows {ring.shown_text()}, not {number(standing['points'])}")
    text = _("{points} of {goal} points today") if shown == today else _("{points} of {goal} points")
    if day["off"]:
        text = n_("{n} point", "{n} points", 1 if day["points"] == 1 else 2).replace("{n}", "{points}")
    wanted = text.format(points=number(day["points"]), goal=number(day["goal"]))
    labels = [one.text() for one in page.hero.findChildren(QLabel) if one.isVisibleTo(page)]
    if not any(label.startswith(wanted) for label in labels):
        faults.append(f"the day says {labels}, not {wanted!r}")
    lines = [line for line in scored(book, entries) if line["day"] == shown]
    quantities = {activity: quantity for activity, (quantity, _points) in totals(lines).items()}
    for activity in book["activities"]:
        key = page.keys.key(activity["key"])
        units = quantities.get(activity["key"], 0)
        times = n_("Today {n} time.", "Today {n} times.", units).format(n=number(units))
        if key is not None and times not in key.accessibleDescription():
            faults.append(f"the key says {key.accessibleDescription()!r}, not {times!r}")
    uids = [line["uid"] for line in lines]
    rows = [one for one in page.rows.findChildren(LogRow) if not one.isHidden()]
    if len(uids) <= MOST_ROWS and (len(rows) != len(uids) or any(page.rows.row(uid) is None for uid in uids)):
        faults.append(f"the log has {len(rows)} rows for {len(uids)} entries")
    return faults
