"""All campaigns, the one that runs first, then those to come, then those that are over."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui import campaigns, dates
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import (
    CENTER,
    paint_box,
    paint_card_shadow,
    paint_focus,
    paint_icon_tile,
    paint_text,
    smooth_painter,
    text_width,
)
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.gui.widgets.tappable import Tappable
from scoreboard.service.states import CampaignState, Phase
from scoreboard.settings import Settings

_RADIUS = 14


class Listing(QWidget):
    """`Listing(theme)`, then `display(states, chosen, today, settings)`. Signal: `chosen(str)`, a key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cards: dict[str, CampaignCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addStretch(1)

    def display(self, states: Sequence[CampaignState], chosen: str, today: date, settings: Settings) -> None:
        """Shows these campaigns; cards that stay are kept."""
        keys = [one.campaign.key for one in states]
        for key in [key for key in self.cards if key not in keys]:
            old = self.cards.pop(key)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, one in enumerate(states):
            card = self.cards.get(one.campaign.key) or self._card(one.campaign.key)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            card.display(one, campaigns.hue_of(one.campaign, settings), today)
            card.setChecked(one.campaign.key == chosen)

    def _card(self, key: str) -> "CampaignCard":
        card = CampaignCard(self._theme)
        card.clicked.connect(lambda: self.chosen.emit(key))
        self.cards[key] = card
        return card


class CampaignCard(Tappable):
    """Icon, name, days, how it stands, its phase, and a bar while it runs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._hue, self._icon, self._phase, self._runs = "rose", "flag", "", False
        self._shown: object = None
        self._name = plain_label(theme, role="section", elide=True)
        self._days = plain_label(theme, role="small", color="text3", wrap=True)
        self._line = plain_label(theme, role="small", color="text2", wrap=True)
        self.bar = ProgressBar(theme, 6)
        self._side = theme.gentle_px(36)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._days)
        names.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(self._side + 12, 0, 0, 0)
        top.addLayout(names)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(11)
        column.addLayout(top)
        column.addLayout(self._foot)
        column.addWidget(self.bar)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # or it would be that of a button

    def display(self, state: CampaignState, hue: str, today: date) -> None:
        """Shows a campaign."""
        shown = (state, hue, today)
        if shown == self._shown:
            return
        self._shown = shown
        campaign = state.campaign
        self._hue, self._icon, self._phase = hue, campaign.icon, words.phase(state)
        self._runs = state.phase is Phase.RUNNING
        set_text(self._name, campaign.name)
        set_text(self._days, dates.span(campaign.first, campaign.last))
        set_text(self._line, words.card_line(state, today))
        set_shown(self.bar, self._runs and campaign.goal is not None)
        self.bar.set_color(hue, f"soft.{hue}")
        if campaign.goal is not None:
            self.bar.set_values(min(1.0, float(state.result.points / campaign.goal)))
        self._foot.setContentsMargins(0, 0, round(self._badge_width()) + 10, 0)
        set_tooltip(self, campaign.name)  # its label may be cut
        self.setAccessibleName(f"{campaign.name}, {self._phase}")
        self.setAccessibleDescription(f"{self._days.text()}, {self._line.text()}")
        self.update()

    def _badge_width(self) -> float:
        return text_width(self._phase, self._theme.font("caption", 600)) + 18

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, hue, chosen = self._theme, self._hue, self.isChecked()
        with smooth_painter(self) as painter:
            box = paint_card_shadow(painter, theme, QRectF(self.rect()), _RADIUS)
            edge = hue if chosen or self.underMouse() else "border"
            fill = f"soft.{hue}" if chosen else "surface"
            paint_box(painter, box, _RADIUS, theme.color(fill), theme.color(edge), 1.6 if chosen else 1)
            tile = QRectF(14, 14, self._side, self._side)
            paint_icon_tile(painter, theme, tile, self._icon, hue, radius=10, solid=chosen)
            height = float(theme.px(20))
            width = self._badge_width()
            line = self._line.geometry()
            badge = QRectF(box.right() - width - 14, line.center().y() - height / 2, width, height)
            ground = "surface" if chosen else f"soft.{hue}" if self._runs else "sunken"
            paint_box(painter, badge, height / 2, theme.color(ground))
            color = theme.color(hue if self._runs else "text2")
            paint_text(painter, badge, self._phase, theme.font("caption", 600), color, CENTER)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box, _RADIUS)
