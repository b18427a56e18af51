"""The head of the Week page: which week it is, and the way to the weeks beside it."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.pages.week import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service.overviews import WeekState


class Header(QWidget):
    """`Header(theme, page)`, then `display(state)`. Signal: `week_chosen(date | None)`, None: the present.

    Alt+← and Alt+→ move while the page is shown; there is no week after the present one.
    """

    week_chosen = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__()
        self._start = date.min
        self._title = plain_label(theme, role="title")
        self._span = plain_label(theme, color="text2", elide=True)
        self._doubt = Doubt(theme)
        self._trial = Badge(theme, _("Trial"), icon="compass", color="text2", ground="sunken")
        self.previous = icon_button(theme, "chevron-left", _("The week before (Alt+←)"))
        self.present = push_button(theme, _("This week"))
        self.following = icon_button(theme, "chevron-right", _("The week after (Alt+→)"))
        self.previous.clicked.connect(lambda: self._move(-1))
        self.present.clicked.connect(lambda: self.week_chosen.emit(None))
        self.following.clicked.connect(lambda: self._move(1))
        for key, button in (("Alt+Left", self.previous), ("Alt+Right", self.following)):
            QShortcut(QKeySequence(key), page).activated.connect(button.click)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._title)
        first.addWidget(self._trial)
        first.addWidget(self._doubt)
        first.addStretch(1)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addLayout(first)
        titles.addWidget(self._span)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(titles, 1)
        steps: tuple[QWidget, ...] = (self.previous, self.present, self.following)
        for step in steps:
            row.addWidget(step, 0, Qt.AlignmentFlag.AlignVCenter)

    def display(self, state: WeekState, *, doubted: bool = False) -> None:
        """Names the week; `doubted` when its data may not be right."""
        self._doubt.display(doubted)
        self._start = state.week.start
        set_text(self._title, words.week_title(state.week))
        set_text(self._span, words.week_span(state.week))
        set_shown(self._trial, state.week.trial)
        present = state.week.start <= state.today <= state.week.end
        self.present.setEnabled(not present)
        self.following.setEnabled(state.week.end < state.today)
        self.previous.setEnabled(bool(state.earlier))

    def _move(self, weeks: int) -> None:
        self.week_chosen.emit(self._start + timedelta(weeks=weeks))
