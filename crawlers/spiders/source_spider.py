"""The crawl that a source describes: entries, lists, items, then known items that no list showed."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.http.headers import Headers
from twisted.python.failure import Failure

from crawlers import browser
from crawlers.api_key import missing_key
from crawlers.crawl_result import CrawlResult
from crawlers.failures import failure_text
from crawlers.ledger import OVER_BUDGET
from crawlers.reach import reach_of
from crawlers.reading import read_response
from crawlers.reading_result import ItemReading, Link, Reading
from crawlers.records import Capture
from crawlers.response import PageResponse
from crawlers.revisits.rules import revisit_rules
from crawlers.revisits.shown import remember_list
from crawlers.revisits.tour import Tour
from crawlers.run import Run
from crawlers.site import site_of
from crawlers.source import Entry, Source
from crawlers.source_file import load_source
from crawlers.tally import kind_of_refusal
from foundation.errors import ChipwatchError, CrawlError, SpoolError, UsageError
from foundation.settings import Settings

log = logging.getLogger(__name__)

_ITEMS_FIRST = 10
_REVISITS_AT_ONCE = 200
_BARREN_PAGES = 20
"""List pages without an item in a row, after which a list is taken for an endless one."""


class SourceSpider(Spider):
    """Base of the spiders. It knows how to go about; what pages show is read by `crawlers.reading`."""

    articles: ClassVar[bool]
    source_name: ClassVar[str | None] = None

    def __init__(self, source: Source, settings: Settings, run: Run, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = source
        self.run = run
        self.netlocs = source.netlocs
        self.stopped_for: SpoolError | None = None
        self.result: CrawlResult | None = None
        """Of the whole crawl; set when it has ended."""
        self.state: dict[str, Any] = {}
        self._site = site_of(source)
        self._settings = settings
        self._revisits: Iterator[str] | None = None
        self._tour: Tour | None = None
        """The way of a crawl under a budget; without one everything is visited."""

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, *args: Any, source: str | None = None, round_id: str | None = None, **kwargs: Any
    ) -> Self:
        """Called by Scrapy with the ``-a`` arguments.

        Raises `ChipwatchError` in a process of `chipwatch crawl`. Under Scrapy's own commands, which would show it with
        a traceback, the process ends with its message.
        """
        settings: Settings = crawler.settings["CHIPWATCH"]
        try:
            found = cls._source(settings, source or cls.source_name)
            spider = cls(found, settings, Run(settings, found, round_id), *args, **kwargs)
            spider._set_crawler(crawler)
            crawler.settings.setdict(spider._scrapy_settings(), priority="spider")
            crawler.signals.connect(spider._visit_unseen, signal=signals.spider_idle)
            spider.run.begin(crawler.settings["USER_AGENT"])
            if spider.run.ledger.budget is not None:
                spider._tour = spider._begin_tour()
        except ChipwatchError as error:
            if crawler.settings.get("CHIPWATCH_PROGRESS"):
                raise
            sys.exit(f"chipwatch: {error}")
        return spider

    def _begin_tour(self) -> Tour:
        run, settings = self.run, self._settings
        return Tour(
            self._site,
            run.memory,
            run.ledger,
            revisit_rules(),
            settings.clock,
            run_id=run.id,
            order=settings.revisit_order,
        )

    @classmethod
    def _source(cls, settings: Settings, name: str | None) -> Source:
        if name is None:
            raise UsageError("no source is given", where=f"spider {cls.name}", way_out="add -a source=NAME")
        found = load_source(settings, name)
        if found.is_article != cls.articles:
            other = "news" if found.is_article else "market"
            raise UsageError(
                f"{name} is a source for the spider {other}", way_out=f"scrapy crawl {other} -a source={name}"
            )
        if found.status == "tips-only":
            raise CrawlError("this source is never crawled", where=name, way_out="bring its offers in as tips or files")
        if reason := missing_key(found):
            raise CrawlError(reason, where=name)
        if found.needs_browser and (reason := browser.why_no_browser(settings)):
            raise CrawlError(reason, where=name)
        return found

    def _scrapy_settings(self) -> dict[str, Any]:
        politeness = self.source.politeness
        delay = max(self._settings.delay_s, politeness.delay_s)
        concurrency = min(self._settings.concurrency_per_site, politeness.concurrency or 16)
        own = {
            "JOBDIR": str(self.run.job.scrapy_directory),
            "DOWNLOAD_DELAY": delay,
            "AUTOTHROTTLE_START_DELAY": delay,
            "AUTOTHROTTLE_TARGET_CONCURRENCY": float(concurrency),
            "CONCURRENT_REQUESTS": concurrency + 2,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_TIMEOUT": politeness.timeout_s,
            "DEPTH_LIMIT": politeness.max_depth,
            "CLOSESPIDER_PAGECOUNT": politeness.max_requests or 0,
            "DEFAULT_REQUEST_HEADERS": {
                "Accept": "text/html,application/xhtml+xml,application/json,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": ", ".join(dict.fromkeys([*self.source.languages, "en;q=0.5"])),
            },
        }
        if self.source.needs_browser:
            own |= browser.scrapy_settings(self._settings, (entry.url for entry in self.source.entries))
            own["PLAYWRIGHT_ABORT_REQUEST"] = browser.BrowserGate(self.crawler, self.run.ledger).refuses
        return own

    # ---- ways

    async def start(self) -> AsyncIterator[Request]:
        """Every entry, once a query; under a budget the lists that are worth it."""
        starts = list(self._site.starts())
        for entry, address in starts:
            self.run.memory.found_list(address, entry.kind, self._settings.clock.now(), is_start=True)
        if self._tour is not None:
            for link in self._tour.lists():
                yield self._request(link)
            return
        for entry, address in starts:
            yield self._request(Link(url=address, role=entry.kind), pages_left=entry.max_pages - 1)

    def _request(self, link: Link, priority: int | None = None, **meta: Any) -> Request:
        is_item = link.role == "item"
        meta["role"] = "item" if is_item else "list"
        entry = None if is_item else self._site.entry(link.url)
        if self._is_rendered(entry, is_item=is_item):
            delay = max(self._settings.delay_s, self.source.politeness.delay_s)
            meta |= browser.request_meta(entry, self.source, delay)
        return Request(
            link.url,
            callback=self.parse,
            errback=self.failed,
            meta=meta,
            priority=priority if priority is not None else _ITEMS_FIRST if is_item else 0,
        )

    def _is_rendered(self, entry: Entry | None, *, is_item: bool) -> bool:
        if is_item:
            return self.source.pages.rendering == "browser"
        return entry is not None and entry.rendering == "browser"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Capture | Request]:
        """Captures of the items that *response* shows, and requests for what it leads to."""
        page = self._page_response(response)
        reading = read_response(self.source, page)
        self.run.counts["pages"] += 1
        self.run.counts["list_pages"] += reading.role != "item"
        if reading.state == "blocked":
            self.run.counts["shut"] += 1
            self.run.counts[f"shut_{kind_of_refusal(reading.reason or '')}"] += 1
        if reading.problem:
            self.trouble(reading.problem, page.url)
        elif reading.state == "blocked" and not reading.items:
            self.run.counts["refused"] += 1
            if not response.meta.get("depth") and not response.meta.get("revisit"):
                self.run.problem("the site refused an entry", f"{page.url} ({reading.reason})")
        elif self._is_empty_entry(reading, response):
            self.trouble("a list shows no items", page.url)
        yield from self._captures(reading, page, response)
        if self._tour is None:
            yield from self._follow(reading, response)
        else:
            yield from self._follow_tour(self._tour, reading, page, response)

    def _is_empty_entry(self, reading: Reading, response: Response) -> bool:
        if reading.role == "item" or reading.items or reading.links or response.meta.get("depth"):
            return False
        entry = self._site.entry(response.url)
        return entry is None or "{query}" not in entry.url

    def _captures(self, reading: Reading, page: PageResponse, response: Response) -> Iterator[Capture]:
        items = [item for item in reading.items or self._taken_along(reading, page) if self._is_new(item.key)]
        yield from self._kept(items, page, response)

    def _kept(self, items: list[ItemReading], page: PageResponse, response: Response) -> Iterator[Capture]:
        if not items:
            return
        self.run.counts["listed"] += 0 if response.meta.get("revisit") else len(items)
        rendered = "playwright" in response.flags
        try:
            evidence = self.run.keep(page, rendered=rendered)
        except SpoolError as error:
            self.stop_for(error)
            return
        for item in items:
            yield self.run.capture_of(item, evidence)

    def _taken_along(self, reading: Reading, page: PageResponse) -> list[ItemReading]:
        """Known items of a thread that is gone or refused as a whole."""
        address = self._site.address(page.url)
        if reading.state == "content" or reading.role != "item" or address is None:
            return []
        known = self.run.frontier.known_on(address)
        return [ItemReading(key=key, url=url, state=reading.state, reason=reading.reason) for key, url in known]

    def _is_new(self, key: str) -> bool:
        captured = self._memory("captured")
        if key in captured:
            return False
        captured.add(key)
        return True

    def _memory(self, name: str) -> set[str]:
        """A set that a paused crawl takes along."""
        found: set[str] = self.state.setdefault(name, set())
        return found

    def _follow(self, reading: Reading, response: Response) -> Iterator[Request]:
        if reading.role != "item":
            address = self._site.address(response.url) or response.url
            now = self._settings.clock.now()
            remember_list(self.run.memory, address, reading, run_id=self.run.id, at=now)
        items = [link for link in reading.links if link.role == "item"]
        asked = self._memory("asked")
        for link in items:
            if link.key is None or (link.key not in asked and link.key not in self._memory("captured")):
                if link.key is not None:
                    asked.add(link.key)
                yield self._request(link)
        keys = sorted({*(item.key for item in reading.items), *(link.key or link.url for link in items)})
        left = response.meta.get("pages_left", 0)
        if reading.role not in {"item", "sitemap", "feed"} and keys and keys == response.meta.get("keys"):
            # A site that answers with its last page for ever would never let go.
            return
        barren = 0 if keys else response.meta.get("barren", 0) + 1
        if barren > _BARREN_PAGES:
            self.trouble("a list goes on and on without items", response.url)
            return
        for link in reading.links:
            if link.role == "item":
                continue
            if reading.role == "sitemap" or left > 0:
                yield self._request(link, pages_left=left - 1, keys=keys, barren=barren)

    def _follow_tour(
        self, tour: Tour, reading: Reading, page: PageResponse, response: Response
    ) -> Iterator[Capture | Request]:
        address = self._site.address(page.url) or page.url
        if reading.role == "item":
            tour.read_thread(address, reading.links)
            if not reading.items and not self._taken_along(reading, page):
                tour.missed(address)
        elif reading.problem or reading.state == "blocked":
            tour.refused_list(address, reading.role)
        else:
            glimpses, further = tour.read_list(address, reading)
            yield from self._kept([item for item in glimpses if self._is_new(f"glimpse {item.key}")], page, response)
            for link in further:
                yield self._request(link)

    @property
    def _engine(self) -> ExecutionEngine:
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("the crawl has not begun")
        return engine

    def _page_response(self, response: Response) -> PageResponse:
        asked = response.meta.get("redirect_urls", [response.request.url if response.request else response.url])[0]
        return PageResponse(
            url=asked,
            final_url=response.url,
            status=response.status,
            headers=_plain(response.headers),
            body=response.body,
            fetched_at=self._settings.clock.now(),
        )

    # ---- known items that no list showed

    def _visit_unseen(self) -> None:
        """When nothing is left to do: pages of items that were there and that this crawl has not met."""
        if self.stopped_for:
            return
        if self._tour is not None:
            self._go_on(self._tour)
            return
        if not self.run.counts["captures"]:
            return
        if self._revisits is None:
            self._revisits = self.run.frontier.unseen(self.run.id)
        sent = 0
        for address in self._revisits:
            if not self._site.is_revisited(address):
                continue
            link = Link(url=address, role="item", key=self._site.key(address))
            self._engine.crawl(self._request(link, revisit=True))
            self.run.counts["revisits"] += 1
            sent += 1
            if sent >= _REVISITS_AT_ONCE:
                break
        if sent:
            raise DontCloseSpider

    def _go_on(self, tour: Tour) -> None:
        links = tour.items(_REVISITS_AT_ONCE)
        for place, link in enumerate(links):
            self._engine.crawl(self._request(link, priority=_REVISITS_AT_ONCE - place, revisit=True))
        self.run.counts["revisits"] += len(links)
        if links:
            raise DontCloseSpider

    # ---- troubles

    def failed(self, failure: Failure) -> None:
        """A request without a response."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if self._tour is not None and str(failure.value) != OVER_BUDGET:
            self._tour.failed(asked, is_item=request.meta.get("role") == "item")
        host = urlsplit(request.url).hostname or ""
        text = failure_text(failure, host, reach_of(self._settings))
        if text is None:
            return
        self.trouble(text, asked)

    def trouble(self, kind: str, example: str) -> None:
        """Count a trouble of *kind* and keep the first examples."""
        self.run.counts["errors"] += 1
        self.run.problem(kind, example)
        log.info("%s: %s", kind, example)

    def take(self, capture: Capture) -> None:
        """Called by the pipeline. Raises `SpoolError`."""
        self.run.take(capture)

    def stop_for(self, error: SpoolError) -> None:
        """Stop the crawl, since captures cannot be kept any more. What is on its way is dropped."""
        if self.stopped_for is None:
            self.stopped_for = self.run.broken = error
            log.error("%s", error)
            self._closing = asyncio.ensure_future(self._engine.close_spider_async(reason="spool"))


def _plain(headers: Headers) -> dict[str, str]:
    """Headers by lower-case name; several of one name apart by commas."""
    return {str(name).lower(): str(value) for name, value in headers.to_unicode_dict().items()}
