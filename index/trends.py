"""Supply over time from sightings: each listing once a period, and the gaps of the crawl beside it.

A period in which a listing was sighted twice counts it once; a period without a crawl is a gap, not a zero. Prices
are compared per GPU: a server of eight and a single card would otherwise stand in one median.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from statistics import median
from typing import Literal, NamedTuple

from extract.records import Offer, Side
from index.documents import Sighting
from index.goods import equivalents
from index.store import CrawlDay, TrendPoint, Trends
from index.unit_price import price_per_gpu

Period = Literal["day", "week", "month"]
InUsd = Callable[[Decimal, str, date], Decimal | None]
"""Amount, currency, day → US dollars, none without a rate."""

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Supplied:
    """What one live sighting says of the supply of one model."""

    listing_id: str
    on: date
    """Day of the sighting, UTC."""
    model: str
    gpus: int | None
    """Sum over the offers of the model; none where none states a count."""
    h100e: Decimal | None
    """H100 SXM that these GPUs stand for, at least; none where the catalogue has no figures."""
    price: Decimal | None
    """For one GPU, of the first offer of the model that has such a price."""
    currency: str | None


class Shown(NamedTuple):
    """What one listing shows of one model in a period."""

    listing_id: str
    gpus: int | None
    """At its largest sighting; none where none states a count."""
    h100e: Decimal | None
    """The same of its equivalents."""
    usd: Decimal | None
    """Price of one GPU, at the last sighting with a price that can be converted."""


def supplied(sighting: Sighting) -> tuple[Supplied, ...]:
    """Supply by model in *sighting*; empty unless it shows goods on offer. A barebone supplies no GPU."""
    if sighting.state != "live" or sighting.side != Side.OFFER:
        return ()
    offers: dict[str, list[Offer]] = defaultdict(list)
    for offer in sighting.offers:
        if offer.model and offer.side == Side.OFFER and offer.form != "barebone":
            offers[offer.model].append(offer)
    rows = []
    for model, of_model in offers.items():
        counts = [offer.gpu_count for offer in of_model if offer.gpu_count is not None]
        priced = next(((price, offer.currency) for offer in of_model if (price := price_per_gpu(offer))), (None, None))
        rows.append(
            Supplied(
                sighting.listing_id,
                sighting.observed_at.astimezone(UTC).date(),
                model,
                sum(counts) if counts else None,
                equivalents(of_model),
                *priced,
            )
        )
    return tuple(rows)


def fold_trends(
    period: Period, supply: Iterable[Supplied], crawls: Iterable[tuple[datetime, str]], in_usd: InUsd
) -> Trends:
    """Trends of *supply*, which comes ordered by day; *crawls* are start (UTC) and source of every run."""
    points = [
        point_of(start, model, listings)
        for start, rows in groupby(supply, key=lambda row: period_start(row.on, period))
        for model, listings in shown_by_model(rows, in_usd)
    ]
    return Trends(period=period, points=tuple(points), coverage=coverage(period, crawls))


def period_start(day: date, period: Period) -> date:
    """First day of the period that *day* falls in; weeks begin on Monday."""
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day


def next_period(start: date, period: Period) -> date:
    """First day of the following period."""
    return period_start(start + timedelta(days={"day": 1, "week": 7, "month": 31}[period]), period)


def shown_by_model(rows: Iterable[Supplied], in_usd: InUsd) -> Iterator[tuple[str, list[Shown]]]:
    """Models in order, each with its listings; *rows* are of one period, in time."""
    gpus: dict[tuple[str, str], int | None] = {}
    h100e: dict[tuple[str, str], Decimal] = {}
    prices: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = (row.model, row.listing_id)
        known = gpus.get(key)
        gpus[key] = known if row.gpus is None else max(row.gpus, known or 0)
        if row.h100e is not None:
            h100e[key] = max(row.h100e, h100e.get(key, row.h100e))
        if row.price is not None and row.currency:
            usd = in_usd(row.price, row.currency, row.on)
            if usd is not None:
                prices[key] = usd
    for model, keys in groupby(sorted(gpus), key=lambda key: key[0]):
        yield model, [Shown(key[1], gpus[key], h100e.get(key), prices.get(key)) for key in keys]


def point_of(start: date, model: str, listings: Sequence[Shown]) -> TrendPoint:
    """The point that *listings* make, all there are."""
    counted = [shown.gpus for shown in listings if shown.gpus is not None]
    priced = [shown.usd for shown in listings if shown.usd is not None]
    return TrendPoint(
        start=start,
        model=model,
        listings=len(listings),
        counted_listings=len(counted),
        gpus=sum(counted),
        price_usd_median=median(priced).quantize(_CENT) if priced else None,
        priced_listings=len(priced),
        h100e=sum((shown.h100e for shown in listings if shown.h100e is not None), Decimal(0)),
    )


def coverage(period: Period, crawls: Iterable[tuple[datetime, str]]) -> tuple[CrawlDay, ...]:
    """Which sources were crawled in each period, from the first run to the last."""
    runs: dict[date, list[str]] = defaultdict(list)
    for started_at, source in crawls:
        runs[period_start(started_at.astimezone(UTC).date(), period)].append(source)
    if not runs:
        return ()
    days = []
    start = min(runs)
    while start <= max(runs):
        days.append(CrawlDay(start=start, sources=tuple(sorted(set(runs[start]))), runs=len(runs[start])))
        start = next_period(start, period)
    return tuple(days)
