"""A home with captures of a little shop, for the tests of reparse; run as a script it reparses."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from crawlers.reading import read_response
from crawlers.records import Capture, Evidence, RunFinished, RunStarted
from crawlers.reparse import reparse
from crawlers.response import PageResponse
from crawlers.source_file import load_source
from crawlers.spool import SpoolWriter
from crawlers.warc import WarcWriter
from foundation.ids import natural_id, sha256_hex
from foundation.settings import Settings, load_settings

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
RUN = "20260302T080000Z-little-shop-0001"
SITE = "https://shop.example"
PADDING = "<p>Eight-way server, tested and ready, with invoice and two years of service from us.</p>" * 12

SOURCE = """
name: little-shop
title: A little shop
kind: shop
languages: [en]
homepage: https://shop.example/
terms: none
entries: [{kind: list, url: "https://shop.example/list"}]
lists: {links: a.item}
pages:
  url: /item/(?P<id>\\d+)
  key: "{id}"
  fields: {title: h1, price: PRICE}
"""

THREADS = """
name: little-forum
title: A little forum
kind: forum
languages: [zh]
homepage: https://forum.example/
terms: none
entries: [{kind: list, url: "https://forum.example/list"}]
pages:
  url: /t/(?P<tid>\\d+)
  posts:
    each: div.post
    parts: {pid: {css: "div.post", attr: id}}
    key: "{tid}#{pid}"
    url: "/t/{tid}#{pid}"
"""


def settings_for(root: Path, **options: object) -> Settings:
    """Settings of the home under *root*, with its source files."""
    return load_settings(home=root / "home", sources=root / "sources", now=AT, **options)


def write_source(root: Path, price: str = ".cost") -> None:
    """The shop's source file, reading prices from *price*."""
    (root / "sources").mkdir(parents=True, exist_ok=True)
    (root / "sources" / "little-shop.yaml").write_text(SOURCE.replace("PRICE", price), encoding="utf-8")


def item_page(number: int) -> bytes:
    """A page of the shop."""
    prices = f"<b class=cost>was {number}00</b><i class=now>${number}99</i>"
    return f"<html><body><h1>H100 server {number}</h1>{prices}{PADDING}".encode()


def fill(root: Path, count: int, run: str = RUN) -> list[Capture]:
    """Capture *count* items of the shop, as a crawl does."""
    settings = settings_for(root)
    source = load_source(settings, "little-shop")
    captures = []
    with WarcWriter(settings.data.warc, run) as warc, SpoolWriter(settings.data.spool, run) as spool:
        spool.append(RunStarted(run_id=run, source=source.name, started_at=AT, user_agent="chipwatch"))
        for number in range(count):
            response = PageResponse(
                f"{SITE}/item/{number}", 200, item_page(number), AT, headers={"content-type": "text/html"}
            )
            file, offset, length = warc.write(response.url, 200, response.headers, response.body, AT)
            (item,) = read_response(source, response).items
            captures.append(
                Capture(
                    id=natural_id("capture", run, source.name, item.key),
                    run_id=run,
                    source=source.name,
                    source_kind=source.kind,
                    item_key=item.key,
                    state=item.state,
                    reason=item.reason,
                    page=item.page,
                    evidence=Evidence(
                        url=response.url,
                        final_url=response.url,
                        fetched_at=AT,
                        status=200,
                        sha256=sha256_hex(response.body),
                        warc_file=file,
                        warc_offset=offset,
                        warc_length=length,
                    ),
                )
            )
            spool.append(captures[-1])
        spool.append(
            RunFinished(run_id=run, source=source.name, finished_at=AT, duration_s=1, outcome="finished", counts={})
        )
    return captures


if __name__ == "__main__":
    reparse(settings_for(Path(sys.argv[1])), on_progress=lambda _: print("record", flush=True))
