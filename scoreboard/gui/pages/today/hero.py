"""The card at the top: the week's ring, the day's sun, and the shortest ways to win the day."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.domain.achievements import Feat
from scoreboard.domain.goals import Action
from scoreboard.gui.pages.today import words
from scoreboard.gui.pages.today.frame import Frame
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.meter import Meter
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.i18n import _
from scoreboard.service.states import TodayState

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_FEW_WAYS = 2
_LEAST_WORDS = 96
_OF_A_WEEK = {Feat.WEEK_REACHED, Feat.BEST_WEEK, Feat.COMEBACK_WEEK} | {
    feat for feat in Feat if feat.startswith("week_streak")
}


class Hero(Card):
    """`Hero(theme, frame)`, then `display(state)`. Signals: `way_chosen(str)`, a way's first activity;
    `day_called`, when no more is wanted of the day.
    """

    way_chosen = Signal(str)
    day_called = Signal()

    def __init__(self, theme: Theme, frame: Frame) -> None:
        padding = (20, 10, 20, 11) if frame.small_hero else (22, 18, 22, 18)
        super().__init__(theme, padding=padding, on="window")
        self._theme, self._frame = theme, frame
        self._ring: WeekRing | Meter | None = None
        self._ring_values: tuple[object, ...] = ()
        self._sun_values: tuple[object, ...] = ()
        self.sun: DaySun | Meter = (Meter if theme.plain else DaySun)(theme, frame.sun)
        self._ring_place = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(18 if frame.small_hero else 20)
        row.addLayout(self._ring_place)
        row.addWidget(_half(self._week_column()), 9)
        row.addWidget(Line(theme, vertical=True))
        row.addWidget(self.sun, 0, _MIDDLE)
        row.addWidget(_half(self._day_column()), 10)
        self.body.addLayout(row)
        if isinstance(self.sun, DaySun):
            self.sun.shine_on(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _week_column(self) -> QVBoxLayout:
        theme = self._theme
        self._label = plain_label(theme, role="small", color="text3", weight=600)
        self._statement = plain_label(theme, role="statement", wrap=True, steady=True)
        if self._frame.small_hero:
            self._statement.setFont(theme.font("statement", size=17))
        self._rest = plain_label(theme, color="text2", wrap=True, steady=True)
        self._pace = _Legend(theme, _Tick(theme))
        self._need = _Legend(theme, Icon(theme, "trending-up", 15, "accent"))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        for widget in (self._label, self._statement, self._rest):
            column.addWidget(widget)
        column.addSpacing(2 if self._frame.small_hero else 6)
        column.addWidget(self._pace)
        column.addWidget(self._need)
        column.addStretch(1)
        return column

    def _day_column(self) -> QVBoxLayout:
        theme = self._theme
        self._day_statement = plain_label(theme, role="statement", wrap=True)
        if self._frame.small_hero:
            self._day_statement.setFont(theme.font("statement", size=17))
        self._day_rest = plain_label(theme, color="text2", wrap=True, steady=True)
        self._ways_title = plain_label(theme, role="small", color="text3", weight=600)
        self._extra = plain_label(theme, color="text2", wrap=True)
        self._call = push_button(theme, _("Call it a day"), icon="sunrise")
        self._call.clicked.connect(self.day_called)
        self._call.hide()
        self._ways = QVBoxLayout()
        self._ways.setSpacing(5)
        self._shown_ways: tuple[tuple[tuple[Action, ...], str], ...] = ()
        self._way_rows: list[QWidget] = []
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addStretch(1)
        column.addWidget(self._day_statement)
        column.addWidget(self._day_rest)
        column.addSpacing(0 if self._frame.small_hero else 8)
        column.addWidget(self._ways_title)
        column.addLayout(self._ways)
        column.addWidget(self._extra)
        column.addSpacing(0 if self._frame.small_hero else 5)
        column.addWidget(self._call, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def display(self, state: TodayState, *, doubted: bool = False, called: bool = False) -> None:
        """Shows the week and the day of the state; `doubted` when the week's data may not be right, `called`
        when it was called a day already.
        """
        set_shown(self._call, state.live and state.day.standing.won and not called)
        self._render_week(state, doubted=doubted)
        self._render_day(state, doubted=doubted)

    def _render_week(self, state: TodayState, *, doubted: bool) -> None:
        week = state.week
        says = words.week_words(week, state.now.date())
        if doubted:
            says = words.doubted(says)
        segments = max(1, sum(not day.off for day in week.days))
        pace = float(week.expected) if week.pace is not None and not week.trial else None
        caption = says.short_caption if self._frame.small_hero else says.caption
        # A doubted score stands in an empty ring: no share of the target, no pace.
        target, pace = (0.0, None) if doubted else (float(week.target), pace)
        values = (float(week.points), target, pace, caption, says.summary)
        if self._ring is None or (isinstance(self._ring, WeekRing) and self._ring.segments != segments):
            self._new_ring(segments)
        if self._ring is not None and values != self._ring_values:
            self._ring_values = values
            if isinstance(self._ring, Meter):
                self._ring.set_values(values[0], *values)
            else:
                self._ring.set_values(*values)
        set_text(self._label, says.label)
        set_text(self._statement, says.statement)
        set_text(self._rest, says.rest)
        self._pace.set_text(says.pace)
        self._need.set_text("" if self._frame.small_hero else says.need)

    def _new_ring(self, segments: int) -> None:
        if self._ring is not None:
            self._ring_place.removeWidget(self._ring)
            self._ring.deleteLater()
        size = self._frame.ring
        if self._theme.plain:
            self._ring = Meter(self._theme, size)
        else:
            self._ring = WeekRing(self._theme, size, segments)
            self._ring.shine_on(self)
        self._ring_values = ()
        self._ring_place.addWidget(self._ring, 0, _MIDDLE)
        self._ring.show()

    def _render_day(self, state: TodayState, *, doubted: bool) -> None:
        says = words.day_words(state, plain=self._theme.plain, doubted=doubted)
        day, counts = state.day.standing, words.measure(state.day, doubted=doubted)
        values = (float(counts.value), float(counts.goal), counts.won, says.caption, says.summary)
        if values != self._sun_values:
            self._sun_values = values
            if isinstance(self.sun, Meter):
                shown = counts.value if day.won or day.off else counts.left
                self.sun.set_values(float(shown), values[0], values[1], None, says.caption, says.summary)
            else:
                self.sun.set_values(*values)
        set_text(self._day_statement, says.statement)
        set_text(self._day_rest, says.rest)
        set_text(self._extra, says.extra)
        most = _FEW_WAYS if self._frame.small_hero else len(state.day.ways)
        ways = state.day.ways[:most] if says.ways else ()
        set_text(self._ways_title, says.ways if ways and not self._frame.small_hero else "")
        self._render_ways(ways, state)

    def _render_ways(self, ways: tuple[tuple[Action, ...], ...], state: TodayState) -> None:
        shown = tuple((way, words.way(way, state.names)) for way in ways)
        if shown == self._shown_ways:
            return
        self._shown_ways = shown
        for row in self._way_rows:
            self._ways.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._way_rows = [self._way_row(way, text, state) for way, text in shown]
        for row in self._way_rows:
            self._ways.addWidget(row)
            row.show()

    def _way_row(self, way: tuple[Action, ...], text: str, state: TodayState) -> QWidget:
        first = state.names[way[0].activity]
        says = _("{way}. Logs {activity} once.").format(way=text, activity=first.name)
        lines = 1 if self._frame.small_hero else 2
        chip = Chip(self._theme, text, hue=first.color, icon=first.icon, accessible_name=says, lines=lines)
        chip.clicked.connect(partial(self._choose, first.key))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(chip)
        row.addStretch(1)
        return holder

    def set_festive(self, festive: bool) -> None:
        """Whether a won day keeps its warmth."""
        if isinstance(self.sun, DaySun):
            self.sun.set_festive(festive)

    def celebrate(self, feats: Collection[Feat], hue: str = "") -> None:
        """One moment for all of a click's feats: at the sun for the day, at the ring for the week or, in its
        `hue`, for the campaign.
        """
        if isinstance(self._ring, WeekRing) and (Feat.CAMPAIGN_WON in feats or _OF_A_WEEK & set(feats)):
            self._ring.celebrate(hue if Feat.CAMPAIGN_WON in feats else "")
        if isinstance(self.sun, DaySun) and set(feats) - _OF_A_WEEK - {Feat.CAMPAIGN_WON}:
            self.sun.celebrate()

    def _choose(self, activity: str) -> None:
        self.way_chosen.emit(activity)


def _half(column: QVBoxLayout) -> QWidget:
    """The words beside ring or sun: both halves get the same room, whatever they say."""
    half = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    half.setLayout(column)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    half.setSizePolicy(policy)
    half.setMinimumWidth(_LEAST_WORDS)
    return half


class _Legend(QWidget):
    """A sign and what it stands for."""

    def __init__(self, theme: Theme, sign: QWidget) -> None:
        super().__init__()
        self._words = plain_label(theme, role="small", color="text2", weight=500, wrap=True, steady=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(sign, 0, _MIDDLE)
        row.addWidget(self._words, 1)

    def set_text(self, text: str) -> None:
        set_text(self._words, text)
        set_shown(self, bool(text))


class _Tick(QWidget):
    """The pace tick as it stands on the ring."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(15, 15)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            paint_box(painter, QRectF(6, 0.5, 3, 14), 1.5, self._theme.color("text"))
