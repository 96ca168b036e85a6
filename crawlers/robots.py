"""robots.txt as RFC 9309 reads it: an answer of the server's own trouble means that nothing may be asked."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response

_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class HonestRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, but a robots.txt with status 5xx forbids everything and one with 4xx nothing."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self.crawler.stats.inc_value("robotstxt/unavailable")
            response = response.replace(body=_NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    async def allows(self, url: str) -> bool:
        """Whether *url* may be asked for; reads the robots.txt of its host if need be."""
        parser = await self.robot_parser(Request(url))
        agent = self._robotstxt_useragent or self._default_useragent
        return parser is None or parser.allowed(url, agent)
