"""A listing or a lead as a row of a table: the columns that the field registry marks for export, and the offers."""

from __future__ import annotations

from functools import cache
from typing import Any

from index.documents import Listing
from index.fields import Field, export_fields
from leads.export.cells import Value
from leads.export.claims import COLUMNS, Claim, claim_row
from leads.export.exact_json import exact_json
from leads.export.manifest import What
from leads.export.offer_keys import offer_object
from leads.export.privacy import ContactsMode, contact_object, export_hider
from leads.records import Lead

_BETWEEN = "; "
_ADDRESSES = ("url", "urls", "evidence_url")
_LEAD_COLUMNS = ("lead_id", "score", "status", "flags", "reasons")


@cache
def columns_of(what: What) -> tuple[str, ...]:
    """Names of the columns. `offers` and `contacts` hold JSON."""
    if what == "claims":
        return COLUMNS
    listing = (*(field.column for field in export_fields("listing")), "contacts", "offers")
    return listing if what == "listings" else (*_LEAD_COLUMNS, *listing)


def row_of(record: Listing | Lead | Claim, mode: ContactsMode) -> list[Value]:
    """Values in the order of the columns; several values of a field stand in one cell, apart by ``; ``."""
    if isinstance(record, Claim):
        return claim_row(record)
    if isinstance(record, Listing):
        return _listing_row(record, mode)
    hide = export_hider(record.listing, mode)
    return [
        record.id,
        record.score,
        record.status,
        _BETWEEN.join(reason.label for reason in record.reasons),
        hide("\n".join(f"{reason.label} (+{reason.points}): {reason.sentence}" for reason in record.reasons)),
        *_listing_row(record.listing, mode),
    ]


def _listing_row(listing: Listing, mode: ContactsMode) -> list[Value]:
    hide = export_hider(listing, mode)
    values = [_cell(field, listing, hide) for field in export_fields("listing")]
    contacts = [contact_object(contact, mode) for contact in listing.contacts]
    offers = hide([offer_object(offer) for offer in listing.offers])
    return [*values, exact_json(contacts), exact_json(offers)]


def _cell(field: Field, listing: Listing, hide: Any) -> Value:
    found = field.values(listing)
    if field.repeated:
        value: Value = _BETWEEN.join(str(part) for part in found)
    else:
        value = found[0] if found else None
    return hide(value) if field.type == "text" and field.column not in _ADDRESSES else value
