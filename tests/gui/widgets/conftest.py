"""Themes for the tests of the widgets."""

from collections.abc import Iterator
from typing import Literal

import pytest
from PySide6.QtWidgets import QApplication

from scoreboard.gui.theme import Theme, load_fonts, load_theme
from tests.gui.widgets.support import Style


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:  # noqa: ARG001
    load_fonts()


@pytest.fixture
def still() -> Theme:
    """Light, text at its normal size, nothing moves."""
    return load_theme("light", motion=False)


@pytest.fixture
def moving() -> Theme:
    return load_theme("light")


@pytest.fixture
def large() -> Theme:
    return load_theme("light", text_size=150, motion=False)


@pytest.fixture(params=["light", "dark"])
def each(request: pytest.FixtureRequest) -> Theme:
    """Both themes."""
    return load_theme(request.param, motion=False)


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[Style]:
    """Gives the application a theme until the test ends."""
    palette, font, style = qapp.palette(), qapp.font(), qapp.style().name()

    def apply(name: Literal["light", "dark"], text_size: int) -> None:
        theme = load_theme(name, text_size=text_size)
        qapp.setStyle("Fusion")
        qapp.setStyleSheet(theme.style_sheet())
        qapp.setPalette(theme.palette())
        qapp.setFont(theme.font("body"))

    yield apply
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
