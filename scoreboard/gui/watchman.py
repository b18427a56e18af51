"""Looks after the data while the window is open, in another thread: checks, backups, and what needs a look.

What lasts is told by one notice at a time, the gravest first; it goes when its reason does.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from scoreboard.errors import DamagedData, DataBusy, NewerData, StoreProblem
from scoreboard.gui.crash import versions
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.problems import Trouble
from scoreboard.gui.tasks import run
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.notice import Notice
from scoreboard.i18n import _, n_, number
from scoreboard.paths import Paths
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.changes import EVERYTHING, Changed, Done
from scoreboard.service.data import Data, Health
from scoreboard.service.journal import Logged
from scoreboard.service.states import LogLine
from scoreboard.service.waiting import BroughtIn
from scoreboard.settings import Settings
from scoreboard.store import Store
from scoreboard.store.backups import Backup
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.safety import Soundness
from scoreboard.values import Value
from scoreboard.wording import (
    backup_problem,
    check_findings,
    clock_warning,
    entries_brought_in,
    entries_waiting,
    entry_kept,
    kept_elsewhere,
    odd_lines,
    place_warning,
    problem,
)

ROUND_MS = 10 * 60 * 1000
"""Between two looks whether a backup is due, which one is half an hour after the last at the earliest."""
THOROUGH_EVERY = timedelta(days=7)
FINISH_MS = 20_000

_ORDER = ("replacing", "replaced", "damage", "waiting", "left", "odd", "clock", "backup", "place")


class Standing(Value):
    """A notice that lasts, with its actions and what they do."""

    trouble: Trouble
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()


class Watchman(QObject):
    """`Watchman(live, settings, owner)`; `begin()` starts the check and the backups, `finish()` ends them."""

    changed = Signal()
    """Another notice stands, or none any more."""
    said = Signal(str, str)
    """A toast's words."""
    data_wanted = Signal()
    """Where backups are restored: the settings' part about the data."""
    recovery_wanted = Signal()
    """The page that brings damaged data back."""
    newer_found = Signal(object)
    """The NewerData of a file that was updated under the open window: the page for it."""
    report_wanted = Signal(str)
    """A report to be saved."""
    entry_wanted = Signal(object)
    """The LogLine of an entry whose date is to be looked at."""
    move_wanted = Signal()
    """A question for another folder."""
    remember = Signal(dict)
    """Values for the settings."""

    def __init__(self, live: LiveBoard, settings: Callable[[], Settings], owner: QObject) -> None:
        super().__init__(owner)
        self._live, self._settings = live, settings
        self._path, self._now = live.board.store.path, live.board.now
        self._standing: dict[str, Callable[[], Standing]] = {}
        self._checking = self._backing_up = False
        self._round = QTimer(self, interval=ROUND_MS)
        self._round.timeout.connect(self._back_up)
        live.brought_in.connect(self._brought_in)
        for signal in (live.finished, live.edited, live.undone, live.redone):
            signal.connect(self._look_at_clock)

    # what is told

    def notice(self, theme: Theme) -> Notice | None:
        """The gravest notice there is, in the present language."""
        make = next((self._standing[key] for key in _ORDER if key in self._standing), None)
        if make is None:
            return None
        standing = make()
        told = standing.trouble
        notice = Notice(
            theme,
            told.kind,
            told.text,
            told.safe,
            actions=[label for label, _act in standing.actions],
            details=told.details,
            details_label=_("Details"),
            copy_label=_("Copy"),
        )
        notice.action_triggered.connect(lambda place: standing.actions[place][1]())
        return notice

    def _set(self, key: str, make: Callable[[], Standing] | None) -> None:
        if make is not None:
            self._standing[key] = make
        elif self._standing.pop(key, None) is None:
            return
        self.changed.emit()

    # beginning and end

    def begin(self, *, thorough: bool = False) -> None:
        """Begins to look after the data; thoroughly after an unclean end, and else once a week."""
        with suppress(StoreProblem):
            self._show_clock(self._live.board.journal.flagged())
        self.show_waiting(self._live.board.lifeboat_count)
        if self._live.board.brought_in != BroughtIn():
            self._brought_in(self._live.board.brought_in)
        self.check(thorough=thorough or self._weekly_due())
        path, now = self._path, self._now
        run(lambda: _make_ready(path, now), self, lambda _done: None, self._not_ready)
        self._round.start()

    def _not_ready(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):  # that is told by what cannot do without
            raise error

    def rest(self) -> None:
        """Waits for work under way and begins no more."""
        self._round.stop()
        QThreadPool.globalInstance().waitForDone(-1 if self._live.replacing else FINISH_MS)

    def finish(self) -> None:
        """Keeps room for the lifeboat and makes the last backup, if one is due."""
        self.rest()
        if self._live.doubt is None and not self._live.replacing:
            with suppress(StoreProblem):
                _backup_if_due(self._path, self._now)

    # the lifeboat

    def show_waiting(self, count: int) -> None:
        """Says as long as entries wait that they do."""
        if not count:
            self._set("left", None)
        if not count or count == self._live.hopeless:
            self._set("waiting", None)
            return
        self._set("waiting", lambda: self._waiting(count))
        if isinstance(self._live.kept_because, NewerData):
            self.newer_found.emit(self._live.kept_because)

    def _waiting(self, count: int) -> Standing:
        cause, elsewhere = self._live.kept_because, _lifeboat(self._path).elsewhere()
        where = kept_elsewhere(elsewhere) if elsewhere else ""
        if cause is None:
            return Standing(Trouble("notice", entries_waiting(count), where))
        kind: Literal["calm", "danger"] = "calm" if isinstance(cause, DataBusy) else "danger"
        details = "\n".join(filter(None, (str(cause.path), cause.detail)))
        safe = f"{entries_waiting(count)} {where}".strip()
        return Standing(Trouble(kind, entry_kept(cause), safe, details))

    def _brought_in(self, answer: BroughtIn) -> None:
        self._live.kept_because = None
        if answer.added:
            (said, *_rest) = entries_brought_in(answer)
            self.said.emit(_("Your data can be written again"), said)
        left = entries_brought_in(BroughtIn(left=answer.left))
        self._set("left", (lambda: self._left(answer)) if left else None)
        if answer.odd:
            self._show_odd(_lifeboat(self._path).kept().odd)
        self.show_waiting(self._live.board.lifeboat_count)

    def _left(self, answer: BroughtIn) -> Standing:
        lines = entries_brought_in(BroughtIn(left=answer.left))
        text = n_(
            "{n} entry is kept safe but does not fit your rules.",
            "{n} entries are kept safe but do not fit your rules.",
            len(lines),
        ).format(n=number(len(lines)))
        close = (_("Close"), lambda: self._set("left", None))
        decide = (_("Decide…"), self.data_wanted.emit)
        return Standing(Trouble("notice", text, "", "\n".join(lines)), (decide, close))

    def _show_odd(self, count: int) -> None:
        self._set("odd", (lambda: self._odd(count)) if count else None)

    def _odd(self, count: int) -> Standing:
        close = (_("Close"), lambda: self._set("odd", None))
        text = odd_lines(count, _lifeboat(self._path).odd_lines_in())
        return Standing(Trouble("notice", text), (close,))

    # other data

    def show_replacing(self, replacing: bool) -> None:
        """Says as long as other data are being put in place that they are."""
        self._set("replaced", None)
        self._set("replacing", self._in_between if replacing else None)

    def _in_between(self) -> Standing:
        more = _("You can go on: what you log now is kept safe and added afterwards.")
        return Standing(Trouble("calm", _("Putting your data in place…"), more))

    def show_replaced(self, text: str, sound: Soundness | None) -> None:
        """Says what came of it; `sound` is what is in place now, or None when nothing was replaced."""
        first, _rest, others = text.partition("\n")
        if sound is not None:
            self.said.emit(_("Your data are in place"), first)
            self.take(sound)
            return
        close = (_("Close"), lambda: self._set("replaced", None))
        self._set("replaced", lambda: Standing(Trouble("notice", first, others), (close,)))

    # the check

    def _weekly_due(self) -> bool:
        try:
            last = date.fromisoformat(self._settings().checked)
        except ValueError:
            return True
        return not timedelta(0) <= self._now().date() - last < THOROUGH_EVERY

    def check(self, *, thorough: bool = False) -> None:
        """Looks in another thread whether the data are sound, then makes a backup if one is due."""
        if self._checking:
            return
        self._checking = True
        path, now = self._path, self._now
        run(
            lambda: Data(path, now).check(thorough=thorough),
            self,
            lambda health: self._checked(health, thorough=thorough),
            self._check_failed,
        )

    def _check_failed(self, error: Exception) -> None:
        self._checking = False
        raise error

    def _checked(self, health: Health, *, thorough: bool) -> None:
        self._checking = False
        if not (health.soundness.ok and "damage" in self._standing):  # what a reading stumbled over stays
            self.take(health.soundness)
        if health.soundness.ok and thorough:
            self.remember.emit({"checked": self._now().date().isoformat()})
        self._show_odd(health.odd)
        self._show_place(health.place)
        if health.soundness.ok:
            self._back_up()

    def take(self, found: Soundness) -> None:
        """Tells what a check found, and lets the pages doubt what is not as it was written."""
        if found.database not in ("ok", "damaged"):  # closed to us for the moment: clicks tell that
            return
        before, self._live.doubt = self._live.doubt, None if found.ok else found
        self._set("damage", None if found.ok else lambda: self._damage(found))
        if before != self._live.doubt:
            self._live.changed.emit(EVERYTHING)

    def suspect(self, error: DamagedData) -> None:
        """Data could not be read: says so, and looks how far it goes."""
        details = "\n".join((versions(), str(error.path), _without_text(error.detail)))
        act = (_("Put right…"), self.recovery_wanted.emit)
        if self._live.doubt is None and "damage" not in self._standing:
            self._set("damage", lambda: Standing(Trouble("danger", problem(error), "", details), (act,)))
            self.check()

    def _damage(self, found: Soundness) -> Standing:
        first, *others = check_findings(found, self._path)
        right = self.recovery_wanted.emit if needs_recovery(found) else self.data_wanted.emit
        actions = (
            (_("Put right…"), right),
            (_("Save a report…"), lambda: self.report_wanted.emit(damage_report(found))),
        )
        return Standing(Trouble("danger", first, " ".join(others), damage_report(found)), actions)

    # backups

    def _back_up(self) -> None:
        if self._backing_up or self._live.replacing or self._live.doubt is not None:
            return
        self._backing_up = True
        path, now = self._path, self._now
        run(lambda: _backup_if_due(path, now), self, self._backed_up, self._no_backup)

    def _backed_up(self, made: Backup | None) -> None:
        self._backing_up = False
        self._set("backup", None)
        if made is not None:
            self._live.changed.emit(Changed.SETTINGS)  # whose page shows the backups

    def _no_backup(self, error: Exception) -> None:
        self._backing_up = False
        match error:
            case DataBusy():
                return
            case DamagedData():
                self.check()
            case StoreProblem():
                close = (_("Close"), lambda: self._set("backup", None))
                self._set(
                    "backup", lambda: Standing(Trouble("notice", backup_problem(error, self._path)), (close,))
                )
            case _:
                raise error

    # the clock

    def _look_at_clock(self, done: Done[object]) -> None:
        flagged = isinstance(done.value, Logged) and bool(done.value.line.entry.clock)
        if flagged or "clock" in self._standing:
            with suppress(StoreProblem):
                self._show_clock(self._live.board.journal.flagged())

    def _show_clock(self, lines: list[LogLine]) -> None:
        lines = [line for line in lines if not line.voided]
        self._set("clock", (lambda: self._clock(lines)) if lines else None)

    def _clock(self, lines: list[LogLine]) -> Standing:
        more = n_("{n} entry is concerned.", "{n} entries are concerned.", len(lines))
        safe = more.format(n=number(len(lines))) if len(lines) > 1 else ""
        actions = (
            (_("Check"), lambda: self.entry_wanted.emit(lines[-1])),
            (_("Date is right") if len(lines) == 1 else _("Dates are right"), self._trust),
        )
        return Standing(Trouble("notice", clock_warning(lines[-1].entry.clock), safe), actions)

    def _trust(self) -> None:
        self._live.do(lambda board: board.journal.trust_clock())

    # the place

    def _show_place(self, kind: str | None) -> None:
        known = self._settings().place_kept == str(self._path.parent)
        self._set("place", None if kind is None or known else lambda: self._place(kind))

    def _place(self, kind: str) -> Standing:
        actions = ((_("Move…"), self.move_wanted.emit), (_("Keep it here"), self._keep_place))
        return Standing(Trouble("notice", place_warning(kind, self._path.parent)), actions)

    def _keep_place(self) -> None:
        self.remember.emit({"place_kept": str(self._path.parent)})
        self._set("place", None)


