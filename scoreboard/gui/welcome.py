"""The first start: four short steps, each with a good default. Nothing is written before the last one."""

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from scoreboard import i18n
from scoreboard.gui.theme import Theme
from scoreboard.gui.welcome_steps import Draft, PersonStep, StarterStep, Step, TargetStep, TrialStep
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.icon_tile import AppMark
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.i18n import _
from scoreboard.service.starters import starters
from scoreboard.settings import Settings


class Welcome(QWidget):
    """`Welcome(theme, settings, today, draft=None)`.

    Signals: `finished(Draft)`, also for a skip, which keeps what was chosen so far; `language_chosen(Draft)`
    asks for a new Welcome in another language, made from that draft.
    """

    finished = Signal(object)
    language_chosen = Signal(object)

    def __init__(self, theme: Theme, settings: Settings, today: date, draft: Draft | None = None) -> None:
        super().__init__()
        self._theme = theme
        known = starters()
        self.draft = draft or Draft(i18n.language(), settings.name, known[0].key)
        self.steps: tuple[Step, ...] = (
            PersonStep(theme, self.draft),
            StarterStep(theme, self.draft, known),
            TargetStep(theme, self.draft, known, today),
            TrialStep(theme, self.draft, today),
        )
        self._stack = QStackedWidget()
        for step in self.steps:
            step.changed.connect(self._keep)
            self._stack.addWidget(step)
        self._dots = _Dots(theme, len(self.steps))
        card = Card(theme, padding=(30, 24, 30, 22))
        card.setMinimumWidth(theme.px(640))
        card.setMaximumWidth(theme.px(680))
        card.body.addLayout(self._head())
        card.body.addSpacing(14)
        card.body.addWidget(self._stack, 1)
        card.body.addSpacing(14)
        card.body.addLayout(self._foot())
        card.setMinimumHeight(theme.px(470))
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._show(0)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(AppMark(self._theme, 28))
        row.addStretch(1)
        row.addWidget(self._dots)
        return row

    def _foot(self) -> QHBoxLayout:
        self.back = push_button(self._theme, _("Back"), "quiet")
        self.back.clicked.connect(lambda: self._show(self._stack.currentIndex() - 1))
        self._local = plain_label(
            self._theme, _("Everything stays on this computer."), "small", "text3", wrap=True
        )
        self.skip = push_button(self._theme, _("Skip the rest"), "quiet")
        self.skip.clicked.connect(lambda: self.finished.emit(self.draft))
        self.next = push_button(self._theme, _("Next"), "primary")
        self.next.clicked.connect(self._forward)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._local, 1)
        row.addStretch(0)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        return row

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.steps):
            return
        last = place == len(self.steps) - 1
        self.steps[place].enter(self.draft)
        self._stack.setCurrentIndex(place)
        self._dots.set_place(place)
        self.back.setVisible(place > 0)
        self._local.setText(_("Everything stays on this computer.") if place == 0 else "")
        self.skip.setVisible(not last)
        text = _("Start logging") if last else _("Next")
        self.next.setText(text)
        self.next.setAccessibleName(text)
        if self.isVisible():
            self.steps[place].begin()

    def _forward(self) -> None:
        place = self._stack.currentIndex()
        if place == len(self.steps) - 1:
            self.finished.emit(self.draft)
        else:
            self._show(place + 1)

    def _keep(self, draft: Draft) -> None:
        before, self.draft = self.draft, draft
        if draft.language != before.language:
            self.language_chosen.emit(draft)

    def focus_first(self) -> None:
        """Puts the focus where the first step begins."""
        self.steps[self._stack.currentIndex()].begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._forward()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("window"))


class _Dots(QWidget):
    """How far one is."""

    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        self._theme, self._count, self._place = theme, count, 0
        self.setFixedSize(count * 30, 6)

    def set_place(self, place: int) -> None:
        self._place = place
        self.setAccessibleName(_("Step {n} of {m}").format(n=place + 1, m=self._count))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            for place in range(self._count):
                color = "accent" if place <= self._place else "track"
                paint_box(painter, QRectF(place * 30, 1, 24, 4), 2, self._theme.color(color))
