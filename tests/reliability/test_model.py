"""R10: whatever is done in whatever order, every week's total is what the rules' words say.

The model is a plain list of entries and rules, and the oracle of tests/oracle adds them up.
"""

import copy
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from scoreboard.service import Scoreboard
from scoreboard.service.changes import Done
from scoreboard.service.correcting import EntryChange
from scoreboard.service.rulebook import ActivityChange
from scoreboard.store import Store, opening
from scoreboard.store.backups import ALL_OF
from tests.boards import Clock, set_up_folder
from tests.domain.plain import book_fact
from tests.oracle import BookFact, EntryFact, in_order, week
from tests.reliability import disk
from tests.reliability.conftest import Tell
from tests.reliability.tally import Tally, short_and_long

ACTIVITIES = ("quote", "customer-call", "programme", "newsletter-reader")
WEEKS = 4
"""Back from the present one, in which entries are logged."""

MANY = 100
"""From so many runs on they are others every time."""

counts = st.integers(1, 12)
days_back = st.integers(0, 7 * (WEEKS - 1))
activities = st.sampled_from(ACTIVITIES)
points = st.integers(0, 800).map(lambda hundredths: Fraction(hundredths, 100))


@dataclass
class Facts:
    """All there is to know; a copy of it is what a backup holds."""

    book: BookFact
    entries: dict[str, EntryFact]


