"""Trying again, and waiting as long as the site asks."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawlers.politeness import asked_wait_s


class PoliteRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, which `crawlers.politeness` holds back as long as the site asks.

    A wait longer than ``RETRY_AFTER_MAX_S`` is not waited for: the response counts as a refusal.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Called by Scrapy with every response."""
        wait = asked_wait_s(response)
        if wait is not None and wait > self.crawler.settings.getfloat("RETRY_AFTER_MAX_S"):
            return response
        return super().process_response(request, response)
