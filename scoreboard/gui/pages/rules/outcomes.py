"""The outcomes of a counted activity in its form: their names and, where they differ, their points."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import MOST_POINTS
from scoreboard.gui.form import Field, line_edit, typed_number, typed_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number
from scoreboard.service.overviews import ActivityRules


class Outcomes(QWidget):
    """`Outcomes(theme)`, then `begin(rules)`, None for a new activity. Signal: `changed`."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[OutcomeRow] = []
        self._away: list[OutcomeRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(plain_label(theme, _("Outcomes"), "strong"))
        hint = _(
            "How it can turn out. The first one is what a click logs. Empty points: those of the activity."
        )
        column.addWidget(plain_label(theme, hint, "small", "text3", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column.addLayout(self._column)
        self.add = push_button(theme, _("Add an outcome"), "quiet", icon="plus", small=True)
        self.add.clicked.connect(self._add_empty)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, rules: ActivityRules | None) -> None:
        """Shows the outcomes of an activity."""
        for row in (*self.rows, *self._away):
            row.hide()
            row.deleteLater()
        self.rows, self._away = [], []
        if rules is None:
            return
        own = dict(rules.outcome_points)
        for outcome in rules.activity.outcomes:
            self._add_row(outcome.key, outcome.name, own.get(outcome.key))

    def accept(self) -> None:
        """Nothing is wrong any more."""
        for row in self.rows:
            row.name.refuse("")
            row.points.refuse("")

    def known(self) -> Sequence["OutcomeRow"]:
        """The rows of outcomes that exist."""
        return [row for row in self.rows if row.key]

    def new(self) -> Sequence["OutcomeRow"]:
        """The rows of outcomes to be added; an empty row is none."""
        return [row for row in self.rows if not row.key and (typed_text(row.name) or typed_text(row.points))]

    @property
    def removed(self) -> Sequence["OutcomeRow"]:
        """The rows of outcomes that exist and are to be taken away."""
        return self._away

    def bring_back(self) -> None:
        """Shows the rows again that were to be taken away, because they cannot be."""
        for row in self._away:
            row.show()
        self.rows = [*self._away, *self.rows]
        self._away = []
        self.changed.emit()

    def _add_empty(self) -> None:
        row = self._add_row("", "", None)
        row.name.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, key: str, name: str, points: Fraction | None) -> "OutcomeRow":
        row = OutcomeRow(self._theme, key, name, points)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: "OutcomeRow") -> None:
        self.rows.remove(row)
        row.hide()
        if row.key:
            self._away.append(row)
        else:
            row.deleteLater()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class OutcomeRow(QWidget):
    """A name and points, and a button to take the outcome away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, key: str, name: str, points: Fraction | None) -> None:
        super().__init__()
        self.key, self._had, self.name_before = key, points, name
        first = line_edit(name, _("Name"), LONGEST_NAME)
        second = line_edit("" if points is None else number(points), _("Points"))
        second.setFixedWidth(theme.px(110))
        self.name = Field(theme, _("Name of the outcome"), first, show_label=False)
        self.points = Field(theme, _("Points of the outcome"), second, show_label=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.points, 0, Qt.AlignmentFlag.AlignTop)
        remove = icon_button(theme, "x", _("Take this outcome away"), quiet=True)
        if key:
            remove.setAccessibleName(_("Take away: {name}").format(name=name))
        remove.clicked.connect(self.removed)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        for edit, field in ((first, self.name), (second, self.points)):
            self._connect(edit, field)

    def _connect(self, edit: QLineEdit, field: Field) -> None:
        edit.textEdited.connect(lambda _text: field.refuse(""))
        edit.textEdited.connect(lambda _text: self.changed.emit())

    def worth(self) -> Fraction | None:
        """The points in the row, None for those of the activity; raises Refusal."""
        return typed_number(self.points, "points", MOST_POINTS)

    @property
    def had_points(self) -> bool:
        """Whether the outcome has points of its own, which cannot be taken away again, only changed."""
        return self._had is not None
