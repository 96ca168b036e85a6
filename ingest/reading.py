"""What the extractor reads on a captured page, with contact details covered as the operator wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crawlers.records import ArticlePage, Capture, ListingPage
from extract.masking import hider
from extract.pipeline import Extractor
from extract.records import Extraction
from ingest.text import page_hints, page_text


@dataclass(frozen=True)
class PageReading:
    """A page as the index will show it."""

    page: ListingPage | ArticlePage
    """As parsed; its own texts may hold raw contacts and go no further."""
    text: str
    """What the extractor read; spans of evidence point into it."""
    title: str | None
    """Title of the page."""
    seller: str | None
    """As read, else as the page shows it."""
    extraction: Extraction
    """What was read."""


def read_pages(extractor: Extractor, captures: Iterable[Capture], *, raw_contacts: bool) -> Iterator[PageReading]:
    """One reading for every capture with content, in their order.

    Without *raw_contacts* every contact that was found is covered wherever the page's texts repeat it. Pages stay
    as they are in the spool and the WARC files: these are evidence.
    """
    shown = [(capture, capture.page) for capture in captures if capture.page and capture.state == "content"]
    texts = [page_text(page) for _, page in shown]
    options: list[dict[str, Any]] = [
        {"kind": page.kind, "lang": page.lang, "hints": page_hints(capture)} for capture, page in shown
    ]
    extractions = extractor.pipe(zip(texts, options, strict=True))
    for (_, page), text, extraction in zip(shown, texts, extractions, strict=True):
        seller = extraction.seller.name if extraction.seller else getattr(page, "seller", None)
        if raw_contacts or not extraction.contacts:
            yield PageReading(page, text, page.title, seller, extraction)
            continue
        hide = hider(text, extraction.contacts)
        covered = Extraction.model_validate(hide(extraction.model_dump()))
        yield PageReading(page, hide(text), hide(page.title), hide(seller), covered)
