"""The window: opens the board, makes its content anew for another look or language, answers every write."""

import base64
import binascii
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QByteArray,
    QLocale,
    QSize,
    Qt,
    QThreadPool,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from scoreboard import i18n
from scoreboard import settings as settings_file
from scoreboard.errors import DamagedData, NewerData, ScoreboardError, StoreProblem
from scoreboard.gui.entries import edit_entry
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.motion import motion_wanted
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages import PAGES, pages_of
from scoreboard.gui.problems import Trouble, trouble
from scoreboard.gui.shell import Shell
from scoreboard.gui.shortcuts import Shortcut, install, page_keys, shown
from scoreboard.gui.teller import Teller
from scoreboard.gui.theme import Appearance
from scoreboard.i18n import _
from scoreboard.paths import Paths
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.changes import Changed
from scoreboard.service.states import LogLine
from scoreboard.settings import Settings
from scoreboard.values import replace

if TYPE_CHECKING:
    from scoreboard.gui.beside import Beside
    from scoreboard.gui.recovery import RescuePage
    from scoreboard.gui.watchman import Watchman

SMALLEST = QSize(900, 600)
USUAL = QSize(1440, 900)
FIRST_PAGE = "today"
_OWN = ("checked", "place_kept", "pad_place", "pad_pinned", "reminded", "called_a_day")
"""Settings that the window remembers by itself; what a page knows of them may be old."""


