"""One capture of an article, folded into the article that the index keeps."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawlers.records import ArticlePage, Capture
from extract.records import Extraction
from foundation.ids import natural_id
from index.documents import Article
from ingest.reading import PageReading
from ingest.sightings import capture_ref
from ingest.story_keys import story_keys


def article_id(capture: Capture) -> str:
    """Id of the article that a capture is about."""
    return natural_id("article", capture.source, capture.item_key)


def fold_article(known: Article | None, capture: Capture, reading: PageReading) -> Article:
    """The article after *capture*: content of the newest capture, every address, first and last sight of it."""
    page, extraction, seen = reading.page, reading.extraction, capture.evidence.fetched_at
    original = page.original if isinstance(page, ArticlePage) else None
    urls = {page.url, capture.evidence.url, capture.evidence.final_url, *(known.urls if known else ())}
    if known and known.last_seen > seen:
        return known.model_copy(update={"urls": tuple(sorted(urls)), "first_seen": min(known.first_seen, seen)})
    return Article(
        id=article_id(capture),
        source=capture.source,
        source_kind=capture.source_kind,
        item_key=capture.item_key,
        url=page.url,
        urls=tuple(sorted(urls)),
        title=reading.title,
        text=reading.text,
        lang=extraction.lang,
        author=page.author if isinstance(page, ArticlePage) else None,
        publisher=(page.publisher if isinstance(page, ArticlePage) else None) or _host(page.url),
        quality=capture.quality,
        published_at=page.published_at if isinstance(page, ArticlePage) else None,
        first_seen=min(known.first_seen, seen) if known else seen,
        last_seen=seen,
        relevant=bool(extraction.facts or extraction.events),
        story_keys=story_keys(reading.title, reading.text, (page.url, original)),
        models=_models(extraction),
        facts=extraction.facts,
        events=extraction.events,
        undetermined=extraction.undetermined,
        extractor=extraction.version,
        evidence=capture_ref(capture),
    )


def _models(extraction: Extraction) -> tuple[str, ...]:
    told = {model for event in extraction.events for model in event.models}
    return tuple(sorted(told | {fact.model for fact in extraction.facts if fact.model}))


def _host(address: str) -> str | None:
    host = urlsplit(address).hostname
    return host.removeprefix("www.") if host else None
