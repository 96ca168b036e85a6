"""`kill -9` of a crawl, and what the site that it asked saw of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from crawlers.revisits.memory import VisitMemory
from crawlers.revisits.rules import revisit_rules
from foundation.settings import Settings
from tests.crawlers.crawled import contents, crawl_shop, finished, home_for
from tests.crawlers.small_site import Answer, Body, SmallSite, shop, small_site
from tests.crawlers.test_crawl_resume import process_of, wait_for_requests

CONCURRENCY = 4
UNDER_WAY = CONCURRENCY + 2
"""Requests that a crawl has open at a time: at the site, about to be sent, or answered and being read."""


def _busy_at_first(page: Answer) -> Callable[[int], Answer | Body]:
    return lambda before: page if before else Answer("busy", 503)


def winding_shop(items: int) -> SmallSite:
    """A shop that answers late; some items redirect to another address, some are busy at first."""
    routes = shop(items)
    for number in range(items):
        path = f"/item/{number}.html"
        page = Answer(str(routes[path]), wait_s=0.01)
        routes[path] = page
        if number % 10 == 3:
            routes[path] = Answer("", 302, headers={"Location": f"/item/{number}0000.html"})
            routes[f"/item/{number}0000.html"] = page
        elif number % 13 == 5:
            routes[path] = _busy_at_first(page)
    return small_site(routes)


def remembered(settings: Settings) -> tuple[set[tuple[str, str, int]], set[str]]:
    """Items with their state and visits, and lists that were read."""
    memory = VisitMemory(settings.data.jobs / "shop" / "visits.db", revisit_rules())
    try:
        items = {(row["key"], row["state"], row["visits"]) for row in memory.items()}
        return items, {row["address"] for row in memory.lists() if row["read_at"] is not None}
    finally:
        memory.close()


def check_kills(directory: Path, *, kills: int, items: int) -> int:
    """Kill one crawl *kills* times, let it end, and compare; returns how many requests were made a second time.

    The site saw nothing twice but what was under way, and captures, memories and counts are those of a calm crawl.
    """
    dice = random.Random(kills)
    (directory / "calm").mkdir()
    (directory / "killed").mkdir()
    with winding_shop(items).serving() as site:
        calm = home_for(directory / "calm", origin=site.origin, concurrency_per_site=CONCURRENCY)
        assert crawl_shop(calm).outcome == "finished"
    expected = Counter(site.paths())
    with winding_shop(items).serving() as site:
        killed = home_for(directory / "killed", origin=site.origin, concurrency_per_site=CONCURRENCY)
        step = expected.total() // (kills + 1)
        for _ in range(kills):
            before = len(site.asked)
            with process_of(killed) as process:
                wait_for_requests(site, before + dice.randint(step // 2, step))
                process.kill()
        result = crawl_shop(killed)
        asked = Counter(site.paths())
    assert result.outcome == "finished"
    assert asked.keys() == expected.keys()
    again = (asked - expected).total()
    assert again <= kills * UNDER_WAY
    assert {seen[:2] for seen in contents(killed).values()} == {seen[:2] for seen in contents(calm).values()}
    assert remembered(killed)[0] == remembered(calm)[0]
    assert {address.partition("/list")[2] for address in remembered(killed)[1]} == {
        address.partition("/list")[2] for address in remembered(calm)[1]
    }
    (end,), (calm_end,) = finished(killed), finished(calm)
    for name in ("items", "captures", "gone", "blocked"):
        assert end.counts[name] == calm_end.counts[name], name
    return again
