"""Days of the demo market crawled in one process: ``python -m tests.health.market_days HOME SEED LISTINGS DAYS``.

Every crawl is the real one (spider, pipeline, spool, frontier); only the start of a process for each is saved. After
the days, one more is crawled in layout v2.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings

from crawlers.settings import scrapy_settings
from crawlers.source_file import load_source
from demo import answers
from demo.market import Market
from demo.server import serve
from demo.source_files import write_sources
from foundation.settings import Settings, load_settings

SITES = ("demo-forum", "demo-market", "demo-b2b", "demo-hk", "demo-news")
"""All but the one that needs a browser."""


def settings_on(home: Path, market: Market) -> Settings:
    """Settings of a home on the day that *market* shows."""
    sources = home.parent / "sources"
    return load_settings(
        home=home, sources=sources, now=market.now, delay_s=0.0, contact="test@example.org", private_hosts="127.0.0.1:*"
    )


async def crawl_day(home: Path, market: Market, port: int) -> int:
    """Serve *market* on *port* (0: any) and crawl its sites; the port that served."""
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(market, port, ready=opened.set_result))
    while not opened.done():
        if serving.done():
            await serving
        await asyncio.sleep(0.01)
    write_sources(home.parent / "sources", opened.result())
    settings = settings_on(home, market)
    scrapy = ScrapySettings()
    scrapy.setdict(scrapy_settings(settings), priority="project")
    runner = AsyncCrawlerRunner(scrapy)
    for name in SITES:
        kind = "news" if load_source(settings, name).is_article else "market"
        runner.crawl(runner.create_crawler(kind), source=name)
    await runner.join()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    return opened.result()


async def crawl_days(home: Path, seed: int, listings: int, days: int) -> None:
    """Days 1 to *days* of a quiet market, and one more in layout v2."""
    port = 0
    for day in range(1, days + 2):
        market = replace(Market(seed=seed, listings=listings, day=day), layout="v2" if day > days else "v1")
        port = await crawl_day(home, market, port)


def main() -> None:
    """Crawl as the arguments say."""
    from scrapy.utils.reactor import install_reactor

    home, seed, listings, days = sys.argv[1:]
    # The 429s of the market cost seconds a day and tell nothing of health.
    answers.PATIENCE_S = 0.0
    os.environ["CHIPWATCH_LOG_LEVEL"] = "ERROR"
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    running: Any = reactor
    task = asyncio.get_event_loop().create_task(crawl_days(Path(home), int(seed), int(listings), int(days)))
    task.add_done_callback(lambda _: running.stop())
    running.run()
    task.result()


if __name__ == "__main__":
    main()