def needs_recovery(found: Soundness) -> bool:
    """Whether the file itself is damaged, so that recounting would not do."""
    return found.database == "damaged" or any(
        one.kind in ("unreadable", "references") for one in found.problems
    )


def damage_report(found: Soundness) -> str:
    """What a check found, without anything that the seller wrote."""
    lines = [
        versions(),
        f"database {found.database}, control sums {found.control_sums}",
        f"{found.entries} entries in {found.weeks} weeks",
    ]
    lines += [f"{one.kind}: {_without_text(one.detail)} {one.number}" for one in found.problems]
    return "\n".join(lines)


def _without_text(detail: str) -> str:
    # Python quotes the text that it could not read: the note of an entry, perhaps.
    return detail.partition(" with text ")[0]


def _lifeboat(path: Path) -> Lifeboat:
    """That of the data file."""
    return lifeboat_of(Paths(path.parent))


def _backup_if_due(path: Path, now: Clock) -> Backup | None:
    _lifeboat(path).keep_room()  # again, when a full disk has had it
    return Data(path, now).back_up(only_if_due=True)


def _make_ready(path: Path, now: Clock) -> None:
    """Keep room for the lifeboat, and look once for the best day and week of years, so that no click has to.

    Raises StoreProblem.
    """
    _lifeboat(path).keep_room()
    with closing(Store.open(path, create=False)) as store:
        Scoreboard(store, now, brings_in=False).feats.remember_bests()
