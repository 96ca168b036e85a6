"""What each parser says of a page, field by field: for people who want to know where a value comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawlers.generic.page import PageReading
from crawlers.visible_price import VisiblePrice

_MARKUP = {"json-ld": "JSON-LD", "microdata": "microdata", "rdfa": "RDFa", "opengraph": "OpenGraph"}
_MOST_PRICES = 3


@dataclass(frozen=True)
class Claim:
    """What one parser says of one field."""

    parser: str
    """JSON-LD, microdata, RDFa, OpenGraph, CSS (an element called so) or text (signs, labels, headline)."""
    value: str
    """As it stands there."""


@dataclass(frozen=True)
class FieldShown:
    """A field of the page: what was chosen, why, and what every parser says."""

    name: str
    chosen: str | None
    why: str
    claims: tuple[Claim, ...]


def fields_shown(reading: PageReading) -> Iterator[FieldShown]:
    """The fields of *reading* in the order of `SeenPage`, those of goods only where it is a listing."""
    page, shop, article = reading.page, reading.shop, reading.article
    sells = page.kind in {"listing", "gone"}
    yield FieldShown("name", page.name, "", (*_stated(reading, "name"), *_claim("text", _headline(reading))))
    if sells:
        currency = reading.currency.why if reading.currency else ""
        yield FieldShown("price", _text(page.price), shop.price_why, tuple(_prices(reading)))
        yield FieldShown("price_max", _text(page.price_max), "", tuple(_stated(reading, "price_high")))
        yield FieldShown("currency", page.currency, currency, tuple(_stated(reading, "currency")))
        yield FieldShown("availability", page.availability, "", (*_stated(reading, "availability"),))
        yield FieldShown("seller", page.seller, "", (*_stated(reading, "seller"),))
    yield FieldShown("published", _text(page.published), "", (*_claim("article", _text(article.published_at)),))
    yield FieldShown("language", page.language, "declared" if page.language else "", ())


def _stated(reading: PageReading, field: str) -> Iterator[Claim]:
    for syntax, fields in reading.stated.items():
        yield from _claim(_MARKUP[syntax], getattr(fields, field))


def _prices(reading: PageReading) -> Iterator[Claim]:
    yield from _stated(reading, "price")
    for parser, name in (("css", "CSS"), ("text", "text")):
        best = [price for price in reading.shown if price.parser == parser][:_MOST_PRICES]
        yield from (Claim(name, _shown(price)) for price in best)


def _shown(price: VisiblePrice) -> str:
    notes = [price.place, f"score {price.score:.1f}"]
    notes += ["struck out or a former price"] if price.is_old else []
    notes += ["with bids"] if price.is_bid else []
    return f"{price.text} ({', '.join(note for note in notes if note)})"


def _headline(reading: PageReading) -> str | None:
    return reading.article.title


def _claim(parser: str, value: object) -> Iterator[Claim]:
    if value not in {None, ""}:
        yield Claim(parser, str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
