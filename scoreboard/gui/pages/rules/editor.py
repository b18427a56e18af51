"""The form of one activity, new or to be changed. What a change does is said before it is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import MOST_POINTS, Kind
from scoreboard.errors import BadText, InUse, NameTaken, Refused, StoreProblem
from scoreboard.gui.form import Field, Refusal, needed_number, typed_text
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import words
from scoreboard.gui.pages.rules.face import Face
from scoreboard.gui.pages.rules.facts import Facts
from scoreboard.gui.pages.rules.preview import Preview, foresee
from scoreboard.gui.pages.rules.typed import Typed, only_what_differs
from scoreboard.gui.pages.rules.when import When
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _
from scoreboard.service.overviews import ActivityRules, RulesState
from scoreboard.service.rulebook import ActivityChange, RuleEffect
from scoreboard.wording import problem

NARROW = 760


class Editor(QWidget):
    """`Editor(theme, live, state, rules)`, `rules` None for a new activity. Signal: `closed`."""

    closed = Signal()

    def __init__(self, theme: Theme, live: LiveBoard, state: RulesState, rules: ActivityRules | None) -> None:
        super().__init__()
        self._theme, self._live, self._state, self.rules = theme, live, state, rules
        self.facts = Facts(theme)
        self.facts.begin(rules)
        self.facts.changed.connect(self._look_ahead)
        self.face = Face(theme, rules.activity if rules else None)
        self.when = When(theme)
        self.when.reset(state.today, state.first_weekday)
        self.when.changed.connect(self._look_ahead)
        self.typed = Typed(self.facts, self.face, self.when)
        self.preview = Preview(theme)
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()
        self._build()

    def _build(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.preview)
        column.addWidget(self.trouble)
        facts = Card(theme)
        facts.body.addWidget(self.facts)
        self.when_card = Card(theme)
        self.when_card.body.setSpacing(10)
        self.when_card.add_title(_("From when"))
        self.when_card.body.addWidget(self.when)
        face = Card(theme)
        face.body.addWidget(self.face)
        self._left = QVBoxLayout()
        self._left.setSpacing(16)
        self._left.addWidget(facts)
        self._left.addWidget(self.when_card)
        self._left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(face)
        right.addStretch(1)
        content = QWidget()
        content.setObjectName("content")
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 8, 24)
        self._columns.setSpacing(16)
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(right)
        self.area = Scrolling(content)
        column.addWidget(self.area, 1)
        set_shown(self.archive, self.rules is not None)
        set_shown(self.when_card, self.rules is not None)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, context=inside).activated.connect(self.save)
        QShortcut(QKeySequence("Escape"), self, context=inside).activated.connect(self.closed)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        self.back = icon_button(theme, "chevron-left", _("Back without saving (Esc)"))
        self.back.clicked.connect(self.closed)
        self._title = plain_label(
            theme, self.rules.activity.name if self.rules else _("A new activity"), "title", elide=True
        )
        archived = self.rules is not None and self.rules.activity.archived
        self.archive = push_button(
            theme, _("Bring back") if archived else _("Archive"), "quiet", icon="package"
        )
        self.archive.clicked.connect(self._archive)
        cancel = push_button(theme, _("Cancel"), "quiet")
        cancel.clicked.connect(self.closed)
        self.save_button = push_button(theme, _("Save"), "primary", icon="check")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._title, 1)
        for button in (self.archive, cancel, self.save_button):
            row.addWidget(button)
        return row

    def compose(self, width: int) -> None:
        """One column where the page is narrow."""
        narrow = width < NARROW
        self._columns.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )

    def take_state(self, state: RulesState) -> None:
        """Rules changed elsewhere, or the day turned: what was typed stays, what it does is said anew."""
        self._state = state
        self._look_ahead()

    def _clear(self) -> None:
        self.facts.accept()
        self.when.accept()
        set_text(self.trouble, "")

    # what it will do

    def _look_ahead(self) -> None:
        """Says what the change would do; what cannot be read yet is told when it is saved."""
        self.when.accept()
        rules = self.rules
        if rules is None:
            return
        try:
            effects = foresee(self._live, lambda: self._effects(self.typed.change(rules)))
        except Refusal:
            self.preview.tell(())
        except Refused as error:
            self.preview.tell(())
            self.when.refuse(error)
        else:
            self.preview.tell(() if effects is None else self._sentences(effects))

    def _sentences(self, effects: tuple[RuleEffect, ...]) -> list[str]:
        today, correct = self._state.today, self.when.correct
        away = [_("Taken away: {name}").format(name=row.name_before) for row in self.facts.outcomes.removed]
        said = [words.effect(one, today, correct=correct) for one in effects]
        said = [*away, *(sentence for sentence in said if sentence)]
        if correct:
            said.append(_("The history keeps your reason."))
        return said

    def _effects(self, change: ActivityChange) -> tuple[RuleEffect, ...]:
        assert self.rules is not None
        undated = ActivityChange(
            points=change.points,
            outcome_points=change.outcome_points,
            cap=change.cap,
            mini_goal=change.mini_goal,
            start=change.start,
            correct=change.correct,
        )
        return self._live.board.rules.preview(self.rules.activity.key, undated)

    # what one does

    def save(self) -> None:
        """Saves; what is refused is told beside its field, and the form keeps what was typed."""
        self._clear()
        try:
            if self.rules is None:
                self._add()
            else:
                self._save(self.rules)
        except Refusal as refusal:
            refusal.field.refuse(refusal.sentence)
            self._show(refusal.field)
        except Refused as error:
            self._tell(error)
        except StoreProblem as error:
            set_text(self.trouble, problem(error))
        else:
            self.closed.emit()

    def _save(self, rules: ActivityRules) -> None:
        change = self.typed.change(rules)
        if change.correct:
            change = only_what_differs(change, rules, self._effects(change))
        key = rules.activity.key
        self._live.attempt(lambda board: board.rules.set_activity(key, change))

    def _add(self) -> None:
        facts, kind = self.facts, self.facts.kind
        points = needed_number(facts.points, "points", MOST_POINTS)
        cap, wanted, outcomes = self.typed.cap(None), self.typed.mini_goal(None), self.typed.new_outcomes()
        name, stage = typed_text(facts.name), typed_text(facts.stage)
        color, icon, amount = self.face.hue, self.face.icon, facts.amount.isChecked()
        step = facts.chosen_step() if kind is Kind.PERCENT else None
        self._live.attempt(
            lambda board: board.rules.add_activity(
                name, kind=kind, points=points, step=step, outcomes=outcomes, stage=stage, color=color,
                icon=icon, cap=cap, mini_goal=wanted, records_amount=amount,
            )
        )  # fmt: skip

    def _archive(self) -> None:
        if self.rules is None:
            return
        key, archived = self.rules.activity.key, self.rules.activity.archived
        change = ActivityChange(archived=not archived)
        if self._live.do(lambda board: board.rules.set_activity(key, change)) is not None:
            self.closed.emit()

    # what is wrong

    def _tell(self, error: Refused) -> None:
        """The sentence beside the field that it is about, or under the head."""
        if self.when.refuse(error) and self.when.refused is not None:
            self._show(self.when.refused)
            return
        if isinstance(error, InUse):
            self.facts.outcomes.bring_back()
        field = self._field_of(error)
        if field is None:
            set_text(self.trouble, problem(error))
            return
        field.refuse(problem(error))
        self._show(field)

    def _field_of(self, error: Refused) -> Field | None:
        if isinstance(error, NameTaken) and error.what == "activity":
            return self.facts.name
        rows = self.facts.outcomes.rows
        if isinstance(error, NameTaken):
            # of two rows with one name the later one is meant
            same = [row for row in rows if typed_text(row.name).casefold() == error.name.casefold()]
            return same[-1].name if same else None
        if isinstance(error, BadText):
            if error.field == "stage":
                return self.facts.stage
            bad = [row.name for row in rows if _unfit(row.name)]
            return self.facts.name if _unfit(self.facts.name) or not bad else bad[0]
        return None

    def _show(self, field: Field) -> None:
        self.area.ensureWidgetVisible(field, 0, 40)
        field.widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _unfit(field: Field) -> bool:
    text = typed_text(field)
    return not text or len(text) > LONGEST_NAME or not text.isprintable()
