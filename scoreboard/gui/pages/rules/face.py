"""How an activity looks: its colour and its icon."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.domain.rules import Activity
from scoreboard.gui.form import hue_names
from scoreboard.gui.theme import WORK_ICONS, Theme
from scoreboard.gui.widgets.color_picker import ColorPicker
from scoreboard.gui.widgets.icon_picker import IconPicker
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _

NEW_ICON, NEW_HUE = "phone", "petrol"
COLUMNS = 9


class Face(QWidget):
    """`Face(theme, activity)`, None for a new one; `hue` and `icon` are what was chosen."""

    def __init__(self, theme: Theme, activity: Activity | None) -> None:
        super().__init__()
        hue, icon = (activity.color, activity.icon) if activity else (NEW_HUE, NEW_ICON)
        icons = WORK_ICONS if icon in WORK_ICONS else (icon, *WORK_ICONS)
        self.tile = IconTile(theme, icon, hue, 44)
        self.colors = ColorPicker(theme, hue_names(), hue, accessible_name=_("Colour"))
        self.colors.picked.connect(self._pick_hue)
        self.icons = IconPicker(theme, icon, hue=hue, icons=icons, columns=COLUMNS, accessible_name=_("Icon"))
        self.icons.picked.connect(self._pick_icon)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.tile)
        head.addWidget(plain_label(theme, _("How it looks"), "section", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(plain_label(theme, _("Colour"), "strong"))
        column.addWidget(self.colors)
        column.addWidget(plain_label(theme, _("Icon"), "strong"))
        column.addWidget(self.icons)

    @property
    def hue(self) -> str:
        """The chosen hue."""
        return self.colors.current() or NEW_HUE

    @property
    def icon(self) -> str:
        """The chosen icon."""
        return self.icons.current() or NEW_ICON

    def _pick_hue(self, hue: str) -> None:
        self.icons.set_hue(hue)
        self.tile.set_icon(self.icon, hue)

    def _pick_icon(self, icon: str) -> None:
        self.tile.set_icon(icon, self.hue)
