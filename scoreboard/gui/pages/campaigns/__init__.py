"""The page of the campaigns: those there are, how the chosen one stands, and the form to plan one."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity, Campaign
from scoreboard.gui import answers, campaigns
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages.campaigns.detail import Detail
from scoreboard.gui.pages.campaigns.editor import Editor
from scoreboard.gui.pages.campaigns.listing import Listing
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.empty_state import EmptyState
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _
from scoreboard.service.changes import Changed
from scoreboard.service.states import CampaignDetail, CampaignOutlook, CampaignState, Phase
from scoreboard.values import Value

MEDIUM, NARROW, MOST_WIDTH = 1100, 720, 1320
LIST, SLIM_LIST = 312, 250
_ORDER = (Phase.RUNNING, Phase.PLANNED, Phase.ENDED)


class CampaignsView(Value):
    """All campaigns in the order of the list, and the chosen one in full."""

    states: tuple[CampaignState, ...]
    chosen: CampaignDetail | None
    outlook: CampaignOutlook | None
    activities: Mapping[str, Activity]
    today: date


class CampaignsPage(Page):
    """The list with the chosen campaign beside it, and in their place the form of one."""

    watches = (
        Changed.JOURNAL | Changed.RULES | Changed.GOALS | Changed.CAMPAIGN | Changed.SETTINGS | Changed.DAY
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.editor: Editor | None = None
        self._view: CampaignsView | None = None
        self._chosen = ""
        self._width = 1440
        self._arranged: tuple[int, bool] | None = None
        theme = self.theme
        self.listing = Listing(theme)
        self.listing.chosen.connect(self.choose)
        self.detail = Detail(theme)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.end_wanted.connect(self._end)
        self.detail.remove_wanted.connect(self._remove)
        self._build()
        self.compose(1440, 900)

    def _build(self) -> None:
        self._overview = QWidget()
        self._column = QVBoxLayout(self._overview)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._header())
        content = QWidget()
        content.setObjectName("content")
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 8, 24)
        self.empty = Card(self.theme)
        says = _("A campaign gives one theme extra weight for a while: more points, a prize, or both.")
        nothing = EmptyState(
            self.theme,
            _("No campaign right now"),
            says,
            icon="flag",
            action=_("New campaign"),
            action_icon="plus",
        )
        nothing.action_triggered.connect(self.plan)
        self.empty.body.addWidget(nothing)
        self._columns.addWidget(self.listing, 0)
        self._columns.addWidget(self.detail, 1)
        self._columns.addWidget(self.empty, 1)
        area = Scrolling(content)
        self._column.addWidget(area, 1)
        sheet = QWidget()
        self._stack = QStackedLayout(sheet)
        self._stack.addWidget(self._overview)
        self._outer = QHBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(sheet, 1000)
        self._outer.addStretch(1)
        sheet.setMaximumWidth(MOST_WIDTH)

    def _header(self) -> QHBoxLayout:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(plain_label(self.theme, _("Campaigns"), "title"))
        says = _("One at a time. From its first day on its rules are fixed.")
        titles.addWidget(plain_label(self.theme, says, color="text2", wrap=True))
        self.add = push_button(self.theme, _("New campaign"), "primary", icon="plus")
        self.add.clicked.connect(self.plan)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.addLayout(titles, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def compose(self, width: int, height: int) -> None:
        """The chosen campaign beside the list, or below it where there is little room."""
        width, height = (size * 100 // self.theme.text_size for size in (width, height))
        self._width = width
        compact = width < MEDIUM or height < 760
        margin, top, gap = (20, 12, 10) if compact else (28, 24, 16)
        self._outer.setContentsMargins(margin, top, margin - 8, 0)
        self._column.setSpacing(gap)
        self._columns.setSpacing(gap + 4)
        self.detail.set_gap(gap)
        if self.editor is not None:
            self.editor.compose(width)
        stacked = width < NARROW
        arranged = (LIST if width >= MEDIUM else SLIM_LIST, stacked)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        ways = QHBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        if stacked:
            self.listing.setMinimumWidth(0)
            self.listing.setMaximumWidth(MOST_WIDTH)
        else:
            self.listing.setFixedWidth(self.theme.px(arranged[0]))
        self.detail.set_narrow(width < MEDIUM)

    # what it shows

    def load(self) -> CampaignsView:
        """Reads all campaigns, and the chosen one in full; without a choice it is the first of the list."""
        board = self.live.board
        states = _in_order(board.campaigns.states())
        keys = [one.campaign.key for one in states]
        key = self._chosen if self._chosen in keys else next(iter(keys), "")
        detail = board.campaigns.detail(key) if key else None
        return CampaignsView(
            states=states,
            chosen=detail,
            outlook=board.campaigns.outlook(detail.state.campaign) if detail else None,
            activities={one.activity.key: one.activity for one in board.overviews.activities(archived=True)},
            today=board.today(),
        )

    def display(self, view: CampaignsView) -> None:
        """Shows them; an open form keeps what was typed."""
        self._view = view
        chosen = view.chosen
        self.listing.display(
            view.states, chosen.state.campaign.key if chosen else "", view.today, self.settings
        )
        set_shown(self.listing, bool(view.states))
        set_shown(self.detail, chosen is not None)
        set_shown(self.empty, chosen is None)
        set_shown(self.add, chosen is not None)
        if chosen is not None and view.outlook is not None:
            hue = campaigns.hue_of(chosen.state.campaign, self.settings)
            self.detail.display(
                chosen,
                view.outlook,
                view.activities,
                view.today,
                hue,
                plain=self.settings.plain,
                doubted=self.live.doubts(chosen.state.campaign.first, chosen.state.result.last),
            )
        if self.editor is not None:
            self.editor.look_ahead()

    def choose(self, key: str) -> None:
        """Shows a campaign in full."""
        self._chosen = key
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._chosen:  # who comes back wants to see the one that runs
            self._chosen, self._stale = "", True

    # what one does

    def plan(self) -> None:
        """Opens the form of a new campaign."""
        self._open(None)

    def edit(self) -> None:
        """Opens the form of the chosen campaign."""
        if self._view is not None and self._view.chosen is not None:
            self._open(self._view.chosen.state.campaign)

    def _open(self, campaign: Campaign | None) -> None:
        editor = self.live.read(lambda: Editor(self.theme, self.live, self.settings, campaign))
        if editor is None:
            return
        self._drop_editor()
        self.editor = editor
        self.editor.compose(self._width)
        self.editor.closed.connect(self._close)
        self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        self.editor.name.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, key: str) -> None:
        self._stack.setCurrentWidget(self._overview)
        self._drop_editor()
        if key:
            self.choose(key)
        card = self.listing.cards.get(key)
        (card or (self.add if self._view and self._view.states else self)).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self._stack.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def _end(self, key: str) -> None:
        def message(campaign: Campaign) -> answers.Message:
            return answers.Message(
                _("Ends today: {name}").format(name=campaign.name),
                _("Today still counts"),
                campaign.icon,
                campaign.color,
            )

        self.live.do(lambda board: answers.saying(board.campaigns.end(key), message))

    def _remove(self, key: str) -> None:
        def message(campaign: Campaign) -> answers.Message:
            return answers.Message(_("Removed: {name}").format(name=campaign.name), icon="trash-2")

        self.live.do(lambda board: answers.saying(board.campaigns.remove(key), message))


def _in_order(states: Sequence[CampaignState]) -> tuple[CampaignState, ...]:
    """The running one, those to come with the next one first, those that are over with the newest first."""
    first = {Phase.PLANNED: 1, Phase.ENDED: -1, Phase.RUNNING: 1}
    return tuple(
        sorted(
            states,
            key=lambda one: (
                _ORDER.index(one.phase),
                first[one.phase] * one.campaign.first.toordinal(),
            ),
        )
    )
