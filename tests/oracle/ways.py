"""What "ways to win" must satisfy, said by trying everything."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement

from tests.oracle.facts import BookFact
from tests.oracle.rulebook import cap_in_force, points_factor, points_in_force

MOST_TRIED = 8
"""Brute force gives up above that many actions."""

REASON = 99
"""The rules name no limit, but no way needs to be offered that takes more of one activity than that."""

Way = Sequence[tuple[str, int]]


def worth(book: BookFact, day: date) -> dict[str, Fraction]:
    """What one more of each activity that can be suggested brings, with its usual outcome."""
    result = {}
    for activity in book["activities"]:
        if activity["archived"] or activity["kind"] == "percent":
            continue
        usual = activity["outcomes"][0] if activity["outcomes"] else None
        key = activity["key"]
        points = points_in_force(book, key, usual, day) * points_factor(book, key, day)
        if points > 0:
            result[key] = points
    return result


def room(book: BookFact, day: date, done: Mapping[str, int]) -> dict[str, int | None]:
    """How many more of each activity would count today; None is any number."""
    result: dict[str, int | None] = {}
    for activity in book["activities"]:
        cap = cap_in_force(book, activity["key"], day)
        result[activity["key"]] = None if cap is None else max(0, cap - done.get(activity["key"], 0))
    return result


def can_be_closed(book: BookFact, day: date, gap: Fraction, done: Mapping[str, int]) -> bool:
    """Whether any number of actions within reason closes the gap."""
    left = room(book, day, done)
    most = Fraction(0)
    for key, points in worth(book, day).items():
        space = left[key]
        most += points * (REASON if space is None else min(REASON, space))
    return most >= gap


def fewest(book: BookFact, day: date, gap: Fraction, done: Mapping[str, int]) -> int | None:
    """The smallest number of actions that closes the gap, or None if it is above MOST_TRIED."""
    values = worth(book, day)
    left = room(book, day, done)
    for number in range(1, MOST_TRIED + 1):
        for mix in combinations_with_replacement(sorted(values), number):
            fits = True
            for key in mix:
                space = left[key]
                if space is not None and mix.count(key) > space:
                    fits = False
            if fits and sum((values[key] for key in mix), Fraction(0)) >= gap:
                return number
    return None


def faults(
    book: BookFact, day: date, gap: Fraction, done: Mapping[str, int], ways: Sequence[Way]
) -> list[str]:
    """Everything that is wrong with the suggestions `ways`; none is as it should be."""
    found = []
    if gap <= 0:
        return ["ways although nothing is missing"] if ways else []
    values = worth(book, day)
    left = room(book, day, done)
    if len(ways) > 3:
        found.append("more than three ways")
    if not ways and can_be_closed(book, day, gap, done):
        found.append("no way although there is one")

    sizes = []
    for way in ways:
        if not way:
            found.append("an empty way")
            continue
        keys = [key for key, _ in way]
        if len(set(keys)) != len(keys):
            found.append("an activity named twice in one way")
        if any(quantity < 1 for _, quantity in way):
            found.append("an action without quantity")
        if any(key not in values for key in keys):
            found.append("an archived, percent, worthless or unknown activity")
            continue
        for key, quantity in way:
            space = left[key]
            if space is not None and quantity > space:
                found.append("above the cap")
        brought = sum((values[key] * quantity for key, quantity in way), Fraction(0))
        if brought < gap:
            found.append("a way that does not close the gap")
        if any(brought - values[key] >= gap for key in keys):
            found.append("an action that could be left out")
        sizes.append(sum(quantity for _, quantity in way))

    if sizes != sorted(sizes):
        found.append("not fewest actions first")
    starts = [way[0][0] for way in ways if way]
    if len(set(starts)) != len(starts):
        found.append("two ways that begin alike")
    if sizes:
        least = fewest(book, day, gap, done)
        if least is not None and sizes[0] != least:
            found.append(f"the first way has {sizes[0]} actions, {least} would do")
        if least is None and sizes[0] <= MOST_TRIED:
            found.append("a way shorter than any that exists")
    return found
