"""What the store holds. Every attribute has its row in the field registry (index/fields.py)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.records import CaseEvent, Contact, Fact, Offer, Side, Undetermined

ListingState = Literal["live", "gone", "unknown"]
"""live: its last content capture shows it on offer; gone: positive evidence of its end;
unknown: never seen as content."""


class Document(BaseModel):
    """Base of all documents: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """Deterministic."""


class CaptureRef(BaseModel):
    """Where the evidence of a document stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    capture_id: str
    """Id of the capture in the spool."""
    run_id: str
    """The crawl that made it."""
    url: str
    """Address that answered."""
    fetched_at: datetime
    """UTC."""
    status: int
    """HTTP status."""
    sha256: str
    """SHA-256 of the response body, hexadecimal."""
    warc_file: str | None = None
    """File name under the home's ``warc/``."""
    warc_offset: int | None = None
    """Byte offset of the response record."""
    warc_length: int | None = None
    """Bytes of the response record."""
    screenshot: str | None = None
    """File name of a screenshot."""


class Sighting(Document):
    """What one capture said of one listing."""

    listing_id: str
    """The listing."""
    source: str
    """Name of the source."""
    run_id: str
    """The crawl."""
    observed_at: datetime
    """UTC."""
    state: Literal["live", "gone", "blocked"]
    """What the capture shows. blocked says nothing of the goods."""
    reason: str | None = None
    """Evidence for gone and blocked."""
    url: str
    """Canonical address of the item at that time."""
    title: str | None = None
    """As shown."""
    side: Side | None = None
    """None where there is no content."""
    seller: str | None = None
    """As shown or read."""
    price: Decimal | None = None
    """Price of the first priced offer."""
    currency: str | None = None
    """Its ISO 4217 currency."""
    quantity: int | None = None
    """Units of the first counted offer."""
    gpu_count: int | None = None
    """Sum over offers; none where no offer states it."""
    offers: tuple[Offer, ...] = ()
    """As read from this capture."""
    digest: str | None = None
    """SHA-256 of title, text, price and seller as parsed: equal digests, equal content."""
    evidence: CaptureRef
    """Of this capture."""


class Listing(Document):
    """What we believe now of one item for sale, wanted or to let: its row of sightings, folded."""

    source: str
    """Name of the source."""
    source_kind: str
    """marketplace, forum, shop, b2b."""
    item_key: str
    """Identity of the item within the source."""
    url: str
    """Canonical address, as last seen."""
    urls: tuple[str, ...]
    """Every address it was seen at, sorted."""
    title: str | None = None
    """As last shown."""
    text: str = ""
    """Body as last shown."""
    lang: str | None = None
    """zh, zh-Hant, en or mixed."""
    side: Side
    """Side of the last content."""
    state: ListingState
    """What we believe now."""
    offers: tuple[Offer, ...] = ()
    """As last read."""
    models: tuple[str, ...] = ()
    """Short names of the models in its offers, sorted."""
    gpu_count: int | None = None
    """GPUs in the offers of the listing's own side; none where none states a count. Supply only where side is offer."""
    price: Decimal | None = None
    """Price of the first priced offer, last seen."""
    price_max: Decimal | None = None
    """High end of that price."""
    currency: str | None = None
    """Its ISO 4217 currency."""
    price_basis: str | None = None
    """each or lot."""
    price_usd: Decimal | None = None
    """Comparison value at the ECB rate of `price_usd_on`; none where there is no rate."""
    price_usd_on: date | None = None
    """Day of the rate."""
    seller: str | None = None
    """Name as last shown or read."""
    seller_id: str | None = None
    """natural_id of source and seller name."""
    contacts: tuple[Contact, ...] = ()
    """Hashed and masked unless raw contacts are on."""
    place: str | None = None
    """Where the goods are, as written; of the first offer that says so."""
    posted_at: datetime | None = None
    """UTC; when the page says it was posted."""
    first_seen: datetime
    """UTC; first content sighting (or first sighting of any kind)."""
    last_seen: datetime
    """UTC; last sighting that showed it live."""
    last_checked: datetime
    """UTC; last sighting of any kind, blocked ones too."""
    gone_at: datetime | None = None
    """UTC; first sighting of its end, none while live."""
    gone_reason: str | None = None
    """The evidence of its end."""
    sightings: int
    """How many sightings."""
    changes: int
    """How often price or quantity changed between sightings."""
    undetermined: tuple[Undetermined, ...] = ()
    """What was seen and not read, of the text as a whole."""
    extractor: str
    """Version of the extractor."""
    evidence: CaptureRef
    """Of the last content capture (or the last capture)."""


class Article(Document):
    """A news article, press release or court paper."""

    source: str
    """Name of the source."""
    source_kind: str
    """news or agency."""
    item_key: str
    """Identity of the article within the source."""
    url: str
    """Canonical address."""
    urls: tuple[str, ...]
    """Every address it was seen at, sorted."""
    title: str | None = None
    """Headline."""
    text: str = ""
    """Body."""
    lang: str | None = None
    """zh, zh-Hant, en or mixed."""
    author: str | None = None
    """Byline."""
    published_at: datetime | None = None
    """UTC."""
    first_seen: datetime
    """UTC."""
    last_seen: datetime
    """UTC."""
    models: tuple[str, ...] = ()
    """Short names of models in its facts, sorted."""
    facts: tuple[Fact, ...] = ()
    """Stated facts."""
    events: tuple[CaseEvent, ...] = ()
    """Case events."""
    undetermined: tuple[Undetermined, ...] = ()
    """What was seen and not read."""
    extractor: str
    """Version of the extractor."""
    evidence: CaptureRef
    """Of the last capture."""


class Run(Document):
    """One crawl of one source."""

    source: str
    """Name of the source."""
    started_at: datetime
    """UTC."""
    finished_at: datetime | None = None
    """UTC; none while it runs or where it was killed."""
    duration_s: float | None = None
    """Seconds of wall clock."""
    outcome: str
    """running, finished, paused, failed."""
    counts: dict[str, int] = {}
    """pages, items, captures, gone, blocked, robots_denied, retries, errors, bytes."""
    problems: tuple[str, ...] = ()
    """Health assertions that failed."""
    user_agent: str
    """What the crawler called itself."""
