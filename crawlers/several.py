"""Several items in one response: cards of a grid, objects of a JSON list, posts of a thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from crawlers.addresses import canonical
from crawlers.fields import read_attributes, read_fields
from crawlers.picking import Node, find, nodes, value
from crawlers.reading_result import ItemReading, one_line
from crawlers.records import ArticlePage, ListingPage, Page
from crawlers.site import Site, fill
from crawlers.source import Several


def read_several(
    site: Site,
    root: Node,
    spec: Several,
    base: str,
    *,
    around: Mapping[str, Any] | None = None,
    keep_fragment: bool = False,
) -> Iterator[ItemReading]:
    """The items in *root*, each key once; elements without key or address are passed over.

    *around* are fields of the page that the opening post gets where it has none of its own. *keep_fragment* is for
    posts, whose addresses differ in nothing else.
    """
    seen: set[str] = set()
    for node in nodes(root, spec.each):
        parts = site.parts(base) | {name: value(node, picks) for name, picks in spec.parts.items()}
        link = _link(node, spec, parts)
        url = _address(site, link, base, spec, keep_fragment=keep_fragment) if link else None
        key = fill(spec.key, parts) if spec.key else _key(site, url, spec) if url else None
        if key is None or url is None or key in seen:
            continue
        seen.add(key)
        found = dict(around) if around and _is_opening(node, spec.opening) else {}
        own = read_fields(site.source, node, spec.fields, base)
        found |= own
        if attributes := read_attributes(node, spec.attributes):
            found["attributes"] = attributes
        page = _page(site, {**found, "item_key": key, "url": url})
        reason = _gone(node, spec)
        yield ItemReading(
            key=key,
            url=url,
            state="gone" if reason else "content",
            reason=one_line(reason) if reason else None,
            page=page,
            own=frozenset(own),
        )


def _address(site: Site, link: str, base: str, spec: Several, *, keep_fragment: bool) -> str | None:
    found = site.address(link, base, keep_fragment=keep_fragment)
    return canonical(link, base=base, drop=site.source.urls.drop) if found is None and spec.elsewhere else found


def _key(site: Site, url: str, spec: Several) -> str | None:
    return site.key(url.partition("#")[0]) or (url if spec.elsewhere else None)


def _page(site: Site, found: dict[str, Any]) -> Page:
    if not site.source.is_article:
        return ListingPage.model_validate(found)
    wanted = {"published_at": found.get("posted_at"), **found}
    return ArticlePage.model_validate({name: wanted[name] for name in ArticlePage.model_fields if name in wanted})


def _gone(node: Node, spec: Several) -> str | None:
    """Evidence that the item is gone; a bare value of JSON is told with its name."""
    for pick in spec.gone:
        if found := value(node, (pick,)):
            name = pick.json_path.rpartition(".")[2] if pick.json_path else ""
            return f"{name}: {found}" if name else found
    return None


def _link(node: Node, spec: Several, parts: Mapping[str, str | None]) -> str | None:
    if spec.url is not None:
        return fill(spec.url, parts)
    if isinstance(node, HtmlElement):
        return node.get("href") or next((link.get("href") for link in node.iter("a") if link.get("href")), None)
    return None


def _is_opening(node: Node, css: str | None) -> bool:
    return css is not None and isinstance(node, HtmlElement) and bool(find(node, css))
