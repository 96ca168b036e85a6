"""Any page of any site, read without a source: what it is, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

from crawlers.article_page import ArticleFields, read_article_page
from crawlers.document import Document
from crawlers.generic.currency import PageCurrency, page_currency
from crawlers.generic.kind import KindFound, PageKind, kind_of
from crawlers.hidden_price import hidden_amounts
from crawlers.markup import Markup, read_markup
from crawlers.posted_times import posted_time
from crawlers.records import CrawlRecord
from crawlers.shop_page import ShopPage, shop_page
from crawlers.states import Refusal
from crawlers.structured import ProductFields, ProductSyntax, product_by_syntax
from crawlers.visible_price import VisiblePrice, visible_prices

Availability = Literal["in_stock", "out_of_stock", "preorder"]

_AVAILABILITY: dict[str, Availability] = {
    "InStock": "in_stock",
    "LimitedAvailability": "in_stock",
    "OnlineOnly": "in_stock",
    "InStoreOnly": "in_stock",
    "MadeToOrder": "in_stock",
    "PreOrder": "preorder",
    "PreSale": "preorder",
    "BackOrder": "preorder",
    "OutOfStock": "out_of_stock",
    "SoldOut": "out_of_stock",
    "Discontinued": "out_of_stock",
    "Reserved": "out_of_stock",
}


class SeenPage(CrawlRecord):
    """One page as ``chipwatch source check --format json`` prints it: these keys, in this order."""

    file: str | None = None
    """Path as it was given; none for a page that was fetched."""
    url: str | None = None
    """Address that the page came from, or the one that it calls its own."""
    kind: PageKind
    """listing: one thing for sale; list: links to several; blocked, gone: no content, by the page's own words."""
    name: str | None = None
    """Name of the goods, or headline."""
    price: Decimal | None = None
    """What a buyer pays now, full units; the low end of a range, the current bid of an auction. Listings only."""
    price_max: Decimal | None = None
    """High end, where a range is stated."""
    currency: str | None = None
    """ISO 4217 of the price."""
    availability: Availability | None = None
    """Only where markup or page say so."""
    seller: str | None = None
    """Name as shown."""
    published: datetime | None = None
    """UTC; midnight where only a day is given."""
    language: str | None = None
    """BCP 47: declared, else told by the script of the text."""
    text: str | None = None
    """The article's body, paragraphs apart by a blank line; of a listing its running text."""


@dataclass(frozen=True)
class PageReading:
    """A page with everything that led to what is said of it."""

    page: SeenPage
    kind: KindFound
    currency: PageCurrency | None
    markup: Markup
    stated: dict[ProductSyntax, ProductFields]
    """By syntax."""
    shown: list[VisiblePrice]
    """The likeliest first."""
    shop: ShopPage
    article: ArticleFields


def read_any_page(document: Document, *, file: str | None = None, refused: Refusal | None = None) -> PageReading:
    """Everything that *document* shows, whatever it is; *refused* is what its answer's status and address say."""
    markup = read_markup(document)
    stated = product_by_syntax(document, markup)
    hidden = hidden_amounts(document)
    shown = visible_prices(document, hidden)
    shop = shop_page(document, stated, shown, hidden)
    article = read_article_page(document, markup)
    kind = (
        KindFound(refused.state, refused.reason) if refused else kind_of(document, markup, stated, shown, shop, article)
    )
    sells = kind.kind in {"listing", "gone"}
    currency = page_currency(document, shop.currency, shop.price or "") if sells and shop.amount is not None else None
    page = SeenPage(
        file=file,
        url=document.address or article.url,
        kind=kind.kind,
        name=(shop.name if sells else article.title) or article.title or shop.name,
        price=shop.amount if sells else None,
        price_max=shop.amount_high if sells else None,
        currency=currency.code if currency else None,
        availability=_AVAILABILITY.get(shop.availability or "") if sells else None,
        seller=shop.seller if sells else None,
        published=_published(shop, article, is_article=not sells),
        language=document.lang or _by_script(article.text or shop.name or ""),
        text=(article.text or None) if kind.kind not in {"blocked", "list"} else None,
    )
    return PageReading(page, kind, currency, markup, stated, shown, shop, article)


def _published(shop: ShopPage, article: ArticleFields, *, is_article: bool) -> datetime | None:
    posted = posted_time(shop.posted, UTC) if shop.posted and not is_article else None
    return posted or (article.published_at if is_article else None)


def _by_script(text: str) -> str | None:
    """The language that the characters of *text* belong to; None for Latin ones, which many share."""
    counts = {
        "ja": sum("\u3040" <= char <= "\u30ff" for char in text) * 4,
        "ko": sum("\uac00" <= char <= "\ud7a3" for char in text),
        "zh": sum("\u4e00" <= char <= "\u9fff" for char in text),
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] * 4 > len(text) > 0 else None
