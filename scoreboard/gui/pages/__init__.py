"""The pages of the window, in the order of the navigation.

A page's module is imported when the page is first built: nothing that is not shown delays the window.
"""

from scoreboard.gui.page import Page, PageEntry, Surroundings
from scoreboard.i18n import _
from scoreboard.settings import Settings


def _today(around: Surroundings) -> Page:
    from scoreboard.gui.pages.today import TodayPage  # noqa: PLC0415 - see above

    return TodayPage(around)


def _week(around: Surroundings) -> Page:
    from scoreboard.gui.pages.week import WeekPage  # noqa: PLC0415 - see above

    return WeekPage(around)


def _rewards(around: Surroundings) -> Page:
    from scoreboard.gui.pages.rewards import RewardsPage  # noqa: PLC0415 - see above

    return RewardsPage(around)


def _rules(around: Surroundings) -> Page:
    from scoreboard.gui.pages.rules import RulesPage  # noqa: PLC0415 - see above

    return RulesPage(around)


def _settings(around: Surroundings) -> Page:
    from scoreboard.gui.pages.settings import SettingsPage  # noqa: PLC0415 - see above

    return SettingsPage(around)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", lambda: _("Today"), "sun", _today),
    PageEntry("week", lambda: _("Week"), "chart-column", _week),
    PageEntry("rewards", lambda: _("Rewards"), "gift", _rewards, game=True),
    PageEntry("rules", lambda: _("Rules"), "sliders-horizontal", _rules),
    PageEntry("settings", lambda: _("Settings"), "settings", _settings, low=True),
)


def pages_of(settings: Settings) -> tuple[PageEntry, ...]:
    """The pages that the settings ask for."""
    return tuple(entry for entry in PAGES if not (entry.game and settings.plain))
