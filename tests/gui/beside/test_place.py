"""Where the pad stood is kept for each screen, and never brings it out of sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from scoreboard.gui.beside.place import inside, read, write

ROOM = QRect(100, 50, 1600, 1000)


def test_each_screen_has_its_place_and_the_last_used_stands_last() -> None:
    kept = write("", "left", ROOM, QPoint(120, 60))
    kept = write(kept, "DP-1: “big”", QRect(0, 0, 800, 600), QPoint(5, 6))
    kept = write(kept, "left", ROOM, QPoint(130, 60))
    assert list(read(kept).items()) == [("DP-1: “big”", (5, 6)), ("left", (30, 10))]


@pytest.mark.parametrize("kept", ["", "{", "[]", "5", '{"a": 1}', '{"a": [1]}', '{"a": ["x", null]}', "null"])
def test_nonsense_is_no_place(kept: str) -> None:
    assert read(kept) == {}


@given(st.text())
def test_any_text_can_be_read(kept: str) -> None:
    read(kept)


@given(st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_the_box_comes_inside_by_the_shortest_way(x: int, y: int) -> None:
    box = inside(ROOM, QRect(x, y, 260, 360))
    assert ROOM.contains(box)
    assert inside(ROOM, box) == box
