"""The store interface: what SQLite and Elasticsearch both promise. The contract tests hold them to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Generic, Literal, Protocol, Self, TypeVar

from foundation.errors import StoreError
from index.documents import Document, Listing, Run, Sighting
from index.fields import Kind
from index.language.tree import Node

D = TypeVar("D", bound=Document)


class OutdatedStoreError(StoreError):
    """The store is of an older chipwatch and is not brought up here."""


COUNTED = 2_000
"""Matches that commands count where nobody asks for all of them."""


@dataclass(frozen=True)
class Batch:
    """Documents written together with the spool position they bring the store to."""

    documents: Sequence[Document] = ()
    """Full replacement by id, not a merge."""
    cursors: Mapping[str, int] = field(default_factory=dict)
    """Spool segment name → byte offset read so far."""


@dataclass(frozen=True)
class Query:
    """A search as a person asks it."""

    text: str = ""
    """Search language (index/language.py); empty finds everything."""
    sort: str | None = None
    """Field name, ``-`` before it for descending. Default: newest first. Ties are broken by id."""
    limit: int = 20
    """Documents a page, 1 to 1000."""
    after: str | None = None
    """Opaque token of the page before; stable while documents are added."""
    facets: tuple[str, ...] = ()
    """Registry fields to count values of."""
    count_to: int | None = None
    """How many matches are counted at most, for the total and for facets; none counts all of them. A store may count
    more than it is asked to, never fewer, and the page says what was counted."""


@dataclass(frozen=True)
class Page(Generic[D]):
    """One page of search results."""

    documents: tuple[D, ...]
    total: int
    """Number of documents that match; where `total_is_exact` is false, more than so many match."""
    next: str | None
    """Token of the following page; none at the end."""
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Field → (value, documents) by falling count, then value."""
    highlights: Mapping[str, str]
    """Document id → a piece of its text around the match, matches between ``\\x02`` and ``\\x03``."""
    total_is_exact: bool = True
    """False only where `Query.count_to` was reached."""
    facets_over: int | None = None
    """Facets are counted over so many matches, the newest ones; none: over all that match."""


SAMPLED = 50_000
"""Listings that commands read for the points of approximate trends, each counted once a point."""


@dataclass(frozen=True)
class Margin:
    """How far the figures of a `TrendPoint` may be off: the true ones are within, for 19 of 20 points.

    A figure of which the sample tells too little has none.
    """

    listings: int
    """The same above and below, as for all but the price."""
    counted_listings: int
    gpus: int | None
    h100e: Decimal | None
    price_usd_low: Decimal | None
    """The true median is no lower."""
    price_usd_high: Decimal | None
    """The true median is no higher."""
    priced_listings: int


@dataclass(frozen=True)
class TrendPoint:
    """Supply of one model in one period."""

    start: date
    """First day of the period (Monday for weeks)."""
    model: str
    listings: int
    """Distinct listings of side offer sighted live in the period."""
    counted_listings: int
    """Of these, the ones whose text states a count."""
    gpus: int
    """GPUs that these state, each listing at its largest sighting of the period."""
    price_usd_median: Decimal | None
    """Median USD price of one GPU, over listings with a price each for a unit whose GPUs are known: the price of a
    server is divided by its GPUs, so that no median mixes servers and cards."""
    priced_listings: int
    """How many such listings."""
    h100e: Decimal = Decimal(0)
    """H100 SXM that the stated GPUs stand for, at least; 0 where the catalogue has no figures of the model."""
    margin: Margin | None = None
    """None where the figures are exact."""


@dataclass(frozen=True)
class CrawlDay:
    """Which sources were crawled in a period: a period without runs is a gap, not a zero."""

    start: date
    sources: tuple[str, ...]
    runs: int


@dataclass(frozen=True)
class Trends:
    """Supply over time with what is needed to read it honestly."""

    period: Literal["day", "week", "month"]
    points: tuple[TrendPoint, ...]
    coverage: tuple[CrawlDay, ...]
    """One entry for every period from the first to the last run, gaps included."""
    sampled: bool = False
    """Asked for as a sample; points that it holds whole are exact all the same."""


@dataclass(frozen=True)
class SetAside:
    """A document that a store refused for what is in it, while it took the others of its batch."""

    kind: Kind
    """Of the document."""
    id: str
    """Of the document."""
    reason: str
    """In the words of the store's server."""
    at: datetime
    """When it was refused last, UTC."""
    document: str
    """The document as JSON."""
    landed: bool = False
    """The store holds this state of the document or a newer one by now: nothing is missing any more."""


class Store(Protocol):
    """A place for documents. Opened by `index.opening.open_store`; use as a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Release the database. Calling it again does nothing."""

    def write(self, batch: Batch) -> int:
        """Write the batch; the number of documents that were new or differ from what was stored.

        Writing the same batch again changes nothing and returns 0. When it returns, every search sees the documents.
        A batch with a number that no store can hold raises `StoreError` and leaves everything as it was.

        SQLite writes all or nothing. A document store has no transactions: it writes the documents one by one and the
        cursors last, so that a write which is killed or fails midway leaves documents and old cursors; the batch comes
        again, and what landed before changes nothing. It also refuses what would bring back an older state than the
        one stored (`index.newness`), silently, and sets aside a document that the server itself refuses, with a
        warning, while the others land.
        """

    def cursor(self, segment: str) -> int:
        """Byte offset up to which *segment* was read; 0 for an unknown one."""

    def cursors(self) -> dict[str, int]:
        """Every segment that was read, with the byte offset up to which it was."""

    def get(self, kind: type[D], id: str) -> D | None:
        """One document, or none."""

    def get_many(self, kind: type[D], ids: Iterable[str]) -> dict[str, D]:
        """Those of *ids* that exist."""

    def sightings(self, listing_ids: Iterable[str]) -> dict[str, tuple[Sighting, ...]]:
        """Sightings of each listing, oldest first, ties by id."""

    def search(self, query: Query) -> Page[Listing]:
        """Listings that match. Raises `UsageError` that names the column of a mistake in the query."""

    def find(self, kind: type[D], query: Query) -> Page[D]:
        """Documents of a kind that match: listings, articles, events or leads."""

    def scan(self, kind: type[D], text: str | Node = "") -> Iterator[D]:
        """Every document of a kind that matches, in order of id, from one consistent view.

        A program may give the tree of a query instead of its text, which spares the parsing of hundreds of terms.
        """

    def runs(self, *, source: str | None = None, limit: int = 50) -> tuple[Run, ...]:
        """Runs, newest first."""

    def trends(
        self, text: str = "", *, period: Literal["day", "week", "month"] = "week", sample: int | None = None
    ) -> Trends:
        """Supply by period and model over the listings that match *text*.

        Exact, unless a *sample* is asked for: then about so many listings are read, shared out evenly among the points,
        and a point with more listings than its share has a `Margin`.
        """

    def counts(self) -> dict[str, int]:
        """Documents by kind."""

    def set_aside(self) -> Iterator[SetAside]:
        """Documents that the store refused, by kind and id; always none for one that writes all or nothing."""

    def reset(self) -> None:
        """Remove all documents and cursors in one step; the schema stays."""

    def rebuilding(self) -> AbstractContextManager[Store]:
        """An empty store to fill; it takes the place of this one's content when the block ends without an error.

        Until then, and for ever where the block fails or is killed, everybody else sees the old content.
        """
