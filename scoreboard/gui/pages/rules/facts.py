"""What an activity is worth and how it is measured, as the fields of its form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import STEPS, Kind
from scoreboard.gui.form import ComboBox, Field, line_edit
from scoreboard.gui.pages.rules.outcomes import Outcomes
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.segmented import Segmented
from scoreboard.gui.widgets.switch import Switch
from scoreboard.i18n import _, number, percent
from scoreboard.service.overviews import ActivityRules

KINDS = (Kind.COUNT, Kind.PERCENT)
DEFAULT_STEP = 10
LONGEST_STAGE = 40


class Facts(QWidget):
    """`Facts(theme)`, then `begin(rules)`. Signal: `changed`, by typing or choosing."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = self._line(_("Name"), longest=LONGEST_NAME)
        self.kinds = Segmented(
            theme, [_("Counted"), _("In percent")], accessible_name=_("How it is measured")
        )
        self.kinds.changed.connect(self._measure)
        self.kind_field = Field(theme, _("How it is measured"), self.kinds)
        self.points = self._line(_("Points"))
        self.step_box = ComboBox()
        for step in STEPS:
            self.step_box.addItem(percent(step), step)
        self.step_box.activated.connect(lambda _place: self.changed.emit())
        self.step = Field(theme, _("For every"), self.step_box)
        self.cap = self._line(_("Daily cap"), _("Empty: everything counts."))
        self.mini_goal = self._line(_("Mini-goal"), _("Wanted each day. Empty: none."))
        self.outcomes = Outcomes(theme)
        self.outcomes.changed.connect(self.changed)
        self.stage = self._line(
            _("Stage"), _("Optional: where in your sales process it belongs."), LONGEST_STAGE
        )
        self.amount = Switch(theme, _("Record an amount of money"))
        self.amount.toggled.connect(lambda _on: self.changed.emit())
        self._arrange()

    def _line(self, label: str, hint: str = "", longest: int = 0) -> Field:
        edit = line_edit(longest=longest)
        field = Field(self._theme, label, edit, hint)
        edit.textEdited.connect(lambda _text: field.refuse(""))
        edit.textEdited.connect(lambda _text: self.changed.emit())
        return field

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.name)
        column.addWidget(self.kind_field)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        for field in (self.points, self.step, self.cap, self.mini_goal):
            numbers.addWidget(field, 1, top)
        column.addLayout(numbers)
        column.addWidget(self.outcomes)
        column.addWidget(self.stage)
        row = QHBoxLayout()
        row.setSpacing(12)
        label = plain_label(self._theme, _("Record an amount of money"), "strong", wrap=True)
        label.setBuddy(self.amount)
        row.addWidget(label, 1)
        row.addWidget(self.amount)
        column.addLayout(row)

    def begin(self, rules: ActivityRules | None) -> None:
        """Shows what holds; the kind of an activity stays what it is."""
        activity = rules.activity if rules else None
        _set(self.name, activity.name if activity else "")
        _set(self.points, number(rules.points) if rules else "1")
        _set(self.cap, number(rules.cap) if rules and rules.cap is not None else "")
        _set(self.mini_goal, number(rules.mini_goal) if rules and rules.mini_goal else "")
        _set(self.stage, activity.stage if activity else "")
        self.kinds.set_current(KINDS.index(activity.kind) if activity else 0)
        self.step_box.setCurrentIndex(STEPS.index((activity and activity.step) or DEFAULT_STEP))
        blocked = self.amount.blockSignals(True)
        self.amount.setChecked(bool(activity and activity.records_amount))
        self.amount.blockSignals(blocked)
        self.outcomes.begin(rules)
        set_shown(self.kind_field, rules is None)
        self._show_kind()

    @property
    def kind(self) -> Kind:
        """How the activity is measured."""
        return KINDS[self.kinds.current()]

    def chosen_step(self) -> int:
        """The chosen step in percent."""
        return int(self.step_box.currentData())

    def accept(self) -> None:
        """Nothing is wrong any more."""
        for field in (self.name, self.points, self.cap, self.mini_goal, self.stage):
            field.refuse("")
        self.outcomes.accept()

    def _measure(self, _index: int) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        counted = self.kind is Kind.COUNT
        for part in (self.outcomes, self.cap, self.mini_goal):
            set_shown(part, counted)
        set_shown(self.step, not counted)


def _set(field: Field, text: str) -> None:
    if isinstance(field.widget, QLineEdit):
        field.widget.setText(text)
