"""Documents into the tables: full replacement by id, what has not changed left alone."""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from foundation.errors import StoreError
from index.documents import Document, Listing, Sighting
from index.fields import Kind, kind_of
from index.sqlite.numbering import ROOM, first_of, first_of_second
from index.sqlite.rows import Row, Rows
from index.sqlite.schema import TABLES, TERMS, WORDS, Schema
from index.trends import supplied

CHUNK = 500
"""Ids asked for at once."""


class Writer:
    """Writes within a transaction that the caller has begun."""

    def __init__(self, connection: sqlite3.Connection, schema: Schema) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = Rows(schema)
        self._fed: dict[Kind, tuple[int, ...]] = {
            kind: _positions(
                schema,
                kind,
                {f.path.partition(".")[0] for f in (*schema.words[kind], *schema.terms[kind], *schema.marked[kind])},
            )
            for kind in WORDS
        }
        """Columns that the text index is made of."""
        self._offers = _positions(schema, "listing", {"offers"})

    def put(self, documents: Sequence[Document]) -> int:
        """Write *documents*; how many were new or differ."""
        known = self._known(documents)
        changed = 0
        for document in documents:
            kind = kind_of(type(document))
            row = self._rows.to_row(document)
            number, before = known.get((kind, document.id), (None, None))
            if row == before:
                continue
            changed += 1
            if isinstance(document, Listing) and number is not None and not self._in_place(number, document):
                self._remove(kind, number)
                number, before = None, None
            number = self._put_row(kind, number if number is not None else self._free_number(document), row, before)
            known[kind, document.id] = (number, row)
            self._put_words(kind, number, document, before, row)
            if isinstance(document, Listing) and _differ(self._offers, before, row):
                self._put_offers(number, document, replace=before is not None)
            if isinstance(document, Sighting):
                self._put_supply(number, document, replace=before is not None)
        return changed

    def put_cursors(self, cursors: Iterable[tuple[str, int]]) -> None:
        """Remember how far segments were read."""
        self._connection.executemany("INSERT OR REPLACE INTO cursors (segment, offset) VALUES (?, ?)", cursors)

    def clear(self) -> None:
        """Remove every document and cursor."""
        for table in ("offers", "supply", "cursors", *WORDS.values(), *TABLES.values()):
            self._connection.execute(f"DELETE FROM {table}")

    def _known(self, documents: Sequence[Document]) -> dict[tuple[Kind, str], tuple[int | None, Row | None]]:
        ids: dict[Kind, list[str]] = {}
        for document in documents:
            ids.setdefault(kind_of(type(document)), []).append(document.id)
        known: dict[tuple[Kind, str], tuple[int | None, Row | None]] = {}
        for kind, of_kind in ids.items():
            id_column = 1 + next(i for i, c in enumerate(self._schema.columns[kind]) if c.name == "id")
            for start in range(0, len(of_kind), CHUNK):
                chunk = of_kind[start : start + CHUNK]
                for row in self._connection.execute(
                    f"SELECT {self._rows.select[kind]} FROM {TABLES[kind]} WHERE id IN ({_marks(len(chunk))})",
                    chunk,
                ):
                    known[kind, row[id_column]] = (row[0], row[1:])
        return known

    @staticmethod
    def _in_place(number: int, listing: Listing) -> bool:
        """Whether the row's number still tells when the listing was first seen."""
        return first_of_second(number) == first_of(listing.first_seen)

    def _remove(self, kind: Kind, number: int) -> None:
        """Take a listing out, for it to be put in again under another number."""
        self._connection.execute("DELETE FROM offers WHERE listing = ?", (number,))
        self._connection.execute(f"DELETE FROM {WORDS[kind]} WHERE rowid = ?", (number,))
        self._connection.execute(f"DELETE FROM {TABLES[kind]} WHERE number = ?", (number,))

    def _free_number(self, document: Document) -> int | None:
        """Number for a new row; none where the database may choose. Raises `StoreError` where a second is full."""
        if not isinstance(document, Listing):
            return None
        first = first_of(document.first_seen)
        (highest,) = self._connection.execute(
            "SELECT max(number) FROM listings WHERE number BETWEEN ? AND ?", (first, first + ROOM - 1)
        ).fetchone()
        if highest == first + ROOM - 1:
            raise StoreError(
                f"{ROOM:,} listings were first seen in one second, more than the store has room for",
                where=f"listing {document.id}, {document.first_seen:%Y-%m-%d %H:%M:%S} UTC",
                way_out="give the pages that were imported the times at which they were fetched",
            )
        return first if highest is None else highest + 1

    def _put_row(self, kind: Kind, number: int | None, row: Row, before: Row | None) -> int:
        names = [column.name for column in self._schema.columns[kind]]
        if before is not None and number is not None:
            self._connection.execute(
                f"UPDATE {TABLES[kind]} SET {', '.join(f'{name} = ?' for name in names)} WHERE number = ?",
                (*row, number),
            )
            return number
        cursor = self._connection.execute(
            f"INSERT INTO {TABLES[kind]} (number, {', '.join(names)}) VALUES ({_marks(len(names) + 1)})",
            (number, *row),
        )
        inserted: int = cursor.lastrowid or 0
        return inserted

    def _put_words(self, kind: Kind, number: int, document: Document, before: Row | None, row: Row) -> None:
        words = self._rows.words(document) if _differ(self._fed.get(kind, ()), before, row) else None
        if words is None:
            return
        if before is not None:
            self._connection.execute(f"DELETE FROM {WORDS[kind]} WHERE rowid = ?", (number,))
        columns = ", ".join(["rowid", *(field.column for field in self._schema.words[kind]), TERMS])
        self._connection.execute(
            f"INSERT INTO {WORDS[kind]} ({columns}) VALUES ({_marks(len(words) + 1)})",
            (number, *words),
        )

    def _put_offers(self, number: int, listing: Listing, *, replace: bool) -> None:
        if replace:
            self._connection.execute("DELETE FROM offers WHERE listing = ?", (number,))
        marks = _marks(len(self._schema.offer_columns) + 2)
        self._connection.executemany(
            f"INSERT INTO offers VALUES ({marks})",
            ((number, *row) for row in self._rows.offer_rows(listing)),
        )

    def _put_supply(self, number: int, sighting: Sighting, *, replace: bool) -> None:
        if replace:
            self._connection.execute("DELETE FROM supply WHERE sighting = ?", (number,))
        self._connection.executemany(
            "INSERT INTO supply VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    row.listing_id,
                    row.on.isoformat(),
                    row.model,
                    row.gpus,
                    None if row.h100e is None else str(row.h100e),
                    None if row.price is None else str(row.price),
                    row.currency,
                )
                for row in supplied(sighting)
            ),
        )


def _positions(schema: Schema, kind: Kind, names: set[str]) -> tuple[int, ...]:
    return tuple(i for i, column in enumerate(schema.columns[kind]) if column.field.name in names)


def _differ(positions: tuple[int, ...], before: Row | None, row: Row) -> bool:
    return before is None or any(before[position] != row[position] for position in positions)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
