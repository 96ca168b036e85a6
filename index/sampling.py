"""Trends from a sample: what a store counts quickly is taken from there, the rest is estimated, each with its margin.

A point is the supply of one model in one period. Of a point with many listings those are read whose ids are within
bounds: ids are hashes, so that is a random choice, and a chosen listing is read with all its sightings of the period,
as a point counts it once at its largest. A few large stocks make most of a sum, so every large one is read as well. The
sum is what these hold and the mean of the others that were chosen, times the number of all others; the median of the
chosen ones' prices stands between two of these that enclose that of all. A point with few listings is read whole.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby
from statistics import fmean, median, variance
from typing import NamedTuple, Self

from index.store import Margin, TrendPoint, Trends
from index.trends import InUsd, Period, Shown, Supplied, coverage, period_start, point_of, shown_by_model

DEVIATIONS = 2.25
"""Standard errors within which the truth lies for 19 of 20 points: 1.96, and more because stocks are skewed."""
_PARTS = 1 << 16
"""Finest share of listings: bounds are the first four digits of an id."""
_BEYOND = "g"
"""Above all hexadecimal digits."""
_CENT = Decimal("0.01")
_FEWEST_STOCKS = 30
"""Stocks from whose spread that of all is told."""
HIGHEST_ORDER = 63
"""No number that a store holds is of a higher order of magnitude."""
_FEWEST_PRICES = 6
"""The lowest and the highest of so many prices enclose the median for 19 of 20 points."""

Point = tuple[date, str]
"""First day of a period, and a model."""


class Bound(NamedTuple):
    """What is read of a point."""

    low: str
    """The listings whose ids are no lower than this,"""
    high: str
    """and lower than this."""
    share: float
    """They are this part of all."""
    large: int
    """And sightings that state GPUs of this order of magnitude (`order_of`) or a higher one."""

    @property
    def least(self) -> int:
        """The smallest number of GPUs that is large."""
        return 1 << (self.large - 1)

    def is_chosen(self, listing_id: str) -> bool:
        """Whether a listing is one of the random choice."""
        return self.low <= listing_id < self.high

    def is_large(self, gpus: int | None) -> bool:
        """Whether every sighting with so many GPUs is read."""
        return gpus is not None and gpus >= self.least


Bounds = Mapping[Point, Bound | None]
"""Point → what is read of it; none where all is."""


def order_of(gpus: int) -> int:
    """Order of magnitude of a number of GPUs: binary digits."""
    return max(gpus, 0).bit_length()


@dataclass(frozen=True)
class Counted:
    """Listings of one point, as a store counts them."""

    start: date
    model: str
    listings: int
    counted: int
    """Of these, the ones that state a count of GPUs."""
    listings_off: int = 0
    """How far the first number may be off."""
    counted_off: int = 0
    """How far the second number may be off."""
    orders: Mapping[int, int] = field(default_factory=dict)
    """Order of magnitude of GPUs → sightings that state so many."""

    @property
    def point(self) -> Point:
        """Which point."""
        return self.start, self.model

    def with_others(self, others: Counted) -> Counted:
        """The same point with *others* of its listings."""
        orders = Counter(self.orders)
        orders.update(others.orders)
        return Counted(
            self.start,
            self.model,
            self.listings + others.listings,
            self.counted + others.counted,
            self.listings_off + others.listings_off,
            self.counted_off + others.counted_off,
            orders,
        )


@dataclass(frozen=True)
class Sample:
    """Which listings are read."""

    counts: Sequence[Counted]
    """Of every point."""
    bounds: Bounds

    @classmethod
    def of(cls, counts: Sequence[Counted], most: int) -> Self:
        """About *most* listings, shared out evenly among the points; what small points leave goes to the others."""
        share = 0
        left = most
        for place, listings in enumerate(sorted(counted.listings for counted in counts)):
            share = left // (len(counts) - place)
            if listings > share:
                break
            left -= listings
        return cls(counts, {counted.point: _bound(counted, share) for counted in counts})


def fold_sample(
    period: Period, sample: Sample, supply: Iterable[Supplied], crawls: Iterable[tuple[datetime, str]], in_usd: InUsd
) -> Trends:
    """Trends of the *supply* of a *sample*, which comes ordered by day; what lies beyond its bounds is passed over."""
    bounds = sample.bounds
    listings: dict[Point, list[Shown]] = {}
    for start, rows in groupby(supply, key=lambda row: period_start(row.on, period)):
        for model, shown in shown_by_model(_within(bounds, start, rows), in_usd):
            listings[start, model] = shown
    points = (_point(counted, bounds[counted.point], listings.get(counted.point, ())) for counted in sample.counts)
    return Trends(
        period=period,
        points=tuple(sorted((point for point in points if point), key=lambda point: (point.start, point.model))),
        coverage=coverage(period, crawls),
        sampled=True,
    )


def _bound(counted: Counted, share: int) -> Bound | None:
    """Half of the *share* of listings for large stocks, the other half for the random choice."""
    if counted.listings <= share:
        return None
    large = HIGHEST_ORDER + 1
    left = share // 2
    while large > 1 and counted.orders.get(large - 1, 0) <= left:
        large -= 1
        left -= counted.orders.get(large, 0)
    width = max(1, _PARTS * (share // 2 + left) // counted.listings)
    # every point has a choice of its own, or an odd one would show in all of them
    low = int.from_bytes(blake2b(f"{counted.start} {counted.model}".encode()).digest()) % (_PARTS - width + 1)
    high = low + width
    return Bound(f"{low:04x}", f"{high:04x}" if high < _PARTS else _BEYOND, width / _PARTS, large)


def _within(bounds: Bounds, start: date, rows: Iterable[Supplied]) -> Iterator[Supplied]:
    for row in rows:
        point = start, row.model
        bound = bounds.get(point)
        if point in bounds and (bound is None or bound.is_chosen(row.listing_id) or bound.is_large(row.gpus)):
            yield row


def _point(counted: Counted, bound: Bound | None, shown: Sequence[Shown]) -> TrendPoint | None:
    """None where what was counted is gone by now."""
    if bound is None:
        return point_of(counted.start, counted.model, shown) if shown else None
    large = [listing for listing in shown if bound.is_large(listing.gpus)]
    chosen = [listing for listing in shown if bound.is_chosen(listing.listing_id)]
    others = [listing for listing in chosen if listing.gpus is not None and not bound.is_large(listing.gpus)]
    left = max(counted.counted - len(large), len(others))
    gpus, gpus_off = _mean([float(listing.gpus or 0) for listing in others], left, counted.counted_off)
    h100e, h100e_off = _mean([float(listing.h100e or 0) for listing in others], left, counted.counted_off)
    prices = sorted(listing.usd for listing in chosen if listing.usd is not None)
    priced, priced_off = _part(len(prices), len(chosen), counted, bound.share)
    low, high = _enclosing(prices, bound.share)
    return TrendPoint(
        start=counted.start,
        model=counted.model,
        listings=counted.listings,
        counted_listings=counted.counted,
        gpus=sum(listing.gpus or 0 for listing in large) + round(gpus * left),
        price_usd_median=median(prices).quantize(_CENT) if prices else None,
        priced_listings=priced,
        h100e=sum((listing.h100e or Decimal(0) for listing in large), Decimal(f"{h100e * left:.3f}")),
        margin=Margin(
            listings=counted.listings_off,
            counted_listings=counted.counted_off,
            gpus=None if gpus_off is None else math.ceil(gpus_off),
            h100e=None if h100e_off is None else Decimal(math.ceil(h100e_off)),
            price_usd_low=low,
            price_usd_high=high,
            priced_listings=priced_off,
        ),
    )


def _mean(values: Sequence[float], of: int, of_off: int) -> tuple[float, float | None]:
    """Mean of *values*, some *of* so many, and how far the sum of all may be off; none where they are too few."""
    mean = fmean(values) if values else 0.0
    if len(values) < min(of, _FEWEST_STOCKS):
        return mean, None
    spread = 0.0
    if 1 < len(values) < of:
        spread = math.sqrt(variance(values) / len(values) * (1 - len(values) / of)) * _deviations(len(values) - 1)
    return mean, math.hypot(spread * of, mean * of_off)


def _part(found: int, of: int, counted: Counted, share: float) -> tuple[int, int]:
    """How many of all listings are as *found* of the *of* that were read, and how far that may be off."""
    if not of:
        return 0, counted.listings
    part, cautious = found / of, (found + 2) / (of + 4)
    off = DEVIATIONS * math.sqrt(cautious * (1 - cautious) / of * (1 - share)) * counted.listings
    return round(part * counted.listings), math.ceil(math.hypot(off, part * counted.listings_off))


def _enclosing(prices: Sequence[Decimal], share: float) -> tuple[Decimal | None, Decimal | None]:
    """Two of the *prices*, which are in order, with the median of all between them."""
    if len(prices) < _FEWEST_PRICES:
        return None, None
    reach = DEVIATIONS * math.sqrt(len(prices) * (1 - share)) / 2 + 1
    middle = (len(prices) - 1) / 2
    low, high = max(0, math.floor(middle - reach)), min(len(prices) - 1, math.ceil(middle + reach))
    return prices[low].quantize(_CENT), prices[high].quantize(_CENT)


def _deviations(freedom: int) -> float:
    """Student's quantile: a spread that is known from few values is itself uncertain."""
    z = DEVIATIONS
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
