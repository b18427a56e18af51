"""The pages of the window, in the order of the navigation.

A page's module is imported when the page is first built, not at start: the window paints before anything it does not show.
"""

from scoreboard.gui.page import Page, PageEntry, Surroundings
from scoreboard.i18n import n_


def _today(around: Surroundings) -> Page:
    from scoreboard.gui.pages.today import TodayPage  # noqa: PLC0415 - start speed, see above

    return TodayPage(around)


def _week(around: Surroundings) -> Page:
    from scoreboard.gui.pages.week import WeekPage  # noqa: PLC0415

    return WeekPage(around)


def _rules(around: Surroundings) -> Page:
    from scoreboard.gui.pages.rules import RulesPage  # noqa: PLC0415

    return RulesPage(around)


def _settings(around: Surroundings) -> Page:
    from scoreboard.gui.pages.settings import SettingsPage  # noqa: PLC0415

    return SettingsPage(around)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", n_("Today"), "sun", _today),
    PageEntry("week", n_("Week"), "chart-column", _week),
    PageEntry("rules", n_("Rules"), "sliders-horizontal", _rules),
    PageEntry("settings", n_("Settings"), "settings", _settings, low=True),
)
