"""Tokens of the following page: the sort value and id of the last document, so that inserts shift nothing."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from foundation.errors import UsageError

SortValue = str | int | float | None


@dataclass(frozen=True)
class Place:
    """Where a page ended."""

    sort: str
    """The order that the page was in, for example ``-first_seen``."""
    value: SortValue
    """Sort value of its last document as the store compares it."""
    id: str
    """Id of its last document."""


def write_token(place: Place) -> str:
    """An opaque token."""
    text = json.dumps([place.sort, place.value, place.id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_token(token: str, sort: str) -> Place:
    """The place that *token* marks. Raises `UsageError` for one of another order or none of ours."""
    try:
        parts = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
        written, value, last = parts
        if not (isinstance(written, str) and isinstance(last, str) and isinstance(value, SortValue)):
            raise ValueError(token)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise UsageError(
            "the page token cannot be read", where="--after", way_out="copy it whole from the page before"
        ) from error
    if written != sort:
        raise UsageError(
            f"the page token belongs to the order {written}, not to {sort}",
            where="--after",
            way_out="ask with the same --sort as the page before",
        )
    return Place(written, value, last)
