"""What a change will do, in a quiet box that stands there before anything is saved."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.errors import Refused
from scoreboard.gui.announce import announce
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import PlainLabel, plain_label
from scoreboard.gui.widgets.painting import paint_box, smooth_painter

T = TypeVar("T")


def foresee(live: LiveBoard, load: Callable[[], T]) -> T | None:
    """What a change would do. Refused goes through, for the field that it is about; None is told already."""

    def answer() -> T | Refused:
        try:
            return load()
        except Refused as error:
            return error

    found = live.read(answer)
    if isinstance(found, Refused):
        raise found
    return found


class Preview(QWidget):
    """`Preview(theme)`, then `tell(sentences)`; without any it is not there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sentences: tuple[str, ...] = ()
        self._labels: list[PlainLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(Icon(theme, "info", 17, "info"), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(3)
        row.addLayout(self._column, 1)
        self.hide()

    def tell(self, sentences: Sequence[str]) -> None:
        """Says these sentences, one below the other."""
        said = tuple(filter(None, sentences))
        if said == self.sentences:
            return
        self.sentences = said
        while len(self._labels) > len(said):
            old = self._labels.pop()
            old.hide()
            old.deleteLater()
        while len(self._labels) < len(said):
            label = plain_label(self._theme, wrap=True)
            self._labels.append(label)
            self._column.addWidget(label)
        for label, sentence in zip(self._labels, said, strict=True):
            label.setText(sentence)
        self.setAccessibleName(" ".join(said))
        set_shown(self, bool(said))
        if said:
            announce(self, " ".join(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        with smooth_painter(self) as painter:
            border = theme.mix("info_soft", "info", 0.22)
            paint_box(painter, QRectF(self.rect()), 12, theme.color("info_soft"), border)
