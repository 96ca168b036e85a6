"""Rows in which price trackers keep what they saw: a quoted title, a plain amount, a quoted shop."""

from __future__ import annotations

import re

from extract.reading import Mark, Reading
from extract.screening import Screened

_ROW = Screened(r"['\"][^'\"\n]{10,200}['\"], ?[0-9]+(?:\.[0-9]{1,2})?, ?['\"]")
_BEFORE, _BEHIND = re.compile(r"['\"], ?$"), re.compile(r", ?['\"]")


def is_in_tracker_row(reading: Reading, mark: Mark) -> bool:
    """A number that stands where such a row has its price."""
    if reading.says(_ROW) is None or _BEHIND.match(reading.text, mark.end) is None:
        return False
    return _BEFORE.search(reading.text, max(0, mark.start - 3), mark.start) is not None
