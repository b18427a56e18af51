"""What a page that is taller than the window stands in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolling(QScrollArea):
    """`Scrolling(content, sideways=True)`: lets one move over `content`, which is at least as large as it."""

    def __init__(self, content: QWidget, *, sideways: bool = True) -> None:
        super().__init__()
        self.content = content
        # a viewport of our own: to ask for Qt's makes the binding look through every class of widget there is
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
