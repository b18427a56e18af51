"""Is the computer's clock to be trusted: entries are always taken, and flagged when it may have jumped."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

BACK = timedelta(minutes=5)
JUMP = timedelta(hours=24)
ABSENCE = timedelta(days=400)

Steady = Callable[[], float]
"""Seconds since some moment, counted on while the computer sleeps, that nobody can set."""


def steady() -> float:
    """Such a clock of this system, as far as it has one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":  # there this one counts on in sleep
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class ClockWatch:
    """Compares the wall clock with a steady one and with the entries there are.

    The reliability rule speaks of more than 24 hours after the newest trusted time. Between two runs that
    would flag the first entry after every weekend, so there the limit is 400 days; the 24 hours are kept
    within one run, where the steady clock knows how long a weekend really was.
    """

    def __init__(self, now: datetime, steady: Steady | None) -> None:
        """Without a steady clock `now` is made up, by a script or a test, and nothing is flagged."""
        self._steady = steady
        self.trust(now)

    def trust(self, now: datetime) -> None:
        """Believe the wall clock from here on."""
        self._began = now
        self._began_steady = self._steady() if self._steady else 0.0

    @property
    def watches(self) -> bool:
        """Whether anything can be flagged."""
        return self._steady is not None

    def flag(self, now: datetime, newest: datetime | None) -> str:
        """What to note on an entry made `now`: "back", "jump" or "".

        "back": more than 5 minutes before `newest`, when the newest trusted entry was made. "jump": the wall
        clock moved by over 24 hours against the steady one, or is over 400 days after `newest`.
        """
        if self._steady is None:
            return ""
        if newest is not None and now < newest - BACK:
            return "back"
        passed = timedelta(seconds=self._steady() - self._began_steady)
        if abs(now - self._began - passed) > JUMP:
            return "jump"
        return "jump" if newest is not None and now > newest + ABSENCE else ""
