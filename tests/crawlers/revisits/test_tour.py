"""Crawls under a budget, on a served site."""

from __future__ import annotations

from pathlib import Path

from crawlers.records import ListingPage
from foundation.settings import Settings
from tests.crawlers.crawled import captures, crawl_shop, home_for
from tests.crawlers.small_site import SHOP, Answer, Route, item_page, shop, small_site
from tests.crawlers.test_budget import later

GLIMPSING = SHOP.replace("lists:\n", "lists:\n  glimpse: {{each: li, fields: {{title: a, price: b}}, gone: i.sold}}\n")


def priced_list(prices: list[str]) -> str:
    rows = (f'<li><a href="/item/{n}.html">H100, lot {n}</a> <b>{price}</b></li>' for n, price in enumerate(prices))
    return f"<html><body><ul>{''.join(rows)}</ul></body></html>"


def shop_with_prices(prices: list[str]) -> dict[str, Route]:
    return shop(len(prices)) | {"/list?page=1": priced_list(prices)}


def seen_in(settings: Settings, run_id: str | None) -> dict[str, tuple[str, str | None, bool]]:
    """Key → state, price and whether only a list showed it."""
    found: dict[str, tuple[str, str | None, bool]] = {}
    for capture in captures(settings, run_id):
        assert isinstance(capture.page, ListingPage)
        found[capture.item_key] = (capture.state, capture.page.price, capture.page.partial)
    return found


def test_tour_takes_prices_off_lists(tmp_path: Path) -> None:
    with small_site(shop_with_prices(["$9", "$8", "$7"])).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GLIMPSING, budget=5)
        crawl_shop(settings)
        site.routes["/list?page=1"] = priced_list(["$9", "$5", "$7"]).replace(
            "<b>$7</b>", "<b>$7</b><i class=sold>x</i>"
        )
        second = crawl_shop(later(settings, 1).model_copy(update={"budget": 2}))
        third = crawl_shop(later(settings, 2).model_copy(update={"budget": 2}))
    assert seen_in(settings, second.run_id) == {"1": ("content", "$5", True), "2": ("gone", "$7", True)}
    assert second.counts["glimpses"] == 2
    assert captures(settings, third.run_id) == [], "what a list shows unchanged is no news"


def test_tour_notices_what_vanished_from_its_list(tmp_path: Path) -> None:
    with small_site(shop_with_prices(["$9", "$8", "$7"])).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GLIMPSING, budget=5)
        crawl_shop(settings)
        site.routes["/list?page=1"] = priced_list(["$9", "$8"])
        site.routes["/item/2.html"] = Answer("gone", 410)
        second = crawl_shop(later(settings, 1).model_copy(update={"budget": 3}))
    assert [(one.item_key, one.state) for one in captures(settings, second.run_id)] == [("2", "gone")]


def test_tour_spends_what_is_left_in_rank_order(tmp_path: Path) -> None:
    with small_site(shop(10, per_page=10)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=40)
        crawl_shop(settings)
        for day in range(1, 5):
            site.routes["/item/7.html"] = item_page(7, f"{20_000 + day}")
            crawl_shop(later(settings, day))
        before = len(site.asked)
        crawl_shop(later(settings, 7).model_copy(update={"budget": 4}))
        asked = [one.path for one in site.asked[before:] if one.path.startswith("/item")]
    assert asked[0] == "/item/7.html"


def test_tour_remembers_a_first_crawl_without_a_budget(tmp_path: Path) -> None:
    with small_site(shop(12)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
        before = len(site.asked)
        result = crawl_shop(later(settings, 0.1).model_copy(update={"budget": 20}))
    assert result.outcome == "finished"
    assert len(site.asked) == before, "nothing is due two hours later"


def test_tour_goes_on_without_its_memory(tmp_path: Path) -> None:
    with small_site(shop(12)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=30)
        crawl_shop(settings)
        for file in (settings.data.jobs / "shop").glob("visits.db*"):
            file.unlink()
        before = len(site.asked)
        crawl_shop(later(settings, 0).model_copy(update={"budget": 28}))
        asked = [one.path for one in site.asked[before:]]
    assert not [path for path in asked if path.startswith("/item")], "the spool says that all were seen a moment ago"


def test_tour_calls_nothing_gone_because_a_list_came_back_empty(tmp_path: Path) -> None:
    with small_site(shop_with_prices(["$9", "$8", "$7"])).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GLIMPSING, budget=5)
        crawl_shop(settings)
        site.routes["/list?page=1"] = "<html><body><ul></ul></body></html>"
        second = crawl_shop(later(settings, 1).model_copy(update={"budget": 9}))
    assert {one.state for one in captures(settings, second.run_id)} <= {"content"}
    assert second.counts["gone"] == 0
