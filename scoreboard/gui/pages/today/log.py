"""What was logged on the day, newest first: as a card beside the page, or as one line that opens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from scoreboard.gui import dates
from scoreboard.gui.pages.today import words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.icon_tile import Keycap
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.log_row import LogRow
from scoreboard.gui.widgets.painting import RIGHT
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _, n_, number
from scoreboard.service.states import LogLine, TodayState

MOST_ROWS = 30
"""More than a high window shows; the rest of a very busy day is a click away."""


def undo_keys() -> str:
    """The shortcut of undo as the keyboard writes it."""
    text = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("+", " ")


class LogRows(QWidget):
    """The rows. Signals: `undo_wanted(str)`, `edit_wanted(str)` with a uid, `all_wanted`: display again."""

    undo_wanted = Signal(str)
    edit_wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[LogLine, ...] = ()
        self._rows: dict[str, LogRow] = {}
        self._spare: list[LogRow] = []
        self._fresh: LogRow | None = None
        self._most, self._hidden = MOST_ROWS, 0
        # Painted to its edges, so that Qt moves the picture of the rows when one comes in above them. It is
        # kept when the log grows.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self._more = push_button(theme, "", "link")
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        self._more.setParent(self)

    def display(self, lines: tuple[LogLine, ...], *, fresh: bool) -> None:
        """Shows the lines; rows whose line stays are kept. `fresh` tints a line that is new on top."""
        shown = lines[: self._most]
        hidden = len(lines) - len(shown)
        set_shown(self._more, bool(hidden))
        if hidden != self._hidden:
            self._hidden = hidden
            self._more.setText(n_("{n} more", "{n} more", hidden).format(n=number(hidden)))
            self._more.adjustSize()
        if shown == self._lines:
            return
        before, self._lines = self._lines, shown
        known = {line.uid: line for line in before}
        new = fresh and bool(shown) and shown[0].uid not in known
        if new and self.isVisible() and shown[1:] == before[: len(shown) - 1]:
            self._push(before, shown[0])
            return
        stay = {line.uid for line in shown}
        for uid in [uid for uid in self._rows if uid not in stay]:
            self._put_away(self._rows.pop(uid))
        if new:
            self._settle()
        for place, line in enumerate(shown):
            if known.get(line.uid) != line:
                self._take_row(line, fresh=new and place == 0)
        self._arrange()

    def _push(self, before: tuple[LogLine, ...], line: LogLine) -> None:
        """One line more on top: the others move down in one piece, with the picture there is of them."""
        height = LogRow.height_in(self._theme)
        for gone in before[len(self._lines) - 1 :]:
            self._put_away(self._rows.pop(gone.uid), soon_back=True)
        self.scroll(0, height)
        newest = self._fresh
        if before and newest is not None and newest.uid == before[0].uid and not newest.active:
            # it goes on to the new line with its button, which takes long to make; another shows its line
            del self._rows[before[0].uid]
            self._take_row(before[0], fresh=False).setGeometry(0, height, self.width(), height)
            self._spare.append(newest)
        else:
            self._settle()
        self._take_row(line, fresh=True).setGeometry(0, 0, self.width(), height)
        self._fit()

    def _put_away(self, row: LogRow, *, soon_back: bool = False) -> None:
        """Keeps a row for the next line; to make one takes longer than to show another line in it."""
        if not soon_back or row.active:  # focus and pointer do not go with it
            row.hide()
        self._spare.append(row)

    def _settle(self) -> None:
        if self._fresh is not None:
            self._fresh.settle()

    def _take_row(self, line: LogLine, *, fresh: bool) -> LogRow:
        """The row of the line, with what it says now: one that was put right keeps its row and focus."""
        row = self._rows.get(line.uid)
        kept = row is not None
        if row is None:
            row = self._spare.pop() if self._spare else self._new_row()
        self._rows[line.uid] = row
        row.uid = line.uid
        row.set_line(
            words.line_name(line),
            words.line_details(line),
            words.gain(line.points),
            line.icon,
            line.color,
            fresh=fresh,
            doubtful=bool(line.entry.clock),
        )
        if fresh:
            self._fresh = row
        if not kept:
            self.setTabOrder(self, row)  # the newest comes first, also for the keyboard
        if row.isHidden():
            row.show()
        return row

    def _new_row(self) -> LogRow:
        row = LogRow(self._theme, undo_label=_("Take back"), edit_label=_("Edit"))
        row.setParent(self)
        row.undo_requested.connect(lambda: self.undo_wanted.emit(row.uid))
        row.edit_requested.connect(lambda: self.edit_wanted.emit(row.uid))
        return row

    def _arrange(self) -> None:
        """Places the rows below each other. They are of one height, so a layout would only cost time."""
        height, width = LogRow.height_in(self._theme), self.width()
        for place, line in enumerate(self._lines):
            self._rows[line.uid].setGeometry(0, place * height, width, height)
        self._fit()

    def _fit(self) -> None:
        """Is as high as the rows, with what else there is below them."""
        top = LogRow.height_in(self._theme) * len(self._lines)
        if not self._more.isHidden():
            self._more.move(0, top)
            top += self._more.height()
        if self.minimumHeight() != top:
            self.setMinimumHeight(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.color("surface"))

    def row(self, uid: str) -> LogRow | None:
        """The row of an entry."""
        return self._rows.get(uid)

    def _show_all(self) -> None:
        self._most = 10_000
        self.all_wanted.emit()


class LogCard(Card):
    """The day's log as a card. Signals: those of its rows, and `undo_last_wanted`."""

    undo_last_wanted = Signal()

    def __init__(self, theme: Theme, rows: LogRows) -> None:
        super().__init__(theme, padding=(8, 14, 8, 8), on="window")
        self.rows = rows
        self._title = plain_label(theme, role="section", elide=True)
        self._points = plain_label(theme, role="strong", color="accent", steady=True, align=RIGHT)
        self._empty = plain_label(
            theme,
            _("Log the first thing you do. One click is enough; even a call nobody answered counts."),
            color="text2",
            wrap=True,
        )
        self._empty.setContentsMargins(12, 8, 12, 8)
        heading = QHBoxLayout()
        heading.setContentsMargins(12, 0, 12, 6)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._points)
        area = Scrolling(rows, sideways=False)
        self._undo = push_button(theme, _("Undo last"), "quiet", icon="undo-2")
        self._undo.clicked.connect(self.undo_last_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 10, 0)
        foot.addWidget(self._undo)
        foot.addStretch(1)
        foot.addWidget(Keycap(theme, undo_keys()))
        self.body.addLayout(heading)
        self.body.addWidget(self._empty)
        self.body.addWidget(area, 1)
        self.add_line(4)
        self.body.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(170))

    def display(self, state: TodayState, *, can_undo: bool) -> None:
        """Shows the heading; the rows are rendered by the page."""
        set_text(self._title, log_title(state))
        set_text(self._points, words.points(state.day.standing.points))
        set_shown(self._empty, not state.log)
        self.set_can_undo(can_undo)

    def set_can_undo(self, can_undo: bool) -> None:
        """Whether there is something of this window to take back."""
        if self._undo.isEnabled() != can_undo:
            self._undo.setEnabled(can_undo)


