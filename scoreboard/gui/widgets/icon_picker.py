"""Choosing an icon for an activity or a campaign."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from scoreboard.gui.theme import WORK_ICONS, Theme
from scoreboard.gui.widgets.choices import ChoiceGroup
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, smooth_painter

_CELL = 36


class IconPicker(QWidget):
    """`IconPicker(theme, current="", hue="petrol", icons=WORK_ICONS, names=None, columns=12,
    accessible_name="")`; names gives icons their words, the rest is called by its file name. Signal:
    `picked(str)`. Tab reaches the chosen one, arrow keys choose. `set_hue(hue)` shows the chosen icon in
    another hue.
    """

    picked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        current: str = "",
        *,
        hue: str = "petrol",
        icons: Sequence[str] = WORK_ICONS,
        names: Mapping[str, str] | None = None,
        columns: int = 12,
        accessible_name: str = "",
    ) -> None:
        super().__init__()
        self._cells: list[_Cell] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._group = ChoiceGroup(self, columns)
        for index, icon in enumerate(icons):
            cell = _Cell(theme, icon, hue)
            self._cells.append(cell)
            self._group.add(icon, cell, (names or {}).get(icon, icon.replace("-", " ")))
            grid.addWidget(cell, index // columns, index % columns)
        self._group.set_current(current)
        self._group.picked.connect(self.picked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)

    def current(self) -> str:
        """The chosen icon, or an empty text."""
        return self._group.current()

    def set_current(self, icon: str) -> None:
        """Chooses without a signal."""
        self._group.set_current(icon)

    def set_hue(self, hue: str) -> None:
        """Shows the chosen icon in this hue."""
        for cell in self._cells:
            cell.hue = hue
            cell.update()

    def cell(self, icon: str) -> QAbstractButton:
        """The button of an icon."""
        return self._group.button(icon)


class _Cell(QAbstractButton):
    def __init__(self, theme: Theme, icon: str, hue: str) -> None:
        super().__init__()
        self._theme, self._icon, self.hue = theme, icon, hue
        self._focus = KeyboardFocus(self)
        self.setFixedSize(_CELL, _CELL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box, color = self._theme, QRectF(self.rect()), "text2"
        with smooth_painter(self) as painter:
            if self.isChecked():
                paint_box(painter, box, 9, theme.color(self.hue))
                color = f"on.{self.hue}"
            elif self.underMouse():
                paint_box(painter, box, 9, theme.color("sunken"), theme.color("border"))
            theme.paint_icon(painter, self._icon, box.adjusted(8, 8, -8, -8), color)
            if self._focus.visible and self.hasFocus():
                inner = box.adjusted(2, 2, -2, -2) if self.isChecked() else box
                paint_box(
                    painter,
                    inner,
                    8,
                    None,
                    theme.color(f"on.{self.hue}" if self.isChecked() else "accent"),
                    2,
                )
