"""The card that a day begins with, until it is put away: yesterday, the week, today, a day left open."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.gui.pages.today import morning_words
from scoreboard.gui.pages.today.morning_words import Fact
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.chip import Chip
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.service import Scoreboard
from scoreboard.service.states import Digest, StreakState, TodayState
from scoreboard.settings import Settings
from scoreboard.values import replace

_TOP = Qt.AlignmentFlag.AlignTop


class Morning:
    """Decides once a day whether there is a card, and reads its digest again only when the past changed.

    `untouched` is whether nothing was logged when the day was first looked at: the facts of the morning would
    contradict a page that is made anew (another language, a start in the afternoon) and shows more.
    """

    def __init__(self) -> None:
        self.untouched = True
        self._day: date | None = None
        self._digest: Digest | None = None
        self._made_of: object = None

    def digest(self, board: Scoreboard, state: TodayState, settings: Settings) -> Digest | None:
        """What the card of the state's day shows, None when there is none."""
        today = state.now.date()
        if not state.live or settings.morning == today.isoformat():
            return None
        if self._day == today and self._digest is None:
            return None
        if self._day != today:
            self.untouched = not state.log
        made_of = (_past_of(state), settings.shows_streaks)
        if self._day != today or made_of != self._made_of:
            digest = board.screens.digest()
            if not settings.shows_streaks:
                digest = replace(digest, streak=None)
            worth = self._day == today or morning_words.worth_telling(digest)
            self._day, self._digest, self._made_of = today, digest if worth else None, made_of
        return self._digest


def _past_of(state: TodayState) -> object:
    """What a click of today leaves as it is."""
    today, streak = state.now.date(), state.streak
    return (
        tuple(day for day in state.week.days if day.day < today),
        state.week.target,
        state.marks[0],
        (streak.covered, streak.open_day, streak.note) if streak else None,
        state.campaign.campaign if state.campaign else None,
        (state.day.standing.goal, state.day.standing.win_by),
    )


class MorningCard(Card):
    """`MorningCard(theme)`, then `display(...)`; hidden while there is nothing to show.

    Signals: `closed`; `left_open(date, bool)` whether no reserve day is to cover the day; `reason_given(date,
    str)`.
    """

    closed = Signal()
    left_open = Signal(object, bool)
    reason_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(20, 13, 12, 14))
        self._theme = theme
        self._digest: Digest | None = None
        self._shown: tuple[Fact, ...] = ()
        self._facts = QWidget()
        self._grid = QHBoxLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._line = Line(theme)
        self._open_day: OpenDay | None = None
        close = icon_button(theme, "x", _("Put this away"), small=True, quiet=True)
        close.clicked.connect(self.closed)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._line)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self._column, 1)
        row.addWidget(close, 0, _TOP)
        self.body.addLayout(row)
        self.hide()

    def display(self, digest: Digest | None, streak: StreakState | None, today: date) -> None:
        """Shows the facts of the digest, the open day of the streak, both or nothing."""
        if digest is not self._digest:
            self._digest = digest
            facts = morning_words.facts(digest, plain=self._theme.plain) if digest else ()
            if facts != self._shown:
                self._shown = facts
                self._build(facts)
        set_shown(self._facts, bool(self._shown))
        set_shown(self._line, bool(self._shown) and streak is not None)
        if streak is not None:
            self._about_open_day().display(streak, today)
        if self._open_day is not None:
            set_shown(self._open_day, streak is not None)
        set_shown(self, bool(self._shown) or streak is not None)

    def _about_open_day(self) -> "OpenDay":
        """Made for the first day that stayed open: most mornings have none."""
        if self._open_day is None:
            self._open_day = OpenDay(self._theme)
            self._open_day.left_open.connect(self.left_open)
            self._open_day.reason_given.connect(self.reason_given)
            self._column.addWidget(self._open_day)
        return self._open_day

    def _build(self, facts: tuple[Fact, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, fact in enumerate(facts):
            parts: list[QWidget] = [Line(self._theme, vertical=True)] if place else []
            for part in (*parts, _FactWords(self._theme, fact)):
                self._grid.addWidget(part, int(isinstance(part, _FactWords)))
                part.show()  # a layout alone would do so only at the next turn of the event loop


class _FactWords(QWidget):
    """A fact in three short lines."""

    def __init__(self, theme: Theme, fact: Fact) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(theme, fact.about, "small", "text3", weight=600, wrap=True))
        column.addWidget(plain_label(theme, fact.fact, "section", wrap=True))
        if fact.rest:
            column.addWidget(plain_label(theme, fact.rest, "small", "text2", wrap=True))
        column.addStretch(1)


class OpenDay(QWidget):
    """`OpenDay(theme)`, then `display(streak, today)`: a day that stayed open, and what is said of it.

    Signals as of the card.
    """

    left_open = Signal(object, bool)
    reason_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._streak: StreakState | None = None
        self._title = plain_label(theme, role="section", wrap=True)
        self._text = plain_label(theme, color="text2", wrap=True)
        self._button = push_button(theme, "", "quiet")
        self._button.clicked.connect(self._decide)
        self._chips: dict[str, Chip] = {}
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        asked = plain_label(
            theme, _("What happened? Only you see this."), "small", "text3", weight=600, wrap=True
        )
        self._row = QHBoxLayout()
        self._row.setSpacing(7)
        self._row.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.addWidget(IconTile(theme, "umbrella", "ocean", 36), 0, 0, _TOP)
        grid.addLayout(words, 0, 1)
        grid.addWidget(self._button, 0, 2, _TOP)
        grid.addWidget(asked, 1, 1, 1, 2)
        grid.addLayout(self._row, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def display(self, streak: StreakState, today: date) -> None:
        """Shows the day and what was said of it so far."""
        if streak == self._streak:
            return
        self._streak = streak
        set_text(self._title, morning_words.open_title(streak, today))
        set_text(self._text, morning_words.open_text(streak))
        declined = streak.note is not None and streak.note.declined
        text = _("Use a reserve day") if declined else _("Leave it open")
        self._button.setText(text)
        self._button.setAccessibleName(text)
        self._show_given(streak)

    def _show_given(self, streak: StreakState) -> None:
        """The reason that is stored, which the one that was clicked need not be."""
        given = streak.note.reason if streak.note else ""
        for reason in (*morning_words.reasons(), *((given,) if given else ())):
            if reason not in self._chips:  # one in words of the seller's own is shown like the others
                chip = Chip(self._theme, reason)
                chip.setCheckable(True)
                chip.clicked.connect(partial(self._give, reason))
                self._row.insertWidget(len(self._chips), chip)
                self._chips[reason] = chip
        for reason, chip in self._chips.items():
            chip.setChecked(reason == given)

    def _decide(self) -> None:
        if self._streak is not None and self._streak.open_day is not None:
            declined = self._streak.note is not None and self._streak.note.declined
            self.left_open.emit(self._streak.open_day, not declined)

    def _give(self, reason: str) -> None:
        """A second click on a reason takes it back."""
        chosen = self._chips[reason].isChecked()
        if self._streak is not None and self._streak.open_day is not None:
            self.reason_given.emit(self._streak.open_day, reason if chosen else "")
            self._show_given(self._streak)
