"""Qt's void calls must not lose references to None; PySide6 6.12.0 did, and aborted Python before 3.12."""

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest
from packaging.requirements import Requirement
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

CALLS = 5_000
NOISE = 500  # what the interpreter itself may do to the count meanwhile

VOID_CALLS: dict[str, Callable[[QLabel, QPainter], object]] = {
    "setText": lambda label, _painter: label.setText("3 points"),
    "setEnabled": lambda label, _painter: label.setEnabled(True),
    "resize": lambda label, _painter: label.resize(10, 10),
    "drawLine": lambda _label, painter: painter.drawLine(0, 0, 5, 5),
    "processEvents": lambda _label, _painter: QApplication.processEvents(),
    "returning None": lambda label, _painter: label.parentWidget(),
}


@pytest.mark.parametrize("name", VOID_CALLS)
def test_void_calls_keep_the_references_to_none(qtbot: QtBot, name: str) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    canvas = QPixmap(10, 10)
    painter = QPainter(canvas)
    call = VOID_CALLS[name]
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call(label, painter)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert abs(lost) < NOISE


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_the_broken_version_is_never_asked_for(python: str) -> None:
    configuration = tomllib.loads(
        (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    )
    requirements = [Requirement(text) for text in configuration["project"]["dependencies"]]
    (qt,) = (
        one
        for one in requirements
        if one.name == "PySide6-Essentials"
        and (one.marker is None or one.marker.evaluate({"python_version": python}))
    )
    assert not qt.specifier.contains("6.12.0")
    assert qt.specifier.contains("6.11.3")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost since 3.12")
def test_the_broken_version_is_not_installed() -> None:
    assert PySide6.__version__ != "6.12.0"
