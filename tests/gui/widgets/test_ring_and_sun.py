"""The ring and the sun show what they are given, move there once, and look the same on every screen."""

from math import cos, pi, sin

import pytest
from PySide6.QtCore import QAbstractAnimation, QRect, QVariantAnimation
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.day_mark import DayMark, DayState
from scoreboard.gui.widgets.day_sun import DaySun
from scoreboard.gui.widgets.glow import Glow
from scoreboard.gui.widgets.progress_bar import ProgressBar
from scoreboard.gui.widgets.week_ring import WeekRing
from scoreboard.values import replace
from tests.gui.widgets.support import amount, near, picture, put

# Without a screen Qt says with every window that it cannot raise it or give it a fixed size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def on_ring(ring: WeekRing, turn: float, scale: float = 1.0, image: QImage | None = None) -> QColor:
    """The colour of the ring at this part of a turn, clockwise from the top."""
    radius = ring.width() / 2 - 5 - 15 / 188 * ring.width() / 2
    angle = 2 * pi * turn - pi / 2
    x, y = (ring.width() / 2 + radius * part for part in (cos(angle), sin(angle)))
    return (image or picture(ring, scale)).pixelColor(round(x * scale), round(y * scale))


def ring_with(
    qtbot: QtBot, theme: Theme, value: float, pace: float | None = None, *, size: int = 188, segments: int = 5
) -> WeekRing:
    ring = WeekRing(theme, size, segments)
    qtbot.addWidget(ring)
    ring.set_values(value, 40, pace, "of 40 points", "Week score")
    return ring


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [188, 124])
def test_the_ring_is_full_up_to_the_score(qtbot: QtBot, each: Theme, scale: float, size: int) -> None:
    ring = ring_with(qtbot, each, 20, size=size)
    assert near(on_ring(ring, 0.1, scale), each.color("accent"))
    assert near(on_ring(ring, 0.45, scale), each.color("accent"))
    assert near(on_ring(ring, 0.55, scale), each.color("track"))


def test_an_empty_week_has_an_empty_ring(qtbot: QtBot, still: Theme) -> None:
    ring = ring_with(qtbot, still, 0)
    assert amount(picture(ring), still.color("accent")) == 0
    assert amount(picture(ring), still.color("track")) > 1000


@pytest.mark.parametrize("segments", [1, 3, 5, 7])
def test_there_is_one_segment_per_working_day(qtbot: QtBot, still: Theme, segments: int) -> None:
    ring = ring_with(qtbot, still, 40, segments=segments)
    image = picture(ring)
    colors = [on_ring(ring, turn / 720, image=image).alpha() > 128 for turn in range(720)]
    gaps = sum(before and not after for before, after in zip(colors, colors[1:] + colors[:1], strict=True))
    assert gaps == (segments if segments > 1 else 0)


def test_past_the_target_a_second_lap_begins(qtbot: QtBot, still: Theme) -> None:
    reached, past = ring_with(qtbot, still, 40), ring_with(qtbot, still, 50)
    assert amount(picture(reached), still.color("won")) == 0
    assert near(on_ring(past, 0.1), still.color("won"))
    assert near(on_ring(past, 0.3), still.color("accent"))


def test_the_pace_is_a_tick_across_the_ring(qtbot: QtBot, still: Theme) -> None:
    with_tick, without = ring_with(qtbot, still, 0, 10), ring_with(qtbot, still, 0)
    assert near(on_ring(with_tick, 0.25, 2.0), still.color("text"), 40)
    assert near(on_ring(without, 0.25, 2.0), still.color("track"))
    late = ring_with(qtbot, still, 0, 400)
    assert near(on_ring(late, 0.0, 2.0), still.color("text"), 40)


def test_without_a_target_the_ring_stays_quiet(qtbot: QtBot, still: Theme) -> None:
    ring = WeekRing(still)
    qtbot.addWidget(ring)
    ring.set_values(12, None, None, "points")
    assert ring.shown_text() == "12"
    assert amount(picture(ring), still.color("accent")) == 0


def test_half_points_are_written_as_people_here_do(qtbot: QtBot, still: Theme) -> None:
    assert ring_with(qtbot, still, 25.5).shown_text() == "25.5"
    assert ring_with(qtbot, still, 25.0).shown_text() == "25"


