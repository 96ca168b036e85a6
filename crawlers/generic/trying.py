"""Tries a list page out: finds its items, reads some of them, drafts a source, and reads the list by the draft."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.checking import fetch_page
from crawlers.decoding import decode
from crawlers.document import Document
from crawlers.generic.draft import ListSeen, draft_source, read_list, with_next_page
from crawlers.generic.item_fields import item_fields
from crawlers.generic.page import PageReading, read_any_page
from crawlers.reading import read_response
from crawlers.response import PageResponse
from crawlers.saved import read_saved
from crawlers.source import Source
from crawlers.states import refusal, refused_by_status
from foundation.errors import ChipwatchError, CrawlError
from foundation.settings import Settings

_LANGUAGES = ("en", "zh;q=0.9", "*;q=0.5")


@dataclass(frozen=True)
class Tried:
    """A draft and how it fares on the pages that it was made from."""

    draft: dict[str, Any]
    """Keys of the source file, in order."""
    seen: ListSeen
    links: int
    """Items that the draft finds on the list."""
    leads_on: bool
    """The draft finds the next page."""
    items: tuple[PageReading, ...]
    """The items that were looked at."""
    troubles: tuple[str, ...]
    """Items that could not be looked at, for people."""


def try_list(
    settings: Settings, url: str, *, file: Path | None = None, name: str | None = None, most_items: int = 3
) -> Tried:
    """Draft a source from the list page at *url*, fetched now or saved in *file*.

    The next page and at most *most_items* items are fetched, `delay_s` apart and as robots.txt allows; none of these
    for a saved page. Raises `UsageError` where the page shows no list, `CrawlError` where it cannot be had.
    """
    response = _saved(settings, url, file) if file else fetch_page(settings, url, _LANGUAGES)
    if refused := refused_by_status(response.status):
        raise CrawlError(f"the site refused the page ({refused.reason})", where=url, way_out="try later")
    document = Document(decode(response.body, response.content_type).text, response.address)
    if found := refusal(document, listing=False):
        raise CrawlError(f"the page is none ({found.reason})", where=url, way_out="save it by hand and give the file")
    seen = read_list(document)
    documents: list[Document] = []
    troubles: list[str] = []
    if file is None:
        seen = _with_next_page(settings, seen)
        documents, troubles = _look(settings, seen, most_items)
    items = [read_any_page(one) for one in documents]
    shown = [one for one, item in zip(documents, items, strict=True) if item.page.kind not in {"blocked", "gone"}]
    draft = draft_source(seen, items, settings.clock.now().date(), name)
    if draft["kind"] != "news" and (fields := item_fields(shown)):
        draft["pages"]["fields"] = fields
    source = Source.model_validate(draft)
    reading = read_response(source, response)
    links = [link for link in reading.links if link.role == "item"]
    return Tried(draft, seen, len(links), len(links) < len(reading.links), tuple(items), tuple(troubles))


def _saved(settings: Settings, url: str, file: Path) -> PageResponse:
    body = read_saved(file, settings.max_page_bytes)
    return PageResponse(url, 200, body, settings.clock.now(), headers={"content-type": "text/html"})


def _with_next_page(settings: Settings, seen: ListSeen) -> ListSeen:
    if seen.paging is None:
        return seen
    time.sleep(settings.delay_s)
    try:
        response = fetch_page(settings, seen.paging.target, _LANGUAGES)
    except ChipwatchError:
        return seen
    if refused_by_status(response.status):
        return seen
    text = decode(response.body, response.content_type).text
    return with_next_page(seen, Document(text, response.address))


def _look(settings: Settings, seen: ListSeen, most: int) -> tuple[list[Document], list[str]]:
    """The pages of some items, spread over the list."""
    items: list[Document] = []
    troubles: list[str] = []
    for address in _spread([card.url for card in seen.group.cards], most):
        time.sleep(settings.delay_s)
        try:
            response = fetch_page(settings, address, _LANGUAGES)
        except ChipwatchError as error:
            troubles.append(str(error))
            continue
        if refused := refused_by_status(response.status):
            troubles.append(f"{address}: {refused.reason}")
            continue
        items.append(Document(decode(response.body, response.content_type).text, response.address))
    return items, troubles


def _spread(addresses: Sequence[str], most: int) -> list[str]:
    step = max(1, len(addresses) // max(1, most))
    return list(addresses[::step])[:most]
