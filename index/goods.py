"""What the offers of a listing say together: where the goods are, how much they compute, what one GPU costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict

from extract.catalogue.equivalents import h100_equivalents
from extract.catalogue.figures import rounded
from extract.rates import Rates
from extract.records import Offer, Side
from index.unit_price import price_per_gpu

_H100E_PLACES = 3
_LONGEST = 24
"""Digits before the point that a sum of equivalents can have; more is no count of goods."""


class Goods(TypedDict):
    """The fields of `Listing` that follow from its offers; meanings there."""

    models: tuple[str, ...]
    gpu_count: int | None
    h100e: Decimal | None
    price_usd_gpu: Decimal | None
    cities: tuple[str, ...]
    countries: tuple[str, ...]


def fold_goods(side: Side, offers: Sequence[Offer], on: date, rates: Rates) -> Goods:
    """The goods of a listing of *side*, its money at the rate of the day *on*."""
    own = [offer for offer in offers if offer.side == side]
    models = {offer.model for offer in offers if offer.model}
    return Goods(
        models=tuple(sorted(models)),
        gpu_count=gpus(own),
        h100e=equivalents(own),
        price_usd_gpu=_price_of_one(own, on, rates) if len(models) == 1 else None,
        cities=tuple(sorted({offer.goods_city for offer in own if offer.goods_city})),
        countries=tuple(sorted({offer.goods_country for offer in own if offer.goods_country})),
    )


def gpus(offers: Sequence[Offer]) -> int | None:
    """Sum of the GPUs that offers state; none where none states any."""
    stated = [offer.gpu_count for offer in offers if offer.gpu_count is not None]
    return sum(stated) if stated else None


def equivalents(offers: Sequence[Offer]) -> Decimal | None:
    """H100 SXM that the counted GPUs of offers stand for, at least; none where no counted model has figures."""
    counted = [
        offer.gpu_count * one
        for offer in offers
        if offer.gpu_count and offer.model and (one := h100_equivalents(offer.model, offer.variant, offer.form))
    ]
    whole = sum(counted, Decimal(0))
    return rounded(whole, _H100E_PLACES) if counted and whole.adjusted() <= _LONGEST else None


def _price_of_one(offers: Sequence[Offer], on: date, rates: Rates) -> Decimal | None:
    for offer in offers:
        price = price_per_gpu(offer)
        if price is not None and offer.model and offer.currency:
            return rates.in_usd(price, offer.currency, on).amount
    return None
