"""A source at work on addresses: which are whose, what they show, and what key an item has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit

from crawlers.addresses import canonical, same_site
from crawlers.searches import queries_of
from crawlers.source import NOWHERE, Entry, Source

Role = Literal["item", "list", "search", "feed", "sitemap", "api"]
"""item: the page of one item or thread; the others lead to items and are named as entries are."""

_VARIABLE = re.compile(r"\{(\w+)\}")
_STAND_INS = {"{query}": "zzQUERYzz", "{page}": "zzPAGEzz", "{cursor}": "zzCURSORzz"}


def fill(template: str, variables: Mapping[str, str | None]) -> str | None:
    """*template* with every ``{name}`` replaced, or None where one of them has no value."""
    if any(not variables.get(name) for name in _VARIABLE.findall(template)):
        return None
    return _VARIABLE.sub(lambda match: variables[match[1]] or "", template)


class Site:
    """The addresses of one source. Get one with `site_of`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._item = re.compile(source.pages.url)
        self._entries = [(entry, _shape(entry.url, source.urls.drop)) for entry in source.entries]

    def address(self, text: str, base: str | None = None, *, keep_fragment: bool = False) -> str | None:
        """Canonical address of *text* on this site. None for other sites and for what is no web address."""
        drop = self.source.urls.drop
        found = canonical(text, base=base, drop=drop, keep_fragment=keep_fragment)
        if found is None or not same_site(found, self.source.netlocs):
            return None
        if self.source.urls.keep and self.is_item(found):
            return canonical(found, drop=drop, keep=self.source.urls.keep, keep_fragment=keep_fragment)
        return found

    def is_item(self, address: str) -> bool:
        """Whether the canonical *address* is that of an item's page; where feeds hold the items, no page is."""
        return not self.source.lists.off_feed and self._names_item(address)

    def is_revisited(self, address: str) -> bool:
        """Whether an item's page is asked for again where no list shows it any more: articles are not sold."""
        return not self.source.is_article and self.is_item(address)

    def key_off_feed(self, address: str) -> str | None:
        """Key of an item that a feed holds: by ``pages.url``, or the address where the source gives none."""
        if self.source.pages.url == NOWHERE:
            return address
        return fill(self.source.pages.key, self.parts(address)) if self._names_item(address) else None

    def _names_item(self, address: str) -> bool:
        return self.entry(address) is None and self._item.search(address) is not None

    def parts(self, address: str) -> dict[str, str | None]:
        """Named groups of ``pages.url`` in *address*, and the address itself as ``address``."""
        match = self._item.search(address)
        return {**(match.groupdict() if match else {}), "address": address.partition("#")[0]}

    def key(self, address: str) -> str | None:
        """Key of the item whose page is at the canonical *address*; None where it is no item's."""
        return fill(self.source.pages.key, self.parts(address)) if self.is_item(address) else None

    def entry(self, address: str) -> Entry | None:
        """The entry that *address* is a page of."""
        return next((entry for entry, shape in self._entries if shape.fullmatch(address.partition("#")[0])), None)

    def role(self, address: str) -> Role:
        """What the canonical *address* shows."""
        if entry := self.entry(address):
            return entry.kind
        return "item" if self._item.search(address) else "list"

    def is_numbered(self, address: str) -> bool:
        """Whether *address* is a page of an entry with ``{page}``."""
        entry = self.entry(address)
        return entry is not None and "{page}" in entry.url

    def next_by_number(self, address: str) -> str | None:
        """Address of the page after *address*, of an entry with ``{page}``; None after the last that may be read."""
        for entry, shape in self._entries:
            match = shape.fullmatch(address)
            if match is None:
                continue
            number = int(match["page"]) + entry.page_step
            if (number - entry.first_page) // entry.page_step >= entry.max_pages:
                return None
            return f"{address[: match.start('page')]}{number}{address[match.end('page') :]}"
        return None

    def next_by_cursor(self, address: str, cursor: str) -> str | None:
        """Address of the page that *cursor* leads to, of an entry with ``{cursor}``; None for other addresses."""
        for _, shape in self._entries:
            match = shape.fullmatch(address)
            if match is not None and "cursor" in shape.groupindex:
                return f"{address[: match.start('cursor')]}{quote(cursor, safe='')}{address[match.end('cursor') :]}"
        return None

    def starts(self) -> Iterator[tuple[Entry, str]]:
        """Every entry with each of its first addresses, one a query."""
        for entry in self.source.entries:
            first = entry.url.replace("{page}", str(entry.first_page)).replace("{cursor}", "")
            queries = queries_of(self.source.queries, self.source.searches) if "{query}" in first else ("",)
            for query in queries:
                quoted = quote(query.encode(entry.query_encoding, "replace"), safe="")
                address = canonical(first.replace("{query}", quoted), drop=self.source.urls.drop)
                if address is not None:
                    yield entry, address


def _shape(template: str, drop: tuple[str, ...]) -> re.Pattern[str]:
    for variable, stand_in in _STAND_INS.items():
        template = template.replace(variable, stand_in)
    text = re.escape(canonical(template, drop=drop) or template)
    for name, pattern in (
        ("query", r"(?P<query>[^&#]*)"),
        ("page", r"(?P<page>\d+)"),
        ("cursor", r"(?P<cursor>[^&#]*)"),
    ):
        stand_in = _STAND_INS[f"{{{name}}}"]
        text = text.replace(stand_in, pattern, 1).replace(stand_in, r"[^&#]*")
    return re.compile(text)


@lru_cache(maxsize=64)
def site_of(source: Source) -> Site:
    """The site of *source*; made once."""
    return Site(source)


def host_of(source: Source) -> str:
    """Host of the homepage, for people."""
    return urlsplit(source.homepage).netloc
