"""The week's figures, seen through their artists: heights, words and colours."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate, combinations, pairwise
from typing import Any, cast

import pytest
from matplotlib.colors import same_color
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from scoreboard import i18n
from scoreboard.domain.goals import DayStanding, WeekStanding
from scoreboard.reports.figures import build_up_figure, days_figure, needed, shown_days
from scoreboard.reports.look import Drawing, Look
from scoreboard.reports.plot import nice_ticks, pixels
from scoreboard.resources import resource
from scoreboard.service.overviews import WeekState
from scoreboard.service.receipts import Receipt

MONDAY, WEDNESDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 18)
EIGHTS = (8, 8, 8, 8, 8, 0, 0)


def look(theme: str = "light", width: int = 440, height: int = 224, **more: float) -> Look:
    tokens = tomllib.loads(resource("themes", f"{theme}.toml").read_text(encoding="utf-8"))["tokens"]
    return Look(tokens, width, height, **more)


def week(
    points: tuple[float, ...],
    goals: tuple[float, ...] = EIGHTS,
    *,
    today: date = WEDNESDAY,
    course: int | None = None,
    trial: bool = False,
) -> WeekState:
    exact = [Fraction(str(value)) for value in points] + [Fraction(0)] * (7 - len(points))
    days = tuple(
        DayStanding(MONDAY + timedelta(n), mine, Fraction(str(goal)))
        for n, (mine, goal) in enumerate(zip(exact, goals, strict=True))
    )
    target = sum((day.goal for day in days), Fraction(0))
    total = sum((day.points for day in days), Fraction(0))
    standing = WeekStanding(
        MONDAY, days, total, target, target, Fraction(0), None, None, None, None, trial=trial, campaign=None
    )
    climb = tuple(
        (datetime(day.day.year, day.day.month, day.day.day, 12, tzinfo=UTC), sum_)
        for day, sum_ in zip(days, accumulate(day.points for day in days), strict=True)
        if day.points
    )
    on_course = None if course is None else Fraction(course)
    return WeekState(standing, today, (), (), (), climb, on_course, (), Receipt((), total))


def bars(drawing: Drawing) -> dict[str, PathPatch]:
    patches = drawing.figure.axes[0].patches
    return {str(patch.get_gid()): patch for patch in patches if isinstance(patch, PathPatch)}


def height(patch: PathPatch) -> float:
    return max(float(y) for _x, y in cast("Any", patch.get_path().vertices))


def words(drawing: Drawing) -> dict[str, Text]:
    return {str(text.get_gid()): text for text in drawing.figure.axes[0].texts}


def xs(line: Line2D) -> list[float]:
    return [float(value) for value in cast("Any", line.get_xdata())]


def ys(line: Line2D) -> list[float]:
    return [float(value) for value in cast("Any", line.get_ydata())]


def ticks(drawing: Drawing) -> list[str]:
    return [label.get_text() for label in drawing.figure.axes[0].get_xticklabels()]


def test_each_day_is_as_high_as_its_points() -> None:
    drawn = bars(days_figure(week((9, 11, 5.5)), look()))
    assert [height(drawn[f"bar {MONDAY + timedelta(n)}"]) for n in range(3)] == [9, 11, 5.5]


def test_colours_say_won_today_and_other() -> None:
    colors = look().colors
    drawn = bars(days_figure(week((8, 7, 5)), look()))
    faces = [drawn[f"bar {MONDAY + timedelta(n)}"].get_facecolor() for n in range(3)]
    for face, token in zip(faces, ("won", "quiet_bar", "accent"), strict=True):
        assert same_color(face, colors[token])


def test_what_is_needed_is_outlined_and_said() -> None:
    state = week((9, 11, 5))
    drawing = days_figure(state, look(width=600))
    assert height(bars(drawing)["needed 2026-09-16"]) == 8  # today up to its goal
    assert height(bars(drawing)["needed 2026-09-17"]) == 5
    assert not bars(drawing)["needed 2026-09-17"].get_facecolor()[-1]
    assert words(drawing)["words 2026-09-17"].get_text() == "5 needed"
    assert words(drawing)["points 2026-09-16"].get_text() == "5 so far"


def test_words_without_room_become_the_number() -> None:
    drawing = days_figure(week((9, 11, 5)), look(width=220))
    assert words(drawing)["words 2026-09-17"].get_text() == "5"
    assert words(drawing)["points 2026-09-16"].get_text() == "5"


def test_needed_points_are_shared_out_like_the_goals() -> None:
    state = week((2, 0, 0), (8, 8, 8, 8, 4, 0, 0))
    assert needed(state.week, WEDNESDAY) == {
        WEDNESDAY: Fraction(34 * 8, 20),
        WEDNESDAY + timedelta(1): Fraction(34 * 8, 20),
        FRIDAY: Fraction(34 * 4, 20),
    }


def test_a_trial_has_a_wish_and_needs_nothing() -> None:
    drawing = days_figure(week((3, 4, 5), trial=True), look())
    assert not [name for name in bars(drawing) if name.startswith("needed")]
    assert words(drawing)["goal words"].get_text() == "Wish 8"


def test_one_goal_is_one_line_across() -> None:
    drawing = days_figure(week((9, 11, 5)), look())
    (line,) = (line for line in drawing.figure.axes[0].lines if line.get_gid() == "goal")
    assert set(ys(line)) == {8}
    assert words(drawing)["goal words"].get_text() == "Goal 8"


def test_different_goals_have_their_own_lines_and_names() -> None:
    drawing = days_figure(week((9, 11, 5), (8, 8, 8, 8, 4, 0, 0)), look())
    lines = {line.get_gid(): ys(line)[0] for line in drawing.figure.axes[0].lines}
    assert lines["goal 2026-09-14"] == 8
    assert lines["goal 2026-09-18"] == 4
    assert ticks(drawing)[4] == "Fri 18\nof 4"


def test_days_without_goal_and_points_have_no_column() -> None:
    assert [day.day.weekday() for day in shown_days(week((9, 11, 5)).week)] == [0, 1, 2, 3, 4]
    assert [day.day.weekday() for day in shown_days(week((9, 0, 0, 0, 0, 2)).week)] == [0, 1, 2, 3, 4, 5]
    assert len(shown_days(week((), (0,) * 7).week)) == 7


def test_columns_lie_side_by_side_over_their_bars() -> None:
    drawing = days_figure(week((9, 11, 5)), look())
    assert len(drawing.columns) == 5
    assert all(left < right for left, right in drawing.columns)
    assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(drawing.columns))


@pytest.mark.parametrize(("language", "first"), [("nl", "ma"), ("de", "mo"), ("fr", "lu")])
def test_days_speak_the_language(language: str, first: str) -> None:
    i18n.set_language(language)
    assert ticks(days_figure(week((9, 11, 5)), look()))[0].casefold().startswith(first)


def test_the_build_up_climbs_to_the_score() -> None:
    drawing = build_up_figure(week((9, 11, 5), course=44), look(width=300))
    lines = {line.get_gid(): line for line in drawing.figure.axes[0].lines}
    assert ys(lines["points"])[-1] == 25
    assert ys(lines["pace"]) == [0, 8, 16, 24, 32, 40]
    assert ys(lines["on course"])[-1] == 44
    assert words(drawing)["points here"].get_text() == "25"
    assert words(drawing)["44 on course"].get_text() == "44 on course"
    assert xs(lines["points"]) == sorted(xs(lines["points"]))


def test_a_past_week_climbs_to_its_end_and_leads_nowhere() -> None:
    drawing = build_up_figure(week((9, 3, 7, 8, 2), today=FRIDAY + timedelta(9)), look(width=300))
    lines = {line.get_gid(): line for line in drawing.figure.axes[0].lines}
    assert xs(lines["points"])[-1] == 5
    assert "on course" not in lines


def test_a_week_without_target_has_no_pace() -> None:
    drawing = build_up_figure(week((9, 3), (0,) * 7), look(width=300))
    assert "pace" not in {line.get_gid() for line in drawing.figure.axes[0].lines}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_picture_has_the_size_that_was_asked_for(theme: str, ratio: float) -> None:
    width, height_, data = pixels(days_figure(week((9, 11, 5)), look(theme, ratio=ratio)).figure)
    assert (width, height_) == (440 * ratio, 224 * ratio)
    assert len(data) == width * height_ * 4
    ground = look(theme).colors["surface"].lstrip("#")
    assert data[:3] == bytes.fromhex(ground)


def test_no_word_lies_outside_the_picture() -> None:
    for state in (
        week((9, 11, 5), course=44),
        week((0, 0, 0)),
        week((1, 1, 1), course=5),
        week((10000, 1, 3), course=99999),
        week((9, 3, 7, 8, 2), today=FRIDAY + timedelta(9)),
    ):
        for make, width in ((days_figure, 340), (build_up_figure, 230)):
            drawing = make(state, look(width=width))
            pixels(drawing.figure)
            edge = drawing.figure.bbox
            for text in drawing.figure.axes[0].texts:
                box = text.get_window_extent()
                assert box.x0 >= edge.x0 - 1, text.get_text()
                assert box.x1 <= edge.x1 + 1, text.get_text()


@pytest.mark.parametrize("width", [230, 300, 440])
@pytest.mark.parametrize("weekday", range(5))
def test_no_words_of_the_build_up_lie_on_each_other(weekday: int, width: int) -> None:
    shown = 0
    for daily in (0.5, 4, 7.5, 8, 9.25, 16):
        points, rest = (daily,) * (weekday + 1), 4 - weekday
        for course in (round(sum(points)) + 1, round(sum(points) + (rest + 0.5) * daily)):
            state = week(points, today=MONDAY + timedelta(weekday), course=course)
            drawing = build_up_figure(state, look(width=width))
            pixels(drawing.figure)
            texts = drawing.figure.axes[0].texts
            shown += any("on course" in text.get_text() for text in texts)
            for one, other in combinations(texts, 2):
                apart = not Bbox.intersection(one.get_window_extent(), other.get_window_extent())
                assert apart, (one.get_text(), other.get_text(), daily, course)
            (here,) = (xs(line)[-1] for line in drawing.figure.axes[0].lines if line.get_gid() == "here")
            for text in texts:
                if "on course" in text.get_text() and text.get_verticalalignment() == "top":
                    assert text.get_position()[0] >= here, "it lies on the points"
    assert shown or weekday == 4, "the course is never named"


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(0, [0, 1]), (1, [0, 1]), (10, [0, 4, 8]), (44, [0, 20, 40]), (100, [0, 40, 80])],
)
def test_ticks_are_round(highest: float, expected: list[float]) -> None:
    assert nice_ticks(highest) == expected
