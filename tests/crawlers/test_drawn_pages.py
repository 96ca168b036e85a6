"""Pages drawn outside of a crawl: in order, as robots.txt allows, and never of a private network."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.drawn_pages import draw_pages
from crawlers.response import PageResponse
from foundation.errors import CrawlError
from foundation.settings import load_settings
from tests.crawlers.small_site import Answer, Route, small_site

DRAWS = "<html><div id=x></div><script>x.textContent = 'drawn ' + location.pathname</script>"


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]


def test_drawn_pages_come_in_order_with_what_went_wrong(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private", content_type="text/plain"),
        "/a": DRAWS,
        "/b": Answer(status=302, headers={"Location": "/private/b"}),
        "/c": Answer(DRAWS, status=404),
    }
    with small_site(routes).serving() as site:
        settings = load_settings(home=tmp_path, delay_s=0, private_hosts=site.netloc)
        addresses = [f"{site.origin}{path}" for path in ("/c", "/private/x", "/a", "/b")]
        missing, forbidden, drawn, led_away = draw_pages(settings, addresses)
    assert isinstance(missing, PageResponse)
    assert (missing.status, b"drawn /c" in missing.body) == (404, True)
    assert isinstance(drawn, PageResponse)
    assert (drawn.url, b"drawn /a" in drawn.body) == (addresses[2], True)
    assert isinstance(forbidden, CrawlError)
    assert isinstance(led_away, CrawlError)
    assert "robots.txt" in str(forbidden)
    assert [path for path in site.paths() if path.startswith("/private")] == []


def test_drawn_pages_are_none_of_a_private_network(tmp_path: Path) -> None:
    with small_site({"/a": DRAWS}).serving() as site:
        (refused,) = draw_pages(load_settings(home=tmp_path, delay_s=0), [f"{site.origin}/a"])
    assert isinstance(refused, CrawlError)
    assert site.asked == []
