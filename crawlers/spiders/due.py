"""What is due, as one Scrapy job: for Scrapyd, which knows no other kind."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler

from crawlers.crawl_result import CrawlResult
from crawlers.due import AtWorkError, crawl_due, due_lock
from crawlers.schedule import Shard
from crawlers.source import Source
from crawlers.source_file import read_source, source_files
from foundation.errors import ChipwatchError, SourceError
from foundation.settings import Settings

log = logging.getLogger(__name__)


class DueSpider(Spider):
    """Crawls the sources that are due: ``scrapy crawl due -a shard=1/2``.

    Makes no request itself: each source is crawled in a process of its own, as by `chipwatch run-due --no-ingest`.
    Asked to stop, it pauses them.
    """

    name = "due"

    def __init__(self, settings: Settings, shard: str | None = None, at_once: str = "2", **arguments: Any) -> None:
        super().__init__(**arguments)
        self._settings = settings
        self._shard = Shard.parse(shard) if shard else None
        self._at_once = int(at_once)
        self._stop = threading.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy with the ``-a`` arguments. A mistake in them ends the process with its message."""
        try:
            spider = cls(crawler.settings["CHIPWATCH"], *args, **kwargs)
        except ChipwatchError as error:
            sys.exit(f"chipwatch: {error}")
        spider._set_crawler(crawler)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Crawl; there is no request for Scrapy to make."""
        for result in await asyncio.to_thread(self._crawl):
            level = logging.ERROR if result.kind == "failed" else logging.INFO
            log.log(level, "%s: %s", result.source, result.error or result.outcome)
        requests: tuple[Request, ...] = ()
        for request in requests:
            yield request

    def _crawl(self) -> list[CrawlResult]:
        try:
            with due_lock(self._settings, self._shard):
                return crawl_due(
                    self._settings, self._sources(), shard=self._shard, at_once=self._at_once, stop=self._stop
                )
        except AtWorkError:
            log.info("another process does what is due in this home")
            return []

    def _sources(self) -> list[Source]:
        found = []
        for file in source_files(self._settings).values():
            try:
                found.append(read_source(file))
            except SourceError as error:
                log.error("%s", error)
        return found

    def _closed(self) -> None:
        self._stop.set()
