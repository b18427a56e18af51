"""Colours, type, icons and the standard controls' look, from the token files in resources/themes.

One `Theme` is handed to the constructor of every widget. It never changes: when the colours, the text size or
the motion setting change, `Appearance` makes a new one and the window builds its content again.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from scoreboard.gui.motion import Motion
from scoreboard.resources import resource
from scoreboard.values import Value, field

Choice = Literal["auto", "light", "dark"]
Role = Literal[
    "caption",
    "small",
    "body",
    "strong",
    "section",
    "statement",
    "points",
    "title",
    "stat",
    "big",
    "huge",
    "ring",
    "pad",
]

_ROLES: Mapping[str, tuple[int, int]] = {
    "caption": (11, 400),
    "small": (12, 400),
    "body": (13, 400),
    "strong": (13, 600),
    "section": (15, 600),
    "statement": (20, 700),
    "points": (18, 700),
    "title": (24, 700),
    "stat": (28, 700),
    "big": (34, 700),
    "huge": (44, 700),
    "ring": (60, 700),
    "pad": (64, 700),
}
_FILE_WEIGHTS = (400, 500, 600, 700)
_FONT_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold", "InterDisplay-Bold")
_DISPLAY_FROM = 20
SMALLEST_TEXT, LARGEST_TEXT = 90, 150

_WORK_ICONS = """
    lightbulb file-text megaphone ticket-check mail-plus phone phone-outgoing phone-incoming phone-call
    package-open newspaper quote presentation handshake briefcase-business user-plus contact flag sunrise gift
    euro
    mail send message-square message-circle at-sign reply video mic voicemail calendar calendar-check
    calendar-plus clock clipboard-list clipboard-check list-checks file-check file-pen files folder
    book-open graduation-cap user users-round user-check building-2 store factory warehouse map-pin map coffee
    target compass rocket thumbs-up badge-check shield-check key link globe share-2 rss image pen-tool
    package box shopping-cart credit-card receipt wallet banknote percent calculator chart-line chart-pie
    wrench leaf sprout
"""
WORK_ICONS: tuple[str, ...] = tuple(_WORK_ICONS.split())
"""The icons an activity or a campaign may have."""


class Hue(NamedTuple):
    """One of the nine colours for activities, people and campaigns: full, soft ground, words on full, border
    on soft, and the ground of a campaign's head, on which words are white.
    """

    color: str
    soft: str
    on: str
    border: str
    hero: str


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """`share` (0 to 1) of the second colour in the first."""
    kept = 1 - share
    return QColor(
        round(first.red() * kept + second.red() * share),
        round(first.green() * kept + second.green() * share),
        round(first.blue() * kept + second.blue() * share),
    )


class Theme(Value):
    """Everything a widget needs to draw itself. Colour names: a token ("text2"), a hue ("rose"), "soft.rose",
    "on.rose", "border.rose", "hero.rose" or "#RRGGBB".
    """

    name: str
    tokens: Mapping[str, str]
    hues: Mapping[str, Hue]
    card_shadow: float = 0.05
    floating_shadow: float = 1.0
    text_size: int = 100
    motion: Motion = field(default_factory=Motion)
    plain: bool = False
    """Numbers only: no sun, no rays."""

    @property
    def dark(self) -> bool:
        """True for the dark theme."""
        return self.name == "dark"

    @property
    def large_text(self) -> bool:
        """True when texts need more lines than at their normal size."""
        return self.text_size > 115

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour of a token or hue; KeyError when there is none of that name."""
        color = QColor(self._hex(name))
        color.setAlphaF(alpha)
        return color

    def mix(self, first: str, second: str, share: float) -> QColor:
        """`share` (0 to 1) of the second colour name in the first."""
        return mix(self.color(first), self.color(second), share)

    def _hex(self, name: str) -> str:
        if name.startswith("#"):
            return name
        if name in self.tokens:
            return self.tokens[name]
        part, _, hue = name.rpartition(".")
        value: str = getattr(self.hues[hue], part or "color")
        return value

    def px(self, length: float) -> int:
        """A length that follows the text size, in logical pixels."""
        return round(length * self.text_size / 100)

    def gentle_px(self, length: float) -> int:
        """A length that follows a larger text size halfway: for pictures beside words."""
        return round(length * (1 + max(0, self.text_size - 100) / 200))

    def font(
        self,
        role: Role = "body",
        weight: int | None = None,
        *,
        tabular: bool = False,
        size: float | None = None,
    ) -> QFont:
        """The font of a role, or of `size` px before the text size applies; `tabular` for numbers only."""
        role_size, role_weight = _ROLES[role]
        nominal = role_size if size is None else size
        return QFont(_font(nominal, weight or role_weight, max(1, self.px(nominal)), tabular))

    def paint_icon(
        self,
        painter: QPainter,
        name: str,
        box: QRectF,
        color: str | QColor = "text2",
        stroke: float | None = None,
    ) -> None:
        """Draws an icon into a square; thicker lines below 16 px unless a stroke (in 24ths of the icon) is
        given.
        """
        tint = color if isinstance(color, QColor) else self.color(color)
        size = round(box.width())
        if size != box.width() or stroke is not None:
            width = stroke if stroke is not None else _stroke(size)
            _renderer(name, tint.name(), width).render(painter, box)
            return
        # A picture that is kept: to draw an SVG takes ten times as long.
        dpr = painter.device().devicePixelRatioF()
        painter.drawPixmap(box.topLeft(), _icon_pixmap(name, tint.name(), size, dpr))

    def icon_pixmap(self, name: str, color: str = "text2", size: int = 18, dpr: float = 1.0) -> QPixmap:
        """A tinted icon as a square pixmap of `size` logical pixels."""
        return _icon_pixmap(name, self.color(color).name(), size, dpr)

    def icon(self, name: str, color: str = "text2", size: int = 18, disabled: str = "text3") -> QIcon:
        """A tinted icon for standard controls, sharp on screens of scale 1 to 3."""
        icon = QIcon()
        for dpr in (1.0, 1.5, 2.0, 3.0):
            icon.addPixmap(self.icon_pixmap(name, color, size, dpr), QIcon.Mode.Normal)
            icon.addPixmap(self.icon_pixmap(name, disabled, size, dpr), QIcon.Mode.Disabled)
        return icon

    def palette(self) -> QPalette:
        """The palette for standard controls; the style sheet alone leaves white spots in dark."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text3"))
        return palette

    def style_sheet(self) -> str:
        """base.qss with its tokens ($accent), its assets ($assets) and lengths that follow the text size
        (@34) filled in.
        """
        source = resource("themes", "base.qss").read_text(encoding="utf-8")
        values = {**self.tokens, "name": self.name, "assets": resource("themes").as_posix()}
        sized = re.sub(r"@(\d+)", lambda match: f"{self.px(int(match[1]))}px", source)
        return re.sub(r"\$(\w+)", lambda match: values[match[1]], sized)


_R = QPalette.ColorRole
_PALETTE: Mapping[QPalette.ColorRole, str] = {
    _R.Window: "window",
    _R.WindowText: "text",
    _R.Base: "surface",
    _R.AlternateBase: "sunken",
    _R.Text: "text",
    _R.Button: "surface",
    _R.ButtonText: "text",
    _R.BrightText: "danger",
    _R.Highlight: "accent",
    _R.HighlightedText: "on_accent",
    _R.ToolTipBase: "raised",
    _R.ToolTipText: "text",
    _R.PlaceholderText: "text3",
    _R.Link: "accent",
    _R.LinkVisited: "accent",
    _R.Accent: "accent",
    _R.Light: "surface",
    _R.Midlight: "track",
    _R.Mid: "border",
    _R.Dark: "border_strong",
    _R.Shadow: "shadow",
}


def load_theme(
    name: Literal["light", "dark"],
    *,
    text_size: int = 100,
    motion: bool = True,
    high_contrast: bool = False,
    plain: bool = False,
) -> Theme:
    """Reads one theme file. High contrast draws what was won in the deeper marigold."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    tokens: dict[str, str] = data["tokens"]
    if high_contrast:
        tokens["won"] = tokens["heat_3"] = tokens["won_deep"]
    return Theme(
        name=name,
        tokens=MappingProxyType(tokens),
        hues=MappingProxyType({hue: Hue(**colors) for hue, colors in data["hues"].items()}),
        card_shadow=data["shadow"]["card"],
        floating_shadow=data["shadow"]["floating"],
        text_size=min(LARGEST_TEXT, max(SMALLEST_TEXT, text_size)),
        motion=Motion(motion),
        plain=plain,
    )