class Model(RuleBasedStateMachine):
    tally: Tally

    @initialize()
    def set_up(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=disk.MEMORY if disk.MEMORY.is_dir() else None))
        self.path = set_up_folder(self.folder)
        self.clock = Clock()
        self.open()
        with self.board.store.read() as records:
            self.facts = Facts(book_fact(records.rulebook()), {})
        self.number = 0
        self.last: tuple[str, bool, Done[Any]] | None = None
        self.backups: list[tuple[Path, datetime, Facts]] = []
        self.tally.counts["runs"] += 1

    def open(self) -> None:
        self.board = Scoreboard(Store.open(self.path), self.clock)

    def today(self) -> date:
        return self.clock().date()

    def monday(self) -> date:
        return self.today() - timedelta(days=self.today().weekday())

    def fact(self, done: Done[Any], activity: str, count: int, outcome: str | None) -> None:
        """Note what was logged."""
        self.number += 1
        line = done.value.line
        self.facts.entries[line.uid] = {
            "uid": line.uid, "number": self.number, "activity": activity, "outcome": outcome, "day": line.day,
            "at": line.at, "quantity": count, "deliverable": None, "percent": None, "voided": False,
        }  # fmt: skip

    def existing(self, choice: int, *, voided: bool = False) -> str:
        """One of the entries."""
        found = [uid for uid, entry in self.facts.entries.items() if entry["voided"] == voided]
        return found[choice % len(found)]

    def counts_any(self) -> bool:
        return any(not entry["voided"] for entry in self.facts.entries.values())

    @rule(activity=activities, count=counts, back=days_back, answered=st.booleans())
    def log(self, activity: str, count: int, back: int, answered: bool) -> None:
        outcome = "answered" if answered and activity == "customer-call" else None
        day = self.today() - timedelta(days=back)
        done = self.board.journal.log(
            activity, count=count, day=day, outcome=outcome, uid=f"own-{self.number}"
        )
        assert done.kept is None
        self.fact(done, activity, count, outcome)
        self.last = (done.value.line.uid, True, done)

    @rule(activity=activities, count=counts)
    def another_process_logs(self, activity: str, count: int) -> None:
        with closing(Store.open(self.path)) as store:
            other = Scoreboard(store, self.clock)
            done = other.journal.log(activity, count=count, uid=f"other-{self.number}", source="cli")
        self.fact(done, activity, count, None)
        assert self.board.refresh()

    @rule(activity=activities, count=counts)
    def log_while_the_database_is_held(self, activity: str, count: int) -> None:
        patience, opening.BUSY_MS = opening.BUSY_MS, 0
        try:
            with closing(Store.open(self.path)) as other, other.write():
                done = self.board.journal.log(activity, count=count, uid=f"kept-{self.number}")
        finally:
            opening.BUSY_MS = patience
        assert done.kept
        self.fact(done, activity, count, None)
        self.reopen()  # brings in
        assert self.board.lifeboat_count == 0

    @precondition(lambda self: self.last)
    @rule()
    def undo_or_redo(self) -> None:
        assert self.last
        uid, there, done = self.last
        if uid not in self.facts.entries or self.facts.entries[uid]["voided"] is there:
            self.last = None  # something else has changed it
            return
        assert done.undo
        back = done.undo()
        self.facts.entries[uid]["voided"] = there
        self.last = (uid, not there, back)

    @precondition(counts_any)
    @rule()
    def undo_last(self) -> None:
        newest = max(
            (entry for entry in self.facts.entries.values() if not entry["voided"]),
            key=lambda entry: entry["number"],
        )
        assert self.board.journal.undo_last().value.uid == newest["uid"]
        newest["voided"] = True

    @precondition(counts_any)
    @rule(choice=st.integers(0, 99), count=counts, back=days_back)
    def edit(self, choice: int, count: int, back: int) -> None:
        uid = self.existing(choice)
        day = self.today() - timedelta(days=back)
        line = self.board.journal.edit(uid, EntryChange(count=count, day=day)).value.line
        self.facts.entries[uid] |= {"quantity": count, "day": day, "at": line.at}

    @precondition(counts_any)
    @rule(choice=st.integers(0, 99))
    def void(self, choice: int) -> None:
        uid = self.existing(choice)
        self.board.journal.void(uid)
        self.facts.entries[uid]["voided"] = True

    @rule(activity=activities, worth=points)
    def set_points(self, activity: str, worth: Fraction) -> None:
        before = self.board.rules.preview(activity, ActivityChange(points=worth))
        self.board.rules.set_activity(activity, ActivityChange(points=worth))
        if before:
            assert before[0].old is not None
            start = self.today() if worth >= before[0].old else self.monday() + timedelta(weeks=1)
            fact = {"activity": activity, "outcome": None, "start": start, "points": worth}
            self.facts.book["points"].append(fact)  # type: ignore[arg-type]
        if not before or before[0].old == worth:  # stays what it is today: a coming change is given up
            rules = self.facts.book["points"]
            rules[:] = [
                one
                for one in rules
                if (one["activity"], one["outcome"]) != (activity, None) or one["start"] <= self.today()
            ]

    @rule(activity=activities, worth=points, back=days_back)
    def correct_points(self, activity: str, worth: Fraction, back: int) -> None:
        start = self.today() - timedelta(days=back)
        change = ActivityChange(points=worth, start=start, correct=True, reason="was wrong")
        self.board.rules.set_activity(activity, change)
        self.facts.book["points"].append(
            {"activity": activity, "outcome": None, "start": start, "points": worth}
        )

    @rule(worth=st.integers(1, 80).map(Fraction))
    def set_target(self, worth: Fraction) -> None:
        stays = self.board.rules.preview_target(worth).old == worth
        start = self.board.rules.set_target(worth).value.start
        assert start in {self.today(), self.monday() + timedelta(weeks=1)}
        if stays:  # what it is today: a coming change is given up
            targets = self.facts.book["targets"]
            targets[:] = [one for one in targets if one["start"] <= self.today()]
        self.facts.book["targets"].append({"start": start, "points": worth})

    @rule()
    def back_up(self) -> None:
        made = self.board.data.back_up()
        assert made
        self.backups.append((made.path, self.clock(), copy.deepcopy(self.facts)))
        for path, made_at, _ in self.backups:
            assert path.exists() or self.clock() - made_at > ALL_OF

    def kept_backups(self) -> list[tuple[Path, Facts]]:
        """Those not thinned out; one that a restoring made first may have taken their place."""
        return [(path, facts) for path, _, facts in self.backups if path.exists()]

    @precondition(lambda self: self.kept_backups())
    @rule(choice=st.integers(0, 9))
    def restore(self, choice: int) -> None:
        there = self.kept_backups()
        path, facts = there[choice % len(there)]
        self.board.data.restore(path)
        self.facts = copy.deepcopy(facts)
        self.last = None

    @rule()
    def reopen(self) -> None:
        self.board.store.close()
        self.open()
        self.last = None

    @rule()
    def die_in_a_transaction(self) -> None:
        raw = self.board.store._raw
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM entry_trail")
        raw.execute("UPDATE entry SET quantity = quantity + 1")
        self.reopen()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @invariant()
    def every_week_is_right(self) -> None:
        entries = in_order(list(self.facts.entries.values()))
        for back in range(WEEKS + 1):
            start = self.monday() - timedelta(weeks=back)
            wanted = week(self.facts.book, entries, start, self.today())
            found = self.board.screens.standing(start)
            assert (found.points, found.target) == (wanted["points"], wanted["target"]), start
            self.tally.counts["weeks compared"] += 1
        self.tally.counts["steps"] += 1

    def teardown(self) -> None:
        if hasattr(self, "board"):
            assert self.board.data.check(thorough=True).ok
            self.board.store.close()
            shutil.rmtree(self.folder)


@short_and_long(15, 3_000)
def test_every_total_is_what_the_words_say(count: int, tell: Tell) -> None:
    Model.tally = Tally("R10 model", "runs", "steps", "weeks compared")
    steps = 30 if count < MANY else 100
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            derandomize=count < MANY,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(Model.tally)
    assert Model.tally.counts["runs"] >= count
