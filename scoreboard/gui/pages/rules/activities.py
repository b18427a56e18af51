"""The activities in the seller's order: what each is worth, what is coming, and the way to its form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import words
from scoreboard.gui.pages.rules.dated import Coming
from scoreboard.gui.pages.rules.order_list import OrderList
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.icon_tile import Icon, IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.tappable import Tappable
from scoreboard.i18n import _, n_, number
from scoreboard.service.overviews import ActivityRules, RulesState
from scoreboard.service.rulebook import ActivityChange


class ActivitiesCard(Card):
    """`ActivitiesCard(theme, live)`, then `display(state)`. Signal: `edit_wanted(str)`, an activity's key."""

    edit_wanted = Signal(str)

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme, padding=(12, 16, 16, 14))
        self._theme, self._live = theme, live
        hint = plain_label(theme, _("Drag, or Alt+↑ and Alt+↓, to put in order"), "small", "text3")
        title = self.add_title(_("Activities"), hint)
        title.setContentsMargins(8, 0, 0, 4)
        self.list = OrderList(theme)
        self.list.ordered.connect(self._order)
        self.body.addWidget(self.list)
        self._archive = QWidget()
        self.more = push_button(theme, "", "link", small=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda on: set_shown(self._archive, on))
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._archived = QVBoxLayout(self._archive)
        self._archived.setContentsMargins(8, 4, 0, 0)
        self._archive.hide()
        self.body.addWidget(self._archive)
        self.rows: dict[str, ActivityRow] = {}
        self.archived: dict[str, QWidget] = {}
        self._state: RulesState | None = None

    def display(self, state: RulesState) -> None:
        """Shows the activities in their order, archived ones behind a button."""
        self._state = state
        used = [one for one in state.activities if not one.activity.archived]
        self.rows = {one.activity.key: self._row(one, state) for one in used}
        self.list.set_rows(
            [(one.activity.key, one.activity.name, self.rows[one.activity.key]) for one in used]
        )
        self._show_archived([one for one in state.activities if one.activity.archived])

    def _row(self, rules: ActivityRules, state: RulesState) -> "ActivityRow":
        row = self.rows.get(rules.activity.key)
        if row is None:
            row = ActivityRow(self._theme)
            row.clicked.connect(lambda: self.edit_wanted.emit(rules.activity.key))
            row.coming.withdrawn.connect(
                lambda number: self._live.do(lambda board: board.rules.withdraw(number))
            )
        row.display(rules, state)
        return row

    def _show_archived(self, archived: list[ActivityRules]) -> None:
        for old in self.archived.values():
            old.hide()
            old.deleteLater()
        self.archived = {one.activity.key: self._archived_row(one) for one in archived}
        set_shown(self.more, bool(archived))
        text = n_("{n} archived", "{n} archived", len(archived)).format(n=number(len(archived)))
        self.more.setText(text)
        self.more.setAccessibleName(_("Show archived activities: {text}").format(text=text))
        set_shown(self._archive, bool(archived) and self.more.isChecked())

    def _archived_row(self, rules: ActivityRules) -> QWidget:
        activity = rules.activity
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(Icon(self._theme, activity.icon, 17, "text3"))
        row.addWidget(plain_label(self._theme, activity.name, color="text2", wrap=True), 1)
        back = push_button(self._theme, _("Bring back"), "link", small=True)
        back.setObjectName(f"back {activity.key}")
        back.setAccessibleName(_("Bring back {name}").format(name=activity.name))
        change = ActivityChange(archived=False)
        back.clicked.connect(
            lambda: self._live.do(lambda board: board.rules.set_activity(activity.key, change))
        )
        row.addWidget(back)
        self._archived.addWidget(holder)
        return holder

    def _order(self, keys: list[str]) -> None:
        done = self._live.do(lambda board: board.rules.order(keys))
        if done is None and self._state is not None:
            self.display(self._state)


class ActivityRow(Tappable):
    """Icon, name, the details below it, and the points; a click opens the form."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setCheckable(False)
        self._shown: object = None
        self._tile = IconTile(theme, "phone", "petrol", 34)
        self._name = plain_label(theme, role="strong", wrap=True)
        self._details = plain_label(theme, role="small", color="text3", wrap=True)
        self._points = plain_label(theme, role="points")
        self._unit = plain_label(theme, role="small", color="text2")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._name)
        texts.addWidget(self._details)
        self.coming = Coming(theme)
        texts.addWidget(self.coming)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 7, 10, 7)
        row.setSpacing(12)
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self._points, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        self._unit.setFixedWidth(theme.px(64))
        for child in (self._tile, self._name, self._details, self._points, self._unit):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # or it would be that of a button

    def display(self, rules: ActivityRules, state: RulesState) -> None:
        """Shows an activity."""
        coming = [(words.coming(rules.activity, one), words.number_of(state, one)) for one in rules.coming]
        if (rules, coming) == self._shown:
            return
        self._shown = (rules, coming)
        activity = rules.activity
        self._tile.set_icon(activity.icon, activity.color)
        set_text(self._name, activity.name)
        set_text(self._details, words.details(rules))
        set_text(self._points, number(rules.points))
        unit = n_("point", "points", 1 if rules.points == 1 else 2)
        set_text(self._unit, unit)
        self.coming.set_lines(coming)
        self.setAccessibleName(
            _("{name}: {points}").format(name=activity.name, points=words.points(rules.points))
        )
        said = ", ".join([words.details(rules), *(line for line, _number in coming)])
        self.setAccessibleDescription(_("{details}. Enter edits, Alt and arrows move.").format(details=said))
