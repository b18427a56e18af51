"""A campaign in full, a planned one in prospect, and a table that an early end taken back does away with."""

from datetime import date, timedelta
from fractions import Fraction

from scoreboard.domain.rules import Campaign
from scoreboard.service import Scoreboard
from tests.boards import Clock

SEPTEMBER = Campaign("September", date(2026, 9, 16), date(2026, 9, 30), goal=Fraction(60))


def test_a_campaign_in_full_tells_its_days_and_its_activities(board: Scoreboard, clock: Clock) -> None:
    key = board.campaigns.add(SEPTEMBER).value.key
    board.journal.log("quote", count=2)
    clock.at(2026, 9, 17)
    board.journal.log("programme")
    detail = board.campaigns.detail(key)
    assert [one.points for one in detail.days][:3] == [12, 16, None]
    assert [(one.key, one.quantity, one.points) for one in detail.activities] == [
        ("quote", 2, 12),
        ("programme", 1, 4),
    ]
    assert detail.prospect is not None
    assert detail.prospect.points == 12 * 11


def test_a_planned_campaign_has_no_points_and_no_prospect(board: Scoreboard) -> None:
    first = date(2026, 10, 1)
    key = board.campaigns.add(Campaign("October", first, date(2026, 10, 31))).value.key
    detail = board.campaigns.detail(key)
    assert {one.points for one in detail.days} == {None}
    assert (detail.activities, detail.prospect) == ((), None)


def test_the_outlook_counts_working_days_and_days_off(board: Scoreboard) -> None:
    board.days_off.add(date(2026, 10, 5), date(2026, 10, 6))
    outlook = board.campaigns.outlook(Campaign("October", date(2026, 10, 1), date(2026, 10, 31)))
    assert (outlook.working_days, outlook.days_off) == (20, 2)
    assert outlook.usual is None
    assert outlook.met is None


def test_the_outlook_names_who_is_in_the_way_but_not_itself(board: Scoreboard) -> None:
    known = board.campaigns.add(SEPTEMBER).value
    assert board.campaigns.outlook(known).met is None
    assert board.campaigns.outlook(Campaign("Other", known.last, known.last)).met == known


def test_the_usual_is_made_of_the_days_before_today(board: Scoreboard) -> None:
    for back in range(1, 9):
        board.journal.log("newsletter-reader", count=4, day=date(2026, 9, 16) - timedelta(days=back))
    planned = Campaign("October", date(2026, 10, 1), date(2026, 10, 2), points_factor=Fraction(1))
    # 8 days of 4 points, of which 6 are working days, for 2 working days
    assert board.campaigns.outlook(planned).usual == Fraction(32, 6) * 2


def test_a_campaign_over_the_change_of_the_clocks_counts_both_days(board: Scoreboard, clock: Clock) -> None:
    clock.at(2026, 10, 23)
    key = board.campaigns.add(Campaign("Clocks", date(2026, 10, 23), date(2026, 10, 27))).value.key
    for day, hour in ((24, 23), (25, 0), (25, 23), (26, 0)):
        clock.at(2026, 10, day, hour, 59)
        board.journal.log("newsletter-reader")
    detail = board.campaigns.detail(key)
    reached = {one.day.day: one.points for one in detail.days}
    assert reached == {23: 0, 24: 2, 25: 6, 26: 8, 27: None}


def test_an_early_end_that_is_taken_back_is_not_final(board: Scoreboard, clock: Clock) -> None:
    key = board.campaigns.add(SEPTEMBER).value.key
    ended = board.campaigns.end(key)
    clock.at(2026, 9, 17)
    assert board.campaigns.close_finished().value == 1
    assert ended.undo is not None
    ended.undo()
    assert board.campaigns.state(key).final is None
    board.journal.log("quote")
    clock.at(2026, 10, 1)
    board.campaigns.close_finished()
    final = board.campaigns.state(key).final
    assert final is not None
    assert final.points == 6
