"""Numbers of rows that grow with time, so that the text index, which goes by number, goes by time as well.

The number of a listing is the second it was first seen, counted from 1970, times `ROOM`, plus its place among the
listings of that second. Walking numbers downwards is walking newest first; within one second the order is not told.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from index.fields import Kind

ROOM = 1 << 20
"""Rows that one second can hold."""
NUMBERED_BY: dict[Kind, str] = {"listing": "first_seen"}
"""Field that gives a row its number; rows of other kinds are numbered as they come."""
NOT_BEFORE: dict[Kind, tuple[str, ...]] = {"listing": ("last_seen", "last_checked", "gone_at")}
"""Fields whose time is, in every listing that was folded from sightings, no earlier than the one it is numbered by."""
UNTIMELY = "listings_untimely"
"""Index of the rows of which that is not true. There should be none: then `NOT_BEFORE` tells something of numbers."""

_START = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def first_of(moment: datetime) -> int:
    """Smallest number of a row of the second that *moment* lies in; without a zone it is UTC."""
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _START) // _SECOND * ROOM


def first_of_second(number: int) -> int:
    """Smallest number of the second that row *number* belongs to."""
    return number // ROOM * ROOM


def untimely(kind: Kind) -> str:
    """The condition on a row of the index `UNTIMELY`."""
    return " OR ".join(f"{name} < {NUMBERED_BY[kind]}" for name in NOT_BEFORE[kind])
