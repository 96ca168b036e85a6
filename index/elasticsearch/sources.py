"""Documents to what an index stores and back, without loss."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, TypeVar

from extract.normalise import tokens
from foundation.errors import StoreError
from index.documents import Document, Sighting
from index.elasticsearch.names import KINDS
from index.elasticsearch.schema import EXACT, Schema
from index.elasticsearch.supply_rows import supply_of
from index.fields import Field, Kind, keyword_key, kind_of
from index.newness import microseconds

D = TypeVar("D", bound=Document)
Source = dict[str, Any]

LARGEST = 2**63 - 1
"""Largest integer of an index; the smallest is taken to be its negative."""
LONGEST_TOKEN = 200
"""Characters of a token; a longer one is several that follow each other, all but its last ended by `MORE`."""
LONGEST_KEY = 6_000
"""Characters of a key that are indexed; a query is shorter."""
MORE = "\ue201"
_LONGEST_NAME = 40
"""Characters of a text that is likely to come again: names of places and sellers."""

_Shape = dict[str, tuple[Field, "_Shape | None"]]


class _Searched(NamedTuple):
    """A field as `Sources.to_search` takes it."""

    name: str
    """Of the attribute."""
    path: str
    kind: Literal["words", "term", "moment", "none"]
    """Where its values are indexed."""


class Sources:
    """Turns documents into sources of *schema* and sources into documents."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def to_source(self, document: Document) -> Source:
        """What is stored of a document. Raises `StoreError` for a number that no store can hold."""
        kind = kind_of(type(document))
        plain = document.model_dump(mode="json", exclude_none=True)
        return _stored(plain, self._shapes[kind], document)

    def to_search(self, document: Document) -> Source:
        """What is indexed beside it (`index.elasticsearch.schema`)."""
        words: Source = {}
        moments: Source = {}
        terms: dict[str, None] = {}
        present: list[str] = []
        for holders, fields in self._records(document):
            one = vars(holders[0]) if len(holders) == 1 else None
            for field in fields:
                values: Sequence[Any]
                if one is None:
                    values = _attributes(holders, field.name)
                else:
                    value = one[field.name]
                    if value is None:
                        continue
                    values = value if type(value) is tuple else (value,)
                if not values:
                    continue
                path = field.path
                present.append(path)
                if field.kind == "term":
                    for value in values:
                        terms[_term_of(path, value)] = None
                elif field.kind == "words":
                    _place(words, path, [_tokenised(value) for value in values])
                elif field.kind == "moment":
                    _place(moments, path, [microseconds(moment_of(value)) for value in values])
        supply = supply_of(document) if isinstance(document, Sighting) else {}
        found = {"words": words, "terms": list(terms), "present": present, "moments": moments, "supply": supply}
        return {name: value for name, value in found.items() if value}

    def _records(self, document: Document) -> Iterator[tuple[list[Any], list[_Searched]]]:
        """The document and the records in it that there are, with their searched fields; each is walked to once."""
        found: dict[str, list[Any]] = {"": [document]}
        for path, fields in self._searched[kind_of(type(document))].items():
            if path:
                above, _, name = path.rpartition(".")
                found[path] = _attributes(found[above], name)
            if fields and found[path]:
                yield found[path], fields

    def to_document(self, model: type[D], source: Mapping[str, Any]) -> D:
        """The document of a stored source."""
        return model.model_validate(_restored(source))

    @staticmethod
    def restored(source: Mapping[str, Any]) -> Source:
        """A stored source, or a part of it, with its exact values in their places."""
        found: Source = _restored(source)
        return found

    @cached_property
    def _searched(self) -> dict[Kind, dict[str, list[_Searched]]]:
        """Path of each record → its searched fields by name; a record comes before those in it."""
        found: dict[Kind, dict[str, list[_Searched]]] = {}
        for kind in KINDS:
            records = found[kind] = {"": []}
            for field in self._schema.searched(kind):
                *above, _ = field.path.split(".")
                for depth in range(len(above) + 1):
                    records.setdefault(".".join(above[:depth]), [])
                records[".".join(above)].append(_searched(field))
        return found

    @cached_property
    def _shapes(self) -> dict[Kind, _Shape]:
        return {kind: _shape(self._schema.fields(kind), "") for kind in KINDS}


