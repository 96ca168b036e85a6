"""The price of one GPU: the one definition that trends, listings and dashboards share."""

from __future__ import annotations

from decimal import Decimal

from extract.records import Offer

_SINGLE = ("card", "module")


def price_per_gpu(offer: Offer) -> Decimal | None:
    """Price of one GPU of *offer*, in its currency.

    A server or baseboard is divided by its GPUs, so that no median mixes it with cards. None where a lot is priced, the
    GPUs of a unit are not known, or the goods hold none.
    """
    if offer.price is None or offer.price_basis != "each" or offer.form == "barebone":
        return None
    if (offer.price_unit or offer.unit or offer.form) in _SINGLE:
        return offer.price
    return offer.price / offer.gpus_per_unit if offer.gpus_per_unit else None
