"""``chipwatch trends`` and ``runs``: supply over time, and the crawls that it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, say, write_json, write_table, write_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from index.store import TrendPoint, Trends

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_ABOUT = "~"
_PERIODS_SHOWN = 6


class Period(StrEnum):
    """Length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(trends)
    app.command()(runs)


def trends(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Search language; empty takes every listing.")] = "",
    *,
    period: Annotated[Period, typer.Option(help="Length of a period; weeks begin on Monday, UTC.")] = Period.WEEK,
    models: Annotated[int, typer.Option(min=1, max=200, help="Most models shown.")] = 12,
    approximate: Annotated[
        bool,
        typer.Option("--approximate", help="Estimate points of very many listings from a sample; say how far off."),
    ] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show supply by model over time: listings and GPUs, each listing once a period, and where nobody looked."""
    from index.store import SAMPLED

    with store_of(ctx, settings_of(ctx)) as store:
        found = store.trends(query, period=period.value, sample=SAMPLED if approximate else None)
    if format is Format.JSON:
        write_json(found)
        return
    if not found.points:
        say(f"no supply matches {query!r}" if query else "the index holds no supply yet")
        return
    write_trends(found, models)


def runs(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Option(help="Only runs of this source.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most runs shown.")] = 20,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show crawls, newest first: what they fetched, what failed, how long they took."""
    with store_of(ctx, settings_of(ctx)) as store:
        found = store.runs(source=source, limit=limit)
    if format is Format.JSON:
        write_json(found)
        return
    if not found:
        say(f"no run of {source} is in the index" if source else "the index holds no runs yet")
        return
    counted = ("pages", "items", "captures", "blocked", "errors")
    write_table(
        ("started (UTC)", "source", "outcome", *counted, "seconds", "problems"),
        [
            (
                f"{run.started_at:%Y-%m-%d %H:%M}",
                run.source,
                run.outcome,
                *(run.counts.get(name, 0) for name in counted),
                f"{run.duration_s:.1f}" if run.duration_s is not None else None,
                "; ".join(run.problems) or None,
            )
            for run in found
        ],
        right=(*counted, "seconds"),
        whole=("started (UTC)",),
    )


def write_trends(found: Trends, models: int) -> None:
    """Print a line for each of the *models* with the most listings, and what the figures mean."""
    points = {(point.model, point.start): point for point in found.points}
    starts = sorted({point.start for point in found.points} | {day.start for day in found.coverage})
    crawled = {day.start for day in found.coverage if day.runs} | {point.start for point in found.points}
    totals: dict[str, int] = {}
    for point in found.points:
        totals[point.model] = totals.get(point.model, 0) + point.listings
    shown = sorted(totals, key=lambda model: (-totals[model], model))[:models]
    recent = starts[-_PERIODS_SHOWN:]
    write_table(
        ("model", "listings", *(f"{start:%m-%d}" for start in recent), "GPUs stated", "H100e", "USD per GPU"),
        [_trend_row(model, points, starts, recent, crawled) for model in shown],
        title=f"supply by {found.period}, {starts[0]} to {starts[-1]}",
        right=(*(f"{start:%m-%d}" for start in recent), "GPUs stated", "H100e", "USD per GPU"),
        whole=("model", "listings"),
    )
    write_text(
        "Columns: listings on offer, each once a period. GPUs stated: latest period, by so many listings of it."
        " H100e: H100s that these stand for, at least."
        " USD per GPU: median of the latest period that has a price, of so many listings."
    )
    about = sum(point.margin is not None for point in found.points)
    if about:
        write_text(
            f"About ({_ABOUT}): {about:,} of {len(found.points):,} points are estimated from some of their listings."
            " 19 of 20 true figures are within the ± shown, and medians between the prices shown;"
            " ±? stands where the sample tells too little. --format json has the margin of every figure."
        )
    if len(totals) > len(shown):
        write_text(f"{len(totals) - len(shown)} more models: --models {len(totals)}")
    gaps = [f"{start}" for start in starts if start not in crawled]
    if gaps:
        write_text(f"No crawl ran in the {found.period} of {', '.join(gaps)} ({_GAP}): nothing is known of it.")


def _trend_row(
    model: str,
    points: dict[tuple[str, date], TrendPoint],
    starts: list[date],
    recent: list[date],
    crawled: set[date],
) -> tuple[Any, ...]:
    listings = [points[model, start].listings if (model, start) in points else 0 for start in starts]
    of_model = [points[model, start] for start in starts if (model, start) in points]
    latest = of_model[-1]
    priced = next((point for point in reversed(of_model) if point.price_usd_median is not None), None)
    return (
        model,
        "".join(
            _bar(count, max(listings)) if start in crawled else _GAP
            for start, count in zip(starts, listings, strict=True)
        ),
        *(
            _GAP if start not in crawled else points[model, start].listings if (model, start) in points else 0
            for start in recent
        ),
        f"{_gpus(latest)} ({latest.counted_listings} of {latest.listings})",
        _h100e(latest) if latest.h100e else None,
        f"{_price(priced)} ({priced.priced_listings})" if priced else None,
    )


def _gpus(point: TrendPoint) -> str:
    if point.margin is None:
        return f"{point.gpus:,}"
    return f"{_ABOUT}{point.gpus:,} {_off(point.margin.gpus)}"


def _h100e(point: TrendPoint) -> str:
    if point.margin is None:
        return f"{point.h100e:,.0f}"
    return f"{_ABOUT}{point.h100e:,.0f} {_off(point.margin.h100e)}"


def _price(point: TrendPoint) -> str:
    if point.margin is None:
        return f"{point.price_usd_median:,.0f}"
    low, high = point.margin.price_usd_low, point.margin.price_usd_high
    between = "±?" if low is None or high is None else f"{low:,.0f}–{high:,.0f}"
    return f"{_ABOUT}{point.price_usd_median:,.0f} {between}"


def _off(margin: int | Decimal | None) -> str:
    return "±?" if margin is None else f"±{margin:,.0f}"


def _bar(count: int, most: int) -> str:
    return _BARS[round(count / most * (len(_BARS) - 1))] if count else " "
