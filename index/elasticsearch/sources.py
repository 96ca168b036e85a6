"""Documents to what an index stores and back, without loss."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticSerializationError, to_json

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


class _Shape(NamedTuple):
    """Attributes of a record that are not stored as they are dumped."""

    decimals: tuple[str, ...]
    integers: tuple[str, ...]
    times: tuple[str, ...]
    records: tuple[tuple[str, _Shape], ...]
    """Only those that hold any of these, at whatever depth."""

    @property
    def plain(self) -> bool:
        """Everything is stored as it is dumped."""
        return not any(self)


class _Searched(NamedTuple):
    """The searched fields of a record: name of the attribute and path of each."""

    every: list[tuple[str, str]]
    words: list[tuple[str, str]]
    terms: list[tuple[str, str]]
    moments: list[tuple[str, str]]

    def add(self, field: Field) -> None:
        """One more field, into the lists where it belongs."""
        found = (field.name, field.path)
        self.every.append(found)
        if field.type == "text" and field.names:
            self.words.append(found)
        elif field.type == "keyword" and not field.exact:
            self.terms.append(found)
        elif field.type in ("time", "date"):
            self.moments.append(found)


class Sources:
    """Turns documents into sources of *schema* and sources into documents."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def to_source(self, document: Document) -> Source:
        """What is stored of a document. Raises `StoreError` for a number that no store can hold."""
        return self._stored(document)[0]

    def to_json(self, document: Document) -> bytes:
        """What is sent of a document: its source and, under ``search``, what is indexed beside it."""
        return b'%b,"search":%b}' % (self._stored(document)[1][:-1], to_json(self.to_search(document)))

    def check(self, document: Document) -> None:
        """Raise `StoreError` for a number that no store can hold."""
        kind = kind_of(type(document))
        for name in self._shapes[kind].integers:
            value = getattr(document, name)
            if value is not None and not -LARGEST <= value <= LARGEST:
                raise StoreError(
                    f"{name} is {value}, more than any store holds",
                    where=f"{kind} {document.id}",
                    way_out="mend the rule that read it and ingest again",
                )

    def _stored(self, document: Document) -> tuple[Source, bytes]:
        """What is stored of a document, and the same as JSON."""
        self.check(document)
        source: Source = document.model_dump(mode="json", exclude_none=True)
        _store(source, self._shapes[kind_of(type(document))])
        try:
            return source, to_json(source)
        except (PydanticSerializationError, UnicodeError):
            source = _clean(source)
            return source, to_json(source)

    def to_search(self, document: Document) -> Source:
        """What is indexed beside it (`index.elasticsearch.schema`)."""
        words: Source = {}
        moments: Source = {}
        terms: dict[str, None] = {}
        present: list[str] = []
        for values, fields in self._records(document):
            present += [path for name, path in fields.every if (value := values[name]) is not None and value != ()]
            for name, path in fields.terms:
                if (held := values[name]) is not None:
                    for value in held if type(held) is tuple else (held,):
                        terms[_term_of(path, value)] = None
            for name, path in fields.words:
                if (held := values[name]) is not None and held != ():
                    _place(words, path, [_tokenised(value) for value in (held if type(held) is tuple else (held,))])
            for name, path in fields.moments:
                if (held := values[name]) is not None and held != ():
                    _place(moments, path, [_moment(value) for value in (held if type(held) is tuple else (held,))])
        supply = supply_of(document) if isinstance(document, Sighting) else {}
        found = {"words": words, "terms": list(terms), "present": present, "moments": moments, "supply": supply}
        return {name: value for name, value in found.items() if value}

    def _records(self, document: Document) -> Iterator[tuple[Mapping[str, Any], _Searched]]:
        """Values of the document and of the records in it by attribute, with what is searched of them.

        Of several records of one path the values stand together in tuples. Each record is walked to once.
        """
        found: dict[str, list[Any]] = {"": [document]}
        for path, fields in self._searched[kind_of(type(document))].items():
            if path:
                above, _, name = path.rpartition(".")
                found[path] = _attributes(found[above], name)
            if len(found[path]) == 1:
                yield vars(found[path][0]), fields
            elif found[path]:
                yield {name: tuple(_attributes(found[path], name)) for name, _ in fields.every}, fields

    def to_document(self, model: type[D], source: Mapping[str, Any]) -> D:
        """The document of a stored source."""
        return model.model_validate(_restored(source))

    @staticmethod
    def restored(source: Mapping[str, Any]) -> Source:
        """A stored source, or a part of it, with its exact values in their places."""
        found: Source = _restored(source)
        return found

    @cached_property
    def _searched(self) -> dict[Kind, dict[str, _Searched]]:
        """Path of each record → its searched fields; a record comes before those in it."""
        found: dict[Kind, dict[str, _Searched]] = {}
        for kind in KINDS:
            records = found[kind] = {"": _Searched([], [], [], [])}
            for field in self._schema.searched(kind):
                *above, _ = field.path.split(".")
                for depth in range(len(above) + 1):
                    records.setdefault(".".join(above[:depth]), _Searched([], [], [], []))
                records[".".join(above)].add(field)
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


def _moment(value: datetime | date) -> int:
    return microseconds(moment_of(value))


def moment_of(value: datetime | date) -> datetime:
    """A time as it is; a day as its start."""
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)


def _shape(fields: tuple[Field, ...], parent: str) -> _Shape:
    here = [field for field in fields if field.path.rpartition(".")[0] == parent]
    plain = [field for field in here if not field.record]
    records = ((field.name, _shape(fields, field.path)) for field in here if field.record)
    return _Shape(
        decimals=tuple(field.name for field in plain if field.type == "decimal"),
        integers=tuple(field.name for field in plain if field.type == "integer"),
        times=tuple(field.name for field in plain if field.type == "time"),
        records=tuple((name, shape) for name, shape in records if not shape.plain),
    )


def _store(values: Source, shape: _Shape) -> None:
    """Bring what was dumped of a record, in place, into the form that is stored."""
    decimals, integers, times, records = shape
    for name in decimals:
        if name in values:
            exact = values[name + EXACT] = values[name]
            values[name] = max(-sys.float_info.max, min(sys.float_info.max, float(exact)))
    for name in integers:
        if name in values and not -LARGEST <= values[name] <= LARGEST:
            values[name + EXACT] = str(values[name])
            values[name] = LARGEST if values[name] > 0 else -LARGEST
    for name in times:
        if name in values and not values[name].endswith("Z"):
            values[name] = _utc(values[name])
    for name, inner in records:
        held = values.get(name, ())
        for record in held if isinstance(held, list | tuple) else (held,):
            _store(record, inner)


def _utc(value: str) -> str:
    """A time as UTC, which it is where it names no zone."""
    moment = datetime.fromisoformat(value)
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return utc.isoformat().replace("+00:00", "Z")


def _clean(value: Any) -> Any:
    """*value* with lone surrogates replaced: they are no text, and no database holds them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
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
    above, dot, name = path.rpartition(".")
    if dot:
        for part in above.split("."):
            holder = holder.setdefault(part, {})
    holder[name] = value
