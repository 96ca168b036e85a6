"""Crawling as a person does, and reading what it left in the spool."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.crawl_result import CrawlResult
from crawlers.records import Capture, RunFinished, RunStarted, SpoolRecord
from crawlers.running import crawl_sources
from crawlers.source_file import load_source, source_files
from crawlers.spool import SpoolReader
from foundation.settings import Settings, load_settings
from tests.crawlers.small_site import SHOP

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def home_for(directory: Path, *, origin: str | None = None, source: str = SHOP, **options: Any) -> Settings:
    """Settings of a home in *directory* with one source file called ``shop``, whose ``{origin}`` is filled in."""
    sources = directory / "sources"
    sources.mkdir(exist_ok=True)
    if origin is not None:
        (sources / "shop.yaml").write_text(source.format(origin=origin, name="shop"), encoding="utf-8")
    defaults = {
        "home": directory / "home",
        "sources": sources,
        "delay_s": 0.0,
        "now": NOW,
        "private_hosts": "127.0.0.1:*",
    }
    return load_settings(**{**defaults, **options})


def crawl(settings: Settings, *names: str, afresh: bool = False) -> list[CrawlResult]:
    """Crawl *names*, or every source."""
    sources = [load_source(settings, name) for name in names or source_files(settings)]
    return crawl_sources(settings, sources, afresh=afresh)


def crawl_shop(settings: Settings, *, afresh: bool = False) -> CrawlResult:
    """Crawl the source ``shop``."""
    (result,) = crawl(settings, "shop", afresh=afresh)
    return result


def records(settings: Settings) -> list[SpoolRecord]:
    """Everything in the spool, in order."""
    reader = SpoolReader(settings.data.spool)
    return [record for segment in reader.segments() for record, _ in reader.read(segment, 0)]


def captures(settings: Settings, run_id: str | None = None) -> list[Capture]:
    """Captures in the spool, of one run or all."""
    found = [record for record in records(settings) if isinstance(record, Capture)]
    return [capture for capture in found if run_id in {None, capture.run_id}]


def finished(settings: Settings) -> list[RunFinished]:
    """Ends of runs in the spool."""
    return [record for record in records(settings) if isinstance(record, RunFinished)]


def started(settings: Settings) -> list[RunStarted]:
    """Beginnings of runs in the spool."""
    return [record for record in records(settings) if isinstance(record, RunStarted)]


def contents(settings: Settings) -> dict[str, tuple[str, str | None, str | None]]:
    """Capture id → key, state and price; what a rerun must not change."""
    return {
        capture.id: (capture.item_key, capture.state, getattr(capture.page, "price", None))
        for capture in captures(settings)
    }
