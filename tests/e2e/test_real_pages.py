"""Seventy real shop and article pages, served here, through crawl, spool, WARC, ingest and search."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.records import Capture
from crawlers.spool import SpoolReader
from crawlers.warc import read_response
from foundation.ids import sha256_hex
from tests.crawlers.small_site import Answer, Route, small_site
from tests.e2e.house import ROOT

pytestmark = pytest.mark.shared

SOURCE = """\
name: real-{kind}
title: Real pages
kind: {kind}
languages: [en]
homepage: {origin}/
terms: Served by a test.
entries:
  - {{kind: list, url: "{origin}/{kind}"}}
pages:
  url: /{kind}/(?P<id>[0-9a-f]{{64}})$
  key: "{{id}}"
"""


def test_real_pages_go_all_the_way(shared: Path, tmp_path: Path) -> None:
    pages = {
        "shop": sorted((shared / "pages" / "products.dev").glob("*.html.gz")),
        "news": sorted((shared / "pages" / "articles.dev").glob("*.html.gz")),
    }
    bodies: dict[str, bytes] = {}
    routes: dict[str, Route] = {"/robots.txt": Answer("User-agent: *\nDisallow:\n", content_type="text/plain")}
    for kind, files in pages.items():
        names = [file.name.removesuffix(".html.gz") for file in files]
        routes[f"/{kind}"] = "".join(f'<a href="/{kind}/{name}">{number}</a> ' for number, name in enumerate(names))
        for name, file in zip(names, files, strict=True):
            bodies[name] = gzip.decompress(file.read_bytes())
            routes[f"/{kind}/{name}"] = Answer(bodies[name])
    assert len(bodies) == 70
    home, sources = tmp_path / "home", tmp_path / "sources"
    sources.mkdir()
    with small_site(routes).serving() as site:
        for kind in pages:
            (sources / f"real-{kind}.yaml").write_text(SOURCE.format(kind=kind, origin=site.origin), encoding="utf-8")
        run = _chipwatch(home, sources)
        run("crawl", "real-shop", "real-news")
    captures = [
        record
        for segment in SpoolReader(home / "spool").segments()
        for record, _ in SpoolReader(home / "spool").read(segment)
        if isinstance(record, Capture)
    ]
    assert {capture.item_key for capture in captures} == set(bodies)
    assert {capture.state for capture in captures} == {"content"}
    for capture in captures:
        seen = capture.evidence
        assert seen.sha256 == sha256_hex(bodies[capture.item_key])
        assert seen.warc_file is not None
        assert seen.warc_offset is not None
        assert read_response(home / "warc", seen.warc_file, seen.warc_offset).body == bodies[capture.item_key]
    report = json.loads(run("ingest", "--format", "json"))
    assert report["damage"] == []
    assert report["sources"]["real-shop"]["new"] == len(pages["shop"])
    assert report["sources"]["real-news"]["articles"] == len(pages["news"])
    assert json.loads(run("search", "site:real-shop", "--format", "json"))["total"] == len(pages["shop"])
    assert json.loads(run("articles", "--all", "--copies", "site:real-news", "--format", "json"))["total"] == len(
        pages["news"]
    )


def _chipwatch(home: Path, sources: Path) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            cwd=ROOT,
            env={
                "PATH": "/usr/bin:/bin",
                "CHIPWATCH_HOME": str(home),
                "CHIPWATCH_SOURCES": str(sources),
                "CHIPWATCH_DELAY_S": "0",
                "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
                "CHIPWATCH_CONCURRENCY_PER_SITE": "4",
            },
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
