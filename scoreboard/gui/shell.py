"""What the window holds: navigation, pages, the notice above them and the toast. Made anew for a new look."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from scoreboard.gui.page import Page, PageEntry, Surroundings
from scoreboard.gui.problems import Trouble
from scoreboard.gui.shortcuts import shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.avatar import Avatar
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.nav_list import NavEntry, NavList
from scoreboard.gui.widgets.notice import Notice
from scoreboard.gui.widgets.toast import Toast
from scoreboard.i18n import _
from scoreboard.service.changes import Done

COMPACT_BELOW = 1200
PAD = "pad"


class Shell(QWidget):
    """`Shell(around, entries)`, then `go(key)`. Pages are made when they are first gone to."""

    gone_to = Signal(str)
    page_made = Signal(object)
    pad_wanted = Signal()

    def __init__(self, around: Surroundings, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._around, self._theme = around, around.theme
        self._entries = {entry.key: entry for entry in entries}
        self.pages: dict[str, Page] = {}
        self._current = ""
        self._room = (0, 0)
        self.nav = self._navigation(entries)
        self._right = QWidget()
        self._stack = QStackedWidget()
        self._notice: Notice | None = None
        self._notice_kind = ""
        self._standing: Notice | None = None
        self._notice_place = QVBoxLayout()
        self._notice_place.setContentsMargins(28, 0, 28, 0)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._notice_place)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addWidget(self._right, 1)
        self.toast = Toast(self._theme, self._right)

    def _navigation(self, entries: Sequence[PageEntry]) -> NavList:
        numbered = [
            NavEntry(entry.key, entry.title(), entry.icon, shortcut=shown(f"Ctrl+{number}"))
            for number, entry in enumerate(entries, start=1)
            if not entry.low
        ]
        tools = [NavEntry(PAD, _("Mini pad"), "picture-in-picture-2", shortcut=shown("Ctrl+M"), page=False)]
        tools += [
            NavEntry(entry.key, entry.title(), entry.icon, shortcut=shown("Ctrl+,"))
            for entry in entries
            if entry.low
        ]
        name = self._around.settings.name.strip()
        nav = NavList(
            self._theme,
            "Scoreboard",
            numbered,
            tools,
            footer=_person(self._theme, name) if name else None,
            compact_footer=_small_person(self._theme, name) if name else None,
        )
        nav.selected.connect(self._chosen)
        return nav

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return self._current

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._current]

    def _chosen(self, key: str) -> None:
        if key == PAD:
            self.pad_wanted.emit()
        else:
            self.go(key)

    def go(self, key: str) -> None:
        """Shows a page; an unknown key leaves the present one."""
        if key not in self._entries:
            return
        page = self._page(key)
        self._current = key
        page.compose(*self._room)
        page.catch_up()
        self._stack.setCurrentWidget(page)
        self.nav.set_current(key)
        self.gone_to.emit(key)

    def _page(self, key: str) -> Page:
        if key not in self.pages:
            page = self._entries[key].make(self._around)
            page.leads_to.connect(self.go)
            page.said.connect(self.toast.show_message)
            self.pages[key] = page
            self._stack.addWidget(page)
            self.page_made.emit(page)
        return self.pages[key]

    def arrange(self, width: int, height: int) -> None:
        """Fits navigation and page to the window's size."""
        self._room = (width, height)
        compact = width * 100 < COMPACT_BELOW * self._theme.text_size
        if self.nav.compact != compact:
            self.nav.set_compact(compact)
        if self._current:
            self.page.compose(width, height)

    def tell(self, trouble: Trouble) -> None:
        """Shows what went wrong above the page, instead of an earlier notice."""
        self.clear_notice()
        self._notice = Notice(
            self._theme,
            trouble.kind,
            trouble.text,
            trouble.safe,
            actions=(_("Close"),),
            details=trouble.details,
            icon=trouble.icon,
            details_label=_("Details"),
            copy_label=_("Copy"),
        )
        self._notice_kind = trouble.kind
        self._notice.action_triggered.connect(self.clear_notice)
        self._place_notices()
        self._notice.announce()

    def clear_notice(self) -> None:
        """Takes the notice away."""
        if self._notice is not None:
            self._drop(self._notice)
            self._notice, self._notice_kind = None, ""
            self._place_notices()

    def stand(self, notice: Notice | None) -> None:
        """Shows a notice as long as its reason lasts, whenever no other one is shown; None: there is none."""
        if self._standing is not None:
            self._drop(self._standing)
        self._standing = notice
        self._place_notices()
        if notice is not None and self._notice is None:
            notice.announce()

    def _place_notices(self) -> None:
        """One at a time: what just happened stands before what lasts."""
        shown = self._notice or self._standing
        self._notice_place.setContentsMargins(28, 12 if shown else 0, 28, 0)
        for one in (self._notice, self._standing):
            if one is not None:
                if self._notice_place.indexOf(one) < 0:
                    self._notice_place.addWidget(one)
                one.setVisible(one is shown)

    def celebrate(self, done: Done[Any]) -> None:
        """Lets the page show the feats of a write, unless a notice says that something is wrong."""
        shown = self._notice or self._standing
        if shown is None or shown.kind != "danger":
            self.page.celebrate(done)

    def _drop(self, notice: Notice) -> None:
        self._notice_place.removeWidget(notice)
        notice.hide()
        notice.deleteLater()

    @property
    def in_danger(self) -> bool:
        """Whether a notice says that the program cannot do its work."""
        return self._notice_kind == "danger"


def _initials(name: str) -> str:
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def _person(theme: Theme, name: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(6, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Avatar(theme, _initials(name), size=32))
    row.addWidget(plain_label(theme, name, "strong", elide=True), 1)
    return holder


def _small_person(theme: Theme, name: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Avatar(theme, _initials(name), size=34), 0, Qt.AlignmentFlag.AlignHCenter)
    return holder
