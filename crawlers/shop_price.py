"""Which of the prices that a page states and shows is the one that a buyer pays now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crawlers.amounts import machine_amount
from crawlers.structured import ProductFields, ProductSyntax
from crawlers.visible_price import VisiblePrice

PriceParser = ProductSyntax | Literal["css", "text", "script"]
"""css: an element of the page that is called a price; text: a number with a sign or label; script: data in a script."""

_BEYOND_DOUBT = 6.5
"""Score of a price that is signed, called a price and stands by the headline."""
_FAR_AHEAD = 1.5
"""Lead in score over every other amount."""
_CLEAR = 2.0
"""Score from which a price on the page is the product's own and not one of many."""


@dataclass(frozen=True)
class ChosenPrice:
    """The price that counts."""

    amount: Decimal
    """Full units of the currency."""
    text: str
    """As written."""
    high: Decimal | None
    """High end, where a range is stated."""
    currency: str | None
    """ISO 4217, where the place that the price comes from says it."""
    parser: PriceParser
    """Where it was found."""
    why: str
    """For people."""


@dataclass(frozen=True)
class _Stated:
    syntax: ProductSyntax
    amount: Decimal
    fields: ProductFields

    def chosen(self, why: str, shown: Sequence[VisiblePrice]) -> ChosenPrice:
        high = machine_amount(self.fields.price_high)
        text, currency = self.fields.price or "", self.fields.currency
        if currency is None and (same := next((one for one in shown if one.amount == self.amount), None)):
            # The markup names no currency; the page's own writing may have its sign.
            text, currency = same.text, same.currency
        is_range = high is not None and high > self.amount
        return ChosenPrice(self.amount, text, high if is_range else None, currency, self.syntax, why)


def choose_price(
    stated: Mapping[ProductSyntax, ProductFields], shown: Sequence[VisiblePrice], hidden: Decimal | None = None
) -> ChosenPrice | None:
    """The price, with the reason; None where there is none.

    *shown* is ordered, the likeliest first; *hidden* is what the page's data agree on. Markup goes first: it is written
    for machines. The page overrules it where it shows otherwise: a bid, another variant, a reduced price beside the
    struck one, a point at another place.
    """
    named = list(_amounts(stated))
    best = next((price for price in shown if price.score >= _CLEAR), None)
    if best is not None and best.is_bid:
        return _shown(best, "the page counts bids beside it: it is what the auction has come to")
    if not named:
        if best is not None:
            return _shown(best, "no markup states a price; this is the likeliest that the page shows")
        if hidden is not None:
            why = "neither markup nor page state one; this is what most of the page's data say"
            return ChosenPrice(hidden, f"{hidden:f}", None, None, "script", why)
        return None
    first = named[0]
    if best is None or best.amount == first.amount:
        return first.chosen("markup goes first" + ("; the page shows the same" if best is not None else ""), shown)
    return (
        _other_variant(named, stated, shown, best)
        or _overruled(first, shown, best)
        or first.chosen("markup goes first", shown)
    )


def _amounts(stated: Mapping[ProductSyntax, ProductFields]) -> Iterator[_Stated]:
    for syntax, fields in stated.items():
        amount = machine_amount(fields.price)
        # 0 stands where shops have no price at all.
        if amount:
            yield _Stated(syntax, amount, fields)


def _other_variant(
    named: list[_Stated],
    stated: Mapping[ProductSyntax, ProductFields],
    shown: Sequence[VisiblePrice],
    best: VisiblePrice,
) -> ChosenPrice | None:
    """What the page shows, where some offer in the markup states the same."""
    for one in named[1:]:
        if one.amount == best.amount:
            return one.chosen("the syntaxes differ; this is what the page shows", shown)
    for syntax, fields in stated.items():
        if best.amount in {machine_amount(text) for text in fields.prices}:
            why = f"one of several offers in the {syntax}, and the one that the page shows"
            return ChosenPrice(best.amount, best.text, None, best.currency or fields.currency, best.parser, why)
    return None


def _overruled(first: _Stated, shown: Sequence[VisiblePrice], best: VisiblePrice) -> ChosenPrice | None:
    same = next((price for price in shown if price.amount == first.amount), None)
    if same is not None:
        if same.is_old and best.amount < first.amount:
            return _shown(best, "the page strikes out what the markup states and shows this instead")
        return None
    others = (price.score for price in shown if price.amount != best.amount)
    if best.score >= _BEYOND_DOUBT and best.score - max(others, default=0.0) >= _FAR_AHEAD:
        return _shown(best, "the page shows this, and what the markup states nowhere")
    if _digits(best.amount) == _digits(first.amount):
        return _shown(best, "the markup states the same digits with the point elsewhere")
    return None


def _digits(amount: Decimal) -> str:
    return f"{amount:f}".replace(".", "").strip("0")


def _shown(price: VisiblePrice, why: str) -> ChosenPrice:
    return ChosenPrice(price.amount, price.text, price.high, price.currency, price.parser, why)
