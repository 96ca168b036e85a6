"""Tries a list page out: finds its items, reads some of them, drafts a source, and reads the list by the draft."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from crawlers.checking import fetch_page
from crawlers.decoding import decode
from crawlers.document import Document
from crawlers.drawn_pages import draw_pages
from crawlers.generic.draft import ListSeen, draft_source, read_list, with_next_page
from crawlers.generic.drawn_list import drawn_entry
from crawlers.generic.item_fields import item_fields
from crawlers.generic.page import PageReading, read_any_page
from crawlers.reading import read_response
from crawlers.response import PageResponse
from crawlers.saved import read_saved
from crawlers.source import Source
from crawlers.states import refusal, refused_by_status
from foundation.errors import ChipwatchError, CrawlError
from foundation.settings import Settings

Fetch = Callable[[Sequence[str]], Sequence[PageResponse | ChipwatchError]]
"""Pages by their addresses, in the same order; of those that cannot be had, why."""

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
    settings: Settings,
    url: str,
    *,
    file: Path | None = None,
    name: str | None = None,
    most_items: int = 3,
    drawn: bool = False,
) -> Tried:
    """Draft a source from the list page at *url*, fetched now, *drawn* by a browser or saved in *file*.

    The next page and at most *most_items* items are fetched, `delay_s` apart and as robots.txt allows; none of these
    for a saved page. Items are drawn where plain pages of them show nothing. Raises `UsageError` where the page shows
    no list, `CrawlError` where it cannot be had.
    """
    fetch: Fetch = partial(draw_pages if drawn else _fetch_pages, settings)
    response = _saved(settings, url, file) if file else _first(settings, url, drawn=drawn)
    if refused := refused_by_status(response.status):
        raise CrawlError(f"the site refused the page ({refused.reason})", where=url, way_out="try later")
    document = _document(response)
    if found := refusal(document, listing=False):
        raise CrawlError(f"the page is none ({found.reason})", where=url, way_out="save it by hand and give the file")
    seen = read_list(document)
    documents: list[Document] = []
    troubles: list[str] = []
    items_drawn = False
    if file is None:
        seen = _with_next_page(fetch, seen)
        look = partial(_look, _spread([card.url for card in seen.group.cards], most_items))
        documents, troubles = look(partial(_fetch_pages, settings))
        if drawn and not any(_shows_something(one) for one in documents):
            items_drawn = True
            documents, troubles = look(fetch)
    items = [read_any_page(one) for one in documents]
    shown = [one for one, item in zip(documents, items, strict=True) if item.page.kind not in {"blocked", "gone"}]
    draft = draft_source(seen, items, settings.clock.now().date(), name)
    if drawn:
        draft["entries"] = [entry | drawn_entry(document, seen.group.cards) for entry in draft["entries"]]
    if items_drawn:
        draft["pages"]["rendering"] = "browser"
    if draft["kind"] != "news" and (fields := item_fields(shown)):
        draft["pages"]["fields"] = fields
    source = Source.model_validate(draft)
    reading = read_response(source, response)
    links = [link for link in reading.links if link.role == "item"]
    return Tried(draft, seen, len(links), len(links) < len(reading.links), tuple(items), tuple(troubles))


def _saved(settings: Settings, url: str, file: Path) -> PageResponse:
    body = read_saved(file, settings.max_page_bytes)
    return PageResponse(url, 200, body, settings.clock.now(), headers={"content-type": "text/html"})


def _fetch_pages(settings: Settings, addresses: Sequence[str]) -> list[PageResponse | ChipwatchError]:
    answers: list[PageResponse | ChipwatchError] = []
    for address in addresses:
        time.sleep(settings.delay_s)
        try:
            answers.append(fetch_page(settings, address, _LANGUAGES))
        except ChipwatchError as error:
            answers.append(error)
    return answers


def _first(settings: Settings, url: str, *, drawn: bool) -> PageResponse:
    if not drawn:
        return fetch_page(settings, url, _LANGUAGES)
    (answer,) = draw_pages(settings, [url])
    if isinstance(answer, ChipwatchError):
        raise answer
    return answer


def _with_next_page(fetch: Fetch, seen: ListSeen) -> ListSeen:
    if seen.paging is None:
        return seen
    (answer,) = fetch([seen.paging.target])
    if isinstance(answer, ChipwatchError) or refused_by_status(answer.status):
        return seen
    return with_next_page(seen, _document(answer))


def _look(addresses: Sequence[str], fetch: Fetch) -> tuple[list[Document], list[str]]:
    """The pages at *addresses*, and why some of them are none."""
    items: list[Document] = []
    troubles: list[str] = []
    for address, answer in zip(addresses, fetch(addresses) if addresses else (), strict=True):
        if isinstance(answer, ChipwatchError):
            troubles.append(str(answer))
        elif refused := refused_by_status(answer.status):
            troubles.append(f"{address}: {refused.reason}")
        else:
            items.append(_document(answer))
    return items, troubles


def _shows_something(document: Document) -> bool:
    return read_any_page(document).page.kind in {"listing", "article"}


def _document(response: PageResponse) -> Document:
    return Document(decode(response.body, response.content_type).text, response.address)


def _spread(addresses: Sequence[str], most: int) -> list[str]:
    step = max(1, len(addresses) // max(1, most))
    return list(addresses[::step])[:most]
