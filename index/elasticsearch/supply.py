"""Supply for the trends, read from what each sighting has of it in the index (`index.elasticsearch.supply_rows`).

Exact trends read every row and fold them as for every store: the server's own medians are estimates, and a listing must
be counted once a period, at its largest sighting. For a sample the server counts the listings of each point itself, by
``date_histogram`` and ``cardinality``, and only the rows of those that were chosen are read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from foundation.errors import StoreError
from index.elasticsearch.compiling import Dsl
from index.elasticsearch.reading import Reader
from index.elasticsearch.supply_rows import (
    COUNTED,
    LISTING,
    MODELS,
    MOMENT,
    ORDERS,
    READ,
    order_term,
    read_order_term,
    rows_of,
)
from index.newness import microseconds
from index.sampling import DEVIATIONS, HIGHEST_ORDER, Bound, Bounds, Counted, Point
from index.trends import Period, Supplied, next_period

THRESHOLD = 3_000
"""Distinct listings of a point up to which the server keeps a hash of 25 bits of each and counts these."""
ERROR = 1.04 / math.sqrt(1 << 14)
"""Standard error of a larger count: 2^14 registers come with that threshold."""

_ALONE = 1_000
"""So many hashes are all different for 98 of 100 points; up to `THRESHOLD` one listing may be lost."""
_NAMED = 50_000
"""Listings named in a request; a server takes 65,536 terms."""
_MODELS = 1_000
"""Models of a period."""
_PERIODS = 60
"""Periods of a request: every point takes the server up to 32 KB while it counts."""
_POINTS = 100
"""Points of which the chosen rows are read at once; a server takes some 1,000 clauses."""
_IN_TIME: tuple[Dsl, ...] = ({MOMENT: "asc"}, {"id": "asc"})
_ANY: Dsl = {"exists": {"field": MODELS}}


def listings_that_match(reader: Reader, query: Dsl) -> frozenset[str]:
    """Ids of the listings that *query* finds."""
    return frozenset(hit["_id"] for hit in reader.scan("listing", query, fields=()))


def supply(reader: Reader, listings: frozenset[str] | None) -> Iterator[Supplied]:
    """Supply by sighting, oldest first, of some *listings* (none: of all)."""
    if listings is not None and len(listings) <= _NAMED:
        yield from _rows(reader, _all(_ANY, _named(listings)), None)
    else:
        yield from _rows(reader, _ANY, listings)


def count(reader: Reader, period: Period, listings: frozenset[str] | None) -> list[Counted]:
    """Listings of each point, counted by the server, in order of time."""
    found: dict[Point, Counted] = {}
    for named in _parts(listings):
        for query in _spans(reader, period, _all(_ANY, *named)):
            for start, bucket in _periods(reader, period, query, _BY_MODEL):
                for counted in _counted(start, bucket):
                    before = found.get(counted.point)
                    found[counted.point] = before.with_others(counted) if before else counted
    return [found[point] for point in sorted(found)]


def chosen(reader: Reader, period: Period, bounds: Bounds, listings: frozenset[str] | None) -> Iterator[Supplied]:
    """Supply within *bounds*, and perhaps more of the same sightings, oldest first, of some *listings*."""
    clauses: list[Dsl] = []
    points = 0
    few = listings is not None and len(listings) <= _NAMED
    more = [_named(listings)] if few and listings is not None else []
    for start, of_period in groupby(sorted(bounds, key=lambda point: point[0]), key=lambda point: point[0]):
        held = list(of_period)
        clauses.append(_of_period(period, start, {model: bounds[start, model] for _, model in held}))
        points += len(held)
        if points >= _POINTS:
            yield from _rows(reader, _all(_any_of(clauses), *more), None if few else listings)
            clauses, points = [], 0
    if clauses:
        yield from _rows(reader, _all(_any_of(clauses), *more), None if few else listings)


def _rows(reader: Reader, query: Dsl, listings: frozenset[str] | None) -> Iterator[Supplied]:
    for hit in reader.scan("sighting", query, sort=_IN_TIME, values=READ):
        values = hit["fields"]
        if listings is None or values[LISTING][0] in listings:
            yield from rows_of(values)


def _of_period(period: Period, start: date, bounds: dict[str, Bound | None]) -> Dsl:
    """Sightings of a period whose listings are chosen for one of their models."""
    whole = sorted(model for model, bound in bounds.items() if bound is None)
    models = [
        _all({"term": {MODELS: model}}, {"range": {LISTING: {"gte": bound.low, "lt": bound.high}}})
        for model, bound in bounds.items()
        if bound is not None
    ]
    large = [
        order_term(model, order)
        for model, bound in bounds.items()
        if bound is not None
        for order in range(bound.large, HIGHEST_ORDER + 1)
    ]
    if whole:
        models.append({"terms": {MODELS: whole}})
    if large:
        models.append({"terms": {ORDERS: large}})
    return _all(_within(start, next_period(start, period)), _any_of(models))


def _spans(reader: Reader, period: Period, query: Dsl) -> Iterator[Dsl]:
    """*query* over so many periods at a time that the server can count them."""
    starts = [start for start, _ in _periods(reader, period, query, {})]
    for place in range(0, len(starts), _PERIODS):
        held = starts[place : place + _PERIODS]
        yield _all(query, _within(held[0], next_period(held[-1], period)))


def _periods(
    reader: Reader, period: Period, query: Dsl, aggregations: dict[str, Dsl]
) -> Iterator[tuple[date, dict[str, Any]]]:
    asked = {"date_histogram": {"field": "observed_at", "calendar_interval": period, "min_doc_count": 1}}
    found = reader.aggregate("sighting", query, {"periods": {**asked, "aggs": aggregations}})
    for bucket in found["periods"]["buckets"]:
        yield datetime.fromtimestamp(bucket["key"] / 1000, UTC).date(), bucket


def _counted(start: date, bucket: dict[str, Any]) -> Iterator[Counted]:
    """The points of a period."""
    if any(bucket[name]["sum_other_doc_count"] for name in _BY_MODEL):
        raise StoreError(
            f"more than {_MODELS:,} models are on offer in one period",
            where=f"{start}",
            way_out="ask for exact trends, or for those of some models",
        )
    found, stating = (
        {one["key"]: one["listings"]["value"] for one in bucket[name]["buckets"]} for name in ("models", "counted")
    )
    orders: dict[str, dict[int, int]] = {}
    for one in bucket["orders"]["buckets"]:
        model, order = read_order_term(one["key"])
        orders.setdefault(model, {})[order] = one["doc_count"]
    for model, listings in found.items():
        counted = min(stating.get(model, 0), listings)
        yield Counted(start, model, listings, counted, _off(listings), _off(counted), orders.get(model, {}))


def _off(number: int) -> int:
    if number <= THRESHOLD:
        return 0 if number <= _ALONE else 1
    return math.ceil(DEVIATIONS * ERROR * number)


def _parts(listings: frozenset[str] | None) -> Iterator[Sequence[Dsl]]:
    """The condition of being one of *listings*, of some of them at a time."""
    if listings is None:
        yield ()
        return
    names = sorted(listings)
    for place in range(0, len(names), _NAMED):
        yield (_named(names[place : place + _NAMED]),)


def _within(start: date, end: date) -> Dsl:
    low, high = (microseconds(datetime(day.year, day.month, day.day, tzinfo=UTC)) for day in (start, end))
    return {"range": {MOMENT: {"gte": low, "lt": high}}}


def _named(listings: Iterable[str]) -> Dsl:
    return {"terms": {LISTING: sorted(listings)}}


def _all(*conditions: Dsl) -> Dsl:
    return {"bool": {"filter": list(conditions)}}


def _any_of(conditions: Sequence[Dsl]) -> Dsl:
    return {"bool": {"should": list(conditions), "minimum_should_match": 1}}


def _by_model(field: str) -> Dsl:
    return {
        "terms": {"field": field, "size": _MODELS},
        "aggs": {"listings": {"cardinality": {"field": LISTING, "precision_threshold": THRESHOLD}}},
    }


_BY_MODEL: dict[str, Dsl] = {
    "models": _by_model(MODELS),
    "counted": _by_model(COUNTED),
    "orders": {"terms": {"field": ORDERS, "size": _MODELS * 10}},
}
