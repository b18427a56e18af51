"""An entry as one line of the lifeboat, with a control sum of its own, and back."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zlib import crc32

from scoreboard.domain.entries import LogEntry, Money
from scoreboard.values import Value


class Kept(Value):
    """An entry that waits to be brought in.

    `typed`: the names of activity, outcome and deliverable are as somebody typed them and not checked yet,
    because the database with the keys could not be read.
    """

    entry: LogEntry
    typed: bool = False


def line(kept: Kept) -> bytes:
    """All facts of the entry as JSON in ASCII, the uid first, without a line end."""
    entry = kept.entry
    facts = {
        "uid": entry.uid,
        "activity": entry.activity,
        "day": entry.day.isoformat(),
        "at": entry.at.isoformat(),
        "made_at": entry.made_at.isoformat(),
        "quantity": entry.quantity,
        "outcome": entry.outcome,
        "deliverable": entry.deliverable,
        "percent": entry.percent,
        "contact": entry.contact,
        "note": entry.note,
        "amount": str(entry.amount.value) if entry.amount else None,
        "currency": entry.amount.currency if entry.amount else None,
        "source": entry.source,
        "voided": entry.voided,
        "clock": entry.clock,
        "typed": kept.typed,
    }
    return _dumped(facts | {"check": _check(facts)})


def understood(text: bytes) -> Kept | None:
    """The entry of a line; None when the line is torn, altered or not one of ours."""
    try:
        facts = json.loads(text)
        if not isinstance(facts, dict) or facts.pop("check", None) != _check(facts):
            return None
        return _kept(facts)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def _kept(facts: dict[str, Any]) -> Kept:
    amount = facts["amount"]
    at, made_at = datetime.fromisoformat(facts["at"]), datetime.fromisoformat(facts["made_at"])
    if at.tzinfo is None or made_at.tzinfo is None:
        raise ValueError("a moment without an offset")
    entry = LogEntry(
        uid=facts["uid"],
        activity=facts["activity"],
        day=date.fromisoformat(facts["day"]),
        at=at,
        made_at=made_at,
        quantity=facts["quantity"],
        outcome=facts["outcome"],
        deliverable=facts["deliverable"],
        percent=facts["percent"],
        contact=facts["contact"],
        note=facts["note"],
        amount=None if amount is None else Money(Decimal(amount), facts["currency"]),
        source=facts["source"],
        voided=facts["voided"],
        clock=facts["clock"],
    )
    return Kept(entry, facts["typed"])


def _check(facts: dict[str, Any]) -> int:
    return crc32(_dumped(facts))


def _dumped(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts).encode("ascii")
