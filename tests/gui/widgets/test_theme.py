"""The token files keep their promises: enough contrast, the same names in both, fonts and icons."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

import scoreboard.gui
from scoreboard.domain.rules import HUES
from scoreboard.gui.theme import WORK_ICONS, Appearance, Theme, load_theme, mix
from scoreboard.resources import resource

TEXT, GRAPHIC = 4.5, 3.0


def luminance(color: QColor) -> float:
    """As WCAG 2 defines it."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, first: str, second: str) -> float:
    light, dark = sorted((luminance(theme.color(name)) for name in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    """Every colour with every ground it may stand on, and the contrast it needs there."""
    grounds = ("window", "sidebar", "surface", "raised", "sunken")
    softs = ("accent_soft", "won_soft", "reserve_soft", "notice_soft", "danger_soft", "info_soft")
    on: dict[str, tuple[str, ...]] = {
        "text": (*grounds, *softs, "nav_current"),
        "text2": (*grounds, *softs),
        "text3": grounds,
        "accent": (*grounds, "accent_soft", "nav_current"),
        "on_accent": ("accent", "accent_hover"),
        "won_text": ("window", "surface", "raised", "won_soft"),
        "on_won": ("won",),
        "reserve_text": ("surface", "window", "reserve_soft"),
        "notice_text": ("surface", "notice_soft"),
        "danger": ("surface", "raised", "danger_soft"),
        "on_danger": ("danger",),
        "info": ("surface", "info_soft"),
    }
    for color, places in on.items():
        yield from ((color, place, TEXT) for place in places)
    for hue in HUES:
        yield from ((hue, place, TEXT) for place in (f"soft.{hue}", "surface", "window"))
        yield f"on.{hue}", hue, TEXT
        yield from ((color, f"soft.{hue}", TEXT) for color in ("text", "text2"))
        yield hue, "track", GRAPHIC
    yield from (("border_strong", place, GRAPHIC) for place in ("surface", "window", "sunken"))
    yield from (("accent", "track", GRAPHIC), ("mate_bar", "track", GRAPHIC))
    yield from (("reserve", "surface", GRAPHIC), ("won_deep", "surface", GRAPHIC))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_colour_can_be_read_where_it_stands(name: str) -> None:
    theme = load_theme("light" if name == "light" else "dark")
    low = [
        f"{color} on {ground} {contrast(theme, color, ground):.2f}"
        for color, ground, needed in pairs()
        if contrast(theme, color, ground) < needed
    ]
    assert low == []


@pytest.mark.parametrize(
    ("name", "color", "ground", "ratio"),
    [
        ("light", "text3", "sunken", 5.37),
        ("light", "won", "surface", 2.08),
        ("light", "border_strong", "sunken", 3.06),
        ("dark", "accent", "track", 5.9),
        ("dark", "on_won", "won", 9.47),
    ],
)
def test_the_arithmetic_is_that_of_the_design(name: str, color: str, ground: str, ratio: float) -> None:
    theme = load_theme("light" if name == "light" else "dark")
    assert contrast(theme, color, ground) == pytest.approx(ratio, abs=0.06)


def test_both_themes_have_the_same_names() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    assert light.tokens.keys() == dark.tokens.keys()
    assert tuple(light.hues) == tuple(dark.hues) == HUES


def strings(node: ast.AST) -> Iterator[str]:
    """The texts in an expression, without those it compares with."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Compare):
            yield from strings(child)


@cache
def colour_names() -> set[str]:
    """Every fixed name that code under gui asks a theme for."""
    names = set()
    for file in Path(scoreboard.gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ("color", "mix", "set_color") and isinstance(
                node.func.value, ast.Name | ast.Attribute
            ):
                names |= {name for argument in node.args for name in strings(argument) if name.isidentifier()}
    return names


def test_every_colour_asked_for_is_in_both_themes(each: Theme) -> None:
    names = colour_names()
    assert {"accent", "won_soft", "border_strong"} <= names
    assert {name for name in names if name not in each.tokens and name not in each.hues} == set()


def test_an_unknown_colour_is_an_error(still: Theme) -> None:
    with pytest.raises(KeyError):
        still.color("acccent")


def test_the_style_sheet_is_filled_in(each: Theme) -> None:
    sheet = each.style_sheet()
    assert "$" not in sheet
    assert "@" not in sheet
    assert each.tokens["accent"] in sheet
    for line in sheet.splitlines():
        if 'url("' in line:
            for part in line.split('url("')[1:]:
                assert Path(part.split('"')[0]).is_file()


def test_the_style_sheet_follows_the_text_size() -> None:
    assert "min-height: 48px" in load_theme("light", text_size=150).style_sheet()


@pytest.mark.parametrize(
    "icon", [*WORK_ICONS, "sun", "umbrella", "undo-2", "ellipsis", "check", "chevron-down"]
)
def test_the_icons_are_there_and_take_a_colour(icon: str) -> None:
    assert "currentColor" in resource("icons", f"{icon}.svg").read_text(encoding="utf-8")


def test_the_icon_picker_offers_each_icon_once() -> None:
    assert len(set(WORK_ICONS)) == len(WORK_ICONS) >= 60


def test_icons_are_tinted_and_kept(still: Theme) -> None:
    pixmap = still.icon_pixmap("flag", "rose", 24, 2.0)
    colors = {pixmap.toImage().pixelColor(x, y).name() for x in range(48) for y in range(48)}
    assert still.hues["rose"].color.lower() in colors
    assert pixmap.width() == 48
    assert still.icon_pixmap("flag", "rose", 24, 2.0).cacheKey() == pixmap.cacheKey()


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_bundled_fonts_have_what_the_languages_need(still: Theme, weight: int) -> None:
    font = still.font("body", weight)
    assert QFontInfo(font).family() == "Inter"
    raw = QRawFont.fromFont(font)
    assert raw.weight() == weight
    missing = [
        sign for sign in "éèçßÄÖÜœŒŸĳłŐğ×−½€→↗↘≈≥…–’“„«»·\u00a0\u202f" if not raw.supportsCharacter(ord(sign))
    ]
    assert missing == []


def test_large_roles_use_the_display_cut(still: Theme) -> None:
    assert QFontInfo(still.font("title")).family() == "Inter Display"
    assert QFontInfo(still.font("section")).family() == "Inter"


def test_fonts_scale_with_the_text_size_within_limits() -> None:
    assert load_theme("light", text_size=150).font("body").pixelSize() == 20
    assert load_theme("light", text_size=400).text_size == 150
    assert load_theme("light", text_size=10).text_size == 90


def test_high_contrast_draws_what_was_won_deeper() -> None:
    theme = load_theme("light", high_contrast=True)
    assert theme.color("won") == theme.color("won_deep")
    assert contrast(theme, "won", "surface") >= GRAPHIC
    assert contrast(theme, "on_won", "won") >= TEXT


def test_mix_goes_from_one_colour_to_the_other() -> None:
    black, white = QColor("#000000"), QColor("#FFFFFF")
    assert [mix(black, white, share).red() for share in (0, 0.5, 1)] == [0, 128, 255]


def test_choosing_dark_changes_palette_and_says_so_once(qapp: QApplication) -> None:
    palette, font, style = qapp.palette(), qapp.font(), qapp.style().name()
    appearance = Appearance(qapp, "light")
    told: list[str] = []
    appearance.changed.connect(lambda: told.append(appearance.theme.name))
    try:
        for _ in range(2):
            appearance.choose("dark", 100, motion=True, plain=False)
        assert told == ["dark"]
        window = qapp.palette().color(QPalette.ColorRole.Window)
        assert window == load_theme("dark").color("window")
        appearance.choose("dark", 125, motion=False, plain=False)
        assert (appearance.theme.text_size, appearance.theme.motion.on) == (125, False)
        appearance.choose("auto", 125, motion=False, plain=False)
        scheme = qapp.styleHints().colorScheme()
        assert appearance.theme.dark == (scheme == Qt.ColorScheme.Dark)
    finally:
        appearance.deleteLater()
        qapp.setStyleSheet("")
        qapp.setStyle(style)
        qapp.setPalette(palette)
        qapp.setFont(font)
