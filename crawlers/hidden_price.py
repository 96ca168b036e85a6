"""A price that only the data of a page holds: script variables for measuring visits, attributes, hidden fields."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import islice

from crawlers.amounts import machine_amount
from crawlers.document import Document
from crawlers.shop_words import iso_code

_NAMES = (
    r"(?:product_?|item_?|current_?|sale_?|selling_?|final_?|offer_?|unit_?|special_?)?"
    r"(?:price|amount)(?:_?(?:value|amount|current))?"
)
_IN_SCRIPT = re.compile(
    rf"""["']?\b(?P<name>{_NAMES})["']?\s*[:=]\s*["']?(?P<price>\d{{1,9}}(?:[.,]\d{{1,2}})?)["']?\s*[,;}}\n]""",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"""["']?\bcurrency(?:_?code)?["']?\s*[:=]\s*["']([A-Z]{3})["']""", re.IGNORECASE)
_ATTRIBUTES = ("data-price", "data-product-price", "data-price-amount", "data-item-price", "data-sale-price")
_MOST_CHARACTERS = 2_000_000
_MOST_ELEMENTS = 500
_CLEAR_SHARE = 0.5


def hidden_amounts(document: Document) -> Counter[Decimal]:
    """How often the page's data name an amount as a price."""
    amounts = (machine_amount(text) for text in _stated(document))
    return Counter(amount for amount in amounts if amount)


def clear_amount(amounts: Counter[Decimal]) -> Decimal | None:
    """The amount that most of the page's data agree on; None where they do not."""
    if not amounts:
        return None
    amount, count = amounts.most_common(1)[0]
    return amount if count >= _CLEAR_SHARE * amounts.total() else None


def currency_in_scripts(document: Document) -> str | None:
    """The ISO 4217 code that the page's scripts name most often as its currency."""
    codes = Counter(match[1].upper() for match in _CURRENCY.finditer(document.text[:_MOST_CHARACTERS]))
    return iso_code(codes.most_common(1)[0][0]) if codes else None


def _stated(document: Document) -> list[str]:
    found = [
        element.get(name) or ""
        for name in _ATTRIBUTES
        for element in islice(document.tree.xpath(f"//*[@{name}]"), _MOST_ELEMENTS)
    ]
    budget = _MOST_CHARACTERS
    for script in document.tree.iter("script"):
        text = (script.text or "")[:budget]
        budget -= len(text)
        found.extend(match["price"] for match in islice(_IN_SCRIPT.finditer(text), _MOST_ELEMENTS))
    return found
