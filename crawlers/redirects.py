"""Redirects, with a word where they lead nowhere."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

IN_CIRCLES = "redirects in circles"


class HonestRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects; one back to where it came from is refused aloud instead of filtered in silence."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        if redirected.url in {request.url, *request.meta.get("redirect_urls", ())}:
            raise IgnoreRequest(IN_CIRCLES)
        return super()._redirect(redirected, request, reason)
