"""Captures of one item, folded into the listing that the index keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crawlers.records import Capture, ListingPage
from extract.rates import Rates
from extract.records import Offer
from foundation.ids import natural_id
from index.documents import Listing, Sighting
from index.goods import fold_goods
from index.history import fold_history
from ingest.reading import PageReading
from ingest.sightings import capture_ref, listing_id


def merge_sighting(known: Mapping[str, Sighting], sighting: Sighting) -> dict[str, Sighting]:
    """Sightings by id after one more.

    A run sees an item once: a later capture of the same run replaces the earlier one, but a blocked page never
    replaces one that showed something.
    """
    earlier = known.get(sighting.id)
    if earlier is not None and sighting.state == "blocked" and earlier.state != "blocked":
        return dict(known)
    return {**known, sighting.id: sighting}


def fold_listing(
    known: Listing | None,
    sightings: Iterable[Sighting],
    capture: Capture,
    reading: PageReading | None,
    rates: Rates,
) -> Listing:
    """The listing after *capture*: what its newest live capture shows, with the history of all its sightings.

    *reading* is none where the capture shows no goods: a page that says "sold" ends a listing and leaves what it
    offered as it was. A listing begins with content; `ValueError` without.
    """
    row = sorted(sightings, key=lambda sighting: (sighting.observed_at, sighting.id))
    is_partial = isinstance(capture.page, ListingPage) and capture.page.partial
    # A page is newer than whatever a list told; what a list tells must be newer than everything.
    telling = (s for s in row if s.state == "live" and (is_partial or s.digest is not None))
    newest = max((s.observed_at for s in telling), default=capture.evidence.fetched_at)
    urls = {capture.evidence.url, capture.evidence.final_url, *(known.urls if known else ())}
    if capture.page:
        urls.add(capture.page.url)
    history = {"urls": tuple(sorted(urls)), **fold_history(row)}
    if known is not None and (reading is None or capture.evidence.fetched_at < newest):
        return known.model_copy(update=history)
    if known is not None and is_partial:
        # A list tells less than the page that the listing shows: only its price is news.
        return known.model_copy(update={**history, **_new_price(known, capture, reading, rates)})
    if reading is None:
        raise ValueError(f"a listing begins with content, capture {capture.id} has none")
    return Listing.model_validate(
        {
            "id": listing_id(capture),
            "source": capture.source,
            "source_kind": capture.source_kind,
            "item_key": capture.item_key,
            **_content(capture, reading, rates),
            **history,
        }
    )


def _content(capture: Capture, reading: PageReading, rates: Rates) -> dict[str, Any]:
    page, extraction, seller = reading.page, reading.extraction, reading.seller
    own_side = tuple(offer for offer in extraction.offers if offer.side == extraction.side)
    priced = next((offer for offer in own_side if offer.price is not None), None)
    return {
        "url": page.url,
        "title": reading.title,
        "text": reading.text,
        "lang": extraction.lang,
        "side": extraction.side,
        "offers": extraction.offers,
        **fold_goods(extraction.side, extraction.offers, capture.evidence.fetched_at.date(), rates),
        **_money(priced, capture, rates),
        "seller": seller,
        "seller_id": natural_id("seller", capture.source, seller) if seller else None,
        "contacts": extraction.contacts,
        "place": next((offer.goods_location for offer in own_side if offer.goods_location), None),
        "posted_at": page.posted_at if isinstance(page, ListingPage) else None,
        "undetermined": extraction.undetermined,
        "extractor": extraction.version,
        "evidence": capture_ref(capture),
    }


def _new_price(known: Listing, capture: Capture, reading: PageReading | None, rates: Rates) -> dict[str, Any]:
    """The price that a list shows, where the listing has one price and the two can be compared."""
    offers = [offer for offer in reading.extraction.offers if offer.price is not None] if reading else []
    if len(offers) != 1 or len(known.offers) != 1 or offers[0].currency != known.currency:
        return {}
    fields = _money(offers[0], capture, rates)
    repriced = known.offers[0].model_copy(update={"price": offers[0].price})
    goods = fold_goods(known.side, (repriced,), capture.evidence.fetched_at.date(), rates)
    return {
        **{name: fields[name] for name in ("price", "price_usd", "price_usd_on")},
        "price_usd_gpu": goods["price_usd_gpu"],
    }


def _money(priced: Offer | None, capture: Capture, rates: Rates) -> dict[str, Any]:
    fields: dict[str, Any] = dict.fromkeys(
        ("price", "price_max", "currency", "price_basis", "price_usd", "price_usd_on")
    )
    if priced is None or priced.price is None:
        return fields
    fields.update(
        price=priced.price, price_max=priced.price_max, currency=priced.currency, price_basis=priced.price_basis
    )
    if priced.currency:
        comparison = rates.in_usd(Decimal(priced.price), priced.currency, capture.evidence.fetched_at.date())
        fields.update(price_usd=comparison.amount, price_usd_on=comparison.rate_date)
    return fields
