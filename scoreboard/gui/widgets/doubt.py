"""The mark of figures whose data are not as they were written: the same word and shape everywhere."""

from scoreboard.gui.quiet import set_shown
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.chip import Badge
from scoreboard.i18n import _


class Doubt(Badge):
    """`Doubt(theme)`; hidden until `display(True)`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, _("may be wrong"), icon="triangle-alert", color="notice_text", ground="notice_soft"
        )
        self.hide()

    def display(self, doubted: bool) -> None:
        """Shows or hides it."""
        set_shown(self, doubted)
