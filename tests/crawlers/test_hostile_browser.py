"""Pages that mean harm to a browser: bounded, held to robots.txt on every redirect, kept out of private networks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from crawlers.crawl_result import CrawlResult
from tests.crawlers.crawled import captures, crawl_shop, home_for
from tests.crawlers.peak import Peak, watched
from tests.crawlers.small_site import SHOP, Answer, Route, SmallSite, item_page, shop, small_site

DRAWN = SHOP.replace('  key: "{{id}}"', '  key: "{{id}}"\n  rendering: browser') + "politeness: {{timeout_s: 4}}\n"
HONEST = {"0", "1"}


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]


def crawl_drawn(
    tmp_path: Path, tricks: Mapping[str, Route], **settings: object
) -> tuple[CrawlResult, set[str], SmallSite, Peak]:
    """Crawl a shop of two honest items and *tricks*, each item drawn by the browser."""
    routes: dict[str, Route] = {**shop(2), **tricks}
    items = [*(path for path in tricks if path.startswith("/item/")), "/item/0.html", "/item/1.html"]
    routes["/list?page=1"] = "".join(f'<a href="{path}">x</a>' for path in items)
    with small_site(routes).serving() as site, watched() as peak:
        home = home_for(tmp_path, origin=site.origin, source=DRAWN, private_hosts=site.netloc, **settings)
        result = crawl_shop(home)
    content = {capture.item_key for capture in captures(home) if capture.state == "content"}
    return result, content, site, peak


def test_browser_leaves_pages_whose_scripts_never_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tricks = {
        "/item/7.html": "<html><h1>loop</h1><script>while (true) {}</script>",
        "/item/9.html": "<html><h1>onwards</h1><script>location.href = '/item/9.html?' + Math.random()</script>",
    }
    result, content, _, peak = crawl_drawn(tmp_path, tricks)
    assert result.kind == "finished"
    assert content >= HONEST
    assert "7" not in content
    with capsys.disabled():
        print(f"\nendless scripts: {peak.seconds:.0f} s, {peak.megabytes:.0f} MB, {result.problems}")
    assert any(problem.startswith("a page was never drawn to its end") for problem in result.problems)
    assert peak.seconds < 120


def test_browser_cuts_off_a_page_that_grows_without_end(tmp_path: Path) -> None:
    grows = "<html><h1>grows</h1><p id=p></p><script>const s = 'x'.repeat(3e6); p.textContent = s;</script>"
    result, content, _, peak = crawl_drawn(tmp_path, {"/item/7.html": grows}, max_page_bytes=1_000_000)
    assert content == HONEST
    assert any(problem.startswith("a response was larger than max_page_bytes") for problem in result.problems)
    assert peak.megabytes < 450


def test_browser_holds_every_redirect_to_robots_txt(tmp_path: Path) -> None:
    tricks: dict[str, Route] = {
        "/item/7.html": Answer(status=302, headers={"Location": "/private/7"}),
        "/item/8.html": Answer(status=302, headers={"Location": "/step/8"}),
        "/step/8": Answer(status=302, headers={"Location": "/private/8"}),
        "/item/9.html": "<html><h1>H100</h1><script src='/jump'></script>",
        "/jump": Answer(status=302, headers={"Location": "/private/9"}),
        "/item/5.html": Answer(status=302, headers={"Location": "/item/1.html?x"}),
        "/item/1.html?x": item_page(1),
        **{f"/private/{number}": item_page(number) for number in (7, 8, 9)},
    }
    result, content, site, _ = crawl_drawn(tmp_path, tricks)
    assert [path for path in site.paths() if path.startswith("/private")] == []
    assert {"/step/8", "/jump", "/item/1.html?x"} <= set(site.paths())
    assert content >= HONEST | {"9"}
    assert result.counts["robots_denied"] >= 3


@pytest.mark.parametrize("budget", [9, 100])
def test_browser_counts_every_hop_of_a_redirect_against_the_budget(tmp_path: Path, budget: int) -> None:
    tricks: dict[str, Route] = {
        **{f"/item/{n}.html": Answer(status=302, headers={"Location": f"/hop/{n}"}) for n in (5, 6, 7)},
        **{f"/hop/{n}": Answer(status=302, headers={"Location": f"/shown/{n}"}) for n in (5, 6, 7)},
        **{f"/shown/{n}": item_page(n) for n in (5, 6, 7)},
        "/item/9.html": "<html><h1>H100</h1><script src='/jump'></script>",
        "/jump": Answer(status=302, headers={"Location": "/jumped"}),
        "/jumped": Answer("1", content_type="text/javascript"),
    }
    result, content, site, _ = crawl_drawn(tmp_path, tricks, budget=budget)
    assert result.kind == "finished"
    assert len(site.asked) <= budget
    assert len(site.asked) == result.counts["requests"]
    if budget == 100:
        assert content >= HONEST | {"9"}
        assert {"/hop/5", "/shown/5", "/jumped"} <= set(site.paths())


def test_browser_connects_to_nothing_private(tmp_path: Path) -> None:
    with small_site({"/secret": "secret", "/item/3.html": item_page(3)}).serving() as inside:
        port = inside.netloc.partition(":")[2]
        spellings = [f"http://{host}:{port}/secret" for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "0")]
        fetches = "".join(f"fetch('{url}', {{mode: 'no-cors'}});" for url in spellings)
        frames = "".join(f"<iframe src='{url}'></iframe>" for url in spellings)
        sockets = "".join(
            f"try {{ new WebSocket('{url.replace('http', 'ws')}') }} catch (e) {{}};" for url in spellings
        )
        tricks: dict[str, Route] = {
            "/item/7.html": f"<html><h1>H100</h1>{frames}<script>{fetches}{sockets}</script>",
            "/item/8.html": "<html><h1>H100</h1><script>fetch('/away', {mode: 'no-cors'})</script>",
            "/away": Answer(status=302, headers={"Location": spellings[1]}),
            "/item/9.html": Answer(status=302, headers={"Location": f"http://localhost:{port}/item/3.html"}),
            "/item/6.html": "<html><h1>H100</h1><iframe src='file:///etc/passwd'></iframe>",
        }
        result, content, _, _ = crawl_drawn(tmp_path, tricks)
        assert inside.asked == []
    assert content >= HONEST
    assert "3" not in content
    assert result.kind == "finished"
