"""Two programs write at the same moment: what one looked at before its write may be another thing by then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from scoreboard.domain.achievements import WonBy
from scoreboard.domain.rules import Campaign
from scoreboard.errors import (
    AlreadyVoided,
    CampaignBegun,
    InUse,
    NameTaken,
    NothingWon,
    Overlap,
    ScoreboardError,
    UnknownName,
)
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.service.rulebook import ActivityChange
from scoreboard.store import Store
from scoreboard.store.records import Records
from tests.boards import Clock, open_board, set_up_folder

OCTOBER = Campaign("October", date(2026, 10, 1), date(2026, 10, 15))
LATE = Campaign("Late", date(2026, 10, 10), date(2026, 10, 31))
RUNNING = Campaign("Running", date(2026, 9, 16), date(2026, 9, 30))


class SlowStore(Store):
    """A store that another program comes before, once, when it is about to write."""

    comes_before: Callable[[], object] | None = None

    @contextmanager
    def write(self) -> Iterator[Records]:
        before, self.comes_before = self.comes_before, None
        if before is not None:
            before()
        with super().write() as records:
            yield records


class Both:
    """A slow program and another on the same data."""

    def __init__(self, path: Path, clock: Clock) -> None:
        store = SlowStore.open(path)
        assert isinstance(store, SlowStore)
        self.store, self.slow, self.other = store, Scoreboard(store, clock), open_board(path, clock)

    def late(self, before: Callable[[], object], write: Callable[[], object]) -> None:
        """The slow one writes, as a click does, after the other came in between."""
        with self.slow.one_look():
            self.slow.screens.standing()
            self.store.comes_before = before
            write()

    def points(self) -> tuple[Fraction, Fraction]:
        """The week's points as both see them."""
        self.slow.refresh()
        return self.slow.screens.standing().points, self.other.screens.standing().points


@pytest.fixture
def both(tmp_path: Path, clock: Clock) -> Iterator[Both]:
    made = Both(set_up_folder(tmp_path), clock)
    yield made
    made.slow.store.close()
    made.other.store.close()


def test_what_was_voided_meanwhile_is_not_put_right(both: Both) -> None:
    uid = both.slow.journal.log("quote").value.line.uid
    with pytest.raises(AlreadyVoided):
        both.late(
            lambda: both.other.journal.void(uid), lambda: both.slow.journal.edit(uid, EntryChange(count=5))
        )
    assert both.points() == (0, 0)


def test_two_corrections_of_one_entry_both_hold(both: Both) -> None:
    uid = both.slow.journal.log("quote").value.line.uid
    both.late(
        lambda: both.other.journal.edit(uid, EntryChange(count=2)),
        lambda: both.slow.journal.edit(uid, EntryChange(note="by phone")),
    )
    entry = both.other.journal.find(uid).entry
    assert (entry.quantity, entry.note) == (2, "by phone")
    assert both.points() == (6, 6)


def test_undoing_a_correction_leaves_another_one_in_place(both: Both) -> None:
    uid = both.slow.journal.log("quote").value.line.uid
    done = both.slow.journal.edit(uid, EntryChange(note="by phone"))
    both.other.journal.edit(uid, EntryChange(count=2))
    assert done.undo is not None
    done.undo()
    entry = both.other.journal.find(uid).entry
    assert (entry.quantity, entry.note) == (2, "")


def test_undo_in_both_takes_two_entries_out(both: Both) -> None:
    for _ in range(3):
        both.slow.journal.log("quote")
    both.late(both.other.journal.undo_last, both.slow.journal.undo_last)
    assert both.points() == (3, 3)


def test_one_day_off_is_there_once(both: Both) -> None:
    christmas = date(2026, 12, 25)
    both.late(lambda: both.other.days_off.add(christmas), lambda: both.slow.days_off.add(christmas))
    assert len(both.other.days_off.all()) == 1


def add(board: Scoreboard, what: str) -> None:
    if what == "activity":
        board.rules.add_activity("Coffee with a partner")
    elif what == "deliverable":
        board.rules.add_deliverable("Coffee with a partner", "newsletter")
    elif what == "reward":
        board.rewards.add("Coffee with a partner", WonBy.DAY)
    else:
        board.campaigns.add(OCTOBER)


@pytest.mark.parametrize("what", ["activity", "deliverable", "reward", "campaign"])
def test_a_name_is_given_once(both: Both, what: str) -> None:
    with pytest.raises(NameTaken):
        both.late(lambda: add(both.other, what), lambda: add(both.slow, what))


def test_two_activities_are_not_renamed_alike(both: Both) -> None:
    name = ActivityChange(name="Offer")
    with pytest.raises(NameTaken):
        both.late(
            lambda: both.other.rules.set_activity("quote", name),
            lambda: both.slow.rules.set_activity("programme", name),
        )


