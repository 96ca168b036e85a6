"""Days of the demo market, crawled day by day under a budget: ``month HOME PLAN``, both paths.

PLAN is a JSON file (`Month`). Sites are served and crawled in this one process, over real HTTP, by the spiders that
`chipwatch crawl` runs. Prints the requests of every site and day.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web
from pydantic import BaseModel
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.defer import deferred_f_from_coro_f
from scrapy.utils.reactor import install_reactor

from crawlers.settings import scrapy_settings
from crawlers.spiders.market import MarketSpider
from crawlers.spiders.news import NewsSpider
from crawlers.spiders.source_spider import SourceSpider
from demo.articles import NEWS
from demo.market import Market
from demo.server import bind, site_application
from demo.source_files import SITES, write_sources
from demo.truth import origins
from foundation.errors import ChipwatchError
from foundation.settings import Settings, load_settings

_GLIMPSE = re.compile(r"^  glimpse:.*\n(?:    .*\n)*", re.MULTILINE)


class Month(BaseModel):
    """What is crawled how."""

    listings: int
    """Size of the market."""
    seed: int = 1
    """Which market."""
    first_day: int
    last_day: int
    sites: tuple[str, ...]
    """Source names."""
    port: int
    """Of the overview; the sites' ports follow. The same all month, since it is part of every address."""
    budgets: dict[str, int] = {}
    """Requests a day by site; a site that is not there is crawled in full."""
    order: str = "worth"
    """Of visits under a budget."""
    glimpses: bool = True
    """Whether prices are read off lists."""


async def crawl_month(home: Path, month: Month) -> dict[str, list[int]]:
    """Crawl every site on every day; returns requests by site, one number a day."""
    sources = home.with_name(f"{home.name}-sources")
    write_sources(sources, month.port)
    shop = Path(__file__).parents[1] / "demo-shop.yaml"
    text = shop.read_text("utf-8").replace("SITE/", f"{origins(month.port)['demo-shop']}/")
    (sources / shop.name).write_text(text, "utf-8")
    for site in month.sites:
        _fit(sources / f"{site}.yaml", month, site)
    requests: dict[str, list[int]] = {site: [] for site in month.sites}
    for day in range(month.first_day, month.last_day + 1):
        market = Market(seed=month.seed, listings=month.listings, day=day)
        settings = load_settings(
            home=home,
            sources=sources,
            now=market.now,
            delay_s=0.0,
            private_hosts="127.0.0.1:*",
            log_level="ERROR",
            revisit_order=month.order,
        )
        async with AsyncExitStack() as stack:
            await _serve(stack, market, month)
            counts = await asyncio.gather(*(_crawl(settings, site) for site in month.sites))
        for site, count in zip(month.sites, counts, strict=True):
            requests[site].append(count)
    return requests


def _fit(file: Path, month: Month, site: str) -> None:
    text = file.read_text("utf-8")
    if not month.glimpses:
        text = _GLIMPSE.sub("", text)
    if site in month.budgets:
        text += f"budget: {month.budgets[site]}\n"
    file.write_text(text, "utf-8")


async def _serve(stack: AsyncExitStack, market: Market, month: Month) -> None:
    origin = origins(month.port)
    sockets = dict(zip(SITES, bind(month.port)[1:], strict=True))
    for site, socket in sockets.items():
        if site not in month.sites:
            socket.close()
            continue
        runner = web.AppRunner(site_application(market, site, origin[site]), access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, socket).start()


def _told(counts: dict[str, int]) -> None:
    """A crawl raises its errors only where somebody listens."""


async def _crawl(settings: Settings, site: str) -> int:
    options = ScrapySettings()
    options.setdict({**scrapy_settings(settings), "CHIPWATCH_PROGRESS": _told}, priority="project")
    runner = AsyncCrawlerRunner(options)
    crawler = runner.create_crawler(NewsSpider if site == NEWS else MarketSpider)
    await runner.crawl(crawler, source=site)
    spider = crawler.spider
    if not isinstance(spider, SourceSpider) or spider.result is None or spider.result.kind != "finished":
        raise ChipwatchError(f"the crawl did not end well: {spider and getattr(spider, 'result', None)}", where=site)
    return spider.result.counts["requests"]


async def main(_reactor: object) -> None:
    """Crawl and print."""
    home, plan = Path(sys.argv[1]), Path(sys.argv[2])
    found = await crawl_month(home, Month.model_validate_json(plan.read_text("utf-8")))
    print(json.dumps(found))


if __name__ == "__main__":
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet.task import react

    react(deferred_f_from_coro_f(main))
