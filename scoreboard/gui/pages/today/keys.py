"""The activity keys: a click or a digit logs at once, everything else about an entry is one menu away."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scoreboard.gui.pages.today import words
from scoreboard.gui.pages.today.frame import Frame
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.activity_key import ActivityKey
from scoreboard.gui.widgets.flow_grid import FlowGrid
from scoreboard.i18n import number
from scoreboard.service.states import ActivityKey as KeyState

DIGITS = "1234567890"


class KeyGrid(QWidget):
    """`KeyGrid(theme, frame)`, then `display(keys, hue)`, the hue of the campaign that lends the factor.

    Signals: `pressed(str)` the activity, its usual outcome; `outcome_chosen(str, str)` activity and outcome;
    `details_wanted(str, bool)` activity, and whether another day is meant.
    """

    pressed = Signal(str)
    outcome_chosen = Signal(str, str)
    details_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, frame: Frame) -> None:
        super().__init__()
        self._theme, self._frame = theme, frame
        self._states: tuple[KeyState, ...] = ()
        self._hue = ""
        self._keys: dict[str, ActivityKey] = {}
        self._grid = FlowGrid(wide=frame.wide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid)

    def display(self, states: tuple[KeyState, ...], hue: str = "") -> None:
        """Shows the keys; those that stay the same kind of key are kept."""
        if (states, hue) == (self._states, self._hue):
            return
        before, self._states = self._states, states
        repainted, self._hue = hue != self._hue, hue
        if [_shape(state) for state in before] != [_shape(state) for state in states]:
            self._build()
            return
        for place, (old, new) in enumerate(zip(before, states, strict=True)):
            if old == new and not repainted:
                continue
            key = self._keys[new.key]
            if repainted or (old.points, old.factor) != (new.points, new.factor):
                key.set_points(words.gain(new.points), _factor(new), hue)
                key.setAccessibleName(words.key_name(new))
            if (old.done, old.wanted) != (new.done, new.wanted):
                key.set_count(new.done, words.key_description(new, _digit(place)), words.mini_goal(new))

    def _build(self) -> None:
        self._keys = {state.key: self._key(place, state) for place, state in enumerate(self._states)}
        self._grid.set_widgets(list(self._keys.values()))

    def _key(self, place: int, state: KeyState) -> ActivityKey:
        key = ActivityKey(
            self._theme,
            state.name,
            state.color,
            state.icon,
            words.gain(state.points),
            digit=_digit(place),
            factor=_factor(state),
            factor_hue=self._hue,
            count=state.done,
            goal=words.mini_goal(state),
            has_outcomes=bool(state.outcomes),
            compact=self._frame.compact,
            accessible_name=words.key_name(state),
            accessible_description=words.key_description(state, _digit(place)),
        )
        key.clicked.connect(partial(self._press, state.key))
        key.details_requested.connect(partial(self.ask, state.key))
        return key

    def _press(self, activity: str, _checked: bool = False) -> None:
        self.pressed.emit(activity)

    def key(self, activity: str) -> ActivityKey | None:
        """The key of an activity, None when it has none."""
        return self._keys.get(activity)

    def at(self, digit: str) -> str | None:
        """The activity that a digit logs."""
        place = DIGITS.index(digit)
        return self._states[place].key if place < len(self._states) else None

    def state(self, activity: str) -> KeyState | None:
        """What the page shows of an activity."""
        return next((state for state in self._states if state.key == activity), None)

    def ask(self, activity: str) -> None:
        """Opens the menu of a key: how it went, and other ways to log it."""
        state, key = self.state(activity), self._keys.get(activity)
        if state is None or key is None:
            return
        from scoreboard.gui.pages.today.key_menu import open_menu  # noqa: PLC0415 - no start needs it

        outcome = partial(self.outcome_chosen.emit, activity)
        open_menu(self._theme, state, key, outcome, partial(self.details_wanted.emit, activity))


def _shape(state: KeyState) -> tuple[object, ...]:
    """What a key widget is made for; when it changes the key is made anew."""
    return state.key, state.name, state.icon, state.color, bool(state.outcomes)


def _digit(place: int) -> str:
    return DIGITS[place] if place < len(DIGITS) else ""


def _factor(state: KeyState) -> str:
    return f"×{number(state.factor)}" if state.factor != 1 else ""
