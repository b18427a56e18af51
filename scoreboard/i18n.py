"""The words and numbers of the current language, through gettext and without Qt: the command line needs them.

The language is looked up whenever a text is made, so changing it needs no restart.
"""

import gettext
import locale
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from scoreboard.resources import resource

LANGUAGES = ("en", "nl", "de", "fr")

Number = int | Fraction | Decimal


class _Format(NamedTuple):
    """How a language writes numbers, as the Unicode locale data (CLDR) have it."""

    decimal: str
    group: str
    percent: str
    money: str


_FORMATS = {
    "en": _Format(".", ",", "{}%", "{sign}{currency}{amount}"),
    "nl": _Format(",", ".", "{}%", "{currency}\N{NO-BREAK SPACE}{sign}{amount}"),
    "de": _Format(",", ".", "{}\N{NO-BREAK SPACE}%", "{sign}{amount}\N{NO-BREAK SPACE}{currency}"),
    "fr": _Format(
        ",",
        "\N{NARROW NO-BREAK SPACE}",
        "{}\N{NO-BREAK SPACE}%",
        "{sign}{amount}\N{NO-BREAK SPACE}{currency}",
    ),
}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}

_current = "en"


def set_language(code: str) -> None:
    """Speak this language from now on; raises ValueError unless it is one of LANGUAGES."""
    global _current  # noqa: PLW0603 - one process speaks one language; handing it to every text would drown the code
    if code not in LANGUAGES:
        raise ValueError(code)
    _current = code


def language() -> str:
    """Return the code of the current language."""
    return _current


def system_language(environ: Mapping[str, str]) -> str:
    """Return the first language the system asks for that we speak, else English.

    The variables are those of gettext; where none is set (Windows, macOS) Python's own locale is asked.
    """
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    wishes = [*environ.get("LANGUAGE", "").split(":"), chosen]
    if not any(wishes):
        wishes = [locale.getlocale()[0] or ""]
    for wish in wishes:
        # Windows says "Dutch_Netherlands"; normalize() knows such names.
        code = locale.normalize(re.split(r"[_.@]", wish)[0])[:2]
        if code in LANGUAGES:
            return code
    return "en"


def _(message: str) -> str:
    """Translate a text."""
    return _catalogue(_current).gettext(message)


def n_(singular: str, plural: str, count: int) -> str:
    """Translate a text in the form that `count` asks for."""
    return _catalogue(_current).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a text that means different things in different places."""
    return _catalogue(_current).pgettext(context, message)


def mark(message: str) -> str:
    """Return the text as it is, yet have it translated: for tables made before a language is chosen."""
    return message


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("scoreboard", resource("locale"), languages=[code], fallback=True)


def number(value: Number, *, signed: bool = False) -> str:
    """Write a number with at most two decimals, rounded half away from zero; `signed` gives gains a plus."""
    hundredths = _rounded(value, 100)
    digits = f"{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02}".rstrip("0").rstrip(".")
    return _sign(hundredths, signed=signed) + _localised(digits)


def percent(value: Number, *, signed: bool = False) -> str:
    """Write a share in percent (75 means 75 %), rounded to whole ones."""
    whole = _rounded(value, 1)
    form = _FORMATS[_current].percent
    return form.format(_sign(whole, signed=signed) + _localised(f"{abs(whole):,}"))


def money(amount: Decimal, currency: str) -> str:
    """Write an amount with its cents and its currency, an ISO 4217 code."""
    cents = _rounded(amount, 100)
    symbol = _SYMBOLS.get(currency, currency)
    # Letters need room where a sign does not: €5.00, but CHF 5.00.
    if _current == "en" and symbol == currency:
        symbol += "\N{NO-BREAK SPACE}"
    return _FORMATS[_current].money.format(
        sign=_sign(cents), currency=symbol, amount=_localised(f"{abs(cents) // 100:,}.{abs(cents) % 100:02}")
    )


def parse_number(text: str) -> Fraction:
    """Read a number as people of any of our languages type it; raises ValueError.

    Point and comma both serve as decimal sign. A lone one before three digits, as in "1.234", is what the
    current language takes it for.
    """
    match = re.fullmatch(r"([+\-−]?)([0-9.,]+)", re.sub(r"[\s'’]", "", text))
    if match is None:
        raise ValueError(text)
    sign, digits = match.groups()
    whole, decimals = _split(digits)
    if not re.fullmatch(r"[0-9]*", decimals) or not (whole or decimals):
        raise ValueError(text)
    grouped = re.fullmatch(r"[0-9]{1,3}(?:([.,])[0-9]{3})?(?:\1[0-9]{3})*", whole)
    if not grouped and not re.fullmatch(r"[0-9]*", whole):
        raise ValueError(text)
    value = Fraction(f"{re.sub('[.,]', '', whole) or '0'}.{decimals or '0'}")
    return value if sign in {"", "+"} else -value


def _split(digits: str) -> tuple[str, str]:
    """Part the whole from the decimals; group signs stay in the whole."""
    signs = re.sub(r"[0-9]", "", digits)
    if not signs:
        return digits, ""
    last = signs[-1]
    whole, decimals = digits.rsplit(last, 1)
    if len(set(signs)) == 1:
        looks_grouped = re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+", digits)
        if looks_grouped and (len(signs) > 1 or last == _FORMATS[_current].group):
            return digits, ""
    return whole, decimals


def _rounded(value: Number, steps: int) -> int:
    """Count the steps of 1/`steps` in a value, half away from zero."""
    number, parts = value.as_integer_ratio()
    nearest = (2 * abs(number) * steps + parts) // (2 * parts)
    return nearest if number >= 0 else -nearest


def _sign(value: int, *, signed: bool = False) -> str:
    if value < 0:
        return "-"
    return "+" if signed and value else ""


def _localised(digits: str) -> str:
    """Change English group and decimal signs for those of the current language."""
    form = _FORMATS[_current]
    return digits.translate(str.maketrans(",.", form.group + form.decimal))
