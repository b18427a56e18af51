"""Rewards: what the seller promised himself for a won day, week or campaign; taken by lot or by choice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

from scoreboard.domain import naming
from scoreboard.domain.achievements import Claim, Feat, FeatRecord, Open, Reward, Taken, WonBy
from scoreboard.domain.entries import Money
from scoreboard.errors import NameTaken, NothingWon, OverEnvelope, StoreProblem, UnknownName
from scoreboard.service import checks
from scoreboard.service.campaigns import Campaigns
from scoreboard.service.changes import Changed, Done
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.values import Value, replace, stepped

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)
HALF_A_WEEK = 3
Pick = Callable[[Sequence[Reward]], Reward]
"""One of them by lot."""


def by_lot(rewards: Sequence[Reward]) -> Reward:
    """One of them, each as likely as the others."""
    from random import choice  # noqa: PLC0415  (takes milliseconds that a start does without)

    return choice(rewards)  # noqa: S311  (a game)


class RewardsState(Value):
    """The rewards in use, what is open (oldest first), what was taken (newest first), and the year's money.

    `spent` is what was taken this year in the envelope's currency; `left` is None without an envelope.
    """

    rewards: tuple[Reward, ...]
    open: tuple[Open, ...]
    taken: tuple[Taken, ...]
    spent: Decimal
    left: Decimal | None

    def affordable(self, reward: Reward, envelope: Money | None) -> bool:
        """Whether what is left of the envelope pays for it."""
        priced = reward.price is not None and envelope is not None
        return not priced or self.left is None or _price(reward, envelope) <= self.left


class Rewards:
    """The seller's rewards. A write is one transaction. An `envelope` is the money for a year, if wanted."""

    def __init__(
        self, store: Patience, scores: Scores, campaigns: Campaigns, now: Callable[[], datetime], pick: Pick
    ) -> None:
        """`pick` draws lots."""
        self._store = store
        self._scores = scores
        self._campaigns = campaigns
        self._now = now
        self._pick = pick

    def state(self, envelope: Money | None = None) -> RewardsState:
        """Everything about rewards, as of now."""
        with self._store.read() as records:
            rewards, claims = records.rewards(), records.claims()
            feats = records.feats(kind.feat for kind in WonBy)
        claimed = {claim.feat: claim for claim in claims}
        in_use = [one for one in rewards if not one.archived]
        kinds = {one.feat.value: one for one in WonBy}
        since = {
            kind: min((one.since for one in in_use if one.won_by is kind), default=None) for kind in WonBy
        }
        known = {one.key: one for one in rewards}
        feats = self._with_unnoted(feats, since)
        waiting = []
        for feat in feats:
            begun = since[kinds[feat.kind]]
            if feat.number not in claimed and begun is not None and feat.at >= begun:
                waiting.append(self._open(kinds[feat.kind], feat))
        by_number = {feat.number: feat for feat in feats}
        taken = [
            Taken(known[claim.reward], claim, self._open(known[claim.reward].won_by, by_number[claim.feat]))
            for claim in reversed(claims)
        ]
        spent = _spent(claims, envelope, self._now().year)
        return RewardsState(
            rewards=tuple(in_use),
            open=tuple(one for one in waiting if self._holds(one)),
            taken=tuple(taken),
            spent=spent,
            left=None if envelope is None else max(Decimal(0), envelope.value - spent),
        )

    def find(self, name: str) -> Reward:
        """The reward in use that `name` means."""
        with self._store.read() as records:
            return naming.find("reward", name, [one for one in records.rewards() if not one.archived])

    def add(self, name: str, won_by: WonBy, price: Money | None = None) -> Done[Reward]:
        """Promise a reward for whatever is won from now on."""
        paid = checks.money(price, "price") if price else None
        return self._add(Reward("", checks.name(name), won_by, self._now(), paid))

    def change(
        self, key: str, *, name: str | None = None, price: Money | None = None, free: bool = False
    ) -> Done[Reward]:
        """Rename a reward or give it another price; `free` takes its price away."""

        def changed(old: Reward) -> Reward:
            new = old if name is None else replace(old, name=checks.name(name))
            if price is None and not free:
                return new
            return replace(new, price=checks.money(price, "price") if price else None)

        return self._replace(key, changed)

    def put_away(self, key: str) -> Done[Reward]:
        """Promise it no more; what was taken stays."""
        return self._replace(key, lambda old: replace(old, archived=True))

    def claim(self, key: str, envelope: Money | None = None) -> Done[Taken]:
        """Take that reward for the oldest thing won that it is for. Raises NothingWon, OverEnvelope."""
        state = self.state(envelope)
        reward = _one(state.rewards, key)
        return self._claim(state, reward, envelope, drawn=False)

    def draw(self, won_by: WonBy, envelope: Money | None = None) -> Done[Taken]:
        """Let the lot choose among the rewards of a kind that the envelope pays for."""
        state = self.state(envelope)
        wanted = [one for one in state.rewards if one.won_by is won_by]
        if not wanted:
            raise NothingWon("", won_by.value)
        payable = [one for one in wanted if state.affordable(one, envelope)]
        return self._claim(state, self._pick(payable or wanted), envelope, drawn=True)

    def _claim(
        self, state: RewardsState, reward: Reward, envelope: Money | None, *, drawn: bool
    ) -> Done[Taken]:
        won = next((one for one in state.open if one.won_by is reward.won_by), None)
        if won is None:
            raise NothingWon(reward.name, reward.won_by.value)
        if envelope is not None and state.left is not None and not state.affordable(reward, envelope):
            raise OverEnvelope(reward.name, state.left, envelope.currency)
        claim = Claim(won.feat.number, reward.key, self._now(), reward.price, drawn)
        return self._take(Taken(reward, claim, won))

    def _take(self, taken: Taken) -> Done[Taken]:
        with self._scores.writing() as records:
            reward = _one(records.rewards(), taken.claim.reward)
            if any(claim.feat == taken.claim.feat for claim in records.claims()):
                raise NothingWon(reward.name, reward.won_by.value)
            records.add_claim(taken.claim)
        return Done(taken, Changed.GOALS, lambda: self._give_back(taken))

    def _give_back(self, taken: Taken) -> Done[Taken]:
        with self._scores.writing() as records:
            if taken.claim in records.claims():
                records.remove_claim(taken.claim.feat)
        return Done(taken, Changed.GOALS, lambda: self._take(taken))

    def _add(self, reward: Reward) -> Done[Reward]:
        """Add it under a key of its own unless it has one, when it was there before."""
        with self._scores.writing() as records:
            known = records.rewards()
            taken, name = {one.key for one in known}, _free(known, reward.name)
            if reward.key in taken:
                raise NameTaken("reward", name)
            created = replace(reward, key=reward.key or naming.new_key(name, taken))
            records.add_reward(created)
        return Done(created, Changed.GOALS, lambda: self._remove(created.key))

    def _remove(self, key: str) -> Done[Reward]:
        """Undo an addition; one that was taken by now is put away instead."""
        with self._scores.writing() as records:
            reward = _one(records.rewards(), key)
            taken = any(claim.reward == key for claim in records.claims())
            if not taken:
                records.remove_reward(key)
        if taken:
            return self.put_away(key)
        return Done(reward, Changed.GOALS, lambda: self._add(reward))

    def _replace(self, key: str, change: Callable[[Reward], Reward]) -> Done[Reward]:
        """Put another form in place of the reward as it is now."""
        with self._scores.writing() as records:
            known = records.rewards()
            old = _one(known, key)
            new = change(old)
            if not new.archived:
                _free([one for one in known if one.key != key], new.name)
            records.replace_reward(new)
        return Done(new, Changed.GOALS, lambda: self._replace(key, lambda now: stepped(now, new, old)))

    # A day, a week or a campaign may also be won by a change of rules or a day off. No entry achieved that,
    # so it is noted when somebody asks what is open. Only the running week is looked at anew each time.

    def _with_unnoted(
        self, noted: list[FeatRecord], since: Mapping[WonBy, datetime | None]
    ) -> list[FeatRecord]:
        """All feats there are, with what was won since a reward was promised for it and not noted yet."""
        known = {(one.kind, one.subject) for one in noted}
        weeks = [date.fromisoformat(one.subject) for one in noted if one.kind == WonBy.WEEK.feat]
        won = [(kind.feat, subject) for kind, subject in self._won(since)]
        missing = [one for one in won if one not in known and not _same_week(*one, weeks)]
        if missing:
            with suppress(StoreProblem), self._store.write() as records:
                for feat, subject in missing:
                    records.add_feat(feat, subject, self._now())
                return records.feats(kind.feat for kind in WonBy)
        return noted

    def _won(self, since: Mapping[WonBy, datetime | None]) -> Iterator[tuple[WonBy, str]]:
        book, now = self._scores.book(), self._now()
        today = now.date()
        week = book.week_start(today)
        begun = {kind: at.astimezone(now.tzinfo).date() for kind, at in since.items() if at}
        dated = [begun[kind] for kind in (WonBy.DAY, WonBy.WEEK) if kind in begun]
        if dated:
            first = book.week_start(min(dated))
            past = self._scores.span(
                ("won", first, week),
                first,
                week - ONE_DAY,
                lambda: self._won_in(first, week - ONE_WEEK, today),
            )
            for kind, last, subject in (*past, *self._won_in(week, week, today)):
                if kind in begun and last >= begun[kind]:
                    yield kind, subject.isoformat()
        if WonBy.CAMPAIGN in begun:
            for one in self._campaigns.all():
                lasts = one.last >= begun[WonBy.CAMPAIGN]
                if lasts and one.goal is not None and self._campaigns.points(one) >= one.goal:
                    yield WonBy.CAMPAIGN, one.key

    def _won_in(self, first: date, last: date, today: date) -> list[tuple[WonBy, date, date]]:
        """The last and first days of what was won in the weeks that begin from `first` to `last`."""
        won = []
        for week in self._scores.standings(first, last, today):
            won += [(WonBy.DAY, day.day, day.day) for day in week.days if day.won]
            won += [(WonBy.WEEK, week.end, week.start)] if week.reached else []
        return won

    def _open(self, won_by: WonBy, feat: FeatRecord) -> Open:
        if won_by is WonBy.CAMPAIGN:
            name = next((one.name for one in self._campaigns.all() if one.key == feat.subject), feat.subject)
            return Open(won_by, feat, None, name)
        return Open(won_by, feat, date.fromisoformat(feat.subject), "")

    def _holds(self, won: Open) -> bool:
        """Whether it is still won: an entry may have been taken back since."""
        today = self._now().date()
        if won.day is None:
            campaign = next((one for one in self._campaigns.all() if one.key == won.feat.subject), None)
            if campaign is None or campaign.goal is None:
                return False
            return self._campaigns.points(campaign) >= campaign.goal
        start = self._scores.book().week_start(won.day)
        (week,) = self._scores.standings(start, start, today)
        if won.won_by is WonBy.WEEK:
            return bool(week.reached)
        return any(day.won for day in week.days if day.day == won.day)


