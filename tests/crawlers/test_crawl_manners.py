"""How a crawl behaves towards a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawlers.crawled import captures, crawl_shop, finished, home_for, started
from tests.crawlers.small_site import SHOP, Answer, SmallSite, item_page, shop, small_site


def test_crawl_captures_every_item_once_with_its_evidence(tmp_path: Path) -> None:
    with small_site(shop(12)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    assert (result.outcome, result.problems) == ("finished", ())
    found = captures(settings)
    assert sorted(int(capture.item_key) for capture in found) == list(range(12))
    assert all(capture.page and capture.page.title for capture in found)
    assert sorted(site.paths()) == sorted(set(site.paths()))
    assert result.counts["items"] == result.counts["captures"] == 12
    assert [run.counts for run in finished(settings)] == [result.counts]


def test_crawl_names_itself_and_its_contact(tmp_path: Path) -> None:
    with small_site(shop(1)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, contact="lab@example.org")
        crawl_shop(settings)
    agents = {asked.user_agent for asked in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("chipwatch/")
    assert all(asked.user_agent.endswith("(+lab@example.org)") for asked in site.asked)
    assert started(settings)[0].user_agent == site.asked[0].user_agent
    assert {asked.accept_language for asked in site.asked if asked.path != "/robots.txt"} == {"en, en;q=0.5"}


def test_crawl_asks_for_nothing_that_robots_txt_forbids(tmp_path: Path) -> None:
    routes = shop(4)
    routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /item/2\n", content_type="text/plain")
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    assert "/item/2.html" not in site.paths()
    assert result.counts["robots_denied"] == 1
    assert sorted(capture.item_key for capture in captures(settings)) == ["0", "1", "3"]


def test_crawl_follows_no_redirect_into_a_forbidden_area(tmp_path: Path) -> None:
    routes = shop(2)
    routes["/item/1.html"] = Answer(status=302, headers={"Location": "/private/1"})
    routes["/private/1"] = item_page(1)
    with small_site(routes).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin))
    assert "/private/1" not in site.paths()


@pytest.mark.parametrize("status", [500, 503])
def test_crawl_asks_for_nothing_when_robots_txt_is_in_trouble(tmp_path: Path, status: int) -> None:
    routes = shop(2)
    routes["/robots.txt"] = Answer("trouble", status)
    with small_site(routes).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin))
    assert site.paths() == []
    assert result.outcome.startswith("failed: robots.txt could not be read")


def mean_gap(site: SmallSite) -> float:
    """Seconds between requests as the site sees them; one that arrives late makes the next gap short, not the mean."""
    times = [asked.at for asked in site.asked]
    return (times[-1] - times[0]) / (len(times) - 1)


def test_crawl_keeps_to_the_crawl_delay(tmp_path: Path) -> None:
    routes = shop(4)
    routes["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    with small_site(routes).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin))
    assert mean_gap(site) >= 0.28


def test_crawl_keeps_to_the_delay_of_the_settings(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin, delay_s=0.3))
    assert mean_gap(site) >= 0.28


@pytest.mark.parametrize("status", [429, 503])
def test_crawl_waits_as_long_as_the_site_asks(tmp_path: Path, status: int) -> None:
    routes = shop(6)
    routes["/item/1.html"] = lambda before: (
        item_page(1) if before else Answer("wait", status, headers={"Retry-After": "1"})
    )
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, concurrency_per_site=1)
        result = crawl_shop(settings)
    refused = next(asked.at for asked in site.asked if asked.path == "/item/1.html")
    assert min(asked.at for asked in site.asked if asked.at > refused) - refused >= 0.95
    assert result.counts["retries"] == 1
    assert len(captures(settings)) == 6


def test_crawl_gives_up_on_a_site_that_refuses_for_long(tmp_path: Path) -> None:
    routes = shop(2)
    routes["/item/1.html"] = Answer("come back tomorrow", 429, headers={"Retry-After": "86400"})
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
    assert site.paths().count("/item/1.html") == 1
    assert {capture.item_key: (capture.state, capture.reason) for capture in captures(settings)} == {
        "0": ("content", None),
        "1": ("blocked", "http 429"),
    }


def test_crawl_asks_once_for_an_item_with_many_addresses(tmp_path: Path) -> None:
    routes = shop(2)
    links = "".join(
        f'<a href="/item/0.html?sid={n}&utm_source=x">x</a><a href="/item/0.html#a{n}">y</a>' for n in range(5)
    )
    routes["/list?page=1"] = f"<html><body>{links}</body></html>"
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=SHOP + "urls: {{drop: [sid]}}\n")
        crawl_shop(settings)
    assert site.paths() == ["/list?page=1", "/item/0.html"]
    assert [capture.page and capture.page.url for capture in captures(settings)] == [f"{site.origin}/item/0.html"]


def test_crawl_stays_on_the_site(tmp_path: Path) -> None:
    with small_site({"/item/7.html": item_page(7)}).serving() as stranger:
        routes = shop(2)
        routes["/list?page=1"] = f'<a href="{stranger.origin}/item/7.html">x</a><a href="/item/0.html">y</a>'
        routes["/item/0.html"] = Answer(status=302, headers={"Location": f"{stranger.origin}/item/7.html"})
        with small_site(routes).serving() as site:
            crawl_shop(home_for(tmp_path, origin=site.origin))
    assert stranger.asked == []
