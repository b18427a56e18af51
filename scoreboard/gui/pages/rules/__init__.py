"""The page of the rules: activities and points, target and working days, and what was written when."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages.rules.activities import ActivitiesCard
from scoreboard.gui.pages.rules.days_off import DaysOffCard
from scoreboard.gui.pages.rules.deliverables import DeliverablesCard
from scoreboard.gui.pages.rules.editor import Editor
from scoreboard.gui.pages.rules.history import HistoryCard
from scoreboard.gui.pages.rules.target import TargetCard
from scoreboard.gui.pages.rules.week_start import WeekStartCard
from scoreboard.gui.pages.rules.winning import WinningCard
from scoreboard.gui.pages.rules.working_week import WorkingWeekCard
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _
from scoreboard.service.changes import Changed
from scoreboard.service.overviews import RulesState
from scoreboard.values import replace

MEDIUM, RAIL, MOST_WIDTH = 1100, 336, 1320


class RulesPage(Page):
    """An overview, and in its place the form of an activity while one is edited."""

    watches = Changed.RULES | Changed.GOALS | Changed.JOURNAL | Changed.SETTINGS | Changed.DAY

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.editor: Editor | None = None
        self._state: RulesState | None = None
        self._edited: str | None = None
        self._rail: bool | None = None
        self._width = 1440
        theme = self.theme
        self.activities = ActivitiesCard(theme, self.live)
        self.activities.edit_wanted.connect(self.edit)
        self.target = TargetCard(theme, self.live)
        self.working_week = WorkingWeekCard(theme, self.live)
        self.week_start = WeekStartCard(theme, self.live)
        self.days_off = DaysOffCard(theme, self.live, self.settings)
        self.days_off.place_chosen.connect(self._remember_place)
        self.days_off.opened.connect(self._reveal_days_off)
        self.winning = WinningCard(theme, self.live)
        self.deliverables = DeliverablesCard(theme, self.live)
        self.history = HistoryCard(theme)
        self._build()
        self.compose(1440, 900)

    def _build(self) -> None:
        self._overview = QWidget()
        self._column = QVBoxLayout(self._overview)
        self._column.addLayout(self._header())
        content = self._content = QWidget()
        content.setObjectName("content")
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 8, 24)
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        self._main.addWidget(self.activities)
        self._main.addWidget(self.days_off)
        self._main.addWidget(self.history)
        self._main.addStretch(1)
        self._side_holder = QWidget()
        self._side_holder.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.target)
        self._side.addWidget(self.working_week)
        self._side.addWidget(self.week_start)
        self._side.addWidget(self.winning)
        self._side.addWidget(self.deliverables)
        self._side.addStretch(1)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side_holder)
        self._area = Scrolling(content)
        self._column.addWidget(self._area, 1)
        self._sheet = QWidget()
        self._stack = QStackedLayout(self._sheet)
        self._stack.addWidget(self._overview)
        self._outer = QHBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._sheet, 1000)
        self._outer.addStretch(1)
        self._sheet.setMaximumWidth(MOST_WIDTH)

    def _header(self) -> QHBoxLayout:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(plain_label(self.theme, _("Rules"), "title"))
        says = _("Past entries keep their points. Changes count forward.")
        titles.addWidget(plain_label(self.theme, says, color="text2", wrap=True))
        self.add = push_button(self.theme, _("Add an activity"), "primary", icon="plus")
        self.add.clicked.connect(self.add_activity)
        row = QHBoxLayout()
        row.addLayout(titles, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def compose(self, width: int, height: int) -> None:
        """The target and the working days beside the activities, or below them where there is little room."""
        width, height = (size * 100 // self.theme.text_size for size in (width, height))
        self._width = width
        rail = width >= MEDIUM
        compact = not rail or height < 760
        margin, top, gap = (20, 12, 10) if compact else (28, 24, 16)
        self._outer.setContentsMargins(margin, top, margin - 8, 0)
        self._column.setContentsMargins(0, 0, 0, 0)
        for layout in (self._column, self._main, self._side, self._columns):
            layout.setSpacing(gap)
        if self.editor is not None:
            self.editor.compose(width)
        if rail == self._rail:
            return
        self._rail = rail
        direction = QHBoxLayout.Direction.LeftToRight if rail else QHBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        if rail:
            self._main.insertWidget(1, self.days_off)
            self._main.insertWidget(2, self.history)
            self._side_holder.setFixedWidth(self.theme.px(RAIL))
        else:
            self._side.insertWidget(3, self.days_off)
            self._side.insertWidget(6, self.history)
            self._side_holder.setMinimumWidth(0)
            self._side_holder.setMaximumWidth(MOST_WIDTH)
        self._columns.setStretch(0, 1 if rail else 0)
        self._columns.setStretch(1, 0 if rail else 1)

    def _reveal_days_off(self) -> None:
        """The form opens at the top of its card, wherever in it the button was."""
        self._area.verticalScrollBar().setValue(self.days_off.mapTo(self._content, QPoint(0, 0)).y())

    # what it shows

    def load(self) -> RulesState:
        """Reads the rules."""
        return self.live.board.overviews.rules()

    def display(self, state: RulesState) -> None:
        """Shows the rules; open forms keep what was typed."""
        self._state = state
        self.activities.display(state)
        self.target.display(state)
        self.working_week.display(state)
        self.week_start.display(state)
        self.days_off.display(state)
        self.winning.display(state, streaks=self.settings.shows_streaks)
        self.deliverables.display(state)
        self.history.display(state)
        if self.editor is not None:
            self.editor.take_state(state)

    # what one does

    def add_activity(self) -> None:
        """Opens the form of a new activity."""
        self._open(None)

    def edit(self, key: str) -> None:
        """Opens the form of an activity."""
        self._open(key)

    def _remember_place(self, country: str, region: str) -> None:
        self.chosen.emit(replace(self.settings, holidays_country=country, holidays_region=region))

    def _open(self, key: str | None) -> None:
        if self._state is None:
            return
        rules = next((one for one in self._state.activities if one.activity.key == key), None)
        self._drop_editor()
        self._edited = key
        self.editor = Editor(self.theme, self.live, self._state, rules)
        self.editor.compose(self._width)
        self.editor.closed.connect(self._close)
        self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        self.editor.facts.name.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._stack.setCurrentWidget(self._overview)
        self._drop_editor()
        row = self.activities.rows.get(self._edited or "")
        (row or self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self._stack.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
