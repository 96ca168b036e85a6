"""What a page's markup says of the thing it sells: schema.org first, then OpenGraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from crawlers.document import Document
from crawlers.markup import Markup, MarkupItem, Syntax, read_markup
from crawlers.records import CrawlRecord
from crawlers.shop_words import iso_code

ProductSyntax = Syntax | Literal["opengraph"]
"""Where markup says something of a product."""

PRODUCT_TYPES = frozenset(
    {"Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts", "Vehicle", "Car"}
)
_OFFER_TYPES = frozenset({"Offer", "AggregateOffer", "OfferForPurchase", "Demand"})
_ISO = re.compile(r"[A-Z]{3}")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_MOST_IMAGES = 50
_MOST_PRODUCTS = 200
_IN_STOCK = frozenset(
    {"InStock", "LimitedAvailability", "OnlineOnly", "InStoreOnly", "PreOrder", "PreSale", "BackOrder"}
)
_AVAILABILITY = {
    name.lower(): name for name in (*_IN_STOCK, "OutOfStock", "SoldOut", "Discontinued", "MadeToOrder", "Reserved")
} | {
    "available": "InStock",
    "oos": "OutOfStock",
    "outofstock": "OutOfStock",
    "preorder": "PreOrder",
    "instoreavailable": "InStock",
}


class ProductFields(CrawlRecord):
    """One product or listing as markup states it. A field that the markup lacks is None or empty."""

    name: str | None = None
    """Title."""
    price: str | None = None
    """As written, of the offer that holds now; the low end where a range is stated."""
    price_high: str | None = None
    """High end of a range, as written."""
    prices: tuple[str, ...] = ()
    """Every price that the offers of the product state, as written: variants, sellers, both ends of ranges."""
    currency: str | None = None
    """ISO 4217."""
    availability: str | None = None
    """Local name of the schema.org term where it is one (InStock, OutOfStock, …), else as written."""
    condition: str | None = None
    """Local name of the schema.org term (NewCondition, UsedCondition, …), else as written."""
    quantity: str | None = None
    """Stock that the markup states, as written."""
    sku: str | None = None
    """The seller's id of the product."""
    product_id: str | None = None
    """Another id that the page gives."""
    mpn: str | None = None
    """The maker's part number."""
    gtin: str | None = None
    """GTIN, EAN, UPC or ISBN."""
    brand: str | None = None
    """Brand or maker."""
    seller: str | None = None
    """Name."""
    seller_url: str | None = None
    """Absolute address."""
    description: str | None = None
    """May hold HTML."""
    images: tuple[str, ...] = ()
    """Absolute addresses."""
    posted: str | None = None
    """Date of the listing as written."""
    url: str | None = None
    """Canonical address of the page."""


def read_product(document: Document, markup: Markup | None = None) -> ProductFields:
    """Everything that *document*'s markup says of its main product. Never raises.

    Each field comes from the first syntax that has it, in the order JSON-LD, microdata, RDFa, OpenGraph; price and
    currency come from the same one.
    """
    return merge_product(document, product_by_syntax(document, markup or read_markup(document)))


def product_by_syntax(document: Document, markup: Markup) -> dict[ProductSyntax, ProductFields]:
    """What each syntax says of the main product, in the order in which they are believed. Never raises."""
    found: dict[ProductSyntax, ProductFields] = {
        item.syntax: ProductFields.model_validate(_fields(document, item)) for item in _by_syntax(document, markup)
    }
    if graph := _open_graph(document):
        found["opengraph"] = ProductFields.model_validate(graph)
    return found


def merge_product(document: Document, by_syntax: Mapping[ProductSyntax, ProductFields]) -> ProductFields:
    """One product out of what the syntaxes say, as `read_product` tells."""
    merged: dict[str, object] = {}
    for fields in by_syntax.values():
        other_price = "price" in merged and fields.price != merged["price"]
        for name, value in fields:
            if value and not (other_price and name == "currency"):
                merged.setdefault(name, value)
    merged["url"] = document.link("canonical") or document.meta("og:url")
    return ProductFields.model_validate({name: value for name, value in merged.items() if value})


def _by_syntax(document: Document, markup: Markup) -> Iterator[MarkupItem]:
    """The main product of each syntax, or else the main offer."""
    for syntax in ("json-ld", "microdata", "rdfa"):
        for types in (PRODUCT_TYPES, _OFFER_TYPES):
            found = list(islice((item for item in markup.of_type(types) if item.syntax == syntax), _MOST_PRODUCTS))
            if found:
                item = max(found, key=lambda item: _likelihood(document, item))
                # Of several that all are called otherwise than the page, none is what the page is about.
                if len(found) == 1 or _is_of_the_page(document, item):
                    yield item
                break


def _likelihood(document: Document, item: MarkupItem) -> int:
    """How likely *item* is what the page is about. The first of equals wins."""
    name = _squeezed(item.text("name"))
    path = urlsplit(document.address).path
    at = urlsplit(item.text("url", "@id") or "").path
    return (
        4 * any(name and name == head.casefold() for head in document.headings)
        + 2 * (len(at) > 1 and at == path)
        + 2 * bool(item.properties.get("offers"))
        + bool(name)
    )


def _is_of_the_page(document: Document, item: MarkupItem) -> bool:
    path = urlsplit(document.address).path
    at = urlsplit(item.text("url", "@id") or "").path
    name = frozenset(_WORD.findall((item.text("name") or "").casefold()))
    titles = [*document.headings, document.meta("og:title") or "", document.tree.findtext(".//title") or ""]
    called = frozenset(word for title in titles for word in _WORD.findall(title.casefold()))
    return not name or not called or (len(at) > 1 and at == path) or 2 * len(name & called) >= len(name)


