"""One capture of an item for sale, as the sighting that the index keeps."""

from __future__ import annotations

from crawlers.records import Capture, ListingPage
from foundation.ids import natural_id, sha256_hex
from index.documents import CaptureRef, Listing, Sighting
from index.goods import gpus
from ingest.reading import PageReading

_STATES = {"content": "live", "gone": "gone", "blocked": "blocked"}


def listing_id(capture: Capture) -> str:
    """Id of the listing that a capture is about."""
    return natural_id("listing", capture.source, capture.item_key)


def capture_ref(capture: Capture) -> CaptureRef:
    """Where the evidence of a capture stands."""
    seen = capture.evidence
    return CaptureRef(
        capture_id=capture.id,
        run_id=capture.run_id,
        url=seen.final_url,
        fetched_at=seen.fetched_at,
        status=seen.status,
        sha256=seen.sha256,
        warc_file=seen.warc_file,
        warc_offset=seen.warc_offset,
        warc_length=seen.warc_length,
        screenshot=seen.screenshot,
    )


def to_sighting(capture: Capture, reading: PageReading | None, known: Listing | None = None) -> Sighting:
    """What *capture* says of its listing; *reading* is none where there is no content.

    The one price that a list shows says nothing of a *known* listing with several offers.
    """
    listing = listing_id(capture)
    page = capture.page if isinstance(capture.page, ListingPage) else None
    extraction = reading.extraction if reading else None
    offers = extraction.offers if extraction else ()
    own_side = tuple(offer for offer in offers if extraction and offer.side == extraction.side)
    priced = next((offer for offer in own_side if offer.price is not None), None)
    if page is not None and page.partial and known is not None and len(known.offers) > 1:
        priced = None
    counted = next((offer for offer in own_side if offer.quantity is not None), None)
    return Sighting.model_validate(
        {
            "id": natural_id("sighting", listing, capture.run_id),
            "listing_id": listing,
            "source": capture.source,
            "run_id": capture.run_id,
            "observed_at": capture.evidence.fetched_at,
            "state": _STATES[capture.state],
            "reason": capture.reason,
            "url": page.url if page else capture.evidence.final_url,
            "title": reading.title if reading else None,
            "side": extraction.side if extraction else None,
            "seller": reading.seller if reading else None,
            "price": priced.price if priced else None,
            "currency": priced.currency if priced else None,
            "quantity": counted.quantity if counted else None,
            "gpu_count": gpus(own_side),
            "offers": offers,
            # Of what a list shows there is no digest: fields that are missing there say nothing (index.history).
            "digest": _digest(page) if page and not page.partial else None,
            "evidence": capture_ref(capture),
        }
    )


def _digest(page: ListingPage) -> str:
    return sha256_hex("\x1f".join((page.title or "", page.text, page.price or "", page.seller or "")).encode())
