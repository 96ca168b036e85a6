"""Captures for the tests of ingest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawlers.records import ArticlePage, Capture, Evidence, ListingPage, PageState
from foundation.ids import natural_id

DAY_ONE = datetime(2026, 3, 2, 8, tzinfo=UTC)
SOURCE = "demo-forum"


def capture(
    text: str | None = "出 H100 PCIe 80G 20张 21万一张 现货",
    *,
    day: int = 1,
    state: PageState = "content",
    key: str = "7",
    title: str | None = None,
    seller: str | None = "demo_seller",
    reason: str | None = None,
) -> Capture:
    """What the crawl of a day saw of one item; without *text* its page shows nothing."""
    run = f"{DAY_ONE + timedelta(days=day - 1):%Y%m%dT%H%M%SZ}-{SOURCE}-{day:04d}"
    page = (
        ListingPage(item_key=key, url=f"https://forum.example/{key}", title=title, text=text, seller=seller)
        if text
        else None
    )
    return Capture(
        id=natural_id("capture", run, SOURCE, key),
        run_id=run,
        source=SOURCE,
        source_kind="forum",
        item_key=key,
        state=state,
        reason=reason,
        country="CN",
        default_currency="CNY",
        page=page,
        evidence=_evidence(key, day),
    )


def article(text: str, *, day: int = 1, key: str = "9") -> Capture:
    """An article as the crawl of a day saw it."""
    listing = capture(day=day, key=key)
    return listing.model_copy(
        update={
            "source_kind": "news",
            "page": ArticlePage(
                item_key=key, url=f"https://news.example/{key}", title="Seized", text=text, author="A. Writer"
            ),
        }
    )


def _evidence(key: str, day: int) -> Evidence:
    url = f"https://forum.example/{key}?sid={day}"
    return Evidence(
        url=url,
        final_url=url,
        fetched_at=DAY_ONE + timedelta(days=day - 1),
        status=200,
        sha256="0" * 64,
        warc_file="a.warc.gz",
        warc_offset=0,
        warc_length=1,
    )
