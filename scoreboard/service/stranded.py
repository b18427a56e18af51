"""Entries of the lifeboat that the data cannot take as they are: looked at, added as another, or dropped."""

from contextlib import suppress
from pathlib import Path

from scoreboard.domain import naming
from scoreboard.domain.entries import LONGEST_NOTE
from scoreboard.domain.rules import Kind, Rulebook
from scoreboard.errors import AmbiguousName, BadDate, BadNumber, Refused, UnknownName
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Journal
from scoreboard.service.patience import Patience
from scoreboard.service.scores import Scores
from scoreboard.service.states import LogLine
from scoreboard.service.waiting import Left, Waiting, matched
from scoreboard.store.lifeboat import Lifeboat
from scoreboard.store.lines import Kept
from scoreboard.values import replace

SHORTEST_UID = 4


class Stranded:
    """What waits although the data can be written, each with its reason."""

    def __init__(
        self,
        lifeboat: Lifeboat,
        waiting: Waiting,
        store: Patience,
        scores: Scores,
        journal: Journal,
    ) -> None:
        self._lifeboat = lifeboat
        self._waiting = waiting
        self._store = store
        self._scores = scores
        self._journal = journal

    @property
    def dropped_file(self) -> Path:
        """Where dropped entries are kept."""
        return self._lifeboat.dropped_file

    def all(self) -> list[Left]:
        """The entries that the rulebook does not allow, in the order in which they were kept."""
        book = self._scores.last_book()
        found = []
        for kept in self._lifeboat.kept().entries:
            try:
                matched(kept, book)
            except Refused as reason:
                found.append(Left(kept, reason))
        return found

    def find(self, uid: str) -> Kept:
        """The entry that waits with that uid, or the only one whose uid begins so (four letters at least)."""
        entries = {kept.entry.uid: kept for kept in self._lifeboat.kept().entries}
        fits = [one for one in entries if one == uid]
        fits = fits or [one for one in entries if len(uid) >= SHORTEST_UID and one.startswith(uid)]
        if len(fits) > 1:
            raise AmbiguousName("entry", uid, tuple(fits))
        if not fits:
            raise UnknownName("waiting", uid, tuple(entries))
        return entries[fits[0]]

    def add_as(self, uid: str, name: str) -> Done[LogLine]:
        """Write the entry as one of the activity, or of the deliverable, with that name.

        An outcome that this activity does not have goes into the note. Raises Refused, and it waits on.
        """
        kept = self.find(uid)
        chosen = _as(kept, name, self._scores.book())
        self._waiting.bring_in(self._store, {kept.entry.uid: chosen})
        self._scores.forget()
        return Done(
            self._journal.find(kept.entry.uid),
            Changed.JOURNAL,
            undo=lambda: self._journal.void(kept.entry.uid),
        )

    def drop(self, uid: str) -> Done[Kept]:
        """Take the entry out of the lifeboat; it stays in `dropped_file`. Undo lets it wait again."""
        kept = self.find(uid)
        if self._lifeboat.drop(kept.entry.uid) is None:
            raise UnknownName("waiting", uid)
        self._look()
        return Done(kept, Changed.JOURNAL, undo=lambda: self._wait_again(kept))

    def _wait_again(self, kept: Kept) -> Done[Kept]:
        self._lifeboat.keep(kept)
        self._look()
        return Done(kept, Changed.JOURNAL, undo=lambda: self.drop(kept.entry.uid))

    def _look(self) -> None:
        self._waiting.look()
        self._scores.forget_scores()


def can_be_added(left: Left) -> bool:
    """Whether it could be added as something else; days and numbers out of reach fit nowhere."""
    return not isinstance(left.reason, BadDate | BadNumber)


def _as(kept: Kept, name: str, book: Rulebook) -> Kept:
    entry = kept.entry
    if entry.percent is not None:
        running = [one for one in book.deliverables if not one.archived]
        return Kept(replace(entry, deliverable=naming.find("deliverable", name, running).key), kept.typed)
    activity = naming.find("activity", name, [one for one in book.in_use() if one.kind is not Kind.PERCENT])
    outcome, note = None, entry.note
    if entry.outcome:
        with suppress(Refused):
            outcome = naming.find("outcome", entry.outcome, activity.outcomes).key
        if outcome is None:
            note = "\n".join(filter(None, (note, entry.outcome)))[:LONGEST_NOTE]
    return Kept(replace(entry, activity=activity.key, outcome=outcome, note=note), kept.typed)
