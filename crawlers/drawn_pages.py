"""Pages as a browser draws them, outside of a crawl; `draw_pages` runs ``python -m crawlers.drawn_pages ADDRESS…``."""

from __future__ import annotations

import base64
import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import Settings as ScrapySettings
from twisted.python.failure import Failure

from crawlers import browser
from crawlers.child_environment import child_environment
from crawlers.failures import failure_text
from crawlers.reach import reach_of
from crawlers.response import PageResponse
from foundation.errors import CrawlError
from foundation.settings import Settings, load_settings

if TYPE_CHECKING:
    from playwright.async_api import Page

_QUIET_MS = 10_000
"""How long a page may go on loading after it is there; many never come to rest."""
_DRAWN_WITHIN_S = 45
_LANGUAGES = "en, zh;q=0.9, *;q=0.5"
_NOT_HERE = {
    "DOWNLOADER_MIDDLEWARES": {"crawlers.budget.BudgetMiddleware": None, "crawlers.api_key.ApiKeyMiddleware": None},
    "EXTENSIONS": {"crawlers.run_report.RunReport": None},
}
"""What belongs to the crawl of a source."""


def draw_pages(settings: Settings, addresses: Sequence[str]) -> list[PageResponse | CrawlError]:
    """The pages at *addresses*, in that order, drawn by Chromium; of those that cannot be had, why.

    They are asked for `delay_s` apart, as robots.txt allows and never in a private network. Raises `CrawlError` where
    no browser is here or it does not start.
    """
    if reason := browser.why_no_browser(settings):
        raise CrawlError(reason, where="browser")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "crawlers.drawn_pages", *addresses],
        env=child_environment(settings),
        capture_output=True,
        text=True,
        timeout=60 + len(addresses) * (_DRAWN_WITHIN_S + settings.delay_s) * 2,
        check=False,
    )
    said = {one["url"]: one for one in map(json.loads, done.stdout.splitlines())}
    return [_answer(settings, address, said.get(address), done.stderr) for address in addresses]


def _answer(settings: Settings, address: str, said: dict[str, Any] | None, log: str) -> PageResponse | CrawlError:
    if said is None or "problem" in said:
        last = log.strip().rpartition("\n")[2]
        problem = said["problem"] if said else f"the browser gave no page ({last or 'it said nothing'})"
        return CrawlError(problem, where=address, way_out="try later, or save the page by hand and give the file")
    return PageResponse(
        url=address,
        final_url=said["final_url"],
        status=said["status"],
        body=base64.b64decode(said["body"]),
        fetched_at=settings.clock.now(),
        headers={"content-type": "text/html; charset=utf-8"},
    )


class DrawnPages(Spider):
    """Says of each of *addresses* what it drew, one JSON object a line on stdout."""

    name = "drawn-pages"

    def __init__(self, addresses: Sequence[str] = (), **arguments: Any) -> None:
        super().__init__(**arguments)
        self._addresses = addresses

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        gate = browser.BrowserGate(crawler, None)
        crawler.settings.set("PLAYWRIGHT_ABORT_REQUEST", gate.refuses, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """One request an address."""
        from scrapy_playwright.page import PageMethod  # noqa: PLC0415 (the extra may be missing)

        meta = {
            "playwright": True,
            "playwright_page_methods": [PageMethod(_rest)],
            "render_timeout_s": _DRAWN_WITHIN_S,
        }
        for address in self._addresses:
            yield Request(
                address, self.parse, errback=self.failed, meta={**meta, "asked": address}, dont_filter=True,
                headers={"Accept-Language": _LANGUAGES},
            )  # fmt: skip

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        """Called by Scrapy with each drawn page."""
        body = base64.b64encode(response.body).decode("ascii")
        _say(url=response.meta["asked"], final_url=response.url, status=response.status, body=body)
        yield from ()

    def failed(self, failure: Failure) -> None:
        """Called by Scrapy where there is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        host = urlsplit(request.url).hostname or ""
        problem = failure_text(failure, host, reach_of(self.settings["CHIPWATCH"]))
        _say(url=request.meta["asked"], problem=problem or "robots.txt forbids this page")


def _say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


async def _rest(page: Page) -> None:
    """Wait until *page* loads nothing more, or for a while."""
    from playwright.async_api import TimeoutError as TooLateError  # noqa: PLC0415 (the extra may be missing)

    with contextlib.suppress(TooLateError):
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)


def main(addresses: Sequence[str]) -> None:
    """Draw *addresses* in this process, which can do so once."""
    from crawlers import settings as settings_module  # noqa: PLC0415 (reads the settings)

    settings = load_settings()
    scrapy_settings = ScrapySettings()
    scrapy_settings.setmodule(settings_module, priority="project")
    for name, left_out in _NOT_HERE.items():
        scrapy_settings.set(name, {**scrapy_settings.getdict(name), **left_out}, priority="cmdline")
    scrapy_settings.setdict(browser.scrapy_settings(settings, addresses), priority="cmdline")
    process = AsyncCrawlerProcess(scrapy_settings)
    process.crawl(process.create_crawler(DrawnPages), addresses=addresses)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1:])
