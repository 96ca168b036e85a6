"""`ElasticsearchStore`: the store for a team behind `index.store.Store`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Literal, Self, TypeVar

from elasticsearch import Elasticsearch

from extract.rates import Rates
from foundation.clock import Clock
from foundation.errors import StoreError
from index.asking import read_count, read_facets, read_limit, read_order, read_sample
from index.documents import Document, Listing, Run, Sighting
from index.elasticsearch.address import Access, Address
from index.elasticsearch.aside import read_set_aside
from index.elasticsearch.client import open_client
from index.elasticsearch.compiling import condition
from index.elasticsearch.indices import Indices, Targets
from index.elasticsearch.names import KINDS, PARTS, Part
from index.elasticsearch.opening import ready
from index.elasticsearch.reading import Reader
from index.elasticsearch.schema import Schema
from index.elasticsearch.sources import Sources
from index.elasticsearch.supply import chosen, count, listings_that_match, supply
from index.elasticsearch.trouble import explained
from index.elasticsearch.writing import Writer, cursor_id
from index.fields import Kind, kind_of
from index.highlight import highlight
from index.language import Everything, Node, parse
from index.language.parsing import ContactHash
from index.paging import Place, read_token, write_token
from index.sampling import Sample, fold_sample
from index.store import Batch, Page, Query, SetAside, Trends
from index.trends import fold_trends

D = TypeVar("D", bound=Document)


class ElasticsearchStore:
    """Indices behind aliases. Everybody reads and writes at once; what `write` returned from, every search sees."""

    def __init__(
        self,
        client: Elasticsearch,
        address: Address,
        targets: Targets,
        *,
        clock: Clock | None = None,
        contact_hash: ContactHash | None = None,
        schema: Schema | None = None,
        alone: bool = False,
    ) -> None:
        """A store on *targets*; *alone*: nobody else reads it, so it need not show each write at once."""
        self._client = client
        self._address = address
        self._clock = clock or Clock()
        self._contact_hash = contact_hash
        self._schema = schema or Schema()
        self._alone = alone
        self._sources = Sources(self._schema)
        self._reader = Reader(client, targets, where=address.shown)
        self._writer = Writer(client, targets, self._schema, where=address.shown, clock=self._clock)
        self._indices = Indices(client, address.names, self._schema)

    @classmethod
    def open(
        cls,
        address: Address,
        access: Access,
        *,
        clock: Clock | None = None,
        contact_hash: ContactHash | None = None,
        schema: Schema | None = None,
    ) -> Self:
        """Meet the server; make the indices where there are none and writing is allowed. Raises `StoreError`."""
        schema = schema or Schema(shards=access.shards, replicas=access.replicas)
        client = open_client(address, access)
        try:
            with explained(address.shown):
                targets = ready(Indices(client, address.names, schema), address, schema)
        except BaseException:
            client.close()
            raise
        return cls(client, address, targets, clock=clock, contact_hash=contact_hash, schema=schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. Calling it again does nothing."""
        if not self._alone:
            self._client.close()

    def write(self, batch: Batch) -> int:
        """Write the documents, then the cursors; the number of documents that were new or differ."""
        self._must_be_writable()
        with explained(self._address.shown):
            written = self._writer.put(batch.documents)
            if self._alone:
                self._writer.put_cursors(batch.cursors)
                return written
            with ThreadPoolExecutor(1) as beside:
                cursors = beside.submit(self._writer.put_cursors, batch.cursors)
                self._writer.refresh(PARTS)
            cursors.result()
        return written

    def cursor(self, segment: str) -> int:
        """Byte offset up to which *segment* was read; 0 for an unknown one."""
        with explained(self._address.shown):
            found = next(self._reader.many("cursor", [cursor_id(segment)]), None)
        return int(found["_source"]["offset"]) if found else 0

    def cursors(self) -> dict[str, int]:
        """Every segment that was read, with the byte offset up to which it was."""
        with explained(self._address.shown):
            self._reader.see("cursor")
            hits = self._reader.scan("cursor", {"match_all": {}}, sort=({"segment": "asc"},))
            return {hit["_source"]["segment"]: hit["_source"]["offset"] for hit in hits}

    def get(self, kind: type[D], id: str) -> D | None:
        """One document, or none."""
        return self.get_many(kind, [id]).get(id)

    def get_many(self, kind: type[D], ids: Iterable[str]) -> dict[str, D]:
        """Those of *ids* that exist."""
        with explained(self._address.shown):
            found = self._reader.many(kind_of(kind), ids)
            return {hit["_id"]: self._sources.to_document(kind, hit["_source"]) for hit in found}

    def sightings(self, listing_ids: Iterable[str]) -> dict[str, tuple[Sighting, ...]]:
        """Sightings of each listing, oldest first, ties by id."""
        found: dict[str, list[Sighting]] = {}
        with self._reading("sighting"):
            for hit in self._reader.with_values("sighting", "listing_id", listing_ids, _IN_TIME):
                sighting = self._sources.to_document(Sighting, hit["_source"])
                found.setdefault(sighting.listing_id, []).append(sighting)
        return {listing: tuple(row) for listing, row in found.items()}

    def search(self, query: Query) -> Page[Listing]:
        """Listings that match. Raises `UsageError` that names the column of a mistake in the query."""
        return self.find(Listing, query)

    def find(self, kind: type[D], query: Query) -> Page[D]:
        """Documents of a kind that match: listings, articles, events or leads."""
        name = kind_of(kind)
        node = self._parse(query.text, name)
        order, limit, facets = read_order(query.sort, name), read_limit(query.limit), read_facets(query.facets, name)
        after = read_token(query.after, order.name) if query.after else None
        most = read_count(query.count_to)
        with self._reading(name):
            found = self._reader.page(
                name, condition(node), order, limit=limit + 1, after=after, facets=facets, most=most
            )
        documents = tuple(self._sources.to_document(kind, hit["_source"]) for hit in found.hits[:limit])
        following = None
        if len(found.hits) > limit:
            following = write_token(Place(order.name, found.hits[limit - 1]["sort"][0], documents[-1].id))
        pieces = ((document.id, highlight(node, document)) for document in documents)
        return Page(
            documents=documents,
            total=found.total,
            next=following,
            facets=found.facets,
            highlights={found_id: piece for found_id, piece in pieces if piece is not None},
            total_is_exact=found.exact,
        )

    def scan(self, kind: type[D], text: str | Node = "") -> Iterator[D]:
        """Every document of a kind that matches, in order of id, from one consistent view."""
        name = kind_of(kind)
        return self._scan(kind, name, text if isinstance(text, Node) else self._parse(text, name))

    def runs(self, *, source: str | None = None, limit: int = 50) -> tuple[Run, ...]:
        """Runs, newest first."""
        query = {"match_all": {}} if source is None else {"term": {"source": source}}
        with self._reading("run"):
            found = self._reader.page("run", query, read_order(None, "run"), limit=limit)
        return tuple(self._sources.to_document(Run, hit["_source"]) for hit in found.hits)

    def trends(
        self, text: str = "", *, period: Literal["day", "week", "month"] = "week", sample: int | None = None
    ) -> Trends:
        """Supply by period and model over the listings that match *text*; of a *sample* of so many where asked."""
        node = self._parse(text, "listing")
        most = read_sample(sample)
        rates = Rates()

        def in_usd(amount: Decimal, currency: str, day: date) -> Decimal | None:
            return rates.in_usd(amount, currency, day).amount

        with self._reading("listing", "sighting", "run"):
            listings = None if node == Everything() else listings_that_match(self._reader, condition(node))
            crawls = self._reader.scan(
                "run", {"bool": {"must_not": [{"term": {"outcome": "failed"}}]}}, fields=("started_at", "source")
            )
            starts = [
                (datetime.fromisoformat(hit["_source"]["started_at"]), hit["_source"]["source"]) for hit in crawls
            ]
            if most is None:
                return fold_trends(period, supply(self._reader, listings), starts, in_usd)
            drawn = Sample.of(count(self._reader, period, listings), most)
            rows = chosen(self._reader, period, drawn.bounds, listings)
            return fold_sample(period, drawn, rows, starts, in_usd)

    def counts(self) -> dict[str, int]:
        """Documents by kind."""
        with self._reading(*KINDS):
            return {kind: self._reader.count(kind) for kind in KINDS}

    def reset(self) -> None:
        """Remove all documents and cursors in one step; the schema stays."""
        self._must_be_writable()
        with explained(self._address.shown):
            self._indices.switch(self._indices.fresh(), drop_old=True)
        self._writer.unseen.clear()

    @contextmanager
    def rebuilding(self) -> Iterator[ElasticsearchStore]:
        """An empty store to fill; it takes the place of this one's content when the block ends without an error.

        Until then, and for ever where the block fails or is killed, everybody else sees the old content.
        """
        self._must_be_writable()
        with explained(self._address.shown):
            fresh = self._indices.fresh()
        try:
            yield ElasticsearchStore(
                self._client,
                self._address,
                self._indices.held_by(fresh),
                clock=self._clock,
                contact_hash=self._contact_hash,
                schema=self._schema,
                alone=True,
            )
            with explained(self._address.shown):
                self._client.indices.refresh(index=list(self._indices.held_by(fresh).read.values()))
                self._indices.switch(fresh, drop_old=True)
        except BaseException:
            with explained(self._address.shown):
                self._indices.drop(set(self._indices.layout().idle) & set(fresh.values()))
            raise

    def set_aside(self) -> Iterator[SetAside]:
        """Documents that the server refused for what is in them, by kind and id."""
        with self._reading("set_aside"):
            yield from read_set_aside(self._reader)

    def _must_be_writable(self) -> None:
        if self._address.mode == "ro":
            raise StoreError(
                "the store is opened for reading only and cannot be written",
                where=self._address.shown,
                way_out="leave ?mode=ro out of its URL",
            )

    def _scan(self, kind: type[D], name: Kind, node: Node) -> Iterator[D]:
        with self._reading(name):
            for hit in self._reader.scan(name, condition(node)):
                yield self._sources.to_document(kind, hit["_source"])

    def _parse(self, text: str, kind: Kind) -> Node:
        return parse(text, kind, now=self._clock.now(), contact_hash=self._contact_hash)

    @contextmanager
    def _reading(self, *parts: Part) -> Iterator[None]:
        """Errors explained, and this store's own writes to *parts* seen."""
        with explained(self._address.shown):
            self._writer.refresh(parts)
            yield


_IN_TIME = ({"listing_id": "asc"}, {"search.moments.observed_at": "asc"}, {"id": "asc"})
