"""`scrapy list` and `scrapy crawl` as every Scrapy user expects them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.crawlers.crawled import captures, finished, home_for
from tests.crawlers.small_site import shop, small_site


def _scrapy(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    home_for(directory)
    environment = {
        **os.environ,
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_SOURCES": str(directory / "sources"),
        "CHIPWATCH_DELAY_S": "0",
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
    }
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_scrapy_lists_the_spiders_and_the_sources(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    assert {"market", "news", "shop"} <= set(_scrapy(tmp_path, "list").stdout.split())


def test_scrapy_lists_sources_beside_a_broken_one(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9")
    assert settings.sources is not None
    (settings.sources / "broken.yaml").write_text("name: [", encoding="utf-8")
    listed = _scrapy(tmp_path, "list")
    assert listed.returncode == 0
    assert "shop" in listed.stdout.split()


def test_scrapy_crawls_a_source_and_exports_its_captures(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        out = tmp_path / "captures.jsonl"
        done = _scrapy(tmp_path, "crawl", "market", "-a", "source=shop", "-O", str(out))
    assert done.returncode == 0, done.stderr
    exported = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(row["item_key"] for row in exported) == ["0", "1", "2"]
    assert [row["id"] for row in exported] == [capture.id for capture in captures(settings)]
    assert [run.outcome for run in finished(settings)] == ["finished"]


def test_scrapy_crawls_a_source_by_its_own_name(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        assert _scrapy(tmp_path, "crawl", "shop").returncode == 0
    assert len(captures(settings)) == 3


def test_scrapy_names_a_mistake_without_a_traceback(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9")
    assert settings.sources is not None
    (settings.sources / "broken.yaml").write_text("name: broken\ncolour: red\n", encoding="utf-8")
    for arguments, said in (
        (("market",), "no source is given"),
        (("market", "-a", "source=shoop"), "no source is called 'shoop'"),
        (("news", "-a", "source=shop"), "shop is a source for the spider market"),
        (("broken",), "broken.yaml:2: colour: no such key here"),
    ):
        done = _scrapy(tmp_path, "crawl", *arguments)
        assert done.returncode != 0
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_scrapy_names_the_mistake_of_a_setting_without_a_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "CHIPWATCH_DELAY_S": "soon"}
    command = [sys.executable, "-m", "scrapy", "list"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "delay_s" in done.stderr
    assert "Traceback" not in done.stderr
