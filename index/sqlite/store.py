"""`SqliteStore`: the embedded store behind `index.store.Store`."""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from extract.rates import Rates
from foundation.clock import Clock
from index.asking import read_count, read_facets, read_limit, read_order, read_sample
from index.documents import Document, Listing, Run, Sighting
from index.fields import Kind, kind_of
from index.highlight import highlight
from index.language import Node, parse
from index.language.parsing import ContactHash
from index.paging import Place, read_token, write_token
from index.sampling import Sample, fold_sample
from index.sqlite.compiling import condition
from index.sqlite.connection import BUSY_TIMEOUT_MS, connect, explained
from index.sqlite.migrations import STEPS, Step, prepare
from index.sqlite.rows import Rows
from index.sqlite.schema import TABLES, Schema
from index.sqlite.searching import Search
from index.sqlite.supply import chosen, count, supply
from index.sqlite.writing import CHUNK, Writer
from index.store import Batch, Page, Query, SetAside, Trends
from index.trends import fold_trends

D = TypeVar("D", bound=Document)


class SqliteStore:
    """One SQLite file. Readers go on while a writer writes; a second writer waits. One thread at a time."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock | None = None,
        contact_hash: ContactHash | None = None,
        read_only: bool = False,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        schema: Schema | None = None,
        steps: Mapping[int, Step] = STEPS,
    ) -> None:
        """Open or make the file, migrating an older one. Raises `StoreError`."""
        self._path = path
        self._clock = clock or Clock()
        self._contact_hash = contact_hash
        self._read_only = read_only
        self._busy_timeout_ms = busy_timeout_ms
        self._schema = schema or Schema()
        self._rows = Rows(self._schema)
        self._rebuild = False
        self._connection = self._connect()
        try:
            with explained(path):
                prepare(self._connection, path, self._schema, steps, read_only=read_only)
        except BaseException:
            self._connection.close()
            raise
        self._writer = Writer(self._connection, self._schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file. Calling it again does nothing."""
        self._connection.close()

    def write(self, batch: Batch) -> int:
        """Write all or nothing; the number of documents that were new or differ from what was stored."""
        with self._writing():
            changed = self._writer.put(batch.documents)
            self._writer.put_cursors(batch.cursors.items())
        return changed

    def cursor(self, segment: str) -> int:
        """Byte offset up to which *segment* was read; 0 for an unknown one."""
        with explained(self._path):
            row = self._connection.execute("SELECT offset FROM cursors WHERE segment = ?", (segment,)).fetchone()
        return row[0] if row else 0

    def cursors(self) -> dict[str, int]:
        """Every segment that was read, with the byte offset up to which it was."""
        with explained(self._path):
            return dict(self._connection.execute("SELECT segment, offset FROM cursors ORDER BY segment").fetchall())

    def get(self, kind: type[D], id: str) -> D | None:
        """One document, or none."""
        return self.get_many(kind, [id]).get(id)

    def get_many(self, kind: type[D], ids: Iterable[str]) -> dict[str, D]:
        """Those of *ids* that exist."""
        found: dict[str, D] = {}
        for rows in self._by(kind, "id", ids, "id"):
            found.update((document.id, document) for document in rows)
        return found

    def sightings(self, listing_ids: Iterable[str]) -> dict[str, tuple[Sighting, ...]]:
        """Sightings of each listing, oldest first, ties by id."""
        found: dict[str, list[Sighting]] = {}
        for rows in self._by(Sighting, "listing_id", listing_ids, "listing_id, observed_at, id"):
            for sighting in rows:
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
        with self._reading() as connection:
            search = Search(connection, name, node)
            search.count(most, keep=bool(facets))
            rows = search.page(f"d.{self._rows.select[name].replace(', ', ', d.')}", order, limit + 1, after)
            counted = search.facets(facets)
        documents = tuple(self._rows.to_document(kind, row[1:]) for row in rows[:limit])
        following = None
        if len(rows) > limit:
            following = write_token(Place(order.name, rows[limit - 1][0], documents[-1].id))
        pieces = ((document.id, highlight(node, document)) for document in documents)
        return Page(
            documents=documents,
            total=search.total,
            next=following,
            facets=counted,
            highlights={found: piece for found, piece in pieces if piece is not None},
            total_is_exact=search.exact,
            facets_over=None if search.exact else search.total,
        )

    def scan(self, kind: type[D], text: str | Node = "") -> Iterator[D]:
        """Every document of a kind that matches, in order of id, from one consistent view."""
        name = kind_of(kind)
        where = condition(text if isinstance(text, Node) else self._parse(text, name), name)
        return self._scan(kind, name, where.text, where.parameters)

    def runs(self, *, source: str | None = None, limit: int = 50) -> tuple[Run, ...]:
        """Runs, newest first."""
        with explained(self._path):
            rows = self._connection.execute(
                f"SELECT {self._rows.select['run']} FROM runs WHERE ?1 IS NULL OR source = ?1"
                " ORDER BY started_at DESC, id LIMIT ?2",
                (source, limit),
            ).fetchall()
        return tuple(self._rows.to_document(Run, row) for row in rows)

    def trends(
        self, text: str = "", *, period: Literal["day", "week", "month"] = "week", sample: int | None = None
    ) -> Trends:
        """Supply by period and model over the listings that match *text*; of a *sample* of so many where asked."""
        where = condition(self._parse(text, "listing"), "listing")
        most = read_sample(sample)
        rates = Rates()

        def in_usd(amount: Decimal, currency: str, day: date) -> Decimal | None:
            return rates.in_usd(amount, currency, day).amount

        with self._reading() as connection:
            crawls = connection.execute("SELECT started_at, source FROM runs WHERE outcome <> 'failed'")
            starts = [(datetime.fromisoformat(f"{started}+00:00"), source) for started, source in crawls]
            if most is None:
                return fold_trends(period, supply(connection, where), starts, in_usd)
            drawn = Sample.of(count(connection, period, where), most)
            return fold_sample(period, drawn, chosen(connection, period, drawn.bounds, where), starts, in_usd)

    def counts(self) -> dict[str, int]:
        """Documents by kind."""
        with self._reading() as connection:
            return {
                kind: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for kind, table in TABLES.items()
            }

    def set_aside(self) -> Iterator[SetAside]:
        """None: a batch is written whole or not at all."""
        return iter(())

    def reset(self) -> None:
        """Remove all documents and cursors in one step; the schema stays."""
        with self._writing():
            self._writer.clear()

    @contextmanager
    def rebuilding(self) -> Iterator[SqliteStore]:
        """An empty store to fill; it takes the place of this one's content when the block ends without an error.

        Until then, and for ever where the block fails or is killed, everybody else sees the old content.
        """
        with SqliteStore(
            self._path,
            clock=self._clock,
            contact_hash=self._contact_hash,
            busy_timeout_ms=self._busy_timeout_ms,
            schema=self._schema,
        ) as fresh:
            with fresh._writing():
                fresh._rebuild = True
                fresh._writer.clear()
                yield fresh
            fresh._rebuild = False

    def _scan(self, kind: type[D], name: Kind, where: str, parameters: tuple[Any, ...]) -> Iterator[D]:
        columns = self._rows.select[name].replace(", ", ", d.")
        select = f"SELECT d.{columns} FROM {TABLES[name]} AS d WHERE {where} ORDER BY d.id"
        with explained(self._path):
            if self._rebuild:  # nobody else sees this content yet
                rows = self._connection.execute(select, parameters).fetchall()
                yield from (self._rows.to_document(kind, row) for row in rows)
                return
            with closing(self._connect()) as connection:
                connection.execute("BEGIN")
                for row in connection.execute(select, parameters):
                    yield self._rows.to_document(kind, row)

    def _by(self, kind: type[D], column: str, values: Iterable[str], order: str) -> Iterator[list[D]]:
        name = kind_of(kind)
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            with explained(self._path):
                rows = self._connection.execute(
                    f"SELECT {self._rows.select[name]} FROM {TABLES[name]}"
                    f" WHERE {column} IN ({', '.join('?' * len(chunk))}) ORDER BY {order}",
                    chunk,
                ).fetchall()
            yield [self._rows.to_document(kind, row) for row in rows]

    def _parse(self, text: str, kind: Kind) -> Node:
        return parse(text, kind, now=self._clock.now(), contact_hash=self._contact_hash)

    def _connect(self) -> sqlite3.Connection:
        return connect(self._path, read_only=self._read_only, busy_timeout_ms=self._busy_timeout_ms)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that has the right to write from its start; within a rebuild, a part of it."""
        begin, commit, undo = (
            ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part")
            if self._rebuild
            else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        )
        with explained(self._path):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute(commit)
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it already
                    for statement in undo.split("; "):
                        self._connection.execute(statement)
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees one state of the store throughout."""
        with explained(self._path):
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")
