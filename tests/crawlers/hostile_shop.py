"""A shop in which honest items stand among tricks, and the crawl of it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from crawlers.crawl_result import CrawlResult
from tests.crawlers.crawled import captures, crawl_shop, home_for
from tests.crawlers.hostile_site import HostileSite, Trick, answer
from tests.crawlers.peak import Peak, watched
from tests.crawlers.small_site import SHOP, item_page

SOURCE = (
    SHOP.replace(r"/item/(?P<id>\d+)\.html", r"/item/(?P<id>[^/?]+)\.html")
    + "politeness: {{timeout_s: 2}}\nhealthy: {{max_blocked_share: 1}}\n"
)
HONEST = tuple(f"honest-{number}" for number in range(5))
TIMEOUT_S = 2


class TrickFile(Protocol):
    """A module under ``tricks/``."""

    TOLD: str | None
    """Beginning of what the run tells of it; None where nothing is wrong for the crawler."""

    def tricks(self) -> dict[str, Trick]:
        """Path → trick."""


TRICKS = tuple(sorted(file.stem for file in (Path(__file__).parent / "tricks").glob("*.py")))


def trick_file(name: str) -> TrickFile:
    """The module of a trick."""
    return cast(TrickFile, importlib.import_module(f"tests.crawlers.tricks.{name}"))


@dataclass(frozen=True)
class Outcome:
    """What a crawl of the shop left."""

    result: CrawlResult
    content: frozenset[str]
    """Keys of items with content."""
    peak: Peak
    site: HostileSite


def crawl_among(
    tmp_path: Path, tricks: Mapping[str, Trick], *, source: str = SOURCE, robots: Trick | None = None
) -> Outcome:
    """Crawl a shop that lists *tricks* between its honest items."""
    honest = {f"/item/{key}.html": answer(item_page(number)) for number, key in enumerate(HONEST)}
    listed = [*list(honest)[:2], *(path for path in tricks if "?" not in path and "/item/" in path), *list(honest)[2:]]
    pages: dict[str, Trick] = {
        "/robots.txt": robots or answer("User-agent: *\nDisallow: /private\n", content_type="text/plain"),
        "/list?page=1": answer(_links(listed)),
        **honest,
        **tricks,
    }
    with HostileSite(pages).serving() as site, watched() as peak:
        settings = home_for(tmp_path, origin=site.origin, source=source, concurrency_per_site=8)
        result = crawl_shop(settings)
    content = frozenset(capture.item_key for capture in captures(settings) if capture.state == "content")
    return Outcome(result, content, peak, site)


def _links(paths: Iterable[str]) -> str:
    return "<html><body><h1>Goods</h1>" + "".join(f'<a href="{path}">{path}</a> ' for path in paths)
