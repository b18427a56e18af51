"""A row of options of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import (
    CENTER,
    KeyboardFocus,
    paint_box,
    paint_focus,
    paint_text,
    smooth_painter,
    text_width,
)


class Segmented(QWidget):
    """`Segmented(theme, ["Points", "% of own target"], current=0, accessible_name="")`.

    Signal: `changed(int)` when the user chooses. `current()` and `set_current(index)` (no signal). Tab
    reaches the chosen option, arrow keys choose.
    """

    changed = Signal(int)

    def __init__(
        self, theme: Theme, options: Sequence[str], current: int = 0, *, accessible_name: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        for index, text in enumerate(options):
            option = _Option(theme, text)
            self._group.addButton(option, index)
            row.addWidget(option)
        self.set_current(current)
        self._group.idClicked.connect(self._choose)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)

    def current(self) -> int:
        """Index of the chosen option."""
        return self._group.checkedId()

    def set_current(self, index: int) -> None:
        """Chooses without a signal."""
        self._group.button(index).setChecked(True)
        for option in self._group.buttons():
            option.setFocusPolicy(Qt.FocusPolicy.TabFocus if option.isChecked() else Qt.FocusPolicy.NoFocus)

    def _choose(self, index: int) -> None:
        self.set_current(index)
        self.changed.emit(index)

    def move_choice(self, steps: int) -> None:
        """Chooses the neighbour and gives it the focus, as arrow keys do."""
        index = self.current() + steps
        if 0 <= index < len(self._group.buttons()):
            self._choose(index)
            self._group.button(index).setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        dark = self._theme.dark
        fill, border = (
            self._theme.color("sunken" if dark else "track"),
            self._theme.color("border") if dark else None,
        )
        with smooth_painter(self) as painter:
            paint_box(painter, QRectF(self.rect()), 9, fill, border)


class _Option(QRadioButton):
    """One option; a radio button to a screen reader."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme, self._label = theme, text
        self._focus = KeyboardFocus(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._label, self._theme.font("strong"))) + 28, self._theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _pos: QPoint) -> bool:  # noqa: N802
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        row = self.parentWidget()
        if event.key() in steps and isinstance(row, Segmented):
            row.move_choice(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        with smooth_painter(self) as painter:
            if self.isChecked():
                paint_box(painter, box.adjusted(0, 1, 0, 0), 7, theme.color("shadow", 0.10))
                paint_box(
                    painter, box.adjusted(0, 0, 0, -1), 7, theme.color("track" if theme.dark else "surface")
                )
            color = "text" if self.isChecked() or self.underMouse() else "text2"
            font = theme.font("strong", 600 if self.isChecked() else 500)
            paint_text(painter, box, self._label, font, theme.color(color), CENTER)
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box, 7)


def options_of(segmented: Segmented) -> list[QAbstractButton]:
    """The option buttons in order, for shortcuts and tests."""
    return segmented.findChildren(QAbstractButton)