class LogStrip(Card):
    """The day's log in one line, with its newest entry; the chevron opens the rows below it."""

    undo_last_wanted = Signal()

    def __init__(self, theme: Theme, rows: LogRows) -> None:
        super().__init__(theme, padding=(6, 3, 12, 4), on="window")
        self.rows = rows
        self._theme = theme
        self._title = push_button(theme, "", "quiet", icon="chevron-right")
        self._title.setCheckable(True)
        self._title.toggled.connect(self._open)
        self._newest = plain_label(theme, role="small", color="text2", elide=True)
        self._undo = push_button(theme, _("Undo last"), "link")
        self._undo.clicked.connect(self.undo_last_wanted)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title)
        line.addWidget(self._newest, 1)
        line.addWidget(self._undo)
        line.addWidget(Keycap(theme, undo_keys()))
        rows.hide()
        self.body.addLayout(line)
        self.body.addWidget(rows)

    def _open(self, shown: bool) -> None:
        self.rows.setVisible(shown)
        self._title.setIcon(self._theme.icon("chevron-down" if shown else "chevron-right", "text2", 17))

    def display(self, state: TodayState, *, can_undo: bool) -> None:
        """Shows the line."""
        title = _("{log}, {points}").format(
            log=log_title(state), points=words.points(state.day.standing.points)
        )
        if self._title.text() != title:
            self._title.setText(title.replace("&", "&&"))
            self._title.setAccessibleName(title)
        newest = state.log[0] if state.log else None
        text = _("Nothing logged yet")
        if newest:
            text = _("{entry} {points}, {time}").format(
                entry=words.line_name(newest), points=words.gain(newest.points), time=dates.clock(newest.at)
            )
        set_text(self._newest, text)
        self.set_can_undo(can_undo)

    def set_can_undo(self, can_undo: bool) -> None:
        """Whether there is something of this window to take back."""
        if self._undo.isEnabled() != can_undo:
            self._undo.setEnabled(can_undo)


def log_title(state: TodayState) -> str:
    """Today's log, or that of another day."""
    if state.live:
        return _("Today's log")
    return _("Log of {day}").format(day=dates.short_day(state.day.standing.day))
