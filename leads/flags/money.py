"""Flags of money: a hidden price, a price far from the market."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.records import Offer
from leads.case import Case, reason
from leads.records import Reason
from leads.survey import Market
from leads.weights import MarketFlag, PointsFlag


@dataclass(frozen=True)
class _Priced:
    offer: Offer
    price: Decimal
    market: Market


def masked_price(name: str, flag: PointsFlag, case: Case) -> Reason | None:
    """The digits of a price are hidden, as in ``34X万``."""
    for offer in case.supply:
        if offer.masked_price:
            return reason(
                name,
                flag,
                flag.points,
                f"the price is written {offer.masked_price}",
                field="offers.masked_price",
                value=offer.masked_price,
                spans=case.spans([offer], "masked_price"),
            )
    return None


def price_under_market(name: str, flag: MarketFlag, case: Case) -> Reason | None:
    """Far cheaper than the same goods elsewhere: bait, or goods that must go."""
    for priced in _priced(case, flag.min_listings):
        if priced.price < priced.market.median * flag.ratio:
            return _off_market(name, flag, case, priced)
    return None


def price_over_market(name: str, flag: MarketFlag, case: Case) -> Reason | None:
    """Far dearer than the same goods elsewhere."""
    for priced in _priced(case, flag.min_listings):
        if priced.price > priced.market.median * flag.ratio:
            return _off_market(name, flag, case, priced)
    return None


def _priced(case: Case, min_listings: int) -> Iterator[_Priced]:
    for offer in case.supply:
        market = case.survey.market(offer)
        if market and offer.price and market.listings >= min_listings:
            yield _Priced(offer, offer.price, market)


def _off_market(name: str, flag: MarketFlag, case: Case, priced: _Priced) -> Reason:
    offer, price, market = priced.offer, priced.price, priced.market
    times = price / market.median
    return reason(
        name,
        flag,
        flag.points,
        f"{price:,f} {offer.currency} is {times:.2f} of the median {market.median:,f}"
        f" of {market.listings} listings of {offer.model} ({offer.form})",
        field="offers.price",
        value=f"{price:f} {offer.currency}",
        spans=case.spans([offer], "price"),
    )
