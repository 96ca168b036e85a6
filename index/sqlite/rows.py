"""Documents to rows and back, without loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from extract.normalise import tokens
from foundation.errors import StoreError
from index.documents import Document, Listing
from index.fields import Field, keyword_key, kind_of, searched
from index.sqlite.marks import signs_of
from index.sqlite.schema import WORDS, Column, Schema

D = TypeVar("D", bound=Document)
Row = tuple[Any, ...]

GAP = "\ue200"
"""A token that no text has: between the values of a field, so that no phrase reaches from one into the next."""
EVERY = "all"
"""The token among the keywords of every document."""
NOTHING = "nothing"
"""A token among the keywords of no document."""
_ENCODED = {code: chr(0xE100 + code) for code in range(128) if not chr(code).isalnum()}
_LARGEST = 2**63 - 1


def stored_time(moment: datetime) -> str:
    """UTC text that sorts as time does."""
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat()


def term(field: Field, key: str) -> str:
    """The token of a keyword in the text index: its ASCII signs are encoded so that FTS5 keeps it in one piece."""
    return _token(f"{_short(field)}={key}")


def flag(field: Field) -> str:
    """The token of a flag that is set."""
    return term(field, "true")


def mark(field: Field, sign: str) -> str:
    """The token of a mark (`index.sqlite.marks`) in the text index."""
    return _token(f"{_short(field)}~{sign}")


@cache
def _short(field: Field) -> str:
    """The shortest name that the field shares with no other, its parts joined: every document repeats it."""
    known = searched(field.kind)
    name = min((name for name in field.names if len(known[name]) == 1), key=len)
    return name.replace(".", "").replace("_", "")


@lru_cache(maxsize=10_000)
def _token(text: str) -> str:
    return text.translate(_ENCODED)


@lru_cache(maxsize=10_000)
def _key(value: str) -> str:
    """Keywords are few and come again and again."""
    return keyword_key(value)


class Rows:
    """Turns documents into rows of *schema* and rows into documents."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.select = {
            kind: "number, " + ", ".join(column.name for column in columns) for kind, columns in schema.columns.items()
        }
        """Columns to select for `to_document`, in order."""

    def to_row(self, document: Document) -> Row:
        """Values of the kind's columns. Raises `StoreError` for a number no store can hold."""
        return tuple(
            _stored(column, getattr(document, column.field.name), document)
            for column in self._schema.columns[kind_of(type(document))]
        )

    def to_document(self, model: type[D], row: Sequence[Any]) -> D:
        """The document of a row selected by `select`."""
        values: dict[str, Any] = {}
        for column, value in zip(self._schema.columns[kind_of(model)], row[1:], strict=True):
            if column.form != "real" and value is not None:  # an older store may lack the column
                values[column.field.name] = _READ[column.form](value)
        return model.model_validate(values)

    def offer_rows(self, listing: Listing) -> list[Row]:
        """Position and values of the ``offers`` columns."""
        return [
            (position, *(_number(_stored_offer(column, offer)) for column in self._schema.offer_columns))
            for position, offer in enumerate(listing.offers)
        ]

    def words(self, document: Document) -> Row | None:
        """Values of the text index's columns; none for a kind without one."""
        kind = kind_of(type(document))
        if kind not in WORDS:
            return None
        texts = (f" {GAP} ".join(" ".join(tokens(v)) for v in f.values(document)) for f in self._schema.words[kind])
        terms = {
            term(f, _key(str(v))): None for f in self._schema.terms[kind] for v in f.values(document) if v is not False
        }
        marked = ((f, v) for f in self._schema.marked[kind] for v in f.values(document))
        measured = {mark(f, sign): None for f, value in marked for sign in signs_of(f, value)}
        return (*texts, " ".join((EVERY, *terms, *measured)))


def _stored_offer(column: Column, offer: BaseModel) -> Any:
    value = getattr(offer, column.field.name)
    return None if value is None else _STORE[column.form](value)


def _number(value: Any) -> Any:
    """Offers are kept exactly in their JSON: the column for searching takes the largest number it can."""
    return max(-_LARGEST, min(_LARGEST, value)) if isinstance(value, int) else value


def _stored(column: Column, value: Any, document: Document) -> Any:
    if value is None:
        return None
    stored = _STORE[column.form](value)
    if isinstance(stored, int) and abs(stored) > _LARGEST:
        raise StoreError(
            f"{column.field.path} is {value}, more than any store holds",
            where=f"{column.field.kind} {document.id}",
            way_out="mend the rule that read it and ingest again",
        )
    return stored


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    # a lone surrogate is no text: a database cannot hold it
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _json(value: Any) -> str:
    return to_json(value, exclude_none=True).decode("utf-8")


_STORE: Mapping[str, Callable[[Any], Any]] = {
    "plain": _plain,
    "json": _json,
    "time": stored_time,
    "real": float,
    "exact": str,
}
_READ: Mapping[str, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "json": from_json,
    "time": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
    "exact": Decimal,
}
