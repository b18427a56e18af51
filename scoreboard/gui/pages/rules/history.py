"""The rulebook's own history: every rule with the day it was written, newest first, and why."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.pages.rules import words
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number
from scoreboard.service.overviews import RuleNote, RulesState

FEW = 8


class HistoryCard(Card):
    """`HistoryCard(theme)`, then `display(state)`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._notes: list[RuleNote] = []
        self._state: RulesState | None = None
        self.lines: list[QWidget] = []
        self.add_title(_("What was written when"))
        self.body.setSpacing(4)
        says = _("Rules change forward only. A correction of the past is marked, with its reason.")
        self.body.addWidget(plain_label(theme, says, "small", "text3", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(3)
        self.body.addLayout(self._column)
        self.more = push_button(theme, "", "link", small=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._build())
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def display(self, state: RulesState) -> None:
        """Shows the history."""
        notes = words.telling_notes(state.history)
        same = self._state is not None and self._state.activities == state.activities
        self._state = state
        if notes != self._notes or not same:
            self._notes = notes
            self._build()

    def _build(self) -> None:
        for old in self.lines:
            old.hide()
            old.deleteLater()
        self.lines = []
        shown = self._notes if self.more.isChecked() else self._notes[:FEW]
        for when, notes in groupby(shown, key=words.written):
            self._add(plain_label(self._theme, when, "small", "text2", weight=600))
            for note in notes:
                self._add(self._line(note))
        set_shown(self.more, len(self._notes) > FEW)
        text = _("Show less") if self.more.isChecked() else _("Show all {n}")
        self.more.setText(text.format(n=number(len(self._notes))))
        self.more.setAccessibleName(self.more.text())

    def _add(self, widget: QWidget) -> None:
        self.lines.append(widget)
        self._column.addWidget(widget)

    def _line(self, note: RuleNote) -> QWidget:
        assert self._state is not None
        activities = {one.activity.key: one.activity for one in self._state.activities}
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_label(self._theme, words.note(note.rule, activities), wrap=True), 1)
        if note.rule.correction:
            badge = Badge(
                self._theme, _("Correction"), icon="pencil", color="notice_text", ground="notice_soft"
            )
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        if note.rule.reason:
            text = _("Because: {reason}").format(reason=note.rule.reason)
            column.addWidget(plain_label(self._theme, text, "small", "text2", wrap=True))
        return line
