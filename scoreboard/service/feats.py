"""What a write achieved that is worth a celebration, each once: what was celebrated is remembered."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain.achievements import (
    LEAST_DAYS,
    LEAST_WEEKS,
    Feat,
    feats,
    is_best,
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

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)
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
        self._best_day: date | None = None
        self._best_week: date | None = None

    def achieved(self, before: WeekStanding, after: WeekStanding, day: date) -> tuple[Feat, ...]:
        """What the change of a week brought about on `day`, one of its days, and was not celebrated before.

        While the store takes nothing, what was celebrated cannot be remembered, and may be so again.
        """
        if after.points <= before.points:
            return ()
        found: dict[Feat, str] = {}
        with suppress(StoreProblem):
            self._look(before, after, day, found)
        if not found:
            return ()
        try:
            with self._store.write() as records:
                at = self._now()
                return tuple(feat for feat, subject in found.items() if records.add_feat(feat, subject, at))
        except StoreProblem:
            return tuple(found)

    def _look(self, before: WeekStanding, after: WeekStanding, day: date, found: dict[Feat, str]) -> None:
        """Put into `found` what there is, with the day, week or campaign it is of."""
        today = self._now().date()
        for feat in feats(before, after, day):
            found[feat] = (day if feat is Feat.DAY_WON else after.start).isoformat()
        if Feat.DAY_WON in found and day == today:
            before_today = self._streaks.days_before(today)
            streak = streak_feat(before_today, before_today + 1)
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

    # A personal best is rare, and to look through ten years for it is slow. The best day known so far is
    # looked at first; only who passes it is compared with all.

    def _is_best_day(self, week: WeekStanding, day: date) -> bool:
        first, points = self._scores.first_entry(), _points(week, day)
        if first is None or first >= day:
            return False
        known = self._best_day or self._known(Feat.BEST_DAY)
        if known == day:
            return False
        if known is not None and self._scores.totals(known, known)[known].points >= points:
            return False
        totals = self._scores.totals(first, day - ONE_DAY)
        best = max(totals, key=lambda one: (totals[one].points, -one.toordinal()))
        self._remember(Feat.BEST_DAY, best)
        self._best_day = best
        if not is_best(points, [one.points for one in totals.values()], LEAST_DAYS):
            return False
        self._best_day = day
        return True

    def _is_best_week(self, week: WeekStanding) -> bool:
        first = self._scores.first_entry()
        book = self._scores.book()
        if first is None or book.week_start(first) >= week.start:
            return False
        known = self._best_week or self._known(Feat.BEST_WEEK)
        if known == week.start:
            return False
        today = self._now().date()
        if known is not None:
            (standing,) = self._scores.standings(known, known, today)
            if standing.points >= week.points:
                return False
        earlier = self._scores.standings(book.week_start(first), week.start - ONE_WEEK, today)
        best = max(earlier, key=lambda one: (one.points, -one.start.toordinal()))
        self._remember(Feat.BEST_WEEK, best.start)
        self._best_week = best.start
        if not is_best(week.points, [one.points for one in earlier], LEAST_WEEKS):
            return False
        self._best_week = week.start
        return True

    def _known(self, feat: Feat) -> date | None:
        with self._store.read() as records:
            newest = records.newest_feat(feat)
        return date.fromisoformat(newest.subject) if newest else None

    def _remember(self, feat: Feat, best: date) -> None:
        """Note the best so far, so that the next start has something to compare with."""
        if self._known(feat) is None:
            with self._store.write() as records:
                records.add_feat(feat, best.isoformat(), self._now())


def _points(week: WeekStanding, day: date) -> Fraction:
    return next(one.points for one in week.days if one.day == day)
