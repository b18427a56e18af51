"""The states of the pages, read from real files."""

from datetime import date, time
from fractions import Fraction

from scoreboard.domain.goals import Pace
from scoreboard.domain.rules import Campaign
from scoreboard.service import Scoreboard
from scoreboard.service.states import Mark
from tests.boards import Clock


def test_today_shows_keys_in_order_with_counts_and_outcomes(board: Scoreboard) -> None:
    board.journal.log("prospect-call", count=3)
    state = board.screens.today()
    call = next(key for key in state.keys if key.key == "prospect-call")
    assert (call.points, call.done, call.room) == (2, 3, None)
    assert [(one.key, one.points) for one in call.outcomes] == [("answered", 2), ("not-answered", 1)]
    assert "newsletter" not in [key.key for key in state.keys]
    assert state.live


def test_todays_log_is_newest_first_by_time(board: Scoreboard) -> None:
    board.journal.log("quote", time=time(9))
    board.journal.log("programme", time=time(11))
    board.journal.log("contract", time=time(10))
    assert [line.activity for line in board.screens.today().log] == ["programme", "contract", "quote"]


def test_another_day_is_shown_as_it_was(board: Scoreboard) -> None:
    board.journal.log("quote", day=date(2026, 9, 15))
    state = board.screens.today(date(2026, 9, 15))
    assert not state.live
    assert state.day.standing.points == 3
    assert board.screens.today().day.standing.points == 0


def test_marks_tell_won_today_open_and_to_come(board: Scoreboard) -> None:
    board.journal.log("newsletter-reader", count=8, day=date(2026, 9, 14))
    board.journal.log("quote")
    before, now = board.screens.today().marks
    assert [mark.mark for mark in before] == [Mark.OPEN] * 5
    assert [mark.mark for mark in now] == [Mark.WON, Mark.RESERVE, Mark.TODAY, Mark.TO_COME, Mark.TO_COME]
    assert now[2].share == 3 / 8


def test_points_on_a_weekend_show_as_a_day_off_and_count_for_the_week(
    board: Scoreboard, clock: Clock
) -> None:
    clock.at(2026, 9, 19)
    board.journal.log("quote")
    assert [mark.mark for mark in board.screens.today().marks[1]][-1] == Mark.OFF
    assert board.screens.standing().points == 3


def test_the_ways_follow_what_is_left(board: Scoreboard) -> None:
    board.journal.log("newsletter-reader", count=5)
    first, *_ = board.screens.day().ways
    assert [(action.activity, action.quantity) for action in first] == [("quote", 1)]
    board.journal.log("quote")
    assert board.screens.day().ways == ()


def test_the_week_page_explains_its_score(board: Scoreboard) -> None:
    board.journal.log("quote", count=2)
    board.journal.log("prospect-call", outcome="not-answered")
    key = board.rules.add_deliverable("Newsletter", "newsletter").value.key
    board.journal.progress(key, 35)
    state = board.overviews.week()
    assert state.receipt.total == state.week.points == 10
    assert [(line.key, line.quantity, line.points) for line in state.activities] == [
        ("quote", 2, 6),
        ("newsletter", 3, 3),
        ("prospect-call", 1, 1),
    ]
    assert [(one.name, one.percent) for one in state.deliverables] == [("Newsletter", 35)]
    assert [total for _, total in state.build_up] == [6, 7, 10]


def test_earlier_weeks_begin_with_the_first_entry(board: Scoreboard) -> None:
    assert board.overviews.week().earlier == ()
    board.journal.log("quote", day=date(2026, 9, 2))
    earlier = board.overviews.week().earlier
    assert [(week.start, week.points, week.reached) for week in earlier] == [
        (date(2026, 8, 31), 3, False),
        (date(2026, 9, 7), 0, False),
    ]


def test_on_course_needs_a_whole_day_first(board: Scoreboard, clock: Clock) -> None:
    clock.at(2026, 9, 14)
    board.journal.log("quote", count=3)
    assert board.overviews.week().on_course is None
    clock.at(2026, 9, 15, 8)
    assert board.overviews.week().on_course == 45


