"""The rewards of one kind: what is promised for a won day, week or campaign, and what waits to be taken."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scoreboard.domain.achievements import Reward, WonBy
from scoreboard.domain.entries import LONGEST_NAME, Money
from scoreboard.gui.announce import announce
from scoreboard.gui.inline_form import InlineForm
from scoreboard.gui.motion import FILL, Glide
from scoreboard.gui.pages.rewards import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.icon_tile import Icon, IconTile
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import paint_box, smooth_painter
from scoreboard.i18n import _
from scoreboard.service.rewards import RewardsState

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class KindCard(Card):
    """`KindCard(theme, won_by)`, then `display(state, envelope, currency, drawn)`.

    Signals: `added(str, str)` name and price as typed, `changed(str, str, str)` with the key before them;
    both are answered with `accept()` or `refuse(...)`. `put_away(str)`, `taken(str)`, `draw_wanted`.
    """

    added = Signal(str, str)
    changed = Signal(str, str, str)
    put_away = Signal(str)
    taken = Signal(str)
    draw_wanted = Signal()

    def __init__(self, theme: Theme, won_by: WonBy) -> None:
        super().__init__(theme, padding=(18, 14, 18, 14))
        self.won_by = won_by
        self._theme = theme
        self._rows: dict[str, _Row] = {}
        self._lines: list[Line] = []
        self._waiting = Badge(theme, "", icon="gift", color="won_text", ground="won_soft")
        self._waiting.hide()
        self._add = push_button(theme, _("Add"), "quiet", icon="plus", small=True)
        self._add.setAccessibleName(_("Add a reward: {kind}").format(kind=words.title(won_by)))
        self._add.clicked.connect(self.begin_adding)
        heading = QHBoxLayout()
        heading.setSpacing(11)
        heading.addWidget(IconTile(theme, *words.icon(won_by)), 0, _MIDDLE)
        heading.addWidget(plain_label(theme, words.title(won_by), "section", wrap=True), 1)
        heading.addWidget(self._waiting, 0, _MIDDLE)
        heading.addWidget(self._add, 0, _MIDDLE)
        self._next = plain_label(theme, role="small", color="text2", wrap=True)
        self._hint = plain_label(theme, words.hint(won_by), color="text2", wrap=True)
        self._hint.setContentsMargins(0, 8, 0, 0)
        self.form = RewardForm(theme)
        self.form.sent.connect(self._send)
        self.draw = push_button(theme, _("Draw one"), "primary", icon="gift")
        self.draw.setAccessibleName(_("Draw one: {kind}").format(kind=words.title(won_by)))
        self.draw.clicked.connect(self.draw_wanted)
        self._reveal = Reveal(theme)
        self._editing = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 6, 0, 0)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 10, 0, 0)
        foot.addWidget(self._next, 1, _MIDDLE)
        foot.addWidget(self.draw, 0, _MIDDLE)
        self.body.addLayout(heading)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._list)
        self.body.addWidget(self.form)
        self.body.addWidget(self._reveal)
        self.body.addWidget(self._foot)

    def display(self, state: RewardsState, envelope: Money | None, currency: str, *, drawn: bool) -> None:
        """Shows the rewards of the kind; with `drawn` they are found by lot."""
        rewards = [one for one in state.rewards if one.won_by is self.won_by]
        won = tuple(one for one in state.open if one.won_by is self.won_by)
        set_shown(self._waiting, bool(won))
        if won:
            self._waiting.set_text(words.waiting(won))
        set_text(self._next, words.oldest(won))
        set_shown(self._foot, bool(won))
        set_shown(self._hint, not rewards)
        self.form.set_currency(currency)
        if [one.key for one in rewards] != list(self._rows):
            self._build(rewards)
        if self._editing and self._editing not in self._rows:  # another process put it away
            self._editing = ""
            self.form.end()
        payable = [state.affordable(one, envelope) for one in rewards]
        for one, pays in zip(rewards, payable, strict=True):
            self._rows[one.key].display(one, takable=bool(won) and not drawn, payable=pays)
        set_shown(self.draw, drawn and bool(won) and bool(rewards))
        self.draw.setEnabled(any(payable))
        set_tooltip(self.draw, "" if any(payable) else _("More than this year's money has left."))
        self._reveal.keep(state)

    def _build(self, rewards: list[Reward]) -> None:
        for old in (*self._rows.values(), *self._lines):
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._lines = {}, []
        for one in rewards:
            row = _Row(self._theme, one)
            row.take.clicked.connect(lambda _on=False, key=one.key: self.taken.emit(key))
            row.edit.clicked.connect(lambda _on=False, key=one.key: self.begin_editing(key))
            row.away.clicked.connect(lambda _on=False, key=one.key: self.put_away.emit(key))
            if self._rows:
                line = Line(self._theme)
                self._lines.append(line)
                self._list.addWidget(line)
                line.show()
            self._rows[one.key] = row
            self._list.addWidget(row)
            row.show()  # a layout alone would do so only at the next turn of the event loop

    def row(self, key: str) -> "_Row":
        """The row of a reward."""
        return self._rows[key]

    def begin_adding(self) -> None:
        """Opens the line to add one."""
        self._editing = ""
        self.form.begin()

    def begin_editing(self, key: str) -> None:
        """Opens the line with a reward's name and price."""
        self._editing = key
        reward = self._rows[key].reward
        self.form.begin(reward.name, words.typed(reward.price.value) if reward.price else "")

    def _send(self, name: str, price: str) -> None:
        if self._editing:
            self.changed.emit(self._editing, name, price)
        else:
            self.added.emit(name, price)

    def accept(self) -> None:
        """What was typed is stored."""
        self.form.end()

    def refuse(self, sentence: str, *, price: bool) -> None:
        """It was not, and why: for its `price`, or for its name."""
        self.form.refuse(sentence, beside=price)

    def reveal(self, reward: str) -> None:
        """Shows what the lot chose."""
        self._reveal.show_drawn(reward)


