"""The process that crawls one source, started by `crawlers.running`.

``python -m crawlers.crawl_process NAME [ROUND [afresh]]``.

On stdout it says one JSON object a line: ``{"progress": {...}}`` while it works, ``{"result": {...}}`` at its end.
It stops cleanly on SIGINT, on SIGTERM, and when its stdin is closed, that is when whoever started it is gone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import threading
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawlers import settings as settings_module
from crawlers.crawl_result import CrawlResult
from crawlers.source_file import load_source
from crawlers.spiders.source_spider import SourceSpider
from foundation.errors import ChipwatchError
from foundation.settings import load_settings

log = logging.getLogger(__name__)


def _say(kind: str, value: Any) -> None:
    sys.stdout.write(json.dumps({kind: value}) + "\n")
    sys.stdout.flush()


def _stop_with_parent() -> None:
    # Unbuffered, since a thread inside sys.stdin at the end of the interpreter makes it abort.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGINT)


def crawl_here(name: str, round_id: str | None = None, afresh: str = "") -> CrawlResult:
    """Crawl the source *name* in this process, which can do so once. Unless empty, *afresh* goes on with no run."""
    settings = load_settings()
    try:
        source = load_source(settings, name)
        scrapy_settings = ScrapySettings()
        scrapy_settings.setmodule(settings_module, priority="project")
        scrapy_settings.set("CHIPWATCH_PROGRESS", lambda counts: _say("progress", counts), priority="cmdline")
        process = AsyncCrawlerProcess(scrapy_settings)
        crawler = process.create_crawler("news" if source.is_article else "market")
        task = process.crawl(crawler, source=name, round_id=round_id, afresh=afresh)
        task.add_done_callback(_retrieve)
        process.start()
    except ChipwatchError as error:
        return _failure(name, error)
    if not task.cancelled() and (problem := task.exception()) is not None:
        return _failure(name, problem)
    spider = crawler.spider
    if not isinstance(spider, SourceSpider) or spider.result is None:
        return CrawlResult(source=name, outcome="failed: stopped before its end", exit_code=7, can_go_on=True)
    return spider.result


def _retrieve(task: asyncio.Task[None]) -> None:
    """Take the exception, so that asyncio does not print it a second time."""
    if not task.cancelled():
        task.exception()


def _failure(name: str, problem: BaseException) -> CrawlResult:
    if isinstance(problem, ChipwatchError):
        return CrawlResult(
            source=name, outcome=f"failed: {problem.problem}", error=str(problem), exit_code=problem.exit_code
        )
    log.error("the crawl of %s could not begin", name, exc_info=problem)
    text = f"{type(problem).__name__}: {problem}"
    return CrawlResult(source=name, outcome=f"failed: {text}", error=text, exit_code=1)


if __name__ == "__main__":
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    _say("result", crawl_here(*sys.argv[1:]).model_dump(mode="json"))