def pieces(found: list[str]) -> list[str]:
    """Tokens as the index holds them."""
    if max(map(len, found), default=0) <= LONGEST_TOKEN:
        return found
    return [piece for token in found for piece in _pieces(token)]


def _pieces(token: str) -> Iterator[str]:
    for start in range(0, len(token), LONGEST_TOKEN):
        piece = token[start : start + LONGEST_TOKEN]
        yield piece + MORE if start + LONGEST_TOKEN < len(token) else piece


def term(path: str, key: str) -> str:
    """The entry of ``search.terms`` for a keyword or its beginning."""
    return f"{path}={key[:LONGEST_KEY]}"


def _tokenised(text: str) -> str:
    return _tokenised_name(text) if len(text) <= _LONGEST_NAME else " ".join(pieces(tokens(text)))


@lru_cache(maxsize=20_000)
def _tokenised_name(text: str) -> str:
    return " ".join(pieces(tokens(text)))


@lru_cache(maxsize=20_000)
def _term_of(path: str, value: Any) -> str:
    return term(path, keyword_key(_clean(str(value))))


def _searched(field: Field) -> _Searched:
    if field.type == "text" and field.names:
        return _Searched(field.name, field.path, "words")
    if field.type == "keyword" and not field.exact:
        return _Searched(field.name, field.path, "term")
    return _Searched(field.name, field.path, "moment" if field.type in ("time", "date") else "none")


def _attributes(holders: list[Any], name: str) -> list[Any]:
    """Values of an attribute of each holder, in order, without None."""
    values: list[Any] = []
    for holder in holders:
        value = getattr(holder, name)
        if isinstance(value, tuple):
            values += value
        elif value is not None:
            values.append(value)
    return values


def moment_of(value: datetime | date) -> datetime:
    """A time as it is; a day as its start."""
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)


def _shape(fields: tuple[Field, ...], parent: str) -> _Shape:
    return {
        field.name: (field, _shape(fields, field.path) if field.record else None)
        for field in fields
        if field.path.rpartition(".")[0] == parent
    }


def _stored(values: Mapping[str, Any], shape: _Shape, document: Document) -> Source:
    stored: Source = {}
    for name, value in values.items():
        field, inner = shape[name]
        if inner is not None:
            many = isinstance(value, list)
            stored[name] = [_stored(one, inner, document) for one in value] if many else _stored(value, inner, document)
            continue
        kind = field.type
        if kind == "decimal":
            stored[name] = max(-sys.float_info.max, min(sys.float_info.max, float(value)))
            stored[name + EXACT] = value
        elif kind == "integer":
            _place_integer(stored, name, value, field, document)
        elif kind == "time" and not value.endswith("Z"):
            stored[name] = _utc(value)
        else:
            stored[name] = _clean(value)
    return stored


def _place_integer(stored: Source, name: str, value: int, field: Field, document: Document) -> None:
    if -LARGEST <= value <= LARGEST:
        stored[name] = value
        return
    if field.top:
        raise StoreError(
            f"{field.path} is {value}, more than any store holds",
            where=f"{field.kind} {document.id}",
            way_out="mend the rule that read it and ingest again",
        )
    stored[name] = LARGEST if value > 0 else -LARGEST
    stored[name + EXACT] = str(value)


def _utc(value: str) -> str:
    """A time as UTC, which it is where it names no zone."""
    moment = datetime.fromisoformat(value)
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return utc.isoformat().replace("+00:00", "Z")


def _clean(value: Any) -> Any:
    """*value* with lone surrogates replaced: they are no text, and no database holds them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return [_clean(one) for one in value] if isinstance(value, list) else value


def _restored(value: Any) -> Any:
    if isinstance(value, list):
        return [_restored(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _restored(one) if isinstance(one, dict | list) else one for name, one in value.items()}
    for name in [name for name in found if name.endswith(EXACT)]:
        found[name.removesuffix(EXACT)] = found.pop(name)
    return found


def _place(holder: Source, path: str, value: Any) -> None:
    *above, name = path.split(".")
    for part in above:
        holder = holder.setdefault(part, {})
    holder[name] = value
