"""A source's budget at work: every request that leaves for the site is counted, and none leaves beyond the budget."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from crawlers.ledger import OVER_BUDGET, Errand
from crawlers.spiders.source_spider import SourceSpider
from foundation.errors import SpoolError

log = logging.getLogger(__name__)


class BudgetMiddleware:
    """Stands behind every other downloader middleware, so that retries, redirects and robots.txt pass it as well.

    What a rendered page loads is counted by `crawlers.browser.BrowserGate`, the page itself included, and redirects in
    it by `crawlers.rendering.RedirectGate`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy with every request about to be made."""
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider):
            return
        ledger = spider.run.ledger
        # What the browser is about to load is counted by its gate.
        is_rendered = bool(request.meta.get("playwright"))
        if not (ledger.left != 0 if is_rendered else spent(spider, errand_of(request))):
            spider.run.counts["over_budget"] += 1
            raise IgnoreRequest(OVER_BUDGET)


def spent(spider: SourceSpider, errand: Errand) -> bool:
    """Count a request of *spider*; False where it must not be made."""
    try:
        return spider.run.ledger.spend(errand)
    except SpoolError as error:
        spider.stop_for(error)
        return False


def errand_of(request: Request) -> Errand:
    """What *request* is for."""
    if urlparse_cached(request).path == "/robots.txt":
        return "robots"
    if request.meta.get("retry_times"):
        return "retry"
    if request.meta.get("redirect_times"):
        return "redirect"
    return "item" if request.meta.get("role") == "item" else "list"