class _Row(QWidget):
    """A reward with what can be done about it."""

    def __init__(self, theme: Theme, reward: Reward) -> None:
        super().__init__()
        self.reward = reward
        self._name = plain_label(theme, role="strong", elide=True)
        self._price = plain_label(theme, color="text2")
        self.take = push_button(theme, _("Take"), "secondary", small=True)
        self.edit = icon_button(theme, "pencil", "", small=True, quiet=True)
        self.away = icon_button(theme, "x", "", small=True, quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "gift", 17, "text3"), 0, _MIDDLE)
        row.addWidget(self._name, 1)
        row.addWidget(self._price)
        row.addWidget(self.take)
        row.addWidget(self.edit)
        row.addWidget(self.away)
        self.take.hide()

    def display(self, reward: Reward, *, takable: bool, payable: bool) -> None:
        """Shows the reward."""
        self.reward = reward
        set_text(self._name, reward.name)
        set_text(self._price, words.price(reward.price))
        set_shown(self.take, takable)
        self.take.setEnabled(payable)
        for button, text in (
            (self.take, _("Take: {name}")),
            (self.edit, _("Edit: {name}")),
            (self.away, _("Put away: {name}")),
        ):
            button.setAccessibleName(text.format(name=reward.name))
        set_tooltip(self.take, "" if payable else _("More than this year's money has left."))
        set_tooltip(self.edit, _("Name and price"))
        set_tooltip(self.away, _("Put this away; what was taken stays."))


class RewardForm(InlineForm):
    """A name and a price."""

    def __init__(self, theme: Theme) -> None:
        self.price = QLineEdit()
        super().__init__(theme, self.price, _("Save"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("Reward"))
        self.name.setAccessibleName(_("Name of the reward"))
        self.price.setFixedWidth(theme.px(120))

    def set_currency(self, currency: str) -> None:
        """The currency of a price."""
        text = _("Price ({currency})").format(currency=currency)
        self.price.setPlaceholderText(text)
        self.price.setAccessibleName(text)

    def begin(self, name: str = "", price: str = "") -> None:
        """Opens with the cursor in the name."""
        self.price.setText(price)
        super().begin(name)


class Reveal(QWidget):
    """What the lot chose, on a ground that fades in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._glow = Glide(self, theme.motion, FILL)
        self.drawn = ""
        self._words = plain_label(theme, role="section", color="won_text", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 15, 14, 11)
        row.setSpacing(11)
        row.addWidget(Icon(theme, "gift", 19, "won_text"), 0, _MIDDLE)
        row.addWidget(self._words, 1)
        self.hide()

    def show_drawn(self, reward: str) -> None:
        """Shows a reward."""
        self.drawn = reward
        text = _("It is yours: {reward}").format(reward=reward)
        set_text(self._words, text)
        self.setAccessibleName(text)
        self.show()
        self._glow.play(0.0, 1.0)
        announce(self, text)

    def keep(self, state: RewardsState) -> None:
        """Goes away when the reward was given back."""
        if self.drawn and self.drawn not in {one.reward.name for one in state.taken}:
            self.drawn = ""
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            ground = self._theme.color("won_soft", self._glow.value)
            paint_box(painter, QRectF(self.rect()).adjusted(0, 4, 0, 0), 12, ground)
