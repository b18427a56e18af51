"""The menu of an activity key: how it went, and other ways to log it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scoreboard.gui.pages.today import words
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.outcome_menu import MenuEntry, OutcomeMenu
from scoreboard.i18n import _
from scoreboard.service.states import ActivityKey

_OUTCOME = "outcome:"


def open_menu(
    theme: Theme,
    state: ActivityKey,
    key: QWidget,
    outcome: Callable[[str], object],
    details: Callable[[bool], object],
) -> None:
    """Opens it under the `key`; calls `outcome` with one, or `details` with whether another day is meant."""
    menu = OutcomeMenu(
        theme,
        _("How did it go?") if state.outcomes else state.name,
        [
            MenuEntry(_OUTCOME + one.key, one.name, words.gain(one.points), "minus" if place else "check")
            for place, one in enumerate(state.outcomes)
        ],
        [
            MenuEntry("details", _("With details…"), icon="pencil"),
            MenuEntry("day", _("On another day…"), icon="calendar-days"),
        ],
        hue=state.color,
        parent=key,  # it has nothing to say any more when the key is gone
    )

    def chosen(entry: str) -> None:
        if entry.startswith(_OUTCOME):
            outcome(entry.removeprefix(_OUTCOME))
        else:
            details(entry == "day")

    menu.chosen.connect(chosen)
    menu.popup_at(key)
