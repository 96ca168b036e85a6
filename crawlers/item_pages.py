"""The page of one item, or of one thread with several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawlers.article_page import read_article_page
from crawlers.document import Document
from crawlers.fields import read_attributes, read_fields
from crawlers.picking import Node, value
from crawlers.posted_times import posted_time
from crawlers.reading_result import ItemReading, Link
from crawlers.records import ArticlePage, ListingPage, Page
from crawlers.several import read_several
from crawlers.shop_page import read_shop_page
from crawlers.site import Site
from crawlers.structured import read_product
from crawlers.visible_text import visible_text

_GUESSED = frozenset({"title", "price", "seller"})


def canonical_item(site: Site, address: str, document: Document | None) -> str:
    """The item address that the page names as its canonical one, else *address*."""
    named = document.link("canonical") if document else None
    found = site.address(named) if named else None
    return found if found and site.is_item(found) else address


def read_items(
    site: Site, address: str, root: Node, document: Document | None, *, gone: str | None
) -> Iterator[ItemReading]:
    """The item or items of a page that is not refused. *address* is canonical; *gone* is evidence that all are gone."""
    pages = site.source.pages
    base = document.base if document else address
    if pages.posts:
        around = read_fields(site.source, root, pages.fields, base)
        for item in read_several(site, root, pages.posts, base, around=around, keep_fragment=True):
            if gone and item.state == "content":
                yield replace(item, state="gone", reason=gone)
            else:
                yield item
    elif key := site.key(address):
        own = read_fields(site.source, root, pages.fields, base)
        page = _page(site, key, address, root, document, found=own)
        if gone:
            yield ItemReading(key, address, "gone", gone, page if page.title else None)
        else:
            yield ItemReading(key, address, "content", None, page, frozenset(own))


def thread_pages(site: Site, root: Node, base: str) -> Iterator[Link]:
    """Ways to the next page of the same thread."""
    link = value(root, site.source.pages.next, links=True)
    if link and (address := site.address(link, base)):
        yield Link(url=address, role=site.role(address))


def _page(site: Site, key: str, address: str, root: Node, document: Document | None, *, found: dict[str, Any]) -> Page:
    pages = site.source.pages
    if site.source.is_article:
        return _article(site, key, address, found, document)
    stated = _structured(site, document, found) if document and pages.structured else {}
    attributes = stated.pop("attributes", {}) | read_attributes(root, pages.attributes)
    merged = {**stated, **found, "attributes": attributes, "item_key": key, "url": address}
    if isinstance(root, HtmlElement):
        merged.setdefault("text", visible_text(root))
    return ListingPage.model_validate(merged)


def _structured(site: Site, document: Document, found: dict[str, Any]) -> dict[str, Any]:
    # What the page shows need not be guessed where the source has said where it stands.
    is_known = found.keys() >= _GUESSED
    shown = read_product(document) if is_known else read_shop_page(document)
    high = f" - {shown.price_high}" if shown.price_high and shown.price_high != shown.price else ""
    attributes = {
        name: text
        for name in ("condition", "quantity", "sku", "mpn", "gtin", "brand")
        if (text := getattr(shown, name, None))
    }
    posted = posted_time(shown.posted, ZoneInfo(site.source.timezone)) if shown.posted else None
    stated = {
        "title": shown.name,
        "text": _plain(shown.description),
        "price": f"{shown.price}{high}" if shown.price else None,
        "currency": shown.currency,
        "seller": shown.seller,
        "seller_url": shown.seller_url,
        "availability": shown.availability,
        "images": shown.images,
        "posted_at": posted,
        "lang": document.lang,
        "attributes": attributes,
    }
    return {name: found for name, found in stated.items() if found}


def _plain(description: str | None) -> str | None:
    if not description or not description.strip():
        return None
    return visible_text(Document(description, "").tree)


def _article(site: Site, key: str, address: str, found: dict[str, Any], document: Document | None) -> ArticlePage:
    shown = read_article_page(document, zone=ZoneInfo(site.source.timezone)) if document else None
    elsewhere = shown.url if shown and shown.url and site.address(shown.url) is None else None
    return ArticlePage(
        item_key=key,
        url=address,
        title=found.get("title") or (shown.title if shown else None),
        text=found.get("text") or (shown.text if shown else ""),
        publisher=found.get("publisher"),
        original=elsewhere,
        author=found.get("author") or (shown.author if shown else None),
        published_at=found.get("posted_at") or (shown.published_at if shown else None),
        lang=found.get("lang") or (shown.lang if shown else None),
    )
