"""The whole demo market, Chromium included, crawled on two days and held to its truth."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers import browser
from crawlers.crawl_result import CrawlResult
from crawlers.records import Capture
from crawlers.source_file import load_source
from demo.market import Market
from demo.serving import Request, Served, serving
from demo.source_files import SITES, write_sources
from demo.truth import Expected, expected
from foundation.ids import sha256_hex
from foundation.settings import load_settings
from tests.crawlers.crawled import captures, crawl

pytestmark = pytest.mark.browser

FORBIDDEN = {
    "demo-forum": ("/member/", "/search.php"),
    "demo-market": ("/user/", "/punish"),
    "demo-shop": ("/cart", "/seckill/"),
    "demo-b2b": ("/inquiry/", "/members-only/"),
    "demo-hk": ("/user/", "/chat/"),
    "demo-news": ("/print/",),
}


@dataclass(frozen=True)
class Day:
    """One crawl of the market."""

    results: dict[str, CrawlResult]
    captures: list[Capture]
    expected: list[Expected]
    requests: list[Request]
    origins: dict[str, str]

    def seen(self, site: str) -> dict[str, Capture]:
        """Captures of a site by item key."""
        return {capture.item_key: capture for capture in self.captures if capture.source == site}


def _crawl(directory: Path, served: Served) -> Day:
    write_sources(directory / "sources", served.base_port)
    settings = load_settings(
        home=directory / "home",
        sources=directory / "sources",
        delay_s=0,
        private_hosts="127.0.0.1:*",
        concurrency_per_site=4,
        now=served.market.now,
    )
    results = crawl(settings, *SITES)
    runs = {result.run_id for result in results}
    return Day(
        results={result.source: result for result in results},
        captures=[capture for capture in captures(settings) if capture.run_id in runs],
        expected=list(expected(served.market, served.origins)),
        requests=served.requests(),
        origins=served.origins,
    )


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Day, Day]]:
    """Day 1, and day 5 on the same ports and in the same home."""
    if reason := browser.why_no_browser(load_settings()):
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    directory = tmp_path_factory.mktemp("market")
    with serving(Market(seed=1, listings=180, day=1)) as served:
        first = _crawl(directory, served)
    with serving(Market(seed=1, listings=180, day=5), served.base_port) as served:
        yield first, _crawl(directory, served)


def test_market_crawls_end_well(days: tuple[Day, Day]) -> None:
    for day in days:
        assert {name: result.outcome for name, result in day.results.items()} == dict.fromkeys(SITES, "finished")
        assert all(result.counts["errors"] == 0 for result in day.results.values())


@pytest.mark.parametrize("site", SITES)
def test_market_gives_every_item_that_can_be_reached(days: tuple[Day, Day], site: str) -> None:
    for day in days:
        seen = day.seen(site)
        live = {item.item_key for item in day.expected if item.site == site and item.state == "live" and item.listed}
        assert live
        assert live - {key for key, capture in seen.items() if capture.state == "content"} == set()


@pytest.mark.parametrize("site", SITES)
def test_market_gives_nothing_that_is_gone_or_refused_as_content(days: tuple[Day, Day], site: str) -> None:
    for day in days:
        content = {key for key, capture in day.seen(site).items() if capture.state == "content"}
        wrong = {item.item_key for item in day.expected if item.site == site and item.state != "live"}
        assert content & wrong == set()


def test_market_gives_one_capture_an_item(days: tuple[Day, Day]) -> None:
    for day in days:
        keys = [(capture.source, capture.item_key) for capture in day.captures]
        assert len(keys) == len(set(keys))


def test_market_gives_items_their_canonical_addresses(days: tuple[Day, Day]) -> None:
    for day in days:
        urls = {(item.site, item.item_key): item.url for item in day.expected}
        got = {
            (capture.source, capture.item_key): capture.page.url
            for capture in day.captures
            if capture.page and (capture.source, capture.item_key) in urls
        }
        assert {key: url for key, url in got.items() if url != urls[key]} == {}


def test_market_is_asked_for_nothing_that_robots_txt_forbids(days: tuple[Day, Day]) -> None:
    for day in days:
        assert [request for request in day.requests if request.path.startswith(FORBIDDEN[request.site])] == []
        assert {request.user_agent.partition("/")[0] for request in day.requests} == {"chipwatch"}


def test_market_is_asked_no_faster_than_its_crawl_delay(days: tuple[Day, Day]) -> None:
    for day in days:
        times = sorted(request.at for request in day.requests if request.site == "demo-b2b")
        gaps = [after - before for before, after in pairwise(times[1:])]
        assert sum(gaps) / len(gaps) >= 0.095


def test_market_shows_what_became_of_known_items(days: tuple[Day, Day]) -> None:
    """What was on sale on day 1 and is over on day 5 is known to be gone, but for the few behind a captcha."""
    first, second = days
    was = {(capture.source, capture.item_key) for capture in first.captures if capture.state == "content"}
    over = {(item.site, item.item_key) for item in second.expected if item.state == "gone"} & was
    told = {(capture.source, capture.item_key) for capture in second.captures if capture.state == "gone"}
    assert len(over) > 5
    walled = {(capture.source, capture.item_key) for capture in second.captures if capture.state == "blocked"}
    assert over - told - walled == set()
    assert len(over & walled) < 3
    assert all(capture.reason for capture in second.captures if capture.state == "gone")


def test_market_evidence_can_be_found_again(days: tuple[Day, Day]) -> None:
    for day in days:
        for capture in day.captures:
            evidence = capture.evidence
            assert evidence.warc_file is not None
            assert len(evidence.sha256) == len(sha256_hex(b""))
            assert urlsplit(evidence.url).netloc == urlsplit(day.origins[capture.source]).netloc


def test_market_fields_are_filled(days: tuple[Day, Day]) -> None:
    for capture in days[0].captures:
        page = capture.page
        if capture.state == "content" and page is not None and page.kind == "listing":
            assert page.text
            assert page.seller
            assert page.posted_at or capture.source == "demo-shop"
        elif capture.state == "content":
            assert page is not None
            assert page.title
            assert page.text


def test_market_sources_are_written_once(tmp_path: Path) -> None:
    files = write_sources(tmp_path, 9000)
    before = [file.stat().st_mtime_ns for file in files]
    assert [file.stem for file in write_sources(tmp_path, 9000)] == list(SITES)
    assert [file.stat().st_mtime_ns for file in files] == before
    settings = load_settings(sources=tmp_path)
    assert [load_source(settings, name).homepage for name in SITES] == [
        f"http://127.0.0.1:{9000 + number}/" for number in range(1, 7)
    ]
