"""The use cases: one Scoreboard with named parts. Verbs write, nouns read; no sentence is made here."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

from scoreboard.errors import NotEmpty
from scoreboard.service.changes import EVERYTHING, Done
from scoreboard.service.journal import Journal
from scoreboard.service.rulebook import Rules
from scoreboard.service.scores import Scores
from scoreboard.service.screens import Screens
from scoreboard.service.starters import Starter, write_starter
from scoreboard.store import Store

Clock = Callable[[], datetime]


class Scoreboard:
    """Everything the program can do with the seller's own data; `now` is an aware local clock."""

    def __init__(self, store: Store, now: Clock) -> None:
        self.store = store
        self.now = now
        self._scores = Scores(store)
        self._seen = store.version()
        self.journal = Journal(store, self._scores, now)
        self.rules = Rules(store, self._scores, now)
        self.screens = Screens(store, self._scores, self.journal, now)

    def today(self) -> date:
        """The present local day."""
        return self.now().date()

    def refresh(self) -> bool:
        """Whether another process has changed the data since the last call."""
        before, self._seen = self._seen, self.store.version()
        self._scores.check()
        return self._seen != before

    def forget(self) -> None:
        """Drop what is remembered of the data, after they were written past the parts."""
        self._scores.forget()

    def is_set_up(self) -> bool:
        """Whether there is a rulebook."""
        with self.store.read() as records:
            return records.has_book()

    def set_up(
        self,
        starter: Starter,
        *,
        language: str,
        target: Fraction,
        trial_weeks: int = 4,
        first_weekday: int = 0,
        start: date | None = None,
    ) -> Done[int]:
        """Write the starter rulebook, its rules from `start` (today) on; answers the number of activities."""
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
