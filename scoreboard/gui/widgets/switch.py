"""An on-off switch."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, paint_focus, smooth_painter


class Switch(QCheckBox):
    """`Switch(theme, accessible_name, checked=False)`; the visible words stand in a label beside it. Signal:
    `toggled(bool)` (also when set by code) and `clicked(bool)` (by the user).
    """

    def __init__(self, theme: Theme, accessible_name: str, checked: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._focus = KeyboardFocus(self)
        self.setChecked(checked)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(44, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        with smooth_painter(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.45)
            track = QRectF(3, (self.height() - 22) / 2, 38, 22)
            paint_box(painter, track, 11, theme.color("accent" if on else "border_strong"))
            knob = QRectF(track.right() - 20 if on else track.left() + 2, track.top() + 2, 18, 18)
            paint_box(painter, knob, 9, theme.color("knob_on" if on else "knob_off"))
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, track.adjusted(-3, -3, 3, 3), 14)
