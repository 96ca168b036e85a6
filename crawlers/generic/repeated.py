"""What repeats on a page: groups of like links, each in a card of its own, and which group the page is a list of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crawlers.document import Document
from crawlers.shop_words import class_words
from crawlers.states import weight

_LEVELS = 6
_LEAST_CARDS = 3
_MOST_LINKS = 5_000
_DIGITS = re.compile(r"\d+")
_LEAST_TEXT = 4
_FRAME = frozenset({"nav", "footer", "aside", "header"})
_FRAME_CLASS_NAMES = """
nav navigation navbar menu footer sidebar aside breadcrumb breadcrumbs pagination pager related recommend recommended
recommendations similar upsell carousel slider toolbar filter filters facets tags share social
"""
_FRAME_CLASSES = frozenset(_FRAME_CLASS_NAMES.split())


@dataclass(frozen=True)
class Card:
    """One of the things that a list shows."""

    element: Any
    """The largest element that holds this one and no other of the group."""
    link: Any
    """The link to the thing's own page."""
    url: str
    """Absolute address of the link."""
    text: str
    """Text of the link."""


@dataclass(frozen=True)
class Repeated:
    """Cards that are built alike."""

    cards: tuple[Card, ...]
    """In the order of the page, each address once."""
    look: tuple[str, ...]
    """Host of the links, and tags and classes of the elements around them: what makes them a group."""
    in_frame: bool
    """They stand in the site's frame: a menu, a footer, a strip of other things."""

    @property
    def weight(self) -> int:
        """Characters of text in all cards, Chinese ones threefold."""
        return sum(weight(_text(card.element)) for card in self.cards)

    @property
    def link_weight(self) -> float:
        """Characters of the text of one link, on the average."""
        return sum(weight(card.text) for card in self.cards) / len(self.cards)


def repeated_groups(document: Document) -> list[Repeated]:
    """Groups of at least three cards, those outside the frame first, then the weightiest."""
    by_look: dict[tuple[str, ...], dict[str, Any]] = {}
    for link in islice(document.tree.iter("a"), _MOST_LINKS):
        address = document.join(link.get("href") or "")
        if address is None or address.partition("#")[0] == document.address.partition("#")[0]:
            continue
        address = address.partition("#")[0]
        look = (urlsplit(address).netloc, *_path(link))
        known = by_look.setdefault(look, {})
        # Picture and title of a card lead to the same page: the link with text is the one to read.
        if address not in known or (not _text(known[address]) and _text(link)):
            known[address] = link
    groups = [_group(look, links) for look, links in by_look.items() if len(links) >= _LEAST_CARDS]
    return sorted((group for group in groups if group.cards), key=lambda group: (group.in_frame, -group.weight))


def _group(look: tuple[str, ...], links: dict[str, Any]) -> Repeated:
    held = Counter(outer for link in links.values() for outer in link.iterancestors())
    cards = []
    for address, link in links.items():
        card = link
        for outer in link.iterancestors():
            if held[outer] > 1:
                break
            card = outer
        if len(_text(card)) >= _LEAST_TEXT:
            cards.append(Card(card, link, address, _text(link)))
    return Repeated(tuple(cards), look, in_frame=is_in_frame(next(iter(links.values()))))


def is_in_frame(link: Any) -> bool:
    """Whether an element stands in a menu, a footer, or a strip of other things."""
    return any(
        outer.tag in _FRAME or class_words(outer) & _FRAME_CLASSES
        for outer in (link, *link.iterancestors())
        if outer.tag not in {"body", "html", "main"}
    )


def _path(link: Any) -> list[str]:
    return [_step(link), *(_step(outer) for outer in islice(link.iterancestors(), _LEVELS))]


def _step(element: Any) -> str:
    names = sorted(_DIGITS.sub("", name) for name in (element.get("class") or "").split())
    return f"{element.tag}.{'.'.join(names[:1])}"


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