def test_the_number_counts_up_and_ends_at_the_score(qtbot: QtBot, moving: Theme) -> None:
    ring = WeekRing(moving)
    ring.set_values(20, 40)
    host = QWidget()
    qtbot.addWidget(host)
    put(host, ring)
    assert ring.shown_text() == "20"
    ring.set_values(30, 40)
    assert ring.shown_text() == "20"
    for one in ring.findChildren(QVariantAnimation):
        if one.state() == QAbstractAnimation.State.Running:
            one.setCurrentTime(one.duration() // 4)  # a slow machine may show no moment in between
    assert ring.shown_text() not in ("20", "30")
    qtbot.waitUntil(lambda: ring.shown_text() == "30", timeout=2000)


def test_without_motion_it_jumps(qtbot: QtBot, still: Theme) -> None:
    ring = WeekRing(still)
    ring.set_values(20, 40)
    host = QWidget()
    qtbot.addWidget(host)
    put(host, ring)
    ring.set_values(30, 40)
    assert ring.shown_text() == "30"
    assert near(on_ring(ring, 0.7), still.color("accent"))


def test_a_long_number_stays_inside_the_ring(qtbot: QtBot, large: Theme) -> None:
    ring = WeekRing(large, 124)
    qtbot.addWidget(ring)
    ring.set_values(1234.5, 2000, None, "von 2.000 Punkten")
    image = picture(ring)
    side = ring.width()
    band = [image.pixelColor(x, side // 2 - 8) for x in range(side)]
    inked = [
        x for x, color in enumerate(band) if near(color, large.color("text"), 60) and color.alpha() > 200
    ]
    assert inked
    assert min(inked) > 0.16 * side
    assert max(inked) < 0.84 * side


def test_the_ring_has_a_summary(qtbot: QtBot, still: Theme) -> None:
    assert ring_with(qtbot, still, 1).accessibleName() == "Week score"


# the sun


def sun_with(qtbot: QtBot, theme: Theme, points: float, goal: float | None = 8, size: int = 152) -> DaySun:
    sun = DaySun(theme, size)
    qtbot.addWidget(sun)
    sun.set_values(points, goal, None, "to go", "Today")
    return sun


def lit_rays(sun: DaySun, theme: Theme) -> int:
    image, middle = picture(sun), sun.width() / 2
    count = 0
    for ray in range(sun.rays):
        angle = 2 * pi * ray / sun.rays - pi / 2
        radius = (sun.side / 2 - 2) * 0.85
        point = image.pixelColor(round(middle + radius * cos(angle)), round(middle + radius * sin(angle)))
        count += near(point, theme.color("won"))
    return count


@pytest.mark.parametrize("points", range(9))
def test_every_point_lights_a_ray(qtbot: QtBot, each: Theme, points: int) -> None:
    sun = sun_with(qtbot, each, points)
    assert (sun.rays, lit_rays(sun, each)) == (8, points)


@pytest.mark.parametrize(("goal", "rays"), [(1, 1), (4, 4), (7.5, 8), (12, 12), (20, 12)])
def test_there_are_as_many_rays_as_points_but_twelve_at_most(
    qtbot: QtBot, still: Theme, goal: float, rays: int
) -> None:
    assert sun_with(qtbot, still, 0, goal).rays == rays


def test_above_twelve_the_rays_are_shares(qtbot: QtBot, still: Theme) -> None:
    assert lit_rays(sun_with(qtbot, still, 10, 20), still) == 6


def test_a_won_day_fills_the_disc(qtbot: QtBot, each: Theme) -> None:
    def disc(sun: DaySun) -> QColor:
        return picture(sun).pixelColor(sun.width() // 2, round(sun.width() / 2 - sun.side * 0.22))

    assert near(disc(sun_with(qtbot, each, 7)), each.color("won_soft"))
    assert near(disc(sun_with(qtbot, each, 8)), each.color("won"))
    assert near(disc(sun_with(qtbot, each, 11)), each.color("won"))


def test_without_a_goal_no_day_is_won(qtbot: QtBot, still: Theme) -> None:
    sun = sun_with(qtbot, still, 3, None)
    assert not sun.won
    assert lit_rays(sun, still) == 0


def test_the_celebration_plays_once_and_ends_at_rest(qtbot: QtBot, moving: Theme) -> None:
    card = Card(moving)
    qtbot.addWidget(card)
    sun = DaySun(moving)
    card.body.addWidget(sun)
    sun.shine_on(card)
    sun.set_values(5, 8)
    card.show()
    sun.set_values(8, 8)
    with qtbot.waitSignal(sun.celebrated, timeout=3000):
        sun.celebrate()
        assert sun.moment < 1
    assert sun.moment == 1
    assert lit_rays(sun, moving) == 8


def test_without_motion_the_final_picture_comes_at_once(qtbot: QtBot, still: Theme) -> None:
    card = Card(still)
    qtbot.addWidget(card)
    sun = DaySun(still)
    card.body.addWidget(sun)
    sun.shine_on(card)
    card.show()
    sun.set_values(8, 8)
    with qtbot.waitSignal(sun.celebrated):
        sun.celebrate()
    assert sun.moment == 1
    assert card.findChildren(Glow)[0].warmth() == 0


def test_the_glow_lies_behind_the_content_and_lets_clicks_through(qtbot: QtBot, moving: Theme) -> None:
    card = Card(moving)
    qtbot.addWidget(card)
    sun = DaySun(moving)
    card.body.addWidget(sun)
    sun.shine_on(card)
    card.resize(600, 300)
    card.show()
    sun.set_values(8, 8)
    glow = card.findChildren(Glow)[0]
    assert glow.geometry() == QRect(0, 0, 600, 300)
    stacked = [child for child in card.children() if isinstance(child, QWidget)]
    assert stacked.index(glow) < stacked.index(sun)
    assert card.childAt(sun.geometry().center()) is sun
    assert card.childAt(20, 20) is None
    assert 0 < glow.warmth() < 1


# day marks and bars


def test_day_marks_can_be_told_apart_without_colour(qtbot: QtBot, each: Theme) -> None:
    drawn = []
    for state in DayState:
        mark = DayMark(each, state, 0.5, 36)
        qtbot.addWidget(mark)
        shape = picture(mark).convertToFormat(QImage.Format.Format_Alpha8)
        drawn.append({(x, y) for x in range(36) for y in range(36) if shape.pixelColor(x, y).alpha() > 128})
    for index, first in enumerate(drawn):
        assert first
        for second in drawn[index + 1 :]:
            # today and won have the same outline; one is hollow and has unlit rays
            alike = {index, drawn.index(second)} == {0, 1}
            assert alike or len(first ^ second) > 0.3 * min(len(first), len(second))
    won, today = (picture(mark) for mark in (DayMark(each, DayState.WON), DayMark(each, DayState.TODAY, 0.5)))
    assert not near(won.pixelColor(16, 16), today.pixelColor(16, 16), 60)


def test_day_marks_can_be_told_apart_without_a_sun(qtbot: QtBot, each: Theme) -> None:
    plain = replace(each, plain=True)
    seen = []
    for state in DayState:
        mark = DayMark(plain, state, 0.5, 36)
        qtbot.addWidget(mark)
        shape = picture(mark).convertToFormat(QImage.Format.Format_Grayscale8)
        seen.append(bytes(shape.constBits()))
        assert amount(picture(mark), each.color("won")) == 0
    assert len(set(seen)) == len(seen)


def test_a_day_mark_says_its_day_as_text(qtbot: QtBot, still: Theme) -> None:
    mark = DayMark(still, DayState.RESERVE, summary="Thursday <10>, reserve day used")
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "Thursday <10>, reserve day used"
    assert "&lt;10&gt;" in mark.toolTip()


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0, 1.7])
def test_a_bar_is_filled_to_its_share_and_never_past_its_end(qtbot: QtBot, each: Theme, share: float) -> None:
    bar = ProgressBar(each, 12)
    qtbot.addWidget(bar)
    bar.resize(200, bar.sizeHint().height())
    bar.set_values(share)
    image = picture(bar)
    filled = sum(near(image.pixelColor(x, bar.height() // 2), each.color("accent")) for x in range(200))
    assert filled == pytest.approx(200 * min(share, 1.0), abs=3)


def test_the_pace_tick_of_a_bar_stays_inside(qtbot: QtBot, still: Theme) -> None:
    bar = ProgressBar(still, 12)
    qtbot.addWidget(bar)
    bar.resize(200, bar.sizeHint().height())
    for pace, x in ((0.0, 1), (0.5, 100), (2.0, 198)):
        bar.set_values(0.2, pace)
        assert near(picture(bar).pixelColor(x, 1), still.color("text"), 60)