def test_the_pace_of_a_wednesday(board: Scoreboard) -> None:
    board.journal.log("newsletter-reader", count=16, day=date(2026, 9, 14))
    assert board.screens.standing().pace is Pace.ON_PACE
    board.journal.log("newsletter-reader", count=8)
    assert board.screens.standing().pace is Pace.AHEAD
    assert board.screens.standing().needed_per_day == Fraction(16, 3)


def test_a_receipt_names_the_rule_and_leaves_out_what_was_voided(board: Scoreboard) -> None:
    uid = board.journal.log("quote").value.line.uid
    (line,) = board.overviews.day_receipt(board.today()).lines
    assert line.rule is not None
    assert (line.rule.start, line.points, line.factor, line.total) == (date(2026, 6, 29), 3, 1, 3)
    board.journal.void(uid)
    assert board.overviews.day_receipt(board.today()).lines == ()


def test_what_is_remembered_is_what_a_fresh_board_reads(board: Scoreboard) -> None:
    """Every kind of write, then every state once more from the file alone."""
    key = board.rules.add_deliverable("Newsletter", "newsletter").value.key
    board.overviews.week()
    for day in (date(2026, 9, 14), date(2026, 9, 9), None):
        board.journal.log("quote", day=day)
        board.journal.progress(key, 40, day=day)
        board.journal.undo_last()
        board.journal.progress(key, 70, day=day)
        fresh = Scoreboard(board.store, board.now)
        assert board.screens.today() == fresh.screens.today()
        assert board.overviews.week() == fresh.overviews.week()
        assert board.overviews.rules() == fresh.overviews.rules()


def test_the_most_used_of_late_come_first_and_the_rest_in_order(board: Scoreboard) -> None:
    board.journal.log("webinar-promotion", count=9, day=date(2026, 9, 1))
    board.journal.log("prospect-call", count=3, day=date(2026, 9, 2))
    board.journal.log("programme", count=2, day=date(2026, 9, 8))
    board.journal.log("programme", count=2)
    assert board.screens.most_used(3) == ("programme", "prospect-call", "inspiration-session")


def test_a_board_that_is_open_for_months_remembers_weeks(board: Scoreboard, clock: Clock) -> None:
    days = []
    for _day in range(60):
        board.journal.log("quote", count=3)
        board.forget_the_past()
        board.overviews.week()
        board.screens.today()
        board.streaks.now()
        days.append((len(board._scores._days), len(board._scores._spans)))
        clock.forward(days=1)
    assert max(days[-7:]) == max(days[-14:-7])
    assert board.overviews.week() == Scoreboard(board.store, board.now).overviews.week()


def test_the_digest_of_a_past_day_tells_the_end_of_that_day(board: Scoreboard) -> None:
    for day, count in ((7, 40), (8, 3), (10, 8), (11, 20)):
        board.journal.log("newsletter-reader", count=count, day=date(2026, 9, day))
    past = board.screens.digest(date(2026, 9, 8))
    assert (past.week.points, past.week.expected, past.week.pace) == (43, 16, Pace.AHEAD)
    board.journal.void(board.journal.history(date(2026, 9, 7), date(2026, 9, 7))[0].uid)
    past = board.screens.digest(date(2026, 9, 8))
    assert (past.week.points, past.week.pace, past.week.reached) == (3, Pace.BEHIND, None)
    assert past.week.needed_per_day == Fraction(37, 4)
    assert [day.points for day in past.week.days] == [0, 3, 0, 0, 0, 0, 0]
    assert past.streak is None
    now = board.screens.digest()
    assert now.week == board.screens.standing()
    assert now.streak is not None


def test_the_digest_of_a_past_day_tells_its_campaign_of_then(board: Scoreboard, clock: Clock) -> None:
    one = Campaign("Autumn", date(2026, 9, 16), date(2026, 9, 22), Fraction(1), goal=Fraction(40))
    board.campaigns.add(one)
    board.journal.log("newsletter-reader", count=5)
    clock.at(2026, 9, 18)
    board.journal.log("newsletter-reader", count=6)
    then, now = board.screens.digest(date(2026, 9, 17)).campaign, board.screens.digest().campaign
    assert then is not None
    assert now is not None
    assert (then.points, then.days_left, then.expected) == (5, 4, 16)
    assert (now.points, now.days_left, now.expected) == (11, 3, 24)
