"""The campaign that runs on the shown day, in one strip under the head; a click opens its page."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity
from scoreboard.gui import campaigns
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.icon_tile import Icon, IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import paint_box, paint_focus, smooth_painter
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.gui.widgets.tappable import Tappable
from scoreboard.i18n import _, n_, number
from scoreboard.service.states import CampaignBanner

_RADIUS = 14


class Banner(Tappable):
    """`Banner(theme, compact)`, then `display(campaign, hue, names, today)`. Signal: `clicked`."""

    def __init__(self, theme: Theme, *, compact: bool) -> None:
        super().__init__(theme)
        self.setCheckable(False)
        self._theme, self._hue, self._compact = theme, "rose", compact
        self._shown: object = None
        self._tile = IconTile(theme, "flag", self._hue, 26 if compact else 36, solid=True)
        self._name = plain_label(theme, role="strong" if compact else "section", elide=True)
        self._effect = plain_label(theme, role="small", color="text2", elide=True)
        self._points = plain_label(theme, role="strong")
        self._goal = plain_label(theme, role="small", color="text2")
        self.bar = ProgressBar(theme, 8)
        self._gift = Icon(theme, "gift", 16)
        self._prize = plain_label(theme, role="strong", elide=True)
        self._left = plain_label(theme, role="small", color="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(8 if compact else 14, 0, 14 if compact else 16, 0)
        row.setSpacing(10 if compact else 12)
        row.addWidget(self._tile)
        self._lay_out_compact(row) if compact else self._lay_out(row)
        self.setFixedHeight(theme.px(42 if compact else 60))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # or it would be that of a button

    def _lay_out(self, row: QHBoxLayout) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._effect)
        names.addStretch(1)
        row.addLayout(names, 3)
        self._progress = QWidget()
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.setSpacing(1)
        progress.addStretch(1)
        words = QHBoxLayout()
        words.addWidget(self._points, 1)
        words.addWidget(self._goal)
        progress.addLayout(words)
        progress.addWidget(self.bar)
        progress.addStretch(1)
        row.addWidget(self._progress, 2)
        row.addSpacing(self._theme.px(16))
        ends = QVBoxLayout()
        ends.setSpacing(1)
        ends.addStretch(1)
        self._prize.setMaximumWidth(self._theme.px(200))
        ends.addWidget(self._prize)
        ends.addWidget(self._left)
        ends.addStretch(1)
        row.addWidget(self._gift)
        row.addLayout(ends)

    def _lay_out_compact(self, row: QHBoxLayout) -> None:
        row.addWidget(self._name, 3)
        row.addWidget(self.bar, 3)
        row.addWidget(self._points)
        row.addSpacing(4)
        row.addWidget(self._left)
        for unused in (self._effect, self._goal, self._gift, self._prize):
            unused.setParent(self)
            unused.hide()

    def display(
        self, state: CampaignBanner | None, hue: str, names: Mapping[str, Activity], today: date
    ) -> None:
        """Shows how the campaign stands, nothing when none runs."""
        shown = (state, hue, names, today)
        if shown == self._shown:
            return
        self._shown = shown
        set_shown(self, state is not None)
        if state is None:
            return
        campaign = state.campaign
        if hue != self._hue:
            self._hue = hue
            self.update()
        self.bar.set_color(hue, f"soft.{hue}")
        self._gift.set_icon("gift", hue)
        left = campaigns.countdown(campaign, state.days_left, today)
        self._tile.set_icon(campaign.icon, hue)
        set_text(self._name, campaign.name)
        set_text(self._points, self._points_words(state))
        set_text(self._left, left)
        set_shown(self.bar, campaign.goal is not None)
        if not self._compact:
            set_text(self._effect, campaigns.effect(campaign, names))
            goal = _("of {goal}").format(goal=number(campaign.goal)) if campaign.goal else ""
            set_text(self._goal, goal)
            side = Qt.AlignmentFlag.AlignLeft if goal else Qt.AlignmentFlag.AlignRight
            self._points.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            set_text(self._prize, campaign.prize)
            set_shown(self._gift, bool(campaign.prize))
        if campaign.goal is not None and state.expected is not None:
            pace = float(state.expected / campaign.goal) if today <= campaign.last else None
            self.bar.set_values(min(1.0, float(state.points / campaign.goal)), pace)
        prize = _("Prize: {prize}").format(prize=campaign.prize) if campaign.prize else ""
        effect = campaigns.effect(campaign, names)
        self.setAccessibleName(f"{campaign.name}: {_score(state)}")
        self.setAccessibleDescription(". ".join(filter(None, (effect, left, prize))))

    def _points_words(self, state: CampaignBanner) -> str:
        if self._compact and state.campaign.goal is not None:
            return _("{points} of {goal}").format(
                points=number(state.points), goal=number(state.campaign.goal)
            )
        text = n_("{n} campaign point", "{n} campaign points", 1 if state.points == 1 else 2)
        return text.format(n=number(state.points))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        with smooth_painter(self) as painter:
            edge = self._hue if self.underMouse() else f"border.{self._hue}"
            paint_box(painter, box, _RADIUS, theme.color(f"soft.{self._hue}"), theme.color(edge))
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box, _RADIUS)


def _score(state: CampaignBanner) -> str:
    points, goal = number(state.points), state.campaign.goal
    if goal is None:
        return n_("{n} point", "{n} points", 1 if state.points == 1 else 2).format(n=points)
    return _("{points} of {goal} points").format(points=points, goal=number(goal))
