"""Careful looks at values of unknown shape, and how a broken rule is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.fields import Kind

Broken = Iterator[tuple[int, str]]
"""Number of a rule and one clause for a person."""


@dataclass(frozen=True)
class Surroundings:
    """What an object's rules need to know of the rest of the file."""

    kinds: Mapping[str, Kind]
    """Id of a data view in the file → the kind of document behind it."""


def mapping(value: Any) -> dict[str, Any]:
    """*value* where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """The objects in *value* where it is a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def is_text(value: Any) -> bool:
    """Whether *value* is a string with something in it."""
    return isinstance(value, str) and bool(value)


def is_integer(value: Any) -> bool:
    """Whether *value* is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def parse(text: Any) -> Any:
    """Value of a JSON string; None where it is no string or does not parse."""
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


def json_string(holder: Mapping[str, Any], key: str, shape: type, *, rule: int) -> Broken:
    """Rule 7 for one attribute, and *rule* where what it holds has another shape."""
    text = holder.get(key)
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        yield 7, f"{key} does not parse"
        return
    if not isinstance(value, shape):
        yield rule, f"{key} is not a string that holds a JSON {'list' if shape is list else 'object'}"


def unknown_keys(value: Mapping[str, Any], known: set[str], what: str, *, rule: int) -> Broken:
    """Keys that *what* has not."""
    for key in sorted(set(value) - known):
        yield rule, f"{what} has no {key}"


def reference_ids(references: Any) -> dict[str, str]:
    """Name → id of references."""
    return {str(item.get("name")): str(item.get("id")) for item in mappings(references)}
