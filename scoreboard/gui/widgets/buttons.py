"""Standard push buttons in the program's look; the colours come from the style sheet."""

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QPushButton

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import CENTER, paint_box, paint_focus, smooth_painter

Kind = Literal["primary", "secondary", "quiet", "danger", "link"]
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
) -> "IconButton":
    """A square button with an icon only; `name` is its tooltip and what a screen reader says."""
    button = IconButton(theme, small=small, quiet=quiet)
    size = theme.gentle_px(14 if small else 17)
    button.setIcon(theme.icon(icon, "text2", size))
    button.setIconSize(QSize(size, size))
    button.setAccessibleName(name)
    set_tooltip(button, name)
    return button


class IconButton(QAbstractButton):
    """Looks as the style sheet makes a `push_button` look, but is painted: rows of the log have many."""

    def __init__(self, theme: Theme, *, small: bool, quiet: bool) -> None:
        super().__init__()
        self._theme, self._quiet, self._radius = theme, quiet, 8 if small else 9
        side = theme.px(24 if small else 32) + 2
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        box, color = QRectF(self.rect()), self._theme.color
        with smooth_painter(self) as painter:
            ground, line = None if self._quiet else color("surface"), None if self._quiet else color("border")
            if not self.isEnabled():
                ground = None if self._quiet else color("sunken")
            elif self.isDown() or self.isChecked():
                ground = color("track")
            elif self.underMouse():
                ground = color("sunken")
            paint_box(painter, box, self._radius, ground, line)
            if self.hasFocus():
                paint_focus(painter, self._theme, box, self._radius)
            picture = QRect(QPoint(), self.iconSize())
            picture.moveCenter(self.rect().center())
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            self.icon().paint(painter, picture, CENTER, mode)


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
