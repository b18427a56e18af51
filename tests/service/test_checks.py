"""A local time is what one's clock showed on that day, also where clocks were put forward or back."""

import os
import time as system
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

import pytest

from scoreboard.service.checks import here, moment

pytestmark = pytest.mark.skipif(not hasattr(system, "tzset"), reason="Windows takes its zone from the system")


@pytest.fixture
def live_in() -> Iterator[Callable[[str], None]]:
    before = os.environ.get("TZ")

    def live(zone: str) -> None:
        os.environ["TZ"] = zone
        system.tzset()

    yield live
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    system.tzset()


@pytest.mark.parametrize(
    ("zone", "day", "at", "offset"),
    [
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), 2),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), -3),
        ("Europe/Amsterdam", date(2026, 3, 29), time(2, 30), 1),
        ("Europe/Amsterdam", date(2026, 3, 29), time(3, 30), 2),
        ("Europe/Amsterdam", date(2026, 1, 5), time(9, 0), 1),
        ("Pacific/Apia", date(2011, 12, 30), None, -10),
    ],
)
def test_an_entry_stays_on_the_day_it_is_entered_for(
    live_in: Callable[[str], None], zone: str, day: date, at: time | None, offset: int
) -> None:
    live_in(zone)
    found = moment(day, at, here(datetime(2026, 10, 27, 12)))  # noqa: DTZ001
    assert found.replace(tzinfo=None) == datetime.combine(day, at or time(12))
    assert found.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(("day", "now", "then"), [(date(2026, 3, 29), 2, 1), (date(2026, 10, 25), 1, 2)])
def test_a_time_of_today_has_the_offset_of_that_time(
    live_in: Callable[[str], None], day: date, now: int, then: int
) -> None:
    live_in("Europe/Amsterdam")
    present = here(datetime.combine(day, time(10)))
    assert present.utcoffset() == timedelta(hours=now)
    assert moment(None, time(1, 30), present).utcoffset() == timedelta(hours=then)


def test_a_clock_of_elsewhere_keeps_its_offset_today(live_in: Callable[[str], None]) -> None:
    live_in("UTC")
    present = datetime.fromisoformat("2026-09-16T14:05+02:00")
    assert moment(None, time(9), present) == datetime.fromisoformat("2026-09-16T09:00+02:00")
