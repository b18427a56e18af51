"""The head of a campaign in its hue: name, days and what it does, before an ornament made from its key."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.flow_row import FlowRow
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import elided, paint_box, paint_text, smooth_painter, text_width
from scoreboard.service.states import CampaignState

WHITE = "#FFFFFF"
_RADIUS = 16
_WIDEST_CHIP = 330


class Hero(QWidget):
    """`Hero(theme)`, then `display(state, hue, activities, plain)`; `plain` leaves out the ornament."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._hue, self._ornament = theme, "rose", 0
        self.chips: list[HeroChip] = []
        self._shown: object = None
        self._name = plain_label(theme, role="title", color=WHITE, wrap=True)
        self._where = plain_label(theme, color=WHITE, weight=500, wrap=True)
        self._holder = QWidget()
        self._row = FlowRow(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._where)
        column.addSpacing(8)
        column.addWidget(self._holder)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def display(
        self, state: CampaignState, hue: str, activities: Mapping[str, Activity], *, plain: bool
    ) -> None:
        """Shows a campaign."""
        shown = (state.campaign, words.where(state), hue, activities, plain)
        if shown == self._shown:
            return
        self._shown = shown
        self._hue = hue
        self._ornament = 0 if plain else 1 + crc32(state.campaign.key.encode()) % 2
        self._name.setText(state.campaign.name)
        self._where.setText(words.where(state))
        self._show_chips(words.chips(state.campaign, activities))
        self.update()

    def _show_chips(self, said: Sequence[tuple[str, str]]) -> None:
        for old in self.chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = [HeroChip(self._theme, icon, text) for icon, text in said]
        for chip in self.chips:
            self._row.addWidget(chip)
            chip.show()
        self._holder.setVisible(bool(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        with smooth_painter(self) as painter:
            shape = QPainterPath()
            shape.addRoundedRect(box, _RADIUS, _RADIUS)
            painter.setClipPath(shape)
            painter.fillPath(shape, self._theme.color(f"hero.{self._hue}"))
            if self._ornament == 1:
                _paint_rings(painter, box)
            elif self._ornament:
                _paint_stripes(painter, box)


def _paint_rings(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 41), 26))
    for place in (150, 70):
        painter.drawEllipse(QPointF(box.right() - place, box.center().y() + 26), 74, 74)


def _paint_stripes(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(QColor(255, 255, 255, 41), 26, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for place in (210, 130, 50):
        foot = QPointF(box.right() - place - box.height() / 2, box.bottom() + 20)
        painter.drawLine(foot, QPointF(foot.x() + box.height() + 40, box.top() - 20))


class HeroChip(QWidget):
    """A fact on the coloured ground."""

    def __init__(self, theme: Theme, icon: str, text: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.text = text
        self._font = theme.font("strong")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        set_tooltip(self, text if self._wanted() > self._theme.px(_WIDEST_CHIP) else "")

    def _wanted(self) -> int:
        return round(text_width(self.text, self._font)) + self._theme.px(22) + 24

    def sizeHint(self) -> QSize:
        return QSize(min(self._wanted(), self._theme.px(_WIDEST_CHIP)), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._wanted(), self._theme.px(120)), self._theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        with smooth_painter(self) as painter:
            paint_box(painter, box, box.height() / 2, QColor(0, 0, 0, 62))
            side = float(theme.px(16))
            icon = QRectF(12, box.center().y() - side / 2, side, side)
            theme.paint_icon(painter, self._icon, icon, WHITE, 2.1)
            room = box.adjusted(12 + theme.px(22), 0, -12, 0)
            text = elided(self.text, self._font, room.width() + 0.5)
            paint_text(painter, room, text, self._font, theme.color(WHITE))
