"""Facts beside the offers of a listing: other models, and prices of the same goods that no offer holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.components.fact_names import name_of
from extract.components.facts import read_facts
from extract.components.sentences import Sentence
from extract.reading import Reading
from extract.records import Fact, Offer, Side

_ROUGH_USD = {
    code: Decimal(value)
    for code, value in {"USD": "1", "CNY": "0.14", "HKD": "0.128", "TWD": "0.031", "EUR": "1.1", "GBP": "1.3"}.items()
}
"""Rough dollars for one unit: enough to tell a conversion from another price."""
_FAR = Decimal("1.25")


def facts_beside(reading: Reading, offers: tuple[Offer, ...]) -> tuple[Fact, ...]:
    """'出 A100 5 万，去年要 7 万': what a text says beside its offers. Most listings say no more, and are not asked."""
    if not offers:
        return read_facts(reading)
    offered = _Offered(reading, offers)
    names = {name_of(reading, mark) or "" for mark in reading.marks.get("model", ())}
    others = {name for name in names if not offered.under(name)}
    if not others and not _states_more_prices(reading, offers):
        return ()
    found = read_facts(reading, lambda sentence: _may_say_more(sentence, others, offered))
    return tuple(fact for fact in found if fact.model in others or offered.lacks(fact))


def _may_say_more(sentence: Sentence, others: set[str], offered: _Offered) -> bool:
    """A sentence about other models, or with an amount that no offer has for its price."""
    if others:
        topics = sentence.models or ([sentence.last_model] if sentence.last_model else [])
        if any(name_of(sentence.reading, mark) in others for mark in topics):
            return True
    amounts = sentence.reading.within("money", sentence.start, sentence.end)
    return any(mark.value.low not in offered.prices for mark in amounts)


def _states_more_prices(reading: Reading, offers: Sequence[Offer]) -> bool:
    """More amounts stand in the text than its offers hold."""
    held = sum(offer.price is not None for offer in offers)
    held += sum(offer.rental_price is not None for offer in offers)
    return len(reading.marks.get("money", ())) > held


class _Offered:
    """What the offers of a text hold, looked up by model and by price: a long text has thousands of lines."""

    def __init__(self, reading: Reading, offers: Sequence[Offer]) -> None:
        self._reading = reading
        self._families = {family.value for family in reading.marks.get("family", ())}
        self.prices = {offer.price for offer in offers}
        """Every price of an offer."""
        self._by_model: dict[str, list[Offer]] = {}
        for offer in offers:
            if offer.model is not None:
                self._by_model.setdefault(offer.model, []).append(offer)

    def under(self, name: str | None) -> list[Offer]:
        """Offers of a model. An article keeps the edition in its name: what it calls H100 SXM is offered as H100."""
        words = (name or "").split(" ")
        names = (" ".join(words[:count]) for count in range(1, len(words) + 1))
        return [offer for name in names for offer in self._by_model.get(name, ())]

    def lacks(self, fact: Fact) -> bool:
        """The fact is another price of goods that are offered, and of no family: that describes what is offered."""
        if fact.price is None or fact.price_basis != "each":
            return False
        if fact.price in self.prices or fact.model in self._families:
            return False
        same = self.under(fact.model)
        return any(_is_priced(offer) for offer in same) and not any(
            _holds(self._reading, offer, fact.price, fact.currency) for offer in same
        )


def _is_priced(offer: Offer) -> bool:
    """Only beside a price of its own, or a rent, is another amount said of the same goods."""
    return offer.side is Side.RENTAL or (offer.side is Side.OFFER and offer.price is not None)


def _may_be_same(offer: Offer, price: Decimal, currency: str | None) -> bool:
    """The amount is the offer's price in another currency, as far as rough rates tell."""
    rates = _ROUGH_USD.get(offer.currency or ""), _ROUGH_USD.get(currency or "")
    if offer.price is None or rates[0] is None or rates[1] is None:
        return True
    low, high = offer.price * rates[0], (offer.price_max or offer.price) * rates[0]
    return low / _FAR <= price * rates[1] <= high * _FAR


def _holds(reading: Reading, offer: Offer, price: Decimal, currency: str | None) -> bool:
    """The price is the offer's own, one of its tiers, or the same money in another currency, basis or with tax."""
    if offer.price is not None and offer.price <= price <= (offer.price_max or offer.price):
        return True
    if offer.price is not None and offer.currency != currency:
        return _may_be_same(offer, price, currency)
    taxes = {mark.value for mark in reading.marks.get("tax", ())}
    others = [money for money in offer.alt_prices if money.amount == price]
    return any(money.currency != offer.currency or money.basis != offer.price_basis for money in others) or (
        bool(others) and len(taxes) > 1
    )
