"""A crawl stays on the hosts of its source, ports included, and out of private networks."""

from __future__ import annotations

from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.exceptions import IgnoreRequest

from crawlers.addresses import same_site
from crawlers.reach import PRIVATE, Reach, reach_of


class SameSiteMiddleware(OffsiteMiddleware):
    """Drops requests, redirects among them, to hosts that the source does not name."""

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Called by Scrapy with every request."""
        netlocs = getattr(spider, "netlocs", None)
        return netlocs is None or same_site(request.url, netlocs)


class ReachMiddleware:
    """Refuses addresses that lie in a private network or are none of the web, before anything is asked there.

    Acts with every request, those for robots.txt and after redirects among them. Names are looked at when they are
    resolved (`crawlers.resolver`).
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(reach_of(crawler.settings["CHIPWATCH"]))

    def process_request(self, request: Request) -> None:
        """Called by Scrapy. Raises `IgnoreRequest`."""
        if not self._reach.allows_url(request.url):
            raise IgnoreRequest(PRIVATE)