def _same_week(feat: Feat, subject: str, noted: Sequence[date]) -> bool:
    """Whether most of a reached week was noted already, under another weekday on which weeks began."""
    if feat is not WonBy.WEEK.feat:
        return False
    start = date.fromisoformat(subject)
    return any(abs((start - one).days) <= HALF_A_WEEK for one in noted)


def _spent(claims: Sequence[Claim], envelope: Money | None, year: int) -> Decimal:
    return sum(
        (
            claim.price.value
            for claim in claims
            if claim.price is not None
            and claim.at.year == year
            and (envelope is None or claim.price.currency == envelope.currency)
        ),
        Decimal(0),
    )


def _price(reward: Reward, envelope: Money | None) -> Decimal:
    """Its price in the envelope's currency; in another one it is not the envelope's."""
    if reward.price is None or envelope is None or reward.price.currency != envelope.currency:
        return Decimal(0)
    return reward.price.value


def _one(rewards: Sequence[Reward], key: str) -> Reward:
    found = next((one for one in rewards if one.key == key), None)
    if found is None:
        raise UnknownName("reward", key, tuple(one.key for one in rewards))
    return found


def _free(known: Sequence[Reward], name: str) -> str:
    if any(one.name.casefold() == name.casefold() and not one.archived for one in known):
        raise NameTaken("reward", name)
    return name
