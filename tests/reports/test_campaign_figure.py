"""The figure of a campaign, seen through its artists."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, cast

import pytest
from matplotlib.colors import same_color
from matplotlib.lines import Line2D

from scoreboard.domain.campaigns import CampaignResult, CourseDay, Prospect
from scoreboard.domain.rules import Campaign
from scoreboard.reports.campaign_figure import HUE, campaign_figure
from scoreboard.reports.look import Drawing
from scoreboard.reports.plot import pixels
from scoreboard.service.states import CampaignDetail, CampaignState, Phase
from tests.reports.test_figures import look

FIRST = date(2026, 9, 1)
ROSE = "#AE3566"


def detail(points: list[int | None], goal: int | None, course: int | None = None) -> CampaignDetail:
    last = FIRST + timedelta(days=len(points) - 1)
    exact_goal = None if goal is None else Fraction(goal)
    campaign = Campaign("Sprint", FIRST, last, goal=exact_goal)
    done = [value for value in points if value is not None]
    total = Fraction(done[-1] if done else 0)
    result = CampaignResult(
        campaign, last, total, total, len(done), len(points), None, None, baseline_whole=False
    )
    days = tuple(
        CourseDay(
            FIRST + timedelta(days=place),
            None if value is None else Fraction(value),
            Fraction(place + 1, len(points)),
        )
        for place, value in enumerate(points)
    )
    prospect = None if course is None else Prospect(Fraction(course), None)
    return CampaignDetail(CampaignState(campaign, Phase.RUNNING, result, None, None, 1), days, (), prospect)


def drawn(shown: CampaignDetail, width: int = 700) -> Drawing:
    ground = look(width=width)
    ground = type(ground)({**ground.colors, HUE: ROSE}, ground.width, ground.height)
    return campaign_figure(shown, ground)


def lines(drawing: Drawing) -> dict[str, Line2D]:
    return {str(line.get_gid()): line for line in drawing.figure.axes[0].lines}


def heights(line: Line2D) -> list[float]:
    return [float(value) for value in cast(Any, line.get_ydata())]


def words(drawing: Drawing) -> list[str]:
    return [text.get_text() for text in drawing.figure.axes[0].texts]


def test_a_running_campaign_shows_points_pace_goal_and_where_it_leads() -> None:
    drawing = drawn(detail([4, 10, None, None], goal=20, course=24))
    found = lines(drawing)
    assert heights(found["points"]) == [0, 4, 10]
    assert same_color(found["points"].get_color(), ROSE)
    assert heights(found["pace"]) == [0, 5, 10, 15, 20]
    assert heights(found["goal"]) == [20, 20]
    assert heights(found["on course"]) == [10, 24]
    assert {"10", "Goal 20", "24 on course", "pace"} == set(words(drawing))


def test_without_a_goal_there_is_neither_goal_nor_pace() -> None:
    drawing = drawn(detail([4, None], goal=None, course=8))
    assert {"goal", "pace"}.isdisjoint(lines(drawing))
    assert set(words(drawing)) == {"4", "8 on course"}


@pytest.mark.parametrize("days", [0, 1, 66, 260])
def test_any_number_of_days_can_be_drawn(days: int) -> None:
    drawing = drawn(detail([place + 1 for place in range(days)], goal=10))
    names = [tick.get_text() for tick in drawing.figure.axes[0].get_xticklabels()]
    assert len(names) == len(set(names)) <= 11
    if days:
        assert names[0] == "1 Sep"
    pixels(drawing.figure)


def test_the_points_of_an_ended_campaign_stand_inside_the_picture() -> None:
    drawing = drawn(detail([5_000, 123_456], goal=100), width=420)
    pixels(drawing.figure)
    (text,) = (one for one in drawing.figure.axes[0].texts if one.get_text() == "123,456")
    assert text.get_window_extent().x1 <= drawing.figure.bbox.x1
