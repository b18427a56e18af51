"""The page one works on: what today scored, what wins it, and a key for everything worth points."""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.domain.rules import ReserveNote
from scoreboard.errors import Refused, StoreProblem
from scoreboard.gui import campaigns
from scoreboard.gui.digits import How, digit_of
from scoreboard.gui.entries import ask_details, edit_entry
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.pages.today import words
from scoreboard.gui.pages.today.banner import Banner
from scoreboard.gui.pages.today.days import DaysWon
from scoreboard.gui.pages.today.deliverables import Deliverables
from scoreboard.gui.pages.today.frame import MOST_WIDTH, Frame, frame_for
from scoreboard.gui.pages.today.header import Header
from scoreboard.gui.pages.today.hero import Hero
from scoreboard.gui.pages.today.keys import KeyGrid
from scoreboard.gui.pages.today.log import LogCard, LogRows, LogStrip
from scoreboard.gui.pages.today.morning import Morning, MorningCard
from scoreboard.gui.pages.today.morning_words import asks
from scoreboard.gui.play import today_shown
from scoreboard.gui.quiet import set_text
from scoreboard.gui.reading_order import follow_reading_order
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _, n_, number
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import Digest, TodayState
from scoreboard.values import replace
from scoreboard.wording import problem

_AFTER_CLICK = 150
"""Milliseconds until the order of Tab is looked after, so that no click waits for it."""
_BETWEEN_LOOKS = 20
"""Milliseconds between two looks at the past of a long streak, in which clicks are answered."""


