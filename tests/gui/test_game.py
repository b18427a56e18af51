"""The game on the Today page: streaks, mini-goals, celebrations, the morning, and how much is wanted."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from scoreboard.domain.achievements import Feat, WonBy
from scoreboard.domain.rules import Campaign, WinBy
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.pages.today.days import _Day as DayButton
from scoreboard.gui.play import feats_shown
from scoreboard.gui.theme import load_theme
from scoreboard.gui.widgets.chip import Badge, Chip
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.glow import Glow
from scoreboard.gui.widgets.meter import Meter
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.service import Scoreboard
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.streaks import Streaks
from scoreboard.settings import Settings
from scoreboard.values import replace
from tests.boards import Clock, open_board, set_up_folder
from tests.gui.held import held
from tests.gui.reach import button, click, texts

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 9, day) for day in (7, 8, 9, 10, 11))

Make = Callable[..., TodayPage]


@pytest.fixture
def make(qtbot: QtBot, around: Surroundings) -> Make:
    """A page with its settings kept as the window does, and celebrated as the window does."""

    def build(*, motion: bool = False, width: int = 1440, height: int = 900, **values: Any) -> TodayPage:
        settings = replace(around.settings, **values)
        theme = load_theme("light", motion=motion, plain=settings.plain)
        page = TodayPage(Surroundings(around.live, theme, settings))

        def keep(chosen: Settings) -> None:
            page.settings = chosen
            page.refresh()

        page.chosen.connect(keep)
        page.live.finished.connect(page.celebrate)
        qtbot.addWidget(page)
        page.compose(width, height)
        page.resize(width - 212, height)
        page.show()
        return page

    return build


def win(board: Scoreboard, *days: date) -> None:
    for day in days:
        board.journal.log("newsletter-reader", count=8, day=day)


@pytest.fixture
def friday(board: Scoreboard, clock: Clock) -> Scoreboard:
    """The morning after a Thursday that stayed open; the three days before it were won."""
    clock.at(2026, 9, 11, 8, 40)
    win(board, MONDAY, TUESDAY, WEDNESDAY)
    board.journal.log("quote", day=THURSDAY)
    return board


def streak_chip(page: TodayPage) -> str:
    return next((one.accessibleName() for one in page.days.findChildren(Badge) if one.isVisible()), "")


def marks(page: TodayPage) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(DayButton)]


def heard(signal: Any) -> list[bool]:
    celebrated: list[bool] = []
    signal.connect(lambda: celebrated.append(True))
    return celebrated


def ring(page: TodayPage) -> WeekRing:
    (found,) = page.hero.findChildren(WeekRing)
    return found


def sun(page: TodayPage) -> DaySun:
    (found,) = page.hero.findChildren(DaySun)
    return found


def chips(page: TodayPage) -> list[str]:
    return [one.text() for one in page.hero.findChildren(Chip) if one.isVisible()]


# streaks and reserve days


@pytest.mark.usefixtures("friday")
def test_a_streak_and_its_reserve_day_are_told_without_alarm(make: Make) -> None:
    page = make()
    assert streak_chip(page) == "3 in a row"
    assert marks(page)[3] == "Thursday 10 September: reserve day used, 3 of 8 points"
    assert "1 of 2 reserve days left" in texts(page.days)
    assert "One covered Thursday. Your streak is safe." in texts(page.days)


def test_one_day_is_no_row(make: Make, board: Scoreboard) -> None:
    win(board, date(2026, 9, 16))
    assert streak_chip(make()) == ""


def test_winning_today_lengthens_the_row(make: Make, board: Scoreboard) -> None:
    win(board, date(2026, 9, 15))
    page = make()
    page.log("quote")
    assert streak_chip(page) == ""
    page.log("quote")
    page.log("quote")
    assert streak_chip(page) == "2 in a row"
    assert "9 of 8 points today, 2 days in a row" in texts(page.hero)


@pytest.mark.usefixtures("friday")
def test_hidden_streaks_leave_no_trace(make: Make) -> None:
    page = make(streaks=False)
    assert streak_chip(page) == "3 this week"
    assert marks(page)[3] == "Thursday 10 September: left open, 3 of 8 points"
    assert not any("reserve" in text or "in a row" in text for text in texts(page))


@pytest.mark.parametrize("width", [900, 1440])
def test_the_trial_uses_no_reserve_day(qtbot: QtBot, tmp_path: Path, clock: Clock, width: int) -> None:
    board = open_board(set_up_folder(tmp_path / "trial", trial_weeks=4), clock)
    board.journal.log("quote", day=date(2026, 9, 14))
    live = LiveBoard(board)
    page = TodayPage(Surroundings(live, load_theme("light", motion=False), Settings()))
    qtbot.addWidget(page)
    page.compose(width, 600)
    page.show()
    assert marks(page)[:2] == [
        "Monday 14 September: left open, 3 of 8 points",
        "Tuesday 15 September: left open, 0 of 8 points",
    ]
    assert not any("reserve" in text for text in texts(page.days))
    page.hide()
    live.stop()
    board.store.close()


def test_work_of_today_wins_no_day_before(make: Make, board: Scoreboard) -> None:
    board.journal.log("quote", day=date(2026, 9, 15))
    page = make()
    for _ in range(9):
        page.log("quote")
    assert marks(page)[1] == "Tuesday 15 September: reserve day used, 3 of 8 points"


# mini-goals


def test_a_mini_goal_stands_where_the_tally_is(make: Make, board: Scoreboard) -> None:
    board.rules.set_activity("prospect-call", ActivityChange(mini_goal=20))
    page = make()
    for _ in range(3):
        page.log("prospect-call")
    key = page.keys.key("prospect-call")
    assert key is not None
    assert key.goal_text(400) == "3 of 20"
    assert key.goal_text(10) == "3/20"
    assert key.accessibleDescription() == "Key 7. Today 3 times. 20 are wanted."


def test_the_day_can_be_won_by_mini_goals_alone(make: Make, board: Scoreboard) -> None:
    board.rules.set_activity("quote", ActivityChange(mini_goal=2))
    board.rules.set_activity("customer-call", ActivityChange(mini_goal=1))
    board.rules.set_win_by(WinBy.MINI_GOALS)
    page = make()
    assert "0 of 2 mini-goals, 0 points" in texts(page.hero)
    assert sun(page).accessibleName() == "0 of 2 mini-goals, 0 points, 3 to go"
    assert chips(page) == ["2 × Quote sent + 1 × Call with customer"]
    celebrated = heard(sun(page).celebrated)
    click(next(one for one in page.hero.findChildren(Chip) if one.isVisible()))
    assert chips(page) == ["1 × Quote sent + 1 × Call with customer"]
    page.log("quote")
    page.log("customer-call")
    assert "2 of 2 mini-goals, 7 points" in texts(page.hero)
    assert "Day won" in texts(page.hero)
    page.live.undo()
    assert "Win the day" in texts(page.hero)
    assert len(celebrated) <= 1


def test_points_or_mini_goals_whichever_comes_first(make: Make, board: Scoreboard) -> None:
    board.rules.set_activity("customer-call", ActivityChange(mini_goal=2))
    board.rules.set_win_by(WinBy.EITHER)
    page = make()
    assert "0 of 8 points today, 0 of 1 mini-goal" in texts(page.hero)
    assert "2 × Call with customer" in chips(page)
    assert len(chips(page)) == 3
    page.log("customer-call")
    page.log("customer-call")
    assert "Day won" in texts(page.hero)
    assert "2 of 8 points today, 1 of 1 mini-goal" in texts(page.hero)


def test_without_mini_goals_the_day_is_won_by_points(make: Make, board: Scoreboard) -> None:
    board.rules.set_win_by(WinBy.MINI_GOALS)
    page = make()
    assert "0 of 8 points today" in texts(page.hero)
    assert chips(page)[0] == "3 × Quote sent"


# celebrations


def test_a_goal_hit_exactly_is_celebrated(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    board.journal.log("newsletter-reader", count=7)
    page = make()
    celebrated = heard(sun(page).celebrated)
    page.log("newsletter-reader")
    assert "8 of 8 points today" in texts(page.hero)
    qtbot.waitUntil(lambda: celebrated == [True])


def test_a_feat_is_celebrated_once_whatever_is_undone(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    board.journal.log("newsletter-reader", count=7)
    page = make()
    celebrated = heard(sun(page).celebrated)
    page.log("newsletter-reader")
    page.live.undo()
    page.live.redo()
    page.live.undo()
    page.log("newsletter-reader")
    qtbot.wait(1)
    assert "Day won" in texts(page.hero)
    assert celebrated == [True]


def test_day_and_week_share_one_moment(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    win(board, *(date(2026, 9, day) for day in (14, 15)))
    board.journal.log("newsletter-reader", count=23, day=date(2026, 9, 14))
    page = make(motion=True)
    of_day, of_week = heard(sun(page).celebrated), heard(ring(page).celebrated)
    done = page.live.do(lambda one: one.journal.log("quote", count=3))
    assert done is not None
    assert {Feat.DAY_WON, Feat.WEEK_REACHED} <= set(done.feats)
    qtbot.waitUntil(lambda: sun(page).moment < 1 and ring(page).moment < 1)
    page.log("quote")  # the next click is not blocked
    assert "12 of 8 points today, 3 days in a row" in texts(page.hero)
    qtbot.waitUntil(lambda: (of_day, of_week) == ([True], [True]), timeout=3000)


def test_a_won_campaign_glows_in_its_colour(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    board.campaigns.add(
        Campaign("Doublesales", date(2026, 9, 16), date(2026, 9, 30), goal=Fraction(6), color="plum")
    )
    page = make(motion=True)
    of_week = heard(ring(page).celebrated)
    page.log("quote")
    qtbot.waitUntil(lambda: ring(page).moment < 1)
    assert "plum" in {glow.color for glow in page.hero.findChildren(Glow)}
    qtbot.waitUntil(lambda: of_week == [True], timeout=3000)


@pytest.mark.parametrize("play", ["calm", "plain"])
def test_who_wants_no_celebration_gets_none(make: Make, board: Scoreboard, qtbot: QtBot, play: str) -> None:
    board.journal.log("newsletter-reader", count=7)
    page = make(motion=True, play=play)
    hero = page.hero
    celebrated: list[bool] = []
    if isinstance(hero.sun, DaySun):
        hero.sun.celebrated.connect(lambda: celebrated.append(True))
    page.log("newsletter-reader")
    qtbot.wait(30)
    assert celebrated == []
    assert not isinstance(hero.sun, DaySun) or hero.sun.moment == 1


def test_plain_shows_numbers_and_no_sun(make: Make, board: Scoreboard) -> None:
    win(board, date(2026, 9, 14), date(2026, 9, 15))
    page = make(play="plain")
    assert page.findChildren(DaySun) == []
    assert page.findChildren(WeekRing) == []
    assert {one.shown_text() for one in page.findChildren(Meter)} == {"16", "8"}
    assert "Day goal" in texts(page.hero)
    page.log("newsletter-reader")
    assert {one.shown_text() for one in page.findChildren(Meter)} == {"17", "7"}
    assert not any("in a row" in text or "reserve" in text for text in texts(page))


def test_feats_are_told_as_far_as_they_are_wanted() -> None:
    feats = (Feat.DAY_WON, Feat.STREAK_5, Feat.WEEK_STREAK_5)
    assert feats_shown(feats, Settings()) == feats
    assert feats_shown(feats, Settings(play="calm")) == feats
    assert feats_shown(feats, Settings(streaks=False)) == (Feat.DAY_WON,)
    assert feats_shown(feats, Settings(play="plain")) == ()


# the morning


def test_before_the_first_entry_there_is_no_morning_card(make: Make) -> None:
    page = make()
    assert not page.morning.isVisible()
    page.log("quote")
    assert not page.morning.isVisible()


@pytest.mark.usefixtures("friday")
def test_the_morning_tells_yesterday_the_week_and_today(make: Make) -> None:
    said = texts(make().morning)
    assert said[:9] == [
        "Yesterday",
        "3 of 8 points",
        "1 × Quote sent",
        "The week so far",
        "27 of 40 points",
        "13 a day gets you there",
        "Today",
        "8 points win the day",
        "So far 3 in a row",
    ]
    assert "Thursday stayed open" in said
    assert "A reserve day was used for it, so your 3 in a row stay whole." in said


def test_a_morning_past_the_point_of_reason_offers_the_day(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    clock.at(2026, 9, 11, 8, 40)
    board.journal.log("quote", day=MONDAY)
    assert "Win today" in texts(make().morning)


def test_a_campaign_that_begins_on_a_weekend_finds_the_week_short(
    make: Make, friday: Scoreboard, clock: Clock
) -> None:
    friday.campaigns.add(Campaign("Doublesales", date(2026, 9, 12), date(2026, 9, 30)))
    clock.at(2026, 9, 12, 9)
    assert "13 points short, no working day left this week" in texts(make().morning)


@pytest.mark.usefixtures("friday")
def test_a_page_that_is_made_anew_tells_no_morning_that_is_over(make: Make) -> None:
    make().log("quote")
    said = texts(make().morning)
    assert "The week so far" not in said
    assert said[0] == "Thursday stayed open"


@pytest.mark.usefixtures("friday")
def test_a_click_leaves_the_morning_as_it_is(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make()
    said = texts(page.morning)
    reads: list[bool] = []
    screens = page.live.board.screens
    read = screens.digest

    def counted() -> object:
        reads.append(True)
        return read()

    monkeypatch.setattr(screens, "digest", counted)
    page.log("quote")
    assert texts(page.morning) == said
    assert reads == []
    page.live.do(lambda board: board.journal.log("quote", day=THURSDAY))
    assert "6 of 8 points" in texts(page.morning)
    assert "3 of 8 points" not in texts(page.morning)


@pytest.mark.usefixtures("friday")
def test_put_away_the_morning_stays_away_until_tomorrow(make: Make, clock: Clock) -> None:
    page = make()
    click(button(page.morning, "Put this away"))
    assert page.settings.morning == "2026-09-11"
    assert not page.morning.isVisible()
    page.log("quote")
    assert not page.morning.isVisible()
    clock.at(2026, 9, 14, 8)
    page.live.tick()
    assert page.morning.isVisible()
    assert "Friday" in texts(page.morning)
    assert "A fresh week" in texts(page.morning)


@pytest.mark.usefixtures("friday")
def test_a_day_off_begins_without_a_card_unless_there_is_news(make: Make, clock: Clock) -> None:
    clock.at(2026, 9, 12, 9)
    page = make(streaks=False)
    assert not page.morning.isVisible()
    page.live.board.campaigns.add(Campaign("Doublesales", date(2026, 9, 13), date(2026, 9, 30)))
    clock.at(2026, 9, 13, 9)
    page.live.tick()
    assert "Doublesales begins today" in texts(page.morning)


def test_a_week_without_a_working_day_has_no_target(make: Make, board: Scoreboard, clock: Clock) -> None:
    win(board, date(2026, 9, 16))
    board.days_off.add(date(2026, 9, 21), date(2026, 9, 27))
    clock.at(2026, 9, 23)
    page = make()
    assert "No goal today" in texts(page.hero)
    assert not page.morning.isVisible()
    page.log("quote")
    assert "No target this week" in texts(page.hero)
    assert "3 points" in texts(page.hero)


# the day that stayed open


def reason(page: TodayPage, text: str) -> Chip:
    return next(one for one in page.morning.findChildren(Chip) if one.text() == text)


@pytest.mark.usefixtures("friday")
def test_a_reason_that_could_not_be_stored_is_not_shown_as_given(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make()
    monkeypatch.setattr(Streaks, "set_note", held)
    click(reason(page, "Ill"))
    assert not reason(page, "Ill").isChecked()


def test_a_private_reason_can_be_named_and_taken_back(make: Make, friday: Scoreboard) -> None:
    page = make()
    click(reason(page, "At a customer"))
    note = friday.streaks.whole().note
    assert note is not None
    assert (note.reason, note.declined) == ("At a customer", False)
    assert reason(page, "At a customer").isChecked()
    click(reason(page, "Ill"))
    assert not reason(page, "At a customer").isChecked()
    page.live.undo()
    assert reason(page, "At a customer").isChecked()
    click(reason(page, "At a customer"))
    note = friday.streaks.whole().note
    assert note is not None
    assert note.reason == ""


def test_the_day_can_be_left_open_and_covered_again(make: Make, friday: Scoreboard) -> None:
    page = make()
    click(button(page.morning, "Leave it open"))
    assert friday.streaks.whole().days == 0
    assert streak_chip(page) == ""
    assert marks(page)[3] == "Thursday 10 September: left open, 3 of 8 points"
    assert "You left it open. No reserve day is used for it." in texts(page.morning)
    assert "2 of 2 reserve days left" in texts(page.days)
    click(button(page.morning, "Use a reserve day"))
    assert streak_chip(page) == "3 in a row"


@pytest.mark.usefixtures("friday")
def test_what_was_put_away_can_be_said_later(make: Make) -> None:
    page = make(morning="2026-09-11")
    assert not page.morning.isVisible()
    click(button(page.days, "Say something about the day that stayed open"))
    assert "Thursday stayed open" in texts(page.morning)
    assert "Yesterday" not in texts(page.morning)
    click(button(page.morning, "Put this away"))
    assert not page.morning.isVisible()


# a reward that waits


def test_a_reward_that_waits_is_told_in_one_line(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    board.rewards.add("Good coffee", WonBy.DAY)
    page = make()
    led: list[str] = []
    page.leads_to.connect(led.append)
    qtbot.wait(200)
    assert "A reward is waiting for you." not in texts(page.days)
    page.live.do(lambda one: one.journal.log("quote", count=3))
    qtbot.waitUntil(lambda: "A reward is waiting for you." in texts(page.days))
    click(button(page.days, "Look at the rewards"))
    assert led == ["rewards"]
    page.live.do(lambda one: one.rewards.claim("good-coffee"))
    qtbot.waitUntil(lambda: "A reward is waiting for you." not in texts(page.days))
    page.live.undo()
    qtbot.waitUntil(lambda: "A reward is waiting for you." in texts(page.days))
