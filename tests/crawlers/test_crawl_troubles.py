"""Sites that are down, broken, endless or wrong: each a clear word, and the crawl goes on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.crawlers.crawled import captures, crawl, crawl_shop, finished, home_for
from tests.crawlers.small_site import SHOP, Answer, item_page, shop, small_site

FEED = SHOP.replace('{{kind: list, url: "{origin}/list?page=1"}}', '{{kind: feed, url: "{origin}/feed.xml"}}')
API = SHOP.replace('{{kind: list, url: "{origin}/list?page=1"}}', '{{kind: api, url: "{origin}/api?page={{page}}"}}')
SITEMAP = SHOP.replace('{{kind: list, url: "{origin}/list?page=1"}}', '{{kind: sitemap, url: "{origin}/map.xml"}}')


def test_crawl_of_a_feed_that_is_not_xml_says_so(tmp_path: Path) -> None:
    with small_site({"/feed.xml": "<!doctype html><title>Welcome</title>"}).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=FEED)
        result = crawl_shop(settings)
    assert result.outcome.startswith("failed: the feed is neither RSS nor Atom: it begins with '<!doctype html>")
    assert finished(settings)[0].outcome == result.outcome


def test_crawl_of_a_sitemap_that_is_not_xml_says_so(tmp_path: Path) -> None:
    with small_site({"/map.xml": "<!doctype html><title>Welcome</title>"}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=SITEMAP))
    assert "sitemap" in result.outcome
    assert "it begins with '<!doctype html>" in result.outcome


def test_crawl_of_an_api_that_answers_with_a_page_says_so(tmp_path: Path) -> None:
    with small_site({"/api?page=1": "<html><body>Welcome to our new site</body></html>"}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=API))
    assert result.outcome.startswith("failed: the answer is a page and not JSON")


def test_crawl_of_an_empty_list_says_so(tmp_path: Path) -> None:
    with small_site({"/list?page=1": "<html><body><h1>All goods</h1></body></html>"}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin))
    assert result.outcome.startswith("failed: a list shows no items")
    assert any("0 items with content, at least 1 were expected" in problem for problem in result.problems)


def test_crawl_of_a_list_that_is_not_there_says_so(tmp_path: Path) -> None:
    with small_site({}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin))
    assert result.outcome.startswith("failed: the site has no such page (http 404)")


def test_crawl_goes_on_when_the_server_fails_on_an_item(tmp_path: Path) -> None:
    routes = shop(3)
    routes["/item/1.html"] = Answer("oops", 500)
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert sorted(capture.item_key for capture in captures(settings)) == ["0", "2"]
    assert site.paths().count("/item/1.html") == 4
    assert result.counts["errors"] == 1
    assert any("HTTP 500" in problem for problem in result.problems)


@pytest.mark.parametrize("declared", [True, False])
def test_crawl_cuts_off_a_page_that_is_too_large(tmp_path: Path, declared: bool) -> None:
    routes = shop(3)
    body = ("<html><body>" + "x" * 60_000_000).encode()
    packed = Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})
    routes["/item/1.html"] = Answer(body) if declared else packed
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert sorted(capture.item_key for capture in captures(settings)) == ["0", "2"]
    assert any("larger than max_page_bytes" in problem for problem in result.problems)
    assert result.counts["errors"] == 1


def test_crawl_survives_redirects_in_circles(tmp_path: Path) -> None:
    routes = shop(3)
    routes["/item/1.html"] = Answer(status=302, headers={"Location": "/item/1.html?again=1"})
    routes["/item/1.html?again=1"] = Answer(status=302, headers={"Location": "/item/1.html"})
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert any("redirects in circles" in problem for problem in result.problems)


def test_crawl_ends_with_a_list_that_has_no_end(tmp_path: Path) -> None:
    source = SHOP.replace("/list?page=1", "/list?page={{page}}").replace("  next: a.next", "  links: a")
    routes = shop(5)
    routes |= {f"/list?page={page}": routes["/list?page=1"] for page in range(2, 100)}
    with small_site(routes).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin, source=source))
    assert "/list?page=2" in site.paths()
    assert "/list?page=4" not in site.paths()


def test_crawl_ends_after_the_most_pages_of_an_entry(tmp_path: Path) -> None:
    source = SHOP.replace('"{origin}/list?page=1"', '"{origin}/list?page=1", max_pages: 2')
    with small_site(shop(20)).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin, source=source))
    assert [path for path in site.paths() if path.startswith("/list")] == ["/list?page=1", "/list?page=2"]


def test_crawl_keeps_a_refused_page_out_of_the_content(tmp_path: Path) -> None:
    routes = shop(3)
    routes["/item/1.html"] = (
        "<html><title>Security check</title><body><h1>Please verify you are human</h1></body></html>"
    )
    routes["/item/2.html"] = Answer(status=302, headers={"Location": "/login?back=2"})
    routes["/login?back=2"] = "<html><body><form action='/login'><input type=password></form></body></html>"
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        result = crawl_shop(settings)
    states = {capture.item_key: capture.state for capture in captures(settings)}
    assert states == {"0": "content", "1": "blocked", "2": "blocked"}
    assert all(capture.page is None for capture in captures(settings) if capture.state == "blocked")
    assert "67% of the items were refused, at most 50% were expected" in result.problems


def test_crawl_reports_health_assertions_that_fail(tmp_path: Path) -> None:
    source = SHOP + "healthy: {{min_items: 5, max_items: 2, min_fill: {{seller: 0.9, images: 0.5}}}}\n"
    routes = shop(3)
    routes["/item/1.html"] = item_page(1).replace("seller", "by")
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=source)
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert list(result.problems) == [
        "3 items with content, at least 5 were expected",
        "3 items with content, at most 2 were expected",
        "seller was found on 67% of the items, at least 90% were expected",
        "images was found on 0% of the items, at least 50% were expected",
    ]
    assert finished(settings)[0].problems == result.problems


def test_crawl_of_several_sources_goes_on_when_one_fails(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        down = SHOP.format(origin="http://127.0.0.1:9", name="down")
        (tmp_path / "sources" / "down.yaml").write_text(down, encoding="utf-8")
        results = crawl(settings)
    assert [(result.source, result.kind) for result in results] == [("down", "failed"), ("shop", "finished")]


def test_crawl_leaves_tips_only_sources_alone(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=SHOP + "status: tips-only\n"))
    assert result.kind == "skipped"
    assert site.asked == []


def test_crawl_reads_bytes_in_a_wrong_encoding(tmp_path: Path) -> None:
    routes = shop(1)
    body = "<html><body><h1>全新 H100 整机 现货八台</h1><p class=price>230万</p></body></html>".encode("gb18030")
    routes["/item/0.html"] = Answer(body, content_type="text/html; charset=utf-8")
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
    (capture,) = captures(settings)
    assert capture.page is not None
    assert capture.page.title == "全新 H100 整机 现货八台"
