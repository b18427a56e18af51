"""How a campaign will look and what saving it does, beside the form while it is filled in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import NO_FACTOR, Activity, Campaign, Kind
from scoreboard.gui import campaigns
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.gui.widgets.icon_tile import Icon, IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.i18n import _, n_, number
from scoreboard.service.overviews import ActivityRules
from scoreboard.service.states import CampaignOutlook

_KEYS = 2


class Preview(QWidget):
    """`Preview(theme)`, then `display(campaign, outlook, activities, hue)` and `tell(title, text)`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self.face = _Face(theme)
        self.keys: list[ActivityKey] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self.ahead = _Ahead(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(plain_label(theme, _("Preview"), "small", "text3", weight=600))
        column.addWidget(self.face)
        column.addLayout(self._row)
        column.addWidget(self.ahead)
        column.addStretch(1)

    def set_slim(self, *, slim: bool) -> None:
        """Keys one below the other where there is little room."""
        ways = QHBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if slim else ways.LeftToRight)

    def display(
        self,
        campaign: Campaign,
        outlook: CampaignOutlook | None,
        activities: Sequence[ActivityRules],
        hue: str,
        *,
        begun: bool,
    ) -> None:
        """Shows the campaign as it is typed; what one that has `begun` has scored is not told here."""
        names = {one.activity.key: one.activity for one in activities}
        self.face.display(campaign, outlook, names, hue, begun=begun)
        lifted = [one for one in activities if campaign.lifts(one.activity.key)]
        counted = [one for one in lifted if one.activity.kind is Kind.COUNT]
        chosen = counted[:_KEYS] if campaign.points_factor != NO_FACTOR else []
        shown = (chosen, campaign.points_factor, hue)
        if shown == self._shown:
            return
        self._shown = shown
        for old in self.keys:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.keys = [self._key(one, campaign, hue) for one in chosen]
        for key in self.keys:
            self._row.addWidget(key)

    def _key(self, rules: ActivityRules, campaign: Campaign, hue: str) -> ActivityKey:
        activity = rules.activity
        points = number(rules.points * campaign.points_factor, signed=True)
        factor = campaigns.times(campaign.points_factor)
        key = ActivityKey(
            self._theme, activity.name, activity.color, activity.icon, points, factor=factor, factor_hue=hue
        )
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return key

    def tell(self, title: str, text: str) -> None:
        """Says what saving does."""
        self.ahead.tell(title, text)


class _Face(QWidget):
    """The campaign as Today will show it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._hue = theme, "rose"
        self._tile = IconTile(theme, "flag", "rose", 40, solid=True)
        self._name = plain_label(theme, role="statement", elide=True)
        self._effect = plain_label(theme, role="small", color="text2", wrap=True)
        self._points = plain_label(theme, role="strong")
        self._goal = plain_label(theme, role="small", color="text2")
        self._bar = ProgressBar(theme, 8)
        self._gift = Icon(theme, "gift", 16)
        self._prize = plain_label(theme, role="strong", elide=True)
        self._days = plain_label(theme, role="small", color="text2")
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._effect)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        middle = QHBoxLayout()
        middle.addWidget(self._points, 1)
        middle.addWidget(self._goal)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._gift, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._prize, 1)
        foot.addWidget(self._days, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(4)
        column.addLayout(top)
        column.addSpacing(8)
        column.addLayout(middle)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def display(
        self,
        campaign: Campaign,
        outlook: CampaignOutlook | None,
        names: Mapping[str, Activity],
        hue: str,
        *,
        begun: bool,
    ) -> None:
        """Shows it."""
        self._hue = hue
        self._tile.set_icon(campaign.icon, hue)
        set_text(self._name, campaign.name or _("New campaign"))
        set_text(self._effect, campaigns.effect(campaign, names))
        set_text(self._points, "" if begun else _("0 campaign points"))
        goal = None if begun else campaign.goal
        set_text(self._goal, _("of {goal}").format(goal=number(goal)) if goal is not None else "")
        set_shown(self._bar, goal is not None)
        self._bar.set_color(hue, f"soft.{hue}")
        self._bar.set_values(0.0)
        self._gift.set_icon("gift", hue)
        set_shown(self._gift, bool(campaign.prize))
        self._prize.setText(campaign.prize)
        days = outlook.working_days if outlook else 0
        text = n_("{n} working day", "{n} working days", days).format(n=number(days))
        set_text(self._days, text if outlook else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        with smooth_painter(self) as painter:
            paint_box(painter, box, 16, theme.color(f"soft.{self._hue}"), theme.color(f"border.{self._hue}"))


class _Ahead(QWidget):
    """What saving does, in a quiet box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = plain_label(theme, role="strong", wrap=True)
        self._text = plain_label(theme, role="small", color="text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(Icon(theme, "info", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def tell(self, title: str, text: str) -> None:
        """Says it."""
        set_text(self._title, title)
        set_text(self._text, text)
        self.setAccessibleName(f"{title}. {text}")

    @property
    def says(self) -> tuple[str, str]:
        """What it says."""
        return self._title.text(), self._text.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        with smooth_painter(self) as painter:
            border = theme.mix("sunken", "text2", 0.22)
            paint_box(painter, QRectF(self.rect()), 12, theme.color("sunken"), border)
