"""The whole window when the data cannot be opened: what is safe, what can be done, and a place to log in."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import Kind
from scoreboard.errors import DamagedData, DataBusy, DiskFull, NewerData, NoAccess, Refused, StoreProblem
from scoreboard.gui.crash import versions
from scoreboard.gui.desktop import open_folder
from scoreboard.gui.quiet import set_text
from scoreboard.gui.tasks import run
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.flow_grid import FlowGrid
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _, n_, number
from scoreboard.paths import Paths
from scoreboard.service import Clock
from scoreboard.service.changes import Done
from scoreboard.service.data import Data
from scoreboard.service.waiting import keep_as_typed
from scoreboard.store import Store
from scoreboard.store.backups import Backup, bring_beside
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.recovery import Recovery
from scoreboard.store.safety import Soundness
from scoreboard.wording import (
    entries_waiting,
    kept_elsewhere,
    moment_words,
    problem,
    recovery_done,
    recovery_plan,
)

_WIDTH = 600
_FEW_PIXELS = 150
TRY_MS = 3000
"""Between two looks whether the data can be opened."""


def trouble_page(theme: Theme, error: StoreProblem, now: Clock) -> "RescuePage":
    """The page for what keeps the data from being opened."""
    match error:
        case DamagedData():
            return DamagedPage(theme, error, now)
        case NewerData():
            return NewerPage(theme, error, now)
    return ClosedPage(theme, error, now)


class RescuePage(QWidget):
    """A column of cards in the middle. Signals: `again` when it is worth trying again, `said(str, str)`."""

    again = Signal()
    said = Signal(str, str)

    def __init__(self, theme: Theme, path: Path, now: Clock) -> None:
        super().__init__()
        self.theme, self.path, self.now = theme, path, now
        content = QWidget()
        content.setObjectName("content")
        row = QHBoxLayout(content)
        row.setContentsMargins(24, 24, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(14)
        row.addStretch(1)
        row.addLayout(column, 1000)  # as wide as its cards may be, or as the window is
        row.addStretch(1)
        self.card = Card(theme, padding=(32, 26, 32, 24))
        self.card.body.setSpacing(10)
        self.keep = KeepCard(theme, path, now)
        column.addStretch(1)
        for card in (self.card, self.keep):
            card.setMaximumWidth(theme.px(_WIDTH))
            column.addWidget(card)
        column.addStretch(1)
        area = Scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    @property
    def at_work(self) -> bool:
        """Whether other data are being put in place, so that the page must stay."""
        return False

    def _buttons(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.card.body.addLayout(row)

    def _folder_button(self) -> QPushButton:
        button = push_button(self.theme, _("Open folder"), icon="folder-open")
        button.clicked.connect(lambda: open_folder(self.path.parent))
        return button

    def _again_button(self) -> QPushButton:
        button = push_button(self.theme, _("Try again"), "primary", icon="refresh-cw")
        button.clicked.connect(self.again)
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.color("window"))


class ClosedPage(RescuePage):
    """What keeps the data closed may pass: says what it is, and tries again by itself where that is safe."""

    def __init__(self, theme: Theme, error: StoreProblem, now: Clock) -> None:
        super().__init__(theme, error.path, now)
        self._create = isinstance(error, DiskFull)
        body = self.card.body
        title = _("Your data cannot be opened right now")
        body.addWidget(plain_label(theme, title, "title", wrap=True))
        body.addWidget(plain_label(theme, problem(error), wrap=True, selectable=True))
        body.addWidget(plain_label(theme, str(error.path), "small", "text3", wrap=True, selectable=True))
        body.addWidget(plain_label(theme, _("Nothing was changed."), color="text2", wrap=True))
        body.addSpacing(6)
        self._buttons(self._folder_button(), self._again_button())
        path, clock = self.path, self.now
        run(lambda: newest_that_opens(path, clock), self, lambda found: self.keep.offer(found[1]))
        self._timer = QTimer(self, interval=TRY_MS, singleShot=True)
        self._timer.timeout.connect(self.try_again)
        if isinstance(error, DataBusy | NoAccess | DiskFull):
            self._timer.start()

    def try_again(self) -> None:
        """Looks in another thread whether the data can be opened by now."""
        path, create = self.path, self._create
        run(lambda: Store.open(path, create=create).close(), self, self._opens, self._still_closed)

    def _opens(self, _nothing: None) -> None:
        self.again.emit()

    def _still_closed(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):
            raise error
        self._timer.start()


class DamagedPage(RescuePage):
    """Plans the recovery in another thread, says what it would bring, and switches after a click alone."""

    def __init__(self, theme: Theme, error: StoreProblem, now: Clock) -> None:
        super().__init__(theme, error.path, now)
        self._error, self._plan = error, None
        body = self.card.body
        there = error.path.exists()
        title = _("Your data file is damaged") if there else _("Your data file is missing")
        body.addWidget(plain_label(theme, title, "title", wrap=True))
        body.addWidget(plain_label(theme, _("Nothing was deleted."), "strong", wrap=True))
        where = plain_label(theme, str(error.path), "small", "text3", wrap=True, selectable=True)
        body.addWidget(where)
        self.says = plain_label(theme, color="text2", wrap=True, selectable=True)
        body.addWidget(self.says)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setFixedHeight(theme.px(_FEW_PIXELS))
        self._details.hide()
        body.addWidget(self._details)
        self._copy = push_button(theme, _("Copy"), "link", icon="copy")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details.toPlainText()))
        self._copy.hide()
        body.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        toggle = push_button(theme, _("Details"), "quiet")
        toggle.setCheckable(True)
        toggle.toggled.connect(self._details.setVisible)
        toggle.toggled.connect(self._copy.setVisible)
        self.restore = push_button(theme, _("Restore"), "primary", icon="history")
        self.restore.clicked.connect(self._switch)
        body.addSpacing(6)
        self._buttons(toggle, self._folder_button())
        self._buttons(self.restore)  # its words take a row of their own
        self._switching = False
        self.plan()

    _plan: Recovery | None

    @property
    def at_work(self) -> bool:
        return self._switching

    def plan(self) -> None:
        """Looks what can be brought back; nothing is switched."""
        self._plan = None
        self.restore.setEnabled(False)
        set_text(self.says, _("Looking at what can be brought back…"))
        self._describe()
        run(Data(self.path, self.now).plan_recovery, self, self._planned, self._not_planned)

    def _planned(self, plan: Recovery) -> None:
        self._plan = plan
        set_text(self.says, "\n".join(recovery_plan(plan)))
        label = _("Bring back what there is")
        if plan.backup is not None:
            label = _("Restore {moment}").format(moment=moment_words(plan.backup.made_at))
            if plan.salvaged:
                more = n_("{backup} + {n} salvaged", "{backup} + {n} salvaged", plan.salvaged)
                label = more.format(backup=label, n=number(plan.salvaged))
        self.restore.setText(label)
        self.restore.setAccessibleName(label)
        self.restore.setEnabled(True)
        self._describe()

    def _not_planned(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):
            raise error
        set_text(self.says, problem(error))
        label = _("Try again")
        self.restore.setText(label)
        self.restore.setAccessibleName(label)
        self.restore.setEnabled(True)

    def _describe(self) -> None:
        # Python quotes the text that it could not read: the note of an entry, perhaps.
        lines = [versions(), str(self.path), self._error.detail.partition(" with text ")[0]]
        if self._plan is not None:
            plan = self._plan
            lines += [
                f"aside {plan.aside}",
                f"candidate {plan.candidate}",
                f"backup {plan.backup.path if plan.backup else None}",
                f"entries {plan.entries}, from backup {plan.from_backup}, salvaged {plan.salvaged}",
                f"changed {plan.changed}, lifeboat {plan.lifeboat}",
                f"doubtful {plan.doubtful}, unplaced {plan.unplaced}, unreadable {plan.unreadable}",
                f"rules {plan.rules}",
            ]
        self._details.setPlainText("\n".join(filter(None, lines)))

    def _switch(self) -> None:
        if self._plan is None:
            self.plan()
            return
        data, plan = Data(self.path, self.now), self._plan
        self._switching = True
        self.restore.setEnabled(False)
        set_text(self.says, _("Putting your data in place…"))
        run(lambda: data.recover(plan), self, self._switched, self._not_switched)

    def _switched(self, done: Done[Soundness]) -> None:
        self._switching = False
        self.again.emit()
        self.said.emit(_("Your data are back"), recovery_done(done.value))

    def _not_switched(self, error: Exception) -> None:
        self._switching = False
        if not isinstance(error, StoreProblem):
            raise error
        self.plan()
        self.says.setText(problem(error))


class NewerPage(RescuePage):
    """Says that an older version will not touch the data, and which backup this one could open."""

    def __init__(self, theme: Theme, error: StoreProblem, now: Clock) -> None:
        super().__init__(theme, error.path, now)
        body = self.card.body
        body.addWidget(plain_label(theme, _("Your data are from a newer version"), "title", wrap=True))
        body.addWidget(plain_label(theme, problem(error), wrap=True))
        body.addWidget(plain_label(theme, str(error.path), "small", "text3", wrap=True, selectable=True))
        self.backup = plain_label(theme, color="text2", wrap=True, selectable=True)
        body.addWidget(self.backup)
        body.addSpacing(6)
        self._buttons(self._folder_button(), self._again_button())
        path, clock = self.path, self.now
        run(lambda: newest_that_opens(path, clock), self, self._found)

    def _found(self, found: tuple[Backup | None, list[str]]) -> None:
        backup, names = found
        text = _("There is no backup that this version can open.")
        if backup is not None:
            text = _("The newest backup that this version can open is of {moment}: {file}").format(
                moment=moment_words(backup.made_at), file=backup.path
            )
        set_text(self.backup, text)
        self.keep.offer(names)


def newest_that_opens(path: Path, now: Clock) -> tuple[Backup | None, list[str]]:
    """The newest backup for this version, and the counted activities in it. The backup is not touched."""
    backup = next((one for one in Data(path, now).backups() if one.entries is not None), None)
    if backup is None:
        return None, []
    try:
        with TemporaryDirectory(prefix="scoreboard-") as folder:
            copy = Path(folder) / "scoreboard.db"
            bring_beside(backup.path, copy)
            with closing(Store.open(copy)) as store, store.read() as records:
                book = records.rulebook()
    except (StoreProblem, OSError):
        return backup, []
    return backup, [one.name for one in book.in_use() if one.kind is not Kind.PERCENT]


class KeepCard(Card):
    """Where one can still log: names of activities, or a line to type one. The lifeboat keeps them."""

    def __init__(self, theme: Theme, path: Path, now: Clock) -> None:
        super().__init__(theme, padding=(32, 20, 32, 20))
        self._theme, self._now = theme, now
        self._lifeboat = lifeboat_of(Paths(path.parent))
        self.body.setSpacing(10)
        self.add_title(_("Logging goes on"))
        says = _("What you log here is kept safe with its time and added when your data are back.")
        self.body.addWidget(plain_label(theme, says, "small", "text2", wrap=True))
        self.keys = FlowGrid(150, 8)
        self.keys.hide()
        self.body.addWidget(self.keys)
        self.typed = QLineEdit()
        self.typed.setMaxLength(LONGEST_NAME)
        self.typed.setPlaceholderText(_("What did you do?"))
        self.typed.setAccessibleName(_("What did you do?"))
        self.typed.returnPressed.connect(self._keep_typed)
        button = push_button(theme, _("Keep"), icon="save")
        button.clicked.connect(self._keep_typed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.typed, 1)
        row.addWidget(button)
        self.body.addLayout(row)
        self.says = plain_label(theme, role="small", color="text2", wrap=True)
        self.says.hide()
        self.body.addWidget(self.says)
        self._count()

    def offer(self, names: Sequence[str]) -> None:
        """Shows a key for each of these activities."""
        keys = [push_button(self._theme, name) for name in names]
        for key, name in zip(keys, names, strict=True):
            key.clicked.connect(partial(self.keep, name))
        self.keys.set_widgets(keys)
        self.keys.setVisible(bool(keys))

    def keep(self, name: str, _checked: bool = False) -> bool:
        """Keeps one entry; answers whether it is safe, and says so or why not."""
        try:
            keep_as_typed(self._lifeboat, self._now, name)
        except (Refused, StoreProblem) as error:
            self.says.set_color("danger")
            set_text(self.says, problem(error))
            return False
        self._count(name)
        return True

    def _keep_typed(self) -> None:
        if self.keep(self.typed.text()):
            self.typed.clear()

    def _count(self, name: str = "") -> None:
        waiting, elsewhere = len(self._lifeboat.kept().entries), self._lifeboat.elsewhere()
        sentences = [_("Kept: {name}.").format(name=name.strip())] if name else []
        sentences += [entries_waiting(waiting)] if waiting else []
        sentences += [kept_elsewhere(elsewhere)] if elsewhere else []
        self.says.set_color("text2")
        set_text(self.says, " ".join(sentences))
