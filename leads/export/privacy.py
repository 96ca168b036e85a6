"""Contact details in an export: hashed and masked, in their own fields and wherever the text repeats them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from extract.records import Contact
from index.documents import Listing

ContactsMode = Literal["hashed", "raw"]


def contact_object(contact: Contact, mode: ContactsMode) -> dict[str, Any]:
    """A contact as plain values; `value` and `normalised` only in mode raw."""
    hidden = {"kind": contact.kind, "hash": contact.hash, "mask": contact.mask}
    return hidden if mode == "hashed" else {**hidden, "value": contact.value, "normalised": contact.normalised}


def hider(listing: Listing, mode: ContactsMode) -> Callable[[Any], Any]:
    """A function that covers the listing's contact details in texts, lists and objects.

    A covered text keeps its length, so that spans of evidence still point to their words. In mode raw nothing changes.
    """
    details = {}
    for contact in listing.contacts:
        for written in {listing.text[contact.start : contact.end], contact.value, contact.normalised}:
            if written and len(written) >= _SHORTEST:
                details[written] = _cover(written, contact.mask)
    if mode == "raw" or not details:
        return lambda value: value
    pattern = re.compile("|".join(re.escape(detail) for detail in sorted(details, key=len, reverse=True)))

    def hide(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda match: details[match.group()], value)
        if isinstance(value, dict):
            return {key: hide(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [hide(part) for part in value]
        return value

    return hide


_SHORTEST = 3
"""Shorter details would cover pieces of ordinary words."""


def _cover(written: str, mask: str | None) -> str:
    if mask and len(mask) == len(written):
        return mask
    return written[0] + "*" * (len(written) - 1)
