"""The use cases: one Scoreboard with named parts. Verbs write, nouns read; no sentence is made here."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from scoreboard.errors import DataBusy, NotEmpty, StoreProblem
from scoreboard.paths import Paths
from scoreboard.service.campaigns import Campaigns
from scoreboard.service.changes import EVERYTHING, Done
from scoreboard.service.clock import ClockWatch, Steady
from scoreboard.service.feats import Feats
from scoreboard.service.journal import Journal
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.screens import Screens
from scoreboard.service.streaks import Streaks
from scoreboard.service.waiting import BroughtIn, Waiting
from scoreboard.store import Store
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of

if TYPE_CHECKING:
    from scoreboard.service.data import Data
    from scoreboard.service.days_off import DaysOff
    from scoreboard.service.holidays import Holidays
    from scoreboard.service.overviews import Overviews
    from scoreboard.service.rewards import Pick, Rewards
    from scoreboard.service.rulebook import Rules
    from scoreboard.service.starters import Starter
    from scoreboard.service.stranded import Stranded

Clock = Callable[[], datetime]

REMEMBERED = timedelta(weeks=2)


class Scoreboard:
    """Everything the program can do with the seller's own data; `now` is an aware local clock.

    `steady` is a clock that nobody can set (clock.steady), to notice when the one of the computer jumps;
    without it `now` is taken for made up. `lifeboat` is that of the store's folder unless given. `pick` draws
    lots for rewards.
    """

    def __init__(
        self,
        store: Store,
        now: Clock,
        *,
        steady: Steady | None = None,
        lifeboat: Lifeboat | None = None,
        pick: "Pick | None" = None,
        brings_in: bool = True,
    ) -> None:
        """What waits in the lifeboat is brought in, if it can be; `brought_in` says what came of it.

        Without `brings_in` it is left to another board of the same data, and counted.
        """
        self.store = store
        self.now = now
        self._pick = pick
        patient = self._patient = Patience(store)
        self._lifeboat = lifeboat or lifeboat_of(Paths(store.path.parent))
        self._waiting = Waiting(self._lifeboat, now if steady else None)
        self._scores = Scores(patient, self._waiting)
        self._seen = patient.version()
        watch = ClockWatch(now(), steady)
        self.streaks = Streaks(patient, self._scores, now)
        self.campaigns = Campaigns(patient, self._scores, now)
        self.feats = Feats(patient, self._scores, self.streaks, self.campaigns, now)
        self.journal = Journal(patient, self._scores, self._waiting, watch, now, self.bring_in, self.feats)
        self.screens = Screens(patient, self._scores, self.journal, self.campaigns, self.streaks, now)
        self.brought_in = BroughtIn()
        if self._waiting.look() and brings_in:
            with suppress(StoreProblem):
                self.bring_in()

    # The parts that a start does without are imported when they are first wanted.

    @cached_property
    def overviews(self) -> "Overviews":
        """What the pages for the week and the rules show."""
        from scoreboard.service.overviews import Overviews  # noqa: PLC0415

        return Overviews(self._patient, self._scores, self.screens, self.streaks, self.now)

    @cached_property
    def rules(self) -> "Rules":
        """Changing the rules."""
        from scoreboard.service.rulebook import Rules  # noqa: PLC0415

        return Rules(self._patient, self._scores, self.now)

    @cached_property
    def days_off(self) -> "DaysOff":
        """Days without a goal."""
        from scoreboard.service.days_off import DaysOff  # noqa: PLC0415

        return DaysOff(self._patient, self._scores)

    @cached_property
    def holidays(self) -> "Holidays":
        """Public holidays, as an offer of days off."""
        from scoreboard.service.holidays import Holidays  # noqa: PLC0415

        return Holidays(self._scores, self.now)

    @cached_property
    def rewards(self) -> "Rewards":
        """What the seller has promised himself."""
        from scoreboard.service.rewards import Rewards, by_lot  # noqa: PLC0415

        return Rewards(self._patient, self._scores, self.campaigns, self.now, self._pick or by_lot)

    @cached_property
    def stranded(self) -> "Stranded":
        """Entries of the lifeboat that fit nothing."""
        from scoreboard.service.stranded import Stranded  # noqa: PLC0415

        return Stranded(self._lifeboat, self._waiting, self._patient, self._scores, self.journal)

    @cached_property
    def data(self) -> "Data":
        """The data as a whole: checks, backups, recovery."""
        from scoreboard.service.data import Data  # noqa: PLC0415

        return Data(
            self.store.path, self.now, store=self.store, lifeboat=self._lifeboat, replaced=self.forget
        )

    @property
    def lifeboat_count(self) -> int:
        """How many entries wait in the lifeboat."""
        return self._waiting.count

    def bring_in(self) -> BroughtIn:
        """Write what waits in the lifeboat into the store.

        Raises StoreProblem when the store still cannot take it; then all of it still waits.
        """
        answer = self._waiting.bring_in(self._patient)
        if answer.added or answer.known:
            self._scores.forget()
        self.brought_in = answer
        return answer

    def hold(self) -> None:
        """Write nothing until `release`, because other data are about to take the place of these.

        New entries go to the lifeboat meanwhile; every other write is refused as BeingReplaced.
        """
        self._patient.held = True

    def release(self) -> None:
        """Write again. Raises StoreProblem when what is in place now cannot be opened."""
        self._patient.held = False
        try:
            self.store.reopen()
        finally:
            self.forget()

    def today(self) -> date:
        """The present local day."""
        return self.now().date()

    def refresh(self) -> bool:
        """Whether another process has changed the data, or what waits, since the last call.

        Waits for nobody: of data that another program holds, the next call will tell.
        """
        waiting_changed = self._waiting.look()
        if waiting_changed:
            self._scores.forget_scores()
        before = self._seen
        with suppress(DataBusy), self.store.in_a_hurry():
            self._seen = self.store.version()
            self._scores.check()
        return waiting_changed or self._seen != before

    def one_look(self) -> AbstractContextManager[None]:
        """One look for what other processes wrote, for all that is read inside."""
        return self._scores.one_look()

    def forget(self) -> None:
        """Drop what is remembered of the data, after they were written past the parts."""
        self._scores.forget()
        self._waiting.look()
        with suppress(StoreProblem):
            self._seen = self.store.version()

    def forget_the_past(self) -> None:
        """Drop what is remembered of days long past; it is read again when it is looked at."""
        self._scores.forget_before(self.today() - REMEMBERED)

    def is_set_up(self) -> bool:
        """Whether there is a rulebook."""
        with self.store.read() as records:
            return records.has_book()

    def set_up(
        self,
        starter: "Starter",
        *,
        language: str,
        target: Fraction,
        trial_weeks: int = 4,
        first_weekday: int = 0,
        start: date | None = None,
    ) -> Done[int]:
        """Write the starter rulebook, its rules from `start` (today) on; answers the number of activities."""
        from scoreboard.service.starters import write_starter  # noqa: PLC0415 - wanted once

        with self.store.write() as records:
            if records.has_book():
                raise NotEmpty(self.store.path.parent, records.count())
            number = write_starter(
                records,
                starter,
                language=language,
                target=target,
                trial_weeks=trial_weeks,
                first_weekday=first_weekday,
                start=start or self.today(),
                now=self.now(),
            )
        self._scores.forget()
        return Done(number, EVERYTHING)
