"""Whether the indices on the server are what this chipwatch would make, and hold what it can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from pydantic import ValidationError

from index.elasticsearch.indices import Indices
from index.elasticsearch.names import KINDS, PARTS, Names, Part
from index.elasticsearch.reading import Reader
from index.elasticsearch.schema import Schema
from index.elasticsearch.sources import Sources
from index.fields import MODELS

SAMPLE = 200
"""Documents of each kind that are read back."""


def problems(client: Elasticsearch, names: Names, schema: Schema, where: str) -> Iterator[str]:
    """Everything that is wrong with a store, a sentence each."""
    indices = Indices(client, names, schema)
    layout = indices.layout()
    for part in layout.missing:
        yield f"{names.read(part)} has no index behind both of its aliases"
    if layout.missing:
        return
    for part in PARTS:
        if len(layout.read[part]) > 1 or layout.read[part] != layout.write[part]:
            yield f"{names.read(part)} reads and writes different indices"
        for index in layout.read[part]:
            yield from _mapping_problems(client, names.index(index), schema.mapping(part))
    yield from _template_problems(indices, names, schema)
    health = client.cluster.health(index=[names.read(part) for part in PARTS])
    if health["status"] == "red":
        yield "a part of an index is not there: the cluster is red"
        return
    reader = Reader(client, indices.aliases, where=where)
    sources = Sources(schema)
    for kind in KINDS:
        yield from _document_problems(reader, sources, kind)


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Fields of a mapping that are missing, of another type or not ours."""
    wanted, held = ours.get("properties", {}), theirs.get("properties", {})
    for name in sorted(wanted.keys() | held.keys()):
        inner = f"{path}{name}"
        if name not in held:
            yield f"{inner} is missing"
        elif name not in wanted:
            yield f"{inner} is not ours"
        else:
            kinds = [mapping.get("type", "object") for mapping in (wanted[name], held[name])]
            if kinds[0] != kinds[1]:
                yield f"{inner} is {kinds[1]}, not {kinds[0]}"
            else:
                yield from differences(wanted[name], held[name], f"{inner}.")


def _mapping_problems(client: Elasticsearch, index: str, ours: Mapping[str, Any]) -> Iterator[str]:
    theirs = client.indices.get_mapping(index=index).body[index]["mappings"]
    if theirs.get("dynamic") != "strict":
        yield f"{index}: takes fields that nobody described (dynamic is not strict)"
    for difference in differences(ours, theirs):
        yield f"{index}: {difference}"


def _template_problems(indices: Indices, names: Names, schema: Schema) -> Iterator[str]:
    for part, version in indices.template_versions().items():
        if version != schema.version:
            yield f"the template {names.template(part)} is {'missing' if version is None else 'of another version'}"


def _document_problems(reader: Reader, sources: Sources, part: Part) -> Iterator[str]:
    model = {str(kind): model for kind, model in MODELS.items()}[part]
    for hit in reader.some(part, SAMPLE):
        try:
            document = sources.to_document(model, hit["_source"])
        except ValidationError as error:
            yield f"{part} {hit['_id']} cannot be read ({error.errors()[0]['msg']})"
            continue
        if document.id != hit["_id"] or sources.to_source(document) != hit["_source"]:
            yield f"{part} {hit['_id']} does not come back as it was written"
