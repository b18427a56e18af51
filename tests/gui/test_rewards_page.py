"""The Rewards page on a real board: promises are made, wait, are taken, and everything can be taken back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from scoreboard.domain.achievements import WonBy
from scoreboard.domain.entries import Money
from scoreboard.gui import answers
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages import pages_of
from scoreboard.gui.pages.rewards import RewardsPage
from scoreboard.gui.pages.rewards.kind import KindCard
from scoreboard.gui.widgets.segmented import options_of
from scoreboard.service import Scoreboard
from scoreboard.settings import Settings
from scoreboard.values import replace
from tests.boards import Clock, open_board
from tests.gui.reach import button, click, texts

Make = Callable[..., RewardsPage]
WALK, COFFEE = "A walk", "Good coffee"


def euros(text: str) -> Money:
    return Money(Decimal(text), "EUR")


@pytest.fixture
def make(qtbot: QtBot, around: Surroundings) -> Make:
    """A page whose settings are kept as the window does."""

    def build(width: int = 1440, **values: Any) -> RewardsPage:
        page = RewardsPage(Surroundings(around.live, around.theme, replace(around.settings, **values)))

        def keep(chosen: Settings) -> None:
            page.settings = chosen
            page.refresh()

        page.chosen.connect(keep)
        qtbot.addWidget(page)
        page.compose(width, 900)
        page.resize(width - 212, 900)
        page.show()
        return page

    return build


def for_day(page: RewardsPage) -> KindCard:
    return page.kinds[WonBy.DAY]


def add(card: KindCard, name: str, price: str = "") -> None:
    card.begin_adding()
    card.form.name.setText(name)
    card.form.price.setText(price)
    click(button(card.form, "Save"))


def names(card: KindCard) -> list[str]:
    return [text for text in texts(card) if text in (WALK, COFFEE, "Tea")]


@pytest.mark.parametrize("width", [900, 1440])
def test_a_promise_can_be_made_changed_and_put_away(make: Make, board: Scoreboard, width: int) -> None:
    page = make(width)
    card = for_day(page)
    assert "Something small: a walk in the sun, the good coffee." in texts(card)
    add(card, COFFEE, "4.50")
    assert not card.form.isVisible()
    assert [(one.name, one.price) for one in board.rewards.state().rewards] == [(COFFEE, euros("4.50"))]
    assert "€4.50" in texts(card)
    click(button(card, "Edit: Good coffee"))
    card.form.name.setText("Tea")
    card.form.price.setText("")
    click(button(card.form, "Save"))
    assert [(one.name, one.price) for one in board.rewards.state().rewards] == [("Tea", None)]
    click(button(card, "Put away: Tea"))
    assert names(card) == []
    for wanted in (["Tea"], [COFFEE], []):
        page.live.undo()
        assert names(card) == wanted


def test_the_form_of_a_reward_ends_when_it_is_put_away_elsewhere(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    page = make()
    card = for_day(page)
    add(card, COFFEE, "4.50")
    click(button(card, "Edit: Good coffee"))
    other = open_board(board.store.path, clock)
    other.rewards.put_away("good-coffee")
    other.store.close()
    page.live.tick()
    assert names(card) == []
    assert not card.form.isVisible()
    add(card, WALK)
    assert names(card) == [WALK]


@pytest.mark.parametrize(
    ("name", "price", "says"),
    [("", "", "Name"), (COFFEE, "four", "Price"), (COFFEE, "4.505", "Price"), (COFFEE, "-1", "Price")],
)
def test_what_cannot_be_is_told_beside_the_field(
    make: Make, board: Scoreboard, name: str, price: str, says: str
) -> None:
    card = for_day(make())
    add(card, name, price)
    assert card.form.trouble.text().startswith(says)
    assert card.form.price.text() == price
    wrong, right = (card.form.price, card.form.name) if name else (card.form.name, card.form.price)
    assert wrong.accessibleDescription() == card.form.trouble.text()
    assert right.accessibleDescription() == ""
    assert board.rewards.state().rewards == ()


def test_what_was_won_waits_until_it_is_taken(make: Make, board: Scoreboard) -> None:
    page = make()
    card = for_day(page)
    add(card, WALK)
    assert not card.row("a-walk").take.isVisible()
    page.live.do(lambda one: one.journal.log("quote", count=3, day=date(2026, 9, 15)))
    page.live.do(lambda one: one.journal.log("quote", count=3))
    assert "Next: for Tue 15 Sep" in texts(card)
    click(button(card, "Take: A walk"))
    assert "Wed 16 Sep · for Tue 15 Sep" in texts(page.taken)
    assert "Next: for Wed 16 Sep" in texts(card)
    click(button(card, "Take: A walk"))
    assert not card.row("a-walk").take.isVisible()
    page.live.undo()
    page.live.undo()
    assert texts(page.taken) == ["Taken", "Nothing yet. What you win waits here; it never runs out."]
    assert len(board.rewards.state().open) == 2


def test_the_lot_chooses_and_shows_it(make: Make, board: Scoreboard) -> None:
    page = make()
    card = for_day(page)
    click(options_of(page.how.found)[1])
    assert page.settings.rewards == "drawn"
    add(card, COFFEE, "4.50")
    assert not card.draw.isVisible()
    page.live.do(lambda one: one.journal.log("quote", count=3))
    assert not card.row("good-coffee").take.isVisible()
    click(card.draw)
    assert f"It is yours: {COFFEE}" in texts(card)
    (taken,) = board.rewards.state().taken
    assert taken.claim.drawn
    page.live.undo()
    assert f"It is yours: {COFFEE}" not in texts(card)


def test_the_money_for_a_year_bounds_what_can_be_taken(make: Make, board: Scoreboard) -> None:
    page = make()
    card = for_day(page)
    add(card, COFFEE, "4.50")
    add(card, WALK)
    page.live.do(lambda one: one.journal.log("quote", count=3))
    page.how.money.setText("4")
    page.how.money.editingFinished.emit()
    assert page.settings.envelope == "4"
    assert not button(card, "Take: Good coffee").isEnabled()
    assert button(card, "Take: A walk").isEnabled()
    page.how.money.setText("10")
    page.how.money.editingFinished.emit()
    click(button(card, "Take: Good coffee"))
    assert "€4.50 of €10.00 taken this year" in texts(page.how)
    page.how.money.setText("much")
    page.how.money.editingFinished.emit()
    assert page.settings.envelope == "10"
    page.how.money.setText("")
    page.how.money.editingFinished.emit()
    assert page.settings.envelope == ""
    assert board.rewards.state().left is None


def test_older_ones_are_one_click_away(make: Make, board: Scoreboard) -> None:
    board.rewards.add(WALK, WonBy.DAY)
    for day in (*range(1, 5), *range(7, 12), 14):
        board.journal.log("quote", count=3, day=date(2026, 9, day))
        board.rewards.claim("a-walk")
    page = make()
    assert texts(page.taken).count(WALK) == 8
    click(button(page.taken, "Show 2 more"))
    assert texts(page.taken).count(WALK) == 10


def test_every_write_about_rewards_has_words(board: Scoreboard) -> None:
    added = board.rewards.add(WALK, WonBy.DAY)
    away = board.rewards.put_away("a-walk")
    assert away.undo is not None
    away.undo()
    board.journal.log("quote", count=3)
    taken = board.rewards.claim("a-walk")
    assert answers.finished(added).title == "Saved: A walk"
    assert answers.finished(away).title == "Put away: A walk"
    assert answers.undone(added).title == "Taken back: A walk"
    assert answers.finished(taken).title == "Yours: A walk"
    assert answers.undone(taken).title == "It waits again: A walk"


def test_who_wants_numbers_only_sees_no_such_page() -> None:
    assert "rewards" in [entry.key for entry in pages_of(Settings(play="calm"))]
    assert "rewards" not in [entry.key for entry in pages_of(Settings(play="plain"))]