def test_campaigns_that_overlap_are_refused(both: Both) -> None:
    with pytest.raises(Overlap):
        both.late(lambda: both.other.campaigns.add(OCTOBER), lambda: both.slow.campaigns.add(LATE))


def test_what_was_won_once_is_claimed_once(both: Both) -> None:
    both.slow.rewards.add("Tea", WonBy.DAY)
    both.slow.journal.log("quote", count=3)
    with pytest.raises(NothingWon):
        both.late(lambda: both.other.rewards.claim("tea"), lambda: both.slow.rewards.claim("tea"))


def test_a_final_table_is_kept_once(both: Both, clock: Clock) -> None:
    both.slow.campaigns.add(RUNNING)
    clock.at(2026, 10, 5)
    both.late(both.other.campaigns.close_finished, both.slow.campaigns.close_finished)
    assert both.other.campaigns.state("running").final is not None


# Undo and redo, when another program wrote between


def test_undoing_what_is_gone_already_is_refused(both: Both) -> None:
    undo = both.slow.campaigns.add(OCTOBER).undo
    both.other.campaigns.remove("october")
    assert undo is not None
    with pytest.raises(UnknownName):
        undo()


@pytest.mark.parametrize("what", ["activity", "deliverable", "reward", "campaign"])
def test_what_another_has_added_by_now_is_not_added_again(both: Both, what: str) -> None:
    adds: dict[str, Callable[[], object]] = {
        "activity": lambda: both.slow.rules.add_activity("Coffee with a partner").undo,
        "deliverable": lambda: both.slow.rules.add_deliverable("Coffee with a partner", "newsletter").undo,
        "reward": lambda: both.slow.rewards.add("Coffee with a partner", WonBy.DAY).undo,
        "campaign": lambda: both.slow.campaigns.add(OCTOBER).undo,
    }
    undo = adds[what]()
    assert callable(undo)
    redo = undo().undo
    add(both.other, what)
    with pytest.raises((NameTaken, Overlap)):
        redo()


def test_an_early_end_is_not_taken_back_into_another_campaign(both: Both, clock: Clock) -> None:
    both.slow.campaigns.add(RUNNING)
    clock.at(2026, 9, 17)
    undo = both.slow.campaigns.end("running").undo
    both.other.campaigns.add(Campaign("Next", date(2026, 9, 18), date(2026, 9, 25)))
    assert undo is not None
    with pytest.raises(Overlap):
        undo()


def test_an_early_end_is_taken_back_while_no_day_is_over_because_of_it(both: Both, clock: Clock) -> None:
    both.slow.campaigns.add(RUNNING)
    clock.at(2026, 9, 17)
    undo = both.slow.campaigns.end("running").undo
    assert undo is not None
    clock.at(2026, 9, 18)
    redo = undo().undo
    assert both.other.campaigns.state("running").campaign.last == RUNNING.last
    clock.at(2026, 9, 21)
    assert redo is not None
    with pytest.raises(CampaignBegun):
        redo()


def test_an_outcome_that_got_entries_stays(both: Both) -> None:
    undo = both.slow.rules.set_activity(
        "customer-call", ActivityChange(new_outcomes=(("Called back", Fraction(5)),))
    ).undo
    both.other.journal.log("customer-call", outcome="called-back")
    assert undo is not None
    with pytest.raises(InUse):
        undo()
    assert both.points() == (5, 5)


def test_undoing_points_leaves_a_new_name(both: Both) -> None:
    undo = both.slow.rules.set_activity("quote", ActivityChange(points=Fraction(9), name="Offer")).undo
    both.other.rules.set_activity("quote", ActivityChange(name="Big offer", icon="phone"))
    assert undo is not None
    redo = undo().undo
    activity = both.other.rules.find_activity("quote")
    assert (activity.name, activity.icon) == ("Quote sent", "phone")
    assert redo is not None
    redo()
    both.other.journal.log("quote")
    assert both.points() == (9, 9)


def test_an_outcome_taken_away_comes_back_in_its_place_beside_a_new_one(both: Both) -> None:
    before = [one.key for one in both.slow.rules.find_activity("customer-call").outcomes]
    undo = both.slow.rules.set_activity("customer-call", ActivityChange(removed_outcomes=(before[0],))).undo
    both.other.rules.set_activity("customer-call", ActivityChange(new_outcomes=(("Called back", None),)))
    assert undo is not None
    undo()
    after = [one.key for one in both.other.rules.find_activity("customer-call").outcomes]
    assert after == [*before, "called-back"]


def test_a_refused_step_leaves_everything_as_it_was(both: Both) -> None:
    both.slow.journal.log("quote")
    with pytest.raises(ScoreboardError):
        both.late(lambda: both.other.campaigns.add(OCTOBER), lambda: both.slow.campaigns.add(LATE))
    both.slow.journal.log("quote")
    assert both.points() == (6, 6)
    assert [one.key for one in both.slow.campaigns.all()] == ["october"]
