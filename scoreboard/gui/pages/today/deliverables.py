"""Work that grows in percent: a slider each, and a line to add the next one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity, Kind
from scoreboard.gui.pages.today import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.painting import RIGHT
from scoreboard.gui.widgets.step_slider import StepSlider
from scoreboard.i18n import _, percent
from scoreboard.service.states import DeliverableState, TodayState

if TYPE_CHECKING:
    from scoreboard.gui.pages.today.add_deliverable import AddDeliverable

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Deliverables(QWidget):
    """`Deliverables(theme)`, then `display(state)`; hidden while no activity is measured in percent.

    Signals: `moved(str, int)` a deliverable to a percentage; `finished(str)` puts one away; `added(str, str)`
    name and activity, answered with `accept()` or `refuse(sentence)`.
    """

    moved = Signal(str, int)
    finished = Signal(str)
    added = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, _Row] = {}
        self._lines: list[Line] = []
        self._card = Card(theme, padding=(18, 6, 18, 7))
        self._price = plain_label(theme, role="small", color="text3")
        self._add = push_button(theme, _("Add"), "quiet", icon="plus", small=True)
        self._add.setAccessibleName(_("Add a deliverable"))
        self._add.clicked.connect(self.begin_adding)
        self._nothing = plain_label(
            theme,
            _("Work that grows bit by bit, like a newsletter. Every step scores."),
            color="text2",
            wrap=True,
        )
        self._nothing.setContentsMargins(0, 10, 0, 10)
        self._kinds: list[Activity] = []
        self._form: AddDeliverable | None = None
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(plain_label(theme, _("Deliverables"), "section"))
        heading.addStretch(1)
        heading.addWidget(self._price)
        heading.addWidget(self._add)
        self._card.body.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(heading)
        column.addWidget(self._card)

    def display(self, state: TodayState) -> None:
        """Shows the running deliverables."""
        kinds = [one for one in state.names.values() if one.kind is Kind.PERCENT and not one.archived]
        set_shown(self, bool(kinds or state.deliverables))
        set_shown(self._add, bool(kinds))
        set_shown(self._nothing, not state.deliverables)
        self._kinds = kinds
        if self._form is not None:
            self._form.set_kinds(kinds)
        set_text(self._price, words.step_price(state.deliverables))
        if [one.key for one in state.deliverables] != list(self._rows):
            self._build(state.deliverables)
        for one in state.deliverables:
            self._rows[one.key].display(one, state)

    def _build(self, states: tuple[DeliverableState, ...]) -> None:
        for old in (*self._rows.values(), *self._lines):
            self._card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._lines = {}, []
        for place, one in enumerate(states):
            if place:
                line = Line(self._theme)
                self._lines.append(line)
                self._insert(line)
            row = _Row(self._theme, one)
            row.slider.committed.connect(partial(self.moved.emit, one.key))
            row.put_away.clicked.connect(partial(self._finish, one.key))
            self._rows[one.key] = row
            self._insert(row)
            row.show()

    def _insert(self, widget: QWidget) -> None:
        """Above what is said without any, and the line to add one."""
        self._card.body.insertWidget(self._card.body.indexOf(self._nothing), widget)

    def _finish(self, key: str, _checked: bool = False) -> None:
        self.finished.emit(key)

    def row(self, key: str) -> "_Row":
        """The row of a deliverable."""
        return self._rows[key]

    @property
    def form(self) -> "AddDeliverable":
        """The line to add one, made when it is first asked for."""
        if self._form is None:
            from scoreboard.gui.pages.today.add_deliverable import AddDeliverable  # noqa: PLC0415 - no start needs it

            self._form = AddDeliverable(self._theme)
            self._form.set_kinds(self._kinds)
            self._form.sent.connect(self.added)
            self._card.body.addWidget(self._form)
        return self._form

    def begin_adding(self) -> None:
        """Opens the line to add one."""
        self.form.begin(self.form.name.text())

    def accept(self) -> None:
        """The deliverable was added."""
        self.form.end()

    def refuse(self, sentence: str) -> None:
        """It was not, and why."""
        self.form.refuse(sentence)


class _Row(QWidget):
    """One deliverable; moving the slider logs when it is let go."""

    def __init__(self, theme: Theme, state: DeliverableState) -> None:
        super().__init__()
        self._state: DeliverableState | None = None
        name = plain_label(theme, state.name, "strong", elide=True)
        self._moved = plain_label(theme, role="small", color="text3", elide=True)
        self.slider = StepSlider(theme, step=state.step, value=state.percent, color=state.color)
        self._percent = plain_label(theme, role="section", align=RIGHT)
        self._points = plain_label(theme, role="body", color=state.color, align=RIGHT)
        self.put_away = icon_button(theme, "check", _("Finished: put it away"), small=True)
        self._percent.setMinimumWidth(theme.px(56))
        self._points.setMinimumWidth(theme.px(70))
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(name)
        words_column.addWidget(self._moved)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 9, 0, 9)
        grid.setHorizontalSpacing(12)
        grid.addWidget(IconTile(theme, state.icon, state.color), 0, 0, _MIDDLE)
        grid.addLayout(words_column, 0, 1)
        grid.addWidget(self.slider, 0, 2, _MIDDLE)
        grid.addWidget(self._percent, 0, 3, _MIDDLE)
        grid.addWidget(self._points, 0, 4, _MIDDLE)
        grid.addWidget(self.put_away, 0, 5, _MIDDLE)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 8)

    def display(self, state: DeliverableState, page: TodayState) -> None:
        """Shows where it stands."""
        if state != self._state:
            self._state = state
            if self.slider.value() != state.percent:
                self.slider.set_quietly(state.percent)
            self.slider.setAccessibleName(words.slider_name(state))
            set_text(self._percent, percent(state.percent))
            set_text(self._points, words.points(state.points_total))
            set_shown(self.put_away, state.percent == 100)
        set_text(self._moved, words.moved(state, page.day.standing.day))

    def set_back(self) -> None:
        """Shows what is stored, after a move that was refused."""
        if self._state is not None:
            self.slider.set_quietly(self._state.percent)