class MainWindow(QMainWindow):
    """`MainWindow(open_board, appearance, paths, settings)`, then `begin()` and `show()`."""

    moved = Signal(object)
    """The Paths that everything is at now."""

    def __init__(
        self,
        open_board: Callable[[], Scoreboard],
        appearance: Appearance,
        paths: Paths,
        settings: Settings,
        now: Clock = lambda: datetime.now(UTC).astimezone(),
    ) -> None:
        """`now` is asked as long as no board is open."""
        super().__init__()
        self._now = now
        self._trouble: StoreProblem | None = None
        self._rescue: RescuePage | None = None
        self._looks_after = False
        self._open_board, self._appearance, self._paths = open_board, appearance, paths
        self.settings = settings
        self._usual_language = i18n.language()
        self._translator: QTranslator | None = None
        self.live: LiveBoard | None = None
        self.shell: Shell | None = None
        self._welcoming: Callable[[], Any] | None = None
        """While the welcome is shown: what was chosen there so far."""
        self._days: dict[str, date | None] = {}
        self._teller: Teller
        self._watchman: Watchman | None = None
        self._beside: Beside | None = None
        self._stands_beside = self._leaving = False
        self._shortcuts: list[Any] = []
        self.setWindowTitle("Scoreboard")
        self.setMinimumSize(SMALLEST)
        self._place()
        self._speak()
        # not at once: the control that asked for it is still at work, and would be deleted under its own feet
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self.rebuild)
        appearance.changed.connect(self._later.start)

    # beginning

    def begin(self) -> None:
        """Opens the board; what keeps it from opening is told in the window, be it a fault of ours."""
        board: Scoreboard | None = None
        try:
            board = self._open_board()
            set_up = board.is_set_up()
            if set_up:
                board.screens.standing()  # what cannot be read is told instead of an empty page; it is kept
            self._take_up(board, set_up=set_up)
        except Exception as error:  # noqa: BLE001 - without a window nobody could do anything about it
            problem = error if isinstance(error, StoreProblem) else self._damage_behind(error)
            if problem is None:
                sys.excepthook(type(error), error, error.__traceback__)
                self._show_other_page()
                return
            if self.live is not None:
                self._close_board()
            elif board is not None:
                board.store.close()
            self._tell_store(problem)

    def _show_other_page(self) -> None:
        """After a fault of the first one shows where a copy of the data can be made, if that can be."""
        if self.shell is not None:
            with suppress(Exception):  # one fault is told already
                self.shell.go("settings")
                self.setCentralWidget(self.shell)

    def _damage_behind(self, error: Exception) -> DamagedData | None:
        from scoreboard.store.safety import damage_behind  # noqa: PLC0415 - wanted in need only

        return damage_behind(error, self._paths.database)

    def _take_up(self, board: Scoreboard, *, set_up: bool) -> None:
        self._trouble = self._rescue = None
        self.live = LiveBoard(board, self)
        self.live.waiting_changed.connect(lambda count: self._look_after().show_waiting(count))
        self.live.brought_in.connect(lambda _answer: self._look_after())
        self.live.replacing_changed.connect(lambda now: self._look_after().show_replacing(now))
        self.live.replacement_told.connect(lambda text, sound: self._look_after().show_replaced(text, sound))
        self.live.failed.connect(self._suspect)
        self.live.changed.connect(self._close_campaigns)
        self._teller = Teller(self.live, self._surroundings, self)
        self.live.watch()
        self._install_shortcuts()
        if set_up:
            self.rebuild()
        else:
            self._welcome()
        if self._looks_after:
            self._look_after().begin()
            self._close_campaigns()
        if self._stands_beside:
            self.stand_beside()

    def _close_campaigns(self, what: Changed = Changed.DAY) -> None:
        """Keeps the final tables of campaigns that are over; what cannot be written now is the next time."""
        if self.live is None or what != Changed.DAY:
            return
        with suppress(StoreProblem):
            closed = self.live.board.campaigns.close_finished()
            if closed.changed:
                self.live.changed.emit(closed.changed)

    def _tell_store(self, error: StoreProblem) -> None:
        from scoreboard.gui.recovery import trouble_page  # noqa: PLC0415 - wanted in need only

        self.shell, self._trouble = None, error
        page = trouble_page(self._appearance.theme, error, self._now)
        page.again.connect(self.begin, Qt.ConnectionType.QueuedConnection)
        page.said.connect(self._say, Qt.ConnectionType.QueuedConnection)
        self._rescue = page
        self.setCentralWidget(page)

    def recover(self) -> None:
        """Closes the board and shows what of the damaged data can be brought back."""
        if self.live is None:
            return
        board = self._close_board()
        self._tell_store(DamagedData(board.store.path))

    def _close_board(self) -> Scoreboard:
        """Lets go of the data and of everything that looks at them."""
        assert self.live is not None, "the board is open"
        board, old = self.live.board, self.live
        old.stop()
        self._close_dialogs()
        if self._watchman is not None:
            self._watchman.rest()
        if self._beside is not None:
            self._beside.close()
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self.live, self.shell, self._watchman, self._beside, self._shortcuts = None, None, None, None, []
        old.deleteLater()
        self._teller.deleteLater()
        board.store.close()
        return board

    def _close_dialogs(self) -> None:
        """A form would write to data that are let go of; the report of a fault needs none."""
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - nothing that a start needs

        from scoreboard.gui.crash import CrashDialog  # noqa: PLC0415 - nothing that a start needs

        for dialog in self.findChildren(QDialog):
            if not isinstance(dialog, CrashDialog):
                dialog.close()

    def _welcome(self, draft: Any = None) -> None:
        from scoreboard.gui.welcome import Welcome  # noqa: PLC0415 - wanted once in a lifetime

        assert self.live is not None, "the board is open"
        page = Welcome(self._appearance.theme, self.settings, self.live.board.today(), draft)
        page.language_chosen.connect(self._welcome_in, Qt.ConnectionType.QueuedConnection)
        page.finished.connect(self._set_up)
        self._welcoming = lambda: page.draft
        self.setCentralWidget(page)
        page.focus_first()

    def _welcome_in(self, draft: Any) -> None:
        """Shows the welcome in another language, with everything that was chosen so far."""
        i18n.set_language(draft.language)
        self._speak()
        self._welcome(draft)

    def _set_up(self, draft: Any) -> None:
        assert self.live is not None, "the board is open"
        if self.live.do(draft.write) is None and not self.live.read(self.live.board.is_set_up):
            return
        self._welcoming = None
        self.settings = replace(self.settings, language=draft.language, name=draft.name, welcomed=True)
        self.rebuild()
        self._store_settings()
        if self._stands_beside:
            self.stand_beside()

    # content

    def rebuild(self) -> None:
        """Makes all content anew, with the same page, the same day and the focus where it was."""
        if self.live is None:
            if self._trouble is not None and not (self._rescue is not None and self._rescue.at_work):
                self._tell_store(self._trouble)
            return
        if self._welcoming is not None:
            self._welcome(self._welcoming())
            return
        old, focus = self.shell, _focus_name(QApplication.focusWidget())
        if old is not None:
            self._days |= {key: page.shown_day() for key, page in old.pages.items()}
        pages = pages_of(self.settings)
        shell = Shell(self._surroundings(), pages)
        shell.page_made.connect(self._page_made)
        shell.gone_to.connect(self._gone_to)
        shell.pad_wanted.connect(self.show_pad)
        shell.arrange(self.width(), self.height())
        self.shell = shell
        self._teller.take(shell)
        if self._watchman is not None:
            self._show_standing()
        if self._beside is not None:
            self._beside.rebuild()
        shown = old.current if old else FIRST_PAGE
        shell.go(shown if shown in {entry.key for entry in pages} else FIRST_PAGE)
        self.setCentralWidget(shell)
        shell.show()  # the layout alone would do so only at the next turn of the event loop
        if focus and (widget := shell.findChild(QWidget, focus)) is not None:
            _focus_into(widget)
        else:
            shell.page.setFocus()

    def _surroundings(self) -> Surroundings:
        assert self.live is not None, "pages are made when the board is open"
        return Surroundings(self.live, self._appearance.theme, self.settings)

    def _page_made(self, page: Page) -> None:
        page.chosen.connect(self.apply)
        page.asks.connect(self._asked, Qt.ConnectionType.QueuedConnection)
        if self.shell is None:
            return
        key = next((key for key, known in self.shell.pages.items() if known is page), "")
        if (day := self._days.pop(key, None)) is not None:
            page.show_day(day)

    def _gone_to(self, key: str) -> None:
        title = next(entry.title() for entry in PAGES if entry.key == key)
        self.setWindowTitle(_("{page} – Scoreboard").format(page=title))
        if self.shell is not None and self.shell.isVisible():
            self.shell.page.setFocus()

    def apply(self, chosen: Settings) -> None:
        """Keeps new settings and shows what they change at once."""
        before = self.settings
        self.settings = replace(chosen, **{key: getattr(before, key) for key in _OWN})
        self._store_settings()
        look = (chosen.theme, chosen.text_size, chosen.motion, chosen.plain)
        new_language = chosen.language != before.language
        if new_language:
            i18n.set_language(chosen.language or self._usual_language)
            self._speak()
        theme = self._appearance.theme
        if look != (before.theme, before.text_size, before.motion, before.plain):
            motion = motion_wanted(chosen.motion)
            self._appearance.choose(chosen.theme, chosen.text_size, motion=motion, plain=chosen.plain)
        if chosen.plain != before.plain and self.live is not None:
            self._install_shortcuts()  # the pages have other numbers
        if (new_language or chosen.name != before.name) and self._appearance.theme is theme:
            self._later.start()
        elif self._appearance.theme is theme:
            self._tell_settings()

    def _tell_settings(self) -> None:
        if self.live is not None and self.shell is not None:
            for page in self.shell.pages.values():
                page.settings = self.settings
            self.live.changed.emit(Changed.SETTINGS)

    def _store_settings(self) -> None:
        try:
            settings_file.save(self._paths.settings_file, self.settings)
        except OSError as error:
            if self.live is not None:
                text = _("Your settings could not be stored; they hold until you close the window.")
                self._teller.tell(Trouble("notice", text, details=str(error)))

    def _speak(self) -> None:
        """Lets Qt's own words, dates and reading direction follow the language."""
        language = i18n.language()
        QLocale.setDefault(QLocale(language))
        app = QGuiApplication.instance()
        if app is None:
            return
        if self._translator is not None:
            app.removeTranslator(self._translator)
            self._translator.deleteLater()
        self._translator = QTranslator(self)
        if language == "en":
            return
        from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 - takes as long as the translation itself

        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            app.installTranslator(self._translator)

    # the data

    def watch_data(self, *, thorough: bool = False) -> None:
        """Begins to look after the data; `thorough` after an unclean end."""
        self._looks_after = True
        if self.live is not None:
            self._look_after().begin(thorough=thorough)
            self._close_campaigns()

    def finish(self) -> None:
        """Ends what goes on in the background, before the board is closed."""
        if self.live is not None:
            self._look_after().finish()
        else:
            QThreadPool.globalInstance().waitForDone()

    def _look_after(self) -> "Watchman":
        """The one who looks after the data; the first paint does without."""
        if self._watchman is None:
            from scoreboard.gui.watchman import Watchman  # noqa: PLC0415

            assert self.live is not None, "the board is open"
            self._watchman = Watchman(self.live, lambda: self.settings, self.live)
            self._watchman.changed.connect(self._show_standing)
            self._watchman.said.connect(self._say)
            self._watchman.remember.connect(self._remember)
            self._watchman.data_wanted.connect(partial(self._go, "settings"))
            self._watchman.recovery_wanted.connect(self.recover, Qt.ConnectionType.QueuedConnection)
            self._watchman.newer_found.connect(self._tell_newer, Qt.ConnectionType.QueuedConnection)
            self._watchman.report_wanted.connect(self._save_report)
            self._watchman.move_wanted.connect(self._ask_for_a_place, Qt.ConnectionType.QueuedConnection)
            self._watchman.entry_wanted.connect(self._edit_date)
        return self._watchman

    def _suspect(self, error: object) -> None:
        if isinstance(error, NewerData):
            QTimer.singleShot(0, self, partial(self._tell_newer, error))
        elif not isinstance(error, DamagedData):
            return
        elif isinstance(self.centralWidget(), Shell):
            self._look_after().suspect(error)
        else:  # nothing of the board was shown yet
            QTimer.singleShot(0, self, self.recover)

    def _tell_newer(self, error: NewerData) -> None:
        """Shows the page for data that another program has updated meanwhile."""
        if self.live is not None:
            self._close_board()
            self._tell_store(error)

    def _asked(self, what: str, value: Any) -> None:
        """What the page about the data cannot do itself."""
        match what:
            case "found":
                self._look_after().take(value)
            case "report":
                self._save_report(value)
            case "recover":
                self.recover()
            case "pad":
                self.show_pad()
            case "call it a day":
                self._call_it_a_day()

    def _show_standing(self) -> None:
        if self.shell is not None and self._watchman is not None:
            self.shell.stand(self._watchman.notice(self._appearance.theme))

    def _say(self, title: str, detail: str) -> None:
        if self.shell is not None:
            self.shell.toast.show_message(title, detail, icon="shield-check")

    def _remember(self, values: dict[str, Any]) -> None:
        """Keeps what the window itself wants to know the next time; it is no use to tell when it cannot."""
        self.settings = replace(self.settings, **values)
        with suppress(OSError):
            settings_file.save(self._paths.settings_file, self.settings)

    def _save_report(self, text: str) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        usual = str(Path.home() / "scoreboard-report.txt")
        file, _kind = QFileDialog.getSaveFileName(self, _("Save a report"), usual, "*.txt")
        if not file:
            return
        try:
            Path(file).write_text(text, encoding="utf-8")
        except OSError as error:
            self._teller.tell(Trouble("notice", _("The report could not be written."), str(file), str(error)))
        else:
            self._say(_("Report saved"), file)

    def _ask_for_a_place(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        chosen = QFileDialog.getExistingDirectory(self, _("Where should your data be?"), str(Path.home()))
        if chosen:
            folder = Path(chosen)
            empty = True
            with suppress(OSError):
                empty = not any(folder.iterdir())
            self.move_data(folder if empty else folder / "Scoreboard")

    def move_data(self, folder: Path) -> None:
        """Moves everything to another folder and goes on there; the old one keeps a pointer to it."""
        assert self.live is not None, "there are data to move"
        self.live.stop()
        self._look_after().rest()
        try:
            self._paths = self.live.board.data.move_to(folder)
        except ScoreboardError as error:
            self.live.watch()
            self._look_after().begin()
            self._teller.tell(trouble(error))
            return
        self._close_board()
        self.moved.emit(self._paths)
        self.begin()
        self._say(_("Your data have moved"), str(folder))

    def _edit_date(self, line: LogLine) -> None:
        edit_entry(self._surroundings(), line, self, "day")

    # what stands beside the window

    def stand_beside(self) -> None:
        """Begins with the tray, the reminder, and the pad if it is wanted at the start."""
        self._stands_beside = True
        if self.live is not None and self._welcoming is None:
            self._stand_beside().begin()

    def show_pad(self) -> None:
        """Shows the mini pad in front."""
        if self.live is not None and self._welcoming is None:
            self._stand_beside().show_pad()

    def _stand_beside(self) -> "Beside":
        if self._beside is None:
            from scoreboard.gui.beside import Beside  # noqa: PLC0415 - the first paint does without

            self._beside = Beside(self._surroundings, self)
            self._beside.window_wanted.connect(self.come_forward)
            self._beside.quit_wanted.connect(self.leave)
            self._beside.told.connect(self._tell_calmly)
            self._beside.remember.connect(self._remember)
        return self._beside

    def _tell_calmly(self, what: Trouble) -> None:
        if self.shell is not None and not self.shell.in_danger:
            self._teller.tell(what)

    def _call_it_a_day(self) -> None:
        assert self.live is not None, "there is a day to call"
        self._remember({"called_a_day": self.live.board.today().isoformat()})
        self._tell_settings()
        if self.shell is not None:
            text = _("No reminder until tomorrow.")
            self.shell.toast.show_message(_("That was the day"), text, icon="sunrise", hue="amber")

    def expect_the_end(self) -> None:
        """From now on closing the window is the end, also where it would stay in the tray."""
        self._leaving = True

    def leave(self) -> None:
        """Ends the program."""
        self.expect_the_end()
        QApplication.quit()

    # keys

    def _install_shortcuts(self) -> None:
        for old in self._shortcuts:
            old.setEnabled(False)  # it lives on for a moment, and two with the same keys do nothing
            old.deleteLater()
        self._shortcuts = install(self, self.keys())

    def keys(self) -> list[Shortcut]:
        """Every key of the window with what it does, in the present language."""
        assert self.live is not None, "the board is open"
        pages = [entry for entry in pages_of(self.settings) if not entry.low]
        return [
            Shortcut(("1–9, 0",), _("Log an activity, with its usual outcome")),
            Shortcut((shown("Shift+1"),), _("Ask how it went, then log")),
            Shortcut((shown("Alt+1"),), _("Log with details")),
            Shortcut(("Ctrl+Z",), _("Undo"), self.live.undo),
            Shortcut(("Ctrl+Shift+Z", "Ctrl+Y"), _("Redo"), self.live.redo),
            *(
                Shortcut(page_keys(number), entry.title(), partial(self._go, entry.key))
                for number, entry in enumerate(pages, start=1)
            ),
            Shortcut(("Ctrl+,",), _("Settings"), partial(self._go, "settings")),
            Shortcut(("Ctrl+D",), _("Choose a day"), self._pick_day),
            Shortcut(("Ctrl+T",), _("Back to today"), self._back_to_today),
            Shortcut(("Ctrl+M",), _("Mini pad"), self.show_pad),
            Shortcut(("F1",), _("Show this list"), self.show_keys),
        ]

    def show_keys(self) -> None:
        """Shows the list of keys."""
        if self.live is not None:
            from scoreboard.gui.key_list import KeyList  # noqa: PLC0415 - nothing that a start needs

            KeyList(self._appearance.theme, self.keys(), self).open()

    def _go(self, key: str) -> None:
        if self.shell is not None:
            self.shell.go(key)

    def _pick_day(self) -> None:
        self._go(FIRST_PAGE)
        if self.shell is not None:
            self.shell.page.pick_day()

    def _back_to_today(self) -> None:
        self._go(FIRST_PAGE)
        if self.shell is not None:
            self.shell.page.show_day(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.shell is not None:
            if event.text() == "?":
                self.show_keys()
                return
            if self.shell.page.wants_key(event):
                event.accept()
                return
        super().keyPressEvent(event)

    # place and size

    def _place(self) -> None:
        if self.settings.window:
            try:
                kept = base64.b64decode(self.settings.window, validate=True)
            except (binascii.Error, ValueError):
                kept = b""
            if self.restoreGeometry(QByteArray(kept)):
                return
        screen = self.screen().availableGeometry()
        self.resize(USUAL.boundedTo(screen.size() * 0.92).expandedTo(SMALLEST))

    def come_forward(self) -> None:
        """Shows the window in front of others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shell is not None:
            self.shell.arrange(self.width(), self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        stays = self._beside is not None and self._beside.stays and not self._leaving
        if self.live is not None and not stays:
            self.live.stop()
        kept = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        if kept != self.settings.window:
            self.settings = replace(self.settings, window=kept)
            self._store_settings()
        if stays:
            event.ignore()
            self.hide()
            return
        if self._beside is not None:
            self._beside.close()
            self._beside = None
        super().closeEvent(event)


def _focus_name(widget: QWidget | None) -> str:
    """The name of the widget that has the focus, or of the nearest one around it that has a name."""
    while widget is not None and not widget.isWindow():
        if widget.objectName() and not widget.objectName().startswith("qt_"):
            return widget.objectName()
        widget = widget.parentWidget()
    return ""


def _focus_into(widget: QWidget) -> None:
    """Gives the focus to the widget, or to the first one inside that takes it."""
    for one in (widget, *widget.findChildren(QWidget)):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled():
            one.setFocus(Qt.FocusReason.OtherFocusReason)
            return
