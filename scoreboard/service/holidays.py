"""Public holidays of a country or region, as an offer of days off; a package that is an extra knows them."""

import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from scoreboard.domain.calendar import FIRST_DAY, LAST_DAY, DayOff
from scoreboard.domain.entries import LONGEST_CONTACT
from scoreboard.errors import BadDate, HolidaysMissing, UnknownName
from scoreboard.resources import resource
from scoreboard.service.scores import Scores
from scoreboard.values import Value

if TYPE_CHECKING:
    from types import ModuleType

_COLUMNS = {"en": 0, "nl": 1, "de": 2, "fr": 3}
"""Where resources/countries.toml has the names of a language."""


class Place(Value):
    """A country or one of its regions, by its ISO 3166 code."""

    code: str
    name: str


class Holiday(Value):
    """A public holiday. `off`: the day is off already; `working`: without it there is work on that day.

    `wanted` is what one would take: a working day from today on that is not off.
    """

    day: date
    name: str
    working: bool
    off: bool
    wanted: bool

    @property
    def day_off(self) -> DayOff:
        """It as a day off, with its name as the reason."""
        return DayOff(self.day, self.day, reason=self.name[:LONGEST_CONTACT])


class Holidays:
    """Reads only; every reading raises HolidaysMissing when the package is not installed."""

    def __init__(self, scores: Scores, now: Callable[[], datetime]) -> None:
        self._scores = scores
        self._now = now

    def countries(self, language: str) -> tuple[Place, ...]:
        """All countries whose holidays are known, in the order of their names."""
        _package()
        places = [Place(code, names[_COLUMNS[language]]) for code, names in _names().items()]
        return tuple(sorted(places, key=lambda one: _plain(one.name)))

    def regions(self, country: str) -> tuple[Place, ...]:
        """The regions of a country with other holidays than the country as a whole, this year or next."""
        found = _country(country)
        names = {code: code for code in found.subdivisions}
        for name, code in found.subdivisions_aliases.items():
            if len(name) > 3 or code not in names:  # shorter ones are other codes
                names[code] = name
        whole = _days(country, "", self.years())
        places = [Place(code, names[code]) for code in found.subdivisions]
        other = [one for one in places if _days(country, one.code, self.years()) != whole]
        return tuple(sorted(other, key=lambda one: _plain(one.name)))

    def years(self) -> tuple[int, ...]:
        """This year and the next, as far as days can be used."""
        year = self._now().year
        return tuple(one for one in (year, year + 1) if one <= LAST_DAY.year)

    def offer(
        self, country: str, region: str = "", *, language: str, year: int | None = None
    ) -> tuple[Holiday, ...]:
        """The holidays of a year (this and the next without one), in the language if it is spoken there.

        Raises UnknownName, BadDate.
        """
        if year is not None and not FIRST_DAY.year <= year <= LAST_DAY.year:
            raise BadDate(str(year), "early" if year < FIRST_DAY.year else "late")
        years = self.years() if year is None else (year,)
        book, today = self._scores.book(), self._now().date()
        found = []
        for day, name in sorted(_days(country, region, years, language).items()):
            working, off = book.weight(day) > 0, book.presence(day) == 0
            found.append(Holiday(day, name, working, off, working and not off and day >= today))
        return tuple(found)


def _package() -> "ModuleType":
    # Half a tenth of a second that no start should wait for, and it need not be there.
    try:
        import holidays  # noqa: PLC0415
    except ImportError as error:
        raise HolidaysMissing from error
    return holidays


def _country(code: str) -> Any:
    """The package's class of a country. Raises UnknownName."""
    package = _package()
    if code not in _names():
        raise UnknownName("country", code)
    return getattr(package, code)


def _days(country: str, region: str, years: Iterable[int], language: str = "en") -> dict[date, str]:
    kind = _country(country)
    codes = {code.casefold(): code for code in kind.subdivisions}
    if region and region.casefold() not in codes:
        raise UnknownName("region", region, tuple(kind.subdivisions))
    spoken = [one for one in kind.supported_languages if one.split("_")[0] == language]
    if not spoken:
        spoken = [one for one in kind.supported_languages if one.startswith("en")] or [None]
    # A variant of the country's own ("en_GB") rather than another one of that language.
    own = kind.default_language if kind.default_language in spoken else spoken[0]
    return dict(kind(years=years, subdiv=codes.get(region.casefold()), language=own))


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads(resource("countries.toml").read_text(encoding="utf-8"))


def _plain(name: str) -> str:
    """Österreich beside Oman."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
