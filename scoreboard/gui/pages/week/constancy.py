"""How steadily the targets were reached so far: one number, what it means, and the longest streaks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from scoreboard.gui.pages.week import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.i18n import _
from scoreboard.service.states import StreakRecord

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Constancy(Card):
    """`Constancy(theme)`, then `display(record, streaks)`; hidden before there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(18, 14, 18, 16))
        self._number = plain_label(theme, role="stat")
        self._says = plain_label(theme, role="small", color="text2", wrap=True)
        self._bar = ProgressBar(theme, 8)
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addWidget(self._number)
        left.addWidget(self._bar)
        self._rows = tuple(
            (plain_label(theme, role="small", color="text3", weight=600), plain_label(theme, role="strong"))
            for _row in range(2)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for row, (name, value) in enumerate(self._rows):
            grid.addWidget(name, row, 0, _MIDDLE)
            grid.addWidget(value, row, 1, _MIDDLE)
        row_of_all = QHBoxLayout()
        row_of_all.setSpacing(24)
        row_of_all.addLayout(left, 2)
        row_of_all.addWidget(self._says, 5, _MIDDLE)
        row_of_all.addLayout(grid)
        self.add_title(_("Constancy"))
        self.body.addSpacing(4)
        self.body.addLayout(row_of_all)
        self.hide()

    def display(self, record: StreakRecord, *, streaks: bool) -> None:
        """Shows the record; the streaks in it only when they are wanted."""
        set_shown(self, record.constancy is not None or record.best_days > 0)
        set_text(self._number, words.constancy(record))
        set_text(self._says, words.about_constancy(record))
        set_shown(self._bar, record.constancy is not None)
        if record.constancy is not None:
            self._bar.set_values(record.constancy / 100, None, words.constancy(record))
        lines = words.streaks(record) if streaks else (("", ""), ("", ""))
        for labels, texts in zip(self._rows, lines, strict=True):
            for label, text in zip(labels, texts, strict=True):
                set_text(label, text)
        summary = [_("Constancy"), words.constancy(record), words.about_constancy(record)]
        self.setAccessibleName(". ".join([*summary, *(f"{name}: {value}" for name, value in lines if name)]))
