"""Why an extraction says what it says: every value with the words it was read from, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extract.records import CaseEvent, Evidence, Extraction, Fact, Money, Offer, Party, Record, Side

_NO_ROWS = {"verbatim", "evidence", "undetermined"}
_SHORT = 60
_FOLLOWS = {
    "gpu_count": "quantity × gpus_per_unit",
    "gpus_source": "how gpus_per_unit is known",
    "gpus_per_unit": "what such goods hold",
}
"""Field → what it follows from where it has no words of its own."""
_ASKED = {
    Side.OFFER: ("model", "quantity", "price", "tax", "condition", "availability", "goods_location"),
    Side.WANTED: ("model", "quantity", "price", "condition", "delivery_location"),
    Side.RENTAL: ("model", "quantity", "rental_price", "goods_location"),
}
"""What a reader asks of a line of goods."""
_STANDS_FOR = {
    "model": ("server",),
    "quantity": ("quantity_max", "quantity_approx", "moq"),
    "price": ("price_max", "masked_price"),
    "rental_price": ("rental_price_max", "masked_price"),
    "availability": ("lead_time_days",),
}
"""Field → fields that answer the same question."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value, or one that was not read."""

    field: str
    """Name of the field."""
    value: str | None
    """As a person reads it; none where it was not read."""
    words: str | None = None
    """The words it was read from; none where it has none of its own."""
    follows: str | None = None
    """What it follows from where it has no words of its own."""
    rule: str | None = None
    """Rule id; several where several rules gave parts of it."""
    confidence: float | None = None
    """Between 0 and 1."""
    reason: str | None = None
    """Why it was not read."""


def rows(record: Offer | Fact | CaseEvent) -> Iterator[Row]:
    """A row for every value of a line of goods, a fact or an event, then one for each that was not read."""
    by_field: dict[str, list[Evidence]] = {}
    for item in record.evidence:
        by_field.setdefault(item.field, []).append(item)
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _NO_ROWS or value is None or value is False or value == ():
            continue
        told = " → ".join(value) if name == "route" else shown(value)
        found = by_field.get(name)
        if found:
            words = " … ".join(dict.fromkeys(_short(item.text) for item in found))
            rules = ", ".join(dict.fromkeys(item.rule for item in found))
            sure = min(item.confidence for item in found)
            yield Row(name, told, words, rule=rules, confidence=sure)
        else:
            yield Row(name, told, follows=_FOLLOWS.get(name, "the line as a whole"))
    for doubt in () if isinstance(record, Fact) else record.undetermined:
        yield Row(doubt.field, None, _short(doubt.raw), reason=doubt.reason)


def people(text: str, extraction: Extraction) -> Iterator[Row]:
    """A row for the seller and for each contact; the words of a contact that is hashed are not repeated."""
    seller = extraction.seller
    if seller:
        words = text[seller.start : seller.end]
        yield Row("seller", seller.name, words or None, follows=None if words else "the page around the text")
    for contact in extraction.contacts:
        value = contact.value or contact.mask or ""
        words = text[contact.start : contact.end] if contact.value else ""
        yield Row(contact.kind, value, words or None, follows=None if words else "masked, kept as a keyed hash")


def left_out(extraction: Extraction) -> Iterator[Row]:
    """What was seen and belongs to no line of goods."""
    for doubt in extraction.undetermined:
        if doubt.field != "side":
            yield Row(doubt.field, None, _short(doubt.raw), reason=doubt.reason)


def unsaid(offer: Offer) -> list[str]:
    """The main fields of a line of goods of which the text says nothing."""
    doubted = {doubt.field for doubt in offer.undetermined}
    return [
        name
        for name in _ASKED.get(offer.side, ())
        if name not in doubted and not any(getattr(offer, field) for field in (name, *_STANDS_FOR.get(name, ())))
    ]


def why_nothing(extraction: Extraction, kind: str) -> str | None:
    """Why nothing was read of a text, one clause; none where something was."""
    if extraction.offers or extraction.facts or extraction.events:
        return None
    told = [doubt.reason for doubt in extraction.undetermined if doubt.field == "side"]
    if told:
        return told[0]
    if any(doubt.field == "model" for doubt in extraction.undetermined):
        return "every model in it is named and not traded, see below"
    if kind != "listing":
        return "it states no number and no price of GPUs or machines"
    if extraction.side is not Side.NONE:
        return "it names no GPU or machine of the catalogue as its goods"
    return "it offers, asks for and lets no GPU or machine of the catalogue"


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00")
    if isinstance(value, Money):
        amounts = "–".join(shown(amount) for amount in (value.amount, value.amount_max) if amount is not None)
        return " ".join(str(part) for part in (amounts, value.currency, value.basis) if part)
    if isinstance(value, Party):
        notes = ", ".join(note for note in (value.role, value.status) if note)
        return f"{value.name} ({notes})" if notes else value.name
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ("; " if any(isinstance(item, Record) for item in value) else ", ").join(map(shown, value))
    return str(value)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
