"""The crawl that a source describes: entries, lists, items, then known items that no list showed."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.http.headers import Headers
from twisted.python.failure import Failure

from crawlers import browser
from crawlers.crawl_result import CrawlResult
from crawlers.failures import failure_text
from crawlers.reading import read_response
from crawlers.reading_result import ItemReading, Link, Reading
from crawlers.records import Capture
from crawlers.response import PageResponse
from crawlers.run import Run
from crawlers.site import site_of
from crawlers.source import Entry, Source
from crawlers.source_file import load_source
from foundation.errors import ChipwatchError, CrawlError, SpoolError, UsageError
from foundation.settings import Settings

log = logging.getLogger(__name__)

_ITEMS_FIRST = 10
_REVISITS_AT_ONCE = 200


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
        except ChipwatchError as error:
            if crawler.settings.get("CHIPWATCH_PROGRESS"):
                raise
            sys.exit(f"chipwatch: {error}")
        return spider

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
            own |= browser.scrapy_settings(self._settings, self.source)
            own["PLAYWRIGHT_ABORT_REQUEST"] = browser.BrowserGate(self.crawler).refuses
        return own

    # ---- ways

    async def start(self) -> AsyncIterator[Request]:
        """Every entry, once a query."""
        for entry, address in self._site.starts():
            yield self._request(Link(url=address, role=entry.kind), pages_left=entry.max_pages - 1)

    def _request(self, link: Link, **meta: Any) -> Request:
        is_item = link.role == "item"
        entry = None if is_item else self._site.entry(link.url)
        if self._is_rendered(entry, is_item=is_item):
            delay = max(self._settings.delay_s, self.source.politeness.delay_s)
            meta |= browser.request_meta(entry, self.source, delay)
        return Request(
            link.url,
            callback=self.parse,
            errback=self.failed,
            meta=meta,
            priority=_ITEMS_FIRST if is_item else 0,
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
        if reading.problem:
            self.trouble(reading.problem, page.url)
        elif reading.state == "blocked" and not reading.items:
            self.run.counts["refused"] += 1
            if not response.meta.get("depth"):
                self.run.problem("the site refused an entry", f"{page.url} ({reading.reason})")
        elif self._is_empty_entry(reading, response):
            self.trouble("a list shows no items", page.url)
        yield from self._captures(reading, page, response)
        yield from self._follow(reading, response)

    def _is_empty_entry(self, reading: Reading, response: Response) -> bool:
        if reading.role == "item" or reading.items or reading.links or response.meta.get("depth"):
            return False
        entry = self._site.entry(response.url)
        return entry is None or "{query}" not in entry.url

    def _captures(self, reading: Reading, page: PageResponse, response: Response) -> Iterator[Capture]:
        items = [item for item in reading.items or self._taken_along(reading, page) if self._is_new(item.key)]
        if not items:
            return
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
        for link in reading.links:
            if link.role == "item":
                continue
            if reading.role == "sitemap" or left > 0:
                yield self._request(link, pages_left=left - 1, keys=keys)

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
        if not self.run.counts["captures"] or self.stopped_for:
            return
        if self._revisits is None:
            self._revisits = self.run.frontier.unseen(self.run.id)
        sent = 0
        for address in self._revisits:
            if not self._site.is_item(address):
                continue
            link = Link(url=address, role="item", key=self._site.key(address))
            self._engine.crawl(self._request(link))
            self.run.counts["revisits"] += 1
            sent += 1
            if sent >= _REVISITS_AT_ONCE:
                break
        if sent:
            raise DontCloseSpider

    # ---- troubles

    def failed(self, failure: Failure) -> None:
        """A request without a response."""
        text = failure_text(failure)
        if text is None:
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        self.trouble(text, request.meta.get("redirect_urls", [request.url])[0])

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
