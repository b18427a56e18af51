"""The page that looks at a week: its days against their goals, what brought its points, and why."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.goals import WeekStanding
from scoreboard.errors import StoreProblem
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages.week import slips, words
from scoreboard.gui.pages.week.activities import Activities
from scoreboard.gui.pages.week.charts import BuildUpCard, DaysCard
from scoreboard.gui.pages.week.constancy import Constancy
from scoreboard.gui.pages.week.header import Header
from scoreboard.gui.pages.week.receipt_card import ReceiptCard
from scoreboard.gui.pages.week.slips import Figure, Pick, Slip
from scoreboard.gui.pages.week.stats import Stats
from scoreboard.gui.pages.week.weeks import Weeks
from scoreboard.gui.play import marks_shown
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.tasks import run
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.empty_state import EmptyState
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _
from scoreboard.service import Clock, Scoreboard
from scoreboard.service.changes import Changed
from scoreboard.service.overviews import WeekState
from scoreboard.service.states import StreakRecord
from scoreboard.store import Store
from scoreboard.values import Value, replace

WIDE, MEDIUM = 1280, 1100
RAIL, SLIM_RAIL = 336, 300
MOST_WIDTH = 1320
LOW, NARROW = 760, 800
_AFTER_PAINT = 800
"""Milliseconds that the charts have for themselves before the past is read."""


class WeekView(Value):
    """The week and the explanation of the chosen figure."""

    state: WeekState
    pick: Pick
    slip: Slip


class WeekPage(Page):
    """One week, the present one unless another was chosen, and the explanation of one of its figures."""

    watches = (
        Changed.JOURNAL | Changed.RULES | Changed.GOALS | Changed.CAMPAIGN | Changed.SETTINGS | Changed.DAY
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._day: date | None = None
        self._pick = Pick()
        self._arranged: tuple[int, bool, bool] | None = None
        self._empty_words: tuple[str, str] | None = None
        self._make_parts()
        self._content = QWidget()
        self._content.setObjectName("content")
        self._content.setMaximumWidth(MOST_WIDTH + 56)
        self._column = QVBoxLayout(self._content)
        self._area = Scrolling(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._body: QWidget | None = None
        self.compose(1440, 900)

    def _make_parts(self) -> None:
        theme = self.theme
        self.header = Header(theme, self)
        self.header.week_chosen.connect(self._show_week)
        self.stats = Stats(theme)
        self.days = DaysCard(theme)
        self.build_up = BuildUpCard(theme)
        self.activities = Activities(theme)
        self.weeks = Weeks(theme)
        self.receipt = ReceiptCard(theme)
        self.receipt.copied.connect(self._copy)
        self.receipt.rules_wanted.connect(lambda: self.leads_to.emit("rules"))
        self.constancy = Constancy(theme)
        self._looking = QTimer(self, interval=_AFTER_PAINT, singleShot=True)
        self._looking.timeout.connect(self._look_back)
        self._unlooked = True
        self.empty = Card(theme)
        for part in (self.stats, self.days, self.activities, self.weeks):
            part.chosen.connect(self.explain)

    # how it is put together

    def compose(self, width: int, height: int) -> None:
        """Two charts in a row and the receipt beside them; below them where the window is narrow."""
        width, height = (size * 100 // self.theme.text_size for size in (width, height))
        rail = RAIL if width >= WIDE else SLIM_RAIL if width >= MEDIUM else 0
        arranged = (rail, rail == 0 or height < LOW, width < NARROW)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        margin, top, gap = (20, 12, 12) if arranged[1] else (28, 24, 16)
        self._column.setContentsMargins(margin, top, margin, top)
        self._column.setSpacing(gap)
        old, self._body = self._body, QWidget()
        self._arrange(self._body, rail, gap, stacked=arranged[2])
        self._column.addWidget(self.header)
        self._column.addWidget(self.stats)
        self._column.addWidget(self._body, 1)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _arrange(self, body: QWidget, rail: int, gap: int, *, stacked: bool) -> None:
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(gap + 4)
        main = QVBoxLayout()
        main.setSpacing(gap)
        main.addWidget(self.empty)
        for left, right in ((self.days, self.build_up), (self.activities, self.weeks)):
            row = QVBoxLayout() if stacked else QHBoxLayout()
            row.setSpacing(gap)
            row.addWidget(left, 3)
            row.addWidget(right, 2)
            main.addLayout(row)
        main.addWidget(self.constancy)
        columns.addLayout(main, 1)
        if rail:
            self.receipt.setFixedWidth(self.theme.px(rail))
            columns.addWidget(self.receipt)
        else:
            self.receipt.setMinimumWidth(0)
            self.receipt.setMaximumWidth(MOST_WIDTH)
            main.addWidget(self.receipt)
        main.addStretch(1)

    # what it shows

    def load(self) -> WeekView:
        """Reads the week, and what the chosen figure is made of; one that is gone gives way to the week's."""
        view = self._read()
        start = view.state.week.start
        if view.pick.figure is Figure.EARLIER and view.pick.day is not None:
            start = view.pick.day
        doubted = self.live.doubts(start, start + timedelta(days=6))
        return replace(view, slip=slips.doubted(view.slip)) if doubted else view

    def _read(self) -> WeekView:
        overviews = self.live.board.overviews
        state = overviews.week(self._day)
        state = replace(state, marks=marks_shown(state.marks, self.settings))
        pick = self._pick
        if pick.figure is Figure.DAY and pick.day is not None:
            day = next((one for one in state.week.days if one.day == pick.day), None)
            if day is not None:
                return WeekView(state, pick, slips.of_day(state, day, overviews.day_receipt(day.day)))
        elif pick.figure is Figure.ACTIVITY:
            line = next((one for one in state.activities if one.key == pick.activity), None)
            if line is not None:
                return WeekView(state, pick, slips.of_activity(line, state.receipt))
        elif pick.figure is Figure.EARLIER and pick.day in {week.start for week in state.earlier}:
            return WeekView(state, pick, slips.of_earlier(overviews.week(pick.day)))
        elif pick.figure is Figure.DAYS_WON:
            return WeekView(state, pick, slips.of_days_won(state))
        elif pick.figure is Figure.OUTLOOK:
            return WeekView(state, pick, slips.of_outlook(state))
        return WeekView(state, Pick(), slips.of_week(state))

    def display(self, view: WeekView) -> None:
        """Shows the week; charts that stay the same are not drawn again."""
        state, pick = view.state, view.pick
        if state.week.start <= state.today <= state.week.end:
            self._day = None  # however one came back to it: on Monday it is the next one
        doubted = self._doubts(state.week)
        self.header.display(state, doubted=doubted)
        self.stats.display(state, doubted=doubted)
        self.weeks.display(state, self._doubts)
        nothing = words.is_empty(state)
        for part in (self.days, self.build_up, self.activities):
            set_shown(part, not nothing)
        set_shown(self.weeks, bool(state.earlier))
        set_shown(self.empty, nothing)
        if nothing:
            self._show_empty(state)
        else:
            self.days.display(state, doubted=doubted)
            self.build_up.display(state, doubted=doubted)
            self.activities.display(state, doubted=doubted)
        self.receipt.display(view.slip)
        set_shown(self.receipt, not (nothing and pick == Pick()))
        if self.settings.plain:
            self.constancy.hide()
        elif self._unlooked:
            self._looking.start()
        self._mark(pick)

    def _doubts(self, week: WeekStanding) -> bool:
        return self.live.doubts(week.start, week.end)

    # the whole past, read when the page is painted, and in another thread: there may be ten years of it

    def _on_changed(self, what: Changed) -> None:
        self._unlooked = True
        super()._on_changed(what)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unlooked and not self.settings.plain:  # left before it had looked
            self._looking.start()

    def _look_back(self) -> None:
        if self.settings.plain or not self.isVisible():
            return
        self._unlooked = False
        path, now = self.live.board.store.path, self.live.board.now
        run(lambda: _record(path, now), self, self._looked_back, self._not_looked_back)

    def _looked_back(self, record: StreakRecord) -> None:
        self.constancy.display(record, streaks=self.settings.shows_streaks)

    def _not_looked_back(self, error: Exception) -> None:
        if not isinstance(error, StoreProblem):  # that is told by what cannot do without
            raise error
        self._unlooked = True

    def _mark(self, pick: Pick) -> None:
        self.stats.set_chosen(pick.figure)
        self.days.set_chosen(pick.day if pick.figure is Figure.DAY else None)
        self.activities.set_chosen(pick.activity)
        self.weeks.set_chosen(pick.day if pick.figure is Figure.EARLIER else None)

    def _show_empty(self, state: WeekState) -> None:
        said = words.empty(state)
        if said == self._empty_words:
            return
        self._empty_words = said
        while (item := self.empty.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        action = _("Go to Today") if words.is_running(state) else ""
        shown = EmptyState(self.theme, *said, icon="sun", action=action)
        shown.action_triggered.connect(lambda: self.leads_to.emit("today"))
        self.empty.body.addWidget(shown)

    # what one does

    def explain(self, pick: Pick) -> None:
        """Explains a figure; the same one again returns to the week."""
        self._pick = Pick() if pick == self._pick else pick
        self.refresh()
        if self._arranged and not self._arranged[0]:
            # below the charts: let the layout settle, then bring it into view
            QTimer.singleShot(0, self.receipt, lambda: self._area.ensureWidgetVisible(self.receipt, 0, 20))
        self.receipt.announce()

    def shown_day(self) -> date | None:
        """A day of the chosen week, None while it is the present one."""
        return self._day

    def show_day(self, day: date | None) -> None:
        """Shows the week of a day."""
        self._show_week(day)

    def _show_week(self, day: date | None) -> None:
        today = self.live.board.today()
        self._day = None if day is None or day >= today else day
        self._pick = Pick()
        self.refresh()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(_("Receipt copied"), _("Paste it anywhere"))


def _record(path: Path, now: Clock) -> StreakRecord:
    """With a store of this thread. Raises StoreProblem."""
    with closing(Store.open(path, create=False)) as store:
        return Scoreboard(store, now, brings_in=False).streaks.record()
