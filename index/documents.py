"""What the store holds. Every attribute has its row in the field registry (index/fields.py)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.records import CaseEvent, Contact, Evidence, Fact, Money, Offer, Party, Side, Undetermined

ListingState = Literal["live", "gone", "unknown"]
"""live: its last content capture shows it on offer; gone: positive evidence of its end;
unknown: never seen as content."""
EventState = Literal["told", "withdrawn"]
"""told: the newest capture of its article says so; withdrawn: an older one did, the newest does not."""
LeadStatus = Literal["new", "lapsed"]
"""new: nobody has looked at it yet; lapsed: no flag fires on its listing any more, what it shows is as of the last time
that one did."""


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
    """SHA-256 of title, text, price and seller as parsed: equal digests, equal content. None where a list was seen and
    not the item's page, or where there was no content."""
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
    h100e: Decimal | None = None
    """H100 SXM that the counted GPUs stand for, by dense 8-bit rate, or by TPP where that rate is not known; of those
    models whose figures the catalogue has. Where the variant is not stated the weakest counts, so it is "at least"."""
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
    price_usd_gpu: Decimal | None = None
    """Price of one GPU in US dollars at the rate of the day of the capture: of the first offer of the listing's own
    side with a price each and known GPUs a unit. None where the listing names several models. A bid where wanted."""
    seller: str | None = None
    """Name as last shown or read."""
    seller_id: str | None = None
    """natural_id of source and seller name."""
    contacts: tuple[Contact, ...] = ()
    """Hashed and masked unless raw contacts are on."""
    place: str | None = None
    """Where the goods are, as written; of the first offer that says so."""
    cities: tuple[str, ...] = ()
    """English names of the cities where its goods are, where the gazetteer knows them; of its own side's offers."""
    countries: tuple[str, ...] = ()
    """ISO 3166 countries where its goods are, where the gazetteer knows one only; of its own side's offers."""
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


class StoryCopy(BaseModel):
    """Another article of the same story."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    """Its id."""
    source: str
    """Name of the source."""
    publisher: str
    """Who published it."""
    quality: str
    """What the source's word is worth."""
    url: str
    """Canonical address."""
    title: str | None = None
    """Its headline."""
    published_at: datetime | None = None
    """UTC."""


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
    publisher: str | None = None
    """Who published it, as the page or feed says; else the host of its address."""
    quality: str = "unknown"
    """What the source's word is worth: official, agency-press, general-press, trade-press, forum or unknown."""
    published_at: datetime | None = None
    """UTC."""
    first_seen: datetime
    """UTC."""
    last_seen: datetime
    """UTC."""
    relevant: bool = False
    """The extractor read a fact or an event in it, or in another article of its story."""
    story_id: str | None = None
    """Id of the first article of its story: of itself, where nobody published it before."""
    is_first: bool = True
    """It is the first article of its story; searches for stories ask for this."""
    first_publisher: str | None = None
    """Who published the story first, of the articles that were seen."""
    first_published_at: datetime | None = None
    """When, UTC; first seen, where that article names no day."""
    copies: tuple[StoryCopy, ...] = ()
    """The other articles of the story, oldest first; with the first one alone."""
    other_headlines: tuple[str, ...] = ()
    """Headlines of the copies that differ from its own, sorted: words of them find the story."""
    story_keys: tuple[str, ...] = ()
    """What copies of a text have in common (`ingest.story_keys`), sorted."""
    models: tuple[str, ...] = ()
    """Short names of models in its facts and events, sorted."""
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


