"""How a list leads on: the link to its next page, as a selector, or the number in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from crawlers.document import Document
from crawlers.picking import find
from crawlers.shop_words import class_words

_FILE = Path(__file__).with_name("paging.yaml")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Paging:
    """The way to the next page."""

    next: str | None
    """CSS selector of the link; None where the address is counted up."""
    url: str | None
    """Address with ``{page}`` in the place of the number."""
    target: str
    """Where it leads now."""


@cache
def words() -> dict[str, frozenset[str]]:
    """The classes of ``paging.yaml``."""
    return {name: frozenset(words) for name, words in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()}


def paging_of(document: Document) -> Paging | None:
    """The way from *document* to the next page of the same list; None where it shows none."""
    here = document.address.partition("#")[0]
    links = [(link, target) for link in document.tree.iter("a") if (target := document.join(link.get("href") or ""))]
    for link, target in links:
        if target.partition("#")[0] == here or urlsplit(target).netloc != urlsplit(here).netloc:
            continue
        if _is_next(link):
            for selector in _selectors(link):
                if find(document.tree, selector)[:1] == [link]:
                    return Paging(selector, None, target)
    for link, target in links:
        if _text(link) == "2" and (counted := _counted(here, target)):
            return Paging(None, counted, target)
    if target := document.link("next"):
        return Paging("link[rel=next]", None, target)
    return None


def _is_next(link: Any) -> bool:
    known = words()
    if "next" in (link.get("rel") or "").lower().split() or class_words(link) & known["classes"]:
        return True
    return any(
        text.casefold().strip(" .:") in known["texts"]
        for text in (_text(link), link.get("title") or "", link.get("aria-label") or "")
    )


def _selectors(link: Any) -> Iterator[str]:
    if "next" in (link.get("rel") or "").lower().split():
        yield "a[rel~=next]"
    for name in (link.get("class") or "").split():
        if re.fullmatch(r"[A-Za-z_][\w-]*", name):
            yield f"a.{name}"
    parent = link.getparent()
    for name in (parent.get("class") or "").split() if parent is not None else ():
        if re.fullmatch(r"[A-Za-z_][\w-]*", name):
            yield f".{name} > a"
    for name in ("title", "aria-label"):
        if value := link.get(name):
            yield f'a[{name}="{value}"]' if '"' not in value else f"a[{name}]"
    text = _text(link)
    if text and '"' not in text:
        yield f'a:contains("{text}")'


def _counted(here: str, target: str) -> str | None:
    """*target* with ``{page}`` for the number 2 by which it differs from *here*."""
    for match in _NUMBER.finditer(target):
        if match[0] != "2":
            continue
        template = f"{target[: match.start()]}{{page}}{target[match.end() :]}"
        if template.replace("{page}", "1") == here:
            return template
        parameter = re.search(r"[?&][\w-]+=$", target[: match.start()])
        if parameter and target[: parameter.start()].rstrip("?&") == here.rstrip("?&"):
            return template
    return None


def _text(link: Any) -> str:
    return " ".join("".join(link.itertext()).split())
