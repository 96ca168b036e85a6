"""Holds a file of saved objects to the rules that Kibana's import keeps, and to some that it only breaks on later.

Rules, by number:

1   UTF-8, one JSON object a line; a line with ``exportedCount`` is a summary
2   only known keys at the top; a reference is exactly name, type and id
3   type and id occur once; at most 10,000 objects
4   every reference resolves inside the file
5   migration versions that 8.8 knows
7   attributes whose name ends in JSON, and those of rule 10, are strings that parse
10  a data view has title, name, a time field that is a date, and JSON strings
11  every field that a data view names is in the field registry
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from index.fields import field_at, fields_of
from kibana.data_views import kinds_by_index

MAX_OBJECTS = 10_000
_TOP_KEYS = {
    "attributes", "id", "type", "references", "namespaces", "coreMigrationVersion", "typeMigrationVersion",
    "updated_at", "created_at", "version", "originId", "managed",
}  # fmt: skip
_CORE_VERSION = "8.8.0"
_TYPE_VERSIONS = {"index-pattern": ("8.0.0", "8.0.0")}
"""Oldest and newest version of each type that this file checks."""
_DATA_VIEW_JSON: dict[str, type] = {
    "fields": list,
    "fieldAttrs": dict,
    "fieldFormatMap": dict,
    "runtimeFieldMap": dict,
    "sourceFilters": list,
}
_DATA_VIEW_KEYS = {"title", "name", "timeFieldName", *_DATA_VIEW_JSON}


@dataclass(frozen=True)
class Problem:
    """A rule that a line breaks."""

    line: int
    """1-based; 0 for the file as a whole."""
    rule: int
    """Number above."""
    text: str
    """One clause for a person."""


def check_file(content: bytes) -> list[Problem]:
    """Every problem of a file of saved objects, in order of lines; empty where it will import and render."""
    problems: list[Problem] = []
    objects: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            problems.append(Problem(number, 1, "is not UTF-8 JSON"))
            continue
        if not isinstance(value, dict):
            problems.append(Problem(number, 1, "is not a JSON object"))
        elif "exportedCount" not in value:
            objects.append((number, value))
    problems += _whole(objects)
    for number, value in objects:
        problems += [Problem(number, rule, text) for rule, text in _one(value)]
    return sorted(problems, key=lambda problem: (problem.line, problem.rule, problem.text))


def _whole(objects: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    if not objects:
        yield Problem(0, 1, "holds no saved object")
    if len(objects) > MAX_OBJECTS:
        yield Problem(0, 3, f"holds {len(objects):,} objects, at most {MAX_OBJECTS:,} are imported")
    seen: set[tuple[str, str]] = set()
    for number, value in objects:
        key = (str(value.get("type")), str(value.get("id")))
        if key in seen:
            yield Problem(number, 3, f"{key[0]} {key[1]} occurs a second time")
        seen.add(key)
    for number, value in objects:
        for reference in _references(value):
            if (str(reference.get("type")), str(reference.get("id"))) not in seen:
                yield Problem(number, 4, f"refers to {reference.get('type')} {reference.get('id')}, which is missing")


def _one(value: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for key in sorted(set(value) - _TOP_KEYS):
        yield 2, f"the key {key} is not known"
    for key in ("id", "type"):
        if not isinstance(value.get(key), str) or not value.get(key):
            yield 2, f"the {key} is missing"
    references = value.get("references", [])
    if not isinstance(references, list):
        yield 2, "references are not a list"
        references = []
    for reference in references:
        if not isinstance(reference, dict) or set(reference) != {"name", "type", "id"}:
            yield 2, "a reference is not exactly name, type and id"
    yield from _versions(value)
    attributes = value.get("attributes")
    if not isinstance(attributes, dict):
        yield 2, "the attributes are missing"
    elif value.get("type") == "index-pattern":
        yield from _data_view(attributes)


def _versions(value: dict[str, Any]) -> Iterator[tuple[int, str]]:
    if value.get("coreMigrationVersion") != _CORE_VERSION:
        yield 5, f"coreMigrationVersion is {value.get('coreMigrationVersion')}, not {_CORE_VERSION}"
    kind = str(value.get("type"))
    if kind not in _TYPE_VERSIONS:
        yield 5, f"objects of type {kind} are not known here: only data views (index-pattern) are"
        return
    oldest, newest = _TYPE_VERSIONS[kind]
    version = str(value.get("typeMigrationVersion"))
    if not _numbers(oldest) <= _numbers(version) <= _numbers(newest):
        yield 5, f"typeMigrationVersion of {kind} is {version}, not {oldest} to {newest}"


def _data_view(attributes: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for key in sorted(set(attributes) - _DATA_VIEW_KEYS):
        yield 10, f"a data view has no attribute {key}"
    for key in ("title", "name", "timeFieldName"):
        if not isinstance(attributes.get(key), str) or not attributes.get(key):
            yield 10, f"the {key} is missing"
    parsed: dict[str, Any] = {}
    for key, shape in _DATA_VIEW_JSON.items():
        text = attributes.get(key)
        try:
            parsed[key] = json.loads(text) if isinstance(text, str) else None
        except (json.JSONDecodeError, RecursionError):
            yield 7, f"{key} does not parse"
            continue
        if not isinstance(parsed[key], shape):
            yield 10, f"{key} is not a string that holds a JSON {'list' if shape is list else 'object'}"
    kind = kinds_by_index().get(str(attributes.get("title")))
    if kind is None:
        yield 11, f"no index of chipwatch is called {attributes.get('title')}"
        return
    known = {field.path for field in fields_of(kind)}
    time = str(attributes.get("timeFieldName"))
    if time not in known or field_at(kind, time).elasticsearch_type != "date":
        yield 10, f"the time field {time} is not a date of this index"
    for key in ("fieldAttrs", "fieldFormatMap"):
        for name in _unknown(parsed.get(key), known):
            yield 11, f"{key} names {name}, which is no field of this index"


def _unknown(named: Any, known: Iterable[str]) -> list[str]:
    return sorted(set(named) - set(known)) if isinstance(named, dict) else []


def _references(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    references = value.get("references")
    return (r for r in references if isinstance(r, dict)) if isinstance(references, list) else iter(())


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else (0,)
