"""A source as data: one site, where to enter it, how to find items, how to read them, how to behave there.

One YAML file a source; `sources/schema.json` is this model for editors. docs/sources.md tells how to write one.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from crawlers.searches import search_sets
from crawlers.source_background import Access, Proof, Quality
from crawlers.source_model import SourceModel
from crawlers.source_types import Address, Css, Encoding, JsonPath, Regex, Timezone

SourceKind = Literal["marketplace", "forum", "shop", "b2b", "news", "agency"]
EntryKind = Literal["list", "search", "feed", "sitemap", "api"]
Rendering = Literal["http", "browser"]

ARTICLE_KINDS: frozenset[SourceKind] = frozenset({"news", "agency"})


class Pick(SourceModel):
    """One way to read a value: CSS, then JSON path, then regular expression, whichever are given, in that order."""

    css: Css | None = None
    """CSS selector. Without ``attr`` it gives the element's text, lines kept."""
    attr: str | None = None
    """Attribute of the element, for example ``href``."""
    json_path: Annotated[JsonPath | None, Field(alias="json")] = None
    """JMESPath into a JSON response, or into the JSON that ``css`` found in a script element."""
    regex: Regex | None = None
    """Part of the value that counts: group 1, or the whole match. Alone, it is matched to the page's visible text."""
    html: bool = False
    """The value is itself HTML, as JSON APIs and feeds give bodies: its visible text counts."""
    every: bool = False
    """Take every match, one a line, instead of the first."""

    @model_validator(mode="after")
    def _is_given(self) -> Self:
        if not (self.css or self.json_path or self.regex):
            raise ValueError("give at least one of css, json, regex")
        return self


def _picks(value: Any) -> Any:
    """The short form is a CSS selector; one way or several, first with a value wins."""
    several = value if isinstance(value, list | tuple) else [value]
    return tuple({"css": one} if isinstance(one, str) else one for one in several)


Picks = Annotated[tuple[Pick, ...], BeforeValidator(_picks, json_schema_input_type=str | Pick | list[str | Pick])]


NOWHERE = "(?!)"
"""Pattern that no address matches."""


class Fields(SourceModel):
    """Where the raw values of an item stand. A field left out is read from structured data where the page has it."""

    title: Picks = ()
    """As shown."""
    text: Picks = ()
    """Body, lines kept; left out, all visible text of the page."""
    price: Picks = ()
    """With its sign and unit, as shown."""
    currency: Picks = ()
    """Only where the page states an ISO 4217 code."""
    seller: Picks = ()
    """Name of the account or firm."""
    seller_url: Picks = ()
    """Address of its profile; it is noted, never visited."""
    place: Picks = ()
    """Where the goods or the seller are, as shown."""
    availability: Picks = ()
    """Stock or availability, as shown."""
    images: Picks = ()
    """Every match counts; addresses are made absolute."""
    posted_at: Picks = ()
    """ISO 8601, RFC 2822, seconds or milliseconds since 1970, or ``2026-03-01 08:00`` in the source's time zone."""
    author: Picks = ()
    """Byline of an article."""
    publisher: Picks = ()
    """Who published an article, where that is another than the source."""
    lang: Picks = ()
    """Language code, where the page does not declare it in its markup."""


class Rows(SourceModel):
    """Labelled values, for example the rows of a table of specifications."""

    each: Css
    """Element that holds one label and one value."""
    name: Css | None = None
    """Label within the element; left out, the text before the first colon."""
    value: Css | None = None
    """Value within the element; left out, the next sibling of a ``dt``, or the text after the first colon."""


class Several(SourceModel):
    """Several items in one response: cards of a grid, objects of a JSON list, posts of a thread."""

    each: Picks
    """Element (css) or object (json) of one item."""
    parts: dict[str, Picks] = {}
    """Named values within the element that ``key`` and ``url`` are made of."""
    key: str | None = None
    """Template of the item's key, for example ``{id}``; left out, the key of the item's address."""
    url: str | None = None
    """Template of the item's address; left out, the first link in the element."""
    elsewhere: bool = False
    """Items' addresses may be of other sites: they are noted and never visited."""
    fields: Fields = Fields()
    """Looked for within the element or object."""
    attributes: tuple[Rows, ...] = ()
    """Labelled values within the element."""
    opening: Css | None = None
    """Posts only: what the opening post's own element matches; it also gets the fields of the page around it."""
    gone: Picks = ()
    """A value here means that the item is sold or taken off; the value is the evidence."""


