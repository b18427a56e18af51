"""Shows a figure of reports/: drawn after the page around it has painted, with columns to choose and a table.

matplotlib is imported when the first chart is drawn, a third of a second that no start should pay.
"""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.columns import Columns
from scoreboard.reports.look import Drawing, Look
from scoreboard.values import Value

RESIZED = 90
"""Milliseconds after the last change of size before the figure is drawn anew."""


class ChartContent(Value):
    """What a chart shows. `key` is equal for equal figures, so that they are not drawn again.

    `columns` name what can be chosen in it, left to right; `header` and `rows` say the same as a table.
    """

    key: Hashable
    draw: Callable[[Look], Drawing]
    summary: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()


class Chart(QWidget):
    """`Chart(theme, height=224)`, then `set_content(content)`. Signals: `chosen(int)`, the column; `drawn`,
    after a figure was drawn. `set_chosen(index)` marks a column, `set_as_table(True)` shows the numbers
    instead.
    """

    chosen = Signal(int)
    drawn = Signal()

    def __init__(self, theme: Theme, height: int = 224) -> None:
        super().__init__()
        self._picture = _Picture(theme, theme.px(height))
        self._picture.drawn.connect(self._place_columns)
        self._columns = Columns(theme, self._picture)
        self._columns.chosen.connect(self.chosen)
        self._table = _table(theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._picture)
        self._stack.addWidget(self._table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(height))

    def set_content(self, content: ChartContent) -> None:
        """Shows this; the figure is drawn when it can be seen."""
        self.setAccessibleName(content.summary)
        self._picture.setAccessibleName(content.summary)
        self._columns.set_names(content.columns)
        _fill(self._table, content)
        self._table.setAccessibleName(content.summary)
        self._picture.set_content(content)

    def set_chosen(self, index: int | None) -> None:
        """Marks a column as the one that is explained."""
        self._columns.set_chosen(index)

    def set_as_table(self, as_table: bool) -> None:
        """Shows the table or the figure."""
        self._stack.setCurrentWidget(self._table if as_table else self._picture)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self._stack.currentWidget() is self._table

    @property
    def table(self) -> QTableWidget:
        """The numbers as a table."""
        return self._table

    @property
    def columns(self) -> Columns:
        """What can be chosen in the figure."""
        return self._columns

    @property
    def is_drawn(self) -> bool:
        """Whether the figure is there, at the present size."""
        return self._picture.is_drawn

    def _place_columns(self, drawing: Drawing) -> None:
        width, height = self._picture.width(), self._picture.height()
        edges = [(round(left * width), round(right * width)) for left, right in drawing.columns]
        self._columns.place([QRect(left, 0, right - left, height) for left, right in edges])
        self.drawn.emit()


class _Picture(QWidget):
    """The figure as a picture; an old one is stretched until the new one is there."""

    drawn = Signal(object)

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme, self._height = theme, height
        self._content: ChartContent | None = None
        self._pixmap: QPixmap | None = None
        self._drawn_for: tuple[Hashable, QSize, float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture shows the content at the present size."""
        return self._content is not None and self._drawn_for == self._wanted()

    def set_content(self, content: ChartContent) -> None:
        """Shows this content when it is painted next."""
        same = self._content is not None and self._content.key == content.key
        self._content = content
        if not same:
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height)

    def _wanted(self) -> tuple[Hashable, QSize, float]:
        return self._content.key if self._content else None, self.size(), self.devicePixelRatioF()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(self.rect()), self._pixmap, QRectF(self._pixmap.rect()))
            painter.end()
        if self._content is not None and not self.is_drawn and not self._timer.isActive():
            # at 0 it runs when this paint of the whole window is done
            same_content = self._drawn_for is not None and self._drawn_for[0] == self._content.key
            self._timer.start(RESIZED if same_content else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._timer.isActive() and self._pixmap is not None:
            self._timer.start(RESIZED)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _draw(self) -> None:
        from scoreboard.reports.plot import pixels  # noqa: PLC0415 - imports matplotlib, see above

        if self._content is None or not self.isVisible():
            return
        wanted = self._wanted()
        theme = self._theme
        look = Look(
            theme.tokens, self.width(), self.height(), theme.text_size / 100, self.devicePixelRatioF()
        )
        drawing = self._content.draw(look)
        width, height, data = pixels(drawing.figure)
        image = QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        self._pixmap = QPixmap.fromImage(image)
        self._pixmap.setDevicePixelRatio(look.ratio)
        self._drawn_for = wanted
        self.update()
        self.drawn.emit(drawing)


def _table(theme: Theme) -> QTableWidget:
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setFont(theme.font("small"))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(30))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    return table


def _fill(table: QTableWidget, content: ChartContent) -> None:
    table.setColumnCount(len(content.header))
    table.setRowCount(len(content.rows))
    for column in range(len(content.header)):
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        title = QTableWidgetItem(content.header[column])
        title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        table.setHorizontalHeaderItem(column, title)
        for row, cells in enumerate(content.rows):
            item = QTableWidgetItem(cells[column])
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)


def chart_words(names: Sequence[str]) -> str:
    """Sentences of a summary, one after the other."""
    return " ".join(name if name.endswith(".") else f"{name}." for name in names)
