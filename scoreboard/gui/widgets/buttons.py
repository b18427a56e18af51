"""Standard push buttons in the program's look; the colours come from the style sheet."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip

Kind = Literal["primary", "secondary", "quiet", "danger", "link"]
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
    size = theme.px(15 if small else 17)
    if icon or trailing:
        color = "text3" if trailing and kind == "secondary" else _ICON_COLORS[kind]
        button.setIcon(theme.icon(icon or trailing, color, size))
        button.setIconSize(QSize(size, size))
    if trailing:
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    button.setAccessibleName(text)
    set_tooltip(button, tooltip)
    return button


def icon_button(
    theme: Theme, icon: str, name: str, *, small: bool = False, quiet: bool = False
) -> QPushButton:
    """A square button with an icon only; `name` is its tooltip and what a screen reader says."""
    button = QPushButton()
    button.setProperty("kind", "quiet" if quiet else "secondary")
    button.setProperty("shape", "icon")
    button.setProperty("small", small)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    size = theme.px(14 if small else 17)
    button.setIcon(theme.icon(icon, "text2", size))
    button.setIconSize(QSize(size, size))
    button.setAccessibleName(name)
    set_tooltip(button, name)
    return button
