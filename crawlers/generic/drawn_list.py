"""What the entry of a list needs that only a browser draws: what to wait for, and the button that brings more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from crawlers.document import Document
from crawlers.generic.paging import words
from crawlers.generic.repeated import Card

_LEAST_PREFIX = 4
_WHOLE_STEPS = re.compile(r"^.*[/?=&\-]")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_MOST_CLICKS = 200


def drawn_entry(document: Document, cards: Sequence[Card]) -> dict[str, Any]:
    """Keys of the entry beside its address. *cards* are the list's own, as drawn."""
    keys: dict[str, Any] = {"rendering": "browser"}
    if links := _links(cards):
        keys["wait_for"] = links
        if button := next(_buttons(document), None):
            keys["more"] = {"click": button, "grows": links, "max_clicks": _MOST_CLICKS}
    return keys


def _links(cards: Sequence[Card]) -> str | None:
    """CSS of the links to the items, by what all their addresses begin with; None where that is next to nothing."""
    common = _WHOLE_STEPS.match(_common([card.link.get("href") or "" for card in cards]))
    if common is None or len(common.group()) < _LEAST_PREFIX or '"' in common.group():
        return None
    return f'a[href^="{common.group()}"]'


def _common(texts: Sequence[str]) -> str:
    """What all begin with."""
    first, last = min(texts), max(texts)
    return next((first[:at] for at, letter in enumerate(first) if last[at : at + 1] != letter), first)


def _buttons(document: Document) -> Iterator[str]:
    """CSS of what says "load more"."""
    for element in document.tree.iter("button", "a"):
        label = " ".join("".join(element.itertext()).split()).casefold()
        if label in words()["more"] and (css := _css(element)):
            yield css


def _css(element: Any) -> str | None:
    if _NAME.fullmatch(element.get("id") or ""):
        return f"{element.tag}#{element.get('id')}"
    classes = [name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)]
    return f"{element.tag}.{'.'.join(classes)}" if classes else None
