"""Campaigns: planned, changed until they begin, ended early, and closed with a final table."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoreboard.domain import campaigns, naming
from scoreboard.domain.campaigns import CampaignResult, FinalLine, FinalTable
from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import Campaign, Rulebook
from scoreboard.domain.scoring import DayTotal, by_activity
from scoreboard.errors import CampaignBegun, CampaignOver, NameTaken, Overlap, TooEarly, UnknownName
from scoreboard.service import checks
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.states import (
    ActivityLine,
    CampaignBanner,
    CampaignDetail,
    CampaignOutlook,
    CampaignState,
    Phase,
)
from scoreboard.values import replace, stepped

ONE_DAY = timedelta(days=1)


class Campaigns:
    """The seller's campaigns. Every write is one transaction."""

    def __init__(self, store: Patience, scores: Scores, now: Callable[[], datetime]) -> None:
        self._store = store
        self._scores = scores
        self._now = now

    def all(self) -> tuple[Campaign, ...]:
        """In order of their first days."""
        return self._scores.book().campaigns

    def find(self, name: str) -> Campaign:
        """The campaign that `name` means."""
        return naming.find("campaign", name, self.all())

    def phase(self, campaign: Campaign) -> Phase:
        """Where it is in its life; one that was ended today still includes today, but is ended."""
        today = self._now().date()
        if today < campaign.first:
            return Phase.PLANNED
        over = today > campaign.last or (campaign.ended_early and today >= campaign.last)
        return Phase.ENDED if over else Phase.RUNNING

    def add(self, campaign: Campaign) -> Done[Campaign]:
        """Plan a campaign that begins today or later; its key is made here.

        Raises Overlap, TooEarly, NameTaken, UnknownName and what checks raise.
        """
        today = self._now().date()
        if campaign.first < today:
            checks.stretch(campaign.first, campaign.last)
            raise TooEarly(campaign.first, today)
        return self._add(replace(campaign, key=""))

    def change(self, key: str, new: Campaign) -> Done[Campaign]:
        """Change a campaign: all of it before its first day, its name, looks and prize at any time.

        Raises what `add` raises, and CampaignBegun.
        """

        def changed(old: Campaign) -> Campaign:
            today, wanted = self._now().date(), replace(new, key=key, planned_last=old.planned_last)
            if old.first <= today:
                if _rules(old) != _rules(wanted):
                    raise CampaignBegun(old.name, old.first)
            elif wanted.first < today:
                raise TooEarly(wanted.first, today)
            return wanted

        return self._replace(key, changed)

    def end(self, key: str) -> Done[Campaign]:
        """End a campaign today, which it still includes. Raises CampaignOver when it does not run."""

        def ended(old: Campaign) -> Campaign:
            today = self._now().date()
            if self.phase(old) is not Phase.RUNNING or today == old.last:
                raise CampaignOver(old.name, old.first, old.last)
            return replace(old, last=today, planned_last=old.planned_last or old.last)

        return self._replace(key, ended)

    def remove(self, key: str) -> Done[Campaign]:
        """Take out a campaign that has not begun. Raises CampaignBegun."""
        return self._remove(key, self._now().date() + ONE_DAY)

    def state(self, key: str) -> CampaignState:
        """A campaign as it stands today."""
        with self._store.read() as records:
            final = records.final_tables().get(key)
        return self._state(self._campaign(key), final)

    def states(self) -> tuple[CampaignState, ...]:
        """All of them, the newest first."""
        with self._store.read() as records:
            final = records.final_tables()
        return tuple(self._state(one, final.get(one.key)) for one in reversed(self.all()))

    def detail(self, key: str) -> CampaignDetail:
        """A campaign as it stands today, day by day and activity by activity."""
        state, today = self.state(key), self._now().date()
        campaign, book = state.campaign, self._scores.book()
        last = min(campaign.last, today)
        totals = self._scores.totals(campaign.first, last) if last >= campaign.first else {}
        days = campaigns.course(book, campaign, totals, today)
        running = state.phase is Phase.RUNNING
        found = ((book.activity(one.activity), one) for one in by_activity(totals.values()))
        return CampaignDetail(
            state=state,
            days=days,
            activities=tuple(
                ActivityLine(
                    known.key, known.name, known.icon, known.color, known.kind, one.quantity, one.points
                )
                for known, one in found
                if known is not None
            ),
            prospect=campaigns.prospect(days, campaign.goal, today) if running else None,
        )

    def outlook(self, campaign: Campaign) -> CampaignOutlook:
        """What a campaign that is being planned would be; its days are in their order."""
        book, before = self._scores.book(), min(self._now().date(), campaign.first)
        days = campaigns.working_days(book, campaign.first, campaign.last)
        span = map(date.fromordinal, range(campaign.first.toordinal(), campaign.last.toordinal() + 1))
        others = (one for one in book.campaigns if one.key != campaign.key)
        return CampaignOutlook(
            working_days=len(days),
            days_off=sum(book.weight(day) > 0 for day in span) - len(days),
            usual=campaigns.usual(book, campaign, self._usual_days(book, before, len(days))),
            met=campaigns.overlapping(others, campaign.first, campaign.last),
        )

    def _usual_days(self, book: Rulebook, before: date, number: int) -> Mapping[date, DayTotal]:
        """The last working days before that day, `number` or what is enough, as far as the log reaches."""
        wanted = max(number, campaigns.ENOUGH_USUAL)
        begun, begin = self._scores.first_entry(), campaigns.baseline_first(book, before, wanted)
        if begun is None or begun >= before:
            return {}
        return self._scores.totals(max(begun, begin or begun), before - ONE_DAY)

    def banner(self, day: date, seen: date | None = None) -> CampaignBanner | None:
        """The campaign that runs on `day`, as far as a banner tells it, seen now or at the end of a day."""
        book, today = self._scores.book(), seen or self._now().date()
        campaign = book.campaign(day)
        if campaign is None:
            return None
        known = ("pace", campaign.key, today)
        # Of no day: entries do not change it.
        share, left = self._scores.span(known, date.max, date.min, lambda: self._pace(campaign, today))
        return CampaignBanner(
            campaign=campaign,
            points=self.points(campaign, today),
            expected=None if campaign.goal is None else campaign.goal * share,
            days_left=left,
        )

    def _pace(self, campaign: Campaign, today: date) -> tuple[Fraction, int]:
        book = self._scores.book()
        left = campaigns.working_days(book, max(today, campaign.first), campaign.last)
        return campaigns.elapsed(book, campaign, today), len(left)

    def points(self, campaign: Campaign, through: date | None = None) -> Fraction:
        """Its points by today, or `through` another day; a click moves only today's."""
        last = min(campaign.last, through or self._now().date())
        if last < campaign.first:
            return Fraction(0)
        before = self._scores.span(
            ("campaign", campaign.key, campaign.first, last),
            campaign.first,
            last - ONE_DAY,
            lambda: self._points(campaign.first, last - ONE_DAY),
        )
        return before + self._points(last, last)

    def close_finished(self) -> Done[int]:
        """Keep the final table of every campaign that is over and has none; answers how many those are."""
        today = self._now().date()
        over = {one.key for one in self.all() if one.last < today}
        with self._store.read() as records:
            known = records.final_tables()
        if over <= known.keys():
            return Done(0, Changed(0))
        with self._scores.writing() as records:
            known = records.final_tables()
            closing = [one for one in self.all() if one.last < today and one.key not in known]
            for campaign in closing:
                records.add_final_table(campaign.key, self._final(campaign))
        return Done(len(closing), Changed.CAMPAIGN)

    def _final(self, campaign: Campaign) -> FinalTable:
        book, found = self._scores.book(), self._result(campaign)
        lines = by_activity(self._scores.totals(campaign.first, campaign.last).values())
        names = {activity.key: activity.name for activity in book.activities}
        return FinalTable(
            points=found.points,
            base_points=found.base_points,
            working_days=found.working_days,
            baseline=found.baseline,
            lines=tuple(
                FinalLine(one.activity, names[one.activity], one.quantity, one.points) for one in lines
            ),
            closed_at=self._now(),
        )

    def _points(self, first: date, last: date) -> Fraction:
        return sum((total.points for total in self._scores.totals(first, last).values()), Fraction(0))

    def _state(self, campaign: Campaign, final: FinalTable | None) -> CampaignState:
        today, phase = self._now().date(), self.phase(campaign)
        share, left = self._pace(campaign, today)
        return CampaignState(
            campaign=campaign,
            phase=phase,
            result=self._result(campaign),
            final=final,
            expected=None if campaign.goal is None else campaign.goal * share,
            days_left=0 if phase is Phase.ENDED else left,
        )

    def _result(self, campaign: Campaign) -> CampaignResult:
        book, today = self._scores.book(), self._now().date()
        first, last = self._reach(book, campaign, today)
        totals = self._scores.totals(first, last) if last >= first else {}
        return campaigns.result(book, campaign, totals, today, self._scores.first_entry())

    def _reach(self, book: Rulebook, campaign: Campaign, today: date) -> tuple[date, date]:
        """The days that the result is made of: those of the campaign by today, and the baseline's."""
        last = min(campaign.last, today)
        days = len(campaigns.working_days(book, campaign.first, last)) if last >= campaign.first else 0
        begin = campaigns.baseline_first(book, campaign.first, days) if days else None
        return begin or campaign.first, last

    def _campaign(self, key: str) -> Campaign:
        found = next((one for one in self.all() if one.key == key), None)
        if found is None:
            raise UnknownName("campaign", key, tuple(one.key for one in self.all()))
        return found

    def _checked(self, campaign: Campaign) -> Campaign:
        """The campaign with every limit looked at."""
        book = self._scores.book()
        others = [one for one in book.campaigns if one.key != campaign.key]
        name = checks.name(campaign.name)
        if any(one.name.casefold() == name.casefold() for one in others):
            raise NameTaken("campaign", name)
        checks.stretch(campaign.first, campaign.last)
        for key in campaign.activities or ():
            if book.activity(key) is None:
                raise UnknownName("activity", key, tuple(one.key for one in book.activities))
        met = campaigns.overlapping(others, campaign.first, campaign.last)
        if met is not None:
            raise Overlap(met.name, met.first, met.last)
        return replace(
            campaign,
            name=name,
            points_factor=checks.factor("points_factor", campaign.points_factor),
            target_factor=checks.factor("target_factor", campaign.target_factor),
            goal=None if campaign.goal is None else checks.goal(campaign.goal),
            color=checks.color(campaign.color),
            prize=checks.text("prize", campaign.prize, LONGEST_NAME),
        )

    def _add(self, campaign: Campaign) -> Done[Campaign]:
        """Add it under a key of its own unless it has one, when it was there before."""
        with self._scores.writing() as records:
            created = self._checked(campaign)
            taken = {one.key for one in self.all()}
            if created.key in taken:
                raise NameTaken("campaign", created.name)
            if _so_far(created, self._now().date()):
                raise TooEarly(created.first, self._now().date())
            created = replace(created, key=created.key or naming.new_key(created.name, taken))
            records.add_campaign(created)
        return self._done(created, lambda: self._remove(created.key, self._now().date()))

    def _remove(self, key: str, from_day: date) -> Done[Campaign]:
        """Take out a campaign that begins from that day on."""
        with self._scores.writing() as records:
            old = self._campaign(key)
            if old.first < from_day:
                raise CampaignBegun(old.name, old.first)
            records.remove_campaign(key)
        return self._done(old, lambda: self._add(old))

    def _replace(self, key: str, change: Callable[[Campaign], Campaign]) -> Done[Campaign]:
        """Put another form in place of the campaign as it is now. What is over stays as it was."""
        with self._scores.writing() as records:
            old, today = self._campaign(key), self._now().date()
            new = self._checked(change(old))
            if _so_far(old, today) != _so_far(new, today):
                raise CampaignBegun(old.name, min(old.first, new.first))
            records.replace_campaign(new)
            if new.last > old.last:  # an early end is taken back: what was closed then is not final
                records.remove_final_table(key)
        return self._done(new, lambda: self._replace(key, lambda now: stepped(now, new, old)))

    def _done(self, campaign: Campaign, undo: Callable[[], Done[Campaign]]) -> Done[Campaign]:
        self._scores.forget()
        return Done(campaign, Changed.CAMPAIGN, undo)


def _rules(campaign: Campaign) -> Campaign:
    """What of a campaign is fixed once it has begun."""
    return replace(campaign, name="", color="", icon="", prize="")


def _so_far(campaign: Campaign, today: date) -> Campaign | None:
    """What the days before today know of a campaign."""
    if campaign.first >= today:
        return None
    return replace(_rules(campaign), last=min(campaign.last, today - ONE_DAY), planned_last=None)
