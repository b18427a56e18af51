"""The Campaigns page on a real board: what it says of a campaign is so, and what the form says is saved."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from scoreboard import i18n
from scoreboard.domain.rules import Campaign
from scoreboard.errors import DataBusy
from scoreboard.gui.campaigns import NEUTRAL, hue_of
from scoreboard.gui.form import Field
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.pages.campaigns import CampaignsPage
from scoreboard.gui.pages.campaigns.editor import Editor
from scoreboard.gui.pages.campaigns.stretch import offers
from scoreboard.gui.pages.today import TodayPage
from scoreboard.gui.pages.week import WeekPage
from scoreboard.gui.theme import load_fonts, load_theme
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Changed
from scoreboard.service.overviews import Overviews
from scoreboard.service.states import CampaignState
from scoreboard.settings import Settings
from tests.boards import Clock, open_board, set_up_folder
from tests.gui.held import held
from tests.gui.reach import button, click, texts

Make = Callable[..., CampaignsPage]
TODAY = date(2026, 9, 16)
LONG = "Klanttevredenheidsonderzoek besproken nu"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Scoreboard]:
    board = open_board(set_up_folder(tmp_path), clock)
    yield board
    board.store.close()


@pytest.fixture
def live(board: Scoreboard) -> Iterator[LiveBoard]:
    alive = LiveBoard(board)
    yield alive
    alive.stop()


@pytest.fixture
def make(qtbot: QtBot, live: LiveBoard) -> Make:
    """A page as wide as in a window of that size."""
    alive: list[QWidget] = []

    def page(
        width: int = 1440, height: int = 900, *, text_size: int = 100, play: str = "full"
    ) -> CampaignsPage:
        load_fonts()
        theme = load_theme("light", motion=False, text_size=text_size)
        settings = Settings(play=play)  # type: ignore[arg-type]
        host = QWidget()
        qtbot.addWidget(host)
        made = CampaignsPage(Surroundings(live, theme, settings))
        made.setParent(host)
        made.compose(width, height)
        host.resize(width - (212 if width >= 1200 else 64), height)
        made.resize(host.size())
        made.catch_up()
        host.show()
        alive.extend((host, made))
        return made

    return page


def run_one(board: Scoreboard, clock: Clock, *, goal: int | None = 60, name: str = "Doublesales") -> str:
    """A campaign on quotes from Monday 14 September to the end of the month, with 9 points before it."""
    clock.at(2026, 9, 14)
    board.journal.log("quote", count=3, day=date(2026, 9, 11))
    planned = Campaign(
        name,
        date(2026, 9, 14),
        date(2026, 9, 30),
        activities=frozenset({"quote"}),
        goal=None if goal is None else Fraction(goal),
        prize="Dinner",
    )
    key = board.campaigns.add(planned).value.key
    board.journal.log("quote", count=2)
    board.journal.log("programme")
    clock.at(2026, 9, 16, 14)
    return key


def editor_of(page: CampaignsPage) -> Editor:
    assert page.editor is not None
    return page.editor


def write(field: Field, text: str) -> None:
    """As if typed."""
    edit = field.widget
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)


def figures(page: CampaignsPage) -> list[str]:
    return [stat.shown for stat in page.detail.stats.stats if stat.isVisibleTo(page)]


def chips(page: CampaignsPage) -> list[str]:
    return [chip.text for chip in page.detail.hero.chips]


def sentences(page: CampaignsPage) -> list[str]:
    return [one.text() for one in page.detail.against.sentences if one.isVisibleTo(page)]


def table_rows(page: CampaignsPage) -> list[list[str]]:
    model = page.detail.course.chart.table.model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def typed(field: Field) -> str:
    assert isinstance(field.widget, QLineEdit)
    return field.widget.text()


def only(board: Scoreboard) -> CampaignState:
    (state,) = board.campaigns.states()
    return state


# what it shows


def test_without_a_campaign_there_is_one_thing_to_do(make: Make) -> None:
    page = make()
    assert "No campaign right now" in texts(page)
    click(button(page, "New campaign"))
    assert editor_of(page).isVisible()


def test_a_running_campaign_tells_its_score_its_course_and_what_it_does(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    run_one(board, clock)
    page = make()
    assert figures(page)[:2] == [
        "14 of 60 0.15 ahead of pace",
        "91 points goal reached around 24 September",
    ]
    assert chips(page) == ["Quote sent ×2", "Prize: Dinner"]
    assert page.detail.countdown.text() == "11 working days left"
    assert "working day 3 of 13" in " ".join(texts(page.detail.hero))
    assert [(line.activity, line.points) for line in page.detail.table.lines] == [
        ("quote", 12),
        ("programme", 2),
    ]


def test_it_compares_with_and_without_the_factor_and_says_how_little_that_proves(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    run_one(board, clock)
    page = make()
    # 9 points in the three working days before; 8 without the factor and 14 with it in the three so far
    assert figures(page)[2] == "−11% factor taken out; +56% with it"
    assert sentences(page) == [
        "Without the factor 2.67 points a working day, 3 in as many days before: −11%.",
        "With the factor it is 4.67 a day, +56%.",
        "The log begins within those days, which flatters the campaign.",
        "One stretch proves little: other things were different too.",
    ]


def test_a_log_that_reaches_back_needs_no_reservation(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    board.journal.log("quote", day=date(2026, 9, 1))
    assert not any("flatters" in sentence for sentence in sentences(make()))


def test_without_anything_before_it_there_is_nothing_to_compare(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    board.campaigns.add(Campaign("New", TODAY, TODAY + timedelta(days=6)))
    board.journal.log("quote")
    clock.at(2026, 9, 17)
    page = make()
    assert sentences(page) == ["Nothing was logged before it, so there is nothing to compare it with."]
    assert figures(page)[-1] == "– nothing to compare with yet"


def test_a_campaign_without_a_goal_has_no_pace(make: Make, board: Scoreboard, clock: Clock) -> None:
    key = run_one(board, clock, goal=None)
    page = make()
    assert figures(page)[0] == "14 points"
    assert not page.listing.cards[key].bar.isVisibleTo(page)
    page.detail.course.table_button.click()
    assert {row[2] for row in table_rows(page)} == {"–"}


def test_the_goal_hit_exactly_is_reached(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock, goal=14)
    page = make()
    assert figures(page)[0] == "14 of 14 Exactly the goal"
    clock.at(2026, 10, 1)
    board.campaigns.close_finished()
    page.refresh()
    assert figures(page)[0] == "14 of 14 Exactly the goal"
    assert "Goal reached, 14 points" in texts(page.listing)


def test_a_goal_that_stayed_open_is_told_calmly(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    clock.at(2026, 10, 2)
    assert figures(make())[0] == "14 of 60 46 below the goal, and it stays as it is"


def test_the_final_table_stays_when_the_log_changes(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    clock.at(2026, 10, 1)
    board.campaigns.close_finished()
    page = make()
    assert not page.detail.table.note.isVisibleTo(page)
    board.journal.log("quote", day=date(2026, 9, 15))
    page.refresh()
    assert figures(page)[0].startswith("14 of 60")
    assert [line.points for line in page.detail.table.lines] == [12, 2]
    assert page.detail.table.note.text().startswith("Counted again today it is 20 points.")


def test_the_chart_tells_its_numbers_as_a_table_and_in_words(
    make: Make, board: Scoreboard, clock: Clock, qtbot: QtBot
) -> None:
    run_one(board, clock)
    page = make()
    chart = page.detail.course.chart
    qtbot.waitUntil(lambda: chart.is_drawn, timeout=20_000)
    page.detail.course.table_button.click()
    rows = table_rows(page)
    assert rows[0] == ["Mon 14 Sep", "14", "4.62"]
    assert rows[3] == ["Thu 17 Sep", "–", "18.46"]
    assert rows[-1] == ["Wed 30 Sep", "–", "60"]
    assert "Score: 14 of 60" in chart.accessibleName()
    assert "On course for 91" in chart.accessibleName()


def test_the_list_begins_with_the_one_that_runs(make: Make, board: Scoreboard, clock: Clock) -> None:
    for name, first, last in (("Past", 16, 17), ("Older", 14, 15), ("Far", 28, 30), ("Now", 21, 25)):
        clock.at(2026, 9, 14)
        board.campaigns.add(Campaign(name, date(2026, 9, first), date(2026, 9, last)))
    clock.at(2026, 9, 21)
    page = make()
    page.grab()  # lays them out
    cards = sorted(page.listing.cards.values(), key=lambda card: card.y())
    assert [card.accessibleName() for card in cards] == [
        "Now, Running",
        "Far, Planned",
        "Past, Ended",
        "Older, Ended",
    ]
    assert page.listing.cards["now"].isChecked()


def test_another_campaign_is_chosen_with_the_keyboard(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    board.campaigns.add(Campaign("October", date(2026, 10, 1), date(2026, 10, 31)))
    page = make()
    card = page.listing.cards["october"]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert card.isChecked()
    assert page.detail.countdown.text() == "Begins in 15 days"
    assert "Nothing changes until 1 October" in texts(page.detail)


def test_who_leaves_the_page_comes_back_to_the_one_that_runs(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    run_one(board, clock)
    board.campaigns.add(Campaign("October", date(2026, 10, 1), date(2026, 10, 31)))
    page = make()
    page.choose("october")
    page.hide()
    page.show()
    assert page.listing.cards["doublesales"].isChecked()


# what one does


def test_the_form_saves_what_it_shows(make: Make, board: Scoreboard) -> None:
    page = make()
    page.plan()
    editor = editor_of(page)
    write(editor.name, "Webinar October")
    click(button(editor, "Next month"))
    assert editor.stretch.working_days == "22"
    editor.points_factor.step(-1)
    editor.target_factor.step(1)
    click(button(editor, "Only some"))
    editor.lifts.boxes["webinar-promotion"].setChecked(True)
    write(editor.goal, "220")
    write(editor.prize, "New headset")
    editor.colors.swatch("indigo").click()
    assert editor.preview.ahead.says[0] == "Nothing changes until 1 October"
    assert "Webinar promotion counts ×1.5, weekly target ×1.25" in texts(editor.preview)
    assert "A full week: 40 becomes 50 points." in texts(editor)
    click(button(editor, "Plan it"))
    assert page.editor is None
    campaign = only(board).campaign
    assert (campaign.name, campaign.first, campaign.last) == (
        "Webinar October",
        date(2026, 10, 1),
        date(2026, 10, 31),
    )
    assert (campaign.points_factor, campaign.target_factor) == (Fraction(3, 2), Fraction(5, 4))
    assert campaign.activities == frozenset({"webinar-promotion"})
    assert (campaign.goal, campaign.prize, campaign.color) == (220, "New headset", "indigo")


def test_one_click_gives_months_and_quarters_that_may_still_begin(make: Make) -> None:
    assert [(one.first, one.last) for one in offers(TODAY)] == [
        (TODAY, date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (TODAY, date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ]
    assert offers(date(2026, 12, 31))[3].last == date(2027, 3, 31)
    page = make()
    page.plan()
    editor = editor_of(page)
    click(button(editor, "Next quarter"))
    assert (editor.stretch.first, editor.stretch.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [chip.isChecked() for chip in editor.stretch.chips] == [False, False, False, True]


def test_a_new_one_begins_where_no_other_is(make: Make, board: Scoreboard) -> None:
    for first, last in ((date(2026, 9, 28), date(2026, 10, 9)), (date(2026, 10, 12), date(2026, 11, 1))):
        board.campaigns.add(Campaign(f"From {first}", first, last))
    page = make()
    page.plan()
    stretch = editor_of(page).stretch
    assert (stretch.first, stretch.last, stretch.sentence) == (date(2026, 11, 2), date(2026, 11, 30), "")


def test_one_that_begins_today_says_that_today_counts(make: Make) -> None:
    page = make()
    page.plan()
    editor = editor_of(page)
    click(button(editor, "This month"))
    assert editor.preview.ahead.says[0] == "It begins today, and today counts whole"


def test_an_overlap_is_refused_by_name_before_and_when_it_is_saved(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    run_one(board, clock)
    page = make()
    page.plan()
    editor = editor_of(page)
    write(editor.name, "Second")
    editor.stretch.take(date(2026, 9, 30), date(2026, 10, 31))
    assert "Doublesales" in editor.stretch.sentence
    editor.save()
    assert page.editor is editor
    assert "Doublesales" in editor.stretch.sentence
    assert len(board.campaigns.all()) == 1
    editor.stretch.take(date(2026, 10, 1), date(2026, 10, 31))
    assert not editor.stretch.sentence
    editor.save()
    assert len(board.campaigns.all()) == 2


@pytest.mark.parametrize(
    ("what", "text", "says"),
    [
        ("name", "", "Name: this is empty"),
        ("name", "x" * 81, "Name: this is too long"),
        ("goal", "0", "Goal: please give a number from 0.01"),
        ("goal", "many", "Goal: please give a number"),
        ("points_factor", "11", "Points factor: please give a number from 0.1 to 10"),
        ("target_factor", "0.05", "Target factor: please give a number from 0.1 to 10"),
        ("prize", "x" * 81, "Prize: this is too long"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_stays(
    make: Make, board: Scoreboard, what: str, text: str, says: str
) -> None:
    page = make()
    page.plan()
    editor = editor_of(page)
    write(editor.name, "October")
    field: Field = getattr(editor, what)
    write(field, text)
    editor.save()
    page.refresh()  # as a click of another process makes it do
    assert field.sentence.startswith(says)
    assert typed(field) == text
    assert not board.campaigns.all()
    write(field, "1")
    assert not field.sentence


def test_a_name_in_use_and_days_out_of_order_are_refused(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    page = make()
    page.plan()
    editor = editor_of(page)
    write(editor.name, "doublesales")
    editor.save()
    assert "in use already" in editor.name.sentence
    editor.stretch.take(date(2026, 11, 2), date(2026, 11, 1))
    assert "lies before the first" in editor.stretch.sentence


def test_some_activities_means_at_least_one(make: Make, board: Scoreboard) -> None:
    page = make()
    page.plan()
    editor = editor_of(page)
    write(editor.name, "October")
    click(button(editor, "Only some"))
    editor.save()
    assert editor.lifts.field.sentence == "Choose at least one activity, or all of them."
    assert not board.campaigns.all()


def test_the_goal_is_measured_against_the_usual(make: Make, board: Scoreboard) -> None:
    for back in range(1, 6):
        board.journal.log("newsletter-reader", count=4, day=date(2026, 9, 12) - timedelta(days=back))
    page = make()
    page.plan()
    editor = editor_of(page)
    editor.stretch.take(date(2026, 10, 5), date(2026, 10, 9))
    write(editor.goal, "50")
    # 20 points in the seven working days of the log, for five days, twice
    assert "Your usual stretch would give about 29. 50 is 72% more." in texts(editor)


def test_a_planned_campaign_is_changed_in_everything(make: Make, board: Scoreboard) -> None:
    board.campaigns.add(Campaign("October", date(2026, 10, 1), date(2026, 10, 31)))
    page = make()
    click(button(page, "Edit"))
    editor = editor_of(page)
    editor.stretch.take(date(2026, 10, 5), date(2026, 11, 6))
    write(editor.points_factor, "1,25")
    editor.save()
    campaign = only(board).campaign
    assert (campaign.first, campaign.last) == (date(2026, 10, 5), date(2026, 11, 6))
    assert (campaign.key, campaign.points_factor) == ("october", Fraction(5, 4))


def test_a_begun_campaign_changes_name_looks_and_prize_only(
    make: Make, board: Scoreboard, clock: Clock
) -> None:
    key = run_one(board, clock)
    before = board.campaigns.state(key).campaign
    page = make()
    page.edit()
    editor = editor_of(page)
    for part in (editor.stretch, editor.points_factor, editor.lifts, editor.goal):
        assert not part.isVisibleTo(page)
    assert editor.preview.ahead.says[0] == "Points stay as they are"
    write(editor.name, "Quotes")
    write(editor.prize, "")
    editor.colors.swatch("moss").click()
    editor.save()
    after = board.campaigns.state(key).campaign
    assert (after.name, after.prize, after.color) == ("Quotes", "", "moss")
    assert (after.first, after.last, after.goal, after.activities) == (
        before.first,
        before.last,
        before.goal,
        before.activities,
    )


def test_an_early_end_is_taken_back_with_undo(
    make: Make, board: Scoreboard, live: LiveBoard, clock: Clock
) -> None:
    key = run_one(board, clock)
    page = make()
    click(button(page, "End early"))
    assert board.campaigns.state(key).campaign.last == TODAY
    assert page.detail.countdown.text() == "Ends with this day"
    assert "Ended early" in page.listing.cards[key].accessibleName()
    assert not page.detail.end.isVisibleTo(page)
    live.undo()
    assert board.campaigns.state(key).campaign.last == date(2026, 9, 30)
    assert page.detail.countdown.text() == "11 working days left"


def test_on_its_last_day_a_campaign_is_not_ended_early(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    clock.at(2026, 9, 30)
    page = make()
    assert page.detail.countdown.text() == "Last day"
    assert not page.detail.end.isVisibleTo(page)


def test_a_planned_campaign_is_removed_and_brought_back(
    make: Make, board: Scoreboard, live: LiveBoard
) -> None:
    board.campaigns.add(Campaign("October", date(2026, 10, 1), date(2026, 10, 31)))
    page = make()
    click(button(page, "Remove"))
    assert not board.campaigns.all()
    assert "No campaign right now" in texts(page)
    live.undo()
    assert only(board).campaign.name == "October"


def test_escape_leaves_the_form_without_saving(make: Make, board: Scoreboard, qtbot: QtBot) -> None:
    page = make()
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.plan()
    write(editor_of(page).name, "October")
    QTest.keyClick(editor_of(page).name.widget, Qt.Key.Key_Escape)
    assert page.editor is None
    assert not board.campaigns.all()


def test_an_open_form_keeps_what_was_typed_when_the_log_changes(
    make: Make, board: Scoreboard, live: LiveBoard
) -> None:
    page = make()
    page.plan()
    write(editor_of(page).name, "October")
    board.journal.log("quote")
    live.changed.emit(Changed.JOURNAL)
    assert typed(editor_of(page).name) == "October"


@pytest.mark.parametrize("size", [(1440, 900, 100), (900, 600, 100), (900, 600, 150)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_wider_than_the_page(
    make: Make, board: Scoreboard, clock: Clock, size: tuple[int, int, int], language: str
) -> None:
    run_one(board, clock, name=LONG)
    i18n.set_language(language)
    page = make(*size[:2], text_size=size[2])
    page.grab()
    assert page.minimumSizeHint().width() <= page.width()
    page.edit()
    editor = editor_of(page)
    page.grab()
    assert editor.area.horizontalScrollBar().maximum() == 0


# where else it shows


def test_today_shows_the_campaign_with_its_hue_and_leads_to_it(
    qtbot: QtBot, board: Scoreboard, live: LiveBoard, clock: Clock, around: Surroundings
) -> None:
    run_one(board, clock)
    board.journal.log("newsletter-reader", count=8, day=date(2026, 9, 15))
    page = TodayPage(Surroundings(live, around.theme, Settings()))
    qtbot.addWidget(page)
    page.resize(1228, 900)
    page.show()
    assert page.banner.accessibleName() == "Doublesales: 22 of 60 points"
    assert "11 working days left" in page.banner.accessibleDescription()
    with qtbot.waitSignal(page.leads_to) as led:
        click(page.banner)
    assert led.args == ["campaigns"]
    live.do(lambda board: board.journal.log("quote"))
    assert page.banner.accessibleName() == "Doublesales: 28 of 60 points"


def test_no_banner_stands_where_no_campaign_runs(qtbot: QtBot, live: LiveBoard, around: Surroundings) -> None:
    page = TodayPage(Surroundings(live, around.theme, Settings()))
    qtbot.addWidget(page)
    page.resize(1228, 900)
    page.show()
    assert not page.banner.isVisible()
    live.do(lambda board: board.campaigns.add(Campaign("Now", TODAY, TODAY + timedelta(days=6))))
    assert page.banner.isVisible()


def test_only_numbers_lend_no_colour(board: Scoreboard, clock: Clock, make: Make) -> None:
    run_one(board, clock)
    (campaign,) = board.campaigns.all()
    assert hue_of(campaign, Settings()) == "rose"
    assert hue_of(campaign, Settings(play="plain")) == NEUTRAL
    clock.at(2026, 10, 1)
    make(play="plain").grab()


def test_the_week_names_the_campaign_that_touches_it(
    qtbot: QtBot, board: Scoreboard, live: LiveBoard, clock: Clock, around: Surroundings
) -> None:
    run_one(board, clock)
    board.journal.log("newsletter-reader", count=8, day=date(2026, 9, 15))
    page = WeekPage(Surroundings(live, around.theme, Settings()))
    qtbot.addWidget(page)
    page.catch_up()
    assert "14–20 September 2026 · Doublesales ×2" in texts(page.header)


def test_a_form_that_cannot_be_read_for_now_is_told_and_stays_shut(
    make: Make, live: LiveBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make()
    told: list[object] = []
    live.failed.connect(told.append)
    with monkeypatch.context() as while_held:
        while_held.setattr(Overviews, "activities", held)
        page.plan()
        assert page.editor is None
        assert [type(error) for error in told] == [DataBusy]
    page.plan()
    assert editor_of(page).isVisible()


def test_the_choice_of_activities_has_a_name_for_screen_readers(make: Make) -> None:
    page = make()
    page.plan()
    assert editor_of(page).lifts.choice.accessibleName() == "Counts for"


def test_work_that_grows_is_counted_in_steps(make: Make, board: Scoreboard, clock: Clock) -> None:
    run_one(board, clock)
    piece = board.rules.add_deliverable("September newsletter", "newsletter").value
    board.journal.progress(piece.key, 60)
    board.journal.log("quote", count=2)
    said = texts(make().detail.table)
    assert "6 steps" in said
    assert "4 times" in said
    assert "6 times" not in said
