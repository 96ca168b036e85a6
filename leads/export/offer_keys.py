"""An offer with the keys of the annotation guide of the gold sets, and nothing else."""

from __future__ import annotations

from typing import Any

from extract.records import Money, Offer

OFFER_KEYS = tuple(name for name in Offer.model_fields if name not in ("evidence", "undetermined"))
"""Keys of an exported offer, in order."""


def offer_object(offer: Offer) -> dict[str, Any]:
    """The offer as plain values; money stays `Decimal`."""
    values = {name: getattr(offer, name) for name in OFFER_KEYS}
    return {**values, "side": offer.side.value, "alt_prices": [_money(price) for price in offer.alt_prices]}


def _money(money: Money) -> dict[str, Any]:
    return {
        "price": money.amount,
        "price_max": money.amount_max,
        "currency": money.currency,
        "price_basis": money.basis,
        "price_unit": money.unit,
    }
