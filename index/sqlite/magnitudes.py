"""Numbers in the text index: marks for their order of magnitude and first two digits.

640 has the marks ``d`` (hundreds), ``d6`` and ``d64``; ``a`` is all below 1, ``b`` the units, ``m`` all from 100
thousand million upwards. A range of numbers is then found within the text index: exactly, where its ends fall between
two marks, and with some numbers beyond its ends otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.sqlite.buckets import Bounds, Cover, cover

_LAST = 12
"""Place of ``m`` among the letters."""
_DIGITS = 2
"""Most digits of a mark."""


@dataclass(frozen=True)
class _Magnitude:
    """Numbers of *place* digits before the point that begin with *digits*."""

    place: int
    digits: str = ""

    @property
    def sign(self) -> str:
        return f"{chr(ord('a') + self.place)}{self.digits}"

    @property
    def start(self) -> float:
        if self.place == 0:
            return -math.inf
        return 10.0 ** (self.place - 1) if not self.digits else int(self.digits) * self._unit

    @property
    def end(self) -> float:
        if self.place == _LAST:
            return math.inf
        return 10.0**self.place if not self.digits else (int(self.digits) + 1) * self._unit

    @property
    def _unit(self) -> float:
        return 10.0 ** (self.place - len(self.digits))

    def parts(self) -> Sequence[_Magnitude]:
        if len(self.digits) == self._most:
            return ()
        return [_Magnitude(self.place, f"{self.digits}{digit}") for digit in range(0 if self.digits else 1, 10)]

    @property
    def _most(self) -> int:
        """Digits of the smallest parts."""
        return 0 if self.place in (0, _LAST) else min(self.place, _DIGITS)


def marks(value: float) -> tuple[str, ...]:
    """The marks of a number; none of what is not a number, which no range holds."""
    return () if math.isnan(value) else _marks(value)


def covering(
    low: float | None,
    high: float | None,
    *,
    low_included: bool = True,
    high_included: bool = True,
    whole: bool = False,
) -> Cover:
    """Marks of which every number between the bounds has at least one; none stands for no bound.

    With *whole* the numbers are known to be integers.
    """
    bounds = Bounds(-math.inf if low is None else low, math.inf if high is None else high, low_included, high_included)
    return cover([_Magnitude(place) for place in range(_LAST + 1)], _of_integers(bounds) if whole else bounds)


@lru_cache(maxsize=10_000)
def _marks(value: float) -> tuple[str, ...]:
    place, digits = _place(value)
    letter = chr(ord("a") + place)
    return tuple(f"{letter}{digits[:length]}" for length in range(len(digits) + 1))


def _place(value: float) -> tuple[int, str]:
    if not value >= 1:
        return 0, ""
    if value >= 10.0 ** (_LAST - 1):
        return _LAST, ""
    exact = Decimal(value)
    place = exact.adjusted() + 1
    digits = "".join(map(str, exact.as_tuple().digits[:_DIGITS])).ljust(_DIGITS, "0")
    return place, digits[: min(place, _DIGITS)]


def _of_integers(bounds: Bounds) -> Bounds:
    """The same integers, from the first of them up to the first above."""
    low, high = bounds.low, bounds.high
    if math.isfinite(low):
        low = math.ceil(low) if bounds.low_included else math.floor(low) + 1
    if math.isfinite(high):
        high = math.floor(high) + 1 if bounds.high_included else math.ceil(high)
    return Bounds(low, high, low_included=True, high_included=False)
