"""Why a score is what it is, as a receipt with a torn lower edge."""

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import RADIUS, Line
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.painting import RIGHT, smooth_painter
from scoreboard.values import Value

_TOOTH = 6.0


class ReceiptRow(Value):
    """One line: kind "line" (label, how, points), "extra" (small, in its hue), "total", "note" (label only)
    or "rule" (a dashed line).
    """

    label: str = ""
    how: str = ""
    points: str = ""
    kind: Literal["line", "extra", "total", "note", "rule"] = "line"
    hue: str = "accent"


class Receipt(QWidget):
    """`Receipt(theme, title="", subtitle="")`, then `set_rows(rows)`. Labels wrap, numbers never do."""

    def __init__(self, theme: Theme, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14 + round(_TOOTH))
        column.setSpacing(2)
        if title:
            column.addWidget(plain_label(theme, title, "section", wrap=True))
        if subtitle:
            column.addWidget(plain_label(theme, subtitle, "small", "text2", wrap=True))
        self._holder = QWidget()
        column.addWidget(self._holder)
        column.addStretch(1)

    def set_rows(self, rows: Iterable[ReceiptRow]) -> None:
        """Shows these lines instead."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(self._theme.px(9))
        grid.setColumnStretch(0, 1)
        for index, row in enumerate(rows):
            if row.kind == "rule":
                grid.addWidget(Line(self._theme, dashed=True), index, 0, 1, 3)
                continue
            labels = self._labels(row)
            if row.how and row.points:
                for column, label in enumerate(labels):
                    grid.addWidget(
                        label,
                        index,
                        column,
                        Qt.AlignmentFlag.AlignBaseline if column else Qt.AlignmentFlag(0),
                    )
            elif row.kind == "total":  # its large number must not widen the column of the others
                grid.addWidget(labels[0], index, 0)
                grid.addWidget(labels[2], index, 1, 1, 2)
            elif row.points:
                grid.addWidget(labels[0], index, 0, 1, 2)
                grid.addWidget(labels[2], index, 2)
            else:
                grid.addWidget(labels[0], index, 0, 1, 3)
        self._column.replaceWidget(self._holder, holder)
        self._holder.hide()
        self._holder.deleteLater()
        holder.show()
        self._holder = holder

    def _labels(self, row: ReceiptRow) -> tuple[PlainLabel, PlainLabel, PlainLabel]:
        theme = self._theme
        if row.kind == "total":
            return (
                plain_label(theme, row.label, "section", wrap=True),
                plain_label(theme, row.how, "small", "text2", align=RIGHT),
                plain_label(theme, row.points, "stat", "accent", align=RIGHT),
            )
        if row.kind in ("extra", "note"):
            return (
                plain_label(theme, row.label, "small", "text2", wrap=True),
                plain_label(theme, row.how, "small", "text3", align=RIGHT),
                plain_label(theme, row.points, "strong", row.hue, align=RIGHT),
            )
        return (
            plain_label(theme, row.label, "body", wrap=True),
            plain_label(theme, row.how, "small", "text3", align=RIGHT),
            plain_label(theme, row.points, "strong", align=RIGHT),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("shadow", self._theme.card_shadow))
            painter.drawPath(self._outline(box.translated(0, 1)))
            painter.setPen(QPen(self._theme.color("border"), 1))
            painter.setBrush(self._theme.color("surface"))
            painter.drawPath(self._outline(box))

    @staticmethod
    def _outline(box: QRectF) -> QPainterPath:
        path = QPainterPath(QPointF(box.left(), box.bottom() - _TOOTH))
        path.lineTo(box.left(), box.top() + RADIUS)
        path.arcTo(box.left(), box.top(), 2 * RADIUS, 2 * RADIUS, 180, -90)
        path.lineTo(box.right() - RADIUS, box.top())
        path.arcTo(box.right() - 2 * RADIUS, box.top(), 2 * RADIUS, 2 * RADIUS, 90, -90)
        path.lineTo(box.right(), box.bottom() - _TOOTH)
        teeth = max(2, 2 * round(box.width() / (4 * _TOOTH)))
        width = box.width() / teeth
        for tooth in range(1, teeth + 1):
            x = box.right() - tooth * width
            path.lineTo(x + width / 2, box.bottom())
            path.lineTo(x, box.bottom() - _TOOTH)
        path.closeSubpath()
        return path
