"""Changing the rules: forward only, said beforehand, taken back whole."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from scoreboard.domain.calendar import MONDAY_TO_FRIDAY
from scoreboard.domain.rules import Kind
from scoreboard.errors import (
    AmbiguousName,
    BadChoice,
    BadDate,
    BadNumber,
    BadText,
    InUse,
    NameTaken,
    NotEmpty,
    ReasonNeeded,
    ScoreboardError,
    TooEarly,
    UnknownName,
    WrongKind,
)
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.service.demo import fill
from scoreboard.service.overviews import RuleNote
from scoreboard.service.rulebook import ActivityChange
from scoreboard.service.starters import starter, starters
from scoreboard.store import Store
from tests.boards import AMSTERDAM, Clock, open_board, set_up_folder

TODAY = date(2026, 9, 16)
NEXT_MONDAY = date(2026, 9, 21)


def worth(board: Scoreboard, key: str, day: date, outcome: str | None = None) -> Fraction:
    with board.store.read() as records:
        return records.rulebook().points(key, outcome, day)


def test_higher_points_begin_today(board: Scoreboard) -> None:
    board.rules.set_activity("quote", ActivityChange(points=Fraction(4)))
    assert worth(board, "quote", date(2026, 9, 15)) == 3
    assert worth(board, "quote", TODAY) == 4


def test_lower_points_begin_with_the_next_week(board: Scoreboard) -> None:
    board.rules.set_activity("quote", ActivityChange(points=Fraction(2)))
    assert worth(board, "quote", date(2026, 9, 20)) == 3
    assert worth(board, "quote", NEXT_MONDAY) == 2


def test_in_the_trial_lower_points_may_begin_today(trial_board: Scoreboard) -> None:
    trial_board.rules.set_activity("quote", ActivityChange(points=Fraction(2)))
    assert worth(trial_board, "quote", TODAY) == 2


def test_after_the_trial_lower_points_wait_again(trial_board: Scoreboard) -> None:
    trial_board.journal.log("quote", day=date(2026, 8, 14))
    (effect,) = trial_board.rules.preview("quote", ActivityChange(points=Fraction(2)))
    assert effect.start == NEXT_MONDAY


@pytest.mark.parametrize(
    ("points", "start", "first"),
    [(4, date(2026, 9, 15), TODAY), (2, TODAY, NEXT_MONDAY), (2, date(2026, 9, 20), NEXT_MONDAY)],
)
def test_a_start_that_is_too_early_names_the_first_day_allowed(
    board: Scoreboard, points: int, start: date, first: date
) -> None:
    with pytest.raises(TooEarly) as caught:
        board.rules.set_activity(
            "quote", ActivityChange(points=Fraction(points), start=start, name="Changed")
        )
    assert caught.value.first == first
    assert board.rules.find_activity("quote").name == "Quote sent"


def test_a_preview_says_what_saving_then_does(board: Scoreboard) -> None:
    change = ActivityChange(points=Fraction(2), outcome_points={"answered": Fraction(5)}, cap=3)
    points, outcome, cap = board.rules.preview("customer-call", change)
    assert (points.old, points.new, points.start) == (1, 2, TODAY)
    assert (outcome.name, outcome.old, outcome.new, outcome.start) == ("Answered", 1, 5, TODAY)
    assert (cap.old, cap.new, cap.start) == (None, 3, NEXT_MONDAY)
    board.rules.set_activity("customer-call", change)
    assert worth(board, "customer-call", TODAY) == 2
    assert worth(board, "customer-call", TODAY, "answered") == 5
    state = next(one for one in board.overviews.activities() if one.activity.key == "customer-call")
    assert state.cap is None
    assert [rule.start for rule in state.coming] == [NEXT_MONDAY]


def test_saving_the_same_points_writes_no_rule(board: Scoreboard) -> None:
    before = len(board.overviews.rules().history)
    board.rules.set_activity("quote", ActivityChange(points=Fraction(3), name="Offer sent"))
    assert len(board.overviews.rules().history) == before
    assert board.rules.find_activity("quote").name == "Offer sent"


def test_a_correction_changes_the_past_and_keeps_its_reason(board: Scoreboard) -> None:
    board.journal.log("quote", day=date(2026, 9, 14))
    change = ActivityChange(
        points=Fraction(5), start=date(2026, 9, 14), correct=True, reason="Agreed in June"
    )
    board.rules.set_activity("quote", change)
    assert board.screens.standing().points == 5
    newest = board.overviews.rules().history[0].rule
    assert (newest.correction, newest.reason, newest.start) == (True, "Agreed in June", date(2026, 9, 14))


def test_a_correction_without_a_reason_is_refused(board: Scoreboard) -> None:
    with pytest.raises(ReasonNeeded):
        board.rules.set_activity("quote", ActivityChange(points=Fraction(5), correct=True, reason="  "))
    assert worth(board, "quote", TODAY) == 3


def test_a_change_is_undone_and_redone_whole(board: Scoreboard) -> None:
    done = board.rules.set_activity(
        "quote", ActivityChange(name="Offer", points=Fraction(7), new_outcomes=[("Accepted", Fraction(9))])
    )
    assert done.undo is not None
    undone = done.undo()
    activity = board.rules.find_activity("quote")
    assert (activity.name, activity.outcomes, worth(board, "quote", TODAY)) == ("Quote sent", (), 3)
    assert undone.undo is not None
    undone.undo()
    assert board.rules.find_activity("quote").name == "Offer"
    assert worth(board, "quote", TODAY, "accepted") == 9


def test_a_new_activity_counts_for_days_before_it_as_well(board: Scoreboard) -> None:
    done = board.rules.add_activity(
        "Trade fair", points=Fraction(5, 2), outcomes=[("Card", Fraction(4)), ("None", None)]
    )
    assert done.value.key == "trade-fair"
    assert board.journal.log("trade-fair", day=date(2026, 9, 1)).value.line.points == Fraction(5, 2)
    assert board.journal.log("trade-fair", outcome="card").value.line.points == 4
    assert board.journal.log("trade-fair", outcome="none").value.line.points == Fraction(5, 2)


def test_undoing_a_new_activity_takes_it_away_or_puts_it_away_when_it_has_entries(board: Scoreboard) -> None:
    done = board.rules.add_activity("Trade fair")
    assert done.undo is not None
    redone = done.undo().undo
    with pytest.raises(UnknownName):
        board.rules.find_activity("trade-fair", archived=True)
    assert redone is not None
    again = redone()
    board.journal.log("trade-fair")
    assert again.undo is not None
    again.undo()
    assert board.rules.find_activity("trade-fair", archived=True).archived
    assert board.screens.day().standing.points == 1


def test_an_archived_activity_keeps_its_entries_and_takes_no_more(board: Scoreboard) -> None:
    board.journal.log("quote")
    board.rules.set_activity("quote", ActivityChange(archived=True))
    assert board.screens.day().standing.points == 3
    assert "quote" not in [key.key for key in board.screens.today().keys]
    with pytest.raises(UnknownName):
        board.journal.log("quote")


def test_a_cap_keeps_the_entries_and_counts_only_so_many(board: Scoreboard, clock: Clock) -> None:
    board.rules.set_activity("quote", ActivityChange(cap=2))
    clock.at(2026, 9, 21)
    board.journal.log("quote", count=3)
    assert board.screens.day().standing.points == 6
    (line,) = board.overviews.day_receipt(NEXT_MONDAY).lines
    assert (line.units, line.uncounted, line.total) == (2, 1, 6)
    board.rules.set_activity("quote", ActivityChange(cap=0))
    assert board.screens.day().standing.points == 9


def test_the_order_is_the_sellers(board: Scoreboard) -> None:
    before = [key.key for key in board.screens.today().keys]
    done = board.rules.order(["contract", "quote"])
    assert [key.key for key in board.screens.today().keys][:3] == ["contract", "quote", before[0]]
    assert done.undo is not None
    done.undo()
    assert [key.key for key in board.screens.today().keys] == before


def test_a_higher_target_begins_this_week_and_a_lower_one_next_week(board: Scoreboard) -> None:
    board.rules.set_target(Fraction(50))
    assert board.screens.standing().target == 50
    assert board.screens.standing(date(2026, 9, 9)).target == 40
    board.rules.set_target(Fraction(30))
    assert board.screens.standing().target == 50
    assert board.screens.standing(NEXT_MONDAY).target == 30
    assert [rule.points for rule in board.overviews.rules().coming_targets] == [30]


def test_a_rule_to_come_can_be_withdrawn_and_one_in_force_cannot(board: Scoreboard) -> None:
    board.rules.set_target(Fraction(30))
    number = board.overviews.rules().history[0].number
    done = board.rules.withdraw(number)
    assert board.screens.standing(NEXT_MONDAY).target == 40
    assert done.undo is not None
    done.undo()
    assert board.screens.standing(NEXT_MONDAY).target == 30
    board.rules.set_target(Fraction(60))
    with pytest.raises(TooEarly):
        board.rules.withdraw(board.overviews.rules().history[0].number)


def test_a_part_timer_shares_the_target_among_fewer_days(board: Scoreboard) -> None:
    board.rules.set_working_week({2: Fraction(0), 4: Fraction(1, 2)}, start=NEXT_MONDAY)
    goals = [day.goal for day in board.screens.standing(NEXT_MONDAY).days]
    share = Fraction(40) / Fraction(7, 2)
    assert goals == [share, share, 0, share, share / 2, 0, 0]
    assert board.overviews.rules().weights == MONDAY_TO_FRIDAY


def test_another_working_week_leaves_the_days_of_this_one_as_they_are(board: Scoreboard) -> None:
    for day in (14, 15):
        board.journal.log("quote", count=3, day=date(2026, 9, day))
    before = board.screens.standing()
    assert [day.won for day in before.days[:2]] == [True, True]
    assert board.rules.set_working_week({4: Fraction(0)}).value.start == NEXT_MONDAY
    assert board.screens.standing() == before
    assert board.screens.standing(NEXT_MONDAY).days[0].goal == 10
    with pytest.raises(TooEarly):
        board.rules.set_working_week({5: Fraction(1)}, start=TODAY)


def test_on_the_first_day_of_a_week_and_in_the_trial_it_begins_at_once(tmp_path: Path) -> None:
    monday = Clock(datetime(2026, 9, 14, 9, tzinfo=AMSTERDAM))
    board = open_board(set_up_folder(tmp_path / "monday"), monday)
    assert board.rules.set_working_week({4: Fraction(0)}).value.start == date(2026, 9, 14)
    trial = open_board(set_up_folder(tmp_path / "trial", trial_weeks=4), Clock())
    assert trial.rules.set_working_week({4: Fraction(0)}).value.start == TODAY


def test_an_outcome_that_gets_points_of_its_own_keeps_what_it_was_worth(board: Scoreboard) -> None:
    """The edge, that its earliest rule holds before, is for outcomes that begin with one."""
    board.rules.set_activity("customer-call", ActivityChange(points=Fraction(4)))
    past = date(2026, 9, 2)
    for day in (past, TODAY):
        board.journal.log("customer-call", outcome="answered", day=day)
    board.journal.log("customer-call", outcome="answered", day=date(2026, 6, 1))
    before = {day: board.screens.day(day).standing.points for day in (past, TODAY, date(2026, 6, 1))}
    lower = board.rules.set_activity(
        "customer-call", ActivityChange(outcome_points={"answered": Fraction(1, 2)})
    )
    assert {day: board.screens.day(day).standing.points for day in before} == before
    board.journal.log("customer-call", outcome="answered", day=TODAY)
    assert board.screens.day(TODAY).standing.points == before[TODAY] + 4
    assert board.overviews.activities()[5].coming[0].start == NEXT_MONDAY
    assert lower.undo is not None
    lower.undo()
    board.rules.set_activity("customer-call", ActivityChange(outcome_points={"answered": Fraction(6)}))
    assert board.screens.day(past).standing.points == before[past]
    assert board.screens.day(TODAY).standing.points == 12


def test_an_outcome_put_right_from_a_day_keeps_the_days_before_it(board: Scoreboard) -> None:
    days = (date(2026, 9, 2), date(2026, 9, 14), TODAY)
    for day in days:
        board.journal.log("customer-call", outcome="answered", day=day)
    board.rules.set_activity(
        "customer-call",
        ActivityChange(
            outcome_points={"answered": Fraction(5)}, correct=True, start=days[1], reason="too low"
        ),
    )
    assert [board.screens.day(day).standing.points for day in days] == [1, 5, 5]


def test_points_named_for_an_outcome_stay_when_those_of_its_activity_change(board: Scoreboard) -> None:
    own = ActivityChange(outcome_points={"answered": Fraction(1)})
    board.rules.set_activity("customer-call", own)
    board.rules.set_activity("customer-call", ActivityChange(points=Fraction(4)))
    board.journal.log("customer-call", outcome="answered")
    assert board.screens.day(TODAY).standing.points == 1
    known = board.overviews.rules().history
    board.rules.set_activity("customer-call", own)
    assert board.overviews.rules().history == known


def test_a_withdrawn_first_rule_of_an_outcome_leaves_it_to_its_activity(board: Scoreboard) -> None:
    board.rules.set_activity("customer-call", ActivityChange(outcome_points={"answered": Fraction(1, 2)}))
    (coming,) = [note for note in board.overviews.rules().history if note.rule.start > TODAY]
    board.rules.withdraw(coming.number)
    board.rules.set_activity("customer-call", ActivityChange(points=Fraction(4)))
    assert board.journal.log("customer-call", outcome="answered").value.line.points == 4


def test_what_is_put_back_before_it_has_changed_stays(board: Scoreboard) -> None:
    change = ActivityChange(points=Fraction(2), outcome_points={}, cap=5)
    board.rules.set_activity("quote", change)
    board.rules.set_activity("quote", ActivityChange(points=Fraction(2), start=date(2026, 10, 5)))
    board.rules.set_activity("customer-call", ActivityChange(outcome_points={"not-answered": Fraction(0)}))
    board.rules.set_target(Fraction(30))
    back = board.rules.set_activity("quote", ActivityChange(points=Fraction(3)))
    assert worth(board, "quote", date(2026, 10, 6)) == 3
    assert len(board.overviews.activities()[1].coming) == 1  # the cap
    board.rules.set_activity("customer-call", ActivityChange(outcome_points={"not-answered": Fraction(1, 2)}))
    assert worth(board, "customer-call", NEXT_MONDAY, "not-answered") == Fraction(1, 2)
    target = board.rules.set_target(Fraction(40))
    assert board.screens.standing(NEXT_MONDAY).target == 40
    assert target.undo is not None
    again = target.undo().undo
    assert board.screens.standing(NEXT_MONDAY).target == 30
    assert again is not None
    again()
    assert board.screens.standing(NEXT_MONDAY).target == 40
    assert back.undo is not None
    back.undo()
    assert worth(board, "quote", NEXT_MONDAY) == 2


@pytest.mark.parametrize("weight", [Fraction(-1), Fraction(3, 2), Fraction(1, 3)])
def test_a_working_weight_lies_from_0_to_1(board: Scoreboard, weight: Fraction) -> None:
    with pytest.raises(BadNumber):
        board.rules.set_working_week({0: weight})


def test_a_deliverable_takes_the_step_of_its_activity_for_good(board: Scoreboard) -> None:
    old = board.rules.add_deliverable("Old case", "case").value
    board.rules.set_activity("case", ActivityChange(step=50))
    new = board.rules.add_deliverable("New case", "case").value
    assert (old.step, new.step) == (10, 50)
    assert board.journal.progress(old.key, 55).value.line.points == 5
    assert board.journal.progress(new.key, 55).value.line.points == 1


def test_deliverables_are_renamed_put_away_and_taken_back(board: Scoreboard) -> None:
    done = board.rules.add_deliverable("Case", "case")
    key = done.value.key
    board.rules.set_deliverable(key, name="Case: Dock 9")
    assert board.rules.find_deliverable("case: d").key == key
    board.rules.set_deliverable(key, archived=True)
    assert board.screens.deliverables() == ()
    assert [one.key for one in board.screens.deliverables(archived=True)] == [key]
    other = board.rules.add_deliverable("Other", "case")
    assert other.undo is not None
    other.undo()
    assert [one.key for one in board.screens.deliverables(archived=True)] == [key]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", BadText),
        ("   ", BadText),
        ("x" * 300, BadText),
        ("bell\x07", BadText),
        ("Quote sent", NameTaken),
        ("QUOTE SENT", NameTaken),
    ],
)
def test_a_bad_name_is_refused_and_nothing_is_written(
    board: Scoreboard, name: str, error: type[ScoreboardError]
) -> None:
    before = board.overviews.rules()
    with pytest.raises(error):
        board.rules.add_activity(name)
    with pytest.raises(error):
        board.rules.set_activity("programme", ActivityChange(name=name, points=Fraction(9)))
    assert board.overviews.rules() == before


@pytest.mark.parametrize("points", [Fraction(-1), Fraction(10_001), Fraction(1, 3), Fraction(1, 1000)])
def test_points_lie_from_0_to_10_000_with_two_decimals(board: Scoreboard, points: Fraction) -> None:
    with pytest.raises(BadNumber):
        board.rules.set_activity("quote", ActivityChange(points=points))
    with pytest.raises(BadNumber):
        board.rules.add_activity("New", points=points)


def test_kinds_keep_to_themselves(board: Scoreboard) -> None:
    with pytest.raises(WrongKind):
        board.rules.add_activity("A", step=10)
    with pytest.raises(WrongKind):
        board.rules.add_activity("B", kind=Kind.PERCENT, outcomes=[("Done", None)])
    with pytest.raises(WrongKind):
        board.rules.add_deliverable("C", "quote")
    with pytest.raises(BadChoice):
        board.rules.add_activity("D", kind=Kind.PERCENT, step=15)
    with pytest.raises(WrongKind):
        board.rules.set_activity("newsletter", ActivityChange(cap=2))
    with pytest.raises(WrongKind):
        board.rules.add_activity("Podcast", kind=Kind.PERCENT, cap=2)


def test_a_start_beyond_2100_is_refused(board: Scoreboard) -> None:
    with pytest.raises(BadDate):
        board.rules.set_target(Fraction(50), start=date(2101, 1, 1))


def test_names_are_found_by_key_name_or_beginning(board: Scoreboard) -> None:
    assert board.rules.find_activity("quote").key == "quote"
    assert board.rules.find_activity("QUOTE S").key == "quote"
    with pytest.raises(AmbiguousName) as caught:
        board.rules.find_activity("webinar")
    assert caught.value.candidates == ("webinar-promotion", "webinar-registration")
    with pytest.raises(UnknownName):
        board.rules.find_activity("")
    call = board.rules.find_activity("prospect-call")
    assert board.rules.find_outcome(call, "not").key == "not-answered"


@pytest.mark.parametrize("key", [one.key for one in starters()])
@pytest.mark.parametrize("language", ["en", "nl", "de", "fr"])
def test_every_starter_sets_up_in_every_language(tmp_path: Path, key: str, language: str) -> None:
    chosen = starter(key)
    store = Store.open(tmp_path / "scoreboard.db")
    board = Scoreboard(store, Clock())
    assert not board.is_set_up()
    board.set_up(chosen, language=language, target=Fraction(40))
    names = [activity.activity.name for activity in board.overviews.activities()]
    assert len(names) == len(set(names)) == len(chosen.activities)
    assert all(len(name) <= 40 for name in names)
    with pytest.raises(NotEmpty):
        board.set_up(chosen, language=language, target=Fraction(40))
    store.close()


def test_the_first_starter_is_the_one_of_the_product(board: Scoreboard) -> None:
    assert starters()[0].key == "b2b-services"
    points = {one.activity.key: one.points for one in board.overviews.activities()}
    assert points["inspiration-session"] == 1
    assert points["quote"] == 3
    assert points["contract"] == 0
    assert worth(board, "customer-call", TODAY, "not-answered") == Fraction(1, 2)
    assert worth(board, "prospect-call", TODAY, "not-answered") == 1


def test_the_demo_is_the_same_each_time_and_believable(tmp_path: Path) -> None:
    totals = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        store = Store.open(tmp_path / folder / "scoreboard.db")
        board = Scoreboard(store, Clock(datetime(2026, 9, 16, 14, 5, tzinfo=AMSTERDAM)))
        fill(board, weeks=12, language="en")
        weeks = [float(week.points) for week in board.overviews.week().earlier]
        assert all(15 <= points <= 80 for points in weeks)
        assert all(line.at <= board.now() for line in board.journal.history())
        marked = [line for line in board.journal.history() if line.contact or line.note]
        assert all("(sample)" in line.contact + line.note for line in marked)
        totals.append([(line.uid, line.points) for line in board.journal.history()])
        with pytest.raises(NotEmpty):
            fill(board, weeks=12, language="en")
        store.close()
    assert totals[0] == totals[1]
    assert len(totals[0]) > 200


def test_all_weeks_begin_on_another_day_and_no_day_changes(board: Scoreboard) -> None:
    sunday, monday = date(2026, 9, 13), date(2026, 9, 14)
    for day in (sunday, monday):
        board.journal.log("quote", day=day)
    assert board.screens.standing(monday).points == 3
    done = board.rules.set_week_start(6)
    week = board.screens.standing(monday)
    assert (week.start, week.points) == (sunday, 6)
    assert [board.screens.day(day).standing.points for day in (sunday, monday)] == [3, 3]
    assert done.undo is not None
    again = done.undo()
    assert board.screens.standing(monday).start == monday
    assert again.undo is not None
    again.undo()
    assert board.screens.standing(monday).start == sunday


def test_a_week_begins_on_a_monday_a_sunday_or_a_saturday(board: Scoreboard) -> None:
    with pytest.raises(BadChoice):
        board.rules.set_week_start(2)
    assert board.screens.standing(TODAY).start.weekday() == 0


def test_an_outcome_without_entries_is_removed_with_its_rules_and_comes_back_whole(board: Scoreboard) -> None:
    before = board.overviews.rules()
    change = ActivityChange(removed_outcomes=("not-answered",))
    done = board.rules.set_activity("customer-call", change)
    assert [one.key for one in done.value.outcomes] == ["answered"]
    notes = board.overviews.rules().history
    assert not any(getattr(note.rule, "outcome", None) == "not-answered" for note in notes if _of_call(note))
    assert done.undo is not None
    again = done.undo()
    assert board.overviews.rules() == before
    assert again.undo is not None
    again.undo()
    assert [one.key for one in board.rules.find_activity("customer-call").outcomes] == ["answered"]


def _of_call(note: RuleNote) -> bool:
    return getattr(note.rule, "activity", None) == "customer-call"


@pytest.mark.parametrize("how", ["counts", "voided", "put right", "waits"])
def test_an_outcome_that_an_entry_has_or_had_stays(board: Scoreboard, how: str) -> None:
    if how == "waits":
        board.store._raw.execute("PRAGMA query_only=ON")
    uid = board.journal.log("customer-call", outcome="not-answered").value.line.uid
    board.store._raw.execute("PRAGMA query_only=OFF")
    if how == "voided":
        board.journal.void(uid)
    elif how == "put right":
        board.journal.edit(uid, EntryChange(outcome="answered"))
    before = board.overviews.rules()
    with pytest.raises(InUse) as caught:
        board.rules.set_activity("customer-call", ActivityChange(removed_outcomes=("not-answered",)))
    assert (caught.value.name, caught.value.entries) == ("Not answered", 1)
    assert board.overviews.rules() == before


def test_an_outcome_can_be_taken_away_and_another_of_its_name_added(board: Scoreboard) -> None:
    change = ActivityChange(removed_outcomes=("not-answered",), new_outcomes=(("Not answered", Fraction(2)),))
    board.rules.set_activity("customer-call", change)
    assert worth(board, "customer-call", TODAY, "not-answered") == 2
    with pytest.raises(UnknownName):
        board.rules.set_activity("customer-call", ActivityChange(removed_outcomes=("unheard-of",)))
