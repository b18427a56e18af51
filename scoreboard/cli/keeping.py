"""What log and progress do when the database cannot take an entry: it goes to the lifeboat, and is safe."""

import os
import uuid
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from types import MappingProxyType

from scoreboard.cli import documents, lines
from scoreboard.cli.context import DONE, KEPT, Answer, Context
from scoreboard.cli.doubts import doubts
from scoreboard.domain.entries import LogEntry
from scoreboard.errors import StoreProblem
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.store.lifeboat import Lifeboat, lifeboat_of
from scoreboard.store.lines import Kept
from scoreboard.wording import clock_warning, entries_waiting, entry_kept, kept_elsewhere

SOURCE = "cli"
NOTHING: Mapping[str, object] = MappingProxyType({})


def uid(given: Namespace) -> str:
    """That of the new entry, made if the caller gave none; however often the entry is kept, it is one."""
    given.uid = given.uid or str(uuid.uuid4())
    return str(given.uid)


def logged(context: Context, done: Done[Logged], more: Mapping[str, object] = NOTHING) -> Answer:
    """What is told about a new entry, also one that counts from the lifeboat; `more` goes into the data.

    Of a week that cannot be looked through now it is not told whether it is in doubt.
    """
    line = done.value.line
    known = done.changed == Changed(0)
    kept = bool(done.kept) or (known and line.uid in _waiting(lifeboat_of(context.paths)))
    notes = [warning] if (warning := clock_warning(line.entry.clock)) else []
    if kept:
        notes = [_calm(context, done.kept), *notes]
    doubted, week, store = None, done.value.week, context.board.store
    with suppress(StoreProblem), store.in_a_hurry() if kept else nullcontext():
        found = doubts(context, week.start, week.end)
        doubted, notes = bool(found), [*notes, *found]
    return Answer(
        {**documents.logged(done.value, done.feats, kept=kept), "doubted": doubted, **more},
        lines.logged(done.value, done.feats, known=known, kept=kept),
        tuple(notes),
        KEPT if kept else DONE,
    )


def only_kept(
    context: Context,
    given: Namespace,
    problem: StoreProblem,
    keep: Callable[[Lifeboat], LogEntry],
    more: Mapping[str, object] = NOTHING,
) -> Answer:
    """What is told about an entry whose score cannot be told; `keep` puts it into the lifeboat as typed.

    It may be there already. Raises `problem` when nothing takes it, or there is no folder it could belong to.
    """
    # Path.is_dir raises where we may not look.
    if not (context.paths.moved or os.path.isdir(context.paths.data_dir)):  # noqa: PTH112
        raise problem
    lifeboat = lifeboat_of(context.paths)
    kept = _waiting(lifeboat).get(uid(given))
    try:
        kept = kept or Kept(keep(lifeboat), typed=True)
    except StoreProblem as also:
        raise problem from also
    return Answer({**documents.kept(kept), **more}, (), (_calm(context, problem),), KEPT)


def _waiting(lifeboat: Lifeboat) -> dict[str, Kept]:
    return {kept.entry.uid: kept for kept in lifeboat.kept().entries}


def _calm(context: Context, problem: StoreProblem | None) -> str:
    """One line about the lifeboat: why, how many, and where if that is not beside the data."""
    lifeboat = lifeboat_of(context.paths)
    count = len(_waiting(lifeboat))
    sentences = [entry_kept(problem, count) if problem else entries_waiting(count)]
    elsewhere = lifeboat.elsewhere()
    return " ".join([*sentences, kept_elsewhere(elsewhere)] if elsewhere else sentences)
