"""Addresses of items out of feeds and sitemaps."""

from __future__ import annotations

from io import BytesIO

import feedparser
from lxml.etree import XMLSyntaxError
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

_MAX_SITEMAP_BYTES = 60_000_000
"""The protocol allows 50 MB; more is no sitemap but a trap."""
_GZIP = b"\x1f\x8b"


class NotReadableError(ValueError):
    """The bytes are no feed or no sitemap; the message says what they look like."""


def feed_links(body: bytes) -> list[str]:
    """Addresses of the entries of an RSS or Atom feed, in its order. Raises `NotReadableError`."""
    # A stream, since feedparser takes plain bytes for the name of a file first.
    feed = feedparser.parse(BytesIO(body))
    if not feed.get("version"):
        raise NotReadableError(f"the feed is neither RSS nor Atom: {looks_like(body)}")
    return [entry.link for entry in feed.entries if entry.get("link")]


def sitemap_links(body: bytes) -> tuple[list[str], list[str]]:
    """Addresses of pages, and of further sitemaps. Raises `NotReadableError`."""
    try:
        sitemap = Sitemap(unpacked(body))
        places = [place["loc"] for place in sitemap if place.get("loc")]
    except (XMLSyntaxError, StopIteration, OSError, EOFError, ValueError) as error:
        raise NotReadableError(f"the sitemap is not XML: {looks_like(body)}") from error
    if sitemap.type == "sitemapindex":
        return [], places
    if sitemap.type != "urlset":
        raise NotReadableError(f"the sitemap has <{sitemap.type}> where <urlset> belongs: {looks_like(body)}")
    return places, []


def unpacked(body: bytes) -> bytes:
    """*body* without its gzip, where it has one. Raises `NotReadableError` where that is broken or too large."""
    try:
        return gunzip(body, max_size=_MAX_SITEMAP_BYTES) if body.startswith(_GZIP) else body
    except (OSError, EOFError, ValueError) as error:
        raise NotReadableError("the sitemap's gzip is broken or holds too much") from error


def looks_like_sitemap(body: bytes) -> bool:
    """Whether *body* begins as a sitemap does."""
    head = body[:1000]
    return b"<urlset" in head or b"<sitemapindex" in head


def looks_like(body: bytes) -> str:
    """What *body* begins with, for messages."""
    head = " ".join(body[:200].decode("utf-8", "replace").split())[:60]
    return f"it begins with {head!r}" if head else "it is empty"