class Lists(SourceModel):
    """How list pages (HTML or JSON) show items and lead on."""

    links: Picks = ()
    """Links to items; left out, every link whose address matches ``pages.url``."""
    cards: Several | None = None
    """Items that are read off the list itself; their own pages are visited only when lists show them no more."""
    glimpse: Several | None = None
    """What a list shows beside the link to an item's page: price, title, "sold". Under a budget a change there is a
    sighting of its own, and the page's turn comes sooner."""
    off_feed: bool = False
    """Feeds and news sitemaps hold the articles themselves (headline, summary or body, day): no page is visited."""
    next: Picks = ()
    """Link to the next page; for ``{page}`` entries a JSON value that is true while there are more, for ``{cursor}``
    entries the value that leads on."""
    blocked: Picks = ()
    """A value here means that the site refused; the value is the evidence."""


class Pages(SourceModel):
    """What an item's page is and how it is read."""

    url: Regex = NOWHERE
    """Searched in an address: a match makes it an item's. Named groups serve ``key``. Left out, items have no page."""
    key: str = "{address}"
    """Template of the item's key: named groups of ``url``, or ``{address}`` for the whole canonical address."""
    structured: bool = True
    """Read JSON-LD, microdata, OpenGraph and what shops usually show; fields given below win over them."""
    fields: Fields = Fields()
    """Looked for in the whole page. Where the page holds posts, these are for the opening one."""
    attributes: tuple[Rows, ...] = ()
    """Labelled values of the page."""
    posts: Several | None = None
    """The page holds several items, for example a thread and its replies."""
    next: Picks = ()
    """Link to the next page of the same thread."""
    gone: Picks = ()
    """A value here means that the item is sold or taken off; the value is the evidence."""
    blocked: Picks = ()
    """A value here means that the page is none: captcha, login wall; the value is the evidence."""
    rendering: Rendering = "http"
    """browser: item pages show their content only to a browser."""
    wait_for: Css | None = None
    """Browser only: wait until this is there."""


class More(SourceModel):
    """Browser only: how a page that grows shows everything."""

    click: Css
    """Button that is clicked until it is gone, hidden or disabled, or until nothing more comes."""
    grows: Css
    """Elements that every click adds to."""
    max_clicks: Annotated[int, Field(ge=1)] = 200
    """Clicks after which what is there is taken."""


class Entry(SourceModel):
    """Where a crawl enters the site."""

    kind: EntryKind
    """list and search: HTML; feed: RSS or Atom; sitemap: also an index of sitemaps or a news sitemap; api: JSON."""
    url: Address
    """May hold ``{query}``, once a query, and ``{page}``, counted up while pages show items, or ``{cursor}``, empty at
    first and then what ``lists.next`` gives."""
    query_encoding: Encoding = "utf-8"
    """Bytes that a query is percent-encoded from."""
    first_page: int = 1
    """First number of ``{page}``."""
    page_step: Annotated[int, Field(ge=1)] = 1
    """What is added to it for the next page."""
    max_pages: Annotated[int, Field(ge=1)] = 1000
    """Most pages read from here, for each query."""
    rendering: Rendering = "http"
    """browser: the page shows its items only to a browser."""
    wait_for: Css | None = None
    """Browser only: wait until this is there."""
    more: More | None = None
    """Browser only: the page grows by clicks."""


class Addresses(SourceModel):
    """What makes two addresses one."""

    drop: tuple[str, ...] = ()
    """Query parameters that carry a session or a campaign, beside the usual ones; ``x*`` drops all that begin so."""
    keep: tuple[str, ...] = ()
    """The only query parameters that matter; empty, all that are not dropped."""


class Politeness(SourceModel):
    """Limits beside robots.txt and the settings; the stricter one counts."""

    delay_s: Annotated[float, Field(ge=0)] = 0
    """Least seconds between two requests."""
    concurrency: Annotated[int, Field(ge=1, le=16)] | None = None
    """Most requests at once."""
    timeout_s: Annotated[float, Field(gt=0)] = 60
    """Seconds after which a response is given up."""
    max_requests: Annotated[int, Field(ge=1)] | None = None
    """A crawl ends after so many pages."""
    max_depth: Annotated[int, Field(ge=1)] = 2000
    """Longest chain of links from an entry."""


