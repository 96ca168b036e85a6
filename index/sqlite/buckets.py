"""Buckets of an ordered value, large ones divided into smaller: which of them a range is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Bucket(Protocol):
    """Values from `start` up to, but without, `end`."""

    @property
    def sign(self) -> str:
        """Its name, which no other bucket has."""

    @property
    def start(self) -> float:
        """Smallest value; minus infinity for no bound."""

    @property
    def end(self) -> float:
        """Smallest value above it; infinity for no bound."""

    def parts(self) -> Sequence[Bucket]:
        """The buckets that it is divided into; empty for the smallest."""


@dataclass(frozen=True)
class Bounds:
    """A range of values."""

    low: float
    high: float
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True)
class Cover:
    """Buckets that together hold every value of a range."""

    signs: tuple[str, ...]
    exact: bool
    """Whether they hold no other value."""


def cover(buckets: Iterable[Bucket], bounds: Bounds) -> Cover:
    """The fewest of *buckets* and their parts that hold *bounds*."""
    signs: list[str] = []
    exact = True
    for bucket in buckets:
        if _apart(bucket, bounds):
            continue
        if _within(bucket, bounds):
            signs.append(bucket.sign)
        elif parts := bucket.parts():
            inner = cover(parts, bounds)
            signs += inner.signs
            exact = exact and inner.exact
        else:
            signs.append(bucket.sign)
            exact = False
    return Cover(tuple(signs), exact)


def _apart(bucket: Bucket, bounds: Bounds) -> bool:
    above = bucket.start > bounds.high or (bucket.start == bounds.high and not bounds.high_included)
    return above or bucket.end <= bounds.low


def _within(bucket: Bucket, bounds: Bounds) -> bool:
    starts = bucket.start > bounds.low or (bucket.start == bounds.low and bounds.low_included)
    return starts and bucket.end <= bounds.high
