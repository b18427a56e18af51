"""The page of small promises: what the seller gives himself for a won day, week or campaign."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.achievements import WonBy
from scoreboard.domain.entries import Money
from scoreboard.errors import BadNumber, Refused, StoreProblem
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages.rewards import words
from scoreboard.gui.pages.rewards.kind import KindCard
from scoreboard.gui.pages.rewards.side import HowCard, TakenCard
from scoreboard.gui.play import envelope_of
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Changed, Done
from scoreboard.service.rewards import RewardsState
from scoreboard.settings import Settings
from scoreboard.values import Value, replace
from scoreboard.wording import problem

MEDIUM = 1100
RAIL = 336
MOST_WIDTH = 1120


class RewardsView(Value):
    """The rewards and what the settings say of them."""

    state: RewardsState
    settings: Settings
    envelope: Money | None


class RewardsPage(Page):
    """Three cards of rewards, and beside or below them how one is found and what was taken."""

    watches = (
        Changed.JOURNAL | Changed.RULES | Changed.GOALS | Changed.CAMPAIGN | Changed.DAY | Changed.SETTINGS
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._arranged: tuple[bool, int] | None = None
        self.kinds = {kind: KindCard(self.theme, kind) for kind in WonBy}
        for kind, card in self.kinds.items():
            card.added.connect(partial(self._add, kind))
            card.changed.connect(partial(self._change, kind))
            card.put_away.connect(self._put_away)
            card.taken.connect(self._take)
            card.draw_wanted.connect(partial(self._draw, kind))
        self.how = HowCard(self.theme)
        self.how.drawn_chosen.connect(lambda drawn: self._choose(rewards="drawn" if drawn else "chosen"))
        self.how.envelope_given.connect(lambda text: self._choose(envelope=text))
        self.taken = TakenCard(self.theme)
        self._content = QWidget()
        self._content.setObjectName("content")
        self._content.setMaximumWidth(MOST_WIDTH)
        self._column = QVBoxLayout(self._content)
        self._column.addWidget(plain_label(self.theme, _("Rewards"), "title"))
        says = _("What you promise yourself for what you win. It waits until you take it; only you see it.")
        self._column.addWidget(plain_label(self.theme, says, color="text2", wrap=True))
        self._body: QWidget | None = None
        area = Scrolling(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.compose(1440, 900)

    def compose(self, width: int, height: int) -> None:  # noqa: ARG002 - the base class's
        """Two columns where there is room for them."""
        width = width * 100 // self.theme.text_size
        rail = width >= MEDIUM
        arranged = (rail, 28 if rail else 20)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        side, top, gap = (28, 24, 16) if rail else (20, 12, 12)
        self._column.setContentsMargins(side, top, side, top)
        self._column.setSpacing(4)
        old, self._body = self._body, QWidget()
        row = QHBoxLayout(self._body) if rail else QVBoxLayout(self._body)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(gap + 4 if rail else gap)
        for parts, stretch in ((tuple(self.kinds.values()), 1), ((self.how, self.taken), 0)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(gap)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            if rail and not stretch:
                holder.setFixedWidth(self.theme.px(RAIL))
            row.addWidget(holder, stretch)
        self._column.addWidget(self._body, 1)
        self._body.show()
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def load(self) -> RewardsView:
        """Everything about rewards."""
        envelope = envelope_of(self.settings)
        return RewardsView(self.live.board.rewards.state(envelope), self.settings, envelope)

    def display(self, view: RewardsView) -> None:
        """Shows them."""
        drawn, currency = view.settings.rewards == "drawn", view.settings.currency
        for card in self.kinds.values():
            card.display(view.state, view.envelope, currency, drawn=drawn)
        self.how.display(view.state, view.envelope, currency, drawn=drawn)
        self.taken.display(view.state.taken)

    # what one does

    def _choose(self, **values: Any) -> None:
        chosen = replace(self.settings, **values)
        if chosen != self.settings:
            self.chosen.emit(chosen)

    def _add(self, kind: WonBy, name: str, price: str) -> None:
        currency = self.settings.currency
        self._store(kind, lambda board: board.rewards.add(name, kind, words.amount(price, currency, "price")))

    def _change(self, kind: WonBy, key: str, name: str, price: str) -> None:
        known = self.kinds[kind].row(key).reward.price
        currency = known.currency if known else self.settings.currency

        def write(board: Scoreboard) -> Done[Any]:
            amount = words.amount(price, currency, "price")
            return board.rewards.change(key, name=name, price=amount, free=amount is None)

        self._store(kind, write)

    def _store(self, kind: WonBy, write: Callable[[Scoreboard], Done[Any]]) -> None:
        card = self.kinds[kind]
        try:
            self.live.attempt(write)
        except Refused as error:
            card.refuse(problem(error), price=isinstance(error, BadNumber))
        except StoreProblem:
            return
        else:
            card.accept()

    def _put_away(self, key: str) -> None:
        self.live.do(lambda board: board.rewards.put_away(key))

    def _take(self, key: str) -> None:
        envelope = envelope_of(self.settings)
        self.live.do(lambda board: board.rewards.claim(key, envelope))

    def _draw(self, kind: WonBy) -> None:
        envelope = envelope_of(self.settings)
        done = self.live.do(lambda board: board.rewards.draw(kind, envelope))
        if done is not None:
            self.kinds[kind].reveal(done.value.reward.name)
