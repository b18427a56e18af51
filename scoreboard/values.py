"""What crosses the layers: frozen values that are equal when their fields are.

One place says how they are made. A start makes some hundred of these classes before the first paint, and a
frozen dataclass takes most of a millisecond each (docs/decisions/0008-msgspec-values.md).
"""

from typing import TypeVar, dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, replace

__all__ = ["Value", "asdict", "field", "replace", "stepped"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """Declared like a dataclass: `class Money(Value): ...`; `dict=True` allows cached properties."""


V = TypeVar("V", bound=Value)


def stepped(now: V, before: V, after: V) -> V:
    """`now` with every field in which `after` differs from `before`.

    So a step is undone or made again on what there is by now; what others changed meanwhile stays.
    """
    names = type(now).__struct_fields__
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    return replace(now, **changed)
