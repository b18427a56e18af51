"""A card with a dated rule: what holds, what is decided for later, and a form that opens to change it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.errors import Refused, StoreProblem
from scoreboard.gui.form import Refusal
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules.preview import Preview, foresee
from scoreboard.gui.pages.rules.when import When
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _
from scoreboard.wording import problem

if TYPE_CHECKING:
    from scoreboard.service.overviews import RulesState


class DatedCard(Card):
    """Subclasses put their fields into `form` and fill in `reset`, `look_ahead` and `write`."""

    def __init__(self, theme: Theme, live: LiveBoard, title: str) -> None:
        super().__init__(theme)
        self._theme, self.live = theme, live
        self.state: RulesState | None = None
        self.change = push_button(theme, _("Change"), "quiet", icon="pencil", small=True)
        self.change.setAccessibleName(_("Change: {name}").format(name=title))
        self.change.clicked.connect(self.open)
        self.add_title(title, self.change)
        self.body.setSpacing(6)
        self.coming = Coming(theme)
        self.coming.withdrawn.connect(lambda number: live.do(lambda board: board.rules.withdraw(number)))
        self.holder = QWidget()
        self.form = QVBoxLayout(self.holder)
        self.form.setContentsMargins(0, 8, 0, 0)
        self.form.setSpacing(10)
        self.holder.hide()
        self.when = When(theme)
        self.when.changed.connect(self.look)
        self.preview = Preview(theme)
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()

    def finish_form(self) -> None:
        """Adds what every form ends with."""
        self.form.addWidget(self.when)
        self.form.addWidget(self.preview)
        self.form.addWidget(self.trouble)
        cancel = push_button(self._theme, _("Cancel"), "quiet", small=True)
        cancel.clicked.connect(self.shut)
        self.save_button = push_button(self._theme, _("Save"), "primary", small=True)
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        self.form.addLayout(row)
        self.body.addWidget(self.coming)
        self.body.addWidget(self.holder)

    @property
    def is_open(self) -> bool:
        """Whether the form is open."""
        return not self.holder.isHidden()

    def open(self) -> None:
        """Opens the form with what holds."""
        if self.state is None:
            return
        self.when.reset(self.state.today, self.state.first_weekday)
        self.reset()
        self._clear()
        self.look()
        set_shown(self.holder, True)
        set_shown(self.change, False)

    def shut(self) -> None:
        """Closes the form; what was typed is forgotten."""
        set_shown(self.holder, False)
        set_shown(self.change, True)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        """Fills the form with what holds."""
        raise NotImplementedError

    def look_ahead(self) -> str:
        """What the change would do, in a sentence; raises Refusal or Refused."""
        raise NotImplementedError

    def write(self) -> None:
        """Makes the change; raises Refusal, Refused or StoreProblem."""
        raise NotImplementedError

    def tell(self, _error: Refused) -> bool:
        """Tells an error beside a field of the subclass; answers whether it could."""
        return False

    def look(self) -> None:
        """Says what the change would do."""
        self.when.accept()
        try:
            said = foresee(self.live, self.look_ahead)
        except Refusal:
            self.preview.tell(())
        except Refused as error:
            self.preview.tell(())
            self.when.refuse(error)
        else:
            self.preview.tell((said or "",))

    def save(self) -> None:
        """Saves and closes; what is refused is told and stays as it was typed."""
        self._clear()
        try:
            self.write()
        except Refusal as refusal:
            refusal.field.refuse(refusal.sentence)
            refusal.field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        except Refused as error:
            if self.when.refuse(error) and self.when.refused is not None:
                self.when.refused.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            elif not self.tell(error):
                set_text(self.trouble, problem(error))
        except StoreProblem as error:
            set_text(self.trouble, problem(error))
        else:
            self.shut()

    def _clear(self) -> None:
        self.when.accept()
        set_text(self.trouble, "")


class Coming(QWidget):
    """`Coming(theme)`, then `set_lines([(words, number), ...])`. Signal: `withdrawn(int)`, its number."""

    withdrawn = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[tuple[str, int | None]] = []
        self.lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def set_lines(self, lines: Sequence[tuple[str, int | None]]) -> None:
        """Shows what is decided for later; each can be taken back until it begins."""
        if list(lines) == self._shown:
            return
        self._shown = list(lines)
        for old in self.lines:
            old.hide()
            old.deleteLater()
        self.lines = [self._line(words, number) for words, number in lines]
        set_shown(self, bool(lines))

    def _line(self, words: str, number: int | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = plain_label(self._theme, words, "small", "info", wrap=True)
        label.setForegroundRole(QPalette.ColorRole.WindowText)  # also inside a button
        row.addWidget(label, 1)
        if number is not None:
            back = push_button(self._theme, _("Take back"), "link", small=True)
            back.setAccessibleName(_("Take back: {what}").format(what=words))
            back.clicked.connect(self._tell(number))
            row.addWidget(back)
        self._column.addWidget(line)
        return line

    def _tell(self, number: int) -> Callable[[], None]:
        return lambda: self.withdrawn.emit(number)
