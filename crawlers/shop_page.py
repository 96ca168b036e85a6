"""A product or listing out of any shop page: markup first, then what the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from crawlers.document import Document
from crawlers.hidden_price import clear_amount, hidden_amounts
from crawlers.markup import Markup, read_markup
from crawlers.shop_price import ChosenPrice, choose_price
from crawlers.shop_words import currencies_of_sign
from crawlers.structured import ProductFields, ProductSyntax, merge_product, product_by_syntax
from crawlers.visible_fields import (
    id_in_address,
    labelled_fields,
    main_heading,
    says_unavailable,
    shown_availability,
    shown_brand,
)
from crawlers.visible_price import VisiblePrice, visible_prices

_SURE = 3.5
"""Score from which a price is the page's own, where the page also says that its goods are not to be had."""


class ShopPage(ProductFields):
    """What a shop page says of its product."""

    amount: Decimal | None = None
    """`price` as a number, in full units of the currency; None where it is no number."""
    amount_high: Decimal | None = None
    """`price_high` as a number, where it is above `amount`."""
    price_why: str = ""
    """Where the price comes from and why it is this one, for people; empty without a price."""


def read_shop_page(document: Document, markup: Markup | None = None) -> ShopPage:
    """Everything that *document* shows of its product. Never raises."""
    stated = product_by_syntax(document, markup or read_markup(document))
    hidden = hidden_amounts(document)
    return shop_page(document, stated, visible_prices(document, hidden), hidden)


def shop_page(
    document: Document,
    stated: Mapping[ProductSyntax, ProductFields],
    shown: list[VisiblePrice],
    hidden: Counter[Decimal],
) -> ShopPage:
    """`read_shop_page` from what the parsers saw: *stated* in markup, *shown*, likeliest first, *hidden* in scripts."""
    merged = merge_product(document, stated)
    labelled = labelled_fields(document)
    fields = {name: value for name, value in dict(merged).items() if value}
    heading = main_heading(document)
    usual = {
        "name": document.lines[heading].text if heading is not None else None,
        "sku": labelled.get("sku") or id_in_address(document.address),
        "mpn": labelled.get("mpn"),
        "gtin": labelled.get("gtin"),
        "brand": labelled.get("brand") or shown_brand(document) or labelled.get("maker"),
        "seller": labelled.get("seller"),
        "availability": shown_availability(document),
    }
    if says_unavailable(document):
        # Templates state InStock for everything; a sentence beside the headline is about this product.
        fields["availability"] = "OutOfStock"
        # Where the goods are not to be had, offers of others and shares of payments are what is left.
        shown = [price for price in shown if price.score >= _SURE]
    fields = {name: value for name, value in usual.items() if value} | fields
    fields |= {name: labelled[name] for name in ("sku",) if name in labelled}
    chosen = choose_price(stated, shown, clear_amount(hidden))
    return ShopPage.model_validate(fields | _price_fields(merged, chosen))


def _price_fields(merged: ProductFields, chosen: ChosenPrice | None) -> dict[str, object]:
    """Price and currency; both as the markup writes them where it holds no number."""
    if chosen is None:
        return {"amount": None}
    high = chosen.high if chosen.high is not None and chosen.high > chosen.amount else None
    from_markup = chosen.parser in {"json-ld", "microdata", "rdfa", "opengraph"}
    return {
        "price": chosen.text,
        "price_high": None if high is None else merged.price_high if from_markup else f"{high:f}",
        "currency": chosen.currency or _currency_of(merged, chosen.text),
        "amount": chosen.amount,
        "amount_high": high,
        "price_why": f"{chosen.parser}: {chosen.why}",
    }


def _currency_of(merged: ProductFields, price: str) -> str | None:
    """The currency that the markup names for anything, unless the sign of *price* means others."""
    family = currencies_of_sign(price)
    return merged.currency if not family or merged.currency in family else None
