"""Trends from a sample: the same points as the exact ones, each figure within its margin or exact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from foundation.errors import UsageError
from index.store import Store, TrendPoint, Trends

Period = Literal["day", "week", "month"]


def by_point(found: Trends) -> dict[tuple[object, str], TrendPoint]:
    """Points by period and model."""
    return {(point.start, point.model): point for point in found.points}


def within(point: TrendPoint, exact: TrendPoint) -> Iterator[bool]:
    """For every figure of *point* that is estimated with a margin, whether the exact one is in it."""
    assert point.margin is not None
    for name in ("listings", "counted_listings", "gpus", "h100e", "priced_listings"):
        margin = getattr(point.margin, name)
        if margin is not None:
            yield abs(getattr(point, name) - getattr(exact, name)) <= margin
    low, high = point.margin.price_usd_low, point.margin.price_usd_high
    if low is not None and high is not None:
        yield exact.price_usd_median is not None and low <= exact.price_usd_median <= high


@pytest.mark.parametrize("text", ["", "H100", "place:深圳 OR side:wanted", "xyzzy"])
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_sample_that_holds_everything_is_exact(filled: Store, text: str, period: Period) -> None:
    exact, sampled = filled.trends(text, period=period), filled.trends(text, period=period, sample=100_000)
    assert sampled.points == exact.points
    assert sampled.coverage == exact.coverage
    assert (exact.sampled, sampled.sampled) == (False, True)


@pytest.mark.parametrize("text", ["", "side:offer -place:深圳"])
@pytest.mark.parametrize("sample", [1, 40, 120])
def test_sample_has_every_point_and_says_how_far_off_it_is(filled: Store, text: str, sample: int) -> None:
    exact, found = (
        by_point(filled.trends(text, period="month")),
        by_point(filled.trends(text, period="month", sample=sample)),
    )
    assert found.keys() == exact.keys()
    assert any(point.margin for point in found.values())
    for key, point in found.items():
        if point.margin is None:
            assert point == exact[key]
        assert (point.listings, point.counted_listings) == (exact[key].listings, exact[key].counted_listings)


def test_sample_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="a sample of 0 listings"):
        store.trends(sample=0)


def test_sample_of_an_empty_store_is_empty(store: Store) -> None:
    assert store.trends(sample=10).points == ()


@pytest.mark.slow
def test_sample_of_many_listings_is_within_its_margins(many: Store, many_reference: Store) -> None:
    found: list[bool] = []
    estimated = 0
    for period in ("week", "month"):
        for text in ("", "source:b2b*", "gpu_count:>50"):
            exact = by_point(many_reference.trends(text, period=period))
            for sample in (1_000, 2_000, 3_000):
                sampled = by_point(many.trends(text, period=period, sample=sample))
                assert sampled.keys() == exact.keys()
                for key, point in sampled.items():
                    if point.margin is None:
                        assert point == exact[key]
                        continue
                    found += within(point, exact[key])
                    estimated += point.margin.gpus is not None
    assert estimated > 50
    assert sum(found) / len(found) >= 0.95