class TodayPage(Page):
    """One day, the present one unless another was chosen."""

    watches = (
        Changed.JOURNAL | Changed.RULES | Changed.GOALS | Changed.CAMPAIGN | Changed.SETTINGS | Changed.DAY
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._around = around
        self._day: date | None = None
        self._state: TodayState | None = None
        self._mornings = Morning()
        self._digest: Digest | None = None
        self._asked: date | None = None
        """The open day that the card is about, until it is put away."""
        self._frame: Frame | None = None
        self._painted = False
        self._reading = QTimer(self, interval=_AFTER_CLICK, singleShot=True)
        self._reading.timeout.connect(lambda: follow_reading_order(self))
        self._looking_back = QTimer(self, interval=_BETWEEN_LOOKS, singleShot=True)
        self._looking_back.timeout.connect(self._look_back)
        self._rewards = QTimer(self, interval=_AFTER_CLICK, singleShot=True)
        self._rewards.timeout.connect(self._look_at_rewards)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._keys_hint: PlainLabel | None = None
        self.live.finished.connect(self._show_logged)
        for signal in (self.live.finished, self.live.undone, self.live.redone):
            signal.connect(self._show_undo)
        self.live.finished.connect(self._rewards_after)
        for signal in (self.live.undone, self.live.redone):
            signal.connect(self._rewards_again)  # no lambda, which would outlive the page

    # how it is put together

    def compose(self, width: int, height: int) -> None:
        """Arranges the page anew when the size asks for another arrangement."""
        frame = frame_for(width, height, self.theme.text_size)
        if frame != self._frame:
            self._frame = frame
            self._build(frame)
            if self._state is not None:
                self.display(self._state)

    def _build(self, frame: Frame) -> None:
        old = self._body
        self._body = QWidget()
        self._make_parts(frame)
        outer = QVBoxLayout(self._body)
        left, top, right, bottom = frame.margins
        outer.setContentsMargins(left, top, 0, 0)
        outer.setSpacing(frame.gap)
        self.header.setContentsMargins(0, 0, right, 0)
        outer.addWidget(self.header)
        strip = QVBoxLayout()
        strip.setContentsMargins(0, 0, right, 0)
        strip.addWidget(self.banner)
        outer.addLayout(strip)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._main_column(frame), 1)
        if frame.rail:
            columns.addSpacing(8)
            columns.addWidget(self._rail(frame, right, bottom))
        outer.addLayout(columns, 1)
        self._body.setMaximumWidth(MOST_WIDTH + left + right)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.addWidget(self._body)
        self._body.show()  # a layout alone would do so only at the next turn of the event loop

    def _make_parts(self, frame: Frame) -> None:
        theme = self.theme
        self._keys_hint = None
        self.header = Header(theme, compact=not frame.rail)
        self.header.day_chosen.connect(self.show_day)
        self.header.pad_wanted.connect(partial(self.asks.emit, "pad", None))
        self.morning = MorningCard(theme)
        self.morning.closed.connect(self._put_morning_away)
        self.morning.left_open.connect(self._leave_open)
        self.morning.reason_given.connect(self._give_reason)
        self.banner = Banner(theme, compact=frame.compact)
        self.banner.clicked.connect(lambda: self.leads_to.emit("campaigns"))
        self.hero = Hero(theme, frame)
        self.hero.way_chosen.connect(self.log)
        self.hero.day_called.connect(partial(self.asks.emit, "call it a day", None))
        self.keys = KeyGrid(theme, frame)
        self.keys.pressed.connect(self.log)
        self.keys.outcome_chosen.connect(self.log)
        self.keys.details_wanted.connect(self._ask_details)
        self.deliverables = Deliverables(theme)
        self.deliverables.moved.connect(self._move)
        self.deliverables.finished.connect(self._put_away)
        self.deliverables.added.connect(self._add_deliverable)
        self.days = DaysWon(theme)
        self.days.day_chosen.connect(self.show_day)
        self.days.open_day_chosen.connect(self._ask_about)
        self.days.rewards_wanted.connect(lambda: self.leads_to.emit("rewards"))
        self._rewards.start()  # the new card knows of none
        self.rows = LogRows(theme)
        self.rows.undo_wanted.connect(self._void)
        self.rows.edit_wanted.connect(self._edit)
        self.rows.all_wanted.connect(self.refresh)
        self.log_box: LogCard | LogStrip = (
            LogCard(theme, self.rows) if frame.rail else LogStrip(theme, self.rows)
        )
        self.log_box.undo_last_wanted.connect(self.live.undo)

    def _main_column(self, frame: Frame) -> Scrolling:
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        right = frame.margins[2]
        column.setContentsMargins(0, 0, 8 if frame.rail else right, frame.margins[3])
        column.setSpacing(frame.gap)
        column.addWidget(self.morning)
        column.addWidget(self.hero)
        keys = QVBoxLayout()
        keys.setSpacing(8)
        if frame.rail or not frame.compact:
            keys.addLayout(self._keys_heading())
        keys.addWidget(self.keys)
        column.addLayout(keys)
        if not frame.rail:
            column.addWidget(self.log_box)
        column.addWidget(self.deliverables)
        if not frame.rail:
            column.addWidget(self.days)
        column.addStretch(1)
        return _ColumnArea(content, sideways=False)

    def _keys_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        title = plain_label(self.theme, _("Log an activity"), "section")
        self._keys_hint = plain_label(self.theme, role="small", color="text3")
        edit = push_button(self.theme, _("Edit"), "quiet", icon="pencil", small=True)
        edit.setAccessibleName(_("Edit the activities"))
        edit.clicked.connect(lambda: self.leads_to.emit("rules"))
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._keys_hint)
        row.addWidget(edit)
        return row

    def _rail(self, frame: Frame, right: int, bottom: int) -> QWidget:
        rail = QWidget()
        rail.setFixedWidth(max(frame.rail, self.theme.px(frame.rail)) + right)
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 0, right, bottom)
        column.setSpacing(frame.gap)
        column.addWidget(self.days)
        column.addWidget(self.log_box, 1)
        self.days.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.log_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return rail

    # what it shows

    def load(self) -> TodayState:
        """Reads the shown day."""
        board = self.live.board
        state = today_shown(board.screens.today(self._day), self.settings)
        self._digest = self._mornings.digest(board, state, self.settings)
        if self._digest is not None and state.streak is not None and asks(state.streak):
            self._asked = state.streak.open_day
        return state

    def display(self, state: TodayState) -> None:
        """Shows the day; parts skip what stays."""
        if self._frame is None:
            self.compose(1440, 900)
        newest = bool(self._state and self._state.day.standing.day == state.day.standing.day)
        self._state = state
        self.header.display(state, self.settings.name.partition(" ")[0])
        self._show_morning(state)
        hue = campaigns.hue_of(state.campaign.campaign, self.settings) if state.campaign else ""
        self.banner.display(state.campaign, hue, state.names, state.now.date())
        doubted = self.live.doubts(state.week.start, state.week.end)
        called = self.settings.called_a_day == state.now.date().isoformat()
        self.hero.set_festive(self.settings.celebrates)
        self.hero.display(state, doubted=doubted, called=called)
        self.keys.display(state.keys, hue)
        hint = n_("Press {digit}, or click", "Press 1–{digit}, or click", len(state.keys))
        if self._keys_hint is not None:
            set_text(
                self._keys_hint, hint.format(digit=number(min(9, len(state.keys)))) if state.keys else ""
            )
        self.deliverables.display(state)
        days = [mark.standing.day for week in state.marks for mark in week]
        self.days.display(state, doubted=bool(days) and self.live.doubts(min(days), max(days)))
        self.rows.display(state.log, fresh=newest)
        self.log_box.display(state, can_undo=self.live.can_undo)
        if self._painted:
            self._begin_to_look_back()
        self._reading.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._begin_to_look_back()

    def _show_morning(self, state: TodayState) -> None:
        streak = state.streak
        about = streak if streak and state.live and streak.open_day == self._asked is not None else None
        digest = self._digest if state.live and self._mornings.untouched else None
        self.morning.display(digest, about, state.now.date())

    def shown_day(self) -> date | None:
        """The chosen day."""
        return self._day

    def show_day(self, day: date | None) -> None:
        """Shows another day; today is the present day, also tomorrow."""
        today = self.live.board.today()
        self._day = None if day is None or day >= today else day
        self.refresh()

    def pick_day(self) -> None:
        """Opens the calendar."""
        self.header.open_calendar()

    def _begin_to_look_back(self) -> None:
        if self._state and self._state.streak is None and self.settings.shows_streaks:
            self._looking_back.start()

    def _look_back(self) -> None:
        """A streak of years is followed back a little at a time, after the first paint."""
        if self.isVisible():
            with suppress(StoreProblem):  # whatever is wrong is told by what cannot do without
                if self.live.board.streaks.look_back():
                    self.refresh()
                else:
                    self._looking_back.start()

    def _show_undo(self) -> None:
        self.log_box.set_can_undo(self.live.can_undo)

    def _on_changed(self, what: Changed) -> None:
        super()._on_changed(what)
        if what != Changed.JOURNAL:
            self._rewards.start()

    def _rewards_after(self, done: Done[object]) -> None:
        """A click that won nothing leaves the rewards as they are."""
        if done.feats:
            self._rewards.start()

    def _rewards_again(self, _done: object) -> None:
        self._rewards.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rewards.start()

    def _look_at_rewards(self) -> None:
        if not self.isVisible():
            return
        waiting = 0
        if not self.settings.plain:
            with suppress(StoreProblem):  # whatever is wrong is told by what cannot do without
                waiting = len(self.live.board.rewards.state().open)
        self.days.tell_rewards(waiting)

    def _show_logged(self, done: Done[object]) -> None:
        if not isinstance(done.value, Logged) or not self.settings.celebrates:
            return
        line = done.value.line
        key = self.keys.key(line.activity)
        if key is not None and self.isVisible():
            key.show_logged(words.gain(line.points))

    def celebrate(self, done: Done[Any]) -> None:
        """Celebrates what was won today, in one moment; what a click for another day won stays quiet."""
        logged, today = done.value, self.live.board.today()
        if not isinstance(logged, Logged) or logged.line.day != today or self.live.doubts(today, today):
            return
        if self._day is not None or not self.settings.celebrates:
            return
        banner = self._state.campaign if self._state else None
        hue = banner.campaign.color if banner else ""
        # the click is painted first
        QTimer.singleShot(0, self, lambda: self.hero.celebrate(done.feats, hue))

    # what one does

    def log(self, activity: str, outcome: str | None = None) -> None:
        """Logs an activity once, with its usual outcome unless another is given."""
        state = self.keys.state(activity)
        if outcome is None and state is not None and state.outcomes:
            outcome = state.outcomes[0].key
        day = self._day
        self.live.do(lambda board: board.journal.log(activity, outcome=outcome, day=day))

    def wants_key(self, event: QKeyEvent) -> bool:
        """Takes the digits: alone they log, with Shift they ask how it went, with Alt for details."""
        pressed = digit_of(event)
        activity = self.keys.at(pressed.digit) if pressed else None
        if pressed is None or activity is None:
            return False
        if pressed.how is How.LOG:
            self.log(activity)
        elif pressed.how is How.ASK:
            self.keys.ask(activity)
        else:
            self._ask_details(activity, other_day=False)
        return True

    def _ask_details(self, activity: str, other_day: bool) -> None:
        state = self.keys.state(activity)
        if state is not None:
            day = self._day or self.live.board.today()
            weekday = self._state.week.start.weekday() if self._state else None
            ask_details(self._around, state, day, self.window(), other_day=other_day, first_weekday=weekday)

    def _put_morning_away(self) -> None:
        self._asked = None
        today = self.live.board.today().isoformat()
        if self._state is not None and self.settings.morning == today:
            self._show_morning(self._state)
        else:
            self.chosen.emit(replace(self.settings, morning=today))

    def _ask_about(self, day: date) -> None:
        """Shows what the seller may say of a day that stayed open."""
        self._asked = day
        if self._state is not None:
            self._show_morning(self._state)

    def _leave_open(self, day: date, declined: bool) -> None:
        reason = self._note(day).reason
        self.live.do(lambda board: board.streaks.set_note(day, declined=declined, reason=reason))

    def _give_reason(self, day: date, reason: str) -> None:
        declined = self._note(day).declined
        self.live.do(lambda board: board.streaks.set_note(day, declined=declined, reason=reason))

    def _note(self, day: date) -> ReserveNote:
        """What was said of a day so far."""
        note = self._state.streak.note if self._state and self._state.streak else None
        return note if note is not None and note.day == day else ReserveNote(day)

    def _move(self, deliverable: str, percent: int) -> None:
        day = self._day
        done = self.live.do(lambda board: board.journal.progress(deliverable, percent, day=day))
        if done is None:
            self.deliverables.row(deliverable).set_back()

    def _put_away(self, deliverable: str) -> None:
        self.live.do(lambda board: board.rules.set_deliverable(deliverable, archived=True))

    def _add_deliverable(self, name: str, activity: str) -> None:
        try:
            self.live.attempt(lambda board: board.rules.add_deliverable(name, activity))
        except Refused as error:
            self.deliverables.refuse(problem(error))
        except StoreProblem:
            return
        else:
            self.deliverables.accept()

    def _void(self, uid: str) -> None:
        self.live.do(lambda board: board.journal.void(uid))

    def _edit(self, uid: str) -> None:
        line = next((line for line in self._state.log if line.uid == uid), None) if self._state else None
        if line is not None:
            edit_entry(self._around, line, self.window())


class _ColumnArea(Scrolling):
    """Scrolls up and down only; its content is as wide as it is."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.content.minimumSizeHint().width(), 100)
