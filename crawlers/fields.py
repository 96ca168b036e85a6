"""From an element or a JSON object to a page record, by the fields of a source. Nothing is understood here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawlers.addresses import canonical
from crawlers.picking import Node, find, value, values
from crawlers.posted_times import posted_time
from crawlers.source import Fields, Rows, Source
from crawlers.visible_text import visible_text

_ISO_CURRENCY = re.compile(r"[A-Z]{3}")
_LABEL = re.compile(r"\s*[:：]\s*")
_PLAIN = ("title", "text", "price", "seller", "place", "availability", "lang")
_OF_ARTICLES = ("author", "publisher")
_MAX_ATTRIBUTES = 200


def read_fields(source: Source, root: Node, fields: Fields, base: str) -> dict[str, Any]:
    """Name → value of the fields that *root* has, ready for a page. *base* makes addresses absolute."""
    found: dict[str, Any] = {}
    for name in (*_PLAIN, *(_OF_ARTICLES if source.is_article else ())):
        picks = getattr(fields, name)
        if picks and (text := value(root, picks)) is not None:
            found[name] = text
    if (code := value(root, fields.currency)) and _ISO_CURRENCY.fullmatch(code.upper()):
        found["currency"] = code.upper()
    if (link := value(root, fields.seller_url, links=True)) and (address := canonical(link, base=base)):
        found["seller_url"] = address
    if images := _images(root, fields, base):
        found["images"] = images
    if (when := value(root, fields.posted_at)) and (moment := posted_time(when, ZoneInfo(source.timezone))):
        found["posted_at"] = moment
    return found


def read_attributes(root: Node, rows: Sequence[Rows]) -> dict[str, str]:
    """Label → value of the labelled values in *root*, in the order of the page."""
    found: dict[str, str] = {}
    if not isinstance(root, HtmlElement):
        return found
    for row in rows:
        for element in find(root, row.each):
            name, text = _row(element, row)
            if name and text and len(found) < _MAX_ATTRIBUTES:
                found.setdefault(name, text)
    return found


def _row(element: HtmlElement, row: Rows) -> tuple[str, str]:
    whole = visible_text(element)
    is_term = element.tag == "dt"
    head, *tail = _LABEL.split(whole, maxsplit=1)
    name = _first(element, row.name) if row.name else whole if is_term else head
    if row.value:
        text = _first(element, row.value)
    elif is_term:
        following = element.getnext()
        text = visible_text(following) if following is not None and following.tag == "dd" else ""
    else:
        text = tail[0] if tail else ""
    return name.rstrip(":： "), text


def _first(element: HtmlElement, css: str) -> str:
    found = find(element, css)
    return visible_text(found[0]) if found else ""


def _images(root: Node, fields: Fields, base: str) -> tuple[str, ...]:
    if not fields.images:
        return ()
    absolute = (canonical(text, base=base) for text in values(root, fields.images, links=True))
    return tuple(dict.fromkeys(address for address in absolute if address))
