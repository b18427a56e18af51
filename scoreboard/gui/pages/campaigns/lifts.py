"""Which activities the points factor is for: all of them, or some."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import NO_FACTOR
from scoreboard.gui.form import Field, Refusal
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.segmented import Segmented
from scoreboard.i18n import _
from scoreboard.service.overviews import ActivityRules

ALL, SOME = range(2)


class Lifts(QWidget):
    """`Lifts(theme, activities, chosen)`, `chosen` None for all. Signal: `changed`."""

    changed = Signal()

    def __init__(
        self, theme: Theme, activities: Sequence[ActivityRules], chosen: frozenset[str] | None
    ) -> None:
        super().__init__()
        self._activities = activities
        self.choice = Segmented(
            theme,
            [_("All activities"), _("Only some")],
            ALL if chosen is None else SOME,
            accessible_name=_("Counts for"),
        )
        self.choice.changed.connect(self._tell)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice)
        row.addStretch(1)
        self.field = Field(theme, _("Counts for"), holder)
        self.boxes: dict[str, QCheckBox] = {}
        self._worth: dict[str, PlainLabel] = {}
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for one in activities:
            column.addLayout(self._row(theme, one, on=one.activity.key in (chosen or ())))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(self.field)
        outer.addWidget(self._list)
        set_shown(self._list, self.choice.current() == SOME)

    def _row(self, theme: Theme, rules: ActivityRules, *, on: bool) -> QHBoxLayout:
        activity = rules.activity
        box = QCheckBox()
        box.setChecked(on)
        box.setAccessibleName(activity.name)
        box.toggled.connect(self._tell)
        self.boxes[activity.key] = box
        self._worth[activity.key] = plain_label(theme, role="small", color="text2")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(box)
        row.addWidget(IconTile(theme, activity.icon, activity.color, 28))
        name = plain_label(theme, activity.name, weight=500, wrap=True)
        name.setBuddy(box)
        row.addWidget(name, 1)
        row.addWidget(self._worth[activity.key])
        return row

    def keys(self) -> frozenset[str] | None:
        """The chosen activities, None for all; raises Refusal when there are none."""
        if self.choice.current() == ALL:
            return None
        found = frozenset(key for key, box in self.boxes.items() if box.isChecked())
        if not found:
            raise Refusal(self.field, _("Choose at least one activity, or all of them."))
        return found

    def show_worth(self, factor: Fraction) -> None:
        """Says what the chosen ones would be worth."""
        for one in self._activities:
            key = one.activity.key
            on = self.boxes[key].isChecked()
            set_text(self._worth[key], words.worth(one.points, factor if on else NO_FACTOR))

    def _tell(self, _on: object = None) -> None:
        set_shown(self._list, self.choice.current() == SOME)
        self.field.refuse("")
        self.changed.emit()
