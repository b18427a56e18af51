"""An icon as a widget, with or without a coloured tile."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import (
    keycap_width,
    paint_app_mark,
    paint_icon_tile,
    paint_keycap,
    smooth_painter,
)


class Icon(QWidget):
    """A tinted icon. `Icon(theme, "umbrella", 18, "reserve_text")`; decoration only, so it has no name."""

    def __init__(self, theme: Theme, icon: str, size: int = 18, color: str = "text2") -> None:
        super().__init__()
        self._theme, self._icon, self._color = theme, icon, color
        self.setFixedSize(theme.gentle_px(size), theme.gentle_px(size))

    def set_icon(self, icon: str, color: str | None = None) -> None:
        """Shows another icon or colour."""
        self._icon, self._color = icon, color or self._color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            self._theme.paint_icon(painter, self._icon, QRectF(self.rect()), self._color)


class IconTile(QWidget):
    """An icon on its soft hue. `IconTile(theme, "flag", "rose", 34, solid=False)`."""

    def __init__(
        self, theme: Theme, icon: str, hue: str = "petrol", size: int = 34, *, solid: bool = False
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._hue, self._solid = theme, icon, hue, solid
        self.setFixedSize(theme.gentle_px(size), theme.gentle_px(size))

    def set_icon(self, icon: str, hue: str) -> None:
        """Shows another icon and hue."""
        if (icon, hue) != (self._icon, self._hue):
            self._icon, self._hue = icon, hue
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            box = QRectF(self.rect())
            radius = 9 if box.width() < 48 else 16
            size = None if box.width() < 48 else box.width() / 2
            paint_icon_tile(
                painter,
                self._theme,
                box,
                self._icon,
                self._hue,
                radius=radius,
                icon_size=size,
                solid=self._solid,
            )


class Keycap(QWidget):
    """A small key with its letter or shortcut, as a hint. `Keycap(theme, "Ctrl Z")`."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self.setFixedSize(round(keycap_width(theme, text)), theme.gentle_px(20))

    def set_text(self, text: str) -> None:
        """Shows another key."""
        if text != self._text:
            self._text = text
            self.setFixedSize(round(keycap_width(self._theme, text)), self._theme.gentle_px(20))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            paint_keycap(painter, self._theme, QRectF(self.rect()), self._text)


class AppMark(QWidget):
    """The program's mark. `AppMark(theme, 28)`."""

    def __init__(self, theme: Theme, size: int = 28) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            paint_app_mark(painter, self._theme, QRectF(self.rect()))
