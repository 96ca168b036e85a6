"""A bare Scrapy spider: ``crawl_bare START_URL FOLLOW_PATTERN CONCURRENCY``.

It fetches what our crawl fetches and takes a title and the text of each page, as a spider written in ten minutes
does: no evidence, no spool, no robots.txt, no politeness. What our crawl is held to.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    """Follows every link of a pattern and yields a dictionary a page."""

    name = "bare"

    def __init__(self, start: str, follow: str, **options: Any) -> None:
        super().__init__(**options)
        self.start_urls = [start]
        self._follow = re.compile(follow)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """One page."""
        yield {
            "url": response.url,
            "title": response.css("title::text").get(),
            "text": " ".join(response.css("body ::text").getall()),
        }
        for address in response.css("a::attr(href)").getall():
            url = response.urljoin(address)
            if found := self._follow.search(url):
                yield response.follow(url[: found.end()])  # without the query, as our source file says


def main(start: str, follow: str, concurrency: int) -> None:
    """Crawl."""
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": False,
            "LOG_LEVEL": "ERROR",
            "LOG_INSTALL_ROOT_HANDLER": False,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(BareSpider, start=start, follow=follow)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
