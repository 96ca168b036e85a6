"""A market crawled and ingested once, for the tests that look at the result."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from demo.serving import serving
from demo.source_files import SITES
from foundation.settings import load_settings
from tests.e2e.house import House, market


@pytest.fixture(scope="session")
def sites() -> tuple[str, ...]:
    """All six, or without the one that needs a browser where there is none (with CI=true that fails)."""
    from crawlers.browser import why_no_browser

    why = why_no_browser(load_settings())
    if why is None:
        return SITES
    if os.environ.get("CI") == "true":
        pytest.fail(f"the browser-rendered site cannot be crawled: {why}")
    return tuple(site for site in SITES if site != "demo-shop")


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory, sites: tuple[str, ...]) -> Iterator[House]:
    """Day 1 of the market, crawled and ingested. For reading; a test that writes takes `crawled_copy`."""
    with serving(market()) as served:
        house = House.on(tmp_path_factory.mktemp("market") / "home", served)
        house.crawl(sites)
        house.run("ingest")
        yield house


@pytest.fixture
def crawled_copy(crawled: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The same in a home of its own."""
    home = tmp_path_factory.mktemp("copy") / "home"
    shutil.copytree(crawled.home, home)
    return House(home, crawled.served, crawled.sources)
