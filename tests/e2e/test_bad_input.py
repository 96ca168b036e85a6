"""What users and the world do wrong: one clear message with the way out, an exit code, nothing lost."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from crawlers.spool import SpoolReader
from tests.crawlers.small_site import SHOP, Answer, Route, shop, small_site
from tests.e2e.house import ROOT

ITEMS = 12


def chipwatch(
    home: Path, *arguments: str, settings: Mapping[str, str] | None = None, file_bytes: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command; *file_bytes* caps the size of every file that it writes, like a disk that is full."""

    def cap() -> None:
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    done = subprocess.run(
        [sys.executable, "-m", "cli", "--home", str(home), *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "CHIPWATCH_DELAY_S": "0",
            "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
            # under the cap Python would leave truncated byte code beside the sources
            **({"PYTHONDONTWRITEBYTECODE": "1"} if file_bytes else {}),
            **(settings or {}),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        preexec_fn=cap,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def told(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command ended with *code* and said *words*, and what to do."""
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    for word in (*words, "way out"):
        assert word in done.stderr, done.stderr


def crawl_of(
    tmp_path: Path, routes: Mapping[str, Route], *, file_bytes: int | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Crawl a small site as the source `shop` into `tmp_path/home`."""
    sources = tmp_path / "sources"
    sources.mkdir(exist_ok=True)
    with small_site(routes).serving() as site:
        (sources / "shop.yaml").write_text(SHOP.format(name="shop", origin=site.origin), encoding="utf-8")
        return chipwatch(
            tmp_path / "home",
            "crawl",
            "shop",
            settings={"CHIPWATCH_SOURCES": str(sources), **settings},
            file_bytes=file_bytes,
        )


def listings(home: Path) -> list[dict[str, object]]:
    """Everything in the index after an ingest."""
    assert chipwatch(home, "ingest").returncode == 0
    return [
        json.loads(line)
        for line in chipwatch(home, "export", "listings", "--to", "jsonl", "--out", "-").stdout.splitlines()
    ]


def test_home_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the way")
    for command in ("search", "ingest", "reparse", "leads"):
        told(chipwatch(tmp_path / "home", command), 3, "home", "--home")


def test_source_file_with_a_mistake_names_file_line_and_key(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(
        SHOP.format(name="shop", origin="http://127.0.0.1:9").replace("kind: shop", "kind: bazaar")
    )
    done = chipwatch(tmp_path / "home", "crawl", "shop", settings={"CHIPWATCH_SOURCES": str(tmp_path)})
    told(done, 4, "shop.yaml:3", "kind")


def test_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert chipwatch(home, "ingest").returncode == 0
    with closing(sqlite3.connect(home / "chipwatch.db")) as database:
        database.execute("PRAGMA user_version = 9999")
    before = (home / "chipwatch.db").read_bytes()
    told(chipwatch(home, "search"), 5, "chipwatch.db", "newer")
    assert (home / "chipwatch.db").read_bytes() == before


def test_full_disk_while_spooling_loses_nothing(tmp_path: Path) -> None:
    many = 5 * ITEMS
    routes = shop(many)
    told(crawl_of(tmp_path, routes, file_bytes=200_000), 6, "home")
    reader = SpoolReader(tmp_path / "home" / "spool")
    kept = sum(1 for segment in reader.segments() for _ in reader.read(segment))
    assert kept > 0
    assert all(reader.torn(segment) is None for segment in reader.segments())
    assert crawl_of(tmp_path, routes).returncode == 0
    assert len(listings(tmp_path / "home")) == many


def test_full_disk_while_ingesting_loses_nothing(tmp_path: Path) -> None:
    assert crawl_of(tmp_path, shop(ITEMS)).returncode == 0
    home = tmp_path / "home"
    told(chipwatch(home, "ingest", file_bytes=40_000), 5, "chipwatch.db")
    assert len(listings(home)) == ITEMS


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "latin-1"])
def test_page_in_another_encoding_than_declared_is_kept(tmp_path: Path, encoding: str) -> None:
    text = "<html><body><h1>H100 PCIe 80GB 现货</h1><p class='price'>￥210000</p></body></html>"
    body = text.encode(encoding, errors="xmlcharrefreplace")
    routes = shop(ITEMS) | {"/item/3.html": Answer(body, content_type="text/html; charset=utf-8")}
    assert crawl_of(tmp_path, routes).returncode == 0
    rows = listings(tmp_path / "home")
    assert len(rows) == ITEMS
    title = next(str(row["title"]) for row in rows if str(row["urls"]).count("/item/3.html"))
    assert "H100 PCIe 80GB" in title
    if encoding != "latin-1":
        assert "现货" in title


def test_page_of_50_megabytes_is_cut_off_and_told(tmp_path: Path) -> None:
    huge = "<html><body><h1>H100</h1>" + "<p>H100 PCIe 80GB</p>" * 2_500_000 + "</body></html>"
    assert len(huge) > 50_000_000
    done = crawl_of(tmp_path, shop(ITEMS) | {"/item/3.html": huge})
    assert "larger than" in done.stderr or "max_page_bytes" in done.stderr, done.stderr
    assert len(listings(tmp_path / "home")) == ITEMS - 1


def test_page_of_50_megabytes_that_is_let_in_is_read(tmp_path: Path) -> None:
    huge = (
        "<html><body><h1>H100</h1><p class='price'>$1</p><div class='text'>"
        + "<p>H100 PCIe 80GB</p>" * 2_500_000
        + "</div></body></html>"
    )
    done = crawl_of(tmp_path, shop(ITEMS) | {"/item/3.html": huge}, CHIPWATCH_MAX_PAGE_BYTES="80000000")
    assert done.returncode == 0, done.stderr
    assert len(listings(tmp_path / "home")) == ITEMS


def test_query_with_a_mistake_shows_its_column(tmp_path: Path) -> None:
    told(chipwatch(tmp_path / "home", "search", "modle:H100"), 2, "column 1", "model")
