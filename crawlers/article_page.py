"""An article out of any news page: body, headline, byline, date, original address."""

from __future__ import annotations

import html
import logging
import re
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit

import trafilatura
from htmldate import find_date
from trafilatura.settings import Document as ExtractedDocument

from crawlers.article_lines import article_words, foreign_texts, lines_of_the_article
from crawlers.document import Document
from crawlers.markup import Markup, MarkupItem, read_markup
from crawlers.posted_times import posted_time
from crawlers.records import CrawlRecord

_TYPE_NAMES = """
Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting LiveBlogPosting
Report TechArticle ScholarlyArticle SocialMediaPosting DiscussionForumPosting
"""
ARTICLE_TYPES = frozenset(_TYPE_NAMES.split())
_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile(r"\s+[|·•—–-]\s+|\s*[|_]\s*")
_TAG = re.compile(r"<[^<>]{1,300}>")
_LITTLE = 0.6

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class ArticleFields(CrawlRecord):
    """One article as its page shows it. A field that the page lacks is None or empty."""

    title: str | None = None
    """Headline, without the name of the site."""
    text: str = ""
    """Body, paragraphs apart by a blank line; no headline, no captions, no comments."""
    author: str | None = None
    """Byline: names, apart by commas."""
    published_at: datetime | None = None
    """UTC; midnight where the page gives only a day."""
    url: str | None = None
    """Canonical address: of an AMP page or a copy that of its original."""
    amp_url: str | None = None
    """Address of the AMP duplicate that the page names."""
    lang: str | None = None
    """Declared language."""


def read_article_page(document: Document, markup: Markup | None = None, zone: tzinfo = UTC) -> ArticleFields:
    """Everything that *document* shows of its article. *zone* holds for times that name none. Never raises."""
    markup = markup or read_markup(document)
    item = max(markup.of_type(ARTICLE_TYPES), key=lambda one: len(one.properties), default=None)
    title = _title(document, item)
    return ArticleFields(
        title=title,
        text=_body(document, item, _titles(document, title)),
        author=_author(document, item),
        published_at=_published_at(document, item, zone),
        url=_canonical(document),
        amp_url=document.link("amphtml"),
        lang=document.lang,
    )


def _title(document: Document, item: MarkupItem | None) -> str | None:
    stated = html.unescape(
        (item.text("headline") if item else None) or document.meta("og:title", "twitter:title") or ""
    )
    heads = document.headings
    if stated:
        stated = _squeezed(stated)
        # OpenGraph titles often end in the name of the site, which the page's own heading does not.
        return next((head for head in heads if len(head) > 8 and stated.casefold().startswith(head.casefold())), stated)
    title = _squeezed(document.tree.findtext(".//title") or "")
    for head in heads:
        if head and head.casefold() in title.casefold():
            return head
    return max(_SEPARATORS.split(title), key=len) or next((head for head in heads if head), None)


def _titles(document: Document, title: str | None) -> list[str]:
    named = [
        title,
        document.meta("og:title"),
        document.meta("twitter:title"),
        document.tree.findtext(".//title"),
        *document.headings,
    ]
    return [one for one in named if one]


def _body(document: Document, item: MarkupItem | None, titles: list[str]) -> str:
    text = _extracted(document)
    stated = (item.text("articleBody") if item else None) or ""
    if len(text) < _LITTLE * len(stated):
        # Pages that scripts fill hold their text nowhere else. Where there is a page, it is nearer to the truth.
        text = _without_tags(stated)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n\n".join(lines_of_the_article(lines, titles, foreign_texts(document)))


def _extracted(document: Document) -> str:
    if document.is_oversized:
        return "\n".join(line.text for line in document.lines if line.place == "main")
    try:
        found = trafilatura.bare_extraction(document.tree, url=document.address, include_comments=False, fast=True)
    except Exception:  # hostile pages make it fail in ways of their own; there is still the markup
        return ""
    return found.text or "" if isinstance(found, ExtractedDocument) else ""


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub("\n", text)) if "<" in text else html.unescape(text)


def _author(document: Document, item: MarkupItem | None) -> str | None:
    names = list(item.texts("author")) if item else []
    names = names or document.metas.get("author", []) or document.metas.get("article:author", [])
    names = [_squeezed(html.unescape(name)) for name in names if not name.startswith(("http://", "https://", "@", "/"))]
    known = [name for name in names if name and name.casefold() not in article_words().no_authors]
    return ", ".join(dict.fromkeys(known))[:200] or None


def _published_at(document: Document, item: MarkupItem | None, zone: tzinfo) -> datetime | None:
    stated = [item.text("datePublished", "dateCreated") if item else None]
    stated.append(document.meta("article:published_time", "og:article:published_time", "datepublished", "pubdate"))
    stated.append(document.meta("dc.date.issued", "dc.date", "date", "sailthru.date", "parsely-pub-date"))
    stated.extend(time.get("datetime") for time in document.tree.iter("time"))
    for text in stated:
        if text and (moment := posted_time(text, zone)):
            return moment
    try:
        day = find_date(document.tree, url=document.address, original_date=True, extensive_search=False)
    except Exception:  # as above
        return None
    return posted_time(day, zone) if day else None


def _canonical(document: Document) -> str | None:
    found = document.link("canonical") or document.meta("og:url")
    if found is None or (urlsplit(found).path in {"", "/"} and urlsplit(document.address).path not in {"", "/"}):
        # Some sites name their front page on every page: then the address itself is all there is.
        return None
    return found


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
