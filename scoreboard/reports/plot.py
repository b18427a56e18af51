"""One set of axes in the program's look, measured in pixels, and its picture as bytes.

Importing this module imports matplotlib, a third of a second: do it when a chart is first shown.
"""

import math
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import platformdirs

from scoreboard.reports.look import Look
from scoreboard.resources import resource

if getattr(sys, "frozen", False) or "MPLCONFIGDIR" not in os.environ:
    # before the import below; a frozen program would else build its font list anew on every start
    os.environ["MPLCONFIGDIR"] = str(
        platformdirs.user_cache_path("scoreboard", appauthor=False) / "matplotlib"
    )

from matplotlib import font_manager, rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Bbox

_STYLE: Any = {"font.family": "Inter", "text.hinting": "none"}
_CORNER = 0.4477
_FONT_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")


def load_fonts() -> None:
    """Makes the program's font known to matplotlib; more than once does no harm."""
    if any(entry.name == "Inter" for entry in font_manager.fontManager.ttflist):
        return
    for file in _FONT_FILES:
        font_manager.fontManager.addfont(str(resource("fonts", f"{file}.ttf")))


def pixels(figure: Figure) -> tuple[int, int, bytes]:
    """Width, height and the RGBA bytes of a drawn figure."""
    with rc_context(_STYLE):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        width, height = canvas.get_width_height()
        return width, height, bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


def nice_ticks(highest: float, most: int = 5) -> list[float]:
    """Round numbers from 0 up to `highest`, at most `most` of them; below 1 it is taken for 1."""
    highest = max(highest, 1.0)
    rough = highest / (most - 1)
    power: float = 10.0 ** math.floor(math.log10(rough))
    step = max(1.0, next(power * each for each in (1, 2, 4, 5, 10) if power * each >= rough - 1e-9))
    return [step * number for number in range(int(highest // step) + 1)]


class Plot:
    """Axes of `columns` columns side by side, at 0, 1, 2 ..., and values from 0 to `highest` upward."""

    def __init__(
        self,
        look: Look,
        columns: float,
        highest: float,
        margins: tuple[int, int, int, int],
        first: float = -0.5,
    ) -> None:
        """`margins` are left, right, top and bottom in pixels at normal text size."""
        load_fonts()
        self.look = look
        self._left, self._right, self._top, self._bottom = (side * look.text for side in margins)
        self._inner_width = max(20.0, look.width - self._left - self._right)
        self._inner_height = max(20.0, look.height - self._top - self._bottom)
        self.figure = Figure(
            figsize=(look.width / 100, look.height / 100),
            dpi=100 * look.ratio,
            facecolor=look.colors["surface"],
        )
        with rc_context(_STYLE):
            self.axes = self.figure.add_axes(
                (
                    self._left / look.width,
                    self._bottom / look.height,
                    self._inner_width / look.width,
                    self._inner_height / look.height,
                ),
                facecolor=look.colors["surface"],
            )
        self.axes.set_xlim(first, first + columns)
        self.axes.set_ylim(0, highest)
        self._style()

    def _style(self) -> None:
        for spine in self.axes.spines.values():
            spine.set_visible(False)
        self.axes.tick_params(length=0, labelsize=self._points(11), colors=self.look.colors["text3"], pad=5)
        self.axes.grid(axis="y", color=self.look.colors["border"], linewidth=0.8)
        self.axes.set_axisbelow(True)

    def _points(self, size: float) -> float:
        return size * self.look.text * 0.72

    def ticks(self, places: Sequence[float], names: Sequence[str], values: Mapping[float, str]) -> None:
        """The words under the columns and beside the grid lines."""
        with rc_context(_STYLE):
            self.axes.set_xticks(list(places), labels=list(names))
            self.axes.set_yticks(list(values), labels=list(values.values()))

    def span(self, x: float = 0.0, y: float = 0.0) -> tuple[float, float]:
        """Logical pixels as steps along both axes."""
        left, right = self.axes.get_xlim()
        low, high = self.axes.get_ylim()
        return x * (right - left) / self._inner_width, y * (high - low) / self._inner_height

    def share_of_width(self, x: float) -> float:
        """Where `x` stands, as a share of the figure's whole width."""
        left, right = self.axes.get_xlim()
        return (self._left + (x - left) / (right - left) * self._inner_width) / self.look.width

    def bar(
        self,
        x: float,
        height: float,
        width: float,
        color: str | None,
        *,
        dashed: bool = False,
        name: str = "",
    ) -> None:
        """A bar from 0 with rounded upper corners, filled or as a dashed outline; `name` finds it again."""
        if height <= 0:
            return
        radius_x, radius_y = self.span(6, 6)
        patch = PathPatch(
            _rounded(x - width / 2, x + width / 2, height, min(radius_x, width / 2), min(radius_y, height)),
            facecolor=self.look.colors[color] if color else "none",
            edgecolor=self.look.colors["border_strong"] if dashed else "none",
            linewidth=1.2 if dashed else 0,
            linestyle=(0, (3, 3)) if dashed else "solid",
            zorder=2 if dashed else 3,
            gid=name or None,
        )
        self.axes.add_patch(patch)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        color: str = "text2",
        *,
        size: float = 11,
        weight: int = 500,
        side: str = "center",
        up: str = "bottom",
        shift: tuple[float, float] = (0, 0),
        ground: bool = False,
        if_clear: bool = False,
        name: str = "",
    ) -> None:
        """Words at a point, moved by `shift` pixels; `ground` puts the surface's colour behind them.

        With `if_clear` they are left out when they would lie on earlier ones.
        """
        shift_x, shift_y = self.span(*shift)
        with rc_context(_STYLE):
            text = self.axes.text(
                x + shift_x,
                y + shift_y,
                words,
                color=self.look.colors[color],
                fontsize=self._points(size),
                fontweight=weight,
                horizontalalignment=side,
                verticalalignment=up,
                zorder=6,
                bbox={"facecolor": self.look.colors["surface"], "edgecolor": "none", "pad": 1.4}
                if ground
                else None,
                gid=name or None,
                parse_math=False,
            )
            earlier = [one.get_window_extent() for one in self.axes.texts[:-1]] if if_clear else []
            if any(Bbox.intersection(text.get_window_extent(), box) for box in earlier):
                text.remove()

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        color: str,
        width: float,
        dash: str = "",
        *,
        name: str = "",
    ) -> None:
        """A line, with `dash` "dotted" or "dashed"."""
        style: Any = {"dotted": (0, (0.6, 2.6)), "dashed": (0, (4, 3)), "fine": (0, (1.2, 2.6))}.get(
            dash, "solid"
        )
        ink = self.look.colors[color]
        self.axes.plot(
            x,
            y,
            color=ink,
            linewidth=width,
            linestyle=style,
            dash_capstyle="round",
            zorder=4,
            gid=name or None,
        )


def _rounded(left: float, right: float, top: float, radius_x: float, radius_y: float) -> Outline:
    near_x, near_y = radius_x * _CORNER, radius_y * _CORNER
    points = [
        (left, 0), (left, top - radius_y), (left, top - near_y), (left + near_x, top), (left + radius_x, top),
        (right - radius_x, top), (right - near_x, top), (right, top - near_y), (right, top - radius_y),
        (right, 0), (left, 0),
    ]  # fmt: skip
    move, line, curve = Outline.MOVETO, Outline.LINETO, Outline.CURVE4
    return Outline(points, [move, line, curve, curve, curve, line, curve, curve, curve, line, line])