class Healthy(SourceModel):
    """What a good crawl looks like; anything else is reported with the run."""

    min_items: Annotated[int, Field(ge=0)] = 1
    """Least items with content."""
    max_items: Annotated[int, Field(ge=0)] | None = None
    """Most items with content."""
    max_blocked_share: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Share of items whose page was refused."""
    min_fill: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    """Least share of items that have a field, by name of the field."""


class Source(SourceModel):
    """One site."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    """Lower-case letters, digits and hyphens; the file is called so too. It is part of every id: never change it."""
    title: str
    """Name for people."""
    kind: SourceKind
    """news and agency publish articles, the others listings."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    """BCP 47, for example zh, zh-Hant, en."""
    homepage: Address
    """Front page; its host is the site's."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166 country of the site; default region of phone numbers."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """ISO 4217 currency that a bare sign means here."""
    timezone: Timezone = "UTC"
    """IANA zone of times that name none."""
    terms: str
    """What the site's terms say of crawling, and when that was read."""
    status: Literal["verified-on-sample", "unverified", "tips-only"] = "unverified"
    """How sure we are that this file fits the site. Tips-only sources are never crawled."""
    quality: Quality = "unknown"
    """What its word is worth; it stands beside everything that is read from it."""
    observed: str | None = None
    """Where and when you saw the page's structure."""
    evidence: tuple[Proof, ...] = ()
    """Where others saw it, for a site that was not looked at."""
    access: Access | None = None
    """The key that its API asks for."""
    period_hours: Annotated[int, Field(ge=1)] = 24
    """How often a crawl is worth its requests."""
    budget: Annotated[int, Field(ge=2)] | None = None
    """Most requests in one UTC day, of every kind, robots.txt and retries included; left out, there is no limit."""
    encoding: Encoding | None = None
    """Character set of pages that declare none or a wrong one."""
    hosts: tuple[str, ...] = ()
    """Further hosts (with port, where not the usual one) that belong to the site."""
    queries: tuple[str, ...] = ()
    """What ``{query}`` stands for."""
    searches: tuple[str, ...] = ()
    """Sets of searches (``crawlers/searches.yaml``) that ``{query}`` stands for as well."""
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    """Where a crawl begins."""
    lists: Lists = Lists()
    """How lists are read."""
    pages: Pages = Pages()
    """How items' pages are told and read."""
    urls: Addresses = Addresses()
    """What makes two addresses one."""
    politeness: Politeness = Politeness()
    """Limits beside robots.txt and the settings."""
    healthy: Healthy = Healthy()
    """What a good crawl looks like."""

    @model_validator(mode="after")
    def _queries_are_given(self) -> Self:
        if any("{query}" in entry.url for entry in self.entries) and not (self.queries or self.searches):
            raise ValueError("an entry asks for {query}, but queries is empty, and so is searches")
        if unknown := [name for name in self.searches if name not in search_sets()]:
            raise ValueError(f"there is no set of searches {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _items_are_told(self) -> Self:
        if self.pages.url == NOWHERE and not (self.lists.cards or self.lists.off_feed):
            raise ValueError("pages.url is missing, and lists give neither cards nor off_feed")
        return self

    @model_validator(mode="after")
    def _sample_is_named(self) -> Self:
        seen = {proof.seen for proof in self.evidence}
        if self.status == "verified-on-sample" and "sample" not in seen and not self.observed:
            raise ValueError("verified-on-sample asks for a sample in evidence, or for observed")
        return self

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def is_article(self) -> bool:
        """The source publishes articles, not listings."""
        return self.kind in ARTICLE_KINDS

    @property
    def needs_browser(self) -> bool:
        """Some page of it is rendered by a browser."""
        return self.pages.rendering == "browser" or any(entry.rendering == "browser" for entry in self.entries)

    @property
    def netlocs(self) -> frozenset[str]:
        """Hosts, with port where one is stated, that belong to the site."""
        entered = (urlsplit(entry.url).netloc for entry in self.entries)
        return frozenset({urlsplit(self.homepage).netloc, *entered, *self.hosts})
