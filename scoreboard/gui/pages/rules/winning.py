"""What wins a day, and the reserve days of a month: two choices that hold from today and this month on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scoreboard.domain.rules import MOST_RESERVE_DAYS, WinBy
from scoreboard.gui.form import ComboBox, Field
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service.overviews import RulesState

WAYS = tuple(WinBy)


class WinningCard(Card):
    """`WinningCard(theme, live)`, then `display(state, streaks)`: reserve days are no matter without them."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme)
        self._live = live
        self.add_title(_("Winning a day"))
        self.body.setSpacing(8)
        self.ways = ComboBox()
        self.ways.addItems([words.win_by_name(way) for way in WAYS])
        self.ways.activated.connect(self._choose)
        self.body.addWidget(Field(theme, _("What wins the day"), self.ways))
        self._means = plain_label(theme, role="small", color="text2", wrap=True)
        self.body.addWidget(self._means)
        since = _("A change counts from today; days before stay as they are.")
        self.body.addWidget(plain_label(theme, since, "small", "text3", wrap=True))
        self.reserve = ComboBox()
        self.reserve.addItems([words.reserve_days(days) for days in range(MOST_RESERVE_DAYS + 1)])
        self.reserve.activated.connect(self._reserve)
        self.holder = QWidget()
        column = QVBoxLayout(self.holder)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(theme, _("Reserve days"), self.reserve))
        says = _(
            "Each keeps a streak alive after a day left open. "
            "A change counts for all of this month; months before stay as they are."
        )
        column.addWidget(plain_label(theme, says, "small", "text3", wrap=True))
        self.body.addWidget(self.holder)
        self._state: RulesState | None = None

    def display(self, state: RulesState, *, streaks: bool) -> None:
        """Shows what holds."""
        self._state = state
        self._show_choices(state)
        wanted = any(one.mini_goal for one in state.activities if not one.activity.archived)
        set_text(self._means, words.win_by_means(state.win_by, wanted=wanted))
        set_shown(self.holder, streaks)

    def _show_choices(self, state: RulesState) -> None:
        self.ways.setCurrentIndex(WAYS.index(state.win_by))
        self.reserve.setCurrentIndex(state.reserve_days)

    def _choose(self, place: int) -> None:
        state, way = self._state, WAYS[place]
        if state is None or way is state.win_by:
            return
        if self._live.do(lambda board: board.rules.set_win_by(way)) is None:
            self._show_choices(state)

    def _reserve(self, days: int) -> None:
        state = self._state
        if state is None or days == state.reserve_days:
            return
        if self._live.do(lambda board: board.rules.set_reserve_days(days)) is None:
            self._show_choices(state)
