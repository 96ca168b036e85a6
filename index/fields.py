"""The field registry: one row for every field of every document, read from ``index/registry/*.yaml``.

It drives SQLite columns, the names of the search language, facets, sorting, export columns, the Kibana data view and
docs/fields.md. What a field means stands with the attribute itself (`index.meaning`). Keys of a row:

type      keyword | text | integer | decimal | number | time | date | boolean | counts
record    instead of a type: the file that describes the nested record
many      a field of several values
table     a repeated record whose rows stand in a table of their own
search    false: the search language does not know the field (default: true at the top, false in nested records)
names     further names in the search language; a name that several fields share looks in all of them
words     words without a field name are looked for here
exact     an identifier: stored once a document, found by itself or its beginning
catalogue short names of models: every spelling that the catalogue knows finds them
hashed    holds keyed hashes: what a person types is hashed before it is compared
facet, sort, export    values can be counted, documents ordered by it, it is a column of exports
unit      of a number; ``currency`` means "in the currency that the field beside it names"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel

from extract.normalise import normalise
from index.documents import Article, Document, Event, Lead, Listing, Run, Sighting

Kind = Literal["listing", "sighting", "article", "event", "lead", "run"]
FieldType = Literal["keyword", "text", "integer", "decimal", "number", "time", "date", "boolean", "counts", "record"]

MODELS: Mapping[Kind, type[Document]] = {
    "listing": Listing,
    "sighting": Sighting,
    "article": Article,
    "event": Event,
    "lead": Lead,
    "run": Run,
}
"""Document class of each kind."""

_ELASTICSEARCH_TYPES: Mapping[FieldType, str] = {
    "keyword": "keyword",
    "text": "text",
    "integer": "long",
    "decimal": "double",
    "number": "double",
    "time": "date",
    "date": "date",
    "boolean": "boolean",
    "counts": "flattened",
    "record": "object",
}


@dataclass(frozen=True)
class Field:
    """One row of the registry, its path spelled out."""

    kind: Kind
    path: str
    """Dotted, for example ``offers.model``."""
    type: FieldType
    many: bool = False
    """The attribute itself holds several values."""
    repeated: bool = False
    """A document can have several values, its own or those of a record above."""
    table: str | None = None
    """Repeated record with a table of its own that the field belongs to, for example ``offers``."""
    record: str | None = None
    """Registry file of a nested record."""
    unit: str | None = None
    names: tuple[str, ...] = ()
    """Every name in the search language, the dotted path first; empty where it is not searched."""
    words: bool = False
    exact: bool = False
    hashed: bool = False
    catalogue: bool = False
    facet: bool = False
    sort: bool = False
    export: bool = False

    @property
    def name(self) -> str:
        """Last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def column(self) -> str:
        """Name of the column in SQL and in the text index."""
        return self.path.replace(".", "_")

    @property
    def top(self) -> bool:
        """Stands at the top of the document."""
        return "." not in self.path

    @property
    def elasticsearch_type(self) -> str:
        """Type in an Elasticsearch mapping."""
        return "nested" if self.record and self.table else _ELASTICSEARCH_TYPES[self.type]

    def key(self, value: str) -> str:
        """The form in which a keyword is compared: identifiers as they are, others by `keyword_key`."""
        return value.strip() if self.exact else keyword_key(value)

    def values(self, document: Document) -> list[Any]:
        """Every value of the field in *document*, in order, none left out but None."""
        found: list[Any] = [document]
        for part in self.path.split("."):
            found = [value for holder in found for value in _each(getattr(holder, part))]
        return found


def _each(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def keyword_key(value: str) -> str:
    """The form in which keywords are compared: normalised and without spaces (``RTX 4090 D`` is ``rtx4090d``)."""
    return "".join(normalise(value).split())


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _rows(name: str) -> dict[str, dict[str, Any]]:
    file = resources.files("index").joinpath(f"registry/{name}.yaml")
    rows: dict[str, dict[str, Any]] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - safe loader
    return rows


def _expand(kind: Kind, file: str, parent: Field | None = None) -> Iterator[Field]:
    for name, row in _rows(file).items():
        properties = dict(row)
        path = f"{parent.path}.{name}" if parent else name
        many = properties.pop("many", False)
        inherited = bool(parent.names) if parent else True
        searched = properties.pop("search", inherited and (parent is not None or "record" not in row))
        has_table = properties.pop("table", False)
        aliases = properties.pop("names", ())
        words = properties.pop("words", False)
        field = Field(
            kind=kind,
            path=path,
            type="record" if "record" in properties else properties.pop("type"),
            many=many,
            repeated=many or bool(parent and parent.repeated),
            table=path if has_table else (parent.table if parent else None),
            names=tuple(dict.fromkeys((path, *aliases))) if searched else (),
            words=words and searched,
            **properties,
        )
        yield field
        if field.record:
            yield from _expand(kind, field.record, field)


FIELDS: tuple[Field, ...] = tuple(field for kind in get_args(Kind) for field in _expand(kind, kind))
"""Every field, in the order of the documents, a record before what it holds."""


@cache
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """Fields of one kind of document."""
    return tuple(field for field in FIELDS if field.kind == kind)


@cache
def field_at(kind: Kind, path: str) -> Field:
    """The field with a dotted path. Raises `KeyError`."""
    for field in fields_of(kind):
        if field.path == path:
            return field
    raise KeyError(f"{kind}.{path}")


@cache
def searched(kind: Kind) -> Mapping[str, tuple[Field, ...]]:
    """Name in the search language → the fields that it looks in."""
    names: dict[str, list[Field]] = {}
    for field in fields_of(kind):
        for name in field.names if not field.record else ():
            names.setdefault(name, []).append(field)
    return {name: tuple(fields) for name, fields in names.items()}


@cache
def word_fields(kind: Kind) -> tuple[Field, ...]:
    """Fields in which words without a field name are looked for."""
    return tuple(field for field in fields_of(kind) if field.words)


def sort_fields(kind: Kind) -> Mapping[str, Field]:
    """Name → field that documents can be ordered by."""
    return {name: field for field in fields_of(kind) if field.sort for name in field.names}


def facet_fields(kind: Kind) -> Mapping[str, Field]:
    """Name → field whose values can be counted. A field of offers counts listings, not offers."""
    return {name: field for field in fields_of(kind) if field.facet for name in field.names}


def export_fields(kind: Kind) -> tuple[Field, ...]:
    """Columns of exports, in order."""
    return tuple(field for field in fields_of(kind) if field.export and not field.record)


@cache
def kind_of(model: type[BaseModel]) -> Kind:
    """Kind of a document class. Raises `KeyError` for another class."""
    for kind, known in MODELS.items():
        if model is known:
            return kind
    raise KeyError(model.__name__)
