"""How often a site is asked: AutoThrottle, never faster than the settings, the source and robots.txt allow."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

_WITH_WAIT = frozenset({429, 503})


class Politeness(AutoThrottle):
    """AutoThrottle with floors: a site's ``Crawl-delay``, and a ``Retry-After`` while it lasts.

    Acts with every robots.txt read and every response, before the next request is taken from the queue.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawl_delays: dict[str, float] = {}
        self._held_until: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        agent = self.crawler.settings["ROBOTSTXT_USER_AGENT"]
        delay = robotparser.crawl_delay(agent)
        host = urlparse_cached(request).hostname or ""
        if delay and delay > self._crawl_delays.get(host, 0):
            self._crawl_delays[host] = delay
            # Scrapy forgets the slots of hosts that were idle for a minute and makes them anew from these settings.
            self.crawler.engine.downloader.per_slot_settings[host] = {"delay": delay}
            if slot := self._slot(host):
                slot.delay = max(slot.delay, delay)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        wait = asked_wait_s(response)
        if wait is not None and wait <= self.crawler.settings.getfloat("RETRY_AFTER_MAX_S"):
            self._hold(urlparse_cached(request).hostname or "", wait)
        super()._response_downloaded(response, request, spider)

    def _hold(self, host: str, seconds: float) -> None:
        until = monotonic() + seconds
        if until <= self._held_until.get(host, 0):
            return
        self._held_until[host] = until
        if slot := self._slot(host):
            slot.delay = max(slot.delay, seconds)
            slot.lastseen = monotonic()
        call_later(seconds, self._release, host)

    def _release(self, host: str) -> None:
        if monotonic() >= self._held_until.get(host, 0) - 0.05 and (slot := self._slot(host)):
            slot.delay = self._floor(host)

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        host = urlparse_cached(response).hostname or ""
        if monotonic() < self._held_until.get(host, 0):
            return
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self._floor(host))

    def _floor(self, host: str) -> float:
        return max(self.mindelay, self._crawl_delays.get(host, 0))

    def _slot(self, host: str) -> Slot | None:
        engine = self.crawler.engine
        return engine.downloader.slots.get(host) if engine else None


def asked_wait_s(response: Response) -> float | None:
    """Seconds that *response* asks to wait with ``Retry-After``; None where it does not."""
    header = response.headers.get("Retry-After")
    return retry_after_s(header) if header is not None and response.status in _WITH_WAIT else None


def retry_after_s(header: bytes) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait, from a number or a date; None where it says neither."""
    text = header.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
