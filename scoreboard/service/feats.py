"""What a write achieved that is worth a celebration, each once: what was celebrated is remembered."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from scoreboard.domain.achievements import (
    LEAST_DAYS,
    LEAST_WEEKS,
    Feat,
    feats,
    is_comeback,
    streak_feat,
    week_streak_feat,
)
from scoreboard.domain.goals import WeekStanding
from scoreboard.errors import StoreProblem
from scoreboard.service.campaigns import Campaigns
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.streaks import Streaks

if TYPE_CHECKING:
    from scoreboard.domain.rules import Rulebook

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)
QUICK = timedelta(weeks=26)
"""A log that is no longer is looked through at once."""
LOOK_BACK = 8
"""Weeks before a reached one among which the last that counts is looked for."""


class Feats:
    """Compares before and after; a click that gains nothing reads nothing."""

    def __init__(
        self,
        store: Patience,
        scores: Scores,
        streaks: Streaks,
        campaigns: Campaigns,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._scores = scores
        self._streaks = streaks
        self._campaigns = campaigns
        self._now = now
        self._noted_by: Rulebook | None = None
        self._bests: list[tuple[str, date]] = []

    def achieved(self, before: WeekStanding, after: WeekStanding, day: date) -> tuple[Feat, ...]:
        """What the change of a week brought about on `day`, one of its days, and was not celebrated before.

        While the store takes nothing, what was celebrated cannot be remembered, and may be so again.
        """
        if after.points <= before.points and not feats(before, after, day):
            return ()  # a mini-goal of an activity worth nothing may win the day
        found: dict[Feat, str] = {}
        with suppress(StoreProblem):
            self._look(before, after, day, found)
        if not found:
            return ()
        try:
            with self._store.write() as records:
                at = self._now()
                new = tuple(feat for feat, subject in found.items() if records.add_feat(feat, subject, at))
            self._noted_by = None
            return new
        except StoreProblem:
            return tuple(found)

    def _look(self, before: WeekStanding, after: WeekStanding, day: date, found: dict[Feat, str]) -> None:
        """Put into `found` what there is, with the day, week or campaign it is of."""
        today = self._now().date()
        for feat in feats(before, after, day):
            found[feat] = (day if feat is Feat.DAY_WON else after.start).isoformat()
        if Feat.DAY_WON in found and day == today:
            before_today = self._streaks.days_before(today)
            streak = None if before_today is None else streak_feat(before_today, before_today + 1)
            if streak:
                found[streak] = day.isoformat()
        if Feat.WEEK_REACHED in found:
            self._look_at_weeks(after, today, found)
        gained = _points(after, day) - _points(before, day)
        campaign = self._scores.book().campaign(day)
        if campaign is not None and campaign.goal is not None and gained > 0:
            points = self._campaigns.points(campaign)
            if points >= campaign.goal > points - gained:
                found[Feat.CAMPAIGN_WON] = campaign.key
        if gained > 0 and self._is_best_day(after, day):
            found[Feat.BEST_DAY] = day.isoformat()
        if self._is_best_week(after):
            found[Feat.BEST_WEEK] = after.start.isoformat()

    def _look_at_weeks(self, week: WeekStanding, today: date, found: dict[Feat, str]) -> None:
        first = self._scores.book().week_start(self._scores.first_entry() or today)
        begin = max(first, week.start - LOOK_BACK * ONE_WEEK)
        earlier = self._scores.standings(begin, week.start - ONE_WEEK, today)
        if is_comeback(week, earlier[::-1]):
            found[Feat.COMEBACK_WEEK] = week.start.isoformat()
        through = self._streaks.weeks_through(week.start, today)
        streak = week_streak_feat(through - 1, through)
        if streak:
            found[streak] = week.start.isoformat()

    # To look through ten years at every click is slow. Whatever became the best was noted when it did, so the
    # best of all is among those few days; only before the first is noted, all are looked at.

    def _is_best_day(self, week: WeekStanding, day: date) -> bool:
        points = _points(week, day)
        noted = self._noted(Feat.BEST_DAY)
        if not noted:
            noted = self._note_best_day(day - ONE_DAY)
        others = [self._scores.totals(one, one)[one].points for one in noted if one < day]
        return bool(noted) and day not in noted and points > max(others, default=points)

    def _is_best_week(self, week: WeekStanding) -> bool:
        noted = self._noted(Feat.BEST_WEEK)
        if not noted:
            noted = self._note_best_week(week.start - ONE_WEEK)
        today = self._now().date()
        others = [self._scores.standings(one, one, today)[0].points for one in noted if one < week.start]
        return bool(noted) and week.start not in noted and week.points > max(others, default=week.points)

    def remember_bests(self) -> None:
        """Note the best day and week so far, if none was noted: it reads all days there are."""
        yesterday = self._now().date() - ONE_DAY
        if not self._noted(Feat.BEST_DAY):
            self._note_best_day(yesterday, however_long=True)
        if not self._noted(Feat.BEST_WEEK):
            last = self._scores.book().week_start(yesterday) - ONE_WEEK
            self._note_best_week(last, however_long=True)

    def _note_best_day(self, last: date, *, however_long: bool = False) -> list[date]:
        """The best of the days through `last`, noted from when on there are enough to stand out from."""
        first = self._scores.first_entry()
        if first is None or first > last or (last - first > QUICK and not however_long):
            return []
        totals = self._scores.totals(first, last)
        scored = {day: total.points for day, total in totals.items() if total.points > 0}
        if len(scored) < LEAST_DAYS:
            return []
        return self._note(Feat.BEST_DAY, max(scored, key=lambda day: (scored[day], -day.toordinal())))

    def _note_best_week(self, last: date, *, however_long: bool = False) -> list[date]:
        first = self._scores.first_entry()
        if first is None or first > last or (last - first > QUICK and not however_long):
            return []
        weeks = self._scores.standings(self._scores.book().week_start(first), last, self._now().date())
        scored = {week.start: week.points for week in weeks if week.points > 0}
        if len(scored) < LEAST_WEEKS:
            return []
        return self._note(Feat.BEST_WEEK, max(scored, key=lambda start: (scored[start], -start.toordinal())))

    def _note(self, feat: Feat, best: date) -> list[date]:
        with self._store.write() as records:
            records.add_feat(feat, best.isoformat(), self._now())
        self._noted_by = None
        return [best]

    def _noted(self, feat: Feat) -> list[date]:
        """The days or weeks that became the best, read anew when anything but entries has changed."""
        book = self._scores.book()
        if self._noted_by is not book:
            with self._store.read() as records:
                found = records.feats([Feat.BEST_DAY, Feat.BEST_WEEK])
            self._bests = [(one.kind, date.fromisoformat(one.subject)) for one in found]
            self._noted_by = book
        return [day for kind, day in self._bests if kind == feat]


def _points(week: WeekStanding, day: date) -> Fraction:
    return next(one.points for one in week.days if one.day == day)
