"""A piece of the page that explains itself when it is chosen: by mouse, or by Tab and Space."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import KeyboardFocus, paint_box, paint_focus, smooth_painter

_RADIUS = 10


class Tappable(QAbstractButton):
    """A button without a face of its own; a subclass lays out labels in it. Checked: it is explained."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._focus = KeyboardFocus(self)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # being explained follows the page's choice, not the click
        self.clicked.connect(lambda checked: self.setChecked(not checked))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with smooth_painter(self) as painter:
            if self.isChecked():
                paint_box(
                    painter,
                    box,
                    _RADIUS,
                    self._theme.color("accent", 0.07),
                    self._theme.color("accent", 0.45),
                    1.5,
                )
            elif self.underMouse():
                paint_box(painter, box, _RADIUS, self._theme.color("sunken"))
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, self._theme, box, _RADIUS)
