"""A crawl stays on the hosts of its source, ports included."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware

from crawlers.addresses import same_site


class SameSiteMiddleware(OffsiteMiddleware):
    """Drops requests, redirects among them, to hosts that the source does not name."""

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Called by Scrapy with every request."""
        netlocs = getattr(spider, "netlocs", None)
        return netlocs is None or same_site(request.url, netlocs)
