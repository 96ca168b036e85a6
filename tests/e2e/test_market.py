"""The whole market over HTTP, Chromium included, held to the truth."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from urllib.request import urlopen
from urllib.robotparser import RobotFileParser

import pytest

from demo.market import Market
from demo.score import score
from demo.serving import serving
from demo.truth import expected
from index.documents import Listing, Sighting
from index.opening import open_store
from tests.e2e.house import House, market

# one worker crawls the market, the others need not do it again
pytestmark = pytest.mark.xdist_group("market")

SIGNS_OF_TRAPS = (
    "请完成安全验证",
    "请拖动滑块",
    "您需要登录后才能浏览",
    "Sign in to view this product",
    "請證明你不是機械人",
    "该主题不存在或已被删除",
    "宝贝不存在或已被删除",
    "找不到此頁面",
)
WHOLE_FIELDS = ("side", "model", "form", "quantity", "unit", "gpu_count", "price", "currency", "seller", "place")
LEAST_RIGHT = 0.9


def test_market_every_listing_is_found_once(crawled: House, sites: tuple[str, ...]) -> None:
    result = score((row for row in crawled.served.truth() if row["site"] in sites), _indexed(crawled))
    for site, figures in result.sites.items():
        assert figures.rows.share == 1, f"{site}: {figures.rows}"
        assert figures.listings.share == 1, f"{site}: {figures.listings}"
        assert figures.false_supply == 0, site


def test_market_fields_are_right(crawled: House, sites: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    result = score((row for row in crawled.served.truth() if row["site"] in sites), _indexed(crawled))
    with capsys.disabled():
        print(f"\n{'field':14}" + "".join(f"{site.removeprefix('demo-'):>9}" for site in result.sites) + f"{'all':>9}")
        for name in WHOLE_FIELDS:
            shares = [
                figures.fields[name].share if name in figures.fields else None
                for figures in (*result.sites.values(), result.total)
            ]
            print(f"{name:14}" + "".join("        –" if share is None else f"{share:9.1%}" for share in shares))
    for name in WHOLE_FIELDS:
        share = result.total.fields[name].share
        assert share is not None
        assert share >= LEAST_RIGHT, f"{name}: {share:.3f}"


def test_market_no_disallowed_address_is_asked_for(crawled: House, sites: tuple[str, ...]) -> None:
    for site in sites:
        origin = crawled.served.origin(site)
        robots = RobotFileParser()
        with urlopen(f"{origin}/robots.txt") as answer:
            robots.parse(answer.read().decode().splitlines())
        asked = crawled.served.requests(site)
        assert len(asked) > 5
        refused = [request.path for request in asked if not robots.can_fetch("chipwatch", f"{origin}{request.path}")]
        assert refused == []


def test_market_the_crawler_names_itself_and_waits(crawled: House, sites: tuple[str, ...]) -> None:
    for site in sites:
        for request in crawled.served.requests(site):
            assert "chipwatch/" in request.user_agent or "Python-urllib" in request.user_agent, request
    asked = [
        request
        for request in crawled.served.requests("demo-b2b")
        if request.path != "/robots.txt" and "chipwatch" in request.user_agent
    ]
    pauses = [later.at - earlier.at for earlier, later in pairwise(asked)]
    assert sum(pause < 0.05 for pause in pauses) <= 0.05 * len(pauses)


def test_market_no_blocked_page_is_content(crawled: House) -> None:
    with open_store(f"sqlite:///{crawled.home / 'chipwatch.db'}") as store:
        for listing in store.scan(Listing):
            assert not any(sign in listing.text for sign in SIGNS_OF_TRAPS), listing.url
        blocked = [sighting for sighting in store.scan(Sighting) if sighting.state == "blocked"]
        assert all(not sighting.offers and sighting.price is None for sighting in blocked)


def test_market_an_item_has_one_listing_however_many_addresses(crawled: House) -> None:
    with open_store(f"sqlite:///{crawled.home / 'chipwatch.db'}") as store:
        keys = Counter((listing.source, listing.item_key) for listing in store.scan(Listing))
        assert set(keys.values()) == {1}
        assert any(len(listing.urls) > 1 for listing in store.scan(Listing))


def test_market_crawled_again_brings_nothing_new(crawled_copy: House, sites: tuple[str, ...]) -> None:
    before = crawled_copy.listings()
    crawled_copy.crawl(sites)
    report = crawled_copy.json("ingest")
    assert sum(source["new"] + source["articles"] for source in report["sources"].values()) == 0
    assert sum(source["changed"] + source["gone"] for source in report["sources"].values()) == 0
    assert {row["id"] for row in before} == {row["id"] for row in crawled_copy.listings()}


def test_market_a_later_day_brings_new_changed_and_gone(crawled_copy: House, sites: tuple[str, ...]) -> None:
    later = Market(seed=1, listings=market().listings, day=3)
    with serving(later, crawled_copy.served.base_port + 20) as served:
        house = House.on(crawled_copy.home, served)
        house.crawl(sites)
        report = house.json("ingest")
        for kind in ("new", "changed", "gone"):
            assert sum(source[kind] for source in report["sources"].values()) > 0, kind
        with open_store(f"sqlite:///{house.home / 'chipwatch.db'}") as store:
            states = {(listing.source, listing.item_key): listing.state for listing in store.scan(Listing)}
        wrong = [
            (item.site, item.item_key, item.state, states.get((item.site, item.item_key)))
            for item in expected(later, served.origins)
            if item.site in sites
            and item.site != "demo-news"
            and (item.site, item.item_key) in states
            and item.sign in ("page", "sold")
            and states[item.site, item.item_key] != item.state
        ]
        assert wrong == []


def test_market_ingest_twice_changes_nothing(crawled_copy: House) -> None:
    assert crawled_copy.json("ingest")["written"] == 0
    assert crawled_copy.json("ingest")["records"] == 0


def test_market_reextract_and_reparse_give_the_same_index(crawled_copy: House) -> None:
    before = crawled_copy.listings()
    crawled_copy.run("reextract")
    assert crawled_copy.listings() == before
    crawled_copy.run("reparse")
    crawled_copy.run("reextract")
    assert crawled_copy.listings() == before


def _indexed(house: House) -> list[dict[str, object]]:
    with open_store(f"sqlite:///{house.home / 'chipwatch.db'}") as store:
        from index.documents import Article

        articles = [{"id": one.id, "site": one.source, "url": one.url, "offers": []} for one in store.scan(Article)]
    return [*house.listings(), *articles]


def test_market_leads_and_trends_answer(crawled: House) -> None:
    leads = crawled.json("leads", "--limit", "5")
    assert leads
    assert all(lead["reasons"] for lead in leads)
    trends = crawled.json("trends")
    assert {point["model"] for point in trends["points"]} >= {"H100", "A100"}
    runs = crawled.json("runs")
    assert all(run["outcome"] == "finished" for run in runs)
    assert json.dumps(runs)
