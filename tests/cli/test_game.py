"""Commands of the game: campaigns, days off, streaks, rewards, digest, and what they refuse."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, content

Ask = Callable[..., Any]


def on(day: str) -> str:
    return f"{day}T14:05"


class TestCampaigns:
    def test_a_running_one_counts_for_the_day_the_week_and_the_result(self, ask: Ask) -> None:
        ask("log", "quote", "--count", "2", as_of=on("2026-09-14"))
        ask(
            *("campaign", "add", "Autumn", "--from", "2026-09-16", "--to", "2026-09-17"),
            *("--points-factor", "1.5", "--target-factor", "2", "--activity", "quote"),
        )
        assert ask("log", "quote")["points"] == 4.5
        assert ask("log", "programme")["points"] == 2
        week = ask("week")
        assert week["campaign"] == {"name": "Autumn", "points_factor": 1.5, "target_factor": 2}
        assert week["target"] == 56
        assert [day["goal"] for day in week["days"]] == [8, 8, 16, 16, 8, 0, 0]
        result = ask("campaign", "result", "autumn")
        assert (result["points"], result["working_days"], result["points_per_day"]) == (6.5, 1, 6.5)
        assert (result["baseline_points_per_day"], result["change_pct"]) == (0, None)
        later = ask("campaign", "result", "autumn", as_of=on("2026-09-18"))
        assert (later["working_days"], later["points_per_day"]) == (2, 3.25)
        assert (later["baseline_points_per_day"], later["change_pct"]) == (3, 8.33)
        assert (later["base_points_per_day"], later["base_change_pct"]) == (2.5, -16.67)
        assert later["final"]["points"] == 6.5
        assert [line["key"] for line in later["final"]["activities"]] == ["quote", "programme"]

    def test_its_final_table_stays_when_an_entry_comes_late(self, ask: Ask) -> None:
        ask("campaign", "add", "Autumn", "--from", "2026-09-16", "--to", "2026-09-17")
        ask("log", "quote")
        assert ask("campaign", "result", "autumn", as_of=on("2026-09-18"))["final"]["points"] == 6
        ask("log", "quote", "--date", "2026-09-17", as_of=on("2026-09-18"))
        late = ask("campaign", "result", "autumn", as_of=on("2026-09-21"))
        assert (late["points"], late["final"]["points"]) == (12, 6)

    def test_ended_today_it_still_includes_today(self, ask: Ask) -> None:
        ask("campaign", "add", "Autumn", "--from", "2026-09-16", "--to", "2026-10-30")
        ended = ask("campaign", "end", "autumn")
        assert (ended["to"], ended["planned_to"], ended["ended"]) == ("2026-09-16", "2026-10-30", True)
        assert ask("log", "quote")["points"] == 6
        assert ask("log", "quote", as_of=on("2026-09-17"))["points"] == 3

    def test_an_overlap_is_refused_and_names_the_other(self, call: Call, folder: Path) -> None:
        call("campaign", "add", "Autumn", "--from", "2026-09-16", "--to", "2026-10-02")
        before = content(folder)
        said = call("campaign", "add", "Other", "--from", "2026-10-02", "--to", "2026-10-05")
        assert said.status == 1
        assert "“Autumn”" in said.err
        assert content(folder) == before
        assert call("campaign", "add", "Other", "--from", "2026-10-03", "--to", "2026-10-05").status == 0

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["--from", "2026-09-15", "--to", "2026-09-30"], "2026-09-16"),
            (["--from", "2026-09-30", "--to", "2026-09-29"], "lies before"),
            (["--from", "2026-09-16", "--to", "2026-09-30", "--points-factor", "0.05"], "0.1 to 10"),
            (["--from", "2026-09-16", "--to", "2026-09-30", "--target-factor", "11"], "0.1 to 10"),
            (["--from", "2026-09-16", "--to", "2026-09-30", "--goal", "0"], "Goal"),
            (["--from", "2026-09-16", "--to", "2026-09-30", "--activity", "nothing"], "“nothing”"),
            (["--from", "2026-09-16", "--to", "2026-09-30", "--color", "pink"], "“pink”"),
            (["--from", "2026-09-16", "--to", "2101-01-01"], "2100"),
        ],
    )
    def test_what_may_not_be_is_refused_in_one_sentence(
        self, call: Call, folder: Path, words: list[str], says: str
    ) -> None:
        before = content(folder)
        said = call("campaign", "add", "Autumn", *words)
        assert (said.status, said.out) == (1, "")
        assert says in said.err
        assert said.err.count("\n") == 1
        assert content(folder) == before

    def test_one_that_has_begun_cannot_be_taken_out(self, call: Call) -> None:
        call("campaign", "add", "Autumn", "--from", "2026-09-16", "--to", "2026-10-02")
        assert "began" in call("campaign", "remove", "autumn").err
        assert call("campaign", "end", "autumn", as_of=on("2026-10-03")).status == 1
        assert "“spring”" in call("campaign", "end", "spring").err


class TestDaysOff:
    def test_one_of_five_days_off_leaves_four_fifths_of_the_target(self, ask: Ask) -> None:
        ask("days-off", "add", "2026-09-18", "--reason", "Family")
        assert ask("week")["target"] == 32
        assert ask("days-off") == [
            {"from": "2026-09-18", "to": "2026-09-18", "half": False, "reason": "Family"}
        ]
        ask("days-off", "remove", "2026-09-18")
        assert (ask("week")["target"], ask("days-off")) == (40, [])

    def test_a_week_off_is_neither_reached_nor_missed(self, ask: Ask) -> None:
        ask("log", "quote", as_of=on("2026-09-07"))
        ask("days-off", "add", "2026-09-14", "2026-09-20")
        week = ask("week")
        assert (week["target"], week["off"], week["reached"], week["pace"]) == (0, True, None, None)
        assert ask("streaks")["constancy"] == 7.5

    def test_halves_and_the_past(self, ask: Ask) -> None:
        ask("days-off", "add", "2026-09-14", "--half")
        ask("days-off", "add", "2026-09-14", "--half")
        ask("days-off", "add", "2026-09-15", "--half")
        assert [day["goal"] for day in ask("week")["days"]] == [0, 4, 8, 8, 8, 0, 0]

    def test_days_in_the_wrong_order_or_unknown_are_refused(self, call: Call) -> None:
        assert "swap" in call("days-off", "add", "2026-09-18", "2026-09-17").err
        assert "2026-09-18" in call("days-off", "remove", "2026-09-18").err


class TestStreaks:
    def test_won_days_in_a_row_with_a_reserve_day_between(self, ask: Ask) -> None:
        for day in ("2026-09-10", "2026-09-11", "2026-09-15"):
            ask("log", "quote", "--count", "3", as_of=on(day))
        found = ask("streaks")
        assert (found["days"], found["best_days"], found["reserve_left"]) == (3, 3, 1)
        assert found["covered"] == ["2026-09-14"]
        ask("log", "quote", "--count", "3")
        assert ask("streaks")["days"] == 4

    def test_before_the_first_entry_there_is_nothing(self, ask: Ask) -> None:
        found = ask("streaks")
        assert (found["days"], found["best_days"], found["weeks"], found["constancy"]) == (0, 0, 0, None)


class TestWinning:
    def test_all_mini_goals_win_the_day_from_today_on(self, ask: Ask) -> None:
        ask("activity", "set", "quote", "--mini-goal", "1", as_of=on("2026-09-15"))
        ask("activity", "set", "webinar-promotion", "--mini-goal", "1", as_of=on("2026-09-15"))
        for words in (["quote"], ["webinar-promotion"]):
            ask("log", *words, as_of=on("2026-09-15"))
            ask("log", *words)
        assert ask("winning") == {"win_by": "points"}
        assert ask("winning", "mini-goals") == {"win_by": "mini_goals"}
        assert [day["won"] for day in ask("week")["days"]][:3] == [False, False, True]
        assert ask("winning", "either")["win_by"] == "either"
        assert ask("day")["won"] is True

    def test_what_is_left_of_the_mini_goals_wins_the_day(self, ask: Ask) -> None:
        ask("activity", "set", "quote", "--mini-goal", "3")
        ask("winning", "mini-goals")
        ask("log", "quote")
        assert ask("day")["wins_the_day"] == [[{"activity": "quote", "quantity": 2}]]
        ask("winning", "either")
        ways = ask("day")["wins_the_day"]
        assert ways[0] == [{"activity": "quote", "quantity": 2}]
        assert len(ways) == 3

    def test_reserve_days_are_those_of_the_month(self, call: Call, ask: Ask) -> None:
        assert ask("reserve-days", "1") == {"reserve_days": 1, "reserve_left": 1}
        assert call("reserve-days", "32").status == 1
        assert call("reserve-days", "some").status == 2


class TestRewards:
    def test_the_lot_chooses_what_the_envelope_pays_for(self, call: Call, ask: Ask, folder: Path) -> None:
        (folder / "settings.toml").write_text('envelope = "5.00"\n', encoding="utf-8")
        ask("reward", "add", "Dinner", "--for", "day", "--price", "40")
        ask("reward", "add", "Coffee", "--for", "day", "--price", "3.50")
        ask("log", "quote", "--count", "3")
        assert ask("reward", "draw", "day")["name"] == "Coffee"
        assert call("reward", "draw", "day").status == 1
        assert call("reward", "draw", "week").status == 1

    def test_a_won_day_is_claimed_once(self, call: Call, ask: Ask) -> None:
        ask("reward", "add", "Coffee", "--for", "day", "--price", "3.50")
        refused = call("reward", "claim", "coffee")
        assert (refused.status, "“Coffee”" in refused.err) == (1, True)
        ask("log", "quote", "--count", "3")
        assert ask("rewards")[0]["open"] == 1
        claimed = ask("reward", "claim", "coffee")
        assert (claimed["claimed"], claimed["open"]) == (1, 0)
        assert claimed["price"] == {"value": "3.50", "currency": "EUR"}
        assert call("reward", "claim", "coffee").status == 1

    def test_what_is_not_won_any_more_is_not_open(self, ask: Ask) -> None:
        ask("reward", "add", "Coffee", "--for", "day")
        ask("log", "quote", "--count", "3")
        ask("undo")
        assert ask("rewards")[0]["open"] == 0

    def test_the_envelope_of_the_settings_is_the_limit(self, call: Call, ask: Ask, folder: Path) -> None:
        (folder / "settings.toml").write_text('envelope = "5.00"\n', encoding="utf-8")
        ask("reward", "add", "Dinner", "--for", "day", "--price", "40")
        ask("log", "quote", "--count", "3")
        said = call("reward", "claim", "dinner")
        assert said.status == 1
        assert "€5.00" in said.err

    def test_names_and_kinds_are_looked_at(self, call: Call) -> None:
        call("reward", "add", "Coffee", "--for", "day")
        assert call("reward", "add", "coffee", "--for", "week").status == 1
        assert call("reward", "add", "Tea", "--for", "year").status == 1
        assert call("reward", "claim", "tea").status == 1


class TestDigest:
    def test_it_tells_yesterday_the_week_and_today(self, ask: Ask, call: Call) -> None:
        ask("log", "quote", "--count", "3", as_of=on("2026-09-15"))
        found = ask("digest")
        assert (found["yesterday"]["points"], found["yesterday"]["won"]) == (9, True)
        assert (found["week"]["points"], found["week"]["needed_per_day"]) == (9, 10.33)
        assert found["today"]["goal"] == 8
        said = call("digest").out
        assert "9 of 40" in said
        assert "Wins the day" in said

    def test_after_a_weekend_it_tells_of_friday(self, ask: Ask) -> None:
        ask("log", "quote", as_of=on("2026-09-11"))
        found = ask("digest", as_of=on("2026-09-14"))
        assert (found["yesterday"]["day"], found["yesterday"]["off"]) == ("2026-09-13", True)
        assert (found["last_day"]["day"], found["last_day"]["points"]) == ("2026-09-11", 3)

    def test_a_past_day_is_told_as_it_ended(self, ask: Ask) -> None:
        ask("log", "quote", as_of=on("2026-09-14"))
        ask("log", "quote", "--count", "5")
        found = ask("digest", "2026-09-15")
        week = found["week"]
        assert (week["points"], week["expected"], week["pace"]) == (3, 16, "behind")
        assert week["needed_per_day"] == 9.25
        assert (found["streak"], found["reserve_left"]) == (None, None)

    def test_a_target_out_of_reach_is_not_asked_for(self, call: Call) -> None:
        assert "gets you there" not in call("digest", as_of=on("2026-09-18")).out

    def test_what_half_a_day_off_needs_is_said_of_today(self, call: Call) -> None:
        call("days-off", "add", "2026-09-15", "--half", as_of=on("2026-09-14"))
        assert "5.14 today gets you there" in call("week", as_of=on("2026-09-15")).out
        assert "5.14 today gets you there" in call("digest", as_of=on("2026-09-15")).out

    def test_a_mini_goal_that_is_missing_is_told_where_points_do_not_win(self, call: Call) -> None:
        assert call("activity", "set", "quote", "--mini-goal", "2").status == 0
        assert call("winning", "mini-goals").status == 0
        call("log", "newsletter-reader", "--count", "25", as_of=on("2026-09-21"))
        said = call("digest", as_of=on("2026-09-21")).out
        assert "1 mini-goal to go" in said
        assert "to win the day" not in said


class TestTheWeekInWords:
    """25 of 40 on Monday, and nothing since."""

    @pytest.fixture(autouse=True)
    def monday(self, ask: Ask) -> None:
        ask("log", "newsletter-reader", "--count", "25", as_of=on("2026-09-14"))

    def test_a_weekend_tells_what_is_short_and_asks_nothing(self, call: Call) -> None:
        said = call("week", as_of=on("2026-09-19")).out
        assert "25 of 40 · 15 points short, no working day left this week" in said

    def test_a_day_off_tells_of_the_next_working_day(self, call: Call) -> None:
        call("undo")
        call("log", "newsletter-reader", "--count", "18")
        call("days-off", "add", "2026-09-17")
        said = call("week", as_of=on("2026-09-17")).out
        assert "18 of 32 · 14 on the next working day gets you there" in said

    def test_past_the_point_of_reason_it_offers_the_day(self, call: Call) -> None:
        assert "win today" not in call("week", as_of=on("2026-09-17")).out
        call("undo")
        assert "0 of 40 · win today" in call("week", as_of=on("2026-09-18")).out
        call("days-off", "add", "2026-09-17")
        assert "0 of 32 · win the next working day" in call("week", as_of=on("2026-09-17")).out
