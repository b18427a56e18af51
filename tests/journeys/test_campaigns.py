"""A campaign from its plan to its final table, in the whole window."""

from datetime import date
from fractions import Fraction

from pytestqt.qtbot import QtBot

from scoreboard.domain.rules import Campaign
from scoreboard.gui.main_window import MainWindow
from scoreboard.gui.pages.campaigns import CampaignsPage
from scoreboard.gui.pages.today import TodayPage
from tests.boards import Clock
from tests.gui.reach import button, click, texts
from tests.journeys.conftest import OpenWindow


def campaigns(window: MainWindow) -> CampaignsPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, CampaignsPage)
    return page


def test_a_campaign_is_planned_runs_colours_today_and_is_closed(
    open_window: OpenWindow, clock: Clock, qtbot: QtBot
) -> None:
    clock.at(2026, 8, 31)
    window = open_window()
    assert window.shell is not None
    assert window.live is not None
    shell, live = window.shell, window.live
    shell.go("campaigns")
    page = campaigns(window)
    click(button(page, "New campaign"))
    editor = page.editor
    assert editor is not None
    editor.name.widget.setText("Doublesales September")  # type: ignore[attr-defined]
    click(button(editor, "Next month"))
    editor.goal.widget.setText("20")  # type: ignore[attr-defined]
    click(button(editor, "Plan it"))
    assert "Planned: Doublesales September" in texts(shell.toast)
    assert page.detail.countdown.text() == "Begins tomorrow"

    clock.at(2026, 9, 1)
    live.tick()
    assert page.detail.countdown.text() == "22 working days left"
    shell.go("today")
    today = shell.page
    assert isinstance(today, TodayPage)
    assert today.banner.isVisible()
    today.log("quote")
    assert today.banner.accessibleName() == "Doublesales September: 6 of 20 points"

    click(today.banner)
    assert shell.current == "campaigns"
    click(button(page, "End early"))
    assert texts(shell.toast) == ["Ends today: Doublesales September", "Today still counts"]
    click(button(shell.toast, "Undo"))
    assert page.detail.countdown.text() == "22 working days left"

    clock.at(2026, 10, 1)
    live.tick()
    state = live.board.campaigns.state("doublesales-september")
    assert state.final is not None
    assert (state.final.points, state.campaign.last) == (Fraction(6), date(2026, 9, 30))
    qtbot.waitUntil(lambda: "Final table" in texts(page))
    assert page.detail.countdown.text() == "Ended on 30 September"


def test_what_was_over_before_the_start_is_closed_after_the_first_paint(
    open_window: OpenWindow, clock: Clock
) -> None:
    clock.at(2026, 8, 31)
    window = open_window()
    assert window.live is not None
    board = window.live.board
    board.campaigns.add(Campaign("One day", date(2026, 8, 31), date(2026, 8, 31)))
    clock.at(2026, 9, 2)
    assert board.campaigns.state("one-day").final is None
    window.watch_data()
    assert board.campaigns.state("one-day").final is not None
    window.finish()
