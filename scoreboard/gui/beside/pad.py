"""The mini pad: a small window that stays on top, with a score to read from afar and a key for everything."""

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.achievements import Feat
from scoreboard.errors import OnlyKept
from scoreboard.gui import answers
from scoreboard.gui.beside import place, words
from scoreboard.gui.beside.face import Foot, PadKeys, Score, newest
from scoreboard.gui.campaigns import hue_of
from scoreboard.gui.compositing import see_through
from scoreboard.gui.digits import How, digit_of
from scoreboard.gui.entries import ask_details
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.today.words import day_words, gain, measure
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.shortcuts import Shortcut, install
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Line
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import (
    RIGHT,
    Ground,
    KeyboardFocus,
    paint_box,
    paint_floating_shadow,
    paint_focus,
    smooth_painter,
)
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.i18n import _, number
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import TodayState
from scoreboard.settings import Settings
from scoreboard.values import replace

WIDTH, HEIGHT = 260, 360
MARGIN = 34
"""Room for the shadow around the pad."""
_SHADOW = QMargins(MARGIN, MARGIN, MARGIN, MARGIN)
_RADIUS = 16
_FROM_EDGE = 16
_SETTLED_MS = 400
_USUAL_HUE = "rose"


class Pad(QWidget):
    """`Pad(around, page=0)`, then `appear()`; made anew for another look or language.

    Signals: `window_wanted`, `closed`, `remember(dict)` with values for the settings.
    """

    window_wanted = Signal()
    closed = Signal()
    remember = Signal(dict)

    def __init__(self, around: Surroundings, page: int = 0) -> None:
        super().__init__()
        self._around, self._live, self._theme = around, around.live, around.theme
        self._kept_place, self._pinned = around.settings.pad_place, around.settings.pad_pinned
        self._ground = Ground()
        self._hue = ""
        self._stale = True
        self._moved = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._moved.timeout.connect(self._remember_place)
        self.setObjectName("pad")
        self.setWindowTitle(_("Mini pad"))
        self.setAccessibleName(_("Mini pad"))
        self.setWindowFlags(self._flags())
        self.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus
        )  # or the grip would have it, and show it at the first key
        self.setFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFixedSize(self._panel_size().grownBy(_SHADOW))
        if not see_through():
            self._cut_out()
        self._lay_out()
        self.keys.page = page
        install(self, self._shortcuts())
        self._live.changed.connect(self._on_changed)
        self._live.finished.connect(self._celebrate)
        self._live.failed.connect(self._tell_failure)
        QGuiApplication.instance().screenRemoved.connect(self._settle)  # type: ignore[union-attr]

    # how it is put together

    def _flags(self) -> Qt.WindowType:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        return flags | Qt.WindowType.WindowStaysOnTopHint if self._pinned else flags

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        self.score = Score(theme)
        self.sun = DaySun(theme, 74)
        self.bar = ProgressBar(theme, px(12))
        self.day = plain_label(theme, role="section", color="won_text")
        self.pace = plain_label(theme, color="text2", weight=500, elide=True, align=RIGHT)
        self.keys = PadKeys(theme)
        self.keys.pressed.connect(self.log)
        self.keys.outcome_chosen.connect(self.log)
        self.keys.details_wanted.connect(self._ask_details)
        self.keys.turned.connect(self._show_page)
        self.foot = Foot(theme)
        self.foot.undo_wanted.connect(lambda uid: self._live.do(lambda board: board.journal.void(uid)))
        self.foot.more_wanted.connect(self.window_wanted)
        top = QHBoxLayout()
        top.setSpacing(px(4))
        top.addWidget(self.score, 1)
        top.addWidget(self.sun)
        words_row = QHBoxLayout()
        words_row.setSpacing(px(8))
        words_row.addWidget(self.day)
        words_row.addWidget(self.pace, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), 0, px(16), px(13))
        inner.setSpacing(0)
        top_holder = QWidget()
        top.setContentsMargins(0, 0, 0, 0)
        top_holder.setLayout(top)
        top_holder.setFixedHeight(px(80))
        inner.addWidget(top_holder)
        inner.addSpacing(px(2))
        inner.addWidget(self.bar)
        inner.addSpacing(px(3))
        inner.addLayout(words_row)
        inner.addSpacing(px(12))
        inner.addWidget(self.keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(inner, 1)
        column.addWidget(Line(theme))
        self.foot.setFixedHeight(px(43))
        column.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        self.grip = Grip(theme)
        self.grip.nudged.connect(self._nudge)
        self.more = push_button(theme, "", "quiet", trailing="chevron-right", small=True)
        self.more.clicked.connect(lambda: self.keys.turn(self.keys.page + 1))
        self.pin = icon_button(theme, "pin", _("Stay on top of other windows"), small=True, quiet=True)
        self.pin.clicked.connect(self._turn_pin)
        self._show_pin()
        window = icon_button(theme, "app-window", _("Open Scoreboard"), small=True, quiet=True)
        window.clicked.connect(self.window_wanted)
        close = icon_button(theme, "x", _("Close the mini pad"), small=True, quiet=True)
        close.clicked.connect(self._put_away)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), theme.px(5), theme.px(6), 0)
        row.setSpacing(0)
        row.addWidget(self.grip, 1)
        for button in (self.more, self.pin, window, close):
            row.addWidget(button)
        return row

    def _shortcuts(self) -> list[Shortcut]:
        live = self._live
        return [
            Shortcut(("Esc",), "", self.window_wanted.emit),
            Shortcut(("Ctrl+M", "Ctrl+W"), "", self._put_away),
            Shortcut(("Ctrl+Z",), "", live.undo),
            Shortcut(("Ctrl+Shift+Z", "Ctrl+Y"), "", live.redo),
        ]

    # what it shows

    def take(self, settings: Settings) -> None:
        """Goes by these settings the next time something is shown."""
        self._around = replace(self._around, settings=settings)

    def _on_changed(self, _what: Changed) -> None:
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        state = self._live.read(self._live.board.screens.today) if self._stale else None
        if state is not None:
            self._stale = False
            self.display(state)

    def display(self, state: TodayState) -> None:
        """Shows the present day and its week, in the colour of the campaign that runs."""
        week, chosen = state.week, self._around.settings
        doubted = self._live.doubts(week.start, week.end)
        campaign = state.campaign.campaign if state.campaign else None
        self._hue = hue_of(campaign, chosen) if campaign else ""
        self.grip.display(campaign.name if campaign else "", self._hue)
        self.update()
        self.score.display(state)
        set_shown(self.sun, not chosen.plain)
        said = day_words(state, plain=chosen.plain, doubted=doubted)
        counts = measure(state.day, doubted=doubted)
        caption = said.caption if state.day.standing.off else ""
        self.sun.set_values(float(counts.value), float(counts.goal), counts.won, caption, said.summary)
        judged = week.target and not doubted
        share = float(week.points / week.target) if judged else 0.0
        running = judged and week.pace is not None and not week.trial
        self.bar.set_values(share, float(week.expected / week.target) if running else None)
        set_text(self.day, words.day(state, plain=chosen.plain, doubted=doubted))
        set_text(self.pace, words.pace(state, doubted=doubted, streaks=chosen.shows_streaks))
        self.keys.display(state.keys, self._hue or _USUAL_HUE)
        self.foot.display(newest(state), len(state.keys))

    def _show_page(self) -> None:
        page, pages = self.keys.page + 1, self.keys.pages
        self.more.setVisible(pages > 1)
        self.more.setText(f"{number(page)}/{number(pages)}")
        name = _("More activities, page {page} of {pages}").format(page=number(page), pages=number(pages))
        self.more.setAccessibleName(name)
        set_tooltip(self.more, name)

    def _tell_failure(self, error: object) -> None:
        kept = isinstance(error, OnlyKept)
        told = answers.only_kept(self._live.board.lifeboat_count).title if kept else _("That did not work")
        self.foot.tell(told, trouble=not kept)

    def _celebrate(self, done: Done[object]) -> None:
        shown = self.isVisible() and self._around.settings.celebrates
        if not shown or not isinstance(done.value, Logged):
            return
        line, today = done.value.line, self._live.board.today()
        key = self.keys.key(line.activity)
        if key is not None:
            key.show_logged(gain(line.points))
        if Feat.DAY_WON in done.feats and line.day == today and not self._live.doubts(today, today):
            self.sun.celebrate()

    # what one does

    def log(self, activity: str, outcome: str | None = None) -> None:
        """Logs an activity once, with its usual outcome unless another is given."""
        state = self.keys.state(activity)
        if outcome is None and state is not None and state.outcomes:
            outcome = state.outcomes[0].key
        self._live.do(lambda board: board.journal.log(activity, outcome=outcome))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = digit_of(event)
        activity = self.keys.at(pressed.digit) if pressed else None
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if steps is not None:
            self.keys.turn(self.keys.page + steps)
        elif pressed is None or activity is None:
            super().keyPressEvent(event)
        elif pressed.how is How.LOG:
            self.log(activity)
        elif pressed.how is How.ASK:
            self.keys.ask(activity)
        else:
            self._ask_details(activity, other_day=False)

    def _ask_details(self, activity: str, other_day: bool) -> None:
        state = self.keys.state(activity)
        if state is not None:
            ask_details(self._around, state, self._live.board.today(), self, other_day=other_day)

    def _turn_pin(self) -> None:
        self._pinned = not self._pinned
        self.remember.emit({"pad_pinned": self._pinned})
        self._show_pin()
        corner = self.pos()
        self.setWindowFlags(self._flags())  # which hides it
        self.move(corner)
        self.show()

    def _show_pin(self) -> None:
        size = self._theme.gentle_px(14)
        self.pin.setCheckable(True)
        self.pin.setChecked(self._pinned)
        self.pin.setIcon(self._theme.icon("pin", "accent" if self._pinned else "text3", size))

    def _put_away(self) -> None:
        self.close()

    # where it is

    def appear(self, *, focus: bool = True) -> None:
        """Shows it where it stood last; without `focus` the window that has it keeps it."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
        if not self.isVisible():
            self._go_back()
            self.show()
        if focus:
            self.raise_()
            self.activateWindow()

    def _panel(self) -> QRect:
        """What one sees of it, on the desktop."""
        return QRect(self.pos(), self.size()).marginsRemoved(_SHADOW)

    def _panel_size(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def _put(self, panel: QRect, room: QRect) -> None:
        self.move(place.inside(room, panel).topLeft() - QPoint(MARGIN, MARGIN))

    def _go_back(self) -> None:
        """To where it stood on the screen that had it last of those that are there."""
        screens = {screen.name(): screen for screen in QGuiApplication.screens()}
        size = self._panel_size()
        for name, corner in reversed(place.read(self._kept_place).items()):
            if name in screens:
                room = screens[name].availableGeometry()
                self._put(QRect(room.topLeft() + QPoint(*corner), size), room)
                return
        room = QGuiApplication.primaryScreen().availableGeometry().adjusted(0, 0, -_FROM_EDGE, -_FROM_EDGE)
        self._put(QRect(room.bottomRight(), size), room)

    def _settle(self, _screen: object = None) -> None:
        if self.isVisible():
            self._go_back()

    def _nudge(self, way: QPoint) -> None:
        self._put(self._panel().translated(way), self.screen().availableGeometry())

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self.isVisible():
            self._moved.start()

    def _remember_place(self) -> None:
        screen = self.screen()
        kept = place.write(
            self._kept_place, screen.name(), screen.availableGeometry(), self._panel().topLeft()
        )
        if kept != self._kept_place:
            self._kept_place = kept
            self.remember.emit({"pad_place": kept})

    def showEvent(self, event: QShowEvent) -> None:
        self._catch_up()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._moved.isActive():
            self._moved.stop()
            self._remember_place()
        super().closeEvent(event)
        self.closed.emit()

    def _cut_out(self) -> None:
        """Does without the shadow."""
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect().marginsRemoved(_SHADOW)), _RADIUS, _RADIUS)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._ground.paint(event, self, self._hue, self._draw)

    def _draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect().marginsRemoved(_SHADOW))
        paint_floating_shadow(painter, self._theme, box, _RADIUS)
        theme, hue = self._theme, self._hue
        paint_box(painter, box, _RADIUS, theme.color("surface"))
        if hue:
            head = QRectF(
                box.topLeft(), QSizeF(box.width(), self.grip.geometry().bottom() - MARGIN + theme.px(4))
            )
            painter.setClipRect(head)
            paint_box(painter, box, _RADIUS, theme.color(f"soft.{hue}"))
            painter.setClipping(False)
        paint_box(painter, box, _RADIUS, None, theme.color(f"border.{hue}" if hue else "border"))


class Grip(QWidget):
    """Where one takes hold of the pad to move it; arrow keys move it too. Signal: `nudged(QPoint)`."""

    nudged = Signal(QPoint)
    _STEP = 16

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._focus = KeyboardFocus(self)
        self._from: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(_("Move the mini pad"))
        set_tooltip(self, _("Drag to move"))
        self._icon = Icon(theme, "grip", 15, "text3")
        self._name = plain_label(theme, role="small", weight=600, elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(4), 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)

    def display(self, name: str, hue: str) -> None:
        """Shows the name of what colours the pad."""
        self._name.setText(name)
        self._name.set_color(hue or "text2")
        self._icon.set_icon("grip", hue or "text3")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed = event.button() == Qt.MouseButton.LeftButton
        if pressed and not self.window().windowHandle().startSystemMove():
            self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            here = event.globalPosition().toPoint()
            self.window().move(self.window().pos() + here - self._from)
            self._from = here

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: QPoint(-1, 0),
            Qt.Key.Key_Right: QPoint(1, 0),
            Qt.Key.Key_Up: QPoint(0, -1),
            Qt.Key.Key_Down: QPoint(0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.nudged.emit(way * self._STEP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._focus.visible and self.hasFocus():
            with smooth_painter(self) as painter:
                paint_focus(painter, self._theme, QRectF(self.rect()), 8)
