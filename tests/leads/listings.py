"""Listings and offers as the tests of this room need them: one thing changed, the rest plain."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from extract.records import Contact, Evidence, Offer, Side
from foundation.ids import natural_id, sha256_hex
from index.documents import CaptureRef, Listing

SEEN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def offer(**changes: Any) -> Offer:
    """A card for sale at a price."""
    plain: dict[str, Any] = {
        "side": Side.OFFER,
        "model": "RTX 3090",
        "form": "card",
        "price": Decimal(5000),
        "currency": "CNY",
        "price_basis": "each",
        "price_unit": "card",
    }
    return Offer.model_validate({**plain, **changes})


def listing(key: str = "1", **changes: Any) -> Listing:
    """A listing of one plain offer; `models` and `gpu_count` follow from the offers unless given."""
    offers = changes.get("offers", (offer(),))
    source = changes.get("source", "forum")
    address = f"https://{source}.example/{key}"
    counts = [o.gpu_count for o in offers if o.gpu_count is not None and o.side == Side.OFFER]
    priced = next((o for o in offers if o.price is not None), None)
    plain: dict[str, Any] = {
        "id": natural_id("listing", source, key),
        "source": source,
        "source_kind": "forum",
        "item_key": key,
        "url": address,
        "urls": (address,),
        "title": f"card {key}",
        "text": f"card {key} for sale",
        "side": Side.OFFER,
        "state": "live",
        "offers": offers,
        "models": tuple(sorted({o.model for o in offers if o.model})),
        "gpu_count": sum(counts) if counts else None,
        "price": priced.price if priced else None,
        "currency": priced.currency if priced else None,
        "seller": f"seller {key}",
        "first_seen": SEEN,
        "last_seen": SEEN,
        "last_checked": SEEN,
        "sightings": 1,
        "changes": 0,
        "extractor": "1",
        "evidence": CaptureRef(
            capture_id=natural_id("capture", "run", source, key),
            run_id="20260302T080000Z-forum-0001",
            url=address,
            fetched_at=SEEN,
            status=200,
            sha256=sha256_hex(key.encode()),
            warc_file="20260302T080000Z-forum-0001-0.warc.gz",
            warc_offset=12,
            warc_length=345,
        ),
    }
    return Listing.model_validate({**plain, **changes})


def span(text: str, piece: str, field: str) -> Evidence:
    """Evidence of *field* at the first *piece* of *text*."""
    start = text.index(piece)
    return Evidence(field=field, start=start, end=start + len(piece), text=piece, rule="test", confidence=1)


def contact(text: str, value: str, kind: str = "wechat", mask: str | None = None) -> Contact:
    """A contact hashed as the extractor does it: no value, a hash and a mask."""
    start = text.index(value)
    return Contact.model_validate(
        {
            "kind": kind,
            "hash": sha256_hex(value.encode()),
            "mask": mask or value[:2] + "*" * (len(value) - 2),
            "start": start,
            "end": start + len(value),
        }
    )
