"""The weekly target: what holds, what is coming, and the form to change it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from scoreboard.domain.rules import MOST_TARGET
from scoreboard.errors import BadNumber, Refused
from scoreboard.gui.form import Field, line_edit, needed_number
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import words
from scoreboard.gui.pages.rules.dated import DatedCard
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, number
from scoreboard.service.overviews import RulesState
from scoreboard.wording import problem


class TargetCard(DatedCard):
    """`TargetCard(theme, live)`, then `display(state)`."""

    def __init__(self, theme: Theme, live: LiveBoard) -> None:
        super().__init__(theme, live, _("Weekly target"))
        self._value = plain_label(theme, role="stat")
        self._unit = plain_label(theme, _("points a week"), color="text2")
        self._unit.setContentsMargins(0, 0, 0, theme.px(5))
        big = QHBoxLayout()
        big.setSpacing(7)
        big.addWidget(self._value)
        big.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(big)
        self._trial = plain_label(theme, role="small", color="text2", wrap=True)
        self.body.addWidget(self._trial)
        self.edit = line_edit()
        self.edit.textEdited.connect(lambda _text: self.look())
        self.edit.returnPressed.connect(self.save)
        self.field = Field(theme, _("Points a week"), self.edit)
        self.edit.textEdited.connect(lambda _text: self.field.refuse(""))
        self.form.addWidget(self.field)
        self.finish_form()

    def display(self, state: RulesState) -> None:
        """Shows the target; an open form keeps what was typed."""
        self.state = state
        set_text(self._value, number(state.target))
        set_text(
            self._trial, _("In the trial it is a wish: nothing to fall short of.") if state.trial else ""
        )
        self.coming.set_lines(
            [(words.coming_target(rule), words.number_of(state, rule)) for rule in state.coming_targets]
        )

    def reset(self) -> None:
        """Begins with the present target."""
        assert self.state is not None
        self.field.refuse("")
        self.edit.setText(number(self.state.target))
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_ahead(self) -> str:
        """40 → 44, and from when."""
        assert self.state is not None
        points = needed_number(self.field, "target", MOST_TARGET)
        start, correct = self.when.start, self.when.correct
        effect = self.live.board.rules.preview_target(points, start=start, correct=correct)
        return words.effect(effect, self.state.today, correct=correct)

    def write(self) -> None:
        """Writes the new target; the same as before is no change."""
        points = needed_number(self.field, "target", MOST_TARGET)
        start, correct, reason = self.when.start, self.when.correct, self.when.reason
        effect = self.live.board.rules.preview_target(points, start=start, correct=correct)
        if effect.old == effect.new and not correct:
            return
        self.live.attempt(
            lambda board: board.rules.set_target(points, start=start, correct=correct, reason=reason)
        )

    def tell(self, _error: Refused) -> bool:
        """A number that is out of bounds."""
        if isinstance(_error, BadNumber):
            self.field.refuse(problem(_error))
            return True
        return False
