"""Marketplaces, forums, shops and B2B directories."""

from __future__ import annotations

from crawlers.spiders.source_spider import SourceSpider


class MarketSpider(SourceSpider):
    """Captures listings: ``scrapy crawl market -a source=NAME``."""

    name = "market"
    articles = False
