"""Crawls that are killed, stopped, run again, or run out of disk."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawlers.crawl_result import CrawlResult
from crawlers.job import JobState
from foundation.settings import Settings
from tests.conftest import ROOT
from tests.crawlers.crawled import captures, contents, crawl_shop, finished, home_for, started
from tests.crawlers.small_site import Answer, SmallSite, item_page, shop, small_site

ITEMS = 60


def _environment(settings: Settings) -> dict[str, str]:
    given = {f"CHIPWATCH_{name.upper()}": str(getattr(settings, name)) for name in settings.model_fields_set}
    return {**os.environ, **given, "PYTHONPATH": str(ROOT)}


def process_of(settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawlers.crawl_process", "shop"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(settings),
    )


def wait_for_requests(site: SmallSite, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(site.asked) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def slow_shop(items: int = ITEMS) -> SmallSite:
    routes = shop(items)
    routes |= {
        path: Answer(route, wait_s=0.02)
        for path, route in routes.items()
        if path.startswith("/item") and isinstance(route, str)
    }
    return small_site(routes)


def test_crawl_that_is_killed_gives_the_same_captures_after_a_rerun(tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "killed").mkdir()
    dice = random.Random(7)
    with slow_shop().serving() as site:
        calm = home_for(tmp_path / "calm", origin=site.origin)
        assert crawl_shop(calm).outcome == "finished"
        killed = home_for(tmp_path / "killed", origin=site.origin)
        for _ in range(3):
            before = len(site.asked)
            with process_of(killed) as process:
                wait_for_requests(site, before + dice.randrange(1, ITEMS))
                process.kill()
        result = crawl_shop(killed)
    assert result.outcome == "finished"
    assert contents(killed) == contents(calm)
    assert len(finished(killed)) == 1
    assert {run.run_id for run in started(killed)} == {result.run_id}


def test_crawl_that_is_stopped_goes_on_without_a_second_visit(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        with process_of(settings) as process:
            wait_for_requests(site, 25)
            process.send_signal(signal.SIGINT)
            assert process.stdout is not None
            paused = process.stdout.read().decode().splitlines()[-1]
        assert '"outcome": "paused: asked to stop"' in paused
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert result.counts["items"] == ITEMS
    assert [run.outcome for run in finished(settings)] == ["paused: asked to stop", "finished"]
    assert len(started(settings)) == 1
    items = [path for path in site.paths() if path.startswith("/item")]
    assert sorted(items) == sorted(set(items))


def test_crawl_stops_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        process = process_of(settings)
        with process:
            wait_for_requests(site, 10)
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=60)
    assert [run.outcome for run in finished(settings)] == ["paused: asked to stop"]


def test_crawl_numbers_its_runs(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        results = [crawl_shop(settings) for _ in range(2)]
        (settings.data.jobs / "shop" / "run.json").unlink()
        results.append(crawl_shop(settings))
    assert [result.run_id for result in results] == [f"20260302T080000Z-shop-000{n}" for n in (1, 2, 3)]


def test_crawl_gives_up_a_run_that_was_killed_long_ago(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        with process_of(settings) as process:
            wait_for_requests(site, 10)
            process.kill()
        state = JobState.model_validate_json((settings.data.jobs / "shop" / "run.json").read_bytes())
        later = settings.model_copy(update={"now": state.started_at.replace(day=9)})
        result = crawl_shop(later)
    assert result.run_id == "20260309T080000Z-shop-0002"
    outcomes = {run.run_id: run.outcome for run in finished(settings)}
    assert outcomes[state.run_id] == "failed: interrupted, and never gone on with"


def test_crawl_visits_known_items_that_lists_show_no_more(tmp_path: Path) -> None:
    with small_site(shop(10)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
        site.routes["/list?page=2"] = "<html><body><a href='/item/9.html'>x</a></body></html>"
        site.routes["/item/5.html"] = Answer("gone", 410)
        site.routes["/item/6.html"] = "<html><body><h1>Item</h1><p>This item has been sold.</p></body></html>"
        site.routes["/item/7.html"] = item_page(7, "19,000")
        site.routes["/item/8.html"] = Answer("please log in", 403)
        second = crawl_shop(settings)
        asked = len(site.asked)
        third = crawl_shop(settings)
    seen = {capture.item_key: capture for capture in captures(settings, second.run_id)}
    assert second.counts["revisits"] == 4
    assert (seen["5"].state, seen["5"].reason) == ("gone", "http 410")
    assert seen["6"].state == "gone"
    assert seen["7"].state == "content"
    assert seen["7"].page is not None
    assert getattr(seen["7"].page, "price", None) == "$19,000"
    assert (seen["8"].state, seen["8"].reason) == ("blocked", "http 403")
    assert third.counts["revisits"] == 2
    assert not {"/item/5.html", "/item/6.html"} & {one.path for one in site.asked[asked:]}


def test_crawl_of_a_site_that_is_down_visits_nothing_again(tmp_path: Path) -> None:
    with small_site(shop(5)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
    result = crawl_shop(settings)
    assert result.outcome.startswith("failed: the site is down (connection refused)")
    assert result.counts["revisits"] == 0
    assert result.counts["captures"] == 0


def test_crawl_takes_one_process_a_source(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        with process_of(settings) as first:
            wait_for_requests(site, 5)
            first.send_signal(signal.SIGSTOP)
            result = crawl_shop(settings)
            first.kill()
    assert result.exit_code == 7
    assert result.error is not None
    assert "another process is crawling this source" in result.error


@pytest.mark.parametrize("limit", [4_000, 30_000])
def test_crawl_on_a_full_disk_stops_and_loses_nothing(tmp_path: Path, limit: int) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "full").mkdir()
    with small_site(shop(ITEMS)).serving() as site:
        calm = home_for(tmp_path / "calm", origin=site.origin)
        crawl_shop(calm)
        full = home_for(tmp_path / "full", origin=site.origin)
        # A limit on the size of files is met like a full disk, and needs no disk of its own.
        code = (
            "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (%d, resource.RLIM_INFINITY));"
            "sys.argv[1:] = ['shop']; runpy.run_module('crawlers.crawl_process', run_name='__main__')"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code % limit],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A limit on files would also cut short the byte code that Python keeps beside its modules.
            env={**_environment(full), "PYTHONDONTWRITEBYTECODE": "1"},
        ) as process:
            # Not `communicate`: to the crawl a closed stdin means that its parent is gone.
            assert process.stdout is not None
            assert process.stderr is not None
            said, errors = process.stdout.read().decode(), process.stderr.read().decode()
        assert said, errors
        result = CrawlResult.model_validate(json.loads(said.splitlines()[-1])["result"])
        assert result.exit_code == 6, errors
        assert result.outcome.startswith("failed: ")
        kept = contents(full)
        again = crawl_shop(full)
    assert again.outcome == "finished"
    assert kept.items() <= contents(full).items()
    assert contents(full) == contents(calm)


NEWS = """
name: shop
title: A paper
kind: news
languages: [en]
homepage: {origin}/
terms: A test.
entries: [{{kind: feed, url: "{origin}/feed.xml"}}]
pages: {{url: '/a/(?P<id>\\d+)', key: "{{id}}"}}
"""


@pytest.mark.parametrize("off_feed", ["", "lists: {{off_feed: true}}\n"])
def test_articles_that_a_feed_shows_no_more_are_left_alone(tmp_path: Path, off_feed: str) -> None:
    def feed(*numbers: int) -> str:
        items = "".join(f"<item><title>News {n}</title><link>/a/{n}</link></item>" for n in numbers)
        return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'

    routes = {f"/a/{n}": f"<html><body><h1>News {n}</h1><p>Text of {n}.</p></body></html>" for n in (1, 2)}
    with small_site({**routes, "/feed.xml": feed(1, 2)}).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=NEWS + off_feed)
        assert crawl_shop(settings).counts["items"] == 2
        site.routes["/feed.xml"] = feed(2)
        site.asked.clear()
        assert crawl_shop(settings).counts["items"] == 1
    assert site.paths() == ["/feed.xml", *([] if off_feed else ["/a/2"])]
