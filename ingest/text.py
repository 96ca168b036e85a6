"""The text that the extractor reads: what a page shows, put together once, so that spans can point into it."""

from __future__ import annotations

from crawlers.records import ArticlePage, Capture, ListingPage
from extract.records import Hints

MAX_CHARACTERS = 200_000
"""A page of more text is read to here: ten times the longest real one known. The spool keeps all of it."""


def page_text(page: ListingPage | ArticlePage) -> str:
    """Title, body, stock, place and labelled values, a line each; what the body says already stands once."""
    body = page.text.strip()
    title = (page.title or "").strip()
    parts = [title] if title and not body.startswith(title) else []
    parts.append(body)
    if isinstance(page, ListingPage):
        parts.extend(field for field in (page.availability, page.place) if field and field not in body)
        parts.extend(f"{label}: {value}" for label, value in page.attributes.items() if value and value not in body)
    return "\n".join(part for part in parts if part)[:MAX_CHARACTERS]


def page_hints(capture: Capture) -> Hints:
    """What the page says beside its text, and what its site takes for granted."""
    page = capture.page
    if not isinstance(page, ListingPage):
        return Hints(country=capture.country)
    return Hints(
        price=page.price,
        currency=page.currency,
        default_currency=capture.default_currency,
        seller=page.seller,
        country=capture.country,
    )
