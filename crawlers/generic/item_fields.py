"""Selectors for what the usual words do not tell: the seller's name and the time of posting, alike on several items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from crawlers.document import Document
from crawlers.generic.repeated import is_in_frame
from crawlers.picking import find
from crawlers.shop_words import class_words, plain_label, shop_words

_SELLER_CLASSES = frozenset(
    {"seller", "vendor", "merchant", "supplier", "author", "username", "owner", "poster", "nickname", "nick"}
)
_NAMES_OF_SELLERS = tuple(frozenset({house, "name"}) for house in ("shop", "store", "company", "firm", "dealer"))
_SELLER_PATHS = re.compile(
    r"/(?:user|users|u|member|members|seller|sellers|store|stores|supplier|suppliers|company|vendor|profile|space|people)"
    r"(?:[/?.-]|$)|[?&](?:uid|userid|seller(?:_?id)?)=",
    re.IGNORECASE,
)
_MOST_NAME = 60
_SIMPLE = re.compile(r"[A-Za-z_][\w-]*")


def item_fields(items: Sequence[Document]) -> dict[str, Any]:
    """Values for ``pages.fields`` that all of *items* have; none for a single item, which proves nothing."""
    fields: dict[str, Any] = {}
    if len(items) < 2:
        return fields
    if seller := _common(items, _seller_selectors):
        fields["seller"] = seller
        if seller.startswith("a."):
            fields["seller_url"] = seller
    if posted := _common(items, _time_selectors):
        fields["posted_at"] = {"css": posted, "attr": "datetime"}
    return fields


def _common(items: Sequence[Document], selectors: Any) -> str | None:
    """The selector that every item has, the one with the fewest matches first."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(set(selectors(item)))
    everywhere = [one for one, count in counts.items() if count == len(items)]
    return min(
        everywhere, key=lambda one: (sum(len(find(item.tree, one)) for item in items), -len(one), one), default=None
    )


def _seller_selectors(item: Document) -> Iterator[str]:
    for element in item.tree.iter("a", "span", "div", "p", "b", "strong", "em", "h2", "h3", "h4", "cite"):
        text = " ".join("".join(element.itertext()).split())
        if not 2 <= len(text) <= _MOST_NAME or plain_label(text) in shop_words().fields or is_in_frame(element):
            continue
        said = class_words(element)
        named = said & _SELLER_CLASSES or any(name <= said for name in _NAMES_OF_SELLERS)
        linked = element.tag == "a" and _SELLER_PATHS.search(element.get("href") or "")
        # The link to a seller's page leads nowhere else; a class may also be that of its label.
        if (named and (element.tag == "a" or element.find(".//a") is None)) or linked:
            yield from _selectors(element)


def _time_selectors(item: Document) -> Iterator[str]:
    for element in item.tree.iter("time"):
        if element.get("datetime") and not is_in_frame(element):
            yield from _selectors(element)
            yield "time"


def _selectors(element: Any) -> Iterator[str]:
    for name in (element.get("class") or "").split():
        if _SIMPLE.fullmatch(name):
            yield f"{element.tag}.{name}"
