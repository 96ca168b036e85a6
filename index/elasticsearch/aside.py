"""Documents that the server refused, and whether they have landed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from pydantic import ValidationError

from index.elasticsearch.reading import Hit, Reader
from index.fields import MODELS, Kind
from index.newness import newness
from index.store import SetAside

_TOGETHER = 100
"""Documents looked up at once."""
_IN_ORDER = ({"kind": "asc"}, {"id": "asc"})


def read_set_aside(reader: Reader) -> Iterator[SetAside]:
    """Documents that were refused, by kind and id, from one view."""
    hits = reader.scan("set_aside", {"match_all": {}}, sort=_IN_ORDER)
    for kind, of_kind in groupby(hits, key=lambda hit: hit["_source"]["kind"]):
        while some := list(islice(of_kind, _TOGETHER)):
            yield from _with_what_landed(reader, kind, some)


def _with_what_landed(reader: Reader, kind: Kind, hits: list[Hit]) -> Iterator[SetAside]:
    versions = {found["_id"]: found["_version"] for found in reader.many(kind, [hit["_source"]["id"] for hit in hits])}
    for hit in hits:
        refused: dict[str, Any] = {**hit["_source"], "at": datetime.fromisoformat(hit["_source"]["at"])}
        held = versions.get(refused["id"])
        yield SetAside(**refused, landed=held is not None and held >= _newness(kind, refused["document"]))


def _newness(kind: Kind, document: str) -> float:
    """Of a document as JSON; above all others where today's code cannot read it."""
    try:
        return newness(MODELS[kind].model_validate_json(document))
    except ValidationError:
        return float("inf")
