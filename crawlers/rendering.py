"""Rendering with an end: time, bytes and every redirect of a page are held to the same rules as a plain download."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import TimeoutError as TooLateError
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawlers.budget import spent
from crawlers.checked_proxy import CheckedProxy
from crawlers.downloading import BoundedFactory, NeverDrawnError
from crawlers.ledger import OVER_BUDGET
from crawlers.reach import PRIVATE, reach_of
from crawlers.robots import HonestRobotsTxtMiddleware
from crawlers.spiders.source_spider import SourceSpider

log = logging.getLogger(__name__)

_CLOSE_TIMEOUT_S = 5
_PAGES_A_CONNECTION = 10
"""A page has scripts and data beside its text, and one connection may carry them all."""


class BoundedRenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's handler; a page that does not end within ``render_timeout_s`` of its request is given up."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._bounded_crawler = crawler
        self._pool._factory = BoundedFactory
        self._reach = reach_of(crawler.settings["CHIPWATCH"])
        self._max_bytes: int = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._checked_proxy = CheckedProxy(self._reach, _PAGES_A_CONNECTION * self._max_bytes)
        if crawler.settings.getbool("CHIPWATCH_PROXIED_BROWSER"):
            self.config.launch_options["proxy"] = {"server": self._checked_proxy.address, "bypass": "<-loopback>"}

    async def _create_page(self, request: Request, spider: Spider) -> Page:
        await self._checked_proxy.start()
        page: Page = await super()._create_page(request, spider)
        return page

    async def _close(self) -> None:
        await super()._close()
        self._checked_proxy.close()

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        limit: float = request.meta["render_timeout_s"]
        gate = RedirectGate(self._bounded_crawler)
        try:
            async with asyncio.timeout(limit):
                await gate.watch(page)
                response: Response = await super()._download_request_with_page(request, page, spider)
        except (TimeoutError, TooLateError) as error:
            await self._give_up(page)
            raise NeverDrawnError(f"{request.url} was not drawn within {limit:.0f} seconds") from error
        except PlaywrightError as error:
            if gate.refused_page_for:
                raise IgnoreRequest(gate.refused_page_for) from error
            raise
        if len(response.body) > self._max_bytes:
            raise DownloadCancelledError(f"{request.url} grew to more than {self._max_bytes} bytes")
        if response.status == 403 and self._is_refused(response.url):
            raise IgnoreRequest(PRIVATE)
        return response

    def _is_refused(self, url: str) -> bool:
        return (urlsplit(url).hostname or "") in self._reach.refused

    async def _give_up(self, page: Page) -> None:
        """Close *page*; where its script lets nobody in, the whole browser, which is then started anew."""
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                await page.close()
        except (TimeoutError, PlaywrightError):
            log.warning("a page cannot be closed; the browser is started anew")
            with contextlib.suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                    await self.browser.close()


class RedirectGate:
    """Holds each redirect within a page to robots.txt and to the budget; Playwright asks nobody about those."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._session: Any = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused_page_for = ""
        """Why a redirect of the page itself was refused; empty where none was."""

    async def watch(self, page: Page) -> None:
        """Look at every request of *page* from now on."""
        self._session = await page.context.new_cdp_session(page)
        self._session.on("Fetch.requestPaused", self._paused)
        await self._session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "requestStage": "Request"}]})

    def _paused(self, paused: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._decide(paused))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, paused: dict[str, Any]) -> None:
        answer: tuple[str, dict[str, Any]] = ("Fetch.continueRequest", {})
        if "redirectedRequestId" in paused and (reason := await self._refusal(paused["request"]["url"])):
            if paused["resourceType"] == "Document":
                self.refused_page_for = self.refused_page_for or reason
            answer = ("Fetch.failRequest", {"errorReason": "BlockedByClient"})
        # The page may have been closed meanwhile.
        with contextlib.suppress(PlaywrightError):
            await self._session.send(answer[0], {"requestId": paused["requestId"], **answer[1]})

    async def _refusal(self, url: str) -> str | None:
        if not url.startswith(("http://", "https://")):
            return None
        robots = self._crawler.get_downloader_middleware(HonestRobotsTxtMiddleware)
        if robots is not None and not await robots.allows(url):
            self._crawler.stats.inc_value("robotstxt/forbidden")
            return "a redirect leads where robots.txt forbids"
        spider = self._crawler.spider
        may = not isinstance(spider, SourceSpider) or spent(spider, "redirect")
        return None if may else OVER_BUDGET
