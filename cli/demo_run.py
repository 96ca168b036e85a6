"""``chipwatch demo run``: the whole job once, on the market of made-up sites, told as it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import typer

from cli.context import global_options, settings_of, store_of
from cli.demo_options import (
    DAY,
    LAYOUT,
    LISTINGS,
    PORT,
    SEED,
    DayOption,
    LayoutOption,
    ListingsOption,
    PortOption,
    SeedOption,
)
from cli.output import progress, say, write_table, write_text

if TYPE_CHECKING:
    from crawlers.crawl_result import CrawlResult
    from foundation.home import Home
    from foundation.settings import Settings
    from index.store import Store
    from ingest.report import Report

_SEARCHES = (
    ("H100 on offer, at least 64 GPUs", "model:H100 side:offer gpu_count:[64 TO *]"),
    ("spot goods, in simplified or traditional Chinese", "现货 side:offer"),
    ("Hong Kong offers under 50,000 US dollars a piece", "site:demo-hk price_usd:<50000 side:offer"),
)
_SHOWN = 5
_FILES: tuple[tuple[Literal["leads", "listings"], Literal["csv", "jsonl"]], ...] = (
    ("leads", "csv"),
    ("listings", "jsonl"),
)


def run(
    ctx: typer.Context,
    *,
    port: PortOption = PORT,
    day: DayOption = DAY,
    listings: ListingsOption = LISTINGS,
    seed: SeedOption = SEED,
    layout: LayoutOption = LAYOUT,
) -> None:
    """Serve the market, crawl it, ingest it, search it, export leads, and stop.

    Run it again and nothing is new; run it with a later day and see what changed and what is gone.
    """
    from demo.market import Market
    from demo.serving import serving
    from demo.source_files import write_sources

    market = Market(seed=seed, listings=listings, day=day, layout=layout)
    home = settings_of(ctx).data
    _keep_out_of_real_data(home)
    with serving(market, port) as served:
        sources = home.root / "demo-sources"
        write_sources(sources, served.base_port)
        global_options(ctx).fixed.update(
            now=market.now,
            sources=sources,
            delay_s=0,
            private_hosts=",".join(urlsplit(origin).netloc for origin in served.origins.values()),
            contact="demo@example.org",
            contacts="hashed",
        )
        settings = settings_of(ctx)
        write_text(f"The market of day {day} ({market.now:%d %B %Y}) is open on 127.0.0.1:{served.base_port}.\n")
        crawled = _crawl(settings)
        report = _ingest(ctx, settings)
        _tell_sites(crawled, report)
    with store_of(ctx, settings) as store:
        _tell_found(store)
        _tell_searches(store)
        _tell_trend_and_leads(ctx)
        _tell_files(store, settings)
    _tell_next(home.root, day, port)
    skipped = [result for result in crawled if result.kind != "finished"]
    for result in skipped:
        say(f"{result.source}: {result.outcome}")


def _keep_out_of_real_data(home: Home) -> None:
    from crawlers.spool import SpoolReader
    from foundation.errors import UsageError

    real = next((name for name in SpoolReader(home.spool).segments() if "-demo-" not in name), None)
    if real is not None:
        raise UsageError(
            f"this home holds captures of the real web ({real}), and made-up listings must not get among them",
            where=str(home.root),
            way_out="give the demo a home of its own: chipwatch --home demo-data demo run",
        )


def _crawl(settings: Settings) -> list[CrawlResult]:
    from crawlers.running import crawl_sources
    from crawlers.source_file import load_source
    from demo.source_files import SITES

    seen: dict[str, int] = {}
    with progress("crawling: pages") as advance:

        def told(name: str, counts: dict[str, int]) -> None:
            advance(counts["pages"] - seen.get(name, 0))
            seen[name] = counts["pages"]

        return crawl_sources(settings, [load_source(settings, name) for name in SITES], told=told)


def _ingest(ctx: typer.Context, settings: Settings) -> Report:
    from ingest.lock import ingest_lock
    from ingest.opening import open_ingest

    with ingest_lock(settings.data), store_of(ctx, settings) as store, progress("ingesting: records") as advance:
        return open_ingest(settings)(store, advance)


def _tell_sites(crawled: list[CrawlResult], report: Report) -> None:
    counted = ("pages", "items", "new", "changed", "gone", "blocked", "retries", "errors")
    rows = []
    for result in crawled:
        found, counts = report.source(result.source), result.counts
        rows.append(
            (
                result.source.removeprefix("demo-"),
                counts.get("pages", 0),
                counts.get("items", 0),
                found.new + found.articles,
                found.changed,
                found.gone,
                counts.get("blocked", 0),
                counts.get("retries", 0),
                counts.get("errors", 0),
                f"{result.duration_s:.1f} s" if result.kind == "finished" else result.kind,
            )
        )
    write_table(("site", *counted, "time"), rows, title="Crawled", right=(*counted, "time"))


def _tell_found(store: Store) -> None:
    from index.store import Query

    page = store.search(Query(limit=1, facets=("side", "state")))
    offers = store.search(Query("side:offer state:live", limit=1, facets=("model",)))
    stated = store.search(Query("side:offer state:live gpu_count:[1 TO *]", limit=1)).total
    gpus = sum(point.gpus for point in store.trends(period="month").points)
    sides = ", ".join(f"{count:,} {side}" for side, count in page.facets["side"])
    models = ", ".join(f"{model} {count:,}" for model, count in offers.facets["model"][:8])
    write_text(f"Found\n{page.total:,} listings ({sides}) and {store.counts()['article']:,} articles.")
    write_text(f"{offers.total:,} offers are live; {stated:,} of them state how many GPUs, {gpus:,} in all this month.")
    write_text(f"Most offered: {models}.\n")


def _tell_searches(store: Store) -> None:
    from cli.search import write_listings
    from index.store import Query

    for what, query in _SEARCHES:
        page = store.search(Query(text=query, limit=_SHOWN))
        write_text(f"Search: {what}\n$ chipwatch search '{query}'")
        write_listings(page)
        write_text(f"{len(page.documents)} of {page.total:,} listings\n")


def _tell_trend_and_leads(ctx: typer.Context) -> None:
    from cli.leads import leads
    from cli.trends import Period, trends

    write_text("Trend\n$ chipwatch trends --period day")
    trends(ctx, period=Period.DAY, models=8)
    write_text("\nBest leads: offers that deserve a look. A flag is a question, not a verdict.")
    write_text("$ chipwatch leads --keep --limit 5")
    leads(ctx, limit=_SHOWN, keep=True)


def _tell_files(store: Store, settings: Settings) -> None:
    from leads.export.exporting import Request, export
    from leads.weights import load_weights

    write_text("\nFiles")
    for what, to in _FILES:
        path = settings.data.exports / f"demo-{what}.{to}"
        request = Request(what=what, to=to, contacts=settings.contacts, now=settings.clock.now())
        with progress(f"exporting {what}") as advance:
            manifest = export(store, request, load_weights(), path, advance)
        write_text(f"{manifest.count:,} {what} in {path}, described in {path.name}.meta.json")


def _tell_next(home: Path, day: int, port: int) -> None:
    place = home.relative_to(Path.cwd()) if home.is_relative_to(Path.cwd()) else home
    write_text(
        f"\nGo on\n"
        f"make demo DAY={day + 1}      a day later: new, changed and gone listings\n"
        f"make demo            the same day again: nothing is new\n"
        f".venv/bin/chipwatch --home {place} search 'model:H200 place:香港'\n"
        f".venv/bin/chipwatch --home {place} show ID            everything about one listing, with its evidence\n"
        f".venv/bin/chipwatch --home {place} demo score --day {day} --port {port}   the index held to the truth"
    )
