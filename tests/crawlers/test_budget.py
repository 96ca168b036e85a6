"""A source's budget of requests a day: exact, whatever the requests are for, and whatever happens to the crawl."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.ledger import Ledger, budget_of
from crawlers.source_file import load_source
from foundation.clock import Clock
from foundation.settings import Settings
from tests.crawlers.crawled import captures, crawl_shop, home_for
from tests.crawlers.small_site import SHOP, Answer, shop, small_site
from tests.crawlers.test_crawl_resume import process_of, slow_shop, wait_for_requests

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def later(settings: Settings, days: float) -> Settings:
    assert settings.now is not None
    return settings.model_copy(update={"now": settings.now + timedelta(days=days)})


@pytest.mark.parametrize("budget", [2, 3, 9, 17])
def test_budget_is_spent_to_the_last_request_and_never_exceeded(tmp_path: Path, budget: int) -> None:
    with small_site(shop(40)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=budget)
        result = crawl_shop(settings)
        assert len(site.asked) == budget
        assert result.counts["requests"] == budget
        again = crawl_shop(settings)
        assert len(site.asked) == budget
        assert again.outcome.startswith("skipped: the day's budget of requests is spent")
        crawl_shop(later(settings, 1))
        assert len(site.asked) == 2 * budget


def test_budget_counts_retries_redirects_and_robots_txt(tmp_path: Path) -> None:
    routes = shop(10)
    routes["/item/3.html"] = lambda before: Answer("busy", 503) if before < 2 else "<h1>H100, lot 3</h1>"
    routes["/item/4.html"] = Answer("", 302, headers={"Location": "/item/44.html"})
    routes["/item/44.html"] = "<h1>H100, lot 4</h1>"
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=40)
        crawl_shop(settings)
        asked = Counter(one.path for one in site.asked)
    ledger = Ledger(settings.data.jobs / "shop" / "requests", settings.clock, 40)
    spent = ledger.spent()
    assert spent.total() == asked.total()
    assert (spent["robots"], spent["retry"], spent["redirect"], spent["list"]) == (1, 2, 1, 2)
    assert asked["/item/3.html"] == 3


def test_budget_is_not_exceeded_by_crawls_that_are_killed(tmp_path: Path) -> None:
    dice = random.Random(5)
    with slow_shop(60).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=30)
        for _ in range(3):
            before = len(site.asked)
            with process_of(settings) as process:
                wait_for_requests(site, before + dice.randrange(1, 8))
                process.kill()
        crawl_shop(settings)
        asked = len(site.asked)
        items = Counter(path for path in site.paths() if path.startswith("/item"))
    # What was counted and not yet sent when a crawl was killed is not asked for any more: two at most, each time.
    assert 30 - 3 * 2 <= asked <= 30
    assert sum(count - 1 for count in items.values()) <= 3 * 2
    assert len({capture.item_key for capture in captures(settings)}) >= 30 - 3 * 2 - 4 - 4 * 12


def test_budget_is_the_stricter_of_setting_and_source(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9", source=SHOP + "budget: 20\n")
    source = load_source(settings, "shop")
    assert budget_of(settings, source) == 20
    assert budget_of(settings.model_copy(update={"budget": 15}), source) == 15
    assert budget_of(settings.model_copy(update={"budget": 50}), source) == 20
    assert budget_of(settings, source.model_copy(update={"budget": None})) is None


def test_ledger_begins_every_utc_day_anew_and_outlives_the_process(tmp_path: Path) -> None:
    first = Ledger(tmp_path, Clock(NOW), 3)
    assert [first.spend("item") for _ in range(4)] == [True, True, True, False]
    again = Ledger(tmp_path, Clock(NOW), 3)
    assert (again.left, again.spend("list")) == (0, False)
    tomorrow = Ledger(tmp_path, Clock(NOW + timedelta(hours=16)), 3)
    assert (tomorrow.left, tomorrow.spend("list"), tomorrow.spent()) == (3, True, Counter(list=1))


def test_ledger_keeps_a_month_of_days(tmp_path: Path) -> None:
    for day in range(50):
        ledger = Ledger(tmp_path, Clock(NOW + timedelta(days=day)), None)
        ledger.spend("item")
        ledger.close()
    assert len(list(tmp_path.glob("*.txt"))) == 35
