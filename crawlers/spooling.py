"""The pipeline that every capture goes through."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.records import Capture
from crawlers.spiders.source_spider import SourceSpider
from foundation.errors import SpoolError


class SpoolPipeline:
    """Appends captures to the spool, in the order in which pages were read. A spool that fails stops the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Append a `Capture`; items of other spiders pass."""
        spider = self._crawler.spider
        if not isinstance(item, Capture) or not isinstance(spider, SourceSpider):
            return item
        try:
            spider.take(item)
        except SpoolError as error:
            spider.stop_for(error)
            raise DropItem(error.problem) from error
        return item
