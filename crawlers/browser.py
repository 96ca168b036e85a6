"""Pages that only a browser shows: which Chromium, with which flags, and what it may ask for."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import os
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from crawlers.downloading import HANDLERS
from crawlers.ledger import Ledger
from crawlers.reach import reach_of
from crawlers.robots import HonestRobotsTxtMiddleware
from crawlers.source import Entry, More, Source
from foundation.errors import SettingsError
from foundation.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Page, Request
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Windows that a page opens would be nobody's, and WebRTC would connect past the proxy.
    "--block-new-web-contents",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
)
_NOT_NEEDED = frozenset({"image", "font", "media"})
_GROWTH_TIMEOUT_MS = 5_000
_NAVIGATION_TIMEOUT_MS = 30_000
_DRAWING_S, _CLICK_S, _LONGEST_GROWTH_S = 5, 1, 1_800
"""How long a page may take beside 1.5 times its `timeout_s`: to be drawn, for each click, for all clicks."""
_STEP_TIMEOUT_S = 20


def why_no_browser(settings: Settings) -> str | None:
    """Why pages cannot be rendered here, with the way out; None where they can."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        return "the extra `browser` is not installed; install chipwatch[browser]"
    if executable(settings) is None:
        return "there is no Chromium; install one, or set `browser` to its path, or run `playwright install chromium`"
    return None


def executable(settings: Settings) -> Path | None:
    """Chromium to render with: the setting, else one on PATH, else Playwright's own. Raises `SettingsError`."""
    if settings.browser is not None:
        if not os.access(settings.browser, os.X_OK):
            raise SettingsError(
                f"{settings.browser} is no program that can be run",
                where="setting browser",
                way_out="give the path of a Chromium, or leave it out to take the one on PATH",
            )
        return settings.browser
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return _playwrights_own()


@cache
def _playwrights_own() -> Path | None:
    if importlib.util.find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (the extra may be missing)

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def scrapy_settings(settings: Settings, addresses: Iterable[str]) -> dict[str, Any]:
    """Settings of scrapy-playwright for a crawl of which some *addresses* need the browser."""
    flags = list(_FLAGS)
    if os.geteuid() == 0:
        # Chromium's sandbox refuses to work for root.
        flags.append("--no-sandbox")
    # Every handler starts a browser driver of its own, so only the schemes in use get one.
    schemes = sorted({urlsplit(address).scheme for address in addresses})
    return {
        "DOWNLOAD_HANDLERS": {**HANDLERS, **dict.fromkeys(schemes, "crawlers.rendering.BoundedRenderingHandler")},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": str(executable(settings)), "args": flags, "headless": True},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _NAVIGATION_TIMEOUT_MS,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        # Where the environment names a proxy, that one decides what may be connected to.
        "CHIPWATCH_PROXIED_BROWSER": not {"http", "https", "all"} & getproxies().keys(),
    }


def request_meta(entry: Entry | None, source: Source, delay_s: float) -> dict[str, Any]:
    """Meta of a request that the browser makes, for a page of *entry* or, with None, for an item's page."""
    from scrapy_playwright.page import PageMethod  # noqa: PLC0415 (the extra may be missing)

    methods = []
    limit_s = _DRAWING_S + 1.5 * source.politeness.timeout_s
    wait_for = entry.wait_for if entry else source.pages.wait_for
    if wait_for:
        timeout_ms = min(source.politeness.timeout_s * 1000, _NAVIGATION_TIMEOUT_MS)
        methods.append(PageMethod(await_element, wait_for, timeout_ms))
    if entry and entry.more:
        methods.append(PageMethod(show_more, entry.more, delay_s))
        limit_s += min(entry.more.max_clicks * (delay_s + _CLICK_S), _LONGEST_GROWTH_S)
    return {"playwright": True, "playwright_page_methods": methods, "render_timeout_s": limit_s}


async def await_element(page: Page, css: str, timeout_ms: float) -> None:
    """Wait until *css* is on the page; after *timeout_ms* the page is read as it is, since it may say why not."""
    from playwright.async_api import TimeoutError as TooLateError  # noqa: PLC0415 (the extra may be missing)

    try:
        await page.wait_for_selector(css, state="attached", timeout=timeout_ms)
    except TooLateError:
        log.warning("%s: %s did not appear", page.url, css)


async def show_more(page: Page, more: More, delay_s: float) -> None:
    """Click the button of *more* until it is gone, hidden or disabled, or until nothing more comes."""
    for _ in range(more.max_clicks):
        async with asyncio.timeout(delay_s + _STEP_TIMEOUT_S):
            button = page.locator(more.click).first
            if not await button.count() or not await button.is_visible() or not await button.is_enabled():
                return
            before = await page.locator(more.grows).count()
            await asyncio.sleep(delay_s)
            await button.click()
            if not await _grew(page, more.grows, before):
                log.warning("%s: a click on %s brought nothing more after %d", page.url, more.click, before)
                return


async def _grew(page: Page, css: str, before: int) -> bool:
    from playwright.async_api import TimeoutError as TooLateError  # noqa: PLC0415 (the extra may be missing)

    try:
        await page.wait_for_function(
            "([css, before]) => document.querySelectorAll(css).length > before",
            arg=[css, before],
            timeout=_GROWTH_TIMEOUT_MS,
        )
    except TooLateError:
        return False
    return True


class BrowserGate:
    """Decides what a rendered page may load: nothing that robots.txt forbids, nothing private, no pictures or films.

    Everything else is counted as a request to the source, the page itself included, and nothing goes beyond a budget.
    """

    def __init__(self, crawler: Crawler, ledger: Ledger | None) -> None:
        self._crawler = crawler
        self._ledger = ledger

    async def refuses(self, request: Request) -> bool:
        """Whether the browser's own *request* is aborted. Counts what robots.txt forbade."""
        if request.resource_type in _NOT_NEEDED:
            return True
        if not request.url.startswith(("http://", "https://")):
            return not request.url.startswith(("data:", "blob:"))
        if not reach_of(self._crawler.settings["CHIPWATCH"]).allows_url(request.url):
            return True
        robots = self._crawler.get_downloader_middleware(HonestRobotsTxtMiddleware)
        if robots is None or await robots.allows(request.url):
            return self._ledger is not None and not self._ledger.spend("browser")
        self._crawler.stats.inc_value("robotstxt/forbidden")
        return True
