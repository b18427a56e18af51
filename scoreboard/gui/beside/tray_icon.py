"""The tray's picture: a sun whose rays light by eighths of the day's goal, filled when the day is won."""

import os
import sys
from math import cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QColor, QIcon, QPen, QPixmap

from scoreboard.gui.theme import load_theme
from scoreboard.gui.widgets.painting import smooth_painter

RAYS = 8
SIDES = (16, 22, 24, 32)
_SCALES = (1.0, 2.0)


class Tint(NamedTuple):
    """The colours of lit and unlit; a `mask` is drawn in one colour that the system replaces."""

    lit: QColor
    unlit: QColor
    mask: bool = False


def tint_here() -> Tint:
    """What shows on this system's panel; where nobody tells its colour, tones for both."""
    light, dark = load_theme("light").color("won_deep"), load_theme("dark").color("won")
    if sys.platform == "darwin":
        return Tint(QColor(0, 0, 0), QColor(0, 0, 0, 90), mask=True)
    if sys.platform == "win32":
        on_light = QSettings(
            r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize",
            QSettings.Format.NativeFormat,
        ).value("SystemUsesLightTheme", 0)
        return Tint(light, QColor(20, 32, 30, 87)) if int(on_light) else Tint(dark, QColor(255, 255, 255, 97))
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        return Tint(dark, QColor(255, 255, 255, 97))
    return Tint(light, QColor(128, 138, 134, 190))


def lit_rays(share: float, *, won: bool) -> int:
    """How many rays light at a share of the day's goal: all of them only when it is won."""
    return RAYS if won else min(RAYS - 1, round(max(0.0, share) * RAYS))


def tray_icon(lit: int, tint: Tint, *, won: bool) -> QIcon:
    """The picture in every size that panels ask for."""
    icon = QIcon()
    for side in SIDES:
        for scale in _SCALES:
            icon.addPixmap(_picture(side, scale, lit, tint, won=won))
    icon.setIsMask(tint.mask)
    return icon


def _picture(side: int, scale: float, lit: int, tint: Tint, *, won: bool) -> QPixmap:
    pixmap = QPixmap(round(side * scale), round(side * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    center, radius = QPointF(side / 2, side / 2), side / 2 - 1
    width = max(1.4, side * 0.085)
    with smooth_painter(pixmap) as painter:
        for ray in range(RAYS):
            angle = -pi / 2 + 2 * pi * ray / RAYS
            direction = QPointF(cos(angle), sin(angle))
            color = tint.lit if ray < lit else tint.unlit
            painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(center + direction * radius * 0.72, center + direction * radius * 0.93)
        if won:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint.lit)
            painter.drawEllipse(center, radius * 0.48, radius * 0.48)
        else:
            painter.setPen(QPen(tint.lit if lit else tint.unlit, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, radius * 0.42, radius * 0.42)
    return pixmap
