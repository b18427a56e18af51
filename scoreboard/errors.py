"""Everything that can go wrong because of the user's world rather than a bug of ours.

Each error is a kind with values; wording.py makes the sentence, so that window and command line say the same.

    ScoreboardError
    ├── Refused                something that was asked for is not allowed; nothing was changed
    │   ├── UnknownName        no such activity, outcome, deliverable or entry
    │   ├── AmbiguousName      the beginning of a name fits more than one
    │   ├── NameTaken          the name is in use already
    │   ├── BadText            empty, too long, or with control characters
    │   ├── BadNumber          not a number, or outside its limits
    │   ├── BadDate            not a date, outside 2000..2100, or in the future
    │   ├── BadChoice          not one of the values that are offered
    │   ├── TooEarly           a dated rule would act earlier than the rules allow
    │   ├── ReasonNeeded       a correction of the past asks for its reason
    │   ├── InUse              there are entries that name it, so it stays
    │   ├── WrongKind          a count for a percent activity, or the other way round
    │   ├── AlreadyVoided      the entry is out of the score already
    │   ├── Overlap            a campaign would run at the same time as another
    │   ├── WrongOrder         a last day before the first
    │   ├── CampaignBegun      what a campaign is about is fixed from its first day on
    │   ├── CampaignOver       a campaign that is over, or has not begun, cannot be ended
    │   ├── NothingWon         no reward is open for what this one is promised for
    │   ├── OverEnvelope       the reward would cost more than is left of the year's envelope
    │   ├── HolidaysMissing    what knows the public holidays is not installed
    │   ├── NothingToUndo      there is no entry left to take out
    │   └── NotEmpty           the data folder holds data that would be mixed up or replaced
    └── StoreProblem           the database cannot be used as it is; it was left as it was
        ├── NewerData          made by a newer version of the program
        ├── DamagedData        SQLite or our own reading says that the file is damaged
        ├── ForeignData        a file, but not one of ours
        ├── NoAccess           no permission, a read-only medium, a missing folder
        ├── DataBusy           another program holds the database for too long
        │   └── BeingReplaced  we ourselves are putting other data in its place
        ├── DiskFull           no space left
        ├── MigrationFailed    an older file could not be brought to the present schema; it is as before
        └── OnlyKept           the entry is safe in the lifeboat, but the scores cannot be read
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path


class ScoreboardError(Exception):
    """The root: anything a user can cause or meet."""


class Refused(ScoreboardError):
    """What was asked for is not allowed. Nothing was changed."""


@dataclass(eq=False)
class UnknownName(Refused):
    """Nothing of the kind `what` fits `name`; `known` are the names that exist."""

    what: str
    name: str
    known: tuple[str, ...] = ()


@dataclass(eq=False)
class AmbiguousName(Refused):
    """`name` fits each of the `candidates`."""

    what: str
    name: str
    candidates: tuple[str, ...]


@dataclass(eq=False)
class NameTaken(Refused):
    """There is a `what` of that name already."""

    what: str
    name: str


@dataclass(eq=False)
class BadText(Refused):
    """The text of `field` is "empty", "long" (over `limit` characters) or has "control" characters."""

    field: str
    problem: str
    limit: int


@dataclass(eq=False)
class BadNumber(Refused):
    """The number of `field` must lie from `low` to `high` with at most `decimals` decimals."""

    field: str
    low: Fraction
    high: Fraction
    decimals: int = 0


@dataclass(eq=False)
class BadDate(Refused):
    """`text` is "unreadable", "early" (before 2000), "late" (after 2100) or in the "future"."""

    text: str
    problem: str


@dataclass(eq=False)
class BadChoice(Refused):
    """`text` is not one of the `choices` for `field`."""

    field: str
    text: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class TooEarly(Refused):
    """A rule cannot start on `start`; `first` is the first day that is allowed."""

    start: date
    first: date


class ReasonNeeded(Refused):
    """Correcting the past is written down with its reason, and there is none."""


@dataclass(eq=False)
class InUse(Refused):
    """`entries` entries name the `what` called `name`, so it cannot be taken away."""

    what: str
    name: str
    entries: int


@dataclass(eq=False)
class WrongKind(Refused):
    """The activity `name` is measured the other way; `percent` says how it is measured."""

    name: str
    percent: bool


@dataclass(eq=False)
class AlreadyVoided(Refused):
    """The entry `uid` does not count any more."""

    uid: str


@dataclass(eq=False)
class Overlap(Refused):
    """The campaign `name` runs from `first` to `last`, and there is only one at a time."""

    name: str
    first: date
    last: date


@dataclass(eq=False)
class WrongOrder(Refused):
    """The `last` day lies before the `first`."""

    first: date
    last: date


@dataclass(eq=False)
class CampaignBegun(Refused):
    """The campaign `name` began on `first`: its days, factors, activities and goal are fixed."""

    name: str
    first: date


@dataclass(eq=False)
class CampaignOver(Refused):
    """The campaign `name` does not run: it ended on `last`, or begins on `first`."""

    name: str
    first: date
    last: date


@dataclass(eq=False)
class NothingWon(Refused):
    """The reward `name` is for a won `won_by` ("day", "week", "campaign"), and none is open."""

    name: str
    won_by: str


@dataclass(eq=False)
class OverEnvelope(Refused):
    """The reward `name` costs more than the `left` of the year's envelope, both in `currency`."""

    name: str
    left: Decimal
    currency: str


class HolidaysMissing(Refused):
    """The package that knows the public holidays is not installed."""


class NothingToUndo(Refused):
    """There is no entry left to take out."""


@dataclass(eq=False)
class NotEmpty(Refused):
    """The data folder has `entries` log entries (or a rulebook) already."""

    folder: Path
    entries: int


@dataclass(eq=False)
class StoreProblem(ScoreboardError):
    """The database at `path` cannot be used as it is. It was left as it was."""

    path: Path
    detail: str = ""


class NewerData(StoreProblem):
    """Made by a newer version; `detail` names its schema."""


class DamagedData(StoreProblem):
    """The file is damaged."""


class ForeignData(StoreProblem):
    """The file belongs to another program."""


class NoAccess(StoreProblem):
    """The file or its folder cannot be read or written."""


class DataBusy(StoreProblem):
    """Another program held the database longer than we wait."""


class BeingReplaced(DataBusy):
    """Other data are being put in place of these, or recounted: what is written now would be lost."""


class DiskFull(StoreProblem):
    """There is no space left for the write."""


@dataclass(eq=False)
class MigrationFailed(StoreProblem):
    """The change to the present schema was undone as a whole; `backup` is a copy from just before."""

    backup: Path | None = None


@dataclass(eq=False)
class OnlyKept(StoreProblem):
    """The entry `uid` is safe in the lifeboat because of `cause`; what it scores cannot be told now."""

    uid: str = ""
    cause: StoreProblem | None = None