def _fields(document: Document, item: MarkupItem) -> dict[str, object]:
    offers = [item] if item.types & _OFFER_TYPES else list(_offers(item))
    offer = _best(offers, item.text("sku", "productID"))
    found: dict[str, object] = {
        "name": item.text("name"),
        "sku": item.text("sku"),
        "product_id": item.text("productID", "identifier"),
        "mpn": item.text("mpn"),
        "gtin": item.text("gtin13", "gtin", "gtin14", "gtin12", "gtin8", "ean", "isbn"),
        "brand": item.text("brand", "manufacturer"),
        "description": item.text("description"),
        "images": _images(document, item),
        "condition": _local(item.text("itemCondition")),
        "posted": item.text("datePosted", "datePublished", "releaseDate"),
    }
    if offer is not None:
        found |= _offer_fields(document, offer, offers)
        found["prices"] = tuple(text for one in offers[:_MOST_PRODUCTS] for text in _prices(one))
    found["sku"] = found["sku"] or (offer and offer.text("sku"))
    found["condition"] = found["condition"] or (offer and _local(offer.text("itemCondition")))
    return {name: value for name, value in found.items() if value}


def _offers(item: MarkupItem) -> Iterator[MarkupItem]:
    for offer in item.items("offers", "offer"):
        inner = list(_offers(offer))
        yield from ([offer] if offer.text("price", "lowPrice") or not inner else inner)
    for variant in item.items("hasVariant"):
        yield from _offers(variant)


def _best(offers: list[MarkupItem], sku: str | None) -> MarkupItem | None:
    """The offer for the product's own id, else the first that can be bought, else the first."""

    def rank(offer: MarkupItem) -> tuple[bool, bool]:
        return bool(sku) and offer.text("sku", "productID") == sku, _availability(offer) in _IN_STOCK

    return max(offers, key=rank, default=None)


def _offer_fields(document: Document, offer: MarkupItem, offers: Iterable[MarkupItem]) -> dict[str, object]:
    carrier = offer
    if offer.text("price", "lowPrice") is None:
        specified = offer.items("priceSpecification")
        carrier = next((one for one in specified if one.text("price", "minPrice")), offer)
    stated = [state for state in map(_availability, offers) if state]
    buyable = next((state for state in stated if state in _IN_STOCK), None)
    seller = next(offer.items("seller", "offeredBy"), None)
    currency = (carrier.text("priceCurrency") or offer.text("priceCurrency") or "").upper()
    return {
        "price": carrier.text("price", "lowPrice", "minPrice"),
        "price_high": carrier.text("highPrice", "maxPrice"),
        "currency": iso_code(currency) if _ISO.fullmatch(currency) else None,
        "availability": buyable or next(iter(stated), None),
        "quantity": offer.text("inventoryLevel"),
        "seller": offer.text("seller", "offeredBy"),
        "seller_url": document.join(seller.text("url", "@id") or "") if seller else None,
        "posted": offer.text("availabilityStarts", "validFrom"),
    }


def _prices(offer: MarkupItem) -> Iterator[str]:
    for item in (offer, *offer.items("priceSpecification")):
        for name in ("price", "lowPrice", "highPrice"):
            yield from item.texts(name)


def _availability(offer: MarkupItem) -> str | None:
    return availability_term(offer.text("availability"))


def availability_term(text: str | None) -> str | None:
    """*text* as a schema.org term (``in stock`` and ``https://schema.org/InStock`` are ``InStock``), else as it is."""
    if text is None:
        return None
    return _AVAILABILITY.get(re.sub(r"[^a-z]", "", (_local(text) or "").lower()), text)


def _open_graph(document: Document) -> dict[str, object]:
    currency = (document.meta("product:price:currency", "og:price:currency") or "").upper()
    images = document.metas.get("og:image", [])
    found = {
        "name": document.meta("og:title", "twitter:title"),
        "price": document.meta("product:sale_price:amount", "product:price:amount", "og:price:amount"),
        "currency": iso_code(currency) if _ISO.fullmatch(currency) else None,
        "availability": availability_term(document.meta("product:availability", "og:availability")),
        "condition": document.meta("product:condition"),
        "sku": document.meta("product:retailer_item_id"),
        "mpn": document.meta("product:mfr_part_no"),
        "gtin": document.meta("product:ean", "product:upc", "product:isbn"),
        "brand": document.meta("product:brand", "og:brand"),
        "description": document.meta("og:description", "description", "twitter:description"),
        "images": tuple(address for image in images[:_MOST_IMAGES] if (address := document.join(image))),
    }
    return {name: value for name, value in found.items() if value}


def _images(document: Document, item: MarkupItem) -> tuple[str, ...]:
    texts = [text for name in ("image", "photo") for text in item.texts(name)]
    texts += [text for image in item.items("image") if (text := image.text("contentUrl", "url"))]
    absolute = (document.join(text) for text in texts[:_MOST_IMAGES])
    return tuple(dict.fromkeys(address for address in absolute if address))


def _local(text: str | None) -> str | None:
    return re.split(r"[/#]", text.rstrip("/#"))[-1] if text else None


def _squeezed(text: str | None) -> str:
    return _SPACE.sub(" ", text or "").strip().casefold()
