"""A chart on a card with a title, the meaning of its colours, and a button that shows its numbers."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.chart import Chart
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.i18n import _


class ChartCard(Card):
    """A chart under its title, with a button that shows its numbers as a table."""

    def __init__(self, theme: Theme, title: str, *right: QWidget) -> None:
        super().__init__(theme, padding=(18, 14, 12, 10))
        self.chart = Chart(theme)
        self.table_button = icon_button(theme, "list", _("Show as table"), small=True, quiet=True)
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._toggle)
        self.doubt = Doubt(theme)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(plain_label(theme, title, "section", wrap=True), 1)
        for widget in (self.doubt, *right, self.table_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.body.addSpacing(6)
        self.body.addWidget(self.chart)
        self.body.addStretch(1)

    def _toggle(self, as_table: bool) -> None:
        self.chart.set_as_table(as_table)
        name = _("Show as chart") if as_table else _("Show as table")
        self.table_button.setAccessibleName(name)
        set_tooltip(self.table_button, name)


class Legend(QWidget):
    """A swatch of a colour with its meaning."""

    def __init__(self, theme: Theme, color: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(theme, color))
        row.addWidget(plain_label(theme, text, "small", "text2"))


class _Swatch(QWidget):
    def __init__(self, theme: Theme, color: str) -> None:
        super().__init__()
        self._theme, self._color = theme, color
        self.setFixedSize(QSize(10, 10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            paint_box(painter, QRectF(self.rect()), 3, self._theme.color(self._color))
