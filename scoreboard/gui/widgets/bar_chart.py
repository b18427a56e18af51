"""Small bar charts drawn without a plotting library: points by day, the last weeks."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from math import ceil, floor, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import CENTER, RIGHT, elided, paint_text, smooth_painter, text_width
from scoreboard.gui.widgets.week_ring import local_number
from scoreboard.values import Value

_TOP_RADIUS = 6.0


class BarState(StrEnum):
    """What a bar means: its goal was reached, it is running, neither, or nobody knows."""

    WON = "won"
    NOW = "now"
    OTHER = "other"
    DOUBTED = "doubted"


_FILLS = {
    BarState.WON: "won",
    BarState.NOW: "accent",
    BarState.OTHER: "quiet_bar",
    BarState.DOUBTED: "notice_soft",
}
_WORDS = {
    BarState.WON: "on_won",
    BarState.NOW: "on_accent",
    BarState.OTHER: "text",
    BarState.DOUBTED: "notice_text",
}


class Bar(Value):
    """One bar. `goal` is its own target line when targets differ; `needed` outlines up to there with dashes,
    `needed_text` stands above that; `text` replaces the number ("5 so far"); `summary` is its tooltip.
    """

    label: str
    value: float
    state: BarState = BarState.OTHER
    goal: float | None = None
    needed: float | None = None
    needed_text: str = ""
    text: str = ""
    summary: str = ""


def nice_step(highest: float, lines: int = 4) -> float:
    """Distance of grid lines: 1, 2, 2.5 or 5 times a power of ten, whole numbers only."""
    rough = max(highest, 1) / lines
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return max(1.0, step if step.is_integer() else ceil(step))


class BarChart(QWidget):
    """`BarChart(theme, values_inside=True, height=220)`, then `set_bars(bars, goal=None, goal_text="",
    dashed_goal=False, summary="")`; goal is one line across, or bars carry their own. `summary` is what a
    screen reader says.
    """

    def __init__(self, theme: Theme, *, values_inside: bool = True, height: int = 220) -> None:
        super().__init__()
        self._theme, self._inside, self._height = theme, values_inside, height
        self._bars: list[Bar] = []
        self._goal: float | None = None
        self._goal_text, self._dashed = "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_bars(
        self,
        bars: Sequence[Bar],
        goal: float | None = None,
        goal_text: str = "",
        *,
        dashed_goal: bool = False,
        summary: str = "",
    ) -> None:
        """Shows these bars."""
        self._bars, self._goal, self._goal_text, self._dashed = list(bars), goal, goal_text, dashed_goal
        self.setAccessibleName(summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(140, self._height))

    # geometry

    @property
    def _top(self) -> float:
        """The highest value that has to fit."""
        heights = [bar.value for bar in self._bars]
        heights += [number for bar in self._bars for number in (bar.goal, bar.needed) if number is not None]
        return max([*heights, self._goal or 0.0, 1.0])

    def _plot(self) -> QRectF:
        axis = text_width(local_number(self._top), self._theme.font("caption", tabular=True)) + 12
        return QRectF(self.rect()).adjusted(axis, self._theme.px(20), -4, -self._theme.px(22))

    def bar_box(self, index: int) -> QRectF:
        """Where a bar stands, for tests and tooltips."""
        plot = self._plot()
        slot = plot.width() / max(1, len(self._bars))
        width = min(slot * 0.66, 44.0)
        height = plot.height() * max(0.0, self._bars[index].value) / self._top
        left = plot.left() + slot * index + (slot - width) / 2
        return QRectF(left, plot.bottom() - height, width, height)

    def _y(self, value: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * value / self._top

    # drawing

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tooltip(event)
            return True
        return super().event(event)

    def _show_tooltip(self, event: QHelpEvent) -> None:
        plot = self._plot()
        for index, bar in enumerate(self._bars):
            column = self.bar_box(index)
            if (
                bar.summary
                and column.left() - 6 <= event.pos().x() <= column.right() + 6
                and event.pos().y() > plot.top()
            ):
                QToolTip.showText(event.globalPos(), f'<p style="margin:0">{escape(bar.summary)}</p>', self)
                return
        QToolTip.hideText()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        with smooth_painter(self) as painter:
            self._paint_grid(painter)
            for index, bar in enumerate(self._bars):
                self._paint_bar(painter, index, bar)
            self._paint_goal(painter)
            for index, bar in enumerate(self._bars):
                self._paint_words(painter, index, bar)

    def _paint_grid(self, painter: QPainter) -> None:
        plot, font = self._plot(), self._theme.font("caption", tabular=True)
        step = nice_step(self._top)
        height = float(self._theme.px(16))
        value = 0.0
        while value <= self._top:
            y = self._y(value)
            painter.setPen(QPen(self._theme.color("border"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            box = QRectF(0, y - height / 2, plot.left() - 8, height)
            paint_text(painter, box, local_number(value), font, self._theme.color("text3"), RIGHT)
            value += step

    def _fill(self, state: BarState) -> QColor:
        return self._theme.color(_FILLS[state])

    def _paint_bar(self, painter: QPainter, index: int, bar: Bar) -> None:
        box = self.bar_box(index)
        if bar.needed is not None and bar.needed > bar.value:
            pen = QPen(self._theme.color("border_strong"), 1.3)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outline = QRectF(box.left(), self._y(bar.needed), box.width(), box.bottom() - self._y(bar.needed))
            painter.drawPath(_round_topped(outline))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill(bar.state))
        painter.drawPath(_round_topped(box))

    def _paint_goal(self, painter: QPainter) -> None:
        theme, plot = self._theme, self._plot()
        painter.setPen(QPen(theme.color("text"), 1.4))
        for index, bar in enumerate(self._bars):
            if bar.goal is not None:
                box, y = self.bar_box(index), self._y(bar.goal)
                painter.drawLine(QPointF(box.left() - 5, y), QPointF(box.right() + 5, y))
        if self._goal is None:
            return
        pen = QPen(theme.color("text"), 1.4)
        if self._dashed:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        y = self._y(self._goal)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if self._goal_text:
            font = theme.font("caption", 500)
            height = float(theme.px(16))
            box = QRectF(plot.left(), y - height - 1, plot.width(), height)
            ground = QRectF(box.right() - text_width(self._goal_text, font) - 4, box.top(), 0, height)
            ground.setRight(box.right())
            painter.fillRect(ground, theme.color("surface", 0.8))
            paint_text(painter, box, self._goal_text, font, theme.color("text2"), RIGHT)

    def _paint_words(self, painter: QPainter, index: int, bar: Bar) -> None:
        theme, plot, box = self._theme, self._plot(), self.bar_box(index)
        slot = plot.width() / len(self._bars)
        height = float(theme.px(18))
        middle = box.center().x()
        small = theme.font("caption")
        label = QRectF(middle - slot / 2, plot.bottom() + 4, slot, height)
        paint_text(painter, label, elided(bar.label, small, slot), small, theme.color("text2"), CENTER)
        strong = theme.font("small", 600, tabular=not bar.text)
        text = bar.text or local_number(bar.value)
        inside = self._inside and box.height() > height + 8 and text_width(text, strong) < box.width()
        taken = box.top()
        if inside:
            color = _WORDS[bar.state]
            base = QRectF(box.left(), box.bottom() - height - 4, box.width(), height)
            paint_text(painter, base, text, strong, theme.color(color), CENTER)
        elif bar.value > 0 or bar.text or bar.needed is None:
            crowded = bar.needed is not None and bar.needed > bar.value and not bar.needed_text
            top = self._y(bar.needed) if crowded and bar.needed is not None else box.top()
            taken = self._over(bar, top, height)
            above = QRectF(middle - slot / 2, taken, slot, height)
            paint_text(painter, above, text, strong, theme.color("text"), CENTER)
        if bar.needed_text and bar.needed is not None:
            above = QRectF(middle - slot / 2, self._over(bar, self._y(bar.needed), height), slot, height)
            if above.bottom() <= taken:
                words = elided(bar.needed_text, small, slot)
                paint_text(painter, above, words, small, theme.color("text2"), CENTER)

    def _over(self, bar: Bar, place: float, height: float) -> float:
        """The top of words over a place, or over the line of the goal that would go through them."""
        top = place - height - 1
        goal = bar.goal if bar.goal is not None else self._goal
        line = self._y(goal) if goal is not None else place
        return line - height - 1 if top < line < place else top


def _round_topped(box: QRectF) -> QPainterPath:
    """A box with rounded upper corners."""
    radius = min(_TOP_RADIUS, box.width() / 2, box.height())
    path = QPainterPath(box.bottomLeft())
    path.lineTo(box.left(), box.top() + radius)
    path.quadTo(box.topLeft(), QPointF(box.left() + radius, box.top()))
    path.lineTo(box.right() - radius, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
