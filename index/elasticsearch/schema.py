"""The mappings, drawn from the field registry.

Each kind of document has an index. Its fields stand as they are named in the registry, with explicit types and
``dynamic: strict``: what the registry does not know is refused. A number that the index cannot hold exactly has its
exact value beside it as a string, ``<name>_exact``; every amount of money has one. What search needs and nobody reads
stands under ``search`` and is kept out of the stored source:

search.words.<field>     normalised tokens between spaces (`extract.normalise.tokens`), a value an element
search.terms             ``field=key`` for every keyword, the key as `index.fields.keyword_key` gives it
search.present           path of every field that has a value
search.moments.<field>   a time in microseconds from 1970: an index holds dates in milliseconds
search.supply            what a sighting says of supply (`index.elasticsearch.supply_rows`)

Offers of listings are nested, and their fields stand in the listing too: a condition of the search language may be met
by any offer, and Kibana counts no nested fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from index.elasticsearch.names import KINDS, Part
from index.fields import FIELDS, Field

VERSION = 3
"""Version of the mappings, in the names of the indices and in their ``_meta``. Any change of them counts it up."""
SINCE: Mapping[Part, int] = {"event": 2, "lead": 2}
"""Part → version that first had it; the others were always there."""
IGNORE_ABOVE = 8_191
"""Characters of the longest keyword that always fits into a term (32,766 bytes)."""
EXACT = "_exact"

_GROWING: tuple[Part, ...] = ("listing", "sighting", "article")
"""Parts whose indices are split where shards are asked for; the others stay small."""
_UNINDEXED = ("span", "undetermined")
"""Records that are read with their document and never searched or counted."""
_INERT: dict[str, Any] = {"index": False, "doc_values": False}
_KEYWORD = {"type": "keyword", "ignore_above": IGNORE_ABOVE}
_KEPT = {"type": "text", "index": False}

WORDS_ANALYSIS = {"type": "text", "analyzer": "whitespace", "search_analyzer": "standard", "norms": False}
"""Our own tokens are taken as they are. What a person types in Kibana goes through ``standard``, which gives lower
case and one token a Han character."""

_OWN_PARTS: dict[Part, dict[str, Any]] = {
    "cursor": {"segment": _KEYWORD, "offset": {"type": "long"}},
    "set_aside": {
        "id": _KEYWORD,
        "kind": _KEYWORD,
        "at": {"type": "date"},
        "reason": _KEYWORD,
        "document": _KEPT,
    },
}


_SUPPLY: dict[str, Any] = {
    "rows": {"type": "keyword", "index": False, "ignore_above": IGNORE_ABOVE},
    **dict.fromkeys(("models", "counted", "orders"), _KEYWORD),
}


class Schema:
    """Mappings and settings that *fields* give."""

    def __init__(
        self,
        fields: tuple[Field, ...] = FIELDS,
        version: int = VERSION,
        *,
        shards: int | None = None,
        replicas: int | None = None,
    ) -> None:
        """*shards* of the indices that grow, *replicas* of all; none leaves a number to the server."""
        self.version = version
        self._shards = shards
        self._replicas = replicas
        self._fields = fields

    def fields(self, part: Part) -> tuple[Field, ...]:
        """Every field of a kind of document."""
        return self._by_kind.get(part, ())

    def searched(self, part: Part) -> tuple[Field, ...]:
        """Fields that the search language knows or documents are ordered by."""
        return tuple(f for f in self.fields(part) if not f.record and (f.names or f.sort))

    def mapping(self, part: Part) -> dict[str, Any]:
        """The body of a mapping."""
        meta = {"version": self.version, "application": "chipwatch"}
        if part in _OWN_PARTS:
            return {"dynamic": "strict", "_meta": meta, "properties": _OWN_PARTS[part]}
        return {
            "dynamic": "strict",
            "_meta": meta,
            "_source": {"excludes": ["search"]},
            "properties": {
                **dict(self._properties(part, "", inert=False)),
                "search": {"properties": self._search_properties(part)},
            },
        }

    def settings(self) -> dict[str, Any]:
        """Settings of every index."""
        return {"index": {"codec": "best_compression", "refresh_interval": "1s"}}

    def size_settings(self, part: Part) -> dict[str, Any]:
        """Settings that an index is made with: shards and replicas, where they are not the server's to choose."""
        chosen: dict[str, Any] = {}
        if self._shards is not None and part in _GROWING:
            chosen["number_of_shards"] = self._shards
        if self._replicas is not None:
            chosen["number_of_replicas"] = self._replicas
        return {"index": chosen} if chosen else {}

    def part_settings(self, part: Part) -> dict[str, Any]:
        """Settings of the indices of one part: what words without a field name are looked for in, in Kibana."""
        words = [f"search.words.{f.path}" for f in self.fields(part) if f.words]
        return {"index": {"query": {"default_field": words}}} if words else {}

    @cached_property
    def _by_kind(self) -> dict[Part, tuple[Field, ...]]:
        return {kind: tuple(f for f in self._fields if f.kind == kind) for kind in KINDS}

    def _properties(self, part: Part, parent: str, *, inert: bool) -> Iterator[tuple[str, dict[str, Any]]]:
        for field in self._by_kind[part]:
            if field.path.rpartition(".")[0] != parent:
                continue
            if field.record:
                inner = dict(self._properties(part, field.path, inert=inert or field.record in _UNINDEXED))
                nested = field.elasticsearch_type == "nested"
                holder = {"type": "nested", "include_in_root": True} if nested else {}
                yield field.name, {**holder, "properties": inner}
                continue
            yield field.name, _leaf(field) | (_INERT if inert and field.type != "text" else {})
            if field.type == "decimal" or (field.type == "integer" and not field.top and not inert):
                yield field.name + EXACT, _KEPT

    def _search_properties(self, part: Part) -> dict[str, Any]:
        words: dict[str, Any] = {}
        moments: dict[str, Any] = {}
        for field in self.searched(part):
            if field.type == "text" and field.names:
                _place(words, field.path, WORDS_ANALYSIS)
            if field.type in ("time", "date"):
                _place(moments, field.path, {"type": "long"})
        found: dict[str, Any] = {"terms": {"type": "keyword"}, "present": {"type": "keyword"}}
        if words:
            found["words"] = {"properties": words}
        if moments:
            found["moments"] = {"properties": moments}
        if part == "sighting":
            found["supply"] = {"properties": _SUPPLY}
        return found


def _leaf(field: Field) -> dict[str, Any]:
    kind = field.elasticsearch_type
    if kind == "keyword" or (kind == "text" and (field.facet or field.sort)):
        return dict(_KEYWORD)
    if kind == "text":
        return {"type": "text", "index": False}
    return {"type": kind}


def _place(properties: dict[str, Any], path: str, mapping: dict[str, Any]) -> None:
    """Put *mapping* at a dotted path of nested properties."""
    *holders, name = path.split(".")
    for holder in holders:
        properties = properties.setdefault(holder, {"properties": {}})["properties"]
    properties[name] = mapping