@cache
def load_fonts() -> None:
    """Makes the bundled fonts known to Qt, once per process."""
    for file in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{file}.ttf")))


@lru_cache(maxsize=512)
def _font(nominal: float, wanted: int, pixels: int, tabular: bool) -> QFont:
    weight = min(_FILE_WEIGHTS, key=lambda known: abs(known - wanted))
    font = QFont("Inter Display" if nominal >= _DISPLAY_FROM and weight == 700 else "Inter")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if nominal >= 17:
        tracking = 0.02 if nominal >= 28 else 0.012
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -tracking * pixels)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _svg(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _renderer(name: str, color: str, stroke: float) -> QSvgRenderer:
    source = re.sub(
        r'stroke-width="[\d.]+"', f'stroke-width="{stroke}"', _svg(name).replace("currentColor", color)
    )
    return QSvgRenderer(QByteArray(source.encode()))


def _stroke(size: float) -> float:
    """How thick an icon's lines are, in 24ths of it: thicker below 16 px."""
    return 1.85 if size >= 16 else 2.2


@lru_cache(maxsize=512)
def _icon_pixmap(name: str, color: str, size: int, dpr: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * dpr)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color, _stroke(size)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


class Appearance(QObject):
    """Applies the theme to the whole program and follows the desktop.

    `changed` is emitted when `theme` is a new one: build the window's content again.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: Choice = "auto",
        text_size: int = 100,
        motion: bool = True,
        *,
        plain: bool = False,
    ) -> None:
        super().__init__(app)
        self._app, self._choice, self._text_size, self._motion = app, choice, text_size, motion
        self._plain = plain
        load_fonts()
        app.setStyle("Fusion")
        self._tell_desktop()
        self.theme = self._make()
        self._apply()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._refresh)

    def choose(self, choice: Choice, text_size: int, *, motion: bool, plain: bool) -> None:
        """Shows another look."""
        self._choice, self._text_size, self._motion, self._plain = choice, text_size, motion, plain
        self._tell_desktop()
        self._refresh()

    def _tell_desktop(self) -> None:
        # title bars follow this where the platform can; where it cannot, our own palette still applies
        scheme = {
            "auto": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }[self._choice]
        QGuiApplication.styleHints().setColorScheme(scheme)

    def _make(self) -> Theme:
        hints = QGuiApplication.styleHints()
        dark = self._choice == "dark"
        if self._choice == "auto":
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
        contrast = False
        if hasattr(hints, "accessibility"):
            contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return load_theme(
            "dark" if dark else "light",
            text_size=self._text_size,
            motion=self._motion,
            high_contrast=contrast,
            plain=self._plain,
        )

    def _refresh(self) -> None:
        theme = self._make()
        if theme != self.theme:
            self.theme = theme
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setFont(self.theme.font("body"))
        self._app.setStyleSheet(self.theme.style_sheet())
