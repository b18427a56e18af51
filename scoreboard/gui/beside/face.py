"""What the pad shows: the week's score, eight keys at a time, and the newest entry."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from scoreboard.gui.beside import words
from scoreboard.gui.motion import COUNT_UP, Glide
from scoreboard.gui.pages.today.key_menu import open_menu
from scoreboard.gui.pages.today.keys import DIGITS
from scoreboard.gui.pages.today.words import gain, key_description, key_name, line_name, week_words
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.pad_key import PadKey
from scoreboard.gui.widgets.painting import fit, paint_text, smooth_painter, text_width
from scoreboard.gui.widgets.week_ring import local_number
from scoreboard.i18n import _, n_, number, pgettext
from scoreboard.service.states import ActivityKey, LogLine, TodayState

COLUMNS, ROWS = 4, 2
KEYS = COLUMNS * ROWS
_LEFT_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_SMALLEST_SCORE = 46


class Score(QWidget):
    """The week's points as large as the room allows, and of how many: beside them, or below long ones."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points, self._caption, self._fresh = 0.0, "", True
        self._shown = Glide(self, theme.motion, COUNT_UP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def display(self, state: TodayState) -> None:
        """Shows the week of the state."""
        says = week_words(state.week, state.now.date())
        self._points, self._caption = float(state.week.points), says.short_caption
        self._shown.jump(self._points) if self._fresh else self._shown.to(self._points)
        self._fresh = False
        self.setAccessibleName(says.summary)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, width, height = self._theme, float(self.width()), float(self.height())
        whole = local_number(self._points)
        shown = local_number(round(self._shown.value)) if self._shown.running else whole
        beside = theme.font("section", size=17)
        gap, aside = theme.px(8), text_width(self._caption, beside)
        font = theme.font("pad", tabular=True)
        least = theme.px(_SMALLEST_SCORE)
        with smooth_painter(self) as painter:
            if fit(font, whole, theme.px(64), width - gap - aside) >= least:
                line = QRectF(0, 0, width, height - theme.px(2))
                paint_text(painter, line, shown, font, theme.color("text"), _LEFT_BOTTOM)
                line.setLeft(text_width(whole, font) + gap)
                line.setBottom(line.bottom() - font.pixelSize() * 0.16)
                paint_text(painter, line, self._caption, beside, theme.color("text2"), _LEFT_BOTTOM)
                return
            fit(font, whole, least, width)
            below = theme.font("section")
            line = QRectF(0, 0, width, height - theme.px(20))
            paint_text(painter, line, shown, font, theme.color("text"), _LEFT_BOTTOM)
            line = QRectF(0, height - theme.px(24), width, theme.px(20))
            paint_text(painter, line, self._caption, below, theme.color("text2"), _LEFT_BOTTOM)


class PadKeys(QWidget):
    """`PadKeys(theme)`, then `display(keys, hue)`; eight of them at a time, `turn()` shows the next ones.

    Signals as the Today page's grid of keys has them, and `turned`, when another page or number of pages is
    shown.
    """

    pressed = Signal(str)
    outcome_chosen = Signal(str, str)
    details_wanted = Signal(str, bool)
    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._states: tuple[ActivityKey, ...] = ()
        self._keys: dict[str, PadKey] = {}
        self._factor_hue = ""
        self.page = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        for place in range(KEYS):  # an empty cell would leave its room to the others
            row, column = divmod(place, COLUMNS)
            self._grid.addWidget(QWidget(), row, column)
            self._grid.setRowStretch(row, 1)
            self._grid.setColumnStretch(column, 1)

    @property
    def pages(self) -> int:
        """How many pages the activities fill, at least one."""
        return max(1, -(-len(self._states) // KEYS))

    def display(self, states: tuple[ActivityKey, ...], factor_hue: str) -> None:
        """Shows the keys, a campaign's factor in its hue; those that stay the same kind of key are kept."""
        if states == self._states and factor_hue == self._factor_hue:
            return
        before, self._states, self._factor_hue = self._states, states, factor_hue
        if [_shape(state) for state in before] != [_shape(state) for state in states]:
            self.turn(self.page)
            return
        for place, state in enumerate(states):
            key = self._keys.get(state.key)
            if key is not None:
                key.set_points(gain(state.points), _factor(state), factor_hue)
                key.set_count(state.done, key_description(state, digit(place)))
                key.setAccessibleName(key_name(state))

    def turn(self, page: int) -> None:
        """Shows a page of keys; past the last one comes the first."""
        self.page = page % self.pages
        old, first = self._keys, self.page * KEYS
        self._keys = {}
        for place, state in enumerate(self._states[first : first + KEYS], first):
            key = self._keys[state.key] = self._key(place, state)
            self._grid.addWidget(key, *divmod(place - first, COLUMNS))
            key.show()
        if any(key.hasFocus() for key in old.values()):
            next(iter(self._keys.values()), self).setFocus(Qt.FocusReason.OtherFocusReason)
        for key in old.values():
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self.turned.emit()

    def _key(self, place: int, state: ActivityKey) -> PadKey:
        key = PadKey(
            self._theme,
            state.name,
            state.color,
            state.icon,
            gain(state.points),
            digit=digit(place),
            factor=_factor(state),
            factor_hue=self._factor_hue,
            count=state.done,
            accessible_name=key_name(state),
            accessible_description=key_description(state, digit(place)),
        )
        key.clicked.connect(lambda _checked=False: self.pressed.emit(state.key))
        key.details_requested.connect(partial(self.ask, state.key))
        return key

    def key(self, activity: str) -> PadKey | None:
        """The key of an activity, None when it is on another page."""
        return self._keys.get(activity)

    def state(self, activity: str) -> ActivityKey | None:
        """What is known of an activity, on any page."""
        return next((state for state in self._states if state.key == activity), None)

    def at(self, pressed: str) -> str | None:
        """The activity that a digit logs, on any page."""
        place = DIGITS.index(pressed)
        return self._states[place].key if place < len(self._states) else None

    def ask(self, activity: str) -> None:
        """Opens the menu of a key, turning to its page: how it went, and other ways to log it."""
        state = self.state(activity)
        if state is None:
            return
        if activity not in self._keys:
            self.turn(self._states.index(state) // KEYS)
        key, outcome = self._keys[activity], partial(self.outcome_chosen.emit, activity)
        open_menu(self._theme, state, key, outcome, partial(self.details_wanted.emit, activity))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.turn(self.page + (1 if event.angleDelta().y() < 0 else -1))


class Foot(QWidget):
    """The newest entry with a way to take it back, or what could not be done.

    Signals: `undo_wanted(str)` with the entry's uid, `more_wanted`, to read in the window what went wrong.
    """

    undo_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._uid = ""
        self._icon = Icon(theme, "check", 16, "accent")
        self._text = plain_label(theme, elide=True)
        self._points = plain_label(theme, role="strong")
        self._act = push_button(theme, "", "link")
        self._act.clicked.connect(self._answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(10), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(self._points)
        row.addStretch(1)
        row.addWidget(self._act)

    def sizeHint(self) -> QSize:
        return QSize(0, self._text.sizeHint().height())

    def display(self, line: LogLine | None, keys: int) -> None:
        """Shows the newest entry of the day."""
        self._uid = line.uid if line else ""
        set_shown(self._icon, line is not None)
        set_shown(self._act, line is not None)
        if line is None:
            hint = n_("Press {digit}, or click", "Press 1–{digit}, or click", keys) if keys else ""
            set_text(self._text, hint.format(digit=number(min(9, keys))))
            self._text.set_color("text3")
            set_text(self._points, "")
            return
        self._icon.set_icon("check", "accent")
        set_text(self._text, line_name(line))
        set_text(self._points, gain(line.points))
        self._text.set_color("text")
        self._act.setText(pgettext("short", "Undo"))
        self._act.setAccessibleName(_("Undo {entry}").format(entry=words.entry(line)))

    def tell(self, text: str, *, trouble: bool = True) -> None:
        """Says that something could not be done, or only in part; the window has the details."""
        self._uid = ""
        set_shown(self._icon, True)
        set_shown(self._act, True)
        self._icon.set_icon(*("triangle-alert", "danger") if trouble else ("shield-check", "accent"))
        set_text(self._text, text)
        set_text(self._points, "")
        self._text.set_color("text")
        self._act.setText(_("Details"))
        self._act.setAccessibleName(_("Details"))

    def _answer(self) -> None:
        if self._uid:
            self.undo_wanted.emit(self._uid)
        else:
            self.more_wanted.emit()


def newest(state: TodayState) -> LogLine | None:
    """The entry that was made last, whatever time it has."""
    return max(state.log, key=lambda line: line.entry.made_at, default=None)


def digit(place: int) -> str:
    """The digit that presses the key at a place; none after ten."""
    return DIGITS[place] if place < len(DIGITS) else ""


def _factor(state: ActivityKey) -> str:
    return f"×{number(state.factor)}" if state.factor != 1 else ""


def _shape(state: ActivityKey) -> tuple[object, ...]:
    """What a key widget is made for; when it changes the keys are made anew."""
    return state.key, state.name, state.icon, state.color
