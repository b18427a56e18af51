"""What every page is: it watches kinds of data, reads one state and shows it, but only while it is seen."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from scoreboard.gui.live import LiveBoard
from scoreboard.gui.theme import Theme
from scoreboard.service.changes import EVERYTHING, Changed, Done
from scoreboard.settings import Settings
from scoreboard.values import Value


class Surroundings(Value):
    """What a page is given. It never changes: another theme, text size or language makes a new page."""

    live: LiveBoard
    theme: Theme
    settings: Settings


class Page(QWidget):
    """A page of the window.

    A subclass names what it `watches`, builds its widgets in its constructor, reads in `load` and shows in
    `display`.
    `display` only sets widgets and emits nothing. Writes go through `self.live.do(...)`.
    """

    watches: Changed = EVERYTHING

    leads_to = Signal(str)
    """The key of the page that a link or button opens ("rules")."""
    chosen = Signal(object)
    """New Settings; the window keeps them and applies what they change."""
    said = Signal(str, str)
    """A short message for the window's toast: title and detail."""
    asks = Signal(str, object)
    """For the window: "found" with the Soundness of a check, "report" with a text to save, "recover"; "pad",
    "call it a day".
    """

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.live, self.theme, self.settings = around.live, around.theme, around.settings
        self._stale = True
        # Painted to its edges, so that Qt does not paint what lies under it first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.live.changed.connect(self._on_changed)

    def load(self) -> Any:
        """Reads the page's state from the board; may raise a ScoreboardError."""
        raise NotImplementedError

    def display(self, state: Any) -> None:
        """Shows a state. Sets only what changed, emits nothing."""
        raise NotImplementedError

    def shown_day(self) -> date | None:
        """The day that the page is about, None for the present one; kept when the window is built again."""
        return None

    def show_day(self, day: date | None) -> None:
        """Makes the page about that day. Pages without a day ignore it."""

    def pick_day(self) -> None:
        """Lets one choose the day. Pages without a day ignore it."""

    def compose(self, width: int, height: int) -> None:
        """Arranges the page for a window of this size. Called before it is shown and when that changes."""

    def wants_key(self, _event: QKeyEvent) -> bool:
        """Takes a key that no widget wanted while the page is shown; answers whether it did."""
        return False

    def celebrate(self, _done: Done[Any]) -> None:
        """Lets one see the feats of a write. Called after it was shown, never while something is wrong."""

    def refresh(self) -> None:
        """Marks the page stale; it reads and shows its state now if visible, else when it is shown next."""
        self._stale = True
        if self.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Reads and shows the state if it is stale, also while not visible: the first paint is true."""
        if not self._stale:
            return
        state = self.live.read(self.load)
        if state is not None:
            self._stale = False
            self.display(state)

    def _on_changed(self, what: Changed) -> None:
        if what & self.watches:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.color("window"))


class PageEntry(Value):
    """A page in the navigation. `title` answers in the present language, `make` builds the page."""

    key: str
    title: Callable[[], str]
    icon: str
    make: Callable[[Surroundings], Page]
    low: bool = False
    game: bool = False
    """Whether it is left out where no game is wanted."""
