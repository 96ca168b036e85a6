"""robots.txt as RFC 9309 reads it: an answer of the server's own trouble means that nothing may be asked."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response

MAX_BYTES = 512_000
"""What is read of a robots.txt: RFC 9309 asks for at least 500 KiB. Every rule more makes every request slower."""
_TRAPS = (DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError)
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class HonestRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, but a robots.txt with status 5xx or without an end forbids everything."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self.crawler.stats.inc_value("robotstxt/unavailable")
            response = response.replace(body=_NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        elif len(response.body) > MAX_BYTES:
            self.crawler.stats.inc_value("robotstxt/cut")
            response = response.replace(body=response.body[:MAX_BYTES].rpartition(b"\n")[0])
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, _TRAPS):
            # It answers, but not to an end: what it forbids is not known.
            self.crawler.stats.inc_value("robotstxt/unavailable")
            waiting: Any = self._parsers[netloc]
            rules = self._parserimpl.from_crawler(self.crawler, _NOTHING_ALLOWED)
            self._parsers[netloc] = rules
            waiting.callback(rules)
        else:
            super()._robots_error(exc, netloc)

    async def allows(self, url: str) -> bool:
        """Whether *url* may be asked for; reads the robots.txt of its host if need be."""
        parser = await self.robot_parser(Request(url))
        agent = self._robotstxt_useragent or self._default_useragent
        return parser is None or parser.allowed(url, agent)
