"""Records that the tests of the spool write."""

from __future__ import annotations

from datetime import UTC, datetime

from crawlers.records import Capture, Evidence, ListingPage
from foundation.ids import natural_id, sha256_hex

RUN = "20260302T080000Z-forum-0001"


def capture(
    number: int,
    text: str = "出 H100 整机 8卡 两台\n深圳现货",
    *,
    run_id: str = RUN,
    source: str = "forum",
    **evidence: object,
) -> Capture:
    """A capture of item *number* of a run."""
    key = f"tid={number}"
    url = f"https://forum.example/{key}"
    seen = {
        "url": url,
        "final_url": url,
        "fetched_at": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "status": 200,
        "sha256": sha256_hex(text.encode("utf-8", "replace")),
    }
    return Capture(
        id=natural_id("capture", run_id, source, key),
        run_id=run_id,
        source=source,
        source_kind="forum",
        item_key=key,
        state="content",
        page=ListingPage(item_key=key, url=url, text=text),
        evidence=Evidence.model_validate(seen | evidence),
    )
