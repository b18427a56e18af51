"""Standard push buttons in the program's look; the colours come from the style sheet."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import Ground

Kind = Literal["primary", "secondary", "quiet", "danger", "link"]
_State = QStyle.StateFlag
_GAP = 5
_ICON_COLORS = {
    "primary": "on_accent",
    "secondary": "text",
    "quiet": "text2",
    "danger": "danger",
    "link": "accent",
}


def push_button(
    theme: Theme,
    text: str,
    kind: Kind = "secondary",
    *,
    icon: str = "",
    trailing: str = "",
    small: bool = False,
    tooltip: str = "",
) -> QPushButton:
    """A button with a text; `icon` stands before it, `trailing` (for example chevron-down) after it.

    Use `clicked`. Clicking takes no focus, Tab reaches it. An ampersand in the text is shown, not a mnemonic.
    """
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("kind", kind)
    button.setProperty("small", small)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if icon or trailing:
        color = "text3" if trailing and kind == "secondary" else _ICON_COLORS[kind]
        size = theme.gentle_px(15 if small or trailing else 17)
        button.setIcon(_spaced(theme.icon(icon or trailing, color, size), size, before=bool(trailing)))
        button.setIconSize(QSize(size + _GAP, size))
    if trailing:
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    button.setAccessibleName(text)
    set_tooltip(button, tooltip)
    return button


def icon_button(
    theme: Theme, icon: str, name: str, *, small: bool = False, quiet: bool = False
) -> QPushButton:
    """A square button with an icon only; `name` is its tooltip and what a screen reader says."""
    button = _KeptButton()
    button.setProperty("kind", "quiet" if quiet else "secondary")
    button.setProperty("shape", "icon")
    button.setProperty("small", small)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    size = theme.gentle_px(14 if small else 17)
    button.setIcon(theme.icon(icon, "text2", size))
    button.setIconSize(QSize(size, size))
    button.setAccessibleName(name)
    set_tooltip(button, name)
    return button


class _KeptButton(QPushButton):
    """Keeps its picture at rest: the style sheet takes longer to draw it than the row takes around it."""

    def __init__(self) -> None:
        super().__init__()
        self._ground = Ground()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        at_rest = option.state & ~(_State.State_Active | _State.State_Raised) == _State.State_Enabled
        if at_rest and not self.isFlat():
            self._ground.paint(event, self, self.icon().cacheKey(), partial(self._draw, option))
        else:
            super().paintEvent(event)

    def _draw(self, option: QStyleOptionButton, painter: QPainter) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing, on=False)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)


def _spaced(icon: QIcon, size: int, *, before: bool) -> QIcon:
    """The icon with some room before or after it; a style sheet cannot part a button's icon from its text."""
    spaced = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        for dpr in (1.0, 1.5, 2.0, 3.0):
            pixmap = QPixmap(round((size + _GAP) * dpr), round(size * dpr))
            pixmap.setDevicePixelRatio(dpr)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.drawPixmap(_GAP if before else 0, 0, icon.pixmap(QSize(size, size), dpr, mode))
            painter.end()
            spaced.addPixmap(pixmap, mode)
    return spaced
