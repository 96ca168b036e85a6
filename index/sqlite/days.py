"""Times in the text index: marks for their year, month and day, UTC.

3 March 2026 has the marks ``26``, ``2603`` and ``260303``; ``09`` also holds all before 2009 and ``40`` all after 2040.
A range of times is then found within the text index: exactly, where it begins and ends at midnight, and with some
times of its first and last day otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from index.sqlite.buckets import Bounds, Cover, cover

_FIRST, _LAST = 2009, 2040
"""Years that hold all before and all after as well; they have no months."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class _Period:
    """A year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def sign(self) -> str:
        return "".join(f"{part:02d}" for part in (self.year % 100, self.month, self.day) if part is not None)

    @property
    def start(self) -> float:
        return -math.inf if self.year == _FIRST else _microseconds(self._first())

    @property
    def end(self) -> float:
        return math.inf if self.year == _LAST else _microseconds(self._next())

    def parts(self) -> Sequence[_Period]:
        if self.day is not None or self.year in (_FIRST, _LAST):
            return ()
        if self.month is None:
            return [_Period(self.year, month) for month in range(1, 13)]
        days = (self._next() - self._first()).days
        return [_Period(self.year, self.month, day) for day in range(1, days + 1)]

    def _first(self) -> datetime:
        return datetime(self.year, self.month or 1, self.day or 1, tzinfo=UTC)

    def _next(self) -> datetime:
        if self.day is not None:
            return self._first() + timedelta(days=1)
        if self.month is None or self.month == 12:
            return datetime(self.year + 1, 1, 1, tzinfo=UTC)
        return datetime(self.year, self.month + 1, 1, tzinfo=UTC)


def marks(moment: datetime) -> tuple[str, ...]:
    """The marks of a time; without a zone it is UTC."""
    utc = _utc(moment)
    return _marks(utc.year, utc.month, utc.day)


def covering(
    low: datetime | None, high: datetime | None, *, low_included: bool = True, high_included: bool = True
) -> Cover:
    """Marks of which every time between the bounds has at least one; none stands for no bound."""
    return cover(
        _YEARS,
        Bounds(
            -math.inf if low is None else _microseconds(_utc(low)),
            math.inf if high is None else _microseconds(_utc(high)),
            low_included,
            high_included,
        ),
    )


@lru_cache(maxsize=10_000)
def _marks(year: int, month: int, day: int) -> tuple[str, ...]:
    held = _Period(min(max(year, _FIRST), _LAST))
    if not held.parts():
        return (held.sign,)
    return (held.sign, _Period(year, month).sign, _Period(year, month, day).sign)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _microseconds(moment: datetime) -> float:
    """Since 1970. As integers, which hold every microsecond."""
    return (moment - _START) // _MICROSECOND


_YEARS = [_Period(year) for year in range(_FIRST, _LAST + 1)]
