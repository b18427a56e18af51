"""What a write answers: which kinds of data changed, how to take it back, and what it achieved."""

from collections.abc import Callable
from enum import Flag, auto
from typing import Any, Generic, TypeVar

from scoreboard.domain.achievements import Feat
from scoreboard.errors import StoreProblem
from scoreboard.values import Value

T = TypeVar("T")


class Changed(Flag):
    """The kinds of data that a page may show. A page watches some of them and reloads when one changed."""

    JOURNAL = auto()
    RULES = auto()
    GOALS = auto()
    CAMPAIGN = auto()
    SETTINGS = auto()
    DAY = auto()


EVERYTHING = ~Changed(0)


class Done(Value, Generic[T]):
    """A finished write: its value, what it changed, the write that takes it back, and the feats it achieved.

    `undo` is a write like any other and answers with a Done whose `undo` is the redo. `kept`: the entry
    counts but waits in the lifeboat, because this keeps the database from taking it.
    """

    value: T
    changed: Changed
    undo: "Callable[[], Done[Any]] | None" = None
    feats: tuple[Feat, ...] = ()
    kept: StoreProblem | None = None
