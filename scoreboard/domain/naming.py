"""Keys for names, and finding what a typed name means."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from scoreboard.errors import AmbiguousName, UnknownName


class Named(Protocol):
    """Something with a stable key and a name that the seller chose."""

    @property
    def key(self) -> str:
        """The stable key."""
        ...

    @property
    def name(self) -> str:
        """The seller's name for it."""
        ...


Thing = TypeVar("Thing", bound=Named)


def find(what: str, text: str, things: Iterable[Thing]) -> Thing:
    """The thing meant by `text`: its key, else its name, else the only one whose name or key begins so.

    Case and the number of blanks do not matter. Raises UnknownName or AmbiguousName for the kind `what`.
    """
    known = list(things)
    wanted = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    for fits in (
        [thing for thing in known if thing.key == text.strip()],
        [thing for thing in known if wanted in (thing.key.casefold(), thing.name.casefold())],
        [thing for thing in known if _begins(thing, wanted)] if wanted else [],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise AmbiguousName(what, text, tuple(thing.key for thing in fits))
    raise UnknownName(what, text, tuple(thing.key for thing in known))


def _begins(thing: Named, wanted: str) -> bool:
    return thing.name.casefold().startswith(wanted) or thing.key.casefold().startswith(wanted)


def new_key(name: str, taken: Collection[str]) -> str:
    """A key made of the letters and digits of `name`, with a number behind it where that is `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "activity"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
