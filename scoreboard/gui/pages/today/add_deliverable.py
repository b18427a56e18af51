"""The line that a deliverable is added in."""

from PySide6.QtWidgets import QComboBox

from scoreboard.domain.rules import Activity
from scoreboard.gui.inline_form import InlineForm
from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.i18n import _


class AddDeliverable(InlineForm):
    """A name, and the activity that it belongs to."""

    def __init__(self, theme: Theme) -> None:
        self.activity = QComboBox()
        super().__init__(theme, self.activity, _("Add"))
        self._kinds: list[Activity] = []
        self.name.setPlaceholderText(_("Name, like “Newsletter December”"))
        self.name.setAccessibleName(_("Name of the deliverable"))
        self.activity.setAccessibleName(_("Activity it belongs to"))

    def set_kinds(self, kinds: list[Activity]) -> None:
        """Offers the activities measured in percent."""
        if [(one.key, one.name) for one in kinds] == [(one.key, one.name) for one in self._kinds]:
            return
        chosen = self.activity.currentData()
        self._kinds = kinds
        self.activity.clear()
        for one in kinds:
            self.activity.addItem(one.name, one.key)
        self.activity.setCurrentIndex(max(0, self.activity.findData(chosen)))
        set_shown(self.activity, len(kinds) > 1)
