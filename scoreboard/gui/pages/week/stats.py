"""The strip of the week's figures: score, days won, and where it leads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.pages.week import words
from scoreboard.gui.pages.week.slips import Figure, Pick
from scoreboard.gui.pages.week.words import StatWords
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.day_mark import DayMark, DayState
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.gui.widgets.tappable import Tappable
from scoreboard.i18n import _, number
from scoreboard.service.overviews import WeekState
from scoreboard.service.states import Mark

_STATES = {
    Mark.WON: DayState.WON,
    Mark.TODAY: DayState.TODAY,
    Mark.OPEN: DayState.OPEN,
    Mark.RESERVE: DayState.RESERVE,
    Mark.TO_COME: DayState.FUTURE,
    Mark.OFF: DayState.OFF,
}


class Stats(Card):
    """`Stats(theme)`, then `display(state)`. Signal: `chosen(Pick)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(8, 8, 8, 8))
        self.bar = ProgressBar(theme, 8)
        self.marks = _Marks(theme)
        self.score = Stat(theme, self.bar)
        self.days = Stat(theme, self.marks)
        self.outlook = Stat(theme)
        row = QHBoxLayout()
        row.setSpacing(7)
        for stat, figure in (
            (self.score, Figure.WEEK),
            (self.days, Figure.DAYS_WON),
            (self.outlook, Figure.OUTLOOK),
        ):
            if row.count():
                row.addWidget(Line(theme, vertical=True))
            row.addWidget(stat, 1)
            stat.clicked.connect(lambda _checked=False, figure=figure: self.chosen.emit(Pick(figure)))
        self.body.addLayout(row)

    def display(self, state: WeekState, *, doubted: bool = False) -> None:
        """Shows the figures; `doubted` when the week's data may not be right."""
        week = state.week
        score, days = words.score(week), words.days_won(state)
        self.score.set_words(words.doubted(score) if doubted else score)
        self.days.set_words(words.doubted(days) if doubted else days)
        self.outlook.set_words(words.no_verdict() if doubted else words.outlook(state))
        set_shown(self.bar, not week.off and not doubted)
        set_shown(self.marks, not doubted)
        if week.target:
            running = words.is_running(state) and not week.trial
            pace = float(week.expected / week.target) if running else None
            summary = _("Pace tonight: {points}").format(points=number(week.expected)) if running else ""
            self.bar.set_values(min(1.0, float(week.points / week.target)), pace, summary)
        self.marks.display(state)

    def set_chosen(self, figure: Figure) -> None:
        """Marks the figure that is explained; the score is so by default and stays unmarked."""
        self.days.setChecked(figure is Figure.DAYS_WON)
        self.outlook.setChecked(figure is Figure.OUTLOOK)


class Stat(Tappable):
    """A big number with its label and unit; below it a widget, or a line with an icon."""

    def __init__(self, theme: Theme, below: QWidget | None = None) -> None:
        super().__init__(theme)
        self._label = plain_label(theme, role="small", color="text3", weight=600)
        self._value = plain_label(theme, role="stat")
        self._unit = plain_label(theme, color="text2", elide=True)
        self._icon = Icon(theme, "trending-up", 15, "accent")
        self._line = plain_label(theme, role="small", color="text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(self._label)
        big = QHBoxLayout()
        big.setSpacing(7)
        big.addWidget(self._value)
        big.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, theme.px(5))
        column.addLayout(big)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(7)
        if below is not None:
            self._foot.addWidget(below, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._foot.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
            self._foot.addWidget(self._line, 1)
        column.addLayout(self._foot)
        column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # or it would be that of a button

    def set_words(self, stat: StatWords) -> None:
        """Shows another number."""
        set_text(self._label, stat.label)
        set_text(self._value, stat.value)
        set_text(self._unit, stat.unit)
        set_text(self._line, stat.line)
        set_shown(self._icon, bool(stat.icon))
        if stat.icon:
            self._icon.set_icon(stat.icon)
        self.setAccessibleName(stat.summary)
        self.setAccessibleDescription(_("Shows what it is made of."))

    @property
    def shown(self) -> str:
        """The number and its unit."""
        return f"{self._value.text()} {self._unit.text()}".strip()


class _Marks(QWidget):
    """The week's days as small marks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.days: list[DayMark] = []

    def display(self, state: WeekState) -> None:
        """Shows these days."""
        while len(self.days) > len(state.marks):
            old = self.days.pop()
            old.hide()
            old.deleteLater()
        while len(self.days) < len(state.marks):
            day = DayMark(self._theme, DayState.FUTURE, size=self._theme.px(22))
            self._row.insertWidget(len(self.days), day)
            self.days.append(day)
        for day, one in zip(self.days, state.marks, strict=True):
            day.set_day(_STATES[one.mark], one.share, words.mark(one))
