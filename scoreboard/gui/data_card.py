"""Your data, in the settings: where they are, their backups, whether they are sound, and bringing back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.errors import StoreProblem
from scoreboard.gui.announce import announce
from scoreboard.gui.desktop import open_folder
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.stranded_list import StrandedList
from scoreboard.gui.tasks import run
from scoreboard.gui.theme import Theme
from scoreboard.gui.watchman import damage_report, needs_recovery
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, n_, number
from scoreboard.paths import Paths
from scoreboard.service.data import Data, Health
from scoreboard.store.backups import Backup
from scoreboard.store.lifeboat import lifeboat_of
from scoreboard.store.safety import Soundness
from scoreboard.wording import (
    check_findings,
    copy_done,
    copy_problem,
    entries_waiting,
    moment_words,
    odd_lines,
    problem,
    recount_done,
    restore_done,
    restore_problem,
)

FEW = 5


class DataCard(Card):
    """`DataCard(theme, live)`. It reads the backups, which commands make too, whenever it is shown, in
    another thread.
    """

    found = Signal(object)
    """The Soundness that a check or a restoration answered."""
    recovery_wanted = Signal()
    report_wanted = Signal(str)

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme)
        self._theme, self._live = theme, live
        self._path = live.board.store.path
        self._backups: list[Backup] = []
        self._most = FEW
        self._asking: Path | None = None
        self._question: _Question | None = None
        self.body.setSpacing(10)
        self.add_title(_("Your data"))
        folder = push_button(theme, _("Open folder"), icon="folder-open")
        folder.clicked.connect(lambda: open_folder(self._path.parent))
        copy = push_button(theme, _("Save a copy elsewhere…"), icon="download")
        copy.clicked.connect(self._save_copy)
        self._check = push_button(theme, _("Check my data"), icon="shield-check")
        self._check.clicked.connect(self.check)
        words = plain_label(theme, _("Everything stays on this computer."), "strong", wrap=True)
        self.body.addWidget(words)
        where = plain_label(theme, str(self._path.parent), "small", "text2", wrap=True, selectable=True)
        where.setAccessibleName(_("Folder of your data"))
        self.body.addWidget(where)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (folder, copy, self._check):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.says = plain_label(theme, role="small", color="text2", wrap=True, selectable=True)
        self.says.hide()
        self.body.addWidget(self.says)
        self._wrong = QWidget()
        self._wrong_column = QVBoxLayout(self._wrong)
        self._wrong_column.setContentsMargins(0, 0, 0, 0)
        self._wrong_column.setSpacing(8)
        self.body.addWidget(self._wrong)
        self.stranded = StrandedList(theme, live)
        self.body.addWidget(self.stranded)
        self.body.addSpacing(4)
        self.last = plain_label(theme, role="strong", wrap=True)
        self.last.hide()
        self.body.addWidget(self.last)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self._more = push_button(theme, "", "link")
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        live.replacing_changed.connect(self._replacing)
        live.replacement_told.connect(self._replaced)
        self.display()

    # what it shows

    def display(self) -> None:
        """Shows what a check found wrong, and reads the backups anew if it is seen."""
        self._show_wrong(None if self._live.replacing else self._live.doubt)
        self.stranded.display()
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def _read(self) -> None:
        run(self._data().backups, self, self._show_backups)

    def _data(self) -> Data:
        """What only looks and copies, also in another thread."""
        return Data(self._path, self._live.board.now)

    def _show_backups(self, backups: list[Backup]) -> None:
        self._backups = backups
        text = _("No backup yet. One is made by itself while you work.")
        if backups:
            text = _("Last backup: {moment}").format(moment=moment_words(backups[0].made_at))
        set_text(self.last, text)
        _empty(self._rows)
        self._question = None
        for backup in backups[: self._most]:
            _add(self._rows, self._row(backup))
            if backup.path == self._asking:
                self._question = self._question_about(backup)
                _add(self._rows, self._question)
        hidden = len(backups) - self._most
        set_shown(self._more, hidden > 0)
        self._more.setText(n_("{n} more", "{n} more", max(hidden, 1)).format(n=number(hidden)))

    def _show_all(self) -> None:
        self._most = 10_000
        self._show_backups(self._backups)

    def _row(self, backup: Backup) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        when = moment_words(backup.made_at)
        row.addWidget(plain_label(self._theme, when, elide=True), 3)
        usable = backup.entries is not None
        entries = _("cannot be used by this version")
        if backup.entries is not None:
            entries = n_("{n} entry", "{n} entries", backup.entries).format(n=number(backup.entries))
        row.addWidget(plain_label(self._theme, entries, "small", "text2", elide=True), 2)
        row.addWidget(plain_label(self._theme, size(backup.size), "small", "text3"), 1)
        restore = push_button(self._theme, _("Restore…"), "link")
        restore.setAccessibleName(_("Restore the backup of {moment}").format(moment=when))
        restore.clicked.connect(partial(self._ask, backup.path))
        restore.setEnabled(usable and not self._live.replacing)
        row.addWidget(restore)
        return holder

    # bringing back

    def _ask(self, path: Path | None, _checked: bool = False) -> None:
        self._asking = path
        self._show_backups(self._backups)
        if self._question is not None:
            self._question.attend()

    def _question_about(self, backup: Backup) -> "_Question":
        text = _(
            "Put the data of {moment} in place of the present ones? "
            "The present ones are kept as a backup of their own."
        ).format(moment=moment_words(backup.made_at))
        yes = (_("Restore"), partial(self._restore, backup.path))
        return _Question(self._theme, text, yes, partial(self._ask, None))

    def _restore(self, file: Path, _checked: bool = False) -> None:
        self._asking = None

        data, path = self._data(), self._path

        def work() -> tuple[list[str], Soundness]:
            done = data.restore(file).value
            return restore_done(done), done.sound

        self._live.replace(work, lambda error: restore_problem(error, file, path))

    def _replacing(self, replacing: bool) -> None:
        if replacing:
            self._tell(_("Putting your data in place…"))
        self._check.setDisabled(replacing)
        self.display()

    def _replaced(self, text: str, sound: Soundness | None) -> None:
        self._tell(text, "danger" if sound is None else "text2")

    def _tell(self, text: str, color: str = "text2") -> None:
        self.says.set_color(color)
        set_text(self.says, text)

    # looking

    def check(self) -> None:
        """Looks thoroughly, in another thread."""
        self._check.setEnabled(False)
        self._tell(_("Checking…"))
        run(lambda: self._data().check(thorough=True), self, self._looked, self._not_looked)

    def _not_looked(self, error: Exception) -> None:
        self._check.setEnabled(True)
        self._tell("")
        raise error

    def _looked(self, health: Health) -> None:
        self._check.setEnabled(True)
        sound = health.soundness
        beside = self._beside(health)
        whole = _("The data file is in order: {entries}, {backups}.")
        if not beside:
            whole = _("Everything is in order: {entries}, {backups}.")
        text = whole.format(
            entries=n_("{n} entry", "{n} entries", sound.entries).format(n=number(sound.entries)),
            backups=n_("{n} backup", "{n} backups", health.backups).format(n=number(health.backups)),
        )
        doubtful = sound.database not in ("ok", "damaged")
        found = [text] if sound.ok else check_findings(sound, self._path) if doubtful else []
        self._tell("\n".join([*found, *beside]), "text2")
        self.found.emit(sound)
        self._show_wrong(self._live.doubt)

    def _beside(self, health: Health) -> list[str]:
        """What of the lifeboat is to be known, which is no fault of the file."""
        found = [entries_waiting(health.lifeboat)] if health.lifeboat else []
        if health.odd:
            found.append(odd_lines(health.odd, lifeboat_of(Paths(self._path.parent)).odd_lines_in()))
        return found

    def _show_wrong(self, found: Soundness | None, _checked: bool = False) -> None:
        _empty(self._wrong_column)
        self._wrong.setVisible(found is not None)
        if found is not None:
            _add(self._wrong_column, self._finding(found))

    def _finding(self, found: Soundness) -> QWidget:
        card = Card(self._theme, padding=(14, 12, 14, 12), hue="amber", flat=True)
        card.body.setSpacing(8)
        for line in check_findings(found, self._path):
            card.body.addWidget(plain_label(self._theme, line, wrap=True, selectable=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        report = push_button(self._theme, _("Save a report…"), "quiet")
        report.clicked.connect(lambda: self.report_wanted.emit(damage_report(found)))
        row.addWidget(report)
        if needs_recovery(found):
            right = push_button(self._theme, _("See what can be brought back"), "primary")
            right.clicked.connect(self.recovery_wanted)
        else:
            right = push_button(self._theme, _("Recount…"))
            right.clicked.connect(self._ask_recount)
        row.addWidget(right)
        card.body.addLayout(row)
        hint = _("To restore instead, choose a backup below.")
        card.body.addWidget(plain_label(self._theme, hint, "small", "text2", wrap=True))
        return card

    def _ask_recount(self) -> None:
        text = _(
            "Take the entries and rules as they are for right? "
            "A copy from just before and a report are kept beside your data."
        )
        self._show_wrong(self._live.doubt)
        no = partial(self._show_wrong, self._live.doubt)
        question = _Question(self._theme, text, (_("Recount"), self._recount), no)
        _add(self._wrong_column, question)
        question.attend()

    def _recount(self, _checked: bool = False) -> None:
        data = self._data()

        def work() -> tuple[list[str], Soundness]:
            done = data.recount().value
            return recount_done(done), done.after

        self._live.replace(work, problem)

    # a copy

    def _save_copy(self) -> None:
        name = f"scoreboard-{self._live.board.today().isoformat()}.db"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy elsewhere"), str(Path.home() / name), "*.db"
        )
        if not chosen:
            return
        to = Path(chosen)
        self._tell(_("Copying…"))
        run(
            lambda: self._data().save_copy(to),
            self,
            lambda copy: self._tell(copy_done(copy)),
            lambda error: self._not_copied(error, to),
        )

    def _not_copied(self, error: Exception, to: Path) -> None:
        self._tell("")
        if not isinstance(error, StoreProblem):
            raise error
        self._tell(copy_problem(error, to, self._path), "danger")


class _Question(Card):
    """A question in place, with its two answers; `attend()` once it is shown."""

    def __init__(
        self, theme: Theme, text: str, yes: tuple[str, Callable[..., None]], no: Callable[..., None]
    ) -> None:
        super().__init__(theme, padding=(14, 12, 14, 12), hue="amber", flat=True)
        self._text = text
        self.body.setSpacing(8)
        self.body.addWidget(plain_label(theme, text, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self._keep = push_button(theme, _("Keep as it is"), "quiet")
        self._keep.clicked.connect(no)
        do = push_button(theme, yes[0], "primary")
        do.clicked.connect(yes[1])
        row.addWidget(self._keep)
        row.addWidget(do)
        self.body.addLayout(row)

    def attend(self) -> None:
        """Begins with the answer that changes nothing, for the keyboard and for a screen reader."""
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._text)


def size(count: int) -> str:
    """So many bytes, in the unit that makes a short number."""
    if count < 1_000_000:
        return _("{n} KB").format(n=number(max(1, round(count / 1000))))
    return _("{n} MB").format(n=number(round(count / 1_000_000)))


def _add(column: QVBoxLayout, widget: QWidget) -> None:
    column.addWidget(widget)
    widget.show()  # the layout alone would do so only at the next turn of the event loop


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
