from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibana.checking import MAX_OBJECTS, check_file
from kibana.data_views import data_views
from kibana.saved_objects import to_ndjson

Object = dict[str, Any]
GOOD: list[Object] = [json.loads(line) for line in to_ndjson(data_views()).splitlines()]


def _file(objects: list[Object]) -> bytes:
    return "\n".join(json.dumps(value) for value in objects).encode()


def _changed(change: Callable[[Object], object]) -> bytes:
    objects: list[Object] = json.loads(json.dumps(GOOD))
    change(objects[0])
    return _file(objects)


def _attribute(name: str, value: Any) -> Callable[[Object], object]:
    return lambda view: view["attributes"].update({name: value})


BROKEN: list[tuple[str, int, Callable[[Object], object]]] = [
    ("unknown key", 2, lambda view: view.update(migrationVersion={})),
    ("no id", 2, lambda view: view.pop("id")),
    ("empty type", 2, lambda view: view.update(type="")),
    ("no attributes", 2, lambda view: view.pop("attributes")),
    ("references no list", 2, lambda view: view.update(references={})),
    ("reference with more", 2, lambda view: view.update(references=[{"name": "a", "type": "t", "id": "i", "x": 1}])),
    ("reference with less", 2, lambda view: view.update(references=[{"type": "t", "id": "i"}])),
    ("reference no object", 2, lambda view: view.update(references=["a"])),
    ("same id twice", 3, lambda view: view.update(id=GOOD[1]["id"])),
    ("dangling reference", 4, lambda view: view.update(references=[{"name": "a", "type": "index-pattern", "id": "x"}])),
    ("old core version", 5, lambda view: view.update(coreMigrationVersion="7.0.0")),
    ("no core version", 5, lambda view: view.pop("coreMigrationVersion")),
    ("newer type version", 5, lambda view: view.update(typeMigrationVersion="8.10.0")),
    ("type version no version", 5, lambda view: view.update(typeMigrationVersion="new")),
    ("no type version", 5, lambda view: view.pop("typeMigrationVersion")),
    ("unknown type", 5, lambda view: view.update(type="canvas-workpad")),
    ("fields do not parse", 7, _attribute("fields", "[")),
    ("attributes of fields do not parse", 7, _attribute("fieldAttrs", "{,}")),
    ("formats are an object", 10, _attribute("fieldFormatMap", {})),
    ("runtime fields a list", 10, _attribute("runtimeFieldMap", "[]")),
    ("filters missing", 10, lambda view: view["attributes"].pop("sourceFilters")),
    ("no title", 10, lambda view: view["attributes"].pop("title")),
    ("no name", 10, _attribute("name", "")),
    ("unknown attribute", 10, _attribute("colour", "red")),
    ("time field is no date", 10, _attribute("timeFieldName", "title")),
    ("time field is missing", 10, lambda view: view["attributes"].pop("timeFieldName")),
    ("time field is unknown", 10, _attribute("timeFieldName", "seen")),
    ("index is unknown", 11, _attribute("title", "logs-*")),
    ("field is unknown", 11, _attribute("fieldAttrs", '{"offers.colour": {}}')),
    ("format of an unknown field", 11, _attribute("fieldFormatMap", '{"colour": {"id": "number"}}')),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_told_with_its_line(rule: int, change: Callable[[Object], object]) -> None:
    problems = check_file(_changed(change))
    assert (rule, True) in {(problem.rule, problem.line in (1, 2)) for problem in problems}


def test_every_rule_of_data_views_is_shown_to_fail() -> None:
    assert {rule for _, rule, _ in BROKEN} | {1} == {1, 2, 3, 4, 5, 7, 10, 11}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{", b"\xff\xfe", b"[]", b"1", b'"text"', b"[" * 100_000])
def test_a_file_that_is_no_ndjson_breaks_rule_1(content: bytes) -> None:
    assert {problem.rule for problem in check_file(content)} == {1}


def test_too_many_objects_break_rule_3() -> None:
    objects = [{**GOOD[0], "id": str(number)} for number in range(MAX_OBJECTS + 1)]
    assert [(p.line, p.rule) for p in check_file(_file(objects))] == [(0, 3)]


def test_a_summary_line_is_dropped() -> None:
    assert check_file(_file([*GOOD, {"exportedCount": 4, "missingRefCount": 0}])) == []


_keys = st.sampled_from(["id", "type", "attributes", "references", "title", "fieldAttrs"]) | st.text(max_size=5)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=6),
)


@given(_values)
def test_checking_never_fails_itself(value: Any) -> None:
    assert check_file(_file([value]))
