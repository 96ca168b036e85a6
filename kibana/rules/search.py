"""Rule 12, and rule 11 for the columns and the order of a saved search."""

from __future__ import annotations

from typing import Any

from kibana.mapped_fields import mapped_fields
from kibana.rules.search_source import search_source, searched_index
from kibana.rules.values import Broken, Surroundings, is_text, unknown_keys

_KEYS = {"title", "description", "columns", "sort", "kibanaSavedObjectMeta"}


def search(attributes: dict[str, Any], references: dict[str, str], surroundings: Surroundings) -> Broken:
    """Attributes of a saved search."""
    yield from unknown_keys(attributes, _KEYS, "a saved search", rule=12)
    if not is_text(attributes.get("title")):
        yield 12, "the title is missing"
    if not isinstance(attributes.get("description"), str):
        yield 12, "the description is missing"
    columns, sort = attributes.get("columns"), attributes.get("sort")
    if not isinstance(columns, list) or not all(map(is_text, columns)) or not columns:
        yield 12, "columns are not a list of names"
        columns = []
    if not isinstance(sort, list) or not all(map(_is_order, sort)):
        yield 12, "sort is not a list of names, each with asc or desc"
        sort = []
    yield from search_source(attributes, references, index=True)
    kind = surroundings.kinds.get(searched_index(references) or "")
    if kind is None:
        return
    fields = mapped_fields(kind)
    for name in columns:
        if name not in fields:
            yield 11, f"the column {name} is no field of {kind}"
    for name, _ in sort:
        if name not in fields or not fields[name].aggregatable:
            yield 11, f"{kind} cannot be sorted by {name}"


def _is_order(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_text(value[0]) and value[1] in ("asc", "desc")
