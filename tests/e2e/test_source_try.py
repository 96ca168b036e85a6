"""Drafts by ``chipwatch source try``, unedited: how much of each site of the market they crawl."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.records import Capture, ListingPage
from crawlers.source_file import read_source
from crawlers.spool import SpoolReader
from demo.serving import Served, serving
from tests.e2e.house import ROOT, market

LISTS = {
    "demo-b2b": "/category/gpu-servers",
    "demo-hk": "/list?cat=gpu&page=1",
    "demo-news": "/",
    "demo-forum": "/forum-2-1.html",
    "demo-market": "/",
    "demo-shop": "/",
}
"""A list page of each site."""

DRAWN = {"demo-shop"}
"""Sites whose list only a browser shows."""

LEAST_FOUND = dict.fromkeys(LISTS, 0.9) | {"demo-market": 0.45}
"""Share of items; the market shows all but the first page in JSON only, which needs a source written by hand."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(market()) as found:
        yield found


def _chipwatch(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_SOURCES": str(directory),
        "CHIPWATCH_DELAY_S": "0",
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
    }
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    "site", [pytest.param(site, marks=[pytest.mark.browser] if site in DRAWN else []) for site in LISTS]
)
def test_source_try_drafts_a_source_that_crawls(tmp_path: Path, served: Served, site: str) -> None:
    name = f"try-{site}"
    page = f"{served.origin(site)}{LISTS[site]}"
    options = ["--browser"] if site in DRAWN else []
    tried = _chipwatch(tmp_path, "source", "try", page, "--out", str(tmp_path / f"{name}.yaml"), *options)
    assert tried.returncode == 0, tried.stderr
    source = read_source(tmp_path / f"{name}.yaml")
    crawled = _chipwatch(tmp_path, "crawl", name)
    assert crawled.returncode == 0, crawled.stderr
    reader = SpoolReader(tmp_path / "home" / "spool")
    records = (record for segment in reader.segments() for record, _ in reader.read(segment))
    pages = {
        capture.item_key: capture.page
        for capture in records
        if isinstance(capture, Capture) and capture.state == "content" and capture.page is not None
    }
    rows = [row for row in served.truth() if row["site"] == site]
    found = sum(any(key in row["item_key"] or row["item_key"] in key for key in pages) for row in rows)
    share = found / len(rows)
    print(f"{site}: {found} of {len(rows)} items, {len(pages)} pages")
    assert share >= LEAST_FOUND[site]
    listings = [page for page in pages.values() if isinstance(page, ListingPage)]
    assert all(listing.title for listing in listings)
    if source.kind == "shop":
        assert sum(listing.price is not None for listing in listings) >= 0.75 * len(listings)
        assert sum(listing.seller is not None for listing in listings) >= 0.7 * len(listings)


def test_source_try_asks_for_nothing_that_robots_txt_forbids(served: Served, tmp_path: Path) -> None:
    done = _chipwatch(tmp_path, "source", "try", f"{served.origin('demo-b2b')}/members-only/x")
    assert done.returncode == 7
    assert "robots.txt forbids this page" in done.stderr


def test_source_try_says_that_a_shop_shows_nothing_without_a_browser(served: Served, tmp_path: Path) -> None:
    done = _chipwatch(tmp_path, "source", "try", f"{served.origin('demo-shop')}/")
    assert done.returncode == 2
    assert "shows no list of links without a browser" in done.stderr


def test_source_try_prints_the_draft_and_never_writes_over_a_file(served: Served, tmp_path: Path) -> None:
    page = f"{served.origin('demo-hk')}/list?cat=gpu&page=1"
    printed = _chipwatch(tmp_path, "source", "try", page, "--items", "0")
    assert printed.stdout.startswith("# yaml-language-server: $schema=")
    assert "items    " in printed.stderr
    there = tmp_path / "hk.yaml"
    there.write_text("name: hk\n", encoding="utf-8")
    refused = _chipwatch(tmp_path, "source", "try", page, "--items", "0", "--out", str(there))
    assert refused.returncode == 2
    assert there.read_text(encoding="utf-8") == "name: hk\n"


@pytest.mark.browser
def test_source_try_draws_nothing_that_robots_txt_forbids(served: Served, tmp_path: Path) -> None:
    done = _chipwatch(tmp_path, "source", "try", f"{served.origin('demo-b2b')}/members-only/x", "--browser")
    assert done.returncode == 7
    assert "robots.txt forbids this page" in done.stderr


def test_source_try_draws_no_saved_page(tmp_path: Path) -> None:
    saved = tmp_path / "list.html"
    saved.write_text("<a href='/a'>x</a>", encoding="utf-8")
    done = _chipwatch(tmp_path, "source", "try", str(saved), "--url", "https://shop.example/", "--browser")
    assert done.returncode == 2
    assert "leave out --browser" in done.stderr
