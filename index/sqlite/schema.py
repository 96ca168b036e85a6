"""The tables, drawn from the field registry.

Each kind of document has a table with a column a top-level field; ``number`` is its row, ``id`` its identity. Nested
records are JSON, and the offers of listings also stand in a table of their own. A decimal has two columns: the number
for comparing, ``<name>_exact`` for what was stated. Times are UTC text without a zone (``2026-03-01T08:00:00``).
``<kind>_words`` is the text index (FTS5): a column a text field, holding tokens between spaces, and ``terms`` with a
token ``field=value`` for every keyword and ``field=true`` for every flag that is set, marks of numbers and times
(`index.sqlite.marks`), and one token that every document has. Numbers of listings grow with the time they were first
seen (`index.sqlite.numbering`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from index.fields import FIELDS, Field, Kind, field_at
from index.sqlite.marks import is_marked
from index.sqlite.numbering import NUMBERED_BY, UNTIMELY, untimely

VERSION = 4
"""`PRAGMA user_version`. Any change of the tables counts it up and adds a step to migrations.py."""
APPLICATION_ID = 0x43485057
"""`PRAGMA application_id`: "CHPW"."""

TABLES: dict[Kind, str] = {
    "listing": "listings",
    "sighting": "sightings",
    "article": "articles",
    "event": "events",
    "lead": "leads",
    "run": "runs",
}
"""Table of each kind."""
WORDS: dict[Kind, str] = {
    "listing": "listing_words",
    "article": "article_words",
    "event": "event_words",
    "lead": "lead_words",
}
"""Text index of the kinds that have one."""
TERMS = "terms"

_SQL_TYPES = {"integer": "INTEGER", "decimal": "REAL", "number": "REAL", "boolean": "INTEGER"}
INDEXED: dict[Kind, tuple[str, ...]] = {
    "listing": ("first_seen", "last_seen", "posted_at", "gpu_count", "price_usd"),
    "sighting": (),
    "article": ("published_at", "first_seen"),
    "event": ("reported_at",),
    "lead": ("score", "first_seen"),
    "run": ("started_at",),
}
"""Columns with an index."""


@dataclass(frozen=True)
class Column:
    """One column and the field it comes from."""

    name: str
    sql_type: str
    field: Field
    form: str
    """How the value is stored: plain, json, time, real or exact."""


class Schema:
    """The tables that *fields* give."""

    def __init__(self, fields: tuple[Field, ...] = FIELDS, version: int = VERSION) -> None:
        self.fields = fields
        self.version = version

    @cached_property
    def columns(self) -> dict[Kind, tuple[Column, ...]]:
        """Columns of each kind's table, ``number`` left out; long ones last, so that reading the others is quick."""
        return {
            kind: tuple(
                column
                for field in sorted((f for f in self.fields if f.kind == kind and f.top), key=_is_long)
                for column in _columns(field)
            )
            for kind in TABLES
        }

    @cached_property
    def offer_columns(self) -> tuple[Column, ...]:
        """Columns of ``offers`` after ``listing`` and ``position``."""
        return tuple(
            column
            for field in self.fields
            if field.table == "offers" and field.path.count(".") == 1 and not field.record and not field.many
            for column in _columns(field)
            if column.form != "exact"
        )

    @cached_property
    def words(self) -> dict[Kind, tuple[Field, ...]]:
        """Fields that have a column in the text index."""
        return {
            kind: tuple(f for f in self.fields if f.kind == kind and f.names and f.type == "text") for kind in WORDS
        }

    @cached_property
    def terms(self) -> dict[Kind, tuple[Field, ...]]:
        """Keywords and flags that the text index holds; identifiers are found by their own column."""
        return {
            kind: tuple(
                f
                for f in self.fields
                if f.kind == kind and f.names and f.type in ("keyword", "boolean") and not f.exact
            )
            for kind in WORDS
        }

    @cached_property
    def marked(self) -> dict[Kind, tuple[Field, ...]]:
        """Numbers and times whose marks the text index holds."""
        return {kind: tuple(f for f in self.fields if f.kind == kind and is_marked(f)) for kind in WORDS}

    def statements(self) -> Iterator[str]:
        """Everything that makes an empty database, in order."""
        for kind, table in TABLES.items():
            columns = ",\n  ".join(f"{c.name} {c.sql_type}{_constraint(c)}" for c in self.columns[kind])
            yield f"CREATE TABLE {table} (\n  number INTEGER PRIMARY KEY,\n  {columns}\n)"
            for name in INDEXED[kind]:
                if any(column.name == name for column in self.columns[kind]):
                    yield f"CREATE INDEX {table}_{name} ON {table} ({name} DESC, id)"
            if kind in NUMBERED_BY:
                yield f"CREATE INDEX {UNTIMELY} ON {table} (number) WHERE {untimely(kind)}"
        offers = ",\n  ".join(f"{c.field.name} {c.sql_type}" for c in self.offer_columns)
        yield (
            "CREATE TABLE offers (\n  listing INTEGER NOT NULL REFERENCES listings (number),\n"
            f"  position INTEGER NOT NULL,\n  {offers},\n  PRIMARY KEY (listing, position)\n) WITHOUT ROWID"
        )
        for kind, table in WORDS.items():
            names = ", ".join([*(field.column for field in self.words[kind]), TERMS])
            yield f"CREATE VIRTUAL TABLE {table} USING fts5({names}, columnsize=0, tokenize='ascii')"
        yield from (
            statement.strip()
            for statement in resources.files("index").joinpath("sqlite/tables.sql").read_text("utf-8").split(";\n")
            if statement.strip()
        )

    def names(self) -> tuple[str, ...]:
        """Tables and views made by `statements`, the ones that refer to others first."""
        return ("live_offers", "sighting_history", "offers", "supply", "cursors", *WORDS.values(), *TABLES.values())


def _columns(field: Field) -> tuple[Column, ...]:
    name = field.name
    if field.record or field.many or field.type == "counts":
        return (Column(name, "TEXT", field, "json"),)
    if field.type == "decimal":
        return (Column(name, "REAL", field, "real"), Column(f"{name}_exact", "TEXT", field, "exact"))
    form = "time" if field.type == "time" else "plain"
    return (Column(name, _SQL_TYPES.get(field.type, "TEXT"), field, form),)


def _is_long(field: Field) -> bool:
    return field.record is not None or field.path == "text"


def _constraint(column: Column) -> str:
    if column.field.path == "id":
        return " NOT NULL UNIQUE"
    if column.field == _LISTING_OF_SIGHTING:
        return " NOT NULL REFERENCES listings (id)"
    return ""


_LISTING_OF_SIGHTING = field_at("sighting", "listing_id")
