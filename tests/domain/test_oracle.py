"""The program against the oracle, figure by figure; and the oracle's own independence and teeth."""

import ast
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoreboard.domain.achievements import feats
from scoreboard.domain.calendar import presence
from scoreboard.domain.goals import day_goal, in_trial
from scoreboard.domain.rules import Activity, CapRule, Kind, PointRule, Rulebook
from scoreboard.domain.scoring import DaySum, by_activity, day_totals, in_order, score
from tests import oracle
from tests.domain.plain import book_fact, entry_facts, standing_of, week_fact
from tests.domain.strategies import Seller, sellers

DAY = date(2026, 3, 2)


def test_the_oracle_knows_nothing_of_the_program() -> None:
    folder = Path(oracle.__file__).parent
    files = sorted(folder.glob("*.py"))
    assert {file.name for file in files} >= {"rulebook.py", "scores.py", "weeks.py", "ways.py"}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            else:
                continue
            assert not [name for name in modules if name.split(".")[0] == "scoreboard"], file


@settings(max_examples=150, deadline=None)
@given(sellers(), st.data())
def test_every_figure_of_a_week_is_the_oracles(seller: Seller, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(seller.weeks))
    today = data.draw(st.sampled_from(seller.days))
    expected = oracle.week(book_fact(seller.book), entry_facts(seller.entries), start, today)
    assert week_fact(standing_of(seller.book, seller.entries, start, today)) == expected


@settings(max_examples=120, deadline=None)
@given(sellers(most_entries=10), st.data())
def test_every_figure_of_the_running_week_is_the_oracles(seller: Seller, data: st.DataObject) -> None:
    start = seller.book.week_start(seller.middle)
    today = start + timedelta(days=data.draw(st.integers(0, 6)))
    expected = oracle.week(book_fact(seller.book), entry_facts(seller.entries), start, today)
    assert week_fact(standing_of(seller.book, seller.entries, start, today)) == expected


@settings(max_examples=150, deadline=None)
@given(sellers())
def test_every_entry_scores_what_the_oracle_says(seller: Seller) -> None:
    expected = oracle.scored(book_fact(seller.book), entry_facts(seller.entries))
    days = score(seller.book, seller.entries)
    found = [line for day in sorted(days) for line in days[day].entries]
    assert [(line.entry.uid, line.entry.day, line.units, line.before, line.points) for line in found] == [
        (line["uid"], line["day"], line["units"], line["before"], line["points"]) for line in expected
    ]
    assert {
        total.activity: (total.quantity, total.points) for total in by_activity(days.values())
    } == oracle.totals(expected)


@settings(max_examples=60, deadline=None)
@given(sellers())
def test_the_reasons_given_for_an_entrys_points_multiply_to_them(seller: Seller) -> None:
    facts = book_fact(seller.book)
    for day in score(seller.book, seller.entries).values():
        assert day.points == sum((line.points for line in day.entries), Fraction(0))
        for line in day.entries:
            entry = line.entry
            rule = oracle.point_rule(facts, entry.activity, entry.outcome, day.day)
            assert line.factor == oracle.points_factor(facts, entry.activity, day.day)
            if rule is None:
                assert line.rule is None
                assert line.points == 0
            else:
                assert line.rule is not None
                assert line.rule.points == rule["points"]
                assert line.rule.start == rule["start"]
                assert line.points == line.units * line.rule.points * line.factor
            if entry.percent is None:
                assert line.cap == oracle.cap_in_force(facts, entry.activity, day.day)


@settings(max_examples=80, deadline=None)
@given(sellers(most_entries=0))
def test_what_is_in_force_on_every_day_is_the_oracles_even_asked_backwards(seller: Seller) -> None:
    book = seller.book
    facts = book_fact(book)
    for day in reversed(seller.days):
        running = oracle.campaign_on(facts, day)
        campaign = book.campaign(day)
        assert book.week_start(day) == oracle.first_of_week(day, book.first_weekday)
        assert book.weight(day) == oracle.working_weight(facts, day)
        assert presence(day, book.days_off) == oracle.present(facts, day)
        assert book.target_factor(day) == oracle.target_factor(facts, day)
        assert (campaign and campaign.name) == (running and running["name"])
        assert day_goal(book, day) == oracle.goal(facts, day)
        for activity in book.activities:
            key = activity.key
            assert book.cap(key, day) == oracle.cap_in_force(facts, key, day)
            assert book.points_factor(key, day) == oracle.points_factor(facts, key, day)
            for outcome in (None, *(outcome.key for outcome in activity.outcomes)):
                assert book.points(key, outcome, day) == oracle.points_in_force(facts, key, outcome, day)
    for start in seller.weeks:
        assert book.target(start) == oracle.base_target(facts, start)


@settings(max_examples=50, deadline=None)
@given(sellers())
def test_entries_are_taken_in_the_oracles_order(seller: Seller) -> None:
    expected = [entry["uid"] for entry in oracle.in_order(entry_facts(seller.entries))]
    assert [entry.uid for entry in in_order(reversed(seller.entries))] == expected


@settings(max_examples=60, deadline=None)
@given(sellers(most_entries=3))
def test_the_trial_weeks_are_the_oracles(seller: Seller) -> None:
    facts = book_fact(seller.book)
    entries = entry_facts(seller.entries)
    first = min((entry.day for entry in seller.entries if not entry.voided), default=None)
    for day in seller.days:
        week = oracle.first_of_week(day, seller.book.first_weekday)
        assert in_trial(seller.book, first, day) == oracle.is_trial(facts, entries, week)


