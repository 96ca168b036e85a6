"""Rule 11: the fields of a chart's columns exist, in types of which can be made what is asked."""

from __future__ import annotations

from typing import Any

from index.fields import Kind
from kibana.columns import types_for
from kibana.mapped_fields import RECORDS, mapped_fields
from kibana.rules.values import Broken, Surroundings, mapping


def lens_fields(layers: dict[str, Any], references: dict[str, str], surroundings: Surroundings) -> Broken:
    """Every column of *layers*, each over the data view that its reference names."""
    for name, layer in layers.items():
        kind = surroundings.kinds.get(references.get(f"indexpattern-datasource-layer-{name}", ""))
        if kind is None:
            continue
        for column, shown in mapping(mapping(layer).get("columns")).items():
            yield from _column(kind, column, mapping(shown))


def _column(kind: Kind, name: str, column: dict[str, Any]) -> Broken:
    operation, path = str(column.get("operationType")), column.get("sourceField")
    if operation == "count" or path == RECORDS:
        return
    types = types_for(operation)
    if not types:
        yield 11, f"the column {name} asks for {operation}, which is not known here"
        return
    field = mapped_fields(kind).get(str(path))
    if field is None:
        yield 11, f"the column {name} goes by {path}, which is no field of {kind}"
    elif field.type not in types or not field.aggregatable:
        nested = " in a nested record" if field.nested else ""
        yield 11, f"the column {name} asks for {operation} of {path}, which is {field.type}{nested}"
