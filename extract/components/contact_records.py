"""Contacts as records: kept as keyed hashes with a mask unless raw contacts are on."""

from __future__ import annotations

import hashlib
import hmac

from extract.components.contact_emails import EMAIL, SPOKEN_EMAIL, plain_email
from extract.components.contact_numbers import digits_of, e164, is_number
from extract.normalise import normalise
from extract.reading import Mark, Reading
from extract.records import Contact
from extract.word_classes import word_classes

_REGIONS = sorted(region.upper() for region in word_classes("contacts")["regions"])
_NUMBERED = ("phone", "whatsapp", "wechat", "telegram")
_SHORTEST_PHONE = 9
"""Digits; a shorter number of WeChat is an account of QQ."""


def contacts_of(reading: Reading, *, raw: bool, key: bytes | None) -> tuple[Contact, ...]:
    """The contacts as records: raw, or hashed under the operator's key with a mask."""
    seen: set[tuple[str, str]] = set()
    contacts: list[Contact] = []
    for mark in reading.marks["contact"]:
        start, end = reading.aligned.span(mark.start, mark.end)
        written = reading.original[start:end].strip()
        plain = normalised_contact(mark.value, reading.text[mark.start : mark.end], reading.hints.country)
        if (mark.value, plain) in seen:
            continue
        seen.add((mark.value, plain))
        contacts.append(_contact(mark, written, plain, start, end, raw=raw, key=key))
    return tuple(contacts)


def contact_hashes(text: str, key: bytes) -> tuple[str, ...]:
    """The hashes under which a contact that a person typed may be kept, whatever its channel and country."""
    typed = normalise(text).strip()
    if EMAIL.fullmatch(typed) or SPOKEN_EMAIL.fullmatch(typed):
        forms = {("email", plain_email(typed))}
    elif is_number(typed):
        forms = {(kind, e164(typed, region)) for kind in _NUMBERED for region in _REGIONS}
        forms |= {(kind, digits_of(typed)) for kind in ("qq", *_NUMBERED)}
    else:
        forms = {(kind, typed.lstrip("@")) for kind in ("wechat", "telegram")}
    return tuple(sorted({_digest(kind, plain, key) for kind, plain in forms}))


def _contact(mark: Mark, written: str, plain: str, start: int, end: int, *, raw: bool, key: bytes | None) -> Contact:
    return Contact(
        kind=mark.value,
        value=written if raw else None,
        normalised=plain if raw else None,
        hash=_digest(mark.value, plain, key) if key else None,
        mask=mask(written),
        start=start,
        end=end,
    )


def _digest(kind: str, plain: str, key: bytes) -> str:
    return hmac.new(key, f"{kind}:{plain}".encode(), hashlib.sha256).hexdigest()


def normalised_contact(kind: str, text: str, country: str | None) -> str:
    """E.164 where a phone number is possible, else its digits; handles in lower case without @."""
    if kind == "email":
        return plain_email(text)
    if is_number(text):
        digits = digits_of(text)
        is_phone = kind in {"phone", "whatsapp"} or (kind != "qq" and len(digits) >= _SHORTEST_PHONE)
        return e164(text, country) if is_phone else digits
    return text.lstrip("@").strip()


def mask(text: str) -> str:
    """First and last characters, the middle starred."""
    shown = 1 if len(text) < 8 else 3
    return f"{text[:shown]}{'*' * max(3, len(text) - 2 * shown)}{text[-shown:] if len(text) > 3 else ''}"
