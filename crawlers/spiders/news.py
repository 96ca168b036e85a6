"""News sites and agencies."""

from __future__ import annotations

from crawlers.spiders.source_spider import SourceSpider


class NewsSpider(SourceSpider):
    """Captures articles: ``scrapy crawl news -a source=NAME``."""

    name = "news"
    articles = True
