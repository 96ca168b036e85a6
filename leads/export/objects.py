"""A listing and a lead as JSON objects: every value with the evidence it rests on."""

from __future__ import annotations

from typing import Any

from index.documents import Listing
from leads.export.offer_keys import offer_object
from leads.export.privacy import ContactsMode, contact_object, export_hider
from leads.records import Lead

_AS_THEY_ARE = (
    "url",
    "source_kind",
    "item_key",
    "lang",
    "text",
    "models",
    "gpu_count",
    "h100e",
    "price",
    "price_max",
    "currency",
    "price_basis",
    "price_usd",
    "price_usd_on",
    "price_usd_gpu",
    "seller_id",
    "place",
    "cities",
    "countries",
    "posted_at",
    "last_checked",
    "gone_at",
    "gone_reason",
    "sightings",
    "changes",
    "extractor",
)
_ADDRESSES = ("id", "urls", "url", "item_key", "evidence")


def listing_object(listing: Listing, mode: ContactsMode) -> dict[str, Any]:
    """The listing. `offer_evidence` and `offer_undetermined` are in the order of `offers`; spans point into `text`."""
    body = {
        "id": listing.id,
        "urls": listing.urls,
        "site": listing.source,
        "title": listing.title,
        "seller": listing.seller,
        "side": listing.side.value,
        "state": listing.state,
        "first_seen": listing.first_seen,
        "last_seen": listing.last_seen,
        "offers": [offer_object(offer) for offer in listing.offers],
        **{name: getattr(listing, name) for name in _AS_THEY_ARE},
        "offer_evidence": [[piece.model_dump() for piece in offer.evidence] for offer in listing.offers],
        "offer_undetermined": [[piece.model_dump() for piece in offer.undetermined] for offer in listing.offers],
        "undetermined": [piece.model_dump() for piece in listing.undetermined],
        "evidence": listing.evidence.model_dump(),
    }
    hide = export_hider(listing, mode)
    shown = {key: value if key in _ADDRESSES else hide(value) for key, value in body.items()}
    return {**shown, "contacts": [contact_object(contact, mode) for contact in listing.contacts]}


def lead_object(lead: Lead, mode: ContactsMode) -> dict[str, Any]:
    """The lead with its reasons and its listing."""
    hide = export_hider(lead.listing, mode)
    return {
        "id": lead.id,
        "listing_id": lead.listing.id,
        "score": lead.score,
        "status": lead.status,
        "reasons": [
            {
                **reason.model_dump(),
                "sentence": hide(reason.sentence),
                "value": hide(reason.value),
                "spans": hide([span.model_dump() for span in reason.spans]),
            }
            for reason in lead.reasons
        ],
        "weights_version": lead.weights_version,
        "listing": listing_object(lead.listing, mode),
    }
