"""Marks of numbers and times: tokens of the text index that tell a value by and large, so that it answers ranges."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from index.fields import Field
from index.history import History
from index.language import Range
from index.sqlite import days, magnitudes
from index.sqlite.buckets import Cover

NUMBERS = ("integer", "decimal", "number")
"""Types of fields that hold numbers."""
_MOVING = frozenset(History.__annotations__) - {"gone_at"}
"""What a sighting can change while the words of a listing stay as they are; `gone_at` changes with `state`."""


def is_marked(field: Field) -> bool:
    """Whether the text index holds the marks of a number or a time.

    It does for those of the document itself and for numbers of its offers that have a short name; not for those that
    each sighting changes, as every change writes the words of a listing anew.
    """
    if not field.names or field.name in _MOVING:
        return False
    return field.top if field.type == "time" else field.type in NUMBERS and (field.top or len(field.names) > 1)


def signs_of(field: Field, value: Any) -> tuple[str, ...]:
    """The marks of a *value* of *field*."""
    return days.marks(value) if isinstance(value, datetime) else magnitudes.marks(float(value))


def signs_between(part: Range) -> Cover:
    """Marks of which every value in the range has at least one."""
    if part.field.type == "time":
        low, high = (bound if isinstance(bound, datetime) else None for bound in (part.low, part.high))
        return days.covering(low, high, low_included=part.low_included, high_included=part.high_included)
    least, most = (float(bound) if isinstance(bound, Decimal) else None for bound in (part.low, part.high))
    return magnitudes.covering(
        least,
        most,
        low_included=part.low_included,
        high_included=part.high_included,
        whole=part.field.type == "integer",
    )
