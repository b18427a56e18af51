"""The figures of a campaign, and what they are against the days before it."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.domain.campaigns import CampaignResult
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.pages.campaigns.words import StatWords
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.painting import LEFT, elided, paint_box, paint_text, smooth_painter, text_width
from scoreboard.i18n import _, number

MOST = 3
_BAR = 14


class Stats(Card):
    """`Stats(theme)`, then `display(figures, hue)`: at most three side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(22, 14, 22, 14))
        self.stats = [Stat(theme) for _place in range(MOST)]
        self._lines = [Line(theme, vertical=True) for _place in range(MOST - 1)]
        self._row = QHBoxLayout()
        self._row.setSpacing(18)
        for place, stat in enumerate(self.stats):
            if place:
                self._row.addWidget(self._lines[place - 1])
            self._row.addWidget(stat, 1)
        self.body.addLayout(self._row)

    def set_narrow(self, narrow: bool) -> None:
        """Closer together where there is little room."""
        self._row.setSpacing(8 if narrow else 18)
        side = 14 if narrow else 22
        self.body.setContentsMargins(side, 14, side, 14)

    def display(self, figures: Sequence[StatWords], hue: str) -> None:
        """Shows these figures."""
        for place, stat in enumerate(self.stats):
            set_shown(stat, place < len(figures))
            if place:
                set_shown(self._lines[place - 1], place < len(figures))
            if place < len(figures):
                stat.set_words(figures[place], hue)


class Stat(QWidget):
    """A big number with its label and unit, and a line below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._label = plain_label(theme, role="small", color="text3", weight=600, wrap=True)
        self._value = plain_label(theme, role="stat")
        self._unit = plain_label(theme, color="text2", wrap=True)
        self._line = plain_label(theme, role="small", color="text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._label)
        big = QHBoxLayout()
        big.setSpacing(7)
        big.addWidget(self._value)
        big.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, theme.px(4))
        column.addLayout(big)
        column.addWidget(self._line)
        column.addStretch(1)

    def set_words(self, stat: StatWords, hue: str) -> None:
        """Shows another number."""
        set_text(self._label, stat.label)
        self._value.set_color(hue if stat.hued else "text")
        set_text(self._value, stat.value)
        set_text(self._unit, stat.unit)
        set_text(self._line, stat.line)
        self.setAccessibleName(stat.summary)

    @property
    def shown(self) -> str:
        """The number with its unit and its line."""
        return " ".join(filter(None, (self._value.text(), self._unit.text(), self._line.text())))


class Against(Card):
    """`Against(theme)`, then `display(result, hue)`: points a working day before and in the campaign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(20, 16, 20, 16))
        self._theme = theme
        self.add_title(_("Against the days before"), detail=_("points a working day"))
        self.body.addSpacing(8)
        self.bars = [_Bar(theme) for _place in range(3)]
        for bar in self.bars:
            self.body.addWidget(bar)
        self.body.addSpacing(8)
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        self.body.addLayout(self._said)
        self.body.addStretch(1)
        self.sentences: list[PlainLabel] = []

    def display(self, result: CampaignResult, hue: str) -> None:
        """Compares."""
        rows = _rows(result, hue)
        most = max((value for _name, value, _color in rows), default=Fraction(0))
        room = max((text_width(name, self._theme.font("body", 500)) for name, *_rest in rows), default=0.0)
        for place, bar in enumerate(self.bars):
            set_shown(bar, place < len(rows))
            if place < len(rows):
                name, value, color = rows[place]
                bar.set_value(name, value, float(value / most) if most else 0.0, color, room)
        said = words.verdict(result)
        while len(self.sentences) < len(said):
            label = plain_label(self._theme, wrap=True, color="text2")
            self.sentences.append(label)
            self._said.addWidget(label)
        for place, label in enumerate(self.sentences):
            set_text(label, said[place] if place < len(said) else "")


def _rows(result: CampaignResult, hue: str) -> list[tuple[str, Fraction, str]]:
    before, base, now = result.baseline_per_day, result.base_points_per_day, result.points_per_day
    if before is None or base is None or now is None:
        return []
    rows = [(words.before(result.working_days), before, "border_strong")]
    if words.lifts(result):
        rows.append((_("Campaign, factor taken out"), base, hue))
        rows.append((_("Campaign, with the factor"), now, hue))
    else:
        rows.append((_("Campaign"), now, hue))
    return rows


class _Bar(QWidget):
    """A name, a bar and its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._value, self._share, self._color, self._room = "", "", 0.0, "text3", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, name: str, value: Fraction, share: float, color: str, room: float) -> None:
        """Shows another value."""
        self._name, self._share, self._color, self._room = name, share, color, room
        self._value = number(value)
        self.setAccessibleName(f"{name}: {self._value}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        font, bold = theme.font("body", 500), theme.font("strong", tabular=True)
        names = min(self._room, box.width() * 0.5)
        left = names + 14
        longest = box.width() - left - text_width(self._value, bold) - 10
        with smooth_painter(self) as painter:
            name = QRectF(0, 0, names, box.height())
            paint_text(painter, name, elided(self._name, font, names + 0.5), font, theme.color("text2"))
            bar = QRectF(left, (box.height() - _BAR) / 2, max(4.0, longest * self._share), _BAR)
            paint_box(painter, bar, 5, theme.color(self._color))
            number_box = QRectF(bar.right() + 8, 0, box.width() - bar.right(), box.height())
            paint_text(painter, number_box, self._value, bold, theme.color("text"), LEFT)