@settings(max_examples=100, deadline=None)
@given(sellers(most_entries=8), st.data())
def test_what_is_celebrated_is_the_oracles(seller: Seller, data: st.DataObject) -> None:
    kept = seller.entries[: data.draw(st.integers(0, len(seller.entries)))]
    start = data.draw(st.sampled_from(seller.weeks))
    today = data.draw(st.sampled_from(seller.days))
    day = data.draw(st.sampled_from(oracle.days_of_week(start)))
    facts = book_fact(seller.book)
    expected = oracle.feats(
        oracle.week(facts, entry_facts(kept), start, today),
        oracle.week(facts, entry_facts(seller.entries), start, today),
        day,
    )
    found = feats(
        standing_of(seller.book, kept, start, today),
        standing_of(seller.book, seller.entries, start, today),
        day,
    )
    assert sorted(feat.value for feat in found) == sorted(expected)


@settings(max_examples=150, deadline=None)
@given(sellers(), st.data())
def test_sums_of_days_are_what_their_entries_score(seller: Seller, data: st.DataObject) -> None:
    first, last = sorted(data.draw(st.lists(st.sampled_from(seller.days), min_size=2, max_size=2)))
    counting = [entry for entry in seller.entries if not entry.voided]
    sums: dict[tuple[date, str, str | None], int] = {}
    for entry in counting:
        if entry.percent is None and first <= entry.day <= last:
            place = (entry.day, entry.activity, entry.outcome)
            sums[place] = sums.get(place, 0) + entry.quantity
    progress = [entry for entry in counting if entry.percent is not None]
    reached: dict[str, int] = {}
    for entry in progress:
        if entry.day < first and entry.deliverable is not None:
            reached[entry.deliverable] = max(reached.get(entry.deliverable, 0), entry.percent or 0)
    totals, unclear = day_totals(
        seller.book,
        [DaySum(*place, quantity) for place, quantity in sums.items()],
        [entry for entry in progress if first <= entry.day <= last],
        reached,
    )
    expected = {
        day: scored.total
        for day, scored in score(seller.book, seller.entries).items()
        if first <= day <= last
    }
    assert {**expected, **totals} == expected
    assert set(totals) | unclear == set(expected)
    assert unclear == {
        day
        for day, scored in expected.items()
        for key, total in scored.totals.items()
        if (cap := seller.book.cap(key, day)) is not None
        and any(place[:2] == (day, key) for place in sums)
        and total.quantity > cap
        and len({seller.book.points(key, place[2], day) for place in sums if place[:2] == (day, key)}) > 1
    }


def few() -> oracle.BookFact:
    """A quote is worth 3, a call 2 (two a day at most), a letter 1; three more are never suggested."""
    return book_fact(
        Rulebook(
            activities=(
                Activity("quote", "Quote"),
                Activity("call", "Call"),
                Activity("letter", "Letter"),
                Activity("news", "Newsletter", Kind.PERCENT, step=10),
                Activity("old", "Old habit", archived=True),
                Activity("chat", "Chat"),
            ),
            point_rules=tuple(
                PointRule(key, None, DAY, Fraction(points))
                for key, points in [
                    ("quote", 3),
                    ("call", 2),
                    ("letter", 1),
                    ("news", 9),
                    ("old", 9),
                    ("chat", 0),
                ]
            ),
            caps=(CapRule("call", DAY, 2),),
        )
    )


def test_the_oracle_accepts_sound_ways() -> None:
    ways = [[("quote", 1), ("call", 1)], [("call", 2), ("letter", 1)], [("letter", 5)]]
    assert oracle.faults(few(), DAY, Fraction(5), {}, ways) == []
    assert oracle.fewest(few(), DAY, Fraction(5), {}) == 2


@pytest.mark.parametrize(
    ("ways", "fault"),
    [
        ([], "no way although there is one"),
        ([[]], "an empty way"),
        ([[("quote", 2)], [("quote", 1), ("call", 1)]], "two ways that begin alike"),
        ([[("quote", 1), ("quote", 1)]], "an activity named twice in one way"),
        ([[("quote", 2), ("call", 0)]], "an action without quantity"),
        ([[("news", 1)]], "an archived, percent, worthless or unknown activity"),
        ([[("old", 1)]], "an archived, percent, worthless or unknown activity"),
        ([[("quote", 2), ("chat", 1)]], "an archived, percent, worthless or unknown activity"),
        ([[("call", 3)]], "above the cap"),
        ([[("quote", 1)]], "a way that does not close the gap"),
        ([[("quote", 2), ("letter", 1)]], "an action that could be left out"),
        ([[("letter", 5)], [("quote", 2)]], "not fewest actions first"),
        ([[("letter", 5)]], "the first way has 5 actions, 2 would do"),
        (
            [[("quote", 2)], [("call", 2), ("letter", 1)], [("letter", 5)], [("letter", 5)]],
            "more than three ways",
        ),
    ],
)
def test_the_oracle_finds_the_fault_in_ways(ways: list[list[tuple[str, int]]], fault: str) -> None:
    assert fault in oracle.faults(few(), DAY, Fraction(5), {}, ways)


def test_the_oracle_wants_no_way_where_nothing_is_missing() -> None:
    assert oracle.faults(few(), DAY, Fraction(0), {}, [[("letter", 1)]]) == [
        "ways although nothing is missing"
    ]
