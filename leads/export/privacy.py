"""Contact details in an export: hashed and masked, in their own fields and wherever the text repeats them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from extract.masking import hider
from extract.records import Contact
from index.documents import Listing

ContactsMode = Literal["hashed", "raw"]


def contact_object(contact: Contact, mode: ContactsMode) -> dict[str, Any]:
    """A contact as plain values; `value` and `normalised` only in mode raw."""
    hidden = {"kind": contact.kind, "hash": contact.hash, "mask": contact.mask}
    return hidden if mode == "hashed" else {**hidden, "value": contact.value, "normalised": contact.normalised}


def export_hider(listing: Listing, mode: ContactsMode) -> Callable[[Any], Any]:
    """A function that covers the listing's contact details; in mode raw it changes nothing."""
    return hider(listing.text, listing.contacts) if mode == "hashed" else lambda value: value
