"""Articles that a feed or a news sitemap holds itself: headline, summary or body, day, publisher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree

from crawlers.document import Document
from crawlers.feeds import NotReadableError, looks_like, unpacked
from crawlers.posted_times import posted_time
from crawlers.visible_text import visible_text

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True)
class FeedArticle:
    """One entry."""

    link: str
    """Address as the feed gives it."""
    fields: dict[str, Any]
    """title, text, author, publisher and published_at (UTC) of an `ArticlePage`, where the entry has them."""


def feed_articles(body: bytes, zone: tzinfo) -> list[FeedArticle]:
    """Entries of an RSS or Atom feed. *zone* holds for times that name none. Raises `NotReadableError`."""
    feed = feedparser.parse(BytesIO(body))
    if not feed.get("version"):
        raise NotReadableError(f"the feed is neither RSS nor Atom: {looks_like(body)}")
    return [FeedArticle(entry.link, _of_entry(entry, zone)) for entry in feed.entries if entry.get("link")]


def news_articles(body: bytes, zone: tzinfo) -> list[FeedArticle]:
    """Entries of a sitemap that carry Google's news extension; an index of sitemaps has none.

    Raises `NotReadableError`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(unpacked(body), parser)
    except etree.XMLSyntaxError as error:
        raise NotReadableError(f"the sitemap is not XML: {looks_like(body)}") from error
    if root is None:
        raise NotReadableError(f"the sitemap is not XML: {looks_like(body)}")
    return list(_of_sitemap(root, zone))


def _of_entry(entry: Any, zone: tzinfo) -> dict[str, Any]:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    body = max([*contents, entry.get("summary", "")], key=len)
    when = entry.get("published") or entry.get("updated")
    publisher = (entry.get("source") or {}).get("title")
    return _given(
        title=_plain(entry.get("title", "")),
        text=_plain(body),
        author=entry.get("author"),
        publisher=publisher,
        published_at=posted_time(when, zone) if when else None,
    )


def _of_sitemap(root: Any, zone: tzinfo) -> Iterator[FeedArticle]:
    for news in root.iter(f"{_NEWS}news"):
        place = news.getparent()
        link = next((_text(child) for child in place if etree.QName(child).localname == "loc"), "")
        when = _text(news.find(f"{_NEWS}publication_date"))
        if link:
            yield FeedArticle(
                link,
                _given(
                    title=_text(news.find(f"{_NEWS}title")),
                    publisher=_text(news.find(f"{_NEWS}publication/{_NEWS}name")),
                    published_at=posted_time(when, zone) if when else None,
                ),
            )


def _text(element: Any) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""


def _plain(html: str) -> str:
    return visible_text(Document(html, "").tree) if html.strip() else ""


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
