"""Rules 2 and 5: the keys and versions of one object; rules 3 and 4: all objects together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kibana.rules.values import Broken, is_text, mappings

MAX_OBJECTS = 10_000
TOP_KEYS = {
    "attributes", "id", "type", "references", "namespaces", "coreMigrationVersion", "typeMigrationVersion",
    "updated_at", "created_at", "version", "originId", "managed",
}  # fmt: skip
OLDEST_KIBANA = "8.8.0"
_CORE_VERSION = "8.8.0"
_TYPE_VERSIONS = {
    "index-pattern": ("8.0.0", "8.0.0"),
    "dashboard": ("8.7.0", "8.9.0"),
    "lens": ("8.6.0", "8.9.0"),
    "search": ("7.9.3", "7.9.3"),
}
"""Oldest and newest version of each type."""


def envelope(value: dict[str, Any], target: str) -> Broken:
    """Rules 2 and 5, for a Kibana of version *target*."""
    for key in sorted(set(value) - TOP_KEYS):
        yield 2, f"the key {key} is not known"
    for key in ("id", "type"):
        if not is_text(value.get(key)):
            yield 2, f"the {key} is missing"
    references = value.get("references", [])
    if not isinstance(references, list):
        yield 2, "references are not a list"
        references = []
    for reference in references:
        if not isinstance(reference, dict) or set(reference) != {"name", "type", "id"}:
            yield 2, "a reference is not exactly name, type and id"
    if not isinstance(value.get("attributes"), dict):
        yield 2, "the attributes are missing"
    yield from _versions(value, target)


def whole(objects: list[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, int, str]]:
    """Rules 3 and 4: line, rule and text; line 0 is the file."""
    if not objects:
        yield 0, 1, "holds no saved object"
    if len(objects) > MAX_OBJECTS:
        yield 0, 3, f"holds {len(objects):,} objects, at most {MAX_OBJECTS:,} are imported"
    seen: set[tuple[str, str]] = set()
    for number, value in objects:
        key = (str(value.get("type")), str(value.get("id")))
        if key in seen:
            yield number, 3, f"{key[0]} {key[1]} occurs a second time"
        seen.add(key)
    for number, value in objects:
        for reference in mappings(value.get("references")):
            if (str(reference.get("type")), str(reference.get("id"))) not in seen:
                yield number, 4, f"refers to {reference.get('type')} {reference.get('id')}, which is missing"


def numbers(version: str) -> tuple[int, ...]:
    """A dotted version as numbers; (0,) for what is none."""
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else (0,)


def _versions(value: dict[str, Any], target: str) -> Broken:
    if value.get("coreMigrationVersion") != _CORE_VERSION:
        yield 5, f"coreMigrationVersion is {value.get('coreMigrationVersion')}, not {_CORE_VERSION}"
    kind = str(value.get("type"))
    if kind not in _TYPE_VERSIONS:
        yield 5, f"objects of type {kind} are not known here, only {', '.join(_TYPE_VERSIONS)}"
        return
    oldest, newest = _TYPE_VERSIONS[kind]
    newest = min(newest, target, key=numbers)
    version = str(value.get("typeMigrationVersion"))
    if not numbers(oldest) <= numbers(version) <= numbers(newest):
        yield 5, f"typeMigrationVersion of {kind} is {version}, not {oldest} to {newest}"
