"""The running pieces of work of percent activities: to be renamed, archived and brought back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import Activity, Deliverable
from scoreboard.errors import Refused, StoreProblem
from scoreboard.gui.form import Field, line_edit, typed_text
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, n_, number, percent
from scoreboard.service.overviews import RulesState
from scoreboard.wording import problem


class DeliverablesCard(Card):
    """`DeliverablesCard(theme, live)`, then `display(state)`. Archived ones stand behind a button."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme)
        self._theme, self._live = theme, live
        self.add_title(_("Deliverables"))
        self.body.setSpacing(4)
        self._none = plain_label(
            theme, _("None yet. Begin one on Today, under an activity in percent."), color="text2", wrap=True
        )
        self.body.addWidget(self._none)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.body.addLayout(self._column)
        self.more = push_button(theme, "", "link", small=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._show_archived())
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: dict[str, Row] = {}

    def display(self, state: RulesState) -> None:
        """Shows the deliverables; a row in which one types keeps what was typed."""
        activities = {one.activity.key: one.activity for one in state.activities}
        for key in [key for key in self.rows if key not in {one.key for one in state.deliverables}]:
            old = self.rows.pop(key)
            old.hide()
            old.deleteLater()
        for one in sorted(state.deliverables, key=lambda one: one.archived):
            row = self.rows.get(one.key) or Row(self._theme, self._live)
            self.rows[one.key] = row
            self._column.addWidget(row)
            row.display(one, activities.get(one.activity))
        archived = sum(one.archived for one in state.deliverables)
        set_shown(self._none, len(state.deliverables) == archived)
        set_shown(self.more, archived > 0)
        text = n_("{n} archived", "{n} archived", archived).format(n=number(archived))
        self.more.setText(text)
        self.more.setAccessibleName(_("Show archived deliverables: {text}").format(text=text))
        self._show_archived()

    def _show_archived(self) -> None:
        for row in self.rows.values():
            set_shown(row, not row.archived or self.more.isChecked())


class Row(QWidget):
    """One deliverable; its name can be changed in place."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__()
        self._live = live
        self._key, self.archived = "", False
        self._icon = Icon(theme, "newspaper", 17)
        self._name = plain_label(theme, weight=500, wrap=True)
        self._about = plain_label(theme, role="small", color="text3", wrap=True)
        self.rename = icon_button(theme, "pencil", _("Rename"), small=True, quiet=True)
        self.rename.clicked.connect(self._begin)
        self.put_away = icon_button(theme, "package", _("Archive"), small=True, quiet=True)
        self.put_away.clicked.connect(self._put_away)
        self.bring_back = push_button(theme, _("Bring back"), "link", small=True)
        self.bring_back.clicked.connect(self._put_away)
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(self._name)
        words_.addWidget(self._about)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words_, 1)
        for button in (self.rename, self.put_away, self.bring_back):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.edit = line_edit(longest=LONGEST_NAME)
        self.field = Field(theme, _("New name"), self.edit, show_label=False)
        self.edit.textEdited.connect(lambda _text: self.field.refuse(""))
        self.edit.returnPressed.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._shown)
        column.addWidget(self._form(theme))

    def _form(self, theme: Theme) -> QWidget:
        self._holder = QWidget()
        cancel = push_button(theme, _("Cancel"), "quiet", small=True)
        cancel.clicked.connect(self._end)
        self.save_button = push_button(theme, _("Save"), "primary", small=True)
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addLayout(row)
        self._holder.hide()
        return self._holder

    def display(self, one: Deliverable, activity: Activity | None) -> None:
        """Shows the deliverable."""
        self._key, self.archived = one.key, one.archived
        set_text(self._name, one.name)
        about = _("{activity}, in steps of {percent}")
        set_text(
            self._about, about.format(activity=activity.name if activity else "", percent=percent(one.step))
        )
        if activity:
            self._icon.set_icon(activity.icon, activity.color)
        set_shown(self.bring_back, one.archived)
        set_shown(self.put_away, not one.archived)
        self.rename.setAccessibleName(_("Rename {name}").format(name=one.name))
        self.put_away.setAccessibleName(_("Archive {name}").format(name=one.name))
        self.bring_back.setAccessibleName(_("Bring back {name}").format(name=one.name))

    def _begin(self) -> None:
        self.edit.setText(self._name.text())
        self.field.refuse("")
        set_shown(self._shown, False)
        set_shown(self._holder, True)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        set_shown(self._holder, False)
        set_shown(self._shown, True)
        self.rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Renames; a name that cannot be is told under it."""
        key, name = self._key, typed_text(self.field)
        if name == self._name.text():
            self._end()
            return
        try:
            self._live.attempt(lambda board: board.rules.set_deliverable(key, name=name))
        except Refused as error:
            self.field.refuse(problem(error))
        except StoreProblem as error:
            self.field.refuse(problem(error))
        else:
            self._end()

    def _put_away(self) -> None:
        key, archived = self._key, not self.archived
        self._live.do(lambda board: board.rules.set_deliverable(key, archived=archived))
