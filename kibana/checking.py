"""Holds a file of saved objects to the rules that Kibana's import keeps, and to some that it only breaks on later.

The rules and their numbers: `kibana.rules`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.fields import Kind
from kibana.mapped_fields import kinds_by_index
from kibana.rules.dashboard import dashboard
from kibana.rules.data_view import data_view
from kibana.rules.envelope import OLDEST_KIBANA, envelope, whole
from kibana.rules.lens import lens
from kibana.rules.search import search
from kibana.rules.values import Broken, Surroundings, mapping, reference_ids


@dataclass(frozen=True)
class Problem:
    """A rule that a line breaks."""

    line: int
    """1-based; 0 for the file as a whole."""
    rule: int
    """Number in `kibana.rules`."""
    text: str
    """One clause for a person."""


def check_file(content: bytes, *, target: str = OLDEST_KIBANA) -> list[Problem]:
    """Every problem of a file of saved objects, in order of lines; empty where it will import and render.

    *target* is the version of the Kibana that is to import it; none before 8.8 reads such files.
    """
    problems: list[Problem] = []
    objects: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8"))
        except (UnicodeDecodeError, ValueError, RecursionError):
            problems.append(Problem(number, 1, "is not UTF-8 JSON"))
            continue
        if not isinstance(value, dict):
            problems.append(Problem(number, 1, "is not a JSON object"))
        elif "exportedCount" not in value:
            objects.append((number, value))
    problems += [Problem(*found) for found in whole(objects)]
    surroundings, target = Surroundings(kinds=dict(_kinds(objects))), target.partition("-")[0]
    for number, value in objects:
        problems += [Problem(number, rule, text) for rule, text in _one(value, target, surroundings)]
    return sorted(problems, key=lambda problem: (problem.line, problem.rule, problem.text))


def _kinds(objects: list[tuple[int, dict[str, Any]]]) -> Iterator[tuple[str, Kind]]:
    for _, value in objects:
        kind = kinds_by_index().get(str(mapping(value.get("attributes")).get("title")))
        if value.get("type") == "index-pattern" and kind is not None:
            yield str(value.get("id")), kind


def _one(value: dict[str, Any], target: str, surroundings: Surroundings) -> Broken:
    yield from envelope(value, target)
    attributes, references = value.get("attributes"), reference_ids(value.get("references"))
    if not isinstance(attributes, dict):
        return
    if value.get("type") == "index-pattern":
        yield from data_view(attributes)
    elif value.get("type") == "search":
        yield from search(attributes, references, surroundings)
    elif value.get("type") == "dashboard":
        yield from dashboard(attributes, references, surroundings)
    elif value.get("type") == "lens":
        yield from lens(attributes, references, surroundings)
