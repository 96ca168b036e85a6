"""``chipwatch crawl`` and ``sources`` as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.crawlers.crawled import captures, home_for
from tests.crawlers.small_site import Answer, shop, small_site


def _chipwatch(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=directory,
        env=_environment(directory),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _environment(directory: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_SOURCES": str(directory / "sources"),
        "CHIPWATCH_DELAY_S": "0",
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
    }


def test_crawl_prints_what_became_of_each_source(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        done = _chipwatch(tmp_path, "crawl", "shop")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1].split()[:3] == ["shop", "finished", "4"]
    assert done.stderr == ""
    assert len(captures(settings)) == 3


def test_crawl_prints_results_for_programs(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        home_for(tmp_path, origin=site.origin)
        done = _chipwatch(tmp_path, "crawl", "--format", "json")
    (result,) = json.loads(done.stdout)
    assert (result["source"], result["outcome"], result["counts"]["items"]) == ("shop", "finished", 3)


def test_crawl_that_fails_says_why_and_ends_with_7(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    done = _chipwatch(tmp_path, "crawl")
    assert done.returncode == 7
    assert "the site is down (connection refused)" in done.stdout
    assert "shop: the site is down (connection refused)" in done.stderr
    assert "Traceback" not in done.stderr


def test_crawl_of_an_unknown_source_ends_with_4(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    done = _chipwatch(tmp_path, "crawl", "shoop")
    assert done.returncode == 4
    assert "no source is called 'shoop'" in done.stderr


def test_crawl_stops_cleanly_when_interrupted_and_goes_on(tmp_path: Path) -> None:
    routes = shop(40)
    routes |= {path: Answer(str(body), wait_s=0.05) for path, body in routes.items() if path.startswith("/item")}
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        command = [sys.executable, "-m", "cli", "crawl"]
        with subprocess.Popen(
            command, cwd=tmp_path, env=_environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            deadline = time.monotonic() + 60
            while len(site.asked) < 15 and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(2)
            out, _ = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "paused" in out.decode()
        assert _chipwatch(tmp_path, "crawl").returncode == 0
    assert len(captures(settings)) == 40


def test_sources_lists_them(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    done = _chipwatch(tmp_path, "sources", "--format", "json")
    assert done.returncode == 0
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["shop"]["kind"] == "shop"
    assert rows["shop"]["homepage"] == "http://127.0.0.1:9/"


def test_sources_names_mistakes_and_lists_the_rest(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    (tmp_path / "sources" / "broken.yaml").write_text("name: broken\nkind: shop\ncolour: red\n", encoding="utf-8")
    done = _chipwatch(tmp_path, "sources")
    assert done.returncode == 4
    assert "broken.yaml:3: colour: no such key here" in done.stderr
    assert "shop" in done.stdout
