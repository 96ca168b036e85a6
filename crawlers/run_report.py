"""What a crawl says of itself: progress while it works, its record when it ends."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawlers.robots import MAX_BYTES
from crawlers.spiders.source_spider import SourceSpider
from crawlers.tally import is_for_health

log = logging.getLogger(__name__)

REPORTED = (
    "pages",
    "list_pages",
    "items",
    "captures",
    "gone",
    "blocked",
    "refused",
    "glimpses",
    "revisits",
    "over_budget",
    "robots_denied",
    "retries",
    "redirects",
    "errors",
    "requests",
    "bytes",
)
"""Counts of a run that are recorded, in this order; those of `crawlers.tally` follow."""

_FROM_STATS = {
    "robots_denied": "robotstxt/forbidden",
    "retries": "retry/count",
    "bytes": "downloader/response_bytes",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_PROGRESS_EVERY_S = 0.5


class RunReport:
    """Writes ``RunFinished`` when the spider closes.

    Scrapy's setting `CHIPWATCH_PROGRESS`, where set, is a function that is told the counts twice a second.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._tell: Callable[[dict[str, int]], None] | None = crawler.settings.get("CHIPWATCH_PROGRESS")
        self._ticks: AsyncioLoopingCall | LoopingCall | None = None
        self._counted: Counter[str] = Counter()
        """What Scrapy has counted, as far as it is among the run's counts."""
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._failed, signal=signals.spider_error)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _opened(self, spider: Spider) -> None:
        if isinstance(spider, SourceSpider):
            self._ticks = create_looping_call(self._tick, spider)
            self._ticks.start(_PROGRESS_EVERY_S)

    def _tick(self, spider: SourceSpider) -> None:
        self._count(spider)
        if self._tell:
            self._tell({name: spider.run.counts[name] for name in ("pages", "items")})

    def _count(self, spider: SourceSpider) -> None:
        stats = self._crawler.stats
        counted = Counter({name: int(stats.get_value(stat, 0)) for name, stat in _FROM_STATS.items()})
        counted["redirects"] = sum(
            int(stats.get_value(f"downloader/response_status_count/{status}", 0)) for status in _REDIRECTS
        )
        counted["requests"] = spider.run.ledger.made
        spider.run.counts.update(counted - self._counted)
        self._counted = counted

    def _failed(self, failure: Failure, response: Response, spider: Spider) -> None:
        if isinstance(spider, SourceSpider):
            spider.trouble(f"a page made the reader fail ({type(failure.value).__name__})", response.url)

    def _closed(self, spider: Spider, reason: str) -> None:
        if self._ticks:
            self._ticks.stop()
        if not isinstance(spider, SourceSpider):
            return
        run, stats = spider.run, self._crawler.stats
        self._count(spider)
        if stats.get_value("robotstxt/unavailable"):
            run.problem("robots.txt could not be read, so nothing was asked for", spider.source.homepage)
        if stats.get_value("robotstxt/cut"):
            run.problem(f"robots.txt is longer than {MAX_BYTES:,} bytes and was read so far", spider.source.homepage)
        outcome = _outcome(spider, reason)
        run.count_new()
        spider.result = run.finish(outcome, reported(run.counts))
        log.info("%s: %s", run.id, spider.result.outcome)


def reported(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that a run's record holds."""
    named = {name: counts.get(name, 0) for name in REPORTED}
    return named | {name: counts[name] for name in sorted(counts) if is_for_health(name)}


def _outcome(spider: SourceSpider, reason: str) -> str:
    if reason == "shutdown":
        return "paused: asked to stop"
    run = spider.run
    if run.ledger.budget is not None and not (run.counts["errors"] or run.counts["refused"]):
        # Nothing was due, or the budget had ended before there was anything to find.
        return "finished"
    if not run.counts["items"] + run.counts["gone"]:
        return f"failed: {next(iter(run.problems()), 'nothing was found')}"
    return "finished"
