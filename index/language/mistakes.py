"""What is said of a query that cannot be understood: where, why, and what is allowed there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from foundation.errors import UsageError

_BEFORE = 48
_AFTER = 24
_MARKED = 40


class QueryError(UsageError):
    """A query cannot be understood. Its message shows the place with a caret."""

    def __init__(self, problem: str, *, query: str, start: int, end: int | None = None, way_out: str) -> None:
        self.query = query
        self.column = start + 1
        """1-based character of the mistake; one past the end where something is missing."""
        self.length = max(1, (end if end is not None else start + 1) - start)
        """Characters that the mistake covers."""
        self.advice = way_out
        picture = _picture(query, start, self.length)
        super().__init__(f"{problem}\n{picture}", where=f"query, column {self.column}", way_out=way_out)


def nearest(name: str, known: Iterable[str], *, fallback: int = 8) -> str:
    """``did you mean …?`` with the names closest to *name*, or the first known ones."""
    known = sorted(known)
    close = get_close_matches(name.lower(), known, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(close)}?"
    shown = ", ".join(known[:fallback])
    return f"use one of {shown}{', …' if len(known) > fallback else ''}"


def _picture(query: str, start: int, length: int) -> str:
    """The query and a caret under the mistake, cut to a window and aligned by display width."""
    length = min(length, _MARKED)
    first = max(0, start - _BEFORE)
    last = min(len(query), start + max(length, 1) + _AFTER)
    head, marked, rest = (
        _visible(part) for part in (query[first:start], query[start : start + length], query[start + length : last])
    )
    lead = "…" if first else ""
    tail = "…" if last < len(query) else ""
    return f"  {lead}{head}{marked}{rest}{tail}\n  {' ' * _width(lead + head)}{'^' * max(1, _width(marked))}"


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else c for c in text)


def _width(text: str) -> int:
    """Columns of a terminal that *text* takes: two for a Han character, none for a combining mark."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
