"""Streaks of the board against the oracle, on a real store; and their edges one by one."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoreboard.domain.entries import LogEntry
from scoreboard.domain.rules import Activity, AnyRule, PointRule, Rulebook, TargetRule
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.service.states import StreakRecord
from scoreboard.store import Store
from scoreboard.values import replace
from tests import oracle
from tests.boards import Clock, open_board, set_up_folder
from tests.domain.plain import book_fact, entry_facts
from tests.domain.strategies import Seller, sellers
from tests.stores import template_store

TODAY = date(2026, 9, 16)
START = date(2026, 6, 1)


def write(store: Store, book: Rulebook, entries: list[LogEntry]) -> None:
    """All of a rulebook and a log, as they would be in the file."""
    with store.write() as records:
        records.set_book(first_weekday=book.first_weekday, trial_weeks=book.trial_weeks)
        for activity in book.activities:
            records.add_activity(activity)
        for deliverable in book.deliverables:
            records.add_deliverable(deliverable)
        dated: list[AnyRule] = []
        for rules in (book.point_rules, book.caps, book.mini_goals, book.targets, book.working_weeks):
            dated += rules
        dated += [*book.winning, *book.reserves]
        for rule in dated:
            records.add_rule(rule, datetime(2020, 1, 1, tzinfo=UTC))
        for off in book.days_off:
            records.add_day_off(off)
        for note in book.reserve_notes:
            records.set_reserve_note(note)
        for number, campaign in enumerate(book.campaigns):
            records.add_campaign(replace(campaign, key=f"c{number}"))
        for entry in entries:
            records.add(entry)


def as_fact(record: StreakRecord) -> oracle.StreakFact:
    return {
        "days": record.now.days,
        "best_days": record.best_days,
        "weeks": record.weeks,
        "best_weeks": record.best_weeks,
        "covered": list(record.now.covered),
        "reserve_left": record.now.reserve_left,
        "constancy": record.constancy,
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sellers(), st.data())
def test_streaks_and_constancy_are_the_oracles(
    tmp_path_factory: pytest.TempPathFactory, seller: Seller, data: st.DataObject
) -> None:
    today = data.draw(st.sampled_from(seller.days))
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    with closing(template_store(tmp_path_factory.mktemp("store"))) as store:
        write(store, seller.book, seller.entries)
        found = as_fact(Scoreboard(store, lambda: now).streaks.record())
    expected = oracle.streaks(book_fact(seller.book), entry_facts(seller.entries), today)
    assert found["constancy"] == pytest.approx(expected["constancy"])
    assert {**found, "constancy": None} == {**expected, "constancy": None}


@dataclass
class Day:
    """The clock of a test, at noon of its day."""

    day: date = TODAY

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Day:
    return Day()


@pytest.fixture
def board(tmp_path: Path, clock: Day) -> Iterator[Scoreboard]:
    """One activity worth a point, 40 a week, no trial."""
    with closing(template_store(tmp_path)) as store:
        write(
            store,
            Rulebook(
                activities=(Activity("call", "Call"),),
                point_rules=(PointRule("call", None, START, Fraction(1)),),
                targets=(TargetRule(START, Fraction(40)),),
                trial_weeks=0,
            ),
            [],
        )
        yield Scoreboard(store, clock)


def win(board: Scoreboard, *days: str) -> None:
    for day in days:
        board.journal.log("call", count=8, day=date.fromisoformat(day))


def test_a_click_moves_the_streak_only_when_it_wins_the_day(board: Scoreboard) -> None:
    win(board, "2026-09-14", "2026-09-15")
    assert board.streaks.whole().days == 2
    board.journal.log("call", count=7)
    assert board.streaks.whole().days == 2
    board.journal.log("call")
    assert board.streaks.whole().days == 3


def test_a_day_entered_late_joins_the_streak_and_a_void_parts_it(board: Scoreboard) -> None:
    board.rules.set_reserve_days(0)
    win(board, "2026-09-11", "2026-09-15")
    assert board.streaks.whole().days == 1
    monday = board.journal.log("call", count=8, day=date(2026, 9, 14))
    assert board.streaks.whole().days == 3
    assert monday.undo is not None
    monday.undo()
    assert board.streaks.whole().days == 1


def test_a_third_missed_day_of_a_month_ends_it_and_a_new_month_has_its_own(
    board: Scoreboard, clock: Day
) -> None:
    win(board, "2026-08-28", "2026-08-31", "2026-09-03", "2026-09-07")
    clock.day = date(2026, 9, 8)
    assert board.streaks.whole().covered == (date(2026, 9, 4), date(2026, 9, 2))
    assert (board.streaks.whole().days, board.streaks.whole().reserve_left) == (2, 0)
    board.rules.set_reserve_days(3)
    assert board.streaks.whole().days == 4


def test_a_declined_reserve_day_leaves_the_day_open_and_says_why(board: Scoreboard) -> None:
    win(board, "2026-09-14")
    assert board.streaks.whole().days == 1
    assert board.streaks.whole().open_day == date(2026, 9, 15)
    done = board.streaks.set_note(date(2026, 9, 15), declined=True, reason="Family")
    found = board.streaks.whole()
    assert (found.days, found.covered) == (0, ())
    assert found.note is not None
    assert found.note.reason == "Family"
    assert done.undo is not None
    done.undo()
    assert board.streaks.whole().days == 1


def test_days_off_and_weekends_are_stepped_over(board: Scoreboard) -> None:
    win(board, "2026-09-10", "2026-09-15")
    board.days_off.add(date(2026, 9, 11), date(2026, 9, 14))
    assert board.streaks.whole().days == 2
    assert board.streaks.whole().covered == ()


def test_the_trial_breaks_nothing(board: Scoreboard) -> None:
    with board.store.write() as records:
        records.set_book(first_weekday=0, trial_weeks=4)
    board.forget()
    win(board, "2026-09-01", "2026-09-15")
    found = board.streaks.record()
    assert (found.now.days, found.now.covered, found.now.reserve_left) == (2, (), 2)
    assert (found.weeks, found.constancy) == (0, None)


def test_weeks_in_a_row_count_the_running_one_once_reached(board: Scoreboard) -> None:
    for day in ("2026-09-01", "2026-09-08"):
        board.journal.log("call", count=40, day=date.fromisoformat(day))
    assert board.streaks.record().weeks == 2
    board.journal.log("call", count=40)
    found = board.streaks.record()
    assert (found.weeks, found.best_weeks, found.constancy) == (3, 3, 100)


def test_a_week_without_a_working_day_or_a_target_counts_in_nothing(board: Scoreboard, clock: Day) -> None:
    board.journal.log("call", count=40, day=date(2026, 9, 1))
    board.days_off.add(date(2026, 9, 7), date(2026, 9, 13))
    board.rules.set_target(Fraction(0), start=date(2026, 9, 21))
    clock.day = date(2026, 9, 30)
    board.journal.log("call", count=1, day=date(2026, 9, 15))
    found = board.streaks.record()
    assert (found.weeks, found.best_weeks) == (0, 1)
    assert found.constancy == pytest.approx(100 * (0.5 ** (1 / 8) + 1 / 40 * (1 - 0.5 ** (1 / 8))))


def test_ten_years_are_read_back_in_pieces(board: Scoreboard) -> None:
    day = TODAY - timedelta(days=400)
    won = 0
    with board.store.write() as records:
        while day < TODAY:
            if day.weekday() < 5:
                won += 1
                at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
                records.add(LogEntry(f"{day}", "call", day, at, at, 8))
            day += timedelta(days=1)
    board.forget()
    assert board.streaks.now() is None, "it is not read at once"
    looks = 1
    while not board.streaks.look_back():
        looks += 1
    assert looks == 7
    found = board.streaks.record()
    assert found.now == board.streaks.now()
    assert found.now.days == found.best_days == won > 200


def test_an_entry_before_the_first_one_is_where_trial_and_streak_begin(tmp_path: Path, clock: Clock) -> None:
    path = set_up_folder(tmp_path, trial_weeks=1)
    board, monday, friday = open_board(path, clock), date(2026, 9, 14), date(2026, 9, 11)
    uid = board.journal.log("quote", count=3, day=monday).value.line.uid
    assert board.screens.standing().trial
    board.streaks.record()

    def told() -> tuple[object, ...]:
        fresh = open_board(path, clock)
        seen = [(one.screens.standing().trial, one.streaks.record()) for one in (board, fresh)]
        fresh.store.close()
        assert seen[0] == seen[1]
        return seen[0]

    earlier = board.journal.log("quote", count=3, day=friday)
    assert not board.screens.standing().trial
    told()
    board.journal.void(earlier.value.line.uid)
    assert board.screens.standing().trial
    told()
    board.journal.edit(uid, EntryChange(day=friday))
    assert not board.screens.standing().trial
    told()
    board.store.close()
