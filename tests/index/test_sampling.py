from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from foundation.ids import natural_id
from index.sampling import Counted, Sample, fold_sample, order_of
from index.trends import Supplied, fold_trends

MONDAY = date(2026, 3, 2)


def in_usd(amount: Decimal, _currency: str, _day: date) -> Decimal:
    return amount


def supply(listings: int, seed: int) -> Iterator[Supplied]:
    """A row a listing: most stocks are small, few are very large; one in ten states no count, one in five no price."""
    r = Random(seed)
    for number in range(listings):
        gpus = round(r.lognormvariate(3, 1.6)) if r.random() < 0.9 else None
        price = Decimal(round(r.lognormvariate(10, 0.5))) if r.random() < 0.8 else None
        h100e = None if gpus is None else gpus * Decimal("0.315")
        yield Supplied(natural_id("listing", str(seed), str(number)), MONDAY, "H100", gpus, h100e, price, "USD")


def counted(rows: list[Supplied], model: str = "H100") -> Counted:
    orders: dict[int, int] = {}
    for row in rows:
        if row.gpus is not None:
            orders[order_of(row.gpus)] = orders.get(order_of(row.gpus), 0) + 1
    return Counted(MONDAY, model, len(rows), sum(orders.values()), orders=orders)


def test_sample_gives_small_points_all_and_shares_the_rest_evenly() -> None:
    counts = [Counted(MONDAY, model, listings, 0) for model, listings in (("A", 10), ("B", 1_000), ("C", 3_000))]
    bounds = Sample.of(counts, 610).bounds
    small, middle, large = (bounds[MONDAY, model] for model in "ABC")
    assert small is None
    assert middle is not None
    assert large is not None
    assert round(middle.share * 1_000) == round(large.share * 3_000) == 300
    assert set(Sample.of(counts, 4_010).bounds.values()) == {None}
    assert Sample.of([], 5).bounds == {}


def test_sample_reads_the_largest_stocks_with_half_of_its_share() -> None:
    counts = [Counted(MONDAY, "A", 1_000, 1_000, orders={3: 600, 5: 350, 8: 30, 11: 20})]
    bound = Sample.of(counts, 200).bounds[MONDAY, "A"]
    assert bound is not None
    assert bound.least == 2**5
    assert (bound.is_large(31), bound.is_large(32), bound.is_large(None)) == (False, True, False)
    assert round(bound.share * 1_000) == 150


def test_sample_margins_hold_for_19_of_20() -> None:
    held: dict[str, list[bool]] = {}
    for seed in range(200):
        rows = list(supply(3_000, seed))
        (exact,) = fold_trends("week", rows, (), in_usd).points
        (point,) = fold_sample("week", Sample.of([counted(rows)], 400), rows, (), in_usd).points
        assert point.margin is not None
        assert (point.listings, point.counted_listings) == (exact.listings, exact.counted_listings)
        for name in ("gpus", "h100e", "priced_listings"):
            off = abs(getattr(point, name) - getattr(exact, name))
            held.setdefault(name, []).append(off <= getattr(point.margin, name))
        low, high = point.margin.price_usd_low, point.margin.price_usd_high
        assert low is not None
        assert high is not None
        assert exact.price_usd_median is not None
        held.setdefault("price", []).append(low <= exact.price_usd_median <= high)
    assert {name: sum(row) / len(row) >= 0.95 for name, row in held.items()} == dict.fromkeys(held, True)


def test_sample_margins_are_narrow() -> None:
    rows = list(supply(20_000, 1))
    (point,) = fold_sample("week", Sample.of([counted(rows)], 2_000), rows, (), in_usd).points
    assert point.margin is not None
    assert point.margin.gpus is not None
    assert point.margin.gpus < point.gpus / 10


def test_sample_says_where_it_tells_too_little() -> None:
    rows = list(supply(3_000, 7))
    (point,) = fold_sample("week", Sample.of([counted(rows)], 6), rows, (), in_usd).points
    assert point.margin is not None
    assert (point.margin.gpus, point.margin.h100e, point.margin.price_usd_low) == (None, None, None)


def test_sample_passes_over_what_came_after_the_count() -> None:
    rows = list(supply(10, 3))
    sample = Sample.of([counted(rows)], 100)
    late = Supplied(natural_id("listing", "late"), MONDAY, "B200", 8, None, None, None)
    assert [point.model for point in fold_sample("week", sample, [*rows, late], (), in_usd).points] == ["H100"]


def test_sample_adds_up_what_is_counted_in_parts() -> None:
    one = Counted(MONDAY, "A", 10, 5, 1, 0, {3: 4})
    other = Counted(MONDAY, "A", 7, 7, 0, 2, {3: 1, 4: 6})
    assert one.with_others(other) == Counted(MONDAY, "A", 17, 12, 1, 2, {3: 5, 4: 6})
