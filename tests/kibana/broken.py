"""Files of saved objects with one thing wrong, made from the generated ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kibana.all_objects import all_objects
from kibana.checking import check_file
from kibana.saved_objects import to_ndjson

Object = dict[str, Any]
Change = Callable[[Any], object]
Case = tuple[str, int, Change]
"""What is wrong, the rule that says so, and what breaks it."""

GOOD: list[Object] = [json.loads(line) for line in to_ndjson(all_objects()).splitlines()]
MARKET = "chipwatch-market"
"""A dashboard that has a panel of every kind."""


def file_of(objects: list[Object]) -> bytes:
    """*objects* as NDJSON."""
    return "\n".join(json.dumps(value) for value in objects).encode()


def changed(id: str, change: Change) -> bytes:
    """The generated file, the object *id* changed."""
    objects: list[Object] = json.loads(json.dumps(GOOD))
    (found,) = (value for value in objects if value["id"] == id)
    change(found)
    return file_of(objects)


def line_of(id: str) -> int:
    """Line of an object in the generated file."""
    return next(number for number, value in enumerate(GOOD, 1) if value["id"] == id)


def attribute(name: str, value: Any) -> Change:
    """Sets an attribute."""
    return lambda found: found["attributes"].update({name: value})


def without(name: str) -> Change:
    """Removes an attribute."""
    return lambda found: found["attributes"].pop(name)


def within(holder: Change, key: str, change: Change) -> Change:
    """Changes what the JSON string under *key* of *holder* says."""

    def apply(found: Object) -> None:
        held: Any = holder(found)
        inner = json.loads(held[key])
        change(inner)
        held[key] = json.dumps(inner)

    return apply


def attributes(found: Object) -> Any:
    """The attributes of an object."""
    return found["attributes"]


def rules_broken(id: str, change: Change) -> set[int]:
    """Rules that are told of the line of *id* once it is changed."""
    return {problem.rule for problem in check_file(changed(id, change)) if problem.line == line_of(id)}
