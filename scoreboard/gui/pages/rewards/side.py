"""Beside the rewards: how one is found, the money for a year, and what was taken so far."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scoreboard.domain.achievements import Taken
from scoreboard.domain.entries import Money
from scoreboard.errors import BadNumber
from scoreboard.gui.pages.rewards import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.gui.widgets.segmented import Segmented
from scoreboard.i18n import _, n_, number
from scoreboard.service.rewards import RewardsState
from scoreboard.wording import problem

_FIRST = 8
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HowCard(Card):
    """`HowCard(theme)`, then `display(...)`.

    Signals: `drawn_chosen(bool)`; `envelope_given(str)`, decimal text, empty for none.
    """

    drawn_chosen = Signal(bool)
    envelope_given = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(18, 14, 18, 16))
        self.add_title(_("How it goes"))
        self.found = Segmented(
            theme, [_("I choose"), _("By lot")], accessible_name=_("How a reward is found")
        )
        self.found.changed.connect(lambda place: self.drawn_chosen.emit(place == 1))
        self.money = QLineEdit()
        self.money.setObjectName("envelope")
        self.money.setFixedWidth(theme.px(118))
        self.money.setPlaceholderText(_("No limit"))
        self.money.editingFinished.connect(self._take)
        self._currency = ""
        self._label = plain_label(theme, role="strong", wrap=True)
        self._trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self._trouble.hide()
        self._spent = plain_label(theme, role="small", color="text2", wrap=True)
        self._bar = ProgressBar(theme, 8)
        money = QHBoxLayout()
        money.setSpacing(10)
        money.addWidget(self._label, 1)
        money.addWidget(self.money)
        self.body.addSpacing(10)
        self.body.addWidget(self.found, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(4)
        text = _("By lot, a reward is drawn among those that the money for the year still pays.")
        self.body.addWidget(plain_label(theme, text, "small", "text3", wrap=True))
        self.body.addSpacing(12)
        self.body.addLayout(money)
        self.body.addWidget(self._trouble)
        self.body.addSpacing(4)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._spent)

    def display(self, state: RewardsState, envelope: Money | None, currency: str, *, drawn: bool) -> None:
        """Shows the choices; what is being typed is left alone."""
        self.found.set_current(1 if drawn else 0)
        self._currency = currency
        text = _("Money for a year ({currency})").format(currency=currency)
        set_text(self._label, text)
        self.money.setAccessibleName(text)
        if not self.money.hasFocus():
            self.money.setText(words.typed(envelope.value) if envelope else "")
        spent = words.spent(state, envelope)
        set_text(self._spent, spent)
        set_shown(self._bar, envelope is not None and envelope.value > 0)
        if envelope is not None and envelope.value > 0:
            self._bar.set_values(float(min(Decimal(1), state.spent / envelope.value)), None, spent)

    def _take(self) -> None:
        try:
            envelope = words.amount(self.money.text(), self._currency)
        except BadNumber as error:
            set_text(self._trouble, problem(error))
            self.money.setAccessibleDescription(problem(error))
            return
        set_text(self._trouble, "")
        self.money.setAccessibleDescription("")
        self.envelope_given.emit(f"{envelope.value:f}" if envelope else "")


class TakenCard(Card):
    """`TakenCard(theme)`, then `display(taken)`, newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(18, 14, 18, 14))
        self._theme = theme
        self._shown: tuple[tuple[Taken, ...], bool] | None = None
        self._taken: tuple[Taken, ...] = ()
        self.add_title(_("Taken"))
        self._nothing = plain_label(
            theme, _("Nothing yet. What you win waits here; it never runs out."), color="text2", wrap=True
        )
        self._nothing.setContentsMargins(0, 6, 0, 0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._all = push_button(theme, "", "link")
        self._all.clicked.connect(lambda: self._render(all_of_them=True))
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def display(self, taken: tuple[Taken, ...]) -> None:
        """Shows what was taken."""
        if self._shown is not None and taken == self._taken:
            return
        self._taken = taken
        self._render(all_of_them=bool(self._shown and self._shown[1]))

    def _render(self, *, all_of_them: bool) -> None:
        shown = self._taken if all_of_them else self._taken[:_FIRST]
        self._shown = (shown, all_of_them)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, one in enumerate(shown):
            for part in (*([Line(self._theme)] if place else []), self._row(one)):
                self._rows.addWidget(part)
                part.show()  # a layout alone would do so only at the next turn of the event loop
        set_shown(self._nothing, not shown)
        hidden = len(self._taken) - len(shown)
        text = n_("Show {n} more", "Show {n} more", hidden).format(n=number(hidden))
        self._all.setText(text)
        self._all.setAccessibleName(text)
        set_shown(self._all, hidden > 0)

    def _row(self, one: Taken) -> QWidget:
        theme, holder = self._theme, QWidget()
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(plain_label(theme, one.reward.name, "strong", elide=True))
        lines.addWidget(plain_label(theme, words.taken(one), "small", "text3", elide=True))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(10)
        row.addLayout(lines, 1)
        row.addWidget(plain_label(theme, words.price(one.claim.price), color="text2"), 0, _MIDDLE)
        return holder
