"""A product or listing out of any shop page: markup first, then what the page shows."""

from __future__ import annotations

from decimal import Decimal

from crawlers.amounts import machine_amount
from crawlers.document import Document
from crawlers.markup import Markup
from crawlers.structured import ProductFields, read_product
from crawlers.visible_fields import id_in_address, labelled_fields, main_heading, shown_availability, shown_brand
from crawlers.visible_price import visible_price


class ShopPage(ProductFields):
    """What a shop page says of its product."""

    amount: Decimal | None = None
    """`price` as a number, in full units of the currency; None where it is no number."""


def read_shop_page(document: Document, markup: Markup | None = None) -> ShopPage:
    """Everything that *document* shows of its product. Never raises."""
    stated = read_product(document, markup)
    shown = labelled_fields(document)
    fields = {name: value for name, value in dict(stated).items() if value}
    heading = main_heading(document)
    usual = {
        "name": document.lines[heading].text if heading is not None else None,
        "sku": shown.get("sku") or id_in_address(document.address),
        "mpn": shown.get("mpn"),
        "gtin": shown.get("gtin"),
        "brand": shown.get("brand") or shown_brand(document) or shown.get("maker"),
        "seller": shown.get("seller"),
        "availability": shown_availability(document),
    }
    fields = {name: value for name, value in usual.items() if value} | fields
    fields |= {name: shown[name] for name in ("sku",) if name in shown}
    amount = machine_amount(stated.price)
    seen = visible_price(document)
    if seen is not None and (amount is None or seen.is_bid):
        fields |= {"price": seen.text, "price_high": None}
        fields["currency"] = seen.currency or stated.currency
        amount = seen.amount
    return ShopPage.model_validate({**fields, "amount": amount})
