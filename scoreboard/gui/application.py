"""The application: says that the end is wanted before it asks the windows, which may stay in the tray."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """`quitting` is emitted when the program is to end: from its own menu, or by the system."""

    quitting = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quitting.emit()
        return super().event(event)
