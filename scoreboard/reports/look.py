"""What a figure is drawn with and what comes back; light, so that it can be named before a chart is drawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scoreboard.values import Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Look(Value):
    """Colours by token, size and text size in logical pixels, and how many pixels one of those has."""

    colors: Mapping[str, str]
    width: int
    height: int
    text: float = 1.0
    ratio: float = 1.0


class Drawing(Value):
    """A figure, and where its columns stand: left and right edge of each as shares of the figure's width."""

    figure: "Figure"
    columns: tuple[tuple[float, float], ...] = ()