class Event(Document):
    """One event of a case as one article tells it. It is a claim of its source, with a standing; no finding of ours."""

    article_id: str
    """The article."""
    source: str
    """Name of the source."""
    source_kind: str
    """news or agency."""
    url: str
    """Canonical address of the article."""
    title: str | None = None
    """Headline of the article."""
    lang: str | None = None
    """zh, zh-Hant, en or mixed."""
    state: EventState
    """Whether the newest capture of the article still tells it."""
    claim: str
    """Standing and kind in one, for example ``alleged: shipment``; to be shown wherever an event is named."""
    kind: str
    """charge, arrest, search, plea, conviction, sentence, dismissal, penalty, investigation, designation or seizure; or
    what is said to have been done: shipment, attempt, conspiracy, sale, purchase, payment or deception."""
    status: Literal["press", "allegation", "plea", "conviction", "designation"]
    """Standing of the claim."""
    parties: tuple[Party, ...] = ()
    """Who is named, each with a role and status. A name is not a verdict."""
    models: tuple[str, ...] = ()
    """Short catalogue names."""
    quantity: int | None = None
    """How many, in `unit`; low end of a range, none where only a ceiling is stated."""
    quantity_max: int | None = None
    """High end of a range, or of "up to"."""
    unit: str | None = None
    """What is counted; a server is not a GPU. None where the text counts nothing nameable."""
    approx: str | None = None
    """How exact the count is stated: about, gt or lt."""
    value: Money | None = None
    """Money named with the event."""
    value_usd: Decimal | None = None
    """Comparison value in US dollars, at the rate of the day of the event, else of the report."""
    value_kind: str | None = None
    """What the money measures: wired, sold, exported, attempted, seized or reached."""
    route: tuple[str, ...] = ()
    """ISO 3166 countries in order; one alone is the destination."""
    route_line: str | None = None
    """The route in one piece, for example ``US → MY → CN``."""
    methods: tuple[str, ...] = ()
    """How it was done: false_end_user, relabelling, dummy_servers …"""
    happened_on: date | None = None
    """Day of the event, where stated."""
    published_at: datetime | None = None
    """UTC; when the article was published."""
    reported_at: datetime
    """UTC; when the article was published, or first seen where it does not say."""
    first_seen: datetime
    """UTC; first capture that told it."""
    last_seen: datetime
    """UTC; last capture that told it."""
    last_checked: datetime
    """UTC; newest capture of the article, whether it tells it or not."""
    verbatim: str = ""
    """The exact piece of text that carries the event."""
    spans: tuple[Evidence, ...] = ()
    """A span of the article's text for every value above."""
    undetermined: tuple[Undetermined, ...] = ()
    """Values that were seen and not read."""
    extractor: str
    """Version of the extractor."""
    evidence: CaptureRef
    """Of the last capture that told it."""


class ReasonSpan(BaseModel):
    """A piece of the listing that fired a flag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int | None = None
    """First character in the listing's ``text``, 0-based; none where a field of the page says it beside the text."""
    end: int | None = None
    """One past the last character."""
    text: str
    """The piece as written."""


class Reason(BaseModel):
    """One flag that fired, its points and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flag: str
    """Name of the flag in ``weights.yaml``."""
    points: int
    """What it adds to the score."""
    label: str
    """The flag in a few words, for a table."""
    sentence: str
    """Why it fired here, one sentence for a person."""
    field: str
    """Field of the listing that it rests on."""
    value: str
    """Value of that field."""
    spans: tuple[ReasonSpan, ...] = ()
    """The pieces of text behind the value; none where the value is not read from text."""
    others: tuple[str, ...] = ()
    """Ids of other listings that it rests on."""
    sources: tuple[str, ...] = ()
    """Ids of the sources in ``weights.yaml`` that name this flag."""


class Lead(Document):
    """A listing that deserves a look, as it was last scored. A flag is no verdict on anybody."""

    listing_id: str
    """The listing."""
    listings: tuple[str, ...]
    """The listing and the others that its reasons rest on, by id."""
    score: int
    """Sum of the points of its reasons, at most the cap of ``weights.yaml``."""
    status: LeadStatus
    """Whether it is still one."""
    reasons: tuple[Reason, ...]
    """By falling points, then flag."""
    weights_version: int
    """Version of ``weights.yaml`` that scored it."""
    source: str
    """Name of the source."""
    source_kind: str
    """marketplace, forum, shop, b2b."""
    url: str
    """Canonical address of the listing."""
    title: str | None = None
    """Title of the listing."""
    state: ListingState
    """Of the listing when it was scored."""
    models: tuple[str, ...] = ()
    """Short names of the models in its offers, sorted."""
    gpu_count: int | None = None
    """GPUs in its offers; none where none states a count."""
    h100e: Decimal | None = None
    """H100 SXM that the counted GPUs stand for, at least."""
    price_usd: Decimal | None = None
    """Comparison value of the price of its first priced offer."""
    price_usd_gpu: Decimal | None = None
    """Price of one GPU in US dollars; none where the listing names several models."""
    seller: str | None = None
    """Name as last shown or read."""
    seller_id: str | None = None
    """natural_id of source and seller name."""
    place: str | None = None
    """Where the goods are, as written."""
    cities: tuple[str, ...] = ()
    """English names of the cities where its goods are."""
    countries: tuple[str, ...] = ()
    """ISO 3166 countries where its goods are."""
    posted_at: datetime | None = None
    """UTC; when the page says it was posted."""
    first_seen: datetime
    """UTC; of the listing."""
    last_seen: datetime
    """UTC; last sighting of the listing that showed it live."""
    found_at: datetime
    """UTC; when it was first kept as a lead."""
    changed_at: datetime
    """UTC; when anything above last changed."""


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
