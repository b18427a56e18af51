"""One campaign in full: its head, what is left of it, its figures, and how its points came."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity
from scoreboard.gui import campaigns
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.pages.campaigns.course import CourseCard, TableCard
from scoreboard.gui.pages.campaigns.hero import Hero
from scoreboard.gui.pages.campaigns.stats import Against, Stats
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service.states import CampaignDetail, CampaignOutlook, Phase


class Detail(QWidget):
    """`Detail(theme)`, then `display(...)`.

    Signals: `edit_wanted`, and with the campaign's key `end_wanted(str)` and `remove_wanted(str)`.
    """

    edit_wanted = Signal()
    end_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._key = ""
        self.hero = Hero(theme)
        self.countdown = plain_label(theme, role="section", wrap=True)
        self.says = plain_label(theme, role="small", color="text2", wrap=True)
        self.edit = push_button(theme, _("Edit"), icon="pencil")
        self.edit.clicked.connect(self.edit_wanted)
        self.end = push_button(theme, _("End early"), "quiet", icon="flag")
        self.end.clicked.connect(lambda: self.end_wanted.emit(self._key))
        self.remove = push_button(theme, _("Remove"), "quiet", icon="trash-2")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._key))
        self.stats = Stats(theme)
        self.course = CourseCard(theme)
        self.against = Against(theme)
        self.table = TableCard(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.hero)
        self._column.addLayout(self._actions())
        self._column.addWidget(self.stats)
        self._column.addWidget(self.course)
        self._pair = QHBoxLayout()
        self._pair.addWidget(self.against, 1, Qt.AlignmentFlag.AlignTop)
        self._pair.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._pair)
        self._column.addStretch(1)

    def _actions(self) -> QHBoxLayout:
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(self.countdown)
        said.addWidget(self.says)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(said, 1)
        for button in (self.remove, self.end, self.edit):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def set_gap(self, gap: int) -> None:
        """The room between its cards."""
        self._column.setSpacing(gap)
        self._pair.setSpacing(gap)

    def set_narrow(self, narrow: bool) -> None:
        """Cards one below the other where there is little room."""
        ways = QHBoxLayout.Direction
        self.stats.set_narrow(narrow)
        self._pair.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def display(
        self,
        detail: CampaignDetail,
        outlook: CampaignOutlook,
        activities: Mapping[str, Activity],
        today: date,
        hue: str,
        *,
        plain: bool,
        doubted: bool,
    ) -> None:
        """Shows a campaign; `doubted`: its data are not as they were written, so that no verdict is given."""
        state, campaign = detail.state, detail.state.campaign
        self._key = campaign.key
        ended = state.phase is Phase.ENDED
        begun = state.phase is not Phase.PLANNED
        self.hero.display(state, hue, activities, plain=plain)
        set_text(self.countdown, campaigns.countdown(campaign, state.days_left, today, ended=ended))
        set_text(self.says, "" if begun else words.beforehand(campaign, today, begun=False)[0])
        set_shown(self.remove, not begun)
        set_shown(self.end, state.phase is Phase.RUNNING and today < campaign.last)
        self.stats.display(words.stats(detail, outlook), hue)
        for card in (self.course, self.against, self.table):
            set_shown(card, begun and not (doubted and card is self.against))
        if begun:
            self.course.doubt.display(doubted)
            self.course.display(detail, hue)
            self.against.display(words.told(state), hue)
            self.table.display(detail, activities, hue)
