"""The log entry: one fact, and what may be written into it."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from scoreboard.values import Value

MOST_UNITS = 10_000
LONGEST_NAME = 80
LONGEST_CONTACT = 200
LONGEST_NOTE = 2_000
MOST_MONEY = Decimal(1_000_000_000)


class Money(Value):
    """An exact amount with its currency's three letters."""

    value: Decimal
    currency: str


class LogEntry(Value):
    """One fact: this activity, this quantity, on this local day. Rules never change it; it is only voided.

    `at` is the moment the work is entered for, with the offset of that place; `day` was its local day then
    and stays so. `made_at` is when the entry was written. Counted entries have a `quantity`; those of a
    percent activity name their `deliverable` and the `percent` it has reached, and have a quantity of 1.
    `number` is the place in the order of writing, 0 before it is stored. `clock` is "back" or "jump" when the
    computer's clock may have been wrong at the writing, else "".
    """

    uid: str
    activity: str
    day: date
    at: datetime
    made_at: datetime
    quantity: int = 1
    outcome: str | None = None
    deliverable: str | None = None
    percent: int | None = None
    contact: str = ""
    note: str = ""
    amount: Money | None = None
    source: str = "window"
    voided: bool = False
    number: int = 0
    clock: str = ""


def clean_text(text: str) -> str:
    """`text` in Unicode's composed form with runs of blanks made one and the ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_control(text: str) -> bool:
    """Whether `text` has characters no keyboard writes: controls, overrides of direction, surrogates."""
    return any(
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}
        or char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for char in text
    )
