from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from index.elasticsearch.managing import Managed
from index.elasticsearch.names import KINDS, PARTS, Part
from index.elasticsearch.schema import EXACT, Schema
from index.fields import FIELDS, MODELS, fields_of


def _leaves(properties: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, mapping in properties.items():
        if "properties" in mapping:
            yield from _leaves(mapping["properties"], f"{path}{name}.")
        else:
            yield f"{path}{name}", mapping


@pytest.mark.parametrize("kind", KINDS)
def test_schema_has_every_field_of_the_registry_and_no_other(kind: Part) -> None:
    properties = dict(Schema().mapping(kind)["properties"])
    del properties["search"]
    held = {path for path, _ in _leaves(properties) if not path.endswith(EXACT)}
    assert held == {field.path for field in FIELDS if field.kind == kind and not field.record}


def test_schema_keeps_an_exact_string_beside_every_amount() -> None:
    for kind in KINDS:
        held = dict(_leaves(Schema().mapping(kind)["properties"]))
        for field in fields_of(kind):
            if field.type == "decimal":
                assert held[field.path]["type"] == "double"
                assert held[field.path + EXACT] == {"type": "text", "index": False}


def test_schema_names_no_attribute_as_it_names_exact_values() -> None:
    assert not [field.path for field in FIELDS if field.name.endswith(EXACT) or field.path == "search"]


def test_schema_is_strict_and_its_keywords_are_bounded() -> None:
    for part in PARTS:
        mapping = Schema().mapping(part)
        assert mapping["dynamic"] == "strict"
        assert mapping["_meta"]["version"] == Schema().version
        for path, leaf in _leaves(mapping["properties"]):
            if leaf["type"] == "keyword" and not path.startswith("search.") and leaf.get("index", True):
                assert leaf["ignore_above"] * 4 <= 32_766, path


def test_schema_uses_only_what_the_core_of_a_server_has() -> None:
    kinds = {leaf["type"] for part in PARTS for _, leaf in _leaves(Schema().mapping(part)["properties"])}
    assert kinds == {"keyword", "text", "long", "double", "date", "boolean", "flattened"}
    analyzers = {
        leaf.get(name)
        for part in PARTS
        for _, leaf in _leaves(Schema().mapping(part)["properties"])
        for name in ("analyzer", "search_analyzer")
    }
    assert analyzers == {None, "whitespace", "standard"}


def test_schema_on_the_server_knows_every_field_by_name(held: Managed) -> None:
    for kind in MODELS:
        answer = held.client.field_caps(index=held.address.names.read(kind), fields="*")
        known = set(answer["fields"])
        assert {field.path for field in fields_of(kind) if not field.record} <= known


def test_schema_lets_kibana_find_han_text_as_people_type_it(held: Managed, store: Any) -> None:
    from index.store import Batch
    from tests.index.documents import listing

    store.write(Batch([listing("1", title="現貨 H100 模組"), listing("2", title="A100")]))
    for typed, total in (("现货", 1), ("H100", 1), ("h100 AND 模组", 1), ("求购", 0)):
        asked = {"query_string": {"query": typed}}
        answer = held.client.search(index=held.address.names.read("listing"), query=asked)
        assert answer["hits"]["total"]["value"] == total, typed
