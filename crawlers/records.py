"""What a crawl hands on: pages as parsed, with the evidence of the response they came from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawlers.source_background import Quality

PageState = Literal["content", "gone", "blocked"]
"""content: the page shows an item; gone: positive evidence that it is no longer for sale
(404, 410, a "sold" or "removed" notice); blocked: captcha, login wall, soft 404 — never content."""


class CrawlRecord(BaseModel):
    """Base of all crawl records: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(CrawlRecord):
    """Where a capture can be seen again."""

    url: str
    """Address that was asked for."""
    final_url: str
    """Address that answered, after redirects."""
    fetched_at: datetime
    """UTC."""
    status: int
    """HTTP status."""
    sha256: str
    """SHA-256 of the response body as received, hexadecimal."""
    warc_file: str | None = None
    """File name under the home's ``warc/``."""
    warc_offset: int | None = None
    """Byte offset of the response record."""
    warc_length: int | None = None
    """Bytes of the (compressed) response record."""
    screenshot: str | None = None
    """File name of a screenshot, where one was taken."""


class ListingPage(CrawlRecord):
    """One item as its page, card, post or JSON object shows it. Raw: nothing here is understood yet."""

    kind: Literal["listing"] = "listing"
    item_key: str
    """What makes the item itself within its source, for example ``tid=55#pid=3``."""
    url: str
    """Canonical address of the item."""
    title: str | None = None
    """As shown."""
    text: str = ""
    """Body text, lines kept."""
    price: str | None = None
    """Price field as shown."""
    currency: str | None = None
    """ISO 4217, only where markup states it."""
    seller: str | None = None
    """Seller's name as shown."""
    seller_url: str | None = None
    """Address of the seller's profile."""
    place: str | None = None
    """Place field as shown, with its label where it has one (发货地 杭州): a bare place may be the seller's."""
    availability: str | None = None
    """Availability as markup or page states it, as shown."""
    attributes: dict[str, str] = {}
    """Other labelled values of the page."""
    images: tuple[str, ...] = ()
    """Absolute addresses."""
    posted_at: datetime | None = None
    """UTC; when the page says it was posted."""
    lang: str | None = None
    """Declared language of the page."""
    partial: bool = False
    """Only what a list showed beside the link to the item's page: a field that is missing says nothing."""


class ArticlePage(CrawlRecord):
    """One article: news, press release, court paper."""

    kind: Literal["article"] = "article"
    item_key: str
    """What makes the article itself within its source."""
    url: str
    """Canonical address; an AMP duplicate has the address of its original."""
    title: str | None = None
    """Headline."""
    text: str = ""
    """Body, paragraphs apart by a blank line."""
    author: str | None = None
    """Byline."""
    publisher: str | None = None
    """Who published it, where the page names another than its source."""
    original: str | None = None
    """Address on another site that the page names as its own original: this is a copy."""
    published_at: datetime | None = None
    """UTC."""
    lang: str | None = None
    """Declared language of the page."""


Page = Annotated[ListingPage | ArticlePage, Field(discriminator="kind")]


class Capture(CrawlRecord):
    """One item seen once: the unit of the spool."""

    type: Literal["capture"] = "capture"
    id: str
    """natural_id of run, source and item key."""
    run_id: str
    """The crawl that saw it."""
    source: str
    """Name of the source file."""
    source_kind: Literal["marketplace", "forum", "shop", "b2b", "news", "agency"]
    """Kind of the source."""
    item_key: str
    """Identity of the item within the source; known even where the page is gone or blocked."""
    state: PageState
    """What the response shows."""
    reason: str | None = None
    """For gone and blocked: the evidence, for example ``http 410`` or ``captcha: 请完成验证``."""
    country: str | None = None
    """ISO 3166 country of the site."""
    quality: Quality = "unknown"
    """What the source's word is worth."""
    default_currency: str | None = None
    """What a bare sign means on this site, ISO 4217."""
    page: Page | None = None
    """The parsed page; none unless state is content or a gone page still shows the item."""
    evidence: Evidence
    """Of the response."""


class RunStarted(CrawlRecord):
    """A crawl of one source began."""

    type: Literal["run_started"] = "run_started"
    run_id: str
    """``<UTC start>-<source>-<number>``, for example ``20260302T080000Z-forum-0001``: names sort by time."""
    source: str
    """Name of the source."""
    started_at: datetime
    """UTC."""
    user_agent: str
    """What the crawler called itself."""


class RunFinished(CrawlRecord):
    """A crawl ended, by itself or asked to."""

    type: Literal["run_finished"] = "run_finished"
    run_id: str
    """The run."""
    source: str
    """Name of the source."""
    finished_at: datetime
    """UTC."""
    duration_s: float
    """Wall clock, seconds."""
    outcome: str
    """finished, paused or failed, with the reason."""
    counts: dict[str, int]
    """pages, items, captures, gone, blocked, robots_denied, retries, errors, bytes …"""
    problems: tuple[str, ...] = ()
    """Health assertions that failed, one sentence each."""


SpoolRecord = Annotated[Capture | RunStarted | RunFinished, Field(discriminator="type")]
