"""What stays in the lifeboat because it does not fit: what it says, why, and what one can do about it."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from scoreboard.domain.rules import Kind
from scoreboard.errors import ScoreboardError, UnknownName
from scoreboard.gui import dates
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.fields import rounded_menu
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service.stranded import can_be_added
from scoreboard.service.waiting import Left
from scoreboard.wording import day_words, kept_words, problem


class StrandedList(QWidget):
    """`StrandedList(theme, live)`, then `display()`; hidden when there is nothing to decide."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__()
        self._theme, self._live = theme, live
        self._shown: list[Left] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        live.changed.connect(self.display)
        live.waiting_changed.connect(self.display)
        self.hide()

    def display(self, *_told: object) -> None:
        """Reads what waits, and shows it if it has changed."""
        found: list[Left] = []
        addable: set[str] = set()
        if self._live.board.lifeboat_count:
            try:
                found = self._live.board.stranded.all()
                addable = {one.kept.entry.uid for one in found if can_be_added(one) and self._choices(one)}
            except ScoreboardError:  # told where it matters
                return
        if [one.kept for one in found] != [one.kept for one in self._shown]:
            self._shown = found
            self._build(addable)
        set_shown(self, bool(found))

    def _build(self, addable: set[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(plain_label(self._theme, _("Kept, but not added yet"), "strong", wrap=True))
        hint = _("Say what each was. What is missing can also be made on the Rules page; then it is added.")
        self._column.addWidget(plain_label(self._theme, hint, "small", "text2", wrap=True))
        for left in self._shown:
            row = self._row(left, addable=left.kept.entry.uid in addable)
            self._column.addWidget(row)
            row.show()  # the layout alone would do so only at the next turn of the event loop

    def _row(self, left: Left, *, addable: bool) -> QWidget:
        entry, what = left.kept.entry, kept_words(left.kept.entry)
        card = Card(self._theme, padding=(14, 10, 14, 10), flat=True)
        card.body.setSpacing(3)
        card.body.addWidget(plain_label(self._theme, what, "strong", wrap=True))
        said = [
            f"{day_words(entry.day)} {dates.clock(entry.at)}",
            entry.contact,
            " ".join(entry.note.split()),
        ]
        words = plain_label(self._theme, " · ".join(filter(None, said)), "small", "text2", elide=True)
        card.body.addWidget(words)
        card.body.addWidget(plain_label(self._theme, _reason(left), "small", "text2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        drop = push_button(self._theme, _("Drop"), "quiet")
        drop.setAccessibleName(_("Drop {name}").format(name=what))
        drop.clicked.connect(partial(self._drop, entry.uid))
        buttons.addWidget(drop)
        if addable:
            add = push_button(self._theme, _("Add as…"), trailing="chevron-down")
            add.setAccessibleName(_("Add {name} as…").format(name=what))
            add.clicked.connect(partial(self._choose, left, add))
            buttons.addWidget(add)
        card.body.addLayout(buttons)
        return card

    def _choices(self, left: Left) -> list[tuple[str, str]]:
        """Keys and names of what it could be added as."""
        board = self._live.board
        if left.kept.entry.percent is not None:
            return [(one.key, one.name) for one in board.screens.deliverables()]
        known = board.overviews.activities()
        counted = [one.activity for one in known if one.activity.kind is not Kind.PERCENT]
        return [(one.key, one.name) for one in counted]

    def _choose(self, left: Left, button: QPushButton, _checked: bool = False) -> None:
        menu = self.menu(left, button)
        if menu is not None:
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu(self, left: Left, owner: QWidget) -> QMenu | None:
        """Everything that the entry could be added as; None when it could not be read, which is told."""
        choices = self._live.read(lambda: self._choices(left))
        if choices is None:
            return None
        menu = rounded_menu(owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, name in choices:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self._add, left.kept.entry.uid, key))
        return menu

    def _add(self, uid: str, key: str, _checked: bool = False) -> None:
        self._live.do(lambda board: board.stranded.add_as(uid, key))

    def _drop(self, uid: str, _checked: bool = False) -> None:
        self._live.do(lambda board: board.stranded.drop(uid))


def _reason(left: Left) -> str:
    """Why it waits. What there is to choose from is in the menu, by its names."""
    reason = left.reason
    return problem(UnknownName(reason.what, reason.name) if isinstance(reason, UnknownName) else reason)
