"""Scrapy's scheduler over the agenda of a run: the next requests in memory, all of them on disk."""

from __future__ import annotations

from bisect import insort
from operator import itemgetter
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawlers.agenda import Agenda, Place
from crawlers.kept_request import KeptRequest
from crawlers.spiders.source_spider import SourceSpider
from foundation.errors import SpoolError

_NEAR = 400
"""Most waiting requests that are in memory; those behind them are on disk alone."""
_PLACE = "agenda_place"


class AgendaScheduler(BaseScheduler):
    """In order of priority, the newest first, entries in the order of the source file; each address once.

    A request is struck off once Scrapy has done with it: its captures are in the spool, its links have come in. Until
    then a kill brings it back.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._near: list[tuple[Place, Request]] = []
        self._far: Place | None = None
        """From here on requests are on disk alone; None where none is."""
        self._under_way: dict[Place, Request] = {}
        self._most_under_way = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._waiting = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Called by Scrapy. Takes up what an interrupted run left."""
        self._far = (-(2**62), 0)
        self._waiting = self._agenda.count()
        self._several_hosts = len(self._spider.source.netlocs) > 1

    def close(self, reason: str) -> None:
        """Called by Scrapy, when nothing is under way any more."""
        self._settle()

    def has_pending_requests(self) -> bool:
        """Called by Scrapy. Whether some request waits."""
        return self._waiting > 0

    def enqueue_request(self, request: Request) -> bool:
        """Called by Scrapy. False where its address was asked for before."""
        try:
            return self._enqueue(request)
        except SpoolError as error:
            self._spider.stop_for(error)
            return False

    def next_request(self) -> Request | None:
        """Called by Scrapy, after every request that it has done with as well."""
        self._settle()
        if len(self._under_way) >= self._most_under_way:
            return None
        try:
            if not self._near and self._far is not None:
                self._bring_near()
        except SpoolError as error:
            self._spider.stop_for(error)
        if not self._near:
            return None
        place, request = self._near.pop(self._first_free() if self._several_hosts else 0)
        self._under_way[place] = request
        self._waiting -= 1
        return request

    def _enqueue(self, request: Request) -> bool:
        agenda = self._agenda
        fingerprint = self._crawler.request_fingerprinter.fingerprint(request).hex()
        if not agenda.mark("address", fingerprint) and not request.dont_filter:
            return False
        if key := request.meta.get("key"):
            agenda.mark("asked", key)
        if before := request.meta.get(_PLACE):
            # A redirect or another try takes the place of the request it comes from.
            agenda.strike([before])
            self._under_way.pop(before, None)
        place = agenda.add(KeptRequest.of(request), in_order=bool(request.meta.get("is_start_request")))
        self._waiting += 1
        if self._far is None or place < self._far:
            request.meta[_PLACE] = place
            insort(self._near, (place, request), key=itemgetter(0))
            if len(self._near) > _NEAR:
                self._far = self._near[_NEAR // 2][0]
                del self._near[_NEAR // 2 :]
        return True

    def _bring_near(self) -> None:
        most = _NEAR // 2 + len(self._under_way)
        found = self._agenda.waiting(self._far, most)
        self._far = (found[-1][0][0], found[-1][0][1] + 1) if len(found) == most else None
        for place, kept in found:
            if place not in self._under_way:
                request = self._spider.request_again(kept)
                request.meta[_PLACE] = place
                self._near.append((place, request))

    def _first_free(self) -> int:
        """Index of the first request to a host that has room for one more, so that no host waits for a slow one."""
        slots = self._crawler.engine.downloader.slots
        for index, (_, request) in enumerate(self._near):
            slot = slots.get(urlparse_cached(request).hostname or "")
            if slot is None or len(slot.active) < slot.concurrency:
                return index
        return 0

    def _settle(self) -> None:
        """Strike off what Scrapy has done with."""
        run, slot = self._spider.run, self._crawler.engine._slot
        if run.broken or slot is None:
            return
        done = [place for place, request in self._under_way.items() if request not in slot.inprogress]
        if not done:
            return
        try:
            self._agenda.strike(done)
            run.keep_progress()
        except SpoolError as error:
            self._spider.stop_for(error)
        for place in done:
            del self._under_way[place]

    @property
    def _spider(self) -> SourceSpider:
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider):
            raise TypeError("this scheduler serves spiders of a source alone")
        return spider

    @property
    def _agenda(self) -> Agenda:
        return self._spider.run.agenda
