"""A first draft of a source, from one list page and some of its items: to be looked at and edited by a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from babel.core import get_global

from crawlers.document import Document
from crawlers.generic.item_addresses import ItemAddresses, item_addresses
from crawlers.generic.page import PageReading
from crawlers.generic.paging import Paging, paging_of
from crawlers.generic.repeated import Repeated, repeated_groups
from crawlers.price_text import price_in
from crawlers.states import weight
from crawlers.visible_lines import visible_lines
from foundation.errors import UsageError

_LEAST_CARDS = 3
_TELLING_LINK = 8
_MOST_SIBLINGS = 20
_NAME = re.compile(r"[^a-z0-9]+")
_WAY_OUT = "give the address of a page that lists goods or threads: a category, a board, a search"


@dataclass(frozen=True)
class ListSeen:
    """What a list page shows of itself."""

    document: Document
    group: Repeated
    """Its items."""
    addresses: ItemAddresses
    paging: Paging | None
    siblings: tuple[str, ...]
    """Other lists of the site that are addressed alike."""


def with_next_page(seen: ListSeen, following: Document) -> ListSeen:
    """*seen* with the addresses that the *following* page of the list shows: sites address items in several ways."""
    same = next((group for group in repeated_groups(following) if group.look == seen.group.look), None)
    if same is None:
        return seen
    addresses = item_addresses([card.url for card in (*seen.group.cards, *same.cards)])
    return seen if addresses is None else replace(seen, addresses=addresses)


def read_list(document: Document) -> ListSeen:
    """The items of *document* and how it leads on. Raises `UsageError` where it shows no list."""
    host = urlsplit(document.address).netloc
    groups = [
        group
        for group in repeated_groups(document)
        if len(group.cards) >= _LEAST_CARDS and urlsplit(group.cards[0].url).netloc == host
    ]
    for group in sorted(groups, key=_likelihood, reverse=True):
        addresses = item_addresses([card.url for card in group.cards])
        if addresses is not None:
            paging = paging_of(document)
            return ListSeen(document, group, addresses, paging, _siblings(document, addresses, paging))
    scripts = sum(1 for _ in document.tree.iter("script"))
    problem = "shows no list of links without a browser" if scripts else "shows no list of links"
    way_out = f"add --browser, or {_WAY_OUT}" if scripts else _WAY_OUT
    raise UsageError(problem, where=document.address, way_out=way_out)


def _likelihood(group: Repeated) -> tuple[bool, bool, bool, int]:
    priced = sum(any(price_in(line, named=True) for line in visible_lines(card.element)) for card in group.cards)
    return not group.in_frame, group.link_weight >= _TELLING_LINK, 2 * priced >= len(group.cards), group.weight


def _siblings(document: Document, items: ItemAddresses, paging: Paging | None) -> tuple[str, ...]:
    """Addresses on the page that differ from its own in one word only, and are neither items nor its further pages."""
    here = document.address.partition("#")[0]
    shape = _pieces(here)
    further = _pieces(paging.target) if paging else None
    counted = next((at for at, (a, b) in enumerate(zip(shape, further or (), strict=False)) if a != b), None)
    found: dict[str, None] = {}
    for link in document.tree.iter("a"):
        address = (document.join(link.get("href") or "") or "").partition("#")[0]
        pieces = _pieces(address)
        differing = [at for at, (a, b) in enumerate(zip(shape, pieces, strict=False)) if a != b]
        if len(pieces) != len(shape) or len(differing) != 1 or differing[0] in {0, counted}:
            continue
        if not re.search(items.url, address):
            found.setdefault(address)
    return tuple(found)[:_MOST_SIBLINGS]


def _pieces(address: str) -> list[str]:
    parts = urlsplit(address)
    return [parts.netloc, *re.split(r"([/?&=.]|(?<=\D)(?=\d)|(?<=\d)(?=\D))", f"{parts.path}?{parts.query}")]


def draft_source(seen: ListSeen, items: Sequence[PageReading], day: date, name: str | None = None) -> dict[str, Any]:
    """The keys of a source that crawls the list and reads *items*, in the order in which they are written."""
    parts = urlsplit(seen.document.address)
    languages = [one.page.language for one in items if one.page.language] or [seen.document.lang or "en"]
    currencies = [one.page.currency for one in items if one.page.currency]
    entry = seen.paging.url if seen.paging and seen.paging.url else seen.document.address.partition("#")[0]
    draft: dict[str, Any] = {
        "name": name or _name(parts.hostname or "site", parts.port),
        "title": (seen.document.meta("og:site_name") or parts.hostname or "")[:80],
        "kind": _kind(items),
        "languages": sorted(set(languages)),
    }
    if country := _country(parts.hostname or ""):
        draft["country"] = country
    if currencies:
        draft["currency"] = max(set(currencies), key=currencies.count)
    draft |= {
        "homepage": f"{parts.scheme}://{parts.netloc}/",
        "terms": f"Not read yet. robots.txt allowed the pages of this draft on {day.isoformat()}.",
        "status": "unverified",
        "observed": f"drafted from {seen.document.address} on {day.isoformat()}",
        "entries": [{"kind": "list", "url": url} for url in (entry, *seen.siblings)],
    }
    if seen.paging and seen.paging.next:
        draft["lists"] = {"next": seen.paging.next}
    draft["pages"] = {"url": seen.addresses.url, "key": "{id}"}
    urls = {name: list(value) for name in ("keep", "drop") if (value := getattr(seen.addresses, name))}
    if urls:
        draft["urls"] = urls
    return draft


def _kind(items: Sequence[PageReading]) -> str:
    articles = sum(one.page.kind == "article" and weight(one.page.text or "") > 0 for one in items)
    if items and 2 * articles > len(items):
        return "forum" if any(_is_thread(one) for one in items) else "news"
    return "shop"


def _is_thread(reading: PageReading) -> bool:
    return any("DiscussionForumPosting" in item.types for item in reading.markup.items) or bool(
        re.search(r"(?:thread|topic|forum|viewtopic|tid=|/t/|bbs)", reading.page.url or "")
    )


def _name(host: str, port: int | None) -> str:
    words = [word for word in _NAME.split(host.lower()) if word not in {"www", "com", ""}]
    return "-".join([*words, *([str(port)] if port else [])])[:60] or "site"


def _country(host: str) -> str | None:
    ending = host.rpartition(".")[2].upper().replace("UK", "GB")
    return ending if ending in get_global("territory_currencies") and len(ending) == 2 else None
